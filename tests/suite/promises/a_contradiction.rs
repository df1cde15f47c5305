//! Group A, the envelope: a success that something else in it contradicts.

use super::a_envelope::{CONTRADICTION, answered, kept};
use crate::support::case::Verdict;

#[tokio::test]
async fn p023_a_success_with_the_facts_about_a_failure_is_unknown_and_shows_them() {
    for detail in [
        r#"{"message":"x"}"#,
        r#"{"code":"GHANA-PROJECT000001","message":"failed"}"#,
        r#""failed""#,
        r#"[{"code":null,"details":["x"]}]"#,
        "true",
        "0",
    ] {
        for payload in ["4711", "null"] {
            let body = format!(r#"{{"success":true,"errorDetail":{detail},"data":{payload}}}"#);
            let seen = answered(&body, CONTRADICTION).await;
            assert_eq!(kept(&seen), body.as_bytes());
        }
        for empty in ["null", "{}", "[\" \"]"] {
            for (one, other) in [(empty, detail), (detail, empty)] {
                let body = format!(
                    r#"{{"success":true,"errorDetail":{one},"ErrorDetail":{other},"data":4711}}"#
                );
                answered(&body, CONTRADICTION).await;
            }
        }
    }
    for detail in [
        "null",
        "{}",
        "[]",
        r#""""#,
        r#"{"code":null,"details":[" "]}"#,
    ] {
        let body = format!(r#"{{"success":true,"errorDetail":{detail},"data":4711}}"#);
        answered(&body, Verdict::Accepted).await;
    }
}

#[tokio::test]
async fn p035_a_verdict_that_the_code_contradicts_is_unknown() {
    for body in [
        r#"{"success":true,"code":"GHANA-PROJECT000001","data":1}"#,
        r#"{"success":true,"code":500,"data":1}"#,
        r#"{"success":false,"code":"200"}"#,
        r#"{"success":false,"code":200,"message":"ok"}"#,
    ] {
        answered(body, CONTRADICTION).await;
    }
    for body in [
        r#"{"success":true,"code":200,"data":4711}"#,
        r#"{"success":true,"code":"200","data":4711}"#,
        r#"{"success":true,"code":"","data":4711}"#,
        r#"{"success":true,"code":null,"data":4711}"#,
    ] {
        answered(body, Verdict::Accepted).await;
    }
}
