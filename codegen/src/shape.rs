//! Checks a file against the JSON Schema of its type, so that every unknown key, missing key and wrong value of a
//! file is reported at once; serde alone would stop at the first.

use crate::{
    diag::{Code, Diagnostics, did_you_mean},
    source::Place,
    yaml::{Node, Value},
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value as Json;
use std::{collections::BTreeMap, ops::Range};

/// The draft-07 JSON Schema of a type, as editors understand it best.
pub fn schema_of<T: JsonSchema>() -> Json {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}

/// Reports everything in which a file differs from its schema.
pub fn check(file: usize, node: &Node, schema: &Json, diagnostics: &mut Diagnostics) {
    let mut walk = Walk { file, root: schema, diagnostics };
    walk.duplicates(node);
    walk.node(node, schema, "the file");
}

struct Walk<'a> {
    file: usize,
    root: &'a Json,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Walk<'a> {
    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.file, span.clone())
    }

    fn duplicates(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                let mut known = BTreeMap::new();
                for (key, value) in entries {
                    if let Some(first) = known.get(key.text.as_str()).copied() {
                        let related = (self.place(first), "first defined here".to_owned());
                        let place = self.place(&key.span);
                        self.diagnostics
                            .push(
                                Code::DUPLICATE_KEY,
                                place,
                                format!("`{}` stands here twice", key.text),
                                "remove or rename one of the two",
                            )
                            .related
                            .push(related);
                    } else {
                        known.insert(key.text.as_str(), &key.span);
                    }
                    self.duplicates(value);
                }
            }
            Value::Seq(items) => items.iter().for_each(|item| self.duplicates(item)),
            Value::Scalar { .. } => {}
        }
    }

    fn resolve(&self, schema: &'a Json) -> &'a Json {
        let mut schema = schema;
        loop {
            // schemars wraps a described reference into a one-element allOf.
            if let Some([inner]) = schema.get("allOf").and_then(Json::as_array).map(Vec::as_slice) {
                schema = inner;
                continue;
            }
            match schema.get("$ref").and_then(Json::as_str).and_then(|at| self.root.pointer(at.trim_start_matches('#'))) {
                Some(target) => schema = target,
                None => return schema,
            }
        }
    }

    fn node(&mut self, node: &Node, schema: &'a Json, what: &str) {
        let schema = self.resolve(schema);
        if let Some(options) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            return self.any_of(node, options, what);
        }
        if let Some(values) = schema.get("enum").and_then(Json::as_array) {
            let shown: Vec<String> = values.iter().map(shown).collect();
            if !values.iter().any(|value| scalar_equals(node, value)) {
                self.wrong(node, what, &shown.join(", "));
            }
            return;
        }
        if let Some(value) = schema.get("const") {
            if !scalar_equals(node, value) {
                self.wrong(node, what, &shown(value));
            }
            return;
        }
        let types = types_of(schema);
        if !types.is_empty() && !types.iter().any(|name| fits(node, name)) {
            return self.wrong(node, what, &types.iter().map(|name| name_of(name)).collect::<Vec<_>>().join(" or "));
        }
        match &node.value {
            Value::Map(entries) => self.map(node, entries, schema, what),
            Value::Seq(items) => {
                if let Some(item) = schema.get("items") {
                    items.iter().for_each(|node| self.node(node, item, what));
                }
            }
            Value::Scalar { .. } => {}
        }
    }

    fn map(&mut self, node: &Node, entries: &[(crate::yaml::Key, Node)], schema: &'a Json, what: &str) {
        let properties = schema.get("properties").and_then(Json::as_object);
        let rest = schema.get("additionalProperties");
        for (key, value) in entries {
            let known = properties.and_then(|known| known.get(&key.text));
            match (known, rest) {
                (Some(inner), _) => self.node(value, inner, &format!("`{}`", key.text)),
                (None, Some(Json::Bool(false))) => {
                    let names = properties.into_iter().flat_map(|known| known.keys().map(String::as_str));
                    let list = names.clone().collect::<Vec<_>>().join(", ");
                    let help = did_you_mean(&key.text, names, &format!("{what} knows these keys: {list}"));
                    let place = self.place(&key.span);
                    self.diagnostics.push(Code::UNKNOWN_KEY, place, format!("unknown key `{}`", key.text), help);
                }
                (None, Some(inner @ Json::Object(_))) => self.node(value, inner, &format!("`{}`", key.text)),
                (None, _) => {}
            }
        }
        for name in schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
            if !entries.iter().any(|(key, _)| key.text == name) {
                let span = node.span.start..(node.span.start + 1).min(node.span.end);
                let place = self.place(&span);
                self.diagnostics.push(
                    Code::MISSING_KEY,
                    place,
                    format!("{what} lacks `{name}`"),
                    format!(
                        "add `{name}: …`: {}",
                        properties.and_then(|known| describe(known.get(name)?)).unwrap_or("it has to be there")
                    ),
                );
            }
        }
    }

    /// The alternative without findings, or else the findings of the one that comes nearest.
    fn any_of(&mut self, node: &Node, options: &'a [Json], what: &str) {
        let mut best: Option<Diagnostics> = None;
        for option in options {
            let mut found = Diagnostics::default();
            let resolved = self.resolve(option);
            let types = types_of(resolved);
            Walk { file: self.file, root: self.root, diagnostics: &mut found }.node(node, option, what);
            if found.is_empty() {
                return;
            }
            if types.iter().any(|name| fits(node, name)) && !matches!(node.value, Value::Scalar { .. }) {
                best = Some(found);
            }
        }
        match best {
            Some(found) => self.diagnostics.append(found),
            None => {
                let expected: Vec<String> = options.iter().flat_map(|option| expectation(self.resolve(option))).collect();
                self.wrong(node, what, &expected.join(", "));
            }
        }
    }

    fn wrong(&mut self, node: &Node, what: &str, expected: &str) {
        let found = match &node.value {
            Value::Scalar { text, .. } => format!("`{text}`"),
            Value::Seq(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        };
        let help = match &node.value {
            Value::Scalar { text, .. } => did_you_mean(text, expected.split(", "), &format!("write {expected}")),
            _ => format!("write {expected}"),
        };
        let place = self.place(&node.span);
        self.diagnostics.push(Code::WRONG_SHAPE, place, format!("{what}: expected {expected}, found {found}"), help);
    }
}

fn expectation(schema: &Json) -> Vec<String> {
    if let Some(value) = schema.get("const") {
        return vec![shown(value)];
    }
    if let Some(values) = schema.get("enum").and_then(Json::as_array) {
        return values.iter().map(shown).collect();
    }
    types_of(schema).iter().filter(|name| **name != "null").map(|name| name_of(name).to_owned()).collect()
}

fn describe(schema: &Json) -> Option<&str> {
    schema.get("description").and_then(Json::as_str)
}

fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn types_of(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(name)) => vec![name],
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn name_of(json_type: &str) -> &str {
    match json_type {
        "object" => "a mapping",
        "array" => "a list",
        "string" => "a text",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "null" => "nothing",
        other => other,
    }
}

fn fits(node: &Node, json_type: &str) -> bool {
    match (&node.value, json_type) {
        (Value::Map(_), "object") | (Value::Seq(_), "array") => true,
        (Value::Scalar { text, plain }, name) => match name {
            "null" => *plain && is_null(text),
            "boolean" => *plain && is_bool(text),
            "integer" => *plain && is_integer(text),
            "number" => *plain && (is_integer(text) || text.parse::<f64>().is_ok()),
            "string" => !*plain || !(is_null(text) || is_bool(text) || is_integer(text)),
            _ => false,
        },
        _ => false,
    }
}

fn scalar_equals(node: &Node, value: &Json) -> bool {
    let Value::Scalar { text, plain } = &node.value else { return false };
    match value {
        Json::String(expected) => text == expected,
        Json::Bool(expected) => *plain && text.as_str() == expected.to_string().as_str(),
        Json::Null => *plain && is_null(text),
        other => *plain && text.as_str() == other.to_string().as_str(),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn is_bool(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

fn is_integer(text: &str) -> bool {
    text.parse::<i128>().is_ok()
}
