//! Group K, the network: what is given up is given up, and a fault is worded as what it is.

use std::net::UdpSocket;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use oms_client::{NotSentCause, Outcome, UnknownCause};
use tokio::net::TcpListener;

use crate::support::case::{self, Verdict};
use crate::support::child;
use crate::support::replies;
use crate::support::runtime::{runtime, runtime_beside};
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// The way in which a caller gives a call up.
#[derive(Debug, Clone, Copy)]
enum GivenUp {
    /// The total timeout passes.
    TimedOut,
    /// The future is dropped.
    Dropped,
    /// The task that awaits it is aborted.
    Aborted,
}

#[test]
fn p227_a_call_that_was_given_up_is_not_sent_later_although_the_process_lives_on() {
    let name = "p227_a_call_that_was_given_up_is_not_sent_later_although_the_process_lives_on";
    if !child::is_child() {
        // Handshakes get through, and what is longer is dropped.
        let setup = "iptables -A INPUT -p tcp -m length --length 100: -j DROP";
        return child::run_in_own_network(setup, module_path!(), name);
    }
    let servers = runtime_beside();
    let started = Instant::now();
    let calls = [GivenUp::TimedOut, GivenUp::Dropped, GivenUp::Aborted].map(|how| {
        let server = servers.block_on(FaultServer::start(Script::accept(replies::accepted())));
        let url = server.url();
        // The runtime of the call does nothing afterwards: only the end of the call closes the
        // connection.
        (how, server, thread::spawn(move || give_up(&url, how)))
    });
    let calls = calls.map(|(how, server, call)| {
        let runtime = call.join().expect("the call was given up");
        (how, server, runtime)
    });
    thread::sleep(Duration::from_secs(3).saturating_sub(started.elapsed()));
    let opened = Command::new("iptables").args(["-F", "INPUT"]).status();
    assert!(opened.is_ok_and(|status| status.success()));
    // The kernel would have sent the bytes that it held again at the third or at the sixth second.
    thread::sleep(Duration::from_secs(7).saturating_sub(started.elapsed()));
    for (how, server, _runtime) in &calls {
        assert_eq!(server.ledger().connections(), 1, "{how:?}");
        assert_eq!(server.ledger().bytes(), b"", "{how:?}");
    }
}

/// Calls, and gives the call up after a second. Gives back the runtime of the call, which is not
/// driven any more.
fn give_up(url: &str, how: GivenUp) -> tokio::runtime::Runtime {
    let runtime = runtime();
    let second = Duration::from_secs(1);
    let timeout = match how {
        GivenUp::TimedOut => second,
        GivenUp::Dropped | GivenUp::Aborted => second * 60,
    };
    let client = case::once(url)
        .timeout(timeout)
        .connect_timeout(second / 2)
        .build()
        .expect("the options are valid");
    let call = client.call(&case::request());
    runtime.block_on(async {
        match how {
            GivenUp::TimedOut => {
                let called = call.await;
                let lost = Verdict::Unknown(UnknownCause::Timeout);
                case::assert_verdict(&called, lost);
            }
            GivenUp::Dropped => assert!(tokio::time::timeout(second, call).await.is_err()),
            GivenUp::Aborted => {
                let task = tokio::spawn(call);
                tokio::time::sleep(second).await;
                task.abort();
                assert!(task.await.is_err_and(|error| error.is_cancelled()));
            }
        }
    });
    runtime
}

#[test]
fn p228_a_program_ends_with_the_timeout_of_its_call_although_the_name_server_never_answers() {
    let name =
        "p228_a_program_ends_with_the_timeout_of_its_call_although_the_name_server_never_answers";
    if !child::is_child() {
        let folder = tempfile::tempdir().expect("a temporary directory can be made");
        let servers = folder.path().join("resolv.conf");
        std::fs::write(&servers, "nameserver 127.0.0.1\n").expect("the file can be written");
        let setup = format!("mount --bind '{}' /etc/resolv.conf", servers.display());
        return child::run_in_own_network(&setup, module_path!(), name);
    }
    let _silent = UdpSocket::bind("127.0.0.1:53").expect("the network is the test's own");
    let mut times = Vec::new();
    for round in 0..3 {
        let begun = Instant::now();
        let runtime = runtime_beside();
        let client = case::once(&format!("https://oms-{round}.example.com:8089"))
            .timeout(Duration::from_millis(1500))
            .connect_timeout(Duration::from_millis(1400))
            .build()
            .expect("the options are valid");
        runtime.block_on(async {
            let calls: Vec<_> = (0..20)
                .map(|_| tokio::spawn(client.call(&case::request())))
                .collect();
            for call in calls {
                let called = call.await.expect("the call does not panic");
                case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Dns));
                let text = case::text(&called);
                assert!(text.contains("check the name servers"), "{text}");
            }
        });
        // This waits for whatever keeps the runtime alive, as the end of `main` does.
        drop(runtime);
        times.push(begun.elapsed());
    }
    // The machine has other work as well: one round of three that ends in time shows that nothing
    // holds it up.
    let fastest = times.iter().min().expect("there were rounds");
    assert!(*fastest < Duration::from_millis(1800), "{times:?}");
    // Twenty calls that ask for one name cost one thread, and every name has its own.
    let threads = std::fs::read_dir("/proc/self/task").expect("the kernel tells of threads");
    let lookups = threads.flatten().filter(|thread| {
        let name = std::fs::read_to_string(thread.path().join("comm"));
        name.is_ok_and(|name| name.trim() == "lookup")
    });
    assert_eq!(lookups.count(), 3);
}

#[tokio::test]
async fn p229_a_reset_right_after_accept_is_no_fault_of_tls_over_plain_http() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("the loopback has a free port");
    let address = listener.local_addr().expect("a bound listener has one");
    // A thread of its own, so that the reset also comes before the client has looked at its
    // connection.
    let listener = listener.into_std().expect("the listener is idle");
    listener
        .set_nonblocking(false)
        .expect("a listener can block");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            drop(socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)));
        }
    });
    let client = case::builder(&format!("http://{address}"))
        .retry_writes(case::eager())
        .build()
        .expect("the options are valid");
    for round in 0..200 {
        let called = client.call(&case::request()).await;
        let verdict = case::verdict(&called);
        assert!(
            matches!(
                verdict,
                Verdict::NotSent(NotSentCause::Connect)
                    | Verdict::Unknown(UnknownCause::ConnectionLost)
            ),
            "{round}: {called:?}"
        );
        let text = case::text(&called).to_lowercase();
        for word in ["tls", "certificate", "handshake"] {
            assert!(!text.contains(word), "{round}: {text}");
        }
    }
}

#[tokio::test]
async fn p230_a_proxy_that_refuses_is_asked_once_and_its_status_is_named() {
    for (status, says) in [
        (407, "407 to CONNECT: it wants a user and a password"),
        (403, "403 to CONNECT: it does not allow this host"),
        (401, "401 to CONNECT"),
        (400, "400 to CONNECT"),
        (405, "405 to CONNECT: it opens no tunnels"),
        (404, "404 to CONNECT: it may not know the host"),
        (302, "302 to CONNECT"),
    ] {
        let script = Script::refuse(replies::answer(status, &[], "<html>no</html>"));
        let proxy = FaultServer::start(script).await;
        let client = case::builder("https://oms.example.invalid:8089")
            .proxy(proxy.url().replace("http://", "http://me:wrong@"))
            .retry_writes(case::eager())
            .build()
            .expect("the options are valid");
        let called = client.call(&case::request()).await;
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::ProxyRefused),
            "{status}: {called:?}"
        );
        assert_eq!(proxy.ledger().connections(), 1, "{status}");
        let text = case::text(&called);
        assert!(text.contains(says), "{status}: {text}");
        assert!(!text.contains("wrong"), "{status}: {text}");
        // The user and the password have nothing to do with a name that the proxy cannot look up.
        let advised = text.contains("check the proxy's address, user and password");
        assert_eq!(advised, status != 404, "{status}: {text}");
        let asked = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
        assert!(
            asked.contains("Proxy-Authorization: Basic bWU6d3Jvbmc=\r\n"),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn p230_a_proxy_that_gives_no_answer_is_asked_again() {
    for (name, script) in [
        ("closed at once", Script::new()),
        ("closed", Script::new().read_request()),
        ("reset", Script::new().read_request().reset()),
        ("no HTTP", Script::refuse(*b"garbage\r\n\r\n")),
        ("cut", Script::refuse(*b"HTTP/1.1 200 Connec")),
    ] {
        let proxy = FaultServer::start(script).await;
        let client = case::builder("https://oms.example.invalid:8089")
            .proxy(proxy.url())
            .retry_writes(case::eager())
            .build()
            .expect("the options are valid");
        let called = client.call(&case::request()).await;
        assert_eq!(case::outcome(&called), Outcome::NotSent, "{name}");
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::Proxy),
            "{name}: {called:?}"
        );
        assert_eq!(proxy.ledger().connections(), 3, "{name}");
    }
}

/// It may be up again in a moment, as a service that is called directly.
#[tokio::test]
async fn p230_a_proxy_that_cannot_reach_the_service_is_asked_again() {
    for (status, event) in [
        (500, "it failed, or could not reach the service"),
        (502, "it could not reach the service"),
        (503, "it could not reach the service"),
        (504, "it could not reach the service"),
    ] {
        let script = Script::refuse(replies::answer(status, &[], "<html>no</html>"));
        let proxy = FaultServer::start(script).await;
        let called = case::called(
            case::builder("https://oms.example.invalid:8089")
                .proxy(proxy.url())
                .retry_writes(case::eager()),
        )
        .await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Proxy));
        assert_eq!(proxy.ledger().connections(), 3, "{status}");
        let text = case::text(&called);
        let told = format!("{status} to CONNECT: {event}");
        assert!(text.contains(&told), "{text}");
        assert!(
            text.contains("check the endpoint's host and port"),
            "{text}"
        );
        assert!(!text.contains("password"), "{text}");
    }
}

#[tokio::test]
async fn p230_an_interim_answer_of_a_proxy_hides_no_answer_after_it() {
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    let refused = [interim, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"].concat();
    let opened = [interim, "HTTP/1.1 200 Connection established\r\n\r\n"].concat();
    // A millisecond a byte, so that every part of an answer is looked at.
    let dripped = |answer: &str| {
        let script = Script::new().read_request();
        script.drip(answer.as_bytes(), Duration::from_millis(1))
    };
    let told = |script: Script, expected: NotSentCause| async move {
        let proxy = FaultServer::start(script).await;
        let called = case::called(
            case::builder("https://oms.example.invalid:8089")
                .proxy(proxy.url())
                .retry_writes(case::eager())
                .timeout(Duration::from_secs(5))
                .connect_timeout(Duration::from_secs(1)),
        )
        .await;
        case::assert_verdict(&called, Verdict::NotSent(expected));
        (proxy.ledger().connections(), proxy.ledger().bytes())
    };
    for script in [Script::refuse(&*refused), dripped(&refused)] {
        let (asked, _) = told(script, NotSentCause::ProxyRefused).await;
        assert_eq!(asked, 1, "a refusal is not asked for again");
    }
    for script in [Script::refuse(&*opened), dripped(&opened)] {
        // The tunnel ends under the handshake, whose first word has come by then.
        let (_, came) = told(script.read_some(), NotSentCause::Proxy).await;
        let handshake = came.windows(6).any(|part| part == b"\r\n\r\n\x16\x03");
        assert!(handshake, "{}", String::from_utf8_lossy(&came));
    }
}
