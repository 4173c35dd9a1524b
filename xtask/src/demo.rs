//! `cargo xtask demo`: checks the spec, generates, builds, and calls every endpoint against the mock server.

use crate::{generate, shell};
use anyhow::Result;
use std::process::ExitCode;

pub fn run() -> Result<ExitCode> {
    let root = shell::root();
    eprintln!("[1/3] checking the spec and generating");
    let Some(model) = generate::load(&root)? else { return Ok(ExitCode::from(1)) };
    generate::write(&root, &wechat_league_codegen::emit::emit(&model))?;
    // The mock server speaks plain HTTP: without TLS the build takes half the time.
    let features = shell::sdk_features(&model, &["mock"]);
    let select = ["--package", "wechat-league", "--no-default-features", "--features", &features, "--example", "demo"];
    eprintln!("[2/3] building");
    let built = shell::status(&mut shell::cargo(&[&["build"], select.as_slice()].concat()))?;
    if !built.success() {
        return Ok(ExitCode::from(1));
    }
    eprintln!("[3/3] calling every endpoint");
    let ran = shell::status(&mut shell::cargo(&[&["run", "--quiet"], select.as_slice()].concat()))?;
    Ok(if ran.success() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
