//! Group D, HTTP: answers that break its rules, drip, or never end.

use std::io::Write as _;
use std::time::{Duration, Instant};

use oms_client::{Error, Outcome, UnknownCause};

use crate::support::case::{self, Case, ReadAction, Verdict};
use crate::support::child;
use crate::support::hang::ClosedPort;
use crate::support::replies;
use crate::support::runtime::runtime_beside;
use crate::support::script::Script;
use crate::support::server::FaultServer;

const BAD: Verdict = Verdict::Unknown(UnknownCause::BadResponse);
const TOO_LARGE: Verdict = Verdict::Unknown(UnknownCause::BodyTooLarge);
const MIB: u64 = 1024 * 1024;

#[tokio::test]
async fn p082_two_lengths_are_unknown_and_the_connection_is_closed() {
    let body = replies::success_body();
    let mut bytes = replies::head(200, &[("Content-Length", "5")]);
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    let seen = Case::new("two lengths", Script::accept(bytes).hold(), BAD)
        .check()
        .await;
    seen.ledger
        .until(|connections| connections[0].closed_by_peer)
        .await;
}

#[tokio::test]
async fn p082_one_length_that_stands_twice_is_one_length() {
    let body = replies::success_body();
    let length = body.len().to_string();
    for headers in [
        vec![("Content-Length", format!("{length}, {length}"))],
        vec![
            ("Content-Length", length.clone()),
            ("Content-Length", length.clone()),
        ],
    ] {
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let mut bytes = replies::head(200, &headers);
        bytes.extend_from_slice(format!("\r\n{body}").as_bytes());
        Case::new(
            format!("{headers:?}"),
            Script::accept(bytes),
            Verdict::Accepted,
        )
        .check()
        .await;
    }
}

#[tokio::test]
async fn p082_what_is_not_http_is_unknown() {
    for bytes in [
        &b"SSH-2.0-OpenSSH_9.6\r\n"[..],
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n folded: at once\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Folded: one\r\n two\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX-Nul: \0\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 7\r\n\r\n{}",
        b"{\"success\":true,\"data\":4711}",
    ] {
        Case::new(String::from_utf8_lossy(bytes), Script::accept(bytes), BAD)
            .check()
            .await;
    }
}

#[tokio::test]
async fn p082_a_server_that_speaks_first_is_unknown_whether_or_not_the_request_got_out() {
    let banner = Script::new().write(*b"SSH-2.0-OpenSSH_9.6\r\n").hold();
    let server = FaultServer::start(banner).await;
    let client = case::builder(&server.url())
        .build()
        .expect("the options are valid");
    for _ in 0..50 {
        let called = client.call(&case::request()).await;
        case::assert_verdict(&called, BAD);
    }
    assert_eq!(server.ledger().connections(), 50, "nothing is sent again");
}

#[tokio::test]
async fn p082_a_greeting_has_one_cause_however_soon_it_comes() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a bound listener has one");
    // A thread of its own, so that the greeting also comes before the request has left its queue.
    std::thread::spawn(move || {
        let mut open = Vec::new();
        for mut stream in listener.incoming().flatten() {
            drop(stream.write_all(b"J\0\0\0\n8.0.36\0"));
            open.push(stream);
        }
    });
    let client = case::builder(&format!("http://{address}"))
        .build()
        .expect("the options are valid");
    for round in 0..200 {
        let called = client.call(&case::request()).await;
        assert_eq!(case::verdict(&called), BAD, "{round}: {called:?}");
    }
}

#[tokio::test]
async fn p083_a_length_beside_chunks_never_leaves_a_connection_to_be_used_again() {
    let mut bytes = replies::head(
        200,
        &[("Content-Length", "7"), ("Transfer-Encoding", "chunked")],
    );
    let body = replies::success_body();
    bytes.extend_from_slice(format!("\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).as_bytes());
    let server = FaultServer::start(Script::accept(bytes).again()).await;
    let client = case::once(&server.url())
        .build()
        .expect("the options are valid");
    for _ in 0..2 {
        // Reads keep connections, so this is where a smuggled answer would be taken for the next
        // one.
        let called = client.call(&ReadAction::new()).await;
        assert!(
            matches!(case::outcome(&called), Outcome::Accepted | Outcome::Unknown),
            "{called:?}"
        );
    }
    assert!(server.ledger().connections() >= 2);
}

#[tokio::test]
async fn p085_too_many_headers_are_unknown_and_said_to_be_too_many() {
    let mut many = replies::head(200, &[]);
    for number in 0..100 {
        many.extend_from_slice(format!("X-Header-{number}: value\r\n").as_bytes());
    }
    many.extend_from_slice(b"Content-Length: 26\r\n\r\n{\"success\":true,\"data\":11}");
    Case::new("101 headers", Script::accept(many), BAD)
        .says(&["more than 100 headers"])
        .check()
        .await;
}

#[test]
fn p085_endless_headers_and_trailers_take_no_memory() {
    flat("p085_endless_headers_and_trailers_take_no_memory", || {
        let mut header = replies::head(200, &[]);
        header.extend_from_slice(b"X-Long: ");
        header.extend_from_slice(&vec![b'x'; 8 * 1024 * 1024]);

        let mut trailers = replies::accepted_chunked();
        trailers.truncate(trailers.len() - 2);
        for number in 0..10_000 {
            trailers.extend_from_slice(format!("X-Trailer-{number}: value\r\n").as_bytes());
        }
        trailers.extend_from_slice(b"\r\n");

        // Interim answers are no answer, however many of them come.
        let interim = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n".repeat(200_000);

        [
            Script::accept(header).hold(),
            Script::accept(trailers),
            Script::accept(interim),
        ]
    });
}

#[tokio::test]
async fn p088_a_head_that_drips_is_bounded_by_the_total() {
    bounded_by_the_total(replies::accepted(), Duration::from_millis(60)).await;
}

#[tokio::test]
async fn p089_a_body_that_drips_is_bounded_by_the_total() {
    let whole = replies::accepted();
    let body = replies::success_body().len();
    let (head, rest) = whole.split_at(whole.len() - body);
    let total = Duration::from_millis(400);
    let script = Script::accept(head).drip(rest, Duration::from_millis(20));
    let begun = Instant::now();
    let seen = Case::new(
        "body drips",
        script,
        Verdict::Unknown(UnknownCause::Timeout),
    )
    .timeout(total)
    .check()
    .await;
    assert!(begun.elapsed() < total * 5, "{:?}", begun.elapsed());
    let Err(Error::Unknown(unknown)) = seen.called else {
        panic!("{:?}", seen.called);
    };
    assert_eq!(
        unknown.status(),
        Some(200),
        "what came before the timeout is kept"
    );
    assert!(unknown.bytes_read() > 0);
}

async fn bounded_by_the_total(bytes: Vec<u8>, every: Duration) {
    let total = Duration::from_millis(400);
    let script = Script::new().read_request().commit().drip(bytes, every);
    let begun = Instant::now();
    Case::new("drips", script, Verdict::Unknown(UnknownCause::Timeout))
        .timeout(total)
        .check()
        .await;
    assert!(begun.elapsed() < total * 5, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn p091_a_body_over_the_limit_is_unknown_and_one_at_the_limit_is_read() {
    let limit = usize::try_from(MIB).expect("a MiB is small");
    let padded = |length: usize| {
        let envelope = replies::success_body();
        let padding = " ".repeat(length - envelope.len());
        format!("{envelope}{padding}")
    };
    Case::new(
        "at the limit",
        Script::accept(replies::json(200, padded(limit))),
        Verdict::Accepted,
    )
    .check()
    .await;
    let over = padded(limit + 1);
    let mut chunked = replies::head(200, &[("Transfer-Encoding", "chunked")]);
    chunked.extend_from_slice(format!("\r\n{:x}\r\n{over}\r\n0\r\n\r\n", over.len()).as_bytes());
    let mut until_close = replies::head(200, &[]);
    until_close.extend_from_slice(format!("\r\n{over}").as_bytes());
    for (name, bytes) in [
        ("with a length", replies::json(200, &over)),
        ("in chunks", chunked),
        ("until the end", until_close),
    ] {
        let seen = Case::new(name, Script::accept(bytes), TOO_LARGE)
            .check()
            .await;
        assert_eq!(seen.called.expect_err("unknown").status(), Some(200));
    }
}

#[test]
fn p091_a_huge_body_takes_no_memory() {
    flat("p091_a_huge_body_takes_no_memory", || {
        // A claimed length that never comes, and bodies without a length that come for as long as
        // they are read.
        let spaces = b" ".repeat(64 * 1024 * 1024);
        let mut claimed = replies::head(200, &[("Content-Length", "68719476736")]);
        claimed.extend_from_slice(&[b"\r\n{", &spaces[..2 * 1024 * 1024]].concat());
        let mut endless = replies::head(200, &[]);
        endless.extend_from_slice(&[b"\r\n{", &spaces[..]].concat());
        let mut chunked = replies::head(200, &[("Transfer-Encoding", "chunked")]);
        chunked.extend_from_slice(format!("\r\n{:x}\r\n", spaces.len()).as_bytes());
        chunked.extend_from_slice(&spaces);
        [
            Script::accept(claimed).hold(),
            Script::accept(endless),
            Script::accept(chunked),
        ]
    });
}

/// Runs the test `name` again in a child for each script: the child calls, and holds hardly more
/// memory for it.
///
/// The scripts are made by the parent alone, because what the child held before it called would
/// hide what it holds then.
fn flat(name: &str, scripts: impl FnOnce() -> [Script; 3]) {
    let runtime = runtime_beside();
    if !child::is_child() {
        for script in scripts() {
            let server = runtime.block_on(FaultServer::start(script));
            child::run(module_path!(), name, &[(child::ENDPOINT, &server.url())]);
            assert_eq!(server.ledger().commits(), 1);
        }
        return;
    }
    runtime.block_on(async {
        let client = case::once(&child::endpoint())
            .build()
            .expect("the options are valid");
        warm_up().await;
        let before = child::peak_memory();
        let called = client.call(&case::request()).await;
        assert_eq!(case::outcome(&called), Outcome::Unknown, "{called:?}");
        let grown = child::peak_memory() - before;
        assert!(grown < 3 * MIB, "{grown} bytes");
    });
}

#[tokio::test]
async fn p092_an_encoding_that_was_not_asked_for_is_unknown() {
    let encoded = Verdict::Unknown(UnknownCause::BodyEncoded);
    let table = [
        ("gzip", encoded),
        ("br", encoded),
        ("zstd", encoded),
        ("deflate", encoded),
        ("GZIP", encoded),
        ("identity, gzip", encoded),
        ("compress", encoded),
        ("\u{e4}", encoded),
        ("identity", Verdict::Accepted),
        ("Identity", Verdict::Accepted),
        ("identity,identity", Verdict::Accepted),
        ("", Verdict::Accepted),
    ];
    for (encoding, expected) in table {
        let headers = [("Content-Encoding", encoding)];
        let reply = replies::answer(200, &headers, replies::success_body());
        let seen = Case::new(encoding, Script::accept(reply), expected)
            .check()
            .await;
        let requests = seen.ledger.requests();
        assert_eq!(requests[0].header("accept-encoding"), None);
    }
}

#[tokio::test]
async fn p092_a_transfer_encoding_other_than_chunks_is_unknown_even_where_the_text_looks_plain() {
    let body = replies::success_body();
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let encoded = Verdict::Unknown(UnknownCause::BodyEncoded);
    // With every list of codings: how the body is framed under it, and what it comes to.
    let table = [
        ("gzip", &body, encoded),
        ("gzip, chunked", &chunks, encoded),
        ("chunked, gzip", &body, encoded),
        ("identity", &body, encoded),
        ("chunked", &chunks, Verdict::Accepted),
        ("Chunked", &chunks, Verdict::Accepted),
    ];
    for (coding, framed, expected) in table {
        let mut bytes = replies::head(200, &[("Transfer-Encoding", coding)]);
        bytes.extend_from_slice(format!("\r\n{framed}").as_bytes());
        Case::new(coding, Script::accept(bytes), expected)
            .check()
            .await;
    }
}

#[test]
fn p092_no_decompression_is_compiled_in() {
    let tree = super::table::tree_of_the_client();
    let hyper = tree
        .lines()
        .find(|line| line.starts_with("hyper v"))
        .expect("the client sends by hyper");
    let features = hyper.rsplit(' ').next().unwrap_or_default();
    assert_eq!(features, "client,default,http1", "{hyper}");
    for decoder in [
        "async-compression ",
        "reqwest ",
        "brotli ",
        "flate2 ",
        "zstd ",
        "h2 ",
        "openssl ",
    ] {
        assert!(
            !tree.lines().any(|line| line.starts_with(decoder)),
            "the client compiles {decoder}"
        );
    }
}

/// Pays for what the first call of a process allocates once.
async fn warm_up() {
    let port = ClosedPort::new();
    let client = case::once(&port.url())
        .build()
        .expect("the options are valid");
    drop(client.call(&case::request()).await);
}
