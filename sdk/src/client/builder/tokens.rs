//! Settings of tokens: where they come from and where they are kept.

use super::ClientBuilder;
use crate::{
    Error,
    token::{Shared, StableToken, TokenCache, TokenKey, TokenSource, TokenStore},
};
use std::sync::Arc;

impl ClientBuilder {
    /// 自己的凭据来源，例如中控服务器；默认 [`StableToken`]
    pub fn token_source(mut self, tokens: impl TokenSource) -> Self {
        self.tokens = Some(Arc::new(tokens));
        self
    }

    /// 与其他进程（或同一进程里的其他客户端）共用凭据；默认只存在内存
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// 凭据存储连不上时，是否撇开它、自己取凭据；默认否：内存里没有可用凭据的调用会报错
    pub fn token_store_optional(mut self, optional: bool) -> Self {
        self.store_optional = optional;
        self
    }

    pub(super) fn token_cache(&mut self, base_url: &str) -> Result<Arc<TokenCache>, Error> {
        let source = match self.tokens.take() {
            Some(source) => source,
            None if self.app_id.trim().is_empty() => return Err(Error::config("the app id is empty")),
            None if self.secret.expose().trim().is_empty() => return Err(Error::config("the app secret is empty")),
            None => Arc::new(StableToken::new(self.app_id.as_str(), self.secret.clone())),
        };
        let shared = match (self.store.take(), source.identity()) {
            (None, _) => None,
            (Some(store), Some(identity)) => {
                let key = TokenKey::new(identity.app_id, identity.kind, base_url);
                Some(Shared { store, key, optional: self.store_optional })
            }
            (Some(_), None) => {
                let message =
                    "the token source has no identity, so its tokens cannot be kept in a store: see TokenSource::identity";
                return Err(Error::config(message));
            }
        };
        Ok(Arc::new(TokenCache::new(source, shared)))
    }
}
