//! Tests of the contents of scenario files, and of the refusals of wrong ones.

use oms_client::EpochSeconds;

use super::*;
use crate::engine::{Direction, Status};

#[test]
fn the_built_in_scenario_is_what_its_text_says() {
    let scenario = Scenario::parse(Scenario::built_in_text()).unwrap();
    assert_eq!(scenario, Scenario::built_in());
    let world = scenario.world();
    let found: Vec<(&str, Status, bool, bool)> = world
        .tasks()
        .map(|task| {
            (
                task.id.as_str(),
                task.status,
                task.forward.is_some(),
                task.reverse.is_some(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("np_4w3a0001", Status::Running, true, true),
            ("np_4w3a0002", Status::Suspend, true, true),
            ("np_4w3a0003", Status::Running, true, false),
            ("np_4w3a0004", Status::Init, true, false),
            ("np_4w3a0005", Status::Finished, false, false),
        ]
    );
    assert_eq!(world.now(), Moment::from_seconds(1_742_369_000));
}

#[test]
fn promise_205_everything_of_a_task_can_be_said() {
    let scenario = Scenario::parse(
        r#"
        now = 1742369000
        seed = 7

        [service]
        loose = true
        positions = "text"
        beyond-the-end = "refuse"
        repeats = "conflict"
        version = "4.2.12-CE"
        stopping-takes = "2s"
        releasing-takes = 3

        [tickets]
        after = "1m"
        failing = 0.25

        [[task]]
        id = "np_1"
        name = "one"
        kind = "synchronization"
        status = "RUNNING_ALARMING"
        labels = ["l_1"]
        log-kept-hours = 24
        full = false
        forward = { behind = "1h", lag = "2s", speed = 10 }
        reverse.position = "100,30"
        tickets.after-polls = 2
        steps.precheck = "1s"
        "#,
    )
    .unwrap();
    let world = scenario.world();
    let task = world.task("np_1").unwrap();
    let forward = task.forward.as_ref().unwrap();
    let hour_ago = EpochSeconds::new(1_742_365_400).unwrap();
    assert_eq!(
        (forward.position.clone(), forward.lag, forward.speed),
        (hour_ago.into(), 2, 10)
    );
    assert_eq!(
        task.position(Direction::Reverse).unwrap().to_string(),
        "100,30"
    );
    assert_eq!(task.steps[0].takes_ms, Some(1_000));
    assert_eq!(scenario.seed, 7);
    assert!(world.settings().loose);
}

/// A file, and words of the message that refuses it.
const WRONG: &[(&str, &[&str])] = &[
    (
        "nwo = 0",
        &["unknown field `nwo`", "did you mean `now`?", "line 1"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nstaus = \"INIT\"",
        &["did you mean `status`?", "line 3"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nstatus = \"RUNING\"",
        &["did you mean `RUNNING`?"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nforward.positon = 1",
        &["did you mean `position`?"],
    ),
    (
        "[service]\nrepeats = \"conflicts\"",
        &["did you mean `conflict`?"],
    ),
    (
        "[tickets]\nafter-pols = 3",
        &["did you mean `after-polls`?"],
    ),
    (
        "[[fault]]\nstrike = \"loose-before-commit\"",
        &["did you mean `lose-before-commit`?"],
    ),
    (
        "[[fault]]\nstrike = { status = { cod = 503 } }",
        &["did you mean `code`?"],
    ),
    (
        "[[fault]]\nstrike = \"garbage\"\naction = \"Reset\"",
        &["fault 1: garbage: there is no action `Reset`"],
    ),
    (
        "[[fault]]\nstrike = \"garbage\"\nprobability = 2.0",
        &["fault 1", "probability"],
    ),
    (
        "[[task]]\nid = \"np_1\"\n[[task]]\nid = \"np_1\"",
        &["task `np_1`", "given twice"],
    ),
    ("[[task]]\nid = \"np_*\"", &["task `np_*`", "the ID"]),
    (
        "[[task]]\nid = \"np_1\"\nforward = {}",
        &["task `np_1`", "`position` or `behind` is needed"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nforward = { position = 1, behind = 1 }",
        &["exclude each other"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nforward.position = 1742365118000",
        &["milliseconds"],
    ),
    (
        "[[task]]\nid = \"np_1\"\nforward.position = 2025-03-19T06:18:38Z",
        &["in quotes"],
    ),
    (
        "[tickets]\nafter = 1\nafter-polls = 1",
        &["tickets: `after` and `after-polls` exclude"],
    ),
    (
        "[tickets]\nfailing = -1.0",
        &["tickets: `failing` is a probability"],
    ),
    (
        "[service]\nversion = \"newest\"",
        &["`newest` is no version"],
    ),
    ("now = \"noon\"", &["`noon` is not a time"]),
    (
        "now = \"2290-01-01T00:00:00Z\"",
        &["is not a time from 1970 to 2286"],
    ),
    ("now", &["line 1"]),
];

#[test]
fn what_is_wrong_is_refused_with_its_place_and_a_hint() {
    for (text, words) in WRONG {
        let error = Scenario::parse(text).unwrap_err().to_string();
        for word in *words {
            assert!(error.contains(word), "{text}\n{error}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let error = Scenario::read("no/such/scenario.toml")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("no/such/scenario.toml: "), "{error}");
}
