//! `picture`: takes the READMEs' picture from the app as it is.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::npm::need_packages;
use crate::project::{Project, succeed};
use crate::{browser, dist};

/// Takes it from what `dist` makes and writes `docs/images/start.png`.
pub fn run(project: &Project) -> Result<ExitCode> {
    dist::build(project)?;
    need_packages(project)?;
    let mut node = Command::new("node");
    node.current_dir(project.browser_tests())
        .arg("picture.mjs")
        .envs(browser::need(project)?)
        .env("QA_DIST", project.dist())
        .env("QA_PICTURE", project.root.join("docs/images/start.png"));
    succeed(&mut node)?;
    Ok(ExitCode::SUCCESS)
}
