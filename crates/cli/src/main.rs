//! `quality-award`: the native command over the same core as the app.
//!
//! Exit status: 0 where nothing stands in the way, 1 where something does, 2 where the input cannot be used; then
//! standard error says where and why, a line for each file that cannot be used and each thing wrong in a folder of
//! rules.
//!
//! To add a command: 1 a function here that returns whether all is well; 2 a branch in [`run`]; 3 a line in [`USAGE`];
//! 4 `docs/cli.md`.

mod bring;
mod check;
mod folder;
mod packs;
mod render;
mod series;
mod shown;
mod table;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use lexopt::prelude::*;
use quality_award_core::cases;
use quality_award_core::domain::date::Date;
use quality_award_core::domain::input::{self, Input};
use quality_award_core::domain::verdict::Overall;
use quality_award_core::dossier::{self, Opened, Refusal};
use quality_award_core::export::document::Pictures;
use quality_award_core::export::received::{self, Outcome, Received};
use quality_award_core::import::bundle::is_zip;
use quality_award_core::pack::Problem;
use quality_award_core::review::review;
use quality_award_office::bundle::{self, Whole};

use check::Checked;
use packs::Rules;
use shown::shown;
use table::Table;

const USAGE: &str = "\
用法：quality-award 命令

  check --series 文件夹 [--data 文件夹]
        把一个组织的申报和各年报告当作一串：哪里接不上、缺哪一年、哪一份改过
  check 文件或文件夹… [--apply-on 日期] [--today 日期] [--json | --csv] [--data 文件夹]
        逐份打开数据文件或者整套材料（ZIP），给出资格结论、得分和评审员视角的问题；--apply-on 按另一个申报日期计算；
        --csv 一份一行，可以用表格软件打开，打不开的也占一行、写明原因
  cases 文件… [--data 文件夹]
        运行规则用例：不一致的逐条列出，最后是 N passed, N failed
  pack 文件夹
        检查规则数据：不对的逐条列出文件、位置和原因
  render 文件 --to html|docx|xlsx|json [--parts 部分] [--today 日期] [--out 文件] [--data 文件夹]
        写出打印用的网页、Word 文档、数据工作簿，或者规范形式的数据文件；--parts 写
        整套（默认）、申报表、概述和报告、台账、目录、内部、全部，或者单独的部分，几个用顿号分开
  bring 文件 [--into 数据文件] [--write 文件] [--json] [--data 文件夹]
        把写好的报告（.docx 或 .txt）分到各条目和栏目：列出每一段的去处和要核对的地方；--into 接在一份
        数据文件已有的正文后面，--write 写出来
  table 文件 --item 条目 [--sheet 工作表] [--into 数据文件] [--json] [--write 文件] [--today 日期] [--data 文件夹]
        把表格（.xlsx、.xls、.csv、.tsv、.txt、.html）录入指标：列出每一格的去处，不录入的写明原因
  schema
        数据文件的 JSON Schema

日期写成 2026-05-20；--today 不写时取本机的今天；--data 用另一个规则文件夹代替自带的。
退出码：0 符合或无禁止情形；1 有不符合、待确认或者要处理的；2 文件或者命令不能用，原因在标准错误里。
";

/// The build that a written data file names.
const BUILD: &str = concat!("cli ", env!("CARGO_PKG_VERSION"));

/// Why a command did not come to an answer: lines for standard error.
#[derive(Debug)]
pub struct Failure(Vec<String>);

impl Failure {
    fn line(line: impl Into<String>) -> Failure {
        Failure(vec![line.into()])
    }

    /// The command line is off.
    fn usage(what: impl std::fmt::Display) -> Failure {
        Failure::line(format!("{what}。用法见 quality-award --help"))
    }

    /// A file or folder cannot be used.
    fn unusable(path: &Path, why: impl std::fmt::Display) -> Failure {
        Failure::line(format!("{}：{why}", path.display()))
    }

    /// A file or folder cannot be read or written.
    fn io(path: &Path, error: &io::Error) -> Failure {
        Failure::unusable(path, told_io(error))
    }

    /// Everything that is wrong in a folder of rules.
    fn problems(folder: &Path, problems: Vec<Problem>) -> Failure {
        let line = |problem: Problem| {
            let file = folder.join(&problem.file).display().to_string();
            Problem { file, ..problem }.to_string()
        };
        Failure(problems.into_iter().map(line).collect())
    }
}

/// What an operating system says, in plain words where it is something usual.
fn told_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或者文件夹".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        io::ErrorKind::NotADirectory => "这是文件，不是文件夹".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::InvalidData => "不是 UTF-8 编码的文字".to_owned(),
        _ => format!("读写失败（{error}）"),
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        use lexopt::Error;
        match error {
            Error::MissingValue { option } => {
                Failure::usage(format!("“{}”后面要写一个值", option.unwrap_or_default()))
            }
            Error::UnexpectedOption(option) => Failure::usage(format!("没有“{option}”这个选项")),
            Error::UnexpectedArgument(value) | Error::NonUnicodeValue(value) => {
                Failure::usage(format!("多写了“{}”", value.display()))
            }
            Error::UnexpectedValue { option, .. } => {
                Failure::usage(format!("“{option}”后面不要写值"))
            }
            other => Failure::usage(other),
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Failure(lines)) => {
            for line in lines {
                eprintln!("{}", shown(&line));
            }
            ExitCode::from(2)
        }
    }
}

/// What the command line asks for.
#[derive(Default)]
struct Options {
    files: Vec<PathBuf>,
    apply_on: Option<Date>,
    today: Option<Date>,
    json: bool,
    csv: bool,
    series: Option<PathBuf>,
    data: Option<PathBuf>,
    table: Table,
    to: Option<String>,
    parts: Option<String>,
    out: Option<PathBuf>,
}

fn run() -> Result<bool, Failure> {
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Short('h') | Long("help")) => {
            write(USAGE, None)?;
            return Ok(true);
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    if command == "bring" {
        return bring::run(&mut args);
    }
    let mut options = Options::default();
    while let Some(arg) = args.next()? {
        match (command.as_str(), arg) {
            ("check" | "cases" | "pack" | "render", Value(file)) => options.files.push(file.into()),
            ("check", Long("apply-on")) => {
                options.apply_on = Some(date("--apply-on", args.value()?)?);
            }
            ("check" | "render", Long("today")) => {
                options.today = Some(date("--today", args.value()?)?);
            }
            ("check", Long("json")) => options.json = true,
            ("check", Long("csv")) => options.csv = true,
            ("check", Long("series")) => options.series = Some(args.value()?.into()),
            ("check" | "cases" | "render", Long("data")) => {
                options.data = Some(args.value()?.into());
            }
            ("render", Long("to")) => options.to = Some(args.value()?.string()?),
            ("render", Long("parts")) => options.parts = Some(args.value()?.string()?),
            ("render", Long("out")) => options.out = Some(args.value()?.into()),
            ("table", Value(file)) if options.table.file.is_none() => {
                options.table.file = Some(file.into());
            }
            ("table", Long("item")) => options.table.item = Some(args.value()?.string()?),
            ("table", Long("sheet")) => options.table.sheet = Some(args.value()?.string()?),
            ("table", Long("into")) => options.table.into = Some(args.value()?.into()),
            ("table", Long("json")) => options.table.json = true,
            ("table", Long("write")) => options.table.write = Some(args.value()?.into()),
            ("table", Long("today")) => options.table.today = Some(date("--today", args.value()?)?),
            ("table", Long("data")) => options.table.data = Some(args.value()?.into()),
            (_, Short('h') | Long("help")) => {
                write(USAGE, None)?;
                return Ok(true);
            }
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    match command.as_str() {
        "check" => check(&options),
        "cases" => cases(&options),
        "pack" => pack(&options),
        "render" => render(&options),
        "table" => options
            .table
            .run(options.table.today.map_or_else(today, Ok)?),
        "schema" => schema(),
        other => Err(Failure::usage(format!("没有“{other}”这个命令"))),
    }
}

fn date(option: &str, value: OsString) -> Result<Date, Failure> {
    let text = value.string()?;
    match input::date(&text) {
        Input::Given(date) => Ok(date),
        Input::Invalid { why, .. } => Err(Failure::line(format!(
            "{option}：“{text}”{}",
            why.sentence()
        ))),
        Input::Missing | Input::Unsure => Err(Failure::usage(format!("“{option}”后面要写日期"))),
    }
}

/// Today on this computer, in UTC where its time zone is not known.
fn today() -> Result<Date, Failure> {
    let now = time::OffsetDateTime::now_local().unwrap_or_else(|_| time::OffsetDateTime::now_utc());
    let (year, month, day) = now.to_calendar_date();
    Date::new(year, month.into(), day).ok_or_else(|| {
        Failure::line(format!(
            "本机的时钟是 {year} 年，请用 --today 写明今天的日期"
        ))
    })
}

fn files(options: &Options) -> Result<&[PathBuf], Failure> {
    match options.files.as_slice() {
        [] => Err(Failure::usage("没有指定文件")),
        files => Ok(files),
    }
}

fn one_file(options: &Options) -> Result<&Path, Failure> {
    match options.files.as_slice() {
        [file] => Ok(file),
        _ => Err(Failure::usage("请指定一个文件或者文件夹，只能一个")),
    }
}

/// The bytes of a file, unless it is too large to be ours.
fn read(path: &Path) -> io::Result<Result<Vec<u8>, Refusal>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    let beginning = u64::try_from(dossier::BEGINNING).unwrap_or(u64::MAX);
    (&file).take(beginning).read_to_end(&mut bytes)?;
    if let Err(why) = dossier::check_size(file.metadata()?.len(), &bytes) {
        return Ok(Err(why));
    }
    (&file).read_to_end(&mut bytes)?;
    Ok(Ok(bytes))
}

/// Opens a package as the app does: a data file, or a ZIP of everything, with its pictures.
fn open_whole(path: &Path, rules: &Rules) -> Result<(Opened, Pictures), Failure> {
    let whole = match zip(path).map_err(|error| Failure::io(path, &error))? {
        Some(mut file) => bundle::open(&mut file).map_err(|why| Failure::unusable(path, why))?,
        None => {
            let bytes = read(path).map_err(|error| Failure::io(path, &error))?;
            let data = bytes.map_err(|why| Failure::unusable(path, why))?;
            Whole {
                data,
                ..Whole::default()
            }
        }
    };
    let packs = &rules.packs;
    let opened = dossier::open(&whole.data, &packs.scheme, &packs.criteria);
    let opened = opened.map_err(|why| Failure::unusable(path, why))?;
    Ok((opened, whole.pictures))
}

/// The same without its pictures.
fn open(path: &Path, rules: &Rules) -> Result<Opened, Failure> {
    open_whole(path, rules).map(|(opened, _)| opened)
}

/// A file that begins as a ZIP.
fn zip(path: &Path) -> io::Result<Option<File>> {
    let file = File::open(path)?;
    let mut beginning = Vec::new();
    (&file).take(4).read_to_end(&mut beginning)?;
    Ok(is_zip(&beginning).then_some(file))
}

/// The packages of these files and folders: of a folder its data files and ZIPs, by name.
fn packages(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for path in given {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let failed = |error: &io::Error| Failure::io(path, error);
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(|error| failed(&error))? {
            let file = entry.map_err(|error| failed(&error))?.path();
            let ending = file.extension().and_then(|ending| ending.to_str());
            let ours = ending.is_some_and(|ending| {
                ["json", "zip"].contains(&ending.to_ascii_lowercase().as_str())
            });
            if ours && file.is_file() {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            return Err(Failure::unusable(
                path,
                "这个文件夹里没有数据文件，也没有整套材料（ZIP）",
            ));
        }
        inside.sort();
        paths.extend(inside);
    }
    Ok(paths)
}

/// One row a package, as a table for a spreadsheet. One that cannot be used is a row with its reason.
fn list(paths: &[PathBuf], rules: &Rules, today: Date) -> Result<bool, Failure> {
    let mut all_well = true;
    let rows: Vec<(String, Outcome)> = paths
        .iter()
        .map(|path| {
            let outcome = match open(path, rules) {
                Ok(opened) => {
                    let found = review(&Rc::new(opened.dossier.clone()), rules.review(), today);
                    let received = Received::of(&opened, &rules.review(), today, &found);
                    let eligible = received
                        .overall
                        .is_none_or(|overall| overall == Overall::Eligible);
                    all_well &= eligible && received.findings[0] == 0;
                    Ok(received)
                }
                Err(Failure(lines)) => {
                    all_well = false;
                    let name = format!("{}：", path.display());
                    let why = lines.join("；");
                    Err(why.strip_prefix(&name).unwrap_or(&why).to_owned())
                }
            };
            (path.display().to_string(), outcome)
        })
        .collect();
    write(&received::csv(&rows, &rules.packs.scheme), None)?;
    Ok(all_well)
}

fn check(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    if let Some(folder) = &options.series {
        return series::run(folder, options, &rules);
    }
    let today = options.today.map_or_else(today, Ok)?;
    if options.json && options.csv {
        return Err(Failure::usage("--json 和 --csv 只能写一个"));
    }
    let paths = packages(files(options)?)?;
    if options.csv {
        return list(&paths, &rules, today);
    }
    let mut all_well = true;
    let mut unusable = Vec::new();
    for path in &paths {
        let opened = match open(path, &rules) {
            Ok(opened) => opened,
            Err(Failure(lines)) => {
                unusable.extend(lines);
                continue;
            }
        };
        let checked = Checked::of(path, opened, &rules, today, options.apply_on);
        all_well &= checked.is_well();
        let text = match options.json {
            true => checked.json(),
            false => shown(&checked.text()),
        };
        write(&text, None)?;
    }
    match unusable.is_empty() {
        true => Ok(all_well),
        false => Err(Failure(unusable)),
    }
}

fn cases(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    let files = files(options)?;
    let (mut passed, mut failed) = (0, 0);
    let mut out = String::new();
    for path in files {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, &error))?;
        let report = cases::run(&text, &rules.packs.scheme.rules(), &rules.calendar);
        let report = report.map_err(|why| Failure::unusable(path, why))?;
        if report.passed + report.failed == 0 {
            return Err(Failure::unusable(path, "里面没有用例"));
        }
        passed += report.passed;
        failed += report.failed;
        for mismatch in &report.mismatches {
            // Ids of cases are their file's own.
            out += &match files.len() {
                1 => format!("{mismatch}\n"),
                _ => format!("{}: {mismatch}\n", path.display()),
            };
        }
    }
    let out = format!("{out}{passed} passed, {failed} failed\n");
    write(&shown(&out), None)?;
    Ok(failed == 0)
}

fn pack(options: &Options) -> Result<bool, Failure> {
    let folder = packs::in_folder(one_file(options)?)?;
    let schemes = folder.schemes.iter().map(|it| &it.scheme);
    let schemes = schemes.map(|it| {
        format!(
            "办法 {}：{} 条，申报条件 {} 项，不得申报的情形 {} 种",
            it.about.id,
            it.articles.len(),
            it.conditions.len(),
            it.exclusions.len()
        )
    });
    let criteria = folder.criteria.iter().map(|it| &it.criteria);
    let criteria = criteria.map(|it| {
        let (id, points) = (&it.edition.id, it.edition.total_points);
        format!("标准 {id}：{} 个条目，{points} 分", it.items.len())
    });
    let years = folder.holidays.years.iter();
    let years = years.map(|year| format!("放假安排 {} 年", year.year));
    let found: Vec<String> = schemes.chain(criteria).chain(years).collect();
    write(&shown(&format!("{}\n", found.join("\n"))), None)?;
    Ok(true)
}

fn render(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    let path = one_file(options)?;
    let to = options.to.as_deref().and_then(render::Format::named);
    let to = to.ok_or_else(|| {
        let formats = "html、docx、xlsx 或者 json";
        Failure::usage(match options.to.as_deref() {
            None => format!("请用 --to 写明要什么格式：{formats}"),
            Some(other) => format!("不支持“{other}”，--to 只能写 {formats}"),
        })
    })?;
    if options.parts.is_some() && !to.has_parts() {
        return Err(Failure::usage("--parts 只用于 html 和 docx"));
    }
    let today = options.today.map_or_else(today, Ok)?;
    let (opened, pictures) = open_whole(path, &rules)?;
    let parts = render::parts(options.parts.as_deref(), &opened.dossier)?;
    for remark in check::remarks(&opened) {
        eprintln!("{}", shown(&format!("{}：{remark}", path.display())));
    }
    let bytes = render::render(to, &opened.dossier, &pictures, &rules, today, &parts)?;
    write_bytes(&bytes, options.out.as_deref())?;
    Ok(true)
}

fn schema() -> Result<bool, Failure> {
    write(&schema_text(), None)?;
    Ok(true)
}

/// The schema as it lies in `docs/`.
fn schema_text() -> String {
    let schema = dossier::package_schema();
    format!("{schema:#}\n")
}

fn write(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    write_bytes(text.as_bytes(), to)
}

/// Writes to a file, or to standard output; a reader that has had enough is no error.
fn write_bytes(bytes: &[u8], to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(path) => std::fs::write(path, bytes).map_err(|error| Failure::io(path, &error)),
        None => match io::stdout().write_all(bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::io(Path::new("标准输出"), &error))
            }
            _ => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_that_of_the_types() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/package.schema.json");
        let committed = std::fs::read_to_string(path).unwrap();
        assert!(
            committed == schema_text(),
            "docs/package.schema.json is old: cargo xtask schema"
        );
    }
}
