//! A text that no output shows.

use core::fmt;
use zeroize::Zeroize;

/// 机密文本：不会出现在任何日志、`Debug` 或错误里，释放时清零。
///
/// ```
/// let secret = wechat_league::Secret::new("wx-app-secret");
/// assert_eq!(format!("{secret:?}"), "Secret(***)");
/// assert_eq!(secret.expose(), "wx-app-secret");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 包起一段机密文本
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// 明文；只在真正要用的地方调用
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// 是否为空
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
