//! The witness: a program that uses everything that users can name of an SDK, each thing with its exact type.
//!
//! It is made from the old spec and compiled against the new SDK. Where it does not compile, neither does the code of some
//! user; where it does, no code that keeps to what the spec promises stops compiling. Nothing of it is ever run.

mod calls;
mod common;
mod objects;
mod requests;
mod scope;
mod values;

use crate::{
    emit::format,
    model::{Group, Model},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeMap;

/// The cargo features that the witness of a model needs beside one per group.
pub const FEATURES: [&str; 2] = ["blocking", "full-serde"];

/// The files of the program by their path below its `src`.
pub fn emit(model: &Model) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let groups: Vec<_> = model.groups.iter().map(|group| format_ident!("{}", group.name())).collect();
    let root = quote! {
        //! Uses all of the SDK; made by `cargo xtask witness`.
        #![allow(warnings)]
        mod common;
        #(mod #groups;)*

        mod rt {
            pub use wechat_league::{Secret, __rt::Value};
        }
    };
    files.insert("lib.rs".to_owned(), format(root));
    files.insert("common.rs".to_owned(), format(common::emit(model)));
    for group in &model.groups {
        files.insert(format!("{}.rs", group.name()), format(module(group)));
    }
    files
}

/// The cargo features of the witness: one per group, and what hangs on generated code.
pub fn features(model: &Model) -> Vec<String> {
    model.groups.iter().map(Group::name).chain(FEATURES).map(str::to_owned).collect()
}

/// A group: its handle, its endpoints, and the groups below.
fn module(group: &Group) -> TokenStream {
    let doors = calls::doors(group);
    let endpoints = group.endpoints.iter().filter(|endpoint| !endpoint.draft).map(|endpoint| {
        let name = format_ident!("{}", endpoint.name);
        let types = scope::imports(endpoint);
        let calls = calls::emit(endpoint);
        let requests = requests::emit(endpoint);
        let objects = endpoint.structs.iter().map(objects::emit);
        let answer = objects::answer(&endpoint.response);
        let values = endpoint.enums.iter().map(|values| values::emit(values, &scope::path(&endpoint.group)));
        quote! {
            mod #name {
                #types
                #calls
                #requests
                #answer
                #(#objects)*
                #(#values)*
            }
        }
    });
    let below = group.groups.iter().map(|below| {
        let name = format_ident!("{}", below.name());
        let inner = module(below);
        quote!(mod #name { #inner })
    });
    quote! {
        #doors
        #(#endpoints)*
        #(#below)*
    }
}
