//! Rules about examples, beyond that they fit their types.

use super::context::{Context, Kind, Part, Shown};
use crate::{
    diag::{Code, Diagnostics},
    spec::{Base, EnumKey, Wire},
};

/// Numbers that an example shows as texts, or the other way round.
pub(super) fn forms(context: &Context, diagnostics: &mut Diagnostics) {
    for (place, shown) in context.first_shown(|shown| differs(context, shown)) {
        let name = |form: Wire| match form {
            Wire::Number => "a number",
            Wire::Text => "a text",
            Wire::Bool => "true or false",
        };
        let expected = context.form(&shown.field).map_or("something else", name);
        let message = format!("an example shows `{}` as {}, and the field is {expected}", shown.field.wire, name(shown.form));
        let help = "correct the example or `wire`; where the sources differ, record it under `conflicts`";
        let related = (shown.at.value(), format!("{} here", name(shown.form)));
        diagnostics.push(Code::EXAMPLE_FORM, place, message, help).related.push(related);
    }
}

fn differs(context: &Context, shown: &Shown) -> bool {
    // In a URL everything is text, and a text that is no number does not fit its type at all.
    let is_number = shown.form != Wire::Text || shown.text.parse::<i128>().is_ok();
    let can_differ = shown.field.part != Part::Query && is_number && !shown.field.disputes_form();
    let has_forms = match context.kind(&shown.field) {
        Kind::Int => true,
        Kind::Enum(known) => matches!(known.values.keys().next(), Some(EnumKey::Int(_))),
        Kind::Scalar(scalar) => scalar.base != Base::Text,
        Kind::Bool => shown.field.spec.wire.is_some(),
        _ => false,
    };
    can_differ && has_forms && context.form(&shown.field).is_some_and(|form| form != shown.form)
}
