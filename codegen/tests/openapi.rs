//! The OpenAPI documents: counted without looking at the model, with every example valid against its schema.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    export::openapi::{self, Dialect, Node},
    model::Model,
    source::Sources,
    stats,
};

const DIALECTS: [Dialect; 2] = [Dialect::V31, Dialect::V30];

/// What says something about a value.
const KEYWORDS: [&str; 8] = ["type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const", "content"];

fn accepted(sources: Sources) -> Model {
    codegen::model(sources).unwrap_or_else(|refused| panic!("{}", render::human(&refused)))
}

fn real() -> Model {
    accepted(Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec")).unwrap())
}

fn shop() -> Model {
    accepted(support::read("openapi", "shop"))
}

/// The real spec and all fixtures.
fn models() -> Vec<(String, Model)> {
    let constructs = support::names("constructs").into_iter().map(|name| {
        let model = accepted(support::read("constructs", &name));
        (name, model)
    });
    [("api-spec".to_owned(), real()), ("shop".to_owned(), shop())].into_iter().chain(constructs).collect()
}

fn text(model: &Model, dialect: Dialect) -> String {
    openapi::json(&openapi::document(model, dialect)).unwrap()
}

fn document(model: &Model, dialect: Dialect) -> Value {
    serde_json::from_str(&text(model, dialect)).unwrap()
}

#[test]
fn the_fixture_in_3_1() {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("shop_3_1", text(&shop(), Dialect::V31));
    });
}

#[test]
fn the_fixture_in_3_0() {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("shop_3_0", text(&shop(), Dialect::V30));
    });
}

#[test]
fn what_a_document_holds_is_what_stats_counts() {
    for (name, model) in models() {
        let total = stats::count(&model).pop().unwrap();
        let expected = Counts {
            operations: total.endpoints,
            properties: total.fields,
            values: total.values,
            codes: total.codes,
            examples: total.examples,
            unknown: total.unknown,
        };
        for dialect in DIALECTS {
            assert_eq!(Counts::of(&document(&model, dialect)), expected, "{name} {dialect:?}");
        }
    }
}

#[test]
fn every_example_is_valid_against_its_schema() {
    for (name, model) in models() {
        for dialect in DIALECTS {
            let document = document(&model, dialect);
            let (mut compiler, mut schemas) = (compiler(&document), boon::Schemas::new());
            let shown = shown(&document);
            for Shown { schema, example, value } in &shown {
                let index = compiler.compile(&format!("{URL}#{schema}"), &mut schemas).unwrap();
                if let Err(error) = schemas.validate(value, index) {
                    panic!("{name} {dialect:?} {schema} {example}: {value}\n{error:#}");
                }
            }
            let least = stats::count(&model).pop().unwrap().examples;
            assert!(shown.len() >= least, "{name} {dialect:?}: {} of {least} examples were checked", shown.len());
        }
    }
}

#[test]
fn every_reference_leads_to_a_schema() {
    for (name, model) in models() {
        for dialect in DIALECTS {
            let document = document(&model, dialect);
            let mut found = BTreeSet::new();
            references(&document, false, &mut found);
            let dangling: Vec<_> = found.iter().filter(|at| document.pointer(at.trim_start_matches('#')).is_none()).collect();
            assert!(dangling.is_empty() && !found.is_empty(), "{name} {dialect:?}: {dangling:?} of {}", found.len());
        }
    }
}

#[test]
fn operations_and_schemas_have_names_of_their_own() {
    for (name, model) in models() {
        for dialect in DIALECTS {
            let document = document(&model, dialect);
            let ids: BTreeSet<&str> = operations(&document).filter_map(|operation| operation["operationId"].as_str()).collect();
            assert_eq!(ids.len(), operations(&document).count(), "{name}");
            // Two definitions under one name would be one definition less.
            let types: usize = model.endpoints().iter().map(|endpoint| endpoint.structs.len() + endpoint.enums.len()).sum();
            let bodies = operations(&document).filter(|operation| operation["requestBody"].is_object()).count();
            let both = model.structs.iter().chain(model.endpoints().into_iter().flat_map(|endpoint| &endpoint.structs));
            let both = both.filter(|known| known.in_request && known.in_response).count();
            let codes = usize::from(!model.codes.is_empty());
            let expected = 3 + codes + model.structs.len() + model.enums.len() + types + both + bodies + ids.len();
            assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), expected, "{name} {dialect:?}");
        }
    }
}

#[test]
fn both_forms_say_the_same_and_twice_the_same_bytes() {
    let model = real();
    for dialect in DIALECTS {
        let document = openapi::document(&model, dialect);
        let json = openapi::json(&document).unwrap();
        let yaml: Node = serde_yaml::from_str(&openapi::yaml(&document).unwrap()).unwrap();
        assert!(yaml == serde_json::from_str(&json).unwrap(), "{dialect:?}: YAML and JSON differ");
        assert!(json == text(&real(), dialect), "{dialect:?}: the second document is another one");
    }
}

#[test]
fn names_get_their_group_only_where_two_endpoints_share_them() {
    let document = document(&shop(), Dialect::V31);
    let ids: Vec<&str> = operations(&document).filter_map(|operation| operation["operationId"].as_str()).collect();
    assert_eq!(ids, ["nest_inner_get_note", "find_thing", "thing_get_note"]);
}

#[test]
fn an_answer_is_read_in_every_form_and_with_unlisted_values() {
    for dialect in DIALECTS {
        let document = document(&shop(), dialect);
        let thing = valid("Thing", &document);
        for id in [json!(u64::MAX), json!("18446744073709551615"), json!(9_007_199_254_740_993_u64), json!("")] {
            assert!(thing(&json!({"id": id})), "{dialect:?}: {id}");
        }
        for kind in [json!(1), json!("1"), json!(99), json!("")] {
            assert!(thing(&json!({"kind": kind})), "{dialect:?}: {kind}");
        }
        assert!(thing(&json!({"color": "GREEN", "unheard_of": 1})), "{dialect:?}");
        assert!(!thing(&json!({"id": -1})) && !thing(&json!({"kind": {}})) && !thing(&json!({"color": 1})), "{dialect:?}");
        let answer = valid("FindThingResponse", &document);
        for flag in [json!(true), json!(1), json!("0")] {
            assert!(answer(&json!({"has_more": flag})), "{dialect:?}: {flag}");
        }
        assert!(answer(&json!({"errcode": "40097", "errmsg": ""})) && answer(&json!({"errcode": 123})), "{dialect:?}");
        assert!(!answer(&json!({"list": {}})), "{dialect:?}");
    }
}

#[test]
fn a_request_has_one_form() {
    for dialect in DIALECTS {
        let document = document(&shop(), dialect);
        let request = valid("FindThingRequest", &document);
        let with = |key: &str, value: Value| {
            let mut body = json!({"id": 1, "kind": 1, "page_size": 30});
            body[key] = value;
            body
        };
        assert!(request(&with("strict", json!(0))), "{dialect:?}");
        for (key, wrong) in [
            ("id", json!("1")),
            ("kind", json!(3)),
            ("kind", json!("1")),
            ("kinds", json!([1])),
            ("kinds", json!(["1", "1", "1", "1"])),
            ("strict", json!(true)),
            ("page_size", json!(31)),
            ("note", json!("二".repeat(21))),
        ] {
            assert!(!request(&with(key, wrong.clone())), "{dialect:?}: {key} {wrong}");
        }
        assert!(!request(&json!({"id": 1, "kind": 1})), "{dialect:?}: page_size is required");
    }
}

#[test]
fn rules_between_fields_are_schemas_in_3_1_and_data_in_both() {
    let model = shop();
    let request = valid("FindThingRequest", &document(&model, Dialect::V31));
    let given = |members: Value| {
        let mut body = json!({"page_size": 30});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        request(&body)
    };
    assert!(given(json!({"id": 1, "kind": 1})));
    assert!(given(json!({"appid": "a", "serial": "s", "kinds": ["1"]})));
    assert!(given(json!({"id": 1, "kind": 2, "note": "n", "strict": 1})));
    for broken in [
        json!({"kind": 1}),
        json!({"id": 1, "appid": "a", "kind": 1}),
        json!({"id": 1, "appid": "a", "serial": "s", "kind": 1}),
        json!({"appid": "a", "kind": 1}),
        json!({"id": 1}),
        json!({"id": 1, "kind": 2}),
        json!({"id": 1, "kinds": ["1"], "strict": 1}),
    ] {
        assert!(!given(broken.clone()), "{broken}");
    }
    let rules = json!([
        {"one_of": [["id"], ["appid", "serial"]], "name": "target", "doc": "找什么"},
        {"at_least_one": ["kind", "kinds"]},
        {"requires": ["note"], "when": {"kind": 2}},
        {"requires": ["kind"], "when": "strict"},
    ]);
    for dialect in DIALECTS {
        assert_eq!(document(&model, dialect)["paths"]["/thing/find"]["post"]["x-rules"], rules, "{dialect:?}");
    }
}

#[test]
fn the_token_is_a_security_scheme_that_operations_without_a_token_opt_out_of() {
    for dialect in DIALECTS {
        let document = document(&shop(), dialect);
        let scheme = &document["components"]["securitySchemes"]["access_token"];
        assert_eq!(json!([scheme["type"], scheme["in"], scheme["name"]]), json!(["apiKey", "query", "access_token"]));
        assert_eq!(document["security"], json!([{"access_token": []}]));
        assert_eq!(document["paths"]["/thing/note"]["get"]["security"], json!([]));
        assert_eq!(document["paths"]["/thing/find"]["post"]["security"], Value::Null);
    }
}

#[derive(Debug, Default, PartialEq)]
struct Counts {
    operations: usize,
    properties: usize,
    values: usize,
    codes: usize,
    examples: usize,
    unknown: usize,
}

impl Counts {
    fn of(document: &Value) -> Self {
        let mut counts = Self::default();
        let mut answers = BTreeSet::new();
        for operation in operations(document) {
            counts.operations += 1;
            let answer = &operation["responses"]["200"]["content"]["application/json"];
            counts.examples += answer["examples"].as_object().map_or(0, |examples| examples.len());
            answers.insert(answer["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap());
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                counts.property(schema_of(parameter));
            }
        }
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let values = listed(schema);
            match name.as_str() {
                "ErrorCode" => counts.codes = values,
                _ => counts.values += values,
            }
            // The other form of a struct that was counted already.
            if schema["x-answer-of"].is_null() {
                counts.properties_of(schema, answers.contains(name.as_str()));
            }
        }
        counts
    }

    /// The members of an object, those among which a request chooses included.
    fn properties_of(&mut self, schema: &Value, is_answer: bool) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let envelope = is_answer && matches!(name.as_str(), "errcode" | "errmsg");
            if !envelope && property["x-alias-of"].is_null() {
                self.property(property);
            }
        }
        for rule in schema["allOf"].as_array().into_iter().flatten() {
            for option in rule["oneOf"].as_array().into_iter().flatten() {
                self.properties_of(option, false);
            }
        }
    }

    fn property(&mut self, schema: &Value) {
        self.properties += 1;
        let element = if schema["type"] == "array" { &schema["items"] } else { schema };
        self.unknown += usize::from(!KEYWORDS.iter().any(|keyword| element.get(keyword).is_some()));
    }
}

/// How many values a list of values has.
fn listed(schema: &Value) -> usize {
    if schema["type"] != "integer" && schema["type"] != "string" {
        return 0;
    }
    let options = schema["oneOf"].as_array().into_iter().flatten();
    let constants = options.filter(|option| option.get("const").is_some()).count();
    let values = schema["enum"].as_array().map_or(0, Vec::len);
    let names = schema["x-enum-varnames"].as_array().map_or(0, Vec::len);
    assert!(constants > 0 || values == names, "every value has a name: {schema}");
    constants + values
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    document["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().values())
}

/// The schema of a parameter, wherever it stands.
fn schema_of(parameter: &Value) -> &Value {
    let json = &parameter["content"]["application/json"]["schema"];
    let within = &parameter["schema"]["x-content-schema"];
    [json, within, &parameter["schema"]].into_iter().find(|schema| !schema.is_null()).unwrap()
}

/// An example and the place of its schema.
struct Shown<'a> {
    schema: String,
    example: &'a str,
    value: &'a Value,
}

/// Everything that has examples.
fn shown(document: &Value) -> Vec<Shown<'_>> {
    let mut places = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let at = format!("/paths/{}/{method}", path.replace('/', "~1"));
            places.push(format!("{at}/requestBody/content/application~1json"));
            places.push(format!("{at}/responses/200/content/application~1json"));
            for index in 0..operation["parameters"].as_array().map_or(0, Vec::len) {
                places.push(format!("{at}/parameters/{index}"));
                places.push(format!("{at}/parameters/{index}/content/application~1json"));
            }
        }
    }
    let mut all = Vec::new();
    for place in places {
        let examples = document.pointer(&place).and_then(|media| media["examples"].as_object());
        for (example, shown) in examples.into_iter().flatten() {
            all.push(Shown { schema: format!("{place}/schema"), example, value: &shown["value"] });
        }
    }
    all
}

/// Collects references, but not what an example happens to hold.
fn references(node: &Value, in_properties: bool, found: &mut BTreeSet<String>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| references(item, false, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("$ref" | "x-enum", Value::String(at)) => {
                        found.insert(at.clone());
                    }
                    ("examples", _) if !in_properties => {}
                    _ => references(value, key == "properties", found),
                }
            }
        }
        _ => {}
    }
}

const URL: &str = "https://example.com/openapi.json";

/// A compiler that knows the document.
fn compiler(document: &Value) -> boon::Compiler {
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(boon::Draft::V2020_12);
    compiler.add_resource(URL, document.clone()).unwrap();
    compiler
}

/// Whether values fit a schema.
fn valid(name: &str, document: &Value) -> impl Fn(&Value) -> bool + use<> {
    let mut schemas = boon::Schemas::new();
    let index = compiler(document).compile(&format!("{URL}#/components/schemas/{name}"), &mut schemas).unwrap();
    move |value| schemas.validate(value, index).is_ok()
}
