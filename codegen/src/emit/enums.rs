//! Enums: one variant per documented value, and one that keeps any other.

use super::{docs, gentle, types::ident};
use crate::model::{Enum, Values, Variant};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::fmt::Display;

/// Everything of one enum.
pub fn emit(values: &Enum) -> TokenStream {
    let name = ident(&values.name);
    let deprecated = values.deprecated.as_ref();
    let doc = docs::lines(&docs::escape(&(values.doc.clone() + &gentle::words(deprecated, false))));
    let attribute = gentle::attribute(deprecated);
    let declared = match &values.values {
        Values::Int(variants) => {
            let variants = variants.iter().map(|one| {
                let value = Literal::i64_unsuffixed(one.value);
                variant(one, quote!(#value))
            });
            quote!(rt::int_enum! { #doc #attribute #name { #(#variants)* } })
        }
        Values::Text(variants) => {
            let variants = variants.iter().map(|one| {
                let value = &one.value;
                variant(one, quote!(#value))
            });
            quote!(rt::text_enum! { #doc #attribute #name { #(#variants)* } })
        }
    };
    let old_values = gentle::old_values(values);
    let aliases = gentle::aliases(&values.name, &values.renamed_from);
    quote!(#declared #old_values #aliases)
}

fn variant<T: Display>(one: &Variant<T>, value: TokenStream) -> TokenStream {
    let deprecated = one.deprecated.as_ref();
    let text = format!("{}（{}）{}", one.doc, one.value, gentle::words(deprecated, one.retired));
    let doc = docs::lines(&docs::escape(&text));
    let attribute = gentle::dropped(deprecated, one.retired);
    let name = ident(&one.name);
    quote!(#doc #attribute #name = #value,)
}
