//! `test`: everything. Native tests of all crates with `dist` beside them, then its two editions in a real browser.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};

use anyhow::{Context, Result, ensure};

use crate::browser::{self, Environment, Prefer};
use crate::dist;
use crate::npm::playwright;
use crate::project::{Project, output};

/// Which part of the tests is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stages {
    /// Native tests, then the browser's.
    All,
    /// What `cargo test` runs.
    Native,
    /// What Playwright runs, on a fresh `dist/`.
    Browser,
    /// Native tests but the longest, then one short way through an app that is compiled within seconds.
    Quick,
    /// The browser tests that make rounds, with all of them.
    Soak,
}

/// The browser tests that make rounds: see `tests/browser/rounds.ts`.
const SOAK: [&str; 3] = [
    "corruption.spec.ts",
    "interleavings.spec.ts",
    "kill.spec.ts",
];

/// The package and the name of the native command.
const COMMAND: &str = "quality-award";
/// Cargo tells what it builds, a line each, and shows what is wrong as ever.
const MESSAGES: [&str; 3] = ["--locked", "--message-format", "json-render-diagnostics"];

/// The browser test of `--quick`, and the native tests it goes without: a minute of chance.
const QUICK: [&str; 3] = ["walk.spec.ts", "--grep", "hosted: a short way"];
const LONG: &str = "nothing_is_lost_and_nothing_said_saved_that_is_not";

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

/// Runs every stage even when one before it failed, and ends with the sum on a line of its own.
pub fn run(project: &Project, stages: Stages, arguments: &[OsString]) -> Result<ExitCode> {
    let mut sum = Count::default();
    let mut add = |stage: &str, result: Result<Count>| {
        let count = result.unwrap_or_else(|error| {
            eprintln!("{stage}: {error:#}");
            Count {
                passed: 0,
                failed: 1,
            }
        });
        sum.passed += count.passed;
        sum.failed += count.failed;
    };
    let words = |words: &[&str]| words.iter().map(OsString::from).collect();
    let arguments: Vec<_> = match stages {
        Stages::Quick => words(&QUICK),
        Stages::Soak => words(&SOAK),
        _ => arguments.to_vec(),
    };
    let natively = matches!(stages, Stages::All | Stages::Native | Stages::Quick);
    // Side by side: each leaves a core idle at times, one while its last crate is compiled, the other while all are linked.
    let (mut prepared, mut command) = (None, None);
    std::thread::scope(|scope| {
        if stages != Stages::Native {
            let beside = Project {
                quiet: natively,
                ..project.clone()
            };
            let prepared = &mut prepared;
            scope.spawn(move || *prepared = Some(prepare(&beside, stages)));
        }
        if natively {
            add("native tests", native(project, stages, &mut command));
        }
    });
    if let Some(prepared) = prepared {
        let count = prepared.and_then(|environment| {
            let command = command.map_or_else(|| build_command(project), Ok)?;
            in_browser(
                project,
                environment,
                &command,
                &arguments,
                stages == Stages::Soak,
            )
        });
        add("browser tests", count);
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 && sum.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Runs the native tests; they build the native command on the way.
fn native(project: &Project, stages: Stages, command: &mut Option<PathBuf>) -> Result<Count> {
    let mut cargo = project.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    cargo.args(MESSAGES).stdin(Stdio::null());
    if stages == Stages::Quick {
        cargo.args(["--", "--skip", LONG]);
    }
    let mut child = cargo.stdout(Stdio::piped()).spawn()?;
    let mut count = Count::default();
    let lines = BufReader::new(child.stdout.take().context("cargo has no output")?).lines();
    for line in lines {
        let line = line?;
        if line.starts_with(r#"{"reason":"#) {
            *command = native_command(&line).or(command.take());
            continue;
        }
        writeln!(std::io::stdout(), "{line}")?;
        let one = result_line(&line);
        count.passed += one.passed;
        count.failed += one.failed;
    }
    let status = child.wait()?;
    // Without a failed test this is a program that did not compile or a test run that died.
    ensure!(
        status.success() || count.failed > 0,
        "cargo test ended with {status}"
    );
    Ok(count)
}

/// Reads `test result: ok. 3 passed; 0 failed; …`.
fn result_line(line: &str) -> Count {
    let Some((_, numbers)) = line
        .strip_prefix("test result: ")
        .and_then(|rest| rest.split_once(". "))
    else {
        return Count::default();
    };
    let number = |what: &str| {
        let part = numbers
            .split(';')
            .find_map(|part| part.trim().strip_suffix(what));
        part.and_then(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    Count {
        passed: number("passed"),
        failed: number("failed"),
    }
}

/// Gets what the browser tests take, with `dist/` or a draft of it.
fn prepare(project: &Project, stages: Stages) -> Result<Environment> {
    if stages != Stages::Quick {
        return browser::prepare(project, Prefer::Shell);
    }
    let folder = project.target.join("browser/draft");
    dist::draft(project, &folder)?;
    let mut environment = browser::need(project, Prefer::Shell)?;
    environment.push(("QA_DIST", folder.into()));
    Ok(environment)
}

fn in_browser(
    project: &Project,
    environment: Environment,
    command: &Path,
    arguments: &[OsString],
    soak: bool,
) -> Result<Count> {
    let results = project.target.join("browser/results.json");
    std::fs::remove_file(&results).ok();
    let mut playwright = playwright(project);
    playwright
        .arg("test")
        .args(arguments)
        .envs(environment)
        .env("QA_TARGET", project.target.join("browser"))
        .env("QA_COMMAND", command)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results);
    if soak {
        playwright.env("QA_SOAK", "1");
    }
    let status = playwright
        .stdin(Stdio::null())
        .status()
        .context("could not start Playwright")?;

    let text = std::fs::read_to_string(&results)
        .with_context(|| format!("Playwright ended with {status} and no results"))?;
    let count = stats(&serde_json::from_str(&text)?);
    ensure!(
        status.success() || count.failed > 0,
        "Playwright ended with {status}"
    );
    Ok(count)
}

/// Builds the native command, which has to come to the same verdicts as the app.
fn build_command(project: &Project) -> Result<PathBuf> {
    let mut cargo = project.cargo();
    cargo.args(["build", "--package", COMMAND]).args(MESSAGES);
    let messages = output(cargo.stdin(Stdio::null()))?;
    let mut commands = messages.lines().filter_map(native_command);
    commands
        .next()
        .with_context(|| format!("cargo named no executable of {COMMAND}"))
}

/// The native command, if this message of cargo is about it.
fn native_command(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let ours = message["target"]["name"] == COMMAND && message["profile"]["test"] == false;
    let executable = message["executable"].as_str().filter(|_| ours)?;
    Some(executable.into())
}

/// Counts of Playwright's JSON report. A skipped test has not passed, and nor has a run with errors of its own.
fn stats(report: &serde_json::Value) -> Count {
    let number = |what: &str| report["stats"][what].as_u64().unwrap_or(0);
    let errors = report["errors"]
        .as_array()
        .map_or(0, |errors| errors.len() as u64);
    Count {
        passed: number("expected"),
        failed: number("unexpected") + number("flaky") + number("skipped") + errors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_lines_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.00s";
        assert_eq!(
            result_line(line),
            Count {
                passed: 12,
                failed: 3
            }
        );
        assert_eq!(
            result_line("test result: ok. 1 passed; 0 failed; 0 ignored"),
            Count {
                passed: 1,
                failed: 0
            }
        );
        assert_eq!(result_line("test a_test ... ok"), Count::default());
    }

    #[test]
    fn a_skipped_browser_test_counts_as_failed() {
        let report = serde_json::json!({ "errors": [{}], "stats": { "expected": 5, "unexpected": 1, "flaky": 0, "skipped": 2 } });
        assert_eq!(
            stats(&report),
            Count {
                passed: 5,
                failed: 4
            }
        );
    }
}
