//! Group O: a client as the SDK of OpenTelemetry sees it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use oms_client::{
    Client, Failure, FakeTransport, NotSentCause, OpenTelemetry, Outcome, UnknownCause,
};
use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use opentelemetry::trace::{SpanKind, Status, TracerProvider};
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tracing::Dispatch;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt;

use crate::support::canary;
use crate::support::{capture, case, replies};

/// The exported telemetry, and the requests that arrived.
struct Exported {
    spans: InMemorySpanExporter,
    tracers: SdkTracerProvider,
    metrics: InMemoryMetricExporter,
    meters: SdkMeterProvider,
    _guard: DefaultGuard,
}

impl Exported {
    fn start() -> Self {
        capture::listen_everywhere();
        let spans = InMemorySpanExporter::default();
        let tracers = SdkTracerProvider::builder().with_simple_exporter(spans.clone());
        let tracers = tracers.build();
        let metrics = InMemoryMetricExporter::default();
        let reader = PeriodicReader::builder(metrics.clone()).build();
        let layer = tracing_opentelemetry::layer().with_tracer(tracers.tracer("test"));
        let subscriber = tracing_subscriber::registry().with(layer);
        Self {
            spans,
            tracers,
            metrics,
            meters: SdkMeterProvider::builder().with_reader(reader).build(),
            _guard: tracing::dispatcher::set_default(&Dispatch::new(subscriber)),
        }
    }

    fn client(&self, endpoint: &str) -> Client {
        let telemetry = OpenTelemetry::new()
            .meter(&self.meters.meter("test"))
            .propagator(TraceContextPropagator::new());
        case::once(endpoint)
            .opentelemetry(telemetry)
            .build()
            .expect("the options are valid")
    }

    fn spans(&self) -> Vec<SpanData> {
        self.tracers.force_flush().expect("nothing is sent");
        self.spans.get_finished_spans().expect("it is kept")
    }

    /// The attributes of each series of the metric, with the number of measurements.
    fn durations(&self) -> Vec<(BTreeMap<String, String>, u64)> {
        self.meters.force_flush().expect("nothing is sent");
        let all = self.metrics.get_finished_metrics().expect("they are kept");
        let last = all.last().expect("there is one");
        let metrics = last
            .scope_metrics()
            .flat_map(opentelemetry_sdk::metrics::data::ScopeMetrics::metrics);
        let metrics: Vec<_> = metrics.collect();
        assert_eq!(metrics.len(), 1);
        assert_eq!(metrics[0].name(), "http.client.request.duration");
        assert_eq!(metrics[0].unit(), "s");
        let AggregatedMetrics::F64(MetricData::Histogram(histogram)) = metrics[0].data() else {
            panic!("{:?}", metrics[0]);
        };
        let points = histogram.data_points();
        points
            .map(|point| (table(point.attributes()), point.count()))
            .collect()
    }
}

fn table<'a>(attributes: impl IntoIterator<Item = &'a KeyValue>) -> BTreeMap<String, String> {
    let pairs = attributes.into_iter();
    pairs
        .map(|pair| (pair.key.to_string(), pair.value.to_string()))
        .collect()
}

/// A service that answers by a list, and keeps the headers that came.
async fn service(answers: Vec<(u16, String)>) -> (SocketAddr, Arc<Mutex<Vec<HeaderMap>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let (seen, answers) = (Arc::clone(&kept), Mutex::new(answers.into_iter()));
    let answer = move |headers: HeaderMap| {
        seen.lock().expect("unshared").push(headers);
        let (status, body) = answers.lock().expect("unshared").next().unwrap_or_default();
        async move { (StatusCode::from_u16(status).unwrap_or_default(), body) }
    };
    let answer = Arc::new(answer);
    let app = Router::new().fallback(move |headers: HeaderMap| answer(headers));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, kept)
}

fn row(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|&(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn p291_spans_and_metrics_have_the_names_of_the_conventions_and_no_secret() {
    let exported = Exported::start();
    let answers = vec![
        (200, replies::success_body()),
        (502, canary::PASSWORD.to_owned()),
    ];
    let (address, _) = service(answers).await;
    // A gateway may want a token in the path.
    let client = exported.client(&format!("http://{address}/{}", canary::PASSWORD));
    client.call(&case::request()).await.expect("it is accepted");
    let lost = client.call(&case::request()).await;
    lost.expect_err("it is a gateway's");
    let closed = exported.client("http://127.0.0.1:1");
    let refused = closed.call(&case::request()).await;
    refused.expect_err("nobody listens");

    let spans = exported.spans();
    assert_eq!(spans.len(), 3);
    let template = "/api/v2?Action=ResetIncrStartTimestamp";
    for span in &spans {
        canary::assert_clean("a span", &format!("{span:?}"));
        assert_eq!(span.span_kind, SpanKind::Client);
        assert_eq!(span.name, format!("POST {template}"));
        let attributes = table(&span.attributes);
        assert_eq!(attributes["url.template"], template);
        assert_eq!(attributes["http.request.method"], "POST");
        assert_eq!(attributes["server.address"], "127.0.0.1");
        assert_eq!(attributes["url.scheme"], "http");
    }
    let first = table(&spans[0].attributes);
    assert_eq!(
        first["url.full"],
        format!("http://{address}/REDACTED{template}")
    );
    assert_eq!(first["server.port"], address.port().to_string());
    assert_eq!(first["http.response.status_code"], "200");
    assert_eq!(spans[0].status, Status::Unset);
    let second = table(&spans[1].attributes);
    assert_eq!(second["http.response.status_code"], "502");
    assert_eq!(second["error.type"], "status");
    assert!(matches!(spans[1].status, Status::Error { .. }));
    let third = table(&spans[2].attributes);
    assert_eq!(third["url.full"], format!("http://127.0.0.1:1{template}"));
    assert_eq!(third["error.type"], "connect");

    let port = address.port().to_string();
    let common = [
        ("http.request.method", "POST"),
        ("oms.action", "ResetIncrStartTimestamp"),
        ("server.address", "127.0.0.1"),
        ("url.scheme", "http"),
    ];
    let of = |rest: &[(&str, &str)]| row(&[&common[..], rest].concat());
    let mut durations = exported.durations();
    canary::assert_clean("the metric", &format!("{durations:?}"));
    durations.sort();
    let mut expected = vec![
        (
            of(&[
                ("http.response.status_code", "200"),
                ("oms.outcome", "accepted"),
                ("server.port", &port),
            ]),
            1,
        ),
        (
            of(&[
                ("error.type", "status"),
                ("http.response.status_code", "502"),
                ("oms.outcome", "unknown"),
                ("server.port", &port),
            ]),
            1,
        ),
        (
            of(&[
                ("error.type", "connect"),
                ("oms.outcome", "not_sent"),
                ("server.port", "1"),
            ]),
            1,
        ),
    ];
    expected.sort();
    assert_eq!(durations, expected);
}

#[tokio::test]
async fn p291_the_context_of_the_calls_span_is_on_the_wire_unless_the_caller_sends_another() {
    let exported = Exported::start();
    let answers = vec![(200, replies::success_body()); 2];
    let (address, arrived) = service(answers).await;
    let client = exported.client(&format!("http://{address}"));
    client.call(&case::request()).await.expect("it is accepted");
    let own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let call = client.call(&case::request()).header("traceparent", own);
    call.await.expect("it is accepted");
    let span = &exported.spans()[0].span_context;
    let expected = format!("00-{}-{}-01", span.trace_id(), span.span_id());
    let arrived = arrived.lock().expect("unshared");
    let sent: Vec<_> = arrived
        .iter()
        .map(|headers| &headers["traceparent"])
        .collect();
    assert_eq!(sent, [expected.as_str(), own]);
}

#[tokio::test(start_paused = true)]
async fn p291_the_span_of_a_call_that_is_dropped_says_what_may_have_happened() {
    let lost = || Failure::unknown(UnknownCause::ConnectionLost);
    let unsent = || Failure::not_sent(NotSentCause::Connect);
    let failures: [(fn() -> Failure, Outcome); 2] =
        [(lost, Outcome::Unknown), (unsent, Outcome::NotSent)];
    for (failure, outcome) in failures {
        for is_write in [false, true] {
            let exported = Exported::start();
            let fake = FakeTransport::new(move |_| Err(failure()));
            let transport = fake.delay(Duration::from_secs(30));
            let builder = case::once("http://127.0.0.1:1").transport(transport);
            let client = builder.build().expect("the options are valid");
            let called = if is_write {
                client.call(&case::request())
            } else {
                client.call(&case::ReadAction::new())
            };
            let second = Duration::from_secs(1);
            let dropped = tokio::time::timeout(second, called).await;
            dropped.expect_err("it is still on its way");
            let spans = exported.spans();
            let [span] = &spans[..] else {
                panic!("{spans:?}");
            };
            let attributes = table(&span.attributes);
            let of_span = |name| attributes.get(name).map(String::as_str);
            assert_eq!(of_span("error.type"), Some("abandoned"), "{span:?}");
            assert_eq!(of_span("oms.outcome"), Some(outcome.as_str()), "{span:?}");
            assert_eq!(of_span("oms.attempts"), Some("1"), "{span:?}");
            assert!(matches!(span.status, Status::Error { .. }), "{span:?}");
            let events: Vec<&str> = span.events.iter().map(|event| &*event.name).collect();
            let is_lost = is_write && outcome == Outcome::Unknown;
            let words = if is_lost {
                "may have taken"
            } else {
                "had no effect"
            };
            assert!(
                events.iter().any(|event| event.contains(words)),
                "{events:?}"
            );
        }
    }
}

#[tokio::test]
async fn p291_an_attempt_that_is_dropped_is_measured_by_what_may_have_happened() {
    let exported = Exported::start();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    let client = exported.client(&format!("http://{address}"));
    let wait = Duration::from_millis(300);
    let call = client.call(&case::request());
    tokio::time::timeout(wait, call)
        .await
        .expect_err("nobody answers");
    let durations = exported.durations();
    let [(attributes, 1)] = &durations[..] else {
        panic!("{durations:?}");
    };
    assert_eq!(attributes["error.type"], "abandoned");
    assert_eq!(attributes["oms.outcome"], "unknown");
    drop(listener);
}
