//! A call that is under way, as a future.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::de::DeserializeOwned;

use crate::call::accepted::Accepted;
use crate::{Error, Reply};

/// A call that is under way. Nothing is sent before it is first polled.
///
/// Dropping it gives the call up, as `tokio::time::timeout` and `select!` do. Where a byte of the
/// request may have left by then, the outcome is [`Outcome::Unknown`](crate::Outcome::Unknown), as
/// after a timeout: the service may carry the call out, and nobody hears of it. The client's total
/// timeout bounds a call without this loss; where a call that changes something may be dropped all
/// the same, [`ClientBuilder::on_abandoned`](crate::ClientBuilder::on_abandoned) tells of it.
///
/// # Errors
///
/// | Error | Outcome | When |
/// |---|---|---|
/// | [`Error::Invalid`] | not sent | a parameter was refused on this machine |
/// | [`Error::NotSent`] | not sent | no byte of the request left this machine |
/// | [`Error::Rejected`] | rejected | the service or a gateway refused |
/// | [`Error::Unreadable`] | accepted | the service accepted, and its payload could not be read |
/// | [`Error::Unknown`] | unknown | anything else |
#[must_use = "nothing is sent before the call is awaited"]
pub struct Call<T> {
    state: State,
    data: PhantomData<fn() -> T>,
}

/// The future that is polled: the same type for every action, so that the path of a call is
/// compiled once.
pub(crate) type RunningCall = Pin<Box<dyn Future<Output = Result<Accepted, Error>> + Send>>;

enum State {
    Refused(Error),
    Running(RunningCall),
    Done,
}

impl<T> Call<T> {
    pub(crate) fn running(running: RunningCall) -> Self {
        Self::of(State::Running(running))
    }

    pub(crate) fn refused(error: Error) -> Self {
        Self::of(State::Refused(error))
    }

    const fn of(state: State) -> Self {
        Self {
            state,
            data: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Future for Call<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Refused(error) => Poll::Ready(Err(error)),
            State::Running(mut running) => match running.as_mut().poll(cx) {
                Poll::Ready(result) => Poll::Ready(result.and_then(Accepted::read)),
                Poll::Pending => {
                    self.state = State::Running(running);
                    Poll::Pending
                }
            },
            // A future that is polled after it has returned has no answer left to give; waiting is
            // what the contract allows.
            State::Done => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
