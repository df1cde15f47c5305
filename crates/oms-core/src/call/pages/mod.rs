//! A list that the service gives page by page, asked for one page after the other.
//!
//! It believes what it counts before what an answer says of itself, and never asks on for ever.

mod cursor;
#[cfg(feature = "stream")]
mod stream;

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use cursor::Cursor;

use crate::call::call_options::option_setters;
pub use cursor::PagesEnd;

use crate::call::future::RunningCall;
use crate::{Action, CallOptions, Dispatcher, Error, Invalid, Meta, Reply};

/// An action that answers with one page of a list.
///
/// It is implemented by generated request types of actions that only read.
pub trait Paged: Action + Clone {
    /// An item of the list.
    type Item;

    /// The number of the page that is asked for, counted from one, where it was given.
    fn page_number(&self) -> Option<i64>;

    /// Asks for another page.
    fn set_page_number(&mut self, number: i64);

    /// The list in an answer, where the answer has one.
    fn list(data: &mut Self::Data) -> Option<&mut Vec<Self::Item>>;

    /// The items that an answer holds; none where the answer has no list.
    fn items(data: Self::Data) -> Vec<Self::Item>;
}

/// The pages of a list, one after the other, from the page that the request names or from the
/// first. Nothing is sent before [`next_page`](Self::next_page).
///
/// The size of a page is the request's own. The list ends
///
/// - where the items counted reach the total that the envelope states. A total below that count is
///   wrong and not believed. If another one was stated before, the list is not complete
///   ([`PagesEnd::Changed`]);
/// - at an empty page. If more items were stated last than came, the list is not complete
///   ([`PagesEnd::BelowTotal`]). A page with fewer items than the others is no end, also where no
///   total is stated: a service may leave out of each page what the caller must not see;
/// - after two pages in a row that were given before. A page that was given before is left out: one
///   may come where a page was filled with new items while another was asked for, and more of them
///   come only from a service that does not turn the pages;
/// - where the items counted pass a total that was stated before: the service may ignore the number
///   of the page;
/// - after 1,000 pages, or as many as [`at_most_pages`](Self::at_most_pages) says.
///
/// A page whose list is of an odd type is [`Unreadable`](crate::Unreadable), and no end.
///
/// The sizes that an answer states are not believed: a service that gives fewer items than it was
/// asked for would end the list early. Items that come or go between two pages can be seen twice or
/// missed, because the service holds no list open. The total tells of it, unless as many came as
/// went.
#[must_use = "nothing is sent before a page is asked for"]
pub struct Pages<A> {
    dispatcher: Dispatcher,
    request: A,
    cursor: Cursor,
    /// In a lock that nobody waits for, so that pages can be shared.
    running: Mutex<Option<RunningCall>>,
    options: Option<Box<CallOptions>>,
    /// `true` if a stream over the pages ended with an error.
    #[cfg(feature = "stream")]
    failed: bool,
}

/// The answer that holds a page, with the number of the page.
type Numbered<A> = (i64, Reply<<A as Action>::Data>);

/// An answer, with the number of its page where that is given out.
type Answered<A> = (Option<i64>, Reply<<A as Action>::Data>);

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The number that was asked for.
    pub number: i64,
    /// The items of the page, at least one.
    pub items: Vec<T>,
    /// The envelope's and the transport's account around it.
    pub meta: Meta,
}

/// The items of a list, from all its pages up to a bound.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Items<T> {
    /// The items, in the order of the pages.
    pub items: Vec<T>,
    /// The end of the list; `None` where the bound was reached first, so that there may be more.
    pub end: Option<PagesEnd>,
}

/// A list as one answer, from all its pages up to a bound.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WholeList<D> {
    /// The answer of the first page, with the items of all of them.
    pub reply: Reply<D>,
    /// The end of the list; `None` where the bound was reached first, so that there may be more.
    pub end: Option<PagesEnd>,
}

impl Dispatcher {
    /// Lists page by page.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }
}

impl<A: Paged> Pages<A> {
    pub(crate) fn new(dispatcher: Dispatcher, request: A) -> Self {
        Self {
            cursor: Cursor::new(request.page_number().unwrap_or(1)),
            dispatcher,
            request,
            running: Mutex::new(None),
            options: None,
            #[cfg(feature = "stream")]
            failed: false,
        }
    }

    option_setters!();

    fn call_options(&mut self) -> &mut CallOptions {
        self.options.get_or_insert_default()
    }

    /// Asks for no more than this many pages in all, instead of 1,000. The list then ends with
    /// [`PagesEnd::TooManyPages`].
    pub fn at_most_pages(mut self, pages: u32) -> Self {
        self.cursor.limit(pages);
        self
    }

    /// The next page; `None` after the last one.
    ///
    /// An error leaves the place as it was: the next call asks for the same page again. The same
    /// holds where the future is dropped: the next call goes on waiting for the answer that is
    /// under way.
    ///
    /// # Errors
    ///
    /// As [`Call`](crate::Call) says.
    pub async fn next_page(&mut self) -> Result<Option<Page<A::Item>>, Error> {
        #[cfg(feature = "stream")]
        {
            self.failed = false;
        }
        poll_fn(|cx| self.poll_next_page(cx)).await
    }

    /// The items of all pages that are left, at most `at_most` of them. [`Items::end`] says whether
    /// there may be more.
    ///
    /// # Errors
    ///
    /// As [`Call`](crate::Call) says. The items of earlier pages are lost with it; where that
    /// matters, ask for each page.
    pub async fn items(mut self, at_most: usize) -> Result<Items<A::Item>, Error> {
        let mut items = Vec::new();
        while items.len() < at_most
            && let Some(page) = self.next_page().await?
        {
            items.extend(page.items);
        }
        let cut = items.len() > at_most;
        items.truncate(at_most);
        let end = self.end().filter(|_| !cut);
        Ok(Items { items, end })
    }

    /// The list as one answer: that of the first page, whose list holds the items of all pages that
    /// are left, at most `at_most` of them. It keeps what the payload holds beside the list, and
    /// the [odd fields](Meta::odd_fields) of all pages, each by its place in its page.
    ///
    /// # Errors
    ///
    /// As [`items`](Self::items).
    pub async fn whole(mut self, at_most: usize) -> Result<WholeList<A::Data>, Error> {
        let Some((_, mut reply)) = poll_fn(|cx| self.poll_answer(cx)).await? else {
            return Err(Invalid::new("allows no page").at("at_most_pages").into());
        };
        let length =
            |reply: &mut Reply<A::Data>| A::list(&mut reply.data).map_or(0, |list| list.len());
        while length(&mut reply) < at_most
            && let Some((_, more)) = poll_fn(|cx| self.poll_next_answer(cx)).await?
        {
            if let Some(list) = A::list(&mut reply.data) {
                list.extend(A::items(more.data));
            }
            reply.meta.odd_fields.extend(more.meta.odd_fields);
        }
        let is_cut = length(&mut reply) > at_most;
        if let Some(list) = A::list(&mut reply.data) {
            list.truncate(at_most);
        }
        let end = self.end().filter(|_| !is_cut);
        Ok(WholeList { reply, end })
    }

    /// The end of the list; `None` while there may be more.
    #[must_use]
    pub fn end(&self) -> Option<PagesEnd> {
        self.cursor.end()
    }

    fn poll_next_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<Page<A::Item>>, Error>> {
        let answer = ready!(self.poll_next_answer(cx))?;
        Poll::Ready(Ok(answer.map(|(number, reply)| Page {
            number,
            items: A::items(reply.data),
            meta: reply.meta,
        })))
    }

    /// The next page that is given out, with its number.
    fn poll_next_answer(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<Numbered<A>>, Error>> {
        loop {
            match ready!(self.poll_answer(cx))? {
                Some((Some(number), reply)) => return Poll::Ready(Ok(Some((number, reply)))),
                Some((None, _)) => {}
                None => return Poll::Ready(Ok(None)),
            }
        }
    }

    /// The next answer, with the number of its page where that is given out; `None` at the end.
    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Answered<A>>, Error>> {
        if self.cursor.end().is_some() {
            return Poll::Ready(Ok(None));
        }
        let place = self
            .running
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let running = match place {
            Some(running) => running,
            waiting => {
                self.request.set_page_number(self.cursor.number());
                waiting.insert(self.dispatcher.start(&self.request, self.options.clone())?)
            }
        };
        let result = ready!(running.as_mut().poll(cx));
        self.running = Mutex::new(None);
        let accepted = result?;
        let fingerprint = cursor::fingerprint(accepted.payload());
        let has_list = |data: &mut A::Data| A::list(data).is_some();
        let mut reply = accepted.read_with::<A::Data>(has_list)?;
        let count = A::list(&mut reply.data).map_or(0, |list| list.len());
        let total = reply.meta.total_count;
        let number = self.cursor.turn(count, total, fingerprint);
        Poll::Ready(Ok(Some((number, reply))))
    }
}

impl<T> Items<T> {
    /// Returns `true` if the list ended, and nothing speaks against its being whole, as
    /// [`PagesEnd::is_complete`] says.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.end.is_some_and(PagesEnd::is_complete)
    }
}

impl<D> WholeList<D> {
    /// As [`Items::is_complete`].
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.end.is_some_and(PagesEnd::is_complete)
    }
}

/// Nothing in it is pinned: the call that is under way is in a box of its own.
impl<A> Unpin for Pages<A> {}

impl<A> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
