//! Requests: `new` with every argument, every setter under every name, every field that can be read, every alternative.

use super::scope::HOME;
use crate::{
    emit::{
        requests::{Argument, arguments},
        types::{ident, sent_type, value_type},
    },
    model::{Choice, Endpoint, Field, Type},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Everything of the request of an endpoint.
pub fn emit(endpoint: &Endpoint) -> TokenStream {
    let request = &endpoint.request;
    let arguments = arguments(endpoint).into_iter().map(|argument| match argument {
        Argument::Field(field) => given(field),
        Argument::Choice(choice) => {
            let name = ident(&choice.type_name);
            quote!(#name)
        }
    });
    let own: Vec<&Field> =
        request.fields().filter(|field| field.constant.is_none() && request.choice_of(&field.wire).is_none()).collect();
    let choices = request.choices.iter().map(|choice| {
        let (rust, name) = (ident(&choice.rust), ident(&choice.type_name));
        (quote!(#rust), quote!(#name))
    });
    let fields = own.iter().map(|field| {
        let rust = ident(&field.rust);
        (quote!(#rust), sent_type(field, HOME))
    });
    let built = built(&request.name, arguments.collect(), &own);
    let read = read(&request.name, choices.chain(fields).collect());
    let traits = traits(&request.name, false);
    let alternatives = request.choices.iter().map(|choice| alternatives(choice, endpoint));
    quote! {
        #built
        #read
        #traits
        #(#alternatives)*
    }
}

/// `new` and the setters of something that is sent.
pub fn built(name: &str, arguments: Vec<TokenStream>, fields: &[&Field]) -> TokenStream {
    let (new, ty) = (format_ident!("new_{name}"), ident(name));
    let values: Vec<_> = (0..arguments.len()).map(|index| format_ident!("value_{index}")).collect();
    let setters = fields.iter().filter(|field| !field.required).flat_map(|field| {
        std::iter::once(&field.rust).chain(&field.renamed_from).map(|rust| {
            let (function, rust, value) = (format_ident!("set_{name}_{rust}"), ident(rust), given(field));
            quote!(fn #function(built: #ty, value: #value) -> #ty { built.#rust(value) })
        })
    });
    quote! {
        fn #new(#(#values: #arguments),*) -> #ty {
            #ty::new(#(#values),*)
        }

        #(#setters)*
    }
}

/// Every field of a value, each with its type.
pub fn read(name: &str, fields: Vec<(TokenStream, TokenStream)>) -> TokenStream {
    let (function, ty) = (format_ident!("read_{name}"), ident(name));
    let lets = fields.iter().map(|(rust, ty)| quote!(let _: #ty = value.#rust;));
    quote!(fn #function(value: #ty) { #(#lets)* })
}

/// What can be done with every value.
pub fn traits(name: &str, has_default: bool) -> TokenStream {
    let (function, ty) = (format_ident!("traits_{name}"), ident(name));
    let default = has_default.then(|| quote!(+ Default));
    quote! {
        fn #function() {
            fn is<T: Clone + std::fmt::Debug + PartialEq + Send + Sync + 'static #default>() {}
            is::<#ty>();
        }
    }
}

/// What a caller gives for a field: a text of any kind, or the very type.
pub fn given(field: &Field) -> TokenStream {
    match &field.ty {
        Type::Text => quote!(&str),
        ty => value_type(ty, HOME),
    }
}

/// Every alternative of a choice: imported, and made.
fn alternatives(choice: &Choice, endpoint: &Endpoint) -> TokenStream {
    let ty = ident(&choice.type_name);
    let all = choice.alternatives.iter().map(|alternative| {
        let function = format_ident!("make_{}_{}", choice.type_name, alternative.name);
        let variant = ident(&alternative.name);
        let fields: Vec<&Field> = alternative.wires.iter().filter_map(|wire| endpoint.request.field(wire)).collect();
        let types: Vec<_> = fields.iter().map(|field| value_type(&field.ty, HOME)).collect();
        let names: Vec<_> = fields.iter().map(|field| ident(&field.rust)).collect();
        let values: Vec<_> = (0..fields.len()).map(|index| format_ident!("value_{index}")).collect();
        let (made, taken) = match values.as_slice() {
            [single] => (quote!(#ty::#variant(#single)), quote!(#ty::#variant(#single))),
            _ => (quote!(#ty::#variant { #(#names: #values),* }), quote!(#ty::#variant { #(#names: #values),* })),
        };
        quote! {
            fn #function(#(#values: #types),*) -> #ty {
                use #ty::#variant as _;
                let made = #made;
                if let #taken = made.clone() {
                    #(let _: #types = #values;)*
                }
                made
            }
        }
    });
    quote!(#(#all)*)
}
