//! Two people: one who plans, and another one who sends.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Scenario, Simulator, SimulatorBuilder};

use super::harness::journal::{Journal, changes, simulator};
use super::harness::operator::{MOVE, Operator, TASK};

pub(super) const PLAN: &[&str] = &[
    "plan",
    "--share",
    "reset-incr-start-timestamp",
    "--id",
    TASK,
    "--reverse",
    "false",
    "--start-timestamp",
    "1742365118",
];

pub(super) const TWO: &str = "approvals = 2";

#[tokio::test(flavor = "multi_thread")]
async fn p265_a_plan_of_one_database_user_is_sent_by_another_and_once() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    // Her flags are not for him.
    let hers = ["--user", "admin", "--journal", alice.journal.as_str()];
    let shared = alice.call_beside(&url, &[PLAN, &hers].concat());
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    assert!(shared.stdout.contains("Shared as plan 1"), "{shared:?}");
    let advised = shared.stdout.trim_end().rsplit_once("of their own: oms ");
    let (_, advised) = advised.expect("the command for another person");
    let yes = ["--yes=np_4w3a0001"];
    let advised: Vec<&str> = advised.split(' ').chain(yes).collect();
    let listed = bob.call_beside(&url, &["journal", "plans"]);
    assert!(
        listed.stdout.contains("alice") && listed.stdout.contains(TASK),
        "{listed:?}"
    );
    let shown = bob.call_beside(&url, &["journal", "plans", "1"]);
    assert!(
        shown.stdout.contains("Shared by") && shown.stdout.contains("People"),
        "{shown:?}"
    );
    let own = alice.call_beside(&url, &["apply", "--shared", "1", "--yes=np_4w3a0001"]);
    assert_eq!(own.exit, Exit::Guard, "{own:?}");
    assert!(
        own.stderr.contains("nobody approves a plan of his own"),
        "{own:?}"
    );
    assert_eq!(changes(&simulator), 0);
    let sent = bob.call_beside(&url, &advised);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    assert_eq!(changes(&simulator), 1);
    let again = bob.call_beside(
        &url,
        &["apply", "--shared", "1", "--yes=np_4w3a0001", "--again"],
    );
    assert_eq!(again.exit, Exit::Guard, "{again:?}");
    assert!(
        again.stderr.contains("was sent already, as entry 2"),
        "{again:?}"
    );
    let without = bob.call_beside(&url, MOVE);
    assert_eq!(without.exit, Exit::Guard, "{without:?}");
    assert!(without.stderr.contains("wants two people"), "{without:?}");
    // A plan that is not shared says so before.
    let alone = bob.call_beside(&url, &PLAN[2..]);
    assert_eq!(alone.exit, Exit::Guard, "{alone:?}");
    assert!(alone.stdout.contains("oms plan --share"), "{alone:?}");
    assert_eq!(changes(&simulator), 1);
    let users = "SELECT string_agg(db_user, ' ' ORDER BY seq) FROM oms_journal.entry";
    assert_eq!(journal.admin(users), "alice bob bob");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_a_run_is_approved_as_a_whole() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    let to = ["--id", TASK, "--reverse", "false", "--to", "1742365118"];
    let shared = alice.call_beside(&url, &[&["plan", "--share", "rewind"][..], &to].concat());
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let apply = ["apply", "--shared", "1", "--yes=np_4w3a0001"];
    assert_eq!(alice.call_beside(&url, &apply).exit, Exit::Guard);
    let sent = bob.call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    assert!(changes(&simulator) > 0);
    assert_eq!(journal.admin("SELECT taken_up FROM oms_journal.plan"), "2");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_the_database_wants_two_people_where_its_owner_says_so_whatever_the_profile_says() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    journal.admin(&format!(
        "INSERT INTO oms_journal.two_people VALUES ('{url}')"
    ));
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let to = ["--id", TASK, "--reverse", "false", "--to", "1742365118"];
    let rewind = [&["rewind"][..], &to].concat();
    let yes = ["--execute", "--yes=np_4w3a0001"];
    for words in [MOVE, &[&rewind[..], &yes].concat()] {
        let refused = alice.call_beside(&url, words);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        for words in ["wants two people", "oms plan --share"] {
            assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        }
    }
    // A plan that is only shown says so as well.
    for words in [&PLAN[2..], &rewind] {
        let shown = alice.call_beside(&url, words);
        assert_eq!(shown.exit, Exit::Guard, "{shown:?}");
        assert!(shown.stdout.contains("oms plan --share"), "{shown:?}");
    }
    // No run was begun that could never go on.
    assert_eq!(journal.admin("SELECT count(*) FROM oms_journal.entry"), "0");
    // The rule is the database's, whatever program writes the intent.
    let text = format!(
        r#"{{"schema_version":1,"seq":1,"time":"2025-03-19T08:18:38.000Z","kind":"intent","id":"{TASK}","action":"StopProject"}}"#
    );
    let sql = format!(
        "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', '{url}', 1)"
    );
    let refused = journal.server.asked_by("alice", &journal.database, &sql);
    let why = "a change needs a plan that somebody else has shared";
    assert!(refused.is_err_and(|said| said.contains(why)));
    assert_eq!(alice.call_beside(&url, PLAN).exit, Exit::Success);
    let own = alice.call_beside(&url, &["apply", "--shared", "1", "--yes=np_4w3a0001"]);
    assert_eq!(own.exit, Exit::Guard, "{own:?}");
    assert!(
        own.stderr.contains("nobody approves a plan of his own"),
        "{own:?}"
    );
    let people = "SELECT people FROM oms_journal.plan";
    assert_eq!(journal.admin(people), "2");
    assert_eq!(changes(&simulator), 0);
    let sent = bob.call_beside(&url, &["apply", "--shared", "1", "--yes=np_4w3a0001"]);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    journal.verifies();
}

/// Nobody can say that one person is enough, and the request could not be written down.
#[tokio::test(flavor = "multi_thread")]
async fn p265_a_plan_of_a_team_whose_journal_is_out_of_reach_would_be_refused() {
    let simulator = simulator(Simulator::builder()).await;
    for more in ["", TWO] {
        let alice = Operator::new("postgresql://alice@127.0.0.1:9/oms", "unused").with(more);
        let path = |name: &str| alice.file(name).display().to_string();
        let (batch, saved) = (path("tasks.csv"), path("plan.json"));
        std::fs::write(&batch, "id,reverse,to\nnp_4w3a0001,false,1742365118\n").unwrap();
        let request = &PLAN[2..];
        for words in [
            request,
            &[&["plan"][..], request].concat(),
            &[&["plan", "-o", saved.as_str()][..], request].concat(),
            &["batch", batch.as_str()],
            &["plan", "batch", batch.as_str()],
        ] {
            let shown = alice.call_beside(&simulator.url(), words);
            assert_eq!(shown.exit, Exit::Guard, "{words:?}: {shown:?}");
            for said in ["It would be refused", "cannot be reached"] {
                assert!(shown.stdout.contains(said), "{words:?}: {shown:?}");
            }
        }
    }
}

/// The database compares an address as it stands in its table.
#[tokio::test(flavor = "multi_thread")]
async fn p265_an_address_of_the_table_that_matches_nothing_is_refused_with_its_right_form() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let spelled = format!("{}/", url.to_uppercase());
    let alice = journal.operator("alice");
    let doctor = || alice.call_beside(&spelled, &["doctor"]).stdout;
    let moved = alice.call_beside(&spelled, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    assert!(doctor().contains("two people only where a profile says so"));
    let shown = alice.run(&["journal", "show", "1"]).stdout;
    let label = |label: &str| {
        let mut lines = shown.lines();
        lines.find_map(|line| line.trim_start().strip_prefix(label).map(str::trim))
    };
    assert_eq!(label("Endpoint"), Some(spelled.as_str()), "{shown}");
    assert_eq!(label("Address"), Some(url.as_str()), "{shown}");

    // Such a row was there before the rule of the table.
    journal.admin(&format!(
        "ALTER TABLE oms_journal.two_people DROP CONSTRAINT two_people_address;
         INSERT INTO oms_journal.two_people VALUES ('{spelled}')"
    ));
    let words = format!("which matches nothing: the address is written {url}");
    let refused = alice.call_beside(&spelled, MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(refused.stderr.contains(&words), "{refused:?}");
    assert!(doctor().contains(&words), "{}", doctor());
    let correct = |right: &str| {
        journal.admin(&format!(
            "UPDATE oms_journal.two_people SET address = '{right}'"
        ))
    };
    let host = url.trim_start_matches("http://");
    for no_address in [
        host,
        "127.0.0.1",
        "",
        &format!("http//{host}"),
        &format!("ftp://{host}"),
    ] {
        correct(no_address);
        let words = "which matches nothing: an address begins with http:// or https://";
        let refused = alice.call_beside(&spelled, MOVE);
        assert_eq!(refused.exit, Exit::Guard, "{no_address}: {refused:?}");
        assert!(refused.stderr.contains(words), "{no_address}: {refused:?}");
        assert!(doctor().contains(words), "{no_address}: {}", doctor());
    }
    correct(&url);
    let refused = alice.call_beside(&spelled, MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(refused.stderr.contains("wants two people"), "{refused:?}");
    let words = format!("two people are needed at {url}");
    assert!(doctor().contains(&words), "{}", doctor());
    assert_eq!(changes(&simulator), 1);
}

/// The clock of whoever sends it may be ahead or behind.
#[tokio::test(flavor = "multi_thread")]
async fn p265_a_shared_plan_is_as_old_as_the_clock_of_the_database_says() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, mut bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    assert_eq!(alice.call_beside(&url, PLAN).exit, Exit::Success);
    let apply = ["apply", "--shared", "1", "--yes=np_4w3a0001"];
    bob.now -= Duration::from_secs(1_800);
    let old = journal.an_hour_later(|| bob.call_beside(&url, &apply));
    assert_eq!(old.exit, Exit::Guard, "{old:?}");
    assert!(old.stderr.contains("and good for 15 minutes"), "{old:?}");
    assert_eq!(changes(&simulator), 0);
    bob.now += Duration::from_secs(3_600);
    let sent = bob.call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    journal.verifies();
}

/// A service whose tasks take an hour to stop.
fn slow_to_stop() -> SimulatorBuilder {
    let text = include_str!("../../../crates/oms-sim/src/scenario/built_in.toml");
    let scenario = Scenario::parse(&format!("service.stopping-takes = \"1h\"\n{text}"));
    Simulator::builder().scenario(scenario.expect("it is a scenario"))
}

/// The same words mean another position an hour later, which nobody has approved.
#[tokio::test(flavor = "multi_thread")]
async fn p265_an_approved_run_goes_on_to_the_position_that_was_approved() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(slow_to_stop()).await;
    let url = simulator.url();
    let (mut alice, bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    let to = ["--id", TASK, "--reverse", "false", "--to", "-2h"];
    let shared = ["plan", "--share", "rewind", "--wait-timeout", "1s"];
    let shared = alice.call_beside(&url, &[&shared[..], &to].concat());
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let sent = bob.call_beside(&url, &["apply", "--shared", "1", "--yes=np_4w3a0001"]);
    assert_eq!(sent.exit, Exit::PartlyDone, "{sent:?}");

    let hour = Duration::from_secs(3_600);
    simulator.advance(hour);
    alice.now += hour;
    let same = [&["rewind"][..], &to, &["--execute", "--yes=np_4w3a0001"]].concat();
    let rest = alice.call_beside(&url, &same);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    let moves = simulator.requests().into_iter();
    let moves = moves.filter(|sent| sent.action.as_deref() == Some("ResetIncrStartTimestamp"));
    let bodies: Vec<String> = moves.map(|sent| sent.body).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert!(bodies[0].contains("1742365118"), "{bodies:?}");
    journal.verifies();
}

/// A service that refuses the second move.
pub(super) fn refusing_once() -> SimulatorBuilder {
    let refusal = r#"{"success":false,"code":"GHANA-OPERAT000001","message":"not now"}"#;
    let second = FaultRule::from(Fault::answer(200, refusal));
    let second = second.on_action("ResetIncrStartTimestamp").nth(2);
    Simulator::builder().fault(second)
}

/// Sends the first half of a batch of two lines that Alice shares and Bob applies. Returns the
/// number of its run.
pub(super) fn half_done(journal: &Journal, url: &str, alice: &Operator, bob: &Operator) -> String {
    let file = alice.file("tasks.csv");
    let text = "id,reverse,to\nnp_4w3a0001,false,1742365118\nnp_4w3a0003,false,1742365118\n";
    std::fs::write(&file, text).expect("the folder can be written");
    let file = file.display().to_string();
    let shared = alice.call_beside(url, &["plan", "--share", "batch", &file]);
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let sent = bob.call_beside(url, &["apply", "--shared", "1", "--yes=2"]);
    assert_eq!(sent.exit, Exit::PartlyDone, "{sent:?}");
    journal.admin("SELECT taken_up FROM oms_journal.plan")
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_what_is_left_of_an_approved_batch_is_resumed_by_either_of_the_two() {
    for resumes in ["alice", "bob"] {
        let Some(journal) = Journal::new() else {
            return;
        };
        let simulator = simulator(refusing_once()).await;
        let url = simulator.url();
        let (alice, bob) = (
            journal.operator("alice").with(TWO),
            journal.operator("bob").with(TWO),
        );
        let run = half_done(&journal, &url, &alice, &bob);

        let operator = if resumes == "alice" { &alice } else { &bob };
        let resume = ["runs", "resume", &run, "--execute", "--yes=2"];
        let rest = operator.call_beside(&url, &resume);
        assert_eq!(rest.exit, Exit::Success, "{resumes}: {rest:?}");
        assert_eq!(simulator.commits().len(), 2, "{resumes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_the_plan_of_a_run_that_did_not_end_is_not_pruned() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(refusing_once()).await;
    let url = simulator.url();
    journal.admin(&format!(
        "INSERT INTO oms_journal.two_people VALUES ('{url}')"
    ));
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let run = half_done(&journal, &url, &alice, &bob);

    let mut owner = journal.operator("oms_owner");
    owner.now += Duration::from_secs(3_600);
    let pruned = owner.run(&["journal", "prune", "--before", "-30m"]);
    assert!(pruned.stdout.contains("Nothing was removed"), "{pruned:?}");
    let sql = "SELECT oms_journal.prune(1, '', '')";
    let refused = journal
        .server
        .asked_by("oms_owner", &journal.database, sql)
        .unwrap_err();
    assert!(refused.contains("is never removed"), "{refused}");
    let resume = ["runs", "resume", &run, "--execute", "--yes=2"];
    let rest = bob.call_beside(&url, &resume);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(simulator.commits().len(), 2);
    // It has ended, so that nothing needs its plan any more.
    let pruned = owner.run(&["journal", "prune", "--before", "-30m"]);
    assert_eq!(pruned.exit, Exit::Success, "{pruned:?}");
    assert_eq!(journal.admin("SELECT count(*) FROM oms_journal.plan"), "0");
    journal.verifies();
}
