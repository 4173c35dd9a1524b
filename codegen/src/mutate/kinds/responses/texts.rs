//! What is said of fields of answers and changes no code: forms, limits, docs, sources.

use super::answered;
use crate::mutate::{
    Mutant,
    fields::{Field, holders},
    kinds::{
        endpoints::{
            gentle,
            thing::{Thing, push},
        },
        requests::given::{Nature, each, limit, natural_form, nature, words as texts},
        structs::words,
    },
    spec::Spec,
    tree::Tree,
};

/// Nothing in an example comes near it.
const FAR: i64 = 9_000_000_000_000_000_000;

/// The documented JSON form is another one, where the type has several.
pub fn form_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let nature = nature(spec, &field);
        let natural = natural_form(spec, &field).filter(|_| !matches!(nature, Nature::Text | Nature::TextEnum))?;
        let other = if field.says.word("wire").unwrap_or(natural) == "text" { "number" } else { "text" };
        Some(Mutant::new(field.name(), move |spec| field.set(spec, "wire", Tree::text(other))))
    };
    answered(spec).into_iter().filter_map(mutant).collect()
}

/// The largest number is another one, or there is one now.
pub fn largest_changed(spec: &Spec) -> Vec<Mutant> {
    limited(spec, "max", is_number, |old| old.map_or(FAR, |max| max.saturating_add(1)))
}

/// The smallest number is another one, or there is one now.
pub fn smallest_changed(spec: &Spec) -> Vec<Mutant> {
    limited(spec, "min", is_number, |old| old.map_or(-FAR, |min| min.saturating_sub(1)))
}

/// The greatest length is another one, or there is one now.
pub fn length_changed(spec: &Spec) -> Vec<Mutant> {
    let has_length = |spec: &Spec, field: &Field| field.is_list() || nature(spec, field) == Nature::Text;
    limited(spec, "max_len", has_length, |old| old.map_or(FAR, |most| most.saturating_add(1)))
}

fn is_number(spec: &Spec, field: &Field) -> bool {
    !field.is_list() && nature(spec, field) == Nature::Number
}

fn limited(spec: &Spec, key: &'static str, applies: fn(&Spec, &Field) -> bool, fresh: fn(Option<i64>) -> i64) -> Vec<Mutant> {
    let those = answered(spec).into_iter().filter(|field| applies(spec, field));
    each(those, move |spec, field| field.set(spec, key, Tree::plain(fresh(limit(field, key)))))
}

/// A limit is documented no more.
pub fn limit_withdrawn(spec: &Spec) -> Vec<Mutant> {
    let of = |key: &'static str| {
        let those = answered(spec).into_iter().filter(move |field| field.says.get(key).is_some());
        each(those, move |spec, field| field.unset(spec, key))
    };
    ["min", "max", "max_len"].into_iter().flat_map(of).collect()
}

/// A field comes from one more source, or where it came from all, from the official pages.
pub fn sources_changed(spec: &Spec) -> Vec<Mutant> {
    let all = spec.source_names();
    each(answered(spec), move |spec, field| {
        let known = field.says.get("from").map(texts).unwrap_or_default();
        let Some(fresh) = all.iter().find(|source| !known.contains(&source.as_str())) else {
            return field.unset(spec, "from");
        };
        if let Some(says) = field.says_mut(spec) {
            push(says, "from", Tree::text(fresh.as_str()));
        }
    })
}

/// A field is described otherwise.
pub fn documented(spec: &Spec) -> Vec<Mutant> {
    words::documented(things(spec))
}

/// Users ought to stop reading a field.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, things(spec))
}

/// They ought to for another reason, or since another release.
pub fn deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    words::reworded(spec, things(spec))
}

/// They may go on reading it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, things(spec))
}

/// A lint is silent at a field.
pub fn allowed(spec: &Spec) -> Vec<Mutant> {
    words::allowed(things(spec))
}

/// The fields stand in another order.
pub fn reordered(spec: &Spec) -> Vec<Mutant> {
    let read = holders(spec).into_iter().filter(|holder| !holder.is_sent);
    words::reordered(spec, read.map(|holder| Thing::new(holder.name.as_str(), &holder.file, &holder.keys())).collect())
}

/// Every field that is only read, where it stands.
fn things(spec: &Spec) -> Vec<Thing> {
    answered(spec).iter().map(Thing::of).collect()
}
