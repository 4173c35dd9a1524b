//! The shapes of requests and answers as text, which rustc does not look into: what a second walk over a body goes by.
//!
//! The shared types and each top-level group have two texts: what answers hold, and what only requests hold. An object
//! is a heading and a row per field, an enum is one line, and what a line names stands above it:
//!
//! ```text
//! int_enum order/CommissionOrderStatus 20 100 200
//!
//! object order/CommissionOrder
//!   order_id id_text
//!   status int_enum order/CommissionOrderStatus
//!   coupons list object common/Coupon
//! ```
//!
//! A row of a request may go on with `required`, `alias NAME` and the place in the URL. The SDK reads all this in
//! `schema/registry.rs`.

use super::Files;
use crate::model::{Base, Encode, Endpoint, Enum, Field, Form, Model, Struct, Type, TypeRef, Values};
use proc_macro2::TokenStream;
use quote::quote;
use std::{collections::BTreeSet, mem};

const ANSWERS: &str = "shapes.txt";
const REQUESTS: &str = "requests.txt";

/// Writes the texts.
pub fn emit(model: &Model, files: &mut Files) {
    let shared = Scope::Shared(model);
    let mut sheet = Sheet::default();
    for values in &model.enums {
        sheet.values(shared, values);
    }
    for structure in model.structs.iter().filter(|structure| structure.in_response) {
        sheet.structure(shared, structure);
    }
    let answers = mem::take(&mut sheet.text);
    for structure in &model.structs {
        sheet.structure(shared, structure);
    }
    add("", "common", [&answers, &sheet.text], files);
    for group in &model.groups {
        let endpoints = group.all_endpoints();
        let mut sheet = Sheet::default();
        for endpoint in &endpoints {
            sheet.structure(Scope::Own(endpoint), &endpoint.response);
        }
        let answers = mem::take(&mut sheet.text);
        for endpoint in &endpoints {
            sheet.request(endpoint);
        }
        add(&format!("{}/", group.name()), group.name(), [&answers, &sheet.text], files);
    }
}

fn add(dir: &str, source: &str, [answers, requests]: [&str; 2], files: &mut Files) {
    for (name, text) in [(ANSWERS, answers), (REQUESTS, requests)] {
        files.add_text(format!("sdk/src/generated/{dir}{name}"), &format!("api-spec/{source}/"), text);
    }
}

/// The elements of a list of all texts, in the order in which they are read.
pub fn included(model: &Model) -> TokenStream {
    let groups = model.groups.iter().map(|group| {
        let feature = group.name();
        let (answers, requests) = (format!("{feature}/{ANSWERS}"), format!("{feature}/{REQUESTS}"));
        quote! {
            #[cfg(feature = #feature)]
            include_str!(#answers),
            #[cfg(all(feature = #feature, feature = "full-serde"))]
            include_str!(#requests),
        }
    });
    quote! {
        include_str!(#ANSWERS),
        #[cfg(feature = "full-serde")]
        include_str!(#REQUESTS),
        #(#groups)*
    }
}

/// What the shape of an endpoint's own type is found by.
pub fn key(endpoint: &Endpoint, name: &str) -> String {
    format!("{}/{name}", endpoint.group.join("/"))
}

/// Where names are looked up.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// Among the shared types
    Shared(&'a Model),
    /// Among the types of an endpoint
    Own(&'a Endpoint),
}

impl<'a> Scope<'a> {
    fn key(self, name: &str) -> String {
        match self {
            Self::Shared(_) => shared_key(name),
            Self::Own(endpoint) => key(endpoint, name),
        }
    }

    fn key_of(self, name: &TypeRef) -> String {
        if name.shared { shared_key(&name.name) } else { self.key(&name.name) }
    }

    /// The definition, unless it stands in another text.
    fn structure(self, name: &TypeRef) -> Option<&'a Struct> {
        match self {
            Self::Shared(model) => model.shared_struct(&name.name),
            Self::Own(endpoint) if !name.shared => endpoint.structs.iter().find(|own| own.name == name.name),
            Self::Own(_) => None,
        }
    }

    /// The definition, unless it stands in another text.
    fn values(self, name: &TypeRef) -> Option<&'a Enum> {
        match self {
            Self::Shared(model) => model.shared_enum(&name.name),
            Self::Own(endpoint) if !name.shared => endpoint.enums.iter().find(|own| own.name == name.name),
            Self::Own(_) => None,
        }
    }
}

fn shared_key(name: &str) -> String {
    format!("common/{name}")
}

/// The texts of one place, as far as they are written.
#[derive(Default)]
struct Sheet {
    text: String,
    /// The keys of what stands in it, or stood
    written: BTreeSet<String>,
}

impl Sheet {
    fn structure(&mut self, scope: Scope<'_>, structure: &Struct) {
        let rows: Vec<(&Field, Option<&str>)> = structure.fields.iter().map(|field| (field, None)).collect();
        self.object(scope, &structure.name, &rows);
    }

    fn request(&mut self, endpoint: &Endpoint) {
        let request = &endpoint.request;
        let query = request.query.iter().map(|field| {
            let place = match field.encode {
                None => "query",
                Some(Encode::Json) => "query_json",
                Some(Encode::Comma) => "query_comma",
            };
            (field, Some(place))
        });
        let rows: Vec<(&Field, Option<&str>)> = query.chain(request.body.iter().map(|field| (field, None))).collect();
        self.object(Scope::Own(endpoint), &request.name, &rows);
    }

    /// An object below everything that it names.
    fn object(&mut self, scope: Scope<'_>, name: &str, rows: &[(&Field, Option<&str>)]) {
        let key = scope.key(name);
        if !self.written.insert(key.clone()) {
            return;
        }
        for (field, _) in rows {
            match field.ty.element() {
                Type::Struct(name) => {
                    if let Some(inner) = scope.structure(name) {
                        self.structure(scope, inner);
                    }
                }
                Type::Enum { name, .. } => {
                    if let Some(values) = scope.values(name) {
                        self.values(scope, values);
                    }
                }
                _ => {}
            }
        }
        let rows: String = rows.iter().map(|(field, place)| row(scope, field, *place)).collect();
        self.text.push_str(&format!("\nobject {key}\n{rows}"));
    }

    fn values(&mut self, scope: Scope<'_>, values: &Enum) {
        let key = scope.key(&values.name);
        if !self.written.insert(key.clone()) {
            return;
        }
        let line = match &values.values {
            Values::Int(variants) => {
                let values: Vec<String> = variants.iter().map(|one| one.value.to_string()).collect();
                format!("\nint_enum {key} {}\n", values.join(" "))
            }
            Values::Text(variants) => {
                let values: Vec<String> = variants.iter().map(|one| word(&one.value)).collect();
                format!("\ntext_enum {key} {}\n", values.join(" "))
            }
        };
        self.text.push_str(&line);
    }
}

fn row(scope: Scope<'_>, field: &Field, place: Option<&str>) -> String {
    let mut row = format!("  {} {}", word(&field.wire), kind(scope, &field.ty, field.form, field.optional));
    if field.required {
        row.push_str(" required");
    }
    for alias in &field.aliases {
        row.push_str(&format!(" alias {}", word(alias)));
    }
    if let Some(place) = place {
        row.push_str(&format!(" {place}"));
    }
    row + "\n"
}

fn kind(scope: Scope<'_>, ty: &Type, form: Form, optional: bool) -> String {
    let (word, named) = match (ty, form) {
        (Type::Text, _) => ("text", None),
        (Type::Secret, _) => ("secret", None),
        (Type::Json, _) => ("json", None),
        (Type::Scalar { base: Base::Text, .. }, _) => ("text_id", None),
        (Type::Scalar { base: Base::U64, .. }, Form::Text) => ("id_text", None),
        (Type::Scalar { base: Base::U64, .. }, _) => ("id_number", None),
        (Type::Int | Type::Scalar { base: Base::I64, .. }, Form::Text) => ("number_text", None),
        (Type::Int | Type::Scalar { base: Base::I64, .. }, _) => ("number", None),
        (Type::Bool, Form::Bool) => ("flag", None),
        (Type::Bool, Form::Number) => ("flag_number", None),
        (Type::Bool, Form::Text) => ("flag_text", None),
        (Type::Enum { name, text: true }, _) => ("text_enum", Some(name)),
        (Type::Enum { name, text: false }, Form::Text) => ("int_enum_text", Some(name)),
        (Type::Enum { name, text: false }, _) => ("int_enum", Some(name)),
        (Type::Struct(name), _) if optional => ("optional_object", Some(name)),
        (Type::Struct(name), _) => ("object", Some(name)),
        (Type::List(inner), form) => return format!("list {}", kind(scope, inner, form, false)),
    };
    match named {
        Some(name) => format!("{word} {}", scope.key_of(name)),
        None => word.to_owned(),
    }
}

/// A text of the spec as one word: what would end it is written as in a URL.
fn word(text: &str) -> String {
    let mut word = String::new();
    for c in text.chars() {
        match c {
            ' ' | '%' | '\0'..'\x20' | '\x7f' => word.push_str(&format!("%{:02X}", u32::from(c))),
            _ => word.push(c),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_nowhere_but_at_its_end() {
        assert_eq!(word("order_id"), "order_id");
        assert_eq!(word("订单 100%\n"), "订单%20100%25%0A");
    }
}
