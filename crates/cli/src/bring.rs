//! `bring`: a finished report, taken apart as the app does, then listed or written into a package.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use quality_award_core::dossier;
use quality_award_core::import::report::{Kind, Line, Report, To};
use quality_award_core::pack::Criteria;
use quality_award_office::report;
use serde_json::{Value, json};

use crate::packs::Rules;
use crate::shown::shown;
use crate::{BUILD, Failure, open, write};

/// Largest file that is read, in bytes.
const MOST: u64 = 256 * 1024 * 1024;

/// What the command line asks for.
#[derive(Default)]
struct Options {
    file: Option<PathBuf>,
    into: Option<PathBuf>,
    write: Option<PathBuf>,
    json: bool,
    data: Option<PathBuf>,
}

/// Runs the command with the arguments behind its name.
pub fn run(args: &mut lexopt::Parser) -> Result<bool, Failure> {
    let mut options = Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(file) if options.file.is_none() => options.file = Some(file.into()),
            Long("into") => options.into = Some(args.value()?.into()),
            Long("write") => options.write = Some(args.value()?.into()),
            Long("json") => options.json = true,
            Long("data") => options.data = Some(args.value()?.into()),
            Short('h') | Long("help") => {
                write(crate::USAGE, None)?;
                return Ok(true);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let file = options.file.as_deref();
    let file = file.ok_or_else(|| Failure::usage("没有指定文件"))?;
    if options.write.is_some() && options.into.is_none() {
        return Err(Failure::usage(
            "“--write”要和“--into”一起用，写明录入到哪一份数据文件",
        ));
    }
    let rules = Rules::of(options.data.as_deref())?;
    let criteria = &rules.packs.criteria;
    let (report, mut said) = read(file, criteria)?;
    if let Some(package) = &options.into {
        let mut dossier = open(package, &rules)?.dossier;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let taken = report.apply(&mut dossier, &name);
        match &options.write {
            Some(out) => {
                let bytes = dossier::write(&dossier, BUILD);
                dossier::check_size(bytes.len() as u64, &bytes)
                    .map_err(|why| Failure::unusable(out, why))?;
                std::fs::write(out, bytes).map_err(|error| Failure::io(out, &error))?;
                said.push(format!(
                    "已写入 {} 处，待安放 {} 份：{}",
                    taken.places,
                    taken.pieces,
                    out.display()
                ));
            }
            None => said.push(format!(
                "将写入 {} 处，待安放 {} 份。没有写“--write”，什么也没有写入",
                taken.places, taken.pieces
            )),
        }
    }
    for line in &said {
        eprintln!("{}", shown(&format!("{}：{line}", file.display())));
    }
    let text = match options.json {
        true => json_of(&report),
        false => shown(&told(&report, criteria)),
    };
    write(&text, None)?;
    Ok(true)
}

/// Reads a document or a text, by what it is and not by its name.
fn read(path: &Path, criteria: &Criteria) -> Result<(Report, Vec<String>), Failure> {
    let about = std::fs::metadata(path).map_err(|error| Failure::io(path, &error))?;
    if about.len() > MOST {
        return Err(Failure::unusable(path, "文件超过 256 MB，不像一份报告"));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::io(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = report::read(&bytes, &name).map_err(|why| Failure::unusable(path, why))?;
    Ok((Report::of(&document.paragraphs, criteria), document.said))
}

fn kind(line: &Line) -> &'static str {
    match line.kind {
        Kind::Heading => "heading",
        Kind::Text => "text",
        Kind::Contents => "contents",
        Kind::Running | Kind::LeftOut => "running",
        Kind::Front => "front",
        Kind::Nowhere => "nowhere",
    }
}

/// The text that goes to the place of a line; of a heading with nothing behind it its own.
fn text_of(line: &Line) -> String {
    let text = line.text();
    match text.trim() {
        "" => line.whole().trim().to_owned(),
        // The first cell of a row may be empty.
        _ => text
            .trim_end()
            .trim_start_matches([' ', '\u{3000}'])
            .to_owned(),
    }
}

fn json_of(report: &Report) -> String {
    let lines = report.lines.iter().filter(|line| !line.is_blank());
    let lines = lines.map(|line| {
        let (to, sub) = match &line.to {
            None => (None, None),
            Some(To::Slot(id)) => (Some(id), None),
            Some(To::Section(item, section)) => (Some(item), Some(section)),
        };
        json!({
            "line": line.number, "text": text_of(line), "kind": kind(line), "to": to, "sub": sub, "ask": line.ask,
        })
    });
    let lines: Vec<Value> = lines.collect();
    format!("{}\n", json!({ "lines": lines }))
}

/// The account, what goes where, and what is asked, in words.
fn told(report: &Report, criteria: &Criteria) -> String {
    let account = report.account();
    let mut out = format!(
        "原文 {} 字 = 录入 {} 字 + 待安放 {} 字 + 不录入 {} 字（不计空格和换行）\n",
        account.brought,
        account.taken(),
        account.kept,
        account.left_out
    );
    for (to, text) in report.texts() {
        let name = match &to {
            To::Slot(id) => {
                let slot = criteria.slot(id);
                format!("{id} {}", slot.map_or("", |slot| &slot.title))
            }
            To::Section(item, section) => {
                let title = criteria
                    .section(section)
                    .map_or("", |(_, section)| &section.title);
                format!("{item} {title}")
            }
        };
        let count = text.lines().filter(|line| !line.trim().is_empty()).count();
        out += &format!("  {name}：{count} 段\n");
    }
    for piece in report.pieces() {
        let first = piece.lines().find(|line| !line.trim().is_empty());
        let short: String = first.unwrap_or("").trim().chars().take(40).collect();
        out += &format!("  待安放：{short}\n");
    }
    for (_, line) in report.asked() {
        let short: String = line.whole().trim().chars().take(40).collect();
        let ask = line.ask.as_deref().unwrap_or("");
        out += &format!("  请核对，第 {} 行“{short}”：{ask}\n", line.number);
    }
    out
}
