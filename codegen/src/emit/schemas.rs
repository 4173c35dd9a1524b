//! Static tables of fields: what a second walk over a body goes by.

use super::types::{self, Home, ident};
use crate::model::{Base, Encode, Field, Form, Type};
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
    // Where there are no rows there are no words to import.
    let words = (!fields.is_empty()).then(|| {
        quote!(
            use rt::table;
        )
    });
    quote! {
        impl rt::Described for #type_name {
            const SCHEMA: &'static rt::Struct = {
                #words
                &rt::Struct { name: #name, fields: &[#(#rows),*] }
            };
        }
    }
}

fn row(field: &Field, part: Part, home: Home) -> TokenStream {
    let wire = &field.wire;
    let mut row = word(wire, &field.ty, field.form, field.optional, home);
    if field.required {
        row = quote!(table::required(#row));
    }
    if !field.aliases.is_empty() {
        let aliases = &field.aliases;
        row = quote!(table::aliased(#row, &[#(#aliases),*]));
    }
    let place = match (part, field.encode) {
        (Part::Body, _) => return row,
        (Part::Query, None) => ident("Query"),
        (Part::Query, Some(Encode::Json)) => ident("QueryJson"),
        (Part::Query, Some(Encode::Comma)) => ident("QueryComma"),
    };
    quote!(table::placed(#row, rt::Placement::#place))
}

fn word(wire: &str, ty: &Type, form: Form, optional: bool, home: Home) -> TokenStream {
    let value = types::value_type(ty, home);
    let simple = match (ty, form) {
        (Type::Text, _) => "text",
        (Type::Secret, _) => "secret",
        (Type::Json, _) => "json",
        (Type::Scalar { base: Base::Text, .. }, _) => "text_id",
        (Type::Scalar { base: Base::U64, .. }, Form::Text) => "id_text",
        (Type::Scalar { base: Base::U64, .. }, _) => "id_number",
        (Type::Int | Type::Scalar { base: Base::I64, .. }, Form::Text) => "number_text",
        (Type::Int | Type::Scalar { base: Base::I64, .. }, _) => "number",
        (Type::Bool, Form::Bool) => "flag",
        (Type::Bool, Form::Number) => "flag_number",
        (Type::Bool, Form::Text) => "flag_text",
        (Type::Enum { text: true, .. }, _) => return quote!(table::text_enum(#wire, #value::VALUES)),
        (Type::Enum { text: false, .. }, form) => {
            let form = types::form(form);
            return quote!(table::int_enum(#wire, #value::VALUES, #form));
        }
        (Type::Struct(_), _) => {
            let word = ident(if optional { "optional_object" } else { "object" });
            return quote!(table::#word(#wire, <#value as rt::Described>::SCHEMA));
        }
        (Type::List(inner), form) => {
            let element = word("", inner, form, false, home);
            return quote!(table::list(#wire, &#element));
        }
    };
    let simple = ident(simple);
    quote!(table::#simple(#wire))
}
