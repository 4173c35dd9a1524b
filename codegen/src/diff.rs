//! What a change of the spec does to the users of the SDK: two models to a list of changes, each with a rule that has a verdict.
//!
//! Nothing is left out: every type of the model is taken apart without `..`, so a new key of the format does not compile
//! here before somebody has decided what its change means. Rust names are paired before wire names, because that is what
//! decides whether the code of a user still compiles.

pub mod approvals;
mod cause;
mod change;
mod choices;
pub mod dump;
mod endpoint;
mod enums;
mod errors;
mod field;
mod fingerprint;
mod limits;
mod members;
mod paging;
mod pairs;
mod reach;
pub mod report;
mod request;
mod response;
mod rules;
mod rust;
mod scalars;
mod service;
mod shape;
mod side;
mod similar;
mod texts;
mod types;
pub mod version;

pub use change::{Cause, Change, Direction, Verdict};
pub use rules::Rule;

use crate::model::{Endpoint, Model};
use change::Subject;
use pairs::{Pairs, Pass, pair};
use side::{Side, id, keyed};
use types::Types;

/// Everything that differs between two models.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// The changes, the worst first
    pub changes: Vec<Change>,
}

impl Diff {
    /// The worst verdict there is.
    pub fn verdict(&self) -> Verdict {
        self.changes.iter().map(Change::verdict).max().unwrap_or(Verdict::None)
    }

    /// The changes with a verdict.
    pub fn of(&self, verdict: Verdict) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.verdict() == verdict)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Adds changes that the models do not show, such as features of the hand-written SDK; one that is there stays once.
    pub fn add(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            if !self.changes.iter().any(|other| other.rule == change.rule && other.identity == change.identity) {
                self.changes.push(change);
            }
        }
        sort(&mut self.changes);
    }
}

/// What became of the old model in the new one.
pub fn diff(old: &Model, new: &Model) -> Diff {
    let (old, new) = (Side::of(old), Side::of(new));
    let endpoints = endpoints(&old, &new);
    let types = Types::of(&old, &new, &endpoints);
    let mut differ = Differ { old: &old, new: &new, types: &types, changes: Vec::new() };
    differ.model();
    for (old, new) in &endpoints.both {
        differ.endpoint(old, new);
    }
    endpoints.removed.iter().for_each(|gone| differ.endpoint_removed(gone));
    endpoints.added.iter().for_each(|fresh| differ.endpoint_added(fresh));
    differ.scalars();
    differ.structs(&endpoints);
    differ.enums(&endpoints);
    let mut changes = differ.changes;
    sort(&mut changes);
    Diff { changes }
}

/// The name of an endpoint in changes: `talent.window.add_window`.
pub fn endpoint_name(endpoint: &Endpoint) -> String {
    id(endpoint)
}

/// Features that the hand-written manifest of the SDK lost or gained.
pub fn features(old: &[String], new: &[String]) -> Vec<Change> {
    let identity = |name: &String| Subject::named(format!("feature {name}"));
    let gone = old.iter().filter(|name| !new.contains(name));
    let fresh = new.iter().filter(|name| !old.contains(name));
    let removed = gone.map(|name| identity(name).change(Rule::FeatureRemoved, Some(name.clone()), None));
    let added = fresh.map(|name| identity(name).change(Rule::FeatureAdded, None, Some(name.clone())));
    removed.chain(added).collect()
}

/// What a witness found: it compiled against the old SDK and fails with these errors, although no spec says so.
pub fn broken(errors: &[String]) -> Change {
    let subject = Subject::named("the hand-written SDK and the generator".to_owned());
    let mut change = subject.change(Rule::SdkBroken, None, Some(format!("{} errors of the compiler", errors.len())));
    change.note = errors.first().cloned();
    change
}

fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let key = |change: &Change| (std::cmp::Reverse(change.verdict()), change.identity.clone(), change.rule);
        key(a).cmp(&key(b)).then_with(|| (&a.old, &a.new).cmp(&(&b.old, &b.new)))
    });
}

/// Endpoints by their place in Rust, then by method and path, then by a name that the new one remembers.
fn endpoints<'a>(old: &'a Side<'a>, new: &'a Side<'a>) -> Pairs<'a, &'a Endpoint> {
    let place = |endpoint: &&Endpoint| vec![id(endpoint)];
    let wire = |endpoint: &&Endpoint| vec![format!("{:?} {}", endpoint.method, endpoint.path)];
    let before = |endpoint: &&Endpoint| -> Vec<String> {
        endpoint.renamed_from.iter().map(|name| keyed(&endpoint.group, ".", name)).collect()
    };
    let passes = [Pass::same(&place), Pass::same(&wire), Pass { old: &place, new: &before }];
    pair(&old.endpoints, &new.endpoints, &passes)
}

/// The comparison at work.
struct Differ<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    types: &'a Types<'a>,
    changes: Vec<Change>,
}

impl Differ<'_> {
    /// Writes a change down; the caller may add to it.
    fn report(&mut self, rule: Rule, subject: &Subject, old: Option<String>, new: Option<String>) -> &mut Change {
        self.changes.push(subject.change(rule, old, new));
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    /// Writes a change from one value to another down, if there is any.
    fn changed<T: PartialEq>(&mut self, rule: Rule, subject: &Subject, old: &T, new: &T, shown: impl Fn(&T) -> String) {
        if old != new {
            self.report(rule, subject, Some(shown(old)), Some(shown(new)));
        }
    }

    fn model(&mut self) {
        let (old, new) = (self.old.model, self.new.model);
        // Types are compared by the module that they are in, endpoints over all groups.
        let Model { hosts, groups, scalars: _, structs: _, enums: _, codes } = old;
        self.hosts(hosts, &new.hosts);
        self.groups(groups, &new.groups, true);
        self.codes(codes, &new.codes);
    }
}
