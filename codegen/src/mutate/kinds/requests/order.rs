//! The order of fields: that of the arguments of `new` is part of every call, that of all others means nothing.

use super::given::{rules, sent, words};
use crate::mutate::{
    Mutant,
    fields::{Holder, Role},
    spec::Spec,
    tree::Tree,
};
use std::collections::{BTreeMap, BTreeSet};

/// An argument of `new`.
#[derive(Debug)]
pub struct Argument {
    pub holder: Holder,
    /// The key of the field that stands for it in the order: that of a choice is its first one
    pub wire: String,
    /// Its type: equal where no compiler tells two arguments apart
    ty: String,
}

/// Two arguments of one type change places, which no compiler sees.
pub fn equal_arguments_swapped(spec: &Spec) -> Vec<Mutant> {
    let all = arguments(spec);
    let pairs = all.iter().enumerate().flat_map(|(index, one)| all.iter().skip(index + 1).map(move |other| (one, other)));
    let is_equal = |(one, other): &(&Argument, &Argument)| one.holder == other.holder && one.ty == other.ty;
    pairs.filter(is_equal).map(|(one, other)| swapped(one, other)).collect()
}

/// Two arguments of different types change places, one beside the other.
pub fn different_arguments_swapped(spec: &Spec) -> Vec<Mutant> {
    let all = arguments(spec);
    let pairs = all.iter().zip(all.iter().skip(1));
    let is_different = |(one, other): &(&Argument, &Argument)| one.holder == other.holder && one.ty != other.ty;
    pairs.filter(is_different).map(|(one, other)| swapped(one, other)).collect()
}

/// Everything that is no argument comes first, the last of it before all.
pub fn optionals_reordered(spec: &Spec) -> Vec<Mutant> {
    let roles = [Role::Constant, Role::Position, Role::Optional, Role::Required, Role::Choice];
    let mut holders: BTreeMap<Holder, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for field in sent(spec, &roles) {
        let (loose, fixed) = holders.entry(field.holder).or_default();
        let list = if matches!(field.role, Role::Required | Role::Choice) { fixed } else { loose };
        list.push(field.wire);
    }
    let mutant = |(holder, (loose, fixed)): (Holder, (Vec<String>, Vec<String>))| {
        let order: Vec<String> = loose.into_iter().rev().chain(fixed).collect();
        let is_new = holder.fields(spec).iter().map(|(wire, _)| wire).ne(order.iter());
        is_new.then(|| {
            Mutant::new(holder.name.clone(), move |spec| {
                if let Some(fields) = holder.fields_mut(spec) {
                    fields.entries_mut().sort_by_key(|(wire, _)| order.iter().position(|known| known == wire));
                }
            })
        })
    };
    holders.into_iter().filter_map(mutant).collect()
}

/// The arguments of everything that is sent, those of one holder in their order.
pub fn arguments(spec: &Spec) -> Vec<Argument> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    // The parameters of a call come before its body.
    for field in sent(spec, &[Role::Required, Role::Choice]) {
        let ty = if field.role == Role::Required {
            let secret = if field.says.flag("secret") { " secret" } else { "" };
            format!("{}{secret}", field.says.word("type").unwrap_or_default())
        } else {
            let mut rules = rules(spec, &field.holder.file).iter();
            let names = |rule: &Tree| rule.get("one_of").is_some_and(|list| words(list).contains(&field.wire.as_str()));
            let choice = format!("choice {}", rules.position(names).unwrap_or_default());
            if !seen.insert((field.holder.file.clone(), choice.clone())) {
                continue;
            }
            choice
        };
        found.push(Argument { holder: field.holder, wire: field.wire, ty });
    }
    found
}

fn swapped(one: &Argument, other: &Argument) -> Mutant {
    let (holder, one, other) = (one.holder.clone(), one.wire.clone(), other.wire.clone());
    Mutant::new(holder.name.clone(), move |spec| {
        if let Some(fields) = holder.fields_mut(spec) {
            fields.swap(&one, &other);
        }
    })
}
