use std::io::{Cursor, Read, Write};

use quality_award_core::import::bundle::{Member, Packed, Step, list};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::*;

/// A file of its parts.
fn joined(spans: Vec<Span<Vec<u8>>>) -> Vec<u8> {
    let bytes = spans.into_iter().flat_map(|span| match span {
        Span::Bytes(bytes) => bytes,
        Span::Piece(bytes, length) => {
            assert_eq!(bytes.len() as u64, length);
            bytes
        }
    });
    bytes.collect()
}

fn packed(members: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let mut packing = Packing::default();
    for (name, pieces) in members {
        packing.begin(name).unwrap();
        for piece in *pieces {
            packing.add(piece, piece.to_vec()).unwrap();
        }
    }
    joined(packing.finish().unwrap())
}

/// Opens a file as the browser does: only what is asked for is read.
fn opened(file: &[u8]) -> (Result<Vec<Packed>, String>, u64) {
    let mut opening = Opening::new(file.len() as u64);
    let mut read = 0;
    for _ in 0..100_000 {
        match opening.step() {
            Step::Read(from, length) => {
                read += length;
                let (from, to) = (from as usize, (from + length) as usize);
                opening.give(from as u64, file[from..to].to_vec());
            }
            Step::Members(members) => return (Ok(members), read),
            Step::Refused(why) => return (Err(why), read),
        }
    }
    panic!("never done");
}

/// What a member holds.
fn content(file: &[u8], member: &Packed, piece: usize) -> Result<Vec<u8>, String> {
    let from = member.from as usize;
    let bytes = &file[from..from + member.length as usize];
    if !member.deflated {
        return Ok(bytes.to_vec());
    }
    let mut inflating = Inflating::new(member.size);
    let mut out = Vec::new();
    for piece in bytes.chunks(piece) {
        out.extend(inflating.feed(piece)?);
    }
    match inflating.is_whole() {
        true => Ok(out),
        false => Err("incomplete".to_owned()),
    }
}

/// A ZIP of another program.
fn foreign(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_packed_is_a_zip_for_everyone() {
    let large = vec![7u8; 3_000_000];
    let file = packed(&[
        ("数据文件.json", &[b"{}"]),
        (
            "图片/图 1 甲.png",
            &[&large[..1_000_000], &large[1_000_000..]],
        ),
        ("空", &[]),
        ("末.pdf", &[b"%PDF", b"-1.7"]),
    ]);
    let mut zip = ZipArchive::new(Cursor::new(file.as_slice())).unwrap();
    let mut members = Vec::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        // Reading to the end compares the check sum.
        member.read_to_end(&mut bytes).unwrap();
        members.push((member.name().unwrap().into_owned(), bytes.len()));
    }
    let expected = [
        ("数据文件.json", 2),
        ("图片/图 1 甲.png", 3_000_000),
        ("空", 0),
        ("末.pdf", 8),
    ];
    assert_eq!(
        members,
        expected.map(|(name, size)| (name.to_owned(), size))
    );
    assert_eq!(
        file,
        packed(&[
            ("数据文件.json", &[b"{}"]),
            ("图片/图 1 甲.png", &[&large]),
            ("空", &[]),
            ("末.pdf", &[b"%PDF-1.7"]),
        ])
    );
}

#[test]
fn of_a_large_file_only_heads_are_read() {
    let large = vec![7u8; 3_000_000];
    let file = packed(&[("甲", &[&large]), ("乙", &[b"ok"]), ("丙", &[&large])]);
    let (members, read) = opened(&file);
    let members = members.unwrap();
    assert!(read < 200_000, "{read}");
    let sizes: Vec<_> = members
        .iter()
        .map(|it| (it.path.as_str(), it.size))
        .collect();
    assert_eq!(sizes, [("甲", 3_000_000), ("乙", 2), ("丙", 3_000_000)]);
    assert_eq!(content(&file, &members[1], 9).unwrap(), b"ok");
    assert_eq!(content(&file, &members[2], 9).unwrap(), large);
}

#[test]
fn many_members_are_found_whatever_their_number() {
    let names: Vec<String> = (0..900).map(|at| format!("材料/{at:04}.pdf")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|it| (it.as_str(), &b"x"[..])).collect();
    let file = foreign(&members, CompressionMethod::Stored);
    let found = opened(&file).0.unwrap();
    assert_eq!(found.len(), 900);
    assert!(
        found
            .iter()
            .all(|it| content(&file, it, 9).unwrap() == b"x")
    );
}

#[test]
fn what_another_program_packed_is_unpacked() {
    let text = "自我评价报告。".repeat(100_000);
    let file = foreign(&[("甲", text.as_bytes())], CompressionMethod::Deflated);
    let members = opened(&file).0.unwrap();
    assert!(members[0].deflated && members[0].length < 20_000);
    for piece in [1, 7, 1_000_000] {
        assert!(content(&file, &members[0], piece).unwrap() == text.as_bytes());
    }
}

#[test]
fn a_member_larger_than_it_says_is_stopped() {
    let file = foreign(&[("甲", &[0; 50_000_000])], CompressionMethod::Deflated);
    let mut member = opened(&file).0.unwrap().remove(0);
    member.size = 1_000_000;
    let why = content(&file, &member, 4096).unwrap_err();
    assert!(why.contains("比写明的大"), "{why}");
    member.size = 60_000_000;
    assert_eq!(content(&file, &member, 4096).unwrap_err(), "incomplete");
}

#[test]
fn what_is_no_zip_of_use_is_refused() {
    let check = |file: &[u8], says: &str| {
        let why = opened(file).0.unwrap_err();
        assert!(why.contains(says), "{why}");
    };
    check(b"", "不是 ZIP");
    check(b"PK", "不是 ZIP");
    check("不是".repeat(100_000).as_bytes(), "不是 ZIP");
    let file = packed(&[("甲", &[b"ok"]), ("乙", &[b"ok"])]);
    check(&file[..file.len() - 10], "不是 ZIP");
    // The same name twice: the second is renamed to the first in both places.
    let (one, other) = ("甲".as_bytes(), "乙".as_bytes());
    let mut twice = file.clone();
    for at in 0..twice.len() - 3 {
        if twice[at..].starts_with(other) {
            twice[at..at + 3].copy_from_slice(one);
        }
    }
    check(&twice, "重名");
    let mut locked = file.clone();
    for at in 0..locked.len() - 4 {
        // Bit 0 of the flags, in the head of a member and in the list.
        if locked[at..].starts_with(b"PK\x01\x02") {
            locked[at + 8] |= 1;
        }
    }
    check(&locked, "密码");
    let mut broken = file;
    broken[..30].fill(0);
    check(&broken, "读不出来");
}

#[test]
fn a_whole_zip_of_ours_opens_natively_and_an_altered_one_does_not() {
    let picture = vec![9u8; 2_000_000];
    let member = |path: &str, bytes: &[u8]| Member {
        path: path.to_owned(),
        size: bytes.len() as u64,
        sha256: Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    };
    let files: [(&str, &[u8]); 3] = [
        ("数据文件.json", b"{}"),
        ("图片/图 1 甲.png", &picture),
        ("证实性材料/证 1/甲.png", b"scan"),
    ];
    let list = list(&files.map(|(path, bytes)| member(path, bytes)));
    let all = |picture: &[u8], method| {
        let members = [
            files[0],
            (files[1].0, picture),
            files[2],
            ("清单.json", list.as_bytes()),
        ];
        foreign(&members, method)
    };
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let whole = open(&mut Cursor::new(all(&picture, method))).unwrap();
        assert_eq!(whole.data, b"{}");
        let pictures: Vec<_> = whole.pictures.values().collect();
        assert_eq!(pictures.len(), 1);
        assert!(pictures[0].bytes == picture && pictures[0].media == "image/png");
        let mut other = picture.clone();
        other[1_500_000] = 8;
        let why = open(&mut Cursor::new(all(&other, method))).unwrap_err();
        assert!(
            why.contains("“图片/图 1 甲.png”和清单里的校验值不一致"),
            "{why}"
        );
    }
    let why = open(&mut Cursor::new(foreign(&files, CompressionMethod::Stored))).unwrap_err();
    assert!(why.contains("不是本工具存出的整套材料"), "{why}");
}
