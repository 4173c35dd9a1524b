//! A spec file as a tree that can be changed and written again.
//!
//! Mutants are judged by what they mean, so comments and layout are lost on the way: every file is written on one line, which
//! is as good YAML as any other.

use crate::yaml::{Node, Value};

/// A value of a spec file.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A text, a number, or a flag; only a text is quoted
    Leaf { text: String, quoted: bool },
    /// A list
    List(Vec<Tree>),
    /// A mapping in its order
    Map(Vec<(String, Tree)>),
}

impl Default for Tree {
    fn default() -> Self {
        Self::Map(Vec::new())
    }
}

impl Tree {
    /// A number, a flag, or null.
    pub fn plain(text: impl ToString) -> Self {
        Self::Leaf { text: text.to_string(), quoted: false }
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Leaf { text: text.into(), quoted: true }
    }

    /// A list of texts.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// Reads YAML that is known to be a spec, or a piece of one.
    pub fn read(text: &str) -> Option<Self> {
        Node::parse(text).ok().map(|node| Self::of(&node))
    }

    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Scalar { text, plain } => Self::Leaf { text: text.clone(), quoted: !(*plain && is_no_text(text)) },
            Value::Seq(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|(key, value)| (key.text.clone(), Self::of(value))).collect()),
        }
    }

    /// The tree as YAML on one line.
    pub fn write(&self) -> String {
        match self {
            Self::Leaf { text, quoted: false } => text.clone(),
            Self::Leaf { text, quoted: true } => quoted(text),
            Self::List(items) => format!("[{}]", items.iter().map(Self::write).collect::<Vec<_>>().join(", ")),
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| {
                    let key = if key.parse::<i64>().is_ok() { key.clone() } else { quoted(key) };
                    format!("{key}: {}", value.write())
                };
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entries of a mapping, to be changed; a tree that is none becomes an empty one.
    pub fn entries_mut(&mut self) -> &mut Vec<(String, Self)> {
        if !matches!(self, Self::Map(_)) {
            *self = Self::Map(Vec::new());
        }
        match self {
            Self::Map(entries) => entries,
            _ => unreachable!("it was made a mapping above"),
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The items of a list, to be changed; a tree that is none becomes an empty one.
    pub fn items_mut(&mut self) -> &mut Vec<Self> {
        if !matches!(self, Self::List(_)) {
            *self = Self::List(Vec::new());
        }
        match self {
            Self::List(items) => items,
            _ => unreachable!("it was made a list above"),
        }
    }

    /// The keys of a mapping.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries().iter().map(|(key, _)| key.as_str())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Map(entries) => entries.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, number or flag of a key, as it is written.
    pub fn word(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::leaf)
    }

    /// Whether a key has the value `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.word(key) == Some("true")
    }

    /// The text, number or flag, as it is written.
    pub fn leaf(&self) -> Option<&str> {
        match self {
            Self::Leaf { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value at a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// The value at a path of keys, to be changed.
    pub fn at_mut(&mut self, path: &[&str]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, key| tree.get_mut(key))
    }

    /// Gives a key a value, at its place where it has one, else at the end.
    pub fn set(&mut self, key: &str, value: Self) {
        match self.get_mut(key) {
            Some(found) => *found = value,
            None => self.entries_mut().push((key.to_owned(), value)),
        }
    }

    /// The value of a key, which becomes an empty mapping where there is none.
    pub fn map(&mut self, key: &str) -> &mut Self {
        let entries = self.entries_mut();
        let index = match entries.iter().position(|(known, _)| known == key) {
            Some(index) => index,
            None => {
                entries.push((key.to_owned(), Self::Map(Vec::new())));
                entries.len() - 1
            }
        };
        &mut entries[index].1
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        let index = self.entries().iter().position(|(known, _)| known == key)?;
        Some(self.entries_mut().remove(index).1)
    }

    /// Calls a key something else; it keeps its place.
    pub fn rename(&mut self, old: &str, new: &str) {
        if let Self::Map(entries) = self
            && let Some((key, _)) = entries.iter_mut().find(|(key, _)| key == old)
        {
            new.clone_into(key);
        }
    }

    /// Lets two keys change places.
    pub fn swap(&mut self, one: &str, other: &str) {
        if let Self::Map(entries) = self {
            let place = |key: &str| entries.iter().position(|(known, _)| known == key);
            if let (Some(one), Some(other)) = (place(one), place(other)) {
                entries.swap(one, other);
            }
        }
    }
}

/// Whether a plain scalar is a number, a flag or null to YAML.
fn is_no_text(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "true" | "false") || text.parse::<f64>().is_ok()
}

/// A text in double quotes: what JSON writes, YAML reads.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Tree;

    #[test]
    fn a_tree_is_written_as_the_yaml_that_was_read() {
        let text = "a: [1, \"2\", 两字, true]\nb:\n  3: {c: \"x: \\\"y\\\"\", d: 0.5}\n";
        let tree = Tree::read(text).unwrap();
        assert_eq!(tree.write(), r#"{"a": [1, "2", "两字", true], "b": {3: {"c": "x: \"y\"", "d": 0.5}}}"#);
        assert_eq!(Tree::read(&tree.write()), Some(tree));
    }

    #[test]
    fn keys_keep_their_places() {
        let mut tree = Tree::read("{a: 1, b: 2, c: 3}").unwrap();
        tree.rename("b", "x");
        tree.set("a", Tree::plain(9));
        tree.set("d", Tree::text("t"));
        tree.swap("x", "c");
        assert_eq!(tree.write(), r#"{"a": 9, "c": 3, "x": 2, "d": "t"}"#);
    }
}
