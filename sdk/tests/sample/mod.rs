//! A call of one endpoint through its public method, with its types hidden, so that all of them fit in one list.

use serde_core::Serialize;
use serde_json::Value;
use std::{future::Future, pin::Pin};
use wechat_league::{Call, Endpoint, Error, Request, page::Paged};

/// One call, ready to run.
pub struct Sample {
    /// What is called
    pub endpoint: &'static Endpoint,
    /// Which arguments it has
    pub what: &'static str,
    /// What the spec says it sends: parameters and body in one object
    pub sent: &'static str,
    run: Run,
}

type Run = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<Outcome, Error>> + Send>> + Send>;

/// What came back.
pub struct Outcome {
    /// The answers, written back from their types: one, or one per page
    pub answers: Vec<Value>,
    /// The bytes of the only answer, or none for a list
    pub body: Vec<u8>,
}

impl Sample {
    /// A call with one answer.
    pub fn single<R>(what: &'static str, sent: &'static str, call: Call<R>) -> Self
    where
        R: Request,
        R::Response: Serialize,
    {
        let run = move || -> Pin<Box<dyn Future<Output = Result<Outcome, Error>> + Send>> {
            Box::pin(async move {
                let raw = call.with_raw().await?;
                Ok(Outcome { answers: vec![written(&raw.answer)], body: raw.body.to_vec() })
            })
        };
        Self { endpoint: R::ENDPOINT, what, sent, run: Box::new(run) }
    }

    /// A list, read page by page to its end.
    pub fn paged<R>(what: &'static str, sent: &'static str, call: Call<R>) -> Self
    where
        R: Paged,
        R::Response: Serialize,
    {
        let run = move || -> Pin<Box<dyn Future<Output = Result<Outcome, Error>> + Send>> {
            Box::pin(async move {
                let mut pages = call.pages();
                let mut answers = Vec::new();
                while let Some(page) = pages.try_next().await? {
                    answers.push(written(&page));
                }
                Ok(Outcome { answers, body: Vec::new() })
            })
        };
        Self { endpoint: R::ENDPOINT, what, sent, run: Box::new(run) }
    }

    /// Runs the call.
    pub async fn run(self) -> Result<Outcome, Error> {
        (self.run)().await
    }
}

impl Outcome {
    /// How many pages with rows were read, and whether they all differ.
    pub fn distinct_pages(&self, items: &[&str]) -> usize {
        let rows = |page: &Value| items.iter().try_fold(page, |value, step| value.get(step)).cloned().unwrap_or_default();
        let mut seen: Vec<Value> =
            self.answers.iter().map(rows).filter(|rows| rows.as_array().is_some_and(|rows| !rows.is_empty())).collect();
        seen.sort_by_key(Value::to_string);
        seen.dedup();
        seen.len()
    }
}

fn written<T: Serialize>(answer: &T) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}
