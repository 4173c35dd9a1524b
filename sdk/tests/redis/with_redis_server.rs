//! Everything that needs a `redis-server`. `cargo xtask test` knows these tests by the name of this module.

mod outage;
mod processes;
mod writing;

use crate::{contract, server::RedisServer};
use std::{sync::Arc, time::Duration};
use wechat_league::token::{RedisStore, TokenStore};

fn store() -> (Arc<dyn TokenStore>, RedisServer) {
    let redis = RedisServer::start();
    let builder = RedisStore::builder(redis.url()).lock_time(Duration::from_secs(1));
    (Arc::new(builder.build().unwrap()), redis)
}

contract::promises!(store);
