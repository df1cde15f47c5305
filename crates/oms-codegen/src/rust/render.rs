//! From what is in the files to their texts, on the threads of the machine.
//!
//! Which thread prints a file leaves no trace in it, and the files come out ordered by path.

use rayon::prelude::*;

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
    file: impl Fn(&T) -> GeneratedFile + Sync + Send,
) -> Vec<GeneratedFile> {
    let items = items.par_iter().with_min_len(WORTH_A_THREAD);
    let mut files: Vec<GeneratedFile> = items.map(file).collect();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}
