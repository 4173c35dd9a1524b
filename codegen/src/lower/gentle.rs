//! Gentle change: what is deprecated, retired, renamed or a draft, and whether Rust can keep it at all.

use super::File;
use crate::{
    diag::{Code, Diagnostics},
    load::{Loaded, Spec},
    model::{Deprecated, Endpoint, Field, Struct},
    source::Place,
    spec::{ErrorSpec, Names},
};

/// Why a required field keeps no old name.
const REQUIRED: &str = "a required field is an argument of `new`, which has no name for callers";

/// The words of a deprecation, checked.
pub(super) fn deprecated<T>(
    spec: &Option<Deprecated>,
    path: &[&str],
    file: &Loaded<T>,
    diagnostics: &mut Diagnostics,
) -> Option<Deprecated> {
    let found = spec.as_ref()?;
    let place = |key: &str| file.value(&[path, &["deprecated", key]].concat());
    if !is_version(&found.since) {
        let message = format!("`{}` is no version", found.since);
        diagnostics.push(Code::WRONG_SHAPE, place("since"), message, "write the release that says so first, such as 0.2.0");
    }
    if found.note.trim().is_empty() {
        let help = "say in Chinese why, and what to use instead";
        diagnostics.push(Code::WRONG_SHAPE, place("note"), "a deprecation without a word helps nobody", help);
    }
    Some(found.clone())
}

/// Reports what is said of a value or code that the platform dropped beside the fact itself.
pub(super) fn retired<T>(
    is_retired: bool,
    deprecated: &Option<Deprecated>,
    path: &[&str],
    file: &Loaded<T>,
    diagnostics: &mut Diagnostics,
) {
    if is_retired && deprecated.is_some() {
        let place = file.key(&[path, &["deprecated"]].concat());
        let message = "`deprecated` has no place here: what is retired is deprecated anyway";
        diagnostics.push(Code::MISPLACED, place, message, "remove `deprecated`");
    }
}

/// The names that something had before, each fit to be one still.
pub(super) fn renamed<T>(
    names: &Names,
    now: &str,
    trouble: fn(&str) -> Option<String>,
    path: &[&str],
    file: &Loaded<T>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let list = names.list();
    for (index, name) in list.iter().enumerate() {
        let place = old_name(names, index, path, file);
        if let Some(trouble) = trouble(name) {
            diagnostics.push(Code::RUST_NAME, place, trouble, "write the name as it stood in Rust");
        }
        if name == now || list[..index].contains(name) {
            let why = if name == now { "is its name still" } else { "stands here twice" };
            diagnostics.push(Code::DUPLICATE_NAME, place, format!("`{name}` {why}"), "list the names it had before, each once");
        }
    }
    list.to_vec()
}

/// Where an old name stands.
pub(super) fn old_name<T>(names: &Names, index: usize, path: &[&str], file: &Loaded<T>) -> Place {
    match names {
        Names::One(_) => file.value(&[path, &["renamed_from"]].concat()),
        Names::Several(_) => file.value(&[path, &["renamed_from", index.to_string().as_str()]].concat()),
    }
}

/// Fields of one section whose old names would be something else, too. All of them are names of setters.
pub(super) fn old_fields<T>(made: &[Field], path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) {
    for (index, field) in made.iter().enumerate() {
        for old in field.renamed_from.iter().filter(|old| **old != field.rust) {
            let taken = |other: &(usize, &Field)| other.1.rust == *old || (other.0 < index && other.1.renamed_from.contains(old));
            if let Some((_, twin)) = made.iter().enumerate().filter(|(at, _)| *at != index).find(taken) {
                let place = file.key(&[path, &[field.wire.as_str(), "renamed_from"]].concat());
                clash(old, field, twin, place, diagnostics);
            }
        }
    }
}

/// The same across the two sections of a request, which are one struct.
fn old_parameters(at: File, query: &[Field], body: &[Field], diagnostics: &mut Diagnostics) {
    for field in body {
        for old in &field.renamed_from {
            if let Some(twin) = query.iter().find(|other| other.rust == *old || other.renamed_from.contains(old)) {
                clash(old, field, twin, at.key(&["request", &field.wire, "renamed_from"]), diagnostics);
            }
        }
    }
    for field in query {
        for old in &field.renamed_from {
            if let Some(twin) = body.iter().find(|other| other.rust == *old) {
                clash(old, field, twin, at.key(&["query", &field.wire, "renamed_from"]), diagnostics);
            }
        }
    }
}

fn clash(old: &str, field: &Field, twin: &Field, place: Place, diagnostics: &mut Diagnostics) {
    let message = format!("`{old}` is an old name of `{}` and a name of `{}`", field.wire, twin.wire);
    diagnostics
        .push(Code::RUST_NAME, place, message, "one name stands for one field: remove the old name")
        .related
        .push((twin.at.0, "the other one".to_owned()));
}

/// Keys on fields of a request that leave nothing to keep in Rust.
pub(super) fn request(at: File, endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    let request = &endpoint.request;
    old_parameters(at, &request.query, &request.body, diagnostics);
    for (section, fields) in [("query", &request.query), ("request", &request.body)] {
        for field in fields {
            let mut wrong = |key: &str, why: &str| misplaced(key, why, at.key(&[section, &field.wire, key]), diagnostics);
            if field.constant.is_some() && field.deprecated.is_some() {
                wrong("deprecated", "a constant is never seen in Rust");
            }
            if field.renamed_from.is_empty() {
                continue;
            }
            if field.constant.is_some() {
                wrong("renamed_from", "a constant is never seen in Rust");
            } else if let Some(choice) = request.choice_of(&field.wire) {
                let why = format!("the field is a variant of `{}`, and Rust has no alias for one", choice.type_name);
                wrong("renamed_from", &why);
            } else if field.required {
                wrong("renamed_from", REQUIRED);
            }
        }
    }
    for field in endpoint.response.fields.iter().filter(|field| !field.renamed_from.is_empty()) {
        answered(at.key(&["response", &field.wire, "renamed_from"]), diagnostics);
    }
}

/// The same for the fields of a struct whose sides are known.
pub(super) fn structure<T>(known: &Struct, path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) {
    for field in known.fields.iter().filter(|field| !field.renamed_from.is_empty()) {
        let place = file.key(&[path, &[field.wire.as_str(), "renamed_from"]].concat());
        if known.in_response && !known.in_request {
            answered(place, diagnostics);
        } else if field.required {
            misplaced("renamed_from", REQUIRED, place, diagnostics);
        }
    }
}

fn answered(place: Place, diagnostics: &mut Diagnostics) {
    let message = "`renamed_from` has no place here: a field of an answer is read by its name, and Rust has no alias for one";
    let help = "keep the old name with `rust:`, or remove `renamed_from` and say in the changelog that the field was renamed";
    diagnostics.push(Code::MISPLACED, place, message, help);
}

fn misplaced(key: &str, why: &str, place: Place, diagnostics: &mut Diagnostics) {
    diagnostics.push(Code::MISPLACED, place, format!("`{key}` has no place here: {why}"), format!("remove `{key}`"));
}

/// Keys of an error code that belong where the code is named.
pub(super) fn mention(code: &str, error: &ErrorSpec, at: File, diagnostics: &mut Diagnostics) {
    let keys = [
        ("class", error.class.is_some()),
        ("repeat", error.repeat.is_some()),
        ("hint", error.hint.is_some()),
        ("deprecated", error.deprecated.is_some()),
        ("retired", error.retired),
        ("renamed_from", !error.renamed_from.list().is_empty()),
    ];
    for (key, _) in keys.iter().filter(|(_, is_there)| *is_there) {
        let message = format!("`{key}` has no place here: it belongs where the code is named");
        let help = format!("move `{key}` to the definition of {code}");
        diagnostics.push(Code::MISPLACED, at.key(&["errors", code, key]), message, help);
    }
}

/// Reports every file that is a draft.
pub(super) fn drafts(spec: &Spec, diagnostics: &mut Diagnostics) {
    for loaded in spec.endpoints.iter().filter(|loaded| loaded.at.spec.draft) {
        let message = format!("`{}` is a draft", loaded.at.spec.name);
        let help = "finish the file and remove `draft`; until then `cargo xtask lint --draft` looks at it";
        diagnostics.push(Code::DRAFT, loaded.at.key(&["draft"]), message, help);
    }
}

/// Three numbers, as a release has them.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
