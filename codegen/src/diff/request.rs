//! Requests: fields, arguments of `new`, choices, and the rules between fields.

use super::{
    Cause, Differ, Direction, Rule, cause,
    change::Subject,
    members::{self, Holder, Member},
    pairs::{Pairs, Pass, pair},
    rust,
    side::id,
};
use crate::{
    emit::requests::{Argument, arguments},
    lower,
    model::{self, Demand, Endpoint, Request, When},
};
use std::collections::BTreeMap;

/// What the keys of a request are called now.
pub(super) type Keys = BTreeMap<String, String>;

impl Differ<'_> {
    /// Compares what two calls send; what became of the keys is the answer.
    pub(super) fn request(&mut self, old: &Endpoint, new: &Endpoint) -> Keys {
        // The name of the struct follows from that of the endpoint.
        let Request { name: _, query: _, body: _, choices: _, rules } = &old.request;
        let constructors = || (rust::request_new(old), rust::request_new(new));
        let holder = Holder {
            identity: format!("{} request", id(new)),
            at: new.at,
            modules: (&old.group, &new.group),
            used_by: Vec::new(),
            directions: vec![Direction::Request],
            is_sent: true,
            constructors: &constructors,
        };
        let (before, after) = (members::of_request(old), members::of_request(new));
        let pairs = self.members(&holder, &before, &after);
        let keys = keys(&pairs);
        let mut names = members::names(&pairs);
        names.extend(self.choices(&holder, old, new, &pairs));
        let list = |endpoint: &Endpoint| -> Vec<String> {
            arguments(endpoint)
                .into_iter()
                .map(|argument| match argument {
                    Argument::Field(field) => field.rust.clone(),
                    Argument::Choice(choice) => choice.rust.clone(),
                })
                .collect()
        };
        self.order(&holder, old.at, &members::now(&list(old), &names), &list(new));
        self.rules(new, rules, &new.request.rules, &keys, cause::of_endpoint(old, new, &["required", "presence"]));
        keys
    }

    /// Rules that are checked before a call leaves. A key that only has another name now changes no rule.
    fn rules(&mut self, endpoint: &Endpoint, old: &[model::Rule], new: &[model::Rule], keys: &Keys, cause: Cause) {
        let same = Keys::new();
        let before = |rule: &model::Rule| vec![canonical(rule, keys)];
        let after = |rule: &model::Rule| vec![canonical(rule, &same)];
        let pairs = pair(old, new, &[Pass { old: &before, new: &after }]);
        let subject = |rule: &model::Rule, at_old, at_new| {
            let identity = format!("{} rule {}", id(endpoint), canonical(rule, &same));
            Subject { directions: vec![Direction::Request], ..Subject::at(identity, at_old, at_new).because(cause) }
        };
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone.at), Some(endpoint.at));
            self.report(Rule::RuleRemoved, &subject, Some(lower::rule_text(gone)), None);
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh.at));
            self.report(Rule::RuleAdded, &subject, None, Some(lower::rule_text(fresh)));
        }
    }
}

/// What the old keys are called now.
fn keys(pairs: &Pairs<'_, Member<'_>>) -> Keys {
    pairs.both.iter().map(|(old, new)| (old.field.wire.clone(), new.field.wire.clone())).collect()
}

/// A rule with its keys in a fixed order, each under its present name.
fn canonical(rule: &model::Rule, keys: &Keys) -> String {
    let now = |key: &String| keys.get(key).unwrap_or(key).clone();
    let sorted = |list: &[String]| {
        let mut list: Vec<String> = list.iter().map(now).collect();
        list.sort();
        list
    };
    let model::Rule { at, demand } = rule;
    let demand = match demand {
        Demand::AtLeastOne(fields) => Demand::AtLeastOne(sorted(fields)),
        Demand::Requires { when, fields } => {
            let when = match when {
                When::Given(key) => When::Given(now(key)),
                When::Value(key, value) => When::Value(now(key), value.clone()),
            };
            Demand::Requires { when, fields: sorted(fields) }
        }
    };
    lower::rule_text(&model::Rule { at: *at, demand })
}
