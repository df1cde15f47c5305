//! Calls create, change and delete things beside states and positions: these are listed, show the
//! change, and are gone.

use oms_client::shapes::{SortField, SortOrder, StepName, TaskStatus, TaskType};
use oms_client::{Client, Outcome};
use oms_sim::Simulator;
use serde_json::{Value, json};

use super::{RIGHT, client, control, exchange, start};

const PASSWORD: &str = "canary-of-a-data-source";

/// Calls an action, which succeeds, and returns its payload and the page in its envelope.
pub(super) async fn done(
    simulator: &Simulator,
    action: &str,
    body: Value,
) -> (Value, [Option<i64>; 3]) {
    let path = format!("/api/v2?Action={action}");
    let headers = [("authorization", RIGHT)];
    let answer = exchange(
        simulator.address(),
        "POST",
        &path,
        &headers,
        &body.to_string(),
    )
    .await
    .json();
    assert_eq!(answer["success"], json!(true), "{action} {body}: {answer}");
    let page = ["pageNumber", "pageSize", "totalCount"].map(|key| answer[key].as_i64());
    (answer["data"].clone(), page)
}

/// The data sources, by name and kind.
async fn sources(client: &Client) -> Vec<(String, String)> {
    let found = client.list_data_source().send().await.unwrap().data;
    let text = |text: Option<String>| text.unwrap_or_default();
    found
        .into_iter()
        .map(|one| {
            (
                text(one.name),
                one.r#type.map(|kind| kind.to_string()).unwrap_or_default(),
            )
        })
        .collect()
}

#[tokio::test]
async fn p205_a_data_source_that_is_created_is_listed_and_one_that_is_deleted_is_gone() {
    let simulator = start().await;
    let client = client(&simulator);
    let before = sources(&client).await.len();
    let secret = json!("Y2FuYXJ5LW9mLWEtZGF0YS1zb3VyY2U=");
    let server = |role: &str| {
        json!({"name": "pair", "ip": "192.0.2.1", "port": 3306, "username": "u",
               "password": secret, "role": role})
    };
    for (action, body) in [
        (
            "CreateMySqlDataSource",
            json!({"name": "mysql", "ip": "192.0.2.1", "port": 3306, "username": "u", "password": secret}),
        ),
        (
            "CreateOceanBaseDataSource",
            json!({"name": "oracle", "tenant": "t", "userName": "u", "password": secret, "type": "OB_ORACLE"}),
        ),
        (
            "CreateKafkaDataSource",
            json!({"name": "kafka", "endpoint": "192.0.2.1:9092", "password": secret}),
        ),
        (
            "CreateMySQLMasterSlaveDataSource",
            json!({"master": server("MASTER"), "slave": server("SLAVE")}),
        ),
        (
            "CreatePilarDBDataSource",
            json!({"name": "polar", "region": "r", "userName": "u", "password": secret,
                   "accessKey": PASSWORD, "secretKey": PASSWORD, "intranetAddr": "h"}),
        ),
    ] {
        done(&simulator, action, body).await;
    }
    let listed = sources(&client).await;
    let named = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    for expected in [
        named("mysql", "MYSQL"),
        named("oracle", "OB_ORACLE"),
        named("kafka", "KAFKA"),
        named("pair", "MYSQL"),
        named("polar", ""),
    ] {
        assert!(listed.contains(&expected), "{expected:?} in {listed:?}");
    }
    assert_eq!(listed.len(), before + 6, "the pair is two");

    let found = client
        .list_data_source()
        .search_key("kafka")
        .send()
        .await
        .unwrap()
        .data;
    let [kafka] = found.as_slice() else {
        panic!("{found:?}");
    };
    client
        .delete_data_source()
        .id(kafka.id.clone())
        .send()
        .await
        .unwrap();
    assert!(!sources(&client).await.contains(&named("kafka", "KAFKA")));
    let again = client.delete_data_source().id(kafka.id.clone()).send();
    assert_eq!(again.await.unwrap_err().outcome(), Outcome::Rejected);

    for path in ["/_sim/state", "/_sim/snapshot", "/_sim/requests"] {
        let shown = control(&simulator, "GET", path, "").await.body;
        for secret in [PASSWORD, "Y2FuYXJ5"] {
            assert!(!shown.contains(secret), "{path} shows {secret}");
        }
    }
}

#[tokio::test]
async fn p205_data_sources_are_listed_page_by_page_in_the_order_that_is_asked_for() {
    let simulator = start().await;
    let client = client(&simulator);
    for number in 0..25 {
        simulator.advance(std::time::Duration::from_secs(1));
        client
            .create_my_sql_data_source()
            .name(format!("s{number:02}"))
            .ip("192.0.2.1")
            .port(3306)
            .username("u")
            .password("p")
            .send()
            .await
            .unwrap();
    }
    let mut pages = client
        .list_data_source()
        .search_key("s")
        .sort_field(SortField::Created)
        .order(SortOrder::Ascending)
        .page_size(10)
        .pages();
    let (mut names, mut sizes) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next_page().await.unwrap() {
        sizes.push(page.items.len());
        names.extend(page.items.into_iter().filter_map(|one| one.name));
    }
    let own: Vec<String> = (0..25).map(|number| format!("s{number:02}")).collect();
    let created: Vec<String> = names
        .into_iter()
        .filter(|name| own.contains(name))
        .collect();
    assert_eq!(created, own);
    assert_eq!(sizes[0], 10);
    let (rows, page) = done(
        &simulator,
        "ListDataSource",
        json!({"pageNumber": 99, "pageSize": 10}),
    )
    .await;
    assert_eq!(rows, json!([]));
    assert_eq!(page, [Some(99), Some(10), Some(27)]);
}

#[tokio::test]
async fn p205_a_label_that_is_created_is_listed_and_stops_the_tasks_that_carry_it() {
    let simulator = start().await;
    let client = client(&simulator);
    let label = client
        .create_label()
        .name("nightly")
        .send()
        .await
        .unwrap()
        .data;
    let labels = client.list_all_labels().send().await.unwrap().data;
    assert!(
        labels
            .iter()
            .any(|one| one.id == label && one.name == "nightly")
    );

    let request = json!({"name": "copy", "type": "MIGRATION", "labelIds": [label.as_str()],
        "sourceEndpointId": "e_4w3am8kq1xyo", "sinkEndpointId": "e_4w3anp05tt6c",
        "transferMapping": {"mode": "SPECIFIC", "databases": [{"name": "orders"}]},
        "enableFullTransfer": true, "enableIncrTransfer": true});
    let (id, _) = done(&simulator, "CreateProject", request).await;
    let id = id.as_str().unwrap().to_owned();
    let started = client
        .start_projects_by_label()
        .id(label.as_str())
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(started.total, Some(1));
    let stopped = client
        .stop_projects_by_label()
        .id(label.as_str())
        .send()
        .await
        .unwrap()
        .data;
    let ids: Vec<String> = stopped
        .succeed_project_ids
        .iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    assert_eq!(ids, [id.as_str()]);
    let task = client
        .describe_project()
        .id(id.as_str())
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(task.status, TaskStatus::Suspend);
    assert_eq!(task.labels.unwrap()[0].name, "nightly");
}

#[tokio::test]
async fn p205_a_task_that_is_created_is_listed_described_as_it_was_asked_for_and_changed() {
    let simulator = start().await;
    let client = client(&simulator);
    let request = json!({"name": "copy", "type": "SYNC",
        "sourceEndpointId": "e_4w3am8kq1xyo", "sinkEndpointId": "e_4w3anp05tt6c",
        "transferMapping": {"mode": "SPECIFIC", "databases": [{"name": "orders", "tables": [
            {"name": "item", "columns": [{"columnName": "id", "type": "TABLE"}]}]}]},
        "enableIncrTransfer": true,
        "incrTransferConfig": {"startTimestamp": 1_742_365_118, "incrSyncConcurrency": 8}});
    let (id, _) = done(&simulator, "CreateProject", request).await;
    let id = id.as_str().unwrap().to_owned();
    let listed = client
        .list_projects()
        .search_key("copy")
        .r#type(TaskType::Sync)
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].id.as_str(), id);
    let described = || async {
        client
            .describe_project()
            .id(id.as_str())
            .send()
            .await
            .unwrap()
            .data
    };
    let task = described().await;
    assert_eq!(task.status, TaskStatus::Init);
    assert_eq!(
        task.source_endpoint_type.map(|kind| kind.to_string()),
        Some("MYSQL".to_owned())
    );
    let databases = task.transfer_mapping.unwrap().databases.unwrap();
    let columns = databases[0].tables.as_ref().unwrap()[0]
        .columns
        .as_ref()
        .unwrap();
    assert_eq!(columns[0].column_name.as_deref(), Some("id"));
    assert_eq!(
        task.incr_transfer_config.unwrap().incr_sync_concurrency,
        Some(8)
    );

    let change =
        json!({"id": id, "incrTransferConfig": {"incrSyncThreadCount": 16, "throttleRps": 500}});
    done(&simulator, "UpdateProjectConfig", change).await;
    let config = described().await.incr_transfer_config.unwrap();
    assert_eq!(config.incr_sync_concurrency, Some(16));
    assert_eq!(config.throttle_rps, Some(Some(500)));
}

#[tokio::test]
async fn p205_a_change_of_settings_replaces_all_of_them_each_time() {
    let simulator = start().await;
    let request = json!({"name": "copy", "type": "MIGRATION",
        "sourceEndpointId": "e_4w3am8kq1xyo", "sinkEndpointId": "e_4w3anp05tt6c",
        "transferMapping": {"mode": "SPECIFIC", "databases": []},
        "enableIncrTransfer": true,
        "fullTransferConfig": {"readWorkerNum": 8, "throttleRps": 100},
        "incrTransferConfig": {"startTimestamp": 1_742_365_118, "incrSyncConcurrency": 8}});
    let (id, _) = done(&simulator, "CreateProject", request).await;
    let described = async || {
        done(&simulator, "DescribeProject", json!({"id": id}))
            .await
            .0
    };
    let created = described().await;

    simulator.advance(std::time::Duration::from_secs(60));
    let all = json!({"id": id,
        "commonTransferConfig": {"sinkStoreFormat": "ROW"},
        "structTransferConfig": {"autoProcessedToNextStep": false,
            "triggerMigrationType": "WITH_TRANSFER_APP_SWITCH"},
        "fullTransferConfig": {"readWorkerNum": 64, "maxConcurrentIndexDDLs": 20},
        "incrTransferConfig": {"incrSyncThreadCount": 16, "throttleRps": null},
        "reverseIncrTransferConfig": {"throttleIOPS": 1_048_576}});
    done(&simulator, "UpdateProjectConfig", all).await;
    let first = described().await;
    for (place, value) in [
        ("/commonTransferConfig/sinkStoreFormat", json!("ROW")),
        (
            "/structTransferConfig/autoProcessedToNextStep",
            json!(false),
        ),
        (
            "/structTransferConfig/triggerMigrationType",
            json!("WITH_TRANSFER_APP_SWITCH"),
        ),
        ("/fullTransferConfig/readWorkerNum", json!(64)),
        ("/fullTransferConfig/maxConcurrentIndexDDLs", json!(20)),
        ("/incrTransferConfig/incrSyncConcurrency", json!(16)),
        ("/incrTransferConfig/throttleRps", Value::Null),
        ("/incrTransferConfig/startTimestamp", json!(1_742_365_118)),
        ("/reverseIncrTransferConfig/throttleIOPS", json!(1_048_576)),
    ] {
        assert_eq!(first.pointer(place), Some(&value), "{place}: {first}");
    }
    assert_eq!(
        first.pointer("/fullTransferConfig/throttleRps"),
        None,
        "what is left out is deleted: {first}"
    );
    assert_ne!(first["gmtModified"], created["gmtModified"]);

    simulator.advance(std::time::Duration::from_secs(60));
    let part = json!({"id": id, "fullTransferConfig": {"writeWorkerNum": 4}});
    done(&simulator, "UpdateProjectConfig", part).await;
    let second = described().await;
    assert_eq!(
        second.pointer("/fullTransferConfig/writeWorkerNum"),
        Some(&json!(4))
    );
    for place in [
        "/commonTransferConfig/sinkStoreFormat",
        "/structTransferConfig/triggerMigrationType",
        "/fullTransferConfig/readWorkerNum",
        "/incrTransferConfig/incrSyncConcurrency",
        "/incrTransferConfig/throttleRps",
        "/reverseIncrTransferConfig/throttleIOPS",
    ] {
        let words = "neither the first change nor the request that created it comes back";
        assert_eq!(second.pointer(place), None, "{place}: {words}: {second}");
    }
    assert_eq!(
        second.pointer("/incrTransferConfig/startTimestamp"),
        Some(&json!(1_742_365_118)),
        "no change can name it"
    );
    assert_ne!(second["gmtModified"], first["gmtModified"]);
}

#[tokio::test]
async fn p205_a_task_goes_on_to_its_next_step_when_it_is_told_to() {
    let simulator = start().await;
    let client = client(&simulator);
    let id = "np_4w3a0004";
    client.start_project().id(id).send().await.unwrap();
    let next = client.advance_project().id(id).send().await.unwrap().data;
    assert_eq!(next, StepName::StructTransfer);
    let progress = client.describe_project_progress().id(id).send();
    assert_eq!(progress.await.unwrap().data.current_step, Some(next));
    let paused = client.advance_project().id("np_4w3a0002").send();
    assert_eq!(paused.await.unwrap_err().outcome(), Outcome::Rejected);
}
