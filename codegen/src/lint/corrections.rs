//! Rules about settled conflicts: that the spec follows them, and that they say why.

use super::{
    context::{Context, Field},
    spot::Spot,
};
use crate::{
    diag::{Code, Diagnostics},
    lower::literal_text,
    spec::{About, Auth, ConflictSpec, Effect, EndpointFile, Literal, Method, Required, Wire},
};

/// Choices that the spec does not follow (any more).
pub(super) fn stale_choices(context: &Context, diagnostics: &mut Diagnostics) {
    for field in &context.fields {
        for (conflict, at) in conflicts(&field.spec.conflicts, field.at) {
            compare(conflict, at, of_field(context, field, conflict), diagnostics);
        }
    }
    for (loaded, root) in context.endpoints() {
        let spec = &loaded.at.spec;
        for (conflict, at) in conflicts(&spec.conflicts, root) {
            compare(conflict, at, of_endpoint(spec, conflict), diagnostics);
        }
    }
}

/// The conflicts about the thing itself that they stand beside.
fn conflicts<'a>(specs: &'a [ConflictSpec], at: Spot<'a>) -> impl Iterator<Item = (&'a ConflictSpec, Spot<'a>)> {
    let spots = at.child("conflicts").into_iter().flat_map(Spot::items);
    specs.iter().zip(spots).filter(|(conflict, _)| conflict.field.is_none())
}

fn compare(conflict: &ConflictSpec, at: Spot, actual: Option<&str>, diagnostics: &mut Diagnostics) {
    let chosen = literal_text(&conflict.chose);
    if let Some(actual) = actual.filter(|actual| *actual != chosen) {
        let message = format!("the conflict was settled as {chosen}, and the spec says {actual}");
        let help = "follow the choice, or settle the conflict anew";
        diagnostics.push(Code::STALE_CHOICE, at.value_of("chose"), message, help);
    }
}

/// What a field says where its conflict chose one of the words that a key can hold; sentences are for people.
fn of_field<'a>(context: &Context, field: &Field<'a>, conflict: &'a ConflictSpec) -> Option<&'a str> {
    let Literal::Text(chosen) = &conflict.chose else { return None };
    let said = match (conflict.about, chosen.as_str()) {
        (About::Wire, "number" | "text" | "bool") => match context.form(field)? {
            Wire::Number => "number",
            Wire::Text => "text",
            Wire::Bool => "bool",
        },
        (About::Required, "必填") => match field.spec.required {
            Required::Yes => "必填",
            Required::No => "选填",
            Required::Disputed => "不强制",
        },
        (About::Required, "选填" | "不强制") => match field.spec.required {
            Required::Yes => "必填",
            _ => chosen.as_str(),
        },
        (About::Name, name) if is_word(name) => field.wire,
        _ => return None,
    };
    Some(said)
}

/// What an endpoint says where its conflict chose one of the words that a key can hold.
fn of_endpoint<'a>(spec: &'a EndpointFile, conflict: &ConflictSpec) -> Option<&'a str> {
    let Literal::Text(chosen) = &conflict.chose else { return None };
    let said = match (conflict.about, chosen.as_str()) {
        (About::Path, path) if path.starts_with('/') => spec.path.as_str(),
        (About::Name, name) if is_word(name) && name != spec.name => spec.doc_name.as_str(),
        (About::Method, "GET" | "POST") => match spec.method {
            Method::Get => "GET",
            Method::Post => "POST",
        },
        (About::Effect, "read" | "write") => match spec.effect {
            Effect::Read => "read",
            Effect::Write => "write",
        },
        (About::Auth, "token" | "none") => match spec.auth {
            Auth::Token => "token",
            Auth::None => "none",
        },
        _ => return None,
    };
    Some(said)
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|next| next.is_ascii_alphanumeric() || next == b'_')
}

/// Conflicts without a reason, a choice or evidence.
pub(super) fn no_reasons(context: &Context, diagnostics: &mut Diagnostics) {
    let of_fields = context.fields.iter().map(|field| field.at);
    for at in of_fields.chain(context.endpoints().map(|(_, root)| root)) {
        for conflict in at.child("conflicts").into_iter().flat_map(Spot::items) {
            let said = conflict.child("says").into_iter().flat_map(Spot::entries).map(|(_, spot)| spot);
            for text in said.chain(conflict.child("chose")).chain(conflict.child("why")) {
                if text.scalar().is_some_and(|(text, _)| text.trim().is_empty()) {
                    let help = "say who says what, what was chosen, and why";
                    diagnostics.push(Code::NO_REASON, text.value(), "the conflict leaves this open", help);
                }
            }
        }
    }
}
