//! The part of OpenTelemetry that spans of `tracing` do not cover: the time of each request as a
//! metric, and the context of a trace on the wire.
//!
//! Names are those of the conventions for HTTP clients. No attribute holds anything of a request's
//! body, of its headers or of an endpoint's path.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};
use opentelemetry::Context;
use opentelemetry::metrics::{Histogram, Meter};
use opentelemetry::propagation::{Injector, TextMapPropagator};

use crate::rules::own_header_name;
use crate::transport::check_headers_size;

/// The metric, as the conventions name it.
const DURATION: &str = "http.client.request.duration";

/// The bounds of its buckets in seconds, as the conventions advise.
const BOUNDS: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// The longest header that a propagator may add.
const LONGEST_HEADER: usize = 8 << 10;

/// The telemetry that a client gives to OpenTelemetry.
///
/// The spans of calls are those of `tracing`, which `tracing-opentelemetry` exports. With this they
/// also have `url.full`, in which a path of the endpoint's own is left out, `url.template`, and a
/// name by the conventions.
///
/// | Option | Addition |
/// |---|---|
/// | [`meter`](Self::meter) | `http.client.request.duration`, for each attempt |
/// | [`propagator`](Self::propagator) | the context of the call, such as `traceparent` |
#[derive(Clone, Default)]
pub struct OpenTelemetry {
    durations: Option<Histogram<f64>>,
    propagator: Option<Arc<dyn TextMapPropagator + Send + Sync>>,
}

impl OpenTelemetry {
    /// Neither a metric nor a header.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures each attempt with an instrument of this meter: the histogram
    /// `http.client.request.duration` in seconds.
    ///
    /// Its attributes are `http.request.method`, `server.address`, `server.port`, `url.scheme`,
    /// `http.response.status_code` where an answer came, `error.type` where the attempt failed
    /// ([`Error::kind`](crate::Error::kind), or `abandoned` where it was dropped), `oms.action` and
    /// `oms.outcome`.
    #[must_use]
    pub fn meter(mut self, meter: &Meter) -> Self {
        let durations = meter
            .f64_histogram(DURATION)
            .with_unit("s")
            .with_description("Duration of HTTP client requests.")
            .with_boundaries(BOUNDS.to_vec());
        self.durations = Some(durations.build());
        self
    }

    /// Sends the context of each attempt in the headers of this propagator, such as `traceparent`.
    ///
    /// It is the context of the call's span where `tracing-opentelemetry` makes that the current
    /// one, as it does unless it is told otherwise, and else that of the caller's task. A header
    /// that the client or the call sends already is left as it is, and none is added that is longer
    /// than 8 KiB or makes the headers longer than 128 KiB.
    #[must_use]
    pub fn propagator(
        mut self,
        propagator: impl TextMapPropagator + Send + Sync + 'static,
    ) -> Self {
        self.propagator = Some(Arc::new(propagator));
        self
    }

    /// Adds the headers of the present context.
    pub(super) fn add_to(&self, headers: &mut Arc<HeaderMap>) {
        if let Some(propagator) = &self.propagator {
            let mut carrier = Carrier(Arc::make_mut(headers));
            propagator.inject_context(&Context::current(), &mut carrier);
        }
    }

    /// Returns the instrument that attempts are measured with.
    pub(super) fn durations(&self) -> Option<&Histogram<f64>> {
        self.durations.as_ref()
    }
}

/// The headers of a request, as a propagator writes them.
struct Carrier<'a>(&'a mut HeaderMap);

impl Injector for Carrier<'_> {
    fn set(&mut self, key: &str, value: String) {
        // A header that cannot be sent must not fail a call.
        let (Ok(name), Ok(value)) = (own_header_name(key), HeaderValue::try_from(value)) else {
            return;
        };
        if value.len() <= LONGEST_HEADER && !self.0.contains_key(&name) {
            self.0.insert(name.clone(), value);
            if check_headers_size(self.0).is_err() {
                self.0.remove(&name);
            }
        }
    }
}

impl fmt::Debug for OpenTelemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenTelemetry")
            .field("meter", &self.durations.is_some())
            .field("propagator", &self.propagator)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use http::header::HeaderMap;
    use opentelemetry::propagation::Injector;

    use super::{Carrier, LONGEST_HEADER};
    use crate::transport::check_headers_size;

    #[test]
    fn the_headers_of_a_propagator_never_make_a_head_too_long() {
        let mut headers = HeaderMap::new();
        let mut carrier = Carrier(&mut headers);
        carrier.set("x-long", "x".repeat(LONGEST_HEADER + 1));
        for number in 0..100 {
            carrier.set(&format!("x-{number}"), "x".repeat(LONGEST_HEADER));
        }
        assert_eq!(headers.len(), 15);
        check_headers_size(&headers).unwrap();
    }
}
