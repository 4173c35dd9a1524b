//! The script that comments on pull requests, with a `gh` before it that keeps the comments of a single one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    env,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Output},
};
use support::project;

const MARKER: &str = "<!-- wechat-league: spec-diff -->";
const BOT: &str = "github-actions[bot]";
const RUN: &str = "https://github.example/one/two/actions/runs/34";
const CLOSED: &str = "**BREAKING (against 1a2b3c4)**\n- ✗ needs 0.4.0\n";
const OPEN: &str = "**DOCS: 1 change; the generated API is identical**\n";
/// Keeps its calls, the last body, and for each comment the line that the script asks for: number, author, first line.
const GH: &str = r#"#!/usr/bin/env bash
set -eu
cd "$(dirname "$0")"
echo "$*" >> calls
if [ -e broken ]; then echo "HTTP 502" >&2; exit 1; fi
for word in "$@"; do
  case $word in body=@*) cat "${word#body=@}" > body ;; esac
done
case "$*" in
  *--paginate*) cat comments ;;
  *POST*) echo "7 github-actions[bot] $(head -n 1 body)" >> comments ;;
esac
"#;

#[test]
fn the_first_run_posts_and_the_next_one_updates_the_same_comment() {
    let pull = Pull::new();
    assert_eq!(pull.run("1", CLOSED), 1);
    let [list, post]: [String; 2] = pull.calls().try_into().unwrap();
    assert!(list.contains("--paginate repos/one/two/issues/12/comments?per_page=100 "), "{list}");
    assert!(post.contains("--method POST repos/one/two/issues/12/comments "), "{post}");
    let body = pull.read("body");
    assert!(body.starts_with(&format!("{MARKER}\n{CLOSED}")), "{body}");
    assert!(body.ends_with(&format!("\n<sub>[Run]({RUN}) for 0123456</sub>\n")), "{body}");

    assert_eq!(pull.run("0", OPEN), 0);
    let [_, _, _, patch]: [String; 4] = pull.calls().try_into().unwrap();
    assert!(patch.contains("--method PATCH repos/one/two/issues/comments/7 "), "{patch}");
    assert!(pull.read("body").starts_with(&format!("{MARKER}\n{OPEN}")), "{}", pull.read("body"));
    assert_eq!(pull.read("summary"), format!("{CLOSED}{OPEN}"));
}

#[test]
fn whatever_is_no_verdict_replaces_the_comment_by_saying_that_nobody_could_tell() {
    let crashes = [("2", ""), ("2", OPEN), ("101", OPEN), ("137", CLOSED)];
    let silences = [("0", ""), ("1", " \n"), ("", OPEN), ("", "")];
    for (code, text) in crashes.into_iter().chain(silences) {
        let pull = Pull::new();
        assert_eq!(pull.run("0", OPEN), 0);
        assert_eq!(pull.run(code, text), 2, "{code:?} {text:?}");
        assert!(pull.calls().last().unwrap().contains("--method PATCH"), "{code:?} {text:?}");
        let body = pull.read("body");
        assert!(body.starts_with(&format!("{MARKER}\n**COULD NOT TELL** ")), "{body}");
        assert!(body.contains(&format!("[the run]({RUN})")), "{body}");
        assert!(!body.contains("identical") && !body.contains("BREAKING") && !body.contains("no change"), "{body}");
        assert!(pull.read("summary").contains("**COULD NOT TELL** "), "{}", pull.read("summary"));
    }
}

#[test]
fn a_comparison_that_never_ran_could_not_tell_either() {
    let pull = Pull::new();
    let output = pull.command("").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(pull.read("body").contains("the comparison did not come to its end"), "{}", pull.read("body"));
}

#[test]
fn the_reason_that_the_tool_gives_for_no_verdict_is_passed_on() {
    let pull = Pull::new();
    assert_eq!(pull.run("2", "**COULD NOT TELL**\n\nthe history is shallow\n"), 2);
    let body = pull.read("body");
    assert!(body.contains("\nthe history is shallow\n") && body.contains("This is no verdict"), "{body}");
    assert_eq!(body.matches("COULD NOT TELL").count(), 1, "{body}");
}

#[test]
fn a_text_that_github_would_refuse_is_cut_between_lines_with_a_pointer_to_all_of_it() {
    let pull = Pull::new();
    let line = format!("{}\n", "字".repeat(99));
    let long = format!("{CLOSED}{}", line.repeat(700));
    assert_eq!(pull.run("1", &long), 1);
    let body = pull.read("body");
    let count = body.chars().count();
    assert!((60_000..=65_536).contains(&count), "{count}");
    assert!(body.contains(&format!("{line}\nCut off here: the summary of [the run]({RUN})")), "{count}");
    assert_eq!(pull.read("summary"), long);
}

#[test]
fn room_is_counted_in_characters() {
    let pull = Pull::new();
    let long = format!("{CLOSED}{}", format!("{}\n", "字".repeat(99)).repeat(600));
    assert!(long.len() > 65_536 * 2);
    assert_eq!(pull.run("1", &long), 1);
    assert!(pull.read("body").contains(&long) && !pull.read("body").contains("Cut off"));
}

#[test]
fn comments_that_only_mention_the_marker_are_left_alone() {
    let pull = Pull::new();
    for (author, body) in [
        ("someone", format!("{MARKER}\nmine")),
        ("github-actions", format!("{MARKER}\nmine")),
        (BOT, format!("another report\n{MARKER}\nquoted")),
        (BOT, format!("the marker is {MARKER}")),
        ("-", String::new()),
    ] {
        pull.comment(author, &body);
    }
    assert_eq!(pull.run("0", OPEN), 0);
    let calls = pull.calls();
    assert!(calls[1].contains("--method POST"), "{calls:?}");
    assert_eq!(pull.run("0", OPEN), 0);
    assert!(pull.calls()[3].contains("--method PATCH repos/one/two/issues/comments/7 "), "{:?}", pull.calls());
}

#[test]
fn a_fork_gets_the_summary_and_fails_for_its_verdict_alone() {
    for (code, text, expected) in [("0", OPEN, 0), ("1", CLOSED, 1), ("101", "", 2)] {
        let pull = Pull::new();
        pull.write("spec-diff.md", text);
        let output = pull.command(code).env("FORK", "true").output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{}", stderr(&output));
        assert_eq!(pull.calls(), Vec::<String>::new());
        assert!(!pull.read("summary").is_empty() && pull.read("summary").starts_with(text), "{}", pull.read("summary"));
    }
}

#[test]
fn a_list_of_comments_that_fails_to_load_is_no_empty_list() {
    let pull = Pull::new();
    pull.write("broken", "");
    pull.write("spec-diff.md", OPEN);
    let output = pull.command("0").output().unwrap();
    assert!(!output.status.success());
    assert!(stderr(&output).contains("HTTP 502"), "{}", stderr(&output));
    assert_eq!(pull.calls().len(), 1, "{:?}", pull.calls());
    assert_eq!(pull.read("summary"), OPEN);
}

/// A pull request: a folder with `gh` and what it keeps.
struct Pull {
    dir: tempfile::TempDir,
}

impl Pull {
    fn new() -> Self {
        let pull = Self { dir: tempfile::tempdir().unwrap() };
        pull.write("calls", "");
        pull.write("comments", "");
        pull.write("gh", GH);
        fs::set_permissions(pull.path("gh"), Permissions::from_mode(0o755)).unwrap();
        pull
    }

    /// Somebody comments.
    fn comment(&self, author: &str, body: &str) {
        let first = body.lines().next().unwrap_or_default();
        self.write("comments", &format!("{}3 {author} {first}\n", self.read("comments")));
    }

    /// The exit code of the script for a comparison that ended with this exit code and text.
    fn run(&self, code: &str, text: &str) -> i32 {
        self.write("spec-diff.md", text);
        let output = self.command(code).output().unwrap();
        output.status.code().unwrap_or_else(|| panic!("{}", stderr(&output)))
    }

    fn command(&self, code: &str) -> Command {
        let mut command = Command::new("bash");
        command.arg(project().join(".github/scripts/comment.sh")).arg(self.path("spec-diff.md"));
        command.env("PATH", format!("{}:{}", self.dir.path().display(), env::var("PATH").unwrap()));
        command.env("GITHUB_STEP_SUMMARY", self.path("summary")).envs([
            ("CODE", code),
            ("PULL", "12"),
            ("COMMIT", "0123456789abcdef0123456789abcdef01234567"),
            ("FORK", "false"),
            ("GITHUB_SERVER_URL", "https://github.example"),
            ("GITHUB_REPOSITORY", "one/two"),
            ("GITHUB_RUN_ID", "34"),
        ]);
        command
    }

    fn calls(&self) -> Vec<String> {
        self.read("calls").lines().map(str::to_owned).collect()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
