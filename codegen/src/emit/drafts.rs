//! Reading what has required fields: a draft with every field optional first, then the real thing.

use super::{
    structs,
    types::{self, Home, ident},
};
use crate::model::{Choice, Endpoint, Field, Struct};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The draft of a struct with required fields.
pub fn of_struct(structure: &Struct, home: Home, gate: &TokenStream) -> TokenStream {
    let fields: Vec<&Field> = structure.fields.iter().collect();
    let values = structure.fields.iter().map(value);
    draft(&structure.name, &fields, quote!(::core::result::Result::Ok(Self { #(#values),* })), home, gate)
}

/// The draft of a request.
pub fn of_request(endpoint: &Endpoint, home: Home) -> TokenStream {
    let request = &endpoint.request;
    let fields: Vec<&Field> = request.fields().collect();
    let choices = request.choices.iter().map(|choice| {
        let name = ident(&choice.rust);
        let chosen = chosen(choice, endpoint);
        quote!(#name: #chosen,)
    });
    let values = fields
        .iter()
        .filter(|field| field.constant.is_none() && request.choice_of(&field.wire).is_none())
        .map(|field| value(field));
    let body = quote! {
        ::core::result::Result::Ok(Self { #(#choices)* #(#values,)* })
    };
    draft(&request.name, &fields, body, home, &quote!(#[cfg(feature = "full-serde")]))
}

fn draft(name: &str, fields: &[&Field], body: TokenStream, home: Home, gate: &TokenStream) -> TokenStream {
    let type_name = ident(name);
    let draft_name = format_ident!("{name}Draft");
    let members = fields.iter().filter(|field| field.constant.is_none()).map(|field| {
        let rust = ident(&field.rust);
        let ty = types::value_type(&field.ty, home);
        quote!(#rust: ::core::option::Option<#ty>)
    });
    let read = structs::read_object(&draft_name.to_string(), fields.iter().copied(), true);
    let unused = if fields.iter().all(|field| field.constant.is_some()) { quote!(let _ = draft;) } else { TokenStream::new() };
    quote! {
        #gate
        #[doc(hidden)]
        #[derive(Debug, Default)]
        pub struct #draft_name { #(#members),* }

        #gate
        #read

        #gate
        impl rt::FromDraft for #type_name {
            type Draft = #draft_name;

            fn from_draft(draft: Self::Draft) -> ::core::result::Result<Self, &'static str> {
                #unused
                #body
            }
        }

        #gate
        rt::read_draft_impls!(#type_name);
    }
}

fn value(field: &Field) -> TokenStream {
    let rust = ident(&field.rust);
    let wire = &field.wire;
    match field.required {
        true => quote!(#rust: draft.#rust.ok_or(#wire)?),
        false => quote!(#rust: draft.#rust),
    }
}

/// The alternative that the draft holds, which has to be exactly one.
fn chosen(choice: &Choice, endpoint: &Endpoint) -> TokenStream {
    let type_name = ident(&choice.type_name);
    let fields: Vec<&Field> = choice.wires().iter().filter_map(|wire| endpoint.request.field(wire)).collect();
    let looked_at = fields.iter().map(|field| {
        let rust = ident(&field.rust);
        quote!(draft.#rust)
    });
    let arms = choice.alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.name);
        let patterns = fields.iter().map(|field| {
            let rust = ident(&field.rust);
            match alternative.wires.contains(&field.wire) {
                true => quote!(::core::option::Option::Some(#rust)),
                false => quote!(::core::option::Option::None),
            }
        });
        let members: Vec<_> =
            alternative.wires.iter().filter_map(|wire| endpoint.request.field(wire)).map(|field| ident(&field.rust)).collect();
        let built = match members.as_slice() {
            [single] => quote!(#type_name::#variant(#single)),
            several => quote!(#type_name::#variant { #(#several),* }),
        };
        quote!((#(#patterns,)*) => #built,)
    });
    let options: Vec<String> = choice.alternatives.iter().map(|one| one.wires.join(" with ")).collect();
    let lacks = format!("exactly one of {}", options.join(", "));
    quote! {
        match (#(#looked_at,)*) {
            #(#arms)*
            _ => return ::core::result::Result::Err(#lacks),
        }
    }
}
