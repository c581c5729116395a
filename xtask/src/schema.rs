//! `schema`: the JSON Schema of the package, as the native command prints it, into `docs/`.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::project::{Project, output};

/// Writes `docs/package.schema.json`; a test of the command holds both together.
pub fn run(project: &Project) -> Result<ExitCode> {
    let mut command = project.cargo();
    let text = output(command.args([
        "run",
        "--quiet",
        "--package",
        "quality-award",
        "--",
        "schema",
    ]))?;
    let path = project.root.join("docs/package.schema.json");
    std::fs::write(&path, text).with_context(|| format!("could not write {}", path.display()))?;
    println!("Wrote {}", path.display());
    Ok(ExitCode::SUCCESS)
}
