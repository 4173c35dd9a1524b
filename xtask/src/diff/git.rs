//! The few questions that are asked of git, each in one place.

use anyhow::{Context, Result, bail};
use std::{
    io::{self, Write},
    path::Path,
    process::{Command, Output, Stdio},
};
use wechat_league_codegen::diff::version::Version;

/// A project in a repository; or in none, then every revision is unknown.
pub struct Git<'a> {
    root: &'a Path,
}

impl<'a> Git<'a> {
    pub fn new(root: &'a Path) -> Self {
        Self { root }
    }

    pub fn root(&self) -> &Path {
        self.root
    }

    /// Whether the project lies in a repository at all.
    pub fn is_there(&self) -> bool {
        self.line(&["rev-parse", "--is-inside-work-tree"]).is_ok_and(|line| line.as_deref() == Some("true"))
    }

    /// Whether the history was cut off.
    pub fn is_shallow(&self) -> Result<bool> {
        Ok(self.line(&["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true"))
    }

    /// The full name of a commit.
    pub fn commit(&self, name: &str) -> Result<Option<String>> {
        if name.starts_with('-') {
            return Ok(None);
        }
        self.line(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
    }

    /// The best common ancestor.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>> {
        self.line(&["merge-base", one, other])
    }

    /// The newest release that a commit contains: its tag and version.
    pub fn last_release(&self, commit: &str) -> Result<Option<(String, Version)>> {
        let tags = self.text(&["tag", "--merged", commit, "--list", "v[0-9]*", "--sort=-version:refname"])?;
        let tags = tags.unwrap_or_default();
        // What a pre-release promised, nobody has to keep.
        Ok(tags.lines().filter(|tag| !tag.contains('-')).find_map(|tag| Some((tag.to_owned(), Version::parse(tag)?))))
    }

    /// The day of a commit, as its committer wrote it.
    pub fn day(&self, commit: &str) -> Result<Option<String>> {
        self.line(&["log", "-1", "--format=%cs", commit])
    }

    /// The folder of the project within the repository.
    pub fn prefix(&self) -> Result<String> {
        Ok(self.line(&["rev-parse", "--show-prefix"])?.unwrap_or_default())
    }

    /// Files that differ between a commit and another one, or the working tree with what it does not track yet.
    pub fn changed(&self, old: &str, new: Option<&str>, paths: &[&str]) -> Result<Vec<String>> {
        let revisions: Vec<&str> = [old].into_iter().chain(new).collect();
        let args = [["diff", "--name-only"].as_slice(), &revisions, &["--"], paths].concat();
        let mut found = self.needed(&args)?;
        if new.is_none() {
            let args = [["ls-files", "--others", "--exclude-standard", "--"].as_slice(), paths].concat();
            found += &self.needed(&args)?;
        }
        Ok(found.lines().map(str::to_owned).collect())
    }

    /// The text of a file as a commit has it.
    pub fn file(&self, commit: &str, path: &str) -> Result<Option<String>> {
        self.text(&["show", &format!("{commit}:./{path}")])
    }

    /// Every file below a folder as a commit has it: path below the folder, and bytes.
    pub fn folder(&self, commit: &str, folder: &str) -> Result<Vec<(String, io::Result<Vec<u8>>)>> {
        let listed = self.needed(&["ls-tree", "-r", "-z", commit, "--", &format!("{folder}/")])?;
        let mut names = Vec::new();
        for entry in listed.split('\0').filter(|entry| !entry.is_empty()) {
            let (head, path) = entry.split_once('\t').context("git ls-tree answered in another form")?;
            let object = head.split(' ').nth(2).context("git ls-tree answered in another form")?;
            let path = path.strip_prefix(&format!("{folder}/")).unwrap_or(path);
            names.push((path.to_owned(), object.to_owned()));
        }
        let contents = self.objects(names.iter().map(|(_, object)| object.as_str()))?;
        Ok(names.into_iter().zip(contents).map(|((path, _), bytes)| (path, Ok(bytes))).collect())
    }

    /// The contents of objects, all by one process.
    fn objects<'o>(&self, names: impl Iterator<Item = &'o str>) -> Result<Vec<Vec<u8>>> {
        let wanted: Vec<String> = names.map(|name| format!("{name}\n")).collect();
        let answer = self.fed(&["cat-file", "--batch"], wanted.concat())?;
        let mut rest = answer.as_slice();
        let mut found = Vec::with_capacity(wanted.len());
        for _ in &wanted {
            // A line that ends with the length, the bytes, and a line feed.
            let end = rest.iter().position(|byte| *byte == b'\n').context(SHORT)?;
            let (head, body) = rest.split_at(end);
            let head = String::from_utf8_lossy(head);
            let length = head.rsplit(' ').next().and_then(|length| length.parse::<usize>().ok());
            let length = length.with_context(|| format!("git cat-file said {head:?}"))?;
            found.push(body.get(1..=length).context(SHORT)?.to_vec());
            rest = body.get(length + 2..).unwrap_or_default();
        }
        Ok(found)
    }

    /// What git says to this input.
    fn fed(&self, args: &[&str], input: String) -> Result<Vec<u8>> {
        let mut command = self.git(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context(MISSING)?;
        let pipe = child.stdin.take();
        // Both pipes may fill up, so they are served at once. That git stopped reading shows in what it said.
        let writer = std::thread::spawn(move || pipe.map(|mut pipe| pipe.write_all(input.as_bytes())));
        let output = child.wait_with_output().context(MISSING)?;
        let _ = writer.join();
        Ok(output.stdout)
    }

    /// The first line of an answer; None when git says no.
    fn line(&self, args: &[&str]) -> Result<Option<String>> {
        Ok(self.text(args)?.map(|text| text.lines().next().unwrap_or_default().to_owned()))
    }

    fn text(&self, args: &[&str]) -> Result<Option<String>> {
        let output = self.output(args)?;
        Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
    }

    /// An answer that has to be there.
    pub fn needed(&self, args: &[&str]) -> Result<String> {
        let output = self.output(args)?;
        if !output.status.success() {
            bail!("`git {}` failed: {}", args.join(" "), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn output(&self, args: &[&str]) -> Result<Output> {
        self.git(args).stdin(Stdio::null()).output().context(MISSING)
    }

    fn git(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        // Paths come as they are, and in a hook git would look at the repository of the hook.
        command.args(["-c", "core.quotePath=false"]).args(args).current_dir(self.root);
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        command
    }
}

const MISSING: &str = "git could not be started";
const SHORT: &str = "git cat-file stopped in the middle";
