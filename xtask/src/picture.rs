//! `picture`: takes the READMEs' picture from the app as it is.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::browser::{self, Prefer};
use crate::project::{Project, succeed};

/// Takes it from what `dist` makes and writes `docs/images/start.png`.
pub fn run(project: &Project) -> Result<ExitCode> {
    let mut node = Command::new("node");
    node.current_dir(project.browser_tests())
        .arg("picture.mjs")
        .envs(browser::prepare(project, Prefer::Windows)?)
        .env("QA_PICTURE", project.root.join("docs/images/start.png"));
    succeed(&mut node)?;
    Ok(ExitCode::SUCCESS)
}
