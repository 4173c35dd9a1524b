//! Lint: each rule fires alone in its fixture, at these bytes and in these words, and is silent one edit away.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// The tests are named after the folders, and those begin with the code.
#![allow(non_snake_case)]

#[path = "lint/asked.rs"]
mod asked;
#[path = "lint/edits.rs"]
mod edits;
mod support;

use std::{collections::BTreeSet, path::Path};
use wechat_league_codegen::{
    diag::{Code, Level, Report, render},
    lint::{self, Day, Options, RULES},
    source::{SourceFile, Sources},
};

const KIND: &str = "lint";

/// One test per fixture, named after it: the level, the marked text, and the message.
macro_rules! cases {
    ($($name:ident $level:ident $marked:literal => $message:literal)*) => {
        const CASES: &[(&str, Level, &str, &str)] = &[$((stringify!($name), Level::$level, $marked, $message)),*];

        $(
            #[test]
            fn $name() {
                fires_alone(stringify!($name), Level::$level, $marked, $message);
            }
        )*
    };
}

cases! {
    WX001_tag Error "!!str text" => "tags are not accepted"
    WX002_field_twice Error "title" => "`title` stands here twice"
    WX003_near_miss Error "requird" => "unknown key `requird`"
    WX004_field_key Error "{" => "`title` lacks `doc`"
    WX005_near_miss Error "yes" => "`required`: expected true, false, disputed, found `yes`"
    WX006_name_differs_from_the_file Error "get_things" => "the file `get_thing.yaml` describes `get_things`"
    WX007_no_text Error "\u{fffd}" => "the file is no UTF-8 text: here stands the byte 0xFF"
    WX010_near_miss Error "texd" => "there is no type `texd`"
    WX011_alias Error "title" => "`note` is read by two fields"
    WX012_path Error "/get/thing" => "`/get/thing` is the path of two endpoints"
    WX013_keyword Error "type" => "`type` is a keyword of Rust"
    WX014_enum Error "ThingState" => "nothing uses `ThingState`"
    WX015_holds_itself Error "ThingItem" => "`ThingItem` holds itself"
    WX020_max_len_of_a_number Error "max_len" => "`max_len` has no place here: only lists and texts have a length"
    WX021_no_such_field Error "{at_least_one: [title, nota]}" => "the request has no field `nota`"
    WX022_no_such_items Error "lists" => "the response has no list at `lists`"
    WX030_number Error "\"three\"" => "the example does not fit its type: expected a whole number, or its digits as a text, found \"three\""
    WX031_required Error "request" => "the example breaks a rule: `title` is required"
    WX032_request Error "note" => "no example shows `note` of the request"
    WX040_no_name Error "40001" => "error code 40001 has no name"
    WX050_sources_agree Error "says" => "the sources of this conflict agree"
    WX060_draft Error "draft" => "`get_thing` is a draft"
    WX061_no_schema Error "" => "the file does not name its schema"
    WX061_wrong_schema Error "# yaml-language-server: $schema=../schema/endpoints.json" => "the file names the schema `../schema/endpoints.json`"
    WX101_tab Error "\t" => "here stands a tab"
    WX101_zero_width Error "\u{200b}" => "here stands the invisible character U+200B"
    WX102_trailing_blanks Warning "  " => "the line ends with blanks"
    WX102_trailing_tab Warning "\t" => "the line ends with blanks"
    WX103_alias Error "cafe\u{301}" => "the name holds the character U+0301"
    WX103_path Error "/get/thing\u{301}" => "the name holds the character U+0301"
    WX103_value Error "ＯＮ" => "the name holds the character U+FF2F"
    WX104_hex Error "0x10" => "`0x10` is not the same number to every reader"
    WX105_conflict Warning "says" => "`says` stands behind `chose`"
    WX105_field Warning "type" => "`type` stands behind `doc`"
    WX106_plain Warning "。" => "the description ends with a full stop"
    WX106_quoted Warning "。" => "the description ends with a full stop"
    WX107_brackets Warning "（单位：分）" => "`Fen` has the unit 分 already"
    WX107_comma Warning "，单位分" => "`Fen` has the unit 分 already"
    WX111_group Error "mock" => "`mock` is a module or method of the SDK itself"
    WX111_type Error "Result" => "`Result` is a name of the SDK or of Rust itself"
    WX112_field Warning "openfinder" => "`openfinder` is `open_finder` without its word boundaries"
    WX112_method Warning "getnote" => "`getnote` is `get_note` without its word boundaries"
    WX121_glued Warning "text" => "`openid` is an id, and its type does not say of what"
    WX121_id Warning "text" => "`shop_id` is an id, and its type does not say of what"
    WX122_no_form Warning "u64" => "`ShopId` is an id of 64 bits, and nothing says whether it is sent as a number"
    WX123_name Warning "int" => "`service_fee` is an amount or a ratio, and `int` has no unit"
    WX123_unit Warning "int" => "`many` is an amount or a ratio, and `int` has no unit"
    WX124_description Warning "bool" => "`is_open` is sent as 0 and 1, and the field does not say so"
    WX124_example Warning "bool" => "`is_open` is sent as 0 and 1, and the field does not say so"
    WX125_description Error "text" => "`extra` is JSON inside a text, and its type does not say so"
    WX125_example Error "text" => "`extra` is JSON inside a text, and its type does not say so"
    WX131_required Error "default" => "`size` is required, and so never takes its default"
    WX132_range Error "30" => "the default does not fit: expected at most 20, found 30"
    WX132_type Error "ten" => "the default does not fit: expected a whole number, found ten"
    WX132_value Error "3" => "the default does not fit: expected a value of ThingState, found 3"
    WX141_field Warning "\" \"" => "the description says nothing"
    WX141_value Warning "\"\"" => "the description says nothing"
    WX142_values Warning "状态，1：上架，2：下架" => "the description lists the values 1, 2, and the type is a plain number"
    WX143_enum Warning "ThingStatus" => "the description sends its reader to `ThingStatus`, which is not there"
    WX151_number Warning "shop_id" => "an example shows `shop_id` as a number, and the field is a text"
    WX151_text Warning "many" => "an example shows `many` as a text, and the field is a number"
    WX161_page Error "paging" => "nothing says where the list ends"
    WX162_no_max Note "page_size" => "nothing says how long a page may be"
    WX171_foreign Warning "https://example.com/get_thing.html" => "`https://example.com/get_thing.html` is no official page"
    WX172_doc Warning "\"  \"" => "`doc` says nothing"
    WX172_title Warning "\"\"" => "`title` says nothing"
    WX173_no_day Error "2026-02-30" => "`2026-02-30` is no day such as 2026-03-09"
    WX173_old Note "2024-01-01" => "the last review is 798 days old"
    WX173_to_come Error "2026-03-10" => "`2026-03-10` is still to come"
    WX181_success Error "0" => "code 0 is success, no error"
    WX182_no_words Warning "\"\"" => "the error code has no words"
    WX183_minus_one Note "-1" => "-1 is a busy platform, and its class is not retry"
    WX183_no_repeat Note "50001" => "code 50001 passes by itself, and `repeat` is not given"
    WX191_form Error "number" => "the conflict was settled as number, and the spec says text"
    WX191_path Error "/get/thing/v2" => "the conflict was settled as /get/thing/v2, and the spec says /get/thing"
    WX191_required Error "必填" => "the conflict was settled as 必填, and the spec says 选填"
    WX192_no_claim Error "\"\"" => "the conflict leaves this open"
    WX192_no_why Error "\"\"" => "the conflict leaves this open"
    WX199_no_reason Error "WX106" => "`WX106` is silenced without a reason"
    WX199_no_such_rule Error "WX006" => "no rule `WX006` can be silenced"
    WX199_nothing_to_silence Error "WX106" => "`WX106` has nothing to silence here"
    WX199_of_a_struct Error "WX106" => "`WX106` has nothing to silence here"
}

/// The rules whose findings bring an edit along.
const FIXED: &[Code] =
    &[Code::MODELINE, Code::HIDDEN_CHARACTER, Code::TRAILING_BLANK, Code::KEY_ORDER, Code::FULL_STOP, Code::REPEATED_UNIT];

fn fires_alone(name: &str, level: Level, marked: &str, message: &str) {
    let report = lint::lint(read(name, "bad"), &options());
    let [finding] = report.findings.as_slice() else { panic!("{}", render::human(&report)) };
    assert_eq!(Some(finding.code.0), code_of(name), "{}", render::human(&report));
    assert_eq!((finding.level, finding.message.as_str()), (level, message));
    assert_eq!(text_at(&report), marked);
    assert!(!finding.help.is_empty());
    assert_eq!(finding.fix.is_some(), FIXED.contains(&finding.code));
    let good = lint::lint(read(name, "good"), &options());
    assert!(good.is_clean(), "{}", render::human(&good));
}

#[test]
fn every_fixture_has_a_test() {
    let tested: Vec<&str> = CASES.iter().map(|case| case.0).collect();
    assert_eq!(support::names(KIND), tested);
}

#[test]
fn every_code_has_a_fixture_and_a_word_on_why() {
    let shown: BTreeSet<&str> = CASES.iter().filter_map(|case| code_of(case.0)).collect();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.0).collect();
    assert_eq!(shown, known);
    assert_eq!(Code::ALL.iter().find(|code| lint::why(**code).is_empty() || code.title().is_empty()), None);
}

#[test]
fn every_rule_stands_once_in_the_registry() {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.code.0).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.0).filter(|code| *code > "WX100").collect();
    assert_eq!(rules, codes);
}

#[test]
fn a_near_miss_is_one_edit_away() {
    for (name, ..) in CASES {
        let (bad, good) = (read(name, "bad"), read(name, "good"));
        let paths = |sources: &Sources| sources.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&bad), paths(&good), "{name}");
        let differ: Vec<_> = bad.files.iter().zip(&good.files).filter(|(bad, good)| bad.text != good.text).collect();
        let [(bad, good)] = differ.as_slice() else { panic!("{name} differs in several files") };
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        let changed = lines(&bad.text).difference(&lines(&good.text)).count();
        // A rename touches the definition and its use.
        assert!(changed <= 2, "{name}: {changed} lines differ");
    }
}

#[test]
fn every_rule_is_shown_behind_chinese_text() {
    let is_chinese = |next: char| ('\u{4e00}'..='\u{9fff}').contains(&next);
    let behind: BTreeSet<&str> = CASES
        .iter()
        .filter(|(name, ..)| {
            let report = lint::lint(read(name, "bad"), &options());
            let place = report.findings[0].place;
            report.sources.files[place.file].text[..place.span.0].contains(is_chinese)
        })
        .filter_map(|(name, ..)| code_of(name))
        .collect();
    assert_eq!(RULES.iter().map(|rule| rule.code.0).find(|code| !behind.contains(code)), None);
}

#[test]
fn fixing_a_bad_fixture_makes_it_the_good_one_and_a_second_run_changes_nothing() {
    for (name, ..) in CASES.iter().filter(|case| FIXED.iter().any(|code| Some(code.0) == code_of(case.0))) {
        let (fixed, edits) = lint::fix(read(name, "bad"), &options());
        assert_eq!(edits, 1, "{name}");
        assert_eq!(texts(&fixed), texts(&read(name, "good")), "{name}");
        let (again, edits) = lint::fix(fixed.clone(), &options());
        assert_eq!((texts(&again), edits), (texts(&fixed), 0), "{name}");
    }
}

#[test]
fn what_is_not_certain_is_left_alone() {
    for (name, ..) in CASES.iter().filter(|case| FIXED.iter().all(|code| Some(code.0) != code_of(case.0))) {
        let bad = read(name, "bad");
        let (same, edits) = lint::fix(bad.clone(), &options());
        assert_eq!((texts(&same), edits), (texts(&bad), 0), "{name}");
    }
}

/// The first line of a file in common/.
const COMMON: &str = "# yaml-language-server: $schema=../schema/common.json\n";

/// An endpoint with these request fields, each shown in its example as a text, and these lines besides.
fn endpoint(name: &str, fields: &[&str], more: &str) -> String {
    let keys = fields.iter().filter_map(|field| field.split_once(':')).map(|(key, _)| format!("\"{key}\": \"t\""));
    let (path, shown) = (name.replace('_', "/"), keys.collect::<Vec<_>>().join(", "));
    format!(
        "# yaml-language-server: $schema=../schema/endpoint.json
name: {name}
doc_name: {name}
title: 获取事物
docs: [https://developers.weixin.qq.com/doc/get_thing.html]
method: POST
path: /{path}
effect: read
request:
  {}
{more}examples:
  - source: docs
    request: {{{shown}}}
    response: {{\"errcode\": 0, \"errmsg\": \"ok\"}}
",
        fields.join("\n  ")
    )
}

#[test]
fn a_silencer_counts_beside_the_place_only() {
    let silenced = "title: {type: text, doc: 标题。, allow: {WX106: 照录原文}}";
    let loud = "note: {type: text, doc: 备注。}";
    let allow = "allow: {WX106: 照录原文}\n";
    let of_the_field = endpoint("get_thing", &[silenced], "");
    let of_another = endpoint("get_thing", &[silenced, loud], "");
    let of_the_file = endpoint("get_thing", &[loud], allow);
    let of_the_page = endpoint("get_thing", &["note: {type: text, doc: 备注}"], allow);
    let of_the_page = of_the_page.replace("method:", "doc: 只此一句。\nmethod:");
    let expected: [(String, &[Code]); 4] = [
        (of_the_field, &[]),
        (of_another, &[Code::FULL_STOP]),
        (of_the_file, &[Code::FULL_STOP, Code::SILENCER]),
        (of_the_page, &[]),
    ];
    for (text, found) in expected {
        let report = lint::lint(spec(&text), &options());
        assert_eq!(codes(&report), found, "{}", render::human(&report));
    }
}

#[test]
fn a_silencer_of_an_age_is_judged_on_a_given_day_only() {
    let text = endpoint("get_thing", &["title: {type: text, doc: 标题}"], "allow: {WX173: 页面已下线}\n");
    let text = text.replace("method:", "reviewed: 2026-01-01\nmethod:");
    let on = |today: Option<&str>| {
        let options = Options { draft: false, today: today.and_then(Day::parse) };
        codes(&lint::lint(spec(&text), &options))
    };
    assert!(on(None).is_empty());
    assert_eq!(on(Some("2026-03-09")), [Code::SILENCER]);
    assert!(on(Some("2028-01-01")).is_empty());
}

#[test]
fn nothing_has_an_age_without_a_day_to_count_from() {
    assert!(lint::lint(read("WX173_old", "bad"), &Options::default()).is_clean());
    assert!(lint::lint(read("WX173_to_come", "bad"), &Options::default()).is_clean());
    assert_eq!(codes(&lint::lint(read("WX173_no_day", "bad"), &Options::default())), [Code::OLD_REVIEW]);
}

#[test]
fn a_draft_is_worth_a_note_in_draft_mode() {
    let report = lint::lint(read("WX060_draft", "bad"), &Options { draft: true, today: None });
    let found: Vec<(Code, Level)> = report.findings.iter().map(|finding| (finding.code, finding.level)).collect();
    assert_eq!(found, [(Code::DRAFT, Level::Note)]);
    assert_eq!(report.exit_code(), 0);
    assert_eq!(lint::lint(read("WX060_draft", "bad"), &Options::default()).exit_code(), 1);
}

#[test]
fn texts_of_one_code_may_differ_between_endpoints_but_not_within_one() {
    let listed = |name: &str, texts: &[&str]| {
        let lines: String = texts.iter().map(|text| format!("  40001: {{doc: {text}}}\n")).collect();
        endpoint(name, &["title: {type: text, doc: 标题}"], &format!("errors:\n{lines}"))
    };
    let found = |first: String, second: String| {
        let common = format!("{COMMON}errors:\n  40001: {{name: BadParameter, class: parameter, doc: 参数错误}}\n");
        let files = [("common/errors.yaml", common), ("thing/get_thing.yaml", first), ("thing/list_thing.yaml", second)];
        codes(&lint::lint(sources(&files), &options()))
    };
    let differ = found(listed("get_thing", &["标题太长"]), listed("list_thing", &["标题太短"]));
    assert!(differ.is_empty(), "{differ:?}");
    let twice = found(listed("get_thing", &["标题太长", "标题太短"]), listed("list_thing", &["标题太短"]));
    assert_eq!(twice, [Code::DUPLICATE_KEY]);
}

#[test]
fn a_file_that_cannot_be_read_causes_no_findings_elsewhere() {
    let user = endpoint("get_thing", &["title: {type: Title, doc: 标题，见 TitleKind}"], "");
    let files = [("common/types.yaml", format!("{COMMON}scalars: {{")), ("thing/get_thing.yaml", user)];
    let report = lint::lint(sources(&files), &options());
    assert_eq!(codes(&report), [Code::SYNTAX], "{}", render::human(&report));
    assert_eq!(report.exit_code(), 2);
}

#[test]
fn the_real_spec_has_no_errors_and_no_warnings() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec");
    let report = lint::lint(Sources::read(&dir).unwrap(), &Options::default());
    let notes = report.at(Level::Note).count();
    assert_eq!(report.findings.len(), notes, "{}", render::human(&report));
}

#[test]
fn the_format_page_names_every_rule() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec/README.md")).unwrap();
    assert_eq!(RULES.iter().map(|rule| rule.code.0).find(|code| !page.contains(&format!("| {code} |"))), None);
}

/// The code that a fixture is about.
fn code_of(name: &str) -> Option<&str> {
    name.split_once('_').map(|(code, _)| code)
}

fn options() -> Options {
    Options { draft: false, today: Day::parse("2026-03-09") }
}

fn read(name: &str, side: &str) -> Sources {
    support::read(KIND, &format!("{name}/{side}"))
}

/// A spec whose only endpoint is this one.
fn spec(endpoint: &str) -> Sources {
    sources(&[("thing/get_thing.yaml", endpoint.to_owned())])
}

/// A spec of these files and a service.yaml.
fn sources(files: &[(&str, String)]) -> Sources {
    let service = "\
# yaml-language-server: $schema=schema/service.json
hosts:
  api: {url: https://api.example.com, doc: 就近接入}
groups:
  thing: {title: 事物}
sources:
  table: 页面的参数表
";
    let files = files.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), text: text.clone() });
    let service = SourceFile { path: "service.yaml".into(), text: service.into() };
    Sources::from_files("spec", files.chain([service]).collect())
}

fn texts(sources: &Sources) -> Vec<&str> {
    sources.files.iter().map(|file| file.text.as_str()).collect()
}

fn text_of<'a>(sources: &'a Sources, path: &str) -> &'a str {
    &sources.files.iter().find(|file| file.path == path).unwrap().text
}

fn codes(report: &Report) -> Vec<Code> {
    report.findings.iter().map(|finding| finding.code).collect()
}

/// The text that the only finding marks.
fn text_at(report: &Report) -> &str {
    let place = report.findings[0].place;
    &report.sources.files[place.file].text[place.span.0..place.span.1]
}
