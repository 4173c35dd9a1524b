//! Every example as the OpenAPI document shows it, against the schema that stands there beside it.
//!
//! That an example fits the types of the spec and breaks no rule, lint says. This is about what is handed on: the forms in
//! which requests are sent, what they have to carry, and the values of enums. The schemas are those of OpenAPI 3.0, because
//! they use no other words than those that spec files are checked by; lengths, ranges and rules between fields are not among
//! these.

use anyhow::Result;
use serde_json::{Map, Value, json};
use wechat_league_codegen::{
    diag::Diagnostics,
    export::openapi::{self, Dialect},
    model::Model,
    shape,
    yaml::{self, Key, Node},
};

/// What was looked at, and what was found.
#[derive(Default)]
pub struct Looked {
    /// Examples of the spec
    pub examples: usize,
    /// Bodies, answers and parameters of these
    pub values: usize,
    /// Where something does not fit, and what
    pub misfits: Vec<String>,
}

pub fn look(model: &Model) -> Result<Looked> {
    let mut document = serde_json::to_value(openapi::document(model, Dialect::V30))?;
    let components = document.get_mut("components").map(Value::take).unwrap_or_default();
    let mut root = Value::Object(Map::from_iter([("components".to_owned(), components)]));
    let mut looked = Looked::default();
    for endpoint in model.endpoints() {
        looked.examples += endpoint.examples.len();
        let method = format!("{:?}", endpoint.method).to_lowercase();
        let operation = &document["paths"][&endpoint.path][&method];
        for (what, holder) in holders(operation) {
            for (example, shown) in holder["examples"].as_object().into_iter().flatten() {
                looked.values += 1;
                for misfit in misfits(what, &holder["schema"], &shown["value"], &mut root) {
                    looked.misfits.push(format!("{}: example {example}: {misfit}", endpoint.source));
                }
            }
        }
    }
    Ok(looked)
}

/// Whatever of an operation has a schema with examples.
fn holders(operation: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let body = &operation["requestBody"]["content"]["application/json"];
    let answer = &operation["responses"]["200"]["content"]["application/json"];
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters = parameters.map(|parameter| (parameter["name"].as_str().unwrap_or_default(), parameter));
    [("request", body), ("response", answer)].into_iter().chain(parameters)
}

/// What is wrong with a value; `root` holds what its schema refers to.
fn misfits(what: &str, schema: &Value, value: &Value, root: &mut Value) -> Vec<String> {
    root["properties"] = json!({ what: schema });
    let mut found = Diagnostics::default();
    shape::check(0, &object([(what, value)]), root, &mut found);
    found.into_sorted().into_iter().map(|finding| finding.message).collect()
}

/// JSON as the tree that schemas of spec files are held against; it stands in no file.
fn tree(value: &Value) -> Node {
    let scalar = |text: String, plain: bool| Node { value: yaml::Value::Scalar { text, plain }, span: 0..0 };
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => scalar(value.to_string(), true),
        Value::String(text) => scalar(text.clone(), false),
        Value::Array(items) => Node { value: yaml::Value::Seq(items.iter().map(tree).collect()), span: 0..0 },
        Value::Object(members) => object(members.iter().map(|(key, value)| (key.as_str(), value))),
    }
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, &'a Value)>) -> Node {
    let member = |(key, value): (&str, &Value)| (Key { text: key.to_owned(), span: 0..0 }, tree(value));
    Node { value: yaml::Value::Map(members.into_iter().map(member).collect()), span: 0..0 }
}

#[cfg(test)]
mod tests {
    use super::misfits;
    use serde_json::{Value, json};

    #[test]
    fn what_does_not_fit_is_named_by_its_key() {
        let kind = json!({"type": "integer", "enum": [1, 2]});
        let described = json!({"allOf": [{"$ref": "#/components/schemas/Kind"}], "description": "种类"});
        let thing = json!({
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "integer"}, "kinds": {"type": "array", "items": described}},
        });
        let mut root = json!({"components": {"schemas": {"Thing": thing, "Kind": kind}}});
        let schema = json!({"$ref": "#/components/schemas/Thing"});
        let mut said = |value: Value| misfits("request", &schema, &value, &mut root);
        assert_eq!(said(json!({"id": 1, "kinds": [2, 1]})), Vec::<String>::new());
        assert_eq!(said(json!({})), ["`request` lacks `id`"]);
        assert_eq!(said(json!({"id": "1"})), ["`id`: expected a whole number, found `1`"]);
        assert_eq!(said(json!({"id": 1, "kinds": [3]})), ["`kinds`: expected 1, 2, found `3`"]);
        assert_eq!(said(json!([])), ["`request`: expected a mapping, found a list"]);
    }
}
