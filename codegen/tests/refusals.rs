//! Every broken spec of `fixtures/refusals`: refused with the code that its folder is named after, in these words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// The tests are named after the folders, and those begin with the code.
#![allow(non_snake_case)]

mod support;

use std::collections::BTreeSet;
use wechat_league_codegen::{
    self as codegen,
    diag::{Code, Report, render},
};

const KIND: &str = "refusals";

/// One test per fixture, named after it.
macro_rules! refusals {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                let refused = refused(name);
                let codes: BTreeSet<&str> = refused.findings.iter().map(|finding| finding.code.0).collect();
                if let Some(code) = code_of(name) {
                    assert_eq!(codes, BTreeSet::from([code]), "{}", render::human(&refused));
                }
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_snapshot!(name, render::human(&refused));
                });
            }
        )*
    };
}

refusals! {
    WX001_alias
    WX001_anchor
    WX001_empty_file
    WX001_list_as_key
    WX001_merge_key
    WX001_nested_too_deep
    WX001_no_yaml
    WX001_tag
    WX001_two_documents
    WX002_field_twice
    WX002_key_twice
    WX003_endpoint_key
    WX003_full_width_colon
    WX003_in_common
    WX003_in_service
    WX003_near_miss
    WX003_nothing_near
    WX004_endpoint_key
    WX004_field_key
    WX004_no_encode
    WX004_no_example
    WX004_no_page
    WX004_no_payload
    WX005_empty_enum
    WX005_error_code
    WX005_list
    WX005_mapping
    WX005_mixed_enum
    WX005_near_miss
    WX005_note
    WX005_one_of_few
    WX005_path
    WX005_since
    WX005_text
    WX005_true_or_false
    WX005_whole_number
    WX006_beside_service
    WX006_in_a_group_of_groups
    WX006_name_differs_from_the_file
    WX006_no_service
    WX007_no_utf8
    WX010_after_chinese
    WX010_group
    WX010_list_of_lists
    WX010_payload
    WX010_source_of_a_conflict
    WX010_source_of_a_field
    WX010_type_near_miss
    WX010_type_nothing_near
    WX011_alias
    WX011_enum_variant
    WX011_error_code
    WX011_error_name
    WX011_field_in_query_and_request
    WX011_old_error_name
    WX011_old_name_is_the_name
    WX011_old_value
    WX011_shared_type
    WX011_variant_named_unknown
    WX012_path
    WX013_endpoint
    WX013_error_code
    WX013_given_name
    WX013_group
    WX013_keyword
    WX013_no_identifier
    WX013_old_field
    WX013_old_method
    WX013_old_name
    WX013_old_parameter
    WX013_old_shared_type
    WX013_old_type
    WX013_taken
    WX013_two_wire_names
    WX013_type
    WX013_type_and_group
    WX013_type_and_request
    WX013_type_and_shared_type
    WX013_types_of_two_endpoints
    WX013_variant
    WX014_enum
    WX014_shared_enum
    WX014_shared_scalar
    WX014_shared_struct
    WX014_struct
    WX015_holds_itself
    WX020_access_token
    WX020_body_of_a_get
    WX020_class_where_not_named
    WX020_comma_on_an_object
    WX020_constant_in_a_struct
    WX020_constant_in_the_answer
    WX020_default_in_the_answer
    WX020_deprecated_and_retired
    WX020_deprecated_constant
    WX020_encode_in_a_struct
    WX020_encode_in_the_body
    WX020_encode_of_a_scalar
    WX020_form_of_a_number
    WX020_form_of_a_text
    WX020_form_of_an_object
    WX020_max_len_of_a_number
    WX020_max_of_a_list
    WX020_min_above_max
    WX020_min_of_a_text
    WX020_needless_rust_name
    WX020_optional_in_a_request
    WX020_optional_text
    WX020_renamed_answer
    WX020_renamed_constant
    WX020_renamed_in_a_choice
    WX020_renamed_in_a_struct_of_answers
    WX020_renamed_required
    WX020_renamed_required_in_a_struct
    WX020_required_constant
    WX020_required_in_a_shared_struct
    WX020_required_in_a_struct_of_answers
    WX020_required_in_the_answer
    WX020_retired_where_not_named
    WX020_secret_number
    WX020_unit_of_an_id
    WX021_choice_in_url_and_body
    WX021_choice_named_like_a_field
    WX021_choice_named_like_a_keyword
    WX021_choice_of_one
    WX021_choice_without_a_name
    WX021_field_in_two_choices
    WX021_field_twice_in_a_choice
    WX021_name_of_no_choice
    WX021_no_such_field
    WX021_required_anyway
    WX021_requires_without_when
    WX021_two_kinds_at_once
    WX021_two_variants_with_one_name
    WX021_when_a_constant
    WX021_when_of_another_kind
    WX021_when_of_two_fields
    WX022_cursor_is_a_constant
    WX022_cursor_is_no_text
    WX022_cursor_is_one_of_several
    WX022_items_are_no_list
    WX022_items_below_a_sent_struct
    WX022_items_below_an_optional_object
    WX022_items_in_a_shared_struct
    WX022_more_is_no_flag
    WX022_no_next_cursor
    WX022_no_such_items
    WX022_no_such_request_key
    WX022_style_without_its_key
    WX030_above_the_largest
    WX030_below_the_smallest
    WX030_element
    WX030_flag
    WX030_id
    WX030_list
    WX030_list_too_long
    WX030_number
    WX030_number_enum
    WX030_object
    WX030_retired_value
    WX030_text
    WX030_text_enum
    WX030_text_too_long
    WX030_unknown_key
    WX031_at_least_one
    WX031_constant
    WX031_one_of_gives_half_a_group
    WX031_one_of_gives_none
    WX031_one_of_gives_two
    WX031_required
    WX031_requires_given
    WX031_requires_value
    WX032_answer
    WX032_query
    WX032_request
    WX032_shared_struct
    WX032_struct
    WX040_named_by_two_endpoints
    WX040_named_in_common_too
    WX040_no_name
    WX040_no_name_in_common
    WX050_one_source
    WX050_sources_agree
    WX060_draft
    many_problems_at_once
}

#[test]
fn every_fixture_has_a_test() {
    assert_eq!(support::names(KIND), TESTED);
}

#[test]
fn every_code_has_a_fixture() {
    let shown: BTreeSet<&str> = TESTED.iter().filter_map(|name| code_of(name)).collect();
    // The codes above are findings of lint, whose fixtures are beside these.
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.0).filter(|code| *code < "WX061").collect();
    assert_eq!(shown, known);
}

#[test]
fn many_problems_are_reported_at_once() {
    let refused = refused("many_problems_at_once");
    let codes: BTreeSet<Code> = refused.findings.iter().map(|finding| finding.code).collect();
    let files: BTreeSet<usize> = refused.findings.iter().map(|finding| finding.place.file).collect();
    assert!(codes.len() >= 6, "{codes:?}");
    assert_eq!(files.len(), 3);
    assert!(refused.findings.is_sorted_by(|a, b| a.place <= b.place));
}

#[test]
fn the_json_form_has_the_same_findings_with_file_line_and_column() {
    for name in TESTED {
        let refused = refused(name);
        let json = render::json(&refused);
        let found = json.as_array().unwrap();
        assert_eq!(found.len(), refused.findings.len(), "{name}");
        for (json, finding) in found.iter().zip(&refused.findings) {
            let (line, column) = refused.sources.line_column(&finding.place);
            assert_eq!(json["code"], finding.code.0);
            assert_eq!(json["message"], finding.message);
            assert_eq!(json["help"], finding.help);
            assert_eq!(json["at"]["file"], refused.sources.shown_path(finding.place.file));
            assert_eq!(json["at"]["line"], line);
            assert_eq!(json["at"]["column"], column);
            assert_eq!(json["related"].as_array().map(Vec::len), Some(finding.related.len()));
        }
    }
}

#[test]
fn a_column_counts_characters_also_after_chinese() {
    let refused = refused("WX010_after_chinese");
    let json = render::json(&refused);
    assert_eq!(json[0]["at"]["file"], "WX010_after_chinese/thing/get_thing.yaml");
    assert_eq!(json[0]["at"]["line"], 9);
    assert_eq!(json[0]["at"]["column"], 33);
    assert!(render::human(&refused).contains("WX010_after_chinese/thing/get_thing.yaml:9:33\n"));
    let text = &refused.sources.files[refused.findings[0].place.file].text;
    let marked: String = text.lines().nth(9 - 1).unwrap().chars().skip(33 - 1).collect();
    assert_eq!(marked, "texd}");
}

#[test]
fn no_finding_is_without_advice() {
    for name in TESTED {
        for finding in refused(name).findings {
            assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{name}: {finding:?}");
        }
    }
}

/// The code that a fixture is about; none where it is about many.
fn code_of(name: &str) -> Option<&str> {
    name.split_once('_').map(|(code, _)| code).filter(|code| code.starts_with("WX"))
}

fn refused(name: &str) -> Report {
    match codegen::model(support::read(KIND, name)) {
        Ok(_) => panic!("{name} was accepted"),
        Err(refused) => refused,
    }
}
