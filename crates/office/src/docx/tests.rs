use std::io::{Cursor, Write};
use std::path::Path;

use quality_award_core::import::report::{Paragraph, Style};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Document, read};

fn fixture(name: &str) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ways-in/docx");
    read(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

/// A document with these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with this body.
fn of_body(body: &str) -> Document {
    let text = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    read(&zipped(&[("word/document.xml", &text)])).unwrap()
}

fn texts(document: &Document) -> Vec<(usize, &str)> {
    document
        .paragraphs
        .iter()
        .map(|of| (of.number, of.text.as_str()))
        .collect()
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn numbers_that_word_computes_are_there() {
    let document = fixture("python-docx-hidden.docx");
    let headings = document
        .paragraphs
        .iter()
        .filter(|of| matches!(of.style, Style::Heading(_)));
    let headings: Vec<&str> = headings.map(|of| of.text.as_str()).collect();
    assert_eq!(
        headings,
        [
            "4.1 领导",
            "4.1.2 高层领导的作用",
            "4.1.3 组织治理",
            "4.2 战略",
            "4.2.2 战略制定",
            "附录"
        ]
    );
    let document = fixture("libreoffice-outline.docx");
    let all: Vec<&str> = document
        .paragraphs
        .iter()
        .map(|of| of.text.as_str())
        .collect();
    for line in [
        "一、 领导",
        "（2） 社会责任",
        "二、 品牌文化",
        "（1） 人力资源",
    ] {
        assert!(all.contains(&line), "{line} {all:?}");
    }
}

#[test]
fn tables_notes_boxes_and_changes_come_along() {
    let document = fixture("python-docx-hidden.docx");
    let all = texts(&document);
    // Accepted changes; the box once, with its paragraph's number; no hidden text.
    for line in [
        (8, "示例院长每季度书面通报方向✓。"),
        (9, "方框里的示例文字。"),
        (15, "战略部署\t示例目标"),
        (16, "虚构的隐藏"),
    ] {
        assert_eq!(
            all.iter().filter(|of| **of == line).count(),
            1,
            "{line:?} {all:?}"
        );
    }
    let contents = document
        .paragraphs
        .iter()
        .filter(|of| of.style == Style::Contents);
    assert_eq!(contents.count(), 4);
    for (at, said) in ["修订", "文本框 1 个", "隐藏文字 1 处"].iter().enumerate() {
        assert!(document.said[at].contains(said), "{:?}", document.said);
    }
    let document = fixture("python-docx-headings.docx");
    let rows = document
        .paragraphs
        .iter()
        .filter(|of| of.style == Style::Row);
    let rows: Vec<&str> = rows.map(|of| of.text.as_str()).collect();
    assert_eq!(
        rows,
        [
            "指标\t示例值\t",
            "\t2024\t2025",
            "主营业务收入\t19200\t20100"
        ]
    );
    assert!(texts(&document).contains(&(13, "［这里原有一张图］")));
    assert!(
        document.said[0].contains("图片 1 张"),
        "{:?}",
        document.said
    );
    assert!(
        !all.iter().any(|(_, text)| text.contains("自评报告\t")),
        "no page head"
    );
    let document = fixture("libreoffice-outline.docx");
    let all = texts(&document);
    for line in [
        (
            4,
            "虚构的董事长每月讲一次质量课［注 1］。\u{B}听课人数逐月公布。",
        ),
        (4, "［注 1］见示例记录。"),
        (6, "示例方框：节水三成。"),
    ] {
        assert!(all.contains(&line), "{line:?} {all:?}");
    }
}

#[test]
fn a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() {
    let document = of_body(
        r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>
        <w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>五月</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>框里一段</w:t></w:r></w:p><w:p><w:r><w:t>框里两段</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
    );
    assert_eq!(
        texts(&document),
        [
            (2, "甲乙"),
            (3, "一\u{B}二\t三-"),
            (4, "五月"),
            (5, "框里一段"),
            (5, "框里两段")
        ]
    );
}

#[test]
fn what_is_no_document_is_refused_with_the_way_out() {
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let encrypted: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted: Vec<u8> = ole.iter().copied().chain(encrypted).collect();
    let good = zipped(&[(
        "word/document.xml",
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>",
    )]);
    let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
    let bomb = " ".repeat(70 * 1024 * 1024);
    for (bytes, said) in [
        (Vec::new(), "文件是空的"),
        (ole.to_vec(), "旧版 Word 文件（.doc）"),
        (encrypted, "打开密码"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (b"{\\rtf1".to_vec(), "RTF"),
        ("文字".into(), "这不是 .docx 文件"),
        (good[..good.len() / 2].to_vec(), "损坏"),
        (zipped(&[("xl/workbook.xml", "<a/>")]), "Excel"),
        (zipped(&[("ppt/presentation.xml", "<a/>")]), "幻灯片"),
        (zipped(&[("content.xml", "<a/>")]), "OpenDocument"),
        (zipped(&[("a.txt", "a")]), "没有 Word 文档"),
        (zipped(&[("word/document.xml", "<a>")]), "损坏"),
        (
            zipped(&[(
                "word/document.xml",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            )]),
            "损坏",
        ),
        (zipped(&[("word/document.xml", &deep)]), "损坏"),
        (zipped(&[("word/document.xml", &bomb)]), "太大"),
    ] {
        let refusal = refused(&bytes);
        assert!(refusal.contains(said), "{said}: {refusal}");
    }
    // Cut anywhere, a document is refused or read, and nothing breaks.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ways-in/docx");
    let bytes = std::fs::read(folder.join("libreoffice-web.docx")).unwrap();
    for at in (0..bytes.len()).step_by(997) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        let _: Result<Document, _> = read(&broken);
        assert!(read(&bytes[..at]).is_err());
    }
}

#[test]
fn a_document_without_styles_is_plain_paragraphs() {
    let document = of_body("<w:p><w:r><w:t>4.1.2 高层领导的作用</w:t></w:r></w:p><w:p/>");
    let plain = |number: usize, text: &str| Paragraph {
        number,
        text: text.to_owned(),
        style: Style::Body,
    };
    assert_eq!(
        document.paragraphs,
        [plain(1, "4.1.2 高层领导的作用"), plain(2, "")]
    );
    assert!(document.said.is_empty());
}
