//! `cargo xtask generate` as a person uses it: on the real tree, on a missing one, on a broken one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use support::{only_the_spec, project};

fn generate(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("generate").args(args).arg("--root").arg(root).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every generated file with its content.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(dir: &Path, root: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    for folder in ["sdk/src/generated", "sdk/tests/generated"] {
        walk(&root.join(folder), root, &mut found);
    }
    found
}

#[test]
fn the_generated_files_of_the_project_are_fresh() {
    let output = generate(&project(), &["--check"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn a_missing_tree_is_generated_whole() {
    let dir = only_the_spec();
    let output = generate(dir.path(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(tree(dir.path()), tree(&project()));
}

#[test]
fn a_broken_tree_is_mended_and_what_is_left_over_is_removed() {
    let dir = only_the_spec();
    assert!(generate(dir.path(), &[]).status.success());
    let whole = tree(dir.path());
    let generated = dir.path().join("sdk/src/generated");
    fs::write(generated.join("order/get_order.rs"), b"\xff this is no Rust {{{").unwrap();
    fs::remove_file(generated.join("mod.rs")).unwrap();
    fs::create_dir(generated.join("gone")).unwrap();
    fs::write(generated.join("gone/old.rs"), "pub struct Old;").unwrap();

    let check = generate(dir.path(), &["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let said = stderr(&check);
    for line in [
        "sdk/src/generated/order/get_order.rs is stale",
        "sdk/src/generated/mod.rs is missing",
        "sdk/src/generated/gone/old.rs is left over",
        "3 generated files are not up to date; run `cargo xtask generate`",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert!(generated.join("gone/old.rs").exists(), "--check writes nothing");

    let mended = generate(dir.path(), &[]);
    assert!(stderr(&mended).contains("2 written, 1 removed"), "{}", stderr(&mended));
    assert_eq!(tree(dir.path()), whole);
    assert!(!generated.join("gone").exists());
}

#[test]
fn only_changed_files_are_rewritten() {
    let dir = only_the_spec();
    assert!(generate(dir.path(), &[]).status.success());
    let spec = dir.path().join("api-spec/order/get_order.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    assert!(text.contains("title: 获取佣金单详情"));
    fs::write(&spec, text.replace("title: 获取佣金单详情", "title: 佣金单详情")).unwrap();
    let changed = |before: &BTreeMap<PathBuf, Vec<u8>>| {
        let after = tree(dir.path());
        after.into_iter().filter(|(path, text)| before.get(path) != Some(text)).map(|(path, _)| path).collect::<Vec<_>>()
    };
    let before = tree(dir.path());
    let output = generate(dir.path(), &[]);
    assert!(stderr(&output).contains(" 3 written, 0 removed"), "{}", stderr(&output));
    let expected = ["blocking/order.rs", "order/get_order.rs", "order/mod.rs"];
    assert_eq!(changed(&before), expected.map(|path| Path::new("sdk/src/generated").join(path)));
}

#[test]
fn a_refused_spec_writes_nothing_and_names_file_line_and_column() {
    let dir = only_the_spec();
    let spec = dir.path().join("api-spec/order/get_order.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    fs::write(&spec, text.replace("effect: read", "efect: read")).unwrap();
    let output = generate(dir.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("unknown key `efect`") && said.contains("did you mean `effect`?"), "{said}");
    assert!(said.contains("api-spec/order/get_order.yaml:"), "{said}");
    assert!(!dir.path().join("sdk").exists());
}

#[test]
fn a_project_without_a_spec_is_a_clear_error() {
    let dir = tempfile::tempdir().unwrap();
    let output = generate(dir.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("api-spec could not be read"), "{}", stderr(&output));
}

#[test]
fn the_example_of_the_format_page_is_accepted() {
    let page = fs::read_to_string(project().join("api-spec/README.md")).unwrap();
    let example = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let dir = only_the_spec();
    fs::write(dir.path().join("api-spec/order/get_note_list.yaml"), example).unwrap();
    let output = generate(dir.path(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).starts_with("90 endpoints"), "{}", stderr(&output));
}
