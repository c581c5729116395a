//! `bench`: how soon the app takes a key and how fast it answers one, in a browser, beside a plain page.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::browser::{self, Prefer};
use crate::project::{Project, succeed};

/// Rounds, each with every page once.
pub const ROUNDS: u32 = 7;

/// Measures what `dist` makes and writes `docs/benchmarks.md`.
pub fn run(project: &Project, rounds: u32) -> Result<ExitCode> {
    let mut node = Command::new("node");
    node.current_dir(project.browser_tests())
        .arg("bench/run.mjs")
        .envs(browser::prepare(project, Prefer::Windows)?)
        .env("QA_ROUNDS", rounds.to_string())
        .env("QA_REPORT", project.root.join("docs/benchmarks.md"));
    succeed(&mut node)?;
    Ok(ExitCode::SUCCESS)
}
