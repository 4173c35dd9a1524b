//! 使用指南：从第一次上线到每天对账。
//!
//! | 指南 | 什么时候看 |
//! |---|---|
//! | [`production`] | 上线之前：凭据、域名、时限、限速、TLS、日志 |
//! | [`redis`] | 一个账号有几个进程 |
//! | [`retry`] | 读操作该重发几次；写操作失败了，钱到底动了没有 |
//! | [`paging`] | 读列表，读到一半出错，下次接着读 |
//! | [`testing`] | 给自己的代码写测试，包括断线 |
//! | [`blocking`] | 程序不用异步 |

/// A guide is a file. The guides link to each other as files, too; of two definitions of a link the first one counts, so
/// that here the links lead to modules.
macro_rules! guide {
    ($name:ident, $file:literal) => {
        #[doc = "[production]: crate::guide::production"]
        #[doc = "[redis]: crate::guide::redis"]
        #[doc = "[retry]: crate::guide::retry"]
        #[doc = "[paging]: crate::guide::paging"]
        #[doc = "[testing]: crate::guide::testing"]
        #[doc = "[blocking]: crate::guide::blocking"]
        #[doc = ""]
        #[doc = include_str!($file)]
        pub mod $name {}
    };
}

guide!(production, "../docs/production.md");
guide!(redis, "../docs/redis.md");
guide!(retry, "../docs/retry.md");
guide!(paging, "../docs/paging.md");
guide!(testing, "../docs/testing.md");
guide!(blocking, "../docs/blocking.md");
