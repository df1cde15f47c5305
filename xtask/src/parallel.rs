//! The same for each of many items, on several threads.
//!
//! Which thread handles an item leaves no trace: the results come in the order of the items.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The number of threads that wait for the disk at once: enough to keep it busy, and few enough not
/// to wait for each other at one folder.
const WAITING: usize = 4;

/// The number of items that is worth a thread of its own.
const WORTH_A_THREAD: usize = 8;

/// The results of each item, for work that mostly waits for the disk.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = WAITING.min(items.len() / WORTH_A_THREAD).max(1);
    let next = AtomicUsize::new(0);
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .map(|_| scope.spawn(|| some(items, &next, &work)))
            .collect();
        let mut results = some(items, &next, &work);
        for other in others {
            // A thread that panicked has left its items undone; the panic is passed on.
            let others = other.join();
            results.extend(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    results.sort_unstable_by_key(|(position, _)| *position);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The results of the items that this thread gets to, with their positions.
fn some<T, R>(items: &[T], next: &AtomicUsize, work: impl Fn(&T) -> R) -> Vec<(usize, R)> {
    let mut results = Vec::new();
    loop {
        let position = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(position) else {
            return results;
        };
        results.push((position, work(item)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 7, 100, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(each(&items, |item| item * 2), doubled, "{count}");
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let items: Vec<usize> = (0..100).collect();
        let panicked = std::panic::catch_unwind(|| each(&items, |item| assert_ne!(*item, 99)));
        assert!(panicked.is_err());
    }
}
