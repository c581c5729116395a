//! `dist`: what is put on a host or handed over, and the proof that any clone gives the same bytes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::compressed;
use crate::page::{self, For, Parts, SINGLE};
use crate::project::{Project, empty, output, succeed};
use crate::sources;
use crate::wasm::{self, Compiled, Profile};

/// Writes `dist/` and says what is in it.
pub fn run(project: &Project) -> Result<ExitCode> {
    build(project)?;
    compress(&project.dist())?;
    println!(
        "Wrote {} ({SINGLE} is the single-file edition)",
        project.dist().display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Puts `.gz` and `.br` beside every file of the hosted edition, for hosts that send such files as they are.
fn compress(dist: &Path) -> Result<()> {
    for (name, content) in read(dist)? {
        if name != SINGLE {
            std::fs::write(dist.join(format!("{name}.gz")), compressed::gzip(&content)?)?;
            std::fs::write(
                dist.join(format!("{name}.br")),
                compressed::brotli(&content)?,
            )?;
        }
    }
    Ok(())
}

/// What was written, of the app.
pub struct Built {
    /// What cargo made.
    pub compiled: Compiled,
    /// The pieces that each split point needs, by name.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Writes `dist/`.
pub fn build(project: &Project) -> Result<Built> {
    let build_id = sources::build_id(&project.root, &project.data)?;
    write(project, Profile::Release, build_id, &project.dist())
}

/// Writes the same, compiled within seconds, into another folder.
pub fn draft(project: &Project, folder: &Path) -> Result<()> {
    write(project, Profile::Dev, "dev".to_owned(), folder)?;
    Ok(())
}

fn write(project: &Project, profile: Profile, build_id: String, folder: &Path) -> Result<Built> {
    let [compiled, office] = wasm::compile(project, profile, &build_id)?;
    let module = wasm::bind_app(project, &compiled.wasm, profile)?;
    let office = wasm::bind(&office.wasm, profile)?;
    let parts = Parts::read(project, module, office, build_id)?;
    let mut files = page::hosted(&parts, For::Users)?;
    files.insert(SINGLE.to_owned(), page::single(&parts)?.into_bytes());

    empty(folder)?;
    for (name, content) in files {
        std::fs::write(folder.join(&name), content)
            .with_context(|| format!("could not write {name}"))?;
    }
    let needs = parts.module.pieces.needs;
    Ok(Built { compiled, needs })
}

/// Clones the last commit twice, into folders of different names, builds in both and compares every byte.
pub fn verify(project: &Project) -> Result<ExitCode> {
    let changed = output(
        Command::new("git")
            .current_dir(&project.root)
            .args(["status", "--porcelain"]),
    )?;
    if !changed.trim().is_empty() {
        eprintln!("Note: what is not committed is not compared.");
    }
    let mut results = Vec::new();
    for name in ["clone", "another/clone-of-it"] {
        let folder = project.target.join("verify").join(name);
        empty(&folder)?;
        succeed(
            Command::new("git")
                .args(["clone", "--quiet", "--no-hardlinks"])
                .arg(&project.root)
                .arg(&folder),
        )?;
        // Each clone builds everything itself, as a stranger's would.
        let mut dist = Command::new("cargo");
        dist.current_dir(&folder)
            .args(["xtask", "dist"])
            .env_remove("CARGO_TARGET_DIR");
        succeed(&mut dist)?;
        results.push(read(&folder.join("dist"))?);
    }
    let [one, two] = &results[..] else {
        bail!("two clones were built")
    };
    let names = one
        .keys()
        .chain(two.keys())
        .collect::<std::collections::BTreeSet<_>>();
    let different: Vec<_> = names
        .iter()
        .filter(|name| one.get(**name) != two.get(**name))
        .collect();
    if different.is_empty() {
        println!(
            "Both clones wrote the same {} files, byte for byte.",
            one.len()
        );
        Ok(ExitCode::SUCCESS)
    } else {
        println!("The clones differ in {different:?}");
        Ok(ExitCode::FAILURE)
    }
}

/// The files of a flat folder.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?
    {
        let entry = entry?;
        files.insert(
            entry.file_name().to_string_lossy().into_owned(),
            std::fs::read(entry.path())?,
        );
    }
    Ok(files)
}
