//! The page of shared types: scalars, objects and enums that more than one endpoint uses.

use super::{
    Atlas,
    fields::{Choosable, Conflict, Found, Node, choosable, gone},
    walk::{Side, Walk},
    words,
};
use crate::model::Struct;
use serde::Serialize;

/// Where the page is.
pub const PATH: &str = "types.html";

#[derive(Serialize)]
pub struct Page<'a> {
    scalars: Vec<Scalar<'a>>,
    structs: Vec<Object<'a>>,
    enums: Vec<Enum<'a>>,
    pub conflicts: Vec<Conflict<'a>>,
    /// The conflicts stand on the page
    #[serde(skip)]
    pub found: Found<'a>,
}

#[derive(Serialize)]
struct Scalar<'a> {
    name: &'a str,
    doc: &'a str,
    base: &'static str,
    form: &'static str,
    unit: &'a str,
}

#[derive(Serialize)]
struct Object<'a> {
    name: &'a str,
    sides: &'static str,
    gone: String,
    doc: &'a str,
    fields: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct Enum<'a> {
    name: &'a str,
    gone: String,
    doc: &'a str,
    values: Vec<Choosable<'a>>,
}

pub fn page<'a>(atlas: &'a Atlas<'a>) -> Page<'a> {
    let model = atlas.model;
    let scalars = model.scalars.iter().map(|scalar| Scalar {
        name: &scalar.name,
        doc: &scalar.doc,
        base: words::base(scalar.base),
        form: words::form(scalar.form),
        unit: scalar.unit.as_deref().unwrap_or_default(),
    });
    let enums = model.enums.iter().map(|shared| Enum {
        name: &shared.name,
        gone: gone(shared.deprecated.as_ref(), false),
        doc: &shared.doc,
        values: choosable(&shared.values),
    });
    let mut walk = Walk::new(atlas, None, PATH.to_owned());
    let mut structs = Vec::new();
    for shared in &model.structs {
        let side = Side { sent: shared.in_request, parameters: false, request: None, first: true };
        let fields = walk.nodes(&shared.fields, &shared.name, side);
        let gone = gone(shared.deprecated.as_ref(), false);
        structs.push(Object { name: &shared.name, sides: sides(shared), gone, doc: &shared.doc, fields });
    }
    let mut found = walk.found;
    let conflicts = std::mem::take(&mut found.conflicts);
    Page { scalars: scalars.collect(), structs, enums: enums.collect(), conflicts, found }
}

fn sides(shared: &Struct) -> &'static str {
    match (shared.in_request, shared.in_response) {
        (true, true) => "请求与返回",
        (true, false) => "请求",
        (false, _) => "返回",
    }
}
