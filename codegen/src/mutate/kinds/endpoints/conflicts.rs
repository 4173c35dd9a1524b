//! Settled disagreements of the sources, of endpoints and of fields.

use super::{
    endpoints,
    thing::{Thing, push, record},
};
use crate::mutate::{Mutant, fields::fields, spec::Spec, tree::Tree};

/// A disagreement that nobody had recorded, between the first two sources.
pub fn conflict_added(spec: &Spec) -> Vec<Mutant> {
    let sources = spec.source_names();
    let [one, other, ..] = sources.as_slice() else { return Vec::new() };
    let mut conflict = record(&[("about", "meaning"), ("chose", "mutant"), ("why", "mutant")]);
    conflict.set("says", record(&[(one.as_str(), "mutant"), (other.as_str(), "something else")]));
    let mutant = |thing: Thing| {
        let conflict = conflict.clone();
        thing.mutant(move |says| push(says, "conflicts", conflict.clone()))
    };
    things(spec).map(mutant).collect()
}

/// A disagreement is none any more.
pub fn conflict_removed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (thing, index) in records(spec) {
        made.push(thing.mutant(move |says| {
            let list = says.get_mut("conflicts").map(Tree::items_mut);
            if let Some(list) = list.filter(|list| index < list.len()) {
                list.remove(index);
            }
        }));
    }
    made
}

/// It is about something else.
pub fn conflict_about(spec: &Spec) -> Vec<Mutant> {
    each(spec, |conflict| {
        let other = if conflict.word("about") == Some("meaning") { "doc" } else { "meaning" };
        conflict.set("about", Tree::text(other));
    })
}

/// It is about another field, or about one at all.
pub fn conflict_field(spec: &Spec) -> Vec<Mutant> {
    each(spec, |conflict| conflict.set("field", Tree::text("mutant_key")))
}

/// A source says something else, which no other one says.
pub fn conflict_claim(spec: &Spec) -> Vec<Mutant> {
    each(spec, |conflict| {
        if let Some((_, claim)) = conflict.map("says").entries_mut().first_mut() {
            *claim = Tree::text("mutant");
        }
    })
}

/// Something else was chosen.
pub fn conflict_chosen(spec: &Spec) -> Vec<Mutant> {
    each(spec, |conflict| conflict.set("chose", Tree::text("mutant")))
}

/// It was chosen for another reason.
pub fn conflict_reason(spec: &Spec) -> Vec<Mutant> {
    each(spec, |conflict| conflict.set("why", Tree::text("mutant")))
}

fn each(spec: &Spec, edit: fn(&mut Tree)) -> Vec<Mutant> {
    let mut made = Vec::new();
    for (thing, index) in records(spec) {
        made.push(thing.mutant(move |says| {
            if let Some(conflict) = says.get_mut("conflicts").and_then(|list| list.items_mut().get_mut(index)) {
                edit(conflict);
            }
        }));
    }
    made
}

/// Every conflict: what has it, and which of its conflicts it is.
fn records(spec: &Spec) -> Vec<(Thing, usize)> {
    let mut found = Vec::new();
    for thing in things(spec) {
        let count = thing.says(spec).get("conflicts").map_or(0, |list| list.items().len());
        found.extend((0..count).map(|index| (thing.clone(), index)));
    }
    found
}

/// Everything that sources may disagree about.
fn things(spec: &Spec) -> impl Iterator<Item = Thing> {
    endpoints(spec).into_iter().chain(fields(spec).iter().map(Thing::of).collect::<Vec<_>>())
}
