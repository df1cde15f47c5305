//! The removal of old entries, and those that stay because something refers to them.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Course, Simulator};
use serde_json::{Value, json};

use super::journal::YES;
use super::{Desk, at, now, plainly, with};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn p200_pruning_removes_what_is_old_and_never_what_is_open() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    let pruned = desk
        .journal_command("prune --before 2025-03-20T00:00:00Z")
        .await;
    assert_eq!(
        pruned.exit,
        Exit::Usage,
        "that is in the future: {pruned:?}"
    );
    let told = format!("{}{}", pruned.stdout, pruned.stderr);
    assert!(!told.contains("position"), "{pruned:?}");

    let line = format!(
        "oms journal prune --before -1d -o json --journal {}",
        desk.journal()
    );
    let words: Vec<String> = line.split(' ').map(ToOwned::to_owned).collect();
    let pruned = at(now() + DAY * 2, words.clone()).await;
    assert_eq!(
        pruned.json()["data"]["removed_through"],
        json!(2),
        "{pruned:?}"
    );
    assert_eq!(pruned.json()["data"]["still_needed"], Value::Null);
    assert_eq!(desk.entries().len(), 1);
    assert_eq!(desk.journal_command("verify").await.exit, Exit::Success);

    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    desk.lose_an_answer().await;
    let reverse = with(desk.call(YES), "false", "true");
    assert_eq!(plainly(reverse).await.exit, Exit::Success);
    let before = desk.entries();
    assert_eq!(
        before.last().unwrap()["seq"],
        json!(8),
        "numbers go on: {before:?}"
    );
    let pruned = at(now() + DAY * 2, words.clone()).await;
    assert_eq!(
        pruned.json()["data"]["removed_through"],
        json!(4),
        "{pruned:?}"
    );
    assert_eq!(pruned.json()["data"]["still_needed"], json!(5));
    assert_ne!(pruned.json()["next"], Value::Null, "{pruned:?}");
    let kinds: Vec<Value> = desk
        .entries()
        .iter()
        .map(|entry| entry["kind"].clone())
        .collect();
    assert_eq!(kinds, ["pruned", "intent", "result", "intent", "result"]);
    let pruned = at(now() + DAY * 2, words).await;
    assert_eq!(pruned.json()["data"]["removed_through"], Value::Null);
    assert_eq!(pruned.json()["data"]["still_needed"], json!(5));
    assert_eq!(desk.journal_command("verify").await.exit, Exit::Success);
    let open = desk.journal_command("list --open").await.json();
    assert_eq!(open["data"][0]["entry"], json!(5), "{open}");
}

#[tokio::test]
async fn p200_a_run_stays_as_long_as_its_steps_and_its_end() {
    let late = Course::after(Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 300ms";
    let begun = desk.line(rewind).await;
    assert_eq!(begun.exit, Exit::Unverified, "{begun:?}");
    desk.simulator.advance(Duration::from_secs(3600));
    let resume = ["runs", "resume", "1", "--execute", "--yes=np_4w3a0001"];
    let resumed = at(now() + DAY * 100, desk.words(&resume)).await;
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    let kept = desk.entries();
    let prune = ["journal", "prune", "--before", "-90d", "-o", "json"];
    let pruned = at(now() + DAY * 150, desk.words(&prune)).await;
    assert_eq!(pruned.json()["data"]["removed_through"], Value::Null);
    assert_eq!(pruned.json()["data"]["still_needed"], json!(1));
    assert_eq!(desk.entries(), kept);
    let pruned = at(now() + DAY * 200, desk.words(&prune)).await;
    let last = kept.last().unwrap()["seq"].clone();
    assert_eq!(pruned.json()["data"]["removed_through"], last);
}

#[tokio::test]
async fn a_prune_says_which_entry_kept_older_ones_and_only_if_one_did() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    desk.lose_an_answer().await;
    let reverse = with(desk.call(YES), "false", "true");
    assert_eq!(plainly(reverse).await.exit, Exit::Success);
    let prune = ["journal", "prune", "--before", "-90d"];
    let told = [
        (1, "Nothing was removed: no entry is that old.", false),
        (100, "Removed everything up to entry 2. Entries", true),
        (100, "because entry 3 is still needed.", true),
    ];
    for (days, words, needed) in told {
        let pruned = at(now() + DAY * days, desk.words(&prune)).await;
        assert_eq!(pruned.exit, Exit::Success, "{pruned:?}");
        assert!(pruned.stdout.contains(words), "{pruned:?}");
        let advice = format!("{}{}", pruned.stdout, pruned.stderr);
        assert_eq!(advice.contains("list --open"), needed, "{pruned:?}");
    }
}
