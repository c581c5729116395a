//! Where the project lies, and how its programs are started.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The folders of the project that the command was called in.
#[derive(Clone)]
pub struct Project {
    /// The workspace's folder.
    pub root: PathBuf,
    /// Cargo's target folder; everything that is built or downloaded goes below it.
    pub target: PathBuf,
    /// The data that the app is built with, below the root: `data`, or what `QA_DATA` names.
    pub data: String,
    /// Cargo says only what is wrong: for what runs beside something else.
    pub quiet: bool,
}

impl Project {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and configuration files count.
    pub fn find() -> Result<Self> {
        let text = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: serde_json::Value = serde_json::from_str(&text)?;
        let folder = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {key}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            data: std::env::var("QA_DATA").unwrap_or_else(|_| "data".to_owned()),
            quiet: false,
        })
    }

    /// The folder that `dist` writes.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder of the browser tests, which is an npm package of its own.
    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// `cargo` in the workspace's folder.
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        if self.quiet {
            command.env("CARGO_TERM_QUIET", "true");
        }
        command
    }
}

fn cargo() -> Command {
    // Cargo sets this for what it runs; the name alone is for starting the binary by hand.
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// How a command line looks, for messages.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command that speaks to the terminal; an exit status other than 0 is an error.
pub fn succeed(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// What a command wrote on standard output; an exit status other than 0 is an error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", shown(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a command can be started and succeeds; it says nothing.
pub fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A program on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Replaces a folder by an empty one.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("could not empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not create {}", folder.display()))
}

/// Runs cargo on the app for the browser, after making sure that the target is installed.
pub fn need_wasm_target(project: &Project) -> Result<()> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(&project.root).args([
        "--print",
        "target-libdir",
        "--target",
        crate::wasm::TARGET,
    ]);
    if Path::new(output(&mut rustc)?.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("Installing the Rust target {} …", crate::wasm::TARGET);
    succeed(Command::new("rustup").current_dir(&project.root).args([
        "target",
        "add",
        crate::wasm::TARGET,
    ]))
    .context("the Rust target for the browser is missing")
}
