//! Answers that repeat the secrets of their request, which are no credentials of the call: the
//! password of a data source, for one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oms_client::actions::CreateMySqlDataSourceRequest;
use oms_client::shapes::DataSourceId;
use oms_client::{Answer, AnyAction, Error, FakeTransport, Json, Reply};
use serde_json::{Value, json};

use super::k_echo::everything;
use crate::support::canary;
use crate::support::capture::Capture;
use crate::support::case;

/// The secret of a request.
const SECRET: &str = "hunter2-of-the-source";

/// The result of a request with the secret, and with this JSON under a name that is not declared,
/// which is answered so; and the body that was sent.
async fn create(
    odd: Option<&str>,
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> (Result<Reply<DataSourceId>, Error>, String) {
    create_with(SECRET, odd, answer).await
}

/// The same with this secret.
async fn create_with(
    secret: &str,
    odd: Option<&str>,
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> (Result<Reply<DataSourceId>, Error>, String) {
    let fake =
        FakeTransport::new(move |request| Ok(answer(&String::from_utf8_lossy(request.body()))));
    let client = case::builder("http://127.0.0.1:1")
        .transport(fake.clone())
        .build()
        .expect("the options are valid");
    let request = CreateMySqlDataSourceRequest::builder()
        .name("orders-mysql")
        .ip("192.0.2.10")
        .port(3_306)
        .username("oms_reader")
        .password(secret);
    let request = odd.into_iter().fold(request, |request, odd| {
        request.further("odd", Json::new(odd).expect("it is JSON"))
    });
    let request = request.build();
    let called = client.call(&request).await;
    let sent = String::from_utf8_lossy(fake.requests()[0].body()).into_owned();
    assert!(
        sent.contains(&STANDARD.encode(secret)) || sent.contains(secret),
        "{sent}"
    );
    (called, sent)
}

/// Panics if a text has the secret of the request, as it is or as it was sent.
fn assert_untold(what: &str, text: &str) {
    for secret in [SECRET, &STANDARD.encode(SECRET)] {
        for form in canary::forms(secret) {
            assert!(!text.contains(&form), "{what} has `{form}`:\n{text}");
        }
    }
}

/// A service that cannot read a request may quote it, in an envelope of its own or in a bare page.
#[tokio::test]
async fn p226_a_secret_of_the_request_that_a_server_repeats_is_in_no_error() {
    let refuse = |body: &str| {
        let envelope = json!({"success": false, "code": "BAD", "message": body, "errorDetail": {"extra": [body]}});
        Answer::json(200, envelope.to_string())
    };
    let quote = |body: &str| Answer::new(400, format!("<pre>cannot read {body}</pre>"));
    let encoded = |body: &str| Answer::new(502, STANDARD.encode(body));
    for answer in [
        Box::new(refuse) as Box<dyn Fn(&str) -> Answer + Send + Sync>,
        Box::new(quote),
        Box::new(encoded),
    ] {
        let (called, _) = create(None, answer).await;
        let error = called.expect_err("it is refused");
        let text = format!("{error}\n{error:?}");
        assert_untold("the error", &text);
        // The rest of what an envelope repeats is told.
        let is_told = !text.contains("code: BAD") || text.contains("orders-mysql");
        assert!(is_told, "{text}");
    }
}

/// It is sent as Base64 of UTF-8, and whoever reads that may take it for another charset.
#[tokio::test]
async fn p226_a_secret_of_the_request_is_taken_out_in_whichever_charset_it_was_read() {
    for said in [
        "gr\u{fc}nkohl-1",
        "gr\u{c3}\u{bc}nkohl-1",
        "gr\u{fffd}nkohl-1",
        "gr??nkohl-1",
        "gr&Atilde;&frac14;nkohl-1",
    ] {
        let envelope = json!({"success": false, "code": "BAD", "message": format!("not {said}")});
        let answer = Answer::json(200, envelope.to_string());
        let (called, _) = create_with("gr\u{fc}nkohl-1", None, move |_| answer.clone()).await;
        let text = everything(&called);
        assert!(text.contains("not [redacted]"), "{said}: {text}");
        assert!(!text.contains("nkohl"), "{said}: {text}");
    }
}

/// A service may accept a request and quote it all the same. A payload may hold a secret by right;
/// what is around it may not, and neither may a payload that could not be read.
#[tokio::test]
async fn p226_a_secret_of_the_request_that_an_accepted_answer_repeats_is_told_nowhere() {
    let capture = Capture::start();
    for (data, is_read) in [
        (json!("e_4w3am8kq1xyo"), true),
        (json!({"id": SECRET, (SECRET): SECRET}), false),
        (json!([[STANDARD.encode(SECRET)]]), false),
    ] {
        let answer = move |sent: &str| {
            let repeated = format!("{sent} {SECRET}");
            let mut envelope = json!({"success": true, "data": data});
            for place in ["requestId", "advice", "cost", "unheardOf", &repeated] {
                envelope[place] = json!(repeated);
            }
            Answer::json(200, envelope.to_string())
        };
        let (called, sent) = create(None, answer).await;
        assert_eq!(
            matches!(called, Err(Error::Unreadable(_))),
            !is_read,
            "{called:?}"
        );
        assert_eq!(called.is_ok(), is_read, "{called:?}");
        let text = everything(&called);
        assert_untold(&format!("the answer to {sent}"), &text);
        // The rest of what is repeated is told.
        assert!(text.contains("orders-mysql"), "{text}");
    }
    assert_untold("the log", &capture.text());
}

/// A service may quote a request beside a parameter that no value of `serde_json` can hold.
#[tokio::test]
async fn p226_a_secret_beside_a_parameter_that_cannot_be_searched_is_in_no_error() {
    let deep = format!("{}\"{SECRET}\"{}", "[".repeat(200), "]".repeat(200));
    for odd in ["1e400", r#""\ud800""#, r#"{"a":[-1e999]}"#, &deep] {
        let (called, _) = create(Some(odd), |sent| {
            let envelope = json!({"success": false, "code": "BAD", "message": sent});
            Answer::json(200, envelope.to_string())
        })
        .await;
        let error = called.expect_err("it is refused");
        let text = format!("{error}\n{error:?}");
        assert_untold(odd, &text);
        assert!(text.contains("orders-mysql"), "{text}");
    }
}

/// The result of an action that the spec does not have, which shows these of its parameters and
/// whose answer repeats all of them.
async fn repeated(
    parameters: &Value,
    shown: &[&'static str],
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> Result<Reply<Json>, Error> {
    let fake =
        FakeTransport::new(move |request| Ok(answer(&String::from_utf8_lossy(request.body()))));
    let client = case::builder("http://127.0.0.1:1")
        .transport(fake)
        .build()
        .expect("the options are valid");
    let parameters = Json::new(parameters.to_string()).expect("it is JSON");
    let action = AnyAction::write("RotateKey", parameters).expect("it has a name");
    client.call(&action.showing(shown.iter().copied())).await
}

/// Nothing is declared about such an action, so each of its parameters may be a secret.
#[tokio::test]
async fn p226_a_parameter_of_an_unknown_action_is_told_only_where_it_is_shown() {
    let parameters = json!({
        "id": "np_4w3a0001",
        "mode": "strictly",
        "pin": SECRET,
        "more": [{"deep": "canary-deep"}],
    });
    let refused = |body: &str| {
        let envelope = json!({"success": false, "code": body, "message": body});
        Answer::json(200, envelope.to_string())
    };
    let page = |body: &str| Answer::new(502, format!("<title>{body}</title>"));
    let accepted = |body: &str| {
        let envelope = json!({"success": true, "requestId": body, "cost": body, "data": 7});
        Answer::json(200, envelope.to_string())
    };
    for answer in [refused, page, accepted] {
        for (shown, hidden, told) in [
            (
                &["id", "mode"][..],
                &[SECRET, "canary-deep"][..],
                &["np_4w3a0001", "strictly"][..],
            ),
            (
                &[],
                &[SECRET, "canary-deep", "np_4w3a0001", "strictly"],
                &[],
            ),
            (&["pin"], &["canary-deep", "strictly"], &[SECRET]),
        ] {
            let text = everything(&repeated(&parameters, shown, answer).await);
            for hidden in hidden {
                for form in canary::forms(hidden) {
                    assert!(!text.contains(&form), "{shown:?} has `{form}`:\n{text}");
                }
            }
            for told in told {
                assert!(text.contains(told), "{shown:?} lacks `{told}`:\n{text}");
            }
        }
    }
}

/// Each text counts as a secret, and a search for one after the other would take minutes here.
#[tokio::test]
async fn p226_thousands_of_parameters_are_taken_out_of_an_answer_in_one_search() {
    let texts: Vec<String> = (0..5_000).map(|at| format!("canary-{at:06}")).collect();
    let called = repeated(&json!({ "list": texts }), &[], |body| {
        let envelope = json!({"success": false, "code": "BAD", "message": body});
        Answer::json(200, envelope.to_string())
    })
    .await;
    let error = called.expect_err("it is refused");
    assert!(!format!("{error:?}").contains("canary-0"), "{error}");
}

/// The result is known to nobody else until the answer is searched, and all forms of this text
/// would take a minute and a gigabyte here.
#[tokio::test]
async fn p226_a_parameter_that_is_longer_than_the_answer_costs_no_more_than_that() {
    let long = "gr\u{fc}n ".repeat(1_000_000);
    let called = repeated(&json!({ "sql": long, "pin": SECRET }), &[], |_| {
        let message = format!("the pin {SECRET} is wrong");
        let envelope = json!({"success": false, "code": "BAD", "message": message});
        Answer::json(200, envelope.to_string())
    })
    .await;
    let text = everything(&called);
    assert!(text.contains("the pin [redacted] is wrong"), "{text}");
}
