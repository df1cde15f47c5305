//! The reasons to refuse a whole run before its first request, and the words that no run may say.

use std::time::Duration;

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Direction, Fault, FaultRule, Simulator, Status, Task};
use tokio::task::JoinSet;

use super::super::{Desk, YES, oms, plainly, with};
use super::{TASK, confirmation, printed, striking};

const MOVE: &str = "ResetIncrStartTimestamp";

/// Calls that leave an open entry on the task: another leg, another action, and the same move.
const BEFORE: [(&str, &str); 3] = [
    (
        MOVE,
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118 --execute --yes=np_4w3a0001",
    ),
    (
        MOVE,
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse true --start-timestamp 1742365118 --execute --yes=np_4w3a0001",
    ),
    (
        "StopProject",
        "stop-project --id np_4w3a0001 --execute --yes=np_4w3a0001",
    ),
];

#[tokio::test]
async fn p236_an_open_entry_on_the_task_refuses_every_run_before_its_first_request() {
    for (action, before) in BEFORE {
        let desk = Desk::with(striking([(Fault::LoseBeforeCommit, action)])).await;
        assert_eq!(desk.line(before).await.exit, Exit::Unknown, "{before}");
        let sent = desk.simulator.requests().len();
        let file = desk.folder.path().join("tasks");
        std::fs::write(&file, "id,reverse,startTimestamp\nnp_4w3a0001,false,-2h\n").unwrap();
        let file = file.display().to_string();
        for words in [
            "rewind --id np_4w3a0001 --reverse false --to -2h --execute --yes=np_4w3a0001"
                .to_owned(),
            format!("batch {file} --execute --yes=1"),
            format!("batch {file} --pause --execute --yes=1"),
            "resume-project --id np_4w3a0001 --execute --yes=np_4w3a0001".to_owned(),
        ] {
            let ended = desk.line(&words).await;
            assert_eq!(ended.exit, Exit::Guard, "{before}, {words}: {ended:?}");
            assert!(printed(&ended).contains("journal entry 1"), "{ended:?}");
            assert!(printed(&ended).contains("nothing was sent"), "{ended:?}");
            assert_eq!(desk.simulator.requests().len(), sent, "{before}, {words}");
        }
        for words in [
            "rewind --id np_4w3a0001 --reverse false --to -2h".to_owned(),
            format!("batch {file}"),
        ] {
            let planned = desk.line(&words).await;
            assert!(
                planned.stdout.contains("It would be refused")
                    && planned.stdout.contains("journal entry 1"),
                "{before}, {words}: {planned:?}"
            );
        }
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
    }
}

#[tokio::test]
async fn p236_what_is_unknown_about_one_task_blocks_that_task_alone() {
    let desk = Desk::with(striking([(Fault::LoseBeforeCommit, "StopProject")])).await;
    let stop = "stop-project --id np_4w3a0001 --execute --yes=np_4w3a0001";
    assert_eq!(desk.line(stop).await.exit, Exit::Unknown);
    let other = "rewind --id np_4w3a0003 --reverse false --to -2h --execute --yes=np_4w3a0003";
    let ended = desk.line(other).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}

#[tokio::test]
async fn p237_nothing_that_is_said_after_the_first_request_implies_that_nothing_was_sent() {
    // The journal goes while the stop is on its way, so that the next step cannot be written down.
    let slow = FaultRule::new(Fault::latency(Duration::from_millis(400))).on_action("StopProject");
    let desk = Desk::with(Simulator::builder().fault(slow)).await;
    let words = "rewind --id np_4w3a0001 --reverse false --to -2h --execute --yes=np_4w3a0001";
    let journal = desk.journal_file();
    let (ended, ()) = tokio::join!(desk.line(words), async {
        desk.until_seen("StopProject").await;
        std::fs::remove_file(&journal).unwrap();
        std::fs::create_dir(&journal).unwrap();
    });
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    let text = printed(&ended).to_lowercase();
    assert!(!text.contains("nothing was sent"), "{ended:?}");
    assert!(text.contains("left paused"), "{ended:?}");
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
    assert_eq!(desk.seen(MOVE), 0);
}

/// The same service under other spellings of its address.
fn spellings(port: u16) -> [String; 8] {
    [
        format!("http://LocalHost:{port}"),
        format!("http://127.0.0.1:{port}/"),
        format!("HTTP://127.0.0.1:{port}"),
        format!("http://127.1:{port}"),
        format!("http://0x7f000001:{port}//"),
        format!("http://127.0.0.1:0{port}"),
        format!("http://127.0.0.1:{port}/%2F"),
        format!("http://127.0.0.1:{port}/oms/%2e%2E"),
    ]
}

#[tokio::test]
async fn p300_the_guards_look_at_the_service_and_not_at_the_spelling_of_its_address() {
    let desk = Desk::with(striking([(Fault::CommitAndLoseReply, MOVE)])).await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Unknown);
    let url = desk.simulator.url();
    for spelling in spellings(desk.simulator.address().port()) {
        let ended = plainly(with(desk.call(YES), &url, &spelling)).await;
        assert_eq!(ended.exit, Exit::Guard, "{spelling}: {ended:?}");
        assert!(
            ended.stderr.contains("journal entry 1"),
            "{spelling}: {ended:?}"
        );
    }
    assert_eq!(desk.commits(), 1);
}

#[tokio::test]
async fn p300_an_open_entry_for_the_same_id_at_another_address_is_warned_of() {
    let desk = Desk::with(striking([(Fault::CommitAndLoseReply, MOVE)])).await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Unknown);
    let url = desk.simulator.url();
    for elsewhere in [
        url.replace("127.0.0.1", "127.0.0.2"),
        "http://127.0.0.1:9".to_owned(),
        format!("{url}/oms"),
    ] {
        let planned = plainly(with(desk.call(&[]), &url, &elsewhere)).await;
        // No service answers there, so the look fails, and the write would be refused.
        assert_eq!(planned.exit, Exit::Guard, "{elsewhere}: {planned:?}");
        let warning = format!("ResetIncrStartTimestamp for the same ID at {url} may have");
        for words in ["Warning", "journal entry 1", &warning] {
            assert!(planned.stdout.contains(words), "{words}: {planned:?}");
        }
    }
}

#[tokio::test]
async fn p247_a_name_that_two_tasks_have_confirms_nothing() {
    let task = |id: &str, name: &str| {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        Task::new(id, position).named(name)
    };
    for (second, typed, exit) in [
        ("orders", "orders\n", Exit::Declined),
        ("orders", "np_4w3a0001\n", Exit::Success),
        ("orders, the old ones", "orders\n", Exit::Success),
    ] {
        let simulator = Simulator::builder()
            .task(task(TASK, "orders"))
            .task(task("np_4w3a0002", second));
        let desk = Desk::with(simulator).await;
        let ended = oms(desk.call(&["--execute"]), &[], Some(typed), "").await;
        assert_eq!(ended.exit, exit, "{second} {typed}: {ended:?}");
        assert_eq!(desk.commits(), usize::from(exit == Exit::Success));
    }
    // If the list cannot be read, nothing proves that the name is unique.
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("ListProjects");
    let desk = Desk::with(Simulator::builder().fault(lost)).await;
    let ended = oms(desk.call(&["--execute"]), &[], Some("orders\n"), "").await;
    assert_eq!(ended.exit, Exit::Declined, "{ended:?}");
    assert!(ended.stderr.contains("np_4w3a0001"), "{ended:?}");
}

#[tokio::test]
async fn p249_the_guard_of_the_logs_goes_by_what_the_task_itself_keeps() {
    let kept = |hours: u32| {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        Task::new(TASK, position)
            .with_reverse(position)
            .log_kept_hours(hours)
    };
    // Two days and ten days back, of a task that keeps a day, a week and a month.
    for (hours, position, asked) in [
        (24, "-2d", true),
        (168, "-2d", false),
        (168, "-10d", true),
        (720, "-10d", false),
    ] {
        for reverse in ["false", "true"] {
            let desk = Desk::with(Simulator::builder().task(kept(hours))).await;
            let call = with(desk.call(YES), "1742365118", position);
            let ended = plainly(with(call, "false", reverse)).await;
            let exit = if asked { Exit::Guard } else { Exit::Success };
            assert_eq!(ended.exit, exit, "{hours} {position} {reverse}: {ended:?}");
            if asked {
                assert!(
                    ended.stderr.contains("--i-know-logs-exist"),
                    "{hours} {position}: {ended:?}"
                );
            }
            let planned = with(desk.call(&[]), "1742365118", position);
            let planned = plainly(with(planned, "false", reverse)).await;
            assert_eq!(
                planned.stdout.contains("logs"),
                asked,
                "{hours} {position}: {planned:?}"
            );
        }
    }
}

#[tokio::test]
async fn p232_a_description_of_another_task_is_not_taken_for_the_one_that_was_asked_for() {
    for action in ["DescribeProject", "DescribeProjectProgress"] {
        let other = Desk::new().await;
        // The service's answer about another task, given for this one.
        let words = match action {
            "DescribeProject" => "describe-project --id np_4w3a0002 -o json",
            _ => "describe-project-progress --id np_4w3a0002 -o json",
        };
        let described = other.line(words).await.json()["data"].to_string();
        let mut answer = Fault::status(200);
        if let Fault::Status(status) = &mut answer {
            status.body = format!(r#"{{"success":true,"data":{described}}}"#);
        }
        let rule = FaultRule::new(answer).on_action(action);
        let desk = Desk::with(Simulator::builder().fault(rule)).await;
        let ended = plainly(desk.call(YES)).await;
        assert_eq!(ended.exit, Exit::Guard, "{action}: {ended:?}");
        assert!(ended.stderr.contains("np_4w3a0002"), "{action}: {ended:?}");
        assert!(desk.sent().is_empty(), "{action}");
        assert_eq!(
            desk.simulator
                .task(TASK)
                .unwrap()
                .position(Direction::Forward),
            Some(&EpochSeconds::new(1_742_368_800).unwrap().into())
        );
    }
}

/// A state or a lag of another task is no news of this one.
#[tokio::test]
async fn p232_no_wait_ends_and_no_status_is_shown_by_an_answer_about_another_task() {
    let desk = Desk::new().await;
    let other = FaultRule::from(Fault::OtherTask).on_action("DescribeProjectProgress");
    desk.simulator.inject(other).unwrap();
    for words in [
        "wait np_4w3a0001 --for lag<30m --within 1s",
        "wait np_4w3a0001 --for state=SUSPEND --within 1s",
        "status np_4w3a0001",
    ] {
        let ended = desk.line(words).await;
        assert_eq!(ended.exit, Exit::Unverified, "{words}: {ended:?}");
        let told = format!("{}{}", ended.stdout, ended.stderr);
        assert!(
            told.contains("another task, np_4w3a0002"),
            "{words}: {ended:?}"
        );
    }
}

/// Writes of every kind: of a task, of another thing, of nothing that can be looked at.
const WRITES: [(&str, &str); 4] = [
    (
        "ResetIncrStartTimestamp",
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118",
    ),
    ("StopProject", "stop-project --id np_4w3a0001"),
    ("DeleteDataSource", "delete-data-source --id e_4w3am8kq1xyo"),
    ("CreateLabel", "create-label --name orders"),
];

/// Such a write with what confirms it.
async fn confirmed(desk: &Desk, words: &str) -> String {
    let asked = desk.line(&format!("{words} --execute")).await;
    format!("{words} --execute --yes={}", confirmation(&asked))
}

#[tokio::test]
async fn p225_the_way_is_proved_by_a_read_before_every_write() {
    // A read is repeated after a while, so they wait together.
    let mut writes = JoinSet::new();
    for (action, words) in WRITES {
        writes.spawn(prove_the_way(action, words));
    }
    writes.join_all().await;
}

/// A write over a way that no read proves is not sent and leaves no intent.
async fn prove_the_way(action: &str, words: &str) {
    let desk = Desk::new().await;
    let call = confirmed(&desk, words).await;
    let before = desk.simulator.requests().len();
    let wrong = desk.secret("wrong", "guess", 0o600).display().to_string();
    let whole = || desk.words(&call.split(' ').collect::<Vec<_>>());
    let url = desk.simulator.url();
    for (from, to, exit) in [
        (desk.password_file(), wrong, Exit::Credentials),
        (url.clone(), format!("{url}/elsewhere"), Exit::Rejected),
        (url.clone(), "http://127.0.0.1:1".to_owned(), Exit::NotSent),
        (url.clone(), url.replace("http:", "https:"), Exit::NotSent),
    ] {
        let ended = plainly(with(whole(), &from, &to)).await;
        assert_eq!(ended.exit, exit, "{words} {to}: {ended:?}");
        assert_eq!(desk.seen(action), 0, "{words} {to}");
    }
    assert!(desk.simulator.requests().len() > before, "{words}");
    assert!(
        !desk.journal_file().exists(),
        "{words}: no intent is written"
    );
    // A read whose answer is lost proves no way either.
    desk.simulator.inject(Fault::LoseBeforeCommit).unwrap();
    let ended = plainly(whole()).await;
    assert_eq!(ended.exit, Exit::Guard, "{words}: {ended:?}");
    assert_eq!(desk.seen(action), 0, "{words}");
    desk.simulator.clear_faults();
    // It is left out by name alone, and the plan says so.
    let blind = plainly([whole(), vec!["--no-preflight".to_owned()]].concat()).await;
    assert!(
        blind.stderr.contains("--no-preflight"),
        "{words}: {blind:?}"
    );
    assert_eq!(desk.seen(action), 1, "{words}");
}

#[tokio::test]
async fn p245_what_a_script_must_name_is_what_the_write_acts_on() {
    let desk = Desk::new().await;
    for (_, words) in WRITES.iter().take(2) {
        let call = confirmed(&desk, words).await;
        assert!(call.contains(&format!("--yes={TASK}")), "{call}");
    }
}

/// The sources of the command that hold a text, without what is generated and without unit tests.
fn sources_with(text: &str) -> Vec<String> {
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap();
    let root = workspace.join("crates/oms-cli/src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]\nmod tests {").next();
            if !path.ends_with("tests.rs") && code.is_some_and(|code| code.contains(text)) {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                found.extend((!name.starts_with("generated")).then_some(name));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn p237_one_place_announces_a_write_and_few_may_say_that_nothing_was_sent() {
    // The farewell of a person who leaves is written as an intent that was never sent.
    assert_eq!(sources_with(".announce("), ["act/record.rs", "act/send.rs"]);
    assert_eq!(
        sources_with("; nothing was sent\""),
        ["report/model.rs"],
        "a failure, which is of before the first request"
    );
    // Reads are called in the files that show what they return, and writes in one place.
    let calls = sources_with("client.call(");
    assert_eq!(
        calls,
        [
            "act/look/mod.rs",
            "act/send.rs",
            "command/action.rs",
            "command/doctor/mod.rs",
            "command/status/task.rs"
        ]
    );
}
