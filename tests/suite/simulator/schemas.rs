//! The exported schemas of requests, and the simulator: it takes what they take.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{RIGHT, exchange, start};
use crate::support::agreement::schemas;
use crate::support::mutants;

/// Every request of an action that is an example, or differs from one in one place.
fn requests(action: &oms_spec::ir::Action) -> Vec<Value> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let mut add = |request: &Value| {
        if known.insert(request.to_string()) {
            found.push(request.clone());
        }
    };
    for example in &action.examples {
        let text = example.sendable_request.as_deref();
        let Some(request) = text.and_then(|text| serde_json::from_str(text).ok()) else {
            continue;
        };
        add(&request);
        mutants::each(&request, &mut add);
    }
    found
}

#[tokio::test]
async fn a_request_that_agrees_with_its_schema_is_taken_but_for_newer_values() {
    let (mut taken, mut refused, mut failures) = (0, 0, Vec::new());
    for action in &crate::exports::api().actions {
        let simulator = start().await;
        let schemas = &schemas()[&action.wire_name];
        let path = format!("/api/v2?Action={}", action.wire_name);
        let requests = requests(action);
        let mut answers = Vec::new();
        for request in &requests {
            let headers = [("authorization", RIGHT)];
            let body = request.to_string();
            answers.push(exchange(simulator.address(), "POST", &path, &headers, &body).await);
        }
        // Each look at the ledger is a copy of all of it.
        let entries = simulator.requests();
        assert_eq!(entries.len(), requests.len(), "{path}");
        for ((request, answer), entry) in requests.iter().zip(answers).zip(entries) {
            let because: Vec<&str> = entry.because.iter().map(oms_sim::Basis::id).collect();
            let is_taken = !because.contains(&"call.parameters");
            let agrees =
                schemas.request.is_valid(request) || schemas.documented_request.is_valid(request);
            // Newer services add values to an enumeration, and a simulator has those of one.
            let is_newer = answer.body.contains("must be one of");
            if agrees && !is_taken && !is_newer {
                failures.push(format!("{path} {request}: {}", answer.body));
            }
            *(if is_taken { &mut taken } else { &mut refused }) += 1;
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(
        taken > 100 && refused > 100,
        "{taken} were taken, {refused} refused"
    );
}
