//! The command against the model: histories drawn from numbers, each played in this process.

use std::sync::LazyLock;

use oms_seeds::{Bend, Found, Passed, Store, many};

/// Number of seeds that are played here. `cargo xtask soak` plays more.
const SEEDS: u64 = 120;

/// The most seeds in which a rule that is switched off is found out.
const MOST: u64 = 600;

/// Both tests that look at them look at the same.
static PLAYED: LazyLock<Result<Passed, Found>> =
    LazyLock::new(|| many(0..SEEDS, Store::Embedded, Bend::Nothing, 2, |_| {}));

#[test]
fn p244_every_history_that_is_drawn_is_one_that_the_model_allows() {
    if let Err(found) = &*PLAYED {
        panic!("{found}");
    }
}

#[test]
fn p244_every_boundary_is_passed_and_at_most_of_them_a_process_dies() {
    let Ok(passed) = &*PLAYED else {
        panic!("a history is wrong");
    };
    println!("{:#?}", passed.boundaries);
    // Nine acts and the two halves of a look, a request that is sent and has left, and a reply.
    assert_eq!(passed.boundaries.len(), 2 * 9 + 5);
    let deadly = passed.boundaries.values().filter(|(_, deaths)| *deaths > 0);
    assert!(deadly.count() > 15, "{:#?}", passed.boundaries);
    for exit in [0, 2, 3, 5, 7, 8, 9, 10, 130] {
        assert!(
            passed.exits.contains_key(&exit),
            "{exit}: {:?}",
            passed.exits
        );
    }
}

#[test]
fn p244_a_seed_plays_the_same_history_each_time() {
    let play = || {
        many(0..40, Store::Embedded, Bend::Nothing, 2, |_| {})
            .unwrap_or_else(|found| panic!("{found}"))
    };
    assert_eq!(play(), play());
}

#[test]
fn p244_each_rule_that_is_bent_is_found_out() {
    for (bend, broken) in [
        (Bend::LateWindow, "no false rejected or not sent"),
        (Bend::CheckUnderLock, "an open intent is never overtaken"),
        (Bend::IntentBeforeRequest, "leaves twice for entry"),
        (Bend::LookBeforeResume, "no false accepted"),
    ] {
        let Err(found) = many(0..MOST, Store::Embedded, bend, 2, |_| {}) else {
            panic!("{bend:?}: {MOST} seeds find nothing");
        };
        let text = found.to_string();
        println!("{bend:?}: seed {}: {text}", found.seed);
        assert!(text.contains(broken), "{bend:?}: {text}");
        assert!(text.contains("`cargo xtask soak --seed "), "{text}");
    }
}
