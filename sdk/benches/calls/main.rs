//! What a call through the client costs beside the same request written by hand, in time and in allocations.
//!
//! Prints a name and a number a line; `cargo xtask bench calls` holds them against the targets.

mod answer;
mod by_hand;

use by_hand::ByHand;
use std::{
    error::Error,
    hint::black_box,
    time::{Duration, Instant},
};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};
use wechat_league::{Client, OrderId, Request, SkuId, mock::MockServer, order::GetOrder, transport::HttpTransport};

/// Whatever goes wrong.
type Failure = Box<dyn Error + Send + Sync>;

/// Of each way, in turn.
const ROUNDS: usize = 81;
/// Calls in flight, and calls of a round.
const SETTINGS: [(usize, usize); 2] = [(1, 256), (64, 2048)];
/// Calls whose allocations are counted.
const COUNTED: usize = 2000;

const ORDER: u64 = 3704612354559743232;
const SKU: u64 = 1234567890;

/// A way to make the call.
trait Way: Clone + Send + Sync + 'static {
    fn make(&self) -> impl Future<Output = Result<(), Failure>> + Send;
}

impl Way for Client {
    async fn make(&self) -> Result<(), Failure> {
        drop(black_box(self.order().get_order(GetOrder::new(OrderId::new(ORDER), SkuId::new(SKU))).await?));
        Ok(())
    }
}

impl Way for ByHand {
    async fn make(&self) -> Result<(), Failure> {
        drop(black_box(self.get_order(ORDER, SKU).await?));
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    // The server has threads of its own; the client's side is this one, connections included.
    let servers = Builder::new_multi_thread().enable_all().build()?;
    let server = servers.block_on(MockServer::start())?;
    server.keep_requests(0);
    let fullest = GetOrder::ENDPOINT.examples.iter().map(|example| example.response).max_by_key(|text| text.len());
    let fullest = fullest.ok_or("get_order has no example")?;
    // As it stands: a JSON value would sort the keys, and the platform puts errcode first.
    server.on::<GetOrder>().raw(200, "application/json", fullest);

    let runtime = Builder::new_current_thread().enable_all().build()?;
    let http = http()?;
    let transport = HttpTransport::from_client(http.clone());
    let client = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url()).transport(transport).build()?;
    let by_hand = runtime.block_on(ByHand::new(http, server.url()))?;

    for (in_flight, calls) in SETTINGS {
        let [over, ours, theirs] = compare(&runtime, in_flight, calls, &client, &by_hand)?;
        println!("over_{in_flight} {over:.2}\nours_{in_flight} {ours:.2}\nby_hand_{in_flight} {theirs:.2}");
    }
    println!("allocations_ours {:.3}", allocations(&runtime, &client)?);
    println!("allocations_by_hand {:.3}", allocations(&runtime, &by_hand)?);
    let body = fullest.as_bytes();
    let decoding = allocation_counter::measure(|| drop(black_box(GetOrder::decode(body, true))));
    println!("decoding_ours {}", decoding.count_total);
    let decoding = allocation_counter::measure(|| drop(black_box(serde_json::from_slice::<answer::Answer>(body))));
    println!("decoding_by_hand {}", decoding.count_total);
    Ok(())
}

/// A client with the settings of the SDK's own transport; both ways use this one.
fn http() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .user_agent("wechat-league-bench")
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .build()
}

/// What ours takes more, in percent, and microseconds per call of ours and by hand.
fn compare(runtime: &Runtime, in_flight: usize, calls: usize, ours: &impl Way, by_hand: &impl Way) -> Result<[f64; 3], Failure> {
    // Tokens are fetched and connections made.
    time(runtime, in_flight, calls, ours)?;
    time(runtime, in_flight, calls, by_hand)?;
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // Neighbours see the same machine; who goes first changes from round to round.
        let (a, b) = match round % 2 {
            0 => {
                let a = time(runtime, in_flight, calls, ours)?;
                (a, time(runtime, in_flight, calls, by_hand)?)
            }
            _ => {
                let b = time(runtime, in_flight, calls, by_hand)?;
                (time(runtime, in_flight, calls, ours)?, b)
            }
        };
        mine.push(a);
        theirs.push(b);
    }
    let (mine, theirs) = (undisturbed(mine), undisturbed(theirs));
    Ok([(mine / theirs - 1.0) * 100.0, mine, theirs])
}

/// Microseconds per call.
fn time(runtime: &Runtime, in_flight: usize, calls: usize, way: &impl Way) -> Result<f64, Failure> {
    let each = calls / in_flight;
    let started = Instant::now();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..in_flight {
            let way = way.clone();
            tasks.spawn(async move { several(&way, each).await });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        Ok::<(), Failure>(())
    })?;
    Ok(started.elapsed().as_secs_f64() * 1e6 / (each * in_flight) as f64)
}

/// Allocations of a call, those of its connection included: both run on this thread.
fn allocations(runtime: &Runtime, way: &impl Way) -> Result<f64, Failure> {
    let mut result = Ok(());
    let counted = allocation_counter::measure(|| result = runtime.block_on(several(way, COUNTED)));
    result?;
    Ok(counted.count_total as f64 / COUNTED as f64)
}

async fn several(way: &impl Way, calls: usize) -> Result<(), Failure> {
    for _ in 0..calls {
        way.make().await?;
    }
    Ok(())
}

/// The lower quartile: what a round takes where the machine does not come between.
fn undisturbed(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 4]
}
