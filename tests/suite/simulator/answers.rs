//! The answers of the simulator, and the changes that they report.

use oms_client::EpochSeconds;
use oms_sim::{Direction, Simulator};
use serde_json::{Value, json};

use super::{API, GOOD, RIGHT, at, call, client, exchange, start};

#[tokio::test]
async fn the_seeds_envelope_is_answered_whole_and_in_its_order() {
    let simulator = start().await;
    let answer = call(&simulator, GOOD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        r#"{"success":true,"errorDetail":null,"code":null,"message":null,"advice":null,"requestId":"47174810001","pageNumber":null,"pageSize":null,"totalCount":null,"cost":"10 ms","data":1}"#
    );
}

#[tokio::test]
async fn tickets_count_up_and_each_moves_its_own_direction() {
    let simulator = start().await;
    let client = client(&simulator);
    let before = simulator.task("np_4w3a0001").unwrap();
    for (number, reverse, seconds) in [
        (1, false, 1_742_365_118),
        (2, true, 1_742_365_000),
        (3, false, 1_742_364_000),
    ] {
        let reply = client
            .reset_incr_start_timestamp()
            .id("np_4w3a0001")
            .reverse(reverse)
            .start_timestamp(EpochSeconds::new(seconds).unwrap())
            .send()
            .await
            .unwrap();
        assert_eq!(reply.data.get(), number);
        let direction = if reverse {
            Direction::Reverse
        } else {
            Direction::Forward
        };
        let task = simulator.task("np_4w3a0001").unwrap();
        assert_eq!(task.position(direction), Some(&at(seconds)));
    }
    let world = simulator.world();
    assert_eq!(world.tickets().len(), 3);
    assert_eq!(
        world.tickets()[0].from,
        *before.position(Direction::Forward).unwrap()
    );
    assert_eq!(world.tickets()[2].from, at(1_742_365_118));
    assert_eq!(
        simulator.task("np_4w3a0002"),
        Simulator::builder()
            .start()
            .await
            .unwrap()
            .task("np_4w3a0002")
    );
}

/// Path, body, the code of the refusal, and words of its message.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    (
        API,
        r#"{"id":"np_none","reverse":false,"startTimestamp":1742365118}"#,
        "GHANA-PROJECT000001",
        "The task np_none does not exist",
    ),
    (
        API,
        r#"{"id":"np_4w3a0003","reverse":true,"startTimestamp":1742365118}"#,
        "GHANA-OPERAT000001",
        "no reverse",
    ),
    (API, "", "PARAM_ERROR", "not JSON"),
    (API, "{", "PARAM_ERROR", "not JSON"),
    (API, "[]", "PARAM_ERROR", "a JSON object"),
    (API, "{}", "PARAM_ERROR", "Parameter id is missing"),
    (
        API,
        r#"{"id":"np_4w3a0001"}"#,
        "PARAM_ERROR",
        "Parameter reverse is missing",
    ),
    (
        API,
        r#"{"id":1,"reverse":false,"startTimestamp":1742365118}"#,
        "PARAM_ERROR",
        "Parameter id must be a text",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":"false","startTimestamp":1742365118}"#,
        "PARAM_ERROR",
        "Parameter reverse must be true or false",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":"1742365118"}"#,
        "PARAM_ERROR",
        "a whole number of seconds",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1.5}"#,
        "PARAM_ERROR",
        "a whole number of seconds",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118,"force":true}"#,
        "PARAM_ERROR",
        "Parameter force is unknown",
    ),
    (
        "/api/v2?Action=NoSuchAction",
        GOOD,
        "PARAM_ERROR",
        "Unsupported action: NoSuchAction",
    ),
    (
        "/api/v2?Action=resetIncrStartTimestamp",
        GOOD,
        "PARAM_ERROR",
        "Unsupported action: resetIncrStartTimestamp",
    ),
    ("/api/v2", GOOD, "PARAM_ERROR", "Action is missing"),
    (
        "/api/v2?Action=ResetIncrStartTimestamp&Action=StopProject",
        GOOD,
        "PARAM_ERROR",
        "Action is given more than once",
    ),
    (
        API,
        r#"{"id":"np_4w3a0003","id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118}"#,
        "PARAM_ERROR",
        "a name is given twice",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":""}"#,
        "PARAM_ERROR",
        "a whole number of seconds",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":"-"}"#,
        "PARAM_ERROR",
        "a whole number of seconds",
    ),
    (
        API,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":" 1742365118"}"#,
        "PARAM_ERROR",
        "a whole number of seconds",
    ),
];

#[tokio::test]
async fn p203_what_oms_would_refuse_is_refused_in_its_envelope_and_changes_nothing() {
    let simulator = start().await;
    let before = simulator.world();
    for (path, body, code, message) in REFUSED {
        let answer = exchange(
            simulator.address(),
            "POST",
            path,
            &[("authorization", RIGHT)],
            body,
        )
        .await;
        assert_eq!(answer.status, 200, "{path} {body}");
        let envelope = answer.json();
        assert_eq!(envelope["success"], json!(false), "{path} {body}");
        assert_eq!(envelope["code"], json!(code), "{path} {body}");
        let text = envelope["message"].as_str().unwrap();
        assert!(text.contains(message), "{path} {body}: {text}");
        assert_eq!(envelope["data"], Value::Null);
        assert_eq!(envelope.as_object().unwrap().len(), 11);
    }
    assert_eq!(simulator.world(), before);
    assert!(
        simulator
            .requests()
            .iter()
            .all(|request| !request.committed)
    );
}

#[tokio::test]
async fn what_a_gateway_would_refuse_gets_its_status_and_is_recorded() {
    let simulator = Simulator::builder().body_limit(80).start().await.unwrap();
    let wrong = ("authorization", "Basic YWRtaW46d3Jvbmc=");
    let right = ("authorization", RIGHT);
    let long = format!("{}{GOOD}", " ".repeat(81));
    for (method, path, header, body, status, head) in [
        ("POST", API, wrong, GOOD, 401, "www-authenticate: basic"),
        ("POST", API, ("x", ""), GOOD, 401, "www-authenticate: basic"),
        ("GET", API, wrong, "", 401, "www-authenticate: basic"),
        ("GET", API, right, "", 405, "allow: post"),
        ("PUT", API, right, GOOD, 405, "allow: post"),
        (
            "POST",
            "/api/v1?Action=ResetIncrStartTimestamp",
            right,
            GOOD,
            404,
            "",
        ),
        ("POST", "/", right, GOOD, 404, ""),
        ("POST", API, right, &long, 413, ""),
    ] {
        let answer = exchange(simulator.address(), method, path, &[header], body).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(
            answer.head.contains(head),
            "{method} {path}: {}",
            answer.head
        );
        let entry = simulator.requests().pop().unwrap();
        assert_eq!(
            (entry.status, entry.committed),
            (Some(status), false),
            "{method} {path}"
        );
        assert_eq!((entry.method.as_str(), entry.path.as_str()), (method, path));
    }
    assert!(simulator.world().tickets().is_empty());
}

#[tokio::test]
async fn calls_at_once_never_open_the_same_ticket() {
    let simulator = std::sync::Arc::new(start().await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let simulator = simulator.clone();
        calls.spawn(async move {
            call(&simulator, GOOD).await.json()["data"]
                .as_i64()
                .unwrap()
        });
    }
    let mut tickets = calls.join_all().await;
    tickets.sort_unstable();
    assert_eq!(tickets, (1..=32).collect::<Vec<_>>());
}
