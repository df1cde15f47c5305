//! The journal: what is written before and after a request, and what is refused because of it.
//!
//! It is long because every rule of the journal is one test over the same few helpers.

use std::fs;
use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::{Value, json};

use super::outcome::{answers, response};
use super::{Desk, Ended, at, now, oms, plainly, with};

/// A call that is sent without a look at the task, because the servers of these tests answer one
/// request.
pub(super) const YES: &[&str] = &["--execute", "--yes=np_4w3a0001", "--no-preflight"];

impl Desk {
    /// Runs `oms journal …` and reads its JSON.
    pub(super) async fn journal_command(&self, arguments: &str) -> Ended {
        let journal = self.journal();
        let line = format!("oms journal {arguments} -o json --journal {journal}");
        plainly(line.split(' ').map(ToOwned::to_owned).collect()).await
    }

    /// A call whose answer is lost, which leaves an open entry.
    pub(super) async fn lose_an_answer(&self) {
        let url = answers(String::new()).await;
        let arguments = with(self.call(YES), &self.simulator.url(), &url);
        assert_eq!(plainly(arguments).await.exit, Exit::Unknown);
        // The next call goes to the simulator, under the address of the one that lost the answer.
        assert!(self.journal_file().exists());
    }
}

#[tokio::test]
async fn p197_the_intent_stands_before_the_request_and_the_result_after_it() {
    let desk = Desk::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let arguments = with(desk.call(YES), &desk.simulator.url(), &url);
    let (ended, at_connect) = tokio::join!(plainly(arguments), async {
        let (stream, _) = listener.accept().await.unwrap();
        let text = desk.exported();
        drop(stream);
        text
    });
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    assert_eq!(at_connect.lines().count(), 1, "{at_connect}");
    let kinds: Vec<String> = desk
        .entries()
        .iter()
        .map(|entry| entry["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["intent", "result"]);
    assert_eq!(desk.entries()[1]["outcome"], json!("unknown"));
}

#[tokio::test]
async fn p199_an_entry_says_who_sent_what_where_and_to_what_end_and_holds_no_secret() {
    let desk = Desk::new().await;
    let arguments = desk.call(YES);
    let ended = oms(arguments, &[("USER", "dba")], None, "").await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let mut entries = desk.entries();
    let intent = entries[0].as_object_mut().unwrap();
    let who = intent["who"].as_str().unwrap();
    assert!(who.starts_with("dba"), "{who}");
    assert!(!intent["host"].as_str().unwrap().is_empty());
    assert_eq!(intent["pid"], json!(std::process::id()));
    assert_eq!(intent["endpoint"], json!(desk.simulator.url()));
    for varying in ["who", "host", "pid", "endpoint", "client", "spec", "time"] {
        assert!(intent.remove(varying).is_some(), "{varying}");
    }
    let new = json!("1742365118");
    assert_eq!(
        entries[0],
        json!({
            "schema_version": 1, "seq": 1, "kind": "intent", "profile": null,
            "action": "ResetIncrStartTimestamp", "id": "np_4w3a0001", "direction": "forward",
            "place": null, "old": null, "new": new, "given": new, "timeout_ms": 60_000,
            "allow_plaintext": false,
            "request": {"id": "np_4w3a0001", "reverse": false, "startTimestamp": 1_742_365_118},
        })
    );
    let result = entries[1].as_object_mut().unwrap();
    assert!(result.remove("time").is_some());
    assert_eq!(
        entries[1],
        json!({
            "schema_version": 1, "seq": 2, "kind": "result", "intent": 1, "outcome": "accepted",
            "exit_code": 0, "status": 200, "ticket": 1, "request_id": "47174810001", "client_request_id": null,
            "code": null, "message": null,
        })
    );
    let text = format!("{:?}", desk.lines());
    for secret in ["secret", "YWRtaW46c2VjcmV0"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn p013_what_may_have_taken_effect_is_named_before_what_it_may_have_changed() {
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let desk = Desk::with(Simulator::builder().fault(lost)).await;
    let call = || {
        with(
            desk.call(&["--execute", "--yes=np_4w3a0001"]),
            "1742365118",
            "-2h",
        )
    };
    assert_eq!(plainly(call()).await.exit, Exit::Unknown);
    // By now the same words mean a later moment than the one to which the position was moved.
    let again = at(now() + Duration::from_secs(60), call()).await;
    assert_eq!(again.exit, Exit::Guard, "{again:?}");
    assert!(again.stderr.contains("(journal entry 1)"), "{again:?}");
}

#[tokio::test]
async fn p013_what_may_have_taken_effect_refuses_the_same_until_it_is_resolved() {
    let desk = Desk::new().await;
    let url = answers(String::new()).await;
    let same = || with(desk.call(YES), &desk.simulator.url(), &url);
    let ended = plainly(same()).await;
    assert_eq!(ended.exit, Exit::Unknown);
    for words in [
        "`oms task describe-progress np_4w3a0001 ",
        "`oms journal resolve 1 ",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }

    let planned = plainly(with(desk.call(&[]), &desk.simulator.url(), &url)).await;
    assert_eq!(planned.exit, Exit::Guard, "{planned:?}");
    for words in [
        "It would be refused",
        "may have taken effect (journal entry 1)",
        "Nothing was sent. With --execute it would be refused",
    ] {
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }

    let ended = plainly(same()).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(
        ended
            .stderr
            .contains("may have taken effect (journal entry 1)")
    );
    let again = [YES, &["--again", "--no-lock"]].concat();
    let ended = plainly(with(desk.call(&again), &desk.simulator.url(), &url)).await;
    assert_eq!(ended.exit, Exit::Guard, "no flag goes around it");
    assert_eq!(desk.entries().len(), 2, "nothing more was announced");

    // The same task in the other direction is the same task, and another service is not.
    let other_way = plainly(with(same(), "false", "true")).await;
    assert_eq!(other_way.exit, Exit::Guard, "{other_way:?}");
    for (from, to) in [
        ("np_4w3a0001", "np_4w3a0002"),
        (url.as_str(), desk.simulator.url().as_str()),
    ] {
        let ended = plainly(with(same(), from, to)).await;
        assert_ne!(ended.exit, Exit::Guard, "another target: {to}");
    }

    let open = desk.journal_command("list --open").await.json();
    assert_eq!(open["data"][0]["entry"], json!(1), "{open}");
    let resolved = desk
        .journal_command("resolve 1 --no-effect --early --note seen")
        .await;
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    assert_eq!(resolved.json()["data"]["resolution"]["note"], json!("seen"));
    let twice = desk.journal_command("resolve 1 --no-effect").await;
    assert_eq!(twice.exit, Exit::Usage, "{twice:?}");
    let next = twice.json()["next"].as_str().unwrap().to_owned();
    assert!(next.contains("`oms journal show 1 "), "{next}");
    let ended = plainly(same()).await;
    assert_eq!(
        ended.exit,
        Exit::NotSent,
        "nobody listens there any more: {ended:?}"
    );
}

#[tokio::test]
async fn p013_an_intent_without_a_result_counts_as_open() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    let text = desk.exported();
    let first = text.lines().next().unwrap();
    for torn in ["", "{\"prev\":\"00", "\u{8ba2}"] {
        desk.put_lines(&format!("{first}\n{torn}"));
        desk.forget_anchor();
        let ended = plainly(desk.call(YES)).await;
        assert_eq!(ended.exit, Exit::Guard, "{torn:?}: {ended:?}");
        assert!(ended.stderr.contains("journal entry 1"), "{ended:?}");
    }
    desk.put_lines(&format!("{first}\n{}", &first[..40]));
    desk.forget_anchor();
    let resolved = desk.journal_command("resolve 1 --took-effect").await;
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    let entries = desk.entries();
    assert_eq!(entries[1]["kind"], json!("repaired"));
    assert_eq!(entries[1]["bytes"], json!(40));
    assert_eq!(desk.journal_command("verify").await.exit, Exit::Success);
    assert_eq!(desk.commits(), 1);
}

#[tokio::test]
async fn a_verdict_that_is_not_confirmed_leaves_the_entry_open_and_suggests_no_other() {
    let desk = Desk::new().await;
    desk.lose_an_answer().await;
    let resolve = desk.words(&["journal", "resolve", "1", "--took-effect"]);
    let ended = oms(resolve, &[], Some("no\n"), "").await;
    assert_eq!(ended.exit, Exit::Declined, "{ended:?}");
    assert!(ended.stderr.contains("The entry stays open"), "{ended:?}");
    assert!(!ended.stderr.contains("--no-effect"), "{ended:?}");
}

#[tokio::test]
async fn p043_the_same_command_within_minutes_is_asked_about_or_refused() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);

    let ended = plainly(desk.call(YES)).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("--again"), "{ended:?}");
    let ended = oms(
        desk.call(&["--execute", "--no-preflight"]),
        &[],
        Some("no\n"),
        "",
    )
    .await;
    assert_eq!(ended.exit, Exit::Declined, "{ended:?}");
    assert_eq!(desk.commits(), 1);

    let typed = Some("again\nnp_4w3a0001\n");
    let ended = oms(desk.call(&["--execute", "--no-preflight"]), &[], typed, "").await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let ended = plainly(desk.call(&[YES, &["--again"]].concat())).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.commits(), 3);

    let other = with(desk.call(YES), "1742365118", "1742365119");
    assert_eq!(plainly(other).await.exit, Exit::Success, "another position");
    let minute = now() + Duration::from_secs(60);
    let relative = || with(desk.call(YES), "1742365118", "-2h");
    assert_eq!(
        plainly(relative()).await.exit,
        Exit::Guard,
        "the same second, in other words"
    );
    let again = [relative(), vec!["--again".to_owned()]].concat();
    assert_eq!(plainly(again).await.exit, Exit::Success);
    let ended = at(minute, relative()).await;
    assert_eq!(
        ended.exit,
        Exit::Guard,
        "the same words a minute later: {ended:?}"
    );
    let later = now() + Duration::from_secs(3600);
    let ended = at(later, desk.call(YES)).await;
    assert_eq!(ended.exit, Exit::Success, "an hour later: {ended:?}");
}

#[tokio::test]
async fn p044_the_question_says_what_a_second_time_does() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    let ended = oms(
        desk.call(&["--execute", "--no-preflight"]),
        &[],
        Some("\n"),
        "",
    )
    .await;
    for words in [
        "was accepted less than 1 s ago, as ticket 1 (journal entry 1)",
        "discards the progress made since the first",
        "skips whatever came since",
        "opens a ticket of its own",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }
}

#[tokio::test]
async fn p201_a_clock_that_steps_back_changes_no_order_and_hides_no_repetition() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(YES)).await.exit, Exit::Success);
    let earlier = now() - Duration::from_secs(3000);
    let ended = at(earlier, desk.call(YES)).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    let words = "which is in the future by this machine's clock, as ticket 1 (journal entry 1)";
    assert!(ended.stderr.contains(words), "{ended:?}");
    let ended = at(earlier, desk.call(&[YES, &["--again"]].concat())).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let numbers: Vec<u64> = desk
        .entries()
        .iter()
        .map(|entry| entry["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let listed = desk.journal_command("list").await.json();
    let entries: Vec<&Value> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["entry"])
        .collect();
    assert_eq!(entries, [&json!(1), &json!(3)]);
    assert_eq!(desk.journal_command("verify").await.exit, Exit::Success);
}

/// Changes the text of the journal, and what `verify` must then say.
type Tampering = (fn(&str) -> String, &'static str);

#[tokio::test]
async fn p199_a_line_that_was_changed_moved_or_removed_is_found_and_nothing_is_sent() {
    let desk = Desk::new().await;
    for more in [&[][..], &["--again"], &["--again"]] {
        assert_eq!(
            plainly(desk.call(&[YES, more].concat())).await.exit,
            Exit::Success
        );
    }
    let whole = desk.exported();
    let tampered: &[Tampering] = &[
        (
            |text| text.replace("\"accepted\"", "\"rejected\""),
            "was changed",
        ),
        (
            |text| text.replacen("np_4w3a0001", "np_4w3a0002", 1),
            "was changed",
        ),
        (
            |text| {
                text.lines()
                    .enumerate()
                    .filter(|(index, _)| *index != 2)
                    .flat_map(|(_, line)| [line, "\n"])
                    .collect()
            },
            "does not follow",
        ),
        (
            |text| text.lines().rev().flat_map(|line| [line, "\n"]).collect(),
            "does not follow",
        ),
        (|text| format!("{text}{{}}\n"), "is not a line of a journal"),
        (|text| format!("{text}{text}"), "does not follow"),
    ];
    for (tamper, words) in tampered {
        desk.put_lines(&tamper(&whole));
        let verified = desk.journal_command("verify").await;
        assert_eq!(verified.exit, Exit::Guard, "{words}: {verified:?}");
        assert!(verified.stdout.contains(words), "{words}: {verified:?}");
        let commits = desk.commits();
        let ended = plainly(desk.call(&[YES, &["--again"]].concat())).await;
        assert_eq!(ended.exit, Exit::Guard, "{words}: {ended:?}");
        assert_eq!(desk.commits(), commits, "{words}");
        assert!(
            !desk.journal_file().exists(),
            "nothing is taken over: {words}"
        );
    }
    desk.put_lines(&whole);
    assert_eq!(desk.journal_command("verify").await.exit, Exit::Success);
}

#[cfg(unix)]
#[tokio::test]
async fn p174_what_cannot_be_written_down_is_not_sent() {
    let desk = Desk::new().await;
    let blocked = desk.folder.path().join("a-file");
    fs::write(&blocked, "").unwrap();
    for journal in ["/dev/full", "/proc/nowhere", &blocked.display().to_string()] {
        let ended = plainly(with(desk.call(YES), &desk.journal(), journal)).await;
        assert_eq!(ended.exit, Exit::Guard, "{journal}: {ended:?}");
        assert!(ended.stderr.contains("nothing was sent"), "{ended:?}");
        assert!(ended.stderr.contains("journal"), "{ended:?}");
    }
    // A device has no end, so it must not even be read.
    fs::create_dir(desk.folder.path().join("journal")).unwrap();
    for file in [desk.lines_file(), desk.journal_file()] {
        std::os::unix::fs::symlink("/dev/full", &file).unwrap();
        let ended = plainly(desk.call(YES)).await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(desk.sent().is_empty());
        fs::remove_file(&file).unwrap();
    }
}

#[tokio::test]
async fn p174_without_a_place_for_the_journal_nothing_is_sent() {
    let desk = Desk::new().await;
    let arguments: Vec<String> = desk
        .call(YES)
        .into_iter()
        .filter(|argument| *argument != "--journal" && *argument != desk.journal())
        .collect();
    let ended = plainly(arguments.clone()).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(desk.sent().is_empty());

    let state = desk.folder.path().join("state").display().to_string();
    let home = desk.folder.path().display().to_string();
    let ended = oms(
        arguments,
        &[("XDG_STATE_HOME", &state), ("HOME", &home)],
        None,
        "",
    )
    .await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let file = if cfg!(target_os = "macos") {
        "Library/Application Support/oms/journal.db"
    } else {
        "state/oms/journal.db"
    };
    assert!(desk.folder.path().join(file).exists());
}

#[tokio::test]
async fn p042_while_one_is_in_flight_a_second_of_the_same_is_refused() {
    let desk = Desk::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let arguments = || with(desk.call(YES), &desk.simulator.url(), &url);
    let (first, ()) = tokio::join!(plainly(arguments()), async {
        let (stream, _) = listener.accept().await.unwrap();
        let second = plainly(arguments()).await;
        assert_eq!(second.exit, Exit::Guard, "{second:?}");
        assert!(second.stderr.contains("in flight"), "{second:?}");
        let process = format!("process {}", std::process::id());
        assert!(second.stderr.contains(&process), "{second:?}");
        assert!(second.stderr.contains("2025-03-19T08:18:38Z"), "{second:?}");
        // Without the lock, the open intent refuses it all the same.
        let unlocked = [arguments(), vec!["--no-lock".to_owned()]].concat();
        let third = plainly(unlocked).await;
        assert_eq!(third.exit, Exit::Guard, "{third:?}");
        assert!(third.stderr.contains("may have taken effect"), "{third:?}");
        assert!(!third.stderr.contains("in flight"), "{third:?}");
        drop(stream);
    });
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
}

#[tokio::test]
async fn p007_a_lost_answer_names_the_way_out_and_leaves_the_entry_open() {
    let desk = Desk::new().await;
    let url = answers(response("502 Bad Gateway", "<title>Bad Gateway</title>")).await;
    let arguments = with(desk.call(YES), &desk.simulator.url(), &url);
    let ended = plainly([arguments, vec!["-o".to_owned(), "json".to_owned()]].concat()).await;
    assert_eq!(ended.exit, Exit::Unknown);
    let object = ended.json();
    assert_eq!(object["outcome"], json!("unknown"));
    assert_eq!(object["journal"], json!(1));
    assert!(
        object["next"]
            .as_str()
            .unwrap()
            .contains("oms journal resolve 1")
    );
    let shown = desk.journal_command("show 1").await.json();
    assert_eq!(shown["data"]["open"], json!(true), "{shown}");
    assert_eq!(shown["data"]["result"]["status"], json!(502), "{shown}");
}

#[tokio::test]
async fn a_list_is_filtered_by_a_command_in_its_group_and_by_the_name_of_a_task() {
    let desk = Desk::new().await;
    let stopped = desk
        .line("task stop orders --execute --yes=np_4w3a0001")
        .await;
    assert_eq!(stopped.exit, Exit::Success, "{stopped:?}");
    for (filter, count) in [
        (["--action", "task stop"], 1),
        (["--action", "stop-project"], 1),
        (["--action", "StopProject"], 1),
        (["--action", "task resume"], 0),
        (["--id", "orders"], 1),
        (["--id", "np_4w3a0001"], 1),
        (["--id", "billing"], 0),
    ] {
        let journal = desk.journal();
        let mut words = vec![
            "oms",
            "journal",
            "list",
            "-o",
            "json",
            "--journal",
            &journal,
        ];
        words.extend(filter);
        let listed = plainly(words.into_iter().map(ToOwned::to_owned).collect()).await;
        assert_eq!(listed.exit, Exit::Success, "{listed:?}");
        let found = listed.json()["data"].as_array().unwrap().len();
        assert_eq!(found, count, "{filter:?}: {listed:?}");
    }
}
