//! Names of a group's module: everything that an endpoint brings has to be different from all the others.

use crate::{
    diag::{Code, Diagnostics},
    load::{Loaded, LoadedEndpoint},
    model::{Endpoint, Model},
    names,
    source::Place,
    spec::EndpointFile,
};
use std::collections::{BTreeMap, BTreeSet};

/// A name, what it names, and where that stands.
type Named = (String, String, Place);

/// Reports every pair of equal names in one module.
pub(super) fn check(model: &Model, endpoints: &[(&LoadedEndpoint, Endpoint)], diagnostics: &mut Diagnostics) {
    let shared = Shared::of(model);
    let mut modules: BTreeMap<&[String], BTreeMap<String, (String, Place)>> = BTreeMap::new();
    // Old names come last: one that is taken is at fault, not what took it.
    for names_of in [types, old_types] {
        for (loaded, endpoint) in endpoints {
            let here = modules.entry(&endpoint.group).or_insert_with(|| handles(&endpoint.group));
            for named in names_of(endpoint, &loaded.at) {
                take(&shared, here, named, diagnostics);
            }
        }
    }
    old_shared(model, &shared, diagnostics);
    for (kind, name) in &shared.named {
        let is_second = shared.kinds.get(name).is_some_and(|first| first < kind);
        if is_second && let Some((loaded, _)) = endpoints.first() {
            let message = format!("`{name}` is two different things in common/");
            diagnostics.push(Code::DUPLICATE_NAME, Place::new(loaded.at.file, 0..0), message, "rename one of them");
        }
    }
}

/// The names of the shared types, gathered once for all names that are held against them.
struct Shared<'a> {
    /// Kind and name of each
    named: Vec<(&'static str, &'a str)>,
    /// The first kind, by the alphabet, that has a name
    kinds: BTreeMap<&'a str, &'static str>,
    /// Names that they had before
    old: BTreeSet<&'a str>,
}

impl<'a> Shared<'a> {
    fn of(model: &'a Model) -> Self {
        let scalars = model.scalars.iter().map(|found| ("scalar", found.name.as_str()));
        let structs = model.structs.iter().map(|found| ("struct", found.name.as_str()));
        let enums = model.enums.iter().map(|found| ("enum", found.name.as_str()));
        let named: Vec<_> = scalars.chain(structs).chain(enums).collect();
        let mut kinds = BTreeMap::new();
        for (kind, name) in &named {
            let first = kinds.entry(*name).or_insert(*kind);
            *first = (*kind).min(*first);
        }
        let old = model.structs.iter().flat_map(|found| &found.renamed_from);
        let old = old.chain(model.enums.iter().flat_map(|found| &found.renamed_from)).map(String::as_str).collect();
        Self { named, kinds, old }
    }

    fn has(&self, name: &str) -> bool {
        self.kinds.contains_key(name) || self.old.contains(name)
    }
}

/// Takes a name up into a module, or reports why it cannot stand there.
fn take(shared: &Shared, here: &mut BTreeMap<String, (String, Place)>, named: Named, diagnostics: &mut Diagnostics) {
    let (name, what, place) = named;
    if let Some(trouble) = names::type_trouble(&name) {
        diagnostics.push(Code::RUST_NAME, place, trouble, "name a type in PascalCase");
    }
    if shared.has(&name) {
        let message = format!("`{name}` is {what} and a type of common/");
        diagnostics.push(Code::RUST_NAME, place, message, "use the shared type, or rename this one");
    }
    if let Some((other, first)) = here.get(&name) {
        let message = format!("`{name}` is {what} and {other}");
        let help = "the types of a group share one module: rename one of them, or move a truly equal one to common/";
        let related = (*first, "the other one".to_owned());
        diagnostics.push(Code::RUST_NAME, place, message, help).related.push(related);
        return;
    }
    here.insert(name, (what, place));
}

/// The types of an endpoint.
fn types(endpoint: &Endpoint, at: &Loaded<EndpointFile>) -> Vec<Named> {
    let mut own: Vec<Named> = vec![
        (endpoint.request.name.clone(), format!("the request of {}", endpoint.name), at.value(&["name"])),
        (endpoint.response.name.clone(), format!("the response of {}", endpoint.name), at.value(&["name"])),
    ];
    own.push((format!("{}Draft", endpoint.request.name), format!("the draft of {}", endpoint.name), at.value(&["name"])));
    for local in endpoint.structs.iter().filter(|local| local.fields.iter().any(|field| field.required)) {
        own.push((format!("{}Draft", local.name), format!("the draft of {}", local.name), at.key(&["structs", &local.name])));
    }
    for choice in &endpoint.request.choices {
        own.push((choice.type_name.clone(), format!("a choice of {}", endpoint.name), at.key(&["rules"])));
    }
    for local in &endpoint.structs {
        own.push((local.name.clone(), format!("a struct of {}", endpoint.name), at.key(&["structs", &local.name])));
    }
    for local in &endpoint.enums {
        own.push((local.name.clone(), format!("an enum of {}", endpoint.name), at.key(&["enums", &local.name])));
    }
    own
}

/// Types that stay under an old name: those of a renamed endpoint, whose old method they tell apart from others, too, and
/// renamed ones. Names that are refused by themselves are left out.
fn old_types(endpoint: &Endpoint, at: &Loaded<EndpointFile>) -> Vec<Named> {
    let mut own = Vec::new();
    let methods = endpoint.renamed_from.iter();
    for old in methods.filter(|old| **old != endpoint.name && names::member_trouble(old).is_none()) {
        let types = endpoint.old_types(old).into_iter();
        own.extend(types.map(|(name, _)| (name, format!("an old type of {}", endpoint.name), at.key(&["renamed_from"]))));
    }
    let structs = endpoint.structs.iter().map(|local| ("structs", &local.name, &local.renamed_from));
    let enums = endpoint.enums.iter().map(|local| ("enums", &local.name, &local.renamed_from));
    for (section, name, old_names) in structs.chain(enums) {
        let place = at.key(&[section, name, "renamed_from"]);
        let fit = old_names.iter().filter(|old| *old != name && names::type_trouble(old).is_none());
        own.extend(fit.map(|old| (old.clone(), format!("an old name of {name}"), place)));
    }
    own
}

/// Old names of shared types stand beside the shared types.
fn old_shared(model: &Model, shared: &Shared, diagnostics: &mut Diagnostics) {
    let structs = model.structs.iter().map(|found| (&found.name, &found.renamed_from, found.at.0));
    let enums = model.enums.iter().map(|found| (&found.name, &found.renamed_from, found.at.0));
    let mut known: BTreeSet<&str> = shared.kinds.keys().copied().collect();
    for (name, old_names, place) in structs.chain(enums) {
        for old in old_names.iter().filter(|old| *old != name) {
            if !known.insert(old) {
                let message = format!("`{old}` is an old name of `{name}` and another type of common/");
                let help = "one name stands for one type: remove the old name";
                diagnostics.push(Code::RUST_NAME, place, message, help);
            }
        }
    }
}

/// The name of the handle that a group's endpoints hang on.
pub fn handle(group: &[String]) -> String {
    format!("{}Api", names::type_name(&group.join("_")))
}

fn handles(group: &[String]) -> BTreeMap<String, (String, Place)> {
    [(handle(group), ("the handle of the group".to_owned(), Place::new(0, 0..0)))].into()
}
