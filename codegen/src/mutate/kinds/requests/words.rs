//! What a sent field is called in Rust, and what is said of it beside.

use super::{
    given::{each, rust_name, sent, words},
    wire::ALL,
};
use crate::mutate::{
    Mutant,
    fields::{Field, Role, in_examples},
    kinds::{
        endpoints::{
            gentle,
            thing::{Thing, push},
        },
        structs::words::{allowed, documented},
    },
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
        if let Some(says) = field.says_mut(spec) {
            gentle::remember(says, &rust_name(field));
        }
    })
}

/// Another name in Rust of something that Rust never sees.
pub fn constant_renamed(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Constant]), |spec, field| field.set(spec, "rust", Tree::text(NEW)))
}

/// The setter is there under another name, too.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(things(spec, SET), "mutant_old")
}

/// The setter is no longer there under an old name.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, things(spec, SET))
}

/// Callers ought to stop using it.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, things(spec, SEEN))
}

/// Callers read other words at what is deprecated.
pub fn deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, things(spec, SEEN), "note", "mutant")
}

/// It was deprecated by another release.
pub fn deprecation_dated(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, things(spec, SEEN), "since", "9.9.9")
}

/// Callers may go on using it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, things(spec, SEEN))
}

/// Another text.
pub fn doc_changed(spec: &Spec) -> Vec<Mutant> {
    documented(things(spec, ALL))
}

/// One more source shows the field.
pub fn source_added(spec: &Spec) -> Vec<Mutant> {
    let sources = spec.source_names();
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
    allowed(things(spec, ALL))
}

/// One more key is read.
pub fn alias_added(spec: &Spec) -> Vec<Mutant> {
    let add = |thing: Thing| thing.mutant(|says| push(says, "aliases", Tree::text("mutant_alias")));
    things(spec, SEEN).into_iter().map(add).collect()
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

/// The fields in these roles where they stand.
fn things(spec: &Spec, roles: &[Role]) -> Vec<Thing> {
    sent(spec, roles).iter().map(Thing::of).collect()
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
