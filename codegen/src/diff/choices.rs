//! Exactly-one groups: an enum argument each, with one variant per alternative.

use super::{
    Differ, Rule, cause,
    change::Subject,
    members::{Holder, Member, Role},
    pairs::{Pairs, Pass, pair},
    rust,
};
use crate::model::{Choice, ChoiceVariant, Endpoint};
use std::collections::BTreeMap;

impl Differ<'_> {
    /// Compares the choices of two requests; what the old ones are called now is the answer.
    pub(super) fn choices(
        &mut self,
        holder: &Holder<'_>,
        old: &Endpoint,
        new: &Endpoint,
        fields: &Pairs<'_, Member<'_>>,
    ) -> BTreeMap<String, String> {
        let name = |choice: &Choice| vec![choice.rust.clone()];
        let keys = |choice: &Choice| choice.wires().into_iter().map(str::to_owned).collect::<Vec<_>>();
        let passes = [Pass::same(&name), Pass::same(&keys)];
        let pairs = pair(&old.request.choices, &new.request.choices, &passes);
        let cause = cause::of_endpoint(old, new, &["required", "presence", "shape"]);
        let subject = |choice: &Choice, at_old, at_new| Subject {
            directions: holder.directions.clone(),
            ..Subject::at(format!("{}.{}", holder.identity, choice.rust), at_old, at_new).because(cause)
        };
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone.at), Some(new.at));
            let change = self.report(Rule::ChoiceRemoved, &subject, Some(alternatives(gone)), None);
            change.rust = Some((holder.constructors)());
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh.at));
            let change = self.report(Rule::ChoiceAdded, &subject, None, Some(alternatives(fresh)));
            change.rust = Some((holder.constructors)());
        }
        for (before, after) in &pairs.both {
            // The name of the enum follows from that of the argument.
            let Choice { at, rust, type_name: _, doc, alternatives: _ } = before;
            let subject = subject(after, Some(*at), Some(after.at));
            if rust != &after.rust {
                let change = self.report(Rule::ChoiceRenamed, &subject, Some(rust.clone()), Some(after.rust.clone()));
                change.rust = Some((holder.constructors)());
            }
            self.changed(Rule::DocChanged, &subject, doc, &after.doc, String::clone);
            self.alternatives(&subject, (old, *before), (new, *after));
            self.joined(holder, before, after, fields);
        }
        pairs.both.iter().map(|(old, new)| (old.rust.clone(), new.rust.clone())).collect()
    }

    fn alternatives(&mut self, choice: &Subject, old: (&Endpoint, &Choice), new: (&Endpoint, &Choice)) {
        let name = |one: &ChoiceVariant| vec![one.name.clone()];
        let keys = |one: &ChoiceVariant| one.wires.clone();
        let passes = [Pass::same(&name), Pass::same(&keys)];
        let pairs = pair(&old.1.alternatives, &new.1.alternatives, &passes);
        let subject = |one: &ChoiceVariant, at_old, at_new| Subject {
            identity: format!("{}.{}", choice.identity, one.name),
            at_old,
            at_new,
            ..choice.clone()
        };
        let shown = |side: (&Endpoint, &Choice), one: &ChoiceVariant| rust::alternative(side.0, side.1, one);
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone.at), choice.at_new);
            let change = self.report(Rule::ChoiceAlternativeRemoved, &subject, Some(gone.wires.join(" + ")), None);
            change.rust = Some((shown(old, gone), String::new()));
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh.at));
            let change = self.report(Rule::ChoiceAlternativeAdded, &subject, None, Some(fresh.wires.join(" + ")));
            change.rust = Some((String::new(), shown(new, fresh)));
        }
        for (before, after) in &pairs.both {
            let ChoiceVariant { at, name: _, wires: _ } = before;
            let (was, is) = (shape(old.0, before), shape(new.0, after));
            if was != is {
                let subject = subject(after, Some(*at), Some(after.at));
                let change = self.report(Rule::ChoiceAlternativeChanged, &subject, Some(was.join(" + ")), Some(is.join(" + ")));
                change.rust = Some((shown(old, before), shown(new, after)));
            }
        }
    }

    /// Fields that had a setter or were arguments, and are part of a choice that was there before.
    fn joined(&mut self, holder: &Holder<'_>, before: &Choice, after: &Choice, fields: &Pairs<'_, Member<'_>>) {
        for (old, new) in &fields.both {
            let Role::Choice(choice) = new.role else { continue };
            let was_alone = matches!(old.role, Role::Required | Role::Position | Role::Optional);
            if was_alone && choice.rust == after.rust {
                let subject = holder.subject(&new.field.wire, Some(old.field), Some(new.field));
                let names = [old.role.name().to_owned(), format!("alternative of {}", before.rust)];
                let [was, is] = names.map(Some);
                self.report(Rule::ReqJoinedChoice, &subject, was, is).rust = Some((rust::member(old), rust::member(new)));
            }
        }
    }
}

/// What a variant is in Rust beside the types of its fields: its name, and the names of its fields where it has several.
fn shape(endpoint: &Endpoint, one: &ChoiceVariant) -> Vec<String> {
    let fields = one.wires.iter().filter_map(|wire| endpoint.request.field(wire));
    let mut members: Vec<String> = fields.map(|field| field.rust.clone()).collect();
    members.sort();
    if members.len() == 1 {
        members.clear();
    }
    members.insert(0, one.name.clone());
    members
}

fn alternatives(choice: &Choice) -> String {
    choice.alternatives.iter().map(|one| one.wires.join(" + ")).collect::<Vec<_>>().join(" or ")
}
