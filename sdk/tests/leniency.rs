//! Every kind of field in every form that the wire has for it: one table, with the result of every cell.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/probe.rs"]
mod probe;

use probe::{Colour, Inner, Light, Probe};
use serde_json::Value;
use wechat_league::{
    __rt as rt, CategoryId, ReadError,
    schema::{Described, Verdict, judge},
};

fn read(body: &str) -> Result<Probe, ReadError> {
    rt::read_answer::<Probe>(body.as_bytes(), true, None)
}

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

const ID: &str = "an id of 64 bits";
const NUMBER: &str = "a whole number";
const FLAG: &str = "true, false, 1 or 0";
const TEXT: &str = "a text";
const OBJECT: &str = "an object";
const LIST: &str = "a list";

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
        let field = Probe::SCHEMA.field(kind).unwrap();
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
    for field in Probe::SCHEMA.fields.iter().filter(|field| field.aliases.is_empty()) {
        for form in ["absent", "null", "''", "{}", "[]", "quoted", "scalar", "fraction", "overflow"] {
            assert!(CELLS.iter().any(|row| row.0 == field.wire && row.1 == form), "{}, {form}", field.wire);
        }
    }
}

#[test]
fn ids_above_the_signed_range_are_read_to_the_last_digit() {
    for id in [18_446_744_073_709_551_615_u64, 11_099_070_301_657_575_487, 9_007_199_254_740_993] {
        for json in [format!("{id}"), format!("\"{id}\"")] {
            let probe = read(&format!("{{\"id\":{json},\"ids\":[{json}],\"text\":{json}}}")).unwrap();
            assert_eq!(probe.id.map(CategoryId::get), Some(id));
            assert_eq!(probe.ids, [CategoryId::new(id)]);
            assert_eq!(probe.text, id.to_string());
        }
    }
}

#[test]
fn elements_read_as_their_kind_does_and_nothing_is_no_element() {
    let probe = read(
        r#"{"ids":[null,"1","",2],"texts":[null,"","a",1,true],"text_ids":["",null,"wx",3],
            "objects":[null,{},"",[],{"a":1},{"b":2}],"numbers":[1,"2",3.0,null,""]}"#,
    )
    .unwrap();
    assert_eq!(probe.shown("ids"), "[1, 2]");
    assert_eq!(probe.shown("texts"), r#"["", "a", "1", "true"]"#);
    assert_eq!(probe.shown("text_ids"), r#"["wx", "3"]"#);
    assert_eq!(probe.shown("objects"), "[Inner { a: None }, Inner { a: Some(1) }, Inner { a: None }]");
    assert_eq!(probe.numbers, [1, 2, 3]);
}

#[test]
fn a_list_that_comes_as_one_object_holds_that_object() {
    assert_eq!(read(r#"{"objects":{"a":"5","b":[1,{}]}}"#).unwrap().objects, [Inner { a: Some(5) }]);
    assert_eq!(read(r#"{"objects":{"b":1}}"#).unwrap().objects, [Inner { a: None }]);
    assert!(read(r#"{"objects":{}}"#).unwrap().objects.is_empty());
}

#[test]
fn refused_values_inside_lists_and_objects_are_located() {
    for (body, path, expected, found) in [
        (r#"{"ids":[1,{}]}"#, "$.ids[1]", ID, OBJECT),
        (r#"{"ids":["1","x"]}"#, "$.ids[1]", ID, "\"x\""),
        (r#"{"objects":[{"a":1},{"a":"x"}]}"#, "$.objects[1].a", NUMBER, "\"x\""),
        (r#"{"objects":[{"a":1},7]}"#, "$.objects[1]", OBJECT, "7"),
        (r#"{"objects":{"a":"x"}}"#, "$.objects.a", NUMBER, "\"x\""),
        (r#"{"objects":[[{"a":1}]]}"#, "$.objects[0]", OBJECT, LIST),
        (r#"{"object":{"a":[1]}}"#, "$.object.a", NUMBER, LIST),
        (r#"{"optional":{"a":true}}"#, "$.optional.a", NUMBER, "true"),
        (r#"{"twin":{}}"#, "$.twin", NUMBER, OBJECT),
    ] {
        let error = read(body).unwrap_err();
        assert_eq!((error.path(), error.expected(), error.found()), (Some(path), expected, found), "{body}");
    }
}

#[test]
fn another_name_that_says_nothing_does_not_overwrite_what_was_said() {
    let filled = r#"{"aliased":5,"aliased_text":"x","aliased_list":[1],"aliased_object":{"a":1},REST}"#;
    let empty_first = r#"{REST,"aliased":5,"aliased_text":"x","aliased_list":[1],"aliased_object":{"a":1}}"#;
    let by_twin = r#"{REST,"twin":5,"text_twin":"x","list_twin":[1],"object_twin":{"a":1}}"#;
    for rest in [
        r#""twin":null,"text_twin":null,"list_twin":null,"object_twin":null"#,
        r#""twin":"","text_twin":"","list_twin":[],"object_twin":{}"#,
        r#""twin":"","text_twin":"","list_twin":{},"object_twin":{"unknown":1}"#,
        r#""aliased":"","aliased_text":"","aliased_list":"","aliased_object":[]"#,
    ] {
        for body in [filled, empty_first, by_twin] {
            let probe = read(&body.replace("REST", rest)).unwrap();
            assert_eq!((probe.aliased, probe.aliased_text.as_str()), (Some(5), "x"), "{rest} in {body}");
            assert_eq!((probe.aliased_list, probe.aliased_object), (vec![1], Inner { a: Some(1) }), "{rest} in {body}");
        }
    }
}

#[test]
fn of_two_names_that_both_say_something_the_later_counts() {
    let probe = read(r#"{"aliased":5,"twin":6,"object_twin":{"a":2},"aliased_object":{"a":1}}"#).unwrap();
    assert_eq!((probe.aliased, probe.aliased_object), (Some(6), Inner { a: Some(1) }));
}

#[test]
fn unknown_keys_of_every_form_are_passed_over() {
    let probe = read(r#"{"x":1,"id":2,"y":{"id":[3]},"z":[{"id":"w"}],"id2":null,"1":1e30,"":""}"#).unwrap();
    assert_eq!(probe, Probe { id: Some(CategoryId::new(2)), ..Probe::default() });
}

#[test]
fn keys_with_escapes_are_read() {
    let probe =
        read(r#"{"i\u0064":7,"o\u0062ject":{"\u0061":1},"\u006fbjects":{"\u0061":2},"tw\u0069n":3,"text":"\u0061"}"#).unwrap();
    let expected = Probe {
        id: Some(CategoryId::new(7)),
        object: Inner { a: Some(1) },
        objects: vec![Inner { a: Some(2) }],
        aliased: Some(3),
        text: "a".to_owned(),
        ..Probe::default()
    };
    assert_eq!(probe, expected);
    // The path has the key without its escape.
    let error = read(r#"{"o\u0062ject":{"\u0061":"x"}}"#).unwrap_err();
    assert_eq!((error.path(), error.expected(), error.found()), (Some("$.object.a"), NUMBER, "\"x\""));
}

#[test]
fn known_values_of_enums_have_names_and_unknown_ones_are_kept() {
    let known = read(r#"{"int_enum":"2","text_enum":"green"}"#).unwrap();
    assert_eq!((known.int_enum, known.text_enum), (Some(Light::Green), Some(Colour::Green)));
    for (json, raw) in [("9", 9), ("\"-9\"", -9), ("9223372036854775807", i64::MAX), ("0", 0)] {
        let light = read(&format!("{{\"int_enum\":{json}}}")).unwrap().int_enum.unwrap();
        assert!(matches!(light, Light::Unknown(_)), "{json}");
        assert_eq!(light.raw(), raw, "{json}");
    }
    for (json, raw) in [("\"Green\"", "Green"), ("7", "7"), ("true", "true"), ("\"未知\"", "未知")] {
        let colour = read(&format!("{{\"text_enum\":{json}}}")).unwrap().text_enum.unwrap();
        assert!(matches!(colour, Colour::Unknown(_)), "{json}");
        assert_eq!(colour.raw(), raw, "{json}");
    }
}

/// serde_json hands numbers out as such objects when `arbitrary_precision` is on.
#[test]
fn a_number_in_disguise_is_never_an_object() {
    let disguised = r#"{"$serde_json::private::Number":"7"}"#;
    for kind in ["object", "optional", "objects", "aliased_object", "object_twin"] {
        for body in [format!("{{\"{kind}\":{disguised}}}"), format!("{{\"{kind}\":[{disguised}]}}")] {
            // Where it is told depends on `arbitrary_precision`, that it is refused does not.
            assert!(read(&body).is_err(), "{body}");
        }
    }
    for body in
        [disguised, r#"{"id":1,"$serde_json::private::Number":"7"}"#, r#"{"object":{"a":1,"$serde_json::private::Number":"7"}}"#]
    {
        let error = read(body).unwrap_err();
        assert_eq!((error.path(), error.expected()), (Some("$"), "an object as documented"), "{body}");
    }
}
