//! Answers from the examples; a list answers with three pages whose rows differ.

use crate::{
    catalog::{Endpoint, Paging, PagingStyle},
    schema::{Kind, Struct},
};
use bytes::Bytes;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// So many pages every list has.
const PAGES: i64 = 3;

/// The examples; those of lists are parsed once, and each of their pages is written once.
#[derive(Debug, Default)]
pub(super) struct Examples(Mutex<BTreeMap<(&'static str, &'static str), Arc<List>>>);

#[derive(Debug)]
struct List {
    /// The one with the most rows
    example: Option<Value>,
    per_page: i64,
    pages: [OnceLock<Bytes>; PAGES as usize],
}

impl Examples {
    /// The answer of an endpoint to a request.
    pub fn answer(&self, endpoint: &'static Endpoint, request: &Value) -> Bytes {
        let Some(paging) = &endpoint.paging else { return first(endpoint) };
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = lists.entry((endpoint.method.as_str(), endpoint.path)).or_insert_with(|| Arc::new(List::of(endpoint, paging)));
        let list = Arc::clone(list);
        drop(lists);
        list.page(endpoint, paging, number(paging, request, list.per_page))
    }
}

impl List {
    fn of(endpoint: &Endpoint, paging: &Paging) -> Self {
        let examples = endpoint.examples.iter().filter_map(|example| serde_json::from_str::<Value>(example.response).ok());
        let example = examples.max_by_key(|example| rows(example, paging).map_or(0, Vec::len));
        let per_page = example.as_ref().and_then(|example| rows(example, paging)).map_or(0, Vec::len) as i64;
        Self { example, per_page, pages: Default::default() }
    }

    fn page(&self, endpoint: &'static Endpoint, paging: &Paging, number: i64) -> Bytes {
        let write = || match self.example.clone() {
            Some(mut page) => {
                fill(&mut page, endpoint, paging, number);
                Bytes::from(page.to_string())
            }
            None => first(endpoint),
        };
        match usize::try_from(number).ok().and_then(|number| self.pages.get(number)) {
            Some(page) => page.get_or_init(write).clone(),
            // Beyond the last page, where the position may be any.
            None => write(),
        }
    }
}

fn first(endpoint: &'static Endpoint) -> Bytes {
    let text = endpoint.examples.first().map_or("{\"errcode\":0}", |example| example.response);
    Bytes::from_static(text.as_bytes())
}

fn rows<'a>(answer: &'a Value, paging: &Paging) -> Option<&'a Vec<Value>> {
    paging.items.iter().try_fold(answer, |value, step| value.get(step))?.as_array()
}

fn rows_mut<'a>(answer: &'a mut Value, paging: &Paging) -> Option<&'a mut Vec<Value>> {
    paging.items.iter().try_fold(answer, |value, step| value.get_mut(step))?.as_array_mut()
}

fn fill(page: &mut Value, endpoint: &Endpoint, paging: &Paging, number: i64) {
    let Some(rows) = rows_mut(page, paging) else { return };
    let per_page = rows.len() as i64;
    if number >= PAGES {
        rows.clear();
    }
    let kind = row_kind(endpoint.response(), paging.items);
    for (index, row) in rows.iter_mut().enumerate() {
        vary(row, kind, number * per_page + index as i64);
    }
    let more = number + 1 < PAGES;
    if let Some(next) = paging.next {
        page[next] = match paging.style {
            PagingStyle::Offset => json!((number + 1) * per_page),
            _ if more => json!(format!("mock-page-{}", number + 1)),
            _ => json!(""),
        };
    }
    if let Some(flag) = paging.more {
        page[flag] = json!(more);
    }
    if let Some(total) = paging.total {
        page[total] = json!(PAGES * per_page);
    }
}

/// Which page a request asks for, from zero.
fn number(paging: &Paging, request: &Value, per_page: i64) -> i64 {
    let int = |key: Option<&str>| {
        let value = request.get(key?)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    };
    match paging.style {
        PagingStyle::Cursor => {
            paging.cursor.and_then(|key| request.get(key)?.as_str()?.strip_prefix("mock-page-")?.parse().ok()).unwrap_or(0)
        }
        PagingStyle::Offset => int(paging.offset).unwrap_or(paging.first) / per_page.max(1),
        PagingStyle::Page => int(paging.page).unwrap_or(paging.first) - paging.first,
    }
}

fn row_kind(response: &Struct, path: &[&str]) -> Option<Kind> {
    let (last, parents) = path.split_last()?;
    let holder = parents.iter().try_fold(response, |schema, step| schema.field(step)?.kind.object())?;
    match holder.field(last)?.kind {
        Kind::List(inner) => Some(*inner),
        _ => None,
    }
}

/// Makes a row different from every other row: its first id, or else its first text or number, carries the count.
fn vary(row: &mut Value, kind: Option<Kind>, count: i64) {
    let Some(kind) = kind else { return };
    for wanted in [Wanted::Id, Wanted::Text, Wanted::Number] {
        if change(row, &kind, wanted, count) {
            return;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Id,
    Text,
    Number,
}

fn change(value: &mut Value, kind: &Kind, wanted: Wanted, count: i64) -> bool {
    match (kind, wanted) {
        (Kind::Id, Wanted::Id) => {
            let id = value.as_u64().or_else(|| value.as_str()?.parse().ok());
            let Some(id) = id else { return false };
            let next = id.wrapping_add(count as u64);
            *value = if value.is_string() { json!(next.to_string()) } else { json!(next) };
            true
        }
        (Kind::TextId, Wanted::Id) | (Kind::Text, Wanted::Text) => match value.as_str() {
            Some(text) if !text.is_empty() => {
                *value = json!(if count == 0 { text.to_owned() } else { format!("{text}-{count}") });
                true
            }
            _ => false,
        },
        (Kind::Number, Wanted::Number) => {
            *value = json!(value.as_i64().unwrap_or(0) + count);
            true
        }
        (Kind::Object(schema) | Kind::OptionalObject(schema), _) => schema
            .fields
            .iter()
            .any(|field| value.get_mut(field.wire).is_some_and(|inner| change(inner, &field.kind, wanted, count))),
        _ => false,
    }
}
