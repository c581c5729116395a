//! `lint`: formatting, and clippy with warnings denied, for each combination of features.

use std::process::ExitCode;

use anyhow::Result;

use crate::project::{Project, need_wasm_target, succeed};
use crate::wasm::{APP, OFFICE, TARGET};

/// Every combination of the core's features is used by something, or one of them rots. Its tests are those of the last.
const CORE: [&[&str]; 4] = [
    &["--all-targets"],
    &["--features", "toml"],
    &["--features", "schema"],
    &["--all-targets", "--features", "toml,schema"],
];

/// Runs everything up to the first complaint.
pub fn run(project: &Project) -> Result<ExitCode> {
    succeed(project.cargo().args(["fmt", "--all", "--check"]))?;
    for arguments in CORE {
        clippy(project, &["quality-award-core"], arguments)?;
    }
    // With the tests of the app, which run on this machine.
    let native = ["quality-award-office", "quality-award", "xtask", APP];
    clippy(project, &native, &["--all-targets"])?;
    need_wasm_target(project)?;
    clippy(project, &[APP, OFFICE], &["--target", TARGET])?;
    println!("No complaints");
    Ok(ExitCode::SUCCESS)
}

fn clippy(project: &Project, packages: &[&str], arguments: &[&str]) -> Result<()> {
    eprintln!("clippy {} {}", packages.join(" "), arguments.join(" "));
    let mut command = project.cargo();
    command.args(["clippy", "--quiet", "--locked"]);
    for package in packages {
        command.args(["--package", package]);
    }
    command.args(arguments);
    succeed(command.args(["--", "--deny", "warnings"]))
}
