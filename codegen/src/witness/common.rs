//! What endpoints share: scalars, structs, enums, and error codes.

use super::{objects, values};
use crate::{
    emit::types::ident,
    model::{Base, ErrorCode, Model, Scalar},
    names,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Everything below the root of the crate.
pub fn emit(model: &Model) -> TokenStream {
    let structs = model.structs.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.renamed_from));
    let enums = model.enums.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.renamed_from));
    let imports = structs.chain(enums).map(|name| ident(name));
    let scalars = model.scalars.iter().map(scalar);
    let objects = model.structs.iter().map(objects::emit);
    let values = model.enums.iter().map(|known| values::emit(known, &quote!(wechat_league)));
    let codes = model.codes.iter().flat_map(code);
    quote! {
        use crate::rt;
        use wechat_league as common;
        use wechat_league::{#(#imports),*};

        #(#scalars)*
        #(#objects)*
        #(#values)*

        const CODES: &[wechat_league::ErrorCode] = &[#(#codes),*];
    }
}

fn scalar(scalar: &Scalar) -> TokenStream {
    let (function, ty) = (format_ident!("scalar_{}", scalar.name), ident(&scalar.name));
    match scalar.base {
        Base::U64 => quote!(fn #function(value: u64) -> u64 { wechat_league::#ty::new(value).get() }),
        Base::I64 => quote!(fn #function(value: i64) -> i64 { wechat_league::#ty::new(value).get() }),
        Base::Text => quote!(fn #function(value: &str) -> String { wechat_league::#ty::new(value).into_string() }),
    }
}

/// The constant of a code under all its names.
fn code(code: &ErrorCode) -> Vec<TokenStream> {
    let old = code.renamed_from.iter().map(|old| names::constant(old));
    let all = std::iter::once(code.constant.clone()).chain(old);
    all.map(|name| ident(&name)).map(|name| quote!(wechat_league::ErrorCode::#name)).collect()
}
