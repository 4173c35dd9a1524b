//! The same said in other words: defaults written out, and what is shared spread over the files of common/ in another way.

use super::wherever;
use crate::mutate::{Mutant, spec::Spec, tree::Tree};

const SECTIONS: [&str; 4] = ["scalars", "structs", "enums", "errors"];

/// Half of what a file of common/ defines stands in another file.
pub fn split(spec: &Spec) -> Vec<Mutant> {
    let is_large = |says: &Tree| SECTIONS.iter().filter_map(|section| says.get(section)).any(|found| found.entries().len() > 1);
    let large = spec.common().filter(|(_, says)| is_large(says)).map(|(file, _)| file.to_owned());
    let mutant = |file: String| {
        Mutant::new(file.clone(), move |spec| {
            for section in SECTIONS {
                let Some(found) = spec.file_mut(&file).get_mut(section) else { continue };
                let half = found.entries().len().div_ceil(2);
                let rest = found.entries_mut().split_off(half);
                spec.file_mut("common/mutant.yaml").map(section).entries_mut().extend(rest);
            }
        })
    };
    large.map(mutant).collect()
}

/// Everything that is shared stands in one file.
pub fn merged(spec: &Spec) -> Vec<Mutant> {
    let files: Vec<String> = spec.common().map(|(file, _)| file.to_owned()).collect();
    if files.len() < 2 {
        return Vec::new();
    }
    vec![Mutant::new("common", move |spec| {
        let mut all = Tree::Map(Vec::new());
        for mut says in files.iter().filter_map(|file| spec.take(file)) {
            for section in SECTIONS {
                let found = says.remove(section).unwrap_or(Tree::Map(Vec::new()));
                all.map(section).entries_mut().extend(found.entries().iter().cloned());
            }
        }
        spec.put("common/mutant.yaml", all);
    })]
}

/// One old name as a list, and a list of one as it is.
pub fn old_names_spelled(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, respell)
}

fn respell(tree: &mut Tree) {
    match tree {
        Tree::Map(entries) => {
            for (key, value) in entries.iter_mut().filter(|(key, _)| key != "examples") {
                respell(value);
                if key == "renamed_from" {
                    let other = match &*value {
                        Tree::Leaf { .. } => Tree::List(vec![value.clone()]),
                        Tree::List(names) => match names.as_slice() {
                            [only] => only.clone(),
                            _ => continue,
                        },
                        Tree::Map(_) => continue,
                    };
                    *value = other;
                }
            }
        }
        Tree::List(items) => items.iter_mut().for_each(respell),
        Tree::Leaf { .. } => {}
    }
}

/// What is so anyway is written down.
pub fn defaults_written(spec: &Spec) -> Vec<Mutant> {
    wherever(spec, |file| {
        hosts_and_groups(file);
        if file.get("name").is_some() {
            endpoint(file);
        }
        for section in ["query", "request", "response"] {
            each(file, section, field);
        }
        each(file, "structs", |known| each(known, "fields", field));
        each(file, "enums", |known| {
            each(known, "values", |value| default(value, "retired", Tree::plain(false)));
        });
        each(file, "errors", code);
    })
}

fn hosts_and_groups(says: &mut Tree) {
    each(says, "hosts", |host| default(host, "failover", Tree::plain(false)));
    each(says, "groups", |group| {
        hosts_and_groups(group);
        default(group, "groups", Tree::Map(Vec::new()));
    });
}

fn endpoint(says: &mut Tree) {
    default(says, "auth", Tree::text("token"));
    default(says, "draft", Tree::plain(false));
    for key in ["rules", "gaps", "conflicts", "renamed_from"] {
        default(says, key, Tree::List(Vec::new()));
    }
    if let Some(key) = says.get_mut("payload").filter(|payload| payload.leaf().is_some()) {
        let detail = vec![("key".to_owned(), key.clone()), ("may_be_absent".to_owned(), Tree::plain(false))];
        *key = Tree::Map(detail);
    }
    if let Some(paging) = says.get_mut("paging") {
        let first = i32::from(paging.word("style") == Some("page"));
        default(paging, "first", Tree::plain(first));
        if let Some(cursor) = paging.get("cursor").cloned() {
            default(paging, "next", cursor);
        }
    }
}

fn field(says: &mut Tree) {
    for key in ["required", "optional", "secret"] {
        default(says, key, Tree::plain(false));
    }
    for key in ["aliases", "from", "conflicts", "renamed_from"] {
        default(says, key, Tree::List(Vec::new()));
    }
}

/// A code where it is named; where it is only listed, it has no such keys.
fn code(says: &mut Tree) {
    if says.get("name").is_some() {
        default(says, "class", Tree::text("other"));
        default(says, "repeat", Tree::text("never"));
        default(says, "retired", Tree::plain(false));
    }
}

fn each(says: &mut Tree, key: &str, change: fn(&mut Tree)) {
    let entries = says.get_mut(key).map(Tree::entries_mut);
    entries.into_iter().flatten().for_each(|(_, value)| change(value));
}

fn default(says: &mut Tree, key: &str, value: Tree) {
    if says.get(key).is_none() {
        says.set(key, value);
    }
}
