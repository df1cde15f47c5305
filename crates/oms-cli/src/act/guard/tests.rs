//! The bounds of the guards, to the second.

use std::time::UNIX_EPOCH;

use jiff::tz::TimeZone;

use super::*;

const NOW: i64 = 1_742_372_318;

fn at(seconds: i64) -> EpochSeconds {
    EpochSeconds::new(seconds).unwrap()
}

fn move_to(seconds: i64) -> Move {
    Move::new(false, StartPosition::EpochSeconds(at(seconds)), None)
}

#[test]
fn logs_are_asked_about_past_what_is_kept_and_denied_past_a_year() {
    let now = UNIX_EPOCH + Duration::from_secs(1_742_372_318);
    let moment = Moment::new(now, TimeZone::UTC).unwrap();
    for (kept, age_of_it, expected) in [
        (None, 604_800, "nothing"),
        (None, 604_801, "a service usually keeps logs for 7 d."),
        (None, 31_536_000, "a service usually keeps logs for 7 d."),
        (
            None,
            31_536_001,
            "no service keeps logs for more than 365 days",
        ),
        (Some(1), 3_600, "nothing"),
        (Some(1), 3_601, "the task keeps its logs for 1 h."),
        (Some(9_000), 31_536_001, "nothing"),
        (Some(i64::MAX), NOW, "nothing"),
    ] {
        let moves = move_to(NOW - age_of_it);
        let leg = Leg {
            log_hours: kept,
            ..Leg::default()
        };
        let said = match age(&moves, &Consent::default(), Some(&leg), &moment) {
            Ok(None) => "nothing".to_owned(),
            Ok(Some(question)) => question.why,
            Err(failure) => failure.message,
        };
        assert!(said.contains(expected), "{kept:?}, {age_of_it}: {said}");
        let warning = too_old(&moves, Some(&leg), &moment);
        assert_eq!(
            warning.is_some(),
            expected != "nothing",
            "{kept:?}, {age_of_it}"
        );
    }
}

#[test]
fn a_position_that_was_written_is_no_moment_ahead_and_no_text_that_a_flag_takes_for_one() {
    let now = UNIX_EPOCH + Duration::from_secs(1_742_372_318);
    let moment = Moment::new(now, TimeZone::UTC).unwrap();
    for (position, is_taken) in [
        (StartPosition::EpochSeconds(at(NOW)), true),
        (StartPosition::EpochSeconds(at(NOW + 1)), false),
        (StartPosition::raw("100,30"), true),
        (StartPosition::raw("-1h"), false),
    ] {
        let judged = written(&Move::new(false, position, None), &moment);
        assert_eq!(judged.is_ok(), is_taken, "{judged:?}");
    }
}

#[test]
fn p169_a_saved_plan_stays_good_while_a_running_task_goes_on_and_the_plan_means_the_same() {
    const PLANNED: i64 = 1_000;
    for (status, position, new, is_good) in [
        ("RUNNING", 1_000, 500, true),
        ("RUNNING", 1_060, 500, true),
        ("RUNNING", 1_060, 1_000, true),
        ("RUNNING", 1_060, 2_000, true),
        // It would have skipped changes, and would replay them now.
        ("RUNNING", 1_060, 1_030, false),
        ("RUNNING", 1_060, 1_060, false),
        ("RUNNING", 999, 500, false),
        ("SUSPEND", 1_000, 500, true),
        ("SUSPEND", 1_060, 500, false),
        ("SUSPEND", 999, 500, false),
    ] {
        let seen = Seen {
            name: None,
            status: TaskStatus::from(status),
            way: None,
            forward: Leg {
                position: Some(StartPosition::EpochSeconds(at(position))),
                ..Leg::default()
            },
            reverse: Leg::default(),
            server_time: None,
            skew: None,
        };
        let judged = unmoved(&move_to(new), at(PLANNED), &seen);
        assert_eq!(judged.is_ok(), is_good, "{status} at {position} to {new}");
    }
}
