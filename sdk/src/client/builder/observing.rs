//! Settings for seeing what happens: hooks, filters, drift.

use super::ClientBuilder;
use crate::{
    Error,
    drift::{Drift, Watch},
    observe::Event,
    transport::{HttpRequest, HttpResponse},
};

impl ClientBuilder {
    /// 每次尝试、每次调用、每次取凭据之后被告知，用于统计；见 [`observe`](crate::observe)
    pub fn observe(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.observers.push(Box::new(observer));
        self
    }

    /// 请求发出之前经过的函数，例如加请求头、签名、加密；报错则不发送
    pub fn request_filter(mut self, filter: impl Fn(&mut HttpRequest) -> Result<(), Error> + Send + Sync + 'static) -> Self {
        self.hooks.requests.push(Box::new(filter));
        self
    }

    /// 收到返回之后、读它之前经过的函数，例如验签、解密
    pub fn response_filter(mut self, filter: impl Fn(&mut HttpResponse) -> Result<(), Error> + Send + Sync + 'static) -> Self {
        self.hooks.responses.push(Box::new(filter));
        self
    }

    /// 返回与文档不符之处，每处报告一次；见 [`drift`](crate::drift)
    pub fn drift(mut self, report: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.drift = Some(Watch::new(report));
        self
    }
}
