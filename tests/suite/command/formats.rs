//! The formats that a program reads, and that nothing else is on standard output.

use std::time::SystemTime;

use oms_cli::{Exit, Surroundings};
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Scenario, Simulator, SimulatorBuilder, Task};
use serde_json::{Value, json};

use super::{Desk, now, oms, plainly, run, with};
use crate::support::replies::refusing;

const YES: &[&str] = &["--execute", "--yes=np_4w3a0001", "--again"];

#[tokio::test]
async fn p171_every_format_of_an_accepted_call_stands_alone_on_standard_output() {
    let desk = Desk::new().await;
    for (format, expected) in [("jsonl", "1\n"), ("csv", "value\r\n2\r\n")] {
        let ended = plainly(desk.call(&[YES, &["-o", format]].concat())).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        assert_eq!(ended.stdout, expected, "{format}");
    }
    let ended = plainly(desk.call(&[YES, &["-o", "json"]].concat())).await;
    assert_eq!(ended.json()["data"], json!(3));
    assert_eq!(ended.stdout.lines().count(), 1);
}

#[tokio::test]
async fn p171_an_error_is_one_json_object_in_json_and_in_json_lines() {
    let desk = Desk::new().await;
    let unknown = |format: &str| {
        with(
            desk.call(&["--execute", "--yes=np_none", "-o", format]),
            "np_4w3a0001",
            "np_none",
        )
    };
    let mut objects: Vec<Value> = Vec::new();
    for format in ["json", "jsonl"] {
        let ended = plainly(unknown(format)).await;
        assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
        let mut object = ended.json();
        object["request_id"] = Value::Null;
        object["journal"] = Value::Null;
        object["message"] = Value::Null;
        objects.push(object);
    }
    assert_eq!(objects[0], objects[1]);
    for format in ["csv", "table"] {
        let ended = plainly(unknown(format)).await;
        assert_eq!(ended.stdout, "", "{format}");
        assert!(ended.stderr.contains("GHANA-PROJECT000001"), "{ended:?}");
    }
}

#[tokio::test]
async fn p172_a_pointer_names_the_part_that_is_printed() {
    let desk = Desk::new().await;
    for (more, expected) in [
        (&["--query", "/outcome"][..], "not_sent\n"),
        (&["--query", "/request/reverse"], "false\n"),
        (
            &["--query", "/request/id", "-o", "json"],
            "\"np_4w3a0001\"\n",
        ),
        (&["--query", "/profile"], "null\n"),
    ] {
        let ended = plainly(desk.call(more)).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        assert_eq!(ended.stdout, expected, "{more:?}");
    }
    for (more, exit) in [(&[][..], Exit::Internal), (YES, Exit::Unverified)] {
        let ended = plainly(desk.call(&[&["--query", "/no/such"], more].concat())).await;
        assert_eq!(
            ended.exit, exit,
            "what a script does not get is no success: {ended:?}"
        );
        assert_eq!(ended.stdout, "", "{ended:?}");
        assert!(
            ended.stderr.contains("there is nothing at /no/such"),
            "{ended:?}"
        );
    }
    // The advice for a read would send a change once more.
    let again = [YES, &["--jq", ".data.no|error(\"z\")"]].concat();
    let ended = plainly(desk.call(&again)).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    for words in [
        "ResetIncrStartTimestamp was accepted (journal entry",
        "Do not send it again",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }
    assert!(!ended.stderr.contains("Look at all of it"), "{ended:?}");
    let ended = plainly(desk.call(&["--query", "outcome"])).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    assert!(ended.stderr.contains("JSON pointer"), "{ended:?}");
}

#[tokio::test]
async fn p126_a_part_is_whole_and_leads_back_to_what_it_was_taken_from() {
    let long = "x".repeat(10_000);
    for name in [
        "👨\u{200d}👩\u{200d}👧\u{200d}👦 family",
        "\u{2764}\u{fe0f}",
        "داده\u{200c}ها",
        long.as_str(),
    ] {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        let task = Task::new("np_named", position).named(name);
        let simulator = Simulator::builder().scenario(Scenario::empty()).task(task);
        let desk = Desk::with(simulator).await;
        for part in ["--query=/data/0/name", "--jq=.data[].name"] {
            let ended = desk.command(&["task", "list", part]).await;
            assert_eq!(ended.stdout, format!("{name}\n"), "{part}: {ended:?}");
        }
        for list in [&["task", "list"][..], &["status"]] {
            let ended = desk.command(&[list, &["-o", "csv"]].concat()).await;
            let cell = format!(",{name},");
            assert!(ended.stdout.contains(&cell), "{list:?}: {ended:?}");
        }
        let found = desk.command(&["task", "stop", name, "-o", "json"]).await;
        assert_eq!(found.exit, Exit::Success, "{found:?}");
        assert_eq!(found.json()["request"]["id"], json!("np_named"), "{name}");
    }
}

#[tokio::test]
async fn p172_a_part_hides_no_failure() {
    let rewind = "rewind --id np_4w3a0001 --reverse=false --to=1742365118 --execute \
                  --yes=np_4w3a0001";
    let batch = "batch - --pause --execute --yes=1";
    let file = "id,reverse,to\nnp_4w3a0001,false,1742365118\n";
    let [lost, no_move, no_resume] = [
        (Fault::LoseBeforeCommit, "ResetIncrStartTimestamp"),
        (refusing(409), "ResetIncrStartTimestamp"),
        (refusing(409), "ResumeProject"),
    ]
    .map(|(fault, action)| FaultRule::new(fault).on_action(action).times(1));
    for (rules, line, exit, next) in [
        (
            vec![&lost],
            rewind,
            Exit::Unknown,
            "to go on: it repeats nothing",
        ),
        (vec![&no_resume], rewind, Exit::Unverified, "to go on"),
        (
            vec![&no_move, &no_resume],
            rewind,
            Exit::PartlyDone,
            "to go on",
        ),
        (
            vec![&no_move, &no_resume],
            batch,
            Exit::PartlyDone,
            "to go on",
        ),
    ] {
        for part in ["--query=/exit_code", "--jq=.exit_code"] {
            let rules = rules.iter().copied().cloned();
            let simulator = rules.fold(Simulator::builder(), SimulatorBuilder::fault);
            let desk = Desk::with(simulator).await;
            let words: Vec<&str> = line.split(' ').chain([part]).collect();
            let ended = run(now(), desk.words(&words), &[], None, file).await;
            assert_eq!(ended.exit, exit, "{line}: {ended:?}");
            assert_eq!(ended.stdout, format!("{}\n", exit.code()), "{line}");
            for words in ["LEFT PAUSED: np_4w3a0001", next] {
                assert!(ended.stderr.contains(words), "{words}: {ended:?}");
            }
        }
    }
}

#[tokio::test]
async fn yaml_and_a_part_keep_the_order_in_which_json_has_the_fields() {
    let desk = Desk::new().await;
    let read = async |flags: &[&str]| {
        let words = [&["data-source", "list", "--limit", "1"], flags].concat();
        let ended = desk.command(&words).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        ended.stdout
    };
    let json = read(&["-o", "json"]).await;
    let yaml = read(&["-o", "yaml"]).await;
    // Every key of the one has its line in the other, in the same order.
    let mut rest = json.as_str();
    let keys = yaml
        .lines()
        .filter_map(|line| line.trim_start().split_once(':'));
    for (key, _) in keys {
        let key = format!("\"{}\":", key.trim_matches('"'));
        let place = rest.find(&key);
        let place = place.unwrap_or_else(|| panic!("{key} is not next in {rest}"));
        rest = &rest[place + key.len()..];
    }
    let row = json
        .split_once("\"data\":[")
        .unwrap()
        .1
        .split_once("],\"total\"")
        .unwrap()
        .0;
    for flags in [
        ["--query", "/data/0", "-o", "json"],
        ["--jq", ".data[0]", "-o", "json"],
    ] {
        assert_eq!(read(&flags).await.trim_end(), row, "{flags:?}");
    }
    let table = read(&["--query", "/data/0/connExtraAttributes"]).await;
    assert!(row.contains(table.trim_end()), "{table}");
}

/// A filter's own exit code would stand for the outcome of a request that was sent.
#[tokio::test]
async fn a_filter_that_would_end_the_process_is_refused_before_anything_is_sent() {
    let desk = Desk::new().await;
    for filter in [
        "halt",
        "halt(0)",
        "halt_error(5)",
        ".x // halt_error",
        "env",
    ] {
        let ended = plainly(desk.call(&[YES, &["--jq", filter]].concat())).await;
        assert_eq!(ended.exit, Exit::Usage, "{filter}: {ended:?}");
        assert!(
            ended.stderr.contains("which --jq does not have"),
            "{ended:?}"
        );
    }
    assert!(desk.sent().is_empty());
    let ended = plainly(desk.call(&[YES, &["--jq", "error(5)"]].concat())).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
}

#[tokio::test]
async fn p172_a_variable_or_a_profile_can_choose_the_format() {
    let desk = Desk::new().await;
    let ended = oms(desk.call(&[]), &[("OMS_OUTPUT", "json")], None, "").await;
    assert_eq!(ended.json()["kind"], json!("plan"));
    let ended = oms(
        desk.call(&["-o", "table"]),
        &[("OMS_OUTPUT", "json")],
        None,
        "",
    )
    .await;
    assert!(ended.stdout.starts_with("Plan: "), "{ended:?}");
    let ended = oms(
        desk.call(&["--nonsense"]),
        &[("OMS_OUTPUT", "json")],
        None,
        "",
    )
    .await;
    assert_eq!(ended.json()["exit_code"], json!(2));
}

#[tokio::test]
async fn p175_no_escape_reaches_a_stream_that_wants_none() {
    let desk = Desk::new().await;
    for (arguments, variables, colored) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["-o", "json", "--color", "always"], &[], false),
    ] {
        let ended = oms(desk.call(arguments), variables, None, "").await;
        let has_escape = format!("{}{}", ended.stdout, ended.stderr).contains('\u{1b}');
        assert_eq!(
            has_escape, colored,
            "{arguments:?} {variables:?}: {ended:?}"
        );
    }
}

/// A stream that takes nothing, as a closed pipe or a full disk does.
#[derive(Clone, Copy)]
struct Blocked(std::io::ErrorKind);

impl std::io::Write for Blocked {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(self.0.into())
    }
}

/// The exit codes of a plan, a write and help when nothing can be printed.
async fn ends_where_nothing_can_be_printed(kind: std::io::ErrorKind) -> [Exit; 3] {
    let desk = Desk::new().await;
    let (call, plan) = (desk.call(&YES[..2]), desk.call(&[]));
    let exits = tokio::task::spawn_blocking(move || {
        let run = |arguments| {
            let blocked = Blocked(kind);
            let surroundings = Surroundings::detached(&b""[..], blocked, blocked, now());
            oms_cli::run::<Vec<String>>(arguments, surroundings)
        };
        let old = "--i-know-logs-exist".to_owned();
        let help = ["oms", "--help"].map(str::to_owned).to_vec();
        [run(plan), run([call, vec![old]].concat()), run(help)]
    });
    let exits = exits.await.unwrap();
    assert_eq!(desk.commits(), 1);
    exits
}

#[tokio::test]
async fn p171_streams_that_are_closed_change_no_exit_code() {
    let exits = ends_where_nothing_can_be_printed(std::io::ErrorKind::BrokenPipe).await;
    assert_eq!(exits, [Exit::Success; 3]);
}

#[tokio::test]
async fn p174_what_a_full_disk_took_is_no_success() {
    let exits = ends_where_nothing_can_be_printed(std::io::ErrorKind::StorageFull).await;
    assert_eq!(exits, [Exit::Internal, Exit::Unverified, Exit::Internal]);
}

#[tokio::test]
async fn p174_a_look_that_was_answered_and_not_printed_ends_as_an_unread_answer_does() {
    let desk = Desk::new().await;
    for (words, exit) in [
        (&["task", "list"][..], Exit::Unverified),
        (&["status"][..], Exit::Unverified),
        (&["status", "-o", "csv"][..], Exit::Unverified),
        (
            &["wait", "np_4w3a0001", "--for", "state=RUNNING"][..],
            Exit::Unverified,
        ),
        (&["doctor"][..], Exit::Unverified),
        (&["journal", "list"][..], Exit::Internal),
    ] {
        let arguments = desk.words(words);
        let ended = tokio::task::spawn_blocking(move || {
            let blocked = Blocked(std::io::ErrorKind::StorageFull);
            let surroundings = Surroundings::detached(&b""[..], blocked, blocked, now());
            oms_cli::run::<Vec<String>>(arguments, surroundings)
        });
        assert_eq!(ended.await.unwrap(), exit, "{words:?}");
    }
}

#[tokio::test]
async fn p188_the_version_names_the_spec() {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let ended = plainly(words("oms version -o json")).await;
    let data = &ended.json()["data"];
    assert_eq!(data["spec"], json!(oms_client::SPEC_DIGEST));
    assert_eq!(
        data["version"],
        json!(env!("CARGO_PKG_VERSION").replace("0.0.0", "0.1.0"))
    );
    let ended = plainly(words("oms version")).await;
    assert!(ended.stdout.contains(oms_client::SPEC_DIGEST), "{ended:?}");
}

#[tokio::test]
async fn a_simulator_of_its_own_lets_any_command_be_tried() {
    let words = "oms --simulator reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp -2h --execute --yes=np_4w3a0001";
    let words = words.split(' ').map(str::to_owned).collect();
    let ended = super::at(SystemTime::now(), words).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stdout.contains("Ticket"), "{ended:?}");
}
