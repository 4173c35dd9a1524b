//! Settings of the store in Redis.

use super::{RedisStore, link::Link};
use crate::{Error, Secret};
use ::redis::aio::ConnectionManager;
use core::fmt;
use std::time::Duration;

/// [`RedisStore`] 的设置。
pub struct RedisStoreBuilder {
    target: Target,
    settings: Settings,
}

enum Target {
    /// May hold a password
    Url(Secret),
    Manager(ConnectionManager),
}

#[derive(Debug)]
pub(super) struct Settings {
    pub prefix: String,
    pub lock_time: Duration,
    pub timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { prefix: "wechat-league:".to_owned(), lock_time: Duration::from_secs(12), timeout: Duration::from_secs(2) }
    }
}

impl RedisStoreBuilder {
    pub(super) fn new(url: String) -> Self {
        Self { target: Target::Url(Secret::new(url)), settings: Settings::default() }
    }

    /// 使用应用已有的连接；连接与重连由它负责
    pub fn from_connection_manager(manager: ConnectionManager) -> Self {
        Self { target: Target::Manager(manager), settings: Settings::default() }
    }

    /// 键的前缀，默认 `wechat-league:`；共用凭据的进程要一致
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.settings.prefix = prefix.into();
        self
    }

    /// 取新凭据时锁的有效期，默认 12 秒：持锁的进程中途退出时，其他进程最多等这么久；取凭据的时间也不超过它
    pub fn lock_time(mut self, time: Duration) -> Self {
        self.settings.lock_time = time;
        self
    }

    /// 建立连接与等待应答的时限，默认 2 秒
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// 建成存储；这里还不连接
    pub fn build(self) -> Result<RedisStore, Error> {
        let Self { target, settings } = self;
        if settings.lock_time.as_millis() == 0 || settings.timeout.is_zero() {
            return Err(Error::config("the token store (Redis) needs a lock time of at least 1 ms and a timeout above zero"));
        }
        let link = match target {
            Target::Url(url) => Link::open(url.expose())?,
            Target::Manager(manager) => Link::given(manager),
        };
        Ok(RedisStore::new(link, settings))
    }
}

impl fmt::Debug for RedisStoreBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RedisStoreBuilder").field("settings", &self.settings).finish_non_exhaustive()
    }
}
