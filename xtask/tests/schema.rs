//! The schemas for editors: fresh, named by every spec file, and what is true of them as a whole.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use wechat_league_codegen::{schema, source::Sources};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A project that holds nothing but a spec without endpoints.
fn small_project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("api-spec")).unwrap();
    let service = "hosts: {api: {url: https://api.example.com, doc: 就近接入}}\ngroups: {thing: {title: 事物}}\nsources: {}\n";
    fs::write(dir.path().join("api-spec/service.yaml"), service).unwrap();
    dir
}

fn generate(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("generate").args(args).arg("--root").arg(root).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every object in a value.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a serde_json::Map<String, Value>>) {
    match value {
        Value::Object(members) => {
            found.push(members);
            members.values().for_each(|member| objects(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

#[test]
fn the_schemas_of_the_project_are_fresh() {
    for (path, text) in schema::files() {
        assert_eq!(fs::read_to_string(project().join(&path)).unwrap(), text, "{path} is stale; run `cargo xtask generate`");
    }
}

#[test]
fn a_stale_schema_is_found_and_written_anew() {
    let dir = small_project();
    assert!(generate(dir.path(), &[]).status.success());
    let endpoint = dir.path().join("api-spec/schema/endpoint.json");
    let fresh = fs::read_to_string(&endpoint).unwrap();
    fs::write(&endpoint, fresh.replace("draft-07", "draft-04")).unwrap();
    fs::write(dir.path().join("api-spec/schema/old.json"), "{}").unwrap();

    let check = generate(dir.path(), &["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let said = stderr(&check);
    for line in ["api-spec/schema/endpoint.json is stale", "api-spec/schema/old.json is left over"] {
        assert!(said.contains(line), "{said}");
    }

    assert!(generate(dir.path(), &[]).status.success());
    assert_eq!(fs::read_to_string(&endpoint).unwrap(), fresh);
    assert!(!dir.path().join("api-spec/schema/old.json").exists());
}

#[test]
fn every_spec_file_names_the_schema_that_describes_it() {
    let dir = project().join("api-spec");
    let sources = Sources::read(&dir).unwrap();
    let found = schema::modeline_findings(&sources).into_sorted();
    assert_eq!(found.first().map(|finding| (sources.shown_path(finding.place.file), &finding.message)), None);
    for file in &sources.files {
        let named = file.text.lines().next().and_then(|line| line.split_once("$schema=")).map(|(_, named)| named).unwrap();
        let folder = dir.join(&file.path).parent().unwrap().to_path_buf();
        assert!(folder.join(named).is_file(), "{} names {named}", file.path);
    }
}

#[test]
fn every_key_has_a_hover_text_and_no_reference_leads_nowhere() {
    for (path, text) in schema::files() {
        let root: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(root["$schema"], "http://json-schema.org/draft-07/schema#", "{path}");
        let mut all = Vec::new();
        objects(&root, &mut all);
        let keys = all.iter().filter_map(|members| members.get("properties").and_then(Value::as_object)).flatten();
        let silent: Vec<&String> = keys.filter(|(_, schema)| !schema["description"].is_string()).map(|(key, _)| key).collect();
        assert_eq!(silent, Vec::<&String>::new(), "{path}");
        for reference in all.iter().filter_map(|members| members.get("$ref").and_then(Value::as_str)) {
            assert!(root.pointer(reference.trim_start_matches('#')).is_some(), "{path}: {reference}");
        }
    }
}

#[test]
fn defaults_of_the_format_are_in_the_schema() {
    let endpoint = schema::files().into_iter().find(|(path, _)| path.ends_with("endpoint.json")).unwrap();
    let root: Value = serde_json::from_str(&endpoint.1).unwrap();
    assert_eq!(root["properties"]["auth"]["default"], "token");
    assert_eq!(root["properties"]["draft"]["default"], false);
    assert_eq!(root["definitions"]["FieldSpec"]["properties"]["required"]["default"], false);
    assert_eq!(root["definitions"]["ErrorSpec"]["properties"]["repeat"]["default"], "never");
    assert_eq!(root["properties"]["deprecated"].get("default"), None);
}
