//! Client methods: one per endpoint, with its documentation and an example that compiles.

use super::{
    construct::{self, Fill},
    docs,
    types::ident,
};
use crate::model::{Endpoint, Model};
use proc_macro2::TokenStream;
use quote::quote;

/// The method of an endpoint.
pub fn emit(model: &Model, endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.name);
    let request = ident(&endpoint.request.name);
    let text = format!("{}\n\n# 示例\n\n{}{}", docs::endpoint(endpoint), example(model, endpoint), docs::errors(endpoint, model));
    let doc = docs::lines(&text);
    let doc_name = &endpoint.doc_name;
    let alias = if endpoint.doc_name == endpoint.name { TokenStream::new() } else { quote!(#[doc(alias = #doc_name)]) };
    quote! {
        #doc
        #alias
        pub fn #name(&self, request: #request) -> rt::Call<#request> {
            self.client.call(request)
        }
    }
}

fn example(model: &Model, endpoint: &Endpoint) -> String {
    let name = ident(&endpoint.name);
    let doors = endpoint.group.iter().map(|group| ident(group));
    let request = construct::request(model, endpoint, Fill::Required);
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
    format!(
        "```no_run\n# async fn run(client: wechat_league::Client) -> Result<(), wechat_league::Error> {{\n{code}\n# Ok(())\n# }}\n```"
    )
}

/// Statements as formatted text, without the function around them.
fn format_statements(statements: TokenStream) -> String {
    let text = super::format(quote!(async fn run() { #statements }));
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
