//! Takes away what a mutation left behind: a spec may not define what nothing uses, nor demand what nobody sends.

use super::{
    fields::holders,
    spec::{Spec, element},
    tree::Tree,
};
use std::collections::BTreeSet;

/// The rules that tell what pruning does.
pub const PRUNED: &[&str] = &["struct-removed", "enum-removed", "scalar-removed", "struct-constructor-removed"];

/// Removes types that nothing uses, and from what is only read `required` and old names.
pub fn prune(spec: &mut Spec) {
    while prune_once(spec) {}
    for holder in holders(spec).into_iter().filter(|holder| !holder.is_sent) {
        if let Some(fields) = holder.fields_mut(spec) {
            for (_, field) in fields.entries_mut() {
                field.remove("required");
                field.remove("renamed_from");
            }
        }
    }
}

/// One round; whether anything went.
fn prune_once(spec: &mut Spec) -> bool {
    let used = used(spec);
    let mut unused = Vec::new();
    for (file, tree) in spec.common().chain(spec.endpoints()) {
        for section in ["scalars", "structs", "enums"] {
            let names = tree.get(section).map_or(&[][..], Tree::entries).iter().map(|(name, _)| name);
            let gone = names.filter(|name| !used.contains(&(file.to_owned(), (*name).clone())));
            unused.extend(gone.map(|name| (file.to_owned(), section, name.clone())));
        }
    }
    for (file, section, name) in &unused {
        if let Some(types) = spec.file_mut(file).get_mut(section) {
            types.remove(name);
        }
    }
    !unused.is_empty()
}

/// Every type that some call reaches: its file and its name.
fn used(spec: &Spec) -> BTreeSet<(String, String)> {
    let mut used = BTreeSet::new();
    for holder in holders(spec) {
        for (_, field) in holder.fields(spec) {
            let name = element(field);
            if let Some((file, _)) = spec.resolve(&holder.file, name) {
                used.insert((file, name.to_owned()));
            }
        }
    }
    used
}
