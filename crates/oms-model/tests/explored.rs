//! The model, explored: whole as the command works, and until it breaks with each rule switched
//! off.

use oms_model::{Bounds, Protocol, Rules};
use stateright::{Checker, HasDiscoveries, Model};

/// Two operators with two commands each, two deaths, two requests resolved by hand and six intents
/// in the journal.
const BOUNDS: Bounds = Bounds {
    commands: 2,
    crashes: 2,
    resolutions: 2,
    intents: 6,
    losses: 0,
};

/// Smaller, because a wrong rule shows itself early.
const SMALL: Bounds = Bounds {
    commands: 2,
    crashes: 1,
    resolutions: 1,
    intents: 5,
    losses: 0,
};

/// The journal of a team: the connection to it is lost once, at any moment.
const TEAM: Bounds = Bounds {
    commands: 2,
    crashes: 1,
    resolutions: 1,
    intents: 5,
    losses: 1,
};

/// `cargo test -p oms-model -- --nocapture` prints how many states were visited.
#[test]
fn p243_the_protocol_holds_in_every_state_that_the_bounds_allow() {
    explore(BOUNDS, Rules::right());
}

#[test]
fn p261_the_protocol_holds_with_a_store_that_fails_on_either_side_of_a_request() {
    explore(TEAM, Rules::right());
}

/// A lock that is lost with its process alone proves by itself that the process has ended, as that
/// of the journal of one machine does.
#[test]
fn p262_a_lock_that_ends_with_its_process_alone_proves_that_end() {
    let rules = Rules {
        ended_process: false,
        ..Rules::right()
    };
    explore(BOUNDS, rules);
}

fn explore(bounds: Bounds, rules: Rules) {
    let checker = Protocol::new(bounds, rules)
        .checker()
        .threads(2)
        .spawn_bfs()
        .join();
    println!(
        "{} states, {} of them different, up to {} events deep",
        checker.state_count(),
        checker.unique_state_count(),
        checker.max_depth()
    );
    checker.assert_properties();
}

#[test]
fn p243_each_rule_that_is_switched_off_has_a_counterexample() {
    let right = Rules::right();
    let wrong = [
        (
            "lock",
            Rules {
                lock: false,
                ..right
            },
            "an open intent is never overtaken",
        ),
        (
            "check under the lock",
            Rules {
                check_under_lock: false,
                ..right
            },
            "an open intent is never overtaken",
        ),
        (
            "intent before the request",
            Rules {
                intent_before_send: false,
                ..right
            },
            "no step is refused for being sent twice",
        ),
        (
            "look before a resume",
            Rules {
                look_before_resume: false,
                ..right
            },
            "no step is refused for being sent twice",
        ),
        (
            "late window",
            Rules {
                late_window: false,
                ..right
            },
            "no false rejected or not sent",
        ),
        (
            "compensation on proof",
            Rules {
                compensate_on_proof: false,
                ..right
            },
            "an open intent is never overtaken",
        ),
        (
            "send in time",
            Rules {
                send_in_time: false,
                ..right
            },
            "no false rejected or not sent",
        ),
        (
            "position that was reached before",
            Rules {
                doubt_what_was_reached: false,
                ..right
            },
            "no false rejected or not sent",
        ),
    ];
    for (rule, rules, broken) in wrong {
        break_without(rule, SMALL, rules, broken);
    }
}

#[test]
fn p261_each_rule_of_a_store_that_fails_has_a_counterexample() {
    let right = Rules::right();
    let wrong = [
        (
            "announce under the lock",
            Rules {
                announce_under_the_lock: false,
                ..right
            },
            "an open intent is never overtaken",
        ),
        (
            "end a run under the lock",
            Rules {
                end_under_the_lock: false,
                ..right
            },
            "no task is left paused unsaid",
        ),
        (
            "ended process",
            Rules {
                ended_process: false,
                ..right
            },
            "no false rejected or not sent",
        ),
        (
            "hold back in doubt",
            Rules {
                hold_back_in_doubt: false,
                ..right
            },
            "an open intent is never overtaken",
        ),
    ];
    for (rule, rules, broken) in wrong {
        break_without(rule, TEAM, rules, broken);
    }
}

/// Without a rule, an invariant must break; how is printed.
fn break_without(rule: &str, bounds: Bounds, rules: Rules, broken: &'static str) {
    let checker = Protocol::new(bounds, rules)
        .checker()
        .finish_when(HasDiscoveries::AllOf([broken].into()))
        .spawn_bfs()
        .join();
    let path = checker.discovery(broken);
    assert!(
        path.is_some(),
        "without the rule `{rule}`, `{broken}` holds"
    );
    println!("without the rule `{rule}`, `{broken}` breaks:");
    for event in path.into_iter().flat_map(stateright::Path::into_actions) {
        println!("  {event:?}");
    }
}
