//! Static tables of fields: what a second walk over a body goes by.

use super::types::{self, Home, ident};
use crate::model::{Base, Encode, Field, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Where the fields of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Body,
    Query,
}

/// `impl Described`: the table of a struct's fields.
pub fn described(name: &str, fields: &[(&Field, Part)], home: Home) -> TokenStream {
    let rows = fields.iter().map(|(field, part)| row(field, *part, home));
    let type_name = ident(name);
    quote! {
        impl rt::Described for #type_name {
            const SCHEMA: &'static rt::Struct = &rt::Struct {
                name: #name,
                fields: &[#(#rows),*],
            };
        }
    }
}

fn row(field: &Field, part: Part, home: Home) -> TokenStream {
    let Field { wire, aliases, required, .. } = field;
    let kind = kind(&field.ty, field.optional, home);
    let form = types::form(field.form);
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let place = match (part, field.encode) {
        (Part::Body, _) => None,
        (Part::Query, None) => Some("Query"),
        (Part::Query, Some(Encode::Json)) => Some("QueryJson"),
        (Part::Query, Some(Encode::Comma)) => Some("QueryComma"),
    };
    let place = place.map(|name| {
        let name = ident(name);
        quote!(.place(rt::Placement::#name))
    });
    let required = required.then(|| quote!(.required()));
    quote!(rt::Field::new(#wire, #kind, #form) #aliases #place #required)
}

fn kind(ty: &Type, optional: bool, home: Home) -> TokenStream {
    let value = types::value_type(ty, home);
    let kind = match ty {
        Type::Text => quote!(Text),
        Type::Secret => quote!(Secret),
        Type::Int | Type::Scalar { base: Base::I64, .. } => quote!(Number),
        Type::Scalar { base: Base::U64, .. } => quote!(Id),
        Type::Scalar { base: Base::Text, .. } => quote!(TextId),
        Type::Bool => quote!(Flag),
        Type::Json => quote!(Json),
        Type::Enum { text: false, .. } => quote!(IntEnum(#value::VALUES)),
        Type::Enum { text: true, .. } => quote!(TextEnum(#value::VALUES)),
        Type::Struct(_) => {
            let variant = ident(if optional { "OptionalObject" } else { "Object" });
            quote!(#variant(<#value as rt::Described>::SCHEMA))
        }
        Type::List(inner) => {
            let inner = self::kind(inner, false, home);
            quote!(List(&#inner))
        }
    };
    quote!(rt::Kind::#kind)
}
