//! `cargo xtask lint` as a person uses it: on the real spec, on one that can be mended, and to ask what a code means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn lint(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("lint").args(args).arg("--root").arg(root).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A project whose spec is the bad side of a fixture.
fn bad(fixture: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let from = project().join("codegen/tests/fixtures/lint").join(fixture).join("bad");
    let to = dir.path().join("api-spec");
    for file in ["service.yaml", "thing/get_thing.yaml"] {
        let target = to.join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(file), target).unwrap();
    }
    dir
}

#[test]
fn the_real_spec_passes() {
    let output = lint(&project(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("the spec was accepted"), "{}", stdout(&output));
}

#[test]
fn warnings_pass_errors_fail_and_what_cannot_be_loaded_is_something_else() {
    for (fixture, code) in [("WX106_plain", 0), ("WX125_description", 1), ("WX001_tag", 2), ("WX007_no_text", 2)] {
        assert_eq!(lint(bad(fixture).path(), &[]).status.code(), Some(code), "{fixture}");
    }
    let empty = tempfile::tempdir().unwrap();
    let output = lint(empty.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("api-spec could not be read"), "{}", stderr(&output));
}

#[test]
fn fix_rewrites_the_files_that_it_mends_and_no_others() {
    let dir = bad("WX106_plain");
    let service = dir.path().join("api-spec/service.yaml");
    let before = fs::metadata(&service).unwrap().modified().unwrap();
    let first = lint(dir.path(), &["--fix"]);
    assert_eq!(first.status.code(), Some(0));
    assert!(stderr(&first).contains("1 edit in 1 file"), "{}", stderr(&first));
    assert!(stdout(&first).contains("no findings"), "{}", stdout(&first));
    let mended = fs::read_to_string(dir.path().join("api-spec/thing/get_thing.yaml")).unwrap();
    let good = project().join("codegen/tests/fixtures/lint/WX106_plain/good/thing/get_thing.yaml");
    assert_eq!(mended, fs::read_to_string(good).unwrap());
    assert_eq!(fs::metadata(&service).unwrap().modified().unwrap(), before);
    assert!(stderr(&lint(dir.path(), &["--fix"])).contains("0 edits in 0 files"));
}

#[test]
fn a_code_is_explained_by_its_bad_and_its_good_fixture() {
    let output = lint(&project(), &["--explain", "wx106"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    for part in [
        "WX106 (warning): A description that ends with a full stop",
        "the description ends with a full stop",
        "bad: thing/get_thing.yaml",
        "      title: {type: text, doc: 标题。}",
        "good: thing/get_thing.yaml",
        "      title: {type: text, doc: 标题}",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(lint(&project(), &["--explain", "WX013"]).status.code(), Some(0));
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest() {
    let output = lint(&project(), &["--explain", "WX1O6"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no code `WX1O6`; did you mean `WX106`?"), "{}", stderr(&output));
}

#[test]
fn ages_count_from_the_day_that_is_given() {
    let dir = bad("WX173_old");
    assert!(!stdout(&lint(dir.path(), &[])).contains("WX173"));
    assert!(stdout(&lint(dir.path(), &["--today", "2026-03-09"])).contains("the last review is 798 days old"));
    let wrong = lint(dir.path(), &["--today", "tomorrow"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("write a day like 2026-03-09"), "{}", stderr(&wrong));
}

#[test]
fn a_draft_passes_in_draft_mode_only() {
    let dir = bad("WX060_draft");
    assert_eq!(lint(dir.path(), &[]).status.code(), Some(1));
    assert_eq!(lint(dir.path(), &["--draft"]).status.code(), Some(0));
}

#[test]
fn every_form_is_printed_on_request() {
    let dir = bad("WX106_plain");
    for (form, part) in [
        ("human", "warning[WX106]"),
        ("json", "\"code\": \"WX106\""),
        ("sarif", "\"ruleId\": \"WX106\""),
        ("github", "::warning file=api-spec/thing/get_thing.yaml,line="),
        ("markdown", "WX106"),
    ] {
        let said = stdout(&lint(dir.path(), &["--format", form]));
        assert!(said.contains(part), "{form}: {said}");
    }
    assert_eq!(lint(dir.path(), &["--format", "xml"]).status.code(), Some(2));
}
