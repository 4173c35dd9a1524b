//! Enums: one variant per documented value, and one that keeps any other.

use super::{docs, types::ident};
use crate::model::{Enum, Values};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Everything of one enum.
pub fn emit(values: &Enum) -> TokenStream {
    let name = ident(&values.name);
    let doc = docs::lines(&docs::escape(&values.doc));
    let variant = |name: &str, doc: &str, value: TokenStream| {
        let doc = docs::lines(&docs::escape(doc));
        let name = ident(name);
        quote!(#doc #name = #value,)
    };
    match &values.values {
        Values::Int(variants) => {
            let variants = variants.iter().map(|one| {
                let value = Literal::i64_unsuffixed(one.value);
                variant(&one.name, &format!("{}（{}）", one.doc, one.value), quote!(#value))
            });
            quote!(rt::int_enum! { #doc #name { #(#variants)* } })
        }
        Values::Text(variants) => {
            let variants = variants.iter().map(|one| {
                let value = &one.value;
                variant(&one.name, &format!("{}（{}）", one.doc, one.value), quote!(#value))
            });
            quote!(rt::text_enum! { #doc #name { #(#variants)* } })
        }
    }
}
