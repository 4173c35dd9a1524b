//! Gentle change: what is deprecated, retired or renamed stays in Rust, drafts stay out, and everything in the model knows
//! where it was written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use wechat_league_codegen::{
    self as codegen, Drafts,
    diag::{Code, render},
    emit::{self, Files},
    model::{Endpoint, Enum, Field, Model, Struct, Values},
    source::{At, Sources},
};

/// Fixtures in which something is deprecated.
const GENTLE: [&str; 5] = ["deprecated_everything", "renamed_endpoint", "renamed_field", "renamed_types", "retired_values"];

fn model(sources: Sources) -> Model {
    codegen::model(sources).unwrap_or_else(|report| panic!("{}", render::human(&report)))
}

fn generated(name: &str) -> Files {
    emit::emit(&model(support::read("constructs", name)))
}

#[track_caller]
fn assert_holds(files: &Files, path: &str, expected: &str) {
    let text = files.get(path).unwrap();
    assert!(text.contains(expected), "{path} lacks\n{expected}\nin\n{text}");
}

#[test]
fn an_old_method_hands_on_to_the_new_one() {
    let files = generated("renamed_endpoint");
    for path in ["sdk/src/generated/thing/mod.rs", "sdk/src/generated/blocking/thing.rs"] {
        for old in ["get_thing_list", "things"] {
            let expected = format!(
                "    /// 已改名为 [`list_things`](Self::list_things())
    #[deprecated(note = \"已改名为 list_things\")]
    pub fn {old}(&self, request: ListThings) -> rt::Call<ListThings> {{
        self.list_things(request)
    }}
"
            );
            assert_holds(&files, path, &expected);
        }
    }
}

#[test]
fn a_deprecated_endpoint_says_so_at_its_methods_and_in_the_catalog() {
    let files = generated("deprecated_everything");
    for path in ["sdk/src/generated/thing/mod.rs", "sdk/src/generated/blocking/thing.rs"] {
        let expected = "    #[deprecated(since = \"0.2.0\", note = \"改用 list_things\")]
    #[allow(deprecated)]
    pub fn get_thing(&self, request: GetThing) -> rt::Call<GetThing> {
";
        assert_holds(&files, path, expected);
    }
    assert_holds(&files, "sdk/src/generated/blocking/thing.rs", "#[allow(deprecated)]\nuse crate::thing::GetThing;\n");
    assert_holds(&files, "sdk/src/generated/thing/get_thing.rs", ".deprecate(\"改用 list_things\");\n");
    assert!(!files.get("sdk/src/generated/thing/list_things.rs").unwrap().contains(".deprecate("));
    assert_holds(&files, "sdk/src/generated/thing/mod.rs", "/// # #![allow(deprecated)]\n");
}

#[test]
fn codes_that_are_deprecated_retired_or_renamed_keep_their_constants() {
    let path = "sdk/src/generated/errors.rs";
    let deprecated = "    ///
    /// 自 0.2.0 起弃用：改为返回空列表
    #[deprecated(since = \"0.2.0\", note = \"改为返回空列表\")]
    pub const THING_NOT_FOUND: Self = error_code(10024099);
";
    assert_holds(&generated("deprecated_everything"), path, deprecated);
    let retired = "    ///
    /// 平台已停用
    #[deprecated(note = \"平台已停用\")]
    pub const THING_CLOSED: Self = error_code(10024099);
";
    assert_holds(&generated("retired_values"), path, retired);
    assert_holds(&generated("retired_values"), path, "\"THING_CLOSED\"");
    let renamed = "    pub const THING_NOT_FOUND: Self = error_code(10024099);
    /// 已改名为 [`THING_NOT_FOUND`](Self::THING_NOT_FOUND)
    #[deprecated(note = \"已改名为 THING_NOT_FOUND\")]
    pub const NO_SUCH_THING: Self = error_code(10024099);
";
    assert_holds(&generated("renamed_types"), path, renamed);
}

#[test]
fn calls_of_what_is_deprecated_have_leave_and_never_send_what_is_retired() {
    let calls = "sdk/tests/generated/thing.rs";
    assert_holds(&generated("deprecated_everything"), calls, "#[allow(deprecated)]\n/// Every endpoint of the group");
    let retired = generated("retired_values");
    assert_holds(&retired, calls, "wechat_league::thing::Kind::Plain");
    assert!(!retired.get(calls).unwrap().contains("Kind::Gone"));
}

#[test]
fn nothing_has_leave_where_nothing_is_deprecated() {
    for name in support::names("constructs").iter().filter(|name| !GENTLE.contains(&name.as_str())) {
        let files = generated(name);
        let excused = files.iter().find(|(_, text)| text.contains("allow(deprecated)")).map(|(path, _)| path);
        assert_eq!(excused, None, "{name}");
    }
}

#[test]
fn a_draft_is_refused_unless_drafts_are_allowed() {
    let sources = || support::read("refusals", "WX060_draft");
    let refused = codegen::model(sources()).err().unwrap();
    assert_eq!(refused.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::DRAFT]);
    let accepted = codegen::model_with(sources(), Drafts::Allowed).unwrap();
    assert_eq!(accepted.endpoints().iter().map(|endpoint| endpoint.draft).collect::<Vec<_>>(), [true]);
}

#[test]
fn drafts_are_not_an_excuse_for_anything_else() {
    let mut sources = support::read("refusals", "WX060_draft");
    for file in &mut sources.files {
        file.text = file.text.replace("effect: read", "effect: none");
    }
    let report = codegen::model_with(sources, Drafts::Allowed).err().unwrap();
    assert_eq!(report.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::WRONG_SHAPE]);
}

#[test]
fn a_model_is_the_same_wherever_it_stands() {
    for name in support::names("constructs") {
        let sources = support::read("constructs", &name);
        let mut moved = sources.clone();
        moved.files.iter_mut().for_each(|file| file.text.insert_str(0, "# 说明\n"));
        let (here, there) = (model(sources), model(moved));
        assert_eq!(here, there, "{name}");
        for (one, other) in here.endpoints().iter().zip(there.endpoints()) {
            assert_ne!(one.at.0, other.at.0, "{name}");
        }
    }
}

#[test]
fn everything_in_a_model_knows_where_it_was_written() {
    for name in support::names("constructs") {
        let sources = support::read("constructs", &name);
        let model = model(sources.clone());
        let places = Places { sources: &sources };
        model.hosts.iter().for_each(|host| places.assert(host.at, &host.name));
        model.groups.iter().for_each(|group| places.assert(group.at, group.name()));
        model.scalars.iter().for_each(|scalar| places.assert(scalar.at, &scalar.name));
        model.codes.iter().for_each(|code| places.assert(code.at, &code.code.to_string()));
        places.types(&model.structs, &model.enums);
        model.endpoints().into_iter().for_each(|endpoint| places.endpoint(endpoint));
    }
}

/// Holds places against what stands there.
struct Places<'a> {
    sources: &'a Sources,
}

impl Places<'_> {
    #[track_caller]
    fn assert(&self, at: At, expected: &str) {
        let text = &self.sources.files[at.0.file].text[at.0.span.0..at.0.span.1];
        assert_eq!(text.trim().trim_matches('"'), expected);
    }

    fn begins(&self, at: At, expected: &str) {
        let file = &self.sources.files[at.0.file];
        assert!(file.text[at.0.span.0..].starts_with(expected), "{}: {expected}", file.path);
    }

    fn fields<'a>(&self, fields: impl Iterator<Item = &'a Field>) {
        for field in fields {
            self.assert(field.at, &field.wire);
            field.conflicts.iter().for_each(|conflict| self.begins(conflict.at, "{about: "));
        }
    }

    fn types(&self, structs: &[Struct], enums: &[Enum]) {
        for known in structs {
            self.assert(known.at, &known.name);
            self.fields(known.fields.iter());
        }
        for known in enums {
            self.assert(known.at, &known.name);
            match &known.values {
                Values::Int(values) => values.iter().for_each(|value| self.assert(value.at, &value.value.to_string())),
                Values::Text(values) => values.iter().for_each(|value| self.assert(value.at, &value.value)),
            }
        }
    }

    fn endpoint(&self, endpoint: &Endpoint) {
        self.assert(endpoint.at, &endpoint.name);
        self.fields(endpoint.request.fields().chain(&endpoint.response.fields));
        self.types(&endpoint.structs, &endpoint.enums);
        endpoint.errors.iter().for_each(|error| self.assert(error.at, &error.code.to_string()));
        endpoint.payload.iter().for_each(|payload| self.assert(payload.at, "payload"));
        endpoint.paging.iter().for_each(|paging| self.assert(paging.at, "paging"));
        endpoint.request.choices.iter().for_each(|choice| self.begins(choice.at, "{one_of: "));
        endpoint.request.rules.iter().for_each(|rule| self.begins(rule.at, "{"));
        endpoint.examples.iter().for_each(|example| self.begins(example.at, "source: "));
        endpoint.conflicts.iter().for_each(|conflict| self.begins(conflict.at, "{about: "));
    }
}
