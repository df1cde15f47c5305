//! The same over the journal of a team: a PostgreSQL server that is killed now and then.

#![cfg(feature = "postgres")]

use oms_seeds::{Bend, Store, many};

/// How many seeds are played here. `cargo xtask soak --postgres` plays more.
const SEEDS: u64 = 24;

#[test]
fn p261_histories_over_a_server_that_is_killed_are_ones_that_the_model_allows() {
    if oms_testkit::postgres_for_a_test().is_none() {
        return;
    }
    let passed = many(0..SEEDS, Store::Team, Bend::Nothing, 2, |_| {});
    let passed = passed.unwrap_or_else(|found| panic!("{found}"));
    assert!(passed.losses > 0, "{:?}", passed.exits);
}
