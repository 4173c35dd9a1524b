//! Repositories in temporary folders, each with the fixture spec of the diff.

use crate::support::copy;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const MANIFEST: &str = "[workspace]\nmembers = []\n\n[workspace.package]\nversion = \"0.3.1\"\n";

/// A project in a repository.
pub struct Repo {
    dir: tempfile::TempDir,
}

impl Repo {
    /// The fixture spec of the diff, committed on main.
    pub fn new() -> Self {
        let repo = Self { dir: tempfile::tempdir().unwrap() };
        copy(&fixture(), &repo.path("api-spec"));
        fs::create_dir(repo.path("sdk")).unwrap();
        repo.write("Cargo.toml", MANIFEST);
        repo.write("sdk/Cargo.toml", "[features]\ndefault = [\"order\"]\norder = []\ntalent = []\nredis = []\n");
        repo.write(".gitignore", "/target\n");
        repo.git(&["init", "--quiet", "--initial-branch", "main"]);
        repo.commit("first");
        repo
    }

    /// The same with a release.
    pub fn released() -> Self {
        let repo = Self::new();
        repo.git(&["tag", "v0.3.1"]);
        repo
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub fn edit(&self, (path, from, to): (&str, &str, &str)) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
        self.write(path, &text.replace(from, to));
    }

    pub fn git(&self, args: &[&str]) -> String {
        git(self.dir.path(), args)
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub fn branch(&self, name: &str) {
        self.git(&["checkout", "--quiet", "-b", name]);
    }

    pub fn diff(&self, args: &[&str]) -> Output {
        xtask(self.dir.path(), &[&["diff"], args].concat())
    }

    /// Exit code and JSON.
    pub fn judged(&self, args: &[&str]) -> (i32, Value) {
        let output = self.diff(&[args, &["--format", "json"]].concat());
        (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
    }

    /// The approval of the only dangerous change against BASE, filled in.
    pub fn approval(&self, until: &str) -> String {
        let (_, told) = self.judged(&[]);
        let changes = told["changes"].as_array().unwrap();
        let lines: Vec<&str> = changes.iter().filter_map(|one| one["approval_line"].as_str()).collect();
        let [line] = lines.as_slice() else { panic!("{told:#}") };
        line.replace("reason: \"\", by: \"\", until: \"\"", &format!("reason: 只读, by: me, until: {until}"))
    }
}

pub fn xtask(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(args).arg("--root").arg(root).current_dir(root).envs(SETTINGS);
    command.output().unwrap()
}

pub fn git(dir: &Path, args: &[&str]) -> String {
    let output = Command::new("git").args(args).current_dir(dir).envs(SETTINGS).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Nothing of the machine's own settings, and a clock that stands still.
const SETTINGS: [(&str, &str); 8] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "A"),
    ("GIT_AUTHOR_EMAIL", "a@example.com"),
    ("GIT_AUTHOR_DATE", "2026-03-09T12:00:00Z"),
    ("GIT_COMMITTER_NAME", "A"),
    ("GIT_COMMITTER_EMAIL", "a@example.com"),
    ("GIT_COMMITTER_DATE", "2026-03-09T12:00:00Z"),
];

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/fixtures/diff/base")
}
