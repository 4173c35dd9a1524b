//! `cargo xtask diff` as a person and a workflow use it: in repositories of their own, with branches, tags, approvals and
//! clones that were cut off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "diff/repo.rs"]
mod repo;
mod support;

use repo::{Repo, fixture, git, stdout, xtask};
use serde_json::Value;
use std::fs;

/// The day of every commit.
const TODAY: &str = "2026-03-09";
const SET_NOTE: &str = "api-spec/order/set_note.yaml";
const WINDOW: &str = "api-spec/talent/window/get_window.yaml";
const APPROVALS: &str = "api-spec/approvals.yaml";
const DANGEROUS: (&str, &str, &str) = (SET_NOTE, "effect: write", "effect: read");
const BREAKING: (&str, &str, &str) = (WINDOW, "optional: true, ", "");
const DOCS: (&str, &str, &str) = (SET_NOTE, "doc: 附注", "doc: 附注，可空");

#[test]
fn the_merge_base_with_main_is_what_a_branch_is_held_against() {
    let repo = Repo::new();
    repo.branch("work");
    repo.edit(DANGEROUS);
    repo.commit("on the branch");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.edit(BREAKING);
    repo.commit("on main meanwhile");
    repo.git(&["checkout", "--quiet", "work"]);
    let (code, told) = repo.judged(&[]);
    assert_eq!(code, 1);
    assert_eq!(rules(&told), ["endpoint-effect-changed"]);
    assert!(told["base"].as_str().unwrap().ends_with(", the merge base with main"), "{told:#}");
}

#[test]
fn what_is_not_committed_yet_counts() {
    let repo = Repo::new();
    repo.edit(DANGEROUS);
    assert_eq!(rules(&repo.judged(&[]).1), ["endpoint-effect-changed"]);
}

#[test]
fn a_base_equal_to_the_tree_gets_no_verdict() {
    let repo = Repo::new();
    let output = repo.diff(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).starts_with("nothing compared: "), "{}", stdout(&output));
    assert_eq!(repo.judged(&[]).1["verdict"], Value::Null);
    repo.edit((SET_NOTE, "effect: write", "# a word\neffect: write"));
    assert_eq!(repo.judged(&[]).1["verdict"], "none");
}

#[test]
fn tags_ranges_and_folders_are_bases_too() {
    let repo = Repo::released();
    repo.edit(DANGEROUS);
    repo.commit("second");
    repo.git(&["tag", "v0.3.2"]);
    repo.edit(BREAKING);
    let dangerous = ["endpoint-effect-changed"];
    let both = ["resp-became-non-null", "endpoint-effect-changed"];
    assert_eq!(rules(&repo.judged(&["v0.3.1"]).1), both);
    assert_eq!(rules(&repo.judged(&["v0.3.1..v0.3.2"]).1), dangerous);
    assert_eq!(rules(&repo.judged(&["v0.3.1", "v0.3.2"]).1), dangerous);
    let old = fixture().display().to_string();
    let new = repo.path("api-spec").display().to_string();
    let (code, told) = repo.judged(&[&old, &new]);
    assert_eq!((code, rules(&told)), (1, both.map(str::to_owned).to_vec()));
    let (code, told) = repo.judged(&["v0.9.9"]);
    assert_eq!(code, 2);
    assert!(told["why"].as_str().unwrap().contains("neither a revision nor a folder with a spec"), "{told}");
}

#[test]
fn a_shallow_clone_cannot_tell_and_names_the_command() {
    let repo = Repo::new();
    repo.edit(DOCS);
    repo.commit("second");
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repo.root().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "1", &url, "."]);
    for form in ["human", "json", "sarif", "github", "markdown"] {
        let output = xtask(clone.path(), &["diff", "--format", form]);
        assert_eq!(output.status.code(), Some(2), "{form}");
        assert!(stdout(&output).contains("git fetch --unshallow --tags origin"), "{form}: {}", stdout(&output));
    }
}

#[test]
fn a_spec_that_is_refused_cannot_be_judged() {
    let repo = Repo::new();
    repo.edit((SET_NOTE, "effect: write", "efect: write"));
    let (code, told) = repo.judged(&[]);
    assert_eq!((code, &told["verdict"]), (2, &Value::from("could-not-tell")));
    let why = told["why"].as_str().unwrap();
    assert!(why.starts_with("the spec of the working tree is refused with 2 errors: api-spec/order/set_note.yaml:"), "{why}");
}

#[test]
fn texts_pass_and_what_is_in_the_way_does_not() {
    for (edit, code) in [(DOCS, 0), (DANGEROUS, 1), (BREAKING, 1)] {
        let repo = Repo::new();
        repo.edit(edit);
        assert_eq!(repo.judged(&[]).0, code, "{edit:?}");
        assert_eq!(repo.judged(&["--fail-on", "none"]).0, 0, "{edit:?}");
    }
    let repo = Repo::new();
    repo.edit(DANGEROUS);
    assert_eq!(repo.judged(&["--fail-on", "breaking"]).0, 0);
}

#[test]
fn a_feature_that_is_gone_from_the_manifest_is_breaking() {
    let repo = Repo::new();
    repo.edit(("sdk/Cargo.toml", "redis = []\n", ""));
    let (code, told) = repo.judged(&["--specs-only"]);
    assert_eq!((code, rules(&told)), (1, vec!["feature-removed".to_owned()]));
}

#[test]
fn a_breaking_change_takes_the_version_that_announces_it() {
    let repo = Repo::released();
    repo.edit(BREAKING);
    let (code, told) = repo.judged(&[]);
    assert_eq!((code, &told["gate"]["release"]["needed"]), (1, &Value::from("0.4.0")));
    let closed = told["gate"]["closed"][0].as_str().unwrap();
    assert!(closed.starts_with("breaking since v0.3.1: needs 0.4.0, Cargo.toml says 0.3.1; "), "{closed}");
    repo.edit(("Cargo.toml", "0.3.1", "0.4.0"));
    assert_eq!(repo.judged(&[]).0, 0);
}

#[test]
fn before_the_first_release_the_version_of_base_is_the_measure() {
    let repo = Repo::new();
    repo.edit(BREAKING);
    let (code, told) = repo.judged(&[]);
    assert_eq!((code, &told["gate"]["release"]), (1, &Value::Null));
    repo.edit(("Cargo.toml", "0.3.1", "0.4.0"));
    assert_eq!(repo.judged(&[]).0, 0);
    assert!(stdout(&repo.diff(&[])).contains("no release yet"));
}

#[test]
fn an_approval_opens_the_gate_for_its_change_until_its_day() {
    for repo in [Repo::new(), Repo::released()] {
        repo.branch("work");
        repo.edit(DANGEROUS);
        let line = repo.approval(TODAY);
        repo.write(APPROVALS, &format!("{line}\n"));
        assert_eq!(repo.judged(&[]).0, 0);
        let (code, told) = repo.judged(&["--today", "2026-03-10"]);
        assert_eq!((code, &told["gate"]["approvals"][0]["standing"]), (1, &Value::from("expired")));
    }
}

#[test]
fn an_approval_that_matches_nothing_closes_the_gate() {
    let repo = Repo::released();
    repo.edit(DANGEROUS);
    let line = repo.approval("2027-01-31");
    repo.edit((SET_NOTE, "effect: read", "effect: write"));
    repo.write(APPROVALS, &format!("{line}\n"));
    let (code, told) = repo.judged(&[]);
    assert_eq!(code, 1);
    assert!(told["gate"]["closed"][0].as_str().unwrap().contains("matches no change"), "{told:#}");
}

#[test]
fn an_approval_of_before_is_left_alone_while_there_is_no_release() {
    let repo = Repo::new();
    repo.edit(DANGEROUS);
    let line = repo.approval("2027-01-31");
    repo.write(APPROVALS, &format!("{line}\n"));
    repo.commit("approved");
    repo.branch("work");
    repo.edit(DOCS);
    assert_eq!(repo.judged(&[]).0, 0);
}

#[test]
fn approvals_count_from_the_last_release() {
    let repo = Repo::released();
    repo.edit(DANGEROUS);
    let line = repo.approval("2027-01-31");
    repo.write(APPROVALS, &format!("{line}\n"));
    repo.commit("approved");
    // The next branch changes texts; the danger is still there for the users of the release, and still approved.
    repo.branch("work");
    repo.edit(DOCS);
    assert_eq!(repo.judged(&[]).0, 0);
    fs::remove_file(repo.path(APPROVALS)).unwrap();
    let (code, told) = repo.judged(&[]);
    assert_eq!(code, 1);
    assert!(told["gate"]["closed"][0].as_str().unwrap().starts_with("1 dangerous change is not approved"), "{told:#}");
}

#[test]
fn a_change_of_texts_is_one_line_of_markdown() {
    let repo = Repo::new();
    repo.edit(DOCS);
    let text = stdout(&repo.diff(&["--format", "markdown"]));
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.starts_with("**DOCS: 1 change; the generated API is identical"), "{text}");
}

#[test]
fn a_change_of_one_field_is_at_most_twelve_lines_of_markdown() {
    let required = (SET_NOTE, "  memo: {", "  extra: {type: int, required: true, doc: 附加}\n  memo: {");
    let optional = (SET_NOTE, "  memo: {", "  extra: {type: int, doc: 附加}\n  memo: {");
    let shown = (SET_NOTE, "\"version\": 2", "\"version\": 2, \"extra\": 1");
    for edits in [vec![required, shown], vec![optional, shown], vec![DANGEROUS], vec![BREAKING]] {
        for repo in [Repo::new(), Repo::released()] {
            edits.iter().for_each(|edit| repo.edit(*edit));
            let text = stdout(&repo.diff(&["--format", "markdown"]));
            assert!(text.lines().count() <= 12, "{text}");
        }
    }
}

#[test]
fn the_comment_says_first_what_to_do() {
    let repo = Repo::released();
    repo.edit(BREAKING);
    repo.edit(DANGEROUS);
    let text = stdout(&repo.diff(&["--format", "markdown"]));
    assert!(text.starts_with("**BREAKING "), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].contains("needs 0.4.0, Cargo.toml says 0.3.1") && lines[1].contains("version = "), "{text}");
    assert!(text.contains("`pub brand: Option<Brand>` → `pub brand: Brand`"), "{text}");
    assert!(text.contains("`- {fingerprint: "), "{text}");
}

#[test]
fn a_comment_has_a_limit_and_says_what_it_dropped() {
    let repo = Repo::new();
    let name = |index: usize| format!("a_field_with_a_name_that_takes_room_{index}");
    let fields: String = (0..900).map(|index| format!("  {}: {{type: int, doc: 附加}}\n", name(index))).collect();
    let values: String = (0..900).map(|index| format!(", \"{}\": 1", name(index))).collect();
    repo.edit((SET_NOTE, "  memo: {", &format!("{fields}  memo: {{")));
    repo.edit((SET_NOTE, "\"version\": 2", &format!("\"version\": 2{values}")));
    let text = stdout(&repo.diff(&["--format", "markdown"]));
    assert!(text.chars().count() < 65_000, "{}", text.chars().count());
    assert!(text.contains("Not shown here: ") && text.contains("`cargo xtask diff` shows all of them."), "{text}");
    assert_eq!(repo.judged(&[]).1["changes"].as_array().unwrap().len(), 901);
}

#[test]
fn all_forms_tell_of_the_same_changes() {
    let repo = Repo::new();
    for edit in [BREAKING, DANGEROUS, DOCS] {
        repo.edit(edit);
    }
    let expected = rules(&repo.judged(&[]).1);
    assert_eq!(expected.len(), 3);
    for form in ["human", "sarif", "github", "markdown"] {
        let text = stdout(&repo.diff(&["--format", form]));
        for rule in &expected {
            assert!(text.contains(rule.as_str()), "{form} lacks {rule}:\n{text}");
        }
    }
    let sarif: Value = serde_json::from_str(&stdout(&repo.diff(&["--format", "sarif"]))).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 3);
    let described = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(described.iter().all(|rule| rule["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty())));
}

#[test]
fn rust_is_shown_when_asked_for() {
    let repo = Repo::new();
    repo.edit(BREAKING);
    assert!(!stdout(&repo.diff(&[])).contains("+ pub brand: Brand"));
    assert!(stdout(&repo.diff(&["--show-rust"])).contains("    - pub brand: Option<Brand>\n    + pub brand: Brand\n"));
}

#[test]
fn where_the_generator_changed_its_old_self_has_to_tell_or_nobody_can() {
    let repo = Repo::new();
    fs::create_dir_all(repo.path("codegen/src")).unwrap();
    repo.write("codegen/src/lower.rs", "// another one\n");
    repo.edit(DOCS);
    let (code, told) = repo.judged(&[]);
    assert_eq!((code, &told["verdict"]), (2, &Value::from("could-not-tell")));
    assert!(told["why"].as_str().unwrap().contains("the generator changed since"), "{told}");
    assert_eq!(repo.git(&["worktree", "list"]).lines().count(), 1, "the worktree was removed");
}

#[test]
fn a_change_of_the_hand_written_sdk_is_not_judged_by_the_specs_alone_unless_that_is_asked_for() {
    let repo = Repo::new();
    fs::create_dir_all(repo.path("sdk/src")).unwrap();
    repo.write("sdk/src/client.rs", "// another one\n");
    repo.edit(DOCS);
    assert_eq!(repo.judged(&[]).0, 2);
    let (code, told) = repo.judged(&["--specs-only"]);
    assert_eq!(code, 0);
    assert!(told["notes"][0].as_str().unwrap().contains("sdk/src/client.rs"), "{told}");
}

#[test]
fn the_changelog_tells_of_the_changes_since_the_release() {
    let repo = Repo::released();
    repo.edit(BREAKING);
    repo.edit(("api-spec/common/types.yaml", "errors:\n", "errors:\n  40002: {name: InvalidGrant, doc: 类型无效}\n"));
    repo.edit(DOCS);
    let text = stdout(&xtask(repo.root(), &["changelog"]));
    assert!(text.starts_with("## [0.4.0] - Unreleased\n\n### Added\n\n- `errcode 40002`: a new error code"), "{text}");
    assert!(text.contains("### Changed\n\n- **Breaking**: `talent.window.get_window response.brand`"), "{text}");
    assert!(text.ends_with("1 corrections and additions to the docs of the API.\n"), "{text}");
    let unreleased = Repo::new();
    let first = stdout(&xtask(unreleased.root(), &["changelog"]));
    assert!(first.contains("- The whole API: 3 endpoints in 2 groups."), "{first}");
}

#[test]
fn a_model_is_dumped_for_the_tools_of_later() {
    let repo = Repo::new();
    let told: Value = serde_json::from_str(&stdout(&xtask(repo.root(), &["model"]))).unwrap();
    assert_eq!(told["format"], 1);
    assert_eq!(told["files"].as_array().unwrap().len(), 5);
}

fn rules(told: &Value) -> Vec<String> {
    let changes = told["changes"].as_array().unwrap_or_else(|| panic!("{told:#}"));
    changes.iter().map(|change| change["rule"].as_str().unwrap().to_owned()).collect()
}
