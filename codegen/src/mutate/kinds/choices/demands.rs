//! Rules that are checked before a call leaves: what has to be given, always or under a condition.

use crate::mutate::{
    Mutant,
    fields::{Field, Role},
    kinds::requests::given::{holds, kept, literals, open_requests, rules, sent, words},
    spec::Spec,
    tree::Tree,
};

/// One of two optional fields has to be given.
pub fn at_least_one_added(spec: &Spec) -> Vec<Mutant> {
    let rule = |one: &Field, other: &Field| vec![("at_least_one", Tree::texts([&one.wire, &other.wire]))];
    let mutants = pairs(spec).iter().map(|(one, other)| added(spec, one, rule(one, other), &one.wire)).collect();
    kept(spec, mutants)
}

/// None of some fields has to be given.
pub fn at_least_one_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, "at_least_one")
}

/// One more field is enough.
pub fn at_least_one_widened(spec: &Spec) -> Vec<Mutant> {
    widened(spec, "at_least_one")
}

/// A field is no longer enough.
pub fn at_least_one_narrowed(spec: &Spec) -> Vec<Mutant> {
    // Of one field alone it would be said with `required`.
    narrowed(spec, "at_least_one", 2)
}

/// One optional field asks for another one.
pub fn requires_added(spec: &Spec) -> Vec<Mutant> {
    let rule =
        |one: &Field, other: &Field| vec![("requires", Tree::texts([&other.wire])), ("when", Tree::text(one.wire.as_str()))];
    let mutants = pairs(spec).iter().map(|(one, other)| added(spec, one, rule(one, other), &other.wire)).collect();
    kept(spec, mutants)
}

/// One value of a field asks for another field.
pub fn requires_added_for_a_value(spec: &Spec) -> Vec<Mutant> {
    let others = loose(spec, &[Role::Optional]);
    let mutant = |field: Field| {
        let value = comparable(spec, &field)?;
        let is_other = |other: &&Field| other.holder.file == field.holder.file && other.wire != field.wire;
        let other = others.iter().find(is_other)?;
        let when = Tree::Map(vec![(field.wire.clone(), value)]);
        let rule = vec![("requires", Tree::texts([&other.wire])), ("when", when)];
        Some(added(spec, &field, rule, &other.wire))
    };
    kept(spec, loose(spec, &[Role::Optional, Role::Required]).into_iter().filter_map(mutant).collect())
}

/// A field no longer asks for others.
pub fn requires_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, "requires")
}

/// One more field is asked for.
pub fn requires_widened(spec: &Spec) -> Vec<Mutant> {
    widened(spec, "requires")
}

/// One field less is asked for.
pub fn requires_narrowed(spec: &Spec) -> Vec<Mutant> {
    narrowed(spec, "requires", 1)
}

/// Another value asks for other fields.
pub fn requires_value_changed(spec: &Spec) -> Vec<Mutant> {
    conditions(spec, |spec, file, when| {
        let (wire, now) = when.entries().first()?;
        let field = field(spec, file, wire)?;
        let other = literals(spec, &field).into_iter().find(|value| value.leaf() != now.leaf())?;
        Some(Tree::Map(vec![(wire.clone(), other)]))
    })
}

/// Any value asks for other fields now.
pub fn requires_for_any_value(spec: &Spec) -> Vec<Mutant> {
    conditions(spec, |_, _, when| when.entries().first().map(|(wire, _)| Tree::text(wire.as_str())))
}

/// Only one value asks for other fields now.
pub fn requires_for_one_value(spec: &Spec) -> Vec<Mutant> {
    conditions(spec, |spec, file, when| {
        let field = field(spec, file, when.leaf()?)?;
        let value = comparable(spec, &field).filter(|_| field.role != Role::Choice)?;
        Some(Tree::Map(vec![(field.wire, value)]))
    })
}

/// Fields of requests in these roles that neither rules nor paging name.
pub fn loose(spec: &Spec, roles: &[Role]) -> Vec<Field> {
    sent(spec, roles).into_iter().filter(|field| !field.holder.is_struct() && !field.is_named).collect()
}

/// Adds a rule to an endpoint.
pub fn add(spec: &mut Spec, file: &str, rule: Tree) {
    let mut all = rules(spec, file).to_vec();
    all.push(rule);
    spec.file_mut(file).set("rules", Tree::List(all));
}

/// The fields that a rule names.
pub fn keys(rule: &Tree) -> Vec<&str> {
    let named = ["one_of", "at_least_one", "requires", "when"].into_iter().filter_map(|key| rule.get(key));
    named.flat_map(|part| words(part).into_iter().chain(part.keys())).collect()
}

/// Optional fields of one request, one beside the other.
fn pairs(spec: &Spec) -> Vec<(Field, Field)> {
    let all = loose(spec, &[Role::Optional]);
    let pairs = all.iter().zip(all.iter().skip(1)).filter(|(one, other)| one.holder.file == other.holder.file);
    pairs.map(|(one, other)| (one.clone(), other.clone())).collect()
}

/// A new rule of the request of a field; examples that break it get what they lack.
fn added(spec: &Spec, field: &Field, rule: Vec<(&str, Tree)>, lacking: &str) -> Mutant {
    let rule = Tree::Map(rule.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
    let (file, lacking) = (field.holder.file.clone(), vec![lacking.to_owned()]);
    Mutant::new(place(spec, &file, &rule), move |spec| {
        add(spec, &file, rule.clone());
        mend(spec, &file, &rule, &lacking);
    })
}

fn removed(spec: &Spec, key: &str) -> Vec<Mutant> {
    let mutant = |(file, index, rule): (String, usize, Tree)| {
        Mutant::new(place(spec, &file, &rule), move |spec| {
            if let Some(rules) = spec.file_mut(&file).get_mut("rules") {
                rules.items_mut().remove(index);
            }
        })
    };
    with(spec, key).into_iter().map(mutant).collect()
}

fn widened(spec: &Spec, key: &'static str) -> Vec<Mutant> {
    let others = loose(spec, &[Role::Optional]);
    let mutant = |(file, index, mut rule): (String, usize, Tree)| {
        let more = others.iter().find(|field| field.holder.file == file)?;
        rule.get_mut(key)?.items_mut().push(Tree::text(more.wire.as_str()));
        Some(replaced(spec, file, index, rule))
    };
    kept(spec, with(spec, key).into_iter().filter_map(mutant).collect())
}

fn narrowed(spec: &Spec, key: &'static str, least: usize) -> Vec<Mutant> {
    let mutant = |(file, index, mut rule): (String, usize, Tree)| {
        let list = rule.get_mut(key)?.items_mut();
        list.pop();
        (list.len() >= least).then(|| replaced(spec, file, index, rule))
    };
    kept(spec, with(spec, key).into_iter().filter_map(mutant).collect())
}

/// Other conditions of the rules that have one.
fn conditions(spec: &Spec, other: impl Fn(&Spec, &str, &Tree) -> Option<Tree>) -> Vec<Mutant> {
    let mutant = |(file, index, mut rule): (String, usize, Tree)| {
        let when = other(spec, &file, rule.get("when")?)?;
        rule.set("when", when);
        Some(replaced(spec, file, index, rule))
    };
    kept(spec, with(spec, "requires").into_iter().filter_map(mutant).collect())
}

/// A rule in the place of another one.
fn replaced(spec: &Spec, file: String, index: usize, rule: Tree) -> Mutant {
    Mutant::new(place(spec, &file, &rule), move |spec| {
        let slot = spec.file_mut(&file).get_mut("rules").and_then(|rules| rules.items_mut().get_mut(index));
        if let Some(slot) = slot {
            *slot = rule.clone();
        }
        let lacking = rule.get("requires").or(rule.get("at_least_one")).map(words).unwrap_or_default();
        let lacking: Vec<String> = lacking.into_iter().map(str::to_owned).collect();
        mend(spec, &file, &rule, &lacking);
    })
}

/// The rules with a key: their file, their place in it, and what they say.
fn with(spec: &Spec, key: &str) -> Vec<(String, usize, Tree)> {
    let of = |file: String| {
        let all = rules(spec, &file).iter().enumerate().filter(|(_, rule)| rule.get(key).is_some());
        all.map(|(index, rule)| (file.clone(), index, rule.clone())).collect::<Vec<_>>()
    };
    spec.endpoint_paths().into_iter().flat_map(of).collect()
}

/// What a rule is called in changes.
fn place(spec: &Spec, file: &str, rule: &Tree) -> String {
    let sorted = |key: &str| {
        let mut list = rule.get(key).map(words).unwrap_or_default();
        list.sort_unstable();
        list.join(", ")
    };
    let text = match rule.get("when") {
        None => format!("at least one of {}", sorted("at_least_one")),
        Some(Tree::Map(values)) => {
            let equal = values.iter().map(|(wire, value)| format!("{wire} = {}", value.leaf().unwrap_or_default()));
            format!("{} requires {}", equal.collect::<String>(), sorted("requires"))
        }
        Some(when) => format!("{} requires {}", when.leaf().unwrap_or_default(), sorted("requires")),
    };
    format!("{} rule {text}", spec.endpoint_name(file))
}

/// A value that a rule may compare a field with.
fn comparable(spec: &Spec, field: &Field) -> Option<Tree> {
    let is_single = !field.is_list() && !field.says.flag("secret") && field.role != Role::Constant;
    literals(spec, field).into_iter().next().filter(|_| is_single)
}

/// The field of a request.
fn field(spec: &Spec, file: &str, wire: &str) -> Option<Field> {
    let roles = [Role::Choice, Role::Required, Role::Position, Role::Optional];
    let is_it = |field: &Field| !field.holder.is_struct() && field.holder.file == file && field.wire == wire;
    sent(spec, &roles).into_iter().find(is_it)
}

/// Gives examples that break a rule what they lack.
fn mend(spec: &mut Spec, file: &str, rule: &Tree, lacking: &[String]) {
    open_requests(spec, file);
    let examples = spec.file(file).get("examples").map_or(&[][..], Tree::items).to_vec();
    let sample = |wire: &str| examples.iter().find_map(|example| example.at(&["request", wire])).cloned();
    let Some(all) = spec.file_mut(file).get_mut("examples") else { return };
    for request in all.items_mut().iter_mut().filter_map(|example| example.get_mut("request")) {
        let is_kept = holds(rule, request);
        for wire in lacking.iter().filter(|_| !is_kept) {
            if request.get(wire).is_none()
                && let Some(value) = sample(wire)
            {
                request.set(wire, value);
            }
        }
    }
}
