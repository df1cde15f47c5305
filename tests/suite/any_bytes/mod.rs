//! Checks of promises about any bytes at all, as functions that fuzzing calls for as long as it
//! likes and the suite for a moment.
//!
//! `fuzz/` includes the files of functions unchanged, and both begin with the files of
//! `fuzz/seeds`: a text that once broke a promise is kept there.

mod client;
mod command;
mod mutation;
mod page;
mod spec;

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use oms_client::Outcome;

/// Parts that pages are made of, so that chance builds tables and not noise alone.
const PARTS_OF_PAGES: &[&str] = &[
    "\n",
    "\n\n",
    "|",
    " | ",
    "├─ ",
    "```\n",
    "```JSON\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "(",
    "）",
    "`",
    "<ul><li>",
    "Parameter Type Description\n",
    "| Parameter | Type | Description |\n|---|---|---|\n",
    "参数",
    "\n### Request parameters\n",
    "\nResponse parameters\n",
    "\n* **Parameters in data**\n",
    "\nParameters in a/b\n",
    "\n* FULL and HALF\n",
    "\nExamples\n",
    "\nSample request\n",
    "\nSample response\n",
    "\nAppendix\n",
    "\n### Kafka\n",
    "POST /api/v2?Action=Ping\n",
    "data",
    "a",
    "a.b",
    "a[].b",
    " string ",
    " object [] ",
    " - ",
    "Valid values: `A` and B.",
    "包括 A、B（默认值）",
    "Default value: 7 days.",
    "Maximum value: 99999999999999999999.",
    "At most five",
    "\u{feff}",
    "\r",
    "\r\n",
    "\u{0}",
    "𝄞",
];

/// Returns the texts of `fuzz/seeds` that a target begins with, and those of the files named.
fn seeds(target: &str, files: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = root.join("fuzz/seeds").join(target);
    let kept = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = kept
        .map(|file| file.unwrap().path())
        .chain(files.iter().map(|file| root.join(file)))
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn each_text_that_is_kept_is_checked_as_it_is_before_chance_edits_any() {
    let kept: Vec<Vec<u8>> = (0..50).map(|byte| vec![byte; 40]).collect();
    let checked = RefCell::new(Vec::new());
    mutation::run(&kept, 7, |bytes| checked.borrow_mut().push(bytes.to_vec()));
    let checked = checked.into_inner();
    assert_eq!(checked[..kept.len()], kept[..]);
    assert_eq!(checked.len(), kept.len() + 7);
}

#[test]
fn any_answer_is_judged_without_a_panic_and_never_accepted_by_guess() {
    let outcomes = RefCell::new(Vec::new());
    mutation::run(&seeds("envelope", &[]), 4_000, |bytes| {
        outcomes.borrow_mut().push(client::envelope(bytes));
    });
    // A run that comes to one outcome alone has tried nothing.
    let outcomes = outcomes.into_inner();
    for outcome in [Outcome::Accepted, Outcome::Rejected, Outcome::Unknown] {
        let count = outcomes.iter().filter(|&&seen| seen == outcome).count();
        assert!(count > 100, "{count} of {} are {outcome}", outcomes.len());
    }
}

#[test]
fn any_cost_is_kept_as_it_came() {
    mutation::run(&seeds("cost", &[]), 4_000, client::cost);
}

#[test]
fn any_retry_after_is_clamped() {
    mutation::run(&seeds("retry_after", &[]), 2_000, client::retry_after);
}

#[test]
fn any_moment_is_exact_or_refused() {
    mutation::run(&seeds("moment", &[]), 8_000, client::moment);
}

#[test]
fn any_spec_is_lowered_or_refused_with_a_place() {
    let real = ["spec/actions/ResetIncrStartTimestamp.toml"];
    mutation::run(&seeds("spec", &real), 300, spec::text);
}

#[test]
fn p189_any_bytes_are_a_plan_or_mistakes_and_never_more() {
    mutation::run(&seeds("batch", &[]), 500, command::batch);
}

#[test]
fn any_configuration_is_explained_or_refused() {
    mutation::run(&seeds("configuration", &[]), 500, command::configuration);
}

#[test]
fn p257_any_journal_is_read_or_called_damaged_and_stays_as_it_was() {
    mutation::run(&seeds("journal", &[]), 60, command::journal);
}

#[test]
fn p271_any_page_with_a_few_edits_is_read_or_refused_with_a_place() {
    let pages = [
        "tests/fixtures/pages/PackBoxes.en.md",
        "tests/fixtures/pages/PackBoxes.zh.md",
        "tests/fixtures/pages/PackBoxes.site.txt",
        "tests/fixtures/pages/PackBoxes.pipes.txt",
        "tests/fixtures/pages/TwoActions.md",
    ];
    mutation::run(&seeds("page", &pages), 100, page::page);
}

#[test]
fn p271_any_text_made_of_the_parts_of_pages_is_read_or_refused_with_a_place() {
    let config = Config {
        cases: 500,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let part = (0..PARTS_OF_PAGES.len()).prop_map(|at| PARTS_OF_PAGES[at]);
    let text = prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat());
    let outcome = TestRunner::new_with_rng(config, chance).run(&text, |text| {
        page::page(text.as_bytes());
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Brackets are looked for in every description, so that a search for each of them from the start
/// would take minutes here.
#[test]
fn p271_a_page_of_brackets_alone_is_read_at_once() {
    let begun = Instant::now();
    for text in [
        "(".repeat(100_000),
        ")".repeat(100_000),
        "[a](".repeat(25_000),
        "(".repeat(50_000) + &")".repeat(50_000),
        // A description that is short enough to be read.
        "(".repeat(8_000) + &")".repeat(8_000),
    ] {
        page::page(text.as_bytes());
        let rows = format!("| key | string | {text} |\n");
        let table = format!(
            "`POST /api/v2?Action=TurnKey`\n\n### Request parameters\n\n\
             | Parameter | Type | Description |\n|---|---|---|\n{rows}"
        );
        page::page(table.as_bytes());
    }
    let taken = begun.elapsed();
    assert!(taken < Duration::from_secs(60), "{taken:?}");
}
