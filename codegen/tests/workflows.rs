//! The workflows of CI: what they may do, and that nothing a stranger writes gets into a shell.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_yaml::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

const SPEC_DIFF: &str = "spec-diff.yml";
const SCRIPT: &str = ".github/scripts/comment.sh";

#[test]
fn nothing_that_github_fills_in_stands_in_the_text_of_a_shell() {
    let workflows = all();
    assert!(workflows.iter().any(|(name, _)| name == SPEC_DIFF) && workflows.len() >= 2);
    for (name, workflow) in &workflows {
        for run in steps(workflow).into_iter().filter_map(|step| step["run"].as_str()) {
            assert!(!run.contains("${{"), "{name}: {run}");
        }
    }
}

#[test]
fn only_known_actions_run_and_never_with_the_rights_of_main_for_the_code_of_a_stranger() {
    for (name, workflow) in &all() {
        for uses in steps(workflow).into_iter().filter_map(|step| step["uses"].as_str()) {
            assert!(["actions/checkout@v4", "Swatinem/rust-cache@v2"].contains(&uses), "{name}: {uses}");
        }
        assert!(workflow["on"].get("pull_request").is_some(), "{name}");
        for event in ["pull_request_target", "workflow_run", "issue_comment"] {
            assert!(workflow["on"].get(event).is_none(), "{name}: {event}");
        }
    }
}

#[test]
fn the_comment_takes_these_permissions_and_no_others() {
    let workflow = read(SPEC_DIFF);
    assert_eq!(workflow["permissions"], yaml("{contents: read, pull-requests: write}"));
    for (_, job) in workflow["jobs"].as_mapping().unwrap() {
        assert!(job.get("permissions").is_none());
    }
    // The code of the pull request is built and run by steps that have no token.
    assert!(workflow.get("env").is_none());
    for step in steps(&workflow) {
        let has_token = step["env"].get("GH_TOKEN").is_some();
        assert_eq!(has_token, is_comment(step), "{step:?}");
    }
    assert_eq!(checkout(&workflow)["with"]["persist-credentials"].as_bool(), Some(false));
}

#[test]
fn every_pull_request_to_main_is_compared_with_the_whole_history() {
    let workflow = read(SPEC_DIFF);
    // A filter of paths would hide what the generator and the manifests do to users.
    let expected = "{pull_request: {branches: [main], types: [opened, synchronize, reopened]}}";
    assert_eq!(workflow["on"], yaml(expected));
    let checkout = checkout(&workflow);
    assert_eq!(checkout["with"]["fetch-depth"].as_u64(), Some(0));
    // The merge into main, which is what is checked out unless something else is asked for.
    assert!(checkout["with"].get("ref").is_none());
    assert_eq!(workflow["concurrency"]["cancel-in-progress"].as_bool(), Some(true));
}

#[test]
fn the_comment_comes_last_and_also_after_a_failure() {
    let workflow = read(SPEC_DIFF);
    let steps = steps(&workflow);
    let last = steps.last().unwrap();
    assert!(is_comment(last), "{last:?}");
    assert_eq!(last["if"], "${{ !cancelled() }}");
    assert_eq!(last["env"]["CODE"], "${{ steps.diff.outputs.code }}");
    assert!(root().join(SCRIPT).is_file());
}

#[cfg(unix)]
#[test]
fn how_the_comparison_ended_is_kept_for_the_comment() {
    let workflow = read(SPEC_DIFF);
    let steps = steps(&workflow);
    let run = steps.iter().find(|step| step["id"] == "diff").and_then(|step| step["run"].as_str()).unwrap();
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spec-diff");
    fs::create_dir_all(&dir).unwrap();
    for code in [0, 1, 2, 101] {
        let output = dir.join(format!("output-{code}"));
        let _ = fs::remove_file(&output);
        let shell = format!("cargo() {{ echo \"$*\"; return {code}; }}\n{run}");
        let mut command = std::process::Command::new("bash");
        command.args(["-e", "-c", &shell]).env("RUNNER_TEMP", &dir).env("GITHUB_OUTPUT", &output);
        assert!(command.status().unwrap().success(), "{code}");
        assert_eq!(fs::read_to_string(&output).unwrap(), format!("code={code}\n"));
        let said = fs::read_to_string(dir.join("spec-diff.md")).unwrap();
        assert!(said.starts_with("xtask diff ") && said.contains("--format markdown"), "{said}");
    }
}

/// Every workflow by its file name.
fn all() -> Vec<(String, Value)> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.map(|name| (name.clone(), read(&name))).collect()
}

fn read(name: &str) -> Value {
    yaml(&fs::read_to_string(folder().join(name)).unwrap())
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn steps(workflow: &Value) -> Vec<&Value> {
    let jobs = workflow["jobs"].as_mapping().unwrap();
    jobs.iter().flat_map(|(_, job)| job["steps"].as_sequence().unwrap()).collect()
}

fn checkout(workflow: &Value) -> &Value {
    let uses = |step: &&Value| step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout@"));
    steps(workflow).into_iter().find(uses).unwrap()
}

fn is_comment(step: &Value) -> bool {
    step["run"].as_str().is_some_and(|run| run.contains(SCRIPT))
}

fn folder() -> PathBuf {
    root().join(".github/workflows")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
