//! The doors from the client to its groups: `client.rs`.

use super::{Files, docs, types::ident};
use crate::{lower::group_handle, model::Model};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the client's accessors.
pub fn emit(model: &Model, files: &mut Files) {
    let doors = doors(model);
    let tokens = quote! {
        //! 客户端的分组入口
        use crate::__rt as rt;
        #doors
    };
    files.add("sdk/src/generated/client.rs".into(), "api-spec/service.yaml", tokens);
}

/// The accessors, of the client of `rt`.
pub fn doors(model: &Model) -> TokenStream {
    let doors = model.groups.iter().map(|group| {
        let feature = group.name();
        let name = ident(feature);
        let handle = ident(&group_handle(&group.path));
        let doc = docs::lines(&group.title);
        quote! {
            #doc
            #[cfg(feature = #feature)]
            pub fn #name(&self) -> super::#name::#handle<'_> {
                super::#name::#handle::new(self)
            }
        }
    });
    quote! {
        impl rt::Client {
            #(#doors)*
        }
    }
}
