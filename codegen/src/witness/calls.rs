//! Calls: every method under every name, on both clients; what an answer is, and what a list yields.

use super::scope::{self, HOME};
use crate::{
    emit::types::{ident, value_type},
    lower::group_handle,
    model::{Endpoint, Group},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The handle of a group, from both clients.
pub fn doors(group: &Group) -> TokenStream {
    let path = scope::path(&group.path);
    let blocking = blocking_path(&group.path);
    let handle = ident(&group_handle(&group.path));
    let steps: Vec<_> = group.path.iter().map(|step| ident(step)).collect();
    quote! {
        fn door(client: &wechat_league::Client) -> #path::#handle<'_> {
            client #(.#steps())*
        }

        fn blocking_door(client: &wechat_league::blocking::Client) -> #blocking::#handle<'_> {
            client #(.#steps())*
        }
    }
}

/// The methods of an endpoint.
pub fn emit(endpoint: &Endpoint) -> TokenStream {
    let request = ident(&endpoint.request.name);
    let response = ident(&endpoint.response.name);
    let steps: Vec<_> = endpoint.group.iter().map(|step| ident(step)).collect();
    let names = std::iter::once(&endpoint.name).chain(&endpoint.renamed_from);
    let methods = names.enumerate().map(|(index, name)| {
        let (name, call) = (ident(name), format_ident!("call_{index}"));
        let blocking = format_ident!("blocking_{call}");
        quote! {
            fn #call(client: &wechat_league::Client, request: #request) -> wechat_league::Call<#request> {
                client #(.#steps())* .#name(request)
            }

            fn #blocking(
                client: &wechat_league::blocking::Client,
                request: #request,
            ) -> wechat_league::blocking::Call<#request> {
                client #(.#steps())* .#name(request)
            }
        }
    });
    let old = endpoint.renamed_from.iter().flat_map(|old| endpoint.old_types(old)).map(|(old, new)| {
        let (function, old, new) = (format_ident!("old_{old}"), ident(&old), ident(&new));
        quote!(fn #function(value: #old) -> #new { value })
    });
    let items = endpoint.paging.as_ref().map(|paging| {
        let item = value_type(&paging.item, HOME);
        quote! {
            async fn items(call: wechat_league::Call<#request>) -> Result<Option<#item>, wechat_league::Error> {
                let mut items: wechat_league::Items<#request> = call.items();
                items.try_next().await
            }

            async fn pages(call: wechat_league::Call<#request>) -> Result<Option<#response>, wechat_league::Error> {
                let mut pages: wechat_league::Pages<#request> = call.pages();
                pages.try_next().await
            }

            const MOST: Option<i64> = <#request as wechat_league::page::Paged>::MAX_PAGE_SIZE;
        }
    });
    quote! {
        #(#methods)*
        #(#old)*

        async fn send(call: wechat_league::Call<#request>) -> Result<#response, wechat_league::Error> {
            call.await
        }

        fn blocking_send(call: wechat_league::blocking::Call<#request>) -> Result<#response, wechat_league::Error> {
            call.send()
        }

        const ENDPOINT: &wechat_league::Endpoint = <#request as wechat_league::Request>::ENDPOINT;

        #items
    }
}

/// The module of a group of the blocking client as users write it.
fn blocking_path(group: &[String]) -> TokenStream {
    let steps = group.iter().map(|step| ident(step));
    quote!(wechat_league::blocking #(::#steps)*)
}
