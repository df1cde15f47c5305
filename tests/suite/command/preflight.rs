//! The look at a task before it is changed: what it shows, and what it refuses.

use std::time::Duration;

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Direction, Fault, FaultRule, Simulator, Status, Task};
use tokio::task::JoinSet;

use super::{Desk, YES, at, now, oms, plainly, run, with};

/// Of the built-in task: 1742368800 forward, 1742368500 reverse.
const FORWARD: &str = "1742368800";

#[tokio::test]
async fn p066_a_later_position_skips_changes_and_needs_to_be_allowed() {
    let desk = Desk::new().await;
    let later = |more: &[&str]| with(desk.call(&[YES, more].concat()), "1742365118", "1742368801");
    let ended = plainly(later(&[])).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("SKIPS CHANGES"), "{ended:?}");
    assert!(ended.stderr.contains("--allow-skip"), "{ended:?}");
    assert!(desk.sent().is_empty());

    let planned = plainly(with(desk.call(&[]), "1742365118", "1742368801")).await;
    assert_eq!(planned.exit, Exit::Guard, "{planned:?}");
    for words in [
        "SKIPS CHANGES from 2025-03-19T07:20:00Z\n",
        "                to 2025-03-19T07:20:01Z (1 s):\n",
        "It would be refused",
        "Nothing was sent. With --execute it would be refused",
    ] {
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }
    let ended = plainly(later(&["--allow-skip"])).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.commits(), 1);
}

#[tokio::test]
async fn p067_an_earlier_position_replays_from_it_to_the_present_one() {
    let desk = Desk::new().await;
    let planned = plainly(with(desk.call(&[]), "1742365118", "1742368799")).await;
    for words in [
        "REPLAYS the changes from 2025-03-19T07:19:59Z\n",
        "                to 2025-03-19T07:20:00Z (1 s).\n",
        "without a primary key",
    ] {
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }
    let same = plainly(with(desk.call(&[]), "1742365118", FORWARD)).await;
    assert!(same.stdout.contains("stays where it is"), "{same:?}");
}

#[tokio::test]
async fn p074_the_task_is_shown_by_its_name_and_either_may_be_typed() {
    for (typed, exit) in [
        ("np_4w3a0001\n", Exit::Success),
        ("orders\n", Exit::Success),
        ("billing\n", Exit::Declined),
        ("order\n", Exit::Declined),
    ] {
        let desk = Desk::new().await;
        let ended = oms(desk.call(&["--execute"]), &[], Some(typed), "").await;
        assert_eq!(ended.exit, exit, "{typed}: {ended:?}");
        for words in ["Name          orders", "MYSQL -> OB_MYSQL", "RUNNING"] {
            assert!(ended.stderr.contains(words), "{words}: {ended:?}");
        }
    }
    let desk = Desk::new().await;
    let named = with(desk.call(YES), "--yes=np_4w3a0001", "--yes=orders");
    assert_eq!(
        plainly(named).await.exit,
        Exit::Declined,
        "a script names the ID"
    );
}

#[tokio::test]
async fn p075_a_direction_that_the_task_does_not_have_is_refused() {
    let desk = Desk::new().await;
    let reverse = with(
        desk.call(&["--execute", "--yes=np_4w3a0003"]),
        "false",
        "true",
    );
    let ended = plainly(with(reverse, "np_4w3a0001", "np_4w3a0003")).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("no reverse incremental"), "{ended:?}");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p076_a_task_that_has_not_begun_or_has_ended_is_refused() {
    for (status, exit) in [
        (Status::Init, Exit::Guard),
        (Status::Finished, Exit::Guard),
        (Status::Releasing, Exit::Guard),
        (Status::Released, Exit::Guard),
        (Status::Deleted, Exit::Guard),
        (Status::Running, Exit::Success),
        (Status::Suspend, Exit::Success),
        (Status::Failed, Exit::Success),
    ] {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        let task = Task::new("np_4w3a0001", position).in_status(status);
        let desk = Desk::with(Simulator::builder().task(task)).await;
        let ended = plainly(desk.call(YES)).await;
        assert_eq!(ended.exit, exit, "{status:?}: {ended:?}");
        assert_eq!(
            desk.commits(),
            usize::from(exit == Exit::Success),
            "{status:?}"
        );
        assert!(
            ended
                .stderr
                .to_lowercase()
                .contains(&format!("{status:?}").to_lowercase()),
            "{status:?}: {ended:?}"
        );
    }
}

/// A fault of the look, the exit code of a write, and a word that it says.
fn lost_looks() -> Vec<(Fault, Exit, &'static str)> {
    vec![
        (Fault::status(401), Exit::Credentials, "credentials"),
        (Fault::status(403), Exit::Credentials, "permit"),
        (Fault::status(404), Exit::Rejected, "base path"),
        (Fault::status(503), Exit::Guard, "status"),
        (Fault::Garbage, Exit::NotSent, "no HTTP answer"),
        (Fault::LoseBeforeCommit, Exit::Guard, "lost"),
    ]
}

#[tokio::test]
async fn p077_a_look_that_fails_sends_nothing_unless_it_is_left_out_by_name() {
    // A look is repeated after a while, so they wait together.
    let mut looks = JoinSet::new();
    for (fault, exit, words) in lost_looks() {
        looks.spawn(refuse_without_a_look(fault, exit, words));
    }
    looks.join_all().await;
}

/// A write whose look fails ends with this code and says these words, and one without a look goes
/// through.
async fn refuse_without_a_look(fault: Fault, exit: Exit, words: &str) {
    let rule = FaultRule::new(fault.clone()).on_action("DescribeProjectProgress");
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    let ended = plainly(desk.call(YES)).await;
    assert_eq!(ended.exit, exit, "{fault:?}: {ended:?}");
    for words in [words, "could not be looked up first", "nothing was sent"] {
        let said = ended.stderr.contains(words);
        assert!(said, "{fault:?}: {words}: {ended:?}");
    }
    assert!(desk.sent().is_empty(), "{fault:?}");

    let planned = plainly(desk.call(&[])).await;
    assert_eq!(planned.exit, Exit::Guard, "{fault:?}: {planned:?}");
    let unknown = "current position unknown";
    assert!(planned.stdout.contains(unknown), "{planned:?}");
    let blind = plainly(desk.call(&[YES, &["--no-preflight"]].concat())).await;
    assert_eq!(blind.exit, Exit::Success, "{fault:?}: {blind:?}");
    assert!(blind.stderr.contains(unknown), "{blind:?}");
    assert_eq!(desk.commits(), 1, "{fault:?}");
}

#[tokio::test]
async fn p078_another_position_than_the_expected_one_is_refused() {
    let desk = Desk::new().await;
    for (expected, more, exit) in [
        ("1742360000", &[][..], Exit::Guard),
        ("1742368801", &[], Exit::Guard),
        (FORWARD, &["--no-preflight"], Exit::Guard),
        ("1742368800000", &[], Exit::Usage),
        ("2025-03-19T07:20:00Z", &[], Exit::Success),
    ] {
        let arguments = [YES, &["--expect-current", expected], more].concat();
        let ended = plainly(desk.call(&arguments)).await;
        assert_eq!(ended.exit, exit, "{expected}: {ended:?}");
        let sent = usize::from(exit == Exit::Success);
        assert_eq!(desk.commits(), sent, "{expected}");
    }
}

#[tokio::test]
async fn p169_a_plan_is_refused_where_the_position_has_moved() {
    let suspended = |position: i64| {
        let position = EpochSeconds::new(position).unwrap();
        Task::new("np_4w3a0001", position).in_status(Status::Suspend)
    };
    for (moves, advance, exit) in [
        (None, 0, Exit::Success),
        (Some(1_742_368_799), 0, Exit::Guard),
        (None, 60, Exit::Success),
    ] {
        let running = Task::new("np_4w3a0001", EpochSeconds::new(1_742_368_800).unwrap());
        let task = if advance > 0 {
            running
        } else {
            suspended(1_742_368_800)
        };
        let desk = Desk::with(Simulator::builder().task(task)).await;
        assert_eq!(desk.plan().await.exit, Exit::Success);
        if let Some(position) = moves {
            let reset = with(
                desk.call(&[YES, &["--allow-skip"]].concat()),
                "1742365118",
                &position.to_string(),
            );
            assert_eq!(
                plainly(reset).await.exit,
                Exit::Success,
                "somebody else moves it"
            );
        }
        let before = desk.commits();
        desk.simulator.advance(Duration::from_secs(advance));
        let ended = at(now() + Duration::from_secs(advance), desk.apply()).await;
        assert_eq!(ended.exit, exit, "{moves:?} {advance}: {ended:?}");
        assert_eq!(desk.commits() - before, usize::from(exit == Exit::Success));
    }
}

#[tokio::test]
async fn p065_a_clock_that_is_wrong_refuses_relative_times_and_warns_of_absolute_ones() {
    let desk = Desk::new().await;
    for (ahead, refused) in [(60, false), (61, true), (7200, true)] {
        let wrong = now() + Duration::from_secs(ahead);
        let relative = with(desk.call(YES), "1742365118", "-3h");
        let again = [
            relative,
            vec!["--again".to_owned(), "--allow-skip".to_owned()],
        ]
        .concat();
        let ended = at(wrong, again).await;
        let exit = if refused { Exit::Guard } else { Exit::Success };
        assert_eq!(ended.exit, exit, "{ahead}: {ended:?}");
        assert_eq!(
            ended.stderr.contains("clock is"),
            refused,
            "{ahead}: {ended:?}"
        );

        let absolute = at(wrong, desk.call(&[])).await;
        // The relative one that was sent has moved the position back, so the absolute one would now
        // skip changes.
        assert_eq!(absolute.exit, Exit::Guard, "{absolute:?}");
        assert_eq!(
            absolute.stdout.contains("clock is"),
            refused,
            "{ahead}: {absolute:?}"
        );
    }
}

#[tokio::test]
async fn p186_a_service_that_does_not_know_the_action_is_said_to_be_too_old() {
    let envelope = r#"{"success":false,"code":"PARAM_ERROR","message":"Unsupported action: ResetIncrStartTimestamp"}"#;
    let url = super::outcome::answers(super::outcome::response("200 OK", envelope)).await;
    let desk = Desk::new().await;
    let blind = desk.call(&[YES, &["--no-preflight", "-o", "json"]].concat());
    let ended = plainly(with(blind, &desk.simulator.url(), &url)).await;
    assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    let next = ended.json()["next"].to_string();
    assert!(next.contains("too old"), "{next}");
    assert!(next.contains("4.3.0 (enterprise)"), "{next}");
}

#[tokio::test]
async fn p185_the_doctor_checks_every_step_of_the_way_and_changes_nothing() {
    let desk = Desk::new().await;
    let doctor = |from: &str, to: &str| {
        let whole = desk.call(&[]);
        let place = whole
            .iter()
            .position(|word| word == super::RESET[0])
            .unwrap();
        let mut arguments = whole[..place].to_vec();
        arguments.extend(["doctor", "-o", "json"].map(str::to_owned));
        if from.is_empty() {
            arguments
        } else {
            with(arguments, from, to)
        }
    };
    let verdicts = |ended: &super::Ended| -> Vec<(String, String)> {
        let checks = ended.json()["data"].clone();
        let text = |check: &serde_json::Value, key: &str| check[key].as_str().unwrap().to_owned();
        checks
            .as_array()
            .unwrap()
            .iter()
            .map(|check| (text(check, "check"), text(check, "verdict")))
            .collect()
    };
    let well = plainly(doctor("", "")).await;
    assert_eq!(well.exit, Exit::Success, "{well:?}");
    let expected = [
        ("journal", "good"),
        ("settings", "good"),
        ("name", "good"),
        ("connection", "good"),
        ("answer", "good"),
        ("clock", "good"),
        ("version", "unknown"),
        ("permission", "unknown"),
    ];
    let expected = expected.map(|(check, verdict)| (check.to_owned(), verdict.to_owned()));
    assert_eq!(verdicts(&well), expected);

    let wrong = desk.secret("wrong", "guess", 0o600).display().to_string();
    let url = desk.simulator.url();
    for (from, to, exit, last) in [
        (
            desk.password_file(),
            wrong,
            Exit::Credentials,
            "credentials",
        ),
        (
            url.clone(),
            "http://127.0.0.1:1".to_owned(),
            Exit::NotSent,
            "connection",
        ),
        (
            url,
            "https://no.such.invalid".to_owned(),
            Exit::NotSent,
            "name",
        ),
    ] {
        let ended = plainly(doctor(&from, &to)).await;
        assert_eq!(ended.exit, exit, "{to}: {ended:?}");
        let (check, verdict) = verdicts(&ended).pop().unwrap();
        assert_eq!(
            (check.as_str(), verdict.as_str()),
            (last, "bad"),
            "{ended:?}"
        );
    }
    let skewed = at(now() + Duration::from_secs(120), doctor("", "")).await;
    assert_eq!(skewed.exit, Exit::Guard, "{skewed:?}");
    assert!(verdicts(&skewed).contains(&("clock".to_owned(), "bad".to_owned())));
    assert!(desk.sent().is_empty());
    assert_eq!(
        desk.simulator
            .task("np_4w3a0001")
            .unwrap()
            .position(Direction::Forward),
        Some(&EpochSeconds::new(1_742_368_800).unwrap().into())
    );
}

#[tokio::test]
async fn a_service_that_is_too_old_for_a_move_is_told_before_its_task_is_paused() {
    let desk = Desk::new().await;
    let config = desk.folder.path().join("config.toml");
    let text = "default_profile = \"old\"\n[profile.old]\nserver_version = \"4.2.0\"\n";
    std::fs::write(&config, text).unwrap();
    let config = config.display().to_string();
    let tasks = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118";
    for line in [
        rewind.to_owned(),
        format!("{rewind} --execute --yes=np_4w3a0001"),
        "batch - --pause".to_owned(),
        "batch - --pause --execute --yes=1".to_owned(),
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118"
            .to_owned(),
    ] {
        let words = desk.words(&line.split(' ').collect::<Vec<_>>());
        let ended = run(now(), words, &[("OMS_CONFIG", &config)], None, tasks).await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert!(
            ended.stderr.contains("needs version 4.3.0"),
            "{line}: {ended:?}"
        );
        assert!(desk.sent().is_empty(), "{line}");
    }
}
