//! What fields of answers are called: on the wire, under aliases, and in Rust.

use super::{answered, payload, step};
use crate::mutate::{
    Mutant,
    edits::rename_key,
    fields::{Field, in_examples},
    kinds::{
        endpoints::thing::push,
        requests::given::{each, rust_name, words},
        structs::types::steps,
    },
    spec::Spec,
    tree::Tree,
};

const KEY: &str = "mutant_key";

/// A field is read from another key; in Rust it is what it was.
pub fn key_changed(spec: &Spec) -> Vec<Mutant> {
    rekeyed(spec, false)
}

/// A field is read from another key, and from the old one as well.
pub fn key_changed_and_read(spec: &Spec) -> Vec<Mutant> {
    rekeyed(spec, true)
}

fn rekeyed(spec: &Spec, is_read: bool) -> Vec<Mutant> {
    let mutant = |field: Field| {
        Mutant::new(format!("{}.{KEY}", field.holder.name), move |spec| {
            follow(spec, &field);
            field.set(spec, "rust", Tree::text(rust_name(&field)));
            if is_read && let Some(says) = field.says_mut(spec) {
                push(says, "aliases", Tree::text(field.wire.as_str()));
            }
            rename_key(spec, &field, KEY);
        })
    };
    answered(spec).into_iter().map(mutant).collect()
}

/// Names the new key where paging and the payload name the old one.
fn follow(spec: &mut Spec, field: &Field) {
    let (here, wire) = (step(field), field.wire.as_str());
    for file in spec.endpoint_paths() {
        let path = steps(spec, &file);
        let tree = spec.file_mut(&file);
        let is_own = !field.holder.is_struct() && field.holder.file == file;
        if is_own && payload::key(tree) == Some(wire) {
            payload::set_key(tree, KEY);
        }
        let Some(paging) = tree.get_mut("paging") else { continue };
        if path.contains(&here) {
            let items: Vec<&str> = path.iter().map(|step| if *step == here { KEY } else { step.2.as_str() }).collect();
            paging.set("items", Tree::text(items.join(".")));
        }
        if is_own {
            // The next cursor has the key of the request unless another one is named.
            if paging.get("next").is_none() && paging.word("cursor") == Some(wire) {
                paging.set("next", Tree::text(KEY));
            }
            for key in ["next", "more", "total"] {
                if paging.word(key) == Some(wire) {
                    paging.set(key, Tree::text(KEY));
                }
            }
        }
    }
}

/// A field has another name in Rust, and its old key.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    each(answered(spec), |spec, field| field.set(spec, "rust", Tree::text("mutant_name")))
}

/// One more key is read.
pub fn alias_added(spec: &Spec) -> Vec<Mutant> {
    each(answered(spec), |spec, field| {
        if let Some(says) = field.says_mut(spec) {
            push(says, "aliases", Tree::text("mutant_alias"));
        }
    })
}

/// A key is no longer read.
pub fn alias_removed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for field in answered(spec) {
        let aliases = field.says.get("aliases").map(words).unwrap_or_default();
        for alias in aliases.into_iter().map(str::to_owned) {
            let field = field.clone();
            made.push(Mutant::new(field.name(), move |spec| forget(spec, &field, &alias)));
        }
    }
    made
}

fn forget(spec: &mut Spec, field: &Field, alias: &str) {
    if let Some(aliases) = field.says_mut(spec).and_then(|says| says.get_mut("aliases")) {
        aliases.items_mut().retain(|known| known.leaf() != Some(alias));
    }
    in_examples(spec, &field.holder, &mut |object| {
        let shown = object.remove(alias);
        if let Some(value) = shown.filter(|_| object.get(&field.wire).is_none()) {
            object.set(&field.wire, value);
        }
    });
}
