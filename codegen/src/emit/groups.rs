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
    let modules = modules(model);
    let exports = model.groups.iter().map(|group| {
        let (feature, name) = (group.name(), ident(group.name()));
        quote!(#[cfg(feature = #feature)] pub use super::#name;)
    });
    let tokens = quote! {
        //! 由规格生成的全部代码
        #[cfg(feature = "blocking")]
        pub mod blocking;
        pub mod catalog;
        mod client;
        pub mod common;
        pub mod errors;
        #modules

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

/// The modules of the top-level groups, each behind its feature.
pub fn modules(model: &Model) -> TokenStream {
    let modules = model.groups.iter().map(|group| {
        let (feature, name) = (group.name(), ident(group.name()));
        quote!(#[cfg(feature = #feature)] pub mod #name;)
    });
    quote!(#(#modules)*)
}

fn module(model: &Model, group: &Group, files: &mut Files) {
    let title = format!(" {}", group.title);
    let below = below(group);
    let modules = group.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.name);
        quote!(pub(crate) mod #name;)
    });
    let exports = group.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.name);
        quote!(pub use #name::*;)
    });
    let methods = group.endpoints.iter().map(|endpoint| methods::emit(model, endpoint));
    let handle = handle(group, methods);
    let tokens = quote! {
        #![doc = #title]
        use crate::__rt as rt;
        #below
        #(#modules)*
        #(#exports)*

        #handle
    };
    let source = format!("api-spec/{}/", group.path.join("/"));
    files.add(format!("sdk/src/generated/{}/mod.rs", group.path.join("/")), &source, tokens);
    for below in &group.groups {
        module(model, below, files);
    }
}

/// The modules of the groups below.
pub fn below(group: &Group) -> TokenStream {
    let names = group.groups.iter().map(|below| ident(below.name()));
    quote!(#(pub mod #names;)*)
}

/// The handle of a group, on the client of `rt`: doors to the groups below, and its methods.
pub fn handle(group: &Group, methods: impl Iterator<Item = TokenStream>) -> TokenStream {
    let handle = ident(&group_handle(&group.path));
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
    let doc = docs::lines(&format!("{}的接口，由客户端得到", group.title));
    let is_empty = group.groups.is_empty() && group.endpoints.is_empty();
    let unused = is_empty.then(|| quote!(#[allow(dead_code)]));
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #handle<'a> {
            #unused
            client: &'a rt::Client,
        }

        impl<'a> #handle<'a> {
            pub(crate) fn new(client: &'a rt::Client) -> Self {
                Self { client }
            }

            #(#doors)*
            #(#methods)*
        }
    }
}
