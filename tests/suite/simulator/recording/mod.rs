//! Recording a service through a proxy of our own, and answering from the recording.
//!
//! A simulator takes the place of the service: what matters here is what is passed on, what is
//! written down, and what is answered again.

#[cfg(unix)]
mod canary;
mod ids;
mod long;

use std::fs;
use std::path::Path;
use std::time::Duration;

use oms_client::{Auth, Client, EpochSeconds, Error};
use oms_sim::{Fault, FaultRule, Recorder, Recording, Simulator};
use serde_json::{Value, json};

use super::{API, GOOD, RIGHT, exchange, start};

const LOCAL: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

async fn record(service: &Simulator, folder: &Path) -> Recorder {
    Recorder::start(LOCAL, &service.url(), folder)
        .await
        .unwrap()
}

#[tokio::test]
async fn p217_a_recording_holds_what_was_said_and_neither_credentials_nor_ids() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    let right = [("authorization", RIGHT)];
    let accepted = exchange(recorder.address(), "POST", API, &right, GOOD).await;
    let two = format!("{API}&Action=StopProject");
    let two = exchange(recorder.address(), "POST", &two, &right, GOOD).await;
    let refused = exchange(recorder.address(), "POST", API, &right, "{}").await;
    let unauthorized = exchange(recorder.address(), "POST", API, &[], GOOD).await;
    let not_an_action = exchange(recorder.address(), "GET", "/", &right, "").await;
    recorder.stop().await.unwrap();

    assert_eq!(
        accepted.json()["data"],
        json!(1),
        "the answer is passed back as it came"
    );
    assert_eq!(refused.json()["code"], json!("PARAM_ERROR"));
    assert_eq!((unauthorized.status, not_an_action.status), (401, 404));
    assert!(two.body.contains("given more than once"), "{}", two.body);
    assert_eq!(service.requests().len(), 5, "everything is passed on, once");
    assert_eq!(service.requests()[0].body, GOOD);

    let files = files(folder.path());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let action = "ResetIncrStartTimestamp.json";
    assert_eq!(
        names,
        [1, 2, 3].map(|number| format!("000{number}-{action}"))
    );
    let first: Value = serde_json::from_str(&files[0].1).unwrap();
    assert_eq!(
        first["request"],
        json!({"id": "np_masked0001", "reverse": false, "startTimestamp": 1_742_365_118})
    );
    assert_eq!(first["answer"]["requestId"], json!("request-0001"));
    assert_eq!(
        (&first["status"], &first["answer"]["data"]),
        (&json!(200), &json!(1))
    );
    for (name, text) in &files {
        for secret in ["np_4w3a0001", "YWRtaW46c2VjcmV0", "secret", "47174810001"] {
            assert!(!text.contains(secret), "{name} holds {secret}:\n{text}");
        }
    }
}

#[tokio::test]
async fn p217_two_recordings_of_the_same_calls_are_the_same_files() {
    let mut recordings = Vec::new();
    for _ in 0..2 {
        let service = start().await;
        let folder = tempfile::tempdir().unwrap();
        let recorder = record(&service, folder.path()).await;
        for body in [GOOD, "{}", "not JSON", GOOD] {
            exchange(
                recorder.address(),
                "POST",
                API,
                &[("authorization", RIGHT)],
                body,
            )
            .await;
        }
        recorder.stop().await.unwrap();
        recordings.push(files(folder.path()));
    }
    assert_eq!(recordings[0], recordings[1]);
}

#[tokio::test]
async fn p217_what_was_recorded_is_answered_again_and_nothing_else() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    for _ in 0..2 {
        exchange(
            recorder.address(),
            "POST",
            API,
            &[("authorization", RIGHT)],
            GOOD,
        )
        .await;
    }
    recorder.stop().await.unwrap();
    drop(service);

    let recording = Recording::read(folder.path()).unwrap();
    let replayed = Simulator::builder()
        .replay(recording)
        .start()
        .await
        .unwrap();
    let client = Client::builder(replayed.url())
        .auth(Auth::basic("admin", "secret"))
        .build()
        .unwrap();
    let move_to = async |id: &str| {
        let to = EpochSeconds::new(1_742_365_118).unwrap();
        let call = client
            .reset_incr_start_timestamp()
            .id(id)
            .reverse(false)
            .start_timestamp(to);
        call.send().await.map(|reply| reply.data.get())
    };
    for ticket in [1, 2, 2] {
        assert_eq!(
            move_to("np_masked0001").await.unwrap(),
            ticket,
            "the last one is played from then on"
        );
    }
    let Error::Rejected(unknown) = move_to("np_4w3a0001").await.unwrap_err() else {
        panic!("a call that was not recorded is refused");
    };
    assert_eq!(
        unknown.message(),
        Some(
            "The recording holds no such call. IDs, addresses and names of accounts in a recording are replaced: this action was recorded with np_masked0001"
        )
    );
    let Error::Rejected(other) = client.list_all_labels().await.unwrap_err() else {
        panic!("an action that was not recorded is refused");
    };
    assert_eq!(other.message(), Some("The recording holds no such call"));
    let two = format!("{API}&Action=StopProject");
    let (headers, body) = ([("authorization", RIGHT)], GOOD.replace("4w3a", "masked"));
    let two = exchange(replayed.address(), "POST", &two, &headers, &body).await;
    assert!(two.body.contains("given more than once"), "{}", two.body);
    let entry = &replayed.requests()[0];
    assert_eq!(
        (entry.committed, entry.because[0].id()),
        (false, "call.replayed")
    );

    replayed.inject(Fault::CommitAndLoseReply).unwrap();
    assert!(
        matches!(move_to("np_masked0001").await, Err(Error::Unknown(_))),
        "faults strike as ever"
    );
    replayed.reset();
    assert_eq!(
        move_to("np_masked0001").await.unwrap(),
        1,
        "from the start again"
    );
}

#[tokio::test]
async fn p217_a_service_that_is_gone_is_told_and_not_recorded() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    service.stop().await;
    let answer = exchange(
        recorder.address(),
        "POST",
        API,
        &[("authorization", RIGHT)],
        GOOD,
    )
    .await;
    assert_eq!(answer.status, 502);
    assert!(
        answer
            .body
            .starts_with("oms-sim recorder: http://127.0.0.1:"),
        "{}",
        answer.body
    );
    recorder.stop().await.unwrap();
    assert_eq!(files(folder.path()), []);

    for (upstream, words) in [
        ("https://oms.example.com", "tunnel"),
        ("nowhere", "no address"),
    ] {
        let error = Recorder::start(LOCAL, upstream, folder.path())
            .await
            .unwrap_err();
        assert!(error.to_string().contains(words), "{upstream}: {error}");
    }
    fs::write(folder.path().join("0001-A.json"), "{}").unwrap();
    let taken = Recorder::start(LOCAL, "http://127.0.0.1:1", folder.path())
        .await
        .unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AlreadyExists);
}

#[tokio::test(flavor = "multi_thread")]
async fn p217_a_busy_recorder_cuts_no_call_off_that_it_passed_on() {
    let service = start().await;
    // Longer than a peer may owe the rest of a request while others wait for its connection.
    let slow = Fault::latency(Duration::from_millis(1500));
    service.inject(slow).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    let address = recorder.address();
    // More than are served at a time.
    let calls = (0..70).map(|number| {
        tokio::spawn(async move {
            let path = "/api/v2?Action=CreateLabel";
            let body = format!(r#"{{"name":"label {number}"}}"#);
            let right = [("authorization", RIGHT)];
            let answer = exchange(address, "POST", path, &right, &body).await;
            answer.json()["success"] == json!(true)
        })
    });
    let mut answers = 0;
    for call in calls.collect::<Vec<_>>() {
        // A connection that is cut off is a panic in the task.
        answers += usize::from(call.await.unwrap_or(false));
    }
    recorder.stop().await.unwrap();
    let written = files(folder.path()).len();
    assert_eq!((answers, service.commits().len(), written), (70, 70, 70));
}

#[tokio::test]
async fn p217_headers_pass_a_recorder_both_ways_and_their_secrets_reach_no_tape() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    service
        .inject(FaultRule::new(Fault::retry_after(429, "7")).times(1))
        .unwrap();
    let client = Client::builder(recorder.url())
        .auth(Auth::basic("admin", "secret"))
        .build()
        .unwrap();
    let call = client.create_label().name("nightly").send();
    let call = call.header("cookie", "JSESSIONID=crumb-canary");
    let error = call.request_id("outer-canary-7").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "{error}");
    let sent = &service.requests()[0].headers;
    let value = |name: &str| {
        let found = sent.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(value("x-request-id"), Some("outer-canary-7"), "{sent:?}");
    assert!(value("cookie").is_some(), "{sent:?}");
    assert_eq!(value("accept-encoding"), Some("identity"));
    assert_eq!(
        value("host"),
        Some(service.address().to_string().as_str()),
        "the host is the service's own"
    );
    recorder.stop().await.unwrap();
    for (name, text) in files(folder.path()) {
        assert!(!text.contains("canary"), "{name}: {text}");
    }
}

/// A service that answers one request with these bytes.
async fn says_once(answer: &'static str) -> std::net::SocketAddr {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"{}") {
            assert_ne!(stream.read_buf(&mut asked).await.unwrap(), 0);
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    address
}

#[tokio::test]
async fn p217_an_answer_keeps_its_headers_and_is_given_no_type_of_its_own() {
    let service = says_once(
        "HTTP/1.1 502 Bad Gateway\r\nset-cookie: JSESSIONID=crumb-canary; Path=/\r\nset-cookie: b=2\r\nlocation: /elsewhere\r\ndate: Wed, 19 Mar 2025 08:18:38 GMT\r\nconnection: close, x-hop\r\nx-hop: 1\r\ncontent-length: 36\r\n\r\n{\"success\":false,\"a\":\"crumb-canary\"}",
    )
    .await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::start(LOCAL, &format!("http://{service}"), folder.path())
        .await
        .unwrap();
    let answer = exchange(recorder.address(), "POST", API, &[], "{}").await;
    assert_eq!(answer.status, 502);
    for line in [
        "set-cookie: jsessionid=crumb-canary; path=/\r\n",
        "set-cookie: b=2\r\n",
        "location: /elsewhere\r\n",
        "date: wed, 19 mar 2025 08:18:38 gmt",
    ] {
        assert!(answer.head.contains(line), "{line}: {}", answer.head);
    }
    for name in ["content-type", "x-hop"] {
        assert!(!answer.head.contains(name), "{name}: {}", answer.head);
    }
    assert!(answer.body.contains("crumb-canary"), "as it came");
    recorder.stop().await.unwrap();
    let [(_, text)] = &files(folder.path())[..] else {
        panic!("one exchange was written");
    };
    assert!(!text.contains("canary"), "{text}");
    assert!(!text.contains("content-type"), "{text}");

    let recording = Recording::read(folder.path()).unwrap();
    let replayed = Simulator::builder()
        .replay(recording)
        .start()
        .await
        .unwrap();
    let again = exchange(
        replayed.address(),
        "POST",
        API,
        &[("authorization", RIGHT)],
        "{}",
    )
    .await;
    assert_eq!(again.status, 502);
    assert!(!again.head.contains("content-type"), "{}", again.head);
}

#[tokio::test]
async fn an_address_that_is_taken_leaves_no_folder_of_a_recording_behind() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let taken = service.address();
    let error = Recorder::start(taken, &service.url(), &tape)
        .await
        .unwrap_err();
    let words = format!("cannot listen on {taken}: ");
    assert!(error.to_string().starts_with(&words), "{error}");
    assert!(!tape.exists());
}

#[tokio::test]
async fn p311_a_page_of_another_site_reaches_no_service_through_a_recorder() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    let headers = [
        ("authorization", RIGHT),
        ("origin", "https://evil.example.com"),
    ];
    let answer = exchange(recorder.address(), "POST", API, &headers, GOOD).await;
    assert_eq!(answer.status, 403);
    assert!(service.requests().is_empty());
    recorder.stop().await.unwrap();
    assert_eq!(files(folder.path()), []);
}
