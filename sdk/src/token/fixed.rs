//! A token that somebody else takes care of.

use super::{AccessToken, IssuedToken, TokenContext, TokenSource};
use crate::{Error, transport::BoxFuture};

/// 固定的凭据：一直用到平台说它失效为止，之后的调用立即报错。
///
/// ```
/// use wechat_league::{Client, token::FixedToken};
///
/// # fn main() -> Result<(), wechat_league::Error> {
/// let client = Client::with_token_source(FixedToken::new("token")).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct FixedToken(AccessToken);

impl FixedToken {
    /// 包起一个现成的凭据
    pub fn new(token: &str) -> Self {
        Self(AccessToken::new(token))
    }
}

impl TokenSource for FixedToken {
    fn fetch<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        Box::pin(async move { Ok(IssuedToken::lasting(self.0.clone())) })
    }
}
