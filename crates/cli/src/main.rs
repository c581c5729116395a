//! `quality-award`: the native command over the same core as the app.
//!
//! Exit status: 0 where nothing stands in the way, 1 where something does, 2 where the input cannot be used; then one
//! line on standard error says where and why (for a folder of rules a line for each thing that is wrong).
//!
//! To add a command: 1 a function here that returns whether all is well; 2 a branch in [`run`]; 3 a line in [`USAGE`];
//! 4 `docs/cli.md`.

mod check;
mod folder;
mod packs;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use quality_award_core::cases;
use quality_award_core::domain::date::Date;
use quality_award_core::domain::input;
use quality_award_core::dossier::{self, Dossier, MAX_BYTES, Opened, Place};
use quality_award_core::export::{html, package};
use quality_award_core::pack::Problem;

use packs::Rules;

const USAGE: &str = "\
quality-award COMMAND

  check FILE… [--apply-on DATE] [--today DATE] [--json] [--data DIR]
                              verdicts, scores and findings on packages
  cases FILE… [--data DIR]    rule cases: every mismatch, then N passed, N failed
  pack DIR                    checks a folder of rules
  render FILE --to html|json [--today DATE] [--out FILE] [--data DIR]
                              what the app would print or export
  schema                      JSON Schema of the package
";

/// The build that a rendered package names.
const BUILD: &str = concat!("cli ", env!("CARGO_PKG_VERSION"));

/// The styles of the printed book.
const STYLES: [&str; 3] = [
    include_str!("../../../styles/tokens.css"),
    include_str!("../../../styles/app.css"),
    include_str!("../../../styles/print.css"),
];

/// Why a command did not come to an answer.
pub enum Failure {
    /// The command line is off.
    Usage(String),
    /// The input cannot be used: one line, or several for a folder.
    Unusable(String),
}

impl Failure {
    fn problems(problems: Vec<Problem>) -> Failure {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        Failure::Unusable(lines.join("\n"))
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

fn main() -> ExitCode {
    let (message, usage) = match run() {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::FAILURE,
        Err(Failure::Usage(message)) => (message, USAGE),
        Err(Failure::Unusable(message)) => (message, ""),
    };
    eprintln!("{message}");
    eprint!("{usage}");
    ExitCode::from(2)
}

/// What the command line asks for.
#[derive(Default)]
struct Options {
    files: Vec<PathBuf>,
    apply_on: Option<Date>,
    today: Option<Date>,
    json: bool,
    data: Option<PathBuf>,
    to: Option<String>,
    out: Option<PathBuf>,
}

fn run() -> Result<bool, Failure> {
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Short('h') | Long("help")) => {
            print!("{USAGE}");
            return Ok(true);
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    let mut options = Options::default();
    while let Some(arg) = args.next()? {
        match (command.as_str(), arg) {
            ("check" | "cases" | "pack" | "render", Value(file)) => options.files.push(file.into()),
            ("check", Long("apply-on")) => options.apply_on = Some(date(args.value()?)?),
            ("check" | "render", Long("today")) => options.today = Some(date(args.value()?)?),
            ("check", Long("json")) => options.json = true,
            ("check" | "cases" | "render", Long("data")) => {
                options.data = Some(args.value()?.into());
            }
            ("render", Long("to")) => options.to = Some(args.value()?.string()?),
            ("render", Long("out")) => options.out = Some(args.value()?.into()),
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    match command.as_str() {
        "check" => check(&options),
        "cases" => cases(&options),
        "pack" => pack(&options),
        "render" => render(&options),
        "schema" => schema(),
        other => Err(Failure::Usage(format!("there is no command `{other}`"))),
    }
}

fn date(value: OsString) -> Result<Date, Failure> {
    let text = value.string()?;
    match input::date(&text) {
        input::Input::Given(date) => Ok(date),
        input::Input::Invalid { why, .. } => {
            Err(Failure::Usage(format!("{text}：{}", why.sentence())))
        }
        input::Input::Missing | input::Input::Unsure => {
            Err(Failure::Usage("a date is missing".into()))
        }
    }
}

/// Today on this computer, in UTC where its time zone is not known.
fn today() -> Result<Date, Failure> {
    let now = time::OffsetDateTime::now_local().unwrap_or_else(|_| time::OffsetDateTime::now_utc());
    let (year, month, day) = now.to_calendar_date();
    Date::new(year, month.into(), day)
        .ok_or_else(|| Failure::Unusable(format!("the clock shows the year {year}")))
}

fn files(options: &Options) -> Result<&[PathBuf], Failure> {
    match options.files.as_slice() {
        [] => Err(Failure::Usage("no file is named".into())),
        files => Ok(files),
    }
}

fn one_file(options: &Options) -> Result<&Path, Failure> {
    match options.files.as_slice() {
        [file] => Ok(file),
        _ => Err(Failure::Usage("name exactly one file".into())),
    }
}

fn unusable(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::Unusable(format!("{}：{why}", path.display()))
}

/// Opens a package as the app does.
fn open(path: &Path, rules: &Rules) -> Result<Opened, Failure> {
    let size = std::fs::metadata(path).map_err(|error| unusable(path, error))?;
    dossier::check_size(size.len()).map_err(|why| unusable(path, why))?;
    let bytes = std::fs::read(path).map_err(|error| unusable(path, error))?;
    debug_assert!(bytes.len() <= MAX_BYTES, "looked at above");
    let packs = &rules.packs;
    dossier::open(&bytes, &packs.scheme, &packs.criteria).map_err(|why| unusable(path, why))
}

fn check(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    let today = options.today.map_or_else(today, Ok)?;
    let mut all_well = true;
    let mut out = Vec::new();
    for path in files(options)? {
        let mut opened = open(path, &rules)?;
        if let Some(on) = options.apply_on {
            let place = Place::Answer(dossier::APPLY_ON.into());
            place.write(&mut opened.dossier, on.to_string());
        }
        let checked = check::Checked::of(path, opened, &rules, today);
        all_well &= checked.is_well();
        out.push(match options.json {
            true => checked.json().map_err(|error| unusable(path, error))?,
            false => checked.text(&rules),
        });
    }
    for text in out {
        write(&text, None)?;
    }
    Ok(all_well)
}

fn cases(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    let mut sum = cases::Report::default();
    for path in files(options)? {
        let text = std::fs::read_to_string(path).map_err(|error| unusable(path, error))?;
        let report = cases::run(&text, &rules.packs.scheme.rules(), &rules.calendar);
        let report = report.map_err(|why| unusable(path, why))?;
        sum.passed += report.passed;
        sum.failed += report.failed;
        sum.mismatches.extend(report.mismatches);
    }
    write(&format!("{sum}\n"), None)?;
    Ok(sum.failed == 0)
}

fn pack(options: &Options) -> Result<bool, Failure> {
    let folder = packs::in_folder(one_file(options)?)?;
    let mut found: Vec<String> = Vec::new();
    found.extend(
        folder
            .schemes
            .iter()
            .map(|it| format!("scheme {}", it.scheme.about.id)),
    );
    let criteria = folder.criteria.iter();
    found.extend(criteria.map(|it| format!("criteria {}", it.criteria.edition.id)));
    let years = folder.holidays.years.iter();
    found.extend(years.map(|year| format!("holidays {}", year.year)));
    write(&format!("{}\n", found.join("\n")), None)?;
    Ok(true)
}

fn render(options: &Options) -> Result<bool, Failure> {
    let rules = Rules::of(options.data.as_deref())?;
    let path = one_file(options)?;
    let Opened { dossier, .. } = open(path, &rules)?;
    let text = match options.to.as_deref() {
        Some("html") => print(&dossier, &rules, options.today.map_or_else(today, Ok)?),
        // Canonical JSON is UTF-8.
        Some("json") => String::from_utf8_lossy(&dossier::write(&dossier, BUILD)).into_owned(),
        Some(other) => {
            let known = format!("cannot render to `{other}`; known are html and json");
            return Err(Failure::Usage(known));
        }
        None => {
            return Err(Failure::Usage(
                "say what to render: --to html or --to json".into(),
            ));
        }
    };
    write(&text, options.out.as_deref())?;
    Ok(true)
}

fn print(dossier: &Dossier, rules: &Rules, today: Date) -> String {
    let packs = &rules.packs;
    let document = package::document(
        dossier,
        &packs.scheme,
        &packs.criteria,
        &rules.calendar,
        today,
        BUILD,
    );
    html::page(&document, &STYLES.concat())
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

/// Writes to a file, or to standard output; a reader that has had enough is no error.
fn write(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(path) => std::fs::write(path, text).map_err(|error| unusable(path, error)),
        None => match std::io::stdout().write_all(text.as_bytes()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::Unusable(error.to_string()))
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
