//! Scalars: what they are in Rust, how they are sent, and what one unit of them is.

use super::{
    endpoints::thing::record,
    requests::given::{is_compared, reshow},
    structs::{
        types::{self, COMMON, Known, add_typed, define, defined, things},
        words,
    },
};
use crate::mutate::{
    Mutant,
    fields::{Field, Holder, fields, holders},
    spec::Spec,
    tree::Tree,
};

const ID: &str = "MutantId";

/// A new scalar with the field that has it, in everything that holds fields. One that nothing uses is refused.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |holder: Holder| {
        Mutant::new(ID, move |spec| {
            define(spec, COMMON, "scalars", ID, record(&[("base", "u64"), ("doc", "新增")]));
            add_typed(spec, &holder, ID, &Tree::plain(1));
        })
    };
    holders(spec).into_iter().map(mutant).collect()
}

/// A scalar is gone: its fields are plain numbers or texts.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let users = known.users(&all);
        let is_text = base(spec, &known) == "text";
        Mutant::new(known.place.clone(), move |spec| {
            known.replace(spec, &users, if is_text { "text" } else { "int" });
            known.take(spec);
            // An id may be larger than a number.
            for user in users.iter().filter(|_| !is_text) {
                reshow(spec, user, |shown| each_leaf(shown, &|text| text.parse::<i64>().map_or(Tree::plain(1), Tree::plain)));
            }
        })
    };
    defined(spec, "scalars").into_iter().map(mutant).collect()
}

/// A scalar has another name.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    types::renamed(spec, "scalars")
}

/// A scalar has another representation, each of the two others. What a constant or a rule compares it with would have to
/// change as well, so such scalars are left out.
pub fn base_changed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let mut made = Vec::new();
    for known in defined(spec, "scalars") {
        let users = known.users(&all);
        let is_fixed = |user: &Field| user.says.get("const").is_some() || (user.holder.is_sent && is_compared(spec, user));
        if users.iter().any(is_fixed) {
            continue;
        }
        let old = base(spec, &known);
        for new in ["u64", "i64", "text"].into_iter().filter(|new| *new != old) {
            let (known, users) = (known.clone(), users.clone());
            made.push(Mutant::new(known.place.clone(), move |spec| rebase(spec, &known, &users, new)));
        }
    }
    made
}

fn rebase(spec: &mut Spec, known: &Known, users: &[Field], new: &str) {
    if let Some(says) = known.says_mut(spec) {
        says.set("base", Tree::text(new));
        if new != "i64" {
            says.remove("unit");
        }
        if new == "text" {
            says.remove("wire");
        }
    }
    for user in users {
        if new != "i64" {
            user.unset(spec, "min");
            user.unset(spec, "max");
        }
        if new == "text" {
            user.unset(spec, "wire");
        } else if !user.is_list() {
            user.unset(spec, "max_len");
        }
        let value = if new == "text" { Tree::text("m") } else { Tree::plain(1) };
        reshow(spec, user, |shown| each_leaf(shown, &|_| value.clone()));
    }
}

/// The same with other values.
fn each_leaf(shown: &Tree, other: &dyn Fn(&str) -> Tree) -> Tree {
    match shown {
        Tree::Leaf { text, .. } => other(text),
        Tree::List(items) => Tree::List(items.iter().map(|item| each_leaf(item, other)).collect()),
        Tree::Map(_) => shown.clone(),
    }
}

/// A scalar is sent in another JSON form; a text has only one.
pub fn form_changed(spec: &Spec) -> Vec<Mutant> {
    let flip = |says: &mut Tree| {
        let other = if says.word("wire") == Some("text") { "number" } else { "text" };
        says.set("wire", Tree::text(other));
    };
    let numbers = defined(spec, "scalars").into_iter().filter(|known| base(spec, known) != "text");
    numbers.map(|known| known.thing().mutant(flip)).collect()
}

/// A quantity is counted in another unit.
pub fn unit_changed(spec: &Spec) -> Vec<Mutant> {
    let quantities = defined(spec, "scalars").into_iter().filter(|known| base(spec, known) == "i64");
    quantities.map(|known| known.thing().mutant(|says| says.set("unit", Tree::text("mutant")))).collect()
}

/// A quantity has no unit any more.
pub fn unit_withdrawn(spec: &Spec) -> Vec<Mutant> {
    let withdraw = |says: &mut Tree| {
        says.remove("unit");
    };
    let counted = things(spec, "scalars").into_iter().filter(|thing| thing.says(spec).get("unit").is_some());
    counted.map(|thing| thing.mutant(withdraw)).collect()
}

/// A scalar is described otherwise.
pub fn documented(spec: &Spec) -> Vec<Mutant> {
    words::documented(things(spec, "scalars"))
}

/// A lint is silent at a scalar.
pub fn allowed(spec: &Spec) -> Vec<Mutant> {
    words::allowed(things(spec, "scalars"))
}

fn base(spec: &Spec, known: &Known) -> String {
    known.says(spec).word("base").unwrap_or_default().to_owned()
}
