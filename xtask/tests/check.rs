//! `cargo xtask check` as a person uses it: all of its parts, whatever one of them finds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use support::only_the_spec;

/// The parts in their order.
const PARTS: [&str; 3] = ["lint", "generated files", "examples"];

fn xtask(command: &str, root: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg(command).arg("--root").arg(root).output().unwrap()
}

/// A project with the real spec and everything that is generated from it.
fn whole() -> tempfile::TempDir {
    let dir = only_the_spec();
    let output = xtask("generate", dir.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    dir
}

/// Changes a file of a project.
fn edit(root: &Path, path: &str, change: impl Fn(&str) -> String) {
    let file = root.join(path);
    let text = fs::read_to_string(&file).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text, "{path} stays as it was");
    fs::write(file, changed).unwrap();
}

/// What a project is told: the exit code, the outcomes of the parts, and everything.
fn checked(root: &Path) -> (Option<i32>, Vec<String>, String) {
    let output = xtask("check", root);
    let said = String::from_utf8(output.stdout).unwrap();
    let before = said.lines().count() - PARTS.len();
    let mut outcomes = Vec::new();
    for (line, name) in said.lines().skip(before).zip(PARTS) {
        let outcome = line.strip_prefix(name).unwrap_or_else(|| panic!("{name}: {said}")).trim_start();
        assert!(outcome.ends_with(" ms)"), "{outcome}");
        outcomes.push(outcome.rsplit_once(" (").unwrap().0.to_owned());
    }
    (output.status.code(), outcomes, said)
}

#[test]
fn a_clean_project_passes_in_all_parts() {
    let (code, outcomes, said) = checked(whole().path());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("the spec was accepted: "), "{said}");
    let [lint, files, examples] = outcomes.as_slice() else { panic!("{said}") };
    assert!(lint.starts_with("passed: errors: 0, warnings: "), "{lint}");
    assert!(files.starts_with("passed: all ") && files.ends_with(" are up to date"), "{files}");
    let counts: Vec<usize> = examples.split(' ').filter_map(|word| word.parse().ok()).collect();
    let [values, all] = counts.as_slice() else { panic!("{examples}") };
    assert!(examples.ends_with(" fit their schemas") && values > all && *all >= 89, "{examples}");
}

#[test]
fn a_warning_passes() {
    let dir = whole();
    edit(dir.path(), "api-spec/order/get_order.yaml", |text| format!("{text}# 注 \n"));
    let (code, outcomes, said) = checked(dir.path());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("warning[WX102]") && outcomes[0].starts_with("passed: "), "{said}");
}

#[test]
fn a_stale_file_is_named_and_the_other_parts_pass() {
    let dir = whole();
    edit(dir.path(), "sdk/src/generated/order/get_order.rs", |text| text.replacen("pub struct GetOrder", "pub struct Old", 1));
    fs::remove_file(dir.path().join("sdk/src/generated/mod.rs")).unwrap();
    let (code, outcomes, said) = checked(dir.path());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("sdk/src/generated/order/get_order.rs is stale"), "{said}");
    assert!(said.contains("sdk/src/generated/mod.rs is missing"), "{said}");
    assert_eq!(outcomes[1], "failed: 2 are not up to date; run `cargo xtask generate`");
    assert!(outcomes[0].starts_with("passed: ") && outcomes[2].starts_with("passed: "), "{said}");
}

#[test]
fn what_lint_alone_refuses_keeps_nothing_from_being_looked_at() {
    let dir = whole();
    edit(dir.path(), "api-spec/order/get_order.yaml", |text| text.split_once('\n').unwrap().1.to_owned());
    let (code, outcomes, said) = checked(dir.path());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("error[WX061]") && outcomes[0].starts_with("failed: errors: 1, "), "{said}");
    assert!(outcomes[1..].iter().all(|outcome| outcome.starts_with("passed: ")), "{said}");
}

#[test]
fn a_spec_that_is_refused_is_an_error_and_leaves_nothing_to_compare() {
    let dir = whole();
    edit(dir.path(), "api-spec/order/get_order.yaml", |text| text.replace("effect: read", "efect: read"));
    let (code, outcomes, said) = checked(dir.path());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("unknown key `efect`") && outcomes[0].starts_with("failed: "), "{said}");
    assert!(outcomes[1..].iter().all(|outcome| outcome.starts_with("failed: not looked at")), "{said}");
}

#[test]
fn what_cannot_be_loaded_is_something_else() {
    let empty = tempfile::tempdir().unwrap();
    let (code, outcomes, said) = checked(empty.path());
    assert_eq!(code, Some(2), "{said}");
    assert!(outcomes[0].starts_with("could not be told: ") && outcomes[0].contains("api-spec could not be read"), "{said}");
    let dir = only_the_spec();
    fs::write(dir.path().join("api-spec/order/get_order.yaml"), "name: &a x\n").unwrap();
    assert_eq!(checked(dir.path()).0, Some(2));
}
