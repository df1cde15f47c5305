//! Group E, identity: who may read the credentials on the way, and whose certificate is believed.

use oms_client::NotSentCause;

use crate::support::case::{self, Verdict};
use crate::support::child;
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::runtime::{in_runtime, runtime_beside};
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

const AUTHORITY: &str = "OMS_TESTS_AUTHORITY";

/// Set if the parent expects the call to go through the proxy.
const PROXIED: &str = "OMS_TESTS_PROXIED";

/// Every variable by which a proxy is usually named.
const PROXY_VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "PROXY",
    "FTP_PROXY",
];

#[test]
fn p118_a_proxy_of_the_environment_never_sees_plain_http_or_the_loopback() {
    let name = "p118_a_proxy_of_the_environment_never_sees_plain_http_or_the_loopback";
    if child::is_child() {
        return in_runtime(async {
            // The proxy that the environment names cannot be reached, so a call that uses it fails.
            let server = FaultServer::start(Script::accept(replies::accepted())).await;
            let called = case::called(case::once(&server.url())).await;
            case::assert_verdict(&called, Verdict::Accepted);

            let server = case::accepting_over_tls().await;
            let encrypted = case::once(&server.url()).ca_certificate(tls::authority_pem());
            let called = case::called(encrypted).await;
            case::assert_verdict(&called, Verdict::Accepted);
        });
    }
    let variables = PROXY_VARIABLES.map(|variable| (variable, "http://127.0.0.1:1"));
    child::run(module_path!(), name, &variables);
}

#[test]
fn p118_plain_http_to_another_machine_goes_past_the_proxy_of_the_environment() {
    let name = "p118_plain_http_to_another_machine_goes_past_the_proxy_of_the_environment";
    if child::is_child() {
        return in_runtime(async {
            let called =
                case::called(case::once("http://oms.example.invalid").allow_plaintext(true)).await;
            case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Dns));
        });
    }
    in_runtime(async {
        let proxy = FaultServer::start(Script::accept(replies::accepted())).await;
        let url = proxy.url();
        let variables = PROXY_VARIABLES.map(|variable| (variable, url.as_str()));
        child::run(module_path!(), name, &variables);
        assert_eq!(proxy.ledger().connections(), 0);
    });
}

#[test]
fn p118_https_to_another_machine_goes_through_the_proxy_of_the_environment_by_connect() {
    let name = "p118_https_to_another_machine_goes_through_the_proxy_of_the_environment_by_connect";
    if child::is_child() {
        return in_runtime(async {
            let authority = std::env::var(AUTHORITY).expect("the parent says whom to trust");
            let called = case::called(
                case::once("https://oms.example.invalid:8089").ca_certificate(authority),
            )
            .await;
            case::assert_verdict(&called, Verdict::Accepted);
        });
    }
    let runtime = runtime_beside();
    runtime.block_on(async {
        let server = case::accepting_over_tls().await;
        let proxy = TunnelProxy::start(server.address()).await;
        child::run(
            module_path!(),
            name,
            &[
                ("HTTPS_PROXY", &proxy.url()),
                ("NO_PROXY", ""),
                (AUTHORITY, &tls::authority_pem()),
            ],
        );
        let asked = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
        assert!(
            asked.starts_with("CONNECT oms.example.invalid:8089 "),
            "{asked}"
        );
        crate::support::canary::assert_clean("what the proxy saw", &asked);
        assert_eq!(server.ledger().commits(), 1);
    });
}

/// The variables, and whether `https://oms.example.invalid` then goes through the proxy.
type Environment = (&'static [(&'static str, &'static str)], bool);

const ENVIRONMENTS: &[Environment] = &[
    (&[], false),
    (&[("HTTPS_PROXY", PROXY)], true),
    (&[("https_proxy", PROXY)], true),
    (&[("ALL_PROXY", PROXY)], true),
    (&[("all_proxy", PROXY)], true),
    (&[("HTTP_PROXY", PROXY)], false),
    (&[("http_proxy", PROXY)], false),
    (&[("HTTPS_PROXY", "")], false),
    (&[("HTTPS_PROXY", PROXY), ("NO_PROXY", "*")], false),
    (
        &[
            ("HTTPS_PROXY", PROXY),
            ("NO_PROXY", "a.b,oms.example.invalid"),
        ],
        false,
    ),
    (
        &[("ALL_PROXY", PROXY), ("no_proxy", "example.invalid")],
        false,
    ),
    (&[("HTTPS_PROXY", PROXY), ("NO_PROXY", "elsewhere")], true),
    (
        &[
            ("HTTPS_PROXY", PROXY),
            ("NO_PROXY", "a.b oms.example.invalid."),
        ],
        false,
    ),
    // Of several, the first one counts that curl would take, and no other is read.
    (&[("HTTPS_PROXY", ""), ("ALL_PROXY", PROXY)], true),
    (&[("HTTPS_PROXY", PROXY), ("all_proxy", "a b")], true),
    (&[("HTTPS_PROXY", "a b"), ("NO_PROXY", "*")], false),
    (&[("HTTPS_PROXY", "127.0.0.1:1")], true),
    // Behind a web server the variables are what a visitor sent.
    (&[("HTTPS_PROXY", PROXY), ("REQUEST_METHOD", "GET")], false),
];

/// Environments with one name in two spellings, of which the first one counts. On Windows they are
/// one variable.
const SPELLINGS: &[Environment] = &[
    (&[("https_proxy", PROXY), ("HTTPS_PROXY", "a b")], true),
    (&[("all_proxy", PROXY), ("ALL_PROXY", "a b")], true),
    (
        &[
            ("HTTPS_PROXY", PROXY),
            ("no_proxy", "elsewhere"),
            ("NO_PROXY", "*"),
        ],
        true,
    ),
];

/// A proxy that cannot be reached.
const PROXY: &str = "http://127.0.0.1:1";

#[test]
fn p118_every_variable_of_the_environment_means_what_it_says() {
    let name = "p118_every_variable_of_the_environment_means_what_it_says";
    if child::is_child() {
        return in_runtime(async {
            let proxied = std::env::var_os(PROXIED).is_some();
            let called = case::called(case::once("https://oms.example.invalid")).await;
            let expected = if proxied {
                NotSentCause::Proxy
            } else {
                NotSentCause::Dns
            };
            case::assert_verdict(&called, Verdict::NotSent(expected));
        });
    }
    let spellings = SPELLINGS.iter().filter(|_| cfg!(not(windows)));
    for (variables, proxied) in ENVIRONMENTS.iter().chain(spellings) {
        let mut variables = variables.to_vec();
        if *proxied {
            variables.push((PROXIED, "1"));
        }
        child::run(module_path!(), name, &variables);
    }
}

/// Texts that name no proxy.
const NO_PROXIES: &[&str] = &[
    "http://127.0.0.1:1 ",
    "http://127.0.0.1: 1",
    "proxy corp:3128",
    "htp://127.0.0.1:1",
    "socks://127.0.0.1:1",
    "http://127.0.0.1:99999",
    // The secret would be the name of a host.
    "http://T0k3nS3cret#x@127.0.0.1:1",
    "http://T0k3nS3cret/x@127.0.0.1:1",
    "http://T0k3nS3cret?x@127.0.0.1:1",
    "http://T0k3nS3cret\\x@127.0.0.1:1",
    "http://user:1/T0k3nS3cret@127.0.0.1:1",
    "http://user:p#T0k3nS3cret@127.0.0.1:1",
];

#[test]
fn p118_a_variable_that_names_no_proxy_is_refused_and_not_shown() {
    let name = "p118_a_variable_that_names_no_proxy_is_refused_and_not_shown";
    if child::is_child() {
        let built = case::builder("https://oms.example.invalid").build();
        let words = built.expect_err("this is no address").to_string();
        assert!(words.contains("the variable https_proxy"), "{words}");
        assert!(!words.to_lowercase().contains("s3cret"), "{words}");
        return;
    }
    for value in NO_PROXIES {
        child::run(module_path!(), name, &[("https_proxy", value)]);
    }
}

#[test]
fn p118_an_explicit_proxy_for_plain_http_or_the_loopback_is_refused() {
    for (endpoint, why) in [
        ("http://127.0.0.1:8089", "on another machine"),
        ("https://127.0.0.1:8089", "on another machine"),
        ("https://localhost", "on another machine"),
        ("http://oms.example.com", "over plain http"),
    ] {
        let built = case::builder(endpoint)
            .allow_plaintext(true)
            .proxy("http://127.0.0.1:1")
            .build();
        let invalid = built.expect_err("a proxy would read the credentials");
        assert!(invalid.to_string().contains("proxy"), "{invalid}");
        assert!(invalid.to_string().contains(why), "{invalid}");
    }
    let none = ["", "127.0.0.1", "proxy:3128", "socks4://h", "http://"];
    for proxy in none.iter().chain(NO_PROXIES) {
        let built = case::builder("https://oms.example.com")
            .proxy(*proxy)
            .build();
        let words = built.expect_err("this is no address").to_string();
        assert!(!words.to_lowercase().contains("s3cret"), "{words}");
    }
    let secret = format!("http://user:{}@", crate::support::canary::PASSWORD);
    let built = case::builder("https://oms.example.com")
        .proxy(secret)
        .build();
    crate::support::canary::assert_error_clean(&built.expect_err("this is no address"));
}

#[test]
fn p120_plain_http_is_refused_but_for_the_loopback_or_by_name() {
    let table = [
        ("http://127.0.0.1:8089", true),
        ("http://127.1.2.3", true),
        ("http://[::1]:8089", true),
        ("http://localhost", true),
        ("http://oms.example.com", false),
        ("http://10.0.0.1", false),
        ("http://0.0.0.0", false),
        ("http://[::]", false),
        ("http://127.0.0.1.example.com", false),
        ("http://localhost.example.com", false),
        ("http://[::ffff:10.0.0.1]", false),
        ("http://2130706433", true),
        ("http://0x7f.1", true),
        ("http://128.0.0.1", false),
        ("http://192.168.1.1", false),
    ];
    for (endpoint, allowed) in table {
        let built = case::builder(endpoint).build();
        assert_eq!(built.is_ok(), allowed, "{endpoint}: {built:?}");
        if let Err(invalid) = built {
            assert!(invalid.to_string().contains("allow_plaintext"), "{invalid}");
            assert!(
                case::builder(endpoint)
                    .allow_plaintext(true)
                    .build()
                    .is_ok(),
                "{endpoint}"
            );
        }
    }
}

/// A server hello of TLS 1.1 or older: a legacy version, no extensions, a cipher suite of that
/// time.
fn old_server_hello(minor: u8) -> Vec<u8> {
    let mut hello = vec![3, minor];
    hello.extend_from_slice(&[7; 32]);
    hello.extend_from_slice(&[0, 0xc0, 0x13, 0]);
    let mut bytes = vec![22, 3, minor, 0, 42, 2, 0, 0, 38];
    bytes.extend_from_slice(&hello);
    bytes
}

#[tokio::test]
async fn p122_an_older_tls_is_refused_and_never_offered() {
    for minor in [0, 1, 2] {
        let server = FaultServer::start(
            Script::new()
                .read_some()
                .write(old_server_hello(minor))
                .hold(),
        )
        .await;
        let called = case::called(case::once(&format!("https://{}", server.address()))).await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Tls));
        let offered = supported_versions(&server.ledger().bytes());
        assert!(
            !offered.is_empty() && offered.iter().all(|&version| version >= 0x0303),
            "{offered:x?}"
        );
    }
}

/// The extension `supported_versions` of a client hello.
fn supported_versions(hello: &[u8]) -> Vec<u16> {
    let pair = |at: usize| u16::from_be_bytes([hello[at], hello[at + 1]]);
    let mut at = 5 + 4 + 2 + 32;
    at += 1 + usize::from(hello[at]);
    at += 2 + usize::from(pair(at));
    at += 1 + usize::from(hello[at]);
    let end = at + 2 + usize::from(pair(at));
    at += 2;
    while at < end {
        let (kind, length) = (pair(at), usize::from(pair(at + 2)));
        if kind == 43 {
            let list = &hello[at + 5..at + 4 + length];
            return list
                .chunks(2)
                .map(|version| u16::from_be_bytes([version[0], version[1]]))
                .collect();
        }
        at += 4 + length;
    }
    Vec::new()
}

#[tokio::test]
async fn p122_tls_12_and_13_are_spoken() {
    use tokio_rustls::rustls::version::{TLS12, TLS13};
    for version in [&TLS12, &TLS13] {
        let acceptor = tls::acceptor_with(Flaw::None, &[version], &[]);
        let server = FaultServer::start_tls(acceptor, Script::accept(replies::accepted())).await;
        let called =
            case::called(case::builder(&server.url()).ca_certificate(tls::authority_pem())).await;
        case::assert_verdict(&called, Verdict::Accepted);
    }
}

#[test]
fn p123_a_key_log_is_never_written() {
    let name = "p123_a_key_log_is_never_written";
    if child::is_child() {
        return in_runtime(async {
            let server = case::accepting_over_tls().await;
            let called =
                case::called(case::builder(&server.url()).ca_certificate(tls::authority_pem()))
                    .await;
            case::assert_verdict(&called, Verdict::Accepted);
        });
    }
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let log = directory.path().join("keys.log");
    let path = log.to_str().expect("the path is text");
    child::run(module_path!(), name, &[("SSLKEYLOGFILE", path)]);
    assert!(!log.exists(), "session keys were written");
}
