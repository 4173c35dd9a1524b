//! Enums: a value is known by its name as long as the name is there, for that is what code is written with.

use super::{
    Differ, Rule,
    change::Subject,
    pairs::{Pairs, Pass, pair},
    shape::told,
    side::Named,
};
use crate::{
    model::{Deprecated, Endpoint, Enum, Values, Variant},
    source::At,
};

/// A value of either kind of enum.
struct Value<'a> {
    at: At,
    value: String,
    name: &'a String,
    doc: &'a String,
    deprecated: &'a Option<Deprecated>,
    retired: bool,
    renamed_from: &'a Vec<String>,
}

impl Differ<'_> {
    /// Compares the enums of both sides.
    pub(super) fn enums(&mut self, endpoints: &Pairs<'_, &Endpoint>) {
        let types = self.types;
        for gone in types.enums.removed.iter().filter(|gone| told(gone.owner, &endpoints.removed)) {
            let note = types.looks_like(&gone.key);
            let subject = self.type_subject((Some(gone.key.as_str()), gone.owner), (None, None), gone.item.at, None);
            self.report(Rule::EnumRemoved, &subject, Some(gone.key.clone()), None).note = note;
        }
        for fresh in types.enums.added.iter().filter(|fresh| told(fresh.owner, &endpoints.added)) {
            let subject = self.new_type((fresh.key.as_str(), fresh.owner), fresh.item.at);
            self.report(Rule::EnumAdded, &subject, None, Some(fresh.key.clone()));
        }
        for (before, after) in &types.enums.both {
            self.enumeration(before, after);
        }
    }

    fn enumeration(&mut self, before: &Named<'_, Enum>, after: &Named<'_, Enum>) {
        let Enum { at, name, doc, values, deprecated, renamed_from } = before.item;
        let now = after.item;
        let sides = ((Some(before.key.as_str()), before.owner), (Some(after.key.as_str()), after.owner));
        let subject = self.type_subject(sides.0, sides.1, *at, Some(now.at));
        if name != &now.name {
            let change = self.report(Rule::EnumRenamed, &subject, Some(name.clone()), Some(now.name.clone()));
            change.rust = Some((format!("enum {name}"), format!("enum {}", now.name)));
        }
        self.changed(Rule::DocChanged, &subject, doc, &now.doc, String::clone);
        self.deprecation(&subject, deprecated, &now.deprecated);
        self.forwarders(&subject, (name, renamed_from), (&now.name, &now.renamed_from));
        let kind = |values: &Values| match values {
            Values::Int(_) => ("numbers", "fn raw(self) -> i64"),
            Values::Text(_) => ("texts", "fn raw(&self) -> &str"),
        };
        let (was, is) = (kind(values), kind(&now.values));
        if was != is {
            let change = self.report(Rule::EnumReprChanged, &subject, Some(was.0.to_owned()), Some(is.0.to_owned()));
            change.rust = Some((was.1.to_owned(), is.1.to_owned()));
        }
        self.values(&subject, &now.name, &list(values), &list(&now.values), was != is);
    }

    /// Compares the values; where numbers became texts, that values differ is told already.
    fn values(&mut self, of: &Subject, name: &str, old: &[Value<'_>], new: &[Value<'_>], other_kind: bool) {
        let both = |one: &Value| vec![format!("{}\n{}", one.name, one.value)];
        let names = |one: &Value| vec![one.name.clone()];
        let before = |one: &Value| one.renamed_from.clone();
        let values = |one: &Value| vec![one.value.clone()];
        let passes = [Pass::same(&both), Pass::same(&names), Pass { old: &names, new: &before }, Pass::same(&values)];
        let pairs = pair(old, new, &passes);
        let subject = |one: &Value, at_old, at_new| Subject {
            identity: format!("{}.{}", of.identity, one.value),
            at_old,
            at_new,
            ..of.clone()
        };
        let variant = |one: &Value| format!("{name}::{} = {}", one.name, one.value);
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone.at), of.at_new);
            let change = self.report(Rule::EnumValueRemoved, &subject, Some(format!("{} {}", gone.value, gone.name)), None);
            change.rust = Some((variant(gone), String::new()));
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh.at));
            // Whoever had the value has another one now, or it would have been taken for a renamed one.
            let is_reused = old.iter().any(|other| other.value == fresh.value);
            let rule = if is_reused { Rule::EnumValueReused } else { Rule::EnumValueAdded };
            let change = self.report(rule, &subject, None, Some(format!("{} {}", fresh.value, fresh.name)));
            change.rust = Some((String::new(), variant(fresh)));
        }
        for (was, is) in &pairs.both {
            let Value { at, value, name: old_name, doc, deprecated, retired, renamed_from } = was;
            let subject = subject(is, Some(*at), Some(is.at));
            if old_name != &is.name {
                let change = self.report(Rule::EnumVariantRenamed, &subject, Some((*old_name).clone()), Some(is.name.clone()));
                change.rust = Some((variant(was), variant(is)));
            }
            if !other_kind {
                self.changed(Rule::EnumNumberChanged, &subject, value, &is.value, String::clone);
            }
            self.changed(Rule::EnumLabelChanged, &subject, *doc, is.doc, String::clone);
            self.deprecation(&subject, deprecated, is.deprecated);
            self.retirement(Rule::EnumValueRetired, &subject, *retired, is.retired);
            self.forwarders(&subject, (old_name, renamed_from), (is.name, is.renamed_from));
        }
    }
}

fn list(values: &Values) -> Vec<Value<'_>> {
    match values {
        Values::Int(variants) => variants.iter().map(|one| value(one, one.value.to_string())).collect(),
        Values::Text(variants) => variants.iter().map(|one| value(one, one.value.clone())).collect(),
    }
}

fn value<T>(variant: &Variant<T>, shown: String) -> Value<'_> {
    let Variant { at, value: _, name, doc, deprecated, retired, renamed_from } = variant;
    Value { at: *at, value: shown, name, doc, deprecated, retired: *retired, renamed_from }
}
