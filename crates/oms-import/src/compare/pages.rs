//! The differences between two sets of pages: those of each page that both have, pages that are
//! new, and pages that are gone.

use super::{Against, Change, Class, between};
use crate::record::Record;

/// The differences between two sets of pages. If the new ones are `all` that there are, a page that
/// only the old ones have is gone, as far as the new ones hold a page of its edition and language
/// at all.
#[must_use]
pub fn between_all(old: &[Record], new: &[Record], all: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    for page in new {
        match old.iter().find(|known| is_same(known, page)) {
            Some(known) => changes.extend(between(known, page, Against::Page)),
            None => changes.push(of_page(Class::Added, page)),
        }
    }
    if all {
        let gone = old.iter().filter(|known| {
            let beside =
                |page: &Record| (page.edition, page.language) == (known.edition, known.language);
            new.iter().any(beside) && !new.iter().any(|page| is_same(known, page))
        });
        changes.extend(gone.map(|known| of_page(Class::Removed, known)));
    }
    changes
}

fn is_same(left: &Record, right: &Record) -> bool {
    (&left.action, left.edition, left.language) == (&right.action, right.edition, right.language)
}

/// A whole page that is new or gone.
fn of_page(class: Class, page: &Record) -> Change {
    let language = page.language.map_or("", crate::facts::Language::word);
    let words = format!(
        "a page of `{}`, {}, {language}",
        page.action,
        page.edition.word()
    );
    let there = (words, Some(page.place(1)));
    let absent = ("absent".to_owned(), None);
    let (old, new) = if class == Class::Added {
        (absent, there)
    } else {
        (there, absent)
    };
    Change::new(class, "action", old, new)
}
