//! Rules about descriptions: what they say twice, and how they end.

use super::{
    context::{Context, Kind},
    prose,
};
use crate::diag::{Code, Diagnostics, Fix};

/// Descriptions that end with a full stop.
pub(super) fn full_stops(context: &Context, diagnostics: &mut Diagnostics) {
    for text in context.texts.iter().filter(|text| text.text.ends_with('。')) {
        let Some(start) = text.at.raw().rfind('。') else { continue };
        let place = text.at.part(start..start + '。'.len_utf8());
        let fix = Fix { place, text: String::new() };
        diagnostics.push(Code::FULL_STOP, place, "the description ends with a full stop", "remove it").fix = Some(fix);
    }
}

/// Descriptions that say the unit which the type has.
pub(super) fn repeated_units(context: &Context, diagnostics: &mut Diagnostics) {
    for field in &context.fields {
        let Kind::Scalar(scalar) = context.kind(field) else { continue };
        let (Some(unit), Some(doc)) = (&scalar.unit, field.at.child("doc")) else { continue };
        // A description in quotes with escapes does not stand there as it reads.
        let Some(range) = prose::repeated_unit(doc.raw(), unit) else { continue };
        let place = doc.part(range);
        let message = format!("`{}` has the unit {unit} already", field.spec.ty);
        let help = "remove it; the docs show the unit of the type";
        diagnostics.push(Code::REPEATED_UNIT, place, message, help).fix = Some(Fix { place, text: String::new() });
    }
}
