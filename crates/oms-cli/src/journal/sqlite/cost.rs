//! The cost of questions, for a test.

use std::cell::Cell;

thread_local! {
    /// The number of questions that this thread has asked, and of the rows that answered them.
    static COST: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn add(more: usize) {
    COST.set(COST.get() + more);
}

/// Does something in this thread, and returns with its result how many questions and rows it took.
pub(crate) fn cost_of<T>(act: impl FnOnce() -> T) -> (T, usize) {
    let before = COST.get();
    let done = act();
    (done, COST.get() - before)
}
