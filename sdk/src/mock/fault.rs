//! What can go wrong on purpose.

use super::reply::Reply;
use std::time::Duration;

/// 模拟服务器可以造成的故障；请求是否已经办成，见每一种的说明。
///
/// 其中“已办成”以通过检查为前提：凭据、参数不对的请求照样被拒绝，故障只影响应答的送达。
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// 应答这个错误码，没有办
    Code(i64),
    /// 应答 42001，没有办；随请求来的凭据以及更早发出的凭据从此作废
    ExpiredToken,
    /// 应答这个 HTTP 状态和一段 HTML，没有错误码，没有办
    Status(u16),
    /// 立即办成，过这么久才应答
    Delay(Duration),
    /// 不看请求就断开连接，没有应答，没有办
    CloseBeforeRead,
    /// 办成之后断开连接，没有应答
    CloseAfterRead,
    /// 已办成；响应头给出完整长度，响应体只到一半就断开连接
    HalfAnswer,
    /// 已办成；HTTP 200，响应体不是 JSON
    Garbage,
    /// 已办成；应答无误，只是 Content-Type 写成 text/html
    WrongContentType,
}

impl Fault {
    /// The answer of a fault that keeps the request from being carried out.
    pub(super) fn refusal(self) -> Option<Reply> {
        match self {
            Self::Code(code) => Some(Reply::failure(200, code, "fault of the mock server")),
            Self::ExpiredToken => Some(Reply::failure(200, 42001, "access_token expired")),
            Self::Status(status) => {
                Some(Reply { status, content_type: "text/html", body: format!("<html><body>{status}</body></html>").into() })
            }
            // Never sent.
            Self::CloseBeforeRead => Some(Reply { status: 500, content_type: "text/html", body: "".into() }),
            Self::Delay(_) | Self::CloseAfterRead | Self::HalfAnswer | Self::Garbage | Self::WrongContentType => None,
        }
    }
}
