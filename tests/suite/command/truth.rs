//! The exit code against the ledger: every fault, at every stage, for every kind of command.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator, WrongEnvelope, WrongType};

use super::{Desk, RESET, now, run};
use crate::support::cut::cut;
use crate::support::replies::refusing;
use crate::support::together::at_most;

/// How many commands run at a time. Their codes are compared as they are, and one that waits for
/// the processor has another.
const DESKS: usize = 6;

/// A command, and the action whose commits it is about.
#[derive(Debug, Clone, Copy)]
struct Case {
    words: &'static str,
    action: &'static str,
}

const RESET_BLIND: Case = Case {
    words: "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118 --execute --yes=np_4w3a0001 --no-preflight",
    action: "ResetIncrStartTimestamp",
};

const RESET_SEEN: Case = Case {
    words: "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118 --execute --yes=np_4w3a0001",
    action: "ResetIncrStartTimestamp",
};

const STOP: Case = Case {
    words: "stop-project --id np_4w3a0001 --execute --yes=np_4w3a0001",
    action: "StopProject",
};

const REWIND: Case = Case {
    words: "rewind --id np_4w3a0002 --reverse false --to 1742365118 --execute --yes=np_4w3a0002 --wait-timeout 200ms",
    action: "ResetIncrStartTimestamp",
};

/// A batch of one line, which comes from standard input.
const BATCH: Case = Case {
    words: "batch - --execute --yes=1",
    action: "ResetIncrStartTimestamp",
};

const TASKS: &str = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";

const READ: Case = Case {
    words: "describe-project --id np_4w3a0001",
    action: "DescribeProject",
};

pub(super) fn faults() -> Vec<FaultRule> {
    let (short, long) = (Duration::from_millis(5), Duration::from_secs(60));
    let mut faults: Vec<FaultRule> = [
        Fault::ResetBeforeReading,
        Fault::LoseBeforeCommit,
        Fault::CommitAndLoseReply,
        Fault::delay(short),
        Fault::delay(long),
        Fault::latency(short),
        Fault::latency(long),
        Fault::Html502,
        Fault::Garbage,
        Fault::WrongType(WrongType::Payload),
        Fault::WrongType(WrongType::NullPayload),
        Fault::WrongType(WrongType::Verdict),
        Fault::WrongType(WrongType::Cosmetics),
        Fault::WrongEnvelope(WrongEnvelope::List),
        Fault::WrongEnvelope(WrongEnvelope::Bare),
        Fault::WrongEnvelope(WrongEnvelope::NoVerdict),
        Fault::WrongEnvelope(WrongEnvelope::TwoVerdicts),
        Fault::WrongEnvelope(WrongEnvelope::Capitals),
        Fault::drip(64, Duration::from_millis(1)),
        Fault::drip(1, long),
        cut(Some(0), false, false),
        cut(Some(20), false, true),
        cut(Some(12), true, false),
        Fault::slow_close(short),
    ]
    .into_iter()
    .map(FaultRule::from)
    .collect();
    let statuses = [
        204, 302, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504,
    ];
    faults.extend(statuses.map(|code| FaultRule::from(Fault::status(code))));
    faults.extend([401, 409].map(|code| FaultRule::from(refusing(code))));
    let after = |fault| FaultRule::new(fault).after_commit();
    faults.extend([401, 403, 404, 405].map(|code| after(Fault::status(code))));
    faults.extend([
        after(Fault::Html502),
        after(Fault::Garbage),
        after(Fault::status(503)),
        after(Fault::status(504)),
    ]);
    faults
}

/// The number of effects that the ledger may show of a write, by the exit code of its command.
fn allowed(code: u8) -> std::ops::RangeInclusive<usize> {
    match code {
        // Accepted, whether or not all of it could be read or seen.
        0 | 8 => 1..=1,
        // Nobody knows, and it says so.
        7 => 0..=1,
        // Everything else says that there was no effect.
        _ => 0..=0,
    }
}

async fn check(case: Case, rule: Option<FaultRule>, stage: &str) -> u8 {
    let name = format!("{:?} in {stage} of {:?}", rule, case.words);
    let mut simulator = Simulator::builder();
    if let Some(rule) = rule {
        simulator = simulator.fault(rule);
    }
    let desk = Desk::with(simulator).await;
    let whole = desk.call(&["--timeout", "2s", "-o", "json"]);
    let place = whole.iter().position(|word| word == RESET[0]).unwrap();
    let options = whole[place + RESET.len()..].to_vec();
    let words = case.words.split(' ').map(str::to_owned);
    let arguments = whole[..place].iter().cloned().chain(words).chain(options);
    let ended = run(now(), arguments.collect(), &[], None, TASKS).await;
    let code = ended.exit.code();
    let commits = desk
        .simulator
        .commits()
        .iter()
        .filter(|commit| commit.action.as_deref() == Some(case.action))
        .count();
    let sent = desk
        .sent()
        .iter()
        .filter(|request| request.action.as_deref() == Some(case.action))
        .count();
    if case.action == READ.action {
        assert!([0, 4, 5, 7, 8].contains(&code), "{name}: {ended:?}");
    } else {
        assert!(
            allowed(code).contains(&commits),
            "{name}: {commits} commits: {ended:?}"
        );
        assert!(sent <= 1, "{name}: sent {sent} times: {ended:?}");
    }
    let object = ended.json();
    assert_eq!(object["exit_code"].as_u64(), Some(code.into()), "{name}");
    assert_eq!(ended.stdout.lines().count(), 1, "{name}");
    assert!(
        !format!("{ended:?}").contains("secret"),
        "{name}: {ended:?}"
    );
    code
}

/// Every fault on one action, for one command. Gives the exit codes that came up.
async fn strike(case: Case, action: &'static str, stage: &'static str) -> Vec<u8> {
    let rules = faults().into_iter().map(|rule| rule.on_action(action));
    let checks = rules.map(|rule| check(case, Some(rule), stage));
    let mut codes = at_most(DESKS, checks).await;
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[tokio::test]
async fn p170_the_exit_code_of_a_write_agrees_with_the_ledger_whatever_strikes_it() {
    let codes = strike(RESET_BLIND, RESET_BLIND.action, "the write").await;
    assert_eq!(codes, [0, 4, 5, 7, 8]);
}

#[tokio::test]
async fn p170_the_exit_code_of_a_write_agrees_with_the_ledger_whatever_strikes_the_look() {
    let codes = strike(RESET_SEEN, "DescribeProjectProgress", "the look").await;
    assert_eq!(codes, [0, 4, 5, 6, 9]);
}

#[tokio::test]
async fn p170_the_exit_code_of_another_write_agrees_with_the_ledger() {
    let codes = strike(STOP, STOP.action, "the write").await;
    assert_eq!(codes, [0, 4, 5, 7]);
}

#[tokio::test]
async fn p170_the_exit_code_of_a_rewind_agrees_with_the_ledger_whatever_strikes_its_move() {
    let codes = strike(REWIND, REWIND.action, "the move").await;
    assert_eq!(codes, [0, 4, 5, 7, 8]);
}

#[tokio::test]
async fn p170_the_exit_code_of_a_batch_agrees_with_the_ledger_whatever_strikes_its_line() {
    let codes = strike(BATCH, BATCH.action, "the line").await;
    assert_eq!(codes, [0, 4, 5, 7, 8]);
}

#[tokio::test]
async fn p170_a_read_changes_nothing_and_its_exit_code_is_one_of_a_read() {
    let codes = strike(READ, READ.action, "the read").await;
    assert!(codes.contains(&0) && codes.contains(&7), "{codes:?}");
}

/// Each way to name the task of a change and to aim it, with the read that it begins with.
const ASKING: &[(&str, &str)] = &[
    (
        "ListProjects",
        "task stop orders --execute --yes=np_4w3a0001",
    ),
    ("ListProjects", "task stop --json {\"id\":\"orders\"}"),
    (
        "ListProjects",
        "call Rename --task orders --json {\"id\":\"orders\"}",
    ),
    (
        "ListProjects",
        "rewind orders --reverse=false --to=1742365118",
    ),
    ("ListProjects", "batch -"),
    (
        "DescribeProjectProgress",
        "rewind np_4w3a0001 --reverse=false --by=1h",
    ),
    (
        "DescribeProjectProgress",
        "plan rewind np_4w3a0001 --reverse=false --by=1h",
    ),
];

#[tokio::test]
async fn p170_a_read_that_is_lost_before_a_change_is_never_told_as_a_change() {
    let orders = TASKS.replace("np_4w3a0001", "orders");
    for (read, line) in ASKING {
        for fault in [Fault::LoseBeforeCommit, Fault::Html502] {
            let rule = FaultRule::new(fault).on_action(*read);
            let desk = Desk::with(Simulator::builder().fault(rule)).await;
            let words = desk.words(&line.split(' ').collect::<Vec<_>>());
            let ended = run(now(), words, &[], None, &orders).await;
            assert_eq!(ended.exit, Exit::Guard, "{line}: {ended:?}");
            assert!(
                ended.stderr.contains("nothing was sent"),
                "{line}: {ended:?}"
            );
            assert!(desk.sent().is_empty(), "{line}");
        }
    }
}

#[tokio::test]
async fn p170_without_a_fault_every_command_is_accepted_once() {
    for case in [RESET_BLIND, RESET_SEEN, STOP, REWIND, BATCH, READ] {
        assert_eq!(check(case, None, "nothing").await, 0, "{case:?}");
    }
}
