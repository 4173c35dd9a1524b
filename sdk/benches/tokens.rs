//! Ten thousand callers at once: without a token one is fetched, and with a token that dies under all of them one again.
//!
//! Prints a name and a number a line; `cargo xtask bench tokens` holds them against the targets.

use std::{
    env,
    error::Error as StdError,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use wechat_league::{
    Client, Error, OrderId, SkuId,
    mock::MockServer,
    order::GetOrder,
    transport::{BoxFuture, HttpRequest, HttpResponse, HttpTransport, Transport},
};

/// Whatever goes wrong.
type Failure = Box<dyn StdError + Send + Sync>;

/// Requests on their way at a time: the usual limit of open files is 1024, and a connection takes two of them here.
const ROOM: usize = 200;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let callers: usize = env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let server = MockServer::start().await?;
    server.keep_requests(0);
    let gate = Gate::around(HttpTransport::new()?);
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET);
    let client = builder.base_url(server.url()).transport(gate.clone()).build()?;

    // No token moves before all callers want one.
    let calls = begin(&client, &gate, callers);
    until(|| gate.0.began.load(SeqCst) == callers).await?;
    gate.0.tokens.add_permits(1);
    gate.0.calls.add_permits(ROOM);
    let failed = end(calls).await?;
    println!("callers {callers}\ncold_fetches {}\ncold_failed {failed}", server.token_calls());

    // The token dies while all callers are on their way with it. Most of them hear of it when it is long replaced.
    gate.0.calls.forget_permits(ROOM);
    gate.0.arrived.store(0, SeqCst);
    let before = (server.token_calls(), server.calls::<GetOrder>(), server.applied::<GetOrder>());
    let calls = begin(&client, &gate, callers);
    until(|| gate.0.arrived.load(SeqCst) == callers).await?;
    server.expire_tokens();
    gate.0.calls.add_permits(ROOM);
    let failed = end(calls).await?;
    let applied = server.applied::<GetOrder>() - before.2;
    println!("refused {}", server.calls::<GetOrder>() - before.1 - applied);
    println!("refreshes {}\nrefused_failed {failed}", server.token_calls() - before.0);
    Ok(())
}

/// So many callers, each with one call.
fn begin(client: &Client, gate: &Gate, callers: usize) -> JoinSet<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for number in 0..callers as u64 {
        let call = client.order().get_order(GetOrder::new(OrderId::new(number + 1), SkuId::new(1)));
        let gate = gate.clone();
        calls.spawn(async move {
            gate.0.began.fetch_add(1, SeqCst);
            call.await.map(drop)
        });
    }
    calls
}

/// Waits for all calls; how many failed.
async fn end(mut calls: JoinSet<Result<(), Error>>) -> Result<usize, Failure> {
    let mut failed = 0;
    while let Some(ended) = calls.join_next().await {
        if let Err(error) = ended? {
            if failed == 0 {
                eprintln!("the first failure: {error}");
            }
            failed += 1;
        }
    }
    Ok(failed)
}

async fn until(reached: impl Fn() -> bool) -> Result<(), Failure> {
    let wait = async {
        while !reached() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(20), wait).await.map_err(|_| "the callers did not get under way in 20 s".into())
}

/// HTTP behind a gate, so that thousands of requests can be held back and then let through a few at a time.
#[derive(Clone)]
struct Gate(Arc<Doors>);

struct Doors {
    http: HttpTransport,
    tokens: Semaphore,
    calls: Semaphore,
    /// Callers under way
    began: AtomicUsize,
    /// Calls that came to the gate
    arrived: AtomicUsize,
}

impl Gate {
    fn around(http: HttpTransport) -> Self {
        let (tokens, calls) = (Semaphore::new(0), Semaphore::new(0));
        Self(Arc::new(Doors { http, tokens, calls, began: AtomicUsize::new(0), arrived: AtomicUsize::new(0) }))
    }
}

impl Transport for Gate {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move {
            let door = if request.url.ends_with("/cgi-bin/stable_token") {
                &self.0.tokens
            } else {
                self.0.arrived.fetch_add(1, SeqCst);
                &self.0.calls
            };
            let _place = door.acquire().await.map_err(|_| Error::network("the gate is gone", true, None))?;
            self.0.http.send(request).await
        })
    }
}
