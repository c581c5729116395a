//! `lint`: formatting, and clippy with warnings denied, once per crate and combination of features.

use std::process::ExitCode;

use anyhow::Result;

use crate::project::{Project, need_wasm_target, succeed};
use crate::wasm::{APP, OFFICE, TARGET};

/// Every combination of the core's features is used by something, or one of them rots.
const CORE: [&str; 4] = ["", "toml", "schema", "toml,schema"];

/// Runs everything up to the first complaint.
pub fn run(project: &Project) -> Result<ExitCode> {
    succeed(project.cargo().args(["fmt", "--all", "--check"]))?;
    for features in CORE {
        clippy(
            project,
            "quality-award-core",
            &["--all-targets", "--features", features],
        )?;
    }
    for package in ["quality-award-office", "quality-award", "xtask"] {
        clippy(project, package, &["--all-targets"])?;
    }
    need_wasm_target(project)?;
    for package in [APP, OFFICE] {
        clippy(project, package, &["--target", TARGET])?;
    }
    // Its tests run on this machine.
    clippy(project, APP, &["--tests"])?;
    println!("No complaints");
    Ok(ExitCode::SUCCESS)
}

fn clippy(project: &Project, package: &str, arguments: &[&str]) -> Result<()> {
    eprintln!("clippy {package} {}", arguments.join(" "));
    let mut command = project.cargo();
    command
        .args(["clippy", "--quiet", "--locked", "--package", package])
        .args(arguments);
    succeed(command.args(["--", "--deny", "warnings"]))
}
