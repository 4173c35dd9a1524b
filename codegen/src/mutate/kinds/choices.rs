//! Choices: fields of which a request carries exactly one, or one group.

pub mod alternatives;
mod choice;
pub mod demands;

use super::requests::given::{each, kept};
use crate::mutate::{
    Mutant,
    fields::{Field, Role},
    spec::Spec,
    tree::Tree,
};
use choice::{Choice, choices, listed, settle};
use demands::loose;

/// Fields without a rule become a choice.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    made(spec, 2, |wires| wires.chunks(1).map(<[String]>::to_vec).collect())
}

/// Fields without a rule become a choice between two of them together and one other.
pub fn added_with_a_group(spec: &Spec) -> Vec<Mutant> {
    made(spec, 3, |wires| wires.chunks(2).map(<[String]>::to_vec).collect())
}

/// The fields of a choice become optional.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |choice: Choice| {
        Mutant::new(choice.place(), move |spec| {
            if let Some(rules) = spec.file_mut(&choice.holder.file).get_mut("rules") {
                rules.items_mut().remove(choice.index);
            }
        })
    };
    choices(spec).into_iter().map(mutant).collect()
}

/// A choice has another name.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |choice: Choice| {
        let place = format!("{}.mutant_choice", choice.holder.name);
        Mutant::new(place, move |spec| choice.set(spec, "name", Tree::text("mutant_choice")))
    };
    choices(spec).into_iter().map(mutant).collect()
}

/// Another text stands at a choice.
pub fn doc_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |choice: Choice| Mutant::new(choice.place(), move |spec| choice.set(spec, "doc", Tree::text("mutant")));
    choices(spec).into_iter().map(mutant).collect()
}

/// A field of its own becomes one more alternative.
pub fn field_joined(spec: &Spec) -> Vec<Mutant> {
    let choices = choices(spec);
    let join = |choice: &Choice, field: &Field| {
        let all: Vec<_> = choice.alternatives.iter().cloned().chain([vec![field.wire.clone()]]).collect();
        let choice = choice.clone();
        each([field.clone()], move |spec, field| {
            field.unset(spec, "renamed_from");
            if field.role == Role::Required {
                field.unset(spec, "required");
            }
            choice.offer(spec, &all);
        })
    };
    let mut mutants = Vec::new();
    for field in loose(spec, &[Role::Optional, Role::Required]) {
        let near = choices.iter().filter(|choice| choice.holder == field.holder);
        mutants.extend(near.flat_map(|choice| join(choice, &field)));
    }
    kept(spec, mutants)
}

/// A new choice over every few fields of one part that no rule names.
fn made(spec: &Spec, count: usize, shape: fn(&[String]) -> Vec<Vec<String>>) -> Vec<Mutant> {
    let mutant = |fields: &[Field]| {
        let holder = fields.first()?.holder.clone();
        let fields: Vec<Field> = fields.iter().filter(|field| field.holder == holder).cloned().collect();
        let alternatives = shape(&fields.iter().map(|field| field.wire.clone()).collect::<Vec<_>>());
        let is_whole = fields.len() == count;
        let mutant = Mutant::new(format!("{}.mutant_choice", holder.name), move |spec| {
            fields.iter().for_each(|field| field.unset(spec, "renamed_from"));
            let rule = [("one_of", listed(&alternatives)), ("name", Tree::text("mutant_choice"))];
            demands::add(spec, &holder.file, Tree::Map(rule.map(|(key, value)| (key.to_owned(), value)).to_vec()));
            settle(spec, &holder.file, &alternatives);
        });
        is_whole.then_some(mutant)
    };
    loose(spec, &[Role::Optional]).windows(count).filter_map(mutant).collect()
}
