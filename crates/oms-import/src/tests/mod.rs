//! The promises about pages, on pages of our own in each form, and on the vendor's where their
//! folder is given.

mod changes;
mod claims;
mod cut;
mod defaults;
mod examples;
mod forms;
mod losses;
mod numbers;
mod skeletons;
mod types;
mod vendor;
mod wording;

use std::path::{Path, PathBuf};

use crate::facts::Facts;
use crate::record::Record;

/// The pages of our own.
const PAGES: &[&str] = &[
    include_str!("../../../../tests/fixtures/pages/PackBoxes.en.md"),
    include_str!("../../../../tests/fixtures/pages/PackBoxes.zh.md"),
    include_str!("../../../../tests/fixtures/pages/PackBoxes.site.txt"),
    include_str!("../../../../tests/fixtures/pages/PackBoxes.pipes.txt"),
    include_str!("../../../../tests/fixtures/pages/TwoActions.md"),
    include_str!("../../../../tests/fixtures/pages/ResetIncrStartTimestamp.txt"),
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The one action of a page that is whole.
fn whole(page: &str) -> Facts {
    let page = crate::read("page", page.as_bytes());
    assert!(!page.is_cut(), "{:?}", page.notices);
    let [facts] = &page.actions[..] else {
        panic!("{} actions", page.actions.len());
    };
    assert!(facts.complete);
    facts.clone()
}

/// The record of the one action of a page, cut or not.
fn record(page: &str) -> Record {
    let page = crate::read("page", page.as_bytes());
    Record::of(&page.actions[0], "page")
}
