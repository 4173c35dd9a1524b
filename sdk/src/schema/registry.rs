//! The tables, read from the generated texts when the first one is asked for: rustc has nothing to check in a text.
//!
//! How a text is written is told in the generator, in `codegen/src/emit/schemas.rs`. What a line names stands above it.

use super::{Field, Kind, Placement, Struct};
use crate::{generated::catalog::SHAPES, wire::Form};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, collections::BTreeMap, iter, sync::OnceLock};

/// The table of a key. The same generator writes keys and texts, so there is one.
pub(crate) fn table(key: &str) -> &'static Struct {
    static TABLES: OnceLock<Shapes> = OnceLock::new();
    static NONE: Struct = Struct { name: "", fields: &[] };
    let found = TABLES.get_or_init(|| all(SHAPES)).get(key);
    debug_assert!(found.is_some(), "there is no table of {key}");
    match found {
        Some(&Shape::Object(table)) => table,
        _ => &NONE,
    }
}

/// What a key stands for.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Object(&'static Struct),
    Numbers(&'static [i64]),
    Texts(&'static [&'static str]),
}

type Shapes = BTreeMap<&'static str, Shape>;

fn all(texts: &[&'static str]) -> Shapes {
    let mut shapes = Shapes::new();
    for &text in texts {
        let whole = read(text, &mut shapes).is_some();
        debug_assert!(whole, "a generated text has a line that cannot be read");
    }
    shapes
}

/// Adds the shapes of a text; None at a line that cannot be read.
fn read(text: &'static str, shapes: &mut Shapes) -> Option<()> {
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    while let Some(line) = lines.next() {
        let mut words = line.split(' ');
        let word = words.next()?;
        let key = words.next()?;
        let shape = match word {
            "object" => {
                let rows = iter::from_fn(|| lines.next_if(|line| line.starts_with("  ")));
                let fields: Vec<Field> = rows.map(|row| field(row, shapes)).collect::<Option<_>>()?;
                let name = key.rsplit('/').next()?;
                Shape::Object(Box::leak(Box::new(Struct { name, fields: fields.leak() })))
            }
            "int_enum" => {
                let values: Vec<i64> = words.map(|value| value.parse().ok()).collect::<Option<_>>()?;
                Shape::Numbers(values.leak())
            }
            "text_enum" => Shape::Texts(words.map(text_of).collect::<Vec<_>>().leak()),
            _ => return None,
        };
        shapes.insert(key, shape);
    }
    Some(())
}

/// A row: the name on the wire, what it holds, and what else there is to say.
fn field(row: &'static str, shapes: &Shapes) -> Option<Field> {
    let mut words = row.strip_prefix("  ")?.split(' ');
    let wire = text_of(words.next()?);
    let (kind, form) = kind(&mut words, shapes)?;
    let mut field = Field { wire, aliases: &[], kind, form, place: Placement::Body, required: false };
    let mut aliases = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "required" => field.required = true,
            "alias" => aliases.push(text_of(words.next()?)),
            "query" => field.place = Placement::Query,
            "query_json" => field.place = Placement::QueryJson,
            "query_comma" => field.place = Placement::QueryComma,
            _ => return None,
        }
    }
    field.aliases = aliases.leak();
    Some(field)
}

fn kind(words: &mut dyn Iterator<Item = &'static str>, shapes: &Shapes) -> Option<(Kind, Form)> {
    let word = words.next()?;
    if let Some(plain) = plain(word) {
        return Some(plain);
    }
    if word == "list" {
        let (inner, form) = kind(words, shapes)?;
        return Some((Kind::List(Box::leak(Box::new(inner))), form));
    }
    match (word, *shapes.get(words.next()?)?) {
        ("object", Shape::Object(inner)) => Some((Kind::Object(inner), Form::Text)),
        ("optional_object", Shape::Object(inner)) => Some((Kind::OptionalObject(inner), Form::Text)),
        ("int_enum", Shape::Numbers(values)) => Some((Kind::IntEnum(values), Form::Number)),
        ("int_enum_text", Shape::Numbers(values)) => Some((Kind::IntEnum(values), Form::Text)),
        ("text_enum", Shape::Texts(values)) => Some((Kind::TextEnum(values), Form::Text)),
        _ => None,
    }
}

/// The kinds that name nothing else.
fn plain(word: &str) -> Option<(Kind, Form)> {
    Some(match word {
        "id_number" => (Kind::Id, Form::Number),
        "id_text" => (Kind::Id, Form::Text),
        "text_id" => (Kind::TextId, Form::Text),
        "number" => (Kind::Number, Form::Number),
        "number_text" => (Kind::Number, Form::Text),
        "flag" => (Kind::Flag, Form::Bool),
        "flag_number" => (Kind::Flag, Form::Number),
        "flag_text" => (Kind::Flag, Form::Text),
        "text" => (Kind::Text, Form::Text),
        "secret" => (Kind::Secret, Form::Text),
        "json" => (Kind::Json, Form::Text),
        _ => return None,
    })
}

/// What a word of the spec's own stands for.
fn text_of(word: &'static str) -> &'static str {
    match percent_decode_str(word).decode_utf8() {
        Ok(Cow::Owned(text)) => text.leak(),
        _ => word,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::catalog::ENDPOINTS;

    #[test]
    fn every_row_is_a_field_and_every_endpoint_has_its_tables() {
        let shapes = all(SHAPES);
        let fields = shapes.values().map(|shape| match shape {
            Shape::Object(table) => table.fields.len(),
            Shape::Numbers(_) | Shape::Texts(_) => 0,
        });
        let rows = SHAPES.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("  "));
        assert_eq!(fields.sum::<usize>(), rows.count());
        for endpoint in ENDPOINTS {
            assert!(endpoint.response().name.ends_with("Response"), "{endpoint:?}");
            #[cfg(feature = "full-serde")]
            assert_eq!(format!("{}Response", endpoint.request().name), endpoint.response().name);
        }
    }

    const TEXT: &str = "# A comment

int_enum a/Light -1 2

text_enum common/Word red%20light %25

object common/Inner
  x id_text

object a/b/All
  n number_text required
  l list int_enum_text a/Light alias m alias p%20q query_comma
  w text_enum common/Word query
  j list object common/Inner query_json
  o optional_object common/Inner
  e%25 flag_number
";

    #[test]
    fn every_word_says_what_it_says() {
        let mut shapes = Shapes::new();
        read(TEXT, &mut shapes).unwrap();
        let Some(&Shape::Object(table)) = shapes.get("a/b/All") else { panic!("{shapes:?}") };
        assert_eq!(table.name, "All");
        let shown = |field: &Field| {
            let kind = match field.kind.object() {
                Some(inner) => format!("{:?}", field.kind).replace(&format!("{inner:?}"), inner.name),
                None => format!("{:?}", field.kind),
            };
            format!("{} {kind} {:?} {:?} {:?} {}", field.wire, field.form, field.aliases, field.place, field.required)
        };
        let expected = [
            "n Number Text [] Body true",
            "l List(IntEnum([-1, 2])) Text [\"m\", \"p q\"] QueryComma false",
            "w TextEnum([\"red light\", \"%\"]) Text [] Query false",
            "j List(Object(Inner)) Text [] QueryJson false",
            "o OptionalObject(Inner) Text [] Body false",
            "e% Flag Number [] Body false",
        ];
        assert_eq!(table.fields.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_noticed() {
        let rows = ["x", "x nothing", "x text today", "x text alias", "x object a/C", "x text_enum a/Light"];
        let rows = rows.map(|row| format!("int_enum a/Light 1\nobject a/B\n  {row}\n"));
        let headings = ["thing a/B", "object", "int_enum a/B x"].map(str::to_owned);
        for text in rows.into_iter().chain(headings) {
            assert!(read(text.clone().leak(), &mut Shapes::new()).is_none(), "{text}");
        }
    }
}
