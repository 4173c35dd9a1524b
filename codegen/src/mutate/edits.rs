//! Edits that take the examples along, so that what comes out is a spec again.

use super::{
    fields::{Field, Holder, in_examples},
    spec::{self, Spec},
    tree::Tree,
};

/// Adds a field to a holder: what the spec says of it, and its value in every example.
pub fn add_field(spec: &mut Spec, holder: &Holder, wire: &str, says: &Tree, value: &Tree) {
    if let Some(fields) = holder.fields_mut(spec) {
        fields.set(wire, says.clone());
    }
    in_examples(spec, holder, &mut |object| object.set(wire, value.clone()));
}

/// Takes a field away, out of the examples too.
pub fn remove_field(spec: &mut Spec, field: &Field) {
    let keys = keys(field);
    in_examples(spec, &field.holder, &mut |object| {
        for key in &keys {
            object.remove(key);
        }
    });
    if let Some(fields) = field.holder.fields_mut(spec) {
        fields.remove(&field.wire);
    }
}

/// Gives a field another key, in the examples too.
pub fn rename_key(spec: &mut Spec, field: &Field, new: &str) {
    in_examples(spec, &field.holder, &mut |object| object.rename(&field.wire, new));
    if let Some(fields) = field.holder.fields_mut(spec) {
        fields.rename(&field.wire, new);
    }
}

/// Gives a field another type, and this value in every example. What only the old type can have goes.
pub fn retype(spec: &mut Spec, field: &Field, ty: &str, value: &Tree) {
    if let Some(says) = field.says_mut(spec) {
        says.set("type", Tree::text(ty));
        for key in ["wire", "min", "max", "max_len", "default", "secret", "optional", "encode", "allow"] {
            says.remove(key);
        }
    }
    show(spec, field, value);
}

/// Shows a field with this value in every example that has it.
pub fn show(spec: &mut Spec, field: &Field, value: &Tree) {
    let keys = keys(field);
    in_examples(spec, &field.holder, &mut |object| {
        for key in &keys {
            if let Some(found) = object.get_mut(key) {
                *found = value.clone();
            }
        }
    });
}

/// Puts an entry before the first one of a mapping.
pub fn put_first(map: &mut Tree, key: &str, value: Tree) {
    map.entries_mut().insert(0, (key.to_owned(), value));
}

/// The key of a field and its aliases.
pub fn keys(field: &Field) -> Vec<String> {
    spec::keys(&field.wire, &field.says).map(str::to_owned).collect()
}
