//! Parameters of the URL.

use super::{
    Dialect, Scope, examples,
    node::{Map, Node},
    objects::{is_required, property},
    values::Side,
};
use crate::model::{Encode, Endpoint, Field};

/// One parameter with its examples. The token is none of them: it is the security scheme.
pub(super) fn parameter(field: &Field, endpoint: &Endpoint, scope: &Scope) -> Map {
    let Map(mut schema) = property(field, Side::Sent, scope);
    // The parameter itself says these.
    let description = schema.shift_remove("description");
    let deprecated = schema.shift_remove("deprecated");
    let schema = Map(schema);
    let mut named = Map::new();
    for (index, example) in endpoint.examples.iter().enumerate() {
        let mut sent = examples::sent(example, &endpoint.request.query, endpoint, scope);
        if let Some(value) = sent.0.shift_remove(&field.wire) {
            let value = if is_text_here(field, scope) { Node::Text(compact(&value)) } else { value };
            named.put(&examples::name(index, example), examples::named(example, value));
        }
    }
    let head = Map::new()
        .with("name", &field.wire)
        .with("in", "query")
        .with_some("description", description)
        .with_some("required", Some(true).filter(|_| is_required(field)))
        .with_some("deprecated", deprecated);
    match (field.encode, scope.dialect) {
        (Some(Encode::Json), Dialect::V31) => {
            let json = Map::new().with("schema", schema).with_map("examples", named);
            head.with("content", Map::new().with("application/json", json))
        }
        // Generators of 3.0 know parameters with a schema only.
        (Some(Encode::Json), Dialect::V30) => {
            let text = Map::new().with("type", "string").with("x-content-schema", schema);
            head.with("schema", text).with_map("examples", named)
        }
        (Some(Encode::Comma), _) => {
            head.with("style", "form").with("explode", false).with("schema", schema).with_map("examples", named)
        }
        (None, _) => head.with("schema", schema).with_map("examples", named),
    }
}

fn is_text_here(field: &Field, scope: &Scope) -> bool {
    field.encode == Some(Encode::Json) && scope.dialect == Dialect::V30
}

/// The JSON text of a value.
fn compact(value: &Node) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
