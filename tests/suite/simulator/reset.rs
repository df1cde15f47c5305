//! Moving a position: what is taken, what is refused, and what a slip of the unit does.

use oms_client::EpochSeconds;
use oms_sim::{Direction, MovementEffect, Simulator, Status, Task};
use serde_json::json;

use super::{API, GOOD, RIGHT, at, call, exchange, play, reset, start};

const NOW: i64 = 1_742_369_000;

/// A scenario with one task and these settings of the service.
fn with(settings: &str) -> String {
    format!(
        "[service]\n{settings}\n[[task]]\nid = \"np_4w3a0001\"\nforward.position = 1742368800\n"
    )
}

#[tokio::test]
async fn p215_a_position_in_milliseconds_jumps_to_the_end_and_the_ledger_shows_what_is_skipped() {
    for position in ["1742365118000", "1742369001", "9223372036854775807"] {
        let simulator = start().await;
        let body = reset("np_4w3a0001", false, position);
        assert_eq!(call(&simulator, &body).await.json()["success"], json!(true));

        let entry = simulator.requests().pop().unwrap();
        let movement = entry.movement.unwrap();
        assert_eq!(movement.effect, MovementEffect::Skipped);
        assert_eq!((movement.from, movement.to), (at(1_742_368_800), at(NOW)));
        let because: Vec<&str> = entry.because.iter().map(oms_sim::Basis::id).collect();
        assert!(because.contains(&"reset.jump-to-the-end"), "{because:?}");
        assert_eq!(simulator.world().tickets()[0].asked, position);
        let task = simulator.task("np_4w3a0001").unwrap();
        assert_eq!(task.position(Direction::Forward), Some(&at(NOW)));

        let shown = exchange(simulator.address(), "GET", "/_sim/requests", &[], "").await;
        let shown = &shown.json()["requests"][0]["movement"];
        assert_eq!(shown["effect"], json!("skipped"));
        assert_eq!(
            (&shown["from"], &shown["to"]),
            (&json!(1_742_368_800), &json!(NOW))
        );
    }
}

#[tokio::test]
async fn p215_a_move_is_shown_by_what_it_does_to_the_changes_between() {
    for (position, effect) in [
        ("1742365118", MovementEffect::Replayed),
        ("1742368800", MovementEffect::None),
        ("1742368801", MovementEffect::Skipped),
        (r#""100,30""#, MovementEffect::Unknown),
    ] {
        let simulator = start().await;
        call(&simulator, &reset("np_4w3a0001", false, position)).await;
        let movement = simulator.requests()[0].movement.clone().unwrap();
        assert_eq!(movement.effect, effect, "{position}");
    }
}

#[tokio::test]
async fn p215_either_form_of_a_position_can_be_demanded_and_the_unit_made_strict() {
    for (settings, position, code) in [
        ("", "1742365118", None),
        ("", r#""1742365118""#, Some("PARAM_ERROR")),
        ("positions = \"text\"", r#""1742365118""#, None),
        ("positions = \"text\"", "1742365118", Some("PARAM_ERROR")),
        ("positions = \"either\"", "1742365118", None),
        ("positions = \"either\"", r#""1742365118""#, None),
        ("positions = \"either\"", r#""1742365118000""#, None),
        (
            "beyond-the-end = \"refuse\"",
            "1742365118000",
            Some("PARAM_ERROR"),
        ),
        (
            "beyond-the-end = \"refuse\"",
            "1742369001",
            Some("PARAM_ERROR"),
        ),
        ("beyond-the-end = \"refuse\"", "1742369000", None),
    ] {
        let simulator = play(&with(settings)).await;
        let envelope = call(&simulator, &reset("np_4w3a0001", false, position))
            .await
            .json();
        assert_eq!(
            envelope["code"].as_str(),
            code,
            "{settings} {position}: {envelope}"
        );
        assert_eq!(
            simulator.world().tickets().len(),
            usize::from(code.is_none())
        );
    }
}

#[tokio::test]
async fn p207_the_same_request_twice_opens_a_second_ticket_or_is_a_conflict() {
    for (settings, outcomes) in [
        ("", [Some(1), Some(2)]),
        ("repeats = \"conflict\"", [Some(1), None]),
    ] {
        let simulator = play(&with(settings)).await;
        for (index, ticket) in outcomes.into_iter().enumerate() {
            let envelope = call(&simulator, GOOD).await.json();
            assert_eq!(
                envelope["data"].as_i64(),
                ticket,
                "{settings}, call {index}"
            );
            let code = ticket.is_none().then_some("CONFLICT");
            assert_eq!(envelope["code"].as_str(), code, "{settings}, call {index}");
        }
        let other = reset("np_4w3a0001", false, "1742365119");
        assert!(
            call(&simulator, &other).await.json()["data"].is_i64(),
            "another move is none"
        );
    }
}

#[tokio::test]
async fn p207_a_ticket_that_is_not_done_stands_in_the_way_of_another_move() {
    let scenario = format!(
        "{}tickets.after = \"10s\"\n",
        with("repeats = \"conflict\"")
    );
    let simulator = play(&scenario).await;
    assert_eq!(call(&simulator, GOOD).await.json()["data"], json!(1));
    let other = reset("np_4w3a0001", false, "1742365119");
    assert_eq!(
        call(&simulator, &other).await.json()["code"],
        json!("CONFLICT")
    );
    simulator.advance(std::time::Duration::from_secs(10));
    assert_eq!(call(&simulator, &other).await.json()["data"], json!(2));
}

#[tokio::test]
async fn p205_a_position_is_moved_in_the_states_that_have_one_to_move() {
    for status in Status::ALL.iter().copied() {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        let simulator = Simulator::builder()
            .task(Task::new("np_4w3a0001", position).in_status(status))
            .start()
            .await
            .unwrap();
        let movable = matches!(
            status,
            Status::Running
                | Status::RunningModifying
                | Status::RunningMerging
                | Status::RunningAlarming
                | Status::Suspend
                | Status::Failed
        );
        let envelope = call(&simulator, GOOD).await.json();
        assert_eq!(envelope["success"], json!(movable), "{status}");
        let code = (!movable).then_some("GHANA-OPERAT000001");
        assert_eq!(envelope["code"].as_str(), code, "{status}");
        assert_eq!(simulator.requests()[0].committed, movable, "{status}");
    }
}

#[tokio::test]
async fn p203_a_loose_service_takes_what_a_strict_one_refuses() {
    for body in [
        r#"{"ID":"np_4w3a0001","Reverse":false,"starttimestamp":1742365118}"#,
        r#"{"id":"np_4w3a0001","reverse":"false","startTimestamp":"1742365118"}"#,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118,"force":true}"#,
    ] {
        for (loose, accepted) in [(false, false), (true, true)] {
            let builder = Simulator::builder();
            let builder = if loose { builder.loose() } else { builder };
            let simulator = builder.start().await.unwrap();
            let envelope = call(&simulator, body).await.json();
            assert_eq!(
                envelope["success"],
                json!(accepted),
                "{body}, loose: {loose}"
            );
        }
    }
    let loose = Simulator::builder().loose().start().await.unwrap();
    for body in [
        r#"{"id":"np_4w3a0001","startTimestamp":1742365118}"#,
        "[]",
        "{",
    ] {
        let envelope = call(&loose, body).await.json();
        assert_eq!(
            envelope["code"],
            json!("PARAM_ERROR"),
            "{body}: what is missing is not made up"
        );
    }
}

#[tokio::test]
async fn p203_an_older_service_lacks_newer_actions() {
    for (version, accepted) in [("4.2.9", false), ("4.3.0", true), ("V4.3.0 BP1", true)] {
        let simulator = play(&with(&format!("version = \"{version}\""))).await;
        let envelope = call(&simulator, GOOD).await.json();
        assert_eq!(envelope["success"], json!(accepted), "{version}");
        let message = envelope["message"].as_str().unwrap_or_default();
        assert_eq!(
            message == "Unsupported action: ResetIncrStartTimestamp",
            !accepted,
            "{version}: {message}"
        );
        let nonsense = exchange(
            simulator.address(),
            "POST",
            API,
            &[("authorization", RIGHT)],
            "{}",
        )
        .await;
        let unsupported = nonsense.body.contains("Unsupported action");
        assert_eq!(
            unsupported, !accepted,
            "the version comes before the parameters"
        );
    }
}
