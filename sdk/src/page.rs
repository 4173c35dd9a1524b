//! Lists: page by page, or item by item over all pages.

mod turn;

pub use turn::{Position, Seen};

use crate::{
    Client, Error,
    call::{Call, CallOptions, WithRaw},
    request::Request,
};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};
use futures_core::Stream;
use std::collections::VecDeque;
use turn::Turn;

/// A request whose answer is one page of a list. Generated code implements it.
pub trait Paged: Request + Clone + Unpin {
    /// One row of the list
    type Item: Send + Unpin + 'static;

    /// Rows that a page may have at most, as far as the docs say.
    ///
    /// ```
    /// # #[cfg(feature = "order")] {
    /// use wechat_league::{order::GetOrderList, page::Paged};
    ///
    /// assert_eq!(GetOrderList::MAX_PAGE_SIZE, Some(30));
    /// # }
    /// ```
    const MAX_PAGE_SIZE: Option<i64> = match &Self::ENDPOINT.paging {
        Some(paging) => paging.max_size,
        None => None,
    };

    /// Where the request itself begins.
    #[doc(hidden)]
    fn position(&self) -> Position;

    /// Moves the request to a position.
    #[doc(hidden)]
    fn go_to(&mut self, position: &Position);

    /// What a page says about the pages after it.
    #[doc(hidden)]
    fn seen(page: &Self::Response) -> Seen;

    /// The rows of a page.
    #[doc(hidden)]
    fn into_items(page: Self::Response) -> Vec<Self::Item>;
}

type Fetch<R> = Pin<Box<dyn Future<Output = Result<WithRaw<<R as Request>::Response>, Error>> + Send>>;

/// 一页一页地读列表。
///
/// 既是 [`Stream`]，也可直接 `try_next().await`。出错之后流即结束；翻不下去时，先给出已读到的这一页，再报错。
#[must_use = "a list does nothing until it is read"]
pub struct Pages<R: Paged> {
    client: Client,
    request: R,
    options: CallOptions,
    turn: Turn,
    fetch: Option<Fetch<R>>,
}

impl<R: Paged> Pages<R> {
    pub(crate) fn new(client: Client, request: R, options: CallOptions) -> Self {
        let turn = Turn::new(R::ENDPOINT.paging, request.position());
        Self { client, request, options, turn, fetch: None }
    }

    /// 下一页；读完之后是 `None`
    pub async fn try_next(&mut self) -> Result<Option<R::Response>, Error> {
        core::future::poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// 把余下各页合起来，最多 `limit` 条
    pub async fn collect_up_to(self, limit: usize) -> Result<Vec<R::Item>, Error> {
        Items::new(self).collect_up_to(limit).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Response, Error>>> {
        if self.fetch.is_none() {
            if let Some(trouble) = self.turn.take_trouble() {
                return Poll::Ready(Some(Err(trouble.at(Some(R::ENDPOINT)))));
            }
            let Some(position) = self.turn.position() else { return Poll::Ready(None) };
            // The first page is asked for as the caller wrote it.
            if let Some(position) = position {
                self.request.go_to(position);
            }
            let call = Call::new(self.client.clone(), self.request.clone(), self.options.clone());
            self.fetch = Some(Box::pin(call.with_raw()));
        }
        let Some(fetch) = &mut self.fetch else { return Poll::Ready(None) };
        let read = ready!(fetch.as_mut().poll(context));
        self.fetch = None;
        let page = read.map(|read| {
            // The rows of this page are good even where the way to the next one is not.
            self.turn.advance(&R::seen(&read.answer), read.body);
            read.answer
        });
        if page.is_err() {
            self.turn.stop();
        }
        Poll::Ready(Some(page))
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("endpoint", &R::ENDPOINT.name).finish_non_exhaustive()
    }
}

/// 一条一条地读列表，自动翻页。
///
/// ```no_run
/// # #[cfg(feature = "order")]
/// # async fn run(client: wechat_league::Client) -> Result<(), wechat_league::Error> {
/// let mut orders = client.order().get_order_list(wechat_league::order::GetOrderList::new(30)).items();
/// while let Some(order) = orders.try_next().await? {
///     println!("{:?}", order.order_id);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list does nothing until it is read"]
pub struct Items<R: Paged> {
    pages: Pages<R>,
    waiting: VecDeque<R::Item>,
}

impl<R: Paged> Items<R> {
    pub(crate) fn new(pages: Pages<R>) -> Self {
        Self { pages, waiting: VecDeque::new() }
    }

    /// 下一条；读完之后是 `None`
    pub async fn try_next(&mut self) -> Result<Option<R::Item>, Error> {
        core::future::poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// 读到结尾或 `limit` 条为止
    pub async fn collect_up_to(mut self, limit: usize) -> Result<Vec<R::Item>, Error> {
        let mut items = Vec::new();
        while items.len() < limit {
            match self.try_next().await? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Item, Error>>> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.waiting.extend(R::into_items(page)),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paged> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<R: Paged> fmt::Debug for Items<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("endpoint", &R::ENDPOINT.name).finish_non_exhaustive()
    }
}
