//! The requests as they came.

use super::fault::Fault;
use crate::catalog::Endpoint;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// 服务器收到的一个请求。
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// HTTP 方法
    pub method: String,
    /// 路径
    pub path: String,
    /// URL 参数，不含 access_token
    pub query: BTreeMap<String, String>,
    /// 原样的请求体
    pub body: Vec<u8>,
    /// 请求头，名字小写
    pub headers: BTreeMap<String, String>,
    /// 目录里的接口
    pub endpoint: Option<&'static Endpoint>,
    /// 规格不认得的键
    pub unknown: Vec<String>,
    /// 已办成：凭据与参数都对，也没有被拒绝；应答不一定送到
    pub applied: bool,
    /// 遇到的故障
    pub fault: Option<Fault>,
}

impl Recorded {
    /// 请求体当作 JSON
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The newest requests.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// So many are kept; None: all of them
    most: Option<usize>,
    requests: VecDeque<Arc<Recorded>>,
}

impl Books {
    pub fn keep(&mut self, request: &Arc<Recorded>) {
        self.requests.push_back(Arc::clone(request));
        self.trim();
    }

    pub fn keep_only(&mut self, most: usize) {
        self.most = Some(most);
        self.trim();
    }

    /// The requests in the order in which they were decided, not yet copied.
    pub fn requests(&self) -> Vec<Arc<Recorded>> {
        self.requests.iter().cloned().collect()
    }

    fn trim(&mut self) {
        let surplus = self.most.map_or(0, |most| self.requests.len().saturating_sub(most));
        self.requests.drain(..surplus);
    }
}
