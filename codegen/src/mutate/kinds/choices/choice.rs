//! A choice of a request as the spec has it, and the examples that have to make it.

use crate::{
    mutate::{
        fields::{Field, Holder, holders},
        kinds::requests::given::{holds, rules, words},
        spec::Spec,
        tree::Tree,
    },
    names,
};

/// What a choice of a request is made of.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The part of the request that has its first field
    pub holder: Holder,
    /// Its place among the rules
    pub index: usize,
    pub name: String,
    /// The keys of each alternative
    pub alternatives: Vec<Vec<String>>,
}

impl Choice {
    /// What it is called in changes.
    pub fn place(&self) -> String {
        format!("{}.{}", self.holder.name, self.name)
    }

    /// What an alternative with these fields is called in changes.
    pub fn alternative(&self, spec: &Spec, wires: &[String]) -> String {
        format!("{}.{}", self.place(), variant(&wires.iter().map(|wire| self.rust(spec, wire)).collect::<Vec<_>>()))
    }

    /// What one of its fields is called in Rust.
    pub fn rust(&self, spec: &Spec, wire: &str) -> String {
        let file = spec.file(&self.holder.file);
        let says = ["query", "request"].into_iter().find_map(|part| file.at(&[part, wire]));
        says.and_then(|says| says.word("rust")).map_or_else(|| names::member(wire), str::to_owned)
    }

    fn rule<'a>(&self, spec: &'a mut Spec) -> Option<&'a mut Tree> {
        spec.file_mut(&self.holder.file).get_mut("rules")?.items_mut().get_mut(self.index)
    }

    /// Sets a key of the rule.
    pub fn set(&self, spec: &mut Spec, key: &str, value: Tree) {
        if let Some(rule) = self.rule(spec) {
            rule.set(key, value);
        }
    }

    /// Offers these alternatives instead, in the examples too.
    pub fn offer(&self, spec: &mut Spec, alternatives: &[Vec<String>]) {
        self.set(spec, "one_of", listed(alternatives));
        settle(spec, &self.holder.file, alternatives);
    }
}

/// The choices of all requests.
pub fn choices(spec: &Spec) -> Vec<Choice> {
    let parts: Vec<Holder> = holders(spec).into_iter().filter(|holder| holder.is_sent && !holder.is_struct()).collect();
    let mut found = Vec::new();
    for (file, _) in spec.endpoints() {
        for (index, rule) in rules(spec, file).iter().enumerate() {
            let Some(list) = rule.get("one_of") else { continue };
            let owned = |one: &Tree| words(one).into_iter().map(str::to_owned).collect::<Vec<_>>();
            let alternatives: Vec<Vec<String>> = list.items().iter().map(owned).collect();
            let has_first = |holder: &&Holder| {
                let first = alternatives.iter().flatten().next();
                holder.file == file && holder.fields(spec).iter().any(|(wire, _)| Some(wire) == first)
            };
            let Some(holder) = parts.iter().find(has_first).cloned() else { continue };
            let name = rule.word("name").unwrap_or_default().to_owned();
            found.push(Choice { holder, index, name, alternatives });
        }
    }
    found
}

/// The choice that a field is part of, and its alternative.
pub fn owner<'a>(choices: &'a [Choice], field: &Field) -> Option<(&'a Choice, &'a Vec<String>)> {
    let near = choices.iter().filter(|choice| choice.holder.file == field.holder.file);
    let mut all = near.flat_map(|choice| choice.alternatives.iter().map(move |wires| (choice, wires)));
    all.find(|(_, wires)| wires.contains(&field.wire))
}

/// The name of an alternative with fields of these names.
pub fn variant(fields: &[String]) -> String {
    names::type_name(&fields.join("_and_"))
}

/// Alternatives as a rule lists them.
pub fn listed(alternatives: &[Vec<String>]) -> Tree {
    let one = |wires: &Vec<String>| match wires.as_slice() {
        [single] => Tree::text(single.as_str()),
        several => Tree::texts(several),
    };
    Tree::List(alternatives.iter().map(one).collect())
}

/// Makes every example choose exactly one of these alternatives. One that shows several becomes as many examples, and one that
/// shows none gets the first that all rules allow.
pub fn settle(spec: &mut Spec, file: &str, alternatives: &[Vec<String>]) {
    let rules = rules(spec, file).to_vec();
    let examples = spec.file(file).get("examples").map_or(&[][..], Tree::items).to_vec();
    let none = Tree::Map(Vec::new());
    let requests: Vec<&Tree> = examples.iter().map(|example| example.get("request").unwrap_or(&none)).collect();
    let sample = |wire: &str| requests.iter().find_map(|request| request.get(wire)).cloned();
    let choose = |request: &Tree, one: &[String]| {
        let mut chosen = request.clone();
        for wire in alternatives.iter().flatten() {
            if !one.contains(wire) {
                chosen.remove(wire);
            } else if chosen.get(wire).is_none()
                && let Some(value) = sample(wire)
            {
                chosen.set(wire, value);
            }
        }
        chosen
    };
    let mut settled = Vec::new();
    for (example, request) in examples.iter().zip(&requests) {
        let touched = alternatives.iter().filter(|one| one.iter().any(|wire| request.get(wire).is_some()));
        let mut chosen: Vec<Tree> = touched.map(|one| choose(request, one)).collect();
        if chosen.is_empty() {
            let all: Vec<Tree> = alternatives.iter().map(|one| choose(request, one)).collect();
            let good = all.iter().find(|request| rules.iter().all(|rule| holds(rule, request)));
            chosen.extend(good.or(all.first()).cloned());
        }
        for request in chosen {
            let mut copy = example.clone();
            copy.set("request", request);
            settled.push(copy);
        }
    }
    spec.file_mut(file).set("examples", Tree::List(settled));
}
