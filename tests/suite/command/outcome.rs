//! The outcome of a call for a script: the exit code and the one JSON object.

use oms_cli::Exit;
use oms_sim::Simulator;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Desk, plainly, with};

#[tokio::test]
async fn p171_json_is_one_object_with_the_same_fields_whatever_happens() {
    let desk = Desk::new().await;
    let unknown_task = with(
        desk.call(&["--execute", "--yes=np_none", "-o", "json"]),
        "np_4w3a0001",
        "np_none",
    );
    let unseen_task = [unknown_task.clone(), vec!["--no-preflight".to_owned()]].concat();
    let mut fields: Option<Vec<String>> = None;
    for (arguments, kind, outcome, exit) in [
        (
            desk.call(&["-o", "json"]),
            "plan",
            "not_sent",
            Exit::Success,
        ),
        (
            desk.call(&["-o", "json", "--execute"]),
            "error",
            "not_sent",
            Exit::Declined,
        ),
        (
            desk.call(&["-o", "json", "--execute", "--yes=np_4w3a0001"]),
            "result",
            "accepted",
            Exit::Success,
        ),
        (unknown_task, "error", "not_sent", Exit::Rejected),
        (unseen_task, "error", "rejected", Exit::Rejected),
        (
            desk.call(&["-o", "json", "--no-such-flag"]),
            "error",
            "not_sent",
            Exit::Usage,
        ),
    ] {
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        let object = ended.json();
        assert_eq!(object["schema_version"], json!(1));
        assert_eq!(object["kind"], json!(kind));
        assert_eq!(object["outcome"], json!(outcome));
        assert_eq!(object["exit_code"], json!(exit.code()));
        assert_eq!(ended.stdout.lines().count(), 1);
        let names: Vec<String> = object.as_object().unwrap().keys().cloned().collect();
        assert_eq!(*fields.get_or_insert_with(|| names.clone()), names);
        match kind {
            "result" => assert_eq!(object["data"], json!(1)),
            "error" if outcome == "rejected" => {
                assert_eq!(object["code"], json!("GHANA-PROJECT000001"));
            }
            _ => assert_eq!(object["data"], Value::Null),
        }
    }
}

#[tokio::test]
async fn p170_the_exit_code_tells_what_may_have_happened() {
    let desk = Desk::new().await;
    let wrong = desk.secret("wrong", "guess", 0o600).display().to_string();
    let whole = || desk.call(&["--execute", "--yes=np_4w3a0001", "--again"]);
    let closed = {
        let gone = Simulator::builder().start().await.unwrap();
        let url = gone.url();
        gone.stop().await;
        url
    };
    for (arguments, exit, words) in [
        (whole(), 0, ""),
        (
            with(whole(), &desk.password_file(), &wrong),
            4,
            "credentials",
        ),
        (
            with(
                desk.call(&["--execute", "--yes=np_none"]),
                "np_4w3a0001",
                "np_none",
            ),
            5,
            "GHANA-PROJECT000001",
        ),
        (
            with(whole(), &desk.simulator.url(), &closed),
            6,
            "no byte of the request left this machine",
        ),
    ] {
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit.code(), exit, "{ended:?}");
        assert!(ended.stderr.contains(words), "{ended:?}");
        assert!(!format!("{ended:?}").contains("secret"), "{ended:?}");
    }
    assert_eq!(desk.commits(), 1);
}

/// The write has taken effect: an error would invite somebody to send it again.
#[tokio::test]
async fn p021_a_ticket_that_no_ticket_has_is_shown_and_kept_as_it_came_with_a_warning() {
    let desk = Desk::new().await;
    for number in ["-1", "0", "9223372036854775808", "99999999999999999999999"] {
        let body = format!(r#"{{"success":true,"data":{number}}}"#);
        let url = answers(response("200 OK", &body)).await;
        let sent = [
            "--execute",
            "--yes=np_4w3a0001",
            "--again",
            "--no-preflight",
            "-o",
            "json",
        ];
        let arguments = with(desk.call(&sent), &desk.simulator.url(), &url);
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, Exit::Success, "{number}: {ended:?}");
        let data = format!("\"data\":{number},");
        assert!(ended.stdout.contains(&data), "{number}: {ended:?}");
        let warning = format!(
            "answered {number}, which this version cannot take for an ID: do not send it again"
        );
        assert!(ended.stderr.contains(&warning), "{number}: {ended:?}");
    }
    let entries = desk.entries();
    let mut kept = entries.iter().map(|entry| &entry["ticket"]);
    for ticket in [
        json!(-1),
        json!(0),
        json!(9_223_372_036_854_775_808_u64),
        json!("99999999999999999999999"),
    ] {
        assert!(kept.any(|kept| *kept == ticket), "{ticket}: {entries:?}");
    }
}

/// Answers one request with these bytes, whatever it asks, and closes. Gives the endpoint.
pub(super) async fn answers(bytes: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        while !received.ends_with(b"}") {
            assert_ne!(stream.read_buf(&mut received).await.unwrap(), 0);
        }
        stream.write_all(bytes.as_bytes()).await.unwrap();
    });
    url
}

pub(super) fn response(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn p126_every_answer_has_its_exit_code_and_none_reaches_the_terminal_raw() {
    let desk = Desk::new().await;
    let refusal = r#"{"success":false,"code":"X"}"#;
    for (answer, exit, words) in [
        (String::new(), 7, "may have taken effect"),
        (
            response("502 Bad Gateway", "<title>Bad Gateway</title>"),
            7,
            "Bad Gateway",
        ),
        (response("200 OK", "{}"), 7, "read the current state"),
        (
            response("200 OK", r#"{"success":true,"data":null,"requestId":"r1"}"#),
            8,
            "do not send it again",
        ),
        (response("200 OK", r#"{"success":true,"data":"1"}"#), 0, ""),
        (
            response(
                "200 OK",
                r#"{"success":false,"code":"X","message":"\u001b[2Jgone"}"#,
            ),
            5,
            "\\u{1b}[2Jgone",
        ),
        (response("403 Forbidden", refusal), 4, "do not permit"),
        (
            response("407 Proxy Authentication Required", refusal),
            5,
            "refused",
        ),
        (response("429 Too Many Requests", refusal), 5, "wait"),
        // Without an envelope nobody knows who answered.
        (response("403 Forbidden", ""), 7, "probably refused"),
        (
            response("407 Proxy Authentication Required", ""),
            7,
            "the credentials of the proxy",
        ),
        (
            response("429 Too Many Requests", ""),
            7,
            "answered in its place",
        ),
        (
            response("500 Oops", r#"{"success":false,"code":"INNER_ERROR"}"#),
            5,
            "INNER_ERROR",
        ),
    ] {
        let url = answers(answer.clone()).await;
        let arguments = with(
            desk.call(&["--execute", "--yes=np_4w3a0001", "--no-preflight"]),
            &desk.simulator.url(),
            &url,
        );
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit.code(), exit, "{answer}: {ended:?}");
        assert!(ended.stderr.contains(words), "{answer}: {ended:?}");
        assert!(!ended.stderr.contains('\u{1b}'), "{answer}: {ended:?}");
        assert_eq!(ended.stdout.is_empty(), exit != 0, "{answer}: {ended:?}");
    }
}
