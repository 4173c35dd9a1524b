//! One endpoint, one file: request, answer, their types, and the endpoint as data.

use super::{Files, catalog, docs, enums, gentle::Leave, paging, requests, structs, types::Home};
use crate::model::{Endpoint, Model};
use quote::quote;

/// Writes the file of an endpoint.
pub fn emit(model: &Model, endpoint: &Endpoint, files: &mut Files) {
    let home = Home(endpoint.group.len() + 1);
    let title = format!(" {}（{}）", docs::escape(&endpoint.title), endpoint.doc_name);
    let request = requests::emit(model, endpoint, home);
    let paged = paging::emit(endpoint, home);
    let response = structs::emit(model, &endpoint.response, home);
    let local_structs = endpoint.structs.iter().map(|local| structs::emit(model, local, home));
    let local_enums = endpoint.enums.iter().map(enums::emit);
    let data = catalog::endpoint(endpoint);
    let body = quote! {
        #request
        #paged
        #response
        #(#local_structs)*
        #(#local_enums)*
        #data
    };
    let body = Leave::endpoint(model, endpoint).give(body);
    let imports = home.imports(&body);
    let tokens = quote! {
        #![doc = #title]
        #imports
        #body
    };
    let path = format!("sdk/src/generated/{}/{}.rs", endpoint.group.join("/"), endpoint.name);
    files.add(path, &endpoint.source, tokens);
}
