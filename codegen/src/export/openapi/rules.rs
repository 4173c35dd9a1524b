//! Rules between the fields of a request: as schemas where JSON Schema has words for them, and always as data.

use super::{
    Scope,
    node::{Map, Node, literal},
    objects,
    values::Side,
};
use crate::model::{Choice, ChoiceVariant, Demand, Field, Form, Request, Rule, When};

/// The choice that a field of the body belongs to, where all its fields are in the body.
pub(super) fn of_the_body<'a>(request: &'a Request, wire: &str) -> Option<&'a Choice> {
    request.choice_of(wire).filter(|choice| choice.wires().into_iter().all(|wire| in_body(request, wire)))
}

/// What the body has to satisfy beside its members.
pub(super) fn schemas(request: &Request, scope: &Scope) -> Vec<Map> {
    let whole = |choice: &&Choice| choice.wires().into_iter().all(|wire| in_body(request, wire));
    let choices = request.choices.iter().filter(whole).map(|choice| {
        let options = choice.alternatives.iter().map(|option| alternative(option, choice, request, scope));
        Map::new().with_list("oneOf", options)
    });
    choices.chain(request.rules.iter().filter_map(|rule| schema(rule, request))).collect()
}

/// The rules as the spec writes them.
pub(super) fn data(request: &Request) -> Vec<Map> {
    let choices = request.choices.iter().map(|choice| {
        let options: Vec<Node> = choice.alternatives.iter().map(|option| option.wires.clone().into()).collect();
        Map::new().with("one_of", options).with("name", &choice.rust).with("doc", &choice.doc)
    });
    let rules = request.rules.iter().map(|rule| match &rule.demand {
        Demand::AtLeastOne(wires) => Map::new().with("at_least_one", wires.clone()),
        Demand::Requires { when, fields } => {
            let when: Node = match when {
                When::Given(wire) => wire.into(),
                When::Value(wire, value) => Map::new().with(wire, literal(value, form(request, wire))).into(),
            };
            Map::new().with("requires", fields.clone()).with("when", when)
        }
    });
    choices.chain(rules).collect()
}

/// One way to choose, with its fields: those of the other ways must not be there.
fn alternative(option: &ChoiceVariant, choice: &Choice, request: &Request, scope: &Scope) -> Map {
    let own = |wire: &str| option.wires.iter().any(|mine| mine == wire);
    let fields: Vec<&Field> = request.body.iter().filter(|field| own(&field.wire)).collect();
    let mut properties = Map::new();
    for field in fields {
        properties.put(&field.wire, objects::property(field, Side::Sent, scope));
    }
    let others = choice.wires().into_iter().filter(|wire| !own(wire)).map(|wire| demand(&[wire]));
    Map::new()
        .with("title", &option.name)
        .with("type", "object")
        .with_list("required", &option.wires)
        .with_map("properties", properties)
        .with("not", Map::new().with_list("anyOf", others))
}

/// A rule as a schema; None where it is also about parameters of the URL.
fn schema(rule: &Rule, request: &Request) -> Option<Map> {
    let all = |wires: &[String]| wires.iter().all(|wire| in_body(request, wire));
    match &rule.demand {
        Demand::AtLeastOne(wires) => {
            all(wires).then(|| Map::new().with_list("anyOf", wires.iter().map(|wire| demand(&[wire.as_str()]))))
        }
        Demand::Requires { when: When::Given(wire), fields } => (in_body(request, wire) && all(fields))
            .then(|| Map::new().with("dependentRequired", Map::new().with(wire, fields.clone()))),
        Demand::Requires { when: When::Value(wire, value), fields } => (in_body(request, wire) && all(fields)).then(|| {
            let wanted = Map::new().with("const", literal(value, form(request, wire)));
            let given = demand(&[wire.as_str()]).with("properties", Map::new().with(wire, wanted));
            Map::new().with("if", given).with("then", Map::new().with_list("required", fields))
        }),
    }
}

fn demand(wires: &[&str]) -> Map {
    Map::new().with_list("required", wires.iter().copied())
}

fn in_body(request: &Request, wire: &str) -> bool {
    request.body.iter().any(|field| field.wire == wire)
}

fn form(request: &Request, wire: &str) -> Form {
    request.field(wire).map_or(Form::Text, |field| field.form)
}
