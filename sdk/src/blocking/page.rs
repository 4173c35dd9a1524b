//! Lists that are waited for: iterators over pages, or over the rows of all pages.

use super::runtime::Runtime;
use crate::{Error, page::Paged};
use core::{fmt, iter::FusedIterator};
use std::vec;

/// 一页一页地读列表。
///
/// 出错之后即结束；翻不下去时，先给出已读到的这一页，再报错。
#[must_use = "a list does nothing until it is read"]
pub struct Pages<R: Paged> {
    pages: Option<crate::Pages<R>>,
    runtime: Runtime,
}

impl<R: Paged> Pages<R> {
    pub(super) fn new(pages: crate::Pages<R>, runtime: Runtime) -> Self {
        Self { pages: Some(pages), runtime }
    }

    /// 把余下各页合起来，最多 `limit` 条
    pub fn collect_up_to(self, limit: usize) -> Result<Vec<R::Item>, Error> {
        Items::new(self).collect_up_to(limit)
    }
}

impl<R: Paged> Iterator for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pages = self.pages.take()?;
        // The list comes back beside its page; it is not kept after its end, an error or a panic.
        let turned = self.runtime.run(Some(R::ENDPOINT), async move {
            let page = pages.try_next().await?;
            Ok::<_, Error>(page.map(|page| (page, pages)))
        });
        match turned {
            Ok(Some((page, rest))) => {
                self.pages = Some(rest);
                Some(Ok(page))
            }
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl<R: Paged> FusedIterator for Pages<R> {}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("endpoint", &R::ENDPOINT.name).finish_non_exhaustive()
    }
}

/// 一条一条地读列表，自动翻页；读完一页才取下一页。
#[must_use = "a list does nothing until it is read"]
pub struct Items<R: Paged> {
    pages: Pages<R>,
    waiting: vec::IntoIter<R::Item>,
}

impl<R: Paged> Items<R> {
    pub(super) fn new(pages: Pages<R>) -> Self {
        Self { pages, waiting: Vec::new().into_iter() }
    }

    /// 读到结尾或 `limit` 条为止
    pub fn collect_up_to(self, limit: usize) -> Result<Vec<R::Item>, Error> {
        self.take(limit).collect()
    }
}

impl<R: Paged> Iterator for Items<R> {
    type Item = Result<R::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.waiting = R::into_items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<R: Paged> FusedIterator for Items<R> {}

impl<R: Paged> fmt::Debug for Items<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("endpoint", &R::ENDPOINT.name).finish_non_exhaustive()
    }
}
