//! Page streams: where a request stands in a list, and what a page says about the next one.

use super::types::{self, Home, ident};
use crate::model::{Endpoint, Field, Paging, PagingStyle};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl Paged`, where the endpoint has pages.
pub fn emit(endpoint: &Endpoint, home: Home) -> TokenStream {
    let Some(paging) = &endpoint.paging else { return TokenStream::new() };
    let name = ident(&endpoint.request.name);
    let item = types::value_type(&paging.item, home);
    let path: Vec<_> = paging.items_rust.iter().map(|step| ident(step)).collect();
    let position = position(endpoint, paging);
    let moves = moves(endpoint, paging);
    let seen = seen(endpoint, paging, &path);
    quote! {
        impl rt::page::Paged for #name {
            type Item = #item;

            fn position(&self) -> rt::page::Position {
                #position
            }

            fn go_to(&mut self, position: &rt::page::Position) {
                #(#moves)*
            }

            fn seen(page: &Self::Response) -> rt::page::Seen {
                #seen
            }

            fn into_items(page: Self::Response) -> ::std::vec::Vec<Self::Item> {
                page.#(#path).*
            }
        }
    }
}

/// Paging as data.
pub fn data(endpoint: &Endpoint) -> TokenStream {
    let Some(paging) = &endpoint.paging else { return quote!(::core::option::Option::None) };
    let style = ident(match paging.style {
        PagingStyle::Cursor => "Cursor",
        PagingStyle::Offset => "Offset",
        PagingStyle::Page => "Page",
    });
    let Paging { first, items, .. } = paging;
    let [cursor, offset, page, next, more, total, size] =
        [&paging.cursor, &paging.offset, &paging.page, &paging.next, &paging.more, &paging.total, &paging.size].map(option);
    let max_size = match super::docs::page_limit(endpoint) {
        Some(max) => quote!(::core::option::Option::Some(#max)),
        None => quote!(::core::option::Option::None),
    };
    quote! {
        ::core::option::Option::Some(rt::catalog::Paging {
            style: rt::catalog::PagingStyle::#style,
            cursor: #cursor,
            offset: #offset,
            page: #page,
            first: #first,
            next: #next,
            more: #more,
            total: #total,
            size: #size,
            max_size: #max_size,
            items: &[#(#items),*],
        })
    }
}

fn option(name: &Option<String>) -> TokenStream {
    match name {
        Some(name) => quote!(::core::option::Option::Some(#name)),
        None => quote!(::core::option::Option::None),
    }
}

fn sent<'a>(endpoint: &'a Endpoint, name: &Option<String>) -> Option<&'a Field> {
    endpoint.request.field(name.as_deref()?)
}

fn position(endpoint: &Endpoint, paging: &Paging) -> TokenStream {
    let first = paging.first;
    let cursor = sent(endpoint, &paging.cursor).map(|field| {
        let rust = ident(&field.rust);
        quote!(cursor: self.#rust.clone().unwrap_or_default(),)
    });
    let number = |name: &Option<String>, part: &str| {
        sent(endpoint, name).map(|field| {
            let (rust, part) = (ident(&field.rust), ident(part));
            quote!(#part: self.#rust.unwrap_or(#first),)
        })
    };
    let offset = number(&paging.offset, "offset");
    let page = number(&paging.page, "page");
    quote! {
        rt::page::Position { #cursor #offset #page ..::core::default::Default::default() }
    }
}

fn moves(endpoint: &Endpoint, paging: &Paging) -> Vec<TokenStream> {
    let mut moves = Vec::new();
    if let Some(field) = sent(endpoint, &paging.cursor) {
        let rust = ident(&field.rust);
        let set = quote!(self.#rust = ::core::option::Option::Some(position.cursor.clone()););
        // Beside a page number the cursor is sent only once there is one.
        moves.push(match paging.style {
            PagingStyle::Cursor => set,
            _ => quote!(if !position.cursor.is_empty() { #set }),
        });
    }
    for (name, part) in [(&paging.offset, "offset"), (&paging.page, "page")] {
        if let Some(field) = sent(endpoint, name) {
            let (rust, part) = (ident(&field.rust), ident(part));
            moves.push(quote!(self.#rust = ::core::option::Option::Some(position.#part);));
        }
    }
    moves
}

fn seen(endpoint: &Endpoint, paging: &Paging, path: &[proc_macro2::Ident]) -> TokenStream {
    let answered = |name: &Option<String>| {
        let name = name.as_deref()?;
        endpoint.response.fields.iter().find(|field| field.wire == name).map(|field| ident(&field.rust))
    };
    let next = answered(&paging.next).map(|rust| match paging.style {
        PagingStyle::Offset => quote!(offset: page.#rust,),
        _ => quote!(cursor: ::core::option::Option::Some(page.#rust.clone()),),
    });
    let more = answered(&paging.more).map(|rust| quote!(more: page.#rust,));
    let total = answered(&paging.total).map(|rust| quote!(total: page.#rust,));
    quote! {
        rt::page::Seen { rows: page.#(#path).*.len(), #next #more #total ..::core::default::Default::default() }
    }
}
