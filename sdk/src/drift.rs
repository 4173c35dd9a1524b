//! 文档改了，由你自己的流量告诉你：返回里多了键、少了键、换了形式、枚举有了新值，各报告一次。
//!
//! 默认关闭，关闭时没有开销；用 [`ClientBuilder::drift`](crate::ClientBuilder::drift) 打开后，每个成功的返回多解析一遍。
//! 报告里只有接口、JSON 路径和形式，没有值；键名原样写在路径里。
//!
//! - 同一接口、同一路径、同一种差异，一个客户端只报告一次；列表的各个元素算同一处。
//! - 最多记住 4,096 处，满了便不再检查：拿 id 当键名的返回撑不大内存。
//! - 错误返回、[`Client::raw`](crate::Client::raw) 的返回、未知键的里面都不看。
//! - 回调在读返回的任务里直接运行：写日志、计数都好，慢活交给别的任务；里面可以再发起调用。
//!
//! ```
//! # #[cfg(all(feature = "mock", feature = "order"))]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use serde_json::json;
//! use wechat_league::{Client, mock::MockServer, order::GetOrderList};
//!
//! let server = MockServer::start().await?;
//! let client = Client::builder(MockServer::APP_ID, MockServer::SECRET)
//!     .base_url(server.url())
//!     .drift(|drift| eprintln!("与文档不符：{drift}"))
//!     .build()?;
//!
//! server.on::<GetOrderList>().json(json!({
//!     "errcode": 0, "list": [{"order_id": "1", "sku_id": "2", "level": 3}], "next_key": "", "has_more": false,
//! }));
//! client.order().get_order_list(GetOrderList::new(30)).await?;
//! // 与文档不符：get_order_list: $.list[].level: a key that the docs do not have
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "mock", feature = "order")))]
//! # fn main() {}
//! ```

use crate::{
    catalog::Endpoint,
    repair,
    schema::{Event, Field, Kind, Struct, form_of, join, visit},
};
use core::fmt;
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, Hash, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// 返回与文档不一致的一处；`Display` 是一行英文，可以直接写进日志。
#[derive(Clone)]
#[non_exhaustive]
pub struct Drift {
    /// 哪个接口
    pub endpoint: &'static Endpoint,
    /// 哪一处，形如 `$.list[].order_id`
    pub path: String,
    /// 怎样不一致
    pub kind: DriftKind,
}

/// 怎样不一致。
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// 文档没有的键
    UnknownKey,
    /// 文档有而返回没有的键，别名也不在；列表里所有元素都没有才算。
    ///
    /// 平台常省略没有内容的键，所以这是最弱的信号。空对象、空列表、以缺失表意的对象（`Option`）不算
    MissingKey,
    /// 值的形式变了；能读的照读，读不了的这次调用会报错
    ChangedForm {
        /// 文档的形式
        expected: &'static str,
        /// 返回的形式
        found: &'static str,
    },
    /// 枚举里没有的值；值本身在类型化的返回里
    UnknownValue,
}

impl fmt::Display for DriftKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey => formatter.write_str("a key that the docs do not have"),
            Self::MissingKey => formatter.write_str("a key of the docs that the answer does not have"),
            Self::ChangedForm { expected, found } => write!(formatter, "{found} where the docs have {expected}"),
            Self::UnknownValue => formatter.write_str("a value that the docs do not list"),
        }
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}", self.endpoint.name, self.path, self.kind)
    }
}

impl fmt::Debug for Drift {
    /// The endpoint by its name: the whole of it would fill a page.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Drift")
            .field("endpoint", &self.endpoint.name)
            .field("path", &self.path)
            .field("kind", &self.kind)
            .finish()
    }
}

/// Compares the answers of a client with the docs and reports each difference once.
pub(crate) struct Watch {
    report: Box<dyn Fn(&Drift) + Send + Sync>,
    /// Marks of what was reported: hashes, so that what is known already costs no text, and a long key no memory
    seen: Mutex<HashSet<u64>>,
    marks: RandomState,
}

/// So many marks are kept, whatever keys the answers make up.
const PLACES: usize = 4096;

/// The keys that no object at a place had so far, and the place.
type Lacking = HashMap<u64, (String, Vec<&'static str>)>;

impl Watch {
    pub(crate) fn new(report: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        Self { report: Box::new(report), seen: Mutex::default(), marks: RandomState::new() }
    }

    /// Looks at a successful answer of an endpoint.
    pub(crate) fn look(&self, endpoint: &'static Endpoint, body: &[u8]) {
        if self.seen().len() >= PLACES {
            return;
        }
        let response = endpoint.response();
        let Some(answer) = parse(body, response) else { return };
        let mut fresh = Vec::new();
        let mut lacking = Lacking::new();
        visit(&answer, response.fields, &mut |place, event| {
            let kind = match event {
                // The absence of the whole says nothing about its parts.
                Event::Object { members, .. } if members.is_empty() => return,
                Event::Object { fields, members } => {
                    let lacked = lacks(fields, members);
                    let mark = self.marks.hash_one(place);
                    let (_, keys) = lacking.entry(mark).or_insert_with(|| (place.pattern(), lacked.clone()));
                    keys.retain(|key| lacked.contains(key));
                    return;
                }
                Event::Refused { expected, value, .. } | Event::Surprise { expected, value } => {
                    DriftKind::ChangedForm { expected, found: form_of(value) }
                }
                Event::UnknownKey => DriftKind::UnknownKey,
                Event::UnknownValue { .. } => DriftKind::UnknownValue,
            };
            if self.is_new((endpoint.path, place, &kind)) {
                fresh.push(Drift { endpoint, path: place.pattern(), kind });
            }
        });
        for (path, keys) in lacking.into_values() {
            for key in keys {
                let spared = path == "$" && (may_be_absent(endpoint, key) || turns_pages(endpoint, key));
                if !spared && self.is_new((endpoint.path, &path, key)) {
                    fresh.push(Drift { endpoint, path: join(&path, key), kind: DriftKind::MissingKey });
                }
            }
        }
        fresh.sort_by(|a, b| a.path.cmp(&b.path));
        // The lock is free by now: a callback may make calls of its own.
        for drift in &fresh {
            (self.report)(drift);
        }
    }

    /// Whether this was not met before; from now on it was.
    fn is_new(&self, what: impl Hash) -> bool {
        let mark = self.marks.hash_one(what);
        let mut seen = self.seen();
        seen.len() < PLACES && seen.insert(mark)
    }

    fn seen(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer without its envelope, read as the decoders read it; None where it is no answer of the endpoint.
fn parse(body: &[u8], response: &Struct) -> Option<Value> {
    let body = repair::without_mark(body);
    let read: Option<Value> = serde_json::from_slice(body).ok();
    let mut answer = read.or_else(|| serde_json::from_str(&repair::repair(body)?).ok())?;
    let members = answer.as_object_mut()?;
    let said_ok = members.remove("errcode").is_some();
    members.remove("errmsg");
    // A gateway's page of its own tells nothing about the docs.
    let known = members.keys().any(|key| response.field(key).is_some());
    (said_ok || known).then_some(answer)
}

/// The documented keys that an object lacks, but for those whose absence has a meaning.
fn lacks(fields: &[Field], members: &Map<String, Value>) -> Vec<&'static str> {
    let has = |key: &str| members.contains_key(key);
    let lacked = fields.iter().filter(|field| {
        let optional = matches!(field.kind, Kind::OptionalObject(_));
        !optional && !has(field.wire) && !field.aliases.iter().any(|alias| has(alias))
    });
    lacked.map(|field| field.wire).collect()
}

/// Whether the key carries the content of an answer that is whole without it.
fn may_be_absent(endpoint: &Endpoint, key: &str) -> bool {
    endpoint.payload.is_some_and(|payload| payload.may_be_absent && payload.keys.contains(&key))
}

/// Whether the key tells of the next page, of which a last page has nothing to say.
fn turns_pages(endpoint: &Endpoint, key: &str) -> bool {
    endpoint.paging.is_some_and(|paging| [paging.next, paging.more, paging.total].contains(&Some(key)))
}

#[cfg(all(test, feature = "talent"))]
mod tests {
    use super::*;
    use crate::catalog::ENDPOINTS;
    use std::sync::mpsc;

    #[test]
    fn the_examples_of_the_spec_have_no_unknown_keys_or_values_and_one_changed_form() {
        let (sender, reports) = mpsc::channel();
        let watch = Watch::new(move |drift| {
            let _ = sender.send(drift.clone());
        });
        for endpoint in ENDPOINTS {
            for example in endpoint.examples {
                watch.look(endpoint, example.response.as_bytes());
            }
        }
        let others = reports.try_iter().filter(|drift| drift.kind != DriftKind::MissingKey);
        // This one shows ids in both forms on purpose.
        let expected = ["get_cooperative_item_list: $.list[].product_id: a text where the docs have a number"];
        assert_eq!(others.map(|drift| drift.to_string()).collect::<Vec<_>>(), expected);
    }
}
