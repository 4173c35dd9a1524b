//! The diff: every rule with an edit that it tells, exactly; a near miss; what is always true of two specs; and every key of
//! the format under some rule.
//!
//! The edits are data (`fixtures/diff/cases.yaml`) against one small spec (`fixtures/diff/base`), each judged on the way there
//! and on the way back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "diff/approvals.rs"]
mod approvals;

use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::{
    self as codegen,
    diag::{Report, render},
    diff::{self, Cause, Change, Diff, Direction, Rule, Verdict, dump, report},
    model::Model,
    shape,
    source::{SourceFile, Sources},
    spec::{CommonFile, EndpointFile, ServiceFile},
};

/// Changed examples go along with many an edit and are told only where they are the point.
const ALONG: &str = "examples-changed";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    near: String,
    told: Vec<String>,
    back: Vec<String>,
    edits: Vec<[String; 3]>,
}

#[test]
fn every_edit_tells_exactly_its_changes_there_and_back() {
    let base = accepted(&base());
    let mut wrong = Vec::new();
    for (case, edited) in edited() {
        for (what, found, expected) in
            [("there", diff::diff(&base, &edited), &case.told), ("back", diff::diff(&edited, &base), &case.back)]
        {
            let (found, expected) = (told(&found, &case), sorted(expected));
            if found != expected {
                wrong.push(format!("{} {what}: told {found:#?}, expected {expected:#?}", case.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_told_by_an_edit_and_silent_at_its_near_miss() {
    let cases = cases();
    let rules = |list: &[String]| -> BTreeSet<String> {
        list.iter().filter_map(|told| told.split(' ').next()).map(str::to_owned).collect()
    };
    let runs: Vec<BTreeSet<String>> = cases.iter().flat_map(|case| [rules(&case.told), rules(&case.back)]).collect();
    // No spec tells that one: the compiler does.
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::SdkBroken) {
        let told = runs.iter().any(|run| run.contains(rule.name()));
        assert!(told, "no edit tells {}", rule.name());
    }
    for case in &cases {
        assert_ne!(case.rule, case.near);
        let is_silent = |run: &&BTreeSet<String>| run.contains(&case.near) && !run.contains(&case.rule);
        assert!(runs.iter().any(|run| is_silent(&run)), "{} has no near miss {}", case.rule, case.near);
    }
}

#[test]
fn a_spec_does_not_differ_from_itself() {
    for sources in [base(), real()] {
        let model = accepted(&sources);
        assert_eq!(diff::diff(&model, &accepted(&sources)), Diff::default());
    }
}

#[test]
fn order_of_files_comments_and_formatting_are_no_change() {
    let base = base();
    let model = accepted(&base);
    let mut backwards = base.files.clone();
    backwards.reverse();
    let rewritten = |rewrite: fn(&str) -> String| -> Vec<SourceFile> {
        base.files.iter().map(|file| SourceFile { path: file.path.clone(), text: rewrite(&file.text) }).collect()
    };
    let commented = rewritten(|text| format!("# a word\n{}\n# the end\n", text.replace("\n  ", "\n\n  ")));
    let spaced = rewritten(|text| text.replace("doc: ", "doc:   ").replace(", doc", " ,  doc"));
    for files in [backwards, commented, spaced] {
        let other = accepted(&Sources::from_files("api-spec", files));
        assert_eq!(diff::diff(&model, &other), Diff::default());
    }
}

#[test]
fn the_order_of_keys_means_nothing_but_among_required_fields() {
    let model = accepted(&base());
    let moved = |file: &str, line: &str, before: &str| {
        let edits = [(file, format!("{line}\n"), String::new()), (file, before.to_owned(), format!("{line}\n{before}"))];
        accepted(&edit(base(), &edits.map(|(file, from, to)| [file.to_owned(), from, to])))
    };
    for (file, line, before) in [
        ("order/set_note.yaml", "  style: {type: Style, doc: 样式}", "  memo: {"),
        ("order/set_note.yaml", "  strict: {type: bool, wire: number, doc: 是否严格}", "  order_id: {"),
        ("order/get_note_list.yaml", "      2: {name: Review, doc: 审核备注}", "      1: {name"),
        ("order/get_note_list.yaml", "  total: {type: int, doc: 总数}", "  list: {"),
        ("common/types.yaml", "      end: {type: int, doc: 结束}", "      begin: {"),
        ("common/types.yaml", "  Fen: {base: i64, unit: 分, doc: 金额}", "  OrderId: {"),
    ] {
        assert_eq!(diff::diff(&model, &moved(file, line, before)), Diff::default(), "{line}");
    }
    let swapped = moved("order/set_note.yaml", "  title: {type: text, required: true, doc: 标题}", "  order_id: {");
    assert_eq!(diff::diff(&model, &swapped).verdict(), Verdict::Breaking);
}

#[test]
fn two_steps_are_never_worse_than_the_worst_of_them() {
    let base = accepted(&base());
    let edited = edited();
    let there: Vec<Verdict> = edited.iter().map(|(_, model)| diff::diff(&base, model).verdict()).collect();
    for (case, model) in &edited {
        let back = diff::diff(model, &base).verdict();
        for ((other, target), there) in edited.iter().zip(&there) {
            let whole = diff::diff(model, target).verdict();
            assert!(whole <= back.max(*there), "{} back, then {}: {whole:?}", case.rule, other.rule);
        }
    }
}

#[test]
fn every_key_of_the_format_falls_under_a_rule_or_has_a_waiver() {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Entry {
        Rules(Vec<String>),
        Waived { waived: String },
    }
    let entries: BTreeMap<String, Entry> = serde_yaml::from_str(&read("properties.yaml")).unwrap();
    let mut keys = BTreeSet::new();
    for schema in [shape::schema_of::<ServiceFile>(), shape::schema_of::<CommonFile>(), shape::schema_of::<EndpointFile>()] {
        let name = schema["title"].as_str().unwrap().to_owned();
        keys.extend(properties(&name, &schema));
        for (name, inner) in schema["definitions"].as_object().into_iter().flatten() {
            keys.extend(properties(name, inner));
        }
    }
    assert_eq!(entries.keys().cloned().collect::<BTreeSet<_>>(), keys);
    let known: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    for (key, entry) in &entries {
        match entry {
            // Every rule has an edit in the cases.
            Entry::Rules(rules) => assert!(!rules.is_empty() && rules.iter().all(|rule| known.contains(rule.as_str())), "{key}"),
            Entry::Waived { waived } => assert!(waived.len() > 10, "{key} is waived without a reason"),
        }
    }
}

fn properties(name: &str, schema: &Value) -> Vec<String> {
    schema["properties"].as_object().into_iter().flatten().map(|(key, _)| format!("{name}.{key}")).collect()
}

#[test]
fn a_shared_struct_is_told_once_with_its_users_and_only_on_the_ways_that_reach_it() {
    let one = |from: &str, to: &str| {
        let found = diff_of(&[["common/types.yaml", from, to]]);
        assert_eq!(found.changes.len(), 1, "{found:#?}");
        found.changes.into_iter().next().unwrap()
    };
    let both = one("begin: {type: int, min: 0,", "begin: {type: int, min: 1,");
    assert_eq!(both.used_by, ["order.set_note", "talent.window.get_window"]);
    assert_eq!(both.directions, [Direction::Request, Direction::Response]);
    let read = one("level: {type: int, min: 1,", "level: {type: int, min: 1, max: 9,");
    assert_eq!(read.used_by, ["order.get_note_list", "talent.window.get_window"]);
    assert_eq!(read.directions, [Direction::Response]);
}

#[test]
fn a_change_says_where_it_stood_and_where_it_stands() {
    let edits = [["order/set_note.yaml", "strict: {type: bool, wire: number", "strict: {type: bool, wire: text"]];
    let (old, new) = (base(), edit(base(), &owned(&edits)));
    let found = diff::diff(&accepted(&old), &accepted(&new));
    let [change] = found.changes.as_slice() else { panic!("{found:#?}") };
    for (sources, at) in [(&old, change.at_old.unwrap()), (&new, change.at_new.unwrap())] {
        let file = &sources.files[at.0.file];
        assert_eq!((file.path.as_str(), &file.text[at.0.span.0..at.0.span.1]), ("order/set_note.yaml", "strict"));
    }
}

#[test]
fn a_change_shows_the_generated_rust() {
    let rust = |edits: &[[&str; 3]], rule: Rule| {
        let found = diff_of(edits);
        found.changes.into_iter().find(|change| change.rule == rule).unwrap().rust.unwrap()
    };
    let required = ["order/set_note.yaml", "price: {type: Fen,", "price: {type: Fen, required: true,"];
    assert_eq!(
        rust(&[required], Rule::ReqBecameRequired),
        (
            "Body::new(head: impl Into<String>, tail: impl Into<String>)".to_owned(),
            "Body::new(head: impl Into<String>, tail: impl Into<String>, price: Fen)".to_owned()
        )
    );
    let nullable = ["talent/window/get_window.yaml", "optional: true, ", ""];
    assert_eq!(
        rust(&[nullable], Rule::RespBecameNonNull),
        ("pub brand: Option<Brand>".to_owned(), "pub brand: Brand".to_owned())
    );
    let unseen = ["order/set_note.yaml", "effect: write", "effect: read"];
    assert_eq!(diff_of(&[unseen]).changes[0].rust, None);
}

#[test]
fn a_change_is_a_correction_when_its_records_changed_along() {
    let file = "talent/window/get_window.yaml";
    let cause = |to: &str| {
        let edits = [[file, "note: {type: text, from: [sdk]", to], [file, "\"note\": \"n\"", "\"note\": 1"]];
        let found = diff_of(&edits);
        found.changes.into_iter().find(|change| change.rule == Rule::RespTypeChanged).unwrap().cause
    };
    assert_eq!(cause("note: {type: int, from: [sdk]"), Cause::Vendor);
    assert_eq!(cause("note: {type: int, from: [sdk, example]"), Cause::Correction);
}

#[test]
fn a_guess_about_a_name_is_a_note_and_lowers_nothing() {
    let file = "talent/window/get_window.yaml";
    let found = diff_of(&[[file, "brand: {type: Brand,", "brand: {type: Label,"], [file, "  Brand:\n", "  Label:\n"]]);
    let gone = found.of(Verdict::Breaking).next().unwrap();
    assert_eq!(gone.note.as_deref(), Some("looks like `talent::window::Label`, 100 % alike"));
    let found = diff_of(&[[file, "  count: {type: int,", "  counts: {type: int,"], [file, "\"count\": 1", "\"counts\": 1"]]);
    let gone = found.of(Verdict::Breaking).next().unwrap();
    assert_eq!(gone.rule, Rule::RespFieldRemoved);
    assert!(gone.note.as_deref().unwrap().starts_with("looks like `counts`"), "{:?}", gone.note);
}

#[test]
fn a_fingerprint_hangs_on_rule_identity_and_values_and_on_nothing_else() {
    let one = |edits: &[[&str; 3]]| diff_of(edits).changes.into_iter().next().unwrap();
    let effect = ["order/set_note.yaml", "effect: write", "effect: read"];
    let first = one(&[effect]);
    let elsewhere = one(&[effect, ["order/set_note.yaml", "name: set_note\n", "# a line more\nname: set_note\n"]]);
    assert_eq!(first.fingerprint(), elsewhere.fingerprint());
    let default = |to: &str| one(&[["order/set_note.yaml", "default: 无", to]]).fingerprint();
    assert_ne!(default("default: 空"), default("default: 满"));
    assert_eq!(first.fingerprint().len(), 12);
}

#[test]
fn a_dumped_model_is_the_model() {
    let sources = real();
    let model = accepted(&sources);
    let told = dump::read(&dump::write(&model, &sources).unwrap()).unwrap();
    assert_eq!(told.model, model);
    assert_eq!(told.sources.files.len(), sources.files.len());
}

#[test]
fn every_form_of_findings_has_every_change() {
    let base_sources = base();
    let base = accepted(&base_sources);
    for case in cases() {
        let sources = edit(base_sources.clone(), &case.edits);
        let found = diff::diff(&base, &accepted(&sources));
        let report: Report = report::report(&found.changes, &base_sources, &sources, "BASE", |_| false);
        assert_eq!(report.findings.len(), found.changes.len(), "{}", case.rule);
        assert_eq!(render::json(&report).as_array().unwrap().len(), found.changes.len());
        assert_eq!(render::sarif(&report)["runs"][0]["results"].as_array().unwrap().len(), found.changes.len());
        for change in &found.changes {
            assert!(report.findings.iter().any(|finding| finding.code.0 == change.rule.name()), "{}", case.rule);
        }
    }
}

#[test]
fn what_the_compiler_found_is_told_as_breaking_with_its_first_error() {
    let change = diff::broken(&["error: one".to_owned(), "error: two".to_owned()]);
    assert_eq!((change.verdict(), change.rule), (Verdict::Breaking, Rule::SdkBroken));
    assert_eq!((change.new.as_deref(), change.note.as_deref()), (Some("2 errors of the compiler"), Some("error: one")));
}

#[test]
fn features_of_the_manifest_are_told_once() {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let changes = diff::features(&list(&["order", "mock"]), &list(&["order", "redis"]));
    let told: Vec<(&str, &str)> = changes.iter().map(|change| (change.rule.name(), change.identity.as_str())).collect();
    assert_eq!(told, [("feature-removed", "feature mock"), ("feature-added", "feature redis")]);
    let mut all = Diff { changes: changes.clone() };
    all.add(changes);
    assert_eq!(all.changes.len(), 2);
}

/// What a diff tells, as "rule identity", sorted.
fn told(diff: &Diff, case: &Case) -> Vec<String> {
    let wanted = |change: &&Change| change.rule.name() != ALONG || case.rule == ALONG;
    let told: Vec<String> =
        diff.changes.iter().filter(wanted).map(|change| format!("{} {}", change.rule.name(), change.identity)).collect();
    sorted(&told)
}

fn sorted(list: &[String]) -> Vec<String> {
    let mut list = list.to_vec();
    list.sort();
    list
}

fn diff_of(edits: &[[&str; 3]]) -> Diff {
    let mut found = diff::diff(&accepted(&base()), &accepted(&edit(base(), &owned(edits))));
    found.changes.retain(|change| change.rule.name() != ALONG);
    found
}

fn owned(edits: &[[&str; 3]]) -> Vec<[String; 3]> {
    edits.iter().map(|edit| edit.map(str::to_owned)).collect()
}

/// Every case with the model of the edited spec.
fn edited() -> Vec<(Case, Model)> {
    let base = base();
    let model = |case: &Case| accepted(&edit(base.clone(), &case.edits));
    cases().into_iter().map(|case| (model(&case), case)).map(|(model, case)| (case, model)).collect()
}

fn cases() -> Vec<Case> {
    serde_yaml::from_str(&read("cases.yaml")).unwrap()
}

/// Replaces a text that stands there once, makes a file, or moves one.
fn edit(sources: Sources, edits: &[[String; 3]]) -> Sources {
    let mut files = sources.files;
    for [path, from, to] in edits {
        if from.is_empty() {
            files.push(SourceFile { path: path.clone(), text: to.clone() });
            continue;
        }
        let file = files.iter_mut().find(|file| file.path == *path).unwrap_or_else(|| panic!("no file {path}"));
        if from == "=>" {
            file.path.clone_from(to);
            continue;
        }
        assert_eq!(file.text.matches(from.as_str()).count(), 1, "{from:?} in {path}");
        file.text = file.text.replace(from.as_str(), to);
    }
    Sources::from_files(sources.root, files)
}

fn accepted(sources: &Sources) -> Model {
    codegen::model(sources.clone()).unwrap_or_else(|refused| panic!("{}", render::human(&refused)))
}

fn base() -> Sources {
    let sources = Sources::read(&folder().join("base")).unwrap();
    Sources::from_files("api-spec", sources.files)
}

fn real() -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec")).unwrap()
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff")
}
