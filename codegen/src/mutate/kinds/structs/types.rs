//! Scalars, structs and enums: where they stand, which fields have them, and what examples show of one.

use crate::mutate::{
    Mutant,
    edits::add_field,
    fields::{Field, Holder, fields},
    kinds::endpoints::{gentle::remember, thing::Thing},
    spec::{Spec, element},
    tree::Tree,
};
use std::collections::BTreeSet;

/// The key of a new field.
pub const EXTRA: &str = "mutant_extra";
/// A file of `common/` for what is new there.
pub const COMMON: &str = "common/mutant.yaml";

/// A scalar, a struct or an enum.
#[derive(Debug, Clone)]
pub struct Known {
    /// The file that defines it
    pub file: String,
    /// The section that it stands in
    pub section: &'static str,
    pub name: String,
    /// What it is called in changes
    pub place: String,
}

impl Known {
    /// Where it stands.
    pub fn thing(&self) -> Thing {
        Thing::new(self.place.as_str(), &self.file, &[self.section, &self.name])
    }

    /// What the spec says of it.
    pub fn says<'a>(&self, spec: &'a Spec) -> &'a Tree {
        self.thing().says(spec)
    }

    /// What the spec says of it, to be changed.
    pub fn says_mut<'a>(&self, spec: &'a mut Spec) -> Option<&'a mut Tree> {
        spec.file_mut(&self.file).at_mut(&[self.section, &self.name])
    }

    /// Whether every endpoint can name it.
    pub fn is_shared(&self) -> bool {
        self.file.starts_with("common/")
    }

    /// The fields that have it, by itself or in a list. No type of an endpoint may be called like a shared one.
    pub fn users(&self, fields: &[Field]) -> Vec<Field> {
        let is_user = |field: &&Field| field.element() == self.name && (self.is_shared() || field.holder.file == self.file);
        fields.iter().filter(is_user).cloned().collect()
    }

    /// Gives its users another type.
    pub fn replace(&self, spec: &mut Spec, users: &[Field], ty: &str) {
        for user in users {
            user.set(spec, "type", Tree::text(listed(user, ty)));
        }
    }

    /// Gives it another name; nothing holds itself, so the users are still where they were.
    pub fn rename(&self, spec: &mut Spec, users: &[Field], new: &str) {
        self.replace(spec, users, new);
        if let Some(types) = spec.file_mut(&self.file).get_mut(self.section) {
            types.rename(&self.name, new);
        }
    }

    /// Takes it away.
    pub fn take(&self, spec: &mut Spec) -> Option<Tree> {
        spec.file_mut(&self.file).get_mut(self.section)?.remove(&self.name)
    }

    fn move_to(&self, spec: &mut Spec, file: &str) {
        if let Some(says) = self.take(spec) {
            define(spec, file, self.section, &self.name, says);
        }
    }
}

/// Every type of a section, shared ones first.
pub fn defined(spec: &Spec, section: &'static str) -> Vec<Known> {
    let mut found = Vec::new();
    for (file, tree) in spec.common().chain(spec.endpoints()) {
        for (name, _) in tree.get(section).map_or(&[][..], Tree::entries) {
            let place = spec.type_name(file, name);
            found.push(Known { file: file.to_owned(), section, name: name.clone(), place });
        }
    }
    found
}

/// Every type of a section where it stands.
pub fn things(spec: &Spec, section: &'static str) -> Vec<Thing> {
    defined(spec, section).iter().map(Known::thing).collect()
}

/// Types that have another name and do not say that they had one before.
pub fn renamed(spec: &Spec, section: &'static str) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let users = known.users(&all);
        Mutant::new(known.place.clone(), move |spec| known.rename(spec, &users, &format!("Mutant{}", known.name)))
    };
    defined(spec, section).into_iter().map(mutant).collect()
}

/// Types that have another name and remember the old one.
pub fn renamed_gently(spec: &Spec, section: &'static str) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let users = known.users(&all);
        let new = format!("Mutant{}", known.name);
        Mutant::new(spec.type_name(&known.file, &new), move |spec| {
            if let Some(says) = known.says_mut(spec) {
                remember(says, &known.name);
            }
            known.rename(spec, &users, &new);
        })
    };
    defined(spec, section).into_iter().map(mutant).collect()
}

/// Shared types that become those of the one endpoint that names them.
pub fn narrowed(spec: &Spec, section: &'static str) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let files: BTreeSet<String> = known.users(&all).into_iter().map(|user| user.holder.file).collect();
        let mut files = files.into_iter();
        match (files.next(), files.next()) {
            (Some(file), None) if !file.starts_with("common/") => {
                Some(Mutant::new(known.place.clone(), move |spec| known.move_to(spec, &file)))
            }
            _ => None,
        }
    };
    defined(spec, section).into_iter().filter(Known::is_shared).filter_map(mutant).collect()
}

/// Types of an endpoint that become shared ones, where what they hold can be named there and nobody else has their name.
/// A list that is turned page by page stands in a struct of its endpoint.
pub fn widened(spec: &Spec, section: &'static str) -> Vec<Mutant> {
    let on_paths = on_paths(spec);
    let all: Vec<Known> = ["scalars", "structs", "enums"].into_iter().flat_map(|section| defined(spec, section)).collect();
    let is_free = |known: &Known| {
        let inner = known.says(spec).get("fields").map_or(&[][..], Tree::entries);
        let is_local = |says: &Tree| spec.resolve(&known.file, element(says)).is_some_and(|(file, _)| file == known.file);
        let is_alone = all.iter().filter(|other| other.name == known.name).count() == 1;
        let is_on_path = on_paths.contains(&(known.file.clone(), known.name.clone()));
        !known.is_shared() && is_alone && !is_on_path && !inner.iter().any(|(_, says)| is_local(says))
    };
    let mutant = |known: Known| Mutant::new(known.place.clone(), move |spec| known.move_to(spec, COMMON));
    defined(spec, section).into_iter().filter(is_free).map(mutant).collect()
}

/// Defines a type.
pub fn define(spec: &mut Spec, file: &str, section: &str, name: &str, says: Tree) {
    spec.file_mut(file).map(section).set(name, says);
}

/// What the spec says of a field that is nothing but its type.
pub fn field_of(ty: &str) -> Tree {
    Tree::Map(vec![("type".to_owned(), Tree::text(ty)), ("doc".to_owned(), Tree::text("新增"))])
}

/// Adds a field of this type, which a request may leave out.
pub fn add_typed(spec: &mut Spec, holder: &Holder, ty: &str, value: &Tree) {
    let mut says = field_of(ty);
    if holder.path == ["query"] && matches!(value, Tree::Map(_)) {
        says.set("encode", Tree::text("json"));
    }
    add_field(spec, holder, EXTRA, &says, value);
}

/// A type as the field has it: by itself, or in a list.
pub fn listed(field: &Field, ty: &str) -> String {
    if field.is_list() { format!("list<{ty}>") } else { ty.to_owned() }
}

/// Where a field stands: the file and the keys of what holds it, and its own key.
pub type Step = (String, Vec<String>, String);

/// The fields that the path of an endpoint's list leads over.
pub fn steps(spec: &Spec, file: &str) -> Vec<Step> {
    let items = spec.file(file).at(&["paging", "items"]).and_then(Tree::leaf);
    let (mut home, mut path) = (file.to_owned(), vec!["response".to_owned()]);
    let mut found = Vec::new();
    for step in items.into_iter().flat_map(|items| items.split('.')) {
        found.push((home.clone(), path.clone(), step.to_owned()));
        let keys: Vec<&str> = path.iter().map(String::as_str).chain([step]).collect();
        let name = spec.file(&home).at(&keys).map(element).unwrap_or_default();
        let Some((inner, "structs")) = spec.resolve(&home, name) else { break };
        path = ["structs", name, "fields"].map(str::to_owned).to_vec();
        home = inner;
    }
    found
}

/// The structs that such paths lead through: file and name.
pub fn on_paths(spec: &Spec) -> BTreeSet<(String, String)> {
    let all = spec.endpoints().flat_map(|(file, _)| steps(spec, file));
    all.filter_map(|(file, path, _)| Some((file, path.get(1)?.clone()))).collect()
}
