//! A long run with faults of every kind: each call has to end in its own answer, or in an error that the server bears out.
//!
//! Prints a name and a number a line; `cargo xtask bench soak` holds them against the targets. Fails if a call ended wrongly.

mod books;
mod faults;

use books::Books;
use std::{
    env,
    error::Error as StdError,
    fs,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use wechat_league::{
    Client, Error, FinderId, ProductId,
    mock::MockServer,
    product::SubscribeProduct,
    retry::Retry,
    talent::window::{GetAllWindow, GetAllWindowResponse},
};

/// Whatever goes wrong.
type Failure = Box<dyn StdError + Send + Sync>;

const WORKERS: usize = 64;
/// Short, so that late answers come too late.
const TIMEOUT: Duration = Duration::from_secs(1);
/// A connection is dropped every so many calls.
const DROP_EVERY: usize = 2500;

/// What the workers share.
struct Soak {
    client: Client,
    server: MockServer,
    books: Arc<Books>,
    next: AtomicUsize,
}

#[tokio::main]
async fn main() -> Result<ExitCode, Failure> {
    let total: usize = env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(200_000);
    let server = MockServer::start().await?;
    server.keep_requests(0);
    let retry = Retry::default().first_pause(Duration::from_millis(1)).longest_pause(Duration::from_millis(10));
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url());
    let client = builder.timeout(TIMEOUT).retry(retry).build()?;
    let rows = list(&client, 0).await?.next_offset.filter(|rows| *rows > 0).ok_or("the list has no rows")?;

    let books = Arc::new(Books::new(total, rows));
    let watching = Arc::clone(&books);
    server.watch(move |recorded| watching.received(recorded));
    let injected = faults::inject(&server);
    let soak = Arc::new(Soak { client, server, books, next: AtomicUsize::new(0) });
    let started = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        workers.spawn(work(Arc::clone(&soak)));
    }
    while let Some(ended) = workers.join_next().await {
        ended?;
    }
    let seconds = started.elapsed().as_secs_f64();
    print_resident(100);
    // A request whose caller gave up may be on its way yet.
    tokio::time::sleep(Duration::from_millis(500)).await;

    let summary = soak.books.summary();
    for (ending, count) in &summary.endings {
        eprintln!("{count:>8} calls ended in {ending}");
    }
    for wrong in summary.wrong.iter().take(10) {
        eprintln!("wrong: {wrong}");
    }
    println!("calls {total}\nfaults {}\nseconds {seconds:.1}", injected.load(SeqCst));
    println!("wrong {}\ntwice {}", summary.wrong.len(), summary.twice);
    Ok(if summary.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One call after the other, reads and writes in turn.
async fn work(soak: Arc<Soak>) {
    let Soak { client, server, books, next } = &*soak;
    loop {
        let number = next.fetch_add(1, SeqCst);
        if number >= books.total() {
            return;
        }
        for percent in [10, 50] {
            if number == books.total() * percent / 100 {
                print_resident(percent);
            }
        }
        if number % DROP_EVERY == 1 {
            server.drop_connections(1);
        }
        let result = match books.is_write(number) {
            true => client.product().subscribe_product(SubscribeProduct::new(ProductId::new(number as u64))).await.map(|_| true),
            // Where the next page begins ties the answer to its request.
            false => {
                let offset = books.offset(number);
                list(client, offset).await.map(|answer| answer.next_offset == Some(offset + books.offset(1)))
            }
        };
        books.ended(number, result);
    }
}

async fn list(client: &Client, offset: i64) -> Result<GetAllWindowResponse, Error> {
    client.talent().window().get_all_window(GetAllWindow::new().finder_id(FinderId::new("sphabcdef")).offset(offset)).await
}

/// Memory in use, in KiB; only Linux tells.
fn print_resident(percent: usize) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    if let Some(kib) = line.and_then(|line| line.split_whitespace().next()) {
        println!("resident_{percent} {kib}");
    }
}
