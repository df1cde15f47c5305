//! Answers that are read page by page. Only reads are: the client has no pages of a write.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use crate::ir::{Action, Effect};

pub(super) fn compare(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    let pages = |action: &Action| action.paging.is_some() && action.effect == Effect::Read;
    match (pages(was), pages(is)) {
        (false, true) => changes.push(
            place,
            "its answer can be read page by page",
            Compatible,
            Impact::None,
        ),
        (true, false) => changes.push(
            place,
            "its answer cannot be read page by page any more",
            Breaking,
            Impact::None,
        ),
        (true, true) if was.paging != is.paging => changes.push(
            place,
            "its answer is cut into other pages",
            Breaking,
            Impact::None,
        ),
        _ => changes.documentation(
            place,
            "the paging that the client does not use",
            [&was.paging, &is.paging],
        ),
    }
}
