//! IDs and addresses in the places where the service writes them, and what a recording has instead.

use serde_json::{Value, json};

use super::{RIGHT, exchange, files, record, start};

/// Parts of IDs of the built-in scenario, and the machines that the calls below name.
const TOLD: [&str; 5] = ["4w3a", "4w6r", "x2v7k0ab", "db1.corp.example", "fd00:1234"];

#[tokio::test]
async fn p217_no_id_and_no_machine_is_in_a_recording_whatever_stands_around_it() {
    let service = start().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    let source = |name: &str, ip: &str| json!({"name": name, "ip": ip, "port": 3306, "username": "u", "password": "YQ=="});
    let task = json!({"id": "np_4w3a0001"});
    let mut passed_on = String::new();
    for (action, body) in [
        ("DescribeProject", task.clone()),
        ("DescribeProjectComponents", task.clone()),
        ("DescribeProjectSteps", task),
        ("ListDataSource", json!({})),
        ("ListProjects", json!({})),
        ("ListAllLabels", json!({})),
        ("CreateMySqlDataSource", source("a", "db1.corp.example")),
        ("CreateMySqlDataSource", source("b", "fd00:1234::17")),
    ] {
        let path = format!("/api/v2?Action={action}");
        let right = [("authorization", RIGHT)];
        let body = body.to_string();
        let answer = exchange(recorder.address(), "POST", &path, &right, &body).await;
        assert_eq!(answer.json()["success"], json!(true), "{}", answer.body);
        passed_on.push_str(&body);
        passed_on.push_str(&answer.body);
    }
    recorder.stop().await.unwrap();
    for told in TOLD {
        assert!(passed_on.contains(told), "{told} was not said");
    }
    let files = files(folder.path());
    for (name, text) in &files {
        for told in TOLD {
            assert!(!text.contains(told), "{name} holds {told}:\n{text}");
        }
    }
    let ip = |file: usize| {
        let kept: Value = serde_json::from_str(&files[file].1).unwrap();
        kept["request"]["ip"].clone()
    };
    assert_eq!([ip(6), ip(7)], ["host-0001", "2001:db8::1"]);
}
