//! The witness names all that users can name: counted apart from the code that writes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    model::{Endpoint, Field, Model, Struct, Type, Values},
    source::Sources,
    witness,
};

#[test]
fn the_witness_of_the_fixture_names_everything() {
    complete("codegen/tests/fixtures/mutate");
}

#[test]
fn the_witness_of_the_real_spec_names_everything() {
    complete("api-spec");
}

#[test]
fn a_witness_needs_the_features_of_every_group() {
    let features = witness::features(&model("codegen/tests/fixtures/mutate"));
    assert_eq!(features, ["base", "order", "talent", "union", "blocking", "full-serde"]);
}

fn complete(folder: &str) {
    let model = model(folder);
    let text: String = witness::emit(&model).into_values().collect();
    // One line per statement, however it was broken.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("value .", "value.");
    let count = |part: &str| text.matches(part).count();
    let endpoints = model.endpoints();
    let structs = || model.structs.iter().chain(endpoints.iter().flat_map(|one| &one.structs));
    let enums: Vec<_> = model.enums.iter().chain(endpoints.iter().flat_map(|one| &one.enums)).collect();

    let methods: usize = endpoints.iter().map(|one| 1 + one.renamed_from.len()).sum();
    assert_eq!(count("fn call_"), methods, "methods");
    assert_eq!(count("fn blocking_call_"), methods, "methods of the blocking client");
    assert_eq!(count("async fn send("), endpoints.len(), "calls that are sent");
    assert_eq!(count("async fn items("), endpoints.iter().filter(|one| one.paging.is_some()).count(), "lists");

    let sent = structs().filter(|one| one.in_request);
    assert_eq!(count("fn new_"), endpoints.len() + sent.clone().count(), "constructors");
    let setters = endpoints.iter().flat_map(|one| settable(one)).chain(sent.flat_map(optional));
    assert_eq!(count("fn set_"), setters.map(|field| 1 + field.renamed_from.len()).sum::<usize>(), "setters");

    let read: usize = endpoints.iter().map(|one| own(one).count() + one.request.choices.len() + one.response.fields.len()).sum();
    let read = read + structs().map(|one| one.fields.len()).sum::<usize>();
    assert_eq!(count(" = value."), read, "fields that are read");

    let alternatives = endpoints.iter().flat_map(|one| &one.request.choices).map(|one| one.alternatives.len()).sum::<usize>();
    assert_eq!(count("fn make_"), alternatives, "alternatives");
    let variants: usize = enums.iter().map(|one| one.values.len()).sum();
    assert_eq!(count(" as _;"), variants + alternatives, "values and alternatives that are imported");
    let old: usize = enums
        .iter()
        .map(|one| match &one.values {
            Values::Int(known) => known.iter().map(|value| value.renamed_from.len()).sum::<usize>(),
            Values::Text(known) => known.iter().map(|value| value.renamed_from.len()).sum(),
        })
        .sum();
    assert_eq!(count("::from_raw(raw)"), enums.len(), "enums");
    assert_eq!(count("fn scalar_"), model.scalars.len(), "scalars");
    let codes: usize = model.codes.iter().map(|code| 1 + code.renamed_from.len()).sum();
    assert_eq!(count("wechat_league::ErrorCode::"), codes, "error codes");
    let old_types = structs().map(|one| one.renamed_from.len()).sum::<usize>()
        + enums.iter().map(|one| one.renamed_from.len()).sum::<usize>()
        + endpoints.iter().flat_map(|one| one.renamed_from.iter().flat_map(|old| one.old_types(old))).count();
    assert_eq!(count("fn old_"), old_types, "old names of types");
    if folder.ends_with("mutate") {
        assert!(old > 0 && old_types > 0 && alternatives > 0, "the fixture has some of each");
    }
}

/// The fields of a request that a caller sees by themselves.
fn own(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    let request = &endpoint.request;
    request.fields().filter(|field| field.constant.is_none() && request.choice_of(&field.wire).is_none())
}

fn settable(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    own(endpoint).filter(|field| !field.required)
}

fn optional(known: &Struct) -> impl Iterator<Item = &Field> {
    known.fields.iter().filter(|field| !field.required)
}

fn model(folder: &str) -> Model {
    let sources = Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)).unwrap();
    codegen::model(sources).unwrap_or_else(|refused| panic!("{}", render::human(&refused)))
}

#[test]
fn a_text_is_given_as_a_reference_and_anything_else_as_its_type() {
    let model = model("codegen/tests/fixtures/mutate");
    let endpoints = model.endpoints();
    let set_note = endpoints.iter().find(|one| one.name == "set_note").unwrap();
    let title = set_note.request.field("title").unwrap();
    assert_eq!(title.ty, Type::Text);
    let files = witness::emit(&model);
    let order = files["order.rs"].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(order.contains("value_0: common::OrderId, value_1: common::OrderId, value_2: &str, value_3: &str"), "{order}");
    assert!(order.contains("fn set_SetNote_origin(built: SetNote, value: &str)"), "{order}");
    assert!(order.contains("fn set_SetNote_source(built: SetNote, value: &str)"), "{order}");
}
