//! From where the witness names the types of the SDK.

use crate::{
    emit::types::{Home, ident},
    model::Endpoint,
};
use proc_macro2::TokenStream;
use quote::quote;

/// Types are named as in a generated file: shared ones below `common`, those of the group by themselves.
pub const HOME: Home = Home(1);

/// The module of a group as users write it.
pub fn path(group: &[String]) -> TokenStream {
    let steps = group.iter().map(|step| ident(step));
    quote!(wechat_league #(::#steps)*)
}

/// What the module of an endpoint imports: the crate under the name of the shared types, and every type that it brings, old
/// names included.
pub fn imports(endpoint: &Endpoint) -> TokenStream {
    let path = path(&endpoint.group);
    let request = &endpoint.request;
    let mut names = vec![request.name.clone(), endpoint.response.name.clone()];
    names.extend(request.choices.iter().map(|choice| choice.type_name.clone()));
    names.extend(endpoint.structs.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.renamed_from)).cloned());
    names.extend(endpoint.enums.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.renamed_from)).cloned());
    names.extend(endpoint.renamed_from.iter().flat_map(|old| endpoint.old_types(old)).map(|(old, _)| old));
    let names = names.iter().map(|name| ident(name));
    quote! {
        use crate::rt;
        use wechat_league as common;
        use #path::{#(#names),*};
    }
}
