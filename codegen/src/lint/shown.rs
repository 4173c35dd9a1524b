//! The scalars of the examples, each with the field that it shows and the form in which it stands there.

use super::{
    context::{Context, Field, Kind, Members, Part, Shown},
    spot::Spot,
};
use crate::spec::Wire;

/// Every scalar of every example whose field is known.
pub(super) fn collect<'a>(context: &Context<'a>) -> Vec<Shown<'a>> {
    let mut found = Vec::new();
    for (loaded, root) in context.endpoints() {
        let spec = &loaded.at.spec;
        let home = Some(loaded);
        let section = |key, fields, part| root.child(key).map(|at| Members { fields, at, part, home });
        let sent: Vec<Members> = [section("query", &spec.query, Part::Query), section("request", &spec.request, Part::Body)]
            .into_iter()
            .flatten()
            .collect();
        let answered: Vec<Members> = section("response", &spec.response, Part::Answer).into_iter().collect();
        for example in root.child("examples").into_iter().flat_map(Spot::items) {
            for (side, members) in [("request", &sent), ("response", &answered)] {
                if let Some(at) = example.child(side) {
                    object(context, at, members, &mut found);
                }
            }
        }
    }
    found
}

fn object<'a>(context: &Context<'a>, at: Spot<'a>, members: &[Members<'a>], found: &mut Vec<Shown<'a>>) {
    for (key, at) in at.entries() {
        if let Some(field) = members.iter().find_map(|members| members.find(&key.text)) {
            value(context, at, field, found);
        }
    }
}

fn value<'a>(context: &Context<'a>, at: Spot<'a>, field: Field<'a>, found: &mut Vec<Shown<'a>>) {
    if let Some((text, plain)) = at.scalar() {
        found.extend(form(text, plain).map(|form| Shown { field, at, text, form }));
        return;
    }
    at.items().for_each(|item| value(context, item, field, found));
    if let Kind::Struct(members) = context.kind(&field) {
        object(context, at, &[members], found);
    }
}

fn form(text: &str, plain: bool) -> Option<Wire> {
    match text {
        _ if !plain => Some(Wire::Text),
        "" | "~" | "null" => None,
        "true" | "false" => Some(Wire::Bool),
        number if serde_json::from_str::<serde_json::Number>(number).is_ok() => Some(Wire::Number),
        _ => Some(Wire::Text),
    }
}
