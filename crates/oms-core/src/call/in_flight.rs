//! A call in flight: its request, and how far its attempts have come.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{HeaderMap, HeaderValue};

use super::call_options::CallOptions;
use super::clock::Moment;
use super::credentials::Issue;
use super::retry::Policy;
use super::searched;
use super::state::ClientState;
use crate::error::Context;
use crate::text::redact::{Redactor, beginning};
use crate::transport::Progress;
use crate::{ActionInfo, Effect, Error, Failure, Headers, Invalid, Reason, Secrets, WireRequest};

/// A call in flight.
pub(crate) struct InFlight {
    pub(crate) client: Arc<ClientState>,
    pub(crate) action: &'static ActionInfo,
    body: Bytes,
    /// Without the credentials where those are provided.
    headers: Arc<HeaderMap>,
    /// The credentials of the present attempt, where they are provided.
    pub(crate) issue: Option<Arc<Issue>>,
    refreshed: bool,
    /// The ID that this side gave the call, the same for every attempt.
    pub(crate) client_request_id: Option<Arc<str>>,
    started: Moment,
    /// The moment at which the present attempt went to the transport.
    sent: Moment,
    /// The moment at which the call ends at the latest.
    pub(crate) end: Moment,
    /// The same on the clock on the wall; `None` if that cannot count so far.
    wall_end: Option<SystemTime>,
    /// When it is sent again, where that was said for this call alone.
    policy: Option<Policy>,
    pub(crate) attempts: u32,
    /// The error of an earlier attempt that says most of what may have happened.
    earlier: Option<Error>,
    retry_budget_spent: bool,
}

impl InFlight {
    /// A call that has not been tried yet.
    ///
    /// # Errors
    ///
    /// An option of the call that must not be sent.
    pub(crate) fn new(
        client: &Arc<ClientState>,
        action: &'static ActionInfo,
        body: Bytes,
        options: Option<&CallOptions>,
    ) -> Result<Self, Invalid> {
        let mut headers = Arc::clone(&client.headers);
        let mut client_request_id = None;
        let started = Moment::now();
        let (mut end, mut policy) = (started.after(client.timeout), None);
        if let Some(options) = options {
            options.add_to(Arc::make_mut(&mut headers), client)?;
            client_request_id = options.own_request_id().map(Arc::from);
            end = options.end(started, client);
            policy = options.policy(action)?;
        }
        let wall_end = client.clock.wall().checked_add(end.since(started));
        if let (Some(name), None) = (&client.client_request_id, &client_request_id) {
            let id = client.clock.uuid();
            if let Ok(value) = HeaderValue::from_str(&id) {
                Arc::make_mut(&mut headers).insert(name.clone(), value);
                client_request_id = Some(id.into());
            }
        }
        Ok(Self {
            client: Arc::clone(client),
            action,
            body,
            headers,
            issue: None,
            refreshed: false,
            client_request_id,
            started,
            sent: started,
            end,
            wall_end,
            policy,
            attempts: 0,
            earlier: None,
            retry_budget_spent: false,
        })
    }

    /// The request of one attempt.
    ///
    /// # Errors
    ///
    /// The credentials cannot be sent beside the headers of the call.
    pub(crate) fn request(&self) -> Result<WireRequest, Failure> {
        let mut request = self.request_with(self.progress().unless(self.is_over()));
        if let Some(issue) = &self.issue {
            issue.add_to(Arc::make_mut(&mut request.headers))?;
        }
        #[cfg(feature = "opentelemetry")]
        if let Some(telemetry) = &self.client.opentelemetry {
            telemetry.add_to(&mut request.headers);
        }
        Ok(request)
    }

    /// The request of one attempt, without credentials that are provided.
    pub(crate) fn request_now(&self) -> WireRequest {
        self.request_with(self.progress())
    }

    fn request_with(&self, progress: Progress) -> WireRequest {
        WireRequest {
            route: self.client.route(self.action),
            headers: Arc::clone(&self.headers),
            body: self.body.clone(),
            limit: self.client.answer_limit,
            progress: Arc::new(progress),
        }
    }

    fn progress(&self) -> Progress {
        Progress::of(self.action.effect())
    }

    /// Tells whether the time of the call is over. The timer alone does not keep a process that was
    /// stopped while it connected from sending when it goes on: what it waited for comes first. The
    /// clock on the wall also counts the time for which the machine was suspended.
    fn is_over(&self) -> impl Fn() -> bool + Send + Sync + use<> {
        // The clock alone: a transport may keep requests, and the client keeps its transport.
        let (clock, end, wall_end) = (Arc::clone(&self.client.clock), self.end, self.wall_end);
        move || Moment::now() >= end || wall_end.is_some_and(|end| clock.wall() > end)
    }

    /// Gets the credentials of this moment, where they are provided and not at hand.
    ///
    /// # Errors
    ///
    /// There are none, or not in time.
    pub(crate) async fn authorize(
        &self,
        refused: Option<&Issue>,
    ) -> Result<Option<Arc<Issue>>, Failure> {
        let Some(credentials) = &self.client.credentials else {
            return Ok(None);
        };
        if let Some(issue) = &self.issue {
            return Ok(Some(Arc::clone(issue)));
        }
        credentials.get(self.end, refused).await.map(Some)
    }

    /// Takes the credentials off with which the call was refused; `None` where it may not be sent
    /// again at once with others.
    pub(crate) fn take_refused(&mut self, error: &Error) -> Option<Arc<Issue>> {
        let refused = match error {
            Error::Rejected(error) => error.reason() == Reason::Credentials,
            Error::Unknown(error) => error.hint() == Some(Reason::Credentials),
            _ => false,
        };
        let (true, Some(issue)) = (refused, self.issue.take()) else {
            return None;
        };
        issue.refuse();
        let again = self.action.effect() == Effect::Read
            && !self.refreshed
            && self.attempts < self.policy().attempts;
        self.refreshed |= again;
        again.then_some(issue)
    }

    /// Returns `true` if the call has other credentials than those that were refused, and may be
    /// sent again with them.
    pub(crate) fn may_go_on_without(&mut self, refused: &Issue) -> bool {
        let changed = self
            .issue
            .as_ref()
            .is_some_and(|new| !new.is_same_as(refused));
        let now = Moment::now();
        if !changed || now >= self.end {
            return false;
        }
        self.retry_budget_spent = !self.client.budget.spend(now);
        !self.retry_budget_spent
    }

    /// Takes the credentials out of what comes back.
    pub(crate) fn redactor(&self) -> &Redactor {
        self.issue
            .as_ref()
            .map_or(&self.client.redactor, |issue| &issue.redactor)
    }

    /// Takes the secrets of the request out of this answer as well, where it has some: a server may
    /// repeat what it was sent.
    pub(crate) fn redactor_of_secrets(
        &self,
        headers: &Headers,
        answer: &Bytes,
    ) -> Option<Redactor> {
        let secrets = self.action.request_secrets();
        if matches!(secrets, Secrets::None) {
            return None;
        }
        let (body, unsearched) = searched::parameters(&self.body);
        let mut found = secrets.texts_in(&body);
        found.extend(unsearched.iter().map(String::as_str));
        let headers = headers.map.values().map(HeaderValue::len).max();
        let longest = answer.len().max(headers.unwrap_or_default());
        let begun = || found.iter().map(|text| beginning(text, longest));
        (!found.is_empty()).then(|| self.redactor().and(begun()))
    }

    fn policy(&self) -> &Policy {
        let of_the_client = match self.action.effect() {
            Effect::Write => &self.client.writes,
            Effect::Read => &self.client.reads,
        };
        self.policy.as_ref().unwrap_or(of_the_client)
    }

    /// Keeps the error of an attempt that is followed by another.
    pub(crate) fn remember(&mut self, error: Error) {
        let kept = self.earlier.take();
        self.earlier = Some(match kept {
            Some(kept) if kept.outweighs(&error) => kept,
            _ => error,
        });
    }

    /// The error of the whole call, whose last attempt failed so.
    pub(crate) fn whole(&mut self, last: Error) -> Error {
        let error = match self.earlier.take() {
            Some(earlier) if earlier.outweighs(&last) => earlier.of_the_call(self.context()),
            _ => last,
        };
        if self.retry_budget_spent {
            return error.for_want_of_a_budget();
        }
        error
    }

    /// Returns `true` if an earlier attempt may have taken effect.
    pub(crate) fn may_have_taken_effect(&self) -> bool {
        matches!(self.earlier, Some(Error::Unknown(_)))
    }

    /// The wait before the request is sent again; `None` where it must not be, or not in
    /// time.
    pub(crate) fn wait_before_resending(
        &mut self,
        error: &Error,
        deadline: Moment,
    ) -> Option<Duration> {
        // Each attempt asks what is valid by then.
        self.issue = None;
        let policy = self.policy();
        if self.attempts >= policy.attempts || !policy.allows(error) {
            return None;
        }
        let drawn = self.client.clock.between(policy.shortest..=policy.longest);
        let wait = error.retry_after().unwrap_or_default().max(drawn);
        let now = Moment::now();
        if now.after(wait) >= deadline {
            return None;
        }
        self.retry_budget_spent = !self.client.budget.spend(now);
        (!self.retry_budget_spent).then_some(wait)
    }

    /// Says that the present attempt goes to the transport now.
    pub(super) fn hand_over(&mut self) {
        self.sent = Moment::now();
    }

    /// The time since the present attempt went to the transport.
    pub(super) fn since_sent(&self) -> Duration {
        Moment::now().since(self.sent)
    }

    /// The call that an error is about.
    pub(crate) fn context(&self) -> Context {
        Context {
            service: self.client.service.name,
            action: self.action,
            endpoint: Arc::clone(&self.client.host_and_port),
            client_request_id: self.client_request_id.clone(),
            attempts: self.attempts,
            elapsed: Moment::now().since(self.started),
            retry_budget_spent: self.retry_budget_spent,
        }
    }
}
