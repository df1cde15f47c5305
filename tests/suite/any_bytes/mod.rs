//! Checks of promises about any bytes at all, as functions that fuzzing calls for as long as it
//! likes and the suite for a moment.
//!
//! `fuzz/` includes the files of functions unchanged.

mod client;
pub(crate) mod mutation;
mod page;
mod spec;

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use oms_client::Outcome;

/// Answers, whole and bent, that mutation starts from. The digit before each chooses its status.
const ENVELOPES: &[&str] = &[
    r#"0{"success":true,"errorDetail":null,"code":null,"message":null,"requestId":"4717481","cost":"10 ms","data":1}"#,
    r#"0{"success":false,"code":"GHANA-PROJECT000001","message":"no such task","errorDetail":{"code":"X"}}"#,
    r#"1{"Success":true,"Data":"1","Code":200,"TotalCount":3}"#,
    r#"4{"success":false,"code":"X"}"#,
    r#"6{"Success":true,"Data":"0","s":true,"Data":"0","Code":100}"#,
    r#"7{"success":false,"code":"X"}"#,
    r#"0{"success":true,"\ud800":1,"cost":1e999,"message":"\uDC00","data":1}"#,
    r#"3{"success":true,"data":1}"#,
    r#"0{"success":true,"success":false}"#,
    "0[true,null,null,1,null]",
    "2\u{feff}{}",
];

const COSTS: &[&str] = &[
    "10 ms",
    "1089 ms",
    "1",
    "0.01",
    "1.5 s",
    "18446744073709551615 m",
    "µs",
];

const DELAYS: &[&str] = &[
    "17",
    "-1",
    "315360000",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "",
];

const MOMENTS: &[&str] = &[
    "1742365118",
    "1742365118000",
    "@1742365118000ms",
    "1742365118s",
    "2025-03-19T06:18:38Z",
    "2025-03-19t14:18:38.000+08:00",
    "0000-01-01T00:00:00Z",
];

const SPECS: &[&str] = &[
    include_str!("../../../spec/actions/ResetIncrStartTimestamp.toml"),
    "name = \"A\"\n[request.id]\ntype = \"list<map<string>>\"\n",
    "[shape.X]\ntype = \"object\"\nfields.a.type = \"X\"\n",
];

const PAGES: &[&str] = &[
    include_str!("../../fixtures/pages/PackBoxes.en.md"),
    include_str!("../../fixtures/pages/PackBoxes.zh.md"),
    include_str!("../../fixtures/pages/PackBoxes.site.txt"),
    include_str!("../../fixtures/pages/PackBoxes.pipes.txt"),
    include_str!("../../fixtures/pages/TwoActions.md"),
];

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

#[test]
fn any_answer_is_judged_without_a_panic_and_never_accepted_by_guess() {
    let outcomes = RefCell::new(Vec::new());
    mutation::run(ENVELOPES, 4_000, |bytes| {
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
    mutation::run(COSTS, 4_000, client::cost);
}

#[test]
fn any_retry_after_is_clamped() {
    mutation::run(DELAYS, 2_000, client::retry_after);
}

#[test]
fn any_moment_is_exact_or_refused() {
    mutation::run(MOMENTS, 8_000, client::moment);
}

#[test]
fn any_spec_is_lowered_or_refused_with_a_place() {
    mutation::run(SPECS, 300, spec::text);
}

#[test]
fn p271_any_page_with_a_few_edits_is_read_or_refused_with_a_place() {
    mutation::run(PAGES, 100, page::page);
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
