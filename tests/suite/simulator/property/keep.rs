//! Calls that create, change, delete and list things beside the positions of tasks.

use oms_client::actions::{
    AdvanceProjectRequest, CreateLabelRequest, CreateProjectModifyRecordsRequest,
    DeleteDataSourceRequest, DescribeProjectComponentsRequest, ListAllLabelsRequest,
    ListDataSourceRequest, ListProjectModifyRecordsRequest, RetryProjectModifyRecordsRequest,
    StopProjectsByLabelRequest, SubmitPreCheckRequest,
};
use oms_client::{Action, Client, Error};
use serde::de::DeserializeOwned;

/// The actions, each with a body.
pub(super) const CALLS: [(&str, &str); 12] = [
    ("StopProjectsByLabel", r#"{"id":"l_1"}"#),
    ("AdvanceProject", r#"{"id":"np_2"}"#),
    ("AdvanceProject", r#"{"id":"np_none"}"#),
    ("CreateLabel", r#"{"name":"nightly"}"#),
    ("ListAllLabels", "{}"),
    ("ListDataSource", r#"{"pageNumber":2,"pageSize":1}"#),
    ("DeleteDataSource", r#"{"id":"e_4w3am8kq1xyo"}"#),
    (
        "CreateProjectModifyRecords",
        r#"{"id":"np_1","databases":[{"name":"orders"}]}"#,
    ),
    ("ListProjectModifyRecords", r#"{"id":"np_1"}"#),
    ("RetryProjectModifyRecords", r#"{"id":"1001"}"#),
    ("DescribeProjectComponents", r#"{"id":"np_2"}"#),
    (
        "SubmitPreCheck",
        r#"{"name":"n","type":"SYNC","sourceEndpointId":"e_1","sinkEndpointId":"e_2","transferMapping":{"mode":"SPECIFIC"}}"#,
    ),
];

/// Calls the action with this body through the generated client; the answer is what matters.
pub(super) async fn read(action: &str, body: &str, client: &Client) -> Result<(), Error> {
    match action {
        "StopProjectsByLabel" => sent::<StopProjectsByLabelRequest>(body, client).await,
        "AdvanceProject" => sent::<AdvanceProjectRequest>(body, client).await,
        "CreateLabel" => sent::<CreateLabelRequest>(body, client).await,
        "ListAllLabels" => sent::<ListAllLabelsRequest>(body, client).await,
        "ListDataSource" => sent::<ListDataSourceRequest>(body, client).await,
        "DeleteDataSource" => sent::<DeleteDataSourceRequest>(body, client).await,
        "CreateProjectModifyRecords" => {
            sent::<CreateProjectModifyRecordsRequest>(body, client).await
        }
        "ListProjectModifyRecords" => sent::<ListProjectModifyRecordsRequest>(body, client).await,
        "RetryProjectModifyRecords" => sent::<RetryProjectModifyRecordsRequest>(body, client).await,
        "DescribeProjectComponents" => sent::<DescribeProjectComponentsRequest>(body, client).await,
        "SubmitPreCheck" => sent::<SubmitPreCheckRequest>(body, client).await,
        other => panic!("no call of {other} is made"),
    }
}

async fn sent<R: Action + DeserializeOwned>(body: &str, client: &Client) -> Result<(), Error> {
    let request: R = serde_json::from_str(body).expect("the body is that of the action");
    client.call(&request).await.map(drop)
}
