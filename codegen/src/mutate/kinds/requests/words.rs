//! What a sent field is called in Rust, and what is said of it beside.

use super::{
    given::{each, rust_name, sent, words},
    wire::ALL,
};
use crate::mutate::{
    Mutant,
    fields::{Field, Role, in_examples},
    spec::Spec,
    tree::Tree,
};

const NEW: &str = "mutant_name";
/// Fields that have a setter, and so could have it under an old name
const SET: &[Role] = &[Role::Position, Role::Optional];
/// Fields that callers see
const SEEN: &[Role] = &[Role::Choice, Role::Required, Role::Position, Role::Optional];

/// Another name in Rust.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Required, Role::Position, Role::Optional]), |spec, field| field.set(spec, "rust", Tree::text(NEW)))
}

/// Another name in Rust, and the setter stays under the old one; the public field does not.
pub fn renamed_with_forwarder(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, SET), |spec, field| {
        field.set(spec, "rust", Tree::text(NEW));
        append(spec, field, "renamed_from", Tree::text(rust_name(field)));
    })
}

/// Another name in Rust of something that Rust never sees.
pub fn constant_renamed(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Constant]), |spec, field| field.set(spec, "rust", Tree::text(NEW)))
}

/// The setter is there under another name, too.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, SET), |spec, field| append(spec, field, "renamed_from", Tree::text("mutant_old")))
}

/// The setter is no longer there under an old name.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    without_one(sent(spec, SET), "renamed_from", |_, _, _| {})
}

/// Callers ought to stop using it.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    let in_use = sent(spec, SEEN).into_iter().filter(|field| field.says.get("deprecated").is_none());
    each(in_use, |spec, field| {
        let words = [("since", "9.9.9"), ("note", "mutant")];
        let words = words.into_iter().map(|(key, text)| (key.to_owned(), Tree::text(text))).collect();
        field.set(spec, "deprecated", Tree::Map(words));
    })
}

/// Callers read other words at what is deprecated.
pub fn deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    each(doomed(spec), |spec, field| reword(spec, field, "note", "mutant"))
}

/// It was deprecated by another release.
pub fn deprecation_dated(spec: &Spec) -> Vec<Mutant> {
    each(doomed(spec), |spec, field| reword(spec, field, "since", "9.9.9"))
}

/// Callers may go on using it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    each(doomed(spec), |spec, field| field.unset(spec, "deprecated"))
}

/// Another text.
pub fn doc_changed(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, ALL), |spec, field| field.set(spec, "doc", Tree::text("mutant")))
}

/// One more source shows the field.
pub fn source_added(spec: &Spec) -> Vec<Mutant> {
    let sources = sources(spec);
    let mutant = |field: Field| {
        let known = field.says.get("from").map(words).unwrap_or_default();
        let more = sources.iter().find(|source| !known.contains(&source.as_str()))?;
        let all = Tree::texts(known.into_iter().chain([more.as_str()]));
        Some(each([field], move |spec, field| field.set(spec, "from", all.clone())))
    };
    sent(spec, ALL).into_iter().filter_map(mutant).flatten().collect()
}

/// A source no longer shows the field.
pub fn source_removed(spec: &Spec) -> Vec<Mutant> {
    without_one(sent(spec, ALL), "from", |_, _, _| {})
}

/// The sources disagree about something more.
pub fn conflict_added(spec: &Spec) -> Vec<Mutant> {
    let sources = sources(spec);
    let [one, other, ..] = sources.as_slice() else { return Vec::new() };
    let says = Tree::Map(vec![(one.clone(), Tree::text("mutant")), (other.clone(), Tree::text("other"))]);
    let conflict =
        [("about", Tree::text("meaning")), ("says", says), ("chose", Tree::text("mutant")), ("why", Tree::text("mutant"))];
    let conflict = Tree::Map(conflict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
    each(sent(spec, ALL), move |spec, field| append(spec, field, "conflicts", conflict.clone()))
}

/// A disagreement is over.
pub fn conflict_removed(spec: &Spec) -> Vec<Mutant> {
    each(disputes(spec), |spec, field| {
        if let Some(conflicts) = field.says_mut(spec).and_then(|says| says.get_mut("conflicts")) {
            conflicts.items_mut().pop();
        }
    })
}

/// Something of a disagreement is said otherwise: each key of it is changed somewhere.
pub fn conflict_changed(spec: &Spec) -> Vec<Mutant> {
    let mutants = |field: Field| {
        ["about", "field", "says", "chose", "why"].into_iter().flat_map(move |key| {
            each([field.clone()], move |spec, field| {
                let conflicts = field.says_mut(spec).and_then(|says| says.get_mut("conflicts"));
                if let Some(conflict) = conflicts.and_then(|conflicts| conflicts.items_mut().first_mut()) {
                    change(conflict, key);
                }
            })
        })
    };
    disputes(spec).into_iter().flat_map(mutants).collect()
}

/// Some source demands what may be left out.
pub fn disputed(spec: &Spec) -> Vec<Mutant> {
    let free = sent(spec, &[Role::Choice, Role::Position, Role::Optional]).into_iter();
    each(free.filter(|field| field.says.get("required").is_none()), |spec, field| {
        field.set(spec, "required", Tree::text("disputed"));
    })
}

/// No source demands any more what may be left out.
pub fn undisputed(spec: &Spec) -> Vec<Mutant> {
    let doubtful = sent(spec, ALL).into_iter().filter(|field| field.says.word("required") == Some("disputed"));
    each(doubtful, |spec, field| field.unset(spec, "required"))
}

/// Lint is told to keep silent.
pub fn silenced(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, ALL), |spec, field| {
        if let Some(says) = field.says_mut(spec) {
            says.map("allow").set("WX106", Tree::text("mutant"));
        }
    })
}

/// One more key is read.
pub fn alias_added(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, SEEN), |spec, field| append(spec, field, "aliases", Tree::text("mutant_alias")))
}

/// A key is no longer read; examples that showed it show the other one.
pub fn alias_removed(spec: &Spec) -> Vec<Mutant> {
    without_one(sent(spec, SEEN), "aliases", |spec, field, alias| {
        in_examples(spec, &field.holder, &mut |object| {
            if let Some(value) = object.remove(alias) {
                object.set(&field.wire, value);
            }
        });
    })
}

fn doomed(spec: &Spec) -> Vec<Field> {
    sent(spec, SEEN).into_iter().filter(|field| field.says.get("deprecated").is_some()).collect()
}

fn disputes(spec: &Spec) -> Vec<Field> {
    sent(spec, ALL).into_iter().filter(|field| field.says.get("conflicts").is_some_and(|list| !list.items().is_empty())).collect()
}

fn sources(spec: &Spec) -> Vec<String> {
    spec.file("service.yaml").get("sources").map_or(&[][..], Tree::entries).iter().map(|(name, _)| name.clone()).collect()
}

/// Adds an item to a list that may be missing, or be a single word.
fn append(spec: &mut Spec, field: &Field, key: &str, item: Tree) {
    let Some(says) = field.says_mut(spec) else { return };
    let mut items = match says.remove(key) {
        Some(Tree::List(items)) => items,
        single => single.into_iter().collect(),
    };
    items.push(item);
    says.set(key, Tree::List(items));
}

/// For each word of a list a mutant that lacks it, with what it takes to be rid of it.
fn without_one(fields: Vec<Field>, key: &'static str, rid: fn(&mut Spec, &Field, &str)) -> Vec<Mutant> {
    let mutants = |field: Field| {
        let all: Vec<String> = field.says.get(key).map(words).unwrap_or_default().into_iter().map(str::to_owned).collect();
        all.clone().into_iter().flat_map(move |gone| {
            let left: Vec<String> = all.iter().filter(|name| **name != gone).cloned().collect();
            each([field.clone()], move |spec, field| {
                match left.is_empty() {
                    true => field.unset(spec, key),
                    false => field.set(spec, key, Tree::texts(left.clone())),
                }
                rid(spec, field, &gone);
            })
        })
    };
    fields.into_iter().flat_map(mutants).collect()
}

fn reword(spec: &mut Spec, field: &Field, key: &str, text: &str) {
    if let Some(found) = field.says_mut(spec).and_then(|says| says.at_mut(&["deprecated", key])) {
        *found = Tree::text(text);
    }
}

/// Says something of a disagreement otherwise.
fn change(conflict: &mut Tree, key: &str) {
    match key {
        "about" => {
            let other = if conflict.word("about") == Some("meaning") { "doc" } else { "meaning" };
            conflict.set(key, Tree::text(other));
        }
        "says" => {
            if let Some((_, claim)) = conflict.map("says").entries_mut().first_mut() {
                *claim = Tree::text("mutant");
            }
        }
        _ => conflict.set(key, Tree::text("mutant")),
    }
}
