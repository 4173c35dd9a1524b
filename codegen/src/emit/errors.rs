//! Error codes: a constant each, and the table behind them: `errors.rs`.

use super::{Files, docs, gentle, types::ident};
use crate::{
    model::{Class, ErrorCode, Model, Repeat},
    names,
};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// Writes the file of error codes.
pub fn emit(model: &Model, files: &mut Files) {
    let constants = model.codes.iter().map(constant);
    let rows = model.codes.iter().map(row);
    let tokens = quote! {
        //! 平台错误码
        use crate::__rt::{self as rt, catalog::{Class, Repeat}, error_code};
        impl rt::ErrorCode {
            #(#constants)*
        }

        /// All known codes, ascending.
        pub static CODES: &[rt::catalog::CodeInfo] = &[#(#rows),*];
    };
    files.add("sdk/src/generated/errors.rs".into(), "api-spec/", tokens);
}

fn constant(code: &ErrorCode) -> TokenStream {
    let name = ident(&code.constant);
    let value = Literal::i64_unsuffixed(code.code);
    let mut text = format!("{}：{}", code.code, code.doc);
    if let Some(hint) = &code.hint {
        text.push_str(&format!("\n\n{hint}"));
    }
    let deprecated = code.deprecated.as_ref();
    text.push_str(&gentle::words(deprecated, code.retired));
    let doc = docs::lines(&docs::escape(&text));
    let attribute = gentle::dropped(deprecated, code.retired);
    let old = code.renamed_from.iter().map(|old| {
        let above = gentle::renamed(&code.constant, &format!("Self::{}", code.constant));
        let old = ident(&names::constant(old));
        quote!(#above pub const #old: Self = error_code(#value);)
    });
    quote! {
        #doc
        #attribute
        pub const #name: Self = error_code(#value);
        #(#old)*
    }
}

fn row(code: &ErrorCode) -> TokenStream {
    let value = Literal::i64_unsuffixed(code.code);
    let ErrorCode { constant, doc, .. } = code;
    let class = class(code.class);
    let repeat = repeat(code.repeat);
    let hint = match &code.hint {
        Some(hint) => quote!(Some(#hint)),
        None => quote!(None),
    };
    quote!(rt::catalog::code_info(#value, #constant, #class, #repeat, #doc, #hint))
}

fn class(class: Class) -> TokenStream {
    let name = format_ident!("{class:?}");
    quote!(Class::#name)
}

fn repeat(repeat: Repeat) -> TokenStream {
    let name = format_ident!("{repeat:?}");
    quote!(Repeat::#name)
}
