//! The surface of a simulator towards websites, other machines and silent peers, and the secrets of
//! others that it hides.

use std::time::{Duration, Instant};

use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{API, GOOD, RIGHT, call, control, exchange, start};
use crate::support::browser::{self, Browser};

/// A request that a browser sends for a page of a site, or that a program sends: its headers, and
/// whether it is taken.
const SENDERS: &[(&[(&str, &str)], bool)] = &[
    (&[], true),
    (&[("host", "oms.example.com:8089")], true),
    (&[("origin", "https://evil.example.com")], false),
    (&[("origin", "null")], false),
    (&[("origin", "http://127.0.0.1:1")], false),
    (&[("origin", "https://127.0.0.1")], true),
    (&[("origin", "http://127.0.0.1")], true),
    (
        &[
            ("origin", "http://127.0.0.1"),
            ("origin", "http://127.0.0.1"),
        ],
        false,
    ),
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "same-site")], false),
    (&[("sec-fetch-site", "same-origin")], true),
    (&[("sec-fetch-site", "none")], true),
    (
        &[
            ("origin", "http://127.0.0.1"),
            ("sec-fetch-site", "cross-site"),
        ],
        false,
    ),
    (
        &[
            ("host", "rebound.example.com"),
            ("origin", "http://rebound.example.com"),
            ("sec-fetch-site", "same-origin"),
        ],
        false,
    ),
];

#[tokio::test]
async fn p311_a_page_of_another_site_moves_nothing_through_the_api() {
    for (headers, taken) in SENDERS {
        let simulator = start().await;
        let mut headers = headers.to_vec();
        headers.push(("authorization", RIGHT));
        let answer = exchange(simulator.address(), "POST", API, &headers, GOOD).await;
        let status = if *taken { 200 } else { 403 };
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.body);
        assert_eq!(
            simulator.commits().len(),
            usize::from(*taken),
            "{headers:?}"
        );
        let entry = &simulator.requests()[0];
        let refused = entry
            .because
            .iter()
            .any(|basis| basis.id() == "call.cross-site");
        assert_eq!(refused, !taken, "the ledger says why: {:?}", entry.because);
    }
}

#[tokio::test]
async fn p311_a_page_of_another_site_reaches_nothing_under_sim() {
    let simulator = start().await;
    for (headers, taken) in SENDERS {
        let foreign = headers
            .iter()
            .any(|(name, value)| *name == "host" && value.contains("example"));
        let answer = exchange(simulator.address(), "POST", "/_sim/reset", headers, "").await;
        let admitted = *taken && !foreign;
        let status = if admitted { 204 } else { 403 };
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.body);
        for (path, there) in [("/_sim/state", 405), ("/_sim/nothing", 404)] {
            let answer = exchange(simulator.address(), "POST", path, headers, "").await;
            let status = if admitted { there } else { 403 };
            assert_eq!(answer.status, status, "{path} {headers:?}: {}", answer.body);
            let allow = answer.head.contains("\r\nallow: ");
            assert!(allow || answer.status != 405, "{}", answer.head);
        }
    }
}

/// Opens this many connections, each with the beginning of a request.
async fn half_open(simulator: &Simulator, count: usize) -> Vec<TcpStream> {
    let mut streams = Vec::with_capacity(count);
    for number in 0..count {
        let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
        // Some say nothing, some break off in the head, some in the body.
        let said: &[u8] = match number % 3 {
            0 => b"",
            1 => b"POST /api/v2?Action=StopProject HTTP/1.1\r\nhost: h\r\n",
            _ => b"POST /_sim/reset HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{",
        };
        let _ = stream.write_all(said).await;
        streams.push(stream);
    }
    streams
}

#[tokio::test]
async fn p311_half_open_connections_leave_the_simulator_reachable() {
    for (most, count) in [(1024, 1024), (4, 200)] {
        let simulator = Simulator::builder()
            .most_connections(most)
            .start()
            .await
            .unwrap();
        let held = half_open(&simulator, count).await;
        let began = Instant::now();
        assert_eq!(
            control(&simulator, "GET", "/_sim/state", "").await.status,
            200
        );
        assert_eq!(call(&simulator, GOOD).await.status, 200);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(10), "{most}, {count}: {took:?}");
        drop(held);
    }
}

#[tokio::test]
async fn p311_calls_that_hang_leave_the_control_surface_reachable() {
    let simulator = Simulator::builder()
        .most_connections(2)
        .fault(FaultRule::new(Fault::delay(Duration::from_secs(600))))
        .start()
        .await
        .unwrap();
    let mut hanging = Vec::new();
    let length = GOOD.len();
    let request = format!(
        "POST {API} HTTP/1.1\r\nhost: h\r\nauthorization: {RIGHT}\r\ncontent-length: {length}\r\n\r\n{GOOD}"
    );
    for _ in 0..5 {
        let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        hanging.push(stream);
    }
    while simulator.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    let listed = control(&simulator, "GET", "/_sim/requests", "")
        .await
        .json();
    assert_eq!(listed["received"], json!(2), "two are answered at a time");
    assert_eq!(
        control(&simulator, "DELETE", "/_sim/faults", "")
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn p311_a_body_full_of_secrets_keeps_nobody_waiting() {
    let simulator = start().await;
    let full = |count: usize| {
        let pairs = (0..count).map(|number| format!(r#""password":"c{number:05}xy1","#));
        format!("{{{}", pairs.collect::<String>())
    };
    let began = Instant::now();
    for (headers, status) in [
        (&[][..], 401),
        (&[("authorization", "Basic d3Jvbmc6d3Jvbmc=")], 401),
        (&[("origin", "https://evil.example.com")], 403),
        (
            &[
                ("authorization", RIGHT),
                ("origin", "https://evil.example.com"),
            ],
            403,
        ),
        (&[("authorization", RIGHT)], 200),
    ] {
        // The one is longer than what is searched, and the other holds more than is looked for.
        for count in [8_000, 300] {
            let body = full(count);
            let answer = exchange(simulator.address(), "POST", API, headers, &body).await;
            assert_eq!(answer.status, status, "{headers:?}, {count}");
        }
    }
    // JSON full of secrets, and a text without one.
    let secrets: Vec<String> = (0..60_000).map(|n| format!("c{n:05}xy1")).collect();
    let json = json!({"id": "np", "password": secrets}).to_string();
    let prose = "The task waits: it is late. ".repeat(2_400);
    for body in [&json, &prose] {
        let right = [("authorization", RIGHT)];
        let answer = exchange(simulator.address(), "POST", API, &right, body).await;
        assert_eq!(answer.status, 200);
    }
    let listed = control(&simulator, "GET", "/_sim/requests", "").await;
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(!listed.body.contains("c00001xy1"), "{}", listed.body);
    let requests = simulator.requests();
    let shown = |place: usize| requests[place].body.as_str();
    assert!((0..10).all(|place| shown(place) == "***"));
    assert_eq!(shown(10), r#"{"id":"np","password":"***"}"#);
    assert_eq!((requests[10].answer.as_str(), shown(11)), ("***", "***"));
    let words = "The credentials are missing or wrong.\n";
    assert_eq!(requests[0].answer, words, "it repeats nothing of a body");
    assert_eq!(requests[9].answer, "***");
}

#[tokio::test]
async fn p311_the_ledger_shows_no_credential_and_no_secret_of_the_spec() {
    let simulator = start().await;
    let headers = [
        ("authorization", RIGHT),
        ("proxy-authorization", "Basic canary-1"),
        ("cookie", "lang=en; JSESSIONID=canary-2"),
        ("x-api-key", "canary-3"),
        ("x-amz-security-token", "canary-4"),
        ("x-request-id", "kept"),
    ];
    for (action, body) in [
        (
            "CreateMySqlDataSource",
            json!({"name": "kept", "ip": "h", "port": 3306, "username": "u", "password": "Y2FuYXJ5LTU="}),
        ),
        (
            "CreateOceanBaseODPDataSource",
            json!({"name": "kept", "accessKey": "canary-6", "secretKey": "canary-7", "undeclared": {"pwd": "canary-8"}}),
        ),
        (
            "CreateMySqlDataSource",
            json!({"name": "kept", "password": {"nested": ["canary-9"]}}),
        ),
    ] {
        let path = format!("/api/v2?Action={action}&access_token=canary-0");
        exchange(
            simulator.address(),
            "POST",
            &path,
            &headers,
            &body.to_string(),
        )
        .await;
    }
    let broken = r#"{"name":"kept","password":"Y2FuYXJ5LTEw"#;
    let path = "/api/v2?Action=CreateMySqlDataSource";
    exchange(simulator.address(), "POST", path, &headers, broken).await;

    for path in [
        "/_sim/requests",
        "/_sim/requests/1",
        "/_sim/commits",
        "/_sim/snapshot",
        "/_sim/state",
    ] {
        let shown = control(&simulator, "GET", path, "").await.body;
        for secret in ["canary", "Y2FuYXJ5", "YWRtaW46c2VjcmV0"] {
            assert!(!shown.contains(secret), "{path} shows {secret}: {shown}");
        }
        if path.starts_with("/_sim/requests") {
            for kept in [
                "kept",
                "Basic ***",
                "access_token=***",
                r#"[\"cookie\",\"***\"]"#.replace('\\', "").as_str(),
            ] {
                assert!(shown.contains(kept), "{path} hides {kept}: {shown}");
            }
        }
    }
    assert_eq!(simulator.requests().len(), 4);
    assert!(
        simulator.requests()[0].committed,
        "the service got the secrets all the same"
    );
}

/// A website: one page, served under another origin, which does what its script says.
async fn website(script: String) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let page = format!("<!doctype html><title>evil</title><body><script>{script}</script>");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let length = page.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{page}"
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn p311_a_website_in_a_browser_moves_nothing() {
    let Some(program) = browser::find() else {
        return;
    };
    // A loose service takes what a form can send: parameters with one more that nobody knows.
    let simulator = Simulator::builder().loose().start().await.unwrap();
    let address = simulator.address();
    let (open, rest) = (GOOD.trim_end_matches('}'), r#","x":""#);
    let script = format!(
        "const send = (path, body) => fetch('http://{address}' + path, {{method: 'POST', mode: 'no-cors', body}}).catch(() => 0);
        Promise.all([send('{API}', '{GOOD}'), send('/_sim/reset', '')]).then(() => {{
            const form = document.createElement('form');
            form.method = 'post';
            form.enctype = 'text/plain';
            form.action = 'http://admin:secret@{address}{API}';
            const field = document.createElement('input');
            field.name = '{open}{rest}';
            field.value = '\"}}';
            form.append(field);
            document.body.append(form);
            form.submit();
        }});"
    );
    let url = website(script).await;
    let before = simulator.world();
    let shown = tokio::task::spawn_blocking(move || {
        let mut browser = Browser::start(&program);
        browser.open(&url);
        browser.until(&format!(
            "location.host === '{address}' && document.readyState === 'complete'"
        ));
        browser.text()
    })
    .await
    .unwrap();
    assert_eq!(simulator.commits(), [], "{shown}");
    assert!(shown.contains("A page of another site"), "{shown}");
    let mut requests = simulator.requests();
    requests.retain(|entry| entry.method == "POST");
    assert_eq!(
        requests.len(),
        2,
        "the fetch and the form came: {requests:?}"
    );
    for entry in &requests {
        assert_eq!(entry.status, Some(403), "{entry:?}");
    }
    assert_eq!(simulator.world(), before);
}
