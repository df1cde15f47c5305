//! The list shows a data source with the parameters that created it, and with nothing of the
//! example or of a field that no page names.

use serde_json::{Value, json};

use super::kept::done;
use super::start;

const SECRET: &str = "c2VjcmV0";
/// The simulator's own, which no parameter gives.
const OWN: [&str; 5] = ["id", "owner", "partnerId", "gmtCreate", "gmtModified"];

fn server(name: &str) -> Value {
    json!({"name": name, "ip": "192.0.2.7", "port": 3306, "schema": "s", "username": "u",
           "password": SECRET, "tryKeepHb": true, "region": "r", "description": "d"})
}

fn of_pair(name: &str, role: &str) -> Value {
    let mut server = server(name);
    server["role"] = json!(role);
    server
}

/// An action, its parameters, and the rows that a list shows behind it.
fn calls() -> [(&'static str, Value, Value); 7] {
    [
        (
            "CreateMySqlDataSource",
            server("made-mysql"),
            json!([{"name": "made-mysql", "type": "MYSQL", "schema": "s", "ip": "192.0.2.7",
                    "port": 3306, "userName": "u", "region": "r", "description": "d",
                    "tryKeepHb": true}]),
        ),
        (
            "CreateMySQLMasterSlaveDataSource",
            json!({"master": of_pair("made-pair-1", "MASTER"),
                   "slave": of_pair("made-pair-2", "SLAVE")}),
            json!([{"name": "made-pair-1", "type": "MYSQL", "role": "MASTER", "schema": "s",
                    "ip": "192.0.2.7", "port": 3306, "userName": "u", "region": "r",
                    "description": "d", "tryKeepHb": true},
                   {"name": "made-pair-2", "type": "MYSQL", "role": "SLAVE", "schema": "s",
                    "ip": "192.0.2.7", "port": 3306, "userName": "u", "region": "r",
                    "description": "d", "tryKeepHb": true}]),
        ),
        (
            "CreateOceanBaseDataSource",
            json!({"name": "made-oracle", "tenant": "t", "cluster": "c", "schema": "s",
                   "ip": "192.0.2.7", "port": 2881, "userName": "u", "password": SECRET,
                   "region": "r", "description": "d", "ocpName": "o", "type": "OB_ORACLE_VPC",
                   "tryKeepHb": true}),
            json!([{"name": "made-oracle", "type": "OB_ORACLE", "tenant": "t", "cluster": "c",
                    "schema": "s", "ip": "192.0.2.7", "port": 2881, "userName": "u",
                    "region": "r", "description": "d", "ocpName": "o"}]),
        ),
        (
            "CreateOceanBaseDataSource",
            json!({"name": "made-ob", "tenant": "t", "userName": "u"}),
            json!([{"name": "made-ob", "type": "OB_MYSQL", "tenant": "t", "userName": "u"}]),
        ),
        (
            "CreateOceanBaseODPDataSource",
            json!({"name": "made-odp", "url": "http://h", "route": "R", "accessKey": SECRET,
                   "instanceId": "i", "middlewareInstanceId": "000001", "secretKey": SECRET,
                   "userName": "u", "password": SECRET, "region": "r", "description": "d",
                   "drcUserName": "x", "drcPassword": SECRET, "port": "2883"}),
            json!([{"name": "made-odp", "type": "DBP_OP_ROUTE", "userName": "u", "region": "r",
                    "description": "d"}]),
        ),
        (
            "CreateKafkaDataSource",
            json!({"name": "made-kafka", "endpoint": "192.0.2.7:9092", "username": "u",
                   "password": SECRET, "region": "r", "description": "d", "ip": "192.0.2.8"}),
            json!([{"name": "made-kafka", "type": "KAFKA", "userName": "u", "region": "r",
                    "description": "d"}]),
        ),
        (
            "CreatePilarDBDataSource",
            json!({"name": "made-polar", "region": "r", "userName": "u", "password": SECRET,
                   "accessKey": SECRET, "secretKey": SECRET, "intranetAddr": "h",
                   "description": "d"}),
            json!([{"name": "made-polar", "ip": "h", "userName": "u", "region": "r",
                    "description": "d"}]),
        ),
    ]
}

#[tokio::test]
async fn a_data_source_is_listed_with_the_parameters_that_created_it_alone() {
    for (action, body, expected) in calls() {
        let simulator = start().await;
        done(&simulator, action, body).await;
        let made = json!({"searchKey": "made-"});
        let (mut rows, _) = done(&simulator, "ListDataSource", made).await;
        for row in rows.as_array_mut().unwrap() {
            row.as_object_mut()
                .unwrap()
                .retain(|key, value| !OWN.contains(&key.as_str()) && !value.is_null());
        }
        assert_eq!(rows, expected, "{action}");
    }
}
