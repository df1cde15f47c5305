//! Group K, no echo: whatever repeats the credentials of a call, in whichever form and place,
//! nothing that is kept of it has them.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use oms_client::{
    Answer, AnyAction, Auth, Error, Failure, FakeTransport, Fault, Json, NotSentCause, Reply,
    UnknownCause,
};
use serde_json::json;

use crate::support::canary;
use crate::support::capture::Capture;
use crate::support::case;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        write!(all, "%{byte:02X}").expect("a string takes any text");
        all
    })
}

fn hexadecimal(text: &str) -> String {
    percent(text).replace('%', "")
}

/// A text in lines, as mails have Base64.
fn in_lines(text: &str) -> String {
    let lines = text.as_bytes().chunks(76).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\r\n")
}

/// The forms in which the credentials come back.
fn forms() -> Vec<String> {
    let pair = format!("{}:{}", canary::USER, canary::PASSWORD);
    let token = STANDARD.encode(&pair);
    let mut forms = vec![
        canary::PASSWORD.to_owned(),
        pair.clone(),
        token.clone(),
        format!("Basic {token}"),
        token.trim_end_matches('=').to_owned(),
        token.replace('=', "\\u003d"),
        token.replace('=', "&#61;"),
        token.replace('=', "%3d"),
        percent(&token),
        percent(canary::PASSWORD).to_lowercase(),
        canary::PASSWORD.replace('-', "&#x2d;"),
        canary::PASSWORD.replace('h', "\\u0068"),
        hexadecimal(&format!("authorization: Basic {token}")),
        hexadecimal(canary::PASSWORD).to_lowercase(),
    ];
    for before in ["", "a", "ab"] {
        let repeated = format!("{before}Authorization: Basic {token}\r\n{pair}");
        forms.push(STANDARD.encode(&repeated));
        forms.push(in_lines(&STANDARD.encode(&repeated)));
        forms.push(in_lines(&STANDARD.encode(repeated.repeat(3))));
        forms.push(URL_SAFE.encode(&repeated));
        forms.push(STANDARD_NO_PAD.encode(&repeated));
    }
    forms
}

/// A text without its line breaks, be they escaped or not.
fn without_lines(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("\\\\") {
        text = text.replace("\\\\", "\\");
    }
    text.replace("\\r", "")
        .replace("\\n", "")
        .replace(['\r', '\n'], "")
}

/// Panics if a text has the secret, in a form that a reader or a decoder finds again.
fn assert_clean(what: &str, text: &str) {
    canary::assert_clean(what, text);
    let token = STANDARD.encode(format!("{}:{}", canary::USER, canary::PASSWORD));
    let lower = text.to_lowercase();
    canary::assert_clean(what, &without_lines(text));
    for secret in [canary::PASSWORD, token.trim_end_matches('=')] {
        for form in canary::forms(secret) {
            assert!(!text.contains(&form), "{what} has `{form}`:\n{text}");
        }
        assert!(
            !lower.contains(&percent(secret).to_lowercase()),
            "{what}:\n{text}"
        );
        assert!(
            !lower.contains(&hexadecimal(secret).to_lowercase()),
            "{what}:\n{text}"
        );
    }
    for escaped in ["\\u0068unter2", "&#x2d;canary"] {
        assert!(!text.contains(escaped), "{what} has `{escaped}`:\n{text}");
    }
}

/// The answers that repeat a form: every place of an envelope, of a page and of the headers.
fn answers(form: &str) -> Vec<(&'static str, Answer)> {
    let long = format!("{}{form}{}", "x".repeat(2040), "y".repeat(100));
    let envelope = |success: bool, place: &str, value: serde_json::Value| {
        let mut envelope = json!({"success": success, "requestId": "r", "data": 1});
        if !success {
            envelope["code"] = json!("NO");
        }
        envelope[place] = value;
        // The form is in the JSON as it is, with its own escapes.
        envelope.to_string().replace("\\\\u00", "\\u00")
    };
    let mut answers = Vec::new();
    for place in [
        "requestId",
        "advice",
        "message",
        "code",
        "cost",
        "unheardOf",
    ] {
        answers.push((
            place,
            Answer::json(200, envelope(false, place, json!(form))),
        ));
        answers.push((
            place,
            Answer::json(401, envelope(false, place, json!(long))),
        ));
    }
    let detail = json!({"level": form, "inner": [{"proposal": long}]});
    answers.push((
        "detail",
        Answer::json(500, envelope(false, "errorDetail", detail)),
    ));
    for place in ["requestId", "advice", "cost", "unheardOf", "data"] {
        answers.push((place, Answer::json(200, envelope(true, place, json!(form)))));
    }
    let inside = json!({"headers": {"authorization": form}, "list": [long]});
    answers.push(("payload", Answer::json(200, envelope(true, "data", inside))));
    let page = format!("<html><title>{form}</title><pre>{long}</pre></html>");
    for status in [200, 302, 401, 404, 502] {
        answers.push(("page", Answer::new(status, page.clone())));
        answers.push(("text", Answer::new(status, long.clone())));
        answers.push(("cut", Answer::new(status, page.clone()).cut()));
    }
    for name in ["location", "date", "retry-after", "content-encoding"] {
        answers.push((name, Answer::new(302, "").header(name, form)));
        answers.push((name, Answer::new(503, "").header(name, form)));
    }
    answers
}

/// Every text that can be had of the result of a call.
pub(super) fn everything<T: std::fmt::Debug>(called: &Result<Reply<T>, Error>) -> String {
    let mut text = format!("{called:?}\n{called:#?}\n");
    let mut add = |part: &dyn std::fmt::Debug| {
        writeln!(text, "{part:?}").expect("a string takes any text");
    };
    let meta = match called {
        Ok(reply) => Some(&reply.meta),
        Err(error) => error.meta(),
    };
    if let Some(meta) = meta {
        add(&[&meta.request_id, &meta.advice]);
        add(&meta.cost.as_ref().map(|cost| cost.raw().to_owned()));
        for (key, value) in &meta.unknown_fields {
            add(key);
            add(&value.get());
        }
    }
    let bytes = match called {
        Ok(_) => String::new(),
        Err(error) => {
            add(&canary::assert_error_clean(error));
            match error {
                Error::Rejected(error) => {
                    add(&[error.code(), error.message(), error.advice()]);
                    add(&error.detail().map(Json::get));
                    String::from_utf8_lossy(error.body()).into_owned()
                }
                Error::Unknown(error) => {
                    add(&[error.location(), error.detail()]);
                    String::from_utf8_lossy(error.body()).into_owned()
                }
                Error::Unreadable(error) => {
                    add(&error.path());
                    String::from_utf8_lossy(error.body()).into_owned()
                }
                _ => String::new(),
            }
        }
    };
    // The bytes as they are, without the escapes of a Debug form.
    text + &bytes
}

#[tokio::test]
async fn p226_whatever_repeats_the_credentials_nothing_that_is_kept_has_them() {
    let capture = Capture::start();
    for form in forms() {
        for (place, answer) in answers(&form) {
            let answer = std::sync::Mutex::new(Some(answer));
            let transport = FakeTransport::new(move |_| {
                let mut answer = answer.lock().expect("nobody panics with it");
                Ok(answer.take().expect("a write is answered once"))
            });
            let called =
                case::called(case::once("https://oms.example.com").transport(transport)).await;
            assert_clean(&format!("{place} of {form:?}"), &everything(&called));
        }
        for failure in [
            Failure::not_sent(NotSentCause::Other),
            Failure::unknown(UnknownCause::Other),
        ] {
            let failure = std::sync::Mutex::new(Some(
                failure
                    .detail(form.clone())
                    .source(&Fault::new(format!("below: {form}"))),
            ));
            let transport = FakeTransport::new(move |_| {
                let mut failure = failure.lock().expect("nobody panics with it");
                Err(failure.take().expect("it is tried once"))
            });
            let called =
                case::called(case::once("https://oms.example.com").transport(transport)).await;
            assert_clean(&format!("failure {form:?}"), &everything(&called));
        }
    }
    assert_clean("the log", &capture.text());
}

#[tokio::test]
async fn p226_a_password_of_fewer_than_six_bytes_is_taken_out_beside_its_user_alone() {
    for (password, is_left) in [("h-222", true), ("h-2222", false)] {
        let pair = format!("{}:{password}", canary::USER);
        let token = STANDARD.encode(&pair);
        let message = format!("alone {password} here, {pair}, Basic {token}");
        let envelope = json!({"success": false, "code": "NO", "message": message});
        let transport = FakeTransport::new(move |_| Ok(Answer::json(200, envelope.to_string())));
        let client = case::builder("https://oms.example.com")
            .auth(Auth::basic(canary::USER, password))
            .transport(transport)
            .build()
            .expect("the options are valid");
        let error = client
            .call(&case::request())
            .await
            .expect_err("it is refused");
        let text = format!("{error}\n{error:?}");
        let alone = format!("alone {password} here");
        assert_eq!(text.contains(&alone), is_left, "{text}");
        for form in [&*pair, token.trim_end_matches('=')] {
            assert!(!text.contains(form), "{text}");
        }
    }
}

/// It is sent as UTF-8, and many a server takes it for another charset. A page names its space that
/// does not break as it names a blank.
#[tokio::test]
async fn p226_a_password_beyond_ascii_is_taken_out_in_whichever_charset_it_was_read() {
    let utf_8 = |said: &str| said.as_bytes().to_vec();
    for (password, left, all) in [
        (
            "gr\u{fc}nkohl-1",
            "nkohl",
            vec![
                b"gr\xfcnkohl-1".to_vec(),
                utf_8("gr\u{fc}nkohl-1"),
                utf_8("gr?nkohl-1"),
                utf_8("gr??nkohl-1"),
                utf_8("gr&uuml;nkohl-1"),
                utf_8("gr&Atilde;&frac14;nkohl-1"),
                utf_8("gr\u{c3}\u{bc}nkohl-1"),
                utf_8("gr\u{fffd}nkohl-1"),
                utf_8("gr\u{fffd}\u{fffd}nkohl-1"),
            ],
        ),
        (
            "voil\u{e0}-1234",
            "-1234",
            vec![
                utf_8("voil&agrave;-1234"),
                utf_8("voil\u{c3}\u{a0}-1234"),
                utf_8("voil&Atilde;&nbsp;-1234"),
                utf_8("voil&Atilde;&#160;-1234"),
            ],
        ),
        (
            "gr\u{fc}n\u{a0}kohl-1",
            "kohl",
            vec![
                utf_8("gr&uuml;n&nbsp;kohl-1"),
                utf_8("gr\u{fc}n\u{a0}kohl-1"),
            ],
        ),
        // Java and Python know no character for the second byte of `č` in windows-1252.
        (
            "po\u{10d}as\u{ed}-7788",
            "-7788",
            vec![
                utf_8("po\u{c4}\u{8d}as\u{c3}\u{ad}-7788"),
                utf_8("po\u{c4}\u{fffd}as\u{c3}\u{ad}-7788"),
                utf_8("po\u{c4}?as\u{c3}\u{ad}-7788"),
            ],
        ),
    ] {
        for said in all {
            let page = [&b"<html><title>not "[..], &said, b"</title></html>"].concat();
            let server = FaultServer::start(Script::refuse(replies::answer(502, &[], page))).await;
            let client = case::once(&server.url()).auth(Auth::basic(canary::USER, password));
            let text = everything(&case::called(client).await);
            let said = String::from_utf8_lossy(&said);
            assert!(text.contains("not [redacted]"), "{said}: {text}");
            assert!(!text.contains(left), "{said}: {text}");
        }
    }
}

/// `SECURITY.md` says so.
#[tokio::test]
async fn p226_in_what_stays_json_numbers_and_short_keys_stay() {
    let page = include_str!("../../../SECURITY.md");
    for said in [
        "where it is a number",
        "of fewer than twelve bytes where it is in a key",
    ] {
        assert!(page.contains(said), "{said}");
    }
    for (password, payload, is_left) in [
        ("7654321", r#"{"n":7654321}"#, true),
        ("7654321", r#"{"n":"7654321"}"#, false),
        ("hunter2-can", r#"{"hunter2-can":1}"#, true),
        ("hunter2-can", r#"{"n":"hunter2-can"}"#, false),
        ("hunter2-cana", r#"{"hunter2-cana":1}"#, false),
    ] {
        let client = case::builder("https://oms.example.com")
            .auth(Auth::basic(canary::USER, password))
            .transport(FakeTransport::json(format!(
                r#"{{"success":true,"data":{payload}}}"#
            )))
            .build()
            .expect("the options are valid");
        let parameters = Json::new("{}").expect("it is JSON");
        let action = AnyAction::read("ReadAnything", parameters).expect("it has a name");
        let data = client.call(&action).await.expect("it is accepted").data;
        assert_eq!(data.get().contains(password), is_left, "{data:?}");
    }
}
