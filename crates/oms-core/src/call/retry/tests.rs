//! `Retry-After` in all its spellings, and the budget of resends.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{RetryBudget, retry_after};
use crate::call::clock::{Clock, Moment};

/// Wed, 19 Mar 2025 06:18:38 GMT.
fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_742_365_118)
}

#[test]
fn promises_28_and_30_retry_after_is_parsed_clamped_or_ignored() {
    let table = [
        ("0", Some(0)),
        ("7", Some(7)),
        (" 7 ", Some(7)),
        ("300", Some(300)),
        ("301", Some(300)),
        ("315360000", Some(300)),
        ("99999999999999999999999999", Some(300)),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("1e9", None),
        ("Wed, 19 Mar 2025 06:18:48 GMT", Some(10)),
        ("Wednesday, 19-Mar-25 06:18:48 GMT", Some(10)),
        ("Wed Mar 19 06:18:48 2025", Some(10)),
        ("Wed, 19 Mar 2025 06:18:28 GMT", Some(0)),
        ("Mon, 19 Mar 2035 06:18:48 GMT", Some(300)),
        ("Wed, 39 Mar 2025 06:18:48 GMT", None),
        ("2025-03-19T06:18:48Z", None),
    ];
    for (value, expected) in table {
        assert_eq!(
            retry_after(value, now()),
            expected.map(Duration::from_secs),
            "{value}"
        );
    }
}

#[test]
fn promise_30_a_clock_that_jumps_makes_no_wait_longer_than_the_longest_and_none_negative() {
    let date = "Wed, 19 Mar 2025 06:18:48 GMT";
    let far = Duration::from_secs(1 << 40);
    let table = [
        (UNIX_EPOCH, 300),
        (UNIX_EPOCH - Duration::from_secs(1), 300),
        (UNIX_EPOCH - far, 300),
        (now(), 10),
        (now() + Duration::from_secs(86_400), 0),
        (UNIX_EPOCH + far, 0),
    ];
    for (clock, expected) in table {
        let wait = retry_after(date, clock);
        assert_eq!(wait, Some(Duration::from_secs(expected)), "{clock:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn promise_46_a_budget_is_spent_and_earned_again_and_never_overflows() {
    let options = RetryBudget::new()
        .burst(10)
        .earned_every(Duration::from_secs(6));
    let budget = options.into_budget(Moment::now());
    let spend = |most: usize| {
        (0..most)
            .take_while(|_| budget.spend(Moment::now()))
            .count()
    };
    assert_eq!(spend(100), 10);
    Clock::sleep(Duration::from_millis(5_999)).await;
    assert_eq!(spend(100), 0);
    Clock::sleep(Duration::from_millis(1)).await;
    assert_eq!(spend(100), 1);
    Clock::sleep(Duration::from_secs(6 * 100)).await;
    assert_eq!(spend(100), 10);
}

#[tokio::test(start_paused = true)]
async fn a_budget_may_be_empty_or_endless() {
    let endless = [
        RetryBudget::unlimited(),
        RetryBudget::new().burst(1).earned_every(Duration::ZERO),
    ];
    let empty = [
        RetryBudget::new().burst(0),
        RetryBudget::new().burst(0).earned_every(Duration::ZERO),
        RetryBudget::new().burst(0).earned_every(Duration::MAX),
    ];
    for (options, spends) in endless
        .map(|o| (o, true))
        .into_iter()
        .chain(empty.map(|o| (o, false)))
    {
        let budget = options.clone().into_budget(Moment::now());
        for _ in 0..1000 {
            assert_eq!(budget.spend(Moment::now()), spends, "{options:?}");
        }
    }
}

#[test]
fn promise_48_waits_are_drawn_from_the_whole_range_and_repeat_with_the_seed() {
    let range = Duration::from_millis(200)..=Duration::from_secs(2);
    let draw = |seed| {
        let clock = Clock::new(None, Some(seed));
        (0..1000)
            .map(|_| clock.between(range.clone()))
            .collect::<Vec<_>>()
    };
    let waits = draw(1);
    assert_eq!(waits, draw(1));
    assert!(waits.iter().all(|wait| range.contains(wait)));
    assert!(
        waits.iter().min() < Some(&Duration::from_millis(250))
            && waits.iter().max() > Some(&Duration::from_millis(1950))
    );
}
