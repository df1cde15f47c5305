//! A list that is read page by page, whatever its items are.

use std::any::TypeId;
use std::pin::Pin;

use oms_client::{Error, Paged, Pages, PagesEnd, Secrets, WholeList};
use serde::Serialize;
use serde_json::value::RawValue;

use super::payload;

/// A result that is still read.
pub(crate) type Reading<'l, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + 'l>>;

/// A list that is read page by page.
pub(crate) trait Listing<D> {
    /// Reads all of it, with at most `at_most` items.
    fn whole(self: Box<Self>, at_most: usize) -> Reading<'static, WholeList<D>>;

    /// Returns whether the answer is the list itself, with nothing beside it.
    fn is_bare(&self) -> bool;

    /// Reads the next page, with at most `at_most` items; `None` after the last page.
    fn next(&mut self, at_most: usize, secrets: &'static Secrets) -> Reading<'_, Option<Part>>;

    /// Returns the end of the list; `None` while there may be more.
    fn end(&self) -> Option<PagesEnd>;
}

/// A part of a list.
#[derive(Debug)]
pub(crate) struct Part {
    /// The items, as a list without its secrets.
    pub(crate) items: Option<Box<RawValue>>,
    pub(crate) count: usize,
    /// Set if the page has more items.
    pub(crate) is_cut: bool,
    /// The number of items in the whole list, if the service states it.
    pub(crate) total: Option<i64>,
}

impl<A: Paged<Item: Serialize> + 'static> Listing<A::Data> for Pages<A> {
    fn whole(self: Box<Self>, at_most: usize) -> Reading<'static, WholeList<A::Data>> {
        Box::pin(Pages::whole(*self, at_most))
    }

    fn is_bare(&self) -> bool {
        TypeId::of::<A::Data>() == TypeId::of::<Vec<A::Item>>()
    }

    fn next(&mut self, at_most: usize, secrets: &'static Secrets) -> Reading<'_, Option<Part>> {
        Box::pin(async move {
            let Some(mut page) = self.next_page().await? else {
                return Ok(None);
            };
            let is_cut = page.items.len() > at_most;
            page.items.truncate(at_most);
            Ok(Some(Part {
                items: payload(secrets, &page.items),
                count: page.items.len(),
                is_cut,
                total: page.meta.total_count,
            }))
        })
    }

    fn end(&self) -> Option<PagesEnd> {
        Pages::end(self)
    }
}
