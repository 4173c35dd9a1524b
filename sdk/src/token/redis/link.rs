//! The connection to Redis, and what is said of its failures.

use crate::Error;
use ::redis::{
    Client, ErrorKind, RedisError, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Where connections come from.
pub(super) enum Link {
    /// Made when it is first needed, because that is possible only inside of a runtime; made anew after every failure
    Own {
        client: Box<Client>,
        current: Mutex<Option<Arc<ConnectionManager>>>,
    },
    Given(Arc<ConnectionManager>),
}

impl Link {
    /// To the Redis at this URL; nothing is connected yet.
    pub fn open(url: &str) -> Result<Self, Error> {
        let wrong = |reason: &str| {
            let form = "redis://user:password@host:6379/0";
            Error::config(format!("the URL of the token store (Redis) has to look like {form}: {reason}"))
        };
        // Otherwise a piece of the password would be taken for the host, and shown as such.
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        if !scheme.ends_with("unix") && rest.rsplit_once('@').is_some_and(|(user, _)| user.contains(['/', '?', '#'])) {
            return Err(wrong("the characters / ? # in the password have to be percent-encoded"));
        }
        // After the dash the crate may repeat a piece of the URL.
        let client = Client::open(url).map_err(|error| wrong(error.to_string().split(" - ").next().unwrap_or_default()))?;
        Ok(Self::Own { client: Box::new(client), current: Mutex::default() })
    }

    /// Over a connection of the application's.
    pub fn given(manager: ConnectionManager) -> Self {
        Self::Given(Arc::new(manager))
    }

    pub fn manager(&self, timeout: Duration) -> RedisResult<Arc<ConnectionManager>> {
        let (client, current) = match self {
            Self::Own { client, current } => (client, current),
            Self::Given(manager) => return Ok(Arc::clone(manager)),
        };
        let mut current = locked(current);
        if let Some(manager) = &*current {
            return Ok(Arc::clone(manager));
        }
        // A caller has no time for several attempts at connecting; the next call makes the next one.
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(timeout))
            .set_response_timeout(Some(timeout));
        let manager = Arc::new(ConnectionManager::new_lazy_with_config(Client::clone(client), config)?);
        *current = Some(Arc::clone(&manager));
        Ok(manager)
    }

    /// A manager replaces a connection that broke, but none that went silent, was refused a password, or leads to a server
    /// that has become a replica.
    pub fn give_up(&self, failed: &Arc<ConnectionManager>) {
        if let Self::Own { current, .. } = self {
            locked(current).take_if(|present| Arc::ptr_eq(present, failed));
        }
    }

    pub fn failed(&self, error: RedisError) -> Error {
        if !error.is_io_error() {
            return Error::network(format!("the token store (Redis) cannot be used: {}", self.said(&error)), false, None);
        }
        let place = match self {
            Self::Own { client, .. } => format!("{}: ", client.get_connection_info().addr()),
            Self::Given(_) => String::new(),
        };
        let message = format!("the token store (Redis) cannot be reached: {place}{error}");
        Error::network(message, error.is_connection_refusal(), Some(Box::new(error)))
    }

    /// What Redis said, without the arguments that it likes to repeat: among them may be the token or the password.
    fn said(&self, error: &RedisError) -> String {
        let Some(code) = error.code() else {
            // Such as TLS, which is set up before anything secret is sent; an answer that was not understood is no such thing.
            return if error.kind() == ErrorKind::Client { error.to_string() } else { error.category().to_owned() };
        };
        let detail = error.detail().unwrap_or_default();
        let detail = detail.find("with args").map_or(detail, |at| detail[..at].trim_end_matches([' ', ',']));
        let text = format!("{code} {detail}");
        let Self::Own { client, .. } = self else { return text };
        match client.get_connection_info().redis_settings().password() {
            Some(password) if !password.is_empty() => text.replace(password, "***"),
            _ => text,
        }
    }
}

fn locked(current: &Mutex<Option<Arc<ConnectionManager>>>) -> MutexGuard<'_, Option<Arc<ConnectionManager>>> {
    current.lock().unwrap_or_else(PoisonError::into_inner)
}
