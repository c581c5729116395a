use std::io::{Cursor, Read};

use quality_award_core::dossier::FileMark;
use quality_award_core::export::chart::{Chart, ChartData, ChartPoint, ChartSeries, Kind};
use quality_award_core::export::document::{
    Block, Cell, Chapter, Cover, Document, Part, Picture, Pictures, Row, columns, field, texts,
};
use quality_award_core::import::report::Style;
use roxmltree::Node;
use zip::ZipArchive;

use super::docx;
use crate::docx::read;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.into(),
        id: None,
    }
}

fn point(value: &str, joined: bool, partial: bool) -> Option<ChartPoint> {
    Some(ChartPoint {
        value: value.into(),
        joined,
        marked: true,
        partial,
    })
}

fn chart(data: bool) -> Chart {
    let own = vec![
        point("1.50", false, false),
        point("2", true, false),
        point("3", false, true),
    ];
    let series = |name: &str, kind, points| ChartSeries {
        name: name.into(),
        kind,
        points,
    };
    let data = data.then(|| ChartData {
        unit: "<分>".into(),
        years: vec![2024, 2025, 2026],
        low: "1".into(),
        high: "3".into(),
        step: "0.5".into(),
        series: vec![
            series("本单位", Kind::Own, own),
            series(
                "目标",
                Kind::Target,
                vec![None, None, point("2.5", true, false)],
            ),
        ],
    });
    Chart {
        title: "满意度".into(),
        about: "2024 年 1.50 分，\"2025\" 年 2 分。".into(),
        tag: String::new(),
        said: "连升。".into(),
        shapes: Vec::new(),
        data,
    }
}

/// A document with every kind of block.
fn document() -> Document {
    let cover = Cover {
        title: "奖".into(),
        subtitle: "材料".into(),
        lines: vec![("组织".into(), "<甲>\n乙".into())],
        foot: vec!["指纹".into(), "9f3c".into()],
    };
    let table = |whole| Block::Table {
        caption: "表 1 顾客".into(),
        columns: columns([("项", 13), ("数", 7)]),
        rows: vec![
            texts(["一".into(), "二\n三".into()]),
            Row {
                cells: vec![Cell::Text("合计".into()), Cell::Number("27.5".into())],
                sum: true,
            },
        ],
        whole,
    };
    let blocks = vec![
        heading(1, "（一）小题"),
        heading(2, "4.1.2 条"),
        heading(3, "小标题"),
        Block::Text("自 2026-05-20 起\r\n\r\n　缩\u{1}进\t&<\"尾".into()),
        Block::Form {
            caption: String::new(),
            rows: vec![
                field("甲", "1"),
                vec![("乙".into(), "2".into()), ("丙".into(), "长".repeat(200))],
            ],
            whole: false,
        },
        table(false),
        Block::Together(vec![
            table(true),
            Block::Chart {
                caption: "图 1 满意度".into(),
                chart: Box::new(chart(true)),
            },
            Block::Small("注".into()),
        ]),
        Block::Chart {
            caption: "图 2 太大".into(),
            chart: Box::new(chart(false)),
        },
        Block::Seal {
            name: "组织".into(),
            lines: vec!["签字".into(), "日期".into()],
        },
        Block::Signature(vec!["组织".into(), "日期".into()]),
    ];
    Document {
        title: "甲<公司>材料".into(),
        note: "指纹 9f3c".into(),
        parts: vec![
            Part::Cover(cover),
            Part::Contents,
            Part::Chapter(Chapter {
                id: "c1".into(),
                title: "一、表".into(),
                blocks,
            }),
        ],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn names(bytes: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    zip.file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

/// The elements of this name, by what a function says of each.
fn each<T>(xml: &str, name: &str, of: impl Fn(Node<'_, '_>) -> T) -> Vec<T> {
    let tree = roxmltree::Document::parse(xml).unwrap();
    let nodes = tree.descendants();
    let found = nodes.filter(|node| node.tag_name().name() == name);
    found.map(of).collect()
}

fn has(node: Node<'_, '_>, name: &str) -> bool {
    node.descendants().any(|it| it.tag_name().name() == name)
}

fn value(node: Node<'_, '_>, name: &str) -> String {
    let mut found = node.descendants().filter(|it| it.tag_name().name() == name);
    let value = found.next().and_then(|it| it.attribute((W, "val")));
    value.unwrap_or_default().to_owned()
}

/// What a paragraph says.
fn said(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter_map(|it| match it.tag_name().name() {
            "t" => it.text(),
            "noBreakHyphen" => Some("-"),
            _ => None,
        });
    texts.collect()
}

#[test]
fn our_own_reader_finds_every_text_in_its_order() {
    let document = document();
    let read = read(&docx(&document, &Pictures::new())).unwrap();
    let squeezed = |text: &str| {
        text.replace('\u{1}', "\u{FFFD}")
            .split_whitespace()
            .collect::<String>()
    };
    let in_contents = |style: Style| matches!(style, Style::Contents);
    let paragraphs = read.paragraphs.iter().filter(|it| !in_contents(it.style));
    let all: String = paragraphs.map(|it| squeezed(&it.text)).collect();
    let expected: String = document.texts().into_iter().map(squeezed).collect();
    // It marks what stands where a chart was.
    assert_eq!(all.replace("［这里原有一个对象］", ""), expected);
    let headings: Vec<_> = read
        .paragraphs
        .iter()
        .filter_map(|it| match it.style {
            Style::Heading(level) => Some((level, it.text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            (1, "一、表"),
            (2, "（一）小题"),
            (3, "4.1.2 条"),
            (4, "小标题")
        ]
    );
}

#[test]
fn the_contents_are_a_field_with_the_headings_in_it() {
    let xml = part(&docx(&document(), &Pictures::new()), "word/document.xml");
    let fields = each(&xml, "instrText", |node| {
        node.text().unwrap_or("").trim().to_owned()
    });
    assert_eq!(
        fields,
        [
            "TOC \\o \"1-3\" \\h \\z \\u",
            "PAGEREF _Toc00000001 \\h",
            "PAGEREF _Toc00000002 \\h",
            "PAGEREF _Toc00000003 \\h"
        ]
    );
    let marks = each(&xml, "bookmarkStart", |node| {
        let name = node.attribute((W, "name")).unwrap_or("").to_owned();
        (name, node.parent().map(said).unwrap_or_default())
    });
    let links = each(&xml, "hyperlink", |node| {
        (
            node.attribute((W, "anchor")).unwrap_or("").to_owned(),
            said(node),
        )
    });
    assert_eq!(marks, links);
    assert_eq!(marks.len(), 3);
    // As many begin as end, and all before the chapter.
    let kinds = each(&xml, "fldChar", |node| {
        node.attribute((W, "fldCharType")).unwrap_or("").to_owned()
    });
    let of = |kind: &str| kinds.iter().filter(|it| *it == kind).count();
    assert_eq!((of("begin"), of("separate"), of("end")), (4, 4, 4));
    let settings = part(&docx(&document(), &Pictures::new()), "word/settings.xml");
    assert!(
        settings.contains("<w:updateFields w:val=\"true\"/>")
            && settings.contains("<w:mirrorMargins/>")
    );
}

#[test]
fn styles_are_known_by_the_names_that_word_gives_them() {
    let styles = part(&docx(&document(), &Pictures::new()), "word/styles.xml");
    let levels = each(&styles, "style", |node| {
        (value(node, "name"), value(node, "outlineLvl"))
    });
    for (at, name) in ["heading 1", "heading 2", "heading 3", "heading 4"]
        .iter()
        .enumerate()
    {
        assert!(
            levels.contains(&((*name).to_owned(), at.to_string())),
            "{name}"
        );
    }
    // Every style that is used is there.
    let known = each(&styles, "style", |node| {
        node.attribute((W, "styleId")).unwrap_or("").to_owned()
    });
    let xml = part(&docx(&document(), &Pictures::new()), "word/document.xml");
    for kind in ["pStyle", "tblStyle"] {
        for used in each(&xml, kind, |node| {
            node.attribute((W, "val")).unwrap_or("").to_owned()
        }) {
            assert!(known.contains(&used), "{used}");
        }
    }
    let fonts = part(&docx(&document(), &Pictures::new()), "word/fontTable.xml");
    let declared = each(&fonts, "font", |node| {
        (
            value(node, "altName").is_empty(),
            node.attribute((W, "name")).unwrap_or("").to_owned(),
        )
    });
    for font in ["仿宋", "黑体", "宋体", "方正小标宋简体"] {
        assert!(declared.contains(&(false, font.to_owned())), "{font}");
        assert!(styles.contains(&format!("w:eastAsia=\"{font}\"")), "{font}");
    }
}

#[test]
fn tables_repeat_their_heads_and_keep_their_rows_whole() {
    let xml = part(&docx(&document(), &Pictures::new()), "word/document.xml");
    let rows = each(&xml, "tr", |node| {
        let kept = node.descendants().filter(|it| it.tag_name().name() == "p");
        let kept = kept.clone().count() > 0 && kept.into_iter().all(|it| has(it, "keepNext"));
        (
            said(node),
            has(node, "tblHeader"),
            has(node, "cantSplit"),
            kept,
        )
    });
    let of = |text: &str| {
        rows.iter()
            .filter(|row| row.0 == text)
            .map(|row| (row.1, row.2, row.3))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("项数"), [(true, true, true); 2]);
    // The second one is whole: all but its last row stays with the next.
    assert_eq!(of("一二三"), [(false, true, false), (false, true, true)]);
    // What belongs together stays with what follows it.
    assert_eq!(of("合计27.5"), [(false, true, false), (false, true, true)]);
    let long = rows.iter().find(|row| row.0.starts_with("乙2丙"));
    assert_eq!(long.map(|row| row.2), Some(false));
    let widths = each(&xml, "tblGrid", |node| {
        node.children()
            .map(|it| it.attribute((W, "w")).unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    });
    assert!(
        widths.contains(&vec!["5895".to_owned(), "3175".to_owned()]),
        "{widths:?}"
    );
    // Between two tables stands a paragraph, or Word makes one of them.
    let followed = each(&xml, "tbl", |node| {
        node.next_sibling_element()
            .map(|it| it.tag_name().name().to_owned())
    });
    assert!(followed.iter().all(|next| next.as_deref() == Some("p")));
}

#[test]
fn charts_are_words_own_with_a_text_alternative() {
    let bytes = docx(&document(), &Pictures::new());
    let xml = part(&bytes, "word/document.xml");
    let told = each(&xml, "docPr", |node| {
        node.attribute("descr").unwrap_or("").to_owned()
    });
    assert_eq!(told, ["2024 年 1.50 分，\"2025\" 年 2 分。"]);
    let charts: Vec<String> = names(&bytes)
        .into_iter()
        .filter(|name| name.contains("chart"))
        .collect();
    assert_eq!(charts, ["word/charts/chart1.xml"]);
    let chart = part(&bytes, &charts[0]);
    let series = each(&chart, "ser", |node| {
        let texts = |name: &str| -> Vec<String> {
            let inside = node.descendants().filter(|it| it.tag_name().name() == name);
            inside
                .flat_map(|it| it.descendants())
                .filter(|it| it.tag_name().name() == "v")
                .filter_map(|it| it.text())
                .map(str::to_owned)
                .collect()
        };
        (
            texts("tx").concat(),
            texts("cat").join(" "),
            texts("val").join(" "),
        )
    });
    let of = |name: &str, values: &str| {
        (
            name.to_owned(),
            "2024 2025 2026".to_owned(),
            values.to_owned(),
        )
    };
    // A change of definition breaks the line.
    assert_eq!(
        series,
        [of("本单位", "1.50 2"), of("本单位", "3"), of("目标", "2.5")]
    );
    assert!(each(&chart, "legendEntry", |node| has(node, "delete")) == [true]);
    // The value up to a month is hollow.
    assert_eq!(each(&chart, "dPt", |_| ()).len(), 1);
    assert!(chart.contains("&lt;分&gt;"));
}

#[test]
fn head_and_foot_stand_on_every_page_but_the_cover() {
    let bytes = docx(&document(), &Pictures::new());
    assert!(part(&bytes, "word/header1.xml").contains("甲&lt;公司&gt;材料"));
    let fields = each(&part(&bytes, "word/footer1.xml"), "instrText", |node| {
        node.text().unwrap_or("").trim().to_owned()
    });
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    let sections = each(&part(&bytes, "word/document.xml"), "sectPr", |node| {
        has(node, "headerReference")
    });
    assert_eq!(sections, [false, true]);
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:language>zh-CN</dc:language>") && !core.contains("creator"));
}

#[test]
fn the_same_document_is_the_same_file() {
    let document = document();
    assert_eq!(
        docx(&document, &Pictures::new()),
        docx(&document, &Pictures::new())
    );
    // Every part is declared and well formed.
    let bytes = docx(&document, &Pictures::new());
    let types = part(&bytes, "[Content_Types].xml");
    for name in names(&bytes) {
        roxmltree::Document::parse(&part(&bytes, &name)).unwrap();
        let known = types.contains(&format!("PartName=\"/{name}\""));
        assert!(
            known || name.ends_with(".rels") || name.starts_with('['),
            "{name}"
        );
    }
}

#[test]
fn a_picture_is_a_part_with_its_alternative_and_its_name_where_it_is_not() {
    let mark = FileMark::new(
        &"ab".repeat(32),
        3,
        "image/png",
        Some((1208, 400)),
        "架构.png",
    );
    let picture = |about: &str| Block::Picture {
        caption: "图 1 架构".into(),
        about: about.into(),
        file: Some(mark.clone()),
    };
    let chapter = Chapter {
        id: "c".into(),
        title: "题".into(),
        blocks: vec![picture("三级\"管理\""), picture("")],
    };
    let document = Document {
        parts: vec![Part::Chapter(chapter)],
        ..Document::default()
    };
    let there = Picture {
        media: "image/png".into(),
        bytes: vec![1, 2, 3],
    };
    let pictures = Pictures::from([(mark.sha256.clone(), there)]);
    let bytes = docx(&document, &pictures);
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains("<a:blip r:embed=\"image1\"/>"));
    assert!(xml.contains("<a:blip r:embed=\"image2\"/>"));
    assert!(xml.contains("descr=\"三级&quot;管理&quot;\""));
    assert!(xml.contains("descr=\"图 1 架构\""));
    assert!(xml.contains("<wp:extent cx=\"5753100\" cy=\"1905000\"/>"));
    let related = part(&bytes, "word/_rels/document.xml.rels");
    assert!(related.contains("Id=\"image1\""));
    assert!(related.contains("/image\" Target=\"media/image1.png\""));
    let types = part(&bytes, "[Content_Types].xml");
    assert!(types.contains("Extension=\"png\" ContentType=\"image/png\""));
    assert!(!types.contains("/word/media/"));
    let without = part(&docx(&document, &Pictures::new()), "word/document.xml");
    assert!(!without.contains("a:blip"));
    assert!(without.contains("（缺少图片文件：架构.png。图中内容：三级"));
}
