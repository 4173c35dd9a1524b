//! Where the next page is: decided from the paging data of the endpoint and what the last page said.

use crate::{
    Error,
    catalog::{Paging, PagingStyle},
};
use bytes::Bytes;
use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// So many pages without a row, one after the other, are no list any more.
const EMPTY_PAGES: u32 = 1000;

/// The position of a page; which part counts depends on the style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// Cursor handed out by the previous page
    pub cursor: String,
    /// Rows already seen
    pub offset: i64,
    /// Page number
    pub page: i64,
}

/// What a page says about the pages after it; None where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Rows on the page
    pub rows: usize,
    /// Cursor of the next page; empty where there is none
    pub cursor: Option<String>,
    /// Offset of the next page
    pub offset: Option<i64>,
    /// Whether more pages follow
    pub more: Option<bool>,
    /// Rows in all
    pub total: Option<i64>,
}

/// The turning of pages.
#[derive(Debug)]
pub(super) struct Turn {
    paging: Option<Paging>,
    position: Position,
    first: bool,
    done: bool,
    rows: i64,
    /// Pages without a row since the last one with some
    empty: u32,
    /// Cursors that were asked for, as hashes: a list may have many pages
    asked: HashSet<u64>,
    hasher: RandomState,
    /// The last page as it came
    last: Bytes,
    trouble: Option<Error>,
}

impl Turn {
    pub fn new(paging: Option<Paging>, start: Position) -> Self {
        let hasher = RandomState::new();
        let asked = HashSet::from([hasher.hash_one(&start.cursor)]);
        let (rows, empty, last) = (0, 0, Bytes::new());
        Self { paging, position: start, first: true, done: false, rows, empty, asked, hasher, last, trouble: None }
    }

    /// The position to ask for: None at the end, an inner None for the first page.
    pub fn position(&self) -> Option<Option<&Position>> {
        (!self.done).then_some((!self.first).then_some(&self.position))
    }

    pub fn stop(&mut self) {
        self.done = true;
    }

    /// Why the list cannot be read on, told once.
    pub fn take_trouble(&mut self) -> Option<Error> {
        self.trouble.take()
    }

    /// Moves on, ends, or finds that the list cannot be going on like this.
    pub fn advance(&mut self, seen: &Seen, page: Bytes) {
        let Some(paging) = self.paging else {
            self.done = true;
            return;
        };
        self.first = false;
        self.rows += seen.rows as i64;
        self.empty = if seen.rows == 0 { self.empty + 1 } else { 0 };
        let again = seen.rows > 0 && self.last == page;
        self.last = page;
        let moved = match paging.style {
            PagingStyle::Cursor => self.by_cursor(seen),
            PagingStyle::Offset => self.by_offset(seen),
            PagingStyle::Page => self.by_page(seen),
        };
        let moved = moved.and_then(|()| self.still_moves(again && paging.style != PagingStyle::Cursor));
        if let Err(trouble) = moved {
            self.done = true;
            self.trouble = Some(trouble);
        }
    }

    /// Catches the lists that never end.
    fn still_moves(&self, again: bool) -> Result<(), Error> {
        match self.done {
            false if again => {
                Err(Error::paging("the list answers the page just read once more: the position that was asked for has no effect"))
            }
            false if self.empty >= EMPTY_PAGES => {
                Err(Error::paging(format!("the list says that more pages follow, but {EMPTY_PAGES} in a row were empty")))
            }
            _ => Ok(()),
        }
    }

    fn by_cursor(&mut self, seen: &Seen) -> Result<(), Error> {
        let cursor = seen.cursor.as_deref().unwrap_or_default();
        let ended = match (seen.more, seen.total) {
            (Some(more), _) => !more,
            (None, Some(total)) if self.rows >= total => true,
            (None, _) => cursor.is_empty() || seen.rows == 0,
        };
        if ended {
            self.done = true;
            return Ok(());
        }
        if cursor.is_empty() {
            return Err(Error::paging("the list says that more pages follow, but gives no cursor for the next one"));
        }
        if cursor == self.position.cursor {
            return Err(Error::paging("the list hands out the cursor of the page just read: reading on would never end"));
        }
        if !self.asked.insert(self.hasher.hash_one(cursor)) {
            return Err(Error::paging("the list hands out a cursor that was read before: reading on would never end"));
        }
        self.position.cursor = cursor.to_owned();
        Ok(())
    }

    fn by_offset(&mut self, seen: &Seen) -> Result<(), Error> {
        let next = seen.offset.unwrap_or(self.position.offset + seen.rows as i64);
        let ended = match (seen.more, seen.total) {
            (Some(more), _) => !more,
            (None, Some(total)) => next >= total || seen.rows == 0,
            (None, None) => seen.rows == 0,
        };
        if ended {
            self.done = true;
            return Ok(());
        }
        if next <= self.position.offset {
            return Err(Error::paging("the list says that more pages follow, but its offset does not move on"));
        }
        self.position.offset = next;
        Ok(())
    }

    fn by_page(&mut self, seen: &Seen) -> Result<(), Error> {
        let ended = match (seen.more, seen.total) {
            (Some(more), _) => !more,
            (None, Some(total)) => self.rows >= total || seen.rows == 0,
            (None, None) => seen.rows == 0,
        };
        if ended {
            self.done = true;
            return Ok(());
        }
        if seen.rows == 0 {
            return Err(Error::paging("the list says that more pages follow, but this one is empty"));
        }
        self.position.page += 1;
        self.position.cursor = seen.cursor.clone().unwrap_or_default();
        Ok(())
    }
}
