//! The same for each of many items, on several threads.
//!
//! Which thread handles an item leaves no trace: the results come in the order of the items.

use std::{panic, thread};

/// The number of threads that wait for the disk at once.
const WAITING: usize = 4;

/// The number of items that is worth a thread of its own.
const WORTH_A_THREAD: usize = 8;

/// The results of each item, for work that mostly waits for the disk.
///
/// Neighbours go to the same thread, because threads that write into one folder wait for each
/// other.
pub(crate) fn each<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let mut items: Vec<T> = items.into_iter().collect();
    let threads = WAITING.min(items.len() / WORTH_A_THREAD).max(1);
    let part = items.len().div_ceil(threads);
    let work = |part: Vec<T>| part.into_iter().map(&work).collect::<Vec<R>>();
    thread::scope(|scope| {
        let mut others = Vec::new();
        while items.len() > part {
            let last = items.split_off(items.len() - part);
            others.push(scope.spawn(|| work(last)));
        }
        let mut results = work(items);
        for other in others.into_iter().rev() {
            // A thread that panicked has left its items undone; the panic is passed on.
            results.extend(
                other
                    .join()
                    .unwrap_or_else(|panic| panic::resume_unwind(panic)),
            );
        }
        results
    })
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
        let panicked = panic::catch_unwind(|| each(&items, |item| assert_ne!(*item, 99)));
        assert!(panicked.is_err());
    }
}
