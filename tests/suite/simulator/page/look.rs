//! The look of the page: at the width of a telephone and of a screen, in light and in dark.

use std::path::PathBuf;
use std::time::Duration;

use oms_client::{Auth, Client};
use oms_sim::Fault;
use serde_json::json;

use super::{GOOD, call, eventful, start, with_browser};

/// The contrast of the text with what is behind it, for the element that a selector finds.
const CONTRAST: &str = "(selector) => {
    const light = (color) => {
        const [r, g, b] = color.match(/[\\d.]+/g).map((part) => {
            const value = part / 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = document.querySelector(selector);
    let back = element;
    while (getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
    const [a, b] = [light(getComputedStyle(element).color), light(getComputedStyle(back).backgroundColor)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}";

/// The elements that reach over the right edge.
const OVER_THE_EDGE: &str = "[...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => `${element.tagName}.${element.className}`)";

/// Texts of every colour.
const TEXTS: [&str; 8] = [
    "body",
    ".about",
    ".badge.good",
    ".badge.bad",
    ".badge.quiet",
    ".warn",
    "button",
    "footer a",
];

/// The badge of the last request.
const BADGE: &str = "document.querySelector('#request-list > li .badge')?.textContent";

#[tokio::test(flavor = "multi_thread")]
async fn p218_an_answer_that_a_fault_has_replaced_tells_a_client_nothing() {
    for (fault, words) in [
        (None, "took effect, answered"),
        (
            Some(Fault::CommitThenStatus(200)),
            "took effect, and the client cannot know",
        ),
        (
            Some(Fault::answer(200, r#"{"success":true}"#)),
            "no effect, and no envelope",
        ),
    ] {
        let simulator = start().await;
        if let Some(fault) = fault {
            simulator.inject(fault).unwrap();
        }
        call(&simulator, GOOD).await;
        with_browser(&simulator, move |browser| {
            browser.until("document.querySelectorAll('#request-list > li details').length === 1");
            assert_eq!(browser.value(BADGE), json!(words));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_an_answer_that_is_not_sent_yet_is_shown_as_on_its_way() {
    let simulator = start().await;
    simulator
        .inject(Fault::latency(Duration::from_secs(600)))
        .unwrap();
    let url = simulator.url();
    let waiting = tokio::spawn(async move {
        let client = Client::builder(url).auth(Auth::basic("admin", "secret"));
        let client = client.build().unwrap();
        client.stop_project().id("np_4w3a0001").await
    });
    while simulator.commits().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    with_browser(&simulator, |browser| {
        browser.until("document.querySelectorAll('#request-list > li details').length === 1");
        let words = "took effect, the answer is on its way";
        assert_eq!(browser.value(BADGE), json!(words));
    })
    .await;
    waiting.abort();
}

/// A width, and whether it is dark.
const SURROUNDINGS: [(u32, bool); 5] = [
    (320, false),
    (320, true),
    (768, false),
    (1440, false),
    (1440, true),
];

#[tokio::test(flavor = "multi_thread")]
async fn p218_the_page_is_read_light_and_dark_narrow_and_wide() {
    let simulator = eventful().await;
    with_browser(&simulator, |browser| {
        browser.until("document.querySelectorAll('#ticket-list > li').length === 3");
        for (width, dark) in SURROUNDINGS {
            browser.show_at(width, dark);
            if let Some(folder) = std::env::var_os("OMS_PAGE_PICTURES") {
                let name = format!("{width}-{}.png", if dark { "dark" } else { "light" });
                browser.picture(&PathBuf::from(folder).join(name));
            }
            let over = browser.value(OVER_THE_EDGE);
            assert_eq!(over, json!([]), "{width}: nothing is cut off at the side");
            for selector in TEXTS {
                let contrast = browser.value(&format!("({CONTRAST})('{selector}')"));
                assert!(
                    contrast.as_f64().unwrap() >= 4.5,
                    "{selector}, dark: {dark}: {contrast}"
                );
            }
        }
        let main = "getComputedStyle(document.querySelector('main'))";
        let columns = &format!("{main}.gridTemplateColumns.split(' ').length");
        assert_eq!(browser.value(columns), json!(2));
        browser.show_at(320, false);
        assert_eq!(browser.value(columns), json!(1));
    })
    .await;
}
