//! Rules about defaults.

use super::context::{Context, Field, Kind};
use crate::{
    diag::{Code, Diagnostics},
    lower::literal_text,
    spec::{Base, EnumKey, Literal, Required},
};

/// Fields that have to be sent, with a value for when they are not.
pub(super) fn required_defaults(context: &Context, diagnostics: &mut Diagnostics) {
    for field in &context.fields {
        if field.spec.required == Required::Yes && field.spec.default.is_some() {
            let message = format!("`{}` is required, and so never takes its default", field.wire);
            let help = "remove `default`, or `required`, whichever the page does not say";
            let related = (field.at.key_of("required"), "required here".to_owned());
            diagnostics.push(Code::REQUIRED_DEFAULT, field.at.key_of("default"), message, help).related.push(related);
        }
    }
}

/// Defaults that the field cannot hold.
pub(super) fn bad_defaults(context: &Context, diagnostics: &mut Diagnostics) {
    for field in &context.fields {
        if let Some(default) = &field.spec.default
            && let Some(expected) = misfit(context, field, default)
        {
            let message = format!("the default does not fit: expected {expected}, found {}", literal_text(default));
            let help = "correct the default, or the type or range of the field";
            diagnostics.push(Code::BAD_DEFAULT, field.at.value_of("default"), message, help);
        }
    }
}

/// What a default should have been, if it is not.
fn misfit(context: &Context, field: &Field, default: &Literal) -> Option<String> {
    if field.spec.ty.starts_with("list<") {
        return Some("a list, which has no default".into());
    }
    match (context.kind(field), default) {
        (Kind::Json | Kind::Unknown, _) | (Kind::Bool, Literal::Bool(_)) => None,
        (Kind::Struct(_), _) => Some("an object, which has no default".into()),
        (Kind::Bool, _) => Some("true or false".into()),
        (Kind::Text, Literal::Text(text)) => too_long(field, text),
        (Kind::Scalar(scalar), Literal::Text(text)) if scalar.base == Base::Text => too_long(field, text),
        (Kind::Text, _) => Some("a text".into()),
        (Kind::Scalar(scalar), _) if scalar.base == Base::Text => Some("a text".into()),
        (Kind::Int | Kind::Scalar(_), Literal::Int(number)) => out_of_range(field, *number),
        (Kind::Int | Kind::Scalar(_), _) => Some("a whole number".into()),
        (Kind::Enum(known), _) => {
            let is_default = |key: &EnumKey| match (key, default) {
                (EnumKey::Int(value), Literal::Int(number)) => value == number,
                (EnumKey::Text(value), Literal::Text(text)) => value == text,
                _ => false,
            };
            (!known.values.keys().any(is_default)).then(|| format!("a value of {}", field.spec.ty))
        }
    }
}

fn too_long(field: &Field, text: &str) -> Option<String> {
    let max = field.spec.max_len.filter(|max| text.chars().count() as u64 > *max)?;
    Some(format!("at most {max} characters"))
}

fn out_of_range(field: &Field, number: i64) -> Option<String> {
    let below = field.spec.min.filter(|min| number < *min).map(|min| format!("at least {min}"));
    below.or_else(|| field.spec.max.filter(|max| number > *max).map(|max| format!("at most {max}")))
}
