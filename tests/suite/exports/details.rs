//! The detail of a failure in an answer that claims success.

use oms_client::actions::ListAllLabelsRequest;
use oms_client::{Answer, Auth, Client, FakeTransport};
use oms_spec::ir::Api;
use serde_json::{Value, json};

use super::{all_documents_of, api, validator};
use crate::specs::files;

/// Returns whether the client takes an answer with this detail for a success.
fn is_taken(detail: &Value) -> bool {
    let body = json!({ "success": true, "data": [], "errorDetail": detail });
    let client = Client::builder("https://oms.example.com")
        .auth(Auth::basic("admin", "secret"))
        .transport(FakeTransport::on("ListAllLabels", Answer::json(200, "")))
        .build()
        .expect("it is a client");
    let call = client.prepare(&ListAllLabelsRequest::builder().build());
    let call = call.expect("it can be sent");
    call.judge(Ok(Answer::json(200, body.to_string()))).is_ok()
}

/// Returns whether the schemas of an action's answers agree with an answer, by the document.
fn agreements(api: &Api, action: &str, answer: &Value) -> Vec<(String, bool)> {
    let documents = all_documents_of(api).into_iter();
    documents
        .filter(|(path, _)| {
            [oms_codegen::COMBINED, &format!("{action}.json")].contains(&path.as_str())
        })
        .map(|(path, document)| {
            let schema = json!({
                "$ref": format!("#/components/schemas/{action}Answer"),
                "components": document["components"],
            });
            (path, validator(&schema).is_valid(answer))
        })
        .collect()
}

#[test]
fn a_success_with_a_detail_agrees_with_its_schema_where_the_client_takes_it() {
    let own = api();
    let of_any_detail = files::api("envelope");
    let (mut taken, mut refused) = (0, 0);
    for detail in [
        json!(null),
        json!({}),
        json!({ "code": null }),
        json!({ "code": "" }),
        json!({ "code": " \t\r\n", "message": null }),
        json!({ "code": null, "message": "No store." }),
        json!({ "code": "A-1" }),
        json!({ "messageMcmsContext": {} }),
        json!({ "extraContext": { "store": null } }),
        json!({ "extraContext": { "stores": [], "next": {} } }),
        json!({ "extraContext": { "stores": ["", "A-1"] } }),
        json!({ "upstreamErrorDetail": [null, "", [], {}] }),
        json!({ "upstreamErrorDetail": [null, false] }),
        json!({ "another": null }),
        json!({ "another": 0 }),
        json!({ "another": false }),
        json!(""),
        json!(" "),
        json!("A-1"),
        json!([]),
        json!([null, " ", [null, ""], { "code": null }]),
        json!([null, [1]]),
        json!(0),
        json!(false),
    ] {
        let is_taken = is_taken(&detail);
        *if is_taken { &mut taken } else { &mut refused } += 1;
        let answer = json!({ "Success": true, "data": null, "detail": detail });
        let mut agreements = agreements(&of_any_detail, "Knock", &answer);
        assert_eq!(agreements.len(), 2, "{agreements:?}");
        // The project's own spec has an object in this place.
        if detail.is_object() || detail.is_null() {
            let answer = json!({ "success": true, "data": [], "errorDetail": detail });
            agreements.extend(self::agreements(&own, "ListAllLabels", &answer));
            assert_eq!(agreements.len(), 4, "{agreements:?}");
        }
        for (path, agrees) in agreements {
            assert_eq!(agrees, is_taken, "{path}: {detail}");
        }
    }
    assert_eq!((taken, refused), (14, 10));
}
