//! `cargo xtask openapi` as a person uses it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{
    fs,
    process::{Command, Output},
};

fn openapi(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("openapi").args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = openapi(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_version_has_every_operation() {
    for (args, version) in [(vec![], "3.1.0"), (vec!["--version", "3.1"], "3.1.0"), (vec!["--version", "3.0"], "3.0.3")] {
        let document: Value = serde_json::from_str(&printed(&args)).unwrap();
        assert_eq!(document["openapi"], version);
        let operations = document["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().keys());
        assert_eq!(operations.count(), 89, "{version}");
    }
}

#[test]
fn yaml_is_the_same_document_in_the_same_order() {
    let yaml = printed(&["--format", "yaml"]);
    assert!(yaml.starts_with("openapi: 3.1.0\ninfo:\n  title: "), "{}", yaml.chars().take(80).collect::<String>());
    let sections: Vec<&str> = yaml.lines().filter(|line| !line.is_empty() && !line.starts_with([' ', '-'])).collect();
    assert_eq!(sections, ["openapi: 3.1.0", "info:", "servers:", "security:", "tags:", "paths:", "components:"]);
}

#[test]
fn a_file_holds_what_would_have_been_printed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("new/folder/openapi.json");
    let output = openapi(&["--version", "3.0", "--out", file.to_str().unwrap()]);
    assert!(output.status.success() && output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("89 operations in "), "{said}");
    assert!(fs::read_to_string(&file).unwrap() == printed(&["--version", "3.0"]), "the file holds something else");
}

#[test]
fn a_refused_spec_gives_no_document() {
    let dir = tempfile::tempdir().unwrap();
    let spec = dir.path().join("api-spec");
    fs::create_dir(&spec).unwrap();
    fs::write(spec.join("service.yaml"), "hosts: {}\n").unwrap();
    let file = dir.path().join("openapi.json");
    let root = dir.path().to_str().unwrap();
    let output = openapi(&["--root", root, "--out", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!file.exists());
}
