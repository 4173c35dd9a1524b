//! Client methods: one per endpoint, with its documentation and an example that compiles.

use super::{
    construct::{self, Fill},
    docs,
    gentle::{self, Leave},
    types::ident,
};
use crate::model::{Endpoint, Model};
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The method of an endpoint.
pub fn emit(model: &Model, endpoint: &Endpoint) -> TokenStream {
    let text = format!("{}\n\n# 示例\n\n{}{}", docs::endpoint(endpoint), example(model, endpoint), docs::errors(endpoint, model));
    method(endpoint, &text)
}

/// The method with this documentation, on the client of `rt`.
pub fn method(endpoint: &Endpoint, text: &str) -> TokenStream {
    let name = ident(&endpoint.name);
    let request = ident(&endpoint.request.name);
    let doc = docs::lines(text);
    let doc_name = &endpoint.doc_name;
    let alias = if endpoint.doc_name == endpoint.name { TokenStream::new() } else { quote!(#[doc(alias = #doc_name)]) };
    let deprecated = gentle::attribute(endpoint.deprecated.as_ref());
    let leave = gentle::leave(endpoint.deprecated.is_some());
    let old = endpoint.renamed_from.iter().map(|old| {
        let (above, old) = (gentle::renamed(&endpoint.name, &format!("Self::{}()", endpoint.name)), ident(old));
        quote! {
            #above
            #leave
            pub fn #old(&self, request: #request) -> rt::Call<#request> {
                self.#name(request)
            }
        }
    });
    quote! {
        #doc
        #alias
        #deprecated
        #leave
        pub fn #name(&self, request: #request) -> rt::Call<#request> {
            self.client.call(request)
        }

        #(#old)*
    }
}

fn example(model: &Model, endpoint: &Endpoint) -> String {
    let call = call(model, endpoint);
    let leave = if Leave::endpoint(model, endpoint).is_empty() { "" } else { "# #![allow(deprecated)]\n" };
    format!(
        "```no_run\n{leave}# async fn run(client: wechat_league::Client) -> Result<(), wechat_league::Error> {{\n{call}\n# Ok(())\n# }}\n```"
    )
}

/// The call as a person writes it: imports, then statements.
pub fn call(model: &Model, endpoint: &Endpoint) -> String {
    let name = ident(&endpoint.name);
    let doors = endpoint.group.iter().map(|group| ident(group));
    let (uses, request) = imported(construct::request(model, endpoint, Fill::Required));
    let call = quote!(client.#(#doors().)*#name(#request));
    let run = if endpoint.paging.is_some() {
        quote! {
            let mut items = #call.items();
            while let Some(item) = items.try_next().await? {
                println!("{item:?}");
            }
        }
    } else {
        quote! {
            let answer = #call.await?;
            println!("{answer:?}");
        }
    };
    let code = format_statements(run);
    format!("{uses}\n\n{code}")
}

/// An expression with its paths into the crate shortened to the types, and the imports that this takes.
fn imported(tokens: TokenStream) -> (String, TokenStream) {
    let mut imports = BTreeMap::new();
    let short = shorten(tokens, &mut imports);
    let lines: Vec<String> = imports
        .into_iter()
        .map(|(module, types): (String, BTreeSet<String>)| match types.into_iter().collect::<Vec<_>>().as_slice() {
            [single] => format!("use {module}::{single};"),
            several => format!("use {module}::{{{}}};", several.join(", ")),
        })
        .collect();
    (lines.join("\n"), short)
}

fn shorten(tokens: TokenStream, imports: &mut BTreeMap<String, BTreeSet<String>>) -> TokenStream {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "wechat_league" => {
                let mut module = name.to_string();
                // Modules are lower case; the first name that is not is the type.
                for token in tokens.by_ref() {
                    match token {
                        TokenTree::Ident(step) if step.to_string().starts_with(char::is_uppercase) => {
                            imports.entry(module).or_default().insert(step.to_string());
                            out.push(TokenTree::Ident(step));
                            break;
                        }
                        TokenTree::Ident(step) => module = format!("{module}::{step}"),
                        _ => {}
                    }
                }
            }
            TokenTree::Group(group) => {
                let inner = shorten(group.stream(), imports);
                out.push(TokenTree::Group(Group::new(group.delimiter(), inner)));
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

/// Statements as formatted text, without the function around them.
fn format_statements(statements: TokenStream) -> String {
    let text = super::format(quote!(async fn run() { #statements }));
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
