//! Tests of scrubbing, comparing and playing a recording.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::*;

fn exchange(request: Value, answer: Value) -> Exchange {
    Exchange {
        action: "CreateProject".to_owned(),
        request,
        request_bytes_not_kept: None,
        status: 200,
        content_type: "application/json".to_owned(),
        answer,
        answer_bytes_not_kept: None,
        lengths: [0; 2],
    }
}

/// Writes exchanges, and reads their recording.
fn kept(exchanges: impl IntoIterator<Item = Exchange>) -> Recording {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new");
    let mut writer = RecordingWriter::begin(&path).unwrap();
    for exchange in exchanges {
        writer.write(exchange, &|_| {}).unwrap();
    }
    Recording::read(&path).unwrap()
}

/// Writes calls of an action, each with this answer, and returns their recording.
fn recorded(requests: &[&str], answer: &str) -> Recording {
    kept(requests.iter().map(|request| {
        let action = "CreateProject".to_owned();
        let content_type = "application/json".to_owned();
        let (request, answer) = (request.as_bytes(), answer.as_bytes());
        Exchange::new(action, request, 200, content_type, answer)
    }))
}

#[test]
fn p304_a_secret_that_a_key_repeats_leaves_the_key_its_meaning() {
    for (name, value, password) in [
        ("userName", "user", "user"),
        ("username", "username", "username"),
        ("ownerName", "alice", "owner"),
    ] {
        let request = json!({ name: value, "password": password }).to_string();
        let recording = recorded(&[&request], "{}");
        let kept = recording.exchanges[0].request.as_object().unwrap();
        assert!(kept.values().all(|kept| kept != value), "{kept:?}");
    }
}

#[test]
fn p304_where_more_secrets_are_than_are_looked_for_no_body_is_kept() {
    let full = |count: usize| {
        let secrets: Vec<String> = (0..count).map(|n| format!("canary-{n}")).collect();
        json!({ "password": secrets }).to_string()
    };
    let items: Vec<Value> = (0..500)
        .map(|n| json!({"title": format!("of canary-{n}"), "text": "nothing"}))
        .collect();
    let answer = json!({ "data": items }).to_string();

    let began = Instant::now();
    let recording = recorded(&[&full(1_500)], &answer);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(
        recording.exchanges[0].answer["data"][499],
        json!({"title": "of ***", "text": "nothing"})
    );

    let (first, second) = (full(3_000), "{}");
    let recording = recorded(&[&first, second], &answer);
    for (exchange, request) in recording.exchanges.iter().zip([first.as_str(), second]) {
        let lengths = [request.len(), answer.len()].map(Some);
        let kept = [&exchange.request, &exchange.answer];
        assert_eq!(kept, [&Value::Null; 2]);
        assert_eq!(exchange.request_bytes_not_kept, lengths[0]);
        assert_eq!(exchange.answer_bytes_not_kept, lengths[1]);
    }
}

#[test]
fn promise_217_secrets_names_addresses_and_ids_are_replaced_and_stay_the_same() {
    let request = json!({
        "id": "np_4w3a0001",
        "password": "hunter2",
        "drcPassword": {"nested": "hunter2"},
        "secretKey": null,
        "userName": "jane",
        "uid": 1_325_847,
        "url": "ob://jane:hunter2@10.1.2.3:2883/db?mail=jane.doe@corp.example.com",
        "jdbc": "jdbc:oracle:thin:scott/tiger@//10.1.2.3:1521/orders",
        "labels": ["l_9f8e7d6c", "nightly"],
        "startTimestamp": 1_742_365_118,
    });
    let answer = json!({
        "success": false,
        "requestId": "4717481000000001",
        "message": "The task np_4w3a0001 on 10.1.2.3 waits for np_4w3a0002",
        "data": {"np_4w3a0002": {"owner": "jane", "table": "t_orders"}},
    });
    let same = exchange(request, answer);
    let recording = kept([same.clone(), same]);
    assert_eq!(
        recording.exchanges[0], recording.exchanges[1],
        "the same things have the same stand-ins"
    );
    let scrubbed = &recording.exchanges[0];
    assert_eq!(
        scrubbed.request,
        json!({
            "id": "np_masked0001",
            "password": "***",
            "drcPassword": "***",
            "secretKey": null,
            "userName": "name-0002",
            "uid": "name-0001",
            "url": "ob://***@corp.example.com",
            "jdbc": "jdbc:***",
            "labels": ["l_masked0001", "nightly"],
            "startTimestamp": 1_742_365_118,
        })
    );
    assert_eq!(
        scrubbed.answer,
        json!({
            "success": false,
            "requestId": "request-0001",
            "message": "The task np_masked0001 on 192.0.2.1 waits for np_masked0002",
            "data": {"np_masked0002": {"owner": "name-0002", "table": "t_orders"}},
        })
    );
}

#[test]
fn promise_217_ids_and_addresses_are_found_beside_other_words_and_what_is_none_stays() {
    let hidden = |key: &str, text: &str| {
        let call = exchange(json!({"id": "np_4w3a"}), json!({ key: text }));
        let recording = kept([call]);
        recording.exchanges[0].answer[key]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for (key, text, expected) in [
        ("a", "np_4w3a_0", "np_masked0001_0"),
        (
            "a",
            "MYSQL_np_4w3a_4w3b-0",
            "MYSQL_np_masked0001_masked0001-0",
        ),
        ("a", "np_4w3a,np_4w3b", "np_masked0001,np_masked0002"),
        ("a", "np_4w3b_np_4w3a", "np_masked0002_np_masked0001"),
        ("a", "utf8mb4_0900_ai_ci", "utf8mb4_0900_ai_ci"),
        ("a", "TRANSFER_INCR_2", "TRANSFER_INCR_2"),
        ("a", "fd00::17", "2001:db8::1"),
        ("a", "at [fd00::17]:2883", "at [2001:db8::1]:2883"),
        ("a", "(fd00::17).", "(2001:db8::1)."),
        ("a", "peer:fd00::17", "peer:2001:db8::1"),
        (
            "a",
            "fd00::17,fd00::18%eth0 fe80::17: no",
            "2001:db8::1,2001:db8::2%eth0 2001:db8::3: no",
        ),
        ("a", "::ffff:10.1.2.3", "2001:db8::1"),
        ("a", "at 08:18:38 [1:2]", "at 08:18:38 [1:2]"),
        ("a", "std::f64::MAX a::b ::", "std::f64::MAX a::b ::"),
        ("a", "t_order2_history", "t_order2_history"),
        ("a", "order_db_01", "order_db_01"),
        ("a", "mysql_to_ob_1", "mysql_to_ob_1"),
        ("a", "g_4w7ab19k", "g_masked0001"),
        ("a", "topic_g_4w7ab19k", "topic_g_masked0001"),
        ("instanceIds", "dg-x2v7,dg-x2v8", "id-0001,id-0002"),
        ("sourceHost", "10.1.2.3", "192.0.2.1"),
        ("sourceHost", "", ""),
        ("ip", "db1.corp.example", "host-0001"),
        ("logProxyIp", "db1.corp.example", "host-0001"),
        ("ship", "db1.corp.example", "db1.corp.example"),
        ("instanceId", "dg-x2v7", "id-0001"),
        ("region", "cn-x2v7", "cn-x2v7"),
    ] {
        assert_eq!(hidden(key, text), expected, "{key}: {text}");
    }
}

#[test]
fn promise_217_a_machine_and_an_id_that_a_key_told_are_replaced_in_every_text() {
    let answer = json!({
        "message": "no way from db1.corp.example:2883 (fd00::17) to dg-x2v7, or to db1.corp.example.",
        "data": {
            "instanceId": "dg-x2v7",
            "more": r#"{"instanceId":"dg-x3v7"}"#,
            "note": "or dg-x3v7",
            "url": "http://db1.corp.example:80/x",
            "db1.corp.example": ["dg-x2v7,a", "localhost"],
        },
    });
    let request = json!({"ip": "db1.corp.example", "host": "localhost"});
    let recording = kept([exchange(request, answer)]);
    assert_eq!(
        recording.exchanges[0].answer,
        json!({
            "message": "no way from host-0001:2883 (2001:db8::1) to id-0001, or to host-0001.",
            "data": {
                "instanceId": "id-0001",
                "more": r#"{"instanceId":"id-0002"}"#,
                "note": "or id-0002",
                "url": "http://host-0001:80/x",
                "host-0001": ["id-0001,a", "localhost"],
            },
        })
    );
}

/// A name of letters alone may be a word of the sentence.
#[test]
fn promise_217_a_machine_of_letters_and_digits_is_replaced_in_every_text() {
    let request = json!({
        "host": "db01:2883,db02:2883", "sourceHost": "source", "ips": "fd00::17,fe80:1:2:3:4:5:6:7%eth0",
    });
    let answer = json!({
        "message": "no way from source db01 to db02: (db01), db0, order_db01, fd00 and eth0",
    });
    let recording = kept([exchange(request, answer)]);
    let expected =
        "no way from source host-0001 to host-0002: (host-0001), db0, order_db01, fd00 and eth0";
    assert_eq!(recording.exchanges[0].answer["message"], expected);
}

#[test]
fn promise_217_a_file_is_compared_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = RecordingWriter::begin(folder.path()).unwrap();
    let odd = Exchange::new(
        "../../etc/passwd".to_owned(),
        br#"{"b": 1, "a": [true]}"#,
        502,
        "text/html".to_owned(),
        b"<html>",
    );
    writer.write(odd, &|_| {}).unwrap();
    let text = std::fs::read_to_string(folder.path().join("0001-etcpasswd.json")).unwrap();
    assert_eq!(
        text,
        "{\n  \"action\": \"../../etc/passwd\",\n  \"request\": {\n    \"a\": [\n      true\n    ],\n    \"b\": 1\n  },\n  \"status\": 502,\n  \"content-type\": \"text/html\",\n  \"answer\": null,\n  \"answer-bytes-not-kept\": 6\n}\n"
    );
    let again = RecordingWriter::begin(folder.path()).err().unwrap();
    assert!(
        again.to_string().contains("holds a recording already"),
        "{again}"
    );
}

#[test]
fn promise_217_the_same_call_is_answered_in_the_order_of_its_recording() {
    let asked = json!({"id": "np_masked0001"});
    let exchanges =
        ["first", "second"].map(|answer| exchange(asked.clone(), json!({"data": answer})));
    let other = exchange(json!({"id": "np_masked0002"}), json!({"data": "other"}));
    let mut replay = Replay::new(Recording {
        exchanges: exchanges.into_iter().chain([other]).collect(),
    });
    let mut play = |body: &str| {
        replay
            .play("CreateProject", body.as_bytes(), None)
            .map(|played| played.body)
    };
    for (body, answer) in [
        (r#"{"id":"np_masked0001"}"#, Some(r#"{"data":"first"}"#)),
        (r#"{ "id" : "np_masked0002" }"#, Some(r#"{"data":"other"}"#)),
        (r#"{"id":"np_masked0001"}"#, Some(r#"{"data":"second"}"#)),
        (r#"{"id":"np_masked0001"}"#, Some(r#"{"data":"second"}"#)),
        (r#"{"id":"np_masked0003"}"#, None),
        ("not JSON", None),
    ] {
        assert_eq!(play(body).as_deref(), answer, "{body}");
    }
}

#[test]
fn promise_217_a_call_whose_texts_were_respelt_is_found_as_it_was_and_as_it_is_shown() {
    for text in [
        r#"["x", "y"]"#,
        r#"{"b": 1, "a": {"password": "canary"}}"#,
        "password = 'canary'",
        "token = 1 and more",
        "jdbc:mysql://h/db?password=canary",
        "ob://jane:canary@h/db",
        "a > 1",
    ] {
        let request = json!({"whereClause": text, "key": {"password": "canary"}}).to_string();
        let recording = recorded(&[&request], r#"{"data":1}"#);
        let shown = recording.exchanges[0].request.to_string();
        assert!(!shown.contains("canary"), "{shown}");
        let mut replay = Replay::new(recording);
        let other = request.replace("whereClause", "other");
        for (call, found) in [(request, true), (shown, true), (other, false)] {
            let played = replay.play("CreateProject", call.as_bytes(), None);
            assert_eq!(played.is_some(), found, "{call}");
        }
    }
}

#[test]
fn promise_217_the_files_of_a_long_recording_are_read_in_the_order_of_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "0002-B.json",
        "999-A.json",
        "1001-A.json",
        "9999-A.json",
        "10000-A.json",
        "10000-B.json",
        "notes.json",
    ];
    for name in names {
        std::fs::write(folder.path().join(name), "").unwrap();
    }
    let expected = names.map(|name| folder.path().join(name));
    assert_eq!(files(folder.path()).unwrap(), expected);
}

#[test]
fn a_folder_that_is_no_recording_is_refused_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |words: &str| {
        let error = Recording::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(
            error.starts_with(&folder.path().display().to_string()),
            "{error}"
        );
    };
    refused("holds no exchange");
    std::fs::write(folder.path().join("1.json"), r#"{"acton":"A"}"#).unwrap();
    refused("did you mean `action`?");
    let error = Recording::read("no/such/folder").unwrap_err().to_string();
    assert!(error.starts_with("no/such/folder: "), "{error}");
}
