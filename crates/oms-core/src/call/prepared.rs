//! A call without input and output: its request is made and its answer is judged here, and somebody
//! else sends it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;

use super::in_flight::InFlight;
use super::judge::judge;
use super::observe::Observer;
use super::state::ClientState;
use crate::{Action, ActionInfo, Answer, Dispatcher, Error, Failure, Invalid, Reply, WireRequest};

/// A call whose request somebody else sends, by whatever HTTP there is: without a runtime, and
/// without a transport.
///
/// It is sent once. Whoever sends it must not follow a redirect or resend it, and says with a
/// [`Failure`] whether a byte of it may have left. Dropped before it is judged, its outcome is
/// [`Outcome::Unknown`](crate::Outcome::Unknown) once its request was asked for, as that of a call
/// that is dropped.
///
/// ```
/// # use oms_core as oms_client;
/// # use oms_client::{Action, Dispatcher, Error, Reply};
/// # type Request = http::Request<bytes::Bytes>;
/// # fn send(request: Request) -> http::Response<Vec<u8>> { http::Response::default() }
/// # fn example<A: Action>(client: &Dispatcher, request: &A) -> Result<Reply<A::Data>, Error> {
/// let call = client.prepare(request)?;
/// let answer = send(call.request().try_into()?);
/// call.judge(Ok(answer.into()))
/// # }
/// ```
#[must_use = "nothing is sent by it"]
pub struct Prepared<A: Action> {
    call: InFlight,
    observer: Observer,
    request: WireRequest,
    /// `true` once somebody has seen the request, who may have sent it.
    was_asked_for: AtomicBool,
    is_judged: bool,
    action: PhantomData<fn() -> A>,
}

impl Dispatcher {
    /// Makes the request of a call that somebody else sends.
    ///
    /// # Errors
    ///
    /// A value that must not be sent, or credentials that are provided, which takes a runtime.
    pub fn prepare<A: Action>(&self, request: &A) -> Result<Prepared<A>, Invalid> {
        let (client, body) = self.parts_of(request);
        let made = body.and_then(|body| call_of(&client, request.info(), body));
        let mut call = made.inspect_err(|_| client.report_refused(request.info()))?;
        call.attempts = 1;
        let request = call.request_now();
        Ok(Prepared {
            observer: Observer::open(&call),
            call,
            request,
            was_asked_for: AtomicBool::new(false),
            is_judged: false,
            action: PhantomData,
        })
    }
}

fn call_of(
    client: &Arc<ClientState>,
    action: &'static ActionInfo,
    body: Bytes,
) -> Result<InFlight, Invalid> {
    if client.credentials.is_some() {
        let refusal = "are provided, which a call that is sent by somebody else cannot wait for";
        return Err(Invalid::new(refusal).at("credentials"));
    }
    InFlight::new(client, action, body, None)
}

impl<A: Action> Prepared<A> {
    /// The request.
    #[must_use]
    pub fn request(&self) -> &WireRequest {
        self.was_asked_for.store(true, Ordering::Relaxed);
        &self.request
    }

    /// Judges what came of it.
    ///
    /// # Errors
    ///
    /// As [`Call`](crate::Call) says.
    pub fn judge(mut self, result: Result<Answer, Failure>) -> Result<Reply<A::Data>, Error> {
        self.is_judged = true;
        let progress = &self.request.progress;
        progress.close();
        match judge(&self.call, &self.observer, progress, Some(result)) {
            Ok(accepted) => accepted.read(),
            Err(error) => {
                let error = self.call.whole(error);
                self.observer.failed(&error);
                Err(error)
            }
        }
    }
}

impl<A: Action> Drop for Prepared<A> {
    fn drop(&mut self) {
        if self.is_judged {
            return;
        }
        let may_have_left = *self.was_asked_for.get_mut() && !self.request.progress.cancel();
        self.call.given_up(&self.observer, may_have_left);
    }
}

impl<A: Action> fmt::Debug for Prepared<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
