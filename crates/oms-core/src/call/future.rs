//! A call that is under way, as a future.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::accepted::Accepted;
use super::call_options::option_setters;
use super::run::run;
use super::state::ClientState;
use crate::error::{Context as CallContext, Received};
use crate::{ActionInfo, CallOptions, Error, Invalid, Reply, Unknown, UnknownCause};

/// A call that is under way. Nothing is sent before it is first polled.
///
/// Its options replace those of the client for this call alone; they have no effect any more once
/// it was polled:
///
/// ```
/// # use oms_core as oms_client;
/// # use std::time::Duration;
/// # use oms_client::Call;
/// # async fn example(call: Call<i64>) -> Result<(), oms_client::Error> {
/// let reply = call.within(Duration::from_secs(5)).request_id("order-1042").await?;
/// # Ok(())
/// # }
/// ```
///
/// Dropping it gives the call up, as `tokio::time::timeout` and `select!` do. If a byte of the
/// request may have left by then, the outcome is [`Outcome::Unknown`](crate::Outcome::Unknown), as
/// after a timeout: the service may carry the call out, and nobody hears of it. The client's total
/// timeout bounds a call without this loss; where a call that changes something may be dropped all
/// the same, [`ClientBuilder::on_abandoned`](crate::ClientBuilder::on_abandoned) tells of it.
///
/// Polled again after it has returned, it is an error that says so.
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
    /// In a lock that nobody waits for, so that a call can be shared before it is awaited.
    state: Mutex<State>,
    options: Option<Box<CallOptions>>,
    data: PhantomData<fn() -> T>,
}

/// The future that is polled: the same type for every action, so that the path of a call is
/// compiled once.
pub(crate) type RunningCall = Pin<Box<dyn Future<Output = Result<Accepted, Error>> + Send>>;

enum State {
    Refused(Invalid, Origin),
    Ready(Origin, Bytes),
    Running(RunningCall, Origin),
    /// Its result was returned; with its origin where it may have been sent.
    Ended(Option<Origin>),
}

/// The client and the action of a call.
struct Origin {
    client: Arc<ClientState>,
    action: &'static ActionInfo,
}

impl<T> Call<T> {
    option_setters!();

    pub(crate) fn ready(
        client: Arc<ClientState>,
        action: &'static ActionInfo,
        body: Bytes,
    ) -> Self {
        Self::of(State::Ready(Origin { client, action }, body))
    }

    pub(crate) fn refused(
        client: Arc<ClientState>,
        action: &'static ActionInfo,
        invalid: Invalid,
    ) -> Self {
        Self::of(State::Refused(invalid, Origin { client, action }))
    }

    const fn of(state: State) -> Self {
        Self {
            state: Mutex::new(state),
            options: None,
            data: PhantomData,
        }
    }

    fn call_options(&mut self) -> &mut CallOptions {
        self.options.get_or_insert_default()
    }
}

impl<T: DeserializeOwned> Future for Call<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { state, options, .. } = &mut *self;
        let state = state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let State::Ready(Origin { client, action }, body) = state {
            let (client, action) = (Arc::clone(client), *action);
            let body = std::mem::take(body);
            let running = run(Arc::clone(&client), action, body, options.take());
            *state = State::Running(Box::pin(running), Origin { client, action });
        }
        if let State::Running(running, _) = state {
            let Poll::Ready(result) = running.as_mut().poll(cx) else {
                return Poll::Pending;
            };
            if let State::Running(_, origin) = std::mem::replace(state, State::Ended(None)) {
                *state = State::Ended(Some(origin));
            }
            return Poll::Ready(result.and_then(Accepted::read));
        }
        Poll::Ready(Err(match std::mem::replace(state, State::Ended(None)) {
            State::Refused(invalid, Origin { client, action }) => {
                client.report_refused(action);
                invalid.into()
            }
            State::Ended(origin) => {
                let error = ended(origin.as_ref());
                *state = State::Ended(origin);
                error
            }
            // It was polled above.
            State::Ready(..) | State::Running(..) => ended(None),
        }))
    }
}

/// The error of a call that is polled after it has returned. Its result was given out, and nothing
/// is known of it any more.
#[cold]
fn ended(origin: Option<&Origin>) -> Error {
    let Some(Origin { client, action }) = origin else {
        return Invalid::new("the call was refused before, and was polled again").into();
    };
    let context = CallContext {
        service: client.service.name,
        action,
        endpoint: Arc::clone(&client.host_and_port),
        client_request_id: None,
        attempts: 0,
        elapsed: Duration::ZERO,
        retry_budget_spent: false,
    };
    let received = Received {
        detail: Some("it was polled again after it had returned its result".to_owned()),
        ..Received::default()
    };
    Unknown::new(context, UnknownCause::Other, received).into()
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
