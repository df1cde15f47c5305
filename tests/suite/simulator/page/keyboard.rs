//! The page without a mouse, and its switches.

use std::sync::Arc;

use oms_sim::{Fault, FaultRule};
use serde_json::json;

use super::super::start;
use super::{eventful, with_browser};
use crate::support::browser::Browser;

/// Presses Tab until the element with this key has the focus.
fn tab_to(browser: &mut Browser, key: &str) {
    for _ in 0..60 {
        browser.press("Tab");
        if browser.value("document.activeElement.dataset.key ?? ''") == json!(key) {
            return;
        }
    }
    panic!("no number of tabs leads to {key}");
}

/// Number of elements that a selector finds.
fn count(browser: &mut Browser, selector: &str) -> u64 {
    let found = browser.value(&format!("document.querySelectorAll('{selector}').length"));
    found.as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_everything_is_done_by_keyboard_and_the_focus_stays_where_it_was() {
    let simulator = Arc::new(eventful().await);
    simulator.clear_faults();
    let seen = simulator.clone();
    with_browser(&simulator, move |browser| {
        browser.until("document.querySelectorAll('#switches input').length > 10");
        browser.press("Tab");
        assert_eq!(
            browser.value("document.activeElement.className"),
            json!("skip")
        );
        let left = browser.value("document.activeElement.getBoundingClientRect().left");
        assert!(left.as_f64().unwrap() >= 0.0, "what has the focus is seen");

        tab_to(browser, "by 1m");
        browser.press("Enter");
        browser.until("document.getElementById('now').textContent === '2025-03-19 07:24:20Z'");

        let name = "commit-and-lose-reply";
        tab_to(browser, name);
        browser.press(" ");
        browser.until("document.querySelectorAll('#switches [data-armed]').length === 1");
        assert_eq!(seen.faults()[0].rule.strike, Fault::CommitAndLoseReply);
        let focus = browser.value("document.activeElement.dataset.key");
        assert_eq!(focus, json!(name), "the focus is where it was");
        let outline = browser.value("getComputedStyle(document.activeElement).outlineStyle");
        assert_ne!(outline, json!("none"), "the focus is seen");
        browser.press(" ");
        browser.until("document.querySelectorAll('#switches [data-armed]').length === 0");
        assert!(seen.faults().is_empty());

        tab_to(browser, "summary 4");
        browser.press("Enter");
        browser.until("document.querySelector('[data-key=\"request 4\"]').open");
        assert!(browser.text().contains("Because of: reset.opens-a-ticket"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_every_fault_switch_arms_what_it_says_and_is_found_on_again() {
    let simulator = Arc::new(start().await);
    let seen = simulator.clone();
    with_browser(&simulator, move |browser| {
        browser.until("document.querySelectorAll('#switches input').length > 10");
        let inputs = "[...document.querySelectorAll('#switches input')]";
        let names = browser.value(&format!("{inputs}.map((input) => input.dataset.key)"));
        for name in names.as_array().unwrap() {
            let name = name.as_str().unwrap();
            let switch = format!("#switches [data-key={name}]");
            let click = format!("document.querySelector('{switch}').click()");
            browser.value(&click);
            browser.until(&format!(
                "document.querySelector('{switch}').dataset.armed !== undefined"
            ));
            let faults = seen.faults();
            let armed: Vec<&str> = faults
                .iter()
                .map(|fault| fault.rule.strike.name())
                .collect();
            assert_eq!(armed, [name]);
            assert_eq!(count(browser, "#switches [data-armed]"), 1, "{name}");
            assert_eq!(count(browser, "#others li"), 0, "{name}");
            browser.value(&click);
            browser.until("document.querySelectorAll('#switches [data-armed]').length === 0");
            assert!(seen.faults().is_empty());
        }
        seen.inject(FaultRule::new(Fault::Garbage).nth(7)).unwrap();
        browser.until("document.querySelectorAll('#others li').length === 1");
        assert_eq!(count(browser, "#switches [data-armed]"), 0);
        browser.value("document.querySelector('#others button').click()");
        browser.until("document.querySelectorAll('#others li').length === 0");
        assert!(seen.faults().is_empty());
    })
    .await;
}
