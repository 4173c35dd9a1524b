//! Changes that are the same for fields, types and values: texts, silenced lints, and the order in which things stand.

use crate::mutate::{
    Mutant,
    kinds::endpoints::{gentle, thing::Thing},
    spec::Spec,
    tree::Tree,
};

/// Another text.
pub fn documented(things: Vec<Thing>) -> Vec<Mutant> {
    things.into_iter().map(|thing| thing.mutant(|says| says.set("doc", Tree::text("mutant")))).collect()
}

/// A lint is silent.
pub fn allowed(things: Vec<Thing>) -> Vec<Mutant> {
    let allow = |says: &mut Tree| says.map("allow").set("WX106", Tree::text("mutant"));
    things.into_iter().map(|thing| thing.mutant(allow)).collect()
}

/// What several things stand in is turned round.
pub fn reordered(spec: &Spec, things: Vec<Thing>) -> Vec<Mutant> {
    let several = things.into_iter().filter(|thing| thing.says(spec).entries().len() > 1);
    several.map(|thing| thing.mutant(|says| says.entries_mut().reverse())).collect()
}

/// Either word of a deprecation is another one.
pub fn reworded(spec: &Spec, things: Vec<Thing>) -> Vec<Mutant> {
    let mut made = gentle::reworded(spec, things.clone(), "note", "mutant");
    made.extend(gentle::reworded(spec, things, "since", "9.9.9"));
    made
}
