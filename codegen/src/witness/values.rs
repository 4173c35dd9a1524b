//! Enums: every value imported, named and taken apart, old names named.

use crate::{
    emit::types::ident,
    model::{Enum, Values, Variant},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// An enum of this module under all its names.
pub fn emit(values: &Enum, module: &TokenStream) -> TokenStream {
    let ty = ident(&values.name);
    let (names, old, raw) = match &values.values {
        Values::Int(known) => (names(known), old_names(known), (quote!(i64), quote!(i64))),
        Values::Text(known) => (names(known), old_names(known), (quote!(&str), quote!(String))),
    };
    let (taken, given) = raw;
    let raw = match &values.values {
        Values::Int(_) => quote!(value.raw()),
        Values::Text(_) => quote!(value.raw().to_owned()),
    };
    let variants: Vec<_> = names.iter().map(|name| ident(name)).collect();
    let old = old.iter().map(|name| ident(name));
    let aliases = values.renamed_from.iter().map(|old| {
        let (function, old) = (format_ident!("old_{old}"), ident(old));
        quote!(fn #function(value: #old) -> #ty { value })
    });
    let function = format_ident!("values_{}", values.name);
    quote! {
        fn #function(value: #ty, raw: #taken) -> #given {
            #(use #module::#ty::#variants as _;)*
            match value.clone() {
                #(#ty::#variants => {})*
                #ty::Unknown(_) => {}
                _ => {}
            }
            let _: Vec<#ty> = vec![#(#ty::#old,)* #ty::from_raw(raw)];
            #raw
        }

        #(#aliases)*
    }
}

fn names<T>(known: &[Variant<T>]) -> Vec<&String> {
    known.iter().map(|one| &one.name).collect()
}

fn old_names<T>(known: &[Variant<T>]) -> Vec<&String> {
    known.iter().flat_map(|one| &one.renamed_from).collect()
}
