//! Every rule: its name, its verdict, what it says, and what the user of the SDK does about it.
//!
//! Requests are `new(required…)` with setters on `#[non_exhaustive]` structs, so whatever changes `new` is breaking.

use super::Verdict;

/// One line per rule: name, verdict, what happened, what to do (nothing for what needs nothing).
macro_rules! rules {
    ($($rule:ident = $name:literal, $verdict:ident, $title:literal, $migration:literal;)*) => {
        /// What happened to a thing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $title] $rule,)*
        }

        impl Rule {
            /// Every rule there is.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// Its stable name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// What it does to a user.
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$rule => Verdict::$verdict),* }
            }

            /// What happened, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$rule => $title),* }
            }

            /// What the user of the SDK does about it.
            pub fn migration(self) -> Option<&'static str> {
                Some(match self { $(Self::$rule => $migration),* }).filter(|text| !text.is_empty())
            }
        }
    };
}

rules! {
    HostAdded = "host-added", Additive, "a host that is not called by itself", "";
    HostRemoved = "host-removed", Dangerous, "a host is gone", "Give the host to `ClientBuilder::hosts` if it is still wanted.";
    HostChanged = "host-changed", Dangerous, "calls go to another host",
        "Name the hosts in `ClientBuilder::hosts` to keep the old ones.";
    HostOrderChanged = "host-order-changed", Dangerous, "another host is asked first",
        "Name the hosts in `ClientBuilder::hosts` in the old order.";
    FeatureAdded = "feature-added", Additive, "a new cargo feature", "";
    FeatureRemoved = "feature-removed", Breaking, "a cargo feature is gone",
        "Remove the feature from Cargo.toml and the calls that need it.";
    SdkBroken = "sdk-broken", Breaking, "code of users does not compile, whatever the spec says",
        "The generator or the hand-written SDK changed what users name: the errors say what.";
    GroupAdded = "group-added", Additive, "a new group", "";
    GroupRemoved = "group-removed", Breaking, "the module of a group is gone",
        "Import from the group that the endpoints are in now.";

    EndpointAdded = "endpoint-added", Additive, "a new endpoint", "";
    EndpointRemoved = "endpoint-removed", Breaking, "an endpoint is gone",
        "Stop calling it; `client.raw()` still reaches the path. Deprecate one release before removing.";
    EndpointRenamed = "endpoint-renamed", Breaking, "the method has another name",
        "Call the new name; `renamed_from` in the spec would keep the old one.";
    EndpointRenamedForwarded = "endpoint-renamed-forwarded", Additive, "the method has another name, and the old one stays", "";
    EndpointMoved = "endpoint-moved", Breaking, "the endpoint is in another group",
        "Call it on the handle of its new group and import its types from there.";
    EndpointMethodChanged = "endpoint-method-changed", Dangerous, "every call uses another HTTP method",
        "Nothing to change in code; check proxies and recordings.";
    EndpointPathChanged = "endpoint-path-changed", Dangerous, "every call goes to another path",
        "Nothing to change in code; check proxies and recordings.";
    EndpointAuthChanged = "endpoint-auth-changed", Dangerous, "the access token goes along, or no longer does",
        "Nothing to change in code; check that the client can get a token.";
    EndpointEffectChanged = "endpoint-effect-changed", Dangerous, "calls are repeated after a failure, or no longer are",
        "Check what a repeated call does to the data, or set the retry policy of the call.";

    ReqOptionalAdded = "req-optional-added", Additive, "a new optional field", "";
    ReqRequiredAdded = "req-required-added", Breaking, "a new required field", "Pass the new argument to `new`.";
    ReqConstantAdded = "req-constant-added", Dangerous, "every call sends one more constant",
        "Nothing to change in code; check what the platform makes of the key.";
    ReqConstantRemoved = "req-constant-removed", Dangerous, "a constant is no longer sent",
        "Nothing to change in code; check what the platform does without the key.";
    ReqConstantChanged = "req-constant-changed", Dangerous, "another constant is sent",
        "Nothing to change in code; check what the platform makes of the value.";
    ReqBecameConstant = "req-became-constant", Breaking, "a field has one legal value and is sent by itself",
        "Remove the argument or the setter.";
    ReqConstantBecameRequired = "req-constant-became-required", Breaking, "a constant became a required field",
        "Pass the value to `new`.";
    ReqConstantBecameOptional = "req-constant-became-optional", Dangerous, "a constant is no longer sent by itself",
        "Set the field to keep sending the value.";
    ReqRemoved = "req-removed", Breaking, "a field of a request is gone",
        "Remove the argument or the setter. Deprecate one release before removing.";
    ReqBecameRequired = "req-became-required", Breaking, "an optional field became required",
        "Pass the value to `new` instead of the setter.";
    ReqBecameOptional = "req-became-optional", Breaking, "a required field became optional",
        "Give the value to the setter instead of `new`.";
    ReqPositionChanged = "req-position-changed", Dangerous, "the first position of the list is sent by itself, or no longer is",
        "Set the position where the platform needs it.";
    ReqJoinedChoice = "req-joined-choice", Breaking, "a field became one of several alternatives",
        "Give the value as a variant of the choice.";
    ReqTypeChanged = "req-type-changed", Breaking, "a field of a request has another type", "Convert the value to the new type.";
    ReqWireEncodingChanged = "req-wire-encoding-changed", Dangerous, "the same value is sent in another JSON form",
        "Nothing to change in code; check that the platform takes the form.";
    ReqWireNameChanged = "req-wire-name-changed", Dangerous, "the same field is sent under another key",
        "Nothing to change in code; check recordings.";
    ReqLocationChanged = "req-location-changed", Dangerous, "a field moved between URL and body",
        "Nothing to change in code; check recordings.";
    ReqEncodeChanged = "req-encode-changed", Dangerous, "a parameter is put into the URL in another way",
        "Nothing to change in code; check recordings.";
    ReqOrderChanged = "req-order-changed", Breaking, "the arguments of `new` changed places",
        "Swap the arguments; where their types are equal, no compiler says so.";
    ReqDefaultChanged = "req-default-changed", Dangerous, "the platform assumes another value, or nobody says which",
        "Set the field to keep the old value.";
    ReqDefaultDocumented = "req-default-documented", Docs, "the value that the platform assumes was documented", "";
    ReqLimitTightened = "req-limit-tightened", Dangerous, "fewer values are legal", "Keep the value within the new limits.";
    ReqLimitLoosened = "req-limit-loosened", Additive, "more values are legal", "";

    ChoiceAdded = "choice-added", Breaking, "fields became one exactly-one argument",
        "Pass the choice to `new` instead of the setters.";
    ChoiceRemoved = "choice-removed", Breaking, "an exactly-one argument is gone",
        "Use the setters of the fields instead of the choice.";
    ChoiceRenamed = "choice-renamed", Breaking, "a choice has another name", "Use the new name.";
    ChoiceAlternativeAdded = "choice-alternative-added", Additive, "a new alternative", "";
    ChoiceAlternativeRemoved = "choice-alternative-removed", Breaking, "an alternative is gone", "Choose one of the others.";
    ChoiceAlternativeChanged = "choice-alternative-changed", Breaking, "an alternative has another name or other fields",
        "Build the variant with its new name and fields.";
    RuleAdded = "rule-added", Dangerous, "calls are refused before they leave unless a rule holds",
        "Give the fields that the rule demands.";
    RuleRemoved = "rule-removed", Additive, "a rule between fields is no longer checked", "";

    RespFieldAdded = "resp-field-added", Additive, "a new field of an answer", "";
    RespFieldRemoved = "resp-field-removed", Breaking, "a field of an answer is gone",
        "Stop reading it. Deprecate one release before removing.";
    RespTypeChanged = "resp-type-changed", Breaking, "a field of an answer has another type", "Read the new type.";
    RespBecameNullable = "resp-became-nullable", Breaking, "an object became an `Option`", "Handle `None`.";
    RespBecameNonNull = "resp-became-non-null", Breaking, "an `Option` became the object itself",
        "Read the object without unwrapping.";
    RespWireNameChanged = "resp-wire-name-changed", Dangerous, "the same field is read from another key",
        "Nothing to change in code; `aliases` in the spec would keep reading the old key.";
    RespWireFormChanged = "resp-wire-form-changed", Docs, "the documented JSON form changed; any form is read", "";
    RespLimitChanged = "resp-limit-changed", Docs, "the documented limits of an answer changed", "";
    FieldRenamed = "field-renamed", Breaking, "the same key has another name in Rust",
        "Use the new name; with `renamed_from` in the spec the old setter stays.";
    AliasAdded = "alias-added", Additive, "one more key is read", "";
    AliasRemoved = "alias-removed", Dangerous, "a key is no longer read",
        "Nothing to change in code; the field is empty where the platform still sends the old key.";
    PayloadChanged = "payload-changed", Dangerous, "another key decides whether an answer is one",
        "Be ready for read errors where the new key is missing.";
    DecodingNarrowed = "decoding-narrowed", Dangerous, "answers that were read are refused now",
        "Be ready for read errors where the key is missing.";
    DecodingRelaxed = "decoding-relaxed", Docs, "answers that were refused are read now", "";

    StructAdded = "struct-added", Additive, "a new type", "";
    StructRemoved = "struct-removed", Breaking, "a type is gone", "Use the type that the field has now.";
    StructRenamedAliased = "struct-renamed-aliased", Additive, "a type has another name, and the old one is an alias", "";
    StructConstructorAdded = "struct-constructor-added", Additive, "requests use the type now, so it has `new` and setters", "";
    StructConstructorRemoved = "struct-constructor-removed", Breaking, "no request uses the type: `new` and the setters are gone",
        "Stop building it.";
    StructAbsenceChanged = "struct-absence-changed", Breaking, "requests use the type now, so what may be absent is an `Option`",
        "Handle `None`.";

    EnumAdded = "enum-added", Additive, "a new enum", "";
    EnumRemoved = "enum-removed", Breaking, "an enum is gone", "Use the type that the field has now.";
    EnumRenamed = "enum-renamed", Breaking, "an enum has another name",
        "Use the new name; the alias keeps paths, but an import of a variant through it does not compile.";
    EnumReprChanged = "enum-repr-changed", Breaking, "the values changed between numbers and texts",
        "`raw()` and `from_raw()` have the other type now.";
    EnumValueAdded = "enum-value-added", Additive, "a new value", "";
    EnumValueRemoved = "enum-value-removed", Breaking, "a value is gone",
        "Match on `raw()`; `retired: true` in the spec would keep the variant.";
    EnumVariantRenamed = "enum-variant-renamed", Breaking, "a value has another name",
        "Use the new name; an import of the variant breaks even with `renamed_from`.";
    EnumNumberChanged = "enum-number-changed", Dangerous, "a name stands for another value",
        "Nothing to change in code; stored numbers now mean something else.";
    EnumValueReused = "enum-value-reused", Dangerous, "a new name took the value of another one",
        "Stored values now have another name; map them before the update.";
    EnumValueRetired = "enum-value-retired", Additive, "the platform dropped a value; it is deprecated and still read", "";
    EnumLabelChanged = "enum-label-changed", Docs, "the text of a value", "";

    ScalarAdded = "scalar-added", Additive, "a new scalar", "";
    ScalarRemoved = "scalar-removed", Breaking, "a scalar is gone", "Use the type that the field has now.";
    ScalarBaseChanged = "scalar-base-changed", Breaking, "a scalar has another representation",
        "Build and read it with the new type.";
    ScalarFormChanged = "scalar-form-changed", Dangerous, "a scalar is sent in another JSON form",
        "Nothing to change in code; check that the platform takes the form.";
    ScalarUnitChanged = "scalar-unit-changed", Dangerous, "the same number means another quantity",
        "Convert every value that is read or sent.";

    ErrcodeAdded = "errcode-added", Additive, "a new error code", "";
    ErrcodeRemoved = "errcode-removed", Breaking, "the constant of an error code is gone",
        "Compare with the number; `retired: true` in the spec would keep the constant.";
    ErrcodeRenamed = "errcode-renamed", Breaking, "the constant of an error code has another name",
        "Use the new name; `renamed_from` in the spec would keep the old one.";
    ErrcodeRenamedAliased = "errcode-renamed-aliased", Additive, "the constant has another name, and the old one is an alias", "";
    ErrcodeNumberChanged = "errcode-number-changed", Dangerous, "a constant stands for another code",
        "Nothing to change in code; the old number is no longer matched.";
    ErrcodeNumberReused = "errcode-number-reused", Dangerous, "a new constant took the number of another one",
        "Check what is matched on the number.";
    ErrcodeClassChanged = "errcode-class-changed", Dangerous, "an error is of another class",
        "Check what is decided by `Error::class`.";
    ErrcodeRepeatChanged = "errcode-repeat-changed", Dangerous, "calls are repeated after this error, or no longer are",
        "Check what a repeated call does, or set the retry policy.";
    ErrcodeRetired = "errcode-retired", Additive, "the platform dropped a code; it is deprecated and still read", "";
    ErrcodeTextChanged = "errcode-text-changed", Docs, "the explanation of an error code", "";
    EndpointErrorsChanged = "endpoint-errors-changed", Docs, "the codes that an endpoint documents", "";

    PagingAdded = "paging-added", Additive, "the endpoint has `items()` and `pages()` now", "";
    PagingRemoved = "paging-removed", Breaking, "`items()` and `pages()` are gone", "Turn the pages by hand.";
    PagingItemTypeChanged = "paging-item-type-changed", Breaking, "`items()` yields another type", "Read the new type.";
    PagingItemPathChanged = "paging-item-path-changed", Dangerous, "`items()` yields another list of the answer",
        "Check which list is wanted.";
    PagingPositionChanged = "paging-position-changed", Dangerous, "another field is moved from page to page",
        "Nothing to change in code; stored positions may not fit.";
    PagingEndConditionChanged = "paging-end-condition-changed", Dangerous, "another field decides when a list ends",
        "Check that lists are read to their end and no further.";
    PagingSizeChanged = "paging-size-changed", Dangerous, "another field is the size of a page",
        "Set the size of a page in the new field.";

    Deprecated = "deprecated", Additive, "deprecated: still there, with a warning", "";
    DeprecationChanged = "deprecation-changed", Docs, "the deprecation has another text, or is withdrawn", "";
    RetirementWithdrawn = "retirement-withdrawn", Docs, "the platform uses it again", "";
    ForwarderAdded = "forwarder-added", Additive, "an older name works as well", "";
    ForwarderRemoved = "forwarder-removed", Breaking, "an older name no longer works", "Use the new name.";

    DocChanged = "doc-changed", Docs, "a text", "";
    TitleChanged = "title-changed", Docs, "a title", "";
    DocNameChanged = "doc-name-changed", Docs, "the name in the official docs", "";
    LinksChanged = "links-changed", Docs, "the official pages", "";
    ExamplesChanged = "examples-changed", Docs, "the examples", "";
    GapsChanged = "gaps-changed", Docs, "what no source shows", "";
    ConflictsChanged = "conflicts-changed", Docs, "what the sources disagree about", "";
    SourcesChanged = "sources-changed", Docs, "where a field comes from", "";
    DisputeChanged = "dispute-changed", Docs, "whether the sources disagree that a field is required", "";
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, Rule};
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
    }

    #[test]
    fn exactly_what_stands_in_somebodys_way_says_what_to_do() {
        for rule in Rule::ALL {
            let in_the_way = rule.verdict() >= Verdict::Dangerous;
            assert_eq!(rule.migration().is_some(), in_the_way, "{}", rule.name());
        }
    }
}
