//! Which values of a sent field are legal, and which one the platform assumes.

use super::given::{Nature, each, kept, limit, literals, nature, reshow, sent, shown};
use crate::mutate::{
    Mutant,
    fields::{Field, Role},
    spec::Spec,
    tree::Tree,
};

/// Everything but constants, whose one value no limit changes.
const FREE: &[Role] = &[Role::Choice, Role::Required, Role::Position, Role::Optional];

/// The smallest number went up.
pub fn min_raised(spec: &Spec) -> Vec<Mutant> {
    let fits = |field: &Field| limit(field, "min").is_some_and(|min| limit(field, "max").is_none_or(|max| min < max));
    let raised = numbers(spec).filter(fits);
    kept(spec, each(raised, |spec, field| shift(spec, field, "min", 1)))
}

/// The smallest number went down.
pub fn min_lowered(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "min").is_some()), |spec, field| shift(spec, field, "min", -1))
}

/// There is a smallest number now.
pub fn min_added(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "min").is_none()), |spec, field| {
        let least = shown_numbers(spec, field).into_iter().min().unwrap_or_default();
        field.set(spec, "min", Tree::plain(least));
    })
}

/// There is no smallest number any more.
pub fn min_removed(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "min").is_some()), |spec, field| field.unset(spec, "min"))
}

/// The largest number went up.
pub fn max_raised(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "max").is_some()), |spec, field| shift(spec, field, "max", 1))
}

/// The largest number went down.
pub fn max_lowered(spec: &Spec) -> Vec<Mutant> {
    let fits = |field: &Field| limit(field, "max").is_some_and(|max| limit(field, "min").is_none_or(|min| min < max));
    let lowered = numbers(spec).filter(fits);
    kept(spec, each(lowered, |spec, field| shift(spec, field, "max", -1)))
}

/// There is a largest number now.
pub fn max_added(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "max").is_none()), |spec, field| {
        let most = shown_numbers(spec, field).into_iter().max().or(limit(field, "min")).unwrap_or_default();
        field.set(spec, "max", Tree::plain(most));
    })
}

/// There is no largest number any more.
pub fn max_removed(spec: &Spec) -> Vec<Mutant> {
    each(numbers(spec).filter(|field| limit(field, "max").is_some()), |spec, field| field.unset(spec, "max"))
}

/// Both limits went up: some values are no longer legal, others are only now.
pub fn range_moved(spec: &Spec) -> Vec<Mutant> {
    let ranges = numbers(spec).filter(|field| limit(field, "min").is_some() && limit(field, "max").is_some());
    let mutants = each(ranges, |spec, field| {
        shift(spec, field, "max", 1);
        shift(spec, field, "min", 1);
    });
    kept(spec, mutants)
}

/// Longer texts and lists are legal.
pub fn max_len_raised(spec: &Spec) -> Vec<Mutant> {
    each(lengths(spec).filter(|field| limit(field, "max_len").is_some()), |spec, field| {
        let most = limit(field, "max_len").unwrap_or_default() + 1;
        field.set(spec, "max_len", Tree::plain(most));
    })
}

/// Only shorter texts and lists are legal; one that holds a single thing stays.
pub fn max_len_lowered(spec: &Spec) -> Vec<Mutant> {
    let mutants = each(lengths(spec).filter(|field| limit(field, "max_len") > Some(1)), |spec, field| {
        let most = limit(field, "max_len").unwrap_or_default() - 1;
        field.set(spec, "max_len", Tree::plain(most));
        reshow(spec, field, |value| cut(value, usize::try_from(most).unwrap_or_default()));
    });
    kept(spec, mutants)
}

/// There is a greatest length now.
pub fn max_len_added(spec: &Spec) -> Vec<Mutant> {
    each(lengths(spec).filter(|field| field.says.get("max_len").is_none()), |spec, field| {
        let longest = shown(spec, field).iter().map(length).max().unwrap_or_default();
        field.set(spec, "max_len", Tree::plain(longest));
    })
}

/// There is no greatest length any more.
pub fn max_len_removed(spec: &Spec) -> Vec<Mutant> {
    each(lengths(spec).filter(|field| field.says.get("max_len").is_some()), |spec, field| field.unset(spec, "max_len"))
}

/// The platform assumes another value.
pub fn default_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let now = field.says.word("default")?.to_owned();
        let other = literals(spec, &field).into_iter().find(|value| value.leaf() != Some(now.as_str()));
        let other = other.unwrap_or_else(|| Tree::text("mutant"));
        Some(each([field], move |spec, field| field.set(spec, "default", other.clone())))
    };
    sent(spec, FREE).into_iter().filter_map(mutant).flatten().collect()
}

/// Nobody says any more what the platform assumes.
pub fn default_removed(spec: &Spec) -> Vec<Mutant> {
    let known = sent(spec, FREE).into_iter().filter(|field| field.says.get("default").is_some());
    each(known, |spec, field| field.unset(spec, "default"))
}

/// What the platform assumes is known now.
pub fn default_documented(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let value = literals(spec, &field).into_iter().next()?;
        Some(each([field], move |spec, field| field.set(spec, "default", value.clone())))
    };
    let left_out = sent(spec, &[Role::Position, Role::Optional]).into_iter();
    let unknown = left_out.filter(|field| field.says.get("default").is_none() && !field.is_list());
    unknown.filter_map(mutant).flatten().collect()
}

/// Fields that have a smallest and a largest number, or could have.
fn numbers(spec: &Spec) -> impl Iterator<Item = Field> {
    sent(spec, FREE).into_iter().filter(move |field| !field.is_list() && nature(spec, field) == Nature::Number)
}

/// Fields that have a greatest length, or could have.
fn lengths(spec: &Spec) -> impl Iterator<Item = Field> {
    sent(spec, FREE).into_iter().filter(move |field| field.is_list() || nature(spec, field) == Nature::Text)
}

/// Moves a limit, and what the examples show to the near side of it.
fn shift(spec: &mut Spec, field: &Field, key: &str, by: i64) {
    let Some(limit) = limit(field, key).map(|limit| limit.saturating_add(by)) else { return };
    field.set(spec, key, Tree::plain(limit));
    reshow(spec, field, |value| match value {
        Tree::Leaf { text, quoted } => {
            let is_out = |number: i64| if key == "min" { number < limit } else { number > limit };
            let text = if text.parse::<i64>().is_ok_and(is_out) { limit.to_string() } else { text.clone() };
            Tree::Leaf { text, quoted: *quoted }
        }
        other => other.clone(),
    });
}

fn shown_numbers(spec: &mut Spec, field: &Field) -> Vec<i64> {
    shown(spec, field).iter().filter_map(|value| value.leaf()?.parse().ok()).collect()
}

fn length(value: &Tree) -> usize {
    value.leaf().map_or(value.items().len(), |text| text.chars().count())
}

fn cut(value: &Tree, most: usize) -> Tree {
    match value {
        Tree::List(items) => Tree::List(items.iter().take(most).cloned().collect()),
        Tree::Leaf { text, quoted } => Tree::Leaf { text: text.chars().take(most).collect(), quoted: *quoted },
        Tree::Map(_) => value.clone(),
    }
}
