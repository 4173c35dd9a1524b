//! Changes the spec in every way that the table knows, at every place, and holds what diff says of it against the table.
//!
//! The table is written by hand and shares nothing with diff but the names of the rules: two accounts of what a change does to
//! users, of which neither can be wrong alone without the other one telling.

mod edits;
mod fields;
mod kind;
mod kinds;
mod prune;
mod spec;
mod table;
mod tree;

pub use kind::{Expected, Kind};
pub use spec::Spec;
pub use table::kinds;

use crate::{Drafts, diag::render, diff, load::Known, model::Model};
use std::{
    collections::BTreeMap,
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
};

/// One kind of change at one place.
pub struct Mutant {
    /// What is changed, as changes call it: `order.set_note request.memo`
    pub place: String,
    edit: Box<dyn Fn(&mut Spec) + Send + Sync>,
}

impl Mutant {
    /// A change of this thing.
    pub fn new(place: impl Into<String>, edit: impl Fn(&mut Spec) + Send + Sync + 'static) -> Self {
        Self { place: place.into(), edit: Box::new(edit) }
    }

    /// The changed spec.
    pub fn apply(&self, spec: &Spec) -> Spec {
        let mut changed = spec.clone();
        (self.edit)(&mut changed);
        changed
    }
}

impl fmt::Debug for Mutant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Mutant").field("place", &self.place).finish_non_exhaustive()
    }
}

/// What was told of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub rule: String,
    pub verdict: String,
    pub identity: String,
}

/// What diff tells.
pub fn told(old: &Model, new: &Model) -> Vec<Told> {
    let changes = diff::diff(old, new).changes;
    let told = |change: &diff::Change| Told {
        rule: change.rule.name().to_owned(),
        verdict: change.verdict().name().to_owned(),
        identity: change.identity.clone(),
    };
    changes.iter().map(told).collect()
}

/// Something that was told otherwise than the table wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: &'static str,
    pub place: String,
    pub what: String,
}

const NO_PLACE: &str = "there is no place for it in this spec";

impl Fault {
    /// Whether the spec only has no place for the kind.
    pub fn is_without_a_place(&self) -> bool {
        self.what == NO_PLACE
    }
}

/// What came of all kinds.
#[derive(Debug, Default)]
pub struct Outcome {
    /// For every kind the number of its places
    pub places: Vec<(&'static str, usize)>,
    pub faults: Vec<Fault>,
}

impl Outcome {
    /// How many mutants there were.
    pub fn mutants(&self) -> usize {
        self.places.iter().map(|(_, count)| count).sum()
    }
}

/// What was told of one kind of change at one place, or why the mutant came to nothing.
#[derive(Debug, Clone)]
pub struct Observed {
    pub kind: &'static Kind,
    pub place: String,
    pub told: Result<Vec<Told>, String>,
}

/// A judge of two models.
pub type Tell<'a> = &'a (dyn Fn(&Model, &Model) -> Vec<Told> + Sync);

/// Every place of these kinds, kind by kind.
pub fn mutants(spec: &Spec, kinds: &[&'static Kind]) -> Vec<(&'static Kind, Mutant)> {
    kinds.iter().flat_map(|kind| (kind.make)(spec).into_iter().map(move |mutant| (*kind, mutant))).collect()
}

/// Every kind at every place; `tell` is what stands to be judged.
pub fn run(spec: &Spec, kinds: &[&'static Kind], tell: Tell) -> Outcome {
    match observe(spec, &mutants(spec, kinds), tell) {
        Ok(observed) => judge(kinds, &observed),
        Err(what) => Outcome { places: Vec::new(), faults: vec![Fault { kind: "", place: String::new(), what }] },
    }
}

/// What is told of every mutant, in their order.
pub fn observe(spec: &Spec, mutants: &[(&'static Kind, Mutant)], tell: Tell) -> Result<Vec<Observed>, String> {
    let old =
        crate::model(spec.sources()).map_err(|refused| format!("the spec itself is refused:\n{}", render::human(&refused)))?;
    let known = Known::of(&spec.sources());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((kind, mutant)) = mutants.get(index) else { return found };
            let told = observed(spec, &known, &old, mutant, tell);
            found.push((index, Observed { kind, place: mutant.place.clone(), told }));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<(usize, Observed)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        // A thread that panicked has lost its mutants, which must not look like nothing to tell.
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, observed)| observed).collect())
}

fn observed(spec: &Spec, known: &Known, old: &Model, mutant: &Mutant, tell: Tell) -> Result<Vec<Told>, String> {
    let changed = mutant.apply(spec);
    if changed == *spec {
        return Err("the mutation changes nothing".to_owned());
    }
    match crate::model_beside(known, changed.sources(), Drafts::Refused) {
        Ok(new) => Ok(tell(old, &new)),
        Err(refused) => Err(format!("the mutant is refused:\n{}", render::human(&refused))),
    }
}

/// Holds what was told against the table.
pub fn judge(kinds: &[&'static Kind], observed: &[Observed]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for one in observed {
        *places.entry(one.kind.name).or_default() += 1;
    }
    outcome.places = kinds.iter().map(|kind| (kind.name, places.get(kind.name).copied().unwrap_or_default())).collect();
    for (kind, _) in outcome.places.iter().filter(|(_, count)| *count == 0) {
        outcome.faults.push(Fault { kind, place: String::new(), what: NO_PLACE.to_owned() });
    }
    for Observed { kind, place, told } in observed {
        let wrong = match told {
            Ok(told) => kind.judge(place, told),
            Err(why) => vec![why.clone()],
        };
        outcome.faults.extend(wrong.into_iter().map(|what| Fault { kind: kind.name, place: place.clone(), what }));
    }
    outcome
}
