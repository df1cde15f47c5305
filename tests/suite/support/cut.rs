//! An answer that the simulator cuts.

use oms_sim::{CutFault, Fault};

/// The fault that cuts an answer after so many bytes of its body, or of its head. The connection is
/// closed then, or reset.
pub(crate) fn cut(after: Option<usize>, head: bool, reset: bool) -> Fault {
    let mut cut = CutFault::default();
    (cut.after, cut.head, cut.reset) = (after, head, reset);
    Fault::Cut(cut)
}
