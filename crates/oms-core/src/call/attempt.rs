//! The measurement of one attempt of a call.

use opentelemetry::KeyValue;
use opentelemetry::metrics::Histogram;

use super::accepted::Accepted;
use super::clock::Moment;
use super::in_flight::InFlight;
use crate::transport::Progress;
use crate::{Error, Outcome};

/// An attempt that is measured. One that is dropped before its end was abandoned.
pub(super) struct Attempt<'a> {
    durations: &'a Histogram<f64>,
    call: &'a InFlight,
    progress: &'a Progress,
    begun: Moment,
    is_over: bool,
}

impl<'a> Attempt<'a> {
    /// Starts to measure, if the client has an instrument for it.
    pub(super) fn start(call: &'a InFlight, progress: &'a Progress) -> Option<Self> {
        let telemetry = call.client.opentelemetry.as_ref()?;
        telemetry.durations().map(|durations| Self {
            durations,
            call,
            progress,
            begun: Moment::now(),
            is_over: false,
        })
    }
}

impl Attempt<'_> {
    /// Records how it ended.
    pub(super) fn end(mut self, judged: &Result<Accepted, Error>) {
        self.is_over = true;
        match judged {
            Ok(accepted) => self.record(Outcome::Accepted, Some(accepted.meta.status), None),
            Err(error) => {
                let status = error.meta().map(|meta| meta.status);
                self.record(error.outcome(), status, Some(error.kind()));
            }
        }
    }

    fn record(&self, outcome: Outcome, status: Option<u16>, kind: Option<&'static str>) {
        let client = &self.call.client;
        let mut attributes = vec![
            KeyValue::new("http.request.method", client.service.method),
            KeyValue::new("server.address", client.endpoint.host().to_owned()),
            KeyValue::new("server.port", i64::from(client.endpoint.port())),
            KeyValue::new("url.scheme", client.endpoint.scheme().to_owned()),
            KeyValue::new("oms.action", self.call.action.name()),
            KeyValue::new("oms.outcome", outcome.as_str()),
        ];
        attributes.extend(
            status.map(|status| KeyValue::new("http.response.status_code", i64::from(status))),
        );
        attributes.extend(kind.map(|kind| KeyValue::new("error.type", kind)));
        let took = Moment::now().since(self.begun);
        self.durations.record(took.as_secs_f64(), &attributes);
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let outcome = if self.progress.cancel() {
            Outcome::NotSent
        } else {
            Outcome::Unknown
        };
        self.record(outcome, None, Some("abandoned"));
    }
}
