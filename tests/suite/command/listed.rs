//! The list of the journal: requests by what they have in common.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::json;

use super::{BLINDLY, Desk, Ended, at, now, plainly, with};

/// The numbers of the requests that a list shows.
fn listed(ended: &Ended) -> Vec<u64> {
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let json = ended.json();
    let entries = json["data"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["entry"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn requests_are_listed_by_what_they_have_in_common() {
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("StopProject");
    let desk = Desk::with(Simulator::builder().fault(lost)).await;
    let hour = std::time::Duration::from_secs(3_600);
    // Entry 1, a move; entry 3, of another task and an hour later; entry 5, a stop that may have
    // taken effect.
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    let other = with(desk.call(BLINDLY), "np_4w3a0001", "np_4w3a0002");
    let other = with(other, "--yes=np_4w3a0001", "--yes=np_4w3a0002");
    assert_eq!(at(now() + hour, other).await.exit, Exit::Success);
    let stop = "stop-project --id np_4w3a0001 --execute --yes=np_4w3a0001";
    assert_eq!(desk.line(stop).await.exit, Exit::Unknown);
    let url = desk.simulator.url();
    for (filter, expected) in [
        ("", vec![1, 3, 5]),
        ("--open", vec![5]),
        ("--id np_4w3a0001", vec![1, 5]),
        ("--action stop-project", vec![5]),
        ("--action ResetIncrStartTimestamp", vec![1, 3]),
        (
            "--action reset-incr-start-timestamp --id np_4w3a0002",
            vec![3],
        ),
        ("--since -30m", vec![3]),
        ("--until -30m", vec![1, 5]),
        ("--until +1h", vec![1, 3, 5]),
        ("--until 2026-12-31T00:00:00Z", vec![1, 3, 5]),
        ("--since +1h", vec![]),
        ("--outcome accepted", vec![1, 3]),
        ("--outcome unknown", vec![5]),
        ("--outcome rejected", vec![]),
        (
            &format!("--to-endpoint {}/", url.to_uppercase()),
            vec![1, 3, 5],
        ),
        ("--to-endpoint http://elsewhere:1", vec![]),
        ("--of-profile prod", vec![]),
        ("--run 1", vec![]),
        ("--limit 2", vec![3, 5]),
        ("--limit 0", vec![]),
        ("--id np_4w3a0001 --limit 1", vec![5]),
        ("--outcome accepted --limit 1", vec![3]),
    ] {
        let line = format!(
            "oms --journal {} journal list {filter} -o json",
            desk.journal()
        );
        let words = line.split_whitespace().map(ToOwned::to_owned).collect();
        let ended = at(now() + hour + hour / 2, words).await;
        assert_eq!(listed(&ended), expected, "{filter}");
    }
    for (filter, exit, words) in [
        ("--action rewind", Exit::Success, "is no action"),
        (
            "--action stop-projekt",
            Exit::Success,
            "did you mean stop-project?",
        ),
        ("--since -1h --until -2h", Exit::Usage, "not before --until"),
        ("--to-endpoint 127.0.0.1:1", Exit::Usage, "has no scheme"),
    ] {
        let ended = desk.line(&format!("journal list {filter}")).await;
        assert_eq!(ended.exit, exit, "{filter}: {ended:?}");
        assert!(ended.stderr.contains(words), "{filter}: {ended:?}");
    }
    let newest = desk.line("journal list --limit 1").await;
    assert!(newest.stderr.contains("2 older requests"), "{newest:?}");
    let newest = desk.line("journal list --id np_4w3a0001 --limit 1").await;
    assert!(newest.stderr.contains("1 older requests"), "{newest:?}");
    for flag in ["-o csv", "--limit 1", "--query /data", "--jq ."] {
        let ended = desk.line(&format!("journal export {flag}")).await;
        assert_eq!(ended.exit, Exit::Usage, "{flag}: {ended:?}");
    }
    let resolved = "journal resolve 5 --took-effect";
    assert_eq!(desk.line(resolved).await.exit, Exit::Success);
    let ended = desk
        .line("journal list --outcome took-effect -o json")
        .await;
    assert_eq!(listed(&ended), [5]);
    // For people: local time, and where it went.
    let ended = desk
        .line("--tz Asia/Shanghai journal list --id np_4w3a0001")
        .await;
    for words in ["2025-03-19T16:18:38+08:00", url.as_str(), "ENDPOINT"] {
        assert!(ended.stdout.contains(words), "{words}: {ended:?}");
    }
    let steps = "rewind --id np_4w3a0002 --reverse false --to -3h --execute --yes=np_4w3a0002";
    desk.line(steps).await;
    let entries = desk.entries();
    let run = entries.iter().find(|entry| entry["kind"] == json!("run"));
    let run = run.unwrap()["seq"].as_u64().unwrap();
    let ended = desk
        .line(&format!("journal list --run {run} -o json"))
        .await;
    assert!(!listed(&ended).is_empty() && listed(&ended).iter().all(|seq| *seq > run));
}

/// A thing of another kind may have the name of a task for its ID.
#[tokio::test]
async fn a_list_has_what_was_sent_about_the_task_of_a_name_and_about_that_id() {
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("StopProject");
    let desk = Desk::with(Simulator::builder().fault(lost)).await;
    for (line, exit, entries) in [
        (
            "task stop orders --execute --yes=np_4w3a0001",
            Exit::Unknown,
            &[1][..],
        ),
        (
            "change cancel orders --execute --yes=orders",
            Exit::Rejected,
            &[1, 3],
        ),
    ] {
        assert_eq!(desk.line(line).await.exit, exit, "{line}");
        let ended = desk.line("journal list --id orders -o json").await;
        assert_eq!(listed(&ended), entries, "{line}");
        let open = desk.line("journal list --id orders --open -o json").await;
        assert_eq!(listed(&open), [1], "{line}");
        let by_id = desk.line("journal list --id np_4w3a0001 -o json").await;
        assert_eq!(listed(&by_id), [1], "{line}");
    }
}
