//! The page of one endpoint.

use super::{
    Atlas, code,
    fields::{Conflict, Fact, Found, Node, gone},
    links,
    walk::{Side, Walk},
    words::{self, Piece},
};
use crate::{
    emit::{docs, methods},
    model::{Auth, Effect, Endpoint, ExampleSource, Paging, PagingStyle},
};
use minijinja::Value;
use serde::Serialize;

/// An endpoint with its page, and with what other pages tell of it.
pub struct Described<'a> {
    pub endpoint: &'a Endpoint,
    /// Title of its group
    pub group: &'a str,
    pub href: String,
    pub page: Page<'a>,
    /// The conflicts stand on the page
    pub found: Found<'a>,
}

#[derive(Serialize)]
pub struct Page<'a> {
    title: &'a str,
    group: &'a str,
    group_id: String,
    method: &'static str,
    path: &'a str,
    gone: String,
    doc: Option<&'a str>,
    /// The way from the client to the method
    doors: String,
    name: &'a str,
    facts: Vec<Fact>,
    docs: &'a [String],
    query: Vec<Node<'a>>,
    body: Vec<Node<'a>>,
    rules: Vec<Vec<Piece>>,
    response: Vec<Node<'a>>,
    payload: Option<Payload<'a>>,
    paging: Vec<Fact>,
    call: String,
    examples: Vec<Example<'a>>,
    errors: Vec<Failure<'a>>,
    pub conflicts: Vec<Conflict<'a>>,
    gaps: &'a [String],
    siblings: Vec<Sibling<'a>>,
}

#[derive(Serialize)]
struct Payload<'a> {
    wire: &'a str,
    after: &'static str,
}

#[derive(Serialize)]
struct Example<'a> {
    title: String,
    doc: Option<&'a str>,
    request: Value,
    response: Value,
}

#[derive(Serialize)]
struct Failure<'a> {
    code: i64,
    href: String,
    constant: &'a str,
    doc: &'a str,
    class: &'static str,
    repeat: &'static str,
    hint: &'a str,
}

#[derive(Serialize)]
struct Sibling<'a> {
    title: &'a str,
    href: String,
    here: bool,
}

/// An endpoint as its page describes it.
pub fn page<'a>(atlas: &'a Atlas<'a>, group: &'a str, endpoint: &'a Endpoint) -> Described<'a> {
    let href = links::endpoint(endpoint);
    let request = &endpoint.request;
    let mut walk = Walk::new(atlas, Some(endpoint), href.clone());
    for conflict in &endpoint.conflicts {
        walk.conflict(conflict, None, true);
    }
    let side = Side { sent: true, parameters: true, request: Some(request), first: true };
    let query = walk.nodes(&request.query, "request", side);
    let body = walk.nodes(&request.body, "request", Side { parameters: false, ..side });
    let side = Side { sent: false, parameters: false, request: None, first: true };
    let response = walk.nodes(&endpoint.response.fields, "response", side);
    let mut found = walk.found;
    let page = Page {
        title: &endpoint.title,
        group,
        group_id: links::group(&endpoint.group),
        method: words::method(endpoint.method),
        path: &endpoint.path,
        gone: gone(endpoint.deprecated.as_ref(), false),
        doc: endpoint.doc.as_deref(),
        doors: format!("client.{}", endpoint.group.iter().map(|door| format!("{door}().")).collect::<String>()),
        name: &endpoint.name,
        facts: facts(endpoint),
        docs: &endpoint.docs,
        query,
        body,
        rules: request.choices.iter().map(words::choice).chain(request.rules.iter().map(words::rule)).collect(),
        response,
        payload: payload(endpoint),
        paging: endpoint.paging.as_ref().map(paging).unwrap_or_default(),
        call: methods::call(atlas.model, endpoint),
        examples: examples(endpoint),
        errors: failures(atlas, endpoint),
        conflicts: std::mem::take(&mut found.conflicts),
        gaps: &endpoint.gaps,
        siblings: siblings(atlas, endpoint),
    };
    Described { endpoint, group, href, page, found }
}

fn facts(endpoint: &Endpoint) -> Vec<Fact> {
    let effect = match endpoint.effect {
        Effect::Read => "只读",
        Effect::Write => "写操作，SDK 不会盲目重发",
    };
    let auth = match endpoint.auth {
        Auth::Token => "需要 access_token，由 SDK 带上",
        Auth::None => "不需要 access_token",
    };
    let mut facts = vec![Fact::code("官方名", &endpoint.doc_name), Fact::words("作用", effect), Fact::words("凭证", auth)];
    facts.extend(docs::page_limit(endpoint).map(|size| Fact::words("每页最多", format!("{size} 条"))));
    if !endpoint.renamed_from.is_empty() {
        facts.push(Fact::code("曾用名", endpoint.renamed_from.join("、")));
    }
    facts.push(Fact::code("规格文件", &endpoint.source));
    facts
}

fn payload(endpoint: &Endpoint) -> Option<Payload<'_>> {
    let payload = endpoint.payload.as_ref()?;
    let after =
        if payload.may_be_absent { "；成功时没有它也不算错。" } else { "；成功时没有它，SDK 会报错。" };
    Some(Payload { wire: &payload.wire, after })
}

fn paging(paging: &Paging) -> Vec<Fact> {
    let style = match paging.style {
        PagingStyle::Cursor => "游标：每一页给出下一页的游标",
        PagingStyle::Offset => "位移：已经取过多少条",
        PagingStyle::Page => "页码",
    };
    let mut facts = vec![Fact::words("方式", style)];
    let names = [
        ("游标参数", &paging.cursor),
        ("位移参数", &paging.offset),
        ("页码参数", &paging.page),
        ("条数参数", &paging.size),
        ("下一页", &paging.next),
        ("还有没有", &paging.more),
        ("总数", &paging.total),
    ];
    facts.extend(names.into_iter().filter_map(|(label, name)| Some(Fact::code(label, name.as_ref()?))));
    if paging.style != PagingStyle::Cursor {
        facts.push(Fact::code("起点", paging.first.to_string()));
    }
    facts.push(Fact::code("列表", paging.items.join(".")));
    facts
}

fn examples(endpoint: &Endpoint) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    for (index, example) in endpoint.examples.iter().enumerate() {
        let source = match example.source {
            ExampleSource::Docs => "键与写法照官方示例",
            ExampleSource::Written => "照字段表写成",
        };
        examples.push(Example {
            title: format!("示例 {}：{source}", index + 1),
            doc: example.doc.as_deref(),
            request: code::json(&example.request),
            response: code::json(&example.response),
        });
    }
    examples
}

fn failures<'a>(atlas: &Atlas<'a>, endpoint: &'a Endpoint) -> Vec<Failure<'a>> {
    let mut failures = Vec::new();
    for error in &endpoint.errors {
        let Some(code) = atlas.codes.get(&error.code).copied() else { continue };
        failures.push(Failure {
            code: error.code,
            href: links::code(error.code),
            constant: &code.constant,
            doc: &error.doc,
            class: words::class(code.class),
            repeat: words::repeat(code.repeat),
            hint: code.hint.as_deref().unwrap_or_default(),
        });
    }
    failures
}

fn siblings<'a>(atlas: &Atlas<'a>, endpoint: &Endpoint) -> Vec<Sibling<'a>> {
    let mut groups = atlas.groups.iter().map(|(_, group)| *group);
    let group = groups.find(|group| group.path == endpoint.group);
    let mut siblings = Vec::new();
    for other in group.into_iter().flat_map(|group| &group.endpoints) {
        siblings.push(Sibling { title: &other.title, href: links::endpoint(other), here: other.name == endpoint.name });
    }
    siblings
}
