//! Recording a service through a proxy of our own, and answering from the recording.
//!
//! A simulator takes the place of the service: what matters here is what is passed on, what is
//! written down, and what is answered again.

#[cfg(unix)]
mod canary;

use std::fs;
use std::path::Path;

use oms_client::{Auth, Client, EpochSeconds, Error};
use oms_sim::{Fault, Recorder, Recording, Simulator};
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
    assert_eq!(service.requests().len(), 4, "everything is passed on, once");
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
    assert_eq!(unknown.message(), Some("The recording holds no such call"));
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
