//! The witness on projects of their own: the real hand-written SDK around a small spec, in a repository.
//!
//! What is built lies in one folder for all of them, so what the SDK depends on is compiled once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use support::{copy, project};

/// A project with a committed spec and the SDK that was generated from it.
struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let made = Self { dir: tempfile::tempdir().unwrap() };
        copy(&project().join("codegen/tests/fixtures/mutate"), &made.path("api-spec"));
        copy(&project().join("sdk"), &made.path("sdk"));
        fs::copy(project().join("Cargo.lock"), made.path("Cargo.lock")).unwrap();
        let manifest = fs::read_to_string(project().join("Cargo.toml")).unwrap();
        let own = |line: &str| match line.split_once(" = ") {
            Some(("members" | "default-members", _)) => String::new(),
            _ => line.replace("[workspace]", "[workspace]\nmembers = [\"sdk\"]"),
        };
        fs::write(made.path("Cargo.toml"), manifest.lines().map(|line| own(line) + "\n").collect::<String>()).unwrap();
        fs::write(made.path(".gitignore"), "/target\n").unwrap();
        let built = project().join("target/witness-tests");
        fs::create_dir_all(&built).unwrap();
        fs::create_dir_all(made.path("target/base-tool")).unwrap();
        // Elsewhere each compiles everything for itself.
        #[cfg(unix)]
        std::os::unix::fs::symlink(&built, made.path("target/base-tool/target")).unwrap();
        made.generate();
        made.git(&["init", "--quiet", "--initial-branch", "main"]);
        made.commit();
        made
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{from:?} in {path}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    fn generate(&self) {
        let output = self.xtask(&["generate"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "a step"]);
    }

    fn git(&self, args: &[&str]) {
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let output = Command::new("git").args(author).args(args).current_dir(self.dir.path()).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn xtask(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(args).arg("--root").arg(self.dir.path()).current_dir(self.dir.path()).output().unwrap()
    }

    /// Exit code and what was printed.
    fn witness(&self) -> (i32, String) {
        let output = self.xtask(&["witness", "HEAD"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap(), said)
    }

    /// Exit code and JSON.
    fn diff(&self) -> (i32, Value) {
        let output = self.xtask(&["diff", "HEAD", "--format", "json"]);
        (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
    }
}

#[test]
fn the_code_of_users_survives_what_is_new_and_not_what_is_gone() {
    let project = Project::new();
    let (code, said) = project.witness();
    assert_eq!(code, 0, "{said}");
    let file = "api-spec/talent/window/get_window.yaml";
    project.edit(file, "\nresponse:\n", "\nresponse:\n  fresh: {type: int, doc: 新的}\n");
    project.edit(file, "{\"errcode\": 0, ", "{\"errcode\": 0, \"fresh\": 1, ");
    project.generate();
    let (code, said) = project.witness();
    assert_eq!(code, 0, "{said}");
    project.commit();
    project.edit(file, "  fresh: {type: int,", "  fresh: {type: text,");
    project.edit(file, "\"fresh\": 1", "\"fresh\": \"1\"");
    project.generate();
    let (code, said) = project.witness();
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error[E0308]: mismatched types") && said.contains("value.fresh"), "{said}");
    assert!(said.contains("does not compile against this SDK: 1 errors"), "{said}");
}

#[test]
fn a_change_of_the_hand_written_sdk_is_judged_by_the_compiler() {
    let project = Project::new();
    project.edit("sdk/src/page.rs", "//! Lists: ", "//! A word more. Lists: ");
    let (code, told) = project.diff();
    assert_eq!(code, 0, "{told:#}");
    assert!(told["notes"][0].as_str().unwrap().contains("compiles as before"), "{told:#}");
    project.edit("sdk/src/scalar.rs", "pub fn into_string(self)", "pub fn into_text(self)");
    let (code, told) = project.diff();
    assert_eq!((code, &told["changes"][0]["rule"]), (1, &Value::from("sdk-broken")), "{told:#}");
    assert!(told["changes"][0]["note"].as_str().unwrap().contains("into_string"), "{told:#}");
}

#[test]
fn a_witness_that_its_own_sdk_refuses_proves_nothing() {
    let project = Project::new();
    // What is generated does not know of the field, so the witness of the spec asks for more than there is.
    let file = "api-spec/talent/window/get_window.yaml";
    project.edit(file, "\nresponse:\n", "\nresponse:\n  fresh: {type: int, doc: 新的}\n");
    project.edit(file, "{\"errcode\": 0, ", "{\"errcode\": 0, \"fresh\": 1, ");
    project.commit();
    let (code, said) = project.witness();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("does not compile against its own SDK, so it proves nothing"), "{said}");
    let source = project.path("sdk/src/page.rs");
    fs::write(&source, "this is no Rust\n").unwrap();
    project.commit();
    let (code, said) = project.witness();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("the SDK itself does not compile"), "{said}");
    assert!(is_alone(project.dir.path()), "the worktrees were removed");
}

#[test]
fn a_base_with_another_generator_speaks_for_itself() {
    let project = Project::new();
    // The tool of BASE: it tells the model that this one would, and a witness that uses nothing.
    let dump = project.xtask(&["model"]).stdout;
    let mut dump: Value = serde_json::from_slice(&dump).unwrap();
    dump["witness"] = serde_json::json!({"lib.rs": "// nobody uses anything\n"});
    fs::create_dir_all(project.path("xtask/src")).unwrap();
    fs::create_dir_all(project.path("codegen/src")).unwrap();
    fs::write(project.path("xtask/Cargo.toml"), "[package]\nname = \"xtask\"\nedition = \"2024\"\n").unwrap();
    fs::write(project.path("xtask/src/dump.json"), dump.to_string()).unwrap();
    fs::write(project.path("xtask/src/main.rs"), "fn main() {\n    print!(\"{}\", include_str!(\"dump.json\"));\n}\n").unwrap();
    project.edit("Cargo.toml", "members = [\"sdk\"]", "members = [\"sdk\", \"xtask\"]");
    project.commit();

    fs::write(project.path("codegen/src/lower.rs"), "// another generator\n").unwrap();
    project.edit("api-spec/talent/window/get_window.yaml", "  count: {type: int,", "  count: {type: int, rust: amount,");
    project.generate();
    let (code, told) = project.diff();
    assert_eq!((code, &told["changes"][0]["rule"]), (1, &Value::from("field-renamed")), "{told:#}");
    let (code, said) = project.witness();
    assert_eq!(code, 0, "whoever uses nothing misses nothing: {said}");
}

fn is_alone(repository: &Path) -> bool {
    let output = Command::new("git").args(["worktree", "list"]).current_dir(repository).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().count() == 1
}
