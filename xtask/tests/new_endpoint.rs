//! `cargo xtask new-endpoint` as a person uses it: a draft that lint accepts, that `generate` refuses, and that becomes an
//! endpoint.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use support::only_the_spec;
use wechat_league_codegen::{
    self as codegen, Drafts,
    diag::render,
    lint::{self, Options},
    shape,
    source::Sources,
    spec::{EndpointFile, FieldSpec, VariantSpec},
};

const PATH: &str = "/channels/ec/league/headsupplier/order/note/list/get";

fn xtask(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).arg("--root").arg(root).output().unwrap()
}

fn new_endpoint(root: &Path, args: &[&str]) -> Output {
    xtask(root, &[&["new-endpoint"], args].concat())
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn sources(root: &Path) -> Sources {
    Sources::read(&root.join("api-spec")).unwrap()
}

/// Every spec file below a folder.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_stub_is_accepted_as_a_draft_and_refused_by_generate() {
    for (method, group) in [("POST", "order"), ("get", "sharer/live")] {
        let dir = only_the_spec();
        let made = new_endpoint(dir.path(), &["get_note_list", method, PATH, "--group", group]);
        assert!(made.status.success(), "{}", stderr(&made));
        let file = dir.path().join(format!("api-spec/{group}/get_note_list.yaml"));
        assert!(fs::read_to_string(&file).unwrap().contains(&format!("method: {}\n", method.to_uppercase())));

        let linted = lint::lint(sources(dir.path()), &Options { draft: true, ..Options::default() });
        assert_eq!(linted.errors().chain(linted.warnings()).count(), 0, "{}", render::human(&linted));
        let generated = xtask(dir.path(), &["generate"]);
        assert_eq!(generated.status.code(), Some(1));
        let said = stderr(&generated);
        assert!(said.contains("error[WX060]: `get_note_list` is a draft"), "{said}");
        assert!(!dir.path().join("sdk").exists());

        let finished = fs::read_to_string(&file).unwrap().replace("draft: true\n", "");
        fs::write(&file, finished).unwrap();
        let generated = xtask(dir.path(), &["generate"]);
        assert!(generated.status.success(), "{}", stderr(&generated));
        assert!(stderr(&generated).starts_with("90 endpoints"), "{}", stderr(&generated));
    }
}

#[test]
fn all_commented_keys_of_a_stub_together_are_an_endpoint() {
    for method in ["POST", "GET"] {
        let dir = only_the_spec();
        assert!(new_endpoint(dir.path(), &["get_note_list", method, PATH, "--group", "order"]).status.success());
        let file = dir.path().join("api-spec/order/get_note_list.yaml");
        let text = fs::read_to_string(&file).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        assert_eq!(first, "# yaml-language-server: $schema=../schema/endpoint.json");
        let lines = rest.lines().filter(|line| !line.starts_with("##"));
        let whole: Vec<&str> = lines.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        // The example of the stub as it is shows no field.
        let empty = "  - source: written\n    request: {}\n    response: {\"errcode\": 0, \"errmsg\": \"ok\"}\n";
        let whole = whole.join("\n") + "\n";
        assert!(whole.contains(empty));
        fs::write(&file, format!("{first}\n{}", whole.replace(empty, ""))).unwrap();
        if let Err(report) = codegen::model_with(sources(dir.path()), Drafts::Allowed) {
            panic!("{method}: {}", render::human(&report));
        }
    }
}

#[test]
fn a_stub_shows_every_key_of_the_format() {
    let dir = only_the_spec();
    assert!(new_endpoint(dir.path(), &["get_note_list", "POST", PATH, "--group", "order"]).status.success());
    let text = fs::read_to_string(dir.path().join("api-spec/order/get_note_list.yaml")).unwrap();
    for schema in [shape::schema_of::<EndpointFile>(), shape::schema_of::<FieldSpec>(), shape::schema_of::<VariantSpec>()] {
        let missing = schema["properties"].as_object().unwrap().keys().find(|key| !text.contains(&format!("{key}:")));
        assert_eq!(missing, None);
    }
}

#[test]
fn the_group_follows_from_the_path_where_only_one_has_paths_like_it() {
    let dir = only_the_spec();
    let made = new_endpoint(dir.path(), &["get_note_list", "POST", "/channels/ec/league/headsupplier/order/note"]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(dir.path().join("api-spec/order/get_note_list.yaml").exists());
}

#[test]
fn what_cannot_be_an_endpoint_is_refused_and_nothing_is_written() {
    let dir = only_the_spec();
    let before = files(dir.path());
    let order = "/channels/ec/league/headsupplier/order/get";
    for (args, expected) in [
        (["get_order", "POST", PATH, "--group", "order"], "`get_order` exists: api-spec/order/get_order.yaml"),
        (["get_it", "POST", order, "--group", "order"], "is that of api-spec/order/get_order.yaml"),
        (["GetNoteList", "POST", PATH, "--group", "order"], "`GetNoteList` is not snake_case"),
        (["type", "POST", PATH, "--group", "order"], "`type` is a keyword of Rust"),
        (["get_it", "POST", "note/list", "--group", "order"], "`note/list` is no path"),
        (["get_it", "POST", "/note?a=1", "--group", "order"], "`/note?a=1` is no path"),
        (["get_it", "POST", PATH, "--group", "ordr"], "there is no group `ordr`: did you mean `order`?"),
        (["get_it", "POST", PATH, "--group", "sharer"], "`sharer` is a group of groups; the groups are: base, "),
    ] {
        let refused = new_endpoint(dir.path(), &args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(stderr(&refused).contains(expected), "{args:?}: {}", stderr(&refused));
    }
    let nowhere = new_endpoint(dir.path(), &["get_it", "POST", "/elsewhere/list"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(stderr(&nowhere).contains("add --group and one of: base, "), "{}", stderr(&nowhere));
    assert_eq!(files(dir.path()), before);
}

#[test]
fn a_spec_that_cannot_be_judged_is_not_added_to() {
    let dir = only_the_spec();
    fs::write(dir.path().join("api-spec/order/get_order.yaml"), "name: [").unwrap();
    let refused = new_endpoint(dir.path(), &["get_note_list", "POST", PATH, "--group", "order"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(!dir.path().join("api-spec/order/get_note_list.yaml").exists());
}
