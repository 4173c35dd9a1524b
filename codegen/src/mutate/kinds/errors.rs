//! Error codes, those of common/ and those that one endpoint names.

use super::endpoints::{
    endpoints, gentle,
    thing::{Thing, record},
};
use crate::mutate::{Mutant, spec::Spec, tree::Tree};
use std::collections::BTreeMap;

/// Endpoints document a code by its number, in their own words.
pub const LISTED: &[&str] = &["endpoint-errors-changed"];

/// A number that no code has.
const NUMBER: &str = "99990001";
/// A file for codes that have to stand somewhere else.
const SHARED: &str = "common/mutant.yaml";

/// Every code where it is named.
fn codes(spec: &Spec) -> Vec<Thing> {
    numbered(spec).into_iter().map(|(code, _)| code).collect()
}

fn numbered(spec: &Spec) -> Vec<(Thing, String)> {
    let mut found = Vec::new();
    for (file, says) in spec.common().chain(spec.endpoints()) {
        for (number, code) in says.get("errors").map_or(&[][..], Tree::entries) {
            if code.get("name").is_some() {
                found.push((Thing::new(format!("errcode {number}"), file, &["errors", number]), number.clone()));
            }
        }
    }
    found
}

/// The codes that every file lists.
fn in_lists(spec: &mut Spec, change: &dyn Fn(&mut Tree)) {
    let files: Vec<String> = spec.common().chain(spec.endpoints()).map(|(file, _)| file.to_owned()).collect();
    for file in files {
        if let Some(list) = spec.file_mut(&file).get_mut("errors") {
            change(list);
        }
    }
}

/// Names in common/ what one endpoint names and others list, for then that endpoint may be anywhere or nowhere.
pub(super) fn share_codes(spec: &mut Spec) {
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    for code in spec.endpoints().filter_map(|(_, says)| says.get("errors")).flat_map(Tree::keys) {
        *users.entry(code).or_default() += 1;
    }
    let mut several = Vec::new();
    for (file, says) in spec.endpoints() {
        let own = says.get("errors").map_or(&[][..], Tree::entries).iter().filter(|(_, code)| code.get("name").is_some());
        let counted = own.filter(|(number, _)| users.get(number.as_str()).is_some_and(|count| *count > 1));
        several.extend(counted.map(|(number, _)| (file.to_owned(), number.clone())));
    }
    for (file, number) in several {
        share(spec, &file, &number);
    }
}

/// Names a code in common/ instead of in the file of an endpoint, which goes on listing it with the same words.
fn share(spec: &mut Spec, file: &str, number: &str) {
    let Some(code) = spec.file_mut(file).at_mut(&["errors", number]) else { return };
    let mut mention = Tree::Map(Vec::new());
    mention.set("doc", code.get("doc").cloned().unwrap_or(Tree::text("")));
    let named = std::mem::replace(code, mention);
    spec.file_mut(SHARED).map("errors").set(number, named);
}

/// Codes that endpoints name, each with the change of naming it in common/ instead.
pub fn shared(spec: &Spec) -> Vec<Mutant> {
    let mutant = |(code, number): (Thing, String)| Mutant::new(code.name, move |spec| share(spec, &code.file, &number));
    numbered(spec).into_iter().filter(|(code, _)| !code.file.starts_with("common/")).map(mutant).collect()
}

/// A new code in every file of common/.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    spec.common().map(|(file, _)| new_code(file)).collect()
}

/// A new code that an endpoint names.
pub fn named_by_endpoint(spec: &Spec) -> Vec<Mutant> {
    endpoints(spec).into_iter().map(|endpoint| new_code(&endpoint.file)).collect()
}

fn new_code(file: &str) -> Mutant {
    let code = || record(&[("name", "MutantCode"), ("doc", "mutant")]);
    let whole = Thing::new(format!("errcode {NUMBER}"), file, &[]);
    whole.mutant(move |says| says.map("errors").set(NUMBER, code()))
}

/// A code is gone. Nobody can list what nobody names.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |(code, number): (Thing, String)| {
        Mutant::new(code.name, move |spec| {
            in_lists(spec, &|list| {
                list.remove(&number);
            });
        })
    };
    numbered(spec).into_iter().map(mutant).collect()
}

/// Another name, and the old one works no longer.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    codes(spec).into_iter().map(|code| code.mutant(|says| says.set("name", Tree::text("MutantCode")))).collect()
}

/// Another name, and the old one stays.
pub fn renamed_and_kept(spec: &Spec) -> Vec<Mutant> {
    let rename = |says: &mut Tree| {
        let old = says.word("name").unwrap_or_default().to_owned();
        gentle::remember(says, &old);
        says.set("name", Tree::text("MutantCode"));
    };
    codes(spec).into_iter().map(|code| code.mutant(rename)).collect()
}

/// The name stands for another number; whoever lists the code lists that.
pub fn number_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |(_, number): (Thing, String)| {
        Mutant::new(format!("errcode {NUMBER}"), move |spec| in_lists(spec, &|list| list.rename(&number, NUMBER)))
    };
    numbered(spec).into_iter().map(mutant).collect()
}

/// A new name has the number, and the old name another one.
pub fn number_reused(spec: &Spec) -> Vec<Mutant> {
    let mutant = |(code, number): (Thing, String)| {
        Mutant::new(code.name, move |spec| {
            let Some(found) = spec.file_mut(&code.file).at_mut(&["errors", &number]) else { return };
            let mut new = record(&[("name", "MutantCode")]);
            // With the words of the old one, lest endpoints seem to document something else.
            new.set("doc", found.get("doc").cloned().unwrap_or(Tree::text("")));
            let old = std::mem::replace(found, new);
            spec.file_mut(SHARED).map("errors").set(NUMBER, old);
        })
    };
    numbered(spec).into_iter().map(mutant).collect()
}

/// Another kind of failure.
pub fn class_changed(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| {
        let other = if says.word("class") == Some("server") { "parameter" } else { "server" };
        says.set("class", Tree::text(other));
    };
    codes(spec).into_iter().map(|code| code.mutant(edit)).collect()
}

/// A repeat does something else.
pub fn repeat_changed(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| {
        let other = if says.word("repeat") == Some("minute") { "never" } else { "minute" };
        says.set("repeat", Tree::text(other));
    };
    codes(spec).into_iter().map(|code| code.mutant(edit)).collect()
}

/// Another explanation. An endpoint that names the code explains it with the same words.
pub fn doc_changed(spec: &Spec) -> Vec<Mutant> {
    codes(spec).into_iter().map(|code| code.mutant(|says| says.set("doc", Tree::text("mutant")))).collect()
}

/// Something else can be done about it, or anything at all.
pub fn hint_said(spec: &Spec) -> Vec<Mutant> {
    codes(spec).into_iter().map(|code| code.mutant(|says| says.set("hint", Tree::text("mutant")))).collect()
}

/// Nothing is known any more that can be done about it.
pub fn hint_removed(spec: &Spec) -> Vec<Mutant> {
    without(spec, |says| says.get("hint").is_some(), "hint")
}

/// The platform dropped it. What is deprecated cannot be retired as well.
pub fn retired(spec: &Spec) -> Vec<Mutant> {
    let used = codes(spec).into_iter().filter(|code| {
        let says = code.says(spec);
        !says.flag("retired") && says.get("deprecated").is_none()
    });
    used.map(|code| code.mutant(|says| says.set("retired", Tree::plain(true)))).collect()
}

/// The platform uses it again.
pub fn retirement_withdrawn(spec: &Spec) -> Vec<Mutant> {
    without(spec, |says| says.flag("retired"), "retired")
}

fn without(spec: &Spec, is_there: fn(&Tree) -> bool, key: &'static str) -> Vec<Mutant> {
    let remove = move |says: &mut Tree| {
        says.remove(key);
    };
    codes(spec).into_iter().filter(|code| is_there(code.says(spec))).map(|code| code.mutant(remove)).collect()
}

/// Users ought to stop comparing with it.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, codes(spec))
}

/// It was deprecated with another release.
pub fn deprecated_since(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, codes(spec), "since", "9.9.9")
}

/// It is deprecated with other words.
pub fn deprecated_note(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, codes(spec), "note", "mutant")
}

/// Users may go on comparing with it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, codes(spec))
}

/// One more old name of the constant works.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(codes(spec), "MutantOldCode")
}

/// An old name of the constant no longer works.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, codes(spec))
}
