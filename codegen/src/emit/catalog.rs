//! The list of all endpoints and hosts: `catalog.rs`; and each endpoint as data.

use super::{Files, paging, rules, schemas, types::ident};
use crate::model::{Auth, Effect, Endpoint, ExampleSource, Group, Method, Model, Payload};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the catalog.
pub fn emit(model: &Model, files: &mut Files) {
    let hosts = model.hosts.iter().map(|host| {
        let (name, url, failover, doc) = (&host.name, &host.url, host.failover, &host.doc);
        quote!(rt::catalog::Host { name: #name, url: #url, failover: #failover, doc: #doc })
    });
    let rows = model.groups.iter().flat_map(|group| rows(group, group.name()));
    let shapes = schemas::included(model);
    let tokens = quote! {
        //! 接口目录
        use crate::__rt as rt;
        /// Every endpoint of the features that are on.
        pub static ENDPOINTS: &[&rt::catalog::Endpoint] = &[#(#rows),*];

        /// Hosts that answer the API, in the order of preference.
        pub static HOSTS: &[rt::catalog::Host] = &[#(#hosts),*];

        /// The shapes of the features that are on; what a line names stands above it.
        pub(crate) static SHAPES: &[&str] = &[#shapes];
    };
    files.add("sdk/src/generated/catalog.rs".into(), "api-spec/", tokens);
}

fn rows(group: &Group, feature: &str) -> Vec<TokenStream> {
    let path: Vec<_> = group.path.iter().map(|step| ident(step)).collect();
    let own = group.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.name);
        quote! {
            #[cfg(feature = #feature)]
            &super::#(#path::)*#name::ENDPOINT
        }
    });
    own.chain(group.groups.iter().flat_map(|below| rows(below, feature))).collect()
}

/// `ENDPOINT`: one endpoint as data.
pub fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { name, doc_name, title, docs, path, .. } = endpoint;
    let group = endpoint.group.join("/");
    let method = ident(if endpoint.method == Method::Get { "Get" } else { "Post" });
    let auth = ident(if endpoint.auth == Auth::Token { "Token" } else { "None" });
    let effect = ident(if endpoint.effect == Effect::Read { "Read" } else { "Write" });
    let request = ident(&endpoint.request.name);
    let sent = schemas::key(endpoint, &endpoint.request.name);
    let answered = schemas::key(endpoint, &endpoint.response.name);
    let payload = payload(endpoint);
    let paging = paging::data(endpoint);
    let rules = rules::data(endpoint);
    let errors = endpoint.errors.iter().map(|error| {
        let (code, doc) = (error.code, &error.doc);
        quote!(rt::catalog::documented(#code, #doc))
    });
    let examples = endpoint.examples.iter().map(|example| {
        let from_docs = example.source == ExampleSource::Docs;
        let (request, response) = (&example.request, &example.response);
        quote!(rt::catalog::example(#from_docs, #request, #response))
    });
    let deprecated = endpoint.deprecated.as_ref().map(|found| {
        let note = &found.note;
        quote!(.deprecate(#note))
    });
    quote! {
        pub(crate) static ENDPOINT: rt::catalog::Endpoint = rt::catalog::Endpoint::new(rt::catalog::Parts {
            name: #name,
            doc_name: #doc_name,
            title: #title,
            group: #group,
            method: rt::catalog::Method::#method,
            path: #path,
            auth: rt::catalog::Auth::#auth,
            effect: rt::catalog::Effect::#effect,
            docs: &[#(#docs),*],
            #[cfg(feature = "full-serde")]
            request: #sent,
            response: #answered,
            payload: #payload,
            paging: #paging,
            rules: #rules,
            errors: &[#(#errors),*],
            examples: &[#(#examples),*],
            #[cfg(feature = "full-serde")]
            codec: rt::catalog::Codec {
                request: rt::rewrite::<#request>,
                response: rt::rewrite_answer::<#request>,
            },
        })#deprecated;
    }
}

/// The payload of an endpoint as data.
fn payload(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.payload {
        None => quote!(::core::option::Option::None),
        Some(Payload { at: _, wire, may_be_absent }) => {
            let aliases = endpoint
                .response
                .fields
                .iter()
                .find(|field| field.wire == *wire)
                .map(|field| field.aliases.as_slice())
                .unwrap_or_default();
            quote!(::core::option::Option::Some(rt::catalog::Payload { keys: &[#wire #(, #aliases)*], may_be_absent: #may_be_absent }))
        }
    }
}
