//! Rules about value lists and what describes them.

use super::{
    context::{Context, Kind, What},
    prose,
};
use crate::diag::{Code, Diagnostics, nearest};

/// Descriptions without a word.
pub(super) fn empty_labels(context: &Context, diagnostics: &mut Diagnostics) {
    let is_label = |what: What| !matches!(what, What::Endpoint | What::Code);
    for text in context.texts.iter().filter(|text| is_label(text.what) && text.text.trim().is_empty()) {
        diagnostics.push(Code::EMPTY_LABEL, text.at.value(), "the description says nothing", "say what it means, in Chinese");
    }
}

/// Plain numbers whose description lists their values.
pub(super) fn values_in_prose(context: &Context, diagnostics: &mut Diagnostics) {
    for field in context.fields.iter().filter(|field| matches!(context.kind(field), Kind::Int)) {
        let values = prose::listed_values(&field.spec.doc);
        if !values.is_empty() {
            let listed: Vec<String> = values.iter().map(i64::to_string).collect();
            let message = format!("the description lists the values {}, and the type is a plain number", listed.join(", "));
            let help = "declare them under `enums` and use the enum as the type";
            diagnostics.push(Code::VALUES_IN_PROSE, field.at.value_of("doc"), message, help);
        }
    }
}

/// Descriptions that name a type which is not there.
pub(super) fn missing_references(context: &Context, diagnostics: &mut Diagnostics) {
    if context.spec.incomplete {
        return;
    }
    for text in &context.texts {
        for (name, range) in prose::named_types(text.at.raw()) {
            if !context.has_type(text.home, name) {
                let help = match nearest(name, context.type_names(text.home)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "transcribe the values it speaks of, or say where to find them".to_owned(),
                };
                let message = format!("the description sends its reader to `{name}`, which is not there");
                diagnostics.push(Code::MISSING_REFERENCE, text.at.part(range), message, help);
            }
        }
    }
}
