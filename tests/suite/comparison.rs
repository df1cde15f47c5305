//! The code of docs/comparison.md: the compiler holds each line of it here, and a test finds each
//! line of the page among them.

#![expect(
    dead_code,
    clippy::needless_pass_by_value,
    reason = "that it compiles is what is tested"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use oms_client::actions::DescribeProjectProgressRequest;
use oms_client::shapes::TaskStatus;
use oms_client::testing::FakeError;
use oms_client::{
    ActionInfo, Answer, AnyAction, Auth, Client, ClientBuilder, CryptoProvider, Error, Failure,
    FakeTransport, IssuedAuth, Json, OpenTelemetry, ReadRetry, Rejected, RetryBudget, Sending,
    TaskId, Transport, UnknownCause, WireRequest,
};
use oms_sim::{Fault, Simulator};
use opentelemetry::metrics::Meter;
use tower::ServiceBuilder;

/// A layer.
struct Traced<T>(T);

impl<T: Transport> Transport for Traced<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        let _: &oms_client::Progress = request.progress();
        self.0.send(request)
    }
}

fn auth() -> Auth {
    Auth::basic("admin", "secret")
}

fn count(_action: &str, _outcome: &str, _cause: Option<&str>) {}

#[rustfmt::skip]
fn of_a_call(client: &Client, task: &TaskId, moment: Instant, parameters: Json) -> Result<(), Error> {
    let (time, name, value) = (Duration::from_secs(1), "traceparent", "00");
    drop(client.describe_project().id(task).send().within(time).header(name, value));
    drop(client.list_projects().send().deadline(moment));
    drop(client.list_projects().send().request_id("order-1042"));
    drop(client.describe_project_progress().id(task).wait().until_state([TaskStatus::Running]));
    drop(client.list_projects().pages());
    drop(client.call(&AnyAction::read("DescribeQuota", parameters)?));
    drop(client.probe());
    Ok(())
}

#[rustfmt::skip]
fn without_a_runtime(
    client: &Client,
    request: DescribeProjectProgressRequest,
    answer: Result<Answer, Failure>,
) -> Result<(), Error> {
    let reply = client.prepare(&request)?.judge(answer)?;
    drop(reply.meta.odd_fields);
    Ok(())
}

#[rustfmt::skip]
fn of_an_error(error: &Error, rejected: &Rejected) {
    let _ = error.outcome();
    let _ = (rejected.code(), rejected.message(), rejected.request_id());
}

#[rustfmt::skip]
fn of_a_client(builder: ClientBuilder<Client>, meter: &Meter, provider: Arc<CryptoProvider>) {
    let (time, total) = (Duration::from_secs(1), Duration::from_secs(9));
    let builder = builder.client_request_id("x-request-id");
    let builder = builder.connect_timeout(time).timeout(total);
    let builder = builder.retry_reads(ReadRetry::new().attempts(5)).retry_budget(RetryBudget::new());
    let builder = builder.layer(Traced);
    let builder = builder.tower_layers(|transport| ServiceBuilder::new().concurrency_limit(8).service(transport));
    let builder = builder.credentials(move || async move { Ok(IssuedAuth::new(auth()).valid_for(time)) });
    let builder = builder.crypto_provider(provider);
    let builder = builder.proxy("http://proxy.example.com:3128");
    let builder = builder.user_agent("orders/1.4");
    let builder = builder.on_call(|call| count(call.action.name(), call.outcome.as_str(), call.cause));
    drop(builder.opentelemetry(OpenTelemetry::new().meter(meter)));
}

#[rustfmt::skip]
fn of_certificates(builder: ClientBuilder<Client>, chain: &[u8], key: &[u8], pem: &[u8], transport: FakeTransport) {
    let builder = builder.client_certificate(chain, key);
    let builder = builder.ca_certificate(pem).ca_certificates_only(true);
    drop(builder.transport(Traced(transport)));
}

#[rustfmt::skip]
async fn of_tests(action: &str, answer: Answer, failure: Failure, info: &'static ActionInfo, cause: UnknownCause) {
    let time = Duration::from_secs(1);
    drop(FakeTransport::on(action, answer).then(failure).delay(time));
    drop(FakeError::of(info).unknown(cause));
    drop(Simulator::builder().fault(Fault::CommitAndLoseReply).start().await);
}

#[test]
fn each_line_of_code_of_the_comparison_is_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../docs/comparison.md")).expect("it is there");
    let compiled = fs::read_to_string(root.join("suite/comparison.rs")).expect("it is there");
    let compiled = bare(&compiled);
    let (_, client) = page.split_once("## Client").expect("it has the client");
    let (client, _) = client.split_once("## Command").expect("and the command");
    let rows: Vec<&str> = client
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    assert!(rows.len() > 20, "{rows:?}");
    let mut lines = 0;
    for row in rows {
        let cells = row.replace(r"\|", "\u{1}");
        let ours = cells.trim_end_matches([' ', '|']).rsplit(" | ").next();
        let ours = ours.expect("a row has cells").replace('\u{1}', "|");
        // A line of code is a call or a field; a name alone is no line.
        let code = ours.split('`').skip(1).step_by(2);
        for code in code.filter(|code| code.contains('.') || code.contains('(')) {
            assert!(
                compiled.contains(&bare(code)),
                "{code} is not compiled here"
            );
            lines += 1;
        }
    }
    assert!(lines > 20, "only {lines} lines");
}

/// Code without white space.
fn bare(code: &str) -> String {
    code.split_whitespace().collect()
}
