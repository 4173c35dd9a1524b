//! Rules between the fields of a request: the check before a call leaves, and the same as data.

use super::types::ident;
use crate::model::{Base, Choice, Demand, Endpoint, Field, Literal, Type, When};
use proc_macro2::TokenStream;
use quote::quote;

/// `broken_rule`, where the request has rules beyond its choices.
pub fn broken(endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    if request.rules.is_empty() {
        return TokenStream::new();
    }
    let absent = |wire: &String| match (request.field(wire), request.choice_of(wire)) {
        (Some(field), None) if !field.required && field.constant.is_none() => {
            let rust = ident(&field.rust);
            Some(quote!(self.#rust.is_none()))
        }
        (Some(field), Some(choice)) => {
            let given = given_in_choice(field, choice);
            Some(quote!(!(#given)))
        }
        // Always there.
        _ => None,
    };
    let offset = request.choices.len();
    let checks = request.rules.iter().enumerate().map(|(index, rule)| {
        let at = offset + index;
        let broken = match &rule.demand {
            Demand::AtLeastOne(wires) => {
                let absent: Vec<_> = wires.iter().map(|wire| absent(wire).unwrap_or(quote!(false))).collect();
                quote!(#(#absent)&&*)
            }
            Demand::Requires { when, fields } => {
                let holds = holds(when, endpoint);
                let absent: Vec<_> = fields.iter().filter_map(absent).collect();
                match absent.as_slice() {
                    [] => quote!(false),
                    [single] => quote!(#holds && #single),
                    several => quote!(#holds && (#(#several)||*)),
                }
            }
        };
        quote! {
            if #broken {
                return ::core::option::Option::Some(&ENDPOINT.rules[#at]);
            }
        }
    });
    quote! {
        fn broken_rule(&self) -> ::core::option::Option<&'static rt::catalog::Rule> {
            #(#checks)*
            ::core::option::Option::None
        }
    }
}

/// Whether a choice was made in favour of an alternative that carries the field.
fn given_in_choice(field: &Field, choice: &Choice) -> TokenStream {
    let name = ident(&choice.rust);
    let patterns = carriers(field, choice).map(|(variant, _)| quote!(#variant { .. }));
    quote!(matches!(&self.#name, #(#patterns)|*))
}

/// Whether a choice was made in favour of an alternative that carries the field with this value.
fn equal_in_choice(field: &Field, choice: &Choice, value: &Literal) -> TokenStream {
    let name = ident(&choice.rust);
    let equal = equal(field, value);
    let patterns = carriers(field, choice).map(|(variant, is_single)| {
        let rust = ident(&field.rust);
        if is_single { quote!(#variant(value)) } else { quote!(#variant { #rust: value, .. }) }
    });
    quote!(matches!(&self.#name, #(#patterns)|* if #equal))
}

/// The alternatives that carry a field, and whether it is all that they carry.
fn carriers<'a>(field: &'a Field, choice: &'a Choice) -> impl Iterator<Item = (TokenStream, bool)> + 'a {
    let type_name = ident(&choice.type_name);
    choice.alternatives.iter().filter(|one| one.wires.contains(&field.wire)).map(move |alternative| {
        let variant = ident(&alternative.name);
        (quote!(#type_name::#variant), alternative.wires.len() == 1)
    })
}

fn holds(when: &When, endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    let wire = match when {
        When::Given(wire) | When::Value(wire, _) => wire,
    };
    let Some(field) = request.field(wire) else { return quote!(false) };
    let rust = ident(&field.rust);
    match (when, request.choice_of(wire)) {
        (When::Given(_), Some(choice)) => given_in_choice(field, choice),
        (When::Value(_, value), Some(choice)) => equal_in_choice(field, choice, value),
        (When::Given(_), None) if field.required => quote!(true),
        (When::Given(_), None) => quote!(self.#rust.is_some()),
        (When::Value(_, value), None) => {
            let equal = equal(field, value);
            match field.required {
                true => quote!({ let value = &self.#rust; #equal }),
                false => quote!(self.#rust.as_ref().is_some_and(|value| #equal)),
            }
        }
    }
}

/// Whether the content of a field, a reference called `value`, is this.
fn equal(field: &Field, expected: &Literal) -> TokenStream {
    let content = match expected {
        // The type follows from what it is compared with.
        Literal::Int(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        other => literal(other),
    };
    match (&field.ty, expected) {
        (Type::Bool, Literal::Bool(false)) => quote!(!*value),
        (Type::Bool, _) => quote!(*value),
        (Type::Text, _) => quote!(value == #content),
        (Type::Enum { .. }, _) => quote!(value.raw() == #content),
        (Type::Scalar { base: Base::Text, .. }, _) => quote!(value.as_str() == #content),
        (Type::Scalar { .. }, _) => quote!(value.get() == #content),
        _ => quote!(*value == #content),
    }
}

/// The rules of an endpoint as data: choices first, then the others.
pub fn data(endpoint: &Endpoint) -> TokenStream {
    let choices = endpoint.request.choices.iter().map(|choice| {
        let groups = choice.alternatives.iter().map(|alternative| {
            let wires = &alternative.wires;
            quote!(&[#(#wires),*])
        });
        quote!(rt::catalog::Rule::OneOf(&[#(#groups),*]))
    });
    let others = endpoint.request.rules.iter().map(|rule| match &rule.demand {
        Demand::AtLeastOne(wires) => quote!(rt::catalog::Rule::AtLeastOne(&[#(#wires),*])),
        Demand::Requires { when, fields } => {
            let when = match when {
                When::Given(wire) => quote!(Given(#wire)),
                When::Value(wire, value) => {
                    let variant = ident(match value {
                        Literal::Bool(_) => "Flag",
                        Literal::Int(_) => "Number",
                        Literal::Text(_) => "Text",
                    });
                    let value = literal(value);
                    quote!(#variant(#wire, #value))
                }
            };
            quote!(rt::catalog::Rule::Requires { when: rt::catalog::When::#when, fields: &[#(#fields),*] })
        }
    });
    quote!(&[#(#choices,)* #(#others),*])
}

/// A literal of the spec as a Rust literal.
pub fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Bool(flag) => quote!(#flag),
        Literal::Int(number) => quote!(#number),
        Literal::Text(text) => quote!(#text),
    }
}
