//! Operations: one per endpoint, with its examples, error codes, rules and paging.

use super::{
    Scope, examples,
    node::{Map, Node},
    parameters, rules, texts,
    values::reference,
};
use crate::model::{Auth, Effect, Endpoint, Method, Paging, PagingStyle};

/// All paths.
pub(super) fn paths(scope: &Scope) -> Map {
    let mut paths = Map::new();
    for endpoint in scope.model.endpoints() {
        let method = match endpoint.method {
            Method::Get => "get",
            Method::Post => "post",
        };
        let operation = operation(endpoint, &Scope { endpoint: Some(endpoint), ..*scope });
        match paths.0.get_mut(&endpoint.path) {
            Some(Node::Map(methods)) => methods.put(method, operation),
            _ => paths.put(&endpoint.path, Map::new().with(method, operation)),
        }
    }
    paths
}

fn operation(endpoint: &Endpoint, scope: &Scope) -> Map {
    let request = &endpoint.request;
    let page = |url: &String| Map::new().with("url", url).with("description", "官方文档");
    let effect = match endpoint.effect {
        Effect::Read => "read",
        Effect::Write => "write",
    };
    let payload = endpoint.payload.as_ref().map(|payload| {
        Map::new().with("key", &payload.wire).with_some("may_be_absent", Some(true).filter(|_| payload.may_be_absent))
    });
    let codes = endpoint.errors.iter().map(|error| {
        Map::new().with("code", error.code).with("name", scope.code_name(error.code)).with("description", &error.doc)
    });
    let operation = Map::new()
        .with("operationId", scope.names.operation(endpoint))
        .with_list("tags", [endpoint.group.join("/")])
        .with("summary", &endpoint.title)
        .with("description", texts::operation(endpoint, scope))
        .with_some("externalDocs", endpoint.docs.first().map(page))
        .with_some("deprecated", endpoint.deprecated.as_ref().map(|_| true))
        .with_list("parameters", request.query.iter().map(|field| parameters::parameter(field, endpoint, scope)))
        .with_some("requestBody", (endpoint.method == Method::Post).then(|| body(endpoint, scope)))
        .with("responses", Map::new().with("200", answer(endpoint, scope)));
    let operation = match endpoint.auth {
        Auth::Token => operation,
        Auth::None => operation.with("security", Vec::<Node>::new()),
    };
    operation
        .with("x-effect", effect)
        .with("x-doc-name", &endpoint.doc_name)
        .with_some("x-draft", Some(true).filter(|_| endpoint.draft))
        .with_some("x-payload", payload)
        .with_some("x-paging", endpoint.paging.as_ref().map(paging))
        .with_list("x-rules", rules::data(request))
        .with_list("x-error-codes", codes)
}

fn body(endpoint: &Endpoint, scope: &Scope) -> Map {
    let mut named = Map::new();
    for (index, example) in endpoint.examples.iter().enumerate() {
        let value = examples::sent(example, &endpoint.request.body, endpoint, scope);
        named.put(&examples::name(index, example), examples::named(example, value.into()));
    }
    Map::new().with("required", true).with("content", json(&scope.names.request(endpoint), named))
}

fn answer(endpoint: &Endpoint, scope: &Scope) -> Map {
    let mut named = Map::new();
    for (index, example) in endpoint.examples.iter().enumerate() {
        named.put(&examples::name(index, example), examples::named(example, examples::answer(example)));
    }
    let description = "几乎所有失败也是 200：以 errcode 为准；Content-Type 不可靠，一律当作 JSON";
    Map::new().with("description", description).with("content", json(&scope.names.response(endpoint), named))
}

fn json(schema: &str, examples: Map) -> Map {
    Map::new().with("application/json", Map::new().with("schema", reference(schema)).with_map("examples", examples))
}

/// How to turn pages, in the words of the spec.
fn paging(paging: &Paging) -> Map {
    let style = match paging.style {
        PagingStyle::Cursor => "cursor",
        PagingStyle::Offset => "offset",
        PagingStyle::Page => "page",
    };
    Map::new()
        .with("style", style)
        .with_some("cursor", paging.cursor.as_ref())
        .with_some("offset", paging.offset.as_ref())
        .with_some("page", paging.page.as_ref())
        .with_some("first", Some(paging.first).filter(|_| paging.style != PagingStyle::Cursor))
        .with_some("next", paging.next.as_ref())
        .with_some("more", paging.more.as_ref())
        .with_some("total", paging.total.as_ref())
        .with_some("size", paging.size.as_ref())
        .with("items", paging.items.join("."))
}
