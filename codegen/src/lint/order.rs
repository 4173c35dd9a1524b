//! Keys stand in one order everywhere, that of `api-spec/README.md`.

use super::{
    context::{Carrier, Context, What},
    spot::Spot,
};
use crate::diag::{Code, Diagnostics, Fix};
use std::ops::Range;

const ENDPOINT: &[&str] = &[
    "name",
    "doc_name",
    "title",
    "docs",
    "reviewed",
    "doc",
    "method",
    "path",
    "auth",
    "effect",
    "query",
    "request",
    "rules",
    "paging",
    "payload",
    "response",
    "structs",
    "enums",
    "errors",
    "gaps",
    "examples",
    "conflicts",
];
const FIELD: &[&str] = &[
    "type",
    "required",
    "optional",
    "wire",
    "encode",
    "const",
    "rust",
    "aliases",
    "secret",
    "min",
    "max",
    "max_len",
    "default",
    "from",
    "doc",
    "conflicts",
];
const STRUCT: &[&str] = &["doc", "fields"];
const ENUM: &[&str] = &["doc", "values"];
const VALUE: &[&str] = &["name", "doc"];
const SCALAR: &[&str] = &["base", "wire", "unit", "doc"];
const CODE: &[&str] = &["name", "class", "doc", "repeat", "hint"];
const CONFLICT: &[&str] = &["about", "field", "says", "chose", "why"];
const PAGING: &[&str] = &["style", "page", "first", "offset", "cursor", "next", "more", "total", "size", "items"];
const EXAMPLE: &[&str] = &["source", "doc", "request", "response"];

/// Keys before others that they stand behind everywhere else.
pub(super) fn keys(context: &Context, diagnostics: &mut Diagnostics) {
    for Carrier { what, at, .. } in context.carriers.iter().copied() {
        let order = match what {
            What::Endpoint => ENDPOINT,
            What::Field => FIELD,
            What::Struct => STRUCT,
            What::Enum => ENUM,
            What::Value => VALUE,
            What::Scalar => SCALAR,
            What::Code => CODE,
        };
        judge(at, order, diagnostics);
        let items = |key: &str| at.child(key).into_iter().flat_map(Spot::items);
        match what {
            What::Endpoint => {
                at.child("paging").into_iter().for_each(|paging| judge(paging, PAGING, diagnostics));
                items("examples").for_each(|example| judge(example, EXAMPLE, diagnostics));
                items("conflicts").for_each(|conflict| judge(conflict, CONFLICT, diagnostics));
            }
            What::Field => items("conflicts").for_each(|conflict| judge(conflict, CONFLICT, diagnostics)),
            _ => {}
        }
    }
}

/// A member of a mapping: where it belongs, and its bytes.
struct Member<'a> {
    rank: Option<usize>,
    name: &'a str,
    at: Spot<'a>,
    bytes: Range<usize>,
}

/// Reports the first key that is out of order. Keys without a place of their own may stand anywhere.
fn judge(at: Spot, order: &[&str], diagnostics: &mut Diagnostics) {
    let members: Vec<Member> = at
        .entries()
        .map(|(key, spot)| Member {
            rank: order.iter().position(|name| *name == key.text),
            name: &key.text,
            at: spot,
            bytes: key.span.start..spot.span().end.max(key.span.end),
        })
        .collect();
    let ranked: Vec<&Member> = members.iter().filter(|member| member.rank.is_some()).collect();
    let Some([before, late]) = ranked.windows(2).find_map(|pair| match pair {
        [first, second] if first.rank > second.rank => Some([*first, *second]),
        _ => None,
    }) else {
        return;
    };
    let message = format!("`{}` stands behind `{}`", late.name, before.name);
    let found = diagnostics.push(Code::KEY_ORDER, late.at.key(), message, format!("the order is {}", order.join(", ")));
    found.fix = sorted(at, &members);
}

/// The members of a one-line mapping in their order; what stands between them stays where it is.
fn sorted(at: Spot, members: &[Member]) -> Option<Fix> {
    let (first, last) = (members.first()?, members.last()?);
    let whole = first.bytes.start..last.bytes.end;
    if !at.raw().starts_with('{') || at.between(whole.clone()).contains('\n') {
        return None;
    }
    let mut in_order: Vec<&Member> = members.iter().filter(|member| member.rank.is_some()).collect();
    in_order.sort_by_key(|member| member.rank);
    let mut in_order = in_order.into_iter();
    let mut text = String::new();
    let mut end = whole.start;
    for member in members {
        text.push_str(at.between(end..member.bytes.start));
        let here = if member.rank.is_some() { in_order.next()? } else { member };
        text.push_str(at.between(here.bytes.clone()));
        end = member.bytes.end;
    }
    Some(Fix { place: at.part_of_file(whole), text })
}
