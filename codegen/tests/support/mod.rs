//! The fixtures: folders below `tests/fixtures`, each a small spec tree of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::source::Sources;

/// The names of all fixtures of a kind, sorted.
pub fn names(kind: &str) -> Vec<String> {
    let entries = fs::read_dir(folder(kind)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The spec tree of a fixture.
pub fn read(kind: &str, name: &str) -> Sources {
    Sources::read(&folder(kind).join(name)).unwrap()
}

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind)
}
