//! A list as lines of JSON or CSV, page by page: it takes the memory of a page, however long it is.

use oms_client::{Error, PagesEnd, Reply};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::plan::listing::Listing;
use crate::report::Report;
use crate::session::Session;
use crate::terminal::{self, CsvLines};

/// The reason why no more of a list is printed.
enum Stop {
    /// A page could not be read.
    Failed(Box<Error>),
    /// Nobody takes the lines.
    Lost,
}

/// Prints at most `at_most` items of a list, each as soon as its page is there: as lines of CSV, or
/// of JSON.
pub(super) fn pour<D>(
    list: &mut dyn Listing<D>,
    mut csv: Option<CsvLines>,
    plan: &Plan,
    at_most: usize,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let (mut left, mut is_cut, mut total) = (at_most, false, None);
    let runtime = session.take_runtime()?;
    let poured = terminal::pour(session.surroundings, terminal::visible, |write| {
        while left > 0 {
            let page = runtime.block_on(list.next(left, plan.answer_secrets));
            let Some(page) = page.map_err(|error| Stop::Failed(Box::new(error)))? else {
                break;
            };
            left -= page.count.min(left);
            is_cut |= page.is_cut;
            total = page.total.or(total);
            if let Some(items) = page.items.as_deref() {
                let lines = match &mut csv {
                    Some(csv) => csv.of(items),
                    None => terminal::safe_json(&terminal::to_json_lines(items)).into_owned(),
                };
                write(&lines).map_err(|_| Stop::Lost)?;
            }
        }
        Ok(())
    });
    session.return_runtime(runtime);
    match poured {
        Err(Stop::Failed(error)) => Ok(Report::read(plan, Err::<Reply<()>, _>(*error))),
        Ok(Exit::Success) => {
            if let Some(csv) = &csv {
                session.note(&csv.hidden().note());
            }
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
    if let Some(lack) = lack(end, total) {
        session.warn(&lack);
    }
}

/// Returns the words for what a list may lack; `None` if nothing speaks against its being whole.
pub(super) fn lack(end: Option<PagesEnd>, total: Option<i64>) -> Option<String> {
    Some(match (end, total) {
        (Some(end), _) if end.is_complete() => return None,
        (Some(PagesEnd::BelowTotal), _) => {
            "the list may be incomplete: the service stated more items than it gave".to_owned()
        }
        (Some(PagesEnd::Changed), _) => {
            "the list may be incomplete: it changed while its pages were read, so that items may be missing or there twice".to_owned()
        }
        (Some(PagesEnd::TooManyPages), _) => {
            "the list may be incomplete: it has more pages than are read".to_owned()
        }
        (Some(_), _) => {
            "the list may be incomplete: the service repeated pages, or sent more items than it had stated".to_owned()
        }
        (None, Some(total)) => format!("the list is cut at the limit; the service has {total}"),
        (None, None) => "the list is cut at the limit; the service has more".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_more_pages_than_are_read_is_not_said_to_repeat_them() {
        for (end, words) in [
            (PagesEnd::TooManyPages, Some("more pages than are read")),
            (PagesEnd::Repeated, Some("repeated pages")),
            (
                PagesEnd::Changed,
                Some("it changed while its pages were read"),
            ),
            (PagesEnd::Total, None),
        ] {
            let told = lack(Some(end), Some(1));
            assert_eq!(told.is_some(), words.is_some(), "{told:?}");
            let told = told.unwrap_or_default();
            assert!(told.contains(words.unwrap_or_default()), "{told}");
        }
    }
}
