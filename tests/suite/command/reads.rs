//! Actions that only read: they act at once, and their answers are tables.

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Scenario, Simulator, Task};
use serde_json::{Value, json};

use super::{Desk, Ended, RESET, plainly};

impl Desk {
    /// Runs a command with the simulator's endpoint and credentials.
    pub(super) async fn command(&self, words: &[&str]) -> Ended {
        let whole = self.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        let words = words.iter().map(|&word| word.to_owned());
        plainly(head.chain(words).collect()).await
    }
}

#[tokio::test]
async fn p172_a_read_acts_at_once_and_answers_with_a_table() {
    let desk = Desk::new().await;
    let listed = desk.command(&["list-projects"]).await;
    assert_eq!(listed.exit, Exit::Success, "{listed:?}");
    assert_eq!(listed.stderr, "5 of 5\n");
    for words in ["np_4w3a0001", "orders", "SUSPEND", "inventory, not started"] {
        assert!(listed.stdout.contains(words), "{words}: {listed:?}");
    }
    let described = desk
        .command(&["describe-project-progress", "--id", "np_4w3a0001"])
        .await;
    assert_eq!(described.exit, Exit::Success, "{described:?}");
    assert!(
        described.stdout.contains("incrSyncCheckpoint"),
        "{described:?}"
    );

    let lines = desk.command(&["list-projects", "-o", "jsonl"]).await;
    let ids: Vec<serde_json::Value> = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
        .collect();
    assert_eq!(ids.len(), 5, "{lines:?}");
    assert_eq!(ids[0], json!("np_4w3a0001"));
    let csv = desk.command(&["list-projects", "-o", "csv"]).await;
    assert_eq!(csv.stdout.lines().count(), 6, "{csv:?}");
    let status = desk
        .command(&[
            "describe-project",
            "--id",
            "np_4w3a0002",
            "--query",
            "/data/status",
        ])
        .await;
    assert_eq!(status.stdout, "SUSPEND\n");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn a_read_that_fails_says_so_and_has_nothing_to_plan() {
    let desk = Desk::new().await;
    let none = desk.command(&["describe-project", "--id", "np_none"]).await;
    assert_eq!(none.exit, Exit::Rejected, "{none:?}");
    assert!(none.stderr.contains("GHANA-PROJECT000001"), "{none:?}");
    let planned = desk
        .command(&["plan", "-o", "p.json", "list-projects"])
        .await;
    assert_eq!(planned.exit, Exit::Usage, "{planned:?}");
}

#[tokio::test]
async fn every_task_action_is_planned_by_its_task_and_sent_by_its_name() {
    let desk = Desk::new().await;
    for (action, id, words) in [
        ("stop-project", "np_4w3a0001", "Pauses the task"),
        ("resume-project", "np_4w3a0002", "go on"),
        ("start-project", "np_4w3a0004", "Starts the task"),
        ("release-project", "np_4w3a0001", "FOR GOOD"),
    ] {
        let planned = desk.command(&[action, "--id", id]).await;
        assert_eq!(planned.exit, Exit::Success, "{planned:?}");
        assert!(planned.stdout.contains(words), "{action}: {planned:?}");
        assert!(planned.stdout.contains("Nothing was sent."), "{action}");
        let before = desk.sent().len();
        let yes = format!("--yes={id}");
        let done = desk.command(&[action, "--id", id, "--execute", &yes]).await;
        assert_eq!(done.exit, Exit::Success, "{action}: {done:?}");
        assert_eq!(desk.sent().len() - before, 1, "{action}");
    }
    let guards = desk
        .command(&["stop-project", "--id", "np_4w3a0002", "--allow-skip"])
        .await;
    assert_eq!(guards.exit, Exit::Usage, "{guards:?}");
    assert!(guards.stderr.contains("moves no position"), "{guards:?}");
}

#[tokio::test]
async fn a_secret_among_the_parameters_is_shown_nowhere() {
    let desk = Desk::new().await;
    let words = [
        "create-oceanbase-data-source",
        "--json",
        r#"{"name":"n","type":"OB_MYSQL","tenant":"t","userName":"u","password":"aHVudGVyMg=="}"#,
    ];
    let refused = desk.command(&words).await;
    assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
    assert!(refused.stderr.contains("--json -"), "{refused:?}");
    assert!(!refused.stderr.contains("aHVudGVyMg"), "{refused:?}");

    let whole = desk.call(&[]);
    let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
    let piped = ["create-oceanbase-data-source", "--json", "-"].map(str::to_owned);
    let planned = super::oms(head.chain(piped).collect(), &[], None, words[2]).await;
    assert_eq!(planned.exit, Exit::Success, "{planned:?}");
    assert!(planned.stdout.contains("(hidden)"), "{planned:?}");
    assert!(!planned.stdout.contains("aHVudGVyMg"), "{planned:?}");
}

/// The times of a text, with what follows their minutes.
fn times(text: &str) -> Vec<&str> {
    let places = text.match_indices("2025-0");
    let times = places.map(|(place, _)| text[place..].split(['"', ' ', '\n', ',']).next().unwrap());
    times.collect()
}

#[tokio::test]
async fn people_read_local_times_with_their_offset_and_programs_what_the_service_sent() {
    let desk = Desk::new().await;
    let one = ["--id", "np_4w3a0001"].as_slice();
    for (command, more) in [
        ("task list", &[][..]),
        ("data-source list", &[]),
        ("task describe", one),
        ("task describe-steps", one),
        ("task describe-progress", one),
    ] {
        let read = async |zone, format| {
            let words = command.split(' ').chain(more.iter().copied());
            let flags = ["--tz", zone, "-o", format];
            let words: Vec<&str> = words.chain(flags).collect();
            let ended = desk.command(&words).await;
            assert_eq!(ended.exit, Exit::Success, "{words:?}: {ended:?}");
            ended.stdout
        };
        let table = read("Asia/Shanghai", "table").await;
        let shown = times(&table);
        assert!(!shown.is_empty(), "{table}");
        for time in shown {
            assert!(
                time.ends_with("+08:00") && time.len() == 25,
                "{command}: {time}"
            );
        }
        // The position of each task is a second since 1970.
        assert!(!table.contains("17423"), "{table}");
        for format in ["json", "jsonl", "csv", "yaml"] {
            let far = read("Asia/Shanghai", format).await;
            let is_local = |time: &&str| time.ends_with("+08:00");
            assert!(!times(&far).iter().any(is_local), "{far}");
            // The whole object has the number of the request.
            if ["jsonl", "csv"].contains(&format) {
                assert_eq!(far, read("UTC", format).await, "{command} {format}");
            }
        }
    }
}

/// A desk at a simulator with this many tasks.
async fn desk_of(tasks: usize) -> Desk {
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let mut simulator = Simulator::builder().scenario(Scenario::empty());
    for number in 0..tasks {
        simulator = simulator.task(Task::new(format!("np_{number:04}"), position));
    }
    Desk::with(simulator).await
}

#[tokio::test]
async fn a_list_is_read_whole_unless_a_page_is_named_or_a_limit_is_given() {
    let desk = desk_of(353).await;
    for (words, count, beside) in [
        (vec![], 353, ""),
        (vec!["--page-size", "20"], 353, ""),
        (vec!["--page-number", "2", "--page-size", "20"], 20, ""),
        (vec!["--limit", "200"], 200, "the service has 353"),
        (vec!["--limit", "353"], 353, ""),
    ] {
        let list = ["list-projects", "-o", "json"].into_iter();
        let command: Vec<&str> = list.chain(words).collect();
        let listed = desk.command(&command).await;
        assert_eq!(listed.exit, Exit::Success, "{command:?}: {listed:?}");
        let json = listed.json();
        assert_eq!(json["data"].as_array().unwrap().len(), count, "{command:?}");
        assert_eq!(
            beside.is_empty(),
            listed.stderr.is_empty(),
            "{command:?}: {}",
            listed.stderr
        );
        assert!(
            listed.stderr.contains(beside),
            "{command:?}: {}",
            listed.stderr
        );
        let is_page = command.contains(&"--page-number");
        let total = if is_page { json!(null) } else { json!(353) };
        assert_eq!(json["total"], total, "{command:?}");
    }
    let none = desk_of(0)
        .await
        .command(&["list-projects", "-o", "json"])
        .await;
    assert_eq!(none.json()["data"], json!([]), "{none:?}");
}

#[tokio::test]
async fn a_list_that_fails_on_its_way_is_an_error_and_no_short_list() {
    for format in ["table", "csv", "jsonl"] {
        let desk = desk_of(353).await;
        let behind_two_pages = (3..20).fold(
            FaultRule::new(Fault::status(500)).on_action("ListProjects"),
            FaultRule::nth,
        );
        desk.simulator.inject(behind_two_pages).unwrap();
        let listed = desk.command(&["list-projects", "-o", format]).await;
        assert_ne!(listed.exit, Exit::Success, "{listed:?}");
        let lines: Vec<&str> = listed.stdout.lines().collect();
        match format {
            "table" => assert_eq!(listed.stdout, ""),
            // Two pages below the line of names; the error is beside them.
            "csv" => assert_eq!(lines.len(), 301, "{listed:?}"),
            // Two pages, and the error.
            _ => {
                assert_eq!(lines.len(), 301, "{listed:?}");
                let last: Value = serde_json::from_str(lines[300]).unwrap();
                assert_eq!(last["kind"], "error", "{last}");
            }
        }
    }
}

#[tokio::test]
async fn a_list_as_lines_is_the_list_and_says_where_it_is_cut() {
    let desk = desk_of(353).await;
    let object = desk.command(&["list-projects", "-o", "json"]).await.json();
    for (limit, count) in [("1000", 353), ("353", 353), ("200", 200), ("7", 7)] {
        let words = ["list-projects", "-o", "jsonl", "--limit", limit];
        let lines = desk.command(&words).await;
        assert_eq!(lines.exit, Exit::Success, "{lines:?}");
        let values = lines.stdout.lines().map(serde_json::from_str);
        let values: Result<Vec<Value>, _> = values.collect();
        assert_eq!(values.unwrap(), object["data"].as_array().unwrap()[..count]);
        let is_told = lines.stderr.contains("the service has 353");
        assert_eq!(is_told, count < 353, "{limit}: {}", lines.stderr);
    }
}

/// An empty page before the end of a list looks like its end.
#[tokio::test]
async fn a_list_that_ends_below_its_total_is_told_as_incomplete() {
    for format in ["json", "jsonl"] {
        let desk = desk_of(353).await;
        let empty = Fault::answer(200, r#"{"success":true,"totalCount":353,"data":[]}"#);
        let third = FaultRule::new(empty).on_action("ListProjects").nth(3);
        desk.simulator.inject(third).unwrap();
        let listed = desk.command(&["list-projects", "-o", format]).await;
        assert_eq!(listed.exit, Exit::Success, "{listed:?}");
        let is_told = listed.stderr.contains("stated more items than it gave");
        assert!(is_told, "{format}: {}", listed.stderr);
    }
}
