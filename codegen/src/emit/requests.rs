//! Requests: the struct with `new(required…)` and setters, its choices, and what the client asks of it.

use super::{
    docs, drafts, gentle, rules, structs,
    types::{self, Home, ident},
};
use crate::model::{Choice, Encode, Endpoint, Field, Literal, Model, Type};
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

    let write = structs::write_impl(&request.name, puts(endpoint, request.fields()));
    let draft = drafts::of_request(endpoint, home);
    let called = called(endpoint);
    let deprecated = gentle::attribute(endpoint.deprecated.as_ref());
    let aliases = gentle::old_types(endpoint);
    quote! {
        #doc
        #deprecated
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
        #draft
        #aliases
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
    let rules = rules::broken(endpoint);
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
        let literal = rules::literal(constant);
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
