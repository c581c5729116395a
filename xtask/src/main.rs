//! `cargo xtask`: builds, serves, tests and measures the project.

fn main() {}
