//! npm and node, which only the browser tests need.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::{Project, on_path, succeed};

/// `npm` in a folder; on Windows it is a script that has to be named in full.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder);
    command
}

/// Playwright's own command, started without npx: that would read the user's settings for installing.
pub fn playwright(project: &Project) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(project.browser_tests())
        .arg("node_modules/@playwright/test/cli.js");
    command
}

/// Installs the browser tests' packages, unless they are those of the lock file already.
pub fn need_packages(project: &Project) -> Result<()> {
    let folder = project.browser_tests();
    let lock = std::fs::read(folder.join("package-lock.json"))
        .context("tests/browser has no package-lock.json")?;
    let modules = folder.join("node_modules");
    let installed = modules.join(".installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    on_path("node").context("the browser tests need Node.js 20 or later with npm on PATH")?;
    eprintln!("Installing the packages of the browser tests …");
    // The browser is found or fetched by a step of its own.
    succeed(
        npm(&folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    std::fs::write(installed, lock)?;
    Ok(())
}
