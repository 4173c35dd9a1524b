//! Rules about error codes.

use super::context::{Context, What};
use crate::{
    diag::{Code, Diagnostics},
    spec::{Class, ErrorSpec},
};

/// Success among the errors of an endpoint.
pub(super) fn success_listed(context: &Context, diagnostics: &mut Diagnostics) {
    for (_, root) in context.endpoints() {
        if let Some(at) = root.child("errors").and_then(|at| at.child("0")) {
            diagnostics.push(Code::SUCCESS_LISTED, at.key(), "code 0 is success, no error", "remove it");
        }
    }
}

/// Codes without words.
pub(super) fn no_message(context: &Context, diagnostics: &mut Diagnostics) {
    for text in context.texts.iter().filter(|text| text.what == What::Code && text.text.trim().is_empty()) {
        let help = "write what the page says about the code, or leave the code out";
        diagnostics.push(Code::NO_MESSAGE, text.at.value(), "the error code has no words", help);
    }
}

/// Codes that pass by themselves, without a word on whether a call is repeated.
pub(super) fn no_retry_class(context: &Context, diagnostics: &mut Diagnostics) {
    let shared = context.common().map(|(file, root)| (&file.spec.errors, root));
    let all = context.endpoints().map(|(loaded, root)| (&loaded.at.spec.errors, root)).chain(shared);
    for (errors, root) in all {
        for ((code, error), at) in root.child("errors").into_iter().flat_map(|at| at.zip(errors.iter())) {
            if let Some(message) = undecided(*code, error) {
                let help = "add `class: retry` and `repeat: pause`, or `repeat: never` where a repeat is no use";
                diagnostics.push(Code::NO_RETRY_CLASS, at.key(), message, help);
            }
        }
    }
}

/// What is left open about a code where it is named.
fn undecided(code: i64, error: &ErrorSpec) -> Option<String> {
    error.name.as_ref()?;
    match (error.class, error.repeat) {
        (Some(Class::Retry), None) => Some(format!("code {code} passes by itself, and `repeat` is not given")),
        (class, _) if code == -1 && class != Some(Class::Retry) => {
            Some("-1 is a busy platform, and its class is not retry".into())
        }
        _ => None,
    }
}
