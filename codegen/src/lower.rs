//! Spec to model: looks every reference up, gives everything its Rust name, fills defaults in, and reports what
//! does not hold together. The model is whole only when nothing was reported.

mod endpoint;
mod fields;
mod gentle;
mod names;
mod paging;
mod rules;
mod shared;
mod sides;

use crate::{
    check,
    diag::{Code, Diagnostics, did_you_mean},
    load::{Loaded, LoadedEndpoint, Spec},
    model::{Demand, Endpoint, Group, Host, Method, Model, Rule, When},
    names as rust_names,
    source::At,
    spec::{GroupSpec, ServiceFile},
};
use indexmap::IndexMap;
use shared::Shared;
use std::collections::BTreeMap;

/// The model of a spec, with everything that is wrong reported.
pub fn lower(spec: &Spec, diagnostics: &mut Diagnostics) -> Model {
    let Some(service) = &spec.service else { return Model::default() };
    let mut model = Model {
        hosts: service
            .spec
            .hosts
            .iter()
            .map(|(name, host)| Host {
                at: At(service.key(&["hosts", name])),
                name: name.clone(),
                url: host.url.clone(),
                failover: host.failover,
                doc: host.doc.clone(),
            })
            .collect(),
        groups: groups(service, &service.spec.groups, &[], diagnostics),
        ..Model::default()
    };
    let shared = shared::collect(spec, service, diagnostics);
    let mut codes = shared.codes.clone();
    spec.endpoints.iter().for_each(|loaded| endpoint::name_codes(loaded, &mut codes, diagnostics));
    let mut endpoints: Vec<(&LoadedEndpoint, Endpoint)> = spec
        .endpoints
        .iter()
        .map(|loaded| (loaded, endpoint::lower(loaded, &shared, spec.incomplete, &codes, diagnostics)))
        .collect();
    endpoints.sort_by(|a, b| (&a.1.group, &a.1.name).cmp(&(&b.1.group, &b.1.name)));

    (model.scalars, model.structs, model.enums) = shared::lower(&shared, diagnostics);
    model.codes = codes.into_codes();
    sides::mark(&mut model, &mut endpoints, &shared, spec.incomplete, diagnostics);
    names::check(&model, &endpoints, diagnostics);
    gentle::drafts(spec, diagnostics);
    duplicate_paths(&endpoints, diagnostics);
    for (loaded, endpoint) in &endpoints {
        paging::sides(&loaded.at, endpoint, &model, diagnostics);
        check::examples::check(&model, endpoint, &loaded.at, diagnostics);
    }
    place(&mut model.groups, service, endpoints, diagnostics);
    model
}

fn groups(
    service: &Loaded<ServiceFile>,
    specs: &IndexMap<String, GroupSpec>,
    parents: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Group> {
    let mut made = Vec::new();
    for (name, group) in specs {
        let path: Vec<String> = parents.iter().cloned().chain([name.clone()]).collect();
        let steps: Vec<&str> = path.iter().flat_map(|step| ["groups", step.as_str()]).collect();
        if let Some(trouble) = rust_names::member_trouble(name) {
            diagnostics.push(Code::RUST_NAME, service.key(&steps), trouble, "a group is a module: give it a snake_case name");
        }
        let below = groups(service, &group.groups, &path, diagnostics);
        let at = At(service.key(&steps));
        made.push(Group { at, path, title: group.title.clone(), groups: below, endpoints: Vec::new() });
    }
    made
}

/// What stands at the path of a group.
enum Slot<'a> {
    Endpoints(&'a mut Vec<Endpoint>),
    /// Only groups, with these names
    Groups(String),
}

fn slots<'a>(groups: &'a mut [Group], found: &mut BTreeMap<Vec<String>, Slot<'a>>) {
    for group in groups {
        let path = group.path.clone();
        if group.groups.is_empty() {
            found.insert(path, Slot::Endpoints(&mut group.endpoints));
        } else {
            let below = group.groups.iter().map(Group::name).collect::<Vec<_>>().join(", ");
            found.insert(path, Slot::Groups(below));
            slots(&mut group.groups, found);
        }
    }
}

/// Puts every endpoint into its group.
fn place(
    groups: &mut [Group],
    service: &Loaded<ServiceFile>,
    endpoints: Vec<(&LoadedEndpoint, Endpoint)>,
    diagnostics: &mut Diagnostics,
) {
    let mut known = BTreeMap::new();
    slots(groups, &mut known);
    for (loaded, endpoint) in endpoints {
        match known.get_mut(&endpoint.group) {
            Some(Slot::Endpoints(members)) => members.push(endpoint),
            Some(Slot::Groups(below)) => {
                diagnostics.push(
                    Code::WRONG_FILE,
                    loaded.at.key(&["name"]),
                    format!("`{}` is a group of groups", endpoint.group.join("/")),
                    format!("move the file into one of its groups: {below}"),
                );
            }
            None => {
                let folder = endpoint.group.join("/");
                let known = service.spec.groups.keys().map(String::as_str);
                diagnostics.push(
                    Code::DANGLING,
                    loaded.at.key(&["name"]),
                    format!("service.yaml knows no group `{folder}`"),
                    did_you_mean(&folder, known, "add the group to service.yaml, or move the file"),
                );
            }
        }
    }
}

fn duplicate_paths(endpoints: &[(&LoadedEndpoint, Endpoint)], diagnostics: &mut Diagnostics) {
    // For each path the first endpoint of every method.
    let mut firsts: BTreeMap<&str, Vec<(&LoadedEndpoint, Method)>> = BTreeMap::new();
    for (loaded, endpoint) in endpoints {
        let known = firsts.entry(&endpoint.path).or_default();
        let twin = known.iter().find(|(_, method)| *method == endpoint.method).map(|(other, _)| *other);
        let Some(other) = twin else {
            known.push((*loaded, endpoint.method));
            continue;
        };
        diagnostics
            .push(
                Code::DUPLICATE_PATH,
                loaded.at.value(&["path"]),
                format!("`{}` is the path of two endpoints", endpoint.path),
                "an endpoint is described once; remove one of the files or correct its path",
            )
            .related
            .push((other.at.value(&["path"]), "first used here".to_owned()));
    }
}

/// A rule in one sentence, with wire names.
pub fn rule_text(rule: &Rule) -> String {
    match &rule.demand {
        Demand::AtLeastOne(fields) => format!("at least one of {}", fields.join(", ")),
        Demand::Requires { when: When::Given(field), fields } => format!("{field} requires {}", fields.join(", ")),
        Demand::Requires { when: When::Value(field, value), fields } => {
            format!("{field} = {} requires {}", fields::literal(value), fields.join(", "))
        }
    }
}

pub use fields::literal as literal_text;
pub use names::handle as group_handle;

/// The loaded file of an endpoint, for places.
type File<'a> = &'a Loaded<crate::spec::EndpointFile>;
/// What every endpoint sees of the others.
type SharedRef<'a> = &'a Shared<'a>;
