//! The call that an error is about.

use std::sync::Arc;
use std::time::Duration;

use crate::{ActionInfo, Effect};

/// The call that an error is about: enough to act on it without the code that made the call.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) service: &'static str,
    pub(crate) action: &'static ActionInfo,
    /// Host and port alone: a path may hold what is private, and credentials are refused in an
    /// endpoint.
    pub(crate) endpoint: Arc<str>,
    pub(crate) client_request_id: Option<Arc<str>>,
    /// The number of times that the request was sent or tried.
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// `true` if the call was not sent again because the client's budget was spent.
    pub(crate) retry_budget_spent: bool,
}

impl Context {
    /// The end of a sentence about a call that was not sent again for want of a budget.
    pub(crate) const fn budget(&self) -> &'static str {
        if self.retry_budget_spent {
            "; it was not sent again because the client's retry budget is spent (`retry_budget`)"
        } else {
            ""
        }
    }

    /// The effect of a call that was refused.
    ///
    /// That a read had no effect would say that it could have had one, and send somebody to look.
    pub(crate) const fn effect_where_refused(&self) -> &'static str {
        match self.action.effect() {
            Effect::Write => "it had no effect",
            Effect::Read => "a read changes nothing",
        }
    }

    /// The effect of a call of which no byte left this machine.
    pub(crate) const fn effect_where_not_sent(&self) -> &'static str {
        match self.action.effect() {
            Effect::Write => "no byte of the request left this machine, so it had no effect",
            Effect::Read => "no byte of the request left this machine",
        }
    }

    /// The effect of a call that was accepted, and what to do.
    pub(crate) const fn effect_where_accepted(&self) -> &'static str {
        match self.action.effect() {
            Effect::Write => "it has taken effect, so do not send it again",
            Effect::Read => "a read changes nothing",
        }
    }

    /// The possible effect of a call whose outcome is unknown, and what to do. One that would be
    /// answered in the same way again is not to be sent as it is.
    pub(crate) const fn effect_where_unknown(&self, would_repeat: bool) -> &'static str {
        match self.action.effect() {
            // That it may have taken effect is what the text begins with.
            Effect::Write => "read the current state before you send it again",
            Effect::Read if would_repeat => "a read changes nothing",
            Effect::Read => "a read changes nothing, so it can be sent again",
        }
    }
}

/// Writes the accessors that every error with a context has.
macro_rules! context_accessors {
    ($error:ident) => {
        impl $error {
            /// The action's name on the wire.
            #[must_use]
            pub fn action(&self) -> &'static str {
                self.inner.context.action.name()
            }

            /// Host and port that were called.
            #[must_use]
            pub fn endpoint(&self) -> &str {
                &self.inner.context.endpoint
            }

            /// The ID that the client or the call was told to give the call, if one was.
            #[must_use]
            pub fn client_request_id(&self) -> Option<&str> {
                self.inner.context.client_request_id.as_deref()
            }

            /// The number of times that the request was sent or tried, the first time included.
            #[must_use]
            pub fn attempts(&self) -> u32 {
                self.inner.context.attempts
            }

            /// The time from the call to the error.
            #[must_use]
            pub fn elapsed(&self) -> std::time::Duration {
                self.inner.context.elapsed
            }

            /// Returns `true` if the call would have been sent again, had the client's
            /// [retry budget](crate::RetryBudget) not been spent.
            #[must_use]
            pub fn retry_budget_spent(&self) -> bool {
                self.inner.context.retry_budget_spent
            }

            pub(super) fn set_retry_budget_spent(&mut self) {
                self.inner.context.retry_budget_spent = true;
            }

            pub(crate) fn context(&self) -> &Context {
                &self.inner.context
            }

            pub(super) fn set_context(&mut self, context: Context) {
                self.inner.context = context;
            }
        }
    };
}

pub(crate) use context_accessors;
