//! What examples show of types: values that fit them, and objects that are whole.

use crate::mutate::{
    spec::{Spec, element, is_list, keys},
    tree::Tree,
};

/// A value that a field can have and a request may send, whole where it is an object.
pub fn whole(spec: &Spec, file: &str, says: &Tree) -> Tree {
    let name = element(says);
    let one = match spec.resolve(file, name) {
        Some((home, "structs")) => {
            let fields = spec.file(&home).at(&["structs", name, "fields"]).map_or(&[][..], Tree::entries);
            Tree::Map(fields.iter().map(|(wire, says)| (wire.clone(), whole(spec, &home, says))).collect())
        }
        Some((home, "enums")) => {
            let values = spec.file(&home).at(&["enums", name, "values"]).map_or(&[][..], Tree::entries);
            let used = values.iter().find(|(_, value)| !value.flag("retired")).or(values.first());
            used.map_or(Tree::text(""), |(key, _)| value(key))
        }
        Some((home, section)) => match spec.file(&home).at(&[section, name, "base"]).and_then(Tree::leaf) {
            Some("text") => Tree::text("m"),
            _ => number(says),
        },
        None => match name {
            "int" => number(says),
            "bool" => Tree::plain(true),
            _ => Tree::text("m"),
        },
    };
    if is_list(says) { Tree::List(vec![one]) } else { one }
}

/// A number within the limits of a field.
fn number(says: &Tree) -> Tree {
    Tree::plain(says.word("min").or_else(|| says.word("max")).unwrap_or("1"))
}

/// A value of an enum as examples write it.
pub fn value(key: &str) -> Tree {
    if key.parse::<i64>().is_ok() { Tree::plain(key) } else { Tree::text(key) }
}

/// Makes every object of the examples whole, for a change may have taken away the only one that showed some field. A shared
/// holder may be shown by any endpoint.
pub fn show_whole(spec: &mut Spec, holder: &str) {
    for file in spec.endpoint_paths() {
        if file != holder && !holder.starts_with("common/") {
            continue;
        }
        let objects = objects(spec, &file);
        let Some(examples) = spec.file_mut(&file).get_mut("examples") else { continue };
        for example in examples.items_mut() {
            for (side, key, object) in &objects {
                if let Some(shown) = example.at_mut(&[*side, key.as_str()]) {
                    *shown = object.clone();
                }
            }
        }
    }
}

/// The objects of an endpoint: the side of an example, the key, and what to show there.
fn objects(spec: &Spec, file: &str) -> Vec<(&'static str, String, Tree)> {
    let mut found = Vec::new();
    for (section, side) in [("query", "request"), ("request", "request"), ("response", "response")] {
        for (wire, says) in spec.file(file).get(section).map_or(&[][..], Tree::entries) {
            if !matches!(spec.resolve(file, element(says)), Some((_, "structs"))) {
                continue;
            }
            let object = whole(spec, file, says);
            found.extend(keys(wire, says).map(|key| (side, key.to_owned(), object.clone())));
        }
    }
    found
}
