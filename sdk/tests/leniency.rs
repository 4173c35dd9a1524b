//! Every kind of field in every form that the wire has for it: one table, with the result of every cell.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/probe.rs"]
mod probe;

use probe::{FLAG, ID, LIST, NUMBER, OBJECT, Probe, TABLE, TEXT, read};
use serde_json::Value;
use wechat_league::schema::{Verdict, judge};

/// What becomes of a cell.
#[derive(Clone, Copy)]
enum Expected {
    /// `Debug` of the field
    Value(&'static str),
    /// What the error expected and found
    Error(&'static str, &'static str),
}

const fn is(shown: &'static str) -> Expected {
    Expected::Value(shown)
}

const fn no(expected: &'static str, found: &'static str) -> Expected {
    Expected::Error(expected, found)
}

/// Stands for the number as serde_json writes it: the digits of a float are its own matter.
const THE_NUMBER: &str = "the number";

/// Every cell: of each kind and form, JSON texts (none for an absent key) with their results; ' stands for ".
#[rustfmt::skip]
#[allow(clippy::type_complexity)]
const CELLS: &[(&str, &str, &[(&str, Expected)])] = &[
    ("id", "absent", &[("", is("None"))]),
    ("id", "null", &[("null", is("None"))]),
    ("id", "''", &[("''", is("None"))]),
    ("id", "{}", &[("{}", no(ID, OBJECT))]),
    ("id", "[]", &[("[]", no(ID, LIST))]),
    ("id", "quoted", &[
        ("'7'", is("Some(7)")), ("'007'", is("Some(7)")), ("'x'", no(ID, "'x'")), ("'-1'", no(ID, "'-1'")),
        ("'+1'", no(ID, "'+1'")), ("'1.0'", no(ID, "'1.0'")), ("' 1'", no(ID, "' 1'")),
        ("'18446744073709551616'", no(ID, "'18446744073709551616'")),
    ]),
    ("id", "scalar", &[("7", is("Some(7)")), ("-1", no(ID, "-1")), ("true", no(ID, "true"))]),
    ("id", "fraction", &[("1.5", no(ID, "1.5")), ("2.0", no(ID, THE_NUMBER))]),
    ("id", "overflow", &[
        ("18446744073709551616", no(ID, THE_NUMBER)), ("99999999999999999999", no(ID, THE_NUMBER)), ("1e30", no(ID, THE_NUMBER)),
    ]),
    ("number", "absent", &[("", is("None"))]),
    ("number", "null", &[("null", is("None"))]),
    ("number", "''", &[("''", is("None"))]),
    ("number", "{}", &[("{}", no(NUMBER, OBJECT))]),
    ("number", "[]", &[("[]", no(NUMBER, LIST))]),
    ("number", "quoted", &[
        ("'7'", is("Some(7)")), ("'-7'", is("Some(-7)")), ("'x'", no(NUMBER, "'x'")), ("'+1'", no(NUMBER, "'+1'")),
        ("'1.0'", no(NUMBER, "'1.0'")), ("'9223372036854775808'", no(NUMBER, "'9223372036854775808'")),
    ]),
    ("number", "scalar", &[("7", is("Some(7)")), ("-7", is("Some(-7)")), ("true", no(NUMBER, "true"))]),
    ("number", "fraction", &[("1.5", no(NUMBER, "1.5")), ("2.0", is("Some(2)")), ("-2e2", is("Some(-200)"))]),
    ("number", "overflow", &[
        ("9223372036854775808", no(NUMBER, "9223372036854775808")), ("99999999999999999999", no(NUMBER, THE_NUMBER)),
        ("1e30", no(NUMBER, THE_NUMBER)),
    ]),
    ("flag", "absent", &[("", is("None"))]),
    ("flag", "null", &[("null", is("None"))]),
    ("flag", "''", &[("''", is("None"))]),
    ("flag", "{}", &[("{}", no(FLAG, OBJECT))]),
    ("flag", "[]", &[("[]", no(FLAG, LIST))]),
    ("flag", "quoted", &[
        ("'true'", is("Some(true)")), ("'1'", is("Some(true)")), ("'false'", is("Some(false)")), ("'0'", is("Some(false)")),
        ("'yes'", no(FLAG, "'yes'")), ("'True'", no(FLAG, "'True'")), ("'2'", no(FLAG, "'2'")),
    ]),
    ("flag", "scalar", &[
        ("true", is("Some(true)")), ("1", is("Some(true)")), ("false", is("Some(false)")), ("0", is("Some(false)")),
        ("2", no(FLAG, "2")), ("-1", no(FLAG, "-1")),
    ]),
    ("flag", "fraction", &[("1.5", no(FLAG, "1.5")), ("1.0", no(FLAG, THE_NUMBER))]),
    ("flag", "overflow", &[
        ("18446744073709551615", no(FLAG, "18446744073709551615")), ("99999999999999999999", no(FLAG, THE_NUMBER)),
        ("1e30", no(FLAG, THE_NUMBER)),
    ]),
    ("text", "absent", &[("", is("''"))]),
    ("text", "null", &[("null", is("''"))]),
    ("text", "''", &[("''", is("''"))]),
    ("text", "{}", &[("{}", no(TEXT, OBJECT))]),
    ("text", "[]", &[("[]", no(TEXT, LIST))]),
    ("text", "quoted", &[("'7'", is("'7'")), ("' '", is("' '"))]),
    ("text", "scalar", &[
        ("7", is("'7'")), ("-7", is("'-7'")), ("true", is("'true'")), ("false", is("'false'")),
        ("18446744073709551615", is("'18446744073709551615'")),
    ]),
    ("text", "fraction", &[("1.5", is("'1.5'")), ("2.0", is("'2'")), ("999999999999999.0", is("'999999999999999'"))]),
    ("text", "overflow", &[
        ("1e15", no(TEXT, THE_NUMBER)), ("18446744073709551616", no(TEXT, THE_NUMBER)),
        ("99999999999999999999", no(TEXT, THE_NUMBER)), ("1e30", no(TEXT, THE_NUMBER)),
    ]),
    ("text_id", "absent", &[("", is("None"))]),
    ("text_id", "null", &[("null", is("None"))]),
    ("text_id", "''", &[("''", is("None"))]),
    ("text_id", "{}", &[("{}", no(TEXT, OBJECT))]),
    ("text_id", "[]", &[("[]", no(TEXT, LIST))]),
    ("text_id", "quoted", &[("'7'", is("Some('7')")), ("' '", is("Some(' ')"))]),
    ("text_id", "scalar", &[
        ("7", is("Some('7')")), ("-7", is("Some('-7')")), ("true", is("Some('true')")), ("false", is("Some('false')")),
        ("18446744073709551615", is("Some('18446744073709551615')")),
    ]),
    ("text_id", "fraction", &[
        ("1.5", is("Some('1.5')")), ("2.0", is("Some('2')")), ("999999999999999.0", is("Some('999999999999999')")),
    ]),
    ("text_id", "overflow", &[
        ("1e15", no(TEXT, THE_NUMBER)), ("18446744073709551616", no(TEXT, THE_NUMBER)),
        ("99999999999999999999", no(TEXT, THE_NUMBER)), ("1e30", no(TEXT, THE_NUMBER)),
    ]),
    ("text_enum", "absent", &[("", is("None"))]),
    ("text_enum", "null", &[("null", is("None"))]),
    ("text_enum", "''", &[("''", is("None"))]),
    ("text_enum", "{}", &[("{}", no(TEXT, OBJECT))]),
    ("text_enum", "[]", &[("[]", no(TEXT, LIST))]),
    ("text_enum", "quoted", &[("'red'", is("Some(Red)")), ("'7'", is("Some(Unknown('7'))")), ("' '", is("Some(Unknown(' '))"))]),
    ("text_enum", "scalar", &[
        ("7", is("Some(Unknown('7'))")), ("-7", is("Some(Unknown('-7'))")), ("true", is("Some(Unknown('true'))")),
        ("false", is("Some(Unknown('false'))")), ("18446744073709551615", is("Some(Unknown('18446744073709551615'))")),
    ]),
    ("text_enum", "fraction", &[
        ("1.5", is("Some(Unknown('1.5'))")), ("2.0", is("Some(Unknown('2'))")),
        ("999999999999999.0", is("Some(Unknown('999999999999999'))")),
    ]),
    ("text_enum", "overflow", &[
        ("1e15", no(TEXT, THE_NUMBER)), ("18446744073709551616", no(TEXT, THE_NUMBER)),
        ("99999999999999999999", no(TEXT, THE_NUMBER)), ("1e30", no(TEXT, THE_NUMBER)),
    ]),
    ("int_enum", "absent", &[("", is("None"))]),
    ("int_enum", "null", &[("null", is("None"))]),
    ("int_enum", "''", &[("''", is("None"))]),
    ("int_enum", "{}", &[("{}", no(NUMBER, OBJECT))]),
    ("int_enum", "[]", &[("[]", no(NUMBER, LIST))]),
    ("int_enum", "quoted", &[("'1'", is("Some(Red)")), ("'7'", is("Some(Unknown(7))")), ("'Red'", no(NUMBER, "'Red'"))]),
    ("int_enum", "scalar", &[("2", is("Some(Green)")), ("-7", is("Some(Unknown(-7))")), ("true", no(NUMBER, "true"))]),
    ("int_enum", "fraction", &[("1.5", no(NUMBER, "1.5")), ("2.0", is("Some(Green)"))]),
    ("int_enum", "overflow", &[
        ("9223372036854775808", no(NUMBER, "9223372036854775808")), ("99999999999999999999", no(NUMBER, THE_NUMBER)),
        ("1e30", no(NUMBER, THE_NUMBER)),
    ]),
    ("object", "absent", &[("", is("Inner { a: None }"))]),
    ("object", "null", &[("null", is("Inner { a: None }"))]),
    ("object", "''", &[("''", is("Inner { a: None }"))]),
    ("object", "{}", &[("{}", is("Inner { a: None }"))]),
    ("object", "[]", &[("[]", is("Inner { a: None }"))]),
    ("object", "itself", &[("{'a':1}", is("Inner { a: Some(1) }"))]),
    ("object", "in a list", &[("[{'a':1}]", no(OBJECT, LIST))]),
    ("object", "quoted", &[("'7'", no(OBJECT, "'7'")), ("' '", no(OBJECT, "' '"))]),
    ("object", "scalar", &[("7", no(OBJECT, "7")), ("true", no(OBJECT, "true"))]),
    ("object", "fraction", &[("1.5", no(OBJECT, "1.5"))]),
    ("object", "overflow", &[("99999999999999999999", no(OBJECT, THE_NUMBER)), ("1e30", no(OBJECT, THE_NUMBER))]),
    ("optional", "absent", &[("", is("None"))]),
    ("optional", "null", &[("null", is("None"))]),
    ("optional", "''", &[("''", is("None"))]),
    ("optional", "{}", &[("{}", is("Some(Inner { a: None })"))]),
    ("optional", "[]", &[("[]", is("None"))]),
    ("optional", "itself", &[("{'a':1}", is("Some(Inner { a: Some(1) })"))]),
    ("optional", "in a list", &[("[{'a':1}]", no(OBJECT, LIST))]),
    ("optional", "quoted", &[("'7'", no(OBJECT, "'7'")), ("' '", no(OBJECT, "' '"))]),
    ("optional", "scalar", &[("7", no(OBJECT, "7")), ("true", no(OBJECT, "true"))]),
    ("optional", "fraction", &[("1.5", no(OBJECT, "1.5"))]),
    ("optional", "overflow", &[("99999999999999999999", no(OBJECT, THE_NUMBER)), ("1e30", no(OBJECT, THE_NUMBER))]),
    ("ids", "absent", &[("", is("[]"))]),
    ("ids", "null", &[("null", is("[]"))]),
    ("ids", "''", &[("''", is("[]"))]),
    ("ids", "{}", &[("{}", is("[]"))]),
    ("ids", "[]", &[("[]", is("[]"))]),
    ("ids", "quoted", &[("'7'", is("[7]")), ("'x'", no(LIST, "'x'"))]),
    ("ids", "scalar", &[("7", is("[7]")), ("-1", no(LIST, "-1")), ("true", no(LIST, "true"))]),
    ("ids", "fraction", &[("1.5", no(LIST, "1.5")), ("2.0", no(LIST, THE_NUMBER))]),
    ("ids", "object", &[("{'a':1}", no(LIST, OBJECT))]),
    ("ids", "overflow", &[("99999999999999999999", no(LIST, THE_NUMBER)), ("1e30", no(LIST, THE_NUMBER))]),
    ("numbers", "absent", &[("", is("[]"))]),
    ("numbers", "null", &[("null", is("[]"))]),
    ("numbers", "''", &[("''", is("[]"))]),
    ("numbers", "{}", &[("{}", is("[]"))]),
    ("numbers", "[]", &[("[]", is("[]"))]),
    ("numbers", "quoted", &[("'7'", is("[7]"))]),
    ("numbers", "scalar", &[("-7", is("[-7]")), ("true", no(LIST, "true"))]),
    ("numbers", "fraction", &[("1.5", no(LIST, "1.5")), ("2.0", is("[2]"))]),
    ("numbers", "object", &[("{'a':1}", no(LIST, OBJECT))]),
    ("numbers", "overflow", &[
        ("9223372036854775808", no(LIST, "9223372036854775808")), ("99999999999999999999", no(LIST, THE_NUMBER)),
        ("1e30", no(LIST, THE_NUMBER)),
    ]),
    ("texts", "absent", &[("", is("[]"))]),
    ("texts", "null", &[("null", is("[]"))]),
    ("texts", "''", &[("''", is("[]"))]),
    ("texts", "{}", &[("{}", is("[]"))]),
    ("texts", "[]", &[("[]", is("[]"))]),
    ("texts", "quoted", &[("'7'", is("['7']"))]),
    ("texts", "scalar", &[("7", is("['7']")), ("true", is("['true']"))]),
    ("texts", "fraction", &[("1.5", is("['1.5']"))]),
    ("texts", "object", &[("{'a':1}", no(LIST, OBJECT))]),
    ("texts", "overflow", &[("99999999999999999999", no(LIST, THE_NUMBER)), ("1e30", no(LIST, THE_NUMBER))]),
    ("text_ids", "absent", &[("", is("[]"))]),
    ("text_ids", "null", &[("null", is("[]"))]),
    ("text_ids", "''", &[("''", is("[]"))]),
    ("text_ids", "{}", &[("{}", is("[]"))]),
    ("text_ids", "[]", &[("[]", is("[]"))]),
    ("text_ids", "quoted", &[("'7'", is("['7']"))]),
    ("text_ids", "scalar", &[("7", is("['7']")), ("true", is("['true']"))]),
    ("text_ids", "fraction", &[("1.5", is("['1.5']"))]),
    ("text_ids", "object", &[("{'a':1}", no(LIST, OBJECT))]),
    ("text_ids", "overflow", &[("99999999999999999999", no(LIST, THE_NUMBER)), ("1e30", no(LIST, THE_NUMBER))]),
    ("objects", "absent", &[("", is("[]"))]),
    ("objects", "null", &[("null", is("[]"))]),
    ("objects", "''", &[("''", is("[]"))]),
    ("objects", "{}", &[("{}", is("[]"))]),
    ("objects", "[]", &[("[]", is("[]"))]),
    ("objects", "object", &[("{'a':1}", is("[Inner { a: Some(1) }]"))]),
    ("objects", "quoted", &[("'7'", no(LIST, "'7'"))]),
    ("objects", "scalar", &[("7", no(LIST, "7")), ("true", no(LIST, "true"))]),
    ("objects", "fraction", &[("1.5", no(LIST, "1.5"))]),
    ("objects", "overflow", &[("99999999999999999999", no(LIST, THE_NUMBER)), ("1e30", no(LIST, THE_NUMBER))]),
];

/// Kind, form, JSON text, result.
fn cells() -> impl Iterator<Item = (&'static str, &'static str, String, Expected)> {
    CELLS.iter().flat_map(|(kind, form, cells)| {
        cells.iter().map(move |(json, expected)| (*kind, *form, json.replace('\'', "\""), *expected))
    })
}

#[test]
fn every_kind_reads_every_form_as_the_table_says() {
    for (kind, form, json, expected) in cells() {
        let cell = format!("{kind}, {form}: {json}");
        let body = if json.is_empty() { "{}".to_owned() } else { format!("{{\"{kind}\":{json}}}") };
        let read = read(&body);
        match (&read, &expected) {
            (Ok(probe), Expected::Value(shown)) => {
                assert_eq!(probe.shown(kind), shown.replace('\'', "\""), "{cell}");
                assert_eq!(&serde_json::from_str::<Probe>(&body).unwrap(), probe, "{cell}: serde's own trait reads the same");
            }
            (Err(error), Expected::Error(wanted, found)) => {
                assert_eq!(error.path(), Some(format!("$.{kind}").as_str()), "{cell}");
                assert_eq!(error.expected(), *wanted, "{cell}");
                match *found {
                    THE_NUMBER => assert_eq!(error.found(), serde_json::from_str::<Value>(&json).unwrap().to_string(), "{cell}"),
                    found => assert_eq!(error.found(), found.replace('\'', "\""), "{cell}"),
                }
                assert_eq!(error.excerpt(), body, "{cell}");
            }
            (Ok(probe), Expected::Error(..)) => panic!("{cell} should be refused, but is read as {}", probe.shown(kind)),
            (Err(error), Expected::Value(shown)) => panic!("{cell} should be {shown}, but is refused: {error}"),
        }
    }
}

#[test]
fn the_verdict_of_the_tables_agrees_with_the_decoder_on_every_cell() {
    for (kind, form, json, expected) in cells().filter(|cell| !cell.2.is_empty()) {
        let field = TABLE.field(kind).unwrap();
        let verdict = judge(field, &serde_json::from_str(&json).unwrap());
        match (verdict, expected) {
            (Verdict::Refused(said), Expected::Error(wanted, _)) => assert_eq!(said, wanted, "{kind}, {form}: {json}"),
            (Verdict::Fits | Verdict::Surprise, Expected::Value(_)) => {}
            (verdict, _) => panic!("{kind}, {form}: {json}: the tables say {verdict:?}"),
        }
    }
}

#[test]
fn the_table_has_every_form_of_every_kind() {
    for field in TABLE.fields.iter().filter(|field| field.aliases.is_empty()) {
        for form in ["absent", "null", "''", "{}", "[]", "quoted", "scalar", "fraction", "overflow"] {
            assert!(CELLS.iter().any(|row| row.0 == field.wire && row.1 == form), "{}, {form}", field.wire);
        }
    }
}
