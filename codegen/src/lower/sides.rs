//! Which types requests reach and which responses reach: that decides who is written, who is read, and who is unused.

use super::{gentle, shared::Shared};
use crate::{
    diag::{Code, Diagnostics},
    load::LoadedEndpoint,
    model::{Endpoint, Field, Model, Struct, Type, TypeRef},
};
use std::collections::BTreeSet;

type Reached = BTreeSet<(bool, String)>;

/// Marks every struct with its sides and reports what nothing uses, what holds itself, and keys for the wrong side.
pub(super) fn mark(
    model: &mut Model,
    endpoints: &mut [(&LoadedEndpoint, Endpoint)],
    shared: &Shared,
    incomplete: bool,
    diagnostics: &mut Diagnostics,
) {
    let mut shared_requests = BTreeSet::new();
    let mut shared_responses = BTreeSet::new();
    let mut shared_enums = BTreeSet::new();
    let mut scalars = BTreeSet::new();
    for (loaded, endpoint) in endpoints.iter_mut() {
        let mut walk =
            Walk { endpoint, model, scalars: &mut scalars, enums: BTreeSet::new(), stack: Vec::new(), recursive: None };
        let mut sent = Reached::new();
        let mut answered = Reached::new();
        endpoint.request.fields().for_each(|field| walk.field(field, &mut sent));
        endpoint.response.fields.iter().for_each(|field| walk.field(field, &mut answered));
        let enums = std::mem::take(&mut walk.enums);
        if let Some(name) = walk.recursive.take() {
            let place = loaded.at.key(&["structs", &name]);
            diagnostics.push(
                Code::RECURSION,
                place,
                format!("`{name}` holds itself"),
                "no page shows such an object; correct the type of the field",
            );
        }
        for local in &mut endpoint.structs {
            local.in_request = sent.contains(&(false, local.name.clone()));
            local.in_response = answered.contains(&(false, local.name.clone()));
            if !local.in_request && !local.in_response {
                let place = loaded.at.key(&["structs", &local.name]);
                diagnostics.push(
                    Code::UNUSED,
                    place,
                    format!("nothing uses `{}`", local.name),
                    "use it as the type of a field, or remove it",
                );
            }
            wrong_side(local, &["structs", &local.name, "fields"], &loaded.at, incomplete, diagnostics);
        }
        for local in endpoint.enums.iter().filter(|local| !enums.contains(&(false, local.name.clone()))) {
            let place = loaded.at.key(&["enums", &local.name]);
            diagnostics.push(
                Code::UNUSED,
                place,
                format!("nothing uses `{}`", local.name),
                "use it as the type of a field, or remove it",
            );
        }
        let names = |reached: Reached| reached.into_iter().filter(|(is_shared, _)| *is_shared).map(|(_, name)| name);
        shared_requests.extend(names(sent));
        shared_responses.extend(names(answered));
        shared_enums.extend(names(enums));
    }
    for known in &mut model.structs {
        known.in_request = shared_requests.contains(&known.name);
        known.in_response = shared_responses.contains(&known.name);
        if let Some((file, _)) = shared.structs.get(known.name.as_str()) {
            wrong_side(known, &["structs", &known.name, "fields"], file, incomplete, diagnostics);
        }
    }
    if incomplete {
        return;
    }
    let mut unused = |section: &str, name: &str, file: Option<&crate::load::Loaded<crate::spec::CommonFile>>| {
        if let Some(file) = file {
            let place = file.key(&[section, name]);
            diagnostics.push(Code::UNUSED, place, format!("no endpoint uses `{name}`"), "remove it, or use it where it belongs");
        }
    };
    for scalar in model.scalars.iter().filter(|scalar| !scalars.contains(&scalar.name)) {
        unused("scalars", &scalar.name, shared.scalars.get(scalar.name.as_str()).map(|(file, _)| *file));
    }
    for known in model.structs.iter().filter(|known| !known.in_request && !known.in_response) {
        unused("structs", &known.name, shared.structs.get(known.name.as_str()).map(|(file, _)| *file));
    }
    for known in model.enums.iter().filter(|known| !shared_enums.contains(&known.name)) {
        unused("enums", &known.name, shared.enums.get(known.name.as_str()).map(|(file, _)| *file));
    }
}

struct Walk<'a> {
    endpoint: &'a Endpoint,
    model: &'a Model,
    scalars: &'a mut BTreeSet<String>,
    enums: Reached,
    stack: Vec<TypeRef>,
    recursive: Option<String>,
}

impl Walk<'_> {
    fn field(&mut self, field: &Field, reached: &mut Reached) {
        match field.ty.element() {
            Type::Scalar { name, .. } => {
                self.scalars.insert(name.clone());
            }
            Type::Enum { name, .. } => {
                self.enums.insert((name.shared, name.name.clone()));
            }
            Type::Struct(name) => {
                if self.stack.contains(name) {
                    self.recursive = Some(name.name.clone());
                    return;
                }
                reached.insert((name.shared, name.name.clone()));
                self.stack.push(name.clone());
                let fields = self.endpoint.find_struct(self.model, name).map(|found| found.fields.as_slice()).unwrap_or_default();
                fields.iter().for_each(|field| self.field(field, reached));
                self.stack.pop();
            }
            _ => {}
        }
    }
}

/// `required` and its like say nothing on a struct that only answers hold.
fn wrong_side<T>(known: &Struct, path: &[&str], file: &crate::load::Loaded<T>, incomplete: bool, diagnostics: &mut Diagnostics) {
    for field in &known.fields {
        let here: Vec<&str> = path.iter().copied().chain([field.wire.as_str()]).collect();
        let mut wrong = |key: &str, why: &str| {
            let place = file.key(&[here.as_slice(), &[key]].concat());
            diagnostics.push(Code::MISPLACED, place, format!("`{key}` has no place here: {why}"), format!("remove `{key}`"));
        };
        if !known.in_request && !incomplete && (field.required || field.disputed) {
            wrong("required", "no request uses this struct");
        }
        if known.in_request && known.in_response && field.required {
            wrong("required", "answers bring this struct too, and an answer owes nothing");
        }
        if field.encode.is_some() {
            wrong("encode", "only parameters of the URL are encoded");
        }
        if field.constant.is_some() {
            wrong("const", "only a request itself has constants");
        }
        if known.in_request && field.optional {
            wrong("optional", "what a request leaves out is None anyway");
        }
    }
    gentle::structure(known, path, file, diagnostics);
}
