//! What requests carry: fields, choices, and rules.

use crate::mutate::{
    kind::{
        Expected::{Additive, Breaking, Dangerous, Docs, None as Nothing},
        Kind, kind,
    },
    kinds::{choices, requests},
};

/// The rows.
pub const ROWS: &[Kind] = &[
    // requests: fields
    kind("optional field of a request added", "req-optional-added", Additive, requests::optional_added),
    kind("required field of a request added first", "req-required-added", Breaking, requests::required_added_first),
    kind("required field of a request added last", "req-required-added", Breaking, requests::required_added_last),
    kind("constant added", "req-constant-added", Dangerous, requests::constant_added),
    kind("constant removed", "req-constant-removed", Dangerous, requests::constant_removed),
    kind("constant changed", "req-constant-changed", Dangerous, requests::constant_changed),
    // What is always sent and never seen is neither disputed nor deprecated.
    kind("optional field became constant", "req-became-constant", Breaking, requests::optional_became_constant)
        .along(&["dispute-changed", "deprecation-changed"]),
    kind("required field became constant", "req-became-constant", Breaking, requests::required_became_constant)
        .along(&["deprecation-changed"]),
    kind("constant became required", "req-constant-became-required", Breaking, requests::constant_became_required),
    kind("constant became optional", "req-constant-became-optional", Dangerous, requests::constant_became_optional),
    kind("optional field of a request removed", "req-removed", Breaking, requests::optional_removed).along(requests::GONE),
    kind("required field of a request removed", "req-removed", Breaking, requests::required_removed).along(requests::GONE),
    kind("optional field became required", "req-became-required", Breaking, requests::optional_became_required),
    kind("required field became optional", "req-became-optional", Breaking, requests::required_became_optional),
    kind("required field became disputed", "req-became-optional", Breaking, requests::required_became_disputed),
    // What was disputed is demanded.
    kind("position demanded", "req-position-changed", Dangerous, requests::position_demanded).along(&["dispute-changed"]),
    kind("position no longer demanded", "req-position-changed", Dangerous, requests::position_released),
    kind("equal arguments swapped", "req-order-changed", Breaking, requests::order::equal_arguments_swapped).unseen(),
    kind("different arguments swapped", "req-order-changed", Breaking, requests::order::different_arguments_swapped),
    kind("optional fields in another order", "", Nothing, requests::order::optionals_reordered),
    // requests: types. What only the old type can have goes with it: limits, the way into the URL, and types that nothing uses.
    kind("sent text became number", "req-type-changed", Breaking, requests::types::text_became_int)
        .along(&["req-limit-loosened"]),
    kind("sent number became text", "req-type-changed", Breaking, requests::types::int_became_text)
        .along(&["req-limit-loosened"]),
    kind("sent flag became number", "req-type-changed", Breaking, requests::types::bool_became_int),
    kind("sent scalar became another", "req-type-changed", Breaking, requests::types::scalar_became_another)
        .along(&["scalar-removed", "scalar-added"]),
    kind("sent scalar became plain", "req-type-changed", Breaking, requests::types::scalar_became_plain)
        .along(&["scalar-removed"]),
    kind("sent enum became plain", "req-type-changed", Breaking, requests::types::enum_became_plain).along(&["enum-removed"]),
    kind("sent object became JSON", "req-type-changed", Breaking, requests::types::struct_became_json).along(&[
        "req-encode-changed",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
        "struct-constructor-removed",
        "dispute-changed",
    ]),
    kind("sent list became single", "req-type-changed", Breaking, requests::types::list_became_single)
        .along(&["req-limit-loosened", "req-encode-changed"]),
    kind("sent single became list", "req-type-changed", Breaking, requests::types::single_became_list)
        .along(&["req-limit-loosened", "req-encode-changed"]),
    kind("sent text became secret", "req-type-changed", Breaking, requests::types::text_became_secret),
    kind("sent secret became text", "req-type-changed", Breaking, requests::types::secret_became_text),
    // requests: on the wire
    kind("JSON form of a sent field changed", "req-wire-encoding-changed", Dangerous, requests::wire::form_changed),
    kind("JSON form of a sent field written out", "", Nothing, requests::wire::form_written),
    kind("key of a sent field changed", "req-wire-name-changed", Dangerous, requests::wire::key_changed),
    // Only what stands in the URL is encoded.
    kind("field moved between URL and body", "req-location-changed", Dangerous, requests::wire::part_changed)
        .along(&["req-encode-changed"]),
    kind("encoding of a parameter changed", "req-encode-changed", Dangerous, requests::wire::encode_changed),
    // requests: limits and defaults
    kind("sent min raised", "req-limit-tightened", Dangerous, requests::limits::min_raised),
    kind("sent min lowered", "req-limit-loosened", Additive, requests::limits::min_lowered),
    kind("sent min added", "req-limit-tightened", Dangerous, requests::limits::min_added),
    kind("sent min removed", "req-limit-loosened", Additive, requests::limits::min_removed),
    kind("sent max raised", "req-limit-loosened", Additive, requests::limits::max_raised),
    kind("sent max lowered", "req-limit-tightened", Dangerous, requests::limits::max_lowered),
    kind("sent max added", "req-limit-tightened", Dangerous, requests::limits::max_added),
    kind("sent max removed", "req-limit-loosened", Additive, requests::limits::max_removed),
    kind("sent range moved", "req-limit-tightened", Dangerous, requests::limits::range_moved),
    kind("sent max_len raised", "req-limit-loosened", Additive, requests::limits::max_len_raised),
    kind("sent max_len lowered", "req-limit-tightened", Dangerous, requests::limits::max_len_lowered),
    kind("sent max_len added", "req-limit-tightened", Dangerous, requests::limits::max_len_added),
    kind("sent max_len removed", "req-limit-loosened", Additive, requests::limits::max_len_removed),
    kind("default changed", "req-default-changed", Dangerous, requests::limits::default_changed),
    kind("default removed", "req-default-changed", Dangerous, requests::limits::default_removed),
    kind("default documented", "req-default-documented", Docs, requests::limits::default_documented),
    // requests: names and words
    kind("sent field renamed", "field-renamed", Breaking, requests::words::renamed),
    kind("sent field renamed, old setter kept", "field-renamed", Breaking, requests::words::renamed_with_forwarder),
    kind("constant renamed in Rust", "", Nothing, requests::words::constant_renamed),
    kind("old setter added", "forwarder-added", Additive, requests::words::forwarder_added),
    kind("old setter removed", "forwarder-removed", Breaking, requests::words::forwarder_removed),
    kind("sent field deprecated", "deprecated", Additive, requests::words::deprecated),
    kind("sent field deprecated in other words", "deprecation-changed", Docs, requests::words::deprecation_reworded),
    kind("sent field deprecated since another release", "deprecation-changed", Docs, requests::words::deprecation_dated),
    kind("deprecation of a sent field withdrawn", "deprecation-changed", Docs, requests::words::deprecation_withdrawn),
    kind("doc of a sent field changed", "doc-changed", Docs, requests::words::doc_changed),
    kind("source of a sent field added", "sources-changed", Docs, requests::words::source_added),
    kind("source of a sent field removed", "sources-changed", Docs, requests::words::source_removed),
    kind("sent field disputed", "dispute-changed", Docs, requests::words::disputed),
    kind("sent field no longer disputed", "dispute-changed", Docs, requests::words::undisputed),
    kind("lint silenced at a sent field", "", Nothing, requests::words::silenced),
    kind("alias of a sent field added", "alias-added", Additive, requests::words::alias_added),
    kind("alias of a sent field removed", "alias-removed", Dangerous, requests::words::alias_removed),
    // choices
    kind("choice added", "choice-added", Breaking, choices::added),
    kind("choice with a group added", "choice-added", Breaking, choices::added_with_a_group),
    kind("choice removed", "choice-removed", Breaking, choices::removed),
    kind("choice renamed", "choice-renamed", Breaking, choices::renamed),
    kind("doc of a choice changed", "doc-changed", Docs, choices::doc_changed),
    // An argument stands where the first field of its choice does, and that may be another one now.
    kind("field joined a choice", "req-joined-choice", Breaking, choices::field_joined)
        .along(&["choice-alternative-added", "req-order-changed"]),
    kind("alternative added", "choice-alternative-added", Additive, choices::alternatives::alternative_added),
    kind("alternative removed", "choice-alternative-removed", Breaking, choices::alternatives::alternative_removed).along(&[
        "req-order-changed",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
        "struct-constructor-removed",
        "dispute-changed",
    ]),
    kind("alternative became optional", "choice-alternative-removed", Breaking, choices::alternatives::alternative_left)
        .along(&["req-order-changed"]),
    kind("field joined an alternative", "choice-alternative-changed", Breaking, choices::alternatives::alternative_grouped)
        .along(&["req-joined-choice", "req-order-changed"]),
    kind("group of an alternative split", "choice-alternative-changed", Breaking, choices::alternatives::group_split)
        .along(&["req-order-changed"]),
    kind("group of an alternative reordered", "choice-alternative-changed", Breaking, choices::alternatives::group_reordered),
    kind("alternative renamed", "choice-alternative-changed", Breaking, choices::alternatives::alternative_renamed),
    // rules that are checked before a call leaves: one that says something else is a new one in the place of an old one
    kind("at_least_one added", "rule-added", Dangerous, choices::demands::at_least_one_added),
    kind("at_least_one removed", "rule-removed", Additive, choices::demands::at_least_one_removed),
    kind("at_least_one widened", "rule-added", Dangerous, choices::demands::at_least_one_widened).along(&["rule-removed"]),
    kind("at_least_one narrowed", "rule-added", Dangerous, choices::demands::at_least_one_narrowed).along(&["rule-removed"]),
    kind("requires added", "rule-added", Dangerous, choices::demands::requires_added),
    kind("requires added for a value", "rule-added", Dangerous, choices::demands::requires_added_for_a_value),
    kind("requires removed", "rule-removed", Additive, choices::demands::requires_removed),
    kind("requires widened", "rule-added", Dangerous, choices::demands::requires_widened).along(&["rule-removed"]),
    kind("requires narrowed", "rule-added", Dangerous, choices::demands::requires_narrowed).along(&["rule-removed"]),
    kind("value of a requires changed", "rule-added", Dangerous, choices::demands::requires_value_changed)
        .along(&["rule-removed"]),
    kind("requires for any value", "rule-added", Dangerous, choices::demands::requires_for_any_value).along(&["rule-removed"]),
    kind("requires for one value", "rule-added", Dangerous, choices::demands::requires_for_one_value).along(&["rule-removed"]),
];
