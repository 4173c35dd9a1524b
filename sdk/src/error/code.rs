//! Error codes: any number, with what the tables know about it.

use crate::{
    catalog::{Class, CodeInfo, Repeat},
    generated::errors::CODES,
};
use core::fmt;

/// 平台错误码。已知的码有常量、名称、分类与说明；未知的码照样可用。
///
/// ```
/// use wechat_league::{ErrorCode, catalog::Class};
///
/// let code = ErrorCode::new(40001);
/// assert_eq!(code, ErrorCode::INVALID_CREDENTIAL);
/// assert_eq!(code.class(), Some(Class::Token));
/// assert_eq!(ErrorCode::new(123_456_789).name(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCode(i64);

/// The same as [`ErrorCode::new`], in the form that is cheapest to check three hundred times.
#[doc(hidden)]
pub const fn error_code(code: i64) -> ErrorCode {
    ErrorCode(code)
}

impl ErrorCode {
    /// 由数值构造
    pub const fn new(code: i64) -> Self {
        Self(code)
    }

    /// 数值
    pub const fn get(self) -> i64 {
        self.0
    }

    /// 错误码表里的条目
    pub fn info(self) -> Option<&'static CodeInfo> {
        CODES.binary_search_by_key(&self.0, |info| info.code).ok().map(|index| &CODES[index])
    }

    /// 常量名
    pub fn name(self) -> Option<&'static str> {
        self.info().map(|info| info.name)
    }

    /// 分类
    pub fn class(self) -> Option<Class> {
        self.info().map(|info| info.class)
    }

    /// 重试会怎样；未知的码一律不重试
    pub fn repeat(self) -> Repeat {
        self.info().map_or(Repeat::Never, |info| info.repeat)
    }

    /// 说明
    pub fn doc(self) -> Option<&'static str> {
        self.info().map(|info| info.doc)
    }

    /// 处理办法
    pub fn hint(self) -> Option<&'static str> {
        self.info().and_then(|info| info.hint)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(formatter, "{}({name})", self.0),
            None => self.0.fmt(formatter),
        }
    }
}

impl From<i64> for ErrorCode {
    fn from(code: i64) -> Self {
        Self(code)
    }
}
