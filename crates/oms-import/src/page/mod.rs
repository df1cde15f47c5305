//! Blocks to facts: which table and which example is what.

mod address;
mod ends;
mod halves;
mod heads;
mod orphans;
mod sections;
mod whole;

use crate::facts::Facts;
use crate::notice::{Notice, Severity};
use crate::{blocks, text};

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name, for messages.
    pub name: String,
    /// Its facts, an entry an action; a page may describe several.
    pub actions: Vec<Facts>,
    /// The remarks about it.
    pub notices: Vec<Notice>,
}

impl Page {
    /// True if facts may be missing, because a part of the page could not be read.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.notices
            .iter()
            .any(|notice| notice.severity >= Severity::Cut)
    }
}

/// Reads a page.
///
/// Nothing is an error: a page that cannot be read has no actions, and notices that say why.
///
/// # Examples
///
/// ```
/// let page = oms_import::read("ping.md", b"# Ping\n\nAn overview.\n");
/// assert!(page.actions.is_empty());
/// assert!(page.notices[0].to_string().contains("Action="));
/// ```
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Page {
    let mut notices = Vec::new();
    let actions = if bytes.len() > text::MAX_BYTES {
        let what = format!(
            "it has {} bytes, and at most {} are read",
            bytes.len(),
            text::MAX_BYTES
        );
        notices.push(Notice::refused(
            1,
            what,
            "import a page of the documentation",
        ));
        Vec::new()
    } else {
        facts(bytes, &mut notices)
    };
    notices.sort_by_key(|notice| notice.line);
    notices.dedup();
    Page {
        name: name.to_owned(),
        actions,
        notices,
    }
}

fn facts(bytes: &[u8], notices: &mut Vec<Notice>) -> Vec<Facts> {
    if std::str::from_utf8(bytes).is_err() {
        let what = "some bytes are not UTF-8";
        notices.push(Notice::cut(1, what, "save the page as UTF-8"));
    }
    let lines = text::lines(bytes);
    let heads = heads::read(&lines);
    let blocks = blocks::read(&lines);
    let sections = sections::split(&blocks, notices);
    let last = lines.len();
    let mut actions = Vec::new();
    for section in sections {
        let found = section.facts(&heads, notices);
        actions.extend(found.map(|facts| {
            let facts = orphans::settle(facts, notices);
            ends::check(facts, last, notices)
        }));
    }
    if actions.is_empty() {
        // Further remarks about a page that describes no action help nobody.
        notices.clear();
        notices.push(Notice::refused(
            1,
            "no `Action=` with a table or an example names an action",
            "import a page that describes an action; an overview has no facts",
        ));
    }
    actions
}
