//! What answers bring, and the types behind fields.

use crate::mutate::{
    kind::{
        Expected::{Additive, Breaking, Dangerous, Docs, None as Nothing},
        Kind, kind,
    },
    kinds::{enums, responses, scalars, structs},
    prune::PRUNED,
};

/// The rows.
pub const ROWS: &[Kind] = &[
    // responses
    kind("answered field added", "resp-field-added", Additive, responses::added),
    kind("answered object added", "resp-field-added", Additive, responses::object_added).along(&["struct-added"]),
    kind("answered field removed", "resp-field-removed", Breaking, responses::removed).along(PRUNED),
    // What only numbers or only texts can have goes with the type.
    kind("answered number became text", "resp-type-changed", Breaking, responses::number_became_text)
        .along(&["resp-limit-changed"]),
    kind("answered text became number", "resp-type-changed", Breaking, responses::text_became_number)
        .along(&["resp-limit-changed"]),
    kind("answered flag became number", "resp-type-changed", Breaking, responses::flag_became_number),
    kind("answered JSON became text", "resp-type-changed", Breaking, responses::json_became_text),
    kind("answered number became enum", "resp-type-changed", Breaking, responses::number_became_enum)
        .along(&["enum-added", "resp-limit-changed"]),
    kind("answered scalar became plain", "resp-type-changed", Breaking, responses::scalar_became_plain)
        .along(&["scalar-removed", "resp-limit-changed"]),
    kind("answered scalar became another one", "resp-type-changed", Breaking, responses::scalar_became_another)
        .along(&["scalar-removed"]),
    kind("answered list became single", "resp-type-changed", Breaking, responses::list_became_single)
        .along(&["resp-limit-changed"]),
    // A list is never an `Option`.
    kind("answered value became list", "resp-type-changed", Breaking, responses::single_became_list)
        .along(&["resp-limit-changed", "resp-became-non-null"]),
    kind("answered text became secret", "resp-type-changed", Breaking, responses::text_became_secret),
    kind("answered secret became text", "resp-type-changed", Breaking, responses::secret_became_text),
    // Neither is JSON, and the struct may have been nowhere else.
    kind("answered object became JSON", "resp-type-changed", Breaking, responses::object_became_json).along(&[
        "resp-became-non-null",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
    ]),
    kind("answered object became nullable", "resp-became-nullable", Breaking, responses::became_nullable),
    kind("answered object became non-null", "resp-became-non-null", Breaking, responses::became_non_null),
    kind("answered key changed", "resp-wire-name-changed", Dangerous, responses::key_changed),
    kind("answered key changed, the old one read", "resp-wire-name-changed", Dangerous, responses::key_changed_and_read),
    kind("answered field renamed in Rust", "field-renamed", Breaking, responses::renamed),
    kind("alias added", "alias-added", Additive, responses::alias_added),
    kind("alias removed", "alias-removed", Dangerous, responses::alias_removed),
    kind("answered form changed", "resp-wire-form-changed", Docs, responses::form_changed),
    kind("largest answered number changed", "resp-limit-changed", Docs, responses::largest_changed),
    kind("smallest answered number changed", "resp-limit-changed", Docs, responses::smallest_changed),
    kind("greatest answered length changed", "resp-limit-changed", Docs, responses::length_changed),
    kind("answered limit withdrawn", "resp-limit-changed", Docs, responses::limit_withdrawn),
    kind("answered field documented", "doc-changed", Docs, responses::documented),
    kind("sources of an answered field changed", "sources-changed", Docs, responses::sources_changed),
    kind("answered field deprecated", "deprecated", Additive, responses::deprecated),
    kind("deprecation of an answered field reworded", "deprecation-changed", Docs, responses::deprecation_reworded),
    kind("deprecation of an answered field withdrawn", "deprecation-changed", Docs, responses::deprecation_withdrawn),
    kind("lint silenced at an answered field", "", Nothing, responses::allowed),
    kind("answered fields reordered", "", Nothing, responses::reordered),
    kind("payload changed", "payload-changed", Dangerous, responses::payload_changed),
    kind("payload demanded", "decoding-narrowed", Dangerous, responses::payload_demanded),
    kind("payload excused", "decoding-relaxed", Docs, responses::payload_excused),
    kind("payload spelled out", "", Nothing, responses::payload_spelled_out),
    kind("payload added", "decoding-narrowed", Dangerous, responses::payload_added).along(&["resp-field-added"]),
    kind("answer added", "resp-field-added", Additive, responses::answer_added),
    // All of its fields go, and what only they had.
    kind("answer removed", "resp-field-removed", Breaking, responses::answer_removed).along(&[
        "resp-field-removed",
        "decoding-relaxed",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
    ]),
    // structs
    kind("struct added", "struct-added", Additive, structs::added).along(&["resp-field-added", "req-optional-added"]),
    // Without `renamed_from` nobody knows that it is the same; that its fields are alike keeps its users silent.
    kind("struct renamed", "struct-removed", Breaking, structs::renamed).along(&["struct-added"]),
    kind("struct renamed gently", "struct-renamed-aliased", Additive, structs::renamed_gently),
    // Its fields are JSON from now on, which is never an `Option` and needs no encoding; what only it held goes with it.
    kind("struct removed", "struct-removed", Breaking, structs::removed).along(&[
        "resp-type-changed",
        "req-type-changed",
        "resp-became-non-null",
        "req-encode-changed",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
        "struct-constructor-removed",
        "dispute-changed",
    ]),
    // What it holds is sent as well, and what is sent must not say `optional`.
    kind("struct constructor added", "struct-constructor-added", Additive, structs::constructor_added).along(&[
        "req-optional-added",
        "struct-constructor-added",
        "resp-wire-form-changed",
    ]),
    kind("struct absence changed", "struct-absence-changed", Breaking, structs::absence_changed).along(&[
        "req-optional-added",
        "struct-absence-changed",
        "struct-constructor-added",
        "resp-wire-form-changed",
    ]),
    // The only field that sent it goes.
    kind("struct constructor removed", "struct-constructor-removed", Breaking, structs::constructor_removed).along(&[
        "req-removed",
        "struct-constructor-removed",
        "struct-removed",
        "enum-removed",
        "scalar-removed",
        "dispute-changed",
    ]),
    kind("struct moved into its endpoint", "struct-removed", Breaking, structs::moved_to_endpoint).along(&["struct-added"]),
    kind("struct moved to common", "struct-removed", Breaking, structs::moved_to_common).along(&["struct-added"]),
    kind("struct documented", "doc-changed", Docs, structs::documented),
    kind("struct deprecated", "deprecated", Additive, structs::deprecated),
    kind("deprecation of a struct reworded", "deprecation-changed", Docs, structs::deprecation_reworded),
    kind("deprecation of a struct withdrawn", "deprecation-changed", Docs, structs::deprecation_withdrawn),
    kind("forwarder of a struct added", "forwarder-added", Additive, structs::forwarder_added),
    kind("forwarder of a struct removed", "forwarder-removed", Breaking, structs::forwarder_removed),
    kind("lint silenced at a struct", "", Nothing, structs::allowed),
    // enums
    kind("enum added", "enum-added", Additive, enums::added).along(&["resp-field-added", "req-optional-added"]),
    // Its fields are plain numbers or texts from now on; nobody sees the type of a constant.
    kind("enum removed", "enum-removed", Breaking, enums::removed).along(&[
        "resp-type-changed",
        "req-type-changed",
        "req-constant-changed",
    ]),
    kind("enum renamed", "enum-removed", Breaking, enums::renamed).along(&["enum-added"]),
    kind("enum renamed gently", "enum-renamed", Breaking, enums::renamed_gently),
    kind("enum moved to common", "enum-removed", Breaking, enums::moved_to_common).along(&["enum-added"]),
    // What the spec itself says in values of the enum follows.
    kind("enum became text", "enum-repr-changed", Breaking, enums::became_text).along(&[
        "rule-added",
        "rule-removed",
        "req-default-changed",
        "req-constant-changed",
    ]),
    kind("enum became number", "enum-repr-changed", Breaking, enums::became_number).along(&[
        "rule-added",
        "rule-removed",
        "req-default-changed",
        "req-constant-changed",
    ]),
    kind("enum documented", "doc-changed", Docs, enums::documented),
    kind("enum deprecated", "deprecated", Additive, enums::deprecated),
    kind("deprecation of an enum reworded", "deprecation-changed", Docs, enums::deprecation_reworded),
    kind("deprecation of an enum withdrawn", "deprecation-changed", Docs, enums::deprecation_withdrawn),
    kind("forwarder of an enum added", "forwarder-added", Additive, enums::forwarder_added),
    kind("forwarder of an enum removed", "forwarder-removed", Breaking, enums::forwarder_removed),
    kind("lint silenced at an enum", "", Nothing, enums::allowed),
    kind("enum value added", "enum-value-added", Additive, enums::value_added),
    kind("enum value removed", "enum-value-removed", Breaking, enums::value_removed),
    kind("enum value renamed", "enum-variant-renamed", Breaking, enums::value_renamed),
    kind("enum value renamed gently", "enum-variant-renamed", Breaking, enums::value_renamed_gently),
    kind("enum value moved", "enum-number-changed", Dangerous, enums::value_moved).along(&[
        "rule-added",
        "rule-removed",
        "req-default-changed",
        "req-constant-changed",
    ]),
    kind("enum value reused", "enum-value-reused", Dangerous, enums::value_reused).along(&["enum-number-changed"]),
    // What is retired is deprecated anyway and must not say so.
    kind("enum value retired", "enum-value-retired", Additive, enums::value_retired).along(&["deprecation-changed"]),
    kind("enum value in use again", "retirement-withdrawn", Docs, enums::value_unretired),
    kind("enum value labelled", "enum-label-changed", Docs, enums::value_labelled),
    kind("enum values reordered", "", Nothing, enums::values_reordered),
    kind("enum value deprecated", "deprecated", Additive, enums::value_deprecated),
    kind("deprecation of an enum value reworded", "deprecation-changed", Docs, enums::value_deprecation_reworded),
    kind("deprecation of an enum value withdrawn", "deprecation-changed", Docs, enums::value_deprecation_withdrawn),
    kind("forwarder of an enum value added", "forwarder-added", Additive, enums::value_forwarder_added),
    kind("forwarder of an enum value removed", "forwarder-removed", Breaking, enums::value_forwarder_removed),
    kind("lint silenced at an enum value", "", Nothing, enums::value_allowed),
    // scalars
    kind("scalar added", "scalar-added", Additive, scalars::added).along(&["resp-field-added", "req-optional-added"]),
    // Its fields are plain numbers or texts from now on; nobody sees the type of a constant.
    kind("scalar removed", "scalar-removed", Breaking, scalars::removed).along(&[
        "resp-type-changed",
        "req-type-changed",
        "req-constant-changed",
    ]),
    kind("scalar renamed", "scalar-removed", Breaking, scalars::renamed).along(&["scalar-added"]),
    // An id has no unit and no limits, and a text has one form.
    kind("scalar base changed", "scalar-base-changed", Breaking, scalars::base_changed).along(&[
        "scalar-unit-changed",
        "req-limit-loosened",
        "resp-limit-changed",
        "req-wire-encoding-changed",
        "resp-wire-form-changed",
    ]),
    kind("scalar form changed", "scalar-form-changed", Dangerous, scalars::form_changed),
    kind("scalar unit changed", "scalar-unit-changed", Dangerous, scalars::unit_changed),
    kind("scalar unit withdrawn", "scalar-unit-changed", Dangerous, scalars::unit_withdrawn),
    kind("scalar documented", "doc-changed", Docs, scalars::documented),
    kind("lint silenced at a scalar", "", Nothing, scalars::allowed),
];
