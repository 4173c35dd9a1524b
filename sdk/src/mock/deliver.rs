//! How an answer gets to the client: whole, late, in half, spoilt or not at all.

use super::{connection::Switch, fault::Fault, reply::Reply};
use axum::{
    body::Body,
    http::{HeaderValue, Response, header::CONTENT_TYPE},
};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

/// Neither JSON nor anything that leniency makes JSON of.
const GARBAGE: &[u8] = b"\x1F\x8B\x00\xFF}no JSON{";

/// The answer as the fault leaves it.
pub(super) async fn deliver(fault: Option<Fault>, reply: Reply, switch: &Switch) -> Response<Body> {
    let Reply { status, content_type, body } = reply;
    match fault {
        None | Some(Fault::Code(_) | Fault::ExpiredToken | Fault::Status(_)) => response(status, content_type, body),
        Some(Fault::Delay(pause)) => {
            tokio::time::sleep(pause).await;
            response(status, content_type, body)
        }
        Some(Fault::CloseBeforeRead | Fault::CloseAfterRead) => {
            switch.cut();
            Response::new(Body::empty())
        }
        Some(Fault::HalfAnswer) => {
            switch.cut_when_flushed();
            let half = Half { whole: body.len() as u64, rest: Some(body.slice(..body.len() / 2)) };
            response(status, content_type, Body::new(half))
        }
        Some(Fault::Garbage) => response(200, "application/json", GARBAGE),
        Some(Fault::WrongContentType) => response(status, "text/html", body),
    }
}

fn response(status: u16, content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status.try_into().unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Announces the whole and brings the half. It never ends: the connection is cut when the half is out.
struct Half {
    whole: u64,
    rest: Option<Bytes>,
}

impl http_body::Body for Half {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.rest.take() {
            Some(half) => Poll::Ready(Some(Ok(Frame::data(half)))),
            None => Poll::Pending,
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole)
    }
}
