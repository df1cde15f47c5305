//! From what is in the files to their texts, on as many threads as the machine has.
//!
//! Which thread prints a file leaves no trace in it, and the files come out ordered by path.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::GeneratedFile;
use crate::rust::source::Job;

/// The number of files that is worth a thread of its own.
const WORTH_A_THREAD: usize = 16;

/// Returns the file of each job.
pub(crate) fn all(jobs: &[Job<'_>]) -> Vec<GeneratedFile> {
    of_each(jobs, |job| job().render())
}

/// Returns the file of each item.
pub(crate) fn of_each<T: Sync>(
    items: &[T],
    file: impl Fn(&T) -> GeneratedFile + Sync,
) -> Vec<GeneratedFile> {
    let machine = thread::available_parallelism().map_or(1, usize::from);
    let threads = machine.min(items.len() / WORTH_A_THREAD).max(1);
    let next = AtomicUsize::new(0);
    // Each thread makes the files that it gets to.
    let some = || {
        let mut files = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            files.push(file(item));
        }
        files
    };
    let mut files = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut files = some();
        for other in others {
            // A thread that panicked has left its items undone; the panic is passed on.
            files.extend(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        files
    });
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}
