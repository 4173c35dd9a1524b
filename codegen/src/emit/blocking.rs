//! The same groups for programs without async: handles with the same doors and methods, on the blocking client.

use super::{Files, client, docs, gentle, groups, methods, types::ident};
use crate::{
    lower::group_handle,
    model::{Endpoint, Group, Model},
};
use quote::quote;

/// Writes the module of the blocking groups, the blocking client's accessors, and one module per group.
pub fn emit(model: &Model, files: &mut Files) {
    let modules = groups::modules(model);
    let tokens = quote! {
        //! 阻塞客户端的分组
        mod client;
        #modules
    };
    files.add("sdk/src/generated/blocking/mod.rs".into(), "api-spec/service.yaml", tokens);
    let doors = client::doors(model);
    let tokens = quote! {
        //! 阻塞客户端的分组入口
        use crate::blocking as rt;
        #doors
    };
    files.add("sdk/src/generated/blocking/client.rs".into(), "api-spec/service.yaml", tokens);
    for group in &model.groups {
        module(group, files);
    }
}

fn module(group: &Group, files: &mut Files) {
    let title = format!(" {}", group.title);
    let below = groups::below(group);
    let path: Vec<_> = group.path.iter().map(|step| ident(step)).collect();
    let requests = group.endpoints.iter().map(|endpoint| {
        let request = ident(&endpoint.request.name);
        let leave = gentle::leave(endpoint.deprecated.is_some());
        quote!(#leave use crate::#(#path::)*#request;)
    });
    let methods = group.endpoints.iter().map(|endpoint| methods::method(endpoint, &doc(endpoint)));
    let handle = groups::handle(group, methods);
    let tokens = quote! {
        #![doc = #title]
        use crate::blocking as rt;
        #(#requests)*
        #below

        #handle
    };
    let source = format!("api-spec/{}/", group.path.join("/"));
    files.add(format!("sdk/src/generated/blocking/{}.rs", group.path.join("/")), &source, tokens);
    for below in &group.groups {
        module(below, files);
    }
}

/// Title and address; the rest stands once, at the method of the async client.
fn doc(endpoint: &Endpoint) -> String {
    let twin = format!("crate::{}::{}::{}", endpoint.group.join("::"), group_handle(&endpoint.group), endpoint.name);
    let title = docs::escape(&(endpoint.title.clone() + &gentle::words(endpoint.deprecated.as_ref(), false)));
    format!("{title}\n\n{}；说明与错误码见[异步客户端的同名方法]({twin})", docs::summary(endpoint))
}
