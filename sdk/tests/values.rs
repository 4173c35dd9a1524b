//! Values beside the table: large ids, lists, aliases, escaped keys, unknown enum values, numbers in disguise.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

// The words for the other kinds are the table's.
#[allow(dead_code)]
#[path = "support/probe.rs"]
mod probe;

use probe::{Colour, ID, Inner, LIST, Light, NUMBER, OBJECT, Probe, read};
use wechat_league::CategoryId;

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
