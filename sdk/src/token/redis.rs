//! The token store in Redis: several processes share a token, its end, and the lock for fetching it.

mod builder;
mod link;
mod script;

pub use builder::RedisStoreBuilder;

use self::{builder::Settings, link::Link};
use super::{AccessToken, StoredToken, TokenKey, TokenStore};
use crate::{Error, transport::BoxFuture};
use ::redis::{FromRedisValue, Script, aio::ConnectionManager};
use core::fmt;
use std::{
    io,
    sync::Arc,
    time::{Duration, SystemTime},
};

/// Redis 里的凭据存储：多个进程共用一个凭据。克隆很便宜，多个账号、多个客户端可以共用同一个连接。
///
/// 第一次用到时才连接；Redis 断开期间的调用得到说明原因的错误，恢复后自动重连。Redis 须允许 Lua 脚本（`EVALSHA`）；`rediss://`
/// 需要应用自己打开 `redis` crate 的 TLS 特性。
///
/// ```
/// # fn main() -> Result<(), wechat_league::Error> {
/// use wechat_league::{Client, token::RedisStore};
///
/// let store = RedisStore::connect("redis://:password@127.0.0.1:6379/0")?;
/// let client = Client::builder("wx0123456789abcdef", "app-secret").token_store(store).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisStore {
    inner: Arc<Inner>,
}

struct Inner {
    link: Link,
    settings: Settings,
}

impl RedisStore {
    /// 按默认设置使用这个 Redis，形如 `redis://user:password@host:6379/0`；这里还不连接
    pub fn connect(url: &str) -> Result<Self, Error> {
        Self::builder(url).build()
    }

    /// 自行设置
    pub fn builder(url: impl Into<String>) -> RedisStoreBuilder {
        RedisStoreBuilder::new(url.into())
    }

    /// 按默认设置使用应用已有的连接；连接与重连由它负责
    pub fn from_connection_manager(manager: ConnectionManager) -> Self {
        Self::new(Link::given(manager), Settings::default())
    }

    fn new(link: Link, settings: Settings) -> Self {
        Self { inner: Arc::new(Inner { link, settings }) }
    }

    fn token_key(&self, key: &TokenKey) -> String {
        format!("{}token:{key}", self.inner.settings.prefix)
    }

    fn lock_key(&self, key: &TokenKey) -> String {
        format!("{}lock:{key}", self.inner.settings.prefix)
    }

    /// Runs a script on one key.
    async fn run<T: FromRedisValue>(&self, script: &Script, key: String, arguments: &[&str]) -> Result<T, Error> {
        let Inner { link, settings } = &*self.inner;
        let mut call = script.key(key);
        for argument in arguments {
            call.arg(*argument);
        }
        let mut again = true;
        loop {
            let manager = link.manager(settings.timeout).map_err(|error| link.failed(error))?;
            let mut connection = ConnectionManager::clone(&manager);
            let answer = tokio::time::timeout(settings.timeout, call.invoke_async::<T>(&mut connection)).await;
            let error = match answer.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into())) {
                Ok(found) => return Ok(found),
                Err(error) => error,
            };
            link.give_up(&manager);
            // A connection that was cut while it was idle says so only now. If Redis did hear of it, a repeat does no harm: at
            // worst a lock is taken for somebody else's, and it ends by itself.
            if !again || !error.is_io_error() || error.is_timeout() {
                return Err(link.failed(error));
            }
            again = false;
        }
    }
}

impl TokenStore for RedisStore {
    fn get<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, Result<Option<StoredToken>, Error>> {
        Box::pin(async move {
            let found: Option<(String, u64, u64)> = self.run(&script::GET, self.token_key(key), &[]).await?;
            Ok(found.map(|(token, ends, life)| {
                // Redis counts down by itself: a clock that is slow here does not keep a dead token alive.
                let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
                let counted = now + Duration::from_millis(life);
                let counted = counted.as_secs() + u64::from(counted.subsec_nanos() > 0);
                let end = SystemTime::UNIX_EPOCH + Duration::from_secs(ends.min(counted));
                StoredToken::new(AccessToken::new(token), end)
            }))
        })
    }

    fn put<'a>(
        &'a self,
        key: &'a TokenKey,
        token: &'a StoredToken,
        seen: Option<&'a StoredToken>,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let ends = token.expires_at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
            let value = serde_json::json!({"token": token.token.expose(), "expires_at": ends}).to_string();
            // The empty text is no token, and Redis takes no life of zero.
            let seen = seen.map_or("", |seen| seen.token.expose());
            let life = token.lifetime().as_millis().max(1).to_string();
            self.run(&script::PUT, self.token_key(key), &[seen, &value, &life]).await
        })
    }

    fn lock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let life = self.lock_time().as_millis().to_string();
            self.run(&script::LOCK, self.lock_key(key), &[owner, &life]).await
        })
    }

    fn unlock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let _: bool = self.run(&script::UNLOCK, self.lock_key(key), &[owner]).await?;
            Ok(())
        })
    }

    fn lock_time(&self) -> Duration {
        self.inner.settings.lock_time
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RedisStore").field("settings", &self.inner.settings).finish_non_exhaustive()
    }
}
