//! The virtual clock: the things that move with it, and that it moves on command only.

use std::time::Duration;

use oms_client::EpochSeconds;
use oms_sim::{Course, Direction, Leg, Simulator, Status, Task, TicketState};
use serde_json::json;

use super::{API, GOOD, at, call, control, exchange, start};

/// The time on the clock of a simulator by default.
const NOW: i64 = 1_742_369_000;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn forward(simulator: &Simulator, id: &str) -> i64 {
    let task = simulator.task(id).unwrap();
    task.forward.unwrap().seconds().unwrap()
}

#[tokio::test]
async fn p205_checkpoints_work_off_their_backlog_and_stay_behind_the_clock() {
    let leg = |position| Leg::new(EpochSeconds::new(position).unwrap());
    let simulator = Simulator::builder()
        .task(Task::new("np_runs", EpochSeconds::new(NOW - 300).unwrap()))
        .task(Task::without_changes("np_slow").with_forward_leg(leg(NOW - 300).speed(2).lag(10)))
        .task(
            Task::new("np_rests", EpochSeconds::new(NOW - 300).unwrap()).in_status(Status::Suspend),
        )
        .start()
        .await
        .unwrap();
    for (by, runs, slow) in [
        (0, NOW - 300, NOW - 300),
        (1, NOW - 240, NOW - 298),
        (3, NOW - 60, NOW - 292),
        (2, NOW + 1, NOW - 288),
        (1_000, NOW + 1_001, NOW + 996),
    ] {
        simulator.advance(seconds(by));
        assert_eq!(forward(&simulator, "np_runs"), runs, "{by}");
        assert_eq!(forward(&simulator, "np_slow"), slow, "{by}");
        assert_eq!(forward(&simulator, "np_rests"), NOW - 300, "{by}");
    }
}

#[tokio::test]
async fn p205_the_clock_is_moved_over_http_and_by_nothing_else() {
    let simulator = start().await;
    for (body, now) in [
        (r#"{"by":"30s"}"#, NOW + 30),
        (r#"{"by":"500ms"}"#, NOW + 30),
        (r#"{"by":"500ms"}"#, NOW + 31),
        (r#"{"by":0}"#, NOW + 31),
        (r#"{"by":"1h 1m"}"#, NOW + 31 + 3_660),
    ] {
        let answer = control(&simulator, "POST", "/_sim/clock/advance", body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(
            answer.json()["now"],
            json!(now * 1_000 + answer.json()["now"].as_i64().unwrap() % 1_000)
        );
        assert_eq!(simulator.world().now().seconds(), now);
    }
    let clock = control(&simulator, "GET", "/_sim/clock", "").await.json();
    assert_eq!(
        (&clock["utc"], &clock["real_time"]),
        (&json!("2025-03-19T08:24:51Z"), &json!(false))
    );
    for (body, words) in [
        (r#"{"by":"soon"}"#, "`soon` is not a span of time"),
        (r#"{"bye":"1s"}"#, "did you mean `by`?"),
        (r#"{"by":-1}"#, "not negative"),
        (r#"{"by":"5300 weeks"}"#, "ten years at most"),
        ("", "EOF"),
    ] {
        let answer = control(&simulator, "POST", "/_sim/clock/advance", body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(
            answer.json()["error"].as_str().unwrap().contains(words),
            "{body}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn p205_the_clock_ends_where_no_position_can_name_a_moment() {
    let simulator = start().await;
    let advance = async |by: &str| {
        let body = json!({ "by": by }).to_string();
        control(&simulator, "POST", "/_sim/clock/advance", &body).await
    };
    let mut moves = 0;
    let refused = loop {
        let answer = advance("520 weeks").await;
        if answer.status != 200 {
            break answer;
        }
        moves += 1;
        assert!(moves < 30, "{}", answer.body);
    };
    assert_eq!(refused.status, 400);
    let words = refused.json()["error"].as_str().unwrap().to_owned();
    assert!(words.contains("the clock ends at 2286-11-20T"), "{words}");
    let now = simulator.world().now().seconds();
    assert_eq!(now, NOW + moves * 520 * 7 * 24 * 3_600, "it was not moved");

    simulator.advance(Duration::MAX);
    assert_eq!(simulator.world().now().seconds(), 9_999_999_999);
    assert_eq!(advance("1s").await.status, 400);
    assert_eq!(advance("0s").await.status, 200);
    let client = super::client(&simulator);
    let read = client.describe_project_progress().id("np_4w3a0001").await;
    read.unwrap();
}

#[tokio::test]
async fn p206_a_ticket_runs_at_once_or_after_a_time() {
    for (course, before, steps) in [
        (Course::at_once(), TicketState::Successful, vec![]),
        (
            Course::after(seconds(30)),
            TicketState::Initializing,
            vec![
                (9, TicketState::Initializing),
                (1, TicketState::Ready),
                (10, TicketState::InProgress),
                (9, TicketState::InProgress),
                (1, TicketState::Successful),
                (9, TicketState::Successful),
            ],
        ),
        (
            Course::after(seconds(3)).failing(1.0),
            TicketState::Initializing,
            vec![(2, TicketState::InProgress), (1, TicketState::Failed)],
        ),
    ] {
        let simulator = Simulator::builder()
            .tickets(course.clone())
            .start()
            .await
            .unwrap();
        assert_eq!(call(&simulator, GOOD).await.json()["data"], json!(1));
        let state = || simulator.world().tickets()[0].state;
        assert_eq!(state(), before, "{course:?}");
        for (by, expected) in steps {
            simulator.advance(seconds(by));
            assert_eq!(state(), expected, "{course:?}");
        }
    }
}

#[tokio::test]
async fn p206_a_position_moves_when_its_ticket_has_run_and_no_sooner() {
    let simulator = Simulator::builder()
        .tickets(Course::after(seconds(30)))
        .start()
        .await
        .unwrap();
    call(&simulator, GOOD).await;
    simulator.advance(seconds(29));
    let caught_up = NOW + 29 - 5;
    assert_eq!(forward(&simulator, "np_4w3a0001"), caught_up);
    assert_eq!(simulator.requests()[0].movement, None);

    simulator.advance(seconds(1));
    let movement = simulator.requests()[0].movement.clone().unwrap();
    assert_eq!(
        (movement.from, movement.to),
        (at(caught_up + 1), at(1_742_365_118))
    );
    assert_eq!(forward(&simulator, "np_4w3a0001"), 1_742_365_118);
    simulator.advance(seconds(2));
    assert_eq!(forward(&simulator, "np_4w3a0001"), 1_742_365_118 + 2 * 60);
}

#[tokio::test]
async fn p206_a_ticket_that_fails_moves_nothing_and_says_why() {
    let day = 24 * 3_600;
    for (body, course, words, because) in [
        (
            GOOD.to_owned(),
            Course::at_once().failing(1.0),
            "as the scenario has it",
            "ticket.failing",
        ),
        (
            super::reset("np_4w3a0001", false, &(NOW - 8 * day).to_string()),
            Course::at_once(),
            "are kept since",
            "ticket.logs-gone",
        ),
        (
            super::reset("np_4w3a0001", false, "-1"),
            Course::at_once(),
            "are kept since",
            "ticket.logs-gone",
        ),
    ] {
        let simulator = Simulator::builder().tickets(course).start().await.unwrap();
        let before = simulator.task("np_4w3a0001").unwrap();
        assert_eq!(
            call(&simulator, &body).await.json()["success"],
            json!(true),
            "{body}"
        );
        let ticket = simulator.world().tickets()[0].clone();
        let failure = ticket.failure.as_ref().unwrap();
        assert_eq!(
            (ticket.state, failure.because.as_str()),
            (TicketState::Failed, because)
        );
        assert!(failure.message.contains(words), "{failure:?}");
        assert_eq!(ticket.movement, None);
        assert_eq!(simulator.task("np_4w3a0001").unwrap(), before);
    }
}

#[tokio::test]
async fn p205_every_answer_is_dated_by_the_virtual_clock() {
    let simulator = start().await;
    for (by, date) in [
        (0, "date: wed, 19 mar 2025 07:23:20 gmt"),
        (3_600, "date: wed, 19 mar 2025 08:23:20 gmt"),
    ] {
        simulator.advance(seconds(by));
        for (path, body) in [(API, GOOD), ("/nowhere", "")] {
            let answer = exchange(simulator.address(), "POST", path, &[], body).await;
            assert!(answer.head.contains(date), "{path}: {}", answer.head);
        }
    }
}

#[tokio::test]
async fn p205_the_clock_can_go_with_time() {
    let wall = || {
        EpochSeconds::at_or_before(std::time::SystemTime::now())
            .unwrap()
            .get()
    };
    let before = wall();
    let simulator = Simulator::builder().real_time().start().await.unwrap();
    let now = simulator.world().now().seconds();
    assert!((before..=wall()).contains(&now), "{now}");
    let backlog = now
        - simulator
            .task("np_4w3a0002")
            .unwrap()
            .forward
            .unwrap()
            .seconds()
            .unwrap();
    assert_eq!(backlog, 200, "everything keeps its distance from the clock");

    simulator.advance(seconds(3_600));
    let later = simulator.world().now().seconds();
    assert!(
        (before + 3_600..=wall() + 3_600).contains(&later),
        "{later}"
    );

    let told = control(&simulator, "PUT", "/_sim/clock", r#"{"real_time":false}"#).await;
    assert_eq!(told.json()["real_time"], json!(false));
    let stopped = simulator.world().now();
    let task = simulator.task("np_4w3a0001").unwrap();
    assert!(task.position(Direction::Forward).is_some());
    assert_eq!(simulator.world().now(), stopped);
}
