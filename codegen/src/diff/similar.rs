//! Guesses what something that is gone is called now. A guess is a note for the reader and never lowers a verdict.

use super::{pairs::Pairs, side::Named};
use crate::model::{Enum, Scalar, Struct, Values};
use std::collections::{BTreeMap, BTreeSet};

/// Less alike than this is not worth a word, in percent.
const ENOUGH: u32 = 60;
/// More comparisons than this would cost more than the guesses are worth.
const MOST: usize = 10_000;

/// For every type that is gone the new one that is most like it.
pub(super) fn types<T>(pairs: &Pairs<'_, Named<'_, T>>, alike: fn(&T, &T) -> u32) -> BTreeMap<String, (String, u32)> {
    let old: Vec<(&str, &T)> = pairs.removed.iter().map(|gone| (gone.key.as_str(), gone.item)).collect();
    let new: Vec<(&str, &T)> = pairs.added.iter().map(|fresh| (fresh.key.as_str(), fresh.item)).collect();
    best(&old, &new, alike)
}

/// The same for scalars.
pub(super) fn scalars(pairs: &Pairs<'_, Scalar>) -> BTreeMap<String, (String, u32)> {
    let old: Vec<(&str, &Scalar)> = pairs.removed.iter().map(|gone| (gone.name.as_str(), *gone)).collect();
    let new: Vec<(&str, &Scalar)> = pairs.added.iter().map(|fresh| (fresh.name.as_str(), *fresh)).collect();
    best(&old, &new, |old, new| if old.base == new.base { texts(&old.doc, &new.doc) } else { 0 })
}

/// How alike two structs are: the share of fields with the same key.
pub(super) fn structs(old: &Struct, new: &Struct) -> u32 {
    let keys = |known: &Struct| known.fields.iter().map(|field| field.wire.clone()).collect::<BTreeSet<_>>();
    share(&keys(old), &keys(new))
}

/// How alike two enums are: the share of values with the same value and name.
pub(super) fn enums(old: &Enum, new: &Enum) -> u32 {
    let values = |known: &Enum| match &known.values {
        Values::Int(variants) => variants.iter().map(|one| format!("{} {}", one.value, one.name)).collect(),
        Values::Text(variants) => variants.iter().map(|one| format!("{} {}", one.value, one.name)).collect::<BTreeSet<_>>(),
    };
    share(&values(old), &values(new))
}

/// How alike two texts are.
pub(super) fn texts(old: &str, new: &str) -> u32 {
    percent(strsim::jaro_winkler(old, new))
}

/// The best partner of each, each taken once, the most alike first.
fn best<T>(old: &[(&str, &T)], new: &[(&str, &T)], alike: impl Fn(&T, &T) -> u32) -> BTreeMap<String, (String, u32)> {
    let mut found = BTreeMap::new();
    if old.len().saturating_mul(new.len()) > MOST {
        return found;
    }
    let all = old.iter().flat_map(|(gone, a)| new.iter().map(|(fresh, b)| (alike(a, b), *gone, *fresh)).collect::<Vec<_>>());
    let mut all: Vec<(u32, &str, &str)> = all.filter(|(percent, ..)| *percent >= ENOUGH).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = BTreeSet::new();
    for (percent, gone, fresh) in all {
        if !found.contains_key(gone) && taken.insert(fresh) {
            found.insert(gone.to_owned(), (fresh.to_owned(), percent));
        }
    }
    found
}

fn share(old: &BTreeSet<String>, new: &BTreeSet<String>) -> u32 {
    let all = old.len() + new.len();
    if all == 0 {
        return 0;
    }
    u32::try_from(200 * old.intersection(new).count() / all).unwrap_or_default()
}

fn percent(score: f64) -> u32 {
    // Between 0 and 100, so nothing is lost.
    (score.clamp(0.0, 1.0) * 100.0).round() as u32
}
