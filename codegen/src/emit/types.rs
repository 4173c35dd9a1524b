//! Rust types of fields, on either side.

use crate::model::{Field, Form, Type};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// From where a type is named: how many modules below the one that holds `common`.
#[derive(Debug, Clone, Copy)]
pub struct Home(pub usize);

impl Home {
    /// The path of the shared types.
    fn common(self) -> TokenStream {
        if self.0 == 0 { TokenStream::new() } else { quote!(common::) }
    }

    /// The imports of a file: the runtime, and the shared types where they are used.
    pub fn imports(self, file: &TokenStream) -> TokenStream {
        let uses_common = self.0 > 0 && file.to_string().contains("common ::");
        let ups = (0..self.0).map(|_| quote!(super::));
        let common = uses_common.then(|| quote!(use #(#ups)* common;));
        quote! {
            #common
            use crate::__rt as rt;
        }
    }
}

/// An identifier; keywords never get this far.
pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type of a value that is there.
pub fn value_type(ty: &Type, home: Home) -> TokenStream {
    let named = |name: &str, shared: bool| {
        let name = ident(name);
        let path = if shared { home.common() } else { TokenStream::new() };
        quote!(#path #name)
    };
    match ty {
        Type::Text => quote!(::std::string::String),
        Type::Secret => quote!(rt::Secret),
        Type::Int => quote!(i64),
        Type::Bool => quote!(bool),
        Type::Json => quote!(rt::Value),
        Type::Scalar { name, .. } => named(name, true),
        Type::Struct(name) | Type::Enum { name, .. } => named(&name.name, name.shared),
        Type::List(inner) => {
            let inner = value_type(inner, home);
            quote!(::std::vec::Vec<#inner>)
        }
    }
}

/// The type of a field that a request sends.
pub fn sent_type(field: &Field, home: Home) -> TokenStream {
    let value = value_type(&field.ty, home);
    if field.required { value } else { quote!(::core::option::Option<#value>) }
}

/// The type of a field that an answer brings: absence lives at the leaves.
pub fn answered_type(field: &Field, home: Home) -> TokenStream {
    let value = value_type(&field.ty, home);
    match &field.ty {
        Type::Struct(_) if field.optional => quote!(::core::option::Option<#value>),
        Type::Text | Type::Secret | Type::Json | Type::Struct(_) | Type::List(_) => value,
        Type::Int | Type::Bool | Type::Scalar { .. } | Type::Enum { .. } => quote!(::core::option::Option<#value>),
    }
}

/// The form a field is written in.
pub fn form(form: Form) -> TokenStream {
    let name = format_ident!("{form:?}");
    quote!(rt::Form::#name)
}
