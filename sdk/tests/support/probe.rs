//! An answer with one field of every kind, written by hand as generated code is.

use core::fmt::Debug;
use wechat_league::{
    __rt as rt, CategoryId, ShopAppId,
    schema::{Field, Form, Kind, Placement, Struct},
};

rt::int_enum! { Light { Red = 1, Green = 2, } }
rt::text_enum! { Colour { Red = "red", Green = "green", } }

/// An object inside the probe.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Inner {
    pub a: Option<i64>,
}

impl rt::ReadObject for Inner {
    fn read_key<'de, M: rt::MapAccess<'de>>(&mut self, key: &str, map: &mut M) -> Result<bool, M::Error> {
        match key {
            "a" => rt::set(&mut self.a, map),
            _ => Ok(false),
        }
    }
}

/// One field per kind.
#[derive(Debug, Default, PartialEq)]
pub struct Probe {
    pub id: Option<CategoryId>,
    pub number: Option<i64>,
    pub flag: Option<bool>,
    pub text: String,
    pub text_id: Option<ShopAppId>,
    pub int_enum: Option<Light>,
    pub text_enum: Option<Colour>,
    pub object: Inner,
    pub optional: Option<Inner>,
    pub ids: Vec<CategoryId>,
    pub numbers: Vec<i64>,
    pub texts: Vec<String>,
    pub text_ids: Vec<ShopAppId>,
    pub objects: Vec<Inner>,
    pub aliased: Option<i64>,
    pub aliased_text: String,
    pub aliased_list: Vec<i64>,
    pub aliased_object: Inner,
}

impl rt::ReadObject for Probe {
    fn read_key<'de, M: rt::MapAccess<'de>>(&mut self, key: &str, map: &mut M) -> Result<bool, M::Error> {
        match key {
            "id" => rt::set(&mut self.id, map),
            "number" => rt::set(&mut self.number, map),
            "flag" => rt::set(&mut self.flag, map),
            "text" => rt::set(&mut self.text, map),
            "text_id" => rt::set(&mut self.text_id, map),
            "int_enum" => rt::set(&mut self.int_enum, map),
            "text_enum" => rt::set(&mut self.text_enum, map),
            "object" => rt::set_object(&mut self.object, map),
            "optional" => rt::set(&mut self.optional, map),
            "ids" => rt::set(&mut self.ids, map),
            "numbers" => rt::set(&mut self.numbers, map),
            "texts" => rt::set(&mut self.texts, map),
            "text_ids" => rt::set(&mut self.text_ids, map),
            "objects" => rt::set(&mut self.objects, map),
            "aliased" | "twin" => rt::alias(&mut self.aliased, map),
            "aliased_text" | "text_twin" => rt::alias(&mut self.aliased_text, map),
            "aliased_list" | "list_twin" => rt::alias(&mut self.aliased_list, map),
            "aliased_object" | "object_twin" => rt::alias_object(&mut self.aliased_object, map),
            _ => Ok(false),
        }
    }
}

rt::read!(Probe);

/// The table of the probe.
pub static TABLE: Struct = Struct {
    name: "Probe",
    fields: &[
        field("id", Kind::Id, Form::Text),
        field("number", Kind::Number, Form::Number),
        field("flag", Kind::Flag, Form::Bool),
        field("text", Kind::Text, Form::Text),
        field("text_id", Kind::TextId, Form::Text),
        field("int_enum", Kind::IntEnum(&[1, 2]), Form::Number),
        field("text_enum", Kind::TextEnum(&["red", "green"]), Form::Text),
        field("object", Kind::Object(INNER), Form::Text),
        field("optional", Kind::OptionalObject(INNER), Form::Text),
        field("ids", Kind::List(&Kind::Id), Form::Text),
        field("numbers", Kind::List(&Kind::Number), Form::Number),
        field("texts", Kind::List(&Kind::Text), Form::Text),
        field("text_ids", Kind::List(&Kind::TextId), Form::Text),
        field("objects", Kind::List(&Kind::Object(INNER)), Form::Text),
        aliased("aliased", &["twin"], Kind::Number, Form::Number),
        aliased("aliased_text", &["text_twin"], Kind::Text, Form::Text),
        aliased("aliased_list", &["list_twin"], Kind::List(&Kind::Number), Form::Number),
        aliased("aliased_object", &["object_twin"], Kind::Object(INNER), Form::Text),
    ],
};

const INNER: &Struct = &Struct { name: "Inner", fields: &[field("a", Kind::Number, Form::Number)] };

const fn field(wire: &'static str, kind: Kind, form: Form) -> Field {
    aliased(wire, &[], kind, form)
}

const fn aliased(wire: &'static str, aliases: &'static [&'static str], kind: Kind, form: Form) -> Field {
    Field { wire, aliases, kind, form, place: Placement::Body, required: false }
}

impl Probe {
    /// `Debug` of one field.
    pub fn shown(&self, kind: &str) -> String {
        let field: &dyn Debug = match kind {
            "id" => &self.id,
            "number" => &self.number,
            "flag" => &self.flag,
            "text" => &self.text,
            "text_id" => &self.text_id,
            "int_enum" => &self.int_enum,
            "text_enum" => &self.text_enum,
            "object" => &self.object,
            "optional" => &self.optional,
            "ids" => &self.ids,
            "numbers" => &self.numbers,
            "texts" => &self.texts,
            "text_ids" => &self.text_ids,
            "objects" => &self.objects,
            other => panic!("no field {other}"),
        };
        format!("{field:?}")
    }
}

/// What an error says was expected of each kind.
pub const ID: &str = "an id of 64 bits";
pub const NUMBER: &str = "a whole number";
pub const FLAG: &str = "true, false, 1 or 0";
pub const TEXT: &str = "a text";
pub const OBJECT: &str = "an object";
pub const LIST: &str = "a list";

/// Reads a body as an answer that said success.
pub fn read(body: &str) -> Result<Probe, wechat_league::ReadError> {
    rt::read_answer::<Probe>(body.as_bytes(), true, None, || &TABLE)
}
