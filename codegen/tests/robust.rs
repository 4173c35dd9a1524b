//! Whatever stands in the files of a spec: no panic, and a finding in every form of output. A file that cannot be read is
//! the only one that is spoken of.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/random.rs"]
mod random;
mod support;

use random::Random;
use std::{
    collections::BTreeSet,
    fmt::Display,
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::{
    self as codegen,
    diag::{Code, Report, render},
    emit, lint,
    source::{SourceFile, Sources},
};

/// Lines and bytes are chosen by this; another number tries others.
const SEED: u64 = 4;
const SERVICE: &str = "hosts:\n  api: {url: https://api.example.com, doc: 就近接入}\ngroups:\n  thing: {title: 事物}\n\
                       sources:\n  table: 页面的参数表\n";
/// An endpoint to which something is added.
const ENDPOINT: &str = "name: get_thing\ndoc_name: getthing\ntitle: 获取事物\ndocs: [https://example.com/getthing]\n\
                        method: POST\npath: /get/thing\neffect: read\nexamples:\n  - source: docs\n    \
                        response: {\"errcode\": 0, \"errmsg\": \"ok\"}\n";

#[test]
fn no_truncated_file_panics() {
    for subject in constructs() {
        subject.each_cut(97);
    }
}

#[test]
fn no_truncated_file_of_the_real_spec_panics() {
    for subject in real_files() {
        subject.each_cut(997);
    }
}

#[test]
fn shuffled_lines_do_not_panic() {
    let mut random = Random::new(SEED);
    for subject in constructs().into_iter().chain(real_files()) {
        let mut lines: Vec<&str> = subject.text().lines().collect();
        random.shuffle(&mut lines);
        read(&subject, subject.with(lines.join("\n")));
    }
}

#[test]
fn random_bytes_do_not_panic() {
    let mut random = Random::new(SEED);
    for subject in constructs().into_iter().chain(real_files()) {
        let mut bytes = subject.text().as_bytes().to_vec();
        for _ in 0..=bytes.len() / 200 {
            let at = random.below(bytes.len());
            bytes[at] = random.below(256) as u8;
        }
        read(&subject, subject.with(bytes));
    }
}

/// Damage that the reader of YAML gets to see: what it takes for marks, breaks, and characters of every width.
#[test]
fn random_characters_do_not_panic() {
    const MARKS: &[char] = &[
        ':', '-', '?', '{', '}', '[', ']', ',', '"', '\'', '|', '>', '&', '*', '!', '%', '@', '`', '#', '~', '<', '=', '0', 'a',
        '\t', '\r', '\n', ' ', '\u{85}', '\u{2028}', '\u{202e}', '\u{feff}', '中', '😀',
    ];
    let mut random = Random::new(SEED);
    for subject in constructs().into_iter().chain(real_files()) {
        let mut letters: Vec<char> = subject.text().chars().collect();
        for _ in 0..=letters.len() / [20, 200, 1000][random.below(3)] {
            let at = random.below(letters.len());
            letters[at] = MARKS[random.below(MARKS.len())];
        }
        read(&subject, subject.with(letters.into_iter().collect::<String>()));
    }
}

#[test]
fn ten_thousand_levels_are_refused() {
    const DEEP: usize = 10_000;
    for step in ["[", "{", "{a: ", "[{a: ", "- ", "? ", "- ? ", "? - "] {
        for head in ["", "request: ", "request:\n  ", "examples:\n  - request: "] {
            let text = format!("{head}{}", step.repeat(DEEP));
            assert_eq!(refused(&step, text).exit_code(), 2, "{head}{step}");
        }
    }
    let closed = format!("{ENDPOINT}request: {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP));
    assert_eq!(refused(&"closed", closed).exit_code(), 2);
    let indented: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(refused(&"indented", indented).exit_code(), 2);
}

#[test]
fn repeated_marks_are_refused() {
    for mark in ["&a ", "!a ", "*a ", ": ", ":", "\"", "'", "---\n", "...\n", "%YAML 1.2\n", "!", "#", "\t", "\r", "|\n", "?\n"] {
        refused(&mark, mark.repeat(2_000));
        read(&mark, one_file(format!("{ENDPOINT}request: {}", mark.repeat(2_000))));
    }
}

#[test]
fn huge_files_are_refused() {
    for text in ["x".repeat(5_000_000), "a: b\n".repeat(1_000_000), format!("{ENDPOINT}{}", "# 注释\n".repeat(500_000))] {
        let report = refused(&"five megabytes", text);
        assert_eq!(told(&report), ["WX007 spec/thing/get_thing.yaml:1:1"]);
        assert_eq!(report.exit_code(), 2);
    }
    let report = refused(&"a long value", format!("docs: {}\n", "长".repeat(300_000)));
    assert!(report.findings.iter().all(|finding| finding.message.chars().count() <= 1_001));
    refused(&"a long key", format!("{}: 1\n", "k".repeat(1_000_000)));
    refused(&"one line", format!("{{{}}}", (0..2_000).map(|key| format!("k{key}: 1, ")).collect::<String>()));
    refused(&"many keys", (0..2_000).map(|key| format!("k{key}: 1\n")).collect::<String>());
    refused(&"one key many times", "name: x\n".repeat(1_000));
    refused(&"many items", format!("examples:\n{}", "  - a\n".repeat(2_000)));
    let fields: String = (0..1_000).map(|field| format!("  k{field}: {{type: text, doc: 字段}}\n")).collect();
    let report = refused(&"many fields", format!("{ENDPOINT}request:\n{fields}"));
    assert_eq!(report.findings.len(), 1_000, "no example shows any of them");
}

#[test]
fn control_characters_are_named_where_they_stand() {
    for (letter, name) in [('\0', "U+0000"), ('\u{1b}', "U+001B"), ('\u{ffff}', "U+FFFF")] {
        for subject in constructs() {
            let middle = subject.text().char_indices().nth(subject.text().chars().count() / 2).unwrap().0;
            let (before, after) = subject.text().split_at(middle);
            let report = read(&subject, subject.with(format!("{before}{letter}{after}"))).unwrap();
            assert_eq!(told(&report), [format!("WX001 {}", subject.place(middle))]);
            assert!(report.findings[0].message.contains(name));
            assert_eq!(report.exit_code(), 2);
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let specs = support::names("constructs").into_iter().map(|name| support::read("constructs", &name));
    for sources in specs.chain([real_spec()]) {
        let generated = |change: fn(&str) -> String| {
            let model = codegen::model(changed(&sources, change));
            emit::emit(&model.unwrap_or_else(|report| panic!("{}", render::human(&report))))
        };
        let expected = generated(str::to_owned);
        assert!(generated(|text| text.replace('\n', "\r\n")) == expected, "{}", sources.root);
        assert!(generated(|text| format!("\u{feff}{text}")) == expected, "{}", sources.root);
    }
}

#[test]
fn places_are_the_same_with_windows_line_ends_and_a_byte_order_mark() {
    let sources = support::read("refusals", "WX010_after_chinese");
    let places = |change: fn(&str) -> String| told(&read(&"changed", changed(&sources, change)).unwrap());
    let file = "WX010_after_chinese/thing/get_thing.yaml";
    assert_eq!(places(str::to_owned), [format!("WX010 {file}:9:33")]);
    assert_eq!(places(|text| format!("\u{feff}{}", text.replace('\n', "\r\n"))), [format!("WX010 {file}:9:33")]);
    let first_line = places(|text| format!("\u{feff}{}", text.replace("name: get_thing", "nome: get_thing")));
    assert_eq!(first_line, [format!("WX004 {file}:1:1"), format!("WX003 {file}:1:1")]);
}

#[test]
fn a_file_that_is_no_text_is_the_only_one_spoken_of() {
    for subject in constructs().into_iter().chain(linked()) {
        let middle = subject.text().char_indices().nth(subject.text().chars().count() / 2).unwrap().0;
        let mut bytes = subject.text().as_bytes().to_vec();
        bytes.insert(middle, 0xff);
        let report = read(&subject, subject.with(bytes)).unwrap();
        assert_eq!(told(&report), [format!("WX007 {}", subject.place(middle))]);
        assert_eq!(report.findings[0].message, "the file is no UTF-8 text: here stands the byte 0xFF");
        assert_eq!(report.exit_code(), 2);
    }
}

#[test]
fn a_file_that_is_no_spec_file_is_the_only_one_spoken_of() {
    for subject in constructs().into_iter().chain(linked()) {
        for text in ["- [", "nonsense: 1\n", ""] {
            subject.assert_only_one_in(&read(&subject, subject.with(text)).unwrap());
        }
    }
    for subject in real_spec_files() {
        subject.assert_only_one_in(&codegen::model(subject.with("- [")).err().unwrap());
    }
}

#[test]
fn lint_finds_nothing_new_in_the_files_beside_a_broken_one() {
    for subject in constructs().into_iter().chain(linked()) {
        let whole: BTreeSet<String> = told(&linted(subject.with(subject.text()))).into_iter().collect();
        for line in told(&linted(subject.with("- ["))) {
            assert!(whole.contains(&line) || line.contains(&format!(" {subject}:")), "{line} because of {subject}");
        }
    }
}

#[test]
fn a_folder_without_files_is_no_spec() {
    let report = read(&"nothing", Sources::from_files("api-spec", Vec::new())).unwrap();
    assert_eq!(told(&report), ["WX006 api-spec:1:1"]);
    assert_eq!(report.exit_code(), 2);
    let missing = temporary("missing").join("nowhere");
    assert!(Sources::read(&missing).is_err());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_is_the_only_one_spoken_of() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = temporary("unreadable");
    for file in &support::read("constructs", "query_get").files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    assert!(codegen::model(Sources::read(&folder).unwrap()).is_ok());
    // Two links that not even root can read.
    symlink("/nowhere/at/all.yaml", folder.join("thing/gone.yaml")).unwrap();
    symlink(&folder, folder.join("thing/folder.yaml")).unwrap();
    let report = read(&"links", Sources::read(&folder).unwrap()).unwrap();
    assert_eq!(told(&report), ["WX007 unreadable/thing/folder.yaml:1:1", "WX007 unreadable/thing/gone.yaml:1:1"]);
    assert_eq!(report.exit_code(), 2);

    let closed = folder.join("service.yaml");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let is_root = fs::read(&closed).is_ok();
    let report = read(&"closed", Sources::read(&folder).unwrap()).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(report.findings.len(), if is_root { 2 } else { 3 });
    assert!(report.findings.iter().all(|finding| finding.code == Code::UNREADABLE));
}

/// One file of a spec, and the files that it is read with.
struct Subject {
    root: String,
    files: Vec<SourceFile>,
    index: usize,
}

impl Subject {
    /// One subject for every file of a spec.
    fn all(sources: &Sources) -> Vec<Self> {
        let files = &sources.files;
        (0..files.len()).map(|index| Self { root: sources.root.clone(), files: files.clone(), index }).collect()
    }

    fn text(&self) -> &str {
        &self.files[self.index].text
    }

    /// `file:line:column` of a byte.
    fn place(&self, at: usize) -> String {
        let before = &self.text()[..at];
        let column = before.split('\n').next_back().unwrap().chars().count() + 1;
        format!("{self}:{}:{column}", before.split('\n').count())
    }

    /// The spec with other bytes in this file.
    fn with(&self, bytes: impl Into<Vec<u8>>) -> Sources {
        let mut files: Vec<_> = self.files.iter().map(|file| (file.path.clone(), Ok(file.text.clone().into_bytes()))).collect();
        files[self.index].1 = Ok(bytes.into());
        Sources::from_bytes(self.root.clone(), files)
    }

    /// No finding is about another file.
    fn assert_only_one_in(&self, report: &Report) {
        let here = format!(" {self}:");
        told(report).iter().for_each(|line| assert!(line.contains(&here), "{line} because of {self}"));
    }

    /// Reads the spec with this file cut off after every so many bytes.
    fn each_cut(&self, step: usize) {
        for end in (self.index % step..self.text().len()).step_by(step) {
            read(&format!("{self}, {end} bytes"), self.with(&self.text().as_bytes()[..end]));
        }
    }
}

impl Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}", self.root, self.files[self.index].path)
    }
}

/// Every file of every fixture, with the others of its fixture.
fn constructs() -> Vec<Subject> {
    support::names("constructs").iter().flat_map(|name| Subject::all(&support::read("constructs", name))).collect()
}

fn linked() -> Vec<Subject> {
    Subject::all(&support::read("forms", "linked"))
}

/// Every file of the real spec, with none but service.yaml: that is fast.
fn real_files() -> Vec<Subject> {
    let sources = real_spec();
    let service = sources.files.iter().find(|file| file.path == "service.yaml").unwrap();
    let files = sources.files.iter().filter(|file| file.path != service.path);
    let subjects = files.map(|file| Subject { root: sources.root.clone(), files: vec![service.clone(), file.clone()], index: 1 });
    subjects.collect()
}

/// What is shared in the real spec and some of the endpoints, with all the others.
fn real_spec_files() -> Vec<Subject> {
    let subjects = Subject::all(&real_spec()).into_iter().enumerate();
    let chosen = subjects.filter(|(index, subject)| subject.to_string().contains("/common/") || index % 50 == 0);
    chosen.map(|(_, subject)| subject).collect()
}

fn real_spec() -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec")).unwrap()
}

/// A spec with every text changed.
fn changed(sources: &Sources, change: fn(&str) -> String) -> Sources {
    let files = sources.files.iter().map(|file| SourceFile { path: file.path.clone(), text: change(&file.text) });
    Sources::from_files(sources.root.clone(), files.collect())
}

fn one_file(text: impl Into<Vec<u8>>) -> Sources {
    let files: [(&str, Vec<u8>); 2] = [("service.yaml", SERVICE.into()), ("thing/get_thing.yaml", text.into())];
    Sources::from_bytes("spec", files.into_iter().map(|(path, bytes)| (path.to_owned(), Ok(bytes))).collect())
}

fn refused(what: &impl Display, text: impl Into<Vec<u8>>) -> Report {
    read(what, one_file(text)).unwrap_or_else(|| panic!("{what} was accepted"))
}

fn linted(sources: Sources) -> Report {
    lint::lint(sources, &lint::Options::default())
}

/// Reads a spec to the end: what is accepted is generated, what is refused is told in every form; and lint has its say.
fn read(what: &impl Display, sources: Sources) -> Option<Report> {
    let _named = NamedOnPanic(what);
    linted(sources.clone());
    let report = match codegen::model(sources) {
        Ok(model) => {
            emit::emit(&model);
            return None;
        }
        Err(report) => report,
    };
    assert!(report.errors().next().is_some());
    assert!(report.findings.iter().all(|finding| !finding.message.is_empty() && !finding.help.is_empty()));
    for form in render::Form::ALL {
        assert!(!render::render(form, &report, "cargo xtask lint").is_empty());
    }
    Some(report)
}

/// `code file:line:column` of every finding.
fn told(report: &Report) -> Vec<String> {
    let told = report.findings.iter().map(|finding| {
        let (line, column) = report.sources.line_column(&finding.place);
        format!("{} {}:{line}:{column}", finding.code.0, report.sources.shown_path(finding.place.file))
    });
    told.collect()
}

/// An empty folder of this test's own.
fn temporary(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("robust").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Says which input it was when reading it panics.
struct NamedOnPanic<'a, T: Display>(&'a T);

impl<T: Display> Drop for NamedOnPanic<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("it was: {}", self.0);
        }
    }
}
