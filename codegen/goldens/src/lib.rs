//! Compiles what the generator makes of every construct of the format, with warnings denied.
//!
//! The modules are the snapshots of `codegen/tests/constructs.rs`; a test there holds this list against the fixtures.
//! The code in the READMEs of the project is compiled here, too, as doc tests.

#![deny(warnings)]

// Generated code finds its runtime and the error codes at the root of its crate.
pub use wechat_league::{__rt, ErrorCode};

#[path = "../../tests/snapshots/constructs__alias.snap.rs"]
#[rustfmt::skip]
pub mod alias;

#[path = "../../tests/snapshots/constructs__at_least_one.snap.rs"]
#[rustfmt::skip]
pub mod at_least_one;

#[path = "../../tests/snapshots/constructs__auth_none.snap.rs"]
#[rustfmt::skip]
pub mod auth_none;

#[path = "../../tests/snapshots/constructs__choice_named_like_a_local.snap.rs"]
#[rustfmt::skip]
pub mod choice_named_like_a_local;

#[path = "../../tests/snapshots/constructs__conflicts_and_provenance.snap.rs"]
#[rustfmt::skip]
pub mod conflicts_and_provenance;

#[path = "../../tests/snapshots/constructs__constant.snap.rs"]
#[rustfmt::skip]
pub mod constant;

#[path = "../../tests/snapshots/constructs__deprecated_everything.snap.rs"]
#[rustfmt::skip]
pub mod deprecated_everything;

#[path = "../../tests/snapshots/constructs__error_codes.snap.rs"]
#[rustfmt::skip]
pub mod error_codes;

#[path = "../../tests/snapshots/constructs__misspelt_key.snap.rs"]
#[rustfmt::skip]
pub mod misspelt_key;

#[path = "../../tests/snapshots/constructs__name_collisions_avoided.snap.rs"]
#[rustfmt::skip]
pub mod name_collisions_avoided;

#[path = "../../tests/snapshots/constructs__nested_groups.snap.rs"]
#[rustfmt::skip]
pub mod nested_groups;

#[path = "../../tests/snapshots/constructs__nested_items.snap.rs"]
#[rustfmt::skip]
pub mod nested_items;

#[path = "../../tests/snapshots/constructs__no_request.snap.rs"]
#[rustfmt::skip]
pub mod no_request;

#[path = "../../tests/snapshots/constructs__no_response.snap.rs"]
#[rustfmt::skip]
pub mod no_response;

#[path = "../../tests/snapshots/constructs__one_of.snap.rs"]
#[rustfmt::skip]
pub mod one_of;

#[path = "../../tests/snapshots/constructs__one_of_groups.snap.rs"]
#[rustfmt::skip]
pub mod one_of_groups;

#[path = "../../tests/snapshots/constructs__optional_object.snap.rs"]
#[rustfmt::skip]
pub mod optional_object;

#[path = "../../tests/snapshots/constructs__page_and_cursor.snap.rs"]
#[rustfmt::skip]
pub mod page_and_cursor;

#[path = "../../tests/snapshots/constructs__page_cursor_more.snap.rs"]
#[rustfmt::skip]
pub mod page_cursor_more;

#[path = "../../tests/snapshots/constructs__page_cursor_only.snap.rs"]
#[rustfmt::skip]
pub mod page_cursor_only;

#[path = "../../tests/snapshots/constructs__page_number.snap.rs"]
#[rustfmt::skip]
pub mod page_number;

#[path = "../../tests/snapshots/constructs__page_offset_next.snap.rs"]
#[rustfmt::skip]
pub mod page_offset_next;

#[path = "../../tests/snapshots/constructs__page_offset_total.snap.rs"]
#[rustfmt::skip]
pub mod page_offset_total;

#[path = "../../tests/snapshots/constructs__page_with_every_key.snap.rs"]
#[rustfmt::skip]
pub mod page_with_every_key;

#[path = "../../tests/snapshots/constructs__post_with_query.snap.rs"]
#[rustfmt::skip]
pub mod post_with_query;

#[path = "../../tests/snapshots/constructs__query_get.snap.rs"]
#[rustfmt::skip]
pub mod query_get;

#[path = "../../tests/snapshots/constructs__query_one_of.snap.rs"]
#[rustfmt::skip]
pub mod query_one_of;

#[path = "../../tests/snapshots/constructs__query_required_comma.snap.rs"]
#[rustfmt::skip]
pub mod query_required_comma;

#[path = "../../tests/snapshots/constructs__raw_json.snap.rs"]
#[rustfmt::skip]
pub mod raw_json;

#[path = "../../tests/snapshots/constructs__renamed_endpoint.snap.rs"]
#[rustfmt::skip]
pub mod renamed_endpoint;

#[path = "../../tests/snapshots/constructs__renamed_field.snap.rs"]
#[rustfmt::skip]
pub mod renamed_field;

#[path = "../../tests/snapshots/constructs__renamed_types.snap.rs"]
#[rustfmt::skip]
pub mod renamed_types;

#[path = "../../tests/snapshots/constructs__required_and_optional.snap.rs"]
#[rustfmt::skip]
pub mod required_and_optional;

#[path = "../../tests/snapshots/constructs__requires_across_a_choice.snap.rs"]
#[rustfmt::skip]
pub mod requires_across_a_choice;

#[path = "../../tests/snapshots/constructs__requires_given.snap.rs"]
#[rustfmt::skip]
pub mod requires_given;

#[path = "../../tests/snapshots/constructs__requires_value.snap.rs"]
#[rustfmt::skip]
pub mod requires_value;

#[path = "../../tests/snapshots/constructs__retired_values.snap.rs"]
#[rustfmt::skip]
pub mod retired_values;

#[path = "../../tests/snapshots/constructs__secret.snap.rs"]
#[rustfmt::skip]
pub mod secret;

#[path = "../../tests/snapshots/constructs__shared_both_sides.snap.rs"]
#[rustfmt::skip]
pub mod shared_both_sides;

#[path = "../../tests/snapshots/constructs__shared_types.snap.rs"]
#[rustfmt::skip]
pub mod shared_types;

#[path = "../../tests/snapshots/constructs__struct_with_required.snap.rs"]
#[rustfmt::skip]
pub mod struct_with_required;

#[path = "../../tests/snapshots/constructs__text_and_int_enum.snap.rs"]
#[rustfmt::skip]
pub mod text_and_int_enum;

#[path = "../../tests/snapshots/constructs__unusual_envelope.snap.rs"]
#[rustfmt::skip]
pub mod unusual_envelope;

#[path = "../../tests/snapshots/constructs__wire_forms.snap.rs"]
#[rustfmt::skip]
pub mod wire_forms;

/// The code in the READMEs.
#[cfg(doctest)]
mod readmes {
    #[doc = include_str!("../../../README.md")]
    pub struct Readme;

    #[doc = include_str!("../../../README.zh-CN.md")]
    pub struct ReadmeZh;
}
