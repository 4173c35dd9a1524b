//! The same types with derived serde and nothing else: what the benchmarks hold the SDK against.

use super::types::ident;
use crate::model::{Base, Endpoint, Enum, Field, Form, Model, Struct, Type, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// One file with every type of the SDK, strict, `Serialize` and `Deserialize` derived.
pub fn twin(model: &Model) -> String {
    let scalars = model.scalars.iter().map(|scalar| {
        let name = ident(&scalar.name);
        let inner = match scalar.base {
            Base::U64 => quote!(u64),
            Base::I64 => quote!(i64),
            Base::Text => quote!(String),
        };
        quote! {
            #[derive(Debug, Clone, Default, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct #name(pub #inner);
        }
    });
    let shared = model.structs.iter().map(|shared| structure(&shared.name, shared.fields.iter(), 0));
    let enums = model.enums.iter().map(enumeration);
    let modules = model.endpoints().into_iter().map(endpoint);
    super::format(quote! {
        pub mod common {
            use serde::{Deserialize, Serialize};
            #(#scalars)*
            #(#shared)*
            #(#enums)*
        }
        #(#modules)*
    })
}

/// The module of an endpoint in the twin.
pub fn module(endpoint: &Endpoint) -> String {
    format!("{}_{}", endpoint.group.join("_"), endpoint.name)
}

fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&module(endpoint));
    let request = structure(&endpoint.request.name, endpoint.request.fields(), 1);
    let response = structure(&endpoint.response.name, endpoint.response.fields.iter(), 1);
    let structs = endpoint.structs.iter().map(|local: &Struct| structure(&local.name, local.fields.iter(), 1));
    let enums = endpoint.enums.iter().map(enumeration);
    quote! {
        pub mod #name {
            use serde::{Deserialize, Serialize};
            #request
            #response
            #(#structs)*
            #(#enums)*
        }
    }
}

fn structure<'a>(name: &str, fields: impl Iterator<Item = &'a Field>, depth: usize) -> TokenStream {
    let name = ident(name);
    let fields = fields.map(|field| {
        let (rust, wire) = (ident(&field.rust), &field.wire);
        let ty = ty(&field.ty, field.form, depth);
        let optional =
            !matches!(field.ty, Type::Text | Type::Secret | Type::Struct(_) | Type::List(_) | Type::Json) || field.optional;
        let ty = if optional { quote!(Option<#ty>) } else { ty };
        quote!(#[serde(rename = #wire)] pub #rust: #ty)
    });
    quote! {
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct #name { #(#fields),* }
    }
}

/// Strict types take a value in its documented form only.
fn ty(of: &Type, form: Form, depth: usize) -> TokenStream {
    let named = |name: &TypeRef| {
        let shared = (name.shared && depth > 0).then(|| quote!(super::common::));
        let name = ident(&name.name);
        quote!(#shared #name)
    };
    match of {
        Type::Text | Type::Secret | Type::Enum { text: true, .. } => quote!(String),
        Type::Int | Type::Enum { .. } | Type::Scalar { base: Base::U64 | Base::I64, .. } if form == Form::Text => quote!(String),
        Type::Bool if form == Form::Number => quote!(i64),
        Type::Int => quote!(i64),
        Type::Bool => quote!(bool),
        Type::Json => quote!(serde_json::Value),
        Type::Scalar { name, .. } => named(&TypeRef { name: name.clone(), shared: true }),
        Type::Struct(name) | Type::Enum { name, .. } => named(name),
        Type::List(inner) => {
            let inner = ty(inner, form, depth);
            quote!(Vec<#inner>)
        }
    }
}

fn enumeration(values: &Enum) -> TokenStream {
    let name = ident(&values.name);
    quote! {
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #name(pub i64);
    }
}
