//! The call as it would be written without the SDK: reqwest, derived serde, a look at the errcode.

use crate::{Failure, answer::Answer};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use wechat_league::{Request, mock::MockServer, order::GetOrder};

/// Calls get_order of the mock server.
#[derive(Clone)]
pub struct ByHand {
    http: reqwest::Client,
    url: String,
    token: String,
}

#[derive(Serialize)]
struct OrderRequest {
    order_id: u64,
    sku_id: u64,
}

impl ByHand {
    /// With a token that is fetched once and never renewed.
    pub async fn new(http: reqwest::Client, host: &str) -> Result<Self, Failure> {
        let request = json!({"grant_type": "client_credential", "appid": MockServer::APP_ID, "secret": MockServer::SECRET});
        let sent = http.post(format!("{host}/cgi-bin/stable_token")).body(request.to_string()).send();
        let answer: Value = serde_json::from_slice(&sent.await?.bytes().await?)?;
        let token = answer["access_token"].as_str().ok_or("the mock server gave no token")?.to_owned();
        Ok(Self { http, url: format!("{host}{}", GetOrder::ENDPOINT.path), token })
    }

    /// Sends the bytes that the SDK sends, within the time that the SDK allows.
    pub async fn get_order(&self, order_id: u64, sku_id: u64) -> Result<Answer, Failure> {
        let url = format!("{}?access_token={}", self.url, self.token);
        let body = serde_json::to_vec(&OrderRequest { order_id, sku_id })?;
        let request = self.http.post(url).timeout(Duration::from_secs(30));
        let sent = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(body).send();
        let answer: Answer = serde_json::from_slice(&sent.await?.bytes().await?)?;
        match answer.errcode {
            0 => Ok(answer),
            code => Err(format!("errcode {code}: {}", answer.errmsg).into()),
        }
    }
}
