//! An operator's view of all tasks, and how one waits for a task.

use std::collections::BTreeSet;

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Status, Task};
use serde_json::{Value, json};

use super::advised::commands;
use super::{Desk, Ended, now, plainly};

/// A moment this many seconds before that of these tests.
fn before(seconds: i64) -> EpochSeconds {
    let now = EpochSeconds::at_or_before(now()).unwrap();
    EpochSeconds::new(now.get() - seconds).unwrap()
}

/// A desk at which a task is an hour behind, one is paused three hours behind, one has caught up
/// but for ten seconds, and one has failed.
async fn desk() -> Desk {
    let task = |id: &str, name: &str, lag| Task::new(id, before(lag)).named(name);
    let simulator = Simulator::builder()
        .scenario(oms_sim::Scenario::empty())
        .task(task("np_hour", "订单迁移", 3_600).in_status(Status::Suspend))
        .task(task("np_three", "billing", 10_800).in_status(Status::Suspend))
        .task(task("np_near", "archive", 10).in_status(Status::Suspend))
        .task(task("np_failed", "ledger", 60).in_status(Status::Failed));
    Desk::with(simulator).await
}

#[tokio::test]
async fn the_task_that_is_farthest_behind_is_the_first_and_its_lag_is_in_words_and_in_seconds() {
    let desk = desk().await;
    let shown = desk.command(&["status", "--tz", "Asia/Shanghai"]).await;
    assert_eq!(shown.exit, Exit::Success, "{shown:?}");
    let firsts: Vec<&str> = shown
        .stdout
        .lines()
        .filter_map(|line| line.split("  ").next())
        .collect();
    assert_eq!(firsts, ["LAG", "3 h", "1 h", "1 min", "10 s"], "{shown:?}");
    assert!(
        shown.stdout.contains("2025-03-19T13:18:38+08:00"),
        "{shown:?}"
    );
    let json = desk.command(&["status", "-o", "json"]).await.json();
    let first = &json["data"][0];
    assert_eq!(first["id"], json!("np_three"));
    assert_eq!(first["lag_seconds"], json!(10_800));
    assert_eq!(first["forward_position"], json!(before(10_800).get()));
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn programs_get_the_same_bytes_in_every_zone_and_times_in_utc() {
    let desk = desk().await;
    for format in ["json", "jsonl", "yaml", "csv"] {
        let mut printed = BTreeSet::new();
        for zone in ["Asia/Shanghai", "America/New_York"] {
            let ended = desk.command(&["status", "-o", format, "--tz", zone]).await;
            assert_eq!(ended.exit, Exit::Success, "{ended:?}");
            assert!(ended.stdout.contains("2025-03-19T05:18:38Z"), "{ended:?}");
            printed.insert(ended.stdout);
        }
        assert_eq!(printed.len(), 1, "{format}: {printed:?}");
    }
}

#[tokio::test]
async fn tasks_are_chosen_by_name_id_state_and_lag() {
    let desk = desk().await;
    for (words, ids) in [
        (vec!["订单迁移"], vec!["np_hour"]),
        (vec!["np_near", "billing"], vec!["np_three", "np_near"]),
        (vec!["--state", "FAILED"], vec!["np_failed"]),
        (
            vec!["--state", "suspend", "--lag-over", "30m"],
            vec!["np_three", "np_hour"],
        ),
        (
            vec!["--sort", "id"],
            vec!["np_failed", "np_hour", "np_near", "np_three"],
        ),
        (vec!["--lag-over", "1d"], vec![]),
    ] {
        let command: Vec<&str> = ["status", "-o", "json"].into_iter().chain(words).collect();
        let shown = desk.command(&command).await;
        assert_eq!(shown.exit, Exit::Success, "{command:?}: {shown:?}");
        let json = shown.json();
        let rows = json["data"].as_array().unwrap().iter();
        let found: Vec<&str> = rows.filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(found, ids, "{command:?}");
    }
    let none = desk.command(&["status", "nothing"]).await;
    assert_eq!(none.exit, Exit::Usage, "{none:?}");
    assert!(none.stderr.contains("lists no task"), "{none:?}");
    let state = desk.command(&["status", "--state", "WALKING"]).await;
    assert_eq!(state.exit, Exit::Usage, "{state:?}");
}

#[tokio::test]
async fn every_page_is_read_and_a_list_that_was_cut_says_so() {
    let mut simulator = Simulator::builder().scenario(oms_sim::Scenario::empty());
    for number in 0..320 {
        let task = Task::new(format!("np_{number:03}"), before(number)).in_status(Status::Suspend);
        simulator = simulator.task(task);
    }
    let desk = Desk::with(simulator).await;
    let all = desk.command(&["status", "-o", "csv"]).await;
    assert_eq!(all.exit, Exit::Success, "{all:?}");
    assert_eq!(all.stdout.lines().count(), 321);
    assert_eq!(all.stderr, "");
    let cut = desk
        .command(&["status", "-o", "csv", "--limit", "200"])
        .await;
    assert_eq!(cut.stdout.lines().count(), 201);
    assert!(
        cut.stderr
            .contains("the list is cut at the limit; the service has 320"),
        "{}",
        cut.stderr
    );
}

/// An empty page before the end of a list looks like its end.
#[tokio::test]
async fn a_list_of_tasks_that_ends_below_its_total_is_told_as_incomplete() {
    let empty = Fault::answer(200, r#"{"success":true,"totalCount":4,"data":[]}"#);
    let near: &[&str] = &["np_near"];
    // A task that is named is found by a search of two pages, and then read by a third request.
    for (words, nth, count) in [(&[][..], 1, 0), (near, 3, 0), (near, 4, 1)] {
        for format in ["csv", "json"] {
            let desk = desk().await;
            let rule = FaultRule::new(empty.clone()).on_action("ListProjects");
            desk.simulator.inject(rule.nth(nth)).unwrap();
            let command = [&["status", "-o", format][..], words].concat();
            let shown = desk.command(&command).await;
            assert_eq!(shown.exit, Exit::Success, "{shown:?}");
            let is_told = shown.stderr.contains("stated more items than it gave");
            assert_eq!(is_told, count == 0, "{words:?} {nth}: {shown:?}");
            assert_eq!(shown.stdout.matches("np_near").count(), count, "{shown:?}");
        }
    }
}

const LOOKS: usize = 3;

/// Prints three looks in a format.
async fn looks(desk: &Desk, format: &str) -> Ended {
    let words = ["status", "--every", "10ms", "--times", "3", "-o", format];
    desk.command(&words).await
}

#[tokio::test]
async fn looks_that_are_repeated_make_one_stream_that_a_program_can_read() {
    let desk = desk().await;
    let csv = looks(&desk, "csv").await;
    assert_eq!(csv.exit, Exit::Success, "{csv:?}");
    let lines: Vec<&str> = csv.stdout.lines().collect();
    assert_eq!(lines.len(), 1 + 4 * LOOKS, "{csv:?}");
    let headed = lines.iter().filter(|line| line.starts_with("id,"));
    assert_eq!(headed.count(), 1, "{csv:?}");
    assert!(lines[0].starts_with("id,name,"), "{csv:?}");

    let json = looks(&desk, "json").await;
    let objects: Vec<Value> = json
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), LOOKS, "{json:?}");
    for object in &objects {
        assert_eq!(object["data"].as_array().unwrap().len(), 4, "{object}");
    }
    // No field of a task lacks its column.
    let fields = objects[0]["data"][0].as_object().unwrap();
    let fields: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(lines[0].split(',').collect::<BTreeSet<_>>(), fields);

    let yaml = looks(&desk, "yaml").await;
    let documents: Vec<&str> = yaml.stdout.split("---\n").collect();
    assert_eq!(documents.len(), LOOKS, "{yaml:?}");
    for document in documents {
        assert!(document.starts_with("schema_version: "), "{document}");
        assert_eq!(document.matches("schema_version:").count(), 1, "{document}");
    }
}

#[tokio::test]
async fn a_look_that_is_lost_is_told_and_the_next_one_follows() {
    let desk = desk().await;
    for attempt in 1..=3 {
        let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("ListProjects");
        desk.simulator.inject(lost.nth(attempt)).unwrap();
    }
    let ended = looks(&desk, "json").await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let kinds = ended.stdout.lines().map(|line| {
        let object: Value = serde_json::from_str(line).unwrap();
        (object["kind"].clone(), object["exit_code"].clone())
    });
    let kinds: Vec<_> = kinds.collect();
    assert_eq!(kinds.len(), LOOKS, "{ended:?}");
    assert_eq!(kinds[0], ("error".into(), 7.into()), "{ended:?}");
    assert_eq!(kinds[1], kinds[2], "{ended:?}");
    assert_ne!(kinds[0], kinds[1], "{ended:?}");
}

#[tokio::test]
async fn a_table_without_a_task_has_its_names() {
    let desk = Desk::with(Simulator::builder().scenario(oms_sim::Scenario::empty())).await;
    let csv = desk.command(&["status", "-o", "csv"]).await;
    assert_eq!(csv.exit, Exit::Success, "{csv:?}");
    assert_eq!(csv.stdout.lines().count(), 1, "{csv:?}");
    assert!(csv.stdout.starts_with("id,name,state,"), "{csv:?}");
}

#[tokio::test]
async fn a_task_that_cannot_be_read_is_shown_and_the_exit_code_says_so() {
    let desk = desk().await;
    desk.simulator
        .inject(
            FaultRule::new(Fault::status(500))
                .on_action("DescribeProjectProgress")
                .times(20),
        )
        .unwrap();
    let shown = desk.command(&["status", "np_hour", "np_near"]).await;
    assert_eq!(shown.exit, Exit::Unverified, "{shown:?}");
    assert!(shown.stdout.contains("not read"), "{shown:?}");
    assert!(shown.stderr.contains("could not be read"), "{shown:?}");
}

#[tokio::test]
async fn p305_the_id_of_a_task_that_cannot_be_read_acts_on_no_terminal() {
    let task = Task::new("np_\u{1b}[8m\nodd\u{1b}[1;31m", before(60)).in_status(Status::Suspend);
    let failing = FaultRule::new(Fault::status(500)).on_action("DescribeProjectProgress");
    let simulator = Simulator::builder()
        .scenario(oms_sim::Scenario::empty())
        .task(task)
        .fault(failing.times(20));
    let desk = Desk::with(simulator).await;
    let shown = desk.command(&["status", "--color", "never"]).await;
    assert_eq!(shown.exit, Exit::Unverified, "{shown:?}");
    let id = "np_\\u{1b}[8m\\u{a}odd\\u{1b}[1;31m";
    assert!(shown.stderr.contains(id), "{shown:?}");
    let text = shown.stdout.clone() + &shown.stderr;
    assert!(!text.contains('\u{1b}'), "{shown:?}");
}

#[tokio::test]
async fn a_wait_ends_when_the_task_is_there_when_it_never_will_be_and_when_time_is_over() {
    let desk = desk().await;
    for (words, exit, said) in [
        (["np_near", "lag<30s", "2s"], Exit::Success, "10 s behind"),
        (["np_hour", "state=SUSPEND", "2s"], Exit::Success, "SUSPEND"),
        (
            ["np_failed", "lag<30s", "2s"],
            Exit::Unverified,
            "cannot reach",
        ),
        (
            ["np_hour", "lag<30s", "900ms"],
            Exit::Unverified,
            "did not reach lag<30s within 900 ms; last: ",
        ),
        (
            ["np_none", "lag<30s", "2s"],
            Exit::Rejected,
            "GHANA-PROJECT000001",
        ),
    ] {
        let [task, condition, within] = words;
        let waited = desk
            .command(&["wait", task, "--for", condition, "--within", within])
            .await;
        assert_eq!(waited.exit, exit, "{words:?}: {waited:?}");
        let text = waited.stdout.clone() + &waited.stderr;
        assert!(text.contains(said), "{words:?}: {waited:?}");
    }
    let without = ["wait", "np_near", "--for", "lag<30s", "--within", "1h"];
    let waited = desk
        .command(&[&without[..], &["--reverse", "true"]].concat())
        .await;
    assert_eq!(waited.exit, Exit::Unverified, "{waited:?}");
    assert!(waited.stderr.contains("in that direction"), "{waited:?}");
    assert!(desk.sent().is_empty());
}

/// Whoever copies a command that names no task is refused, or is shown every one.
#[tokio::test]
async fn a_wait_that_ends_in_vain_advises_commands_about_its_task() {
    let desk = desk().await;
    for (task, condition, advised) in [
        (
            "np_failed",
            "lag<30s",
            &["oms status", "oms task describe-steps"][..],
        ),
        ("np_hour", "lag<30s", &["oms status"]),
    ] {
        let words = ["wait", task, "--for", condition, "--within", "900ms"];
        let waited = desk.command(&words).await;
        assert_eq!(waited.exit, Exit::Unverified, "{waited:?}");
        let short = commands(&desk.short(&waited.stderr));
        let short: Vec<String> = short.iter().map(|words| words.join(" ")).collect();
        let advised = advised.iter().map(|words| format!("{words} {task}"));
        assert_eq!(short, advised.collect::<Vec<_>>(), "{waited:?}");
        for command in commands(&waited.stderr) {
            let shown = plainly(command).await;
            assert_eq!(shown.exit, Exit::Success, "{shown:?}");
        }
    }
}

/// The example of the help waited for a step that no task of a simulator shows.
#[tokio::test]
async fn a_wait_for_the_step_that_the_help_names_ends() {
    let desk = Desk::new().await;
    let help = desk.command(&["wait", "--help"]).await.stdout;
    let example = help.lines().find(|line| line.contains("--for step="));
    let words: Vec<&str> = example.unwrap().split_whitespace().skip(1).collect();
    assert_eq!(words[0], "wait", "{help}");
    let waited = desk
        .command(&[&words[..], &["--within", "2s"]].concat())
        .await;
    assert_eq!(waited.exit, Exit::Success, "{words:?}: {waited:?}");
}

#[tokio::test]
async fn a_wait_outlives_looks_that_are_lost() {
    let desk = desk().await;
    desk.simulator
        .inject(
            FaultRule::new(Fault::status(502))
                .on_action("DescribeProjectProgress")
                .times(5),
        )
        .unwrap();
    let waited = desk
        .command(&["wait", "np_near", "--for", "lag<30s", "--within", "1m"])
        .await;
    assert_eq!(waited.exit, Exit::Success, "{waited:?}");
}

#[tokio::test]
async fn a_rewind_by_a_distance_starts_from_where_the_task_is() {
    let desk = desk().await;
    let rewind = ["rewind", "--id", "np_hour", "--reverse", "false"];
    let by = |more: &[&'static str]| -> Vec<&str> { rewind.iter().chain(more).copied().collect() };
    for spelling in ["2h", "-2h", "120m"] {
        let plan = desk.command(&by(&["--by", spelling, "-o", "json"])).await;
        assert_eq!(plan.exit, Exit::Success, "{plan:?}");
        let request = &plan.json()["request"];
        assert_eq!(
            request["startTimestamp"],
            json!(before(3_600 + 7_200).get()),
            "{plan:?}"
        );
    }
    for (words, said) in [
        (vec!["--by", "2h", "--to", "-2h"], "cannot be used with"),
        (vec![], "required"),
        (vec!["--by", "0s"], "moves nothing"),
        (vec!["--by", "99999w"], "before 1970"),
    ] {
        let refused = desk.command(&by(&words)).await;
        assert_eq!(refused.exit, Exit::Usage, "{words:?}: {refused:?}");
        assert!(refused.stderr.contains(said), "{words:?}: {refused:?}");
    }
    let moved = desk
        .command(&by(&["--by", "2h", "--execute", "--yes=np_hour"]))
        .await;
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let sent = desk.sent();
    let reset = sent
        .iter()
        .find(|request| request.action.as_deref() == Some("ResetIncrStartTimestamp"));
    let body = reset.map(|request| request.body.clone()).unwrap();
    assert!(body.contains(&before(10_800).get().to_string()), "{body}");
}
