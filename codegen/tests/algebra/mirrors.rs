//! What is told of the way back: for every rule those that answer it, written by hand.

use wechat_league_codegen::diff::{Change, Rule};

/// Rules that answer themselves.
const THEMSELVES: &[&str] = &[
    "host-changed",
    "host-order-changed",
    "endpoint-renamed",
    "endpoint-moved",
    "endpoint-method-changed",
    "endpoint-path-changed",
    "endpoint-auth-changed",
    "endpoint-effect-changed",
    "req-constant-changed",
    "req-position-changed",
    "req-type-changed",
    "req-wire-encoding-changed",
    "req-wire-name-changed",
    "req-location-changed",
    "req-encode-changed",
    "req-order-changed",
    "req-default-changed",
    // One limit up and another one down.
    "req-limit-tightened",
    "choice-renamed",
    "choice-alternative-changed",
    "resp-type-changed",
    "resp-wire-name-changed",
    "resp-wire-form-changed",
    "resp-limit-changed",
    "field-renamed",
    "payload-changed",
    "enum-repr-changed",
    "enum-variant-renamed",
    "enum-number-changed",
    "enum-label-changed",
    "scalar-base-changed",
    "scalar-form-changed",
    "scalar-unit-changed",
    "errcode-renamed",
    "errcode-number-changed",
    "errcode-class-changed",
    "errcode-repeat-changed",
    "errcode-text-changed",
    "endpoint-errors-changed",
    "paging-item-type-changed",
    "paging-item-path-changed",
    "paging-position-changed",
    "paging-end-condition-changed",
    "paging-size-changed",
    "deprecation-changed",
    "doc-changed",
    "title-changed",
    "doc-name-changed",
    "links-changed",
    "examples-changed",
    "gaps-changed",
    "conflicts-changed",
    "sources-changed",
    "dispute-changed",
];

/// Rules that answer each other.
const EACH_OTHER: &[(&str, &str)] = &[
    ("host-added", "host-removed"),
    // One that is called from now on.
    ("host-changed", "host-removed"),
    ("feature-added", "feature-removed"),
    ("group-added", "group-removed"),
    ("endpoint-added", "endpoint-removed"),
    ("endpoint-renamed-forwarded", "endpoint-renamed"),
    ("req-optional-added", "req-removed"),
    ("req-required-added", "req-removed"),
    ("req-position-changed", "req-removed"),
    ("req-constant-added", "req-constant-removed"),
    ("req-became-constant", "req-constant-became-required"),
    ("req-became-constant", "req-constant-became-optional"),
    ("req-became-required", "req-became-optional"),
    // What leaves a choice is told by what becomes of the alternative.
    ("req-joined-choice", "choice-alternative-removed"),
    ("req-joined-choice", "choice-alternative-changed"),
    // Only the new side remembers an old name.
    ("req-wire-name-changed", "req-removed"),
    ("req-wire-name-changed", "req-optional-added"),
    ("field-renamed", "req-removed"),
    ("field-renamed", "req-optional-added"),
    ("req-default-changed", "req-default-documented"),
    ("req-limit-tightened", "req-limit-loosened"),
    ("choice-added", "choice-removed"),
    ("choice-alternative-added", "choice-alternative-removed"),
    ("rule-added", "rule-removed"),
    ("resp-field-added", "resp-field-removed"),
    ("resp-became-nullable", "resp-became-non-null"),
    ("alias-added", "alias-removed"),
    ("decoding-narrowed", "decoding-relaxed"),
    ("struct-added", "struct-removed"),
    ("struct-renamed-aliased", "struct-removed"),
    ("struct-renamed-aliased", "struct-added"),
    ("struct-constructor-added", "struct-constructor-removed"),
    ("struct-absence-changed", "struct-constructor-removed"),
    ("enum-added", "enum-removed"),
    ("enum-renamed", "enum-removed"),
    ("enum-renamed", "enum-added"),
    ("enum-value-added", "enum-value-removed"),
    ("enum-value-reused", "enum-value-removed"),
    ("enum-value-retired", "retirement-withdrawn"),
    ("scalar-added", "scalar-removed"),
    ("errcode-added", "errcode-removed"),
    ("errcode-number-reused", "errcode-removed"),
    ("errcode-renamed-aliased", "errcode-renamed"),
    ("errcode-retired", "retirement-withdrawn"),
    ("paging-added", "paging-removed"),
    ("deprecated", "deprecation-changed"),
    ("forwarder-added", "forwarder-removed"),
];

/// Rules after which the way back speaks of a thing by another name, or in other words.
const MOVING: &[&str] = &[
    "endpoint-renamed",
    "endpoint-renamed-forwarded",
    "endpoint-moved",
    "req-wire-name-changed",
    "req-joined-choice",
    "choice-renamed",
    "choice-alternative-changed",
    "resp-wire-name-changed",
    "field-renamed",
    "struct-renamed-aliased",
    "enum-renamed",
    "enum-number-changed",
    "errcode-number-changed",
];

/// Rules that no two specs tell.
const NOT_OF_SPECS: &[&str] = &["sdk-broken"];

/// What is told one way and answered by nothing on the other way.
pub fn unanswered<'a>(there: &'a [Change], back: &'a [Change]) -> Vec<&'a Change> {
    let moved = there.iter().chain(back).any(|change| MOVING.contains(&change.rule.name()));
    let is_answered = |change: &Change, others: &[Change]| {
        others.iter().any(|other| {
            let says_the_reverse = other.identity == change.identity && other.old == change.new && other.new == change.old;
            answers(change.rule, other.rule) && (moved || says_the_reverse)
        })
    };
    let ways = [(there, back), (back, there)];
    let told = ways.into_iter().flat_map(|(one, other)| one.iter().map(move |change| (change, other)));
    told.filter(|(change, others)| !is_answered(change, others)).map(|(change, _)| change).collect()
}

fn answers(one: Rule, other: Rule) -> bool {
    let (one, other) = (one.name(), other.name());
    (one == other && THEMSELVES.contains(&one)) || EACH_OTHER.contains(&(one, other)) || EACH_OTHER.contains(&(other, one))
}

#[test]
fn every_rule_has_an_answer() {
    let pairs = EACH_OTHER.iter().flat_map(|(one, other)| [*one, *other]);
    let mut answered: Vec<&str> = THEMSELVES.iter().copied().chain(pairs).chain(NOT_OF_SPECS.iter().copied()).collect();
    let mut known: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    answered.sort_unstable();
    answered.dedup();
    known.sort_unstable();
    assert_eq!(answered, known);
}
