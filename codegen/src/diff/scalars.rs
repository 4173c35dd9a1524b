//! Scalars: what they are in Rust, how they are sent, and what one unit of them is.

use super::{Differ, Rule, rust};
use crate::model::{Form, Scalar};

impl Differ<'_> {
    /// Compares the scalars of both sides.
    pub(super) fn scalars(&mut self) {
        let types = self.types;
        for gone in &types.scalars.removed {
            let subject = self.type_subject((Some(gone.name.as_str()), None), (None, None), gone.at, None);
            let change = self.report(Rule::ScalarRemoved, &subject, Some(gone.name.clone()), None);
            change.note = types.looks_like(&gone.name);
            change.rust = Some((rust::scalar(gone), String::new()));
        }
        for fresh in &types.scalars.added {
            let subject = self.new_type((fresh.name.as_str(), None), fresh.at);
            self.report(Rule::ScalarAdded, &subject, None, Some(fresh.name.clone())).rust =
                Some((String::new(), rust::scalar(fresh)));
        }
        for (old, new) in &types.scalars.both {
            self.scalar(old, new);
        }
    }

    fn scalar(&mut self, old: &Scalar, new: &Scalar) {
        let Scalar { at, name, base, form, unit, doc } = old;
        let subject = self.type_subject((Some(name.as_str()), None), (Some(new.name.as_str()), None), *at, Some(new.at));
        if base != &new.base {
            let [before, after] = [base, &new.base].map(|base| Some(format!("{base:?}").to_lowercase()));
            self.report(Rule::ScalarBaseChanged, &subject, before, after).rust = Some((rust::scalar(old), rust::scalar(new)));
        }
        // Another representation brings its own form along.
        if base == &new.base {
            let shown = |form: &Form| format!("{form:?}").to_lowercase();
            self.changed(Rule::ScalarFormChanged, &subject, form, &new.form, shown);
        }
        self.changed(Rule::ScalarUnitChanged, &subject, unit, &new.unit, |unit| unit.clone().unwrap_or("none".to_owned()));
        self.changed(Rule::DocChanged, &subject, doc, &new.doc, String::clone);
    }
}
