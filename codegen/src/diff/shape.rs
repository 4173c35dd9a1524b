//! Structs, shared or of an endpoint: each is told once, on the ways that it is reached.

use super::{
    Differ, Direction, Rule,
    change::Subject,
    members::{self, Holder},
    pairs::Pairs,
    rust,
    side::Named,
};
use crate::{
    model::{Endpoint, Struct},
    source::At,
};

impl Differ<'_> {
    /// Compares the structs of both sides.
    pub(super) fn structs(&mut self, endpoints: &Pairs<'_, &Endpoint>) {
        let types = self.types;
        for gone in types.structs.removed.iter().filter(|gone| told(gone.owner, &endpoints.removed)) {
            let note = types.looks_like(&gone.key);
            let subject = self.type_subject((Some(gone.key.as_str()), gone.owner), (None, None), gone.item.at, None);
            let change = self.report(Rule::StructRemoved, &subject, Some(gone.key.clone()), None);
            change.note = note;
        }
        for fresh in types.structs.added.iter().filter(|fresh| told(fresh.owner, &endpoints.added)) {
            let subject = self.new_type((fresh.key.as_str(), fresh.owner), fresh.item.at);
            self.report(Rule::StructAdded, &subject, None, Some(fresh.key.clone()));
        }
        for (before, after) in &types.structs.both {
            self.structure(before, after);
        }
    }

    fn structure(&mut self, before: &Named<'_, Struct>, after: &Named<'_, Struct>) {
        // What a response reaches is decided by the fields that use it, and changes no signature.
        let Struct { at, name, doc, fields: _, in_request, in_response: _, deprecated, renamed_from } = before.item;
        let now = after.item;
        let sides = ((Some(before.key.as_str()), before.owner), (Some(after.key.as_str()), after.owner));
        let subject = self.type_subject(sides.0, sides.1, *at, Some(now.at));
        if name != &now.name {
            let change = self.report(Rule::StructRenamedAliased, &subject, Some(name.clone()), Some(now.name.clone()));
            change.rust = Some((format!("struct {name}"), format!("struct {}", now.name)));
        }
        self.changed(Rule::DocChanged, &subject, doc, &now.doc, String::clone);
        self.deprecation(&subject, deprecated, &now.deprecated);
        self.forwarders(&subject, (name, renamed_from), (&now.name, &now.renamed_from));

        let constructors = || (rust::struct_new(before.item), rust::struct_new(now));
        let holder = Holder {
            identity: after.key.clone(),
            at: now.at,
            modules: (module(before), module(after)),
            used_by: subject.used_by.clone(),
            directions: subject.directions.clone(),
            is_sent: *in_request && now.in_request,
            constructors: &constructors,
        };
        let (was, is) = (members::of_struct(before.item), members::of_struct(now));
        let pairs = self.members(&holder, &was, &is);
        match (in_request, now.in_request) {
            (true, true) => {
                let names = members::names(&pairs);
                let required = |known: &Struct| -> Vec<String> {
                    known.fields.iter().filter(|field| field.required).map(|field| field.rust.clone()).collect()
                };
                self.order(&holder, *at, &members::now(&required(before.item), &names), &required(now));
            }
            (false, true) => {
                let is_wider = pairs.both.iter().any(|(old, new)| !rust::same_when_sent(old.field, new.field));
                let rule = if is_wider { Rule::StructAbsenceChanged } else { Rule::StructConstructorAdded };
                let (was, is) = (Some("only read".to_owned()), Some("sent".to_owned()));
                self.report(rule, &subject, was, is).rust = Some(constructors());
            }
            (true, false) => {
                let (was, is) = (Some("sent".to_owned()), Some("only read".to_owned()));
                self.report(Rule::StructConstructorRemoved, &subject, was, is).rust = Some(constructors());
            }
            (false, false) => {}
        }
    }

    /// A type with its users on both sides, and the ways on which they reach it.
    pub(super) fn type_subject(
        &self,
        old: (Option<&str>, Option<&Endpoint>),
        new: (Option<&str>, Option<&Endpoint>),
        at_old: At,
        at_new: Option<At>,
    ) -> Subject {
        let cause = self.cause_of_type(old.0, new.0, [old.1, new.1]);
        let identity = new.0.or(old.0).unwrap_or_default();
        self.reached(identity, old.0, new.0, old.1.or(new.1)).placed(Some(at_old), at_new).because(cause)
    }

    /// A type that is new.
    pub(super) fn new_type(&self, (key, owner): (&str, Option<&Endpoint>), at: At) -> Subject {
        let cause = self.cause_of_type(None, Some(key), [None, owner]);
        self.reached(key, None, Some(key), owner).placed(None, Some(at)).because(cause)
    }

    fn reached(&self, identity: &str, old: Option<&str>, new: Option<&str>, owner: Option<&Endpoint>) -> Subject {
        let mut directions = old.map(|key| self.old.reach.directions(key)).unwrap_or_default();
        directions.extend(new.map(|key| self.new.reach.directions(key)).unwrap_or_default());
        let mut users = old.map(|key| self.old.reach.users(key)).unwrap_or_default();
        users.extend(new.map(|key| self.new.reach.users(key)).unwrap_or_default());
        // What an endpoint brings is nobody else's.
        let used_by = if owner.is_some() { Vec::new() } else { users.into_iter().collect() };
        let directions: Vec<Direction> = directions.into_iter().collect();
        Subject { used_by, directions, ..Subject::named(identity.to_owned()) }
    }
}

/// Whether a type that came or went has to be told: not with an endpoint that came or went as a whole.
pub(super) fn told(owner: Option<&Endpoint>, whole: &[&&Endpoint]) -> bool {
    owner.is_none_or(|owner| !whole.iter().any(|endpoint| std::ptr::eq(**endpoint, owner)))
}

/// The module that the types of a struct are named from.
fn module<'a>(known: &Named<'a, Struct>) -> &'a [String] {
    known.owner.map(|owner| owner.group.as_slice()).unwrap_or_default()
}
