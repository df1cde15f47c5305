//! The whole path of a call over real sockets: what is reported, and how often the server was
//! asked.

mod connections;
mod kept;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;

use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, Ticket, http};
use crate::{Error, NotSentCause, Outcome, ReadRetry, Reason, UnknownCause, WriteRetry};

/// Calls a write against a server that reacts to every request in the same way.
async fn write_against(reaction: Reaction) -> (Result<Ticket, Error>, usize) {
    let server = RawServer::start(move |_| reaction.clone()).await;
    let client = Depot::builder(&*server.address)
        .timeout(Duration::from_millis(400))
        .connect_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let result = client.store().await.map(|reply| reply.data);
    (result, server.received())
}

fn unknown_cause(error: &Error) -> Option<UnknownCause> {
    match error {
        Error::Unknown(error) => Some(error.cause()),
        _ => None,
    }
}

fn not_sent_cause(error: &Error) -> Option<NotSentCause> {
    match error {
        Error::NotSent(error) => Some(error.cause()),
        _ => None,
    }
}

#[tokio::test]
async fn an_accepted_call_returns_its_payload_and_meta() {
    let server = RawServer::start(|_| {
        Reaction::Write(http(
            200,
            "date: Wed, 19 Mar 2025 06:18:38 GMT\r\n",
            ACCEPTED,
        ))
    })
    .await;
    let reply = Depot::builder(&*server.address)
        .build()
        .unwrap()
        .store()
        .await
        .unwrap();
    assert_eq!(reply.data, Ticket(7));
    assert_eq!(reply.meta.request_id.as_deref(), Some("r-1"));
    assert_eq!(
        reply.meta.cost.as_ref().unwrap().duration(),
        Some(Duration::from_millis(10))
    );
    assert_eq!((reply.meta.status, reply.meta.attempts), (200, 1));
    assert!(reply.meta.server_time().is_some());
}

#[tokio::test]
async fn promises_7_to_16_32_82_91_92_and_114_one_write_is_sent_once_and_its_loss_is_unknown() {
    use UnknownCause::{
        BadResponse, BodyCut, BodyEncoded, BodyTooLarge, ConnectionLost, NoEnvelope, Redirect,
        Timeout,
    };

    let begun = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes();
    let ok = |rest: &str| Reaction::Write(begun(rest));
    let held = |rest: &str| Reaction::WriteAndHold(begun(rest));
    let table: Vec<(&str, Reaction, UnknownCause)> = vec![
        (
            "closed without an answer",
            Reaction::Write(Vec::new()),
            ConnectionLost,
        ),
        ("reset without an answer", Reaction::Reset, ConnectionLost),
        (
            "never answered",
            Reaction::WriteAndHold(Vec::new()),
            Timeout,
        ),
        ("half a head", ok("conte"), ConnectionLost),
        (
            "not HTTP",
            Reaction::Write(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()),
            BadResponse,
        ),
        (
            "body cut",
            ok("content-length: 900\r\n\r\n{\"success\":true"),
            BodyCut,
        ),
        (
            "body held",
            held("content-length: 900\r\n\r\n{\"su"),
            Timeout,
        ),
        (
            "bad chunk",
            ok("transfer-encoding: chunked\r\n\r\nzz\r\n"),
            BodyCut,
        ),
        ("no body", Reaction::Write(http(200, "", "")), NoEnvelope),
        (
            "no content",
            Reaction::Write(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()),
            NoEnvelope,
        ),
        (
            "two lengths",
            ok("content-length: 2\r\ncontent-length: 3\r\n\r\n{}"),
            BadResponse,
        ),
        (
            "announced too large",
            held("content-length: 9000000\r\n\r\n"),
            BodyTooLarge,
        ),
        (
            "encoded",
            Reaction::Write(http(200, "content-encoding: gzip\r\n", ACCEPTED)),
            BodyEncoded,
        ),
        (
            "redirect",
            Reaction::Write(http(302, "location: /elsewhere\r\n", ACCEPTED)),
            Redirect,
        ),
        (
            "gateway page",
            Reaction::Write(http(
                502,
                "",
                "<html><title>502 Bad <b>Gateway</b></title></html>",
            )),
            UnknownCause::Status,
        ),
    ];
    for (name, reaction, expected) in table {
        let (result, received) = write_against(reaction).await;
        let error = result.unwrap_err();
        assert_eq!(unknown_cause(&error), Some(expected), "{name}: {error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{name}");
        assert_eq!(received, 1, "{name}");
    }
}

#[tokio::test]
async fn p081_tls_behind_plain_http_is_named_with_the_scheme_to_write() {
    for record in [
        &[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28],
        &[0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46],
    ] {
        let (result, _) = write_against(Reaction::Write(record.to_vec())).await;
        let error = result.unwrap_err();
        let text = error.to_string();
        assert_eq!(error.outcome(), Outcome::Unknown, "{text}");
        for part in ["it speaks TLS", "write `https://`"] {
            assert!(text.contains(part), "{text}");
        }
    }
}

#[tokio::test]
async fn promise_6_a_connection_that_is_closed_unread_is_unknown_and_never_sent_again() {
    let (result, received) = write_against(Reaction::CloseUnread).await;
    let error = result.unwrap_err();
    assert_eq!(
        unknown_cause(&error),
        Some(UnknownCause::ConnectionLost),
        "{error:?}"
    );
    assert_eq!(received, 0);
}

#[tokio::test]
async fn promise_14_a_cut_body_keeps_status_and_bytes_read() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"success\":true".to_vec();
    for reaction in [Reaction::Write(cut.clone()), Reaction::WriteAndHold(cut)] {
        let (result, _) = write_against(reaction).await;
        let Err(Error::Unknown(error)) = result else {
            panic!("{result:?}")
        };
        assert_eq!(
            (error.status(), error.bytes_read(), error.body()),
            (Some(200), 15, &b"{\"success\":true"[..])
        );
    }
}

#[tokio::test]
async fn promises_27_and_126_a_page_is_shown_by_its_title_and_a_redirect_by_its_place() {
    let (page, _) = write_against(Reaction::Write(http(
        502,
        "",
        "<html><title>502 Bad\n <b>Gateway</b></title></html>",
    )))
    .await;
    let text = page.unwrap_err().to_string();
    assert!(
        text.contains("page \"502 Bad Gateway\"") && !text.contains('<'),
        "{text}"
    );
    let (redirect, _) = write_against(Reaction::Write(http(
        307,
        "location: http://other/\r\n",
        ACCEPTED,
    )))
    .await;
    assert!(
        redirect
            .unwrap_err()
            .to_string()
            .contains("location http://other/")
    );
}

#[tokio::test]
async fn promises_1_and_38_a_refused_connection_is_not_sent_and_tried_three_times() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Depot::builder(address)
        .retry_writes(WriteRetry::new().backoff(Duration::from_millis(1), Duration::from_millis(2)))
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!(not_sent_cause(&error), Some(NotSentCause::Connect));
    assert!(
        error
            .to_string()
            .contains("no byte of the request left this machine"),
        "{error}"
    );
    let Error::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.attempts(), 3);
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn promise_2_a_name_without_an_address_is_not_sent_and_named() {
    let client = Depot::builder("http://no-such-host.invalid")
        .allow_plaintext(true)
        .retry_writes(WriteRetry::never())
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!(not_sent_cause(&error), Some(NotSentCause::Dns));
    assert!(
        error.to_string().contains("no-such-host.invalid"),
        "{error}"
    );
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn promises_3_and_99_a_broken_handshake_is_tls_and_a_broken_tunnel_is_the_proxy() {
    let garbage = RawServer::start(|_| Reaction::CloseUnread).await;
    let client = Depot::builder(garbage.address.replace("http://", "https://"))
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!(not_sent_cause(&error), Some(NotSentCause::Tls), "{error:?}");

    let refusals = [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            NotSentCause::ProxyRefused,
        ),
        (
            "HTTP/1.1 200 OK\r\n\r\ngarbage garbage garbage",
            NotSentCause::Proxy,
        ),
        ("SSH\r\n\r\n", NotSentCause::Proxy),
    ];
    for (refusal, expected) in refusals {
        let proxy = RawServer::start(move |_| Reaction::Write(refusal.into())).await;
        let client = Depot::builder("https://depot.example.com")
            .proxy(&*proxy.address)
            .retry_writes(WriteRetry::never())
            .build()
            .unwrap();
        let error = client.store().await.unwrap_err();
        assert_eq!(
            not_sent_cause(&error),
            Some(expected),
            "{refusal}: {error:?}"
        );
    }
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn p081_plain_http_behind_an_https_endpoint_is_named_for_what_it_is() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // Bytes that are left unread would reset the connection.
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let client = Depot::builder(format!("https://{address}"))
        .retry_writes(WriteRetry::never())
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!(not_sent_cause(&error), Some(NotSentCause::Tls), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("does not speak TLS"), "{text}");
    assert!(text.contains("write `http://`"), "{text}");
    assert!(!text.contains("ca_certificate"), "{text}");
}

#[tokio::test]
async fn promise_37_a_write_is_never_resent_after_a_loss_and_a_read_is() {
    let server = RawServer::start(|_| Reaction::Reset).await;
    let policy = ReadRetry::new().backoff(Duration::from_millis(1), Duration::from_millis(2));
    let client = Depot::builder(&*server.address)
        .retry_reads(policy)
        .build()
        .unwrap();
    assert_eq!(
        client.store().await.unwrap_err().outcome(),
        Outcome::Unknown
    );
    assert_eq!(server.received(), 1);
    assert_eq!(client.look().await.unwrap_err().outcome(), Outcome::Unknown);
    assert_eq!(server.received(), 4);
}

#[tokio::test]
async fn promise_45_only_the_words_that_show_the_danger_resend_a_write_after_a_loss() {
    let server = RawServer::start(|_| Reaction::Reset).await;
    let policy = WriteRetry::new()
        .backoff(Duration::from_millis(1), Duration::from_millis(2))
        .unsafe_retry_unknown();
    let client = Depot::builder(&*server.address)
        .retry_writes(policy)
        .build()
        .unwrap();
    assert_eq!(
        client.store().await.unwrap_err().outcome(),
        Outcome::Unknown
    );
    assert_eq!(server.received(), 3);
}

#[tokio::test]
async fn promise_31_a_status_of_refusal_is_not_retried_and_has_its_reason() {
    let envelope = r#"{"success":false,"code":"NO"}"#;
    let (result, received) = write_against(Reaction::Write(http(401, "", envelope))).await;
    let Err(Error::Rejected(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!((error.reason(), received), (Reason::Credentials, 1));
    assert!(
        error.to_string().contains("check the credentials"),
        "{error}"
    );
    let (result, received) = write_against(Reaction::Write(http(401, "", "no"))).await;
    let Err(Error::Unknown(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!((error.hint(), received), (Some(Reason::Credentials), 1));
}
