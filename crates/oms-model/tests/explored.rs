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

/// A rule, how it is switched off, and the invariant that breaks then.
type Wrong = (&'static str, fn(&mut Rules), &'static str);

const OVERTAKEN: &str = "an open intent is never overtaken";
const DENIED: &str = "no false rejected or not sent";

#[test]
fn p243_each_rule_that_is_switched_off_has_a_counterexample() {
    let wrong: [Wrong; 8] = [
        ("lock", |rules| rules.lock = false, OVERTAKEN),
        (
            "check under the lock",
            |rules| rules.check_under_lock = false,
            OVERTAKEN,
        ),
        (
            "intent before the request",
            |rules| rules.intent_before_send = false,
            "no step is refused for being sent twice",
        ),
        (
            "look before a resume",
            |rules| rules.look_before_resume = false,
            "no step is refused for being sent twice",
        ),
        ("late window", |rules| rules.late_window = false, DENIED),
        (
            "compensation on proof",
            |rules| rules.compensate_on_proof = false,
            OVERTAKEN,
        ),
        ("send in time", |rules| rules.send_in_time = false, DENIED),
        (
            "position that was reached before",
            |rules| rules.doubt_what_was_reached = false,
            DENIED,
        ),
    ];
    for (rule, switch_off, broken) in wrong {
        break_without(rule, SMALL, switch_off, broken);
    }
}

#[test]
fn p261_each_rule_of_a_store_that_fails_has_a_counterexample() {
    let wrong: [Wrong; 4] = [
        (
            "announce under the lock",
            |rules| rules.announce_under_the_lock = false,
            OVERTAKEN,
        ),
        (
            "end a run under the lock",
            |rules| rules.end_under_the_lock = false,
            "no task is left paused unsaid",
        ),
        ("ended process", |rules| rules.ended_process = false, DENIED),
        (
            "hold back in doubt",
            |rules| rules.hold_back_in_doubt = false,
            OVERTAKEN,
        ),
    ];
    for (rule, switch_off, broken) in wrong {
        break_without(rule, TEAM, switch_off, broken);
    }
}

/// Without a rule, an invariant must break; how is printed.
fn break_without(rule: &str, bounds: Bounds, switch_off: fn(&mut Rules), broken: &'static str) {
    let mut rules = Rules::right();
    switch_off(&mut rules);
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
