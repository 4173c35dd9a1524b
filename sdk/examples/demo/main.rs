//! Calls every endpoint through its public method, every setter used, against the mock server, and prints a table.

#[rustfmt::skip]
#[path = "../../tests/generated/mod.rs"]
mod generated;
// What was sent is looked at by the tests only.
#[allow(dead_code)]
#[path = "../../tests/sample/mod.rs"]
mod sample;
mod table;

use sample::{Outcome, Sample};
use std::{
    process::ExitCode,
    time::{Duration, Instant},
};
use table::Row;
use wechat_league::{Client, Endpoint, Error, catalog, mock::MockServer};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<bool, Error> {
    let server = MockServer::start().await?;
    eprintln!("mock server at {}", server.url());
    let client: Client = server.client()?;
    let mut samples = generated::samples(&client);
    let mut rows = Vec::new();
    for endpoint in catalog::ENDPOINTS {
        eprint!("\rcalling {:>3} of {}", rows.len() + 1, catalog::ENDPOINTS.len());
        rows.push(call(endpoint, &mut samples).await);
    }
    eprintln!("\r{} calls made, token fetched {} time(s)", rows.len(), server.token_calls());
    table::print(&rows);
    let good = rows.iter().filter(|row| row.failure.is_none()).count();
    println!("{good} of {} endpoints called successfully", catalog::ENDPOINTS.len());
    Ok(good == catalog::ENDPOINTS.len())
}

/// Every sample of an endpoint that is not merely the required part: all setters, then the other alternatives.
async fn call(endpoint: &'static Endpoint, all: &mut Vec<Sample>) -> Row {
    let samples: Vec<Sample> = all.extract_if(.., |sample| std::ptr::eq(sample.endpoint, endpoint)).collect();
    let mut row = Row { endpoint, outcome: String::new(), time: Duration::ZERO, failure: None };
    if samples.is_empty() {
        row.failure = Some("no call was generated".into());
    }
    for sample in samples {
        let what = sample.what;
        let started = Instant::now();
        let result = sample.run().await;
        if what == "all" {
            row.time = started.elapsed();
        }
        match result.map_err(|error| error.to_string()).and_then(|outcome| judge(endpoint, &outcome)) {
            Ok(text) if what == "all" => row.outcome = text,
            Ok(_) => {}
            Err(failure) => row.failure = Some(format!("{what}: {failure}")),
        }
    }
    row
}

fn judge(endpoint: &Endpoint, outcome: &Outcome) -> Result<String, String> {
    match &endpoint.paging {
        None => Ok("ok".into()),
        Some(paging) => match outcome.distinct_pages(paging.items) {
            pages @ 3.. => Ok(format!("ok, {pages} pages")),
            pages => Err(format!("only {pages} distinct pages")),
        },
    }
}
