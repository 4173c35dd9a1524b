//! What users ought to stop using, and what had other names: the same for endpoints and for error codes.

use super::thing::{Thing, record};
use crate::mutate::{Mutant, spec::Spec, tree::Tree};

/// Users ought to stop using it. Of what the platform dropped this is said anyway, and saying both is refused.
pub fn deprecated(spec: &Spec, things: Vec<Thing>) -> Vec<Mutant> {
    let fresh = things.into_iter().filter(|thing| {
        let says = thing.says(spec);
        says.get("deprecated").is_none() && !says.flag("retired")
    });
    let words = |says: &mut Tree| says.set("deprecated", record(&[("since", "9.9.9"), ("note", "mutant")]));
    fresh.map(|thing| thing.mutant(words)).collect()
}

/// The deprecation says something else about this.
pub fn reworded(spec: &Spec, things: Vec<Thing>, key: &'static str, text: &'static str) -> Vec<Mutant> {
    let old = discouraged(spec, things).into_iter();
    old.map(|thing| thing.mutant(move |says| says.map("deprecated").set(key, Tree::text(text)))).collect()
}

/// Users may go on using it.
pub fn withdrawn(spec: &Spec, things: Vec<Thing>) -> Vec<Mutant> {
    let remove = |says: &mut Tree| {
        says.remove("deprecated");
    };
    discouraged(spec, things).into_iter().map(|thing| thing.mutant(remove)).collect()
}

fn discouraged(spec: &Spec, things: Vec<Thing>) -> Vec<Thing> {
    things.into_iter().filter(|thing| thing.says(spec).get("deprecated").is_some()).collect()
}

/// One more old name works.
pub fn forwarder_added(things: Vec<Thing>, old: &'static str) -> Vec<Mutant> {
    things.into_iter().map(|thing| thing.mutant(move |says| remember(says, old))).collect()
}

/// One of the old names no longer works.
pub fn forwarder_removed(spec: &Spec, things: Vec<Thing>) -> Vec<Mutant> {
    let mut made = Vec::new();
    for thing in things {
        for old in old_names(thing.says(spec)) {
            made.push(thing.clone().mutant(move |says| forget(says, &old)));
        }
    }
    made
}

/// Adds an old name.
pub fn remember(says: &mut Tree, old: &str) {
    let mut names = old_names(says);
    names.push(old.to_owned());
    says.set("renamed_from", Tree::texts(names));
}

fn forget(says: &mut Tree, old: &str) {
    let mut names = old_names(says);
    names.retain(|name| name != old);
    says.set("renamed_from", Tree::texts(names));
}

/// The old names; the spec writes one as it is, and several as a list.
pub fn old_names(says: &Tree) -> Vec<String> {
    let Some(names) = says.get("renamed_from") else { return Vec::new() };
    names.leaf().into_iter().chain(names.items().iter().filter_map(Tree::leaf)).map(str::to_owned).collect()
}
