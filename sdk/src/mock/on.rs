//! How a test says what a path answers.

use super::{
    fault::Fault,
    plan::{Action, When},
    reply::{Given, Reply},
    routes::Target,
    state::State,
};
use serde_json::Value;
use std::sync::Arc;

/// 某个接口的应答，由 [`MockServer::on`](super::MockServer::on) 得到。
///
/// 直接设置的一直有效，后一次覆盖前一次；前面加了 `nth` 或 `times` 的只管那几次调用，排在它之前，用完为止。
/// 某次调用若既有 `nth` 又有 `times`，按 `nth`；几个 `times` 依设置的先后接续；[`MockServer::on_any`](super::MockServer::on_any)
/// 的设置让位于该接口自己的设置。
#[derive(Debug)]
pub struct On<'a> {
    state: &'a State,
    target: Target,
    when: When,
}

impl<'a> On<'a> {
    pub(super) fn new(state: &'a State, target: Target) -> Self {
        Self { state, target, when: When::Always }
    }

    /// 只管从现在起的第 n 次调用，从 1 数起；被拒绝的调用也算一次
    pub fn nth(mut self, n: usize) -> Self {
        self.when = When::Nth(n);
        self
    }

    /// 只管接下来的 n 次调用；被拒绝的调用也算一次。`nth` 与 `times` 只取后写的一个
    pub fn times(mut self, n: usize) -> Self {
        self.when = When::Times(n);
        self
    }

    /// 应答这段 JSON
    pub fn json(self, body: Value) {
        self.answer(Reply { status: 200, content_type: "application/json", body: body.to_string().into() });
    }

    /// 应答一个错误码
    pub fn error(self, code: i64, message: &str) {
        self.json(serde_json::json!({"errcode": code, "errmsg": message}));
    }

    /// 应答任意字节
    pub fn raw(self, status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) {
        let body: Vec<u8> = body.into();
        self.answer(Reply { status, content_type, body: body.into() });
    }

    /// 造成一次故障；要应答的内容仍是前面设置的应答，没有设置过则是示例
    pub fn fault(self, fault: Fault) {
        self.set(Action::Fault(fault));
    }

    /// 恢复为规格里的示例，没用完的 `nth` 与 `times` 一并取消；前面加了 `nth` 或 `times` 则只有那几次用示例
    pub fn example(self) {
        match self.when {
            When::Always => self.state.lock().routes.plans(self.target).clear(),
            When::Nth(_) | When::Times(_) => self.set(Action::Example),
        }
    }

    fn answer(self, reply: Reply) {
        let given = Arc::new(Given::new(reply));
        self.set(Action::Answer(given));
    }

    fn set(self, action: Action) {
        self.state.lock().routes.plans(self.target).set(self.when, action);
    }
}
