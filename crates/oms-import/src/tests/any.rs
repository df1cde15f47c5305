//! Any bytes at all: no panic, and what is made of them can be read again.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::PAGES;

/// Parts that pages are made of, so that chance builds tables and not noise alone.
const PARTS: &[&str] = &[
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

fn run(cases: u32, strategy: &impl Strategy<Value = Vec<u8>>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, chance).run(strategy, |bytes| {
        crate::probe(&bytes);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn p271_any_text_made_of_the_parts_of_pages_is_read_without_a_panic() {
    let part = (0..PARTS.len()).prop_map(|at| PARTS[at]);
    let page = prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat().into_bytes());
    run(500, &page);
}

#[test]
fn p271_any_page_with_a_few_edits_is_read_without_a_panic() {
    let edit = (any::<prop::sample::Index>(), 0..3u8, any::<u8>());
    let page = (0..PAGES.len(), prop::collection::vec(edit, 0..6)).prop_map(|(page, edits)| {
        let mut bytes = PAGES[page].as_bytes().to_vec();
        for (index, kind, byte) in edits {
            let at = index.index(bytes.len());
            match kind {
                0 => bytes.insert(at, byte),
                1 => bytes[at] = byte,
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    });
    run(60, &page);
}
