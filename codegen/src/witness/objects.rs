//! Objects: what requests carry is built and read, what answers bring is read.

use super::{
    requests::{built, given, read, traits},
    scope::HOME,
};
use crate::{
    emit::types::{answered_type, ident, sent_type},
    model::{Field, Struct},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// A struct under all its names.
pub fn emit(known: &Struct) -> TokenStream {
    let own = if known.in_request { sent(known) } else { answer(known) };
    let old = known.renamed_from.iter().map(|old| {
        let (function, old, new) = (format_ident!("old_{old}"), ident(old), ident(&known.name));
        quote!(fn #function(value: #old) -> #new { value })
    });
    quote!(#own #(#old)*)
}

/// Something that only answers bring.
pub fn answer(known: &Struct) -> TokenStream {
    let fields = known.fields.iter().map(|field| named(field, answered_type(field, HOME))).collect();
    let (read, traits) = (read(&known.name, fields), traits(&known.name, true));
    quote!(#read #traits)
}

/// Something that requests carry.
fn sent(known: &Struct) -> TokenStream {
    let required: Vec<&Field> = known.fields.iter().filter(|field| field.required).collect();
    let arguments = required.iter().map(|field| given(field)).collect();
    let fields = known.fields.iter().map(|field| named(field, sent_type(field, HOME))).collect();
    let built = built(&known.name, arguments, &known.fields.iter().collect::<Vec<_>>());
    let (read, traits) = (read(&known.name, fields), traits(&known.name, required.is_empty()));
    quote!(#built #read #traits)
}

fn named(field: &Field, ty: TokenStream) -> (TokenStream, TokenStream) {
    let rust = ident(&field.rust);
    (quote!(#rust), ty)
}
