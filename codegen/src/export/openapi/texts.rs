//! Descriptions: what the docs say, and what a schema cannot say.

use super::{
    Scope,
    values::{self, Side},
};
use crate::{
    emit::docs,
    lower::literal_text,
    model::{Choice, Conflict, Demand, Deprecated, Effect, Endpoint, Field, Rule, When},
};

/// Meaning and unit of a field, its limits where the schema has no words for them, and where it comes from.
pub(super) fn field(field: &Field, side: Side, scope: &Scope) -> String {
    let mut facts = Vec::new();
    if let Some(unit) = scope.scalar(field).and_then(|scalar| scalar.unit.as_ref()) {
        facts.push(format!("单位：{unit}"));
    }
    if !values::says_range(field, side) {
        facts.extend(docs::range(field));
    }
    if side == Side::Answered {
        facts.extend(docs::length(field));
    }
    if let Some(default) = &field.default {
        facts.push(format!("默认 {}", literal_text(default)));
    }
    if field.disputed {
        facts.push("是否必填，来源不一".into());
    }
    if field.optional {
        facts.push("没有它本身就有含义".into());
    }
    if !field.from.is_empty() {
        facts.push(format!("来源：{}", field.from.join("、")));
    }
    let mut parts = vec![with_deprecation(&field.doc, field.deprecated.as_ref())];
    if !facts.is_empty() {
        parts.push(facts.join("；"));
    }
    parts.extend(field.conflicts.iter().map(conflict));
    parts.join("\n\n")
}

/// What a caller of an operation has to know.
pub(super) fn operation(endpoint: &Endpoint, scope: &Scope) -> String {
    let mut parts = Vec::new();
    parts.extend(endpoint.deprecated.as_ref().map(deprecation));
    parts.extend(endpoint.doc.clone());
    let effect = match endpoint.effect {
        Effect::Read => "只读，可以重试",
        Effect::Write => "写操作，不要盲目重试",
    };
    let size = endpoint.paging.as_ref().and_then(|paging| endpoint.request.field(paging.size.as_ref()?)?.max);
    let size = size.map(|size| format!("；每页最多 {size} 条")).unwrap_or_default();
    parts.push(format!("{effect}{size}。"));
    let request = &endpoint.request;
    let rules: Vec<String> = request.choices.iter().map(choice).chain(request.rules.iter().map(rule)).collect();
    parts.extend(section("参数之间的规则：", &rules));
    parts.extend(section("没有来源说明的事：", &endpoint.gaps));
    parts.extend(endpoint.conflicts.iter().map(conflict));
    parts.extend(endpoint.docs.get(1..).filter(|more| !more.is_empty()).map(|more| {
        let pages: Vec<String> = more.iter().map(|url| format!("<{url}>")).collect();
        format!("另见 {}", pages.join("、"))
    }));
    parts.extend(errors(endpoint, scope));
    parts.join("\n\n")
}

/// A meaning, and that something is not to be used any more.
pub(super) fn with_deprecation(doc: &str, deprecated: Option<&Deprecated>) -> String {
    match deprecated {
        Some(deprecated) => format!("{doc}\n\n{}", deprecation(deprecated)),
        None => doc.to_owned(),
    }
}

fn deprecation(deprecated: &Deprecated) -> String {
    format!("自 {} 起弃用：{}", deprecated.since, deprecated.note)
}

fn conflict(conflict: &Conflict) -> String {
    format!("来源分歧（{}）：取“{}”，{}", conflict.about, conflict.chose, conflict.why)
}

fn section(title: &str, lines: &[String]) -> Option<String> {
    let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    (!lines.is_empty()).then(|| format!("{title}\n\n{}", lines.join("\n")))
}

fn choice(choice: &Choice) -> String {
    let options: Vec<String> = choice.alternatives.iter().map(|one| named(&one.wires, " 与 ")).collect();
    format!("{}，恰选其一：{}", choice.doc, options.join("；"))
}

fn rule(rule: &Rule) -> String {
    match &rule.demand {
        Demand::AtLeastOne(wires) => format!("至少给一个：{}", named(wires, "、")),
        Demand::Requires { when: When::Given(wire), fields } => format!("给了 `{wire}` 就要给 {}", named(fields, "、")),
        Demand::Requires { when: When::Value(wire, value), fields } => {
            format!("`{wire}` 为 {} 时要给 {}", literal_text(value), named(fields, "、"))
        }
    }
}

fn named(wires: &[String], between: &str) -> String {
    wires.iter().map(|wire| format!("`{wire}`")).collect::<Vec<_>>().join(between)
}

/// The documented error codes as a table.
fn errors(endpoint: &Endpoint, scope: &Scope) -> Option<String> {
    let rows: Vec<String> = endpoint
        .errors
        .iter()
        .map(|error| format!("| {} | {} | {} |", error.code, scope.code_name(error.code), error.doc.replace('|', "\\|")))
        .collect();
    (!rows.is_empty()).then(|| format!("| 错误码 | 名称 | 说明 |\n| --- | --- | --- |\n{}", rows.join("\n")))
}
