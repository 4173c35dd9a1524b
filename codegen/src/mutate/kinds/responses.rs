//! Fields of answers: which there are, and what their values are.

mod keys;
mod payload;
mod texts;

pub use keys::{alias_added, alias_removed, key_changed, key_changed_and_read, renamed};
pub use payload::{
    answer_added, answer_removed, payload_added, payload_changed, payload_demanded, payload_excused, payload_spelled_out,
};
pub use texts::{
    allowed, deprecated, deprecation_reworded, deprecation_withdrawn, documented, form_changed, largest_changed, length_changed,
    limit_withdrawn, reordered, smallest_changed, sources_changed,
};

use super::{
    enums::{KIND, kind},
    requests::given::{Nature, each, nature},
    structs::{
        add_part,
        shown::{show_whole, whole},
        types::{EXTRA, Step, add_typed, define, defined, field_of, listed, steps},
    },
};
use crate::mutate::{
    Mutant,
    edits::{remove_field, retype},
    fields::{Field, Holder, Role, fields, holders},
    prune::prune,
    spec::Spec,
    tree::Tree,
};
use std::collections::BTreeSet;

/// A new field in everything that is only read.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    grown(spec, |spec, holder| add_typed(spec, holder, "int", &Tree::plain(1)))
}

/// A new object in everything that is only read.
pub fn object_added(spec: &Spec) -> Vec<Mutant> {
    grown(spec, add_part)
}

fn grown(spec: &Spec, edit: fn(&mut Spec, &Holder)) -> Vec<Mutant> {
    let read = holders(spec).into_iter().filter(|holder| !holder.is_sent);
    read.map(|holder| Mutant::new(format!("{}.{EXTRA}", holder.name), move |spec| edit(spec, &holder))).collect()
}

/// A field that answers no longer have. The payload has to stay, and so has what paging needs.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let is_payload =
        |field: &Field| !field.holder.is_struct() && payload::key(spec.file(&field.holder.file)) == Some(field.wire.as_str());
    each(free(spec).into_iter().filter(|field| !is_payload(field)), |spec, field| {
        let is_object = nature(spec, field) == Nature::Object;
        remove_field(spec, field);
        prune(spec);
        if is_object {
            show_whole(spec, &field.holder.file);
        }
    })
}

/// A number is a text.
pub fn number_became_text(spec: &Spec) -> Vec<Mutant> {
    retyped(typed(spec, "int"), "text", Tree::text("mutant"))
}

/// A text is a number.
pub fn text_became_number(spec: &Spec) -> Vec<Mutant> {
    retyped(typed(spec, "text"), "int", Tree::plain(1))
}

/// A flag is a number.
pub fn flag_became_number(spec: &Spec) -> Vec<Mutant> {
    retyped(typed(spec, "bool"), "int", Tree::plain(1))
}

/// JSON of any shape is a text.
pub fn json_became_text(spec: &Spec) -> Vec<Mutant> {
    retyped(typed(spec, "json"), "text", Tree::text("mutant"))
}

fn retyped(fields: Vec<Field>, ty: &'static str, value: Tree) -> Vec<Mutant> {
    each(fields, move |spec, field| retype(spec, field, ty, &value))
}

/// A number is one of documented values.
pub fn number_became_enum(spec: &Spec) -> Vec<Mutant> {
    let numbers = free(spec).into_iter().filter(|field| field.element() == "int");
    each(numbers, |spec, field| {
        define(spec, &field.holder.file, "enums", KIND, kind());
        let one = Tree::plain(1);
        let value = if field.is_list() { Tree::List(vec![one]) } else { one };
        retype(spec, field, &listed(field, KIND), &value);
    })
}

/// A value with a meaning is a plain one.
pub fn scalar_became_plain(spec: &Spec) -> Vec<Mutant> {
    let is_scalar = |field: &Field| matches!(spec.resolve(&field.holder.file, field.element()), Some((_, "scalars")));
    each(free(spec).into_iter().filter(is_scalar), |spec, field| {
        let (ty, one) = match nature(spec, field) {
            Nature::Text => ("text", Tree::text("mutant")),
            _ => ("int", Tree::plain(1)),
        };
        let value = if field.is_list() { Tree::List(vec![one]) } else { one };
        retype(spec, field, &listed(field, ty), &value);
        prune(spec);
    })
}

/// A value has another meaning, in Rust another type of the same representation.
pub fn scalar_became_another(spec: &Spec) -> Vec<Mutant> {
    let base = |says: &Tree| says.word("base").unwrap_or_default().to_owned();
    let all: Vec<(String, String)> =
        defined(spec, "scalars").into_iter().map(|known| (base(known.says(spec)), known.name)).collect();
    let other = |field: &Field| {
        let (base, own) = all.iter().find(|(_, name)| name == field.element())?;
        all.iter().find(|(known, name)| known == base && name != own).map(|(_, name)| listed(field, name))
    };
    let mutant = |field: Field| {
        let ty = other(&field)?;
        Some(Mutant::new(field.name(), move |spec| {
            field.set(spec, "type", Tree::text(ty.as_str()));
            prune(spec);
        }))
    };
    free(spec).into_iter().filter_map(mutant).collect()
}

/// A list is a single value.
pub fn list_became_single(spec: &Spec) -> Vec<Mutant> {
    each(free(spec).into_iter().filter(Field::is_list), |spec, field| {
        let value = whole(spec, &field.holder.file, &field_of(field.element()));
        retype(spec, field, field.element(), &value);
    })
}

/// A single value is a list.
pub fn single_became_list(spec: &Spec) -> Vec<Mutant> {
    each(free(spec).into_iter().filter(|field| !field.is_list()), |spec, field| {
        let ty = format!("list<{}>", field.element());
        let value = whole(spec, &field.holder.file, &field_of(&ty));
        retype(spec, field, &ty, &value);
    })
}

/// A text is hidden from every output.
pub fn text_became_secret(spec: &Spec) -> Vec<Mutant> {
    let open = typed(spec, "text").into_iter().filter(|field| !field.says.flag("secret"));
    each(open, |spec, field| field.set(spec, "secret", Tree::plain(true)))
}

/// A hidden text is a plain one.
pub fn secret_became_text(spec: &Spec) -> Vec<Mutant> {
    let hidden = typed(spec, "text").into_iter().filter(|field| field.says.flag("secret"));
    each(hidden, |spec, field| field.unset(spec, "secret"))
}

/// An object has any shape.
pub fn object_became_json(spec: &Spec) -> Vec<Mutant> {
    let objects = free(spec).into_iter().filter(|field| nature(spec, field) == Nature::Object);
    each(objects, |spec, field| {
        field.set(spec, "type", Tree::text(listed(field, "json")));
        field.unset(spec, "optional");
        prune(spec);
        show_whole(spec, &field.holder.file);
    })
}

/// An object may be missing.
pub fn became_nullable(spec: &Spec) -> Vec<Mutant> {
    let there = free(spec)
        .into_iter()
        .filter(|field| nature(spec, field) == Nature::Object && !field.is_list() && !field.says.flag("optional"));
    each(there, |spec, field| field.set(spec, "optional", Tree::plain(true)))
}

/// An object is always there.
pub fn became_non_null(spec: &Spec) -> Vec<Mutant> {
    let optional = free(spec).into_iter().filter(|field| field.says.flag("optional"));
    each(optional, |spec, field| field.unset(spec, "optional"))
}

/// The fields that are only read.
fn answered(spec: &Spec) -> Vec<Field> {
    fields(spec).into_iter().filter(|field| field.role == Role::Answered).collect()
}

/// Those of them that may go or become something else, for no list needs them to be turned page by page.
fn free(spec: &Spec) -> Vec<Field> {
    let mut paged: BTreeSet<Step> = BTreeSet::new();
    for (file, tree) in spec.endpoints() {
        let Some(paging) = tree.get("paging") else { continue };
        let next = paging.word("next").or_else(|| paging.word("cursor"));
        let keys = [next, paging.word("more"), paging.word("total")].into_iter().flatten();
        paged.extend(keys.map(|key| (file.to_owned(), vec!["response".to_owned()], key.to_owned())));
        paged.extend(steps(spec, file));
    }
    answered(spec).into_iter().filter(|field| !paged.contains(&step(field))).collect()
}

fn step(field: &Field) -> Step {
    (field.holder.file.clone(), field.holder.path.clone(), field.wire.clone())
}

/// The free fields of exactly this type.
fn typed(spec: &Spec, ty: &str) -> Vec<Field> {
    free(spec).into_iter().filter(|field| field.says.word("type") == Some(ty)).collect()
}
