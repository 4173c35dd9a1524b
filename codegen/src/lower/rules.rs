//! Rules between the fields of a request: choices that become enum arguments, and what is checked before a call leaves.

use super::{
    File,
    fields::{self, literal},
};
use crate::{
    diag::{Code, Diagnostics, did_you_mean},
    model::{Base, Choice, ChoiceVariant, Demand, Field, Literal, Request, Rule, Type, When},
    names,
    source::{At, Place},
    spec::{RuleSpec, WhenSpec},
};
use std::collections::BTreeSet;

/// The choices and the remaining rules of a request.
pub(super) fn lower(at: File, request: &Request, diagnostics: &mut Diagnostics) -> (Vec<Choice>, Vec<Rule>) {
    let mut choices: Vec<Choice> = Vec::new();
    let mut rules = Vec::new();
    for (index, spec) in at.spec.rules.iter().enumerate() {
        let index = index.to_string();
        let path = ["rules", index.as_str()];
        let place = at.value(&path);
        let mut bad = |message: String, help: &str| {
            diagnostics.push(Code::BAD_RULE, place, message, help);
        };
        for name in mentioned(spec).into_iter().filter(|name| request.field(name).is_none()) {
            let help = did_you_mean(name, request.fields().map(|field| field.wire.as_str()), "name a field of the request");
            bad(format!("the request has no field `{name}`"), &help);
        }
        match (spec.one_of.len(), spec.at_least_one.len(), spec.requires.len(), &spec.when) {
            (2.., 0, 0, None) => {
                if let Some(choice) = choice(at, place, spec, request, &choices, &mut bad) {
                    choices.push(choice);
                }
            }
            (0, 2.., 0, None) => rules.push(rule(place, Demand::AtLeastOne(spec.at_least_one.clone()))),
            (0, 0, 1.., Some(WhenSpec::Given(field))) => {
                if request.field(field).is_some_and(|found| found.constant.is_some()) {
                    let help = "mark the fields `required` and remove the rule";
                    bad(format!("`{field}` is always sent: what it requires is always required"), help);
                }
                let when = When::Given(field.clone());
                rules.push(rule(place, Demand::Requires { when, fields: spec.requires.clone() }));
            }
            (0, 0, 1.., Some(WhenSpec::Value(values))) => match values.iter().next() {
                Some((field, value)) if values.len() == 1 => {
                    if request.field(field).is_some_and(|found| !is_unknown(at, found) && !can_equal(found, value)) {
                        bad(
                            format!("`{field}` can never be {}", literal(value)),
                            "compare a text, number, flag or enum with a value of its own kind",
                        );
                    }
                    let when = When::Value(field.clone(), value.clone());
                    rules.push(rule(place, Demand::Requires { when, fields: spec.requires.clone() }));
                }
                _ => bad("`when` names one field and its value".into(), "write `when: {field: value}`"),
            },
            _ => bad(
                "a rule is one_of, at_least_one, or requires with when".into(),
                "write {one_of: [a, b], name: …}, {at_least_one: [a, b]}, or {requires: [a], when: b}",
            ),
        }
        if spec.one_of.is_empty() && (spec.name.is_some() || spec.doc.is_some()) {
            bad("only a one_of has a name and a doc".into(), "remove them");
        }
        for name in spec.at_least_one.iter().chain(&spec.requires) {
            if request.field(name).is_some_and(|field| field.required) {
                bad(
                    format!("`{name}` is required anyway: the rule says nothing"),
                    "remove the rule, or `required` from the field",
                );
            }
        }
    }
    for (index, first) in choices.iter().enumerate() {
        for second in &choices[index + 1..] {
            if let Some(shared) = first.wires().intersection(&second.wires()).next() {
                let message = format!("`{shared}` belongs to two choices");
                diagnostics.push(Code::BAD_RULE, at.key(&["rules"]), message, "a field is part of one choice only");
            }
        }
    }
    (choices, rules)
}

fn rule(place: Place, demand: Demand) -> Rule {
    Rule { at: At(place), demand }
}

/// Whether the type of a field is nowhere to be found.
fn is_unknown(at: File, field: &Field) -> bool {
    let spec = at.spec.query.get(&field.wire).or_else(|| at.spec.request.get(&field.wire));
    spec.is_some_and(|spec| fields::is_unknown(spec, &field.ty))
}

/// Whether a field could hold this value at all.
fn can_equal(field: &Field, value: &Literal) -> bool {
    let fits = match value {
        Literal::Text(_) => {
            matches!(field.ty, Type::Text | Type::Scalar { base: Base::Text, .. } | Type::Enum { text: true, .. })
        }
        Literal::Int(_) => {
            matches!(field.ty, Type::Int | Type::Scalar { base: Base::I64 | Base::U64, .. } | Type::Enum { text: false, .. })
        }
        Literal::Bool(_) => field.ty == Type::Bool,
    };
    fits && field.constant.is_none()
}

fn mentioned(spec: &RuleSpec) -> BTreeSet<&str> {
    let when: Vec<&String> = match &spec.when {
        Some(WhenSpec::Given(field)) => vec![field],
        Some(WhenSpec::Value(values)) => values.keys().collect(),
        None => Vec::new(),
    };
    spec.one_of
        .iter()
        .flat_map(|alternative| alternative.fields())
        .chain(&spec.at_least_one)
        .chain(&spec.requires)
        .chain(when)
        .map(String::as_str)
        .collect()
}

fn choice(
    file: File,
    place: Place,
    spec: &RuleSpec,
    request: &Request,
    others: &[Choice],
    bad: &mut impl FnMut(String, &str),
) -> Option<Choice> {
    let Some(name) = &spec.name else {
        bad("a one_of becomes an argument: it needs a name".into(), "add `name: …` in snake_case and `doc: …`");
        return None;
    };
    if let Some(trouble) = names::member_trouble(name) {
        bad(trouble, "choose a name in snake_case");
    }
    let taken = request.fields().any(|field| field.rust == *name) || others.iter().any(|other| other.rust == *name);
    if taken {
        bad(format!("`{name}` is already a field of the request"), "name the choice after what is chosen, such as `target`");
    }
    let mut seen = BTreeSet::new();
    let mut alternatives = Vec::new();
    for alternative in &spec.one_of {
        let wires = alternative.fields().to_vec();
        for wire in &wires {
            if !seen.insert(wire.clone()) {
                bad(format!("`{wire}` stands in two alternatives"), "the alternatives of a one_of have no field in common");
            }
            if let Some(field) = request.field(wire).filter(|field| field.required || field.constant.is_some()) {
                bad(
                    format!("`{}` is always sent: it cannot be one of several", field.wire),
                    "remove `required` or `const` from the field",
                );
            }
        }
        let words: Vec<&str> = wires.iter().filter_map(|wire| request.field(wire)).map(|field| field.rust.as_str()).collect();
        let variant = names::type_name(&words.join("_and_"));
        if alternatives.iter().any(|other: &ChoiceVariant| other.name == variant) {
            bad(format!("two alternatives are both `{variant}` in Rust"), "give a field of one of them another `rust:` name");
        }
        alternatives.push(ChoiceVariant { at: At(place), name: variant, wires });
    }
    if seen.iter().any(|wire| file.spec.query.contains_key(wire)) && seen.iter().any(|wire| file.spec.request.contains_key(wire))
    {
        let help = "a choice lies either in `query` or in `request`; say the rest with at_least_one";
        bad(format!("the fields of `{name}` lie partly in the URL and partly in the body"), help);
    }
    Some(Choice {
        at: At(place),
        rust: name.clone(),
        type_name: format!("{}{}", names::type_name(&file.spec.name), names::type_name(name)),
        doc: spec.doc.clone().unwrap_or_else(|| "恰选其一".into()),
        alternatives,
    })
}
