//! Examples: each fits its types, none breaks a rule between fields, and together they show every field.

use crate::{
    diag::{Code, Diagnostics, did_you_mean},
    load::Loaded,
    lower::rule_text,
    model::{Base, Demand, Endpoint, Field, Literal, Model, Type, Values, When},
    spec::EndpointFile,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Reports everything that is wrong with the examples of an endpoint.
pub fn check(model: &Model, endpoint: &Endpoint, at: &Loaded<EndpointFile>, diagnostics: &mut Diagnostics) {
    let mut walk = Walk { model, endpoint, at, diagnostics, shown: BTreeSet::new(), looked_into: BTreeSet::new() };
    for (index, example) in endpoint.examples.iter().enumerate() {
        let index = index.to_string();
        let request: Map<String, Value> = serde_json::from_str(&example.request).unwrap_or_default();
        let response: Map<String, Value> = serde_json::from_str(&example.response).unwrap_or_default();
        let sent: Vec<&Field> = endpoint.request.fields().collect();
        let answered: Vec<&Field> = endpoint.response.fields.iter().collect();
        walk.object(&request, &sent, &["examples", &index, "request"], "");
        walk.object(&without_envelope(&response), &answered, &["examples", &index, "response"], "");
        walk.rules(&request, &index);
    }
    walk.gaps();
}

fn without_envelope(response: &Map<String, Value>) -> Map<String, Value> {
    response
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "errcode" | "errmsg"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

struct Walk<'a> {
    model: &'a Model,
    endpoint: &'a Endpoint,
    at: &'a Loaded<EndpointFile>,
    diagnostics: &'a mut Diagnostics,
    /// Fields that some example shows: side, struct (empty at the top), wire name
    shown: BTreeSet<(String, String, String)>,
    /// Structs whose fields were looked for: side, struct
    looked_into: BTreeSet<(String, String)>,
}

impl Walk<'_> {
    fn fields_of(&self, ty: &Type) -> Vec<Field> {
        match ty {
            Type::Struct(name) => {
                self.endpoint.find_struct(self.model, name).map(|found| found.fields.clone()).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn object(&mut self, object: &Map<String, Value>, fields: &[&Field], path: &[&str], owner: &str) {
        let side = path.get(2).copied().unwrap_or_default();
        for (key, value) in object {
            let here: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
            let Some(field) = fields.iter().find(|field| field.wire == *key || field.aliases.contains(key)) else {
                let known = fields.iter().map(|field| field.wire.as_str());
                let help = did_you_mean(key, known, "add the field to the spec, or remove the key from the example");
                self.diagnostics.push(
                    Code::EXAMPLE_TYPE,
                    self.at.key(&here),
                    format!("the spec knows no field `{key}` here"),
                    help,
                );
                continue;
            };
            self.shown.insert((side.to_owned(), owner.to_owned(), field.wire.clone()));
            self.value(value, &field.ty, field, &here);
        }
    }

    fn value(&mut self, value: &Value, ty: &Type, field: &Field, path: &[&str]) {
        match (ty, value) {
            (Type::List(inner), Value::Array(items)) => {
                if field.max_len.is_some_and(|max| items.len() as u64 > max) {
                    self.misfit(path, format!("at most {} items", field.max_len.unwrap_or_default()), value);
                }
                for (index, item) in items.iter().enumerate() {
                    let index = index.to_string();
                    let here: Vec<&str> = path.iter().copied().chain([index.as_str()]).collect();
                    self.value(item, inner, field, &here);
                }
            }
            (Type::List(_), other) => self.misfit(path, "a list".into(), other),
            (Type::Struct(name), Value::Object(object)) => {
                let fields = self.fields_of(ty);
                self.object(object, &fields.iter().collect::<Vec<_>>(), path, &name.name);
            }
            (Type::Struct(_), other) => self.misfit(path, "an object".into(), other),
            (Type::Json, _) => {}
            (_, other) => {
                // What the platform dropped is no value to send, and an old answer may still bring it.
                let is_sent = path.get(2) == Some(&"request");
                if let Some(expected) = self.scalar_misfit(ty, field, other, is_sent) {
                    self.misfit(path, expected, other);
                }
            }
        }
    }

    /// What a scalar should have been, if it is not.
    fn scalar_misfit(&self, ty: &Type, field: &Field, value: &Value, is_sent: bool) -> Option<String> {
        let text = value.as_str();
        if text == Some("") && !matches!(ty, Type::Text | Type::Secret) {
            return None;
        }
        let number = value.as_i64().or_else(|| text.and_then(|text| text.parse().ok()));
        match ty {
            Type::Text | Type::Secret | Type::Scalar { base: Base::Text, .. } => match text {
                None => Some("a text".into()),
                Some(text) => {
                    let too_long =
                        field.max_len.is_some_and(|max| text.chars().count() as u64 > max) && !matches!(field.ty, Type::List(_));
                    too_long.then(|| format!("at most {} characters", field.max_len.unwrap_or_default()))
                }
            },
            Type::Bool => (!value.is_boolean() && !matches!(number, Some(0 | 1))).then(|| "true, false, 0 or 1".into()),
            Type::Scalar { base: Base::U64, .. } => {
                let id = value.as_u64().or_else(|| text.and_then(|text| text.parse().ok()));
                id.is_none().then(|| "a whole number of 64 bits, or its digits as a text".into())
            }
            Type::Int | Type::Scalar { base: Base::I64, .. } => match number {
                None => Some("a whole number, or its digits as a text".into()),
                Some(number) if field.min.is_some_and(|min| number < min) => {
                    Some(format!("at least {}", field.min.unwrap_or_default()))
                }
                Some(number) if field.max.is_some_and(|max| number > max) => {
                    Some(format!("at most {}", field.max.unwrap_or_default()))
                }
                Some(_) => None,
            },
            Type::Enum { name, .. } => match &self.endpoint.find_enum(self.model, name)?.values {
                Values::Int(known) => {
                    let known = known.iter().filter(|variant| !(is_sent && variant.retired));
                    let legal = known.clone().any(|variant| Some(variant.value) == number);
                    (!legal).then(|| format!("one of {}", list(known.map(|variant| variant.value.to_string()))))
                }
                Values::Text(known) => {
                    let known = known.iter().filter(|variant| !(is_sent && variant.retired));
                    let legal = known.clone().any(|variant| Some(variant.value.as_str()) == text);
                    (!legal).then(|| format!("one of {}", list(known.map(|variant| variant.value.clone()))))
                }
            },
            Type::Json | Type::Struct(_) | Type::List(_) => None,
        }
    }

    fn misfit(&mut self, path: &[&str], expected: String, found: &Value) {
        let place = self.at.value(path);
        self.diagnostics.push(
            Code::EXAMPLE_TYPE,
            place,
            format!("the example does not fit its type: expected {expected}, found {found}"),
            "correct the example or the type of the field",
        );
    }

    fn rules(&mut self, request: &Map<String, Value>, index: &str) {
        let has = |wire: &String| request.contains_key(wire);
        let mut broken = Vec::new();
        for field in self.endpoint.request.fields().filter(|field| field.required) {
            if !has(&field.wire) {
                broken.push(format!("`{}` is required", field.wire));
            }
        }
        for field in self.endpoint.request.fields() {
            if let Some(constant) = &field.constant
                && request.get(&field.wire).is_none_or(|value| !equals(value, constant))
            {
                broken.push(format!("`{}` is always {}", field.wire, json(constant)));
            }
        }
        for choice in &self.endpoint.request.choices {
            let whole = choice.alternatives.iter().filter(|one| one.wires.iter().all(has)).count();
            let touched = choice.alternatives.iter().filter(|one| one.wires.iter().any(has)).count();
            if whole != 1 || touched != 1 {
                let options = choice.alternatives.iter().map(|one| one.wires.join(" with "));
                broken.push(format!("exactly one of {}", list(options)));
            }
        }
        for rule in &self.endpoint.request.rules {
            let kept = match &rule.demand {
                Demand::AtLeastOne(wires) => wires.iter().any(has),
                Demand::Requires { when: When::Given(wire), fields } => !has(wire) || fields.iter().all(has),
                Demand::Requires { when: When::Value(wire, literal), fields } => {
                    !request.get(wire).is_some_and(|value| equals(value, literal)) || fields.iter().all(has)
                }
            };
            if !kept {
                broken.push(rule_text(rule));
            }
        }
        for rule in broken {
            let place = self.at.key(&["examples", index, "request"]);
            self.diagnostics.push(
                Code::EXAMPLE_RULE,
                place,
                format!("the example breaks a rule: {rule}"),
                "correct the example, or the rule",
            );
        }
    }

    fn gaps(&mut self) {
        let endpoint = self.endpoint;
        for (side, section, fields) in [
            ("request", "query", &endpoint.request.query),
            ("request", "request", &endpoint.request.body),
            ("response", "response", &endpoint.response.fields),
        ] {
            for field in fields {
                self.gap(field, side, "", &[section, &field.wire]);
            }
        }
    }

    fn gap(&mut self, field: &Field, side: &str, owner: &str, at: &[&str]) {
        // The envelope is refused as a field elsewhere.
        if owner.is_empty() && matches!(field.wire.as_str(), "errcode" | "errmsg") {
            return;
        }
        if !self.shown.contains(&(side.to_owned(), owner.to_owned(), field.wire.clone())) {
            let name = if owner.is_empty() { field.wire.clone() } else { format!("{owner}.{}", field.wire) };
            self.diagnostics.push(
                Code::EXAMPLE_GAP,
                self.at.key(at),
                format!("no example shows `{name}` of the {side}"),
                "add it to an example: together they cover every field",
            );
            return;
        }
        let Type::Struct(name) = field.ty.element() else { return };
        if !self.looked_into.insert((side.to_owned(), name.name.clone())) {
            return;
        }
        for inner in self.fields_of(field.ty.element()) {
            // Fields of shared structs are reported at the field that uses them.
            let own = ["structs", &name.name, "fields", &inner.wire];
            let place: &[&str] = if name.shared { at } else { &own };
            self.gap(&inner, side, &name.name, place);
        }
    }
}

fn equals(value: &Value, literal: &Literal) -> bool {
    match literal {
        Literal::Bool(flag) => value == &Value::Bool(*flag),
        Literal::Int(number) => value.as_i64() == Some(*number) || value.as_str() == Some(&number.to_string()),
        Literal::Text(text) => value.as_str() == Some(text),
    }
}

fn json(literal: &Literal) -> String {
    match literal {
        Literal::Bool(flag) => flag.to_string(),
        Literal::Int(number) => number.to_string(),
        Literal::Text(text) => format!("\"{text}\""),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
