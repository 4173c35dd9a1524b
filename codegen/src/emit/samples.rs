//! Calls of every endpoint through its public method, for the tests and the demo: `sdk/tests/generated/`.

use super::{
    Files,
    construct::{self, Fill},
    gentle::Leave,
    types::ident,
};
use crate::model::{Endpoint, Group, Model};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes one file of calls per top-level group.
pub fn emit(model: &Model, files: &mut Files) {
    for group in &model.groups {
        let samples = group.all_endpoints().into_iter().map(|endpoint| samples(model, endpoint));
        let title = format!(" 调用“{}”的每个接口", group.title);
        let samples = Leave::calls(model, group).give(quote! {
            /// Every endpoint of the group: with required arguments, with every setter, with every alternative.
            pub fn samples(client: &wechat_league::Client) -> Vec<Sample> {
                vec![#(#samples),*]
            }
        });
        let tokens = quote! {
            #![doc = #title]
            use crate::sample::Sample;

            #samples
        };
        let source = format!("api-spec/{}/", group.name());
        files.add(format!("sdk/tests/generated/{}.rs", group.name()), &source, tokens);
    }
    root(&model.groups, files);
}

fn root(groups: &[Group], files: &mut Files) {
    let modules = groups.iter().map(|group| {
        let (feature, name) = (group.name(), ident(group.name()));
        quote!(#[cfg(feature = #feature)] pub mod #name;)
    });
    let calls = groups.iter().map(|group| {
        let (feature, name) = (group.name(), ident(group.name()));
        quote!(#[cfg(feature = #feature)] all.extend(#name::samples(client));)
    });
    let tokens = quote! {
        //! 每个接口的调用样例
        use crate::sample::Sample;
        #(#modules)*

        /// The calls of every group that is on.
        pub fn samples(client: &wechat_league::Client) -> Vec<Sample> {
            let mut all = Vec::new();
            #(#calls)*
            all
        }
    };
    files.add("sdk/tests/generated/mod.rs".into(), "api-spec/", tokens);
}

fn samples(model: &Model, endpoint: &Endpoint) -> TokenStream {
    let mut made = vec![sample(model, endpoint, Fill::Required, "required"), sample(model, endpoint, Fill::All, "all")];
    for (index, choice) in endpoint.request.choices.iter().enumerate() {
        for (alternative, variant) in choice.alternatives.iter().enumerate().skip(1) {
            made.push(sample(model, endpoint, Fill::Choice(index, alternative), &format!("{} {}", choice.rust, variant.name)));
        }
    }
    quote!(#(#made),*)
}

fn sample(model: &Model, endpoint: &Endpoint, fill: Fill, what: &str) -> TokenStream {
    let name = ident(&endpoint.name);
    let doors: Vec<_> = endpoint.group.iter().map(|group| ident(group)).collect();
    let request = construct::request(model, endpoint, fill);
    let sent = construct::sent(model, endpoint, fill).to_string();
    let constructor = ident(if endpoint.paging.is_some() { "paged" } else { "single" });
    quote!(Sample::#constructor(#what, #sent, client.#(#doors().)*#name(#request)))
}
