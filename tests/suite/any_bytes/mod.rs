//! What must hold of any bytes at all, as functions that fuzzing calls for as long as it likes and the suite for a moment.
//!
//! `fuzz/` includes the files of functions as they stand.

mod client;
pub(crate) mod mutation;
mod spec;

use std::cell::RefCell;

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
