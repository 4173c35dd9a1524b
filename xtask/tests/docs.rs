//! `cargo xtask docs` as a person uses it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn docs(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("docs").args(args).output().unwrap()
}

fn written(out: &Path) -> String {
    let output = docs(&["--out", out.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{said}");
    said
}

fn pages(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.join("endpoints")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_endpoint_has_a_page_and_the_command_says_where_it_begins() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("new/site");
    let said = written(&out);
    let index = out.join("index.html");
    assert!(said.starts_with(&format!("{}: 89 endpoints, 96 files (", index.display())), "{said}");
    assert!(said.ends_with(" ms)\n"), "{said}");
    assert_eq!(pages(&out).len(), 89);
    assert!(fs::read_to_string(index).unwrap().contains("href=\"endpoints/order.get_order.html\""));
}

#[test]
fn a_page_without_an_endpoint_is_removed_and_files_of_others_stay() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let expected = pages(dir.path());
    fs::write(dir.path().join("endpoints/order.gone.html"), "old").unwrap();
    fs::write(dir.path().join("endpoints/order.get_order.html"), "changed").unwrap();
    fs::write(dir.path().join("notes.html"), "mine").unwrap();
    written(dir.path());
    assert_eq!(pages(dir.path()), expected);
    assert!(fs::read_to_string(dir.path().join("endpoints/order.get_order.html")).unwrap().starts_with("<!doctype html>"));
    assert_eq!(fs::read_to_string(dir.path().join("notes.html")).unwrap(), "mine");
}

#[test]
fn a_refused_spec_gives_no_site() {
    let dir = tempfile::tempdir().unwrap();
    let spec = dir.path().join("api-spec");
    fs::create_dir(&spec).unwrap();
    fs::write(spec.join("service.yaml"), "hosts: {}\n").unwrap();
    let out = dir.path().join("site");
    let output = docs(&["--root", dir.path().to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!out.exists());
}
