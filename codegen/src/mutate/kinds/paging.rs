//! How pages are turned: by which position, to which end, over which list.
//!
//! `first` of a list without page numbers and offsets, and `next` of pages without a cursor, are read by nobody: no kind
//! sets them.

use super::endpoints::{
    endpoints,
    thing::{Thing, record},
};
use crate::mutate::{
    Mutant,
    fields::{Field, Role, fields},
    spec::{Spec, element},
    tree::Tree,
};

/// The platform demanded the old position, whose first value is no longer sent by itself.
pub const LEFT: &[&str] = &["req-position-changed"];

/// The platform demands the position, which callers have to give now.
pub const GIVEN: &[&str] = &["req-became-required"];

/// Every endpoint that has pages.
fn paged(spec: &Spec) -> Vec<Thing> {
    all(spec).into_iter().filter(|paged| paged.says(spec).get("paging").is_some()).collect()
}

/// The pages of every endpoint, whether it has any or not.
fn all(spec: &Spec) -> Vec<Thing> {
    endpoints(spec).into_iter().map(|whole| Thing { name: format!("{} paging", whole.name), ..whole }).collect()
}

/// A key of the paging.
fn key<'a>(says: &'a Tree, key: &str) -> Option<&'a str> {
    says.at(&["paging", key]).and_then(Tree::leaf)
}

/// What sets a key of the paging.
fn set(paged: &Thing, key: &'static str, value: &str) -> Mutant {
    let value = value.to_owned();
    paged.clone().mutant(move |says| says.map("paging").set(key, Tree::text(&value)))
}

/// What takes a key of the paging away.
fn unset(paged: &Thing, key: &'static str) -> Mutant {
    paged.clone().mutant(move |says| {
        says.map("paging").remove(key);
    })
}

/// Fields of these sections that have this type.
fn typed<'a>(says: &'a Tree, sections: &[&str], ty: &str) -> Vec<&'a str> {
    let entries = sections.iter().flat_map(|section| says.get(section).map_or(&[][..], Tree::entries));
    let fitting = entries.filter(|(_, field)| field.word("type") == Some(ty) && !field.flag("secret"));
    fitting.map(|(wire, _)| wire.as_str()).collect()
}

/// Fields of a request with a setter that have this type, in the file of some endpoint.
fn settable<'a>(all: &'a [Field], file: &str, ty: &str) -> Vec<&'a str> {
    let own = all.iter().filter(|field| field.holder.file == file && !field.holder.is_struct() && field.role == Role::Optional);
    let fitting = own.filter(|field| field.says.word("type") == Some(ty) && !field.says.flag("secret"));
    fitting.map(|field| field.wire.as_str()).collect()
}

/// Lists of an answer that have a path: the path, and the type of one item. What is below an object that may be missing, or
/// below a shared one, has none.
fn lists(says: &Tree) -> Vec<(String, String)> {
    fn walk(says: &Tree, fields: &Tree, above: &str, found: &mut Vec<(String, String)>) {
        for (wire, field) in fields.entries() {
            let ty = field.word("type").unwrap_or_default();
            if ty.starts_with("list<") {
                found.push((format!("{above}{wire}"), element(field).to_owned()));
            } else if let Some(inner) = says.at(&["structs", ty, "fields"]).filter(|_| !field.flag("optional")) {
                walk(says, inner, &format!("{above}{wire}."), found);
            }
        }
    }
    let mut found = Vec::new();
    if let Some(fields) = says.get("response") {
        walk(says, fields, "", &mut found);
    }
    found
}

/// Pages where there were none: by a cursor, or by an offset.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    let fields = fields(spec);
    let mut made = Vec::new();
    for paged in all(spec).into_iter().filter(|paged| paged.says(spec).get("paging").is_none()) {
        let says = paged.says(spec);
        let [texts, numbers] = ["text", "int"].map(|ty| settable(&fields, &paged.file, ty));
        let nexts = typed(says, &["response"], "text");
        for (items, _) in lists(says) {
            let items = items.as_str();
            let cursors = texts.first().copied().zip(nexts.first().copied());
            let by_cursor = cursors
                .map(|(cursor, next)| record(&[("style", "cursor"), ("cursor", cursor), ("next", next), ("items", items)]));
            let by_offset = numbers.first().copied();
            let by_offset = by_offset.map(|offset| record(&[("style", "offset"), ("offset", offset), ("items", items)]));
            let ways = [by_cursor, by_offset].into_iter().flatten();
            made.extend(ways.map(|way| paged.clone().mutant(move |says| says.set("paging", way.clone()))));
        }
    }
    made
}

/// Pages have to be turned by hand. A position that the platform demands becomes an argument.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    paged(spec).into_iter().map(|paged| paged.mutant(remove)).collect()
}

fn remove(says: &mut Tree) {
    let first = first(says);
    let Some(paging) = says.remove("paging") else { return };
    for part in ["cursor", "offset", "page"] {
        let Some(wire) = paging.word(part) else { continue };
        let is_demanded = |section| says.at(&[section, wire]).is_some_and(|field| field.flag("required"));
        if !["query", "request"].into_iter().any(is_demanded) {
            continue;
        }
        // What the SDK sent by itself may be missing in examples.
        let value = if part == "cursor" { Tree::text("") } else { Tree::plain(first) };
        let examples = says.get_mut("examples").map(Tree::items_mut);
        for example in examples.into_iter().flatten() {
            let request = example.map("request");
            if request.get(wire).is_none() {
                request.set(wire, value.clone());
            }
        }
    }
}

/// The number of the first page or row.
fn first(says: &Tree) -> i64 {
    let by_itself = i64::from(key(says, "style") == Some("page"));
    key(says, "first").and_then(|first| first.parse().ok()).unwrap_or(by_itself)
}

/// Another field is the cursor, the offset or the page. The old one is an optional field like any other; where the platform
/// demanded it, its first value is no longer sent by itself.
pub fn position_moved(spec: &Spec) -> Vec<Mutant> {
    let fields = fields(spec);
    let mut made = Vec::new();
    for paged in paged(spec) {
        for (part, ty) in [("cursor", "text"), ("offset", "int"), ("page", "int")] {
            let Some(old) = key(paged.says(spec), part) else { continue };
            for new in settable(&fields, &paged.file, ty) {
                let (old, new) = (old.to_owned(), new.to_owned());
                made.push(paged.clone().mutant(move |says| {
                    leave(says, part, &old);
                    says.map("paging").set(part, Tree::text(&new));
                }));
            }
        }
    }
    made
}

/// Lets a field of a request be no position any more.
fn leave(says: &mut Tree, part: &str, old: &str) {
    // The next cursor goes on being read from where it was.
    if part == "cursor" && key(says, "next").is_none() {
        says.map("paging").set("next", Tree::text(old));
    }
    for section in ["query", "request"] {
        if let Some(field) = says.at_mut(&[section, old]).filter(|field| field.flag("required")) {
            field.remove("required");
        }
    }
}

/// The position is of another kind: the same field counts otherwise, or a page number comes or goes beside a cursor.
pub fn style_changed(spec: &Spec) -> Vec<Mutant> {
    let fields = fields(spec);
    let mut made = Vec::new();
    for paged in paged(spec) {
        let says = paged.says(spec);
        let is_alone = ["cursor", "next"].into_iter().all(|other| key(says, other).is_none());
        match (key(says, "style"), key(says, "cursor")) {
            (Some("cursor"), _) => made.extend(settable(&fields, &paged.file, "int").first().map(|page| by_page(&paged, page))),
            (Some("page"), Some(cursor)) => {
                made.push(set(&paged, "style", "cursor"));
                let cursor = cursor.to_owned();
                made.push(paged.clone().mutant(move |says| {
                    leave(says, "cursor", &cursor);
                    says.map("paging").remove("cursor");
                }));
            }
            (Some("page"), None) if is_alone => made.push(recount(&paged, "page", "offset")),
            (Some("offset"), None) if is_alone => made.push(recount(&paged, "offset", "page")),
            _ => {}
        }
    }
    made
}

fn by_page(paged: &Thing, page: &str) -> Mutant {
    let page = page.to_owned();
    paged.clone().mutant(move |says| {
        let paging = says.map("paging");
        paging.set("style", Tree::text("page"));
        paging.set("page", Tree::text(&page));
    })
}

fn recount(paged: &Thing, old: &'static str, new: &'static str) -> Mutant {
    paged.clone().mutant(move |says| {
        let paging = says.map("paging");
        paging.set("style", Tree::text(new));
        paging.rename(old, new);
    })
}

/// Pages or rows are counted from another number.
pub fn first_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for paged in paged(spec) {
        if key(paged.says(spec), "style") != Some("cursor") {
            let next = first(paged.says(spec)) + 1;
            made.push(paged.mutant(move |says| says.map("paging").set("first", Tree::plain(next))));
        }
    }
    made
}

/// Another field says whether more pages follow, how many rows there are, or where the next page is; or no field says so.
pub fn end_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for paged in paged(spec) {
        let says = paged.says(spec);
        for (part, ty) in [("more", "bool"), ("total", "int")] {
            let now = key(says, part);
            let others = typed(says, &["response"], ty).into_iter().filter(|other| Some(*other) != now);
            made.extend(others.map(|other| set(&paged, part, other)));
            made.extend(now.map(|_| unset(&paged, part)));
        }
        let (is_offset, cursor) = (key(says, "style") == Some("offset"), key(says, "cursor"));
        if !is_offset && cursor.is_none() {
            continue;
        }
        let now = key(says, "next").or(cursor);
        let fitting = typed(says, &["response"], if is_offset { "int" } else { "text" });
        made.extend(fitting.iter().filter(|other| Some(**other) != now).map(|other| set(&paged, "next", other)));
        // Without a word the next cursor is called like the last one.
        let is_clear = cursor.is_none_or(|cursor| now != Some(cursor) && fitting.contains(&cursor));
        made.extend(key(says, "next").filter(|_| is_clear).map(|_| unset(&paged, "next")));
    }
    made
}

/// Another field is the size of a page, or none is.
pub fn size_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for paged in paged(spec) {
        let says = paged.says(spec);
        let now = key(says, "size");
        let others = typed(says, &["query", "request"], "int").into_iter().filter(|other| Some(*other) != now);
        made.extend(others.map(|other| set(&paged, "size", other)));
        made.extend(now.map(|_| unset(&paged, "size")));
    }
    made
}

/// Another list of the answer, of the same things.
pub fn items_moved(spec: &Spec) -> Vec<Mutant> {
    items(spec, true)
}

/// Another list of the answer, of other things.
pub fn items_retyped(spec: &Spec) -> Vec<Mutant> {
    items(spec, false)
}

fn items(spec: &Spec, is_same: bool) -> Vec<Mutant> {
    let mut made = Vec::new();
    for paged in paged(spec) {
        let lists = lists(paged.says(spec));
        let now = key(paged.says(spec), "items");
        let Some((now, item)) = lists.iter().find(|(path, _)| Some(path.as_str()) == now) else { continue };
        let others = lists.iter().filter(|(path, other)| path != now && (other == item) == is_same);
        made.extend(others.map(|(path, _)| set(&paged, "items", path)));
    }
    made
}
