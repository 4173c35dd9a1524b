//! Enums as a whole: which there are, what they are called, and whether their values are numbers or texts.

mod values;

pub use values::{
    value_added, value_allowed, value_deprecated, value_deprecation_reworded, value_deprecation_withdrawn, value_forwarder_added,
    value_forwarder_removed, value_labelled, value_moved, value_removed, value_renamed, value_renamed_gently, value_retired,
    value_reused, value_unretired, values_reordered,
};

use super::{
    endpoints::{gentle, thing::record},
    requests::given::reshow,
    structs::{
        shown::value,
        types::{self, Known, add_typed, define, defined, things},
        words,
    },
};
use crate::mutate::{
    Mutant,
    fields::{Field, Holder, fields, holders},
    spec::Spec,
    tree::Tree,
};

/// The name of a new enum.
pub const KIND: &str = "MutantKind";

/// A new enum.
pub fn kind() -> Tree {
    let values = Tree::Map(vec![("1".to_owned(), record(&[("name", "MutantOne"), ("doc", "一")]))]);
    Tree::Map(vec![("doc".to_owned(), Tree::text("新增")), ("values".to_owned(), values)])
}

/// A new enum with the field that has it, in everything that holds fields.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |holder: Holder| {
        Mutant::new(spec.type_name(&holder.file, KIND), move |spec| {
            define(spec, &holder.file, "enums", KIND, kind());
            add_typed(spec, &holder, KIND, &Tree::plain(1));
        })
    };
    holders(spec).into_iter().map(mutant).collect()
}

/// An enum is gone: its fields are plain numbers or texts.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let users = known.users(&all);
        let plain = if is_numeric(spec, &known) { "int" } else { "text" };
        Mutant::new(known.place.clone(), move |spec| {
            known.replace(spec, &users, plain);
            known.take(spec);
        })
    };
    defined(spec, "enums").into_iter().map(mutant).collect()
}

/// An enum has another name.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    types::renamed(spec, "enums")
}

/// An enum has another name, and the old one stays.
pub fn renamed_gently(spec: &Spec) -> Vec<Mutant> {
    types::renamed_gently(spec, "enums")
}

/// An enum of an endpoint becomes a shared one.
pub fn moved_to_common(spec: &Spec) -> Vec<Mutant> {
    types::widened(spec, "enums")
}

/// The values are texts instead of numbers.
pub fn became_text(spec: &Spec) -> Vec<Mutant> {
    rewritten(spec, true, |_, key| format!("v{key}"))
}

/// The values are numbers instead of texts.
pub fn became_number(spec: &Spec) -> Vec<Mutant> {
    rewritten(spec, false, |index, _| (990_001 + index).to_string())
}

/// Enums of one kind of values with all of them written in the other one.
fn rewritten(spec: &Spec, is_number: bool, fresh: fn(usize, &str) -> String) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let users = known.users(&all);
        let keys = known.says(spec).get("values").map_or(&[][..], Tree::entries).iter().map(|(key, _)| key);
        let pairs: Vec<(String, String)> = keys.enumerate().map(|(index, key)| (key.clone(), fresh(index, key))).collect();
        Mutant::new(known.place.clone(), move |spec| {
            follow(spec, &users, &pairs);
            for user in &users {
                user.unset(spec, "wire");
            }
            if let Some(values) = known.says_mut(spec).and_then(|says| says.get_mut("values")) {
                pairs.iter().for_each(|(old, new)| values.rename(old, new));
            }
        })
    };
    defined(spec, "enums").into_iter().filter(|known| is_numeric(spec, known) == is_number).map(mutant).collect()
}

/// Writes values of an enum in another way wherever its fields are: examples, constants, defaults, and rules.
fn follow(spec: &mut Spec, users: &[Field], pairs: &[(String, String)]) {
    for user in users {
        reshow(spec, user, |shown| swapped(shown, pairs));
        if let Some(says) = user.says_mut(spec) {
            for key in ["const", "default"] {
                if let Some(known) = says.get_mut(key) {
                    *known = swapped(known, pairs);
                }
            }
        }
        if user.holder.is_struct() || !user.holder.is_sent {
            continue;
        }
        if let Some(rules) = spec.file_mut(&user.holder.file).get_mut("rules") {
            for rule in rules.items_mut() {
                if let Some(known) = rule.at_mut(&["when", &user.wire]) {
                    *known = swapped(known, pairs);
                }
            }
        }
    }
}

/// The same with new values for old ones.
fn swapped(shown: &Tree, pairs: &[(String, String)]) -> Tree {
    if let Tree::List(items) = shown {
        return Tree::List(items.iter().map(|item| swapped(item, pairs)).collect());
    }
    let new = shown.leaf().and_then(|text| pairs.iter().find(|(old, _)| old == text));
    new.map_or_else(|| shown.clone(), |(_, new)| value(new))
}

/// Whether the values are numbers.
fn is_numeric(spec: &Spec, known: &Known) -> bool {
    known.says(spec).get("values").is_some_and(|values| values.keys().all(|key| key.parse::<i64>().is_ok()))
}

/// An enum is described otherwise.
pub fn documented(spec: &Spec) -> Vec<Mutant> {
    words::documented(things(spec, "enums"))
}

/// Users ought to stop using an enum.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, things(spec, "enums"))
}

/// They ought to for another reason, or since another release.
pub fn deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    words::reworded(spec, things(spec, "enums"))
}

/// They may go on using it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, things(spec, "enums"))
}

/// An enum has one more old name.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(things(spec, "enums"), "MutantOld")
}

/// An old name of an enum is gone.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, things(spec, "enums"))
}

/// A lint is silent at an enum.
pub fn allowed(spec: &Spec) -> Vec<Mutant> {
    words::allowed(things(spec, "enums"))
}
