//! Many seeds, on several threads, up to the first that is wrong.

use std::fmt;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::kept::Store;
use crate::operator::Operators;
use crate::place::Place;
use crate::{Bend, Passed, play};

/// A seed that is wrong.
#[derive(Debug)]
pub struct Found {
    /// Its number.
    pub seed: u64,
    store: Store,
    what: String,
    trace: Vec<String>,
}

/// Plays seeds on this many threads, and reports after each how many were played.
///
/// # Errors
///
/// A history is one that the model does not allow.
///
/// # Panics
///
/// The command or the simulator panics, or this machine has no folder for temporary files.
pub fn many(
    seeds: Range<u64>,
    store: Store,
    bend: Bend,
    jobs: usize,
    progress: impl Fn(u64) + Sync,
) -> Result<Passed, Found> {
    let (next, stop) = (AtomicU64::new(seeds.start), AtomicBool::new(false));
    let (all, found) = (Mutex::new(Passed::default()), Mutex::new(None));
    let work = || {
        let mut mine = Passed::default();
        let operators = Operators::new();
        let place = Place::new(store);
        while !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                break;
            }
            match play(seed, bend, &place, false, &operators) {
                Ok(passed) => mine.add(passed),
                Err(violation) => {
                    stop.store(true, Ordering::Relaxed);
                    let mut found = found.lock().unwrap();
                    // The smallest seed is the one that is reported, whichever thread was faster.
                    if found.as_ref().is_none_or(|(known, _)| seed < *known) {
                        *found = Some((seed, violation.what));
                    }
                }
            }
            progress(seed - seeds.start + 1);
        }
        all.lock().unwrap().add(mine);
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(work);
        }
    });
    match found.into_inner().unwrap() {
        None => Ok(all.into_inner().unwrap()),
        Some((seed, what)) => Err(Found::told(seed, &what, store, bend)),
    }
}

impl Found {
    /// Plays a seed again, and keeps what happens in words.
    fn told(seed: u64, what: &str, store: Store, bend: Bend) -> Self {
        let (what, trace) = match play(seed, bend, &Place::new(store), true, &Operators::new()) {
            Err(violation) => (violation.what, violation.trace),
            Ok(_) => (
                format!(
                    "{what}\nand not when it is played again, so that it does not follow from its number"
                ),
                Vec::new(),
            ),
        };
        Self {
            seed,
            store,
            what,
            trace,
        }
    }
}

impl Passed {
    fn add(&mut self, other: Self) {
        for (name, (times, deaths)) in other.boundaries {
            let counts = self.boundaries.entry(name).or_default();
            counts.0 += times;
            counts.1 += deaths;
        }
        self.losses += other.losses;
        for (exit, times) in other.exits {
            *self.exits.entry(exit).or_default() += times;
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.trace {
            writeln!(f, "  {line}")?;
        }
        writeln!(f, "seed {}: {}", self.seed, self.what)?;
        let of_store = match self.store {
            Store::Embedded => "",
            #[cfg(feature = "postgres")]
            Store::Team => " --postgres",
        };
        write!(
            f,
            "`cargo xtask soak --seed {}{of_store}` plays it again",
            self.seed
        )
    }
}
