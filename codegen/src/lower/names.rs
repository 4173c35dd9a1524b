//! Names of a group's module: everything that an endpoint brings has to be different from all the others.

use crate::{
    diag::{Code, Diagnostics},
    load::LoadedEndpoint,
    model::{Endpoint, Model},
    names,
    source::Place,
};
use std::collections::BTreeMap;

/// Reports every pair of equal names in one module.
pub(super) fn check(model: &Model, endpoints: &[(&LoadedEndpoint, Endpoint)], diagnostics: &mut Diagnostics) {
    let mut modules: BTreeMap<&[String], BTreeMap<String, (String, Place)>> = BTreeMap::new();
    for (loaded, endpoint) in endpoints {
        let at = &loaded.at;
        let here = modules.entry(&endpoint.group).or_insert_with(|| handles(&endpoint.group));
        let mut own: Vec<(String, String, Place)> = vec![
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
        for (name, what, place) in own {
            if let Some(trouble) = names::type_trouble(&name) {
                diagnostics.push(Code::RUST_NAME, place.clone(), trouble, "name a type in PascalCase");
            }
            if is_shared(model, &name) {
                let message = format!("`{name}` is {what} and a type of common/");
                diagnostics.push(Code::RUST_NAME, place.clone(), message, "use the shared type, or rename this one");
            }
            if let Some((other, first)) = here.get(&name) {
                let message = format!("`{name}` is {what} and {other}");
                let help = "the types of a group share one module: rename one of them, or move a truly equal one to common/";
                let related = (first.clone(), "the other one".to_owned());
                diagnostics.push(Code::RUST_NAME, place, message, help).related.push(related);
                continue;
            }
            here.insert(name, (what, place));
        }
    }
    for (kind, name) in shared_names(model) {
        let twice = shared_names(model).into_iter().any(|(other, twin)| other != kind && twin == name && other < kind);
        if twice && let Some((loaded, _)) = endpoints.first() {
            let message = format!("`{name}` is two different things in common/");
            diagnostics.push(Code::DUPLICATE_NAME, Place::new(loaded.at.file, 0..0), message, "rename one of them");
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

fn is_shared(model: &Model, name: &str) -> bool {
    shared_names(model).iter().any(|(_, shared)| *shared == name)
}

fn shared_names(model: &Model) -> Vec<(&'static str, &str)> {
    let scalars = model.scalars.iter().map(|found| ("scalar", found.name.as_str()));
    let structs = model.structs.iter().map(|found| ("struct", found.name.as_str()));
    let enums = model.enums.iter().map(|found| ("enum", found.name.as_str()));
    scalars.chain(structs).chain(enums).collect()
}
