//! Rules about types: ids, amounts, flags and JSON that a plainer type hides.

use super::{
    context::{Context, Kind, Shown},
    prose,
};
use crate::{
    diag::{Code, Diagnostics},
    names,
    spec::{Base, Wire},
};
use std::collections::BTreeSet;

/// Last words of names that are amounts or ratios.
const QUANTITIES: &[&str] = &["amount", "fee", "price", "rate", "ratio"];

/// Ids that are plain numbers or texts.
pub(super) fn plain_ids(context: &Context, diagnostics: &mut Diagnostics) {
    let scalars: Vec<String> = context.scalar_names().map(str::to_ascii_lowercase).collect();
    for field in context.fields.iter().filter(|field| field.spec.constant.is_none() && !field.spec.secret) {
        let name = names::member(field.wire);
        let word = last_word(&name);
        let singular = word.strip_suffix('s').unwrap_or(word);
        // openid and appid are ids, paid and valid are none: the scalars know which.
        let is_id = singular == "id" || (singular.ends_with("id") && scalars.iter().any(|scalar| scalar.ends_with(singular)));
        if is_id && matches!(context.kind(field), Kind::Int | Kind::Text) {
            let message = format!("`{}` is an id, and its type does not say of what", field.wire);
            let help = "use an id scalar of common/scalars.yaml, or declare one there";
            diagnostics.push(Code::PLAIN_ID, field.at.value_of("type"), message, help);
        }
    }
}

/// Ids of 64 bits that become JSON numbers because nobody said otherwise.
pub(super) fn id_forms(context: &Context, diagnostics: &mut Diagnostics) {
    for (file, root) in context.common() {
        for ((name, scalar), at) in root.child("scalars").into_iter().flat_map(|at| at.zip(file.spec.scalars.iter())) {
            if scalar.base == Base::U64 && scalar.wire.is_none() {
                let message = format!("`{name}` is an id of 64 bits, and nothing says whether it is sent as a number");
                diagnostics.push(Code::ID_FORM, at.value_of("base"), message, "add `wire: text` or `wire: number`");
            }
        }
    }
}

/// Amounts and ratios as bare numbers.
pub(super) fn plain_quantities(context: &Context, diagnostics: &mut Diagnostics) {
    for field in context.fields.iter().filter(|field| field.spec.constant.is_none()) {
        let name = names::member(field.wire);
        let is_quantity = QUANTITIES.contains(&last_word(&name)) || prose::gives_unit(&field.spec.doc);
        if is_quantity && matches!(context.kind(field), Kind::Int) {
            let message = format!("`{}` is an amount or a ratio, and `int` has no unit", field.wire);
            let help = "use a scalar with a unit, such as Fen or PerMillion, or declare one in common/scalars.yaml";
            diagnostics.push(Code::PLAIN_QUANTITY, field.at.value_of("type"), message, help);
        }
    }
}

/// Flags that an example or a description shows as 0 and 1.
pub(super) fn flags_as_numbers(context: &Context, diagnostics: &mut Diagnostics) {
    let as_number = context.first_shown(|shown| shown.form == Wire::Number && undisputed_flag(context, shown));
    for field in context.fields.iter().filter(|field| matches!(context.kind(field), Kind::Bool)) {
        let shown = as_number.get(&field.at.key());
        let listed = field.spec.wire.is_none() && prose::listed_values(&field.spec.doc) == BTreeSet::from([0, 1]);
        if shown.is_some() || listed {
            let message = format!("`{}` is sent as 0 and 1, and the field does not say so", field.wire);
            let help = "add `wire: number`, or correct the example and the description";
            let found = diagnostics.push(Code::FLAG_AS_NUMBER, field.at.value_of("type"), message, help);
            found.related.extend(shown.map(|shown| (shown.at.value(), "a number here".to_owned())));
        }
    }
}

fn undisputed_flag(context: &Context, shown: &Shown) -> bool {
    matches!(context.kind(&shown.field), Kind::Bool) && shown.field.spec.wire.is_none() && !shown.field.disputes_form()
}

/// Texts that hold JSON.
pub(super) fn json_in_texts(context: &Context, diagnostics: &mut Diagnostics) {
    let shown = context.first_shown(|shown| shown.form == Wire::Text && holds_json(shown.text));
    for field in context.fields.iter().filter(|field| matches!(context.kind(field), Kind::Text)) {
        if prose::says_json(&field.spec.doc) || shown.contains_key(&field.at.key()) {
            let message = format!("`{}` is JSON inside a text, and its type does not say so", field.wire);
            let help = "write `type: json`, or say beside the field why the text is handed on as it is";
            diagnostics.push(Code::JSON_IN_TEXT, field.at.value_of("type"), message, help);
        }
    }
}

fn holds_json(text: &str) -> bool {
    // Most texts are none, and need no parser to tell.
    text.starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(text).is_ok()
}

fn last_word(name: &str) -> &str {
    name.rsplit('_').next().unwrap_or(name)
}
