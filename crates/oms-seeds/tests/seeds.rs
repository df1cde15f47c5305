//! The command against the model: histories drawn from a number, each played in this process.

use oms_seeds::{Bend, many};

/// How many seeds the suite plays. `cargo xtask soak` plays more.
const SEEDS: u64 = 2_000;

#[test]
fn p244_every_history_that_is_drawn_is_one_that_the_model_allows() {
    let passed = many(0..SEEDS, Bend::Nothing, 2, |_| {});
    let passed = passed.unwrap_or_else(|found| panic!("{found}"));
    println!("{:#?}\n{:?}", passed.boundaries, passed.exits);
}
