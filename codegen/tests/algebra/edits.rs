//! Edits of the text of a spec file that change nothing of what it says.

use super::random::Random;
use std::ops::Range;
use wechat_league_codegen::yaml::{Key, Node, Value};

/// An edit: its name, and the new text where it applies.
pub type Edit = (&'static str, fn(&mut Random, &str) -> Option<String>);

/// Edits after which every generated file has the same bytes.
pub const EDITS: &[Edit] = &[
    ("a comment on a line of its own", comment_line),
    ("a comment behind a line", comment_behind),
    ("an empty line", empty_line),
    ("more blanks around a mark", wider),
    ("line ends of Windows", windows),
    ("quotes around a text", quoted),
    ("no quotes around a text", unquoted),
    ("braces opened into lines", opened),
    ("the keys of one thing in another order", other_order),
];

/// An edit after which the fields of a Rust struct stand in another order, which no user can see.
pub const REORDERING: Edit = ("the fields of an answer in another order", answer_order);

/// A comment that would be something else, did it not stand in one.
const COMMENT: &str = "# 顺便一提：{type: int, doc: \"不算\"} # 也不算";
/// Keys by which a mapping in braces is known to be one thing, and no list of things by name.
const OF_ONE_THING: &[&str] = &["type", "base", "url", "style", "about", "name", "since", "title"];
/// Words that mean something else to some reader of YAML when no quotes are around them.
const RESERVED: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"];

fn comment_line(random: &mut Random, text: &str) -> Option<String> {
    let indent = random.below(7);
    let line = format!("{:indent$}{COMMENT}\n", "");
    Some(inserted(text, *random.pick(&line_starts(text))?, &line))
}

fn comment_behind(random: &mut Random, text: &str) -> Option<String> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| text[..at].trim_end_matches('\r').len()).collect();
    Some(inserted(text, *random.pick(&ends)?, &format!("  {COMMENT}")))
}

fn empty_line(random: &mut Random, text: &str) -> Option<String> {
    let blanks = " ".repeat(random.below(4));
    Some(inserted(text, *random.pick(&line_starts(text))?, &format!("{blanks}\n")))
}

fn wider(random: &mut Random, text: &str) -> Option<String> {
    let blanks = " ".repeat(1 + random.below(3));
    Some(inserted(text, *random.pick(&Spots::of(text).blanks)?, &blanks))
}

fn windows(_: &mut Random, text: &str) -> Option<String> {
    (!text.contains('\r')).then(|| text.replace('\n', "\r\n"))
}

fn quoted(random: &mut Random, text: &str) -> Option<String> {
    let spots = Spots::of(text);
    let range = random.pick(&spots.plain)?.clone();
    // What JSON writes, YAML reads.
    let quoted = serde_json::Value::from(&text[range.clone()]).to_string();
    Some(replaced(text, range, &quoted))
}

fn unquoted(random: &mut Random, text: &str) -> Option<String> {
    let spots = Spots::of(text);
    let (range, said) = random.pick(&spots.quoted)?;
    Some(replaced(text, range.clone(), said))
}

fn opened(random: &mut Random, text: &str) -> Option<String> {
    let spots = Spots::of(text);
    let Braces { range, indent, parts } = random.pick(&spots.braces)?;
    let line = |part: &Range<usize>| format!("\n{}{}", " ".repeat(*indent), &text[part.clone()]);
    let lines: String = parts.iter().map(line).collect();
    Some(replaced(text, range.clone(), &format!(":{lines}")))
}

fn other_order(random: &mut Random, text: &str) -> Option<String> {
    let spots = Spots::of(text);
    let parts = random.pick(&spots.unordered)?;
    Some(swapped(random, text, parts))
}

fn answer_order(random: &mut Random, text: &str) -> Option<String> {
    let root = Node::parse(text).ok()?;
    let Value::Map(entries) = &root.at(&["response"])?.value else { return None };
    let parts = parts(text, entries);
    (parts.len() > 1).then(|| swapped(random, text, &parts))
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn inserted(text: &str, at: usize, more: &str) -> String {
    replaced(text, at..at, more)
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(range, new);
    text
}

/// Two parts of a text in each other's places; there have to be two at least.
fn swapped(random: &mut Random, text: &str, parts: &[Range<usize>]) -> String {
    let (one, other) = random.two(parts.len());
    let (one, other) = (parts[one].clone(), parts[other].clone());
    let between = &text[one.end..other.start];
    let new = format!("{}{between}{}", &text[other.clone()], &text[one.clone()]);
    replaced(text, one.start..other.end, &new)
}

/// Where a file can be changed without saying anything else.
#[derive(Default)]
struct Spots {
    /// Where blanks may go
    blanks: Vec<usize>,
    /// Texts and keys that could have quotes
    plain: Vec<Range<usize>>,
    /// Texts that need none of their quotes
    quoted: Vec<(Range<usize>, String)>,
    /// Mappings that could stand on lines of their own
    braces: Vec<Braces>,
    /// The members of mappings in braces whose order means nothing
    unordered: Vec<Vec<Range<usize>>>,
}

/// A mapping in braces whose key begins its line.
struct Braces {
    /// From behind the key to the closing brace
    range: Range<usize>,
    /// Where the members would stand
    indent: usize,
    parts: Vec<Range<usize>>,
}

impl Spots {
    fn of(text: &str) -> Self {
        let mut spots = Self::default();
        // A file that an edit has broken is refused as a whole afterwards.
        if let Ok(root) = Node::parse(text) {
            spots.node(text, &root, false);
        }
        spots
    }

    fn node(&mut self, text: &str, node: &Node, in_example: bool) {
        let span = node.span.start..end(text, node);
        match &node.value {
            Value::Scalar { text: said, plain } => {
                assert!(!text[span.clone()].contains('\n'), "comments go between any two lines, so no text may have several");
                if *plain {
                    self.bare(text, span, said);
                } else if is_safe(said) && text[..span.start].ends_with([' ', '[', '{']) {
                    self.quoted.push((span, said.clone()));
                }
            }
            Value::Seq(items) => {
                if text[span.start..].starts_with('[') {
                    let parts: Vec<_> = items.iter().map(|item| item.span.start..end(text, item)).collect();
                    self.around(span, &parts);
                }
                items.iter().for_each(|item| self.node(text, item, in_example));
            }
            Value::Map(entries) => self.map(text, span, entries, in_example),
        }
    }

    fn map(&mut self, text: &str, span: Range<usize>, entries: &[(Key, Node)], in_example: bool) {
        let is_braced = text[span.start..].starts_with('{');
        if is_braced {
            let parts = parts(text, entries);
            self.around(span, &parts);
            let is_of_one_thing = |(key, value): &(Key, Node)| {
                OF_ONE_THING.contains(&key.text.as_str()) && matches!(value.value, Value::Scalar { .. })
            };
            if !in_example && parts.len() > 1 && entries.iter().any(is_of_one_thing) {
                self.unordered.push(parts);
            }
        }
        for (key, value) in entries {
            let name = key.span.start..key_end(text, key);
            let gap = &text[name.end..value.span.start];
            if gap.trim() == ":" && !gap.contains('\n') {
                self.blanks.push(value.span.start);
            }
            if !is_braced {
                self.braces.extend(braces(text, &name, value));
            }
            self.bare(text, name, &key.text);
            self.node(text, value, in_example || key.text == "examples");
        }
    }

    /// A text or key that may have no quotes.
    fn bare(&mut self, text: &str, span: Range<usize>, said: &str) {
        if text[span.clone()] == *said && is_word(said) {
            self.plain.push(span);
        }
    }

    /// The marks of a list or mapping between its brackets.
    fn around(&mut self, span: Range<usize>, parts: &[Range<usize>]) {
        self.blanks.extend([span.start + 1, span.end - 1]);
        self.blanks.extend(parts.windows(2).flat_map(|pair| [pair[0].end, pair[1].start]));
    }
}

/// The mapping in braces behind a key that begins its line, if there is one.
fn braces(text: &str, key: &Range<usize>, value: &Node) -> Option<Braces> {
    let Value::Map(entries) = &value.value else { return None };
    let line = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    let begins_line = text[line..key.start].bytes().all(|byte| byte == b' ');
    // On lines of their own, a key and its value need a blank between them.
    let can_stand_alone = |(key, value): &(Key, Node)| {
        let is_empty = matches!(&value.value, Value::Scalar { text, plain: true } if text.is_empty());
        !is_empty && text[key_end(text, key)..].starts_with(": ")
    };
    let fits = begins_line && !entries.is_empty() && entries.iter().all(can_stand_alone);
    (fits && text[value.span.start..].starts_with('{')).then(|| Braces {
        range: key.end..end(text, value),
        indent: key.start - line + 2,
        parts: parts(text, entries),
    })
}

/// The members of a mapping, each from its key to the end of its value.
fn parts(text: &str, entries: &[(Key, Node)]) -> Vec<Range<usize>> {
    entries.iter().map(|(key, value)| key.span.start..end(text, value)).collect()
}

/// The end of a key; the span of a quoted one goes on to what follows.
fn key_end(text: &str, key: &Key) -> usize {
    key.span.start + text[key.span.clone()].trim_end().len()
}

/// The end of a value; the span of a quoted or bracketed one goes on over blanks and a comment to what follows.
fn end(text: &str, node: &Node) -> usize {
    let start = node.span.start;
    let closed = |last: Option<&Node>, open: char, close: char| {
        let inner = last.map(|last| end(text, last));
        match text[start..].starts_with(open) {
            true => {
                let from = inner.unwrap_or(start + 1);
                from + text[from..].find(close).unwrap() + 1
            }
            false => inner.unwrap(),
        }
    };
    match &node.value {
        Value::Scalar { plain: true, .. } => node.span.end,
        Value::Scalar { plain: false, .. } => start + quoted_length(&text[start..]),
        Value::Seq(items) => closed(items.last(), '[', ']'),
        Value::Map(entries) => closed(entries.last().map(|(_, value)| value), '{', '}'),
    }
}

/// The bytes of the quoted text that another text begins with.
fn quoted_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let (_, quote) = letters.next().unwrap();
    while let Some((at, letter)) = letters.next() {
        let is_doubled = quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == quote);
        match letter {
            '\\' if quote == '"' => _ = letters.next(),
            _ if letter == quote && is_doubled => _ = letters.next(),
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    panic!("the quotes of {text} have no end");
}

/// Whether a text without quotes is a text to every reader, and so is the same with quotes.
fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '/') && !is_reserved(text)
}

/// Whether a text needs no quotes anywhere.
fn is_safe(text: &str) -> bool {
    let is_plain = text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_plain && text.starts_with(|first: char| first != '_') && !is_reserved(text)
}

fn is_reserved(text: &str) -> bool {
    RESERVED.contains(&text.to_lowercase().as_str())
}
