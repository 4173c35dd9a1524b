//! Every construct of the format, generated and held against its golden code, which `codegen/goldens` compiles; and what
//! is true of the output as a whole.
//!
//! A changed golden is accepted with `INSTA_UPDATE=always`; `git diff` then shows what changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    emit::{self, Files},
    model::{Group, Model},
    source::{SourceFile, Sources},
};

const KIND: &str = "constructs";

/// One test per fixture, named after it.
macro_rules! constructs {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                let golden = golden(name);
                say_first_difference(name, &golden);
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_binary_snapshot!(&format!("{name}.rs"), golden.into_bytes());
                });
            }
        )*
    };
}

constructs! {
    alias
    at_least_one
    auth_none
    choice_named_like_a_local
    conflicts_and_provenance
    constant
    deprecated_everything
    error_codes
    misspelt_key
    name_collisions_avoided
    nested_groups
    nested_items
    no_request
    no_response
    one_of
    one_of_groups
    optional_object
    page_and_cursor
    page_cursor_more
    page_cursor_only
    page_number
    page_offset_next
    page_offset_total
    page_with_every_key
    post_with_query
    query_get
    query_one_of
    query_required_comma
    raw_json
    renamed_endpoint
    renamed_field
    renamed_types
    required_and_optional
    requires_across_a_choice
    requires_given
    requires_value
    retired_values
    secret
    shared_both_sides
    shared_types
    struct_with_required
    text_and_int_enum
    unusual_envelope
    wire_forms
}

#[test]
fn every_fixture_has_a_test() {
    assert_eq!(support::names(KIND), TESTED);
}

#[test]
fn every_golden_is_compiled() {
    let goldens = fs::read_to_string(project("codegen/goldens/src/lib.rs")).unwrap();
    for name in TESTED {
        let path = format!("#[path = \"../../tests/snapshots/constructs__{name}.snap.rs\"]");
        assert!(goldens.contains(&path) && goldens.contains(&format!("pub mod {name};")), "codegen/goldens lacks {name}");
    }
}

#[test]
fn the_real_spec_is_accepted() {
    assert_eq!(accepted(real_spec()).endpoints().len(), 89);
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    assert_same("api-spec", &generated(real_spec()), &generated(real_spec()));
}

#[test]
fn output_does_not_depend_on_the_order_of_files() {
    let fixtures = support::names(KIND).into_iter().map(|name| support::read(KIND, &name));
    for sources in fixtures.chain([real_spec()]) {
        let expected = generated(sources.clone());
        for files in reordered(&sources.files) {
            let found = generated(Sources::from_files(sources.root.clone(), files));
            assert_same(&sources.root, &expected, &found);
        }
    }
}

/// Files in other orders: backwards, the second half first, the shortest first.
fn reordered(files: &[SourceFile]) -> [Vec<SourceFile>; 3] {
    let [mut backwards, mut halves, mut by_length] = [files.to_vec(), files.to_vec(), files.to_vec()];
    backwards.reverse();
    halves.rotate_left(files.len() / 2);
    by_length.sort_by_key(|file| file.text.len());
    [backwards, halves, by_length]
}

fn assert_same(what: &str, expected: &Files, found: &Files) {
    let differs = expected.iter().zip(found.iter()).find(|(one, other)| one != other).map(|((path, _), _)| path);
    assert!(expected == found, "{what}: the output is not the same, first in {differs:?}");
}

/// A path below the project's root.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn real_spec() -> Sources {
    Sources::read(&project("api-spec")).unwrap()
}

fn accepted(sources: Sources) -> Model {
    codegen::model(sources).unwrap_or_else(|refused| panic!("{}", render::human(&refused)))
}

fn generated(sources: Sources) -> Files {
    emit::emit(&accepted(sources))
}

#[test]
fn the_shapes_have_a_row_for_every_field() {
    let model = accepted(real_spec());
    let endpoints = model.endpoints();
    let own = endpoints.iter().map(|endpoint| {
        let inner: usize = endpoint.structs.iter().map(|own| own.fields.len()).sum();
        endpoint.request.fields().count() + endpoint.response.fields.len() + inner
    });
    let fields = own.chain(model.structs.iter().map(|shared| shared.fields.len())).sum::<usize>();
    let files = emit::emit(&model);
    let rows = files.iter().filter(|(path, _)| path.ends_with(".txt")).flat_map(|(_, text)| text.lines());
    assert_eq!(rows.filter(|line| line.starts_with("  ")).count(), fields);
}

/// The generated types of a fixture as one module, shared types, groups and endpoints as they lie in the SDK; below them
/// the shapes as comments.
fn golden(name: &str) -> String {
    let model = accepted(support::read(KIND, name));
    let files = emit::emit(&model);
    let mut modules = Vec::new();
    // Without shared types the file has no more than an import that nothing uses.
    if !(model.scalars.is_empty() && model.structs.is_empty() && model.enums.is_empty()) {
        modules.push(module("common", generated_file(&files, "common")));
    }
    modules.extend(model.groups.iter().map(|group| group_module(group, &files)));
    let code = modules.join("\n");
    format!("//! What the generator makes of `tests/fixtures/constructs/{name}`.\n\n{code}{}", shapes(&files))
}

fn shapes(files: &Files) -> String {
    // Where there are no shapes of a kind, the text is no more than its header.
    let texts = files.iter().filter(|(path, text)| path.ends_with(".txt") && text.lines().count() > 1);
    let comment = |line: &str| if line.is_empty() { "//\n".to_owned() } else { format!("// {line}\n") };
    texts.map(|(path, text)| format!("\n// {path}\n//\n{}", text.lines().map(comment).collect::<String>())).collect()
}

fn group_module(group: &Group, files: &Files) -> String {
    let below = group.groups.iter().map(|below| group_module(below, files));
    let endpoints = group.endpoints.iter().map(|endpoint| {
        let text = generated_file(files, &format!("{}/{}", group.path.join("/"), endpoint.name));
        format!("{}pub use {}::*;\n", module(&endpoint.name, text), endpoint.name)
    });
    module(group.name(), &below.chain(endpoints).collect::<Vec<_>>().join("\n"))
}

fn generated_file<'a>(files: &'a Files, path: &str) -> &'a str {
    files.get(&format!("sdk/src/generated/{path}.rs")).unwrap()
}

/// An inline module. Its text begins with what documents it, so an inner attribute stays the first thing inside.
fn module(name: &str, text: &str) -> String {
    let mut module = format!("pub mod {name} {{\n");
    for line in text.lines() {
        if !line.is_empty() {
            module.push_str("    ");
            module.push_str(line);
        }
        module.push('\n');
    }
    module.push_str("}\n");
    module
}

/// A snapshot of bytes does not say where it differs.
fn say_first_difference(name: &str, golden: &str) {
    let stored = project(&format!("codegen/tests/snapshots/constructs__{name}.snap.rs"));
    let stored = fs::read_to_string(stored).unwrap_or_default();
    let mut lines = stored.lines().zip(golden.lines()).enumerate();
    if let Some((index, (was, is))) = lines.find(|(_, (was, is))| was != is) {
        eprintln!("{name}.snap.rs, line {}\n- {was}\n+ {is}", index + 1);
    }
}
