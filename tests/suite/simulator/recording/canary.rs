//! A service that repeats whatever it was sent, and what of it is on the disk afterwards.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oms_sim::Recorder;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::super::exchange;
use super::LOCAL;
use crate::support::canary::{PASSWORD, USER, forms};

/// A secret of the spec that travels as Base64, and one that travels as it is.
const TYPED: &str = "typed?>canary~1";
const PLAIN: &str = "plain canary+2/3";

/// A secret with a letter that is two escapes of JSON.
const PAIRED: &str = "paired \u{1f511} canary";

/// Secrets that nobody declared, each in a place of its own.
const UNDECLARED: [&str; 17] = [
    "canary-pwd",
    "canary-api-key",
    "canary-cookie",
    "canary-inner",
    "canary-deeper",
    "canary-jdbc",
    "canary@in/url",
    "canary-oracle",
    "canary-query",
    "canary-sql",
    "canary-twice",
    "canary-broken",
    "canary-go",
    "canary-pem",
    "canary-bearer",
    "canary-pair",
    "canary-entry",
];

/// One call: the action, the parameters, and the answer as bytes after the status line.
struct Call {
    action: &'static str,
    body: String,
    answer: fn(&str) -> (String, String),
}

fn of_json(body: &serde_json::Value) -> (String, String) {
    ("application/json".to_owned(), body.to_string())
}

fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    bytes.concat()
}

fn escaped(text: &str) -> String {
    let escape = |unit| format!("\\u{unit:04x}");
    let units: Vec<String> = text.encode_utf16().map(escape).collect();
    units.concat()
}

/// The text with the names that HTML has for its signs.
fn named(text: &str) -> String {
    [(" ", "&nbsp;"), ("+", "&plus;"), ("/", "&sol;")]
        .into_iter()
        .fold(text.to_owned(), |text, (sign, name)| {
            text.replace(sign, name)
        })
}

/// The value of the header that carries the credentials, as the service got it.
fn authorization(request: &str) -> &str {
    let line = request
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("authorization:"));
    line.map_or("", |line| line["authorization:".len()..].trim())
}

fn create_mysql(password: &str) -> String {
    json!({"name": "a", "ip": "h", "port": 3306, "username": "u", "password": STANDARD.encode(password)})
        .to_string()
}

/// Calls whose answers repeat the credentials.
fn of_credentials() -> Vec<Call> {
    let list = |answer| Call {
        action: "ListDataSource",
        body: "{}".to_owned(),
        answer,
    };
    vec![
        list(|request| {
            let token = authorization(request);
            let message = format!("Denied: {token}");
            of_json(
                &json!({"success": false, "code": token, "requestId": token, "message": message, "data": {token: [token]}}),
            )
        }),
        list(|request| {
            let token = authorization(request);
            of_json(
                &json!({"success": false, "message": percent(token), "errorDetail": {"a": escaped(PASSWORD), "b": STANDARD.encode(token), "c": percent(&percent(PASSWORD)), "d": PASSWORD.to_uppercase()}}),
            )
        }),
        list(|request| ("text/html".to_owned(), format!("<pre>{request}</pre>"))),
        list(|request| {
            let token = authorization(request);
            (format!("application/json; token={token}"), "{}".to_owned())
        }),
        list(|_| {
            let wrapped = STANDARD.encode(format!("{USER}:{PASSWORD}"));
            of_json(&json!({"message": format!("{}\r\n {}", &wrapped[..9], &wrapped[9..])}))
        }),
    ]
}

/// Calls whose answers repeat the secrets of the spec, of this call and of an earlier one.
fn of_the_spec() -> Vec<Call> {
    vec![
        Call {
            action: "CreateMySqlDataSource",
            body: create_mysql(TYPED),
            answer: |_| {
                of_json(
                    &json!({"success": false, "message": format!("{TYPED} is too weak"), "data": STANDARD.encode(format!("x{TYPED}"))}),
                )
            },
        },
        Call {
            action: "CreateOceanBaseODPDataSource",
            body: json!({"accessKey": PLAIN, "secretKey": [{"deep": PLAIN}]}).to_string(),
            answer: |_| of_json(&json!({"advice": percent(PLAIN), "cost": escaped(PLAIN)})),
        },
        Call {
            action: "CreateOceanBaseODPDataSource",
            body: json!({"accessKey": PAIRED}).to_string(),
            answer: |_| of_json(&json!({"advice": escaped(PAIRED), "message": named(PLAIN)})),
        },
        Call {
            action: "ListDataSource",
            body: "{}".to_owned(),
            answer: |_| {
                of_json(
                    &json!({"data": [{"description": TYPED}, {"description": PLAIN.replace(' ', "+")}]}),
                )
            },
        },
    ]
}

/// Calls that hold secrets that nobody declared.
fn of_nobody() -> Vec<Call> {
    vec![
        Call {
            action: "ListDataSource",
            body: json!({"pwd": "canary-pwd", "search": "{\"user\":{\"api_key\":\"canary-api-key\"}}"})
                .to_string(),
            answer: |_| {
                let inner = json!({"a": json!({"passwd": "canary-deeper"}).to_string(), "Cookie": "canary-inner"});
                of_json(&json!({"cookie": ["canary-cookie"], "message": inner.to_string(), "data": {
                    "a": "jdbc:mysql://h:3306/db?user=u&password=canary-jdbc",
                    "b": "mysql://jane:canary@in/url@h:3306/db",
                    "c": "reached jdbc:oracle:thin:scott/canary-oracle@//h:1521/s",
                    "d": "GET /login?apiKey=canary-query&x=1",
                    "e": "CREATE USER u IDENTIFIED BY 'canary-sql'",
                    "f": "failed: {\"pwd\":\"canary-pwd\", and so on",
                    "g": "u:canary-go@tcp(h:3306)/db",
                    "h": "-----BEGIN PRIVATE KEY-----\ncanary-pem\n-----END PRIVATE KEY-----\n",
                    "bearer": "canary-bearer",
                    "i": [{"name": "password", "value": "canary-pair"}, {"value": "canary-entry", "key": "token"}],
                }}))
            },
        },
        Call {
            action: "CreateMySqlDataSource",
            body: r#"{"password":"canary-twice","password":"YQ=="}"#.to_owned(),
            answer: |_| of_json(&json!({"message": "canary-twice is not Base64"})),
        },
        Call {
            action: "CreateMySqlDataSource",
            body: r#"{"password":"canary-broken","#.to_owned(),
            answer: |_| of_json(&json!({"message": "canary-broken breaks off"})),
        },
        Call {
            action: "ListDataSource",
            body: "{}".to_owned(),
            answer: |_| of_json(&json!({"message": "earlier: canary-twice, canary-broken"})),
        },
    ]
}

fn calls() -> Vec<Call> {
    [of_credentials(), of_the_spec(), of_nobody()]
        .into_iter()
        .flatten()
        .collect()
}

/// Every form of a secret that the disk must not hold.
fn all_forms(secret: &str) -> Vec<String> {
    let mut all = forms(secret);
    all.push(percent(secret));
    all.push(escaped(secret));
    all.push(escaped(secret).replace('\\', "\\\\"));
    all.push(percent(secret).replace('%', ""));
    all.push(named(secret));
    all
}

fn secrets() -> Vec<String> {
    let token = STANDARD.encode(format!("{USER}:{PASSWORD}"));
    let mut secrets = vec![
        token,
        PASSWORD.to_owned(),
        TYPED.to_owned(),
        PLAIN.to_owned(),
        PAIRED.to_owned(),
    ];
    secrets.push(STANDARD.encode(TYPED));
    secrets.extend(UNDECLARED.map(str::to_owned));
    secrets
}

/// The secrets that a text holds in some form, whatever the case of its letters.
fn found(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let holds = |form: &String| lower.contains(&form.to_ascii_lowercase());
    secrets()
        .into_iter()
        .filter(|secret| all_forms(secret).iter().any(holds))
        .collect()
}

/// Answers each call in its turn, from what was sent.
async fn hostile(calls: Vec<Call>) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind(std::net::SocketAddr::from(LOCAL))
        .await
        .unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answering = tokio::spawn(async move {
        for call in calls {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !String::from_utf8_lossy(&request).ends_with(&format!("\r\n\r\n{}", call.body)) {
                let read = stream.read_buf(&mut request).await.unwrap();
                assert!(read > 0, "the request ended early");
            }
            let (content_type, body) = (call.answer)(&String::from_utf8_lossy(&request));
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (url, answering)
}

/// Every byte under a folder: names, types and contents. Anything else, such as a link, is not
/// followed.
fn every_byte(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        all.extend([name.as_str(), "\n", &String::from_utf8_lossy(&bytes), "\n"]);
    }
    all
}

#[tokio::test]
async fn p304_no_form_of_a_secret_is_on_the_disk() {
    let calls = calls();
    let count = calls.len();
    let asked: Vec<(String, String)> = calls
        .iter()
        .map(|call| {
            let path = format!("/api/v2?Action={}&api_key={PASSWORD}", call.action);
            (path, call.body.clone())
        })
        .collect();
    let (url, answering) = hostile(calls).await;
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("made/on/the/way");
    let recorder = Recorder::start(LOCAL, &url, &tape).await.unwrap();
    let basic = format!("Basic {}", STANDARD.encode(format!("{USER}:{PASSWORD}")));
    let headers = [
        ("authorization", basic.as_str()),
        ("cookie", "JSESSIONID=canary-cookie"),
        ("content-type", "application/json"),
    ];
    let mut passed_on = String::new();
    for (path, body) in &asked {
        let answer = exchange(recorder.address(), "POST", path, &headers, body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        passed_on.push_str(body);
        passed_on.push_str(&answer.head);
        passed_on.push_str(&answer.body);
    }
    recorder.stop().await.unwrap();
    answering.await.unwrap();
    assert_eq!(found(&passed_on), secrets(), "what is looked for was said");

    let all = every_byte(&tape);
    assert_eq!(found(&all), [] as [String; 0], "{all}");
    assert_eq!(fs::read_dir(&tape).unwrap().count(), count);
    for kept in [
        "\"name\": \"a\"",
        "\"success\": false",
        "Denied: ***",
        "bytes-not-kept\": ",
    ] {
        assert!(
            all.contains(kept),
            "what is no secret is kept: {kept}\n{all}"
        );
    }
    let mode = |path: &Path| fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&tape), 0o700);
    for entry in fs::read_dir(&tape).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[tokio::test]
async fn p304_a_folder_that_others_can_reach_is_closed_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let open = |name: &str| {
        fs::create_dir(at(name)).unwrap();
        fs::set_permissions(at(name), fs::Permissions::from_mode(0o777)).unwrap();
    };
    let start = async |name: &str| Recorder::start(LOCAL, "http://127.0.0.1:1", at(name)).await;

    open("empty");
    start("empty").await.unwrap();
    let mode = fs::metadata(at("empty")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700, "an empty one is closed");

    open("full");
    fs::write(at("full").join("notes.txt"), "").unwrap();
    fs::create_dir(at("target")).unwrap();
    symlink(at("target"), at("link")).unwrap();
    fs::write(at("file"), "").unwrap();
    for (name, words) in [
        ("full", "chmod 700"),
        ("link", "a link to one"),
        ("file", "is no folder"),
    ] {
        let error = start(name).await.unwrap_err().to_string();
        assert!(error.contains(words), "{name}: {error}");
        assert!(
            error.starts_with(&at(name).display().to_string()),
            "{error}"
        );
    }
    assert_eq!(fs::read_dir(at("target")).unwrap().count(), 0);
}

#[tokio::test]
async fn p304_a_link_in_the_folder_is_not_followed() {
    let (url, answering) = hostile(of_credentials().into_iter().take(1).collect()).await;
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let recorder = Recorder::start(LOCAL, &url, &tape).await.unwrap();
    let elsewhere = folder.path().join("elsewhere");
    symlink(&elsewhere, tape.join("0001-ListDataSource.json")).unwrap();
    let path = "/api/v2?Action=ListDataSource";
    let answer = exchange(recorder.address(), "POST", path, &[], "{}").await;
    assert_eq!(answer.status, 200, "the call is passed on all the same");
    answering.await.unwrap();
    recorder.stop().await.unwrap_err();
    assert!(!elsewhere.exists());
}
