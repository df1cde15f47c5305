//! Work in the background: changes of a task's objects, checks, and the settings of components.

use std::time::Duration;

use oms_client::Outcome;
use oms_client::shapes::ModifyStatus;
use serde_json::{Value, json};

use super::kept::done;
use super::{client, control, play, start};

#[tokio::test]
async fn p205_changes_of_objects_are_listed_with_what_became_of_them() {
    let simulator = start().await;
    let client = client(&simulator);
    let task = "np_4w3a0001";
    let ask = || async {
        let body =
            json!({"id": task, "databases": [{"name": "orders", "tables": [{"name": "note"}]}]});
        let (id, _) = done(&simulator, "CreateProjectModifyRecords", body).await;
        id.as_str().unwrap().to_owned()
    };
    let states = || async {
        let records = client.list_project_modify_records().id(task).send().await;
        let records = records.unwrap().data;
        records
            .into_iter()
            .map(|record| (record.id.to_string(), record.status.unwrap()))
            .collect::<Vec<_>>()
    };
    let (first, second, third) = (ask().await, ask().await, ask().await);
    client
        .cancel_project_modify_record()
        .id(first.as_str())
        .send()
        .await
        .unwrap();
    simulator.advance(Duration::from_secs(10));
    client
        .stop_project_modify_records()
        .id(second.as_str())
        .send()
        .await
        .unwrap();
    let told = [
        (third.clone(), ModifyStatus::Running),
        (second.clone(), ModifyStatus::Stopped),
        (first.clone(), ModifyStatus::Canceled),
    ];
    assert_eq!(states().await, told, "the newest first");

    let late = client.cancel_project_modify_record().id(third.as_str());
    assert_eq!(late.send().await.unwrap_err().outcome(), Outcome::Rejected);
    client
        .retry_project_modify_records()
        .id(second.as_str())
        .send()
        .await
        .unwrap();
    assert_eq!(states().await[1].1, ModifyStatus::Pending);
    simulator.advance(Duration::from_secs(60));
    assert_eq!(states().await[1].1, ModifyStatus::Finished);
}

#[tokio::test]
async fn p205_a_check_is_done_some_seconds_after_it_was_started() {
    let simulator = start().await;
    let client = client(&simulator);
    let body = json!({"name": "copy", "type": "MIGRATION", "projectId": "np_4w3a0001",
        "sourceEndpointId": "e_1", "sinkEndpointId": "e_2", "transferMapping": {"mode": "SPECIFIC"}});
    let (check, _) = done(&simulator, "SubmitPreCheck", body).await;
    let check = check.as_str().unwrap();
    let state = || async {
        let results = client.get_pre_check_result().id(check).send().await;
        let result = results.unwrap().data.remove(0);
        assert_eq!(
            result.project_id.map(|id| id.to_string()),
            Some("np_4w3a0001".to_owned())
        );
        result.project_status.unwrap().to_string()
    };
    assert_eq!(state().await, "RUNNING");
    simulator.advance(Duration::from_secs(5));
    assert_eq!(state().await, "FINISHED");
    let unknown = client.get_pre_check_result().id("pc_none").send();
    assert_eq!(unknown.await.unwrap_err().outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn p205_settings_of_components_are_shown_once_their_ticket_was_opened_and_no_secret_of_them()
{
    let simulator =
        play("[[task]]\nid = \"np_1\"\nforward.behind = \"1m\"\nreverse.behind = \"1m\"\n").await;
    let client = client(&simulator);
    let components = || async {
        let found = client.describe_project_components().id("np_1").send().await;
        found.unwrap().data
    };
    let found = components().await;
    let sync = found.incr_sync_components.unwrap().remove(0);
    let (name, ip) = (sync.name.unwrap(), sync.ip.unwrap());
    let store = found.store_list.unwrap().remove(0).name.unwrap();
    assert_eq!(found.reverse_store_list.unwrap().len(), 1);

    let secret = "canary-of-a-component";
    let change = |key: &str, dimension: &str, config: Value| json!({"dimension": dimension, "key": key, "cmRegion": "r", "config": config});
    for (action, body, ticket) in [
        (
            "UpdateIncrSync",
            change(
                &name,
                "NAME",
                json!({"coordinator": {"a": 1, "apiKey": secret}, "sink": {"password": secret}}),
            ),
            1,
        ),
        (
            "UpdateIncrSync",
            change(&ip, "IP", json!({"coordinator": {"b": 2}})),
            2,
        ),
        (
            "UpdateStore",
            change(
                &store,
                "NAME",
                json!({"x": [1], "clients": [{"password": secret}]}),
            ),
            3,
        ),
    ] {
        assert_eq!(done(&simulator, action, body).await.0, json!(ticket));
        let (commits, requests) = (simulator.commits(), simulator.requests());
        let (commit, request) = (commits.last().unwrap(), requests.last().unwrap());
        let known = [commit.ticket, request.ticket].map(|ticket| ticket.unwrap().get());
        assert_eq!(known, [ticket; 2], "{action}");
    }
    let (shown, _) = done(
        &simulator,
        "DescribeProjectComponents",
        json!({"id": "np_1"}),
    )
    .await;
    let config = &shown["incrSyncComponents"][0]["config"];
    let coordinator = json!({"a": 1, "apiKey": "******", "b": 2});
    assert_eq!(config["coordinator"], coordinator);
    assert_eq!(config["sink"], json!({"password": "******"}));
    let reverse = &shown["reverseIncrSyncComponents"][0]["config"]["coordinator"];
    assert_eq!(*reverse, json!({"b": 2}), "by its host, both are chosen");
    assert_eq!(
        shown["storeList"][0]["config"],
        json!({"x": [1], "clients": [{"password": "******"}]})
    );

    let mut whole = change(&name, "NAME", json!({"coordinator": {"c": 3}}));
    whole["allowDelete"] = json!(true);
    done(&simulator, "UpdateIncrSync", whole).await;
    let (shown, _) = done(
        &simulator,
        "DescribeProjectComponents",
        json!({"id": "np_1"}),
    )
    .await;
    let left = &shown["incrSyncComponents"][0]["config"];
    assert_eq!(
        *left,
        json!({"coordinator": {"c": 3}}),
        "what is left out is deleted"
    );

    for path in ["/_sim/state", "/_sim/snapshot", "/_sim/requests"] {
        let body = control(&simulator, "GET", path, "").await.body;
        assert!(!body.contains(secret), "{path} shows {secret}");
    }
    let stranger = client
        .describe_project_components()
        .id("np_none")
        .send()
        .await
        .unwrap_err();
    assert_eq!(stranger.outcome(), Outcome::Rejected);
}
