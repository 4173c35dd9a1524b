//! A network in memory: every host and path does what it is told to, and keeps what came.
#![allow(dead_code)]

use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use wechat_league::{
    Error,
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport},
};

pub const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
pub const SUBSCRIBE: &str = "/channels/ec/league/headsupplier/subscription/subscribe";
/// What a gateway sends in place of an answer.
pub const PAGE: &str = "<html>Bad Gateway</html>";

/// So long takes an answer, and a connection that is lost; to be refused takes no time.
pub const TAKES: Duration = Duration::from_millis(20);

/// What becomes of a request.
#[derive(Clone, Copy)]
pub enum Does {
    /// What the platform answers when all is well
    Succeeds,
    /// This status and body
    Answers(u16, &'static str),
    /// No connection can be made
    Refuses,
    /// The connection is lost after the request has left
    Loses,
    /// Nothing ever comes
    Hangs,
}

/// The network; a clone is the same one. What nothing was said about succeeds.
#[derive(Clone, Default)]
pub struct Net(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// A part of the URL and what happens there; the newest that fits holds
    always: Vec<(&'static str, Does)>,
    /// The same for one request each, the oldest that fits first
    once: Vec<(&'static str, Does)>,
    sent: Vec<HttpRequest>,
    tokens: usize,
}

impl Net {
    /// From now on, this happens to requests whose URL has this part.
    pub fn always(&self, part: &'static str, does: Does) {
        self.state().always.push((part, does));
    }

    /// This happens to one more request whose URL has this part.
    pub fn once(&self, part: &'static str, does: Does) {
        self.state().once.push((part, does));
    }

    /// Every request so far, those that were refused included.
    pub fn sent(&self) -> Vec<HttpRequest> {
        self.state().sent.clone()
    }

    /// Their URLs.
    pub fn urls(&self) -> Vec<String> {
        self.state().sent.iter().map(|request| request.url.clone()).collect()
    }

    /// The hosts that were tried since this was asked last.
    pub fn went(&self) -> Vec<String> {
        let sent = std::mem::take(&mut self.state().sent);
        sent.iter().map(|request| request.url.split('/').nth(2).unwrap_or_default().to_owned()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    fn receive(&mut self, request: HttpRequest) -> (Does, String) {
        let url = request.url.clone();
        self.sent.push(request);
        let does = match self.once.iter().position(|(part, _)| url.contains(*part)) {
            Some(index) => self.once.remove(index).1,
            None => self.always.iter().rev().find(|(part, _)| url.contains(*part)).map_or(Does::Succeeds, |(_, does)| *does),
        };
        let success = match url.as_str() {
            url if url.ends_with("/cgi-bin/stable_token") => {
                self.tokens += 1;
                format!(r#"{{"access_token":"net-token-{}","expires_in":7200}}"#, self.tokens)
            }
            url if url.ends_with(ORDER) => r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#.to_owned(),
            _ => r#"{"errcode":0,"errmsg":"ok"}"#.to_owned(),
        };
        (does, success)
    }
}

impl Transport for Net {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        let (does, success) = self.state().receive(request);
        Box::pin(async move {
            match does {
                Does::Refuses => return Err(Error::network("nobody listens", true, None)),
                Does::Hangs => pending::<()>().await,
                Does::Succeeds | Does::Answers(..) | Does::Loses => tokio::time::sleep(TAKES).await,
            }
            match does {
                Does::Succeeds => Ok(HttpResponse::new(200, success)),
                Does::Answers(status, body) => Ok(HttpResponse::new(status, body)),
                Does::Refuses | Does::Loses | Does::Hangs => Err(Error::network("the line went dead", false, None)),
            }
        })
    }
}
