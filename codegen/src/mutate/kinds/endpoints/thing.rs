//! Something of a spec that changes by itself: an endpoint, a field, an error code, a host, a group.

use crate::mutate::{Mutant, fields::Field, spec::Spec, tree::Tree};

/// What a mutation is about, and where it stands.
#[derive(Debug, Clone)]
pub struct Thing {
    /// What it is called in changes
    pub name: String,
    /// The file
    pub file: String,
    /// The keys that lead to it; none for the whole file
    pub path: Vec<String>,
}

impl Thing {
    /// A thing at its place.
    pub fn new(name: impl Into<String>, file: &str, path: &[&str]) -> Self {
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        Self { name: name.into(), file: file.to_owned(), path }
    }

    /// A field where it stands.
    pub fn of(field: &Field) -> Self {
        let keys: Vec<&str> = field.holder.keys().into_iter().chain([field.wire.as_str()]).collect();
        Self::new(field.name(), &field.holder.file, &keys)
    }

    /// What the spec says of it; nothing where it is not there.
    pub fn says<'a>(&self, spec: &'a Spec) -> &'a Tree {
        const NONE: &Tree = &Tree::Map(Vec::new());
        spec.file(&self.file).at(&self.keys()).unwrap_or(NONE)
    }

    /// A change of what the spec says of it.
    pub fn mutant(self, edit: impl Fn(&mut Tree) + Send + Sync + 'static) -> Mutant {
        let name = self.name.clone();
        Mutant::new(name, move |spec| {
            if let Some(says) = spec.file_mut(&self.file).at_mut(&self.keys()) {
                edit(says);
            }
        })
    }

    fn keys(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}

/// A mapping of texts.
pub fn record(entries: &[(&str, &str)]) -> Tree {
    Tree::Map(entries.iter().map(|(key, text)| ((*key).to_owned(), Tree::text(*text))).collect())
}

/// Puts an item at the end of the list of a key.
pub fn push(says: &mut Tree, key: &str, item: Tree) {
    match says.get_mut(key) {
        Some(list) => list.items_mut().push(item),
        None => says.set(key, Tree::List(vec![item])),
    }
}
