//! How fields travel: their key, their JSON form, and whether the URL or the body carries them.

use super::{
    given::{Nature, each, natural_form, nature, rust_name, sent},
    order::arguments,
};
use crate::mutate::{
    Mutant,
    edits::{put_first, rename_key},
    fields::{Field, Role},
    spec::Spec,
    tree::Tree,
};

/// All that a field can be where something is sent.
pub const ALL: &[Role] = &[Role::Constant, Role::Choice, Role::Required, Role::Position, Role::Optional];

/// The same value in another JSON form.
pub fn form_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let natural = natural_form(spec, &field)?;
        let other = match (nature(spec, &field), field.says.word("wire").unwrap_or(natural)) {
            (Nature::Flag, "bool") => "number",
            (Nature::Flag | Nature::Number | Nature::Id | Nature::NumberEnum, "number") => "text",
            (Nature::Flag, _) => "bool",
            (Nature::Number | Nature::Id | Nature::NumberEnum, _) => "number",
            (Nature::Text | Nature::TextEnum | Nature::Json | Nature::Object, _) => return None,
        };
        let edit = move |spec: &mut Spec, field: &Field| match other == natural {
            true => field.unset(spec, "wire"),
            false => field.set(spec, "wire", Tree::text(other)),
        };
        Some(each([field], edit))
    };
    sent(spec, ALL).into_iter().filter_map(mutant).flatten().collect()
}

/// The form that a value has anyway is written out.
pub fn form_written(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let form = natural_form(spec, &field).filter(|_| field.says.get("wire").is_none())?;
        Some(each([field], move |spec, field| field.set(spec, "wire", Tree::text(form))))
    };
    sent(spec, ALL).into_iter().filter_map(mutant).flatten().collect()
}

/// The same field under another key; rules and paging follow it. A key on the path of a list stays: that is told of answers.
pub fn key_changed(spec: &Spec) -> Vec<Mutant> {
    let is_free = |field: &Field| !(field.holder.is_struct() && field.is_named);
    let mutant = |field: Field| {
        let new = format!("mutant_{}", field.wire);
        Mutant::new(format!("{}.{new}", field.holder.name), move |spec| {
            if field.says.get("rust").is_none() {
                field.set(spec, "rust", Tree::text(rust_name(&field)));
            }
            rename_key(spec, &field, &new);
            if !field.holder.is_struct() {
                follow(spec.file_mut(&field.holder.file), &field.wire, &new);
            }
        })
    };
    sent(spec, ALL).into_iter().filter(is_free).map(mutant).collect()
}

/// A field that moved between URL and body. The arguments of `new` have to keep their order, so that of them only the first
/// of the body and the last of the URL move; a choice stays together.
pub fn part_changed(spec: &Spec) -> Vec<Mutant> {
    let arguments = arguments(spec);
    let keeps_order = |field: &Field| {
        let mut own = arguments.iter().filter(|argument| argument.holder == field.holder);
        let edge = if field.holder.path == ["query"] { own.next_back() } else { own.next() };
        field.role != Role::Required || edge.is_some_and(|argument| argument.wire == field.wire)
    };
    let is_free = |field: &Field| {
        let is_post = spec.file(&field.holder.file).word("method") == Some("POST");
        field.role != Role::Choice && !field.holder.is_struct() && is_post && keeps_order(field)
    };
    let moving = sent(spec, ALL).into_iter().filter(is_free);
    each(moving, |spec, field| {
        let is_composite = field.is_list() || nature(spec, field) == Nature::Object;
        let was_query = field.holder.path == ["query"];
        let Some(mut says) = field.holder.fields_mut(spec).and_then(|fields| fields.remove(&field.wire)) else { return };
        let file = spec.file_mut(&field.holder.file);
        if was_query {
            says.remove("encode");
            put_first(file.map("request"), &field.wire, says);
        } else {
            if is_composite {
                says.set("encode", Tree::text("json"));
            }
            file.map("query").set(&field.wire, says);
        }
    })
}

/// A list that is put into the URL in another way.
pub fn encode_changed(spec: &Spec) -> Vec<Mutant> {
    let is_plain = |field: &Field| field.says.get("encode").is_some() && nature(spec, field) != Nature::Object;
    each(sent(spec, ALL).into_iter().filter(is_plain), |spec, field| {
        let other = if field.says.word("encode") == Some("json") { "comma" } else { "json" };
        field.set(spec, "encode", Tree::text(other));
    })
}

/// Lets rules and paging name a field by its new key.
fn follow(file: &mut Tree, old: &str, new: &str) {
    if let Some(rules) = file.get_mut("rules") {
        for rule in rules.items_mut() {
            for key in ["one_of", "at_least_one", "requires", "when"] {
                if let Some(part) = rule.get_mut(key) {
                    reword(part, old, new);
                }
            }
        }
    }
    let Some(paging) = file.get_mut("paging") else { return };
    // Where nothing else is said, answers bring the next cursor under the same key as requests.
    if paging.word("cursor") == Some(old) && paging.get("next").is_none() {
        paging.set("next", Tree::text(old));
    }
    for key in ["cursor", "offset", "page", "size"] {
        if let Some(part) = paging.get_mut(key) {
            reword(part, old, new);
        }
    }
}

fn reword(tree: &mut Tree, old: &str, new: &str) {
    match tree {
        Tree::Leaf { text, .. } if *text == *old => new.clone_into(text),
        Tree::Leaf { .. } => {}
        Tree::List(items) => items.iter_mut().for_each(|item| reword(item, old, new)),
        Tree::Map(_) => tree.rename(old, new),
    }
}
