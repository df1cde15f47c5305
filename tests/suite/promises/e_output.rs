//! Group E, output at TRACE: secrets that neither a log nor an error shows, whichever side sends
//! them.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oms_client::{
    Action, ActionInfo, Answer, Auth, Client, Effect, Failure, FakeTransport, Outcome, Sending,
    Transport, UnknownCause, WireRequest,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tracing::level_filters::LevelFilter;

use super::e_secrets::ways;
use crate::support::canary::{self, PASSWORD, USER};
use crate::support::capture::Capture;
use crate::support::case;
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::runtime::runtime;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls;

#[test]
fn p101_the_password_of_a_proxy_is_shown_to_the_proxy_alone() {
    let capture = Capture::start();
    let runtime = runtime();
    runtime.block_on(async {
        let server = case::accepting_over_tls().await;
        let tunnel = TunnelProxy::start(server.address()).await;
        let refusing = FaultServer::start(Script::refuse(replies::answer(407, &[], ""))).await;
        // With every proxy: what it was sent, and whether the call then succeeds.
        let proxies = [
            (tunnel.url(), tunnel.ledger(), Outcome::Accepted),
            (refusing.url(), refusing.ledger(), Outcome::NotSent),
        ];
        for (url, ledger, expected) in proxies {
            let url = url.replace("http://", &format!("http://{USER}:{PASSWORD}@"));
            let builder = case::once("https://oms.example.invalid:8089")
                .proxy(url)
                .ca_certificate(tls::authority_pem());
            canary::assert_clean("ClientBuilder", &format!("{builder:?}"));
            let client = builder.build().expect("the options are valid");
            canary::assert_clean("Client", &format!("{client:?}"));
            let called = client.call(&case::request()).await;
            assert_eq!(case::outcome(&called), expected, "{called:?}");
            case::text(&called);
            let head = ledger.requests().remove(0);
            let expected = format!("Basic {}", STANDARD.encode(format!("{USER}:{PASSWORD}")));
            assert_eq!(head.header("proxy-authorization"), Some(&*expected));
            assert_eq!(head.header("authorization"), None);
        }
        let request = server.ledger().requests().remove(0);
        assert_eq!(request.header("proxy-authorization"), None);
    });
    let log = capture.text();
    assert!(log.contains("CONNECT") || log.contains("proxy"), "{log}");
    canary::assert_clean("the log", &log);
}

/// A status, headers and a body.
type Echo = (u16, Vec<(&'static str, String)>, String);

/// Answers that repeat what the request carried as its credentials.
fn echoes(sent: &str) -> Vec<Echo> {
    let padded = format!("{}{sent}", "x".repeat(250));
    let none = Vec::new;
    vec![
        (200, none(), json!({ "headers": { "Authorization": sent } }).to_string()),
        (200, none(), format!("{sent} {padded}")),
        (200, none(), padded),
        (200, none(), json!({ "success": "no", "sent": sent }).to_string()),
        (200, none(), json!({ "success": true, "code": sent }).to_string()),
        (200, none(), json!({ "success": true, "data": sent, "requestId": sent }).to_string()),
        (
            200,
            none(),
            json!({ "success": false, "code": sent, "message": sent, "advice": sent, "requestId": sent,
                "errorDetail": { "sent": sent } })
            .to_string(),
        ),
        (401, none(), json!({ "success": false, "message": sent }).to_string()),
        (502, none(), format!("<html><title>{sent}</title></html>")),
        (302, vec![("Location", format!("/login?token={sent}"))], String::new()),
        (200, vec![("Content-Encoding", sent.to_owned())], String::new()),
    ]
}

#[test]
fn p101_a_server_that_repeats_the_credentials_gets_them_into_no_output() {
    let capture = Capture::start();
    let runtime = runtime();
    runtime.block_on(async {
        for auth in ways() {
            let fake = FakeTransport::json(replies::success_body());
            let probe = client_of(auth.clone(), fake.clone());
            drop(probe.call(&case::request()).await);
            let requests = fake.requests();
            let (_, value) = requests[0]
                .headers()
                .find(|(_, value)| {
                    let value = String::from_utf8_lossy(value);
                    canary::forms(PASSWORD)
                        .iter()
                        .any(|form| value.contains(form))
                })
                .expect("the credentials are sent");
            let value = String::from_utf8_lossy(value).into_owned();
            // The whole header, what follows the scheme, and what a server finds in it.
            let token = value.rsplit(' ').next().unwrap_or_default();
            for sent in [value.as_str(), token, PASSWORD] {
                for (status, headers, body) in echoes(sent) {
                    let client = client_of(
                        auth.clone(),
                        FakeTransport::new(move |_| {
                            let answer = Answer::new(status, body.clone());
                            Ok(headers
                                .iter()
                                .fold(answer, |answer, (name, value)| answer.header(name, value)))
                        }),
                    );
                    let error = client
                        .call(&case::request())
                        .await
                        .expect_err("no answer here is an accepting one");
                    canary::assert_error_clean(&error);
                }
            }
        }
    });
    canary::assert_clean("the log", &capture.text());
}

fn client_of(auth: Auth, transport: FakeTransport) -> Client {
    Client::builder("https://oms.example.com")
        .auth(auth)
        .transport(transport)
        .build()
        .expect("the credentials are valid")
}

/// Services log warnings and errors, which leaves the span of a call out.
#[test]
fn p101_a_filter_of_warnings_or_errors_keeps_what_became_of_a_write() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime can be made");
    for level in [LevelFilter::WARN, LevelFilter::ERROR] {
        let capture = Capture::at(level);
        runtime.block_on(async {
            let lost = FakeTransport::new(|_| Err(Failure::unknown(UnknownCause::ConnectionLost)));
            let options = case::once("http://127.0.0.1:1").transport(lost.clone());
            let called = case::called(options).await;
            assert_eq!(case::outcome(&called), Outcome::Unknown);

            let hour = Duration::from_secs(3_000);
            let client = case::once("http://127.0.0.1:1").transport(lost.delay(hour));
            let client = client.build().expect("the options are valid");
            let second = Duration::from_secs(1);
            let dropped = tokio::time::timeout(second, client.call(&case::request()).into_future());
            assert!(dropped.await.is_err());
        });
        let log = capture.text();
        for words in [
            "the outcome of the call is unknown",
            "the call was dropped; it may have taken effect",
        ] {
            let line = log.lines().find(|line| line.contains(words));
            let line = line.unwrap_or_else(|| panic!("{level}: {words} is not in {log}"));
            assert!(line.contains("ERROR"), "{line}");
            assert!(
                line.contains("oms.action=\"ResetIncrStartTimestamp\""),
                "{line}"
            );
        }
    }
}

/// A read whose answer has an optional field.
#[derive(Debug, Serialize)]
struct ReadNote {}

#[derive(Debug, Deserialize)]
struct Note {
    count: Option<i64>,
}

impl Action for ReadNote {
    type Data = Note;

    const INFO: &'static ActionInfo = &ActionInfo::new("ReadNote", Effect::Read);
}

/// Sends everything twice.
struct Twice(FakeTransport);

impl Transport for Twice {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            drop(self.0.send(request).await);
            self.0.send(request).await
        })
    }
}

#[test]
fn p101_a_filter_of_warnings_keeps_the_call_that_each_is_about() {
    let runtime = runtime();
    for level in [LevelFilter::WARN, LevelFilter::TRACE] {
        let capture = Capture::at(level);
        runtime.block_on(async {
            let fake = FakeTransport::json(r#"{"success":true,"data":{"count":"many"}}"#);
            let client = case::once("http://127.0.0.1:1").transport(fake.clone());
            let client = client.build().expect("the options are valid");
            let reply = client.call(&ReadNote {}).await.expect("it is accepted");
            assert_eq!(reply.data.count, None);

            let options = case::once("http://127.0.0.1:1").transport(Twice(fake));
            let called = case::called(options).await;
            assert_eq!(case::outcome(&called), Outcome::Unknown);
        });
        let log = capture.text();
        for (words, action) in [
            ("fields of the answer are of an odd type", "ReadNote"),
            ("sent the call a second time", "ResetIncrStartTimestamp"),
        ] {
            let line = log.lines().find(|line| line.contains(words));
            let line = line.unwrap_or_else(|| panic!("{level}: {words} is not in {log}"));
            assert!(line.contains(&format!("oms.action=\"{action}\"")), "{line}");
        }
        let fields = log.lines().find(|line| line.contains("odd type"));
        let fields = fields.expect("it was there");
        assert!(
            fields.contains("fields=[") && fields.contains("count"),
            "{fields}"
        );
    }
}
