//! Rust expressions that build a request from the examples of its endpoint.

use super::{
    requests::{Argument, arguments},
    types::ident,
};
use crate::model::{Base, Choice, Demand, Endpoint, Field, Form, Model, Type, TypeRef, Values, When};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How much of a request is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Constructor arguments, and the setters without which the rules between fields would not hold
    Required,
    /// Every setter too
    All,
    /// Constructor arguments, with this alternative of this choice
    Choice(usize, usize),
}

/// The expression of a request, with full paths from outside the crate.
pub fn request(model: &Model, endpoint: &Endpoint, fill: Fill) -> TokenStream {
    let build = Build { model, endpoint };
    let path = build.path(&endpoint.request.name);
    let given = build.given();
    let set = build.set(fill, &given);
    let values = arguments(endpoint).into_iter().map(|argument| match argument {
        Argument::Field(field) => build.argument(field, &build.sample(&given, field)),
        Argument::Choice(choice) => build.choice(choice, fill, &given),
    });
    let setters = endpoint
        .request
        .fields()
        .filter(|field| set.contains(field.wire.as_str()) && !field.required && field.constant.is_none())
        .filter(|field| endpoint.request.choice_of(&field.wire).is_none())
        .map(|field| build.setter(field, &build.sample(&given, field)));
    quote!(#path::new(#(#values),*)#(#setters)*)
}

/// What the request of [`request`] sends, told from the spec alone: parameters and body in one object.
pub fn sent(model: &Model, endpoint: &Endpoint, fill: Fill) -> Value {
    let build = Build { model, endpoint };
    let given = build.given();
    let set = build.set(fill, &given);
    let mut members = Map::new();
    for field in endpoint.request.fields() {
        let position = endpoint.paging.as_ref().filter(|paging| field.first_position_is_sent(paging));
        if let Some(constant) = &field.constant {
            members.insert(field.wire.clone(), literal(constant));
        } else if set.contains(field.wire.as_str()) {
            members.insert(field.wire.clone(), build.wire(&field.ty, field.form, &build.sample(&given, field)));
        } else if let Some(paging) = position {
            let first =
                if field.ty == Type::Text { Value::from("") } else { build.wire(&field.ty, field.form, &paging.first.into()) };
            members.insert(field.wire.clone(), first);
        }
    }
    Value::Object(members)
}

/// The alternative of a choice that a fill takes.
fn picked(fill: Fill, choice: usize) -> usize {
    match fill {
        Fill::Choice(wanted, alternative) if wanted == choice => alternative,
        _ => 0,
    }
}

fn literal(value: &crate::model::Literal) -> Value {
    match value {
        crate::model::Literal::Bool(flag) => (*flag).into(),
        crate::model::Literal::Int(number) => (*number).into(),
        crate::model::Literal::Text(text) => text.as_str().into(),
    }
}

struct Build<'a> {
    model: &'a Model,
    endpoint: &'a Endpoint,
}

impl Build<'_> {
    /// All requests of the examples in one: what the first one lacks comes from the others.
    fn given(&self) -> Map<String, Value> {
        let mut all = Map::new();
        for example in &self.endpoint.examples {
            let one: Map<String, Value> = serde_json::from_str(&example.request).unwrap_or_default();
            merge(&mut all, one);
        }
        all
    }

    /// The wire names of the fields that a fill gives: what is demanded, and what the rules then demand.
    fn set(&self, fill: Fill, given: &Map<String, Value>) -> BTreeSet<&str> {
        let request = &self.endpoint.request;
        let mut set: BTreeSet<&str> = request
            .fields()
            .filter(|field| {
                let choice = request.choices.iter().enumerate().find(|(_, choice)| choice.wires().contains(field.wire.as_str()));
                match choice {
                    Some((index, choice)) => choice.alternatives[picked(fill, index)].wires.contains(&field.wire),
                    None => field.required || fill == Fill::All,
                }
            })
            .map(|field| field.wire.as_str())
            .collect();
        loop {
            let before = set.len();
            for rule in &request.rules {
                match &rule.demand {
                    Demand::AtLeastOne(wires) if !wires.iter().any(|wire| set.contains(wire.as_str())) => {
                        set.extend(wires.first().map(String::as_str));
                    }
                    Demand::AtLeastOne(_) => {}
                    Demand::Requires { when, fields } => {
                        let holds = match when {
                            When::Given(wire) => set.contains(wire.as_str()),
                            When::Value(wire, value) => set.contains(wire.as_str()) && given.get(wire) == Some(&literal(value)),
                        };
                        if holds {
                            set.extend(fields.iter().map(String::as_str));
                        }
                    }
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    fn sample(&self, given: &Map<String, Value>, field: &Field) -> Value {
        // A list is read from its beginning, so that all its pages are seen.
        if let Some(paging) = self.endpoint.paging.as_ref().filter(|paging| paging.positions().any(|wire| *wire == field.wire)) {
            return if field.ty == Type::Text { Value::from("") } else { paging.first.into() };
        }
        std::iter::once(&field.wire).chain(&field.aliases).find_map(|key| given.get(key)).cloned().unwrap_or_default()
    }

    fn path(&self, name: &str) -> TokenStream {
        let groups = self.endpoint.group.iter().map(|group| ident(group));
        let name = ident(name);
        quote!(wechat_league::#(#groups::)*#name)
    }

    fn named(&self, name: &TypeRef) -> TokenStream {
        match name.shared {
            true => {
                let name = ident(&name.name);
                quote!(wechat_league::#name)
            }
            false => self.path(&name.name),
        }
    }

    fn argument(&self, field: &Field, value: &Value) -> TokenStream {
        match (&field.ty, value) {
            // Constructors take any text.
            (Type::Text, Value::String(text)) => quote!(#text),
            (ty, value) => self.value(ty, value),
        }
    }

    fn setter(&self, field: &Field, value: &Value) -> TokenStream {
        let rust = ident(&field.rust);
        let value = self.argument(field, value);
        quote!(.#rust(#value))
    }

    fn choice(&self, choice: &Choice, fill: Fill, given: &Map<String, Value>) -> TokenStream {
        let index = self.endpoint.request.choices.iter().position(|other| other == choice).unwrap_or_default();
        let alternative = &choice.alternatives[picked(fill, index)];
        let path = self.path(&choice.type_name);
        let variant = ident(&alternative.name);
        let fields: Vec<&Field> = alternative.wires.iter().filter_map(|wire| self.endpoint.request.field(wire)).collect();
        match fields.as_slice() {
            [single] => {
                let value = self.value(&single.ty, &self.sample(given, single));
                quote!(#path::#variant(#value))
            }
            several => {
                let members = several.iter().map(|field| {
                    let rust = ident(&field.rust);
                    let value = self.value(&field.ty, &self.sample(given, field));
                    quote!(#rust: #value)
                });
                quote!(#path::#variant { #(#members),* })
            }
        }
    }

    fn value(&self, ty: &Type, value: &Value) -> TokenStream {
        let text =
            value.as_str().map(str::to_owned).unwrap_or_else(|| if value.is_null() { String::new() } else { value.to_string() });
        match ty {
            Type::Text => quote!(#text.to_owned()),
            Type::Secret => quote!(wechat_league::Secret::new(#text)),
            Type::Int => {
                let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
                quote!(#number)
            }
            Type::Bool => {
                let flag = matches!(text.as_str(), "true" | "1");
                quote!(#flag)
            }
            Type::Json => quote!(wechat_league::__rt::Value::Null),
            Type::Scalar { name, base } => {
                let path = self.named(&TypeRef { name: name.clone(), shared: true });
                match base {
                    Base::Text => quote!(#path::new(#text)),
                    Base::U64 => {
                        let number = Literal::u64_unsuffixed(text.parse().unwrap_or_default());
                        quote!(#path::new(#number))
                    }
                    Base::I64 => {
                        let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
                        quote!(#path::new(#number))
                    }
                }
            }
            Type::Enum { name, .. } => {
                let path = self.named(name);
                let variant = self.endpoint.find_enum(self.model, name).and_then(|found| variant(&found.values, &text));
                match variant {
                    Some(variant) => {
                        let variant = ident(variant);
                        quote!(#path::#variant)
                    }
                    None => quote!(#path::from_raw(::core::default::Default::default())),
                }
            }
            Type::List(inner) => {
                let items = value.as_array().into_iter().flatten().map(|item| self.value(inner, item));
                quote!(vec![#(#items),*])
            }
            Type::Struct(name) => {
                let path = self.named(name);
                let Some(structure) = self.endpoint.find_struct(self.model, name) else { return quote!(#path::new()) };
                let members = value.as_object().cloned().unwrap_or_default();
                let arguments = structure
                    .fields
                    .iter()
                    .filter(|field| field.required)
                    .map(|field| self.argument(field, &self.sample(&members, field)));
                let setters = structure
                    .fields
                    .iter()
                    .filter(|field| !field.required && members.contains_key(&field.wire))
                    .map(|field| self.setter(field, &self.sample(&members, field)));
                quote!(#path::new(#(#arguments),*)#(#setters)*)
            }
        }
    }

    /// A value of an example in the form that the spec says it is sent in.
    fn wire(&self, ty: &Type, form: Form, value: &Value) -> Value {
        let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match ty {
            Type::List(inner) => value.as_array().into_iter().flatten().map(|item| self.wire(inner, form, item)).collect(),
            Type::Struct(name) => {
                let Some(structure) = self.endpoint.find_struct(self.model, name) else { return Value::Null };
                let members = value.as_object().cloned().unwrap_or_default();
                structure
                    .fields
                    .iter()
                    .filter(|field| members.contains_key(&field.wire))
                    .map(|field| (field.wire.clone(), self.wire(&field.ty, field.form, &self.sample(&members, field))))
                    .collect::<Map<_, _>>()
                    .into()
            }
            Type::Json => Value::Null,
            Type::Text | Type::Secret | Type::Enum { text: true, .. } | Type::Scalar { base: Base::Text, .. } => text().into(),
            Type::Bool => {
                let flag = matches!(text().as_str(), "true" | "1");
                match form {
                    Form::Bool => flag.into(),
                    Form::Number => i64::from(flag).into(),
                    Form::Text => flag.to_string().into(),
                }
            }
            Type::Int | Type::Enum { .. } | Type::Scalar { .. } => match form {
                Form::Text => text().into(),
                _ => text().parse::<u64>().map(Value::from).unwrap_or_else(|_| text().parse::<i64>().unwrap_or_default().into()),
            },
        }
    }
}

fn variant<'a>(values: &'a Values, text: &str) -> Option<&'a str> {
    match values {
        Values::Int(variants) => variants.iter().find(|one| one.value.to_string() == text).map(|one| one.name.as_str()),
        Values::Text(variants) => variants.iter().find(|one| one.value == text).map(|one| one.name.as_str()),
    }
}

/// Adds what is missing, also inside objects; lists and values that are there stay.
fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => merge(inner, more),
            (Some(held), value) if is_empty(held) => *held = value,
            (Some(_), _) => {}
            (None, value) => {
                into.insert(key, value);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
