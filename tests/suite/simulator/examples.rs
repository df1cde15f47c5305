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

/// The document of all actions, as it is exported.
fn combined() -> Value {
    let files = oms_codegen::openapi(&crate::exports::api());
    let mut files = files.into_iter();
    let file = files.find(|file| file.path == oms_codegen::COMBINED);
    serde_json::from_str(&file.expect("it is exported").text).expect("it is JSON")
}

#[tokio::test]
async fn every_request_that_is_exported_as_an_example_is_about_a_task_that_exists() {
    let document = combined();
    let mut failures = Vec::new();
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        let content = &item["post"]["requestBody"]["content"]["application/json"];
        let examples = content["examples"].as_object().expect("there are examples");
        if examples.is_empty() {
            failures.push(format!("{path} has no example"));
        }
        for (case, example) in examples {
            let simulator = start().await;
            let headers = [("authorization", RIGHT)];
            let body = example["value"].to_string();
            let answer = exchange(simulator.address(), "POST", path, &headers, &body).await;
            let answer = answer.json();
            // A task may be in another state than the call needs; records, checks, components and
            // further data sources come from calls before it.
            let code = answer["code"].as_str().unwrap_or("none");
            let is_missing = answer["message"].as_str().is_some_and(|message| {
                message.starts_with("The task np_") && message.ends_with("does not exist")
            });
            if is_missing || ["PARAM_ERROR", "INNER_ERROR"].contains(&code) {
                failures.push(format!("{path}, {case}: {answer}"));
            }
        }
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
