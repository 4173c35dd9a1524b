//! The values of enums: what stands for what.

use super::{follow, is_numeric, swapped};
use crate::mutate::{
    Mutant,
    fields::{Field, fields},
    kinds::{
        endpoints::{
            gentle::{self, remember},
            thing::{Thing, record},
        },
        requests::given::{reshow, rules},
        structs::{
            types::{Known, defined},
            words,
        },
    },
    spec::Spec,
    tree::Tree,
};

/// A value, and who may show it.
#[derive(Debug, Clone)]
struct Value {
    known: Known,
    key: String,
    users: Vec<Field>,
}

impl Value {
    fn thing(&self) -> Thing {
        Thing::new(named(&self.known, &self.key), &self.known.file, &["enums", &self.known.name, "values", &self.key])
    }

    /// Whether some request always carries it.
    fn is_constant(&self) -> bool {
        self.users.iter().any(|user| user.says.word("const") == Some(self.key.as_str()))
    }

    /// The values that rules compare a user with.
    fn compared<'a>(&self, spec: &'a Spec, user: &Field) -> Vec<&'a str> {
        let is_top = user.holder.is_sent && !user.holder.is_struct();
        let all = if is_top { rules(spec, &user.holder.file) } else { &[] };
        all.iter().filter_map(|rule| rule.at(&["when", &user.wire])?.leaf()).collect()
    }

    fn is_compared(&self, spec: &Spec) -> bool {
        self.users.iter().any(|user| self.compared(spec, user).contains(&self.key.as_str()))
    }

    /// Another value for the examples: one that may be sent, and for which no rule asks more of a request that gets it.
    fn spare(&self, spec: &Spec) -> Option<String> {
        let is_asked_for = |user: &&Field| {
            let examples = spec.file(&user.holder.file).get("examples").map_or(&[][..], Tree::items);
            examples.iter().any(|one| one.at(&["request", &user.wire]).and_then(Tree::leaf) == Some(self.key.as_str()))
        };
        let costly: Vec<&str> = self.users.iter().filter(is_asked_for).flat_map(|user| self.compared(spec, user)).collect();
        let all = self.known.says(spec).get("values").map_or(&[][..], Tree::entries);
        let mut fit = all.iter().filter(|(key, says)| *key != self.key && !says.flag("retired"));
        fit.find(|(key, _)| !costly.contains(&key.as_str())).map(|(key, _)| key.clone())
    }

    /// Shows another value where this one was shown; what is fixed in the spec stays.
    fn show_instead(&self, spec: &mut Spec, other: &str) {
        let pairs = [(self.key.clone(), other.to_owned())];
        for user in &self.users {
            reshow(spec, user, |shown| swapped(shown, &pairs));
        }
    }

    /// All values of the enum, to be changed.
    fn siblings_mut<'a>(&self, spec: &'a mut Spec) -> Option<&'a mut Tree> {
        self.known.says_mut(spec)?.get_mut("values")
    }
}

/// What a value is called in changes.
fn named(known: &Known, key: &str) -> String {
    format!("{}.{key}", known.place)
}

/// Every value of every enum.
fn values(spec: &Spec) -> Vec<Value> {
    let all = fields(spec);
    let mut found = Vec::new();
    for known in defined(spec, "enums") {
        let users = known.users(&all);
        let keys = known.says(spec).get("values").map_or(&[][..], Tree::entries).iter().map(|(key, _)| key.clone());
        found.extend(keys.map(|key| Value { known: known.clone(), key, users: users.clone() }));
    }
    found
}

fn things(spec: &Spec) -> Vec<Thing> {
    values(spec).iter().map(Value::thing).collect()
}

/// A value that an enum does not have.
fn fresh(spec: &Spec, known: &Known) -> &'static str {
    if is_numeric(spec, known) { "990001" } else { "mutant" }
}

/// A new value.
pub fn value_added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |known: Known| {
        let key = fresh(spec, &known);
        Mutant::new(named(&known, key), move |spec| {
            if let Some(says) = known.says_mut(spec) {
                says.map("values").set(key, record(&[("name", "MutantValue"), ("doc", "新增")]));
            }
        })
    };
    defined(spec, "enums").into_iter().map(mutant).collect()
}

/// A value is gone. What a constant or a rule names has to stay, and examples have to show another one instead.
pub fn value_removed(spec: &Spec) -> Vec<Mutant> {
    let gone = values(spec).into_iter().filter(|value| !value.is_constant() && !value.is_compared(spec));
    let mutant = |value: Value| {
        let spare = value.spare(spec)?;
        Some(Mutant::new(named(&value.known, &value.key), move |spec| {
            value.show_instead(spec, &spare);
            if let Some(siblings) = value.siblings_mut(spec) {
                siblings.remove(&value.key);
            }
        }))
    };
    gone.filter_map(mutant).collect()
}

/// A value has another name.
pub fn value_renamed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |thing: Thing| thing.mutant(|says| rename(says, false));
    things(spec).into_iter().map(mutant).collect()
}

/// A value has another name, and the old one stays.
pub fn value_renamed_gently(spec: &Spec) -> Vec<Mutant> {
    let mutant = |thing: Thing| thing.mutant(|says| rename(says, true));
    things(spec).into_iter().map(mutant).collect()
}

fn rename(says: &mut Tree, is_remembered: bool) {
    let old = says.word("name").unwrap_or_default().to_owned();
    says.set("name", Tree::text(format!("Mutant{old}")));
    if is_remembered {
        remember(says, &old);
    }
}

/// A name stands for another value.
pub fn value_moved(spec: &Spec) -> Vec<Mutant> {
    let mutant = |value: Value| {
        let key = fresh(spec, &value.known);
        Mutant::new(named(&value.known, key), move |spec| {
            follow(spec, &value.users, &[(value.key.clone(), key.to_owned())]);
            if let Some(siblings) = value.siblings_mut(spec) {
                siblings.rename(&value.key, key);
            }
        })
    };
    values(spec).into_iter().map(mutant).collect()
}

/// A new name takes a value, and the old name gets another one.
pub fn value_reused(spec: &Spec) -> Vec<Mutant> {
    let mutant = |value: Value| {
        let key = fresh(spec, &value.known);
        Mutant::new(named(&value.known, &value.key), move |spec| {
            if let Some(siblings) = value.siblings_mut(spec) {
                siblings.rename(&value.key, key);
                siblings.set(&value.key, record(&[("name", "MutantValue"), ("doc", "新增")]));
            }
        })
    };
    values(spec).into_iter().map(mutant).collect()
}

/// The platform dropped a value, which requests no longer send then.
pub fn value_retired(spec: &Spec) -> Vec<Mutant> {
    let used = values(spec).into_iter().filter(|value| !value.thing().says(spec).flag("retired") && !value.is_constant());
    let mutant = |value: Value| {
        let is_sent = value.users.iter().any(|user| user.holder.is_sent);
        let spare = if is_sent { Some(value.spare(spec)?) } else { None };
        let name = named(&value.known, &value.key);
        Some(Mutant::new(name, move |spec| {
            if let Some(spare) = &spare {
                value.show_instead(spec, spare);
            }
            if let Some(says) = value.siblings_mut(spec).and_then(|siblings| siblings.get_mut(&value.key)) {
                says.set("retired", Tree::plain(true));
                // That says it already.
                says.remove("deprecated");
            }
        }))
    };
    used.filter_map(mutant).collect()
}

/// The platform uses a value again.
pub fn value_unretired(spec: &Spec) -> Vec<Mutant> {
    let retired = things(spec).into_iter().filter(|thing| thing.says(spec).flag("retired"));
    let withdraw = |says: &mut Tree| {
        says.remove("retired");
    };
    retired.map(|thing| thing.mutant(withdraw)).collect()
}

/// A value is described otherwise.
pub fn value_labelled(spec: &Spec) -> Vec<Mutant> {
    words::documented(things(spec))
}

/// The values stand in another order.
pub fn values_reordered(spec: &Spec) -> Vec<Mutant> {
    let thing = |known: Known| Thing::new(known.place.as_str(), &known.file, &["enums", &known.name, "values"]);
    words::reordered(spec, defined(spec, "enums").into_iter().map(thing).collect())
}

/// Users ought to stop using a value.
pub fn value_deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, things(spec))
}

/// They ought to for another reason, or since another release.
pub fn value_deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    words::reworded(spec, things(spec))
}

/// They may go on using it.
pub fn value_deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, things(spec))
}

/// A value has one more old name.
pub fn value_forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(things(spec), "MutantOld")
}

/// An old name of a value is gone.
pub fn value_forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, things(spec))
}

/// A lint is silent at a value.
pub fn value_allowed(spec: &Spec) -> Vec<Mutant> {
    words::allowed(things(spec))
}
