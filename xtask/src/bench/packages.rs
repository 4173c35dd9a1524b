//! How many packages a user of the SDK compiles.

use super::Figure;
use crate::shell;
use anyhow::{Context, Result};
use std::collections::BTreeSet;

pub fn measure() -> Result<Vec<Figure>> {
    let mut tree = shell::cargo(&["tree", "--package", "wechat-league", "--edges", "normal,build", "--prefix", "none"]);
    let output = tree.output().context("cargo tree could not be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let packages: BTreeSet<&str> =
        text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
    let count = packages.len();
    Ok(vec![Figure {
        what: "packages in the graph of the SDK, default features".into(),
        found: count.to_string(),
        target: "at most 120",
        met: count > 0 && count <= 120,
    }])
}
