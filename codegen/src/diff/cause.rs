//! Why something changed, told from the records of the sources beside it.

use super::{Cause, Differ, reach::record};
use crate::model::{Endpoint, Field};
use std::collections::BTreeSet;

/// The cause of a change of a field: what its sources say changed along with it. A field that is new or gone has the records
/// that it brings or takes along.
pub(super) fn of_field(old: Option<&Field>, new: Option<&Field>) -> Cause {
    let of = |field: Option<&Field>| {
        let field = field.into_iter();
        field.flat_map(|field| field.conflicts.iter().map(record).chain(field.from.iter().cloned())).collect::<BTreeSet<_>>()
    };
    of_records(&of(old), &of(new))
}

/// The cause of a change of an endpoint: its own records about one of these things.
pub(super) fn of_endpoint(old: &Endpoint, new: &Endpoint, about: &[&str]) -> Cause {
    let of = |endpoint: &Endpoint| {
        let told = endpoint.conflicts.iter().filter(|one| about.iter().any(|word| one.about.split(' ').next() == Some(*word)));
        told.map(record).collect::<BTreeSet<_>>()
    };
    of_records(&of(old), &of(new))
}

impl Differ<'_> {
    /// The cause of a change of a type: the records of the fields that have it, and of the endpoint that brings it.
    pub(super) fn cause_of_type(&self, old: Option<&str>, new: Option<&str>, owners: [Option<&Endpoint>; 2]) -> Cause {
        let about = ["values", "label", "unit", "type", "shape", "name", "wire", "meaning"];
        if let [Some(old), Some(new)] = owners
            && of_endpoint(old, new, &about) == Cause::Correction
        {
            return Cause::Correction;
        }
        let before = old.map(|key| self.old.reach.records(key)).unwrap_or_default();
        let after = new.map(|key| self.new.reach.records(key)).unwrap_or_default();
        of_records(&before, &after)
    }
}

fn of_records(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Cause {
    if old == new { Cause::Vendor } else { Cause::Correction }
}
