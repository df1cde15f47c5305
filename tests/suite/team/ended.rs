//! The end of a process, without which nobody may say that its request had no effect: a database
//! that is lost frees the lock of a process that still lives.

use std::time::{Duration, Instant};

use oms_cli::Exit;
use rustix::process::{Pid, Signal, kill_process};

use super::harness::journal::{Journal, key};
use super::harness::operator::{Ended, MOVE, Operator, TASK};
use super::locks::{LOCKS, OPEN, blind, silent, wait_for};

/// Ends every connection of a user to the journal, as a network does that is cut.
const CUT: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE usename = 'alice' AND datname = current_database()";

/// Says that the first entry had no effect, long after its request could have arrived.
fn resolve(journal: &Journal, operator: &Operator, more: &[&str]) -> Ended {
    journal.an_hour_later(|| operator.run(&with(more)))
}

fn with<'w>(more: &[&'w str]) -> Vec<&'w str> {
    let words = ["journal", "resolve", "1", "--no-effect", "--timeout=1s"];
    words.iter().chain(more).copied().collect()
}

fn send(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).unwrap();
    kill_process(pid, signal).unwrap();
}

#[test]
fn p262_no_effect_is_not_said_of_a_request_whose_process_still_lives() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (service, _) = silent();
    // Nobody answers its TLS, so that nothing of the request leaves.
    let url = format!("https://{}", service.local_addr().unwrap());
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = alice.start(&[], &url, &blind());
    wait_for(&journal, OPEN, "1");
    let pid = running.id();
    send(pid, Signal::STOP);
    let held = resolve(&journal, &bob, &[]);
    assert!(held.stderr.contains("in flight"), "{held:?}");
    journal.admin(CUT);
    wait_for(&journal, LOCKS, "0");
    for more in [&[][..], &["--process-ended"], &["--early"]] {
        let refused = resolve(&journal, &bob, more);
        assert_eq!(refused.exit, Exit::Guard, "{more:?}: {refused:?}");
        for words in [&format!("process {pid}"), "still runs on this machine"] {
            assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        }
    }
    assert_eq!(journal.open(), "1");
    // It goes on, and says itself what became of its request.
    send(pid, Signal::CONT);
    let (code, said) = running.wait();
    assert_eq!(code, Some(i32::from(Exit::NotSent.code())), "{said}");
    assert_eq!(journal.open(), "0");
    journal.verifies();
}

#[test]
fn p262_a_process_that_is_seen_to_have_ended_needs_nobodys_word() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = alice.start(&[], &url, &blind());
    wait_for(&journal, OPEN, "1");
    running.kill();
    wait_for(&journal, LOCKS, "0");
    let resolved = resolve(&journal, &bob, &[]);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    assert_eq!(journal.open(), "0");
    journal.verifies();
}

/// An open entry of a process on a machine that is not this one.
fn of_another_machine() -> Option<Journal> {
    of_a_call_with("")
}

/// The same, with more of what its command has written down, in JSON.
fn of_a_call_with(more: &str) -> Option<Journal> {
    let journal = Journal::new()?;
    let text = format!(
        r#"{{"schema_version":1,"seq":1,"time":"2025-03-19T08:18:38.000Z","kind":"intent","who":"ann","host":"bastion-7",
        "pid":4711,"profile":null,"endpoint":"http://127.0.0.1:9","action":"ResetIncrStartTimestamp","id":"{TASK}",
        "direction":"forward","old":null,"new":"1742365118","request":{{"id":"{TASK}"}},{more}"allow_plaintext":false,
        "client":"1","spec":"1"}}"#
    );
    let text = text.replace("\n        ", "");
    let key = key("ResetIncrStartTimestamp", &format!(r#"{{"id":"{TASK}"}}"#));
    let sql = format!(
        "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', 'http://127.0.0.1:9', {key})"
    );
    let put = journal.server.asked_by("alice", &journal.database, &sql);
    assert!(put.is_ok(), "{put:?}");
    Some(journal)
}

#[test]
fn p262_where_nobody_can_see_the_process_somebody_must_say_that_it_has_ended() {
    let Some(journal) = of_another_machine() else {
        return;
    };
    let bob = journal.operator("bob");
    let refused = resolve(&journal, &bob, &[]);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    for words in ["process 4711 on bastion-7", "--process-ended"] {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    assert_eq!(journal.open(), "1");
    let said = resolve(&journal, &bob, &["--process-ended"]);
    assert_eq!(said.exit, Exit::Success, "{said:?}");
    assert_eq!(journal.open(), "0");
}

#[test]
fn p262_a_terminal_asks_whether_the_process_has_ended() {
    for (typed, words, exit) in [
        ("no effect\n", with(&[]), Exit::Declined),
        ("no\nno effect\n", with(&[]), Exit::Declined),
        ("ended\nno effect\n", with(&[]), Exit::Success),
        ("no effect\n", with(&["--process-ended"]), Exit::Success),
        (
            "no effect\nended\n",
            vec!["journal", "resolve", "1", "--timeout=1s"],
            Exit::Success,
        ),
        (
            "no effect\n\n",
            vec!["journal", "resolve", "1", "--timeout=1s"],
            Exit::Declined,
        ),
    ] {
        let Some(journal) = of_another_machine() else {
            return;
        };
        let bob = journal.operator("bob");
        let ended = journal.an_hour_later(|| bob.typing("http://127.0.0.1:9", &words, typed));
        assert_eq!(ended.exit, exit, "{typed:?}: {ended:?}");
        let open = if exit == Exit::Success { "0" } else { "1" };
        assert_eq!(journal.open(), open, "{typed:?}: {ended:?}");
    }
}

/// A request that took effect has been sent, and is not sent again.
#[test]
fn p262_took_effect_needs_no_end_of_the_process() {
    let Some(journal) = of_another_machine() else {
        return;
    };
    let bob = journal.operator("bob");
    let words = ["journal", "resolve", "1", "--took-effect", "--timeout=1s"];
    let resolved = bob.run(&words);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
}

/// The end of a call whose result is in the journal is the end of its request.
#[test]
fn p262_a_request_with_a_result_needs_no_end_of_its_process() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let alice = journal.operator("alice");
    let words = [MOVE, &["--no-preflight", "--timeout=1s"]].concat();
    let started = Instant::now();
    let unknown = alice.call(&url, &words);
    assert_eq!(unknown.exit, Exit::Unknown, "{unknown:?}");
    assert!(started.elapsed() < Duration::from_secs(30));
    let resolved = resolve(&journal, &journal.operator("bob"), &[]);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
}

/// The clock of whoever settles it may be ahead of all others.
#[test]
fn p227_the_window_of_a_teams_request_is_over_by_the_clock_of_the_database() {
    let Some(journal) = of_another_machine() else {
        return;
    };
    let mut bob = journal.operator("bob");
    for hours in [0, 1, 24] {
        bob.now += Duration::from_secs(hours * 3600);
        let early = bob.run(&with(&["--process-ended"]));
        assert_eq!(early.exit, Exit::Guard, "{hours}: {early:?}");
        assert!(early.stderr.contains("may still arrive"), "{early:?}");
    }
    assert_eq!(journal.open(), "1");
    // Nor is it refused for longer by a clock that is behind.
    bob.now -= Duration::from_secs(48 * 3600);
    let resolved = resolve(&journal, &bob, &["--process-ended"]);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    assert_eq!(journal.open(), "0");
}

/// Whoever settles it may give their own calls a second.
#[test]
fn p227_the_window_counts_the_time_of_the_call_that_was_sent() {
    for (timeout, exit) in [("7200000", Exit::Guard), ("60000", Exit::Success)] {
        let Some(journal) = of_a_call_with(&format!(r#""timeout_ms":{timeout},"#)) else {
            return;
        };
        let bob = journal.operator("bob");
        let resolved = resolve(&journal, &bob, &["--process-ended"]);
        assert_eq!(resolved.exit, exit, "{timeout}: {resolved:?}");
    }
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let words = [MOVE, &["--no-preflight", "--timeout=2s"]].concat();
    let alice = journal.operator("alice");
    assert_eq!(alice.call(&url, &words).exit, Exit::Unknown);
    let written = "SELECT text::json ->> 'timeout_ms' FROM oms_journal.entry WHERE seq = 1";
    assert_eq!(journal.admin(written), "2000");
}
