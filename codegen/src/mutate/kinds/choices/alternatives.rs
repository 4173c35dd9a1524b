//! The alternatives of choices.

use super::{
    choice::{Choice, choices, listed, owner, variant},
    demands::{keys, loose},
};
use crate::mutate::{
    Mutant,
    edits::{add_field, remove_field},
    fields::{Field, Role, fields},
    kinds::requests::given::{holds, kept, rules, sent},
    prune::prune,
    spec::Spec,
    tree::Tree,
};

/// A new field is one more alternative.
pub fn alternative_added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |choice: Choice| {
        let extra = vec!["mutant_extra".to_owned()];
        Mutant::new(choice.alternative(spec, &extra), move |spec| {
            let says = vec![("type".to_owned(), Tree::text("int")), ("doc".to_owned(), Tree::text("新增"))];
            let file = choice.holder.file.clone();
            let before = spec.file(&file).get("examples").cloned();
            add_field(spec, &choice.holder, "mutant_extra", &Tree::Map(says), &Tree::plain(1));
            let all: Vec<_> = choice.alternatives.iter().cloned().chain([extra.clone()]).collect();
            // Every example shows the new field beside another alternative now, and becomes two. Of the new ones the first that
            // no rule minds is enough.
            choice.offer(spec, &all);
            let rules = rules(spec, &file).to_vec();
            let Some(examples) = spec.file_mut(&file).get_mut("examples") else { return };
            let is_good = |example: &&Tree| {
                let request = example.get("request");
                request
                    .is_some_and(|request| request.get("mutant_extra").is_some() && rules.iter().all(|rule| holds(rule, request)))
            };
            let shown = examples.items().iter().find(is_good).cloned();
            if let (Some(Tree::List(mut before)), Some(shown)) = (before, shown) {
                before.push(shown);
                *examples = Tree::List(before);
            }
        })
    };
    kept(spec, choices(spec).into_iter().map(mutant).collect())
}

/// An alternative is gone with its fields; of two the other one would be no choice any more.
pub fn alternative_removed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let is_own = |choice: &Choice, field: &Field, wires: &[String]| {
        !field.holder.is_struct()
            && field.holder.is_sent
            && field.holder.file == choice.holder.file
            && wires.contains(&field.wire)
    };
    let mutants = without_one(spec, |choice, wires, left| {
        let gone: Vec<Field> = all.iter().filter(|field| is_own(choice, field, wires)).cloned().collect();
        let choice = choice.clone();
        Mutant::new(choice.alternative(spec, wires), move |spec| {
            gone.iter().for_each(|field| remove_field(spec, field));
            choice.offer(spec, &left);
            prune(spec);
        })
    });
    // No other rule may name what is gone.
    let is_whole = |mutant: &Mutant| {
        let changed = mutant.apply(spec);
        changed.endpoints().all(|(file, tree)| {
            let known = |wire: &str| ["query", "request"].into_iter().any(|part| tree.at(&[part, wire]).is_some());
            rules(&changed, file).iter().flat_map(keys).all(known)
        })
    };
    kept(spec, mutants.into_iter().filter(is_whole).collect())
}

/// The fields of an alternative become optional.
pub fn alternative_left(spec: &Spec) -> Vec<Mutant> {
    let mutants = without_one(spec, |choice, wires, left| {
        let choice = choice.clone();
        Mutant::new(choice.alternative(spec, wires), move |spec| choice.offer(spec, &left))
    });
    kept(spec, mutants)
}

/// One more field belongs to an alternative.
pub fn alternative_grouped(spec: &Spec) -> Vec<Mutant> {
    let loose = loose(spec, &[Role::Optional]);
    let mutants = each_alternative(spec, |choice, index| {
        let field = loose.iter().find(|field| field.holder == choice.holder)?.clone();
        let mut all = choice.alternatives.clone();
        all.get_mut(index)?.push(field.wire.clone());
        let place = choice.alternative(spec, all.get(index)?);
        let choice = choice.clone();
        Some(Mutant::new(place, move |spec| {
            field.unset(spec, "renamed_from");
            choice.offer(spec, &all);
        }))
    });
    kept(spec, mutants)
}

/// Only the first field of a group is still an alternative; the others become optional.
pub fn group_split(spec: &Spec) -> Vec<Mutant> {
    let mutants = each_alternative(spec, |choice, index| {
        let mut all = choice.alternatives.clone();
        let wires = all.get_mut(index).filter(|wires| wires.len() > 1)?;
        wires.truncate(1);
        let place = choice.alternative(spec, wires);
        let choice = choice.clone();
        Some(Mutant::new(place, move |spec| choice.offer(spec, &all)))
    });
    kept(spec, mutants)
}

/// The fields of a group stand in another order, and so do the words of its name.
pub fn group_reordered(spec: &Spec) -> Vec<Mutant> {
    each_alternative(spec, |choice, index| {
        let mut all = choice.alternatives.clone();
        let wires = all.get_mut(index).filter(|wires| wires.len() > 1)?;
        wires.reverse();
        let place = choice.alternative(spec, wires);
        let choice = choice.clone();
        Some(Mutant::new(place, move |spec| choice.set(spec, "one_of", listed(&all))))
    })
}

/// A field of an alternative has another name in Rust, and so has the alternative.
pub fn alternative_renamed(spec: &Spec) -> Vec<Mutant> {
    let choices = choices(spec);
    let mutant = |field: Field| {
        let (choice, wires) = owner(&choices, &field)?;
        let name = |wire: &String| if *wire == field.wire { "mutant_name".to_owned() } else { choice.rust(spec, wire) };
        let place = format!("{}.{}", choice.place(), variant(&wires.iter().map(name).collect::<Vec<_>>()));
        Some(Mutant::new(place, move |spec| field.set(spec, "rust", Tree::text("mutant_name"))))
    };
    sent(spec, &[Role::Choice]).into_iter().filter_map(mutant).collect()
}

/// A mutant for every alternative that can be spared: its choice, its fields, and the alternatives that are left.
fn without_one(spec: &Spec, make: impl Fn(&Choice, &[String], Vec<Vec<String>>) -> Mutant) -> Vec<Mutant> {
    each_alternative(spec, |choice, index| {
        let mut left = choice.alternatives.clone();
        let gone = left.remove(index);
        (left.len() > 1).then(|| make(choice, &gone, left))
    })
}

/// A mutant for every alternative of every choice.
fn each_alternative(spec: &Spec, make: impl Fn(&Choice, usize) -> Option<Mutant>) -> Vec<Mutant> {
    let mut made = Vec::new();
    for choice in choices(spec) {
        made.extend((0..choice.alternatives.len()).filter_map(|index| make(&choice, index)));
    }
    made
}
