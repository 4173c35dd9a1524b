//! A place in the tree of a file: a key, its value, and the bytes of both.

use crate::{
    load::Loaded,
    source::{Place, Sources},
    yaml::{Key, Node, Value},
};
use std::ops::Range;

/// A value of a spec file and the key it stands under.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    file: usize,
    /// The whole file
    text: &'a str,
    key: (usize, usize),
    node: &'a Node,
}

impl<'a> Spot<'a> {
    /// The top of a file.
    pub fn root<T>(sources: &'a Sources, loaded: &'a Loaded<T>) -> Self {
        let text = sources.files.get(loaded.file).map_or("", |file| file.text.as_str());
        Self { file: loaded.file, text, key: (0, 0), node: &loaded.node }
    }

    /// The members of a mapping, in the order of the text.
    pub fn entries(self) -> impl Iterator<Item = (&'a Key, Self)> {
        let entries = match &self.node.value {
            Value::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(move |(key, node)| (key, Self { key: (key.span.start, key.span.end), node, ..self }))
    }

    /// The members of a mapping beside what was decoded from them, which has the same order.
    pub fn zip<T>(self, decoded: impl ExactSizeIterator<Item = T>) -> impl Iterator<Item = (T, Self)> {
        // Two keys that are one number, such as 16 and 0x10, leave one value: nobody knows which of them it was.
        let entries = (self.entries().count() == decoded.len()).then(|| self.entries());
        decoded.zip(entries.into_iter().flatten()).map(|(decoded, (_, spot))| (decoded, spot))
    }

    /// The items of a list.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items = match &self.node.value {
            Value::Seq(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(move |node| Self { key: (node.span.start, node.span.end), node, ..self })
    }

    /// The member of a mapping.
    pub fn child(self, name: &str) -> Option<Self> {
        self.entries().find(|(key, _)| key.text == name).map(|(_, spot)| spot)
    }

    /// The text of a scalar, and whether it stands there without quotes.
    pub fn scalar(self) -> Option<(&'a str, bool)> {
        match &self.node.value {
            Value::Scalar { text, plain } => Some((text, *plain)),
            _ => None,
        }
    }

    /// The place of the key.
    pub fn key(self) -> Place {
        Place::new(self.file, self.key.0..self.key.1)
    }

    /// The key as it stands in the file, with its quotes.
    pub fn raw_key(self) -> &'a str {
        self.text.get(self.key.0..self.key.1).unwrap_or_default()
    }

    /// The place of the value.
    pub fn value(self) -> Place {
        Place::new(self.file, self.span())
    }

    /// The place of a member's key, or else of this one's.
    pub fn key_of(self, name: &str) -> Place {
        self.child(name).map_or_else(|| self.key(), Self::key)
    }

    /// The place of a member's value, or else of this one's key.
    pub fn value_of(self, name: &str) -> Place {
        self.child(name).map_or_else(|| self.key(), Self::value)
    }

    /// The value as it stands in the file, with its quotes.
    pub fn raw(self) -> &'a str {
        self.text.get(self.span()).unwrap_or_default()
    }

    /// The place of a part of [`Self::raw`].
    pub fn part(self, range: Range<usize>) -> Place {
        let start = self.span().start;
        Place::new(self.file, start + range.start..start + range.end)
    }

    /// The place of some bytes of the file.
    pub fn part_of_file(self, bytes: Range<usize>) -> Place {
        Place::new(self.file, bytes)
    }

    /// The bytes from the key to the end of the line on which the value ends.
    pub fn extent(self) -> Range<usize> {
        let end = self.span().end;
        let rest = self.text.get(end..).unwrap_or_default();
        self.key.0..rest.find('\n').map_or(self.text.len(), |at| end + at)
    }

    /// The file.
    pub fn file(self) -> usize {
        self.file
    }

    /// The bytes of the file between two of its bytes.
    pub fn between(self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the value.
    pub fn span(self) -> Range<usize> {
        tight(self.text, self.node)
    }
}

/// The bytes of a node itself: the parser counts blanks and comments behind a quote or bracket as part of it.
fn tight(text: &str, node: &Node) -> Range<usize> {
    let (start, end) = (node.span.start, node.span.end);
    let raw = text.get(start..end).unwrap_or_default();
    let last = match &node.value {
        Value::Scalar { plain: true, .. } => return start..end,
        Value::Scalar { .. } => return start..start + quoted(raw),
        Value::Seq(items) => items.last(),
        Value::Map(entries) => entries.last().map(|(_, node)| node),
    };
    let inside = last.map_or(start, |node| tight(text, node).end.max(start));
    let bracket = match raw.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return start..inside,
    };
    let closed = text.get(inside..end).and_then(|rest| rest.find(bracket)).map_or(end, |at| inside + at + 1);
    start..closed
}

/// The length of a quoted text with its quotes, or of a block of lines.
fn quoted(raw: &str) -> usize {
    let quote = match raw.chars().next() {
        Some(quote @ ('"' | '\'')) => quote,
        _ => return raw.trim_end().len(),
    };
    let mut chars = raw.char_indices().skip(1).peekable();
    while let Some((at, found)) = chars.next() {
        let doubled = found == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'');
        match found {
            '\\' if quote == '"' => _ = chars.next(),
            '\'' if quote == '\'' && doubled => _ = chars.next(),
            _ if found == quote => return at + 1,
            _ => {}
        }
    }
    raw.len()
}
