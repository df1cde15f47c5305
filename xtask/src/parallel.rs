//! The same for each of many items, on several threads.

use rayon::prelude::*;

/// The number of items that is worth a thread of its own. Neighbours go to the same thread, because
/// threads that write into one folder wait for each other.
const WORTH_A_THREAD: usize = 8;

/// Returns the result of each item, in the order of the items.
pub(crate) fn each<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    let items: Vec<T> = items.into_iter().collect();
    let items = items.into_par_iter().with_min_len(WORTH_A_THREAD);
    items.map(work).collect()
}
