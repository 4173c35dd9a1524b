//! What `cargo check` of the SDK costs beside the same types with derived serde.

use super::{Figure, decode::twin_crate};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::{path::Path, process::Command};
use wechat_league_codegen::model::Model;

pub fn measure(model: &Model) -> Result<Vec<Figure>> {
    let twin = twin_crate(model)?;
    let root = shell::root();
    let features = shell::sdk_features(model, &[]);
    let sdk_args = format!("check --quiet --package wechat-league --lib --no-default-features --features {features}");
    let sdk = cheapest(&root, &root.join("sdk/src/lib.rs"), &sdk_args)?;
    let derived = cheapest(&twin, &twin.join("types/src/lib.rs"), "check --quiet --package types --lib")?;
    // Without its groups the crate is the hand-written client: tokens, retries, errors, transport.
    let client =
        cheapest(&root, &root.join("sdk/src/lib.rs"), "check --quiet --package wechat-league --lib --no-default-features")?;
    let figure = |what: &str, ours: f64| Figure {
        what: format!("cargo check of {what}, CPU time beside derived Serialize and Deserialize"),
        found: format!("{:.2} ({ours:.2} s beside {derived:.2} s)", ours / derived),
        target: "at most 0.33",
        met: ours / derived <= 1.0 / 3.0,
    };
    Ok(vec![figure("the SDK crate, client included", sdk), figure("the generated part alone", sdk - client)])
}

/// The least CPU time of three runs, dependencies built, incremental off.
fn cheapest(dir: &Path, touched: &Path, args: &str) -> Result<f64> {
    let mut best = f64::MAX;
    // The first run builds the dependencies.
    for run in 0..4 {
        let text = std::fs::read(touched)?;
        std::fs::write(touched, text)?;
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        // `times` of the shell tells the CPU time of its children without a system call of our own.
        let script = format!("\"{cargo}\" {args} || exit 1; times");
        let output = Command::new("sh")
            .current_dir(dir)
            .env("CARGO_INCREMENTAL", "0")
            .args(["-c", &script])
            .output()
            .context("sh could not be started")?;
        if !output.status.success() {
            bail!("`cargo {args}` failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let spent: f64 = text.lines().last().unwrap_or_default().split_whitespace().map(seconds).sum();
        if run > 0 {
            best = best.min(spent);
        }
    }
    Ok(best)
}

/// `1m2.5s` in seconds.
fn seconds(text: &str) -> f64 {
    let (minutes, rest) = text.split_once('m').unwrap_or(("0", text));
    minutes.parse().unwrap_or(0.0) * 60.0 + rest.trim_end_matches('s').parse().unwrap_or(0.0)
}
