//! An action that the spec does not know, from the command line to a service without a network.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use oms_client::{Answer, FakeTransport};
use serde_json::json;
use tempfile::TempDir;

use crate::surroundings::Network;
use crate::{Exit, Surroundings, run};

/// Returns a service that knows one task, and accepts whatever else it is asked.
fn service() -> FakeTransport {
    FakeTransport::new(|request| {
        let data = match request.action().name() {
            "DescribeProjectProgress" => {
                r#"{"projectId":"np_1","status":"RUNNING","enableIncrSync":true}"#
            }
            "DescribeProject" => {
                r#"{"id":"np_1","name":"orders","type":"MIGRATION","status":"RUNNING"}"#
            }
            "ListProjects" => "[]",
            _ => r#"{"token":"canary-answer","count":7}"#,
        };
        Ok(Answer::json(
            200,
            format!(
                r#"{{"success":true,"requestId":"{}","data":{data}}}"#,
                request_id()
            ),
        ))
    })
}

/// An ID of a request that no other has.
fn request_id() -> usize {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    GIVEN.fetch_add(1, Ordering::Relaxed)
}

/// The result of a command: its exit code, its output, and the actions that it has sent.
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) said: String,
    sent: Vec<String>,
}

fn oms(home: &Path, stdin: &str, arguments: &[&str]) -> Ran {
    answered_by(&service(), home, stdin, arguments)
}

/// Runs the command in front of a service that answers so.
pub(crate) fn answered_by(
    transport: &FakeTransport,
    home: &Path,
    stdin: &str,
    arguments: &[&str],
) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut surroundings = Surroundings::detached(
        stdin.as_bytes(),
        &mut stdout,
        &mut stderr,
        SystemTime::now(),
    );
    let home = home.to_owned();
    surroundings.environment = Box::new(move |name| match name {
        "OMS_ENDPOINT" => Some("http://127.0.0.1:1".into()),
        "OMS_USER" | "OMS_PASSWORD" => Some("administrator".into()),
        "HOME" => Some(home.clone().into()),
        "OMS_JOURNAL" => Some(home.join("journal").into()),
        _ => None,
    });
    surroundings.rehearsal = Box::new(Network(transport.clone()));
    let exit = run(
        std::iter::once("oms").chain(arguments.iter().copied()),
        surroundings,
    );
    let said = [stdout, stderr].concat();
    Ran {
        exit,
        said: String::from_utf8(said).unwrap(),
        sent: transport
            .requests()
            .iter()
            .map(|request| request.action().name().to_owned())
            .collect(),
    }
}

const BODY: &str = r#"{"id":"np_1","name":"orders","pin":"canary-pin"}"#;

#[test]
fn an_unknown_action_is_a_write_that_is_planned_confirmed_and_written_down() {
    let home = TempDir::new().unwrap();
    let call = [
        "call",
        "RenameProject",
        "--task=np_1",
        "--show=name",
        "--json",
        BODY,
    ];
    let planned = oms(home.path(), "", &call);
    assert_eq!(planned.exit, Exit::Success, "{}", planned.said);
    for words in [
        "Plan: RenameProject at http://127.0.0.1:1 (write)",
        "RUNNING",
        "name    \"orders\"",
        "pin     \"(hidden)\"",
        "Effect  Unknown",
        "Nothing was sent.",
    ] {
        assert!(planned.said.contains(words), "{words}: {}", planned.said);
    }
    assert_eq!(planned.sent, ["DescribeProjectProgress", "DescribeProject"]);

    let asked = oms(home.path(), "", &[&call[..], &["--execute"]].concat());
    assert_eq!(asked.exit, Exit::Declined, "{}", asked.said);
    assert!(!asked.sent.contains(&"RenameProject".to_owned()));

    let sent = oms(
        home.path(),
        "",
        &[&call[..], &["--execute", "--yes=np_1"]].concat(),
    );
    assert_eq!(sent.exit, Exit::Success, "{}", sent.said);
    assert_eq!(sent.sent.last().unwrap(), "RenameProject");
    let journal = oms(home.path(), "", &["journal", "list", "-o", "json"]);
    assert!(journal.said.contains("RenameProject"), "{}", journal.said);
    for ran in [planned, asked, sent, journal] {
        assert!(!ran.said.contains("canary"), "{}", ran.said);
    }
}

#[test]
fn p246_a_parameter_that_the_plan_hides_is_told_by_no_answer_that_repeats_it() {
    type Repeat = fn(&str) -> Answer;
    let call = [
        "call",
        "RenameProject",
        "--show=name",
        "--json",
        r#"{"name":"orders","pin":"canary-pin","more":{"deep":"canary-deep"}}"#,
        "--execute",
        "--yes=RenameProject",
    ];
    let answers: [(Repeat, Exit); 4] = [
        (
            |body| {
                let envelope = json!({"success": false, "code": "X1", "message": body});
                Answer::json(200, envelope.to_string())
            },
            Exit::Rejected,
        ),
        (
            |body| {
                let envelope = json!({"success": false, "code": body, "advice": body});
                Answer::json(200, envelope.to_string())
            },
            Exit::Rejected,
        ),
        (
            |body| Answer::new(502, format!("<title>{body}</title>")),
            Exit::Unknown,
        ),
        (
            |body| {
                let envelope =
                    json!({"success": true, "requestId": body, "cost": body, "data": body});
                Answer::json(200, envelope.to_string())
            },
            Exit::Success,
        ),
    ];
    for (answer, exit) in answers {
        let service = FakeTransport::new(move |request| {
            let body = String::from_utf8_lossy(request.body());
            Ok(match request.action().name() {
                "RenameProject" => answer(&body),
                _ => Answer::json(200, r#"{"success":true,"data":[]}"#),
            })
        });
        for format in ["table", "json"] {
            let home = TempDir::new().unwrap();
            let call = [&call[..], &["-o", format]].concat();
            let sent = answered_by(&service, home.path(), "", &call);
            assert_eq!(sent.exit, exit, "{}", sent.said);
            let kept = oms(home.path(), "", &["journal", "export"]);
            for ran in [sent, kept] {
                assert!(!ran.said.contains("canary"), "{}", ran.said);
            }
        }
    }
}

#[test]
fn the_same_is_asked_about_and_sent_again_only_where_somebody_says_so() {
    let home = TempDir::new().unwrap();
    let call = [
        "call",
        "RotateKeys",
        "--json",
        "{}",
        "--execute",
        "--yes=RotateKeys",
    ];
    assert_eq!(oms(home.path(), "", &call).exit, Exit::Success);
    let again = oms(home.path(), "", &call);
    assert_eq!(
        (again.exit, again.sent),
        (Exit::Guard, vec!["ListProjects".to_owned()])
    );
    let again = oms(
        home.path(),
        "",
        &[&call[..], &["--again", "--show-answer"]].concat(),
    );
    assert_eq!(again.exit, Exit::Success);
    assert!(again.said.contains("canary-answer"), "{}", again.said);
}

#[test]
fn a_read_is_called_at_once_and_its_answer_shown() {
    let home = TempDir::new().unwrap();
    let read = oms(
        home.path(),
        BODY,
        &["call", "ShowThing", "--read", "--json", "-"],
    );
    assert_eq!(
        (read.exit, read.sent),
        (Exit::Success, vec!["ShowThing".to_owned()])
    );
    assert!(read.said.contains("canary-answer"), "{}", read.said);
    assert!(!home.path().join("journal").exists());
}

#[test]
fn what_does_not_say_what_it_means_is_refused_and_nothing_is_sent() {
    let home = TempDir::new().unwrap();
    let table: [(&[&str], &str); 9] = [
        (&["StopProject", "--json", "{}"], "oms task stop"),
        (&["stopproject", "--json", "{}"], "oms task stop"),
        (&["stop-projekt", "--json", "{}"], "letters and digits"),
        (&["Rename"], "--json"),
        (&["Rename", "--json", "[]"], "not a JSON object"),
        (&["Rename", "--json", r#"{"a":"canary","a":1}"#], "twice"),
        (
            &["Rename", "--json", BODY, "--show=nam"],
            "no parameter is called",
        ),
        (
            &["Rename", "--json", BODY, "--task=np_2"],
            "no parameter does",
        ),
        (
            &["Rename", "--json", BODY, "--read", "--execute"],
            "changes nothing",
        ),
    ];
    for (arguments, words) in table {
        let ran = oms(home.path(), "", &[&["call"], arguments].concat());
        assert_eq!(ran.exit, Exit::Usage, "{arguments:?}: {}", ran.said);
        assert!(ran.said.contains(words), "{words}: {}", ran.said);
        assert!(
            !ran.said.contains("canary") && ran.sent.is_empty(),
            "{}",
            ran.said
        );
    }
}

#[test]
fn a_plan_is_saved_where_nothing_of_it_is_hidden_and_applied_as_it_was() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("plan.json");
    let file = file.to_str().unwrap();
    let plan = [
        "plan",
        "-o",
        file,
        "call",
        "RenameProject",
        "--task=np_1",
        "--json",
    ];
    let hidden = oms(
        home.path(),
        "",
        &[&plan[..], &[BODY, "--show=name"]].concat(),
    );
    assert_eq!(hidden.exit, Exit::Usage, "{}", hidden.said);
    assert!(
        hidden.said.contains("must not be in a file"),
        "{}",
        hidden.said
    );

    let body = r#"{"id":"np_1","name":"orders"}"#;
    let saved = oms(
        home.path(),
        "",
        &[&plan[..], &[body, "--show=name"]].concat(),
    );
    assert_eq!(saved.exit, Exit::Success, "{}", saved.said);
    let applied = oms(home.path(), "", &["apply", file, "--yes=np_1"]);
    assert_eq!(applied.exit, Exit::Success, "{}", applied.said);
    assert_eq!(applied.sent.last().unwrap(), "RenameProject");
}

#[test]
fn p306_an_answer_of_any_depth_is_printed_in_every_format_and_behind_a_change() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"a":1,"b":"#, "}]")] {
        let data = open.repeat(20_000) + "1" + &close.repeat(20_000);
        let body = format!(r#"{{"success":true,"requestId":"r1","data":{data}}}"#);
        let service = FakeTransport::new(move |_| Ok(Answer::json(200, body.clone())));
        for more in [
            &["-o=table"][..],
            &["-o=json"],
            &["-o=jsonl"],
            &["-o=yaml"],
            &["-o=csv"],
            &["--query=/data"],
            &["--query=/request_id"],
        ] {
            let home = TempDir::new().unwrap();
            let read = ["call", "ShowThing", "--read", "--json={}"];
            let write = [
                "call",
                "Foo",
                "--show-answer",
                "--json={}",
                "--execute",
                "--yes=Foo",
            ];
            for arguments in [&read[..], &write] {
                let arguments = [arguments, more].concat();
                let ran = answered_by(&service, home.path(), "", &arguments);
                assert_eq!(ran.exit, Exit::Success, "{arguments:?}");
                assert!(!ran.said.is_empty(), "{arguments:?}");
            }
            let journal = oms(home.path(), "", &["journal", "list", "-o=json"]);
            assert!(journal.said.contains("accepted"), "{}", journal.said);
        }
    }
}
