//! Processes that share a token: this test binary once more, running nothing but its test `worker`.

use super::{order, server::RedisServer, support::Recorder};
use std::{
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::{sleep, timeout},
};
use wechat_league::{Client, Request, mock::MockServer, order::GetOrder, token::RedisStore};

const REDIS: &str = "WECHAT_LEAGUE_TEST_REDIS";
const SERVER: &str = "WECHAT_LEAGUE_TEST_SERVER";
const LOCK_TIME: &str = "WECHAT_LEAGUE_TEST_LOCK_MILLIS";

/// Before what a worker has to say; the test harness also writes to its output.
const MARK: &str = "@worker ";

/// No machine is so slow that a worker would say nothing for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a worker does: one call for each line that comes in, until no more come. It says which token the call went out with.
pub fn work() {
    let (Ok(redis), Ok(server), Ok(lock)) = (std::env::var(REDIS), std::env::var(SERVER), std::env::var(LOCK_TIME)) else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = RedisStore::builder(redis).lock_time(Duration::from_millis(lock.parse().unwrap())).build().unwrap();
    let recorder = Recorder::over_http();
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server);
    let client = builder.transport(recorder.clone()).token_store(store).build().unwrap();
    println!("{MARK}ready");
    for line in std::io::stdin().lines() {
        line.unwrap();
        match runtime.block_on(client.order().get_order(order()).send()) {
            Ok(_) => println!("{MARK}{}", last_token(&recorder)),
            Err(error) => println!("{MARK}{}", error.to_string().replace('\n', " ")),
        }
    }
}

fn last_token(recorder: &Recorder) -> String {
    let sent = recorder.sent();
    let call = sent.iter().rfind(|request| request.url.ends_with(GetOrder::ENDPOINT.path)).unwrap();
    call.query.trim_start_matches("access_token=").to_owned()
}

/// A worker, seen from the test that started it. It dies with the test.
pub struct Worker {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Worker {
    /// A process with a client of its own, that has made no call yet.
    pub async fn start(redis: &RedisServer, server: &MockServer, lock_time: Duration) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["worker", "--exact", "--ignored", "--nocapture"]);
        command.env(REDIS, redis.url()).env(SERVER, server.url()).env(LOCK_TIME, lock_time.as_millis().to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut worker = Self { child, input, output };
        assert_eq!(worker.answer().await, "ready");
        worker
    }

    /// Has it make a call.
    pub async fn ask(&mut self) {
        self.input.write_all(b"call\n").await.unwrap();
        self.input.flush().await.unwrap();
    }

    /// The token that the call went out with in the end, or the error.
    pub async fn answer(&mut self) -> String {
        self.said().await.expect("the worker has ended")
    }

    /// Kills it on the spot; what it had still said.
    pub async fn kill(mut self) -> Option<String> {
        self.child.kill().await.unwrap();
        self.said().await
    }

    async fn said(&mut self) -> Option<String> {
        loop {
            let line = timeout(PATIENCE, self.output.next_line()).await.expect("the worker says nothing").unwrap()?;
            if let Some((_, said)) = line.split_once(MARK) {
                return Some(said.to_owned());
            }
        }
    }
}

/// Three workers that are ready.
pub async fn three(redis: &RedisServer, server: &MockServer) -> [Worker; 3] {
    let lock_time = Duration::from_secs(12);
    [
        Worker::start(redis, server, lock_time).await,
        Worker::start(redis, server, lock_time).await,
        Worker::start(redis, server, lock_time).await,
    ]
}

/// All of them make a call at the same time; what each says of it.
pub async fn at_once(workers: &mut [Worker]) -> Vec<String> {
    for worker in workers.iter_mut() {
        worker.ask().await;
    }
    let mut answers = Vec::new();
    for worker in workers {
        answers.push(worker.answer().await);
    }
    answers
}

/// Waits until the mock server was asked for a token so many times.
pub async fn token_calls(server: &MockServer, wanted: usize) {
    let started = Instant::now();
    while server.token_calls() < wanted {
        assert!(started.elapsed() < PATIENCE, "nobody asks for a token");
        sleep(Duration::from_millis(2)).await;
    }
}
