//! Every kind of change at every place of a spec that has them all, judged by the table; and the proof that a diff which is
//! wrong in any one thing does not pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeSet, path::Path, sync::LazyLock};
use wechat_league_codegen::{
    diff::Rule,
    model::{Auth, Class, Effect, Endpoint, Enum, Field, Model, Repeat, Values},
    mutate::{self, Expected, Fault, Kind, Observed, Spec, Told},
    source::Sources,
};

/// What diff tells of every mutant, asked once.
static OBSERVED: LazyLock<Vec<Observed>> = LazyLock::new(|| {
    let spec = fixture();
    mutate::observe(&spec, &mutate::mutants(&spec, &all()), &mutate::told).unwrap()
});

#[test]
fn every_kind_is_told_as_the_table_says_at_every_place() {
    let outcome = mutate::judge(&all(), &OBSERVED);
    let faults: Vec<String> =
        outcome.faults.iter().map(|fault| format!("{} at {}: {}", fault.kind, fault.place, fault.what)).collect();
    assert!(faults.is_empty(), "{} mutants, {} faults:\n{}", outcome.mutants(), faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_has_a_kind_and_every_kind_a_name_of_its_own() {
    let kinds = all();
    assert!(kinds.len() >= 45);
    let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds.len());
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::SdkBroken) {
        assert!(kinds.iter().any(|kind| kind.rule == rule.name()), "no kind of change is told by {}", rule.name());
    }
    // A swap of arguments of one type is the only thing that breaks users behind the back of the compiler.
    let unseen: Vec<&str> =
        kinds.iter().filter(|kind| kind.compiles && kind.verdict == Expected::Breaking).map(|one| one.rule).collect();
    assert_eq!(unseen, ["req-order-changed"]);
    assert!(kinds.iter().all(|kind| kind.compiles || kind.verdict == Expected::Breaking));
}

#[test]
fn a_rule_with_another_verdict_is_found() {
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::SdkBroken) {
        for verdict in ["none", "docs", "additive", "dangerous", "breaking", "could-not-tell"] {
            if verdict != rule.verdict().name() {
                let faults = judged(|told| {
                    for one in told.iter_mut().filter(|one| one.rule == rule.name()) {
                        verdict.clone_into(&mut one.verdict);
                    }
                });
                assert!(!faults.is_empty(), "{} may as well be {verdict}", rule.name());
            }
        }
    }
}

#[test]
fn a_rule_that_is_not_told_is_found() {
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::SdkBroken) {
        let faults = judged(|told| told.retain(|one| one.rule != rule.name()));
        assert!(!faults.is_empty(), "nobody misses {}", rule.name());
    }
}

#[test]
fn a_rule_that_is_told_too_often_is_found() {
    let twice = judged(|told| told.extend(told.clone()));
    let loud = OBSERVED.iter().filter(|one| !one.kind.rule.is_empty()).count();
    assert!(twice.len() >= loud, "{} of {loud}", twice.len());
    let elsewhere = judged(|told| told.iter_mut().for_each(|one| one.identity.push('x')));
    assert!(elsewhere.len() >= loud, "{} of {loud}", elsewhere.len());
    let noise = Told { rule: "doc-changed".into(), verdict: "docs".into(), identity: "elsewhere".into() };
    let chatty = judged(|told| told.push(noise.clone()));
    assert!(chatty.len() >= OBSERVED.len(), "{} of {}", chatty.len(), OBSERVED.len());
}

/// An attribute of the model and what makes a diff blind to it.
type Blind = (&'static str, fn(&mut Model));

const BLIND: &[Blind] = &[
    ("effect", |model| endpoints(model, |one| one.effect = Effect::Read)),
    ("auth", |model| endpoints(model, |one| one.auth = Auth::Token)),
    ("path", |model| endpoints(model, |one| one.path.clear())),
    ("title", |model| endpoints(model, |one| one.title.clear())),
    ("docs", |model| endpoints(model, |one| one.docs.clear())),
    ("gaps", |model| endpoints(model, |one| one.gaps.clear())),
    ("errors", |model| endpoints(model, |one| one.errors.clear())),
    ("payload", |model| endpoints(model, |one| one.payload = None)),
    ("paging", |model| endpoints(model, |one| one.paging = None)),
    ("rules", |model| endpoints(model, |one| one.request.rules.clear())),
    ("examples", |model| endpoints(model, |one| one.examples.clear())),
    ("deprecated", |model| fields(model, |one| one.deprecated = None)),
    ("renamed_from", |model| fields(model, |one| one.renamed_from.clear())),
    ("encode", |model| fields(model, |one| one.encode = None)),
    ("aliases", |model| fields(model, |one| one.aliases.clear())),
    ("default", |model| fields(model, |one| one.default = None)),
    ("min", |model| fields(model, |one| one.min = None)),
    ("max", |model| fields(model, |one| one.max = None)),
    ("max_len", |model| fields(model, |one| one.max_len = None)),
    ("doc", |model| fields(model, |one| one.doc.clear())),
    ("from", |model| fields(model, |one| one.from.clear())),
    ("conflicts", |model| fields(model, |one| one.conflicts.clear())),
    ("disputed", |model| fields(model, |one| one.disputed = false)),
    ("required", |model| fields(model, |one| one.required = false)),
    ("optional", |model| fields(model, |one| one.optional = false)),
    ("wire", |model| fields(model, |one| one.wire = one.rust.clone())),
    ("rust", |model| fields(model, |one| one.rust = one.wire.clone())),
    ("unit", |model| model.scalars.iter_mut().for_each(|one| one.unit = None)),
    ("class", |model| model.codes.iter_mut().for_each(|one| one.class = Class::Other)),
    ("repeat", |model| model.codes.iter_mut().for_each(|one| one.repeat = Repeat::Never)),
    ("hint", |model| model.codes.iter_mut().for_each(|one| one.hint = None)),
    ("url", |model| model.hosts.iter_mut().for_each(|one| one.url.clear())),
    ("failover", |model| model.hosts.iter_mut().for_each(|one| one.failover = false)),
    ("label", |model| {
        enums(model, |one| match &mut one.values {
            Values::Int(known) => known.iter_mut().for_each(|value| value.doc.clear()),
            Values::Text(known) => known.iter_mut().for_each(|value| value.doc.clear()),
        })
    }),
    ("retired", |model| {
        enums(model, |one| match &mut one.values {
            Values::Int(known) => known.iter_mut().for_each(|value| value.retired = false),
            Values::Text(known) => known.iter_mut().for_each(|value| value.retired = false),
        })
    }),
];

#[test]
fn a_diff_that_is_blind_to_an_attribute_is_found() {
    // What is lost shows at every place of a kind, so a few places of each are enough.
    let spec = fixture();
    let few: Vec<&'static Kind> = all();
    for (name, forget) in BLIND {
        let tell = |old: &Model, new: &Model| {
            let (mut old, mut new) = (old.clone(), new.clone());
            forget(&mut old);
            forget(&mut new);
            mutate::told(&old, &new)
        };
        let kinds: Vec<&'static Kind> = few.iter().copied().filter(|kind| concerns(kind, name)).collect();
        assert!(!kinds.is_empty(), "no kind is about {name}");
        let outcome = mutate::run(&spec, &kinds, &tell);
        assert!(!outcome.faults.is_empty(), "nobody misses {name}");
    }
}

/// The kinds of change that an attribute is the point of.
fn concerns(kind: &Kind, attribute: &str) -> bool {
    let rules: &[&str] = match attribute {
        "effect" => &["endpoint-effect-changed"],
        "auth" => &["endpoint-auth-changed"],
        "path" => &["endpoint-path-changed"],
        "title" => &["title-changed"],
        "docs" => &["links-changed"],
        "gaps" => &["gaps-changed"],
        "errors" => &["endpoint-errors-changed"],
        "payload" => &["payload-changed", "decoding-narrowed"],
        "paging" => &["paging-added", "paging-size-changed"],
        "rules" => &["rule-added", "rule-removed"],
        "examples" => &["examples-changed"],
        "deprecated" => &["deprecated"],
        "renamed_from" => &["forwarder-added"],
        "encode" => &["req-encode-changed"],
        "aliases" => &["alias-added", "alias-removed"],
        "default" => &["req-default-changed"],
        "min" | "max" | "max_len" => &["req-limit-tightened", "req-limit-loosened"],
        "doc" => &["doc-changed"],
        "from" => &["sources-changed"],
        "conflicts" => &["conflicts-changed"],
        "disputed" => &["dispute-changed"],
        "required" => &["req-became-required", "req-became-optional"],
        "optional" => &["resp-became-nullable", "resp-became-non-null"],
        "wire" => &["req-wire-name-changed", "resp-wire-name-changed"],
        "rust" => &["field-renamed"],
        "unit" => &["scalar-unit-changed"],
        "class" => &["errcode-class-changed"],
        "repeat" => &["errcode-repeat-changed"],
        "hint" => &["errcode-text-changed"],
        "url" | "failover" => &["host-changed"],
        "label" => &["enum-label-changed"],
        "retired" => &["enum-value-retired"],
        other => panic!("which rules are about {other}?"),
    };
    rules.contains(&kind.rule)
}

fn endpoints(model: &mut Model, mut change: impl FnMut(&mut Endpoint)) {
    fn walk(groups: &mut [wechat_league_codegen::model::Group], change: &mut dyn FnMut(&mut Endpoint)) {
        for group in groups {
            group.endpoints.iter_mut().for_each(&mut *change);
            walk(&mut group.groups, change);
        }
    }
    walk(&mut model.groups, &mut change);
}

fn fields(model: &mut Model, change: fn(&mut Field)) {
    model.structs.iter_mut().flat_map(|one| &mut one.fields).for_each(change);
    endpoints(model, |endpoint| {
        let own = endpoint.request.query.iter_mut().chain(&mut endpoint.request.body).chain(&mut endpoint.response.fields);
        own.chain(endpoint.structs.iter_mut().flat_map(|one| &mut one.fields)).for_each(change);
    });
}

fn enums(model: &mut Model, change: fn(&mut Enum)) {
    model.enums.iter_mut().for_each(change);
    endpoints(model, |endpoint| endpoint.enums.iter_mut().for_each(change));
}

/// The faults that the judge finds when something else was told.
fn judged(change: impl Fn(&mut Vec<Told>)) -> Vec<Fault> {
    let mut observed = OBSERVED.clone();
    for told in observed.iter_mut().filter_map(|one| one.told.as_mut().ok()) {
        change(told);
    }
    mutate::judge(&all(), &observed).faults
}

fn all() -> Vec<&'static Kind> {
    mutate::kinds().collect()
}

fn fixture() -> Spec {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mutate");
    Spec::read(&Sources::read(&folder).unwrap())
}
