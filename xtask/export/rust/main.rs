//! Calls every operation of the client that cargo-progenitor made on the mock server, and holds what the client read
//! against what came.

mod calls;
#[allow(dead_code, unused_imports)]
#[path = "../client/src/lib.rs"]
mod client;

use client::Client;
use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    fmt::Display,
    process::ExitCode,
    sync::{Mutex, PoisonError},
};
use wechat_league::{catalog::ENDPOINTS, mock::MockServer};

/// Larger whole numbers do not survive a float.
const EXACT: u64 = 1 << 53;

/// The body of the last answer, as it came.
static LAST: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The generator leaves security schemes to its users.
impl ClientHooks<()> for Client {
    async fn pre<E>(&self, request: &mut reqwest::Request, _: &OperationInfo) -> Result<(), Error<E>> {
        let wanted = json!({"grant_type": "client_credential", "appid": MockServer::APP_ID, "secret": MockServer::SECRET});
        let url = format!("{}/cgi-bin/stable_token", self.baseurl());
        let token: Value = self.client().post(url).json(&wanted).send().await?.json().await?;
        request.url_mut().query_pairs_mut().append_pair("access_token", token["access_token"].as_str().unwrap_or_default());
        Ok(())
    }

    async fn exec(&self, request: reqwest::Request, _: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        let response = self.client().execute(request).await?;
        let status = response.status();
        let body = response.bytes().await?;
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
        let mut copy = http::Response::new(body);
        *copy.status_mut() = status;
        Ok(copy.into())
    }
}

/// What the calls brought.
#[derive(Default)]
pub struct Books {
    calls: usize,
    values: usize,
    large: usize,
    troubles: Vec<String>,
}

impl Books {
    /// Holds an answer, and one field of it, against the body that it was read from.
    pub fn check<T: Serialize, E>(
        &mut self,
        call: &str,
        field: &str,
        outcome: Result<ResponseValue<T>, Error<E>>,
        read: impl FnOnce(&T) -> Value,
    ) where
        Error<E>: Display,
    {
        self.calls += 1;
        let answer = match outcome {
            Ok(answer) => answer.into_inner(),
            Err(error) => return self.troubles.push(format!("{call}: {error}")),
        };
        let came: Value = serde_json::from_slice(&LAST.lock().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default();
        if !came["errcode"].is_null() && came["errcode"].to_string().trim_matches('"') != "0" {
            return self.troubles.push(format!("{call}: {came}"));
        }
        self.compare(&format!("{call}: $"), &came, &as_json(&answer));
        let (values, large) = (self.values, self.large);
        if let Some(value) = came.get(field) {
            self.compare(&format!("{call}: .{field}"), value, &read(&answer));
        }
        // Counted already.
        (self.values, self.large) = (values, large);
    }

    /// Everything that came has to be in what was read.
    fn compare(&mut self, path: &str, came: &Value, read: &Value) {
        match (came, read) {
            (Value::Object(came), Value::Object(read)) => {
                for (key, value) in came {
                    match read.get(key) {
                        Some(kept) => self.compare(&format!("{path}.{key}"), value, kept),
                        None if is_empty(value) => {}
                        None => self.troubles.push(format!("{path}.{key} is lost")),
                    }
                }
            }
            (Value::Array(came), Value::Array(read)) if came.len() == read.len() => {
                for (index, (came, read)) in came.iter().zip(read).enumerate() {
                    self.compare(&format!("{path}[{index}]"), came, read);
                }
            }
            (came, read) if came == read => {
                self.values += 1;
                self.large += usize::from(is_large(came));
            }
            (came, read) => self.troubles.push(format!("{path} came as {came} and was read as {read}")),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn is_large(value: &Value) -> bool {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number.is_some_and(|number| number > EXACT)
}

/// An argument from its JSON text.
pub fn value<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("the types do not take {text}: {error}"))
}

/// What was read, written again.
pub fn as_json<T: Serialize>(read: &T) -> Value {
    serde_json::to_value(read).unwrap_or_default()
}

#[tokio::main]
async fn main() -> ExitCode {
    let server = match MockServer::start().await {
        Ok(server) => server,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let client = Client::new(server.url());
    let mut books = Books::default();
    calls::all(&client, &mut books).await;
    for endpoint in ENDPOINTS {
        if server.applied_of(endpoint.method, endpoint.path) == 0 {
            books.troubles.push(format!("{} was never carried out", endpoint.name));
        }
    }
    if books.large == 0 {
        books.troubles.push("no answer brought a number above 2^53: nothing is known of those".into());
    }
    for trouble in &books.troubles {
        eprintln!("{trouble}");
    }
    let Books { calls, values, large, troubles } = books;
    println!(
        "{} operations, {calls} calls, {values} values read as they came, {large} of them above 2^53, {} troubles",
        ENDPOINTS.len(),
        troubles.len()
    );
    if troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
