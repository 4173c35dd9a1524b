//! The algebra of the diff: what is true of any two specs, whatever changed between them. Texts that say the same do not
//! differ, two steps are no worse than the worst of them, and the way back tells what the way there told.
//!
//! Chance chooses, and chooses the same in every run. The real spec is slow to read, so it is asked less often.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "algebra/edits.rs"]
mod edits;
#[path = "algebra/mirrors.rs"]
mod mirrors;
#[path = "support/random.rs"]
mod random;

use edits::{EDITS, REORDERING};
use mirrors::unanswered;
use random::Random;
use std::{collections::BTreeSet, path::Path};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    diff::{self, Diff},
    emit,
    model::Model,
    mutate::{Kind, Mutant, Spec, kinds},
    source::{SourceFile, Sources},
};

/// Places and edits are chosen by this; another number tries others.
const SEED: u64 = 20_260_309;
/// So many edits mean nothing.
const EDITED: usize = 200;
/// So many pairs of steps are taken, and so many of them have to lead to a spec.
const PAIRS: usize = 60;
const JUDGED: usize = 40;

#[test]
fn two_hundred_random_edits_that_mean_nothing_change_nothing() {
    nothing_changes(&fixture(), 5);
}

#[test]
fn two_hundred_random_edits_that_mean_nothing_change_nothing_of_the_real_spec() {
    nothing_changes(&real(), 10);
}

#[test]
fn two_steps_are_never_worse_than_the_worst_of_them() {
    let mut random = Random::new(SEED);
    let spec = Spec::read(&fixture());
    let from = model(&spec).unwrap();
    let mut judged = 0;
    for _ in 0..PAIRS {
        let Some((first, middle)) = step(&mut random, &spec) else { continue };
        let Some((second, last)) = step(&mut random, &middle) else { continue };
        let (Some(over), Some(to)) = (model(&middle), model(&last)) else { continue };
        let verdict = |old: &Model, new: &Model| diff::diff(old, new).verdict();
        let (there, on, whole) = (verdict(&from, &over), verdict(&over, &to), verdict(&from, &to));
        assert!(whole <= there.max(on), "{first} is {there:?}, then {second} is {on:?}, and both are {whole:?}");
        judged += 1;
    }
    assert!(judged >= JUDGED, "only {judged} of {PAIRS} pairs of steps lead to a spec");
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    let spec = Spec::read(&fixture());
    let sample = |random: &mut Random| kinds().flat_map(|kind| chosen(random, kind, &spec, 3)).collect::<Vec<_>>();
    both_ways_agree(&spec, sample);
}

#[test]
fn what_is_added_one_way_is_removed_the_other_in_the_real_spec() {
    let spec = Spec::read(&real());
    let sample = |random: &mut Random| {
        let mut kinds: Vec<&Kind> = kinds().collect();
        random.shuffle(&mut kinds);
        kinds.into_iter().take(30).flat_map(|kind| chosen(random, kind, &spec, 1)).collect::<Vec<_>>()
    };
    both_ways_agree(&spec, sample);
}

#[test]
fn no_mutant_differs_from_itself() {
    let mut random = Random::new(SEED);
    let spec = Spec::read(&fixture());
    let mut judged = 0;
    for kind in kinds() {
        for (name, mutant) in chosen(&mut random, kind, &spec, 2) {
            let changed = mutant.apply(&spec);
            // Read once more, so that both are models of their own.
            let again = Spec::read(&changed.sources());
            let (Some(one), Some(other)) = (model(&changed), model(&again)) else { continue };
            assert_eq!(diff::diff(&one, &other), Diff::default(), "{name}");
            judged += 1;
        }
    }
    assert!(judged > kinds().count() / 2, "only {judged} mutants of {} kinds are specs", kinds().count());
}

/// Edits a spec in rounds of so many edits each, one after the other on the same files.
fn nothing_changes(sources: &Sources, edits_of_a_round: usize) {
    let mut random = Random::new(SEED);
    let before = accepted(sources.clone(), "nothing");
    let expected = emit::emit(&before);
    let mut applied = BTreeSet::new();
    for round in 0..EDITED / edits_of_a_round {
        // Where fields change places, generated files do as well.
        let is_reordered = round % 4 == 3;
        let mut files = sources.files.clone();
        let mut done: Vec<String> = Vec::new();
        while done.len() < edits_of_a_round {
            if let Some((name, path)) = edit(&mut random, &mut files, is_reordered) {
                applied.insert(name);
                done.push(format!("{name}: {path}"));
            }
        }
        let done = done.join("\n");
        let after = accepted(Sources::from_files(sources.root.clone(), files), &done);
        assert_eq!(diff::diff(&before, &after), Diff::default(), "{done}");
        assert!(is_reordered || emit::emit(&after) == expected, "the generated files changed:\n{done}");
    }
    let known: BTreeSet<&str> = EDITS.iter().chain([&REORDERING]).map(|(name, _)| *name).collect();
    assert_eq!(applied, known, "every edit is done somewhere");
}

/// An edit of one of the files, which come in another order every time: what was done, and where.
fn edit(random: &mut Random, files: &mut [SourceFile], is_reordered: bool) -> Option<(&'static str, String)> {
    random.shuffle(files);
    let is_reordering = is_reordered && random.below(4) == 0;
    let (name, change) = if is_reordering { REORDERING } else { *random.pick(EDITS)? };
    let file = files.first_mut()?;
    let text = change(random, &file.text)?;
    assert_ne!(text, file.text, "{name} leaves {} as it was", file.path);
    file.text = text;
    Some((name, file.path.clone()))
}

/// Mutants of a kind, so many at most, each with its name.
fn chosen(random: &mut Random, kind: &Kind, spec: &Spec, most: usize) -> Vec<(String, Mutant)> {
    let mut all = (kind.make)(spec);
    random.shuffle(&mut all);
    all.truncate(most);
    all.into_iter().map(|mutant| (format!("{} at {}", kind.name, mutant.place), mutant)).collect()
}

/// A step away from a spec: its name and where it leads.
fn step(random: &mut Random, spec: &Spec) -> Option<(String, Spec)> {
    let kind: &Kind = random.pick(&kinds().collect::<Vec<_>>())?;
    let (name, mutant) = chosen(random, kind, spec, 1).pop()?;
    Some((name, mutant.apply(spec)))
}

/// Holds what is told of the way to each mutant against what is told of the way back.
fn both_ways_agree(spec: &Spec, sample: impl FnOnce(&mut Random) -> Vec<(String, Mutant)>) {
    let sample = sample(&mut Random::new(SEED));
    let old = model(spec).unwrap();
    let mut judged = 0;
    let mut wrong = Vec::new();
    for (name, mutant) in &sample {
        // That every mutant is a spec, another test says.
        let Some(new) = model(&mutant.apply(spec)) else { continue };
        judged += 1;
        let (there, back) = (diff::diff(&old, &new).changes, diff::diff(&new, &old).changes);
        for change in unanswered(&there, &back) {
            wrong.push(format!("{name}: nothing answers {} {} {}", change.rule.name(), change.identity, change.values()));
        }
    }
    assert!(judged > sample.len() / 2, "only {judged} of {} mutants are specs", sample.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn model(spec: &Spec) -> Option<Model> {
    codegen::model(spec.sources()).ok()
}

fn accepted(sources: Sources, done: &str) -> Model {
    codegen::model(sources).unwrap_or_else(|refused| panic!("refused after {done}:\n{}", render::human(&refused)))
}

fn fixture() -> Sources {
    read("tests/fixtures/mutate")
}

fn real() -> Sources {
    read("../api-spec")
}

fn read(folder: &str) -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap()
}
