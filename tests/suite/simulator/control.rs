//! The interface of the simulator itself for tests.

use std::time::Duration;

use oms_sim::{Course, Fault, FaultRule, Simulator, Snapshot};
use serde_json::{Value, json};

use super::{GOOD, call, control, exchange, reset, start};

#[tokio::test]
async fn p211_a_reset_goes_back_to_the_start() {
    let simulator = Simulator::builder()
        .fault(FaultRule::new(Fault::Html502).nth(9))
        .start()
        .await
        .unwrap();
    let (world, faults) = (simulator.world(), simulator.faults());
    call(&simulator, GOOD).await;
    simulator.advance(Duration::from_secs(60));
    simulator.inject(Fault::Garbage).unwrap();
    assert_ne!(simulator.world(), world);

    assert_eq!(
        control(&simulator, "POST", "/_sim/reset", "").await.status,
        204
    );
    assert_eq!((simulator.world(), simulator.faults()), (world, faults));
    assert!(simulator.requests().is_empty() && simulator.commits().is_empty());
    assert_eq!(
        call(&simulator, GOOD).await.json()["requestId"],
        json!("47174810001")
    );
}

#[tokio::test]
async fn p211_a_snapshot_is_gone_back_to_and_goes_on_the_same_way() {
    let simulator = Simulator::builder()
        .tickets(Course::after(Duration::from_secs(7)).failing(0.5))
        .fault(FaultRule::new(Fault::Html502).probability(0.5))
        .seed(11)
        .start()
        .await
        .unwrap();
    let course = async |simulator: &Simulator| {
        let mut seen = Vec::new();
        for second in 0..12 {
            let body = reset(
                "np_4w3a0001",
                second % 2 == 0,
                &(1_742_365_118 + second).to_string(),
            );
            let answer = call(simulator, &body).await;
            simulator.advance(Duration::from_millis(1_250));
            seen.push((answer.status, simulator.world().clone()));
        }
        seen
    };
    course(&simulator).await;
    let snapshot = control(&simulator, "GET", "/_sim/snapshot", "").await.body;
    let first = course(&simulator).await;

    let restored = control(&simulator, "POST", "/_sim/restore", &snapshot).await;
    assert_eq!(restored.status, 204, "{}", restored.body);
    assert_eq!(
        control(&simulator, "GET", "/_sim/snapshot", "").await.body,
        snapshot
    );
    assert_eq!(course(&simulator).await, first);

    let another = start().await;
    another
        .restore(serde_json::from_str::<Snapshot>(&snapshot).unwrap())
        .unwrap();
    assert_eq!(course(&another).await, first);
    assert!(
        first.iter().any(|(status, _)| *status == 502),
        "the faults are part of it"
    );
}

#[tokio::test]
async fn p211_what_is_no_snapshot_is_refused_and_changes_nothing() {
    let simulator = start().await;
    let before = simulator.world();
    let snapshot = serde_json::to_value(simulator.snapshot()).unwrap();
    let with = |key: &str, value: Value| {
        let mut changed = snapshot.clone();
        changed[key] = value;
        changed.to_string()
    };
    let wrong_fault = json!({
        "armed": [{"id": 1, "rule": {"strike": "garbage", "probability": 2.0}, "matched": 0, "struck": 0}],
        "last_id": 1,
        "random": "0",
    });
    for (body, words) in [
        ("{}".to_owned(), "missing field"),
        (with("version", json!("0.0.0")), "of version 0.0.0"),
        (with("wold", json!({})), "did you mean `world`?"),
        (with("faults", wrong_fault), "is a probability"),
        ("[".to_owned(), "EOF"),
    ] {
        let answer = control(&simulator, "POST", "/_sim/restore", &body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(
            answer.json()["error"].as_str().unwrap().contains(words),
            "{}",
            answer.body
        );
    }
    assert_eq!(simulator.world(), before);
}

#[tokio::test]
async fn p208_faults_are_armed_listed_and_taken_away_over_http() {
    let simulator = start().await;
    let arm = async |body: &str| control(&simulator, "POST", "/_sim/faults", body).await;
    let armed = arm(r#"{"strike":{"status":{"code":503,"retry-after":"3"}},"times":1}"#).await;
    assert_eq!((armed.status, armed.json()), (201, json!({"id": 1})));
    assert_eq!(
        arm(r#"{"strike":"garbage","nth":[5]}"#).await.json(),
        json!({"id": 2})
    );

    let struck = call(&simulator, GOOD).await;
    assert_eq!(struck.status, 503);
    assert!(struck.head.contains("retry-after: 3"), "{}", struck.head);
    let listed = control(&simulator, "GET", "/_sim/faults", "").await.json();
    assert_eq!(listed["faults"][0]["struck"], json!(1));
    assert_eq!(listed["faults"][1]["matched"], json!(1));
    assert_eq!(listed["faults"][1]["rule"]["strike"], json!("garbage"));

    for (method, path, status) in [
        ("DELETE", "/_sim/faults/1", 204),
        ("DELETE", "/_sim/faults/1", 404),
        ("DELETE", "/_sim/faults/x", 400),
        ("DELETE", "/_sim/faults", 204),
    ] {
        assert_eq!(
            control(&simulator, method, path, "").await.status,
            status,
            "{method} {path}"
        );
    }
    assert!(simulator.faults().is_empty());
    for (body, words) in [
        (r#"{"strike":"garbge"}"#, "did you mean `garbage`?"),
        (r#"{"strik":"garbage"}"#, "did you mean `strike`?"),
        (
            r#"{"strike":"garbage","action":"Resume"}"#,
            "there is no action `Resume`",
        ),
        (r#"{"strike":{"status":{"code":99}}}"#, "99 is none"),
    ] {
        let answer = arm(body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(
            answer.json()["error"].as_str().unwrap().contains(words),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn p210_requests_and_effects_are_listed_by_number_and_counted() {
    let simulator = start().await;
    for body in [GOOD, "{}", GOOD] {
        call(&simulator, body).await;
    }
    let get = async |path: &str| control(&simulator, "GET", path, "").await;
    for (query, numbers) in [
        ("", vec![1, 2, 3]),
        ("?after=1", vec![2, 3]),
        ("?last=1", vec![3]),
        ("?after=3", vec![]),
    ] {
        let listed = get(&format!("/_sim/requests{query}")).await.json();
        assert_eq!(
            (&listed["received"], &listed["committed"]),
            (&json!(3), &json!(2))
        );
        let found: Vec<u64> = listed["requests"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["number"].as_u64().unwrap())
            .collect();
        assert_eq!(found, numbers, "{query}");
    }
    let second = get("/_sim/requests/2").await.json();
    assert_eq!(
        (&second["body"], &second["committed"]),
        (&json!("{}"), &json!(false))
    );
    assert!(
        second["received_bytes"].as_u64().unwrap() > 100,
        "the head counts, too: {second}"
    );
    assert_eq!(get("/_sim/requests/4").await.status, 404);

    let commits = get("/_sim/commits").await.json();
    assert_eq!(commits["committed"], json!(2));
    assert_eq!(
        commits["commits"][1],
        json!({"number": 2, "request": 3, "at": 1_742_369_000_000_i64, "action": "ResetIncrStartTimestamp", "task": "np_4w3a0001", "ticket": 2})
    );
}

#[tokio::test]
async fn p210_a_filter_or_a_number_that_cannot_be_read_is_refused_as_json() {
    let simulator = start().await;
    for (method, path, words) in [
        ("GET", "/_sim/requests?after=-1", "invalid digit"),
        ("GET", "/_sim/requests?lst=1", "did you mean `last`?"),
        ("GET", "/_sim/requests?last=1&last=2", "duplicate field"),
        ("GET", "/_sim/requests/x", "\"x\" is not a number"),
        ("GET", "/_sim/requests/-1", "\"-1\" is not a number"),
        ("GET", "/_sim/commits?last=1", "takes no query"),
        ("POST", "/_sim/reset?dry=1", "takes no query"),
        ("DELETE", "/_sim/faults/abc", "\"abc\" is not a number"),
    ] {
        let answer = control(&simulator, method, path, "").await;
        assert_eq!(answer.status, 400, "{method} {path}");
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(words), "{method} {path}: {error}");
    }
}

#[tokio::test]
async fn p212_the_simulator_itself_can_have_a_port_of_its_own_or_none() {
    let apart = Simulator::builder()
        .control_at(([127, 0, 0, 1], 0))
        .start()
        .await
        .unwrap();
    let url = apart.control_url().unwrap();
    let address = url
        .trim_start_matches("http://")
        .trim_end_matches("/_sim/")
        .parse()
        .unwrap();
    assert_ne!(address, apart.address());
    call(&apart, GOOD).await;
    for (address, path, status) in [
        (address, "/_sim/state", 200),
        (address, "/api/v2?Action=ResetIncrStartTimestamp", 404),
        (apart.address(), "/_sim/state", 404),
    ] {
        assert_eq!(
            exchange(address, "GET", path, &[], "").await.status,
            status,
            "{path}"
        );
    }
    let ledger = exchange(address, "GET", "/_sim/requests", &[], "")
        .await
        .json();
    assert_eq!(
        ledger["received"],
        json!(2),
        "what asks the API for the simulator is a request to it"
    );

    let without = Simulator::builder()
        .without_control()
        .start()
        .await
        .unwrap();
    assert_eq!(without.control_url(), None);
    assert_eq!(
        exchange(without.address(), "GET", "/_sim/state", &[], "")
            .await
            .status,
        404
    );
    assert_eq!(without.requests().len(), 1);
}

#[tokio::test]
async fn p212_a_page_of_another_site_changes_nothing() {
    let simulator = start().await;
    let host = simulator.address().to_string();
    let own = format!("http://{host}");
    for (headers, status) in [
        (vec![("host", host.as_str()), ("origin", own.as_str())], 204),
        (
            vec![("host", host.as_str()), ("origin", "http://example.com")],
            403,
        ),
        (vec![("host", host.as_str()), ("origin", "null")], 403),
        (
            vec![("host", host.as_str()), ("sec-fetch-site", "cross-site")],
            403,
        ),
        (
            vec![
                ("host", "rebound.example.com"),
                ("origin", "http://rebound.example.com"),
            ],
            403,
        ),
    ] {
        for (method, path) in [("POST", "/_sim/reset"), ("DELETE", "/_sim/faults")] {
            let answer = exchange(simulator.address(), method, path, &headers, "").await;
            assert_eq!(answer.status, status, "{method} {path} {headers:?}");
        }
    }
}

#[tokio::test]
async fn p212_who_is_told_so_reaches_it_under_another_name() {
    let open = Simulator::builder()
        .control_for_anyone(["oms-sim"])
        .start()
        .await
        .unwrap();
    for (host, status) in [
        ("oms-sim:8089", 200),
        ("192.0.2.1", 200),
        ("rebound.example.com", 403),
    ] {
        let answer = exchange(open.address(), "GET", "/_sim/state", &[("host", host)], "").await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn p220_every_behaviour_is_told_over_http_with_how_it_is_known() {
    let simulator = start().await;
    let rows = control(&simulator, "GET", "/_sim/explain", "").await.json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), oms_sim::behaviours().len());
    for (row, basis) in rows.iter().zip(oms_sim::behaviours()) {
        assert_eq!(
            (&row["id"], &row["text"]),
            (&json!(basis.id()), &json!(basis.text()))
        );
        assert!(
            ["documented", "observed", "invented"].contains(&row["provenance"].as_str().unwrap())
        );
    }
    call(&simulator, GOOD).await;
    let because = &simulator.requests()[0].because;
    assert!(
        because
            .iter()
            .any(|basis| basis.id() == "reset.opens-a-ticket"),
        "{because:?}"
    );
}

#[tokio::test]
async fn p212_what_is_asked_of_the_simulator_itself_is_bounded_and_in_no_ledger() {
    let simulator = start().await;
    let long = " ".repeat((16 << 20) + 1);
    for (method, path, body, status, words) in [
        ("GET", "/_sim/nothing", "", 404, "no such thing"),
        ("POST", "/_sim/state", "", 405, "not for this method"),
        ("POST", "/_sim/faults", long.as_str(), 413, "16777216"),
    ] {
        let answer = control(&simulator, method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(answer.body.contains(words), "{}", answer.body);
    }
    assert!(simulator.requests().is_empty());
}

/// Its own page asks every second, and after weeks all tickets are many.
#[tokio::test]
async fn the_state_is_shown_with_the_last_tickets_alone_where_that_is_asked_for() {
    let simulator = start().await;
    for (number, is_reverse) in [(1, true), (2, false), (3, false), (4, false)] {
        let body = reset(
            "np_4w3a0001",
            is_reverse,
            &(1_742_365_118 + number).to_string(),
        );
        assert_eq!(call(&simulator, &body).await.status, 200);
    }
    for (asked, shown) in [
        ("", &[1, 2, 3, 4][..]),
        ("?last=9", &[1, 2, 3, 4]),
        ("?last=2", &[1, 3, 4]),
        ("?last=0", &[1, 4]),
    ] {
        let path = format!("/_sim/state{asked}");
        let state = control(&simulator, "GET", &path, "").await.json();
        let tickets = state["tickets"].as_array().unwrap();
        let ids: Vec<&Value> = tickets.iter().map(|ticket| &ticket["id"]).collect();
        assert_eq!(json!(ids), json!(shown), "{asked}");
        assert_eq!(state["tasks"], json!(simulator.world())["tasks"]);
    }
}
