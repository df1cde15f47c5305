//! A list as lines of JSON, page by page: it takes the memory of a page, however long it is.

use oms_client::{Error, PagesEnd, Reply};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::plan::listing::Listing;
use crate::report::Report;
use crate::session::Session;
use crate::terminal;

/// The reason why no more of a list is printed.
enum Stop {
    /// A page could not be read.
    Failed(Box<Error>),
    /// Nobody takes the lines.
    Lost,
}

/// Prints at most `at_most` items of a list, each as soon as its page is there.
pub(super) fn pour<D>(
    list: &mut dyn Listing<D>,
    plan: &Plan,
    at_most: usize,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let (mut left, mut is_cut, mut total) = (at_most, false, None);
    let runtime = session.take_runtime()?;
    let poured = terminal::pour(session.surroundings, |write| {
        while left > 0 {
            let page = runtime.block_on(list.next(left, plan.answer_secrets));
            let Some(page) = page.map_err(|error| Stop::Failed(Box::new(error)))? else {
                break;
            };
            left -= page.count.min(left);
            is_cut |= page.is_cut;
            total = page.total.or(total);
            let lines = page.items.as_deref().map(terminal::to_json_lines);
            let lines = lines.unwrap_or_default();
            write(&terminal::safe_json(&lines)).map_err(|_| Stop::Lost)?;
        }
        Ok(())
    });
    session.return_runtime(runtime);
    match poured {
        Err(Stop::Failed(error)) => Ok(Report::read(plan, Err::<Reply<()>, _>(*error))),
        Ok(Exit::Success) => {
            warn_of_a_cut(list.end().filter(|_| !is_cut), total, session);
            Ok(Report::poured(plan, total))
        }
        Ok(_) | Err(Stop::Lost) => Ok(Report::poured(plan, total).unseen()),
    }
}

/// Warns of a list that is cut: it looks like a whole one, and a script would take it for one.
pub(super) fn warn_of_a_cut(
    end: Option<PagesEnd>,
    total: Option<i64>,
    session: &mut Session<'_, '_>,
) {
    let total = total
        .map(|total| format!(" of {total}"))
        .unwrap_or_default();
    session.warn(&match end {
        Some(end) if end.is_complete() => return,
        None => format!("the list is cut at --limit; the service has more{total}"),
        Some(_) => format!(
            "the list may be incomplete{total}: the service repeated pages, or sent more items than it had stated"
        ),
    });
}
