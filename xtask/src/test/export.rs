//! The steps that hand what we export to other people's tools.

use super::{steps::Step, tools::Tool};
use crate::shell;

/// What needs packages of npm and a browser.
pub fn export() -> Step {
    let commands =
        vec![shell::cargo(&["xtask", "openapi", "--prove", "typescript"]), shell::cargo(&["xtask", "docs", "--prove"])];
    Step { name: "export", commands, without: Some((Tool::Web, Vec::new())) }
}

/// What cargo alone can do: a Rust client of another generator.
pub fn client() -> Step {
    Step { name: "openapi client", commands: vec![shell::cargo(&["xtask", "openapi", "--prove", "rust"])], without: None }
}
