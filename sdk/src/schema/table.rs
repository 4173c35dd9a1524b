//! The words that generated tables are written in: free constant functions, the cheapest thing a compiler can check.

use super::{Field, Kind, Placement, Struct};
use crate::wire::Form;

macro_rules! words {
    ($($name:ident = $kind:expr, $form:ident;)*) => {
        $(
            pub const fn $name(wire: &'static str) -> Field {
                field(wire, $kind, Form::$form)
            }
        )*
    };
}

words! {
    id_number = Kind::Id, Number;
    id_text = Kind::Id, Text;
    text_id = Kind::TextId, Text;
    number = Kind::Number, Number;
    number_text = Kind::Number, Text;
    flag = Kind::Flag, Bool;
    flag_number = Kind::Flag, Number;
    flag_text = Kind::Flag, Text;
    text = Kind::Text, Text;
    secret = Kind::Secret, Text;
    json = Kind::Json, Text;
}

pub const fn int_enum(wire: &'static str, values: &'static [i64], form: Form) -> Field {
    field(wire, Kind::IntEnum(values), form)
}

pub const fn text_enum(wire: &'static str, values: &'static [&'static str]) -> Field {
    field(wire, Kind::TextEnum(values), Form::Text)
}

pub const fn object(wire: &'static str, inner: &'static Struct) -> Field {
    field(wire, Kind::Object(inner), Form::Text)
}

pub const fn optional_object(wire: &'static str, inner: &'static Struct) -> Field {
    field(wire, Kind::OptionalObject(inner), Form::Text)
}

/// A list; its element is written as a field without a name.
pub const fn list(wire: &'static str, element: &'static Field) -> Field {
    field(wire, Kind::List(&element.kind), element.form)
}

pub const fn required(mut field: Field) -> Field {
    field.required = true;
    field
}

pub const fn aliased(mut field: Field, aliases: &'static [&'static str]) -> Field {
    field.aliases = aliases;
    field
}

pub const fn placed(mut field: Field, place: Placement) -> Field {
    field.place = place;
    field
}

const fn field(wire: &'static str, kind: Kind, form: Form) -> Field {
    Field { wire, aliases: &[], kind, form, place: Placement::Body, required: false }
}
