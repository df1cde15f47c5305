//! Answers that are read page by page. Only reads are: the client has no pages of a write.

use super::Evolution;
use super::Impact::{Breaking, Compatible};
use crate::ir::{Action, Effect};

pub(super) fn compare(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    let pages = |action: &Action| action.paging.is_some() && action.effect == Effect::Read;
    let (what, callers) = match (pages(was), pages(is)) {
        (false, true) => ("its answer can be read page by page", Compatible),
        (true, false) => ("its answer cannot be read page by page any more", Breaking),
        (true, true) if was.paging != is.paging => ("its answer is cut into other pages", Breaking),
        _ => {
            let unused = "the paging that the client does not use";
            return changes.documentation(place, unused, [&was.paging, &is.paging]);
        }
    };
    changes.of_callers(place, what, callers);
}
