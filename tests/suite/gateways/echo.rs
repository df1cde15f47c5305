//! A gateway that repeats every header of the request: no form of the credentials is found in
//! anything that the client says or the command prints and keeps.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oms_client::Effect;

use super::harness::call::call;
use super::harness::command::{Desk, Ended};
use super::harness::gateway::Gateway;
use super::harness::service::{Service, Way};
use super::kinds::NGINX;
use crate::support::canary;
use crate::support::capture::Capture;
use crate::support::together::at_most;

/// How many commands run at a time, most of which wait before they ask again.
const COMMANDS: usize = 18;

/// Bytes of a text of the server that are shown at most.
const CUT: usize = 2048;

/// Paths of the configuration below, each of which repeats the headers in another form.
const FORMS: [&str; 9] = [
    "/page",
    "/title",
    "/text401",
    "/text404",
    "/envelope",
    "/envelope500",
    "/escaped",
    "/split",
    "/location",
];

/// The formats in which the command prints.
const FORMATS: [&[&str]; 4] = [&[], &["-o", "json"], &["-o", "jsonl"], &["-o", "csv"]];

/// Commands beside the plain read and write that show what a service answered.
const OTHERS: [&[&str]; 3] = [
    &["list-projects"],
    &["doctor"],
    &[
        "rewind",
        "--id=np_answered",
        "--reverse=false",
        "--to=-2h",
        "--execute",
        "--yes=np_answered",
    ],
];

async fn nginx() -> Option<Gateway> {
    Gateway::start(&NGINX, |ground| {
        let address = ground.address;
        // The cut falls into the last characters of the credentials.
        let filler = "x".repeat(CUT - token().len() / 2);
        let envelope = |header: &str| {
            format!(
                r#"{{"success":false,"code":"{header}","message":"Authorization: {header}","advice":"{header}","requestId":"{header}","cost":"{header}","errorDetail":{{"code":"{header}","proposal":"{header}","extra":["{header}"]}},"data":null,"{header}":1}}"#
            )
        };
        format!(
            r#"map $http_authorization $escaped {{ "~^Basic (?<token>[^=]*)=*$" 'Basic $token\u003d\u003d'; }}
server {{
    listen {address};
    location /page/        {{ return 502 "<html><body>$http_authorization $http_host</body></html>"; }}
    location /title/       {{ return 502 "<html><title>Bad gateway: $http_authorization</title></html>"; }}
    location /text401/     {{ return 401 "authorization: $http_authorization"; }}
    location /text404/     {{ return 404 "authorization: $http_authorization"; }}
    location /envelope/    {{ default_type application/json; return 200 '{}'; }}
    location /envelope500/ {{ default_type application/json; return 500 '{}'; }}
    location /escaped/     {{ default_type application/json; return 200 '{}'; }}
    location /split/       {{ default_type text/plain; return 502 "{filler}$http_authorization"; }}
    location /location/    {{ return 302 "https://login.example.invalid/?was=$http_authorization"; }}
}}"#,
            envelope("$http_authorization"),
            envelope("$http_authorization"),
            envelope("$escaped"),
        )
    })
    .await
}

/// The credentials that the client sends.
fn token() -> String {
    STANDARD.encode(format!("{}:{}", canary::USER, canary::PASSWORD))
}

/// Panics if a text holds the secret in any form, or the better part of one.
fn assert_clean(scenario: &str, text: &str) {
    canary::assert_clean(scenario, text);
    let token = token();
    let part = &token[..token.len() * 3 / 4];
    assert!(!text.contains(part), "{scenario} holds `{part}`:\n{text}");
}

#[tokio::test]
async fn p226_credentials_that_nginx_repeats_are_in_no_error_and_no_trace() {
    let capture = Capture::start();
    let service = Service::start().await;
    let Some(nginx) = nginx().await else { return };
    for form in FORMS {
        for effect in [Effect::Write, Effect::Read] {
            let seen = call(&nginx.url(form), Way::Answered, effect, &service).await;
            assert!(
                !seen.hint.is_empty(),
                "{form}: it was to fail: {}",
                seen.text
            );
            assert_clean(form, &seen.text);
        }
    }
    let traced = capture.text();
    assert!(traced.contains("ResetIncrStartTimestamp"), "{traced}");
    assert_clean("the trace", &traced);
}

#[tokio::test]
async fn p226_credentials_that_nginx_repeats_are_in_no_output_of_the_command() {
    let Some(nginx) = nginx().await else { return };
    let checks = FORMS.iter().flat_map(|form| {
        let url = nginx.url(form);
        FORMATS.map(move |format| check(url.clone(), format))
    });
    at_most(COMMANDS, checks).await;
}

/// Reads, writes with and without a look, and lists what the journal kept.
async fn check(url: String, format: &[&str]) {
    let desk = Desk::new(&url);
    let scenario = format!("{url} {format:?}");
    let read = desk.read(Way::Answered, format).await;
    let looked = desk.write(Way::Answered, format).await;
    let blind = [format, &["--no-preflight"]].concat();
    let written = desk.write(Way::Late, &blind).await;
    for ended in [&read, &looked, &written] {
        assert_ne!(
            ended.exit.code(),
            0,
            "{scenario}: it was to fail: {ended:?}"
        );
        assert_ne!(ended.exit.code(), 2, "{scenario}: {ended:?}");
    }
    assert!(written.kept.contains("intent"), "{scenario}: {written:?}");
    let listed = desk.run(&[&["journal", "list"], format].concat()).await;
    assert_eq!(listed.exit.code(), 0, "{scenario}: {listed:?}");
    let mut all = vec![read, looked, written, listed];
    for words in OTHERS {
        all.push(desk.run(&[words, format].concat()).await);
    }
    for ended in all {
        let Ended {
            stdout,
            stderr,
            kept,
            ..
        } = ended;
        assert_clean(&scenario, &format!("{stdout}\n{stderr}\n{kept}"));
    }
}
