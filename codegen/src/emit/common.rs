//! Shared scalars, structs and enums: `common.rs`.

use super::{
    Files, docs, enums,
    gentle::Leave,
    structs,
    types::{Home, ident},
};
use crate::model::{Base, Model, Scalar};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the file of shared types.
pub fn emit(model: &Model, files: &mut Files) {
    let scalars = model.scalars.iter().map(scalar);
    let structs = model.structs.iter().map(|shared| structs::emit(model, shared, Home(0)));
    let enums = model.enums.iter().map(enums::emit);
    let tags = model.scalars.iter().map(|scalar| ident(&scalar.name));
    let body = quote! {
        #(#scalars)*

        /// What tells the scalars apart.
        #[doc(hidden)]
        #[allow(missing_debug_implementations)]
        pub mod tag {
            #(pub enum #tags {})*
        }

        #(#enums)*
        #(#structs)*
    };
    let body = Leave::shared(model).give(body);
    let imports = Home(0).imports(&body);
    let tokens = quote! {
        //! 各接口共用的标量、结构与枚举
        #imports
        #body
    };
    files.add("sdk/src/generated/common.rs".into(), "api-spec/common/", tokens);
}

fn scalar(scalar: &Scalar) -> TokenStream {
    let name = ident(&scalar.name);
    let text = match &scalar.unit {
        Some(unit) => format!("{}，单位：{unit}", scalar.doc),
        None => scalar.doc.clone(),
    };
    let doc = docs::lines(&docs::escape(&text));
    let kind = ident(match scalar.base {
        Base::U64 => "Id",
        Base::I64 => "Quantity",
        Base::Text => "TextId",
    });
    quote!(#doc pub type #name = rt::#kind<tag::#name>;)
}
