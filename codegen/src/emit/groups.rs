//! Modules: one per group, each with the handle its methods hang on.

use super::{Files, docs, methods, types::ident};
use crate::{
    lower::group_handle,
    model::{Group, Model},
};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the root module and one module per group.
pub fn emit(model: &Model, files: &mut Files) {
    let modules: Vec<TokenStream> = model
        .groups
        .iter()
        .map(|group| {
            let (feature, name) = (group.name(), ident(group.name()));
            quote!(#[cfg(feature = #feature)] pub mod #name;)
        })
        .collect();
    let exports = model.groups.iter().map(|group| {
        let (feature, name) = (group.name(), ident(group.name()));
        quote!(#[cfg(feature = #feature)] pub use super::#name;)
    });
    let tokens = quote! {
        //! 由规格生成的全部代码
        pub mod catalog;
        mod client;
        pub mod common;
        pub mod errors;
        #(#modules)*

        /// The groups that are on.
        pub mod groups {
            #(#exports)*
        }
    };
    files.add("sdk/src/generated/mod.rs".into(), "api-spec/service.yaml", tokens);
    for group in &model.groups {
        module(model, group, files);
    }
}

fn module(model: &Model, group: &Group, files: &mut Files) {
    let title = format!(" {}", group.title);
    let handle = ident(&group_handle(&group.path));
    let below = group.groups.iter().map(|below| {
        let name = ident(below.name());
        quote!(pub mod #name;)
    });
    let doors = group.groups.iter().map(|below| {
        let name = ident(below.name());
        let handle = ident(&group_handle(&below.path));
        let doc = docs::lines(&below.title);
        quote! {
            #doc
            pub fn #name(&self) -> #name::#handle<'a> {
                #name::#handle::new(self.client)
            }
        }
    });
    let modules = group.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.name);
        quote!(pub(crate) mod #name;)
    });
    let exports = group.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.name);
        quote!(pub use #name::*;)
    });
    let methods = group.endpoints.iter().map(|endpoint| methods::emit(model, endpoint));
    let doc = docs::lines(&format!("{}的接口，由客户端得到", group.title));
    let tokens = quote! {
        #![doc = #title]
        use crate::__rt as rt;
        #(#below)*
        #(#modules)*
        #(#exports)*

        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #handle<'a> {
            client: &'a rt::Client,
        }

        impl<'a> #handle<'a> {
            pub(crate) fn new(client: &'a rt::Client) -> Self {
                Self { client }
            }

            #(#doors)*
            #(#methods)*
        }
    };
    let source = format!("api-spec/{}/", group.path.join("/"));
    files.add(format!("sdk/src/generated/{}/mod.rs", group.path.join("/")), &source, tokens);
    for below in &group.groups {
        module(model, below, files);
    }
}
