//! Bytes for the bounded run: known texts with a few edits, and bytes without any meaning; the same
//! ones in every run.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// One edit of a text: where, what, and with which byte.
type Edit = (u16, u8, u8);

/// Calls `check` with each of the texts that it begins with, and with `cases` mutations of them.
///
/// Chance draws the mutations: it may leave a text out, and nearly every one that it draws is
/// edited. A text that is kept because it once broke a promise is therefore checked as it is.
pub(crate) fn run(seeds: &[Vec<u8>], cases: u32, check: impl Fn(&[u8])) {
    for seed in seeds {
        check(seed);
    }
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let edits = vec(any::<Edit>(), 0..5);
    let strategy = (0..=seeds.len(), edits, vec(any::<u8>(), 0..64));
    let outcome = runner.run(&strategy, |(seed, edits, noise)| {
        let bytes = seeds.get(seed).map_or(noise, Vec::clone);
        check(&mutated(bytes, &edits));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn mutated(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for &(place, kind, byte) in edits {
        let at = usize::from(place) % (bytes.len() + 1);
        match kind % 6 {
            0 => bytes.insert(at, byte),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = byte,
            3 if at < bytes.len() => drop(bytes.remove(at)),
            4 => {
                let copy = bytes[at..].to_vec();
                bytes.extend_from_slice(&copy[..copy.len().min(usize::from(byte))]);
            }
            _ => bytes.rotate_left(at),
        }
    }
    bytes
}
