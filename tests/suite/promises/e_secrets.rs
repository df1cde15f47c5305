//! Group E, secrets and foreign text: what is never shown, and what is shown without effect.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oms_client::{Auth, Client, FakeTransport, Outcome};
use serde_json::json;

use crate::support::canary::{self, PASSWORD, USER};
use crate::support::case::{self, Case, Verdict};
use crate::support::outside::workspace;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// Every way to carry a secret that is valid.
pub(super) fn ways() -> Vec<Auth> {
    let token = STANDARD.encode(format!("{USER}:{PASSWORD}"));
    vec![
        Auth::basic(USER, PASSWORD),
        Auth::basic_token(token.clone()),
        Auth::basic_token(format!("Basic {token}")),
        Auth::bearer(PASSWORD),
        Auth::header("x-api-key", PASSWORD),
    ]
}

#[test]
fn p102_nothing_that_logs_the_bytes_of_a_connection_is_compiled_in() {
    // `p092_no_decompression_is_compiled_in` says the same of reqwest as a whole, and of the
    // feature of hyper that traces.
    let clippy = fs::read_to_string(workspace().join("clippy.toml"))
        .expect("the workspace configures clippy");
    assert!(clippy.contains("reqwest::ClientBuilder::connection_verbose"));
    for file in runtime_sources() {
        let text = fs::read_to_string(&file).expect("the sources can be read");
        for word in ["connection_verbose", "key_log =", "KeyLogFile"] {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}

#[tokio::test]
async fn p103_no_debug_form_shows_a_secret() {
    for auth in ways() {
        canary::assert_clean("Auth", &format!("{auth:?} {auth:#?}"));
        let fake = FakeTransport::json(replies::success_body());
        let builder = Client::builder("https://oms.example.com")
            .auth(auth)
            .transport(fake.clone());
        canary::assert_clean("ClientBuilder", &format!("{builder:?} {builder:#?}"));
        let client = builder.build().expect("the credentials are valid");
        canary::assert_clean("Client", &format!("{client:?} {client:#?}"));
        let call = client.call(&case::request());
        canary::assert_clean("Call", &format!("{call:?}"));
        let called = call.await;
        case::assert_verdict(&called, Verdict::Accepted);
        case::text(&called);
        for request in fake.requests() {
            canary::assert_clean("WireRequest", &format!("{request:?} {request:#?}"));
            let carried = request.headers().any(|(_, value)| {
                canary::forms(PASSWORD)
                    .iter()
                    .any(|form| String::from_utf8_lossy(value).contains(form))
            });
            assert!(carried, "the secret reaches the transport");
        }
    }
}

#[tokio::test]
async fn p103_every_way_to_carry_a_secret_reaches_the_server_once() {
    for auth in ways() {
        let server = FaultServer::start(Script::accept(replies::accepted())).await;
        let called = case::called(Client::builder(server.url()).auth(auth)).await;
        case::assert_verdict(&called, Verdict::Accepted);
        let request = &server.ledger().requests()[0];
        let carrying = request.headers.iter().filter(|(_, value)| {
            canary::forms(PASSWORD)
                .iter()
                .any(|form| value.contains(form))
        });
        assert_eq!(carrying.count(), 1, "{:?}", request.headers);
        assert!(!request.line.contains("hunter2") && !request.text().contains("hunter2"));
    }
}

#[tokio::test]
async fn p105_an_error_names_the_host_and_the_action_and_no_more_of_the_address() {
    let server = FaultServer::start(Script::new().read_request()).await;
    let called = case::builder(&format!("{}/{PASSWORD}", server.url()))
        .build()
        .expect("a path is allowed")
        .call(&case::request())
        .await;
    let text = case::text(&called);
    assert!(
        text.contains(&server.address().to_string()) && text.contains("ResetIncrStartTimestamp"),
        "{text}"
    );
    let refused = case::builder(&format!("https://oms.example.com/?token={PASSWORD}")).build();
    canary::assert_error_clean(&refused.expect_err("a query is refused"));
}

#[test]
fn p106_credentials_in_the_address_are_refused_without_being_repeated() {
    for endpoint in [
        format!("https://{USER}:{PASSWORD}@oms.example.com"),
        format!("https://{PASSWORD}@oms.example.com"),
        format!("https://:{PASSWORD}@oms.example.com"),
        format!("{USER}:{PASSWORD}@oms.example.com"),
        format!("https://{USER}:{PASSWORD}@oms.example.com:port"),
    ] {
        let invalid = Client::builder(endpoint)
            .build()
            .expect_err("credentials do not belong into an address");
        canary::assert_error_clean(&invalid);
    }
    let text = Client::builder("https://a:b@oms.example.com")
        .build()
        .expect_err("refused")
        .to_string();
    assert!(text.contains("Auth"), "{text}");
}

#[test]
fn p108_what_would_end_a_header_is_refused_in_every_credential() {
    for bad in ["\r\n", "\n", "\r", "\0", "\u{7f}", "\u{1b}"] {
        let secret = format!("{PASSWORD}{bad}X-Injected: 1");
        for auth in [
            Auth::basic(USER, secret.clone()),
            Auth::basic(format!("{USER}{bad}"), PASSWORD),
            Auth::basic_token(secret.clone()),
            Auth::bearer(secret.clone()),
            Auth::header("x-api-key", secret.clone()),
            Auth::header(format!("x-api-key{bad}"), PASSWORD),
        ] {
            let built = Client::builder("https://oms.example.com")
                .auth(auth)
                .build();
            canary::assert_error_clean(&built.expect_err("the credentials are refused"));
        }
    }
}

#[tokio::test]
async fn p108_credentials_beyond_ascii_are_sent_as_utf_8() {
    let server = FaultServer::start(Script::accept(replies::accepted())).await;
    Client::builder(server.url())
        .auth(Auth::basic("j\u{fc}rgen", "p\u{e4}ss\u{4e2d}"))
        .build()
        .expect("the credentials are valid")
        .call(&case::request())
        .await
        .expect("accepted");
    let request = &server.ledger().requests()[0];
    assert_eq!(
        request.header("authorization"),
        Some("Basic asO8cmdlbjpww6Rzc+S4rQ==")
    );
}

#[test]
fn p109_a_ready_made_token_as_a_password_is_found_out() {
    // The token is the Base64 of `admin:secret`.
    for password in [
        "YWRtaW46c2VjcmV0",
        "Basic YWRtaW46c2VjcmV0",
        "basic YWRtaW46c2VjcmV0",
    ] {
        let invalid = Client::builder("https://oms.example.com")
            .auth(Auth::basic("admin", password))
            .build()
            .expect_err("it would be encoded twice");
        let text = invalid.to_string();
        assert!(
            text.contains("basic_token") && !text.contains("YWRtaW4"),
            "{text}"
        );
    }
    for password in ["", "Basics", "YWRtaW4=", "c2VjcmV0", "hunter2"] {
        let built = Client::builder("https://oms.example.com")
            .auth(Auth::basic("admin", password))
            .build();
        assert!(built.is_ok(), "{password}");
    }
}

/// Terminal commands, a title, a clipboard write, a bell, a carriage return, a direction override
/// and a line separator.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;t\u{7}\u{1b}]52;c;eA==\u{7}\u{9b}31m\rover\u{202e}gpj\u{2066}\u{2028}\u{8}\0\u{feff}end";

#[tokio::test]
async fn p126_text_of_the_server_moves_nothing_on_a_terminal() {
    let body = json!({ "success": false, "code": HOSTILE, "message": HOSTILE, "advice": HOSTILE, "requestId": HOSTILE,
        "errorDetail": { "message": HOSTILE } });
    let seen = Case::new(
        "hostile text",
        Script::refuse(replies::json(200, body.to_string())),
        Verdict::Rejected(oms_client::Reason::Service),
    )
    .check()
    .await;
    assert_harmless(&case::text(&seen.called));
    let Err(oms_client::Error::Rejected(rejected)) = &seen.called else {
        panic!("{:?}", seen.called);
    };
    assert_eq!(
        rejected.message(),
        Some(HOSTILE),
        "whoever wants the text itself gets it"
    );

    let page = format!("<html><title>{HOSTILE}</title></html>");
    for (status, body) in [
        (200, page.clone()),
        (502, page),
        (200, json!({ "success": HOSTILE, HOSTILE: 1 }).to_string()),
    ] {
        let reply = replies::answer(status, &[], body);
        let server = FaultServer::start(Script::accept(reply)).await;
        let called = case::called(case::builder(&server.url())).await;
        assert_eq!(case::outcome(&called), Outcome::Unknown);
        assert_harmless(&case::text(&called));
    }
}

#[tokio::test]
async fn p126_every_text_of_the_server_is_cut_at_2_kib() {
    let long = "x".repeat(200_000);
    let body = json!({ "success": false, "code": long, "message": long, "advice": long, "requestId": long });
    let seen = Case::new(
        "long text",
        Script::refuse(replies::json(200, body.to_string())),
        Verdict::Rejected(oms_client::Reason::Service),
    )
    .check()
    .await;
    let error = seen.called.expect_err("refused");
    assert!(
        error.to_string().len() < 5 * 2048,
        "{} bytes",
        error.to_string().len()
    );
    assert!(
        format!("{error:?}").len() < 8 * 2048,
        "{} bytes",
        format!("{error:?}").len()
    );
}

fn assert_harmless(text: &str) {
    let acts = text
        .chars()
        .find(|&c| (c.is_control() && c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'));
    assert_eq!(acts, None, "{text:?}");
}

#[test]
fn p134_the_runtime_names_no_address_of_its_own() {
    for file in runtime_sources() {
        let of_tests = ["tests", "tests.rs", "testing.rs"];
        if file
            .iter()
            .any(|name| of_tests.iter().any(|&test| name == test))
        {
            continue;
        }
        let text = fs::read_to_string(&file).expect("the sources can be read");
        // The tests of a file are at its end.
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        // The formatter may set the address of a page on a line of its own.
        let text = text.replace(".documentation(\n", ".documentation(");
        let code = text.lines().filter(|line| {
            let line = line.trim_start();
            !line.starts_with("//") && !line.contains(".documentation(")
        });
        for line in code {
            // A scheme alone, or one in front of a place holder, names no address.
            let named = line
                .split("\"http")
                .skip(1)
                .filter_map(|rest| rest.trim_start_matches('s').strip_prefix("://"))
                .any(|host| host.starts_with(char::is_alphanumeric) && !host.contains(".example"));
            assert!(!named, "{}: {line}", file.display());
        }
    }
}

fn runtime_sources() -> Vec<std::path::PathBuf> {
    ["crates/oms-core/src", "crates/oms-client/src"]
        .iter()
        .flat_map(|directory| super::table::sources(&workspace().join(directory)))
        .collect()
}
