//! The one path that every call takes: send, judge, and send again where that is harmless.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tracing::Instrument;

use super::accepted::Accepted;
use super::call_options::CallOptions;
use super::clock::{Clock, Moment};
use super::in_flight::InFlight;
use super::judge::{judge, judge_failure};
use super::observe::Observer;
use super::state::ClientState;
use crate::transport::Progress;
use crate::{Abandoned, ActionInfo, Effect, Error, Fault, NotSent, NotSentCause, Outcome};

/// Sends until there is an answer to return.
pub(crate) async fn run(
    client: Arc<ClientState>,
    action: &'static ActionInfo,
    body: Bytes,
    options: Option<Box<CallOptions>>,
) -> Result<Accepted, Error> {
    let made = InFlight::new(&client, action, body, options.as_deref());
    drop(options);
    let mut call = made.inspect_err(|_| client.report_refused(action))?;
    drop(client);
    let observer = Observer::open(&call);
    if !Clock::is_at_hand() {
        return Err(call.unsent(NotSentCause::NoRuntime, &observer));
    }
    let deadline = call.end;
    if deadline <= Moment::now() {
        return Err(call.unsent(NotSentCause::Timeout, &observer));
    }
    loop {
        call.attempts += 1;
        let attempt = call.attempt(deadline, &observer);
        let mut error = match attempt.instrument(observer.span().clone()).await {
            Ok(accepted) => return Ok(accepted),
            Err(error) => error,
        };
        let again_at_once = call.issue.is_some() && call.refresh(&mut error, &observer).await;
        let wait = if again_at_once {
            Some(Duration::ZERO)
        } else {
            call.wait_before_resending(&error, deadline)
        };
        let Some(wait) = wait else {
            let error = call.whole(error);
            observer.failed(&error);
            return Err(error);
        };
        observer.resending(&error, wait);
        call.remember(error);
        if !again_at_once {
            call.wait(wait, &observer).await;
        }
    }
}

impl InFlight {
    /// The error of a call that was given up before its first attempt.
    #[cold]
    fn unsent(&self, cause: NotSentCause, observer: &Observer) -> Error {
        let error = NotSent::new(self.context(), cause, None, None).into();
        observer.failed(&error);
        error
    }

    /// Sends once, and judges what came of it.
    async fn attempt(&mut self, deadline: Moment, observer: &Observer) -> Result<Accepted, Error> {
        if self.client.credentials.is_some() {
            let guard = DropGuard::new(self, observer, None);
            let authorized = self.authorize(None).await;
            guard.disarm();
            self.issue = authorized.map_err(|failure| judge_failure(self, failure))?;
        }
        let request = self
            .request()
            .map_err(|failure| judge_failure(self, failure))?;
        self.hand_over();
        #[cfg(feature = "opentelemetry")]
        let measured = super::attempt::Attempt::start(self, &request.progress);
        let guard = DropGuard::new(self, observer, Some(&request.progress));
        let result = deadline
            .limit(self.client.transport.send(&request))
            .await
            .ok();
        guard.disarm();
        if result.is_some() {
            request.progress.close();
        }
        if request.progress.was_sent_again() {
            observer.sent_again(&self.context());
        }
        let judged = judge(self, observer, &request.progress, result);
        #[cfg(feature = "opentelemetry")]
        if let Some(measured) = measured {
            measured.end(&judged);
        }
        judged
    }

    /// Returns `true` if the call is sent again at once, with credentials that have changed since
    /// it was refused with those that it had. The error says why there are no others.
    async fn refresh(&mut self, error: &mut Error, observer: &Observer) -> bool {
        let Some(refused) = self.take_refused(error) else {
            return false;
        };
        let guard = DropGuard::new(self, observer, None).after(error);
        let authorized = self.authorize(Some(&refused)).await;
        guard.disarm();
        match authorized {
            Ok(issue) => self.issue = issue,
            Err(failure) => {
                let source = Fault::of(&failure).redacted(&refused.redactor);
                error.set_source_of_refusal(source);
            }
        }
        self.may_go_on_without(&refused)
    }

    /// Tells of a call that was dropped before its end.
    pub(super) fn given_up(&self, observer: &Observer, may_have_left: bool) {
        let context = self.context();
        let may_have_changed = may_have_left && self.action.effect() == Effect::Write;
        let outcome = if may_have_left {
            Outcome::Unknown
        } else {
            Outcome::NotSent
        };
        observer.given_up(&context, outcome, may_have_changed);
        if may_have_changed && let Some(hook) = &self.client.on_abandoned {
            hook(&Abandoned {
                action: self.action,
                endpoint: context.endpoint.to_string(),
                elapsed: context.elapsed,
                attempts: context.attempts,
                client_request_id: context.client_request_id.as_deref().map(ToOwned::to_owned),
            });
        }
    }

    /// Waits between two attempts.
    async fn wait(&self, wait: Duration, observer: &Observer) {
        let guard = DropGuard::new(self, observer, None);
        Clock::sleep(wait).await;
        guard.disarm();
    }
}

/// Notices that a call is dropped before it returns.
struct DropGuard<'a> {
    call: &'a InFlight,
    observer: &'a Observer,
    /// The progress of the present attempt; `None` between two attempts.
    progress: Option<&'a Progress>,
    /// `true` if an attempt before may have taken effect.
    may_have_taken_effect: bool,
    armed: bool,
}

impl<'a> DropGuard<'a> {
    fn new(call: &'a InFlight, observer: &'a Observer, progress: Option<&'a Progress>) -> Self {
        Self {
            call,
            observer,
            progress,
            may_have_taken_effect: call.may_have_taken_effect(),
            armed: call.action.effect() == Effect::Write || observer.is_heard(),
        }
    }

    /// The same after an attempt that failed with an error that is not remembered yet.
    fn after(mut self, error: &Error) -> Self {
        self.may_have_taken_effect |= error.outcome() == Outcome::Unknown;
        self
    }

    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for DropGuard<'_> {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        // Giving the attempt up while nothing has left also keeps the transport from sending
        // anything later.
        let nothing_left = self.progress.is_none_or(Progress::cancel);
        let may_have_left = !nothing_left || self.may_have_taken_effect;
        self.call.given_up(self.observer, may_have_left);
    }
}
