//! The reports of a call to `tracing`: one span a call, and never a body, a header's value or a
//! secret.
//!
//! Names follow OpenTelemetry's conventions for HTTP where they exist. Without a subscriber nothing
//! is formatted.

use std::sync::Arc;

use tracing::field::{Empty, display};
use tracing::{Level, Span};

use crate::call::in_flight::InFlight;
use crate::call::report::CallHook;
use crate::error::Context;
use crate::text::shown::Shown;
use crate::{CallReport, Error, Meta, OddField, Outcome};

/// The target of every span and event: the crate that users name in a filter such as
/// `RUST_LOG=oms_client=debug`.
const TARGET: &str = "oms_client";

/// Says something about a call inside of its span. The event itself names the call if a filter
/// leaves the span out, as one of warnings does.
macro_rules! say {
    ($observer:expr, $level:expr, $context:expr, $kind:expr, $text:expr $(, $field:ident = $value:expr)*) => {
        if $observer.span.is_disabled() {
            let context: Option<&Context> = $context;
            tracing::event!(target: TARGET, $level,
                oms.action = context.map(|context| context.action.name()),
                oms.endpoint = context.map(|context| &*context.endpoint),
                oms.client_request_id = context.and_then(|context| context.client_request_id.as_deref()),
                error.type = $kind,
                $($field = $value,)*
                "{}", $text
            );
        } else {
            tracing::event!(target: TARGET, parent: &$observer.span, $level,
                error.type = $kind,
                $($field = $value,)*
                "{}", $text
            );
        }
    };
}

/// Fills in the span of one call.
#[derive(Clone)]
pub(crate) struct Observer {
    span: Span,
    /// The function that the client was given to report its calls to.
    hook: Option<Arc<CallHook>>,
}

impl Observer {
    /// Opens the span of a call.
    pub(crate) fn open(call: &InFlight) -> Self {
        let span = tracing::span!(
            target: TARGET,
            Level::INFO,
            "oms.call",
            otel.kind = "client",
            otel.name = Empty,
            otel.status_code = Empty,
            oms.action = call.action.name(),
            http.request.method = call.client.service.method,
            server.address = call.client.endpoint.host(),
            server.port = call.client.endpoint.port(),
            url.scheme = call.client.endpoint.scheme(),
            url.full = Empty,
            url.template = Empty,
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            error.type = Empty,
            oms.outcome = Empty,
            oms.hint = Empty,
            oms.attempts = Empty,
            oms.request_id = Empty,
            oms.client_request_id = call.client_request_id.as_deref(),
            oms.elapsed_ms = Empty,
        );
        #[cfg(feature = "opentelemetry")]
        if call.client.opentelemetry.is_some() && !span.is_disabled() {
            record_address(&span, call);
        }
        let hook = call.client.on_call.clone();
        Self { span, hook }
    }

    /// Returns `true` if somebody is told of calls that were dropped without having changed
    /// anything.
    pub(crate) fn is_heard(&self) -> bool {
        self.hook.is_some() || !self.span.is_disabled()
    }

    /// The span, for what happens inside the call.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Reports that a request will be sent again.
    pub(crate) fn resending(&self, error: &Error, wait: std::time::Duration) {
        let text = "sending the request again";
        say!(
            self,
            Level::WARN,
            error.context(),
            error.kind(),
            text,
            wait_ms = millis(wait)
        );
    }

    /// Reports a call that was accepted.
    pub(crate) fn accepted(&self, context: &Context, meta: &Meta) {
        if let Some(hook) = &self.hook {
            hook(&CallReport::of(
                context,
                Outcome::Accepted,
                None,
                Some(meta),
            ));
        }
        if self.span.is_disabled() {
            return;
        }
        self.close(Outcome::Accepted, Some(context), Some(meta));
        tracing::event!(target: TARGET, parent: &self.span, Level::DEBUG, "the call was accepted");
    }

    /// Reports the odd values of an answer.
    #[cold]
    pub(crate) fn odd_fields(&self, context: &Context, odd: &[OddField]) {
        let paths: Vec<_> = odd.iter().take(32).map(|odd| Shown(odd.path())).collect();
        let text = match odd {
            [number] if number.path().is_empty() => "the answer is a number that no ID is",
            _ => "optional fields of the answer are of an odd type",
        };
        say!(
            self,
            Level::WARN,
            Some(context),
            None::<&str>,
            text,
            fields = debug(&paths)
        );
    }

    /// Reports a call that returned an error.
    pub(crate) fn failed(&self, error: &Error) {
        if let Some(hook) = &self.hook
            && let Some(report) = CallReport::of_error(error)
        {
            hook(&report);
        }
        if !self.span.is_disabled() {
            self.span.record("error.type", error.kind());
            self.span.record("otel.status_code", "ERROR");
            if let Error::Unknown(error) = error
                && let Some(hint) = error.hint()
            {
                self.span.record("oms.hint", hint.as_str());
            }
            self.close(error.outcome(), error.context(), error.meta());
        }
        // Fixed words: the text of an error shows parts of the answer's body.
        let (context, kind, text) = (error.context(), error.kind(), summary(error));
        if error.outcome() == Outcome::Unknown {
            say!(self, Level::ERROR, context, kind, text);
        } else {
            say!(self, Level::WARN, context, kind, text);
        }
    }

    /// Reports that something around the transport tried to send a write once more.
    #[cold]
    pub(crate) fn sent_again(&self, context: &Context) {
        let text = "a layer of the transport sent the call a second time, which was refused";
        say!(self, Level::ERROR, Some(context), None::<&str>, text);
    }

    /// Reports a call that was dropped before its end, which may have changed something.
    pub(crate) fn given_up(&self, context: &Context, outcome: Outcome, may_have_changed: bool) {
        let kind = "abandoned";
        if let Some(hook) = &self.hook {
            hook(&CallReport::of(context, outcome, Some(kind), None));
        }
        if !self.span.is_disabled() {
            self.span.record("error.type", kind);
            self.span.record("otel.status_code", "ERROR");
            self.close(outcome, Some(context), None);
        }
        if may_have_changed {
            let text = "the call was dropped; it may have taken effect";
            say!(self, Level::ERROR, Some(context), kind, text);
        } else {
            let text = "the call was dropped; it had no effect";
            say!(self, Level::DEBUG, Some(context), kind, text);
        }
    }

    fn close(&self, outcome: Outcome, context: Option<&Context>, meta: Option<&Meta>) {
        self.span.record("oms.outcome", outcome.as_str());
        if let Some(context) = context {
            self.span.record("oms.attempts", context.attempts);
            // The convention leaves the count out where nothing was resent.
            if let Some(resends @ 1..) = context.attempts.checked_sub(1) {
                self.span.record("http.request.resend_count", resends);
            }
            self.span.record("oms.elapsed_ms", millis(context.elapsed));
        }
        if let Some(meta) = meta {
            self.span.record("http.response.status_code", meta.status);
        }
        if let Some(id) = meta.and_then(|meta| meta.request_id.as_ref()) {
            self.span.record("oms.request_id", display(Shown(id)));
        }
    }
}

/// Records what the conventions want of an HTTP span and people can do without.
#[cfg(feature = "opentelemetry")]
fn record_address(span: &Span, call: &InFlight) {
    let service = call.client.service;
    let template = format!(
        "{}?{}={}",
        service.path,
        service.query_key,
        call.action.name()
    );
    span.record("url.template", &*template);
    span.record(
        "otel.name",
        display(format_args!("{} {template}", service.method)),
    );
    let full =
        call.client
            .endpoint
            .shown_route(service.path, service.query_key, call.action.name());
    span.record("url.full", full.as_str());
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The summary of an error, in words that are the same for every call.
fn summary(error: &Error) -> &'static str {
    match error {
        Error::Invalid(_) => "the call was refused on this machine",
        Error::NotSent(_) => "the call was not sent",
        Error::Rejected(_) => "the call was refused",
        Error::Unreadable(_) => "the call was accepted, but its payload could not be read",
        Error::Unknown(_) => "the outcome of the call is unknown",
    }
}
