//! The descriptions of a client that are refused, by their options. None of them shows a secret.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::testing::{ACCEPTED, Depot};
use crate::{Auth, ClientBuilder, FakeTransport, ReadRetry, WriteRetry};

type Change = fn(ClientBuilder<Depot>) -> ClientBuilder<Depot>;

fn refusal(
    endpoint: &str,
    change: impl FnOnce(ClientBuilder<Depot>) -> ClientBuilder<Depot>,
) -> String {
    change(Depot::builder(endpoint))
        .build()
        .unwrap_err()
        .to_string()
}

#[test]
fn promises_5_and_47_a_choice_that_cannot_stand_is_refused_by_its_name() {
    const SECOND: Duration = Duration::from_secs(1);
    let table: [(&str, Change); 16] = [
        ("`connect_timeout`", |b| {
            b.timeout(3 * SECOND).connect_timeout(3 * SECOND)
        }),
        ("`connect_timeout`", |b| {
            b.timeout(2 * SECOND).connect_timeout(3 * SECOND)
        }),
        ("`connect_timeout`", |b| b.connect_timeout(Duration::ZERO)),
        ("`timeout`", |b| b.timeout(Duration::ZERO)),
        ("`timeout`", |b| b.timeout(Duration::MAX)),
        ("`answer_limit`", |b| b.answer_limit(0)),
        ("`answer_limit`", |b| b.answer_limit(usize::MAX)),
        ("`retry_writes.attempts`", |b| {
            b.retry_writes(WriteRetry::new().attempts(0))
        }),
        ("`retry_reads.attempts`", |b| {
            b.retry_reads(ReadRetry::new().attempts(11))
        }),
        ("`retry_writes.backoff`", |b| {
            b.retry_writes(WriteRetry::new().backoff(2 * SECOND, SECOND))
        }),
        ("`retry_reads.backoff`", |b| {
            b.retry_reads(ReadRetry::new().backoff(SECOND, Duration::MAX))
        }),
        ("`retry_writes.backoff`", |b| {
            b.retry_writes(WriteRetry::new().backoff(Duration::ZERO, Duration::ZERO))
        }),
        ("`retry_reads.backoff`", |b| {
            b.retry_reads(ReadRetry::new().backoff(SECOND, 301 * SECOND))
        }),
        ("`server_version`", |b| b.server_version("latest")),
        ("`ca_certificates_only`", |b| b.ca_certificates_only(true)),
        ("`client_request_id`", |b| {
            b.auth(Auth::header("X-Key", "secret"))
                .client_request_id("x-key")
        }),
    ];
    for (expected, change) in table {
        let refusal = refusal("http://127.0.0.1", change);
        assert!(refusal.starts_with(expected), "{expected}: {refusal}");
    }
    for name in ["content-length", "Accept-Encoding", "Authorization"] {
        let refusal = refusal("http://127.0.0.1", |b| b.client_request_id(name));
        assert!(refusal.starts_with("`client_request_id`"), "{refusal}");
    }
}

#[cfg(feature = "rustls")]
#[test]
fn promises_118_and_124_proxies_and_authorities_that_cannot_stand_are_refused() {
    let certificates: [(&str, &[u8]); 6] = [
        ("`ca_certificate`: is empty", b""),
        ("`ca_certificate`: is empty", b"\r\n"),
        ("`ca_certificate`: is neither", b"garbage"),
        ("`ca_certificate`", b"-----BEGIN CERTIFICATE-----\r\n"),
        (
            "`ca_certificate`",
            b"-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n",
        ),
        ("`ca_certificate`", &[0x30, 0x82, 0, 1, 2]),
    ];
    for (expected, certificate) in certificates {
        let refusal = refusal("https://h", |b| b.ca_certificate(certificate));
        assert!(refusal.starts_with(expected), "{expected}: {refusal}");
    }
    let proxies = [
        ("http://127.0.0.1", "http://p"),
        ("https://127.0.0.1", "http://p"),
        ("https://h", "hunter2"),
        ("https://h", "socks5://hunter2@p"),
    ];
    for (endpoint, proxy) in proxies {
        let refusal = refusal(endpoint, |b| b.proxy(proxy));
        assert!(refusal.starts_with("`proxy`"), "{refusal}");
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }
}

#[test]
fn promise_103_neither_a_builder_nor_a_client_shows_a_secret() {
    let builder = Depot::builder("http://user:hunter2@h")
        .auth(Auth::basic("admin", "hunter2"))
        .proxy("http://user:hunter2@p");
    assert!(!format!("{builder:?}").contains("hunter2"));
    let client = Depot::builder("http://127.0.0.1")
        .auth(Auth::bearer("hunter2"))
        .transport(FakeTransport::json(ACCEPTED))
        .build();
    assert!(!format!("{client:?}").contains("hunter2"));
}

#[test]
fn a_header_that_cannot_carry_an_id_is_refused_with_the_true_reason() {
    for (name, reason) in [
        ("user-agent", "the client's own"),
        ("x-key", "the client's own"),
        ("authorization", "the client's own"),
        ("accept", "asks for another kind of answer"),
        ("range", "asks for another kind of answer"),
        ("content-length", "frames the message"),
        ("connection", "steers the connection"),
    ] {
        let refusal = refusal("http://127.0.0.1", |builder| {
            builder
                .auth(Auth::header("x-key", "hunter2"))
                .user_agent("depot")
                .client_request_id(name)
        });
        let is_told = refusal.contains(&format!("`{name}`")) && refusal.contains(reason);
        assert!(is_told && !refusal.contains("credentials"), "{refusal}");
    }
}

#[tokio::test]
async fn p049_a_seed_of_the_waits_repeats_no_id() {
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let client = Depot::over_with(FakeTransport::json(ACCEPTED), |builder| {
            builder.client_request_id("x-request-id").jitter_seed(1)
        });
        for _ in 0..2 {
            ids.insert(client.store().await.unwrap().meta.client_request_id);
        }
    }
    assert_eq!(ids.len(), 4, "{ids:?}");
}

#[tokio::test]
async fn promise_49_an_id_of_the_calls_own_is_sent_only_where_it_was_asked_for() {
    let fake = FakeTransport::json(ACCEPTED);
    let plain = Depot::over(fake.clone());
    assert_eq!(plain.store().await.unwrap().meta.client_request_id, None);

    let named = Depot::over_with(fake.clone(), |builder| {
        builder.client_request_id("x-request-id")
    });
    let id = named.store().await.unwrap().meta.client_request_id.unwrap();
    assert_ne!(
        named.store().await.unwrap().meta.client_request_id.as_ref(),
        Some(&id)
    );
    let shape: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(
        (shape.as_slice(), id.as_bytes()[14]),
        (&[8, 4, 4, 4, 12][..], b'4')
    );

    let sent: Vec<Option<Vec<u8>>> = fake
        .requests()
        .iter()
        .map(|request| {
            request
                .headers()
                .find(|(name, _)| *name == "x-request-id")
                .map(|(_, value)| value.to_vec())
        })
        .collect();
    assert_eq!(
        (sent.len(), &sent[0], sent[1].as_deref()),
        (3, &None, Some(id.as_bytes()))
    );
}

#[test]
fn p224_whoever_is_said_to_answer_in_the_services_place_is_shown() {
    let shown = |builder: ClientBuilder<Depot>| {
        let described = format!("{builder:?}");
        let client = builder
            .transport(FakeTransport::json(ACCEPTED))
            .build()
            .unwrap();
        [
            described,
            format!("{client:?}"),
            format!("{:?}", client.dispatcher()),
        ]
    };
    for text in shown(Depot::builder("http://127.0.0.1")) {
        assert!(text.contains("assume_no_intermediary: false"), "{text}");
    }
    for text in shown(Depot::builder("http://127.0.0.1").assume_no_intermediary()) {
        assert!(text.contains("assume_no_intermediary: true"), "{text}");
    }
}

/// The files that have the methods of the builder.
const SOURCES: [&str; 2] = [include_str!("mod.rs"), include_str!("with.rs")];

/// The names of the methods that take the builder and return it.
fn setters() -> BTreeSet<&'static str> {
    let methods = SOURCES
        .iter()
        .flat_map(|text| text.split("    pub fn ").skip(1));
    let setters = methods.filter_map(|method| {
        let (signature, _) = method.split_once('{')?;
        let (name, _) = signature.split_once(['(', '<'])?;
        (signature.contains("self") && signature.contains("-> Self")).then_some(name)
    });
    setters.collect()
}

/// The names in the first column of the table.
fn listed() -> BTreeSet<&'static str> {
    let (before, _) = SOURCES[0].split_once("pub struct ClientBuilder").unwrap();
    let rows = before
        .lines()
        .filter_map(|line| line.strip_prefix("/// | "));
    let first = rows.filter_map(|row| row.split(" | ").next());
    first
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn the_table_of_options_lists_every_method_that_sets_one() {
    let setters = setters();
    assert!(setters.len() > 20, "{setters:?}");
    assert_eq!(listed(), setters);
}
