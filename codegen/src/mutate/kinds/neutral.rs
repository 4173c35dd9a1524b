//! Changes of the text of a spec that change nothing: nothing may be told of them.
//!
//! The order of links, gaps and examples, and of what the sources of a conflict say, is part of the docs and no kind here.

mod spelled;

pub use spelled::{defaults_written, merged, old_names_spelled, split};

use crate::mutate::{
    Mutant,
    fields::{Holder, Role, fields},
    spec::Spec,
    tree::Tree,
};

/// Keys that hold names of ours, in an order of ours; below them stand records with the keys of the format.
const NAMED: [&str; 14] = [
    "query", "request", "response", "fields", "structs", "enums", "values", "scalars", "errors", "hosts", "groups", "sources",
    "says", "when",
];

/// A change of every file where it changes anything.
fn wherever(spec: &Spec, change: fn(&mut Tree)) -> Vec<Mutant> {
    let endpoints = spec.endpoints().map(|(file, _)| file);
    let files = std::iter::once("service.yaml").chain(spec.common().map(|(file, _)| file)).chain(endpoints);
    let mut made = Vec::new();
    for file in files {
        let mut changed = spec.file(file).clone();
        change(&mut changed);
        if changed != *spec.file(file) {
            let path = file.to_owned();
            made.push(Mutant::new(file, move |spec| change(spec.file_mut(&path))));
        }
    }
    made
}

/// The keys of fields, types, codes, rules and the like in another order.
pub fn keys_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| {
        for (key, value) in file.entries_mut() {
            if key != "examples" {
                reverse_records(value, NAMED.contains(&key.as_str()));
            }
        }
    })
}

fn reverse_records(tree: &mut Tree, is_named: bool) {
    match tree {
        Tree::Map(entries) => {
            for (key, value) in entries.iter_mut() {
                reverse_records(value, !is_named && NAMED.contains(&key.as_str()));
            }
            if !is_named {
                entries.reverse();
            }
        }
        Tree::List(items) => items.iter_mut().for_each(|item| reverse_records(item, false)),
        Tree::Leaf { .. } => {}
    }
}

/// The sections of a file in another order.
pub fn sections_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| file.entries_mut().reverse())
}

/// The types and codes of a file in another order.
pub fn definitions_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| {
        for section in ["scalars", "structs", "enums", "errors"] {
            reverse_map(file.get_mut(section));
        }
    })
}

/// The values of enums in another order.
pub fn values_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| {
        let enums = file.get_mut("enums").map(Tree::entries_mut);
        enums.into_iter().flatten().for_each(|(_, known)| reverse_map(known.get_mut("values")));
    })
}

/// Groups and sources in another order. That of hosts means something.
pub fn groups_reversed(spec: &Spec) -> Vec<Mutant> {
    fn reverse(says: &mut Tree) {
        reverse_map(says.get_mut("groups"));
        let below = says.get_mut("groups").map(Tree::entries_mut);
        below.into_iter().flatten().for_each(|(_, group)| reverse(group));
    }
    wherever(spec, |file| {
        reverse(file);
        reverse_map(file.get_mut("sources"));
    })
}

fn reverse_map(map: Option<&mut Tree>) {
    if let Some(Tree::Map(entries)) = map {
        entries.reverse();
    }
}

/// Rules in another order, and in each what is demanded and what can be chosen. The fields of one alternative keep theirs,
/// for its name is made of them.
pub fn rules_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| {
        let Some(Tree::List(rules)) = file.get_mut("rules") else { return };
        rules.reverse();
        for rule in rules {
            for key in ["one_of", "at_least_one", "requires"] {
                if let Some(Tree::List(items)) = rule.get_mut(key) {
                    items.reverse();
                }
            }
        }
    })
}

/// Aliases, sources, old names and conflicts in another order.
pub fn lists_reversed(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| ["aliases", "from", "renamed_from", "conflicts"].into_iter().for_each(|key| reverse_lists(file, key)))
}

/// Turns the lists of a key round wherever they stand; a field that is called like the key is no list. Examples are data.
fn reverse_lists(tree: &mut Tree, wanted: &str) {
    match tree {
        Tree::Map(entries) => {
            for (key, value) in entries.iter_mut().filter(|(key, _)| key != "examples") {
                reverse_lists(value, wanted);
                if key == wanted
                    && let Tree::List(items) = value
                {
                    items.reverse();
                }
            }
        }
        Tree::List(items) => items.iter_mut().for_each(|item| reverse_lists(item, wanted)),
        Tree::Leaf { .. } => {}
    }
}

/// Fields in another order, where they are no arguments of `new` and no alternatives: those keep their places.
pub fn fields_reversed(spec: &Spec) -> Vec<Mutant> {
    let mut loose: Vec<(Holder, Vec<String>)> = Vec::new();
    for field in fields(spec) {
        if !matches!(field.role, Role::Required | Role::Choice) {
            match loose.last_mut().filter(|(holder, _)| *holder == field.holder) {
                Some((_, wires)) => wires.push(field.wire),
                None => loose.push((field.holder, vec![field.wire])),
            }
        }
    }
    let several = loose.into_iter().filter(|(_, wires)| wires.len() > 1);
    let mutant = |(holder, wires): (Holder, Vec<String>)| {
        Mutant::new(holder.name.clone(), move |spec| {
            let Some(fields) = holder.fields_mut(spec) else { return };
            for (one, other) in wires.iter().zip(wires.iter().rev()).take(wires.len() / 2) {
                fields.swap(one, other);
            }
        })
    };
    several.map(mutant).collect()
}
