//! The pages of a list as a stream, for those who combine it with others.
//!
//! It ends with the first error, so that no consumer that only logs errors asks on for ever.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Page, Paged, Pages};
use crate::Error;

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<Page<A::Item>, Error>;

    /// As [`Pages::next_page`], but the stream ends with the first error; `next_page` asks for that
    /// page again.
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        if pages.failed {
            return Poll::Ready(None);
        }
        let result = ready!(pages.poll_next_page(cx));
        pages.failed = result.is_err();
        Poll::Ready(result.transpose())
    }
}
