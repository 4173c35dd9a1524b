//! Endpoints as a whole: which there are, what they are called, where they are, and what every call does.
//!
//! `draft: true` is no kind of change: generate refuses a draft, so that no model of a release ever has one.

mod conflicts;
pub(super) mod gentle;
mod said;
pub(super) mod thing;

pub use conflicts::{
    conflict_about, conflict_added, conflict_chosen, conflict_claim, conflict_field, conflict_reason, conflict_removed,
};
pub use said::{
    allowed, doc_name_changed, doc_removed, doc_said, error_listed, error_said, error_unlisted, example_added,
    example_answer_changed, example_explained, example_request_changed, example_source_changed, gap_added, gaps_removed,
    link_added, links_changed, reviewed, title_changed,
};

use super::{
    errors::share_codes,
    service::{Group, groups},
};
use crate::{
    mutate::{Mutant, prune::prune, spec::Spec, tree::Tree},
    names,
};
use std::collections::BTreeSet;
use thing::Thing;

/// What goes with an endpoint: codes that only it names, shared types that only it uses, and what of the others only a
/// request could have.
pub const GONE: &[&str] =
    &["errcode-removed", "struct-removed", "enum-removed", "scalar-removed", "struct-constructor-removed", "dispute-changed"];

/// The least that an endpoint says.
const LEAST: &str = r#"{
    "name": "mutant_endpoint", "doc_name": "mutant", "title": "mutant", "docs": ["https://example.com/mutant"],
    "method": "GET", "path": "/mutant/endpoint", "effect": "read",
    "examples": [{"source": "written", "request": {}, "response": {"errcode": 0}}]
}"#;

/// Every endpoint.
pub(super) fn endpoints(spec: &Spec) -> Vec<Thing> {
    spec.endpoints().map(|(file, _)| Thing::new(spec.endpoint_name(file), file, &[])).collect()
}

/// A new endpoint in every group that may hold one.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    let leaves = groups(spec).into_iter().filter(|group| group.is_leaf);
    let mutant = |group: Group| {
        let file = format!("{}/mutant_endpoint.yaml", group.folder());
        Mutant::new(format!("{}.mutant_endpoint", group.path.join(".")), move |spec| {
            spec.put(&file, Tree::read(LEAST).unwrap_or(Tree::Map(Vec::new())));
        })
    };
    leaves.map(mutant).collect()
}

/// An endpoint is gone, with what only it has. A group may be left without any.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |endpoint: Thing| Mutant::new(endpoint.name, move |spec| remove(spec, std::slice::from_ref(&endpoint.file)));
    endpoints(spec).into_iter().map(mutant).collect()
}

/// Takes endpoints away, and what nothing needs without them.
pub(super) fn remove(spec: &mut Spec, files: &[String]) {
    share_codes(spec);
    for file in files {
        spec.take(file);
    }
    prune(spec);
}

/// Another name, and the old one works no longer.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    endpoints(spec).into_iter().filter_map(|endpoint| renaming(spec, &endpoint, false)).collect()
}

/// Another name, and the old one stays. Nothing is lost where no variant of a choice could be imported under the old name.
pub fn renamed_and_kept(spec: &Spec) -> Vec<Mutant> {
    let plain = endpoints(spec).into_iter().filter(|endpoint| choices(endpoint.says(spec)).is_empty());
    plain.filter_map(|endpoint| renaming(spec, &endpoint, true)).collect()
}

/// The same for endpoints with a choice: its enum becomes an alias, through which no variant can be imported.
pub fn renamed_with_choice(spec: &Spec) -> Vec<Mutant> {
    let choosing = endpoints(spec).into_iter().filter(|endpoint| !choices(endpoint.says(spec)).is_empty());
    choosing.filter_map(|endpoint| renaming(spec, &endpoint, true)).collect()
}

fn renaming(spec: &Spec, endpoint: &Thing, is_kept: bool) -> Option<Mutant> {
    let old = spec.file(&endpoint.file).word("name")?.to_owned();
    let (folder, _) = endpoint.file.rsplit_once('/')?;
    let new = format!("mutant_{old}");
    let (from, to) = (endpoint.file.clone(), format!("{folder}/{new}.yaml"));
    let place = format!("{}.{new}", folder.replace('/', "."));
    Some(Mutant::new(place, move |spec| {
        share_codes(spec);
        let Some(mut says) = spec.take(&from) else { return };
        says.set("name", Tree::text(&new));
        if is_kept {
            gentle::remember(&mut says, &old);
        }
        spec.put(&to, says);
    }))
}

/// An endpoint is in the next group that has no type of the same name; its own types go with it and keep their names.
pub fn moved(spec: &Spec) -> Vec<Mutant> {
    let leaves: Vec<String> = groups(spec).into_iter().filter(|group| group.is_leaf).map(|group| group.folder()).collect();
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let Some((folder, file)) = endpoint.file.rsplit_once('/') else { continue };
        let own = types(endpoint.says(spec));
        let own_place = leaves.iter().position(|leaf| leaf == folder).unwrap_or_default();
        let mut others = leaves.iter().cycle().skip(own_place + 1).take(leaves.len().saturating_sub(1));
        let Some(group) = others.find(|other| taken(spec, other).is_disjoint(&own)) else { continue };
        let name = spec.file(&endpoint.file).word("name").unwrap_or_default();
        let place = format!("{}.{name}", group.replace('/', "."));
        let (from, to) = (endpoint.file.clone(), format!("{group}/{file}"));
        made.push(Mutant::new(place, move |spec| {
            share_codes(spec);
            if let Some(says) = spec.take(&from) {
                spec.put(&to, says);
            }
        }));
    }
    made
}

/// The names that the module of a group has.
fn taken(spec: &Spec, folder: &str) -> BTreeSet<String> {
    let inside = spec.endpoints().filter(|(file, _)| file.rsplit_once('/').is_some_and(|(group, _)| group == folder));
    let handle = format!("{}Api", names::type_name(&folder.replace('/', "_")));
    inside.flat_map(|(_, says)| types(says)).chain([handle]).collect()
}

/// The names that an endpoint brings into the module of its group, old ones and hidden ones included.
fn types(says: &Tree) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let now = says.word("name").unwrap_or_default().to_owned();
    for name in gentle::old_names(says).into_iter().chain([now]) {
        let name = names::type_name(&name);
        let choices = choices(says).into_iter().map(names::type_name);
        let ends = ["", "Response", "Draft"].map(str::to_owned).into_iter().chain(choices);
        found.extend(ends.map(|end| format!("{name}{end}")));
    }
    for (name, known) in ["structs", "enums"].into_iter().flat_map(|section| says.get(section).map_or(&[][..], Tree::entries)) {
        found.extend([name.clone(), format!("{name}Draft")]);
        found.extend(gentle::old_names(known));
    }
    found
}

/// The names of the choices of a request.
fn choices(says: &Tree) -> Vec<&str> {
    let rules = says.get("rules").map_or(&[][..], Tree::items).iter();
    rules.filter(|rule| rule.get("one_of").is_some()).filter_map(|rule| rule.word("name")).collect()
}

/// The other HTTP method, where no endpoint has it at the same path, and no body would be left to a GET.
pub fn method_changed(spec: &Spec) -> Vec<Mutant> {
    let call = |says: &Tree| (says.word("method").map(str::to_owned), says.word("path").map(str::to_owned));
    let calls: BTreeSet<_> = spec.endpoints().map(|(_, says)| call(says)).collect();
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let says = endpoint.says(spec);
        let other = if says.word("method") == Some("GET") { "POST" } else { "GET" };
        let has_body = says.get("request").is_some_and(|fields| !fields.entries().is_empty());
        let is_taken = calls.contains(&(Some(other.to_owned()), says.word("path").map(str::to_owned)));
        if !is_taken && (other == "POST" || !has_body) {
            made.push(endpoint.mutant(move |says| says.set("method", Tree::text(other))));
        }
    }
    made
}

/// Another path.
pub fn path_changed(spec: &Spec) -> Vec<Mutant> {
    endpoints(spec).into_iter().map(|endpoint| endpoint.mutant(|says| says.set("path", Tree::text("/mutant/path")))).collect()
}

/// With a token instead of without, and the other way round. Where a call names its token itself, the client cannot add one.
pub fn auth_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let says = endpoint.says(spec);
        let is_open = says.word("auth") == Some("none");
        if !is_open || says.at(&["query", "access_token"]).is_none() {
            let other = if is_open { "token" } else { "none" };
            made.push(endpoint.mutant(move |says| says.set("auth", Tree::text(other))));
        }
    }
    made
}

/// A read that is a write now, and the other way round.
pub fn effect_changed(spec: &Spec) -> Vec<Mutant> {
    let flip = |says: &mut Tree| {
        let other = if says.word("effect") == Some("read") { "write" } else { "read" };
        says.set("effect", Tree::text(other));
    };
    endpoints(spec).into_iter().map(|endpoint| endpoint.mutant(flip)).collect()
}

/// Users ought to stop calling it.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, endpoints(spec))
}

/// It was deprecated with another release.
pub fn deprecated_since(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, endpoints(spec), "since", "9.9.9")
}

/// It is deprecated with other words.
pub fn deprecated_note(spec: &Spec) -> Vec<Mutant> {
    gentle::reworded(spec, endpoints(spec), "note", "mutant")
}

/// Users may go on calling it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, endpoints(spec))
}

/// One more old name of the method works.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(endpoints(spec), "mutant_old")
}

/// An old name of the method no longer works.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, endpoints(spec))
}
