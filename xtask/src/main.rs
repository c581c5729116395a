//! `cargo xtask`: builds, serves, tests and measures the project.
//!
//! To add a command: 1. a module with `pub fn run(project: &Project, …) -> Result<ExitCode>`,
//! 2. a branch in `run` below, 3. a line in `USAGE`, 4. a line in both READMEs if users need it.

mod assets;
mod bench;
mod browser;
mod compressed;
mod dist;
mod dossiers;
mod lint;
mod npm;
mod page;
mod picture;
mod project;
mod samples;
mod schema;
mod serve;
mod size;
mod sources;
mod split;
mod test;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use project::Project;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--release]   build, serve on 127.0.0.1, rebuild and reload on change
  dist [--verify]                write dist/; --verify builds two clones and compares every byte
  test [--native | --browser | --quick] [-- PLAYWRIGHT ARGUMENTS]
                                 native tests and dist, then the tests in a real browser; --quick: one of them, on a dev build
  soak                           the browser tests that kill, damage and interleave, with all their rounds
  lint                           formatting and clippy, warnings denied
  bench [--rounds N]             measure typing in a browser; writes docs/benchmarks.md
  picture                        take the READMEs' picture anew
  samples                        write the sample packages from their TOML in tests/samples/
  dossiers                       write files of the present format that tests/dossiers/ has not yet
  schema                         write docs/package.schema.json from the types
  size                           raw, gzip and brotli size of what dist writes
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Short('h') | Long("help")) => {
            print!("{USAGE}");
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => return Err(other.unexpected().into()),
    };

    let mut port = None;
    let mut release = false;
    let mut verify = false;
    let mut stages = test::Stages::All;
    let mut rounds = bench::ROUNDS;
    let mut rest = Vec::new();
    while let Some(arg) = args.next()? {
        match (command.as_str(), arg) {
            ("serve", Long("port")) => port = Some(args.value()?.parse()?),
            ("serve", Long("release")) => release = true,
            ("dist", Long("verify")) => verify = true,
            ("test", Long("native")) => stages = test::Stages::Native,
            ("test", Long("browser")) => stages = test::Stages::Browser,
            ("test", Long("quick")) => stages = test::Stages::Quick,
            ("test", Value(value)) => rest.push(value),
            ("bench", Long("rounds")) => rounds = args.value()?.parse()?,
            (_, other) => return Err(other.unexpected().into()),
        }
    }

    let project = Project::find()?;
    match command.as_str() {
        "serve" => serve::run(&project, port, release),
        "dist" if verify => dist::verify(&project),
        "dist" => dist::run(&project),
        "test" => test::run(&project, stages, &rest),
        "soak" => test::run(&project, test::Stages::Soak, &rest),
        "lint" => lint::run(&project),
        "bench" => bench::run(&project, rounds),
        "picture" => picture::run(&project),
        "samples" => samples::run(&project),
        "dossiers" => dossiers::run(&project),
        "schema" => schema::run(&project),
        "size" => size::run(&project),
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}
