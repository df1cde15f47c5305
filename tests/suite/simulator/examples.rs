//! Every action of the spec: its examples are taken, and what comes back agrees with the spec.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{RIGHT, exchange, start};
use crate::support::agreement::{actions, disagreements};

/// The IDs that examples name, in place of which the simulator has tasks of its own.
const KNOWN: &str = "np_4w3a0001";

/// Every request under `spec/examples`: its action, its case and its text.
fn requests() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/examples");
    let files = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    };
    let mut requests = Vec::new();
    for folder in files(&root) {
        let action = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for file in files(&folder) {
            let name = file.file_name().unwrap().to_str().unwrap();
            if let Some(case) = name.strip_suffix(".request.json") {
                let text = fs::read_to_string(&file).unwrap();
                requests.push((action.clone(), case.to_owned(), text));
            }
        }
    }
    requests
}

#[tokio::test]
async fn p204_every_example_of_every_action_is_taken_and_answered_as_the_spec_says() {
    let simulator = start().await;
    let mut asked = std::collections::BTreeSet::new();
    for (action, case, text) in requests() {
        let mut request: Value = serde_json::from_str(&text).unwrap();
        if request["id"].as_str().is_some_and(|id| id.contains('*')) {
            request["id"] = json!(KNOWN);
        }
        let path = format!("/api/v2?Action={action}");
        let headers = [("authorization", RIGHT)];
        let body = request.to_string();
        let answer = exchange(simulator.address(), "POST", &path, &headers, &body).await;
        let envelope = answer.json();
        let name = format!("{action}, {case}: {body}\n{envelope}");
        assert_eq!(answer.status, 200, "{name}");
        let code = envelope["code"].as_str().unwrap_or("none");
        assert!(!["PARAM_ERROR", "INNER_ERROR"].contains(&code), "{name}");
        assert_eq!(
            disagreements(&action, &envelope),
            Vec::<String>::new(),
            "{name}"
        );
        asked.insert(action);
    }
    for action in actions() {
        assert!(
            asked.contains(action),
            "{action} has no example of a request"
        );
    }
}

#[tokio::test]
async fn p203_an_action_without_a_behaviour_answers_its_example_and_says_so() {
    let simulator = start().await;
    for (action, body, data, committed) in [
        ("ListAllLabels", "{}", true, false),
        ("CreateLabel", r#"{"name":"nightly"}"#, true, true),
        (
            "DeleteDataSource",
            r#"{"id":"e_4w3ab8c1h2k9"}"#,
            false,
            true,
        ),
    ] {
        let path = format!("/api/v2?Action={action}");
        let headers = [("authorization", RIGHT)];
        let answer = exchange(simulator.address(), "POST", &path, &headers, body)
            .await
            .json();
        assert_eq!(answer["success"], json!(true), "{answer}");
        assert_eq!(answer["data"] != Value::Null, data, "{answer}");
        let entry = simulator.requests().pop().unwrap();
        let because: Vec<&str> = entry.because.iter().map(oms_sim::Basis::id).collect();
        assert!(because.contains(&"call.example"), "{action}: {because:?}");
        assert_eq!(
            entry.committed, committed,
            "{action}: a write counts as done, a read changes nothing"
        );
    }
}
