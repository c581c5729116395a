//! A Chromium and a Chinese font for the browser tests, on any machine: found, or installed, or fetched through npm.
//! The tests are never skipped: what cannot be had is an error that names the one command to run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::dist;
use crate::npm::{need_packages, npm, playwright};
use crate::project::{Project, on_path, output, succeed, works};

/// Chromium without windows: the same engine for half the work of a page.
const SHELL: &str = "chromium-headless-shell";
/// A Chromium in an npm package, for machines where nothing may be installed.
const NPM_CHROMIUM: &str = "@sparticuz/chromium@147.0.2";
/// Noto Sans SC as TrueType files; packages with web fonts alone are of no use to fontconfig.
const NPM_FONT: &str = "@expo-google-fonts/noto-sans-sc@0.4.3";
/// How long Playwright may try to download its own browser, which on a closed network is for ever.
const PATIENCE: Duration = Duration::from_secs(180);

/// Variables for what runs in `tests/browser/`. `CHROMIUM` is the browser.
pub type Environment = Vec<(&'static str, OsString)>;

/// Which browser comes first, where there are several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// What people use: to measure, and to take pictures.
    Windows,
    /// What is fastest: to test.
    Shell,
}

/// Builds `dist/` and gets all that looking at it in a browser takes. `QA_DIST` is the folder.
pub fn prepare(project: &Project, prefer: Prefer) -> Result<Environment> {
    dist::build(project)?;
    let mut environment = need(project, prefer)?;
    environment.push(("QA_DIST", project.dist().into()));
    Ok(environment)
}

/// Finds or gets the packages of the browser tests, a browser and a Chinese font.
pub fn need(project: &Project, prefer: Prefer) -> Result<Environment> {
    need_packages(project)?;
    let folder = project.target.join("browser");
    std::fs::create_dir_all(&folder)?;
    let mut environment = chromium(project, &folder, prefer)?;
    if cfg!(target_os = "linux") {
        environment.extend(chinese_font(&folder)?);
    }
    Ok(environment)
}

fn chromium(project: &Project, folder: &Path, prefer: Prefer) -> Result<Environment> {
    let found = |path: PathBuf| {
        eprintln!("Browser: {}", path.display());
        Ok(vec![("CHROMIUM", path.into_os_string())])
    };
    if let Some(path) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if !runs(&path) {
            bail!("CHROMIUM is set to {}, which does not run", path.display());
        }
        return found(path);
    }
    let installed = || installed(prefer).into_iter().find(|path| runs(path));
    if let Some(path) = installed() {
        return found(path);
    }
    if let Some(path) = playwrights_own(project)? {
        return found(path);
    }
    eprintln!("No browser was found; trying Playwright's own …");
    let mut install = playwright(project);
    if within(PATIENCE, install.args(["install", "chromium"]))
        && let Some(path) = playwrights_own(project)?
    {
        return found(path);
    }
    if install_as_root(&["chromium"])
        && let Some(path) = installed()
    {
        return found(path);
    }
    if let Some(environment) = from_npm(folder) {
        return Ok(environment);
    }
    let hint = if cfg!(target_os = "linux") {
        "sudo apt-get install chromium fonts-noto-cjk"
    } else {
        "npx --prefix tests/browser playwright install chromium"
    };
    bail!(
        "the browser tests need Chrome, Edge or Chromium. Run this, then try again:\n\n  {hint}\n"
    )
}

/// Browsers on PATH, then those where other systems put them.
fn installed(prefer: Prefer) -> Vec<PathBuf> {
    let mut names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "msedge",
        "microsoft-edge",
        SHELL,
    ];
    if prefer == Prefer::Shell {
        names.rotate_right(1);
    }
    let mut paths: Vec<_> = names.into_iter().filter_map(on_path).collect();
    if cfg!(target_os = "macos") {
        for name in ["Google Chrome", "Chromium", "Microsoft Edge"] {
            paths.push(format!("/Applications/{name}.app/Contents/MacOS/{name}").into());
        }
    }
    for variable in ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"] {
        if let Some(folder) = std::env::var_os(variable).map(PathBuf::from) {
            paths.push(folder.join(r"Google\Chrome\Application\chrome.exe"));
            paths.push(folder.join(r"Microsoft\Edge\Application\msedge.exe"));
        }
    }
    paths
}

fn runs(path: &Path) -> bool {
    // On Windows the question for the version opens a window and answers nothing.
    if cfg!(windows) {
        path.is_file()
    } else {
        works(Command::new(path).arg("--version"))
    }
}

fn playwrights_own(project: &Project) -> Result<Option<PathBuf>> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let mut node = Command::new("node");
    let path = output(
        node.current_dir(project.browser_tests())
            .args(["--eval", script]),
    )?;
    Ok(Some(PathBuf::from(path.trim())).filter(|path| runs(path)))
}

/// The npm package carries its browser packed, with the libraries that a bare system has not.
fn from_npm(folder: &Path) -> Option<Environment> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return None;
    }
    let unpacked = folder.join("chromium");
    let binary = unpacked.join("chromium");
    if !binary.is_file() {
        install_from_npm(folder, NPM_CHROMIUM)?;
        std::fs::create_dir_all(&unpacked).ok()?;
        let script =
            "import('@sparticuz/chromium').then((module) => module.default.executablePath())";
        let mut node = Command::new("node");
        node.current_dir(folder)
            .args(["--eval", script])
            .env("TMPDIR", &unpacked);
        // Only where it believes itself in Amazon's cloud does it unpack the libraries.
        node.env("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs20.x");
        succeed(&mut node).ok()?;
    }
    let mut environment = vec![("CHROMIUM", binary.clone().into_os_string())];
    if !runs(&binary) {
        let libraries = unpacked.join("al2023/lib");
        if !works(
            Command::new(&binary)
                .arg("--version")
                .env("LD_LIBRARY_PATH", &libraries),
        ) {
            return None;
        }
        environment.push(("LD_LIBRARY_PATH", libraries.into_os_string()));
    }
    eprintln!("Browser: {} from npm", binary.display());
    Some(environment)
}

/// Nothing if the system has a Chinese font or got one; otherwise what makes fontconfig find ours.
fn chinese_font(folder: &Path) -> Result<Environment> {
    let known = || {
        let list = Command::new("fc-list")
            .arg(":lang=zh")
            .stderr(Stdio::null())
            .output();
        list.is_ok_and(|list| !list.stdout.is_empty())
    };
    if known() || (install_as_root(&["fonts-noto-cjk", "fontconfig"]) && known()) {
        return Ok(Vec::new());
    }
    let fonts = folder.join("node_modules/@expo-google-fonts/noto-sans-sc");
    if !fonts.join("400Regular").is_dir() {
        install_from_npm(folder, NPM_FONT).context(
            "the tests need a Chinese font. Run this, then try again:\n\n  sudo apt-get install fonts-noto-cjk\n",
        )?;
    }
    let file = folder.join("fonts.conf");
    let family = |generic: &str| {
        format!(
            "<alias><family>{generic}</family><prefer><family>Noto Sans SC</family></prefer></alias>\n"
        )
    };
    let settings = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n\
         <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n\
         <dir>{}</dir>\n<cachedir>{}</cachedir>\n{}{}</fontconfig>\n",
        fonts.display(),
        folder.join("font-cache").display(),
        family("sans-serif"),
        family("serif"),
    );
    std::fs::write(&file, settings)?;
    eprintln!("Chinese font: {} from npm", fonts.display());
    Ok(vec![("FONTCONFIG_FILE", file.into_os_string())])
}

fn install_from_npm(folder: &Path, package: &str) -> Option<()> {
    eprintln!("Fetching {package} …");
    let mut install = npm(folder);
    install.args([
        "install",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--prefix",
        ".",
    ]);
    succeed(install.arg(package)).ok()
}

/// Debian's packages, where this is allowed without asking anyone.
fn install_as_root(packages: &[&str]) -> bool {
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !root || on_path("apt-get").is_none() {
        return false;
    }
    eprintln!("Installing {} …", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        succeed(apt.stdin(Stdio::null()).stdout(Stdio::null())).is_ok()
    };
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    apt(&["update"]) && apt(&install)
}

/// Runs a command for so long at most; false if it fails or is not done by then.
fn within(patience: Duration, command: &mut Command) -> bool {
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else {
        return false;
    };
    wait(&mut child, Instant::now() + patience).is_some_and(|status| status.success())
}

fn wait(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(200)),
            Ok(None) => {
                child.kill().ok();
                child.wait().ok();
                return None;
            }
            Ok(status) => return status,
            Err(_) => return None,
        }
    }
}
