//! `quality-award`: the native command over the same core as the app.

fn main() {}
