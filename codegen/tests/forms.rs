//! One report in every form of output: each tells the same findings, and one that cannot hold them all says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::{
    self as codegen,
    diag::{Code, Diagnostic, Diagnostics, Fix, Level, Report, render},
    source::{Place, SourceFile, Sources},
};

const COMMAND: &str = "cargo xtask lint";

#[test]
fn every_form_tells_the_same_findings() {
    for report in [broken(), odd_path()] {
        let expected = findings(&report);
        assert_eq!(expected.len(), report.findings.len());
        assert_eq!(from_human(&render::human(&report)), expected);
        assert_eq!(from_json(&render::json(&report)), expected);
        assert_eq!(from_sarif(&render::sarif(&report)), expected);
        assert_eq!(from_github(&render::github(&report, COMMAND)), expected);
        assert_eq!(from_markdown(&render::markdown(&report, COMMAND)), expected);
    }
}

#[test]
fn the_report_has_every_level_and_every_part_of_a_finding() {
    let report = broken();
    for level in [Level::Error, Level::Warning, Level::Note] {
        assert!(report.at(level).next().is_some(), "no {}", level.name());
    }
    let any = |has: fn(&Diagnostic) -> bool| report.findings.iter().any(has);
    assert!(any(|finding| finding.fix.is_some()) && any(|finding| !finding.related.is_empty()));
    assert!(any(|finding| !finding.label.is_empty()) && any(|finding| finding.message.contains('\n')));
}

#[test]
fn every_form_looks_like_this() {
    let report = broken();
    for form in render::Form::ALL {
        // The version is no part of the look.
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let out = render::render(form, &report, COMMAND).replace(&version, "\"version\": \"…\"");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(form.name(), out);
        });
    }
}

#[test]
fn a_form_is_chosen_by_its_name() {
    for form in render::Form::ALL {
        assert_eq!(form.name().parse(), Ok(form));
    }
    assert_eq!("markdwn".parse::<render::Form>(), Err("did you mean `markdown`?".to_owned()));
    assert_eq!("x".parse::<render::Form>(), Err("write one of human, json, sarif, github, markdown".to_owned()));
}

#[test]
fn sarif_passes_its_schema() {
    let schema = fs::read_to_string(fixtures().join("sarif-2.1.0.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let id = schema["$id"].as_str().unwrap().to_owned();
    let (mut compiler, mut schemas) = (boon::Compiler::new(), boon::Schemas::new());
    compiler.add_resource(&id, schema).unwrap();
    let index = compiler.compile(&id, &mut schemas).unwrap();
    for report in [broken(), odd_path(), many(0), many(100)] {
        let sarif = render::sarif(&report);
        assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
        if let Err(error) = schemas.validate(&sarif, index) {
            panic!("{error:#}");
        }
    }
    let mut wrong = render::sarif(&broken());
    wrong["runs"][0]["columnKind"] = "bytes".into();
    assert!(schemas.validate(&wrong, index).is_err());
}

#[test]
fn sarif_rules_are_those_of_the_results() {
    let sarif = render::sarif(&broken());
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    for rule in rules {
        let code = Code::ALL.iter().find(|code| rule["id"] == code.0).unwrap();
        assert_eq!(rule["shortDescription"]["text"], code.title());
        assert_eq!(rule["defaultConfiguration"]["level"], code.level().name());
    }
}

#[test]
fn a_fix_names_exactly_the_characters_to_replace() {
    let report = broken();
    let json = render::json(&report);
    let fix = json.as_array().unwrap().iter().map(|finding| &finding["fix"]).find(|fix| !fix.is_null()).unwrap();
    let file = report.sources.files.iter().find(|file| fix["at"]["file"] == format!("broken/{}", file.path)).unwrap();
    let number = |key: &str| fix["at"][key].as_u64().unwrap() as usize;
    let line = file.text.lines().nth(number("line") - 1).unwrap();
    let replaced: String = line.chars().skip(number("column") - 1).take(number("end_column") - number("column")).collect();
    assert_eq!((replaced.as_str(), fix["text"].as_str()), ("（最多二十字）", Some("")));
}

#[test]
fn github_shows_ten_of_a_kind_and_says_what_is_left() {
    let out = render::github(&many(100), COMMAND);
    let count = |kind: &str| out.lines().filter(|line| line.starts_with(kind)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 10, 10));
    assert_eq!(
        out.lines().last().unwrap(),
        "::notice title=more findings::not shown here: 50 errors, 20 warnings, 1 note in many/a/0.yaml, many/a/1.yaml, \
         many/a/2.yaml and 1 more. GitHub shows 10 of a kind; `cargo xtask lint` shows all of them"
    );
    assert!(!render::github(&broken(), COMMAND).contains("more findings"));
}

#[test]
fn markdown_ends_below_the_limit_and_says_what_is_left() {
    let report = many(1_000);
    let out = render::markdown(&report, COMMAND);
    let shown = from_markdown(&out);
    assert!(out.chars().count() <= 60_000, "{}", out.chars().count());
    assert!(!shown.is_empty() && shown.iter().all(|finding| finding.starts_with("error ")), "errors come first");
    let left = report.errors().count() - shown.len();
    let last = format!(
        "Not shown here: {left} errors, 300 warnings, 100 notes in many/a/0.yaml, many/a/1.yaml, many/a/2.yaml and 1 more. \
         `cargo xtask lint` shows all of them."
    );
    assert_eq!(out.lines().last().unwrap(), last);
    assert!(!render::markdown(&many(100), COMMAND).contains("Not shown"));
}

#[test]
fn forms_without_a_limit_have_all() {
    let report = many(1_000);
    let expected = findings(&report);
    assert_eq!(expected.len(), 1_000);
    assert_eq!(from_human(&render::human(&report)), expected);
    assert_eq!(from_json(&render::json(&report)), expected);
    assert_eq!(from_sarif(&render::sarif(&report)), expected);
}

#[test]
fn the_exit_code_tells_findings_from_a_spec_that_could_not_be_loaded() {
    let exit = |code: Code, level: Level| {
        let mut found = Diagnostics::default();
        found.push(code, Place::new(0, 0..0), "m", "h").level = level;
        found.into_report(sources("service.yaml", "")).exit_code()
    };
    assert_eq!(Diagnostics::default().into_report(sources("service.yaml", "")).exit_code(), 0);
    assert_eq!(exit(Code::UNUSED, Level::Warning), 0);
    assert_eq!(exit(Code::UNUSED, Level::Note), 0);
    assert_eq!(exit(Code::UNUSED, Level::Error), 1);
    assert_eq!(exit(Code::SYNTAX, Level::Error), 2);
    assert_eq!(exit(Code::UNREADABLE, Level::Error), 2);
    assert_eq!(broken().exit_code(), 1);
    assert_eq!(odd_path().exit_code(), 2, "a spec without service.yaml is none");
}

#[test]
fn codes_are_different_and_each_has_a_title() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.0).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(!code.title().is_empty() && code.0.len() == 5 && code.0.starts_with("WX"), "{code:?}");
    }
}

/// What is wrong with `forms/broken`, and findings of the other levels.
fn broken() -> Report {
    let Err(report) = codegen::model(Sources::read(&fixtures().join("broken")).unwrap()) else { panic!("it is accepted") };
    let sources = report.sources;
    let mut all = Diagnostics::default();
    all.extend(report.findings);
    let warning = all.push(Code::MISPLACED, place(&sources, "（最多二十字）"), "a length in words", "write `max_len`");
    warning.level = Level::Warning;
    warning.label = "says 二十".into();
    warning.fix = Some(Fix { place: place(&sources, "（最多二十字）"), text: String::new() });
    let block = place(&sources, "note:\n    type: text\n    doc: |\n      备注\n      共两行\n");
    all.push(Code::UNUSED, block, "`note` takes five lines", "").level = Level::Note;
    all.into_report(sources)
}

/// A finding in a file whose path has to be escaped.
fn odd_path() -> Report {
    let mut found = Diagnostics::default();
    found.push(Code::UNUSED, Place::new(0, 6..7), "50% off, or so: `a`", "").level = Level::Error;
    found.into_report(sources("a b/100%,c:d#中.yaml", "a: 中b\n"))
}

/// That many findings in four files: six of ten are errors, three are warnings.
fn many(count: usize) -> Report {
    let text = "中: a\n".repeat(count);
    let files = (0..4).map(|file| SourceFile { path: format!("a/{file}.yaml"), text: text.clone() }).collect();
    let mut found = Diagnostics::default();
    for index in 0..count {
        let start = index * "中: a\n".len() + "中: ".len();
        let place = Place::new(index % 4, start..start + 1);
        let message = format!("finding {index} takes some room: {}", "long ".repeat(30).trim_end());
        found.push(Code::UNUSED, place, message, "").level = match index % 10 {
            0..6 => Level::Error,
            6..9 => Level::Warning,
            _ => Level::Note,
        };
    }
    found.into_report(Sources::from_files("many", files))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms")
}

fn sources(path: &str, text: &str) -> Sources {
    Sources::from_files("", vec![SourceFile { path: path.into(), text: text.into() }])
}

/// The place of a text that stands once in the spec.
fn place(sources: &Sources, text: &str) -> Place {
    let found = sources.files.iter().enumerate().find_map(|(file, source)| Some((file, source.text.find(text)?)));
    let (file, start) = found.unwrap();
    Place::new(file, start..start + text.len())
}

/// A finding in one line, so that those of two forms can be compared.
fn told(level: &str, code: &str, place: &str, message: &str) -> String {
    format!("{level} {code} {place} {message:?}")
}

/// What has to be told, with places counted here once more.
fn findings(report: &Report) -> BTreeSet<String> {
    let told = report.findings.iter().map(|finding| {
        let before = &report.sources.files[finding.place.file].text[..finding.place.span.0];
        let line = before.split('\n').count();
        let column = before.split('\n').next_back().unwrap().chars().count() + 1;
        let place = format!("{}:{line}:{column}", report.sources.shown_path(finding.place.file));
        told(finding.level.name(), finding.code.0, &place, &finding.message)
    });
    told.collect()
}

fn from_human(out: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut lines = out.lines();
    while let Some(line) = lines.next() {
        let Some((level, rest)) = line.split_once("[WX") else { continue };
        if !["error", "warning", "note"].contains(&level) {
            continue;
        }
        let (number, message) = rest.split_once("]: ").unwrap();
        let mut message = vec![message.to_owned()];
        let place = loop {
            let line = lines.next().unwrap().trim_start();
            match line.strip_prefix("--> ") {
                Some(place) => break place,
                None => message.push(line.to_owned()),
            }
        };
        found.insert(told(level, &format!("WX{number}"), place, &message.join("\n")));
    }
    found
}

fn from_json(json: &Value) -> BTreeSet<String> {
    let told = json.as_array().unwrap().iter().map(|finding| {
        let text = |key: &str| finding[key].as_str().unwrap();
        let at = &finding["at"];
        let place = format!("{}:{}:{}", at["file"].as_str().unwrap(), at["line"], at["column"]);
        told(text("level"), text("code"), &place, text("message"))
    });
    told.collect()
}

fn from_sarif(sarif: &Value) -> BTreeSet<String> {
    let told = sarif["runs"][0]["results"].as_array().unwrap().iter().map(|result| {
        let at = &result["locations"][0]["physicalLocation"];
        let path = unescaped(at["artifactLocation"]["uri"].as_str().unwrap());
        let place = format!("{path}:{}:{}", at["region"]["startLine"], at["region"]["startColumn"]);
        let message = without_help(result["message"]["text"].as_str().unwrap());
        told(result["level"].as_str().unwrap(), result["ruleId"].as_str().unwrap(), &place, message)
    });
    told.collect()
}

fn from_github(out: &str) -> BTreeSet<String> {
    let told = out.lines().map(|line| {
        let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        let property = |name: &str| {
            let found = properties.split(',').find_map(|property| property.strip_prefix(name)?.strip_prefix('='));
            unescaped(found.unwrap())
        };
        let level = if command == "notice" { "note" } else { command };
        let place = format!("{}:{}:{}", property("file"), property("line"), property("col"));
        let data = unescaped(data);
        let message = without_help(&data);
        told(level, &property("title"), &place, message.split("\nfirst used here: ").next().unwrap())
    });
    told.collect()
}

fn from_markdown(out: &str) -> BTreeSet<String> {
    let told = out.lines().filter_map(|line| {
        let (what, rest) = line.strip_prefix("- **")?.split_once("** `").unwrap();
        let (level, code) = what.split_once(' ').unwrap();
        let (place, message) = rest.split_once("` ").unwrap();
        Some(told(level, code, place, &shown(message)))
    });
    told.collect()
}

/// Markdown as a reader sees it; backticks around names are kept.
fn shown(markdown: &str) -> String {
    const MARKS: [(&str, &str); 5] = [("<br>", "\n"), ("<!-- -->", ""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let mut out = String::new();
    let mut rest = markdown;
    let mut is_code = false;
    while let Some(letter) = rest.chars().next() {
        let mark = MARKS.iter().find(|(mark, _)| !is_code && rest.starts_with(mark));
        let escaped = if is_code { None } else { rest.strip_prefix('\\').and_then(|rest| rest.chars().next()) };
        match (mark, escaped) {
            (Some((mark, meaning)), _) => {
                out.push_str(meaning);
                rest = &rest[mark.len()..];
            }
            (None, Some(escaped)) => {
                out.push(escaped);
                rest = &rest[1 + escaped.len_utf8()..];
            }
            (None, None) => {
                is_code ^= letter == '`';
                out.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

fn without_help(text: &str) -> &str {
    text.split_once("\nhelp: ").map_or(text, |(message, _)| message)
}

/// The text behind `%41`, which URIs and workflow commands both use.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}
