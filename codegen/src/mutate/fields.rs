//! Every field of a spec with what a mutation has to know of it, and the examples that hold it.

use super::{
    spec::{self, Spec, element},
    tree::Tree,
};
use std::collections::BTreeSet;

/// What holds fields: a part of an endpoint, or a struct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// The file
    pub file: String,
    /// The keys that lead to the fields: `request`, or `structs`, `Note`, `fields`
    pub path: Vec<String>,
    /// Some request carries it
    pub is_sent: bool,
    /// Some answer brings it
    pub is_answered: bool,
    /// What it is called in changes: `order.set_note request`, `order::Note`
    pub name: String,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    pub holder: Holder,
    /// Its key
    pub wire: String,
    /// What the spec says of it
    pub says: Tree,
    /// What it is for a caller
    pub role: Role,
    /// Rules, paging or the payload name it, so that it cannot simply go or become something else
    pub is_named: bool,
}

/// What a field is in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sent by itself
    Constant,
    /// Part of a `one_of`
    Choice,
    /// An argument of `new`
    Required,
    /// The position of a list, which is never an argument
    Position,
    /// A setter
    Optional,
    /// Only read
    Answered,
}

impl Holder {
    /// The keys as slices.
    pub fn keys(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// Whether it is a struct and no part of an endpoint.
    pub fn is_struct(&self) -> bool {
        self.path.len() > 1
    }

    /// Its fields.
    pub fn fields<'a>(&self, spec: &'a Spec) -> &'a [(String, Tree)] {
        spec.file(&self.file).at(&self.keys()).map_or(&[], Tree::entries)
    }

    /// Its fields, to be changed.
    pub fn fields_mut<'a>(&self, spec: &'a mut Spec) -> Option<&'a mut Tree> {
        spec.file_mut(&self.file).at_mut(&self.keys())
    }
}

impl Field {
    /// What it is called in changes.
    pub fn name(&self) -> String {
        format!("{}.{}", self.holder.name, self.wire)
    }

    /// What the spec says of it, to be changed.
    pub fn says_mut<'a>(&self, spec: &'a mut Spec) -> Option<&'a mut Tree> {
        self.holder.fields_mut(spec)?.get_mut(&self.wire)
    }

    /// Sets a key of the field.
    pub fn set(&self, spec: &mut Spec, key: &str, value: Tree) {
        if let Some(says) = self.says_mut(spec) {
            says.set(key, value);
        }
    }

    /// Takes a key of the field away.
    pub fn unset(&self, spec: &mut Spec, key: &str) {
        if let Some(says) = self.says_mut(spec) {
            says.remove(key);
        }
    }

    /// The type without `list<…>`.
    pub fn element(&self) -> &str {
        element(&self.says)
    }

    /// Whether the type is a list.
    pub fn is_list(&self) -> bool {
        spec::is_list(&self.says)
    }
}

/// Everything that holds fields and is reached by some call.
pub fn holders(spec: &Spec) -> Vec<Holder> {
    let mut found = Vec::new();
    let (mut sent, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for (file, tree) in spec.endpoints() {
        for section in ["query", "request", "response"] {
            let Some(fields) = tree.get(section) else { continue };
            let is_sent = section != "response";
            let (part, reached) = if is_sent { ("request", &mut sent) } else { ("response", &mut answered) };
            let name = format!("{} {part}", spec.endpoint_name(file));
            found.push(Holder { file: file.to_owned(), path: vec![section.to_owned()], is_sent, is_answered: !is_sent, name });
            fields.entries().iter().for_each(|(_, field)| reach(spec, file, field, reached));
        }
    }
    let all: BTreeSet<(String, String)> = sent.union(&answered).cloned().collect();
    for (file, name) in all {
        let key = (file, name);
        let (is_sent, is_answered) = (sent.contains(&key), answered.contains(&key));
        let (file, name) = key;
        let path = ["structs", &name, "fields"].map(str::to_owned).to_vec();
        let shown = spec.type_name(&file, &name);
        found.push(Holder { file, path, is_sent, is_answered, name: shown });
    }
    found
}

fn reach(spec: &Spec, file: &str, field: &Tree, reached: &mut BTreeSet<(String, String)>) {
    let name = element(field);
    let Some((file, "structs")) = spec.resolve(file, name) else { return };
    if reached.insert((file.clone(), name.to_owned())) {
        let inner = spec.file(&file).at(&["structs", name, "fields"]).map_or(&[][..], Tree::entries);
        inner.iter().for_each(|(_, field)| reach(spec, &file, field, reached));
    }
}

/// Every field of everything that is reached.
pub fn fields(spec: &Spec) -> Vec<Field> {
    let mut found = Vec::new();
    for holder in holders(spec) {
        let tree = spec.file(&holder.file);
        let named = if holder.is_struct() { named_inside(spec, &holder) } else { named(tree, &holder.path[0]) };
        for (wire, says) in holder.fields(spec) {
            let role = role(tree, &holder, wire, says);
            let is_named = named.contains(wire.as_str());
            found.push(Field { holder: holder.clone(), wire: wire.clone(), says: says.clone(), role, is_named });
        }
    }
    found
}

fn role(tree: &Tree, holder: &Holder, wire: &str, says: &Tree) -> Role {
    if !holder.is_sent {
        return Role::Answered;
    }
    if says.get("const").is_some() {
        return Role::Constant;
    }
    if !holder.is_struct() {
        let is_position = |key| tree.at(&["paging", key]).and_then(Tree::leaf) == Some(wire);
        if ["cursor", "offset", "page"].into_iter().any(is_position) {
            return Role::Position;
        }
        let rules = tree.get("rules").map_or(&[][..], Tree::items);
        if rules.iter().filter_map(|rule| rule.get("one_of")).any(|list| mentions(list, wire)) {
            return Role::Choice;
        }
    }
    if says.flag("required") { Role::Required } else { Role::Optional }
}

/// Keys of a part of an endpoint that its rules, its paging or its payload name.
fn named<'a>(tree: &'a Tree, section: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let paging = tree.get("paging").map_or(&[][..], Tree::entries);
    if section == "response" {
        let own = ["next", "more", "total", "items", "cursor", "offset"];
        let words = paging.iter().filter(|(key, _)| own.contains(&key.as_str())).filter_map(|(_, value)| value.leaf());
        found.extend(words.filter_map(|path| path.split('.').next()));
        let payload = tree.get("payload");
        found.extend(payload.and_then(|payload| payload.leaf().or_else(|| payload.word("key"))));
    } else {
        let own = ["cursor", "offset", "page", "size"];
        found.extend(paging.iter().filter(|(key, _)| own.contains(&key.as_str())).filter_map(|(_, value)| value.leaf()));
        let rules = tree.get("rules").map_or(&[][..], Tree::items);
        for (key, value) in rules.iter().flat_map(Tree::entries) {
            match key.as_str() {
                "one_of" | "at_least_one" | "requires" => words(value, &mut found),
                "when" => found.extend(value.leaf().into_iter().chain(value.keys())),
                _ => {}
            }
        }
    }
    found
}

/// Keys of a struct that the path of a list leads through.
fn named_inside<'a>(spec: &'a Spec, holder: &Holder) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for (file, tree) in spec.endpoints() {
        let path = tree.at(&["paging", "items"]).and_then(Tree::leaf).unwrap_or_default();
        let mut home = (file.to_owned(), vec!["response"]);
        for step in path.split('.') {
            let Some(field) = spec.file(&home.0).at(&home.1).and_then(|fields| fields.get(step)) else { break };
            if home.0 == holder.file && home.1 == holder.keys() {
                found.insert(step);
            }
            let name = element(field);
            let Some((file, "structs")) = spec.resolve(&home.0, name) else { break };
            home = (file, vec!["structs", name, "fields"]);
        }
    }
    found
}

fn words<'a>(value: &'a Tree, found: &mut BTreeSet<&'a str>) {
    found.extend(value.leaf());
    value.items().iter().for_each(|item| words(item, found));
}

fn mentions(list: &Tree, wire: &str) -> bool {
    let mut found = BTreeSet::new();
    words(list, &mut found);
    found.contains(wire)
}

/// Goes over every object of the examples that shows what a holder holds.
pub fn in_examples(spec: &mut Spec, holder: &Holder, change: &mut dyn FnMut(&mut Tree)) {
    let before = spec.clone();
    for file in spec.endpoint_paths() {
        if holder.file != file && !holder.file.starts_with("common/") {
            continue;
        }
        let known = before.file(&file);
        let Some(examples) = spec.file_mut(&file).get_mut("examples") else { continue };
        for example in examples.items_mut() {
            for (side, sections) in [("request", &["query", "request"][..]), ("response", &["response"][..])] {
                let Some(object) = example.get_mut(side) else { continue };
                for section in sections {
                    let Some(fields) = known.get(section) else { continue };
                    if holder.file == file && holder.path == [*section] {
                        change(object);
                    }
                    visit(&before, &file, fields, object, holder, change);
                }
            }
        }
    }
}

fn visit(spec: &Spec, file: &str, fields: &Tree, object: &mut Tree, holder: &Holder, change: &mut dyn FnMut(&mut Tree)) {
    for (wire, says) in fields.entries() {
        let name = element(says);
        let Some((inner_file, "structs")) = spec.resolve(file, name) else { continue };
        let Some(inner) = spec.file(&inner_file).at(&["structs", name, "fields"]) else { continue };
        let is_it = holder.file == inner_file && holder.path.get(1).is_some_and(|known| known == name);
        for key in spec::keys(wire, says) {
            let Some(value) = object.get_mut(key) else { continue };
            let objects: Vec<&mut Tree> = match value {
                Tree::List(items) => items.iter_mut().collect(),
                other => vec![other],
            };
            for object in objects {
                if !matches!(object, Tree::Map(_)) {
                    continue;
                }
                if is_it {
                    change(object);
                }
                visit(spec, &inner_file, inner, object, holder, change);
            }
        }
    }
}
