//! YAML as a tree of nodes that know their bytes, so that any later rule can point at the very key or value.
//!
//! The typed spec comes from serde_yaml; this walk reads the same text for positions and refuses what would let
//! the two readers disagree: anchors, aliases, tags, several documents.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::ops::Range;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value
    pub value: Value,
    /// Its bytes
    pub span: Range<usize>,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar; `plain` when it is not quoted
    Scalar { text: String, plain: bool },
    /// A list
    Seq(Vec<Node>),
    /// A mapping in the order of the text
    Map(Vec<(Key, Node)>),
}

/// A mapping key and where it stands.
#[derive(Debug, Clone)]
pub struct Key {
    /// The text of the key
    pub text: String,
    /// Its bytes
    pub span: Range<usize>,
}

/// Text that is no YAML this project accepts.
#[derive(Debug)]
pub struct YamlError {
    /// What is wrong
    pub message: String,
    /// Where
    pub span: Range<usize>,
}

impl Node {
    /// Reads one document.
    pub fn parse(text: &str) -> Result<Self, YamlError> {
        Reader::new(text).document()
    }

    /// The node at a path of keys and indexes.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, step| node.child(step).map(|(_, child)| child))
    }

    /// The bytes of the last key of a path, or of the node itself where the last step is an index.
    pub fn key_span(&self, path: &[&str]) -> Range<usize> {
        let Some((last, parents)) = path.split_last() else { return self.span.clone() };
        match self.at(parents).and_then(|parent| parent.child(last)) {
            Some((Some(key), _)) => key.span.clone(),
            Some((None, node)) => node.span.clone(),
            None => self.nearest(parents),
        }
    }

    /// The bytes of the value at a path, or of the nearest thing above it that exists.
    pub fn value_span(&self, path: &[&str]) -> Range<usize> {
        self.at(path).map_or_else(|| self.nearest(path), |node| node.span.clone())
    }

    fn nearest(&self, path: &[&str]) -> Range<usize> {
        (0..path.len())
            .rev()
            .find_map(|length| self.at(&path[..length]).map(|_| if length == 0 { 0..0 } else { self.key_span(&path[..length]) }))
            .unwrap_or(0..0)
    }

    fn child(&self, step: &str) -> Option<(Option<&Key>, &Node)> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(key, _)| key.text == step).map(|(key, node)| (Some(key), node)),
            Value::Seq(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)).map(|node| (None, node)),
            Value::Scalar { .. } => None,
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// Byte offset of every character, and of the end
    offsets: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { parser: Parser::new_from_str(text), offsets }
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        let byte = |index: usize| self.offsets[index.min(self.offsets.len() - 1)];
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        start..end.max(start)
    }

    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), YamlError> {
        match self.parser.next() {
            Some(Ok((event, span))) => Ok((event, self.bytes(span))),
            Some(Err(error)) => {
                let at = self.offsets[error.marker().index().min(self.offsets.len() - 1)];
                Err(YamlError { message: format!("this is not valid YAML: {}", error.info()), span: at..at })
            }
            None => Ok((Event::StreamEnd, self.bytes(Span::default()))),
        }
    }

    fn document(mut self) -> Result<Node, YamlError> {
        let mut root = None;
        loop {
            match self.next()? {
                (Event::StreamEnd, span) => {
                    return root.ok_or(YamlError { message: "the file is empty".into(), span });
                }
                (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _) => {}
                (_, span) if root.is_some() => {
                    return Err(YamlError { message: "a spec file holds one document only".into(), span });
                }
                (event, span) => root = Some(self.node(event, span, 0)?),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Range<usize>, depth: usize) -> Result<Node, YamlError> {
        if depth > 64 {
            return Err(YamlError { message: "nested deeper than 64 levels".into(), span });
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse(anchor, tag.is_some(), &span)?;
                let plain = style == ScalarStyle::Plain;
                Ok(Node { value: Value::Scalar { text: text.into_owned(), plain }, span })
            }
            Event::SequenceStart(anchor, tag) => {
                refuse(anchor, tag.is_some(), &span)?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => {
                            return Ok(Node { value: Value::Seq(items), span: span.start..end.end });
                        }
                        (event, at) => items.push(self.node(event, at, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(anchor, tag) => {
                refuse(anchor, tag.is_some(), &span)?;
                let mut entries = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, end) => {
                            return Ok(Node { value: Value::Map(entries), span: span.start..end.end });
                        }
                        (event, at) => self.node(event, at, depth + 1)?,
                    };
                    let Value::Scalar { text, .. } = key.value else {
                        return Err(YamlError { message: "a key has to be a plain text".into(), span: key.span });
                    };
                    if text == "<<" {
                        return Err(YamlError {
                            message: "merge keys are not accepted; write the fields out".into(),
                            span: key.span,
                        });
                    }
                    let (event, at) = self.next()?;
                    let value = self.node(event, at, depth + 1)?;
                    entries.push((Key { text, span: key.span }, value));
                }
            }
            Event::Alias(_) => Err(YamlError { message: "aliases are not accepted; write the value out".into(), span }),
            _ => Err(YamlError { message: "unexpected end of the document".into(), span }),
        }
    }
}

fn refuse(anchor: usize, tagged: bool, span: &Range<usize>) -> Result<(), YamlError> {
    let what = match (anchor, tagged) {
        (0, false) => return Ok(()),
        (0, true) => "tags are not accepted",
        _ => "anchors are not accepted; write the value out",
    };
    Err(YamlError { message: what.into(), span: span.clone() })
}

/// A node as compact JSON, its keys in the order of the text.
pub fn to_json(node: &Node) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Map(entries) => {
            let members: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}:{}", quoted(&key.text), to_json(value))).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Seq(items) => format!("[{}]", items.iter().map(to_json).collect::<Vec<_>>().join(",")),
        Value::Scalar { text, plain: false } => quoted(text),
        Value::Scalar { text, plain: true } => match text.as_str() {
            "" | "~" | "null" => "null".to_owned(),
            "true" | "false" => text.clone(),
            number if serde_json::from_str::<serde_json::Number>(number).is_ok() => number.to_owned(),
            other => quoted(other),
        },
    }
}
