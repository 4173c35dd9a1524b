//! Requests: the struct with `new(required…)` and setters, its choices, and what the client asks of it.

use super::{
    docs, drafts,
    schemas::{self, Part},
    structs,
    types::{self, Home, ident},
};
use crate::model::{Choice, Encode, Endpoint, Field, Literal, Model, Payload, Rule, Type, When};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Everything of one request.
pub fn emit(model: &Model, endpoint: &Endpoint, home: Home) -> TokenStream {
    let request = &endpoint.request;
    let name = ident(&request.name);
    let doc = docs::lines(&docs::endpoint(endpoint));
    let own: Vec<&Field> =
        request.fields().filter(|field| field.constant.is_none() && request.choice_of(&field.wire).is_none()).collect();
    let fields = own.iter().map(|field| {
        let doc = docs::field(field, model);
        let rust = ident(&field.rust);
        let ty = types::sent_type(field, home);
        quote!(#doc pub #rust: #ty)
    });
    let choice_fields = request.choices.iter().map(|choice| {
        let (rust, ty) = (ident(&choice.rust), ident(&choice.type_name));
        let doc = docs::lines(&docs::escape(&choice.doc));
        quote!(#doc pub #rust: #ty)
    });
    let arguments = arguments(endpoint).into_iter().map(|argument| match argument {
        Argument::Field(field) => structs::argument(field, home),
        Argument::Choice(choice) => {
            let (rust, ty) = (ident(&choice.rust), ident(&choice.type_name));
            quote!(#rust: #ty)
        }
    });
    let choice_values = request.choices.iter().map(|choice| ident(&choice.rust));
    let values = own.iter().map(|field| structs::initial(field));
    let setters = own.iter().filter(|field| !field.required).map(|field| structs::setter(field, model, home));
    let choices = request.choices.iter().map(|choice| choice_enum(choice, endpoint, model, home));

    let rows: Vec<(&Field, Part)> = request
        .query
        .iter()
        .map(|field| (field, Part::Query))
        .chain(request.body.iter().map(|field| (field, Part::Body)))
        .collect();
    let described = schemas::described(&request.name, &rows, home);
    let write = structs::write_impl(&request.name, puts(endpoint, request.fields()));
    let draft = drafts::of_request(endpoint, home);
    let called = called(endpoint);
    quote! {
        #doc
        #[derive(Debug, Clone)]
        #[cfg_attr(feature = "full-serde", derive(PartialEq))]
        #[non_exhaustive]
        pub struct #name {
            #(#choice_fields,)*
            #(#fields,)*
        }

        impl #name {
            /// 必填项在参数里，其余用同名方法设置
            #[allow(clippy::new_without_default)]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#choice_values,)* #(#values,)* }
            }

            #(#setters)*
        }

        #(#choices)*
        #called
        #write
        #[cfg(feature = "full-serde")]
        rt::written!(#name);
        #[cfg(feature = "full-serde")]
        #described
        #draft
    }
}

/// A constructor argument of a request.
pub enum Argument<'a> {
    Field(&'a Field),
    Choice(&'a Choice),
}

/// The constructor's arguments in the order of the spec; a choice stands where its first field does.
pub fn arguments(endpoint: &Endpoint) -> Vec<Argument<'_>> {
    let request = &endpoint.request;
    let mut made = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for field in request.fields() {
        match request.choice_of(&field.wire) {
            Some(choice) if !seen.contains(&choice.rust.as_str()) => {
                seen.push(&choice.rust);
                made.push(Argument::Choice(choice));
            }
            Some(_) => {}
            None if field.required && field.constant.is_none() => made.push(Argument::Field(field)),
            None => {}
        }
    }
    made
}

fn choice_enum(choice: &Choice, endpoint: &Endpoint, model: &Model, home: Home) -> TokenStream {
    let name = ident(&choice.type_name);
    let doc = docs::lines(&docs::escape(&choice.doc));
    let variants = choice.alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.name);
        let fields: Vec<&Field> = alternative.wires.iter().filter_map(|wire| endpoint.request.field(wire)).collect();
        match fields.as_slice() {
            [single] => {
                let doc = docs::field(single, model);
                let ty = types::value_type(&single.ty, home);
                quote!(#doc #variant(#ty))
            }
            several => {
                let members = several.iter().map(|field| {
                    let doc = docs::field(field, model);
                    let rust = ident(&field.rust);
                    let ty = types::value_type(&field.ty, home);
                    quote!(#doc #rust: #ty)
                });
                let doc = docs::lines(&alternative.wires.join(" 与 "));
                quote!(#doc #variant { #(#members),* })
            }
        }
    });
    quote! {
        #doc
        #[derive(Debug, Clone)]
        #[cfg_attr(feature = "full-serde", derive(PartialEq))]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

/// `impl Request`: endpoint, rules, and how it is encoded where that is not plain.
fn called(endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    let name = ident(&request.name);
    let response = ident(&endpoint.response.name);
    let rules = broken_rule(endpoint);
    let encode = encode(endpoint);
    quote! {
        impl rt::Request for #name {
            type Response = #response;
            const ENDPOINT: &'static rt::catalog::Endpoint = &ENDPOINT;

            #rules
            #encode
        }
    }
}

/// `encode`, where not everything goes into the body.
fn encode(endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    let is_get = endpoint.method == crate::model::Method::Get;
    if !is_get && request.query.is_empty() {
        return TokenStream::new();
    }
    let query = if request.query.is_empty() {
        quote!(::std::string::String::new())
    } else {
        let puts = query_puts(endpoint);
        quote!({
            let mut query = rt::Query::default();
            #puts
            query.into_string()
        })
    };
    let body = if is_get {
        quote!(::core::option::Option::None)
    } else {
        let puts = puts(endpoint, request.body.iter());
        let members = if request.body.is_empty() { quote!(_) } else { quote!(members) };
        quote!(::core::option::Option::Some(rt::object(|#members| { #puts })))
    };
    quote! {
        fn encode(&self) -> rt::Encoded {
            rt::Encoded { query: #query, body: #body }
        }
    }
}

/// Statements that put the members of a body, or of the whole request.
fn puts<'a>(endpoint: &'a Endpoint, fields: impl Iterator<Item = &'a Field>) -> TokenStream {
    let mut done: Vec<&str> = Vec::new();
    let mut puts = Vec::new();
    for field in fields {
        match endpoint.request.choice_of(&field.wire) {
            Some(choice) if !done.contains(&choice.rust.as_str()) => {
                done.push(&choice.rust);
                puts.push(match_choice(choice, endpoint, &|field, value| structs::put(field, value)));
            }
            Some(_) => {}
            None => puts.push(structs::put(field, sent_value(field, endpoint))),
        }
    }
    quote!(#(#puts)*)
}

fn query_puts(endpoint: &Endpoint) -> TokenStream {
    let mut done: Vec<&str> = Vec::new();
    let mut puts = Vec::new();
    let put = |field: &Field, value: TokenStream| {
        let wire = &field.wire;
        let form = types::form(field.form);
        match field.encode {
            None => quote!(query.put(#wire, #value, #form);),
            Some(Encode::Json) => quote!(query.json(#wire, #value, #form);),
            Some(Encode::Comma) => quote!(query.comma(#wire, #value, #form);),
        }
    };
    for field in &endpoint.request.query {
        match endpoint.request.choice_of(&field.wire) {
            Some(choice) if !done.contains(&choice.rust.as_str()) => {
                done.push(&choice.rust);
                puts.push(match_choice(choice, endpoint, &put));
            }
            Some(_) => {}
            None => puts.push(put(field, sent_value(field, endpoint))),
        }
    }
    quote!(#(#puts)*)
}

fn match_choice(choice: &Choice, endpoint: &Endpoint, put: &dyn Fn(&Field, TokenStream) -> TokenStream) -> TokenStream {
    let name = ident(&choice.rust);
    let type_name = ident(&choice.type_name);
    let arms = choice.alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.name);
        let fields: Vec<&Field> = alternative.wires.iter().filter_map(|wire| endpoint.request.field(wire)).collect();
        // Names of their own: a field may be called like a local of the function around.
        let values: Vec<_> = (0..fields.len()).map(|index| format_ident!("value_{index}")).collect();
        let puts = fields.iter().zip(&values).map(|(field, value)| put(field, quote!(#value)));
        let names = fields.iter().map(|field| ident(&field.rust));
        match values.as_slice() {
            [single] => quote!(#type_name::#variant(#single) => { #(#puts)* }),
            several => quote!(#type_name::#variant { #(#names: #several),* } => { #(#puts)* }),
        }
    });
    quote!(match &self.#name { #(#arms)* })
}

/// The value that is sent: a constant, the first position of a list, or the field itself.
fn sent_value(field: &Field, endpoint: &Endpoint) -> TokenStream {
    let rust = ident(&field.rust);
    if let Some(constant) = &field.constant {
        let literal = literal(constant);
        return match constant {
            Literal::Text(_) => literal,
            _ => quote!(&#literal),
        };
    }
    let paging = endpoint.paging.as_ref().filter(|paging| field.first_position_is_sent(paging));
    match (&field.ty, paging) {
        (Type::Text, Some(_)) => quote!(self.#rust.as_deref().unwrap_or_default()),
        (_, Some(paging)) => {
            let first = paging.first;
            quote!(&self.#rust.unwrap_or(#first))
        }
        (_, None) => quote!(&self.#rust),
    }
}

/// A literal of the spec as a Rust literal.
pub fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Bool(flag) => quote!(#flag),
        Literal::Int(number) => quote!(#number),
        Literal::Text(text) => quote!(#text),
    }
}

fn broken_rule(endpoint: &Endpoint) -> TokenStream {
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
        let broken = match rule {
            Rule::AtLeastOne(wires) => {
                let absent: Vec<_> = wires.iter().map(|wire| absent(wire).unwrap_or(quote!(false))).collect();
                quote!(#(#absent)&&*)
            }
            Rule::Requires { when, fields } => {
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
    let type_name = ident(&choice.type_name);
    let patterns = choice.alternatives.iter().filter(|one| one.wires.contains(&field.wire)).map(|alternative| {
        let variant = ident(&alternative.name);
        quote!(#type_name::#variant { .. })
    });
    quote!(matches!(&self.#name, #(#patterns)|*))
}

fn holds(when: &When, endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    let wire = match when {
        When::Given(wire) | When::Value(wire, _) => wire,
    };
    let Some(field) = request.field(wire) else { return quote!(false) };
    let rust = ident(&field.rust);
    if let Some(choice) = request.choice_of(wire) {
        return given_in_choice(field, choice);
    }
    let When::Value(_, value) = when else {
        return if field.required { quote!(true) } else { quote!(self.#rust.is_some()) };
    };
    let value = match value {
        // The type follows from what it is compared with.
        Literal::Int(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        other => literal(other),
    };
    let equal = match (&field.ty, when) {
        (Type::Bool, When::Value(_, Literal::Bool(false))) => quote!(!*value),
        (Type::Bool, _) => quote!(*value),
        (Type::Text, _) => quote!(value == #value),
        (Type::Enum { .. }, _) => quote!(value.raw() == #value),
        (Type::Scalar { base: crate::model::Base::Text, .. }, _) => quote!(value.as_str() == #value),
        (Type::Scalar { .. }, _) => quote!(value.get() == #value),
        _ => quote!(*value == #value),
    };
    if field.required {
        quote!({ let value = &self.#rust; #equal })
    } else {
        quote!(self.#rust.as_ref().is_some_and(|value| #equal))
    }
}

/// The rules of an endpoint as data: choices first, then the others.
pub fn rules(endpoint: &Endpoint) -> TokenStream {
    let choices = endpoint.request.choices.iter().map(|choice| {
        let groups = choice.alternatives.iter().map(|alternative| {
            let wires = &alternative.wires;
            quote!(&[#(#wires),*])
        });
        quote!(rt::catalog::Rule::OneOf(&[#(#groups),*]))
    });
    let others = endpoint.request.rules.iter().map(|rule| match rule {
        Rule::AtLeastOne(wires) => quote!(rt::catalog::Rule::AtLeastOne(&[#(#wires),*])),
        Rule::Requires { when, fields } => {
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

/// The payload of an endpoint as data.
pub fn payload(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.payload {
        None => quote!(::core::option::Option::None),
        Some(Payload { wire, may_be_absent }) => {
            let aliases = endpoint
                .response
                .fields
                .iter()
                .find(|field| field.wire == *wire)
                .map(|field| field.aliases.as_slice())
                .unwrap_or_default();
            quote!(::core::option::Option::Some(rt::catalog::Payload { keys: &[#wire #(, #aliases)*], may_be_absent: #may_be_absent }))
        }
    }
}
