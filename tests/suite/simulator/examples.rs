//! Every action of the spec: its examples are taken, and what comes back agrees with the spec.

use oms_spec::ir::Action;
use serde_json::{Value, json};

use super::{RIGHT, exchange, start};
use crate::support::agreement::disagreements;

/// Lists the faults of the answer to one example of an action; none if it agrees with the spec.
async fn wrong(simulator: &oms_sim::Simulator, action: &str, body: &str) -> Vec<String> {
    let path = format!("/api/v2?Action={action}");
    let headers = [("authorization", RIGHT)];
    let answer = exchange(simulator.address(), "POST", &path, &headers, body).await;
    let envelope = answer.json();
    let mut wrong = disagreements(action, &envelope);
    if answer.status != 200 {
        wrong.push(format!("status {}", answer.status));
    }
    let code = envelope["code"].as_str().unwrap_or("none");
    // The example was not understood, or the simulator could not write what it wants to say.
    if ["PARAM_ERROR", "INNER_ERROR"].contains(&code) {
        wrong.push(format!("{code}: {}", envelope["message"]));
    }
    wrong
}

/// Lists the faults of an action's answers: each of its examples is sent as the spec says that it
/// can be.
async fn wrong_with(simulator: &oms_sim::Simulator, action: &Action) -> Vec<String> {
    let mut failures = Vec::new();
    let mut asked = false;
    for example in &action.examples {
        let Some(request) = &example.sendable_request else {
            continue;
        };
        asked = true;
        for problem in wrong(simulator, &action.wire_name, request).await {
            failures.push(format!("{}/{}: {problem}", action.wire_name, example.case));
        }
    }
    if !asked {
        failures.push(format!("{} has no example of a request", action.wire_name));
    }
    failures
}

#[tokio::test]
async fn p204_every_example_of_every_action_is_taken_and_answered_as_the_spec_says() {
    let simulator = start().await;
    let mut failures = Vec::new();
    for action in &crate::exports::api().actions {
        failures.extend(wrong_with(&simulator, action).await);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[tokio::test]
async fn p203_an_action_without_a_behaviour_answers_its_example_and_says_so() {
    let simulator = start().await;
    let rows = r#"{"projectId":"np_4w3a0001","schema":"orders","table":"order_item"}"#;
    let job = r#"{"id":"np_4w3a0001"}"#;
    for (action, body, page, committed) in [
        ("DescribeRegions", "{}", None, false),
        ("DownloadConvertedObjectsAsync", job, None, true),
        (
            "ListFullVerifyCorrectionsResult",
            rows,
            Some((1, 10, 2)),
            false,
        ),
    ] {
        let path = format!("/api/v2?Action={action}");
        let headers = [("authorization", RIGHT)];
        let answer = exchange(simulator.address(), "POST", &path, &headers, body)
            .await
            .json();
        assert_eq!(answer["success"], json!(true), "{answer}");
        assert_ne!(answer["data"], Value::Null, "{answer}");
        let paging = ["pageNumber", "pageSize", "totalCount"].map(|key| answer[key].as_i64());
        let expected = page.map_or([None; 3], |(number, size, total)| {
            [Some(number), Some(size), Some(total)]
        });
        assert_eq!(paging, expected, "{action}: {answer}");
        let entry = simulator.requests().pop().unwrap();
        let because: Vec<&str> = entry.because.iter().map(oms_sim::Basis::id).collect();
        assert!(because.contains(&"call.example"), "{action}: {because:?}");
        assert_eq!(
            entry.committed, committed,
            "{action}: a write counts as done, a read changes nothing"
        );
    }
}
