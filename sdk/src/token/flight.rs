//! A fetch in a task of its own: no call that is dropped or out of time takes it down.

use super::{
    IssuedToken, TokenCall, TokenContext,
    cache::{LONGEST_LIFE, Landed, Present, TokenCache},
};
use crate::{
    Client, Error,
    catalog::Effect,
    exchange::{Exchange, Target, exchange},
    observe::{Event, TokenFetch},
    trace,
    transport::{BoxFuture, HttpResponse},
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};

/// A source gets this long, the waiting for the store not counted.
pub(super) const FETCH_TIME: Duration = Duration::from_secs(10);

/// Begins a fetch; its result reaches everybody who holds the receiver.
pub(super) fn start(client: &Client, present: Present, force: bool) -> watch::Receiver<Option<Landed>> {
    let (tell, wait) = watch::channel(None);
    let client = client.clone();
    tokio::spawn(async move {
        let brought = fly(&client, &present, force).await.map_err(Arc::new);
        let landed = client.inner.tokens.land(brought, present.refused.as_ref());
        // Nobody may be waiting any more.
        let _ = tell.send(Some(landed));
    });
    wait
}

async fn fly(client: &Client, present: &Present, force: bool) -> Result<IssuedToken, Error> {
    match &client.inner.tokens.shared {
        Some(shared) => shared.obtain(client, present, force).await,
        None => fetch(client, present, force, FETCH_TIME).await,
    }
}

/// Asks the source, within its time.
pub(super) async fn fetch(client: &Client, present: &Present, force: bool, within: Duration) -> Result<IssuedToken, Error> {
    let inner = &*client.inner;
    let api = Api(client.clone());
    let context = TokenContext {
        transport: inner.transport.as_ref(),
        base_url: inner.hosts.url(0),
        timeout: within,
        refused: present.refused.as_ref(),
        force,
        api: &api,
    };
    let started = Instant::now();
    let TokenCache { source, .. } = &*inner.tokens;
    let result = match tokio::time::timeout(within, source.fetch(context)).await {
        Ok(Ok(issued)) if issued.token.expose().is_empty() => Err(Error::config("the token source brought an empty token")),
        Ok(result) => result.map(|issued| IssuedToken { lifetime: issued.lifetime.map(|life| life.min(LONGEST_LIFE)), ..issued }),
        Err(_) => Err(Error::timeout(within)),
    };
    let fetched = TokenFetch { error: result.as_ref().err(), elapsed: started.elapsed() };
    trace::token(&fetched);
    inner.hooks.tell(&Event::Token(fetched));
    result
}

/// The API without a token.
struct Api(Client);

impl super::TokenApi for Api {
    fn call<'a>(&'a self, call: TokenCall) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        let TokenCall { method, path, query, body, timeout, repeatable } = call;
        let effect = if repeatable { Effect::Read } else { Effect::Write };
        let target = Target::Token { method, path, effect };
        let call = Exchange { client: self.0.clone(), target, query, body, timeout: Some(timeout), retry: None };
        Box::pin(async move {
            let answer = exchange(call).await?;
            answer.conclude(None);
            Ok(HttpResponse::new(answer.status, answer.body))
        })
    }
}
