//! The key whose absence means that an answer is none, and answers that come or go as a whole.

use crate::mutate::{
    Mutant,
    kinds::structs::types::{EXTRA, field_of},
    prune::prune,
    spec::Spec,
    tree::Tree,
};

/// The key of an endpoint's payload.
pub fn key(tree: &Tree) -> Option<&str> {
    let payload = tree.get("payload")?;
    payload.leaf().or_else(|| payload.word("key"))
}

/// Names another key; whether it may be absent stays.
pub fn set_key(tree: &mut Tree, new: &str) {
    let Some(payload) = tree.get_mut("payload") else { return };
    if payload.get("key").is_some() {
        payload.set("key", Tree::text(new));
    } else {
        *payload = Tree::text(new);
    }
}

/// Another key of the same answer.
pub fn payload_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (file, tree) in spec.endpoints() {
        let Some(own) = key(tree) else { continue };
        let Some(other) = tree.get("response").and_then(|fields| fields.keys().find(|key| *key != own)) else { continue };
        let (file, other) = (file.to_owned(), other.to_owned());
        made.push(Mutant::new(place(spec, &file), move |spec| set_key(spec.file_mut(&file), &other)));
    }
    made
}

/// What might be absent has to be there.
pub fn payload_demanded(spec: &Spec) -> Vec<Mutant> {
    payloads(
        spec,
        |payload| payload.flag("may_be_absent"),
        |payload| {
            payload.remove("may_be_absent");
        },
    )
}

/// What had to be there may be absent.
pub fn payload_excused(spec: &Spec) -> Vec<Mutant> {
    payloads(spec, |payload| !payload.flag("may_be_absent"), |payload| *payload = spelled_out(payload, true))
}

/// The same is said in more words.
pub fn payload_spelled_out(spec: &Spec) -> Vec<Mutant> {
    payloads(spec, |payload| payload.leaf().is_some(), |payload| *payload = spelled_out(payload, false))
}

fn payloads(spec: &Spec, applies: fn(&Tree) -> bool, edit: fn(&mut Tree)) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (file, _) in spec.endpoints().filter(|(_, tree)| tree.get("payload").is_some_and(applies)) {
        let file = file.to_owned();
        made.push(Mutant::new(place(spec, &file), move |spec| {
            if let Some(payload) = spec.file_mut(&file).get_mut("payload") {
                edit(payload);
            }
        }));
    }
    made
}

fn spelled_out(payload: &Tree, may_be_absent: bool) -> Tree {
    let key = payload.leaf().or_else(|| payload.word("key")).unwrap_or_default();
    Tree::Map(vec![("key".to_owned(), Tree::text(key)), ("may_be_absent".to_owned(), Tree::plain(may_be_absent))])
}

/// An endpoint that answered nothing answers something, and has to.
pub fn payload_added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |file: String| Mutant::new(place(spec, &file), move |spec| answer(spec, &file, Tree::text(EXTRA)));
    silent(spec).map(mutant).collect()
}

/// An endpoint that answered nothing answers something, or does not.
pub fn answer_added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |file: String| {
        let name = format!("{} response.{EXTRA}", spec.endpoint_name(&file));
        Mutant::new(name, move |spec| answer(spec, &file, spelled_out(&Tree::text(EXTRA), true)))
    };
    silent(spec).map(mutant).collect()
}

/// The endpoints that answer nothing.
fn silent(spec: &Spec) -> impl Iterator<Item = String> {
    let has_none = |tree: &Tree| tree.get("response").is_none_or(|fields| fields.entries().is_empty());
    spec.endpoints().filter(move |(_, tree)| has_none(tree)).map(|(file, _)| file.to_owned())
}

fn answer(spec: &mut Spec, file: &str, payload: Tree) {
    let tree = spec.file_mut(file);
    tree.map("response").set(EXTRA, field_of("int"));
    tree.set("payload", payload);
    if let Some(examples) = tree.get_mut("examples") {
        for example in examples.items_mut() {
            example.map("response").set(EXTRA, Tree::plain(1));
        }
    }
}

/// An endpoint answers nothing any more, told at its payload. A list without rows would be none, so lists are left out.
pub fn answer_removed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (file, tree) in spec.endpoints().filter(|(_, tree)| tree.get("paging").is_none()) {
        let Some(key) = key(tree) else { continue };
        let (file, name) = (file.to_owned(), format!("{} response.{key}", spec.endpoint_name(file)));
        made.push(Mutant::new(name, move |spec| {
            let tree = spec.file_mut(&file);
            tree.remove("response");
            tree.remove("payload");
            if let Some(examples) = tree.get_mut("examples") {
                for example in examples.items_mut() {
                    example.map("response").entries_mut().retain(|(key, _)| matches!(key.as_str(), "errcode" | "errmsg"));
                }
            }
            prune(spec);
        }));
    }
    made
}

fn place(spec: &Spec, file: &str) -> String {
    format!("{} payload", spec.endpoint_name(file))
}
