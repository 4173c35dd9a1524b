//! What nobody's code depends on: docs, sources, conflicts; and what warns a user before something goes.

use super::{Differ, Rule, change::Subject, reach::record};
use crate::model::{Conflict, Deprecated};
use std::collections::BTreeSet;

impl Differ<'_> {
    /// Where a field comes from; the order of the sources means nothing.
    pub(super) fn sources(&mut self, subject: &Subject, old: &[String], new: &[String]) {
        let sorted = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
        self.changed(Rule::SourcesChanged, subject, &sorted(old), &sorted(new), |list| {
            if list.is_empty() { "official pages".to_owned() } else { list.iter().cloned().collect::<Vec<_>>().join(", ") }
        });
    }

    /// Settled disagreements; their order means nothing.
    pub(super) fn conflicts(&mut self, subject: &Subject, old: &[Conflict], new: &[Conflict]) {
        let sorted = |list: &[Conflict]| list.iter().map(record).collect::<BTreeSet<_>>();
        self.changed(Rule::ConflictsChanged, subject, &sorted(old), &sorted(new), |list| match list.len() {
            0 => "no conflict".to_owned(),
            _ => list.iter().cloned().collect::<Vec<_>>().join("; "),
        });
    }

    /// Whether users ought to stop using it.
    pub(super) fn deprecation(&mut self, subject: &Subject, old: &Option<Deprecated>, new: &Option<Deprecated>) {
        if old == new {
            return;
        }
        let rule = if old.is_none() { Rule::Deprecated } else { Rule::DeprecationChanged };
        let shown = |deprecated: &Option<Deprecated>| {
            deprecated.as_ref().map(|Deprecated { since, note }| format!("since {since}: {note}"))
        };
        self.report(rule, subject, shown(old), shown(new));
    }

    /// Whether the platform dropped it.
    pub(super) fn retirement(&mut self, rule: Rule, subject: &Subject, old: bool, new: bool) {
        let rule = if new { rule } else { Rule::RetirementWithdrawn };
        let shown = |retired: &bool| if *retired { "retired" } else { "in use" }.to_owned();
        self.changed(rule, subject, &old, &new, shown);
    }

    /// Older names that still work. What the name was until now is told with the name.
    pub(super) fn forwarders(&mut self, subject: &Subject, old: (&str, &[String]), new: (&str, &[String])) {
        for name in old.1.iter().filter(|name| !new.1.contains(name) && name.as_str() != new.0) {
            self.report(Rule::ForwarderRemoved, subject, Some(name.clone()), None);
        }
        for name in new.1.iter().filter(|name| !old.1.contains(name) && name.as_str() != old.0) {
            self.report(Rule::ForwarderAdded, subject, None, Some(name.clone()));
        }
    }

    /// A text that may be missing.
    pub(super) fn text(&mut self, rule: Rule, subject: &Subject, old: &Option<String>, new: &Option<String>) {
        if old != new {
            self.report(rule, subject, old.clone(), new.clone());
        }
    }
}
