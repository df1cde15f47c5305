//! Moving back what an entry of the journal has moved.

use oms_cli::Exit;
use oms_sim::FaultRule;
use serde_json::json;

use super::advised::{beside_the_default, commands};
use super::{Desk, RESET, plainly, with};
use crate::support::replies::refusing;

/// The new position of the request that is undone, and where it had found the task.
const MOVED_TO: i64 = 1_742_365_000;

impl Desk {
    /// Moves the first task of the scenario and returns where it was and the entry.
    async fn moved(&self) -> (serde_json::Value, String) {
        let sent = self
            .command(&[
                "rewind",
                "--id",
                "np_4w3a0001",
                "--reverse",
                "false",
                "--to",
                &MOVED_TO.to_string(),
                "--execute",
                "--yes=np_4w3a0001",
                "-o",
                "json",
            ])
            .await;
        assert_eq!(sent.exit, Exit::Success, "{sent:?}");
        let listed = self
            .command(&["journal", "list", "-o", "json"])
            .await
            .json();
        let entries = listed["data"].as_array().unwrap();
        let moved = entries
            .iter()
            .find(|entry| entry["action"] == json!(RESET_ACTION))
            .unwrap();
        (moved["old"].clone(), moved["entry"].to_string())
    }
}

const RESET_ACTION: &str = "ResetIncrStartTimestamp";

#[tokio::test]
async fn an_entry_is_undone_by_a_move_back_to_where_it_had_found_the_task() {
    let desk = Desk::new().await;
    let (old, entry) = desk.moved().await;
    let sent = desk.sent().len();
    let plan = desk.command(&["undo", &entry, "-o", "json"]).await;
    assert_eq!(
        plan.exit,
        Exit::Guard,
        "it skips what was replayed, so that it must be allowed: {plan:?}"
    );
    let new = plan.json()["request"]["startTimestamp"].to_string();
    assert_eq!(Some(new.as_str()), old.as_str());
    assert_eq!(desk.sent().len(), sent, "a plan sends nothing");
    let undone = desk
        .command(&[
            "undo",
            &entry,
            "--allow-skip",
            "--execute",
            "--yes=np_4w3a0001",
        ])
        .await;
    assert_eq!(undone.exit, Exit::Success, "{undone:?}");
    let resets = desk
        .sent()
        .into_iter()
        .filter(|request| request.action.as_deref() == Some(RESET_ACTION));
    assert_eq!(resets.count(), 2);
}

#[tokio::test]
async fn what_moved_nothing_or_is_of_another_service_is_not_undone() {
    let desk = Desk::new().await;
    let none = desk.command(&["undo", "7"]).await;
    assert_eq!(none.exit, Exit::Usage, "{none:?}");
    assert!(none.stderr.contains("has no request 7"), "{none:?}");
    let stopped = desk
        .command(&[
            "stop-project",
            "--id",
            "np_4w3a0001",
            "--execute",
            "--yes=np_4w3a0001",
        ])
        .await;
    assert_eq!(stopped.exit, Exit::Success, "{stopped:?}");
    let refused = desk.command(&["undo", "1"]).await;
    assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
    assert!(refused.stderr.contains("moved no position"), "{refused:?}");
    let mut elsewhere: Vec<String> = desk.call(&[]);
    elsewhere.truncate(elsewhere.iter().position(|word| word == RESET[0]).unwrap());
    elsewhere.extend(["undo", "1"].map(ToOwned::to_owned));
    let elsewhere = plainly(with(elsewhere, &desk.simulator.url(), "http://127.0.0.2:9")).await;
    assert_eq!(elsewhere.exit, Exit::Usage, "{elsewhere:?}");
    assert!(elsewhere.stderr.contains("was sent to"), "{elsewhere:?}");
}

/// The default profile is that of another service.
#[tokio::test]
async fn what_is_of_another_service_is_named_with_the_words_that_lead_there() {
    let (other, desk) = beside_the_default().await;
    let refused = FaultRule::from(refusing(409)).on_action("ResumeProject");
    desk.simulator.inject(refused.times(1)).unwrap();
    let journal = desk.journal();
    let words = |line: &str| -> Vec<String> {
        let own = ["oms", "--journal", &journal].into_iter();
        own.chain(line.split_whitespace())
            .map(str::to_owned)
            .collect()
    };
    let rewind = "--profile b rewind --id np_4w3a0001 --reverse false --to 1742365118 \
                  --execute --yes=np_4w3a0001 --wait-timeout 300ms";
    let left = plainly(words(rewind)).await;
    assert_eq!(left.exit, Exit::Unverified, "{left:?}");
    let url = desk.simulator.url();
    for (line, advised, exit, ends) in [
        (
            "runs resume 1",
            "runs resume 1 --execute",
            Exit::Guard,
            Exit::Declined,
        ),
        // The move back would skip what is not replayed yet.
        ("undo 4", "undo 4", Exit::Usage, Exit::Guard),
    ] {
        let refused = plainly(words(line)).await;
        assert_eq!(refused.exit, exit, "{refused:?}");
        let command = format!("oms {advised} --profile b --endpoint {url} --journal {journal}");
        let command: Vec<String> = command.split(' ').map(str::to_owned).collect();
        assert!(commands(&refused.stderr).contains(&command), "{refused:?}");
        let there = plainly(command).await;
        assert_eq!(there.exit, ends, "{line}: {there:?}");
        let told = format!("{}{}", there.stdout, there.stderr);
        assert!(told.contains(&url), "{line}: {told}");
    }
    assert!(other.simulator.requests().is_empty());
}
