//! Objects: the struct, and the impls that read and write it.
//!
//! An object that requests reach follows the rules of requests; the plain SDK writes those and reads the others, and
//! the feature `full-serde` adds the other direction.

use super::{
    docs, drafts, gentle,
    types::{self, Home, ident},
};
use crate::model::{Field, Model, Struct, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Everything of one object.
pub fn emit(model: &Model, structure: &Struct, home: Home) -> TokenStream {
    if structure.in_request { sent(model, structure, home) } else { answered(model, structure, home) }
}

/// An object that only answers bring: everything has a default.
fn answered(model: &Model, structure: &Struct, home: Home) -> TokenStream {
    let name = ident(&structure.name);
    let doc = doc(structure);
    let fields = structure.fields.iter().map(|field| {
        let doc = docs::field(field, model);
        let rust = ident(&field.rust);
        let ty = types::answered_type(field, home);
        quote!(#doc pub #rust: #ty)
    });
    let aliases = gentle::aliases(&structure.name, &structure.renamed_from);
    let read = read_object(&structure.name, structure.fields.iter(), false);
    let write = write_object(&structure.name, &structure.fields);
    quote! {
        #doc
        #[derive(Debug, Clone, Default)]
        #[cfg_attr(feature = "full-serde", derive(PartialEq))]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        #read
        #[cfg(feature = "full-serde")]
        rt::read!(#name);

        #[cfg(feature = "full-serde")]
        #write
        #[cfg(feature = "full-serde")]
        rt::written!(#name);
        #aliases
    }
}

/// The description of an object, and whether it should still be used.
fn doc(structure: &Struct) -> TokenStream {
    let deprecated = structure.deprecated.as_ref();
    let doc = docs::lines(&docs::escape(&(structure.doc.clone() + &gentle::words(deprecated, false))));
    let attribute = gentle::attribute(deprecated);
    quote!(#doc #attribute)
}

/// An object that requests send: `new(required…)` and setters.
fn sent(model: &Model, structure: &Struct, home: Home) -> TokenStream {
    let name = ident(&structure.name);
    let doc = doc(structure);
    let fields = structure.fields.iter().map(|field| {
        let doc = docs::field(field, model);
        let rust = ident(&field.rust);
        let ty = types::sent_type(field, home);
        quote!(#doc pub #rust: #ty)
    });
    let aliases = gentle::aliases(&structure.name, &structure.renamed_from);
    let required: Vec<&Field> = structure.fields.iter().filter(|field| field.required).collect();
    let arguments = required.iter().map(|field| argument(field, home));
    let values = structure.fields.iter().map(initial);
    let setters = structure.fields.iter().filter(|field| !field.required).map(|field| setter(field, model, home));
    let write = write_object(&structure.name, &structure.fields);
    let gate = if structure.in_response { TokenStream::new() } else { quote!(#[cfg(feature = "full-serde")]) };
    let (default, read) = if required.is_empty() {
        let read = read_object(&structure.name, structure.fields.iter(), true);
        (quote!(, Default), quote!(#gate #read #[cfg(feature = "full-serde")] rt::read!(#name);))
    } else {
        (TokenStream::new(), drafts::of_struct(structure, home, &gate))
    };
    quote! {
        #doc
        #[derive(Debug, Clone #default)]
        #[cfg_attr(feature = "full-serde", derive(PartialEq))]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl #name {
            /// 必填项在参数里，其余用同名方法设置
            #[allow(clippy::new_without_default)]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }

            #(#setters)*
        }

        #write
        #[cfg(feature = "full-serde")]
        rt::written!(#name);

        #read
        #aliases
    }
}

/// A constructor argument.
pub fn argument(field: &Field, home: Home) -> TokenStream {
    let rust = ident(&field.rust);
    match &field.ty {
        Type::Text => quote!(#rust: impl ::core::convert::Into<::std::string::String>),
        ty => {
            let ty = types::value_type(ty, home);
            quote!(#rust: #ty)
        }
    }
}

/// What a field holds right after `new`.
pub fn initial(field: &Field) -> TokenStream {
    let rust = ident(&field.rust);
    match (field.required, &field.ty) {
        (true, Type::Text) => quote!(#rust: #rust.into()),
        (true, _) => quote!(#rust),
        (false, _) => quote!(#rust: ::core::option::Option::None),
    }
}

/// The setter of an optional field, and those of its old names.
pub fn setter(field: &Field, model: &Model, home: Home) -> TokenStream {
    let rust = ident(&field.rust);
    let doc = docs::field(field, model);
    let (ty, value) = match &field.ty {
        Type::Text => (quote!(impl ::core::convert::Into<::std::string::String>), quote!(#rust.into())),
        ty => (types::value_type(ty, home), quote!(#rust)),
    };
    let old = gentle::old_setters(field, home);
    quote! {
        #doc
        pub fn #rust(mut self, #rust: #ty) -> Self {
            self.#rust = ::core::option::Option::Some(#value);
            self
        }

        #old
    }
}

/// `impl ReadObject`: what each key means. In a draft every field is an option.
pub fn read_object<'a>(name: &str, fields: impl Iterator<Item = &'a Field>, drafted: bool) -> TokenStream {
    let name = ident(name);
    let arms: Vec<TokenStream> = fields
        .map(|field| {
            let rust = ident(&field.rust);
            let wire = &field.wire;
            let aliases = &field.aliases;
            match (&field.constant, aliases.is_empty()) {
                (Some(_), _) => quote!(#wire => rt::ignore(map),),
                (None, none) => {
                    let set = ident(match (none, drafted || !matches!(field.ty, Type::Struct(_)) || field.optional) {
                        (true, true) => "set",
                        (true, false) => "set_object",
                        (false, true) => "alias",
                        (false, false) => "alias_object",
                    });
                    quote!(#wire #(| #aliases)* => rt::#set(&mut self.#rust, map),)
                }
            }
        })
        .collect();
    let body = if arms.is_empty() {
        quote! {
            let _ = (key, map);
            ::core::result::Result::Ok(false)
        }
    } else {
        quote! {
            match key {
                #(#arms)*
                _ => ::core::result::Result::Ok(false),
            }
        }
    };
    quote! {
        impl rt::ReadObject for #name {
            fn read_key<'de, M: rt::MapAccess<'de>>(&mut self, key: &str, map: &mut M) -> ::core::result::Result<bool, M::Error> {
                #body
            }
        }
    }
}

fn write_object(name: &str, fields: &[Field]) -> TokenStream {
    let puts = fields.iter().map(|field| {
        let rust = ident(&field.rust);
        put(field, quote!(&self.#rust))
    });
    write_impl(name, quote!(#(#puts)*))
}

/// `impl WriteObject` around the statements that put its members.
pub fn write_impl(name: &str, puts: TokenStream) -> TokenStream {
    let name = ident(name);
    let members = if puts.is_empty() { quote!(_) } else { quote!(members) };
    quote! {
        impl rt::WriteObject for #name {
            fn write_fields<M: rt::SerializeMap>(&self, #members: &mut rt::Members<'_, M>) {
                #puts
            }
        }
    }
}

/// The statement that puts one member.
pub fn put(field: &Field, value: TokenStream) -> TokenStream {
    let wire = &field.wire;
    let form = types::form(field.form);
    quote!(members.put(#wire, #value, #form);)
}
