//! The page for people, in a browser without a window.
//!
//! With `OMS_PAGE_PICTURES` set to a folder, the pictures that the tests take are left there to be
//! looked at.

mod keyboard;
mod look;

use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Task};
use serde_json::json;

use super::{GOOD, call, control, exchange, reset, start};
use crate::support::browser::{self, Browser};

/// Runs a browser beside the simulator, and says so if there is none.
async fn with_browser(simulator: &Simulator, look: impl FnOnce(&mut Browser) + Send + 'static) {
    let Some(program) = browser::find() else {
        return;
    };
    let url = simulator.control_url().unwrap();
    tokio::task::spawn_blocking(move || {
        let mut browser = Browser::start(&program);
        browser.open(&url);
        browser.until("document.querySelectorAll('#task-list > li').length > 0");
        look(&mut browser);
    })
    .await
    .unwrap();
}

/// A simulator with one of everything to be seen.
async fn eventful() -> Simulator {
    let simulator = start().await;
    call(&simulator, GOOD).await;
    call(&simulator, &reset("np_4w3a0001", true, "1742365118000")).await;
    call(&simulator, &reset("np_none", false, "1742365118")).await;
    simulator
        .inject(FaultRule::new(Fault::CommitAndLoseReply).nth(1))
        .unwrap();
    let lost = reset("np_4w3a0002", false, "1742366000");
    let answer = exchange_lost(&simulator, &lost).await;
    assert!(answer.is_empty());
    simulator
}

/// Makes a call whose answer is lost.
async fn exchange_lost(simulator: &Simulator, body: &str) -> Vec<u8> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let mut stream = tokio::net::TcpStream::connect(simulator.address())
        .await
        .unwrap();
    let length = body.len();
    let (api, right) = (super::API, super::RIGHT);
    let request = format!(
        "POST {api} HTTP/1.1\r\nhost: h\r\nauthorization: {right}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_the_page_shows_tasks_tickets_and_requests_with_their_outcome() {
    let simulator = eventful().await;
    with_browser(&simulator, |browser| {
        browser.until("document.querySelectorAll('#request-list > li').length === 4");
        let text = browser.text();
        for words in [
            "2025-03-19 07:23:20Z",
            "waits to be moved",
            "orders",
            "np_4w3a0001",
            "RUNNING",
            "SUSPEND",
            "FINISHED",
            "Stands at 2025-03-19 06:18:38Z, 1 h 4 min behind the clock.",
            "Ticket 1 moved it from 2025-03-19 07:20:00Z to 2025-03-19 06:18:38Z: 1 h 1 min of changes are replayed.",
            "Ticket 2 moved it from 2025-03-19 07:15:00Z to 2025-03-19 07:23:20Z: 8 min 20 s of changes are SKIPPED.",
            "4 received, 3 took effect.",
            "took effect, answered",
            "no effect, answered",
            "took effect, and the client cannot know",
            "struck by commit-and-lose-reply",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        for (marks, count) in [
            ("[data-task=np_4w3a0001] svg", 2),
            ("[data-task=np_4w3a0001] svg .before", 2),
            ("[data-task=np_4w3a0001] svg .moved", 2),
            ("[data-task=np_4w3a0001] svg .replayed", 1),
            ("[data-task=np_4w3a0001] svg .skipped", 1),
            ("[data-task=np_4w3a0003] svg .stands", 1),
            ("[data-task=np_4w3a0003] svg .before", 0),
            ("[data-task=np_4w3a0005] svg", 0),
        ] {
            let found = browser.value(&format!("document.querySelectorAll('{marks}').length"));
            assert_eq!(found, json!(count), "{marks}");
        }
        let left = "(mark) => document.querySelector(`[data-task=np_4w3a0001] svg ${mark}`).getBoundingClientRect().left";
        let back = browser.value(&format!("({left})('.stands') < ({left})('.before')"));
        assert_eq!(back, json!(true), "a reset to an earlier position leads to the left");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_the_page_loads_nothing_from_elsewhere_and_breaks_no_rule_of_its_own() {
    let simulator = eventful().await;
    let origin = simulator.url();
    with_browser(&simulator, move |browser| {
        browser.until("document.querySelectorAll('#ticket-list > li').length === 3");
        let requests = browser.events("Network.requestWillBeSent");
        assert!(requests.len() > 10, "{requests:?}");
        for request in requests {
            let url = request["request"]["url"].as_str().unwrap();
            let own = url.starts_with(&format!("{origin}/_sim/")) || url == "data:," || url == "about:blank";
            assert!(own, "{url}");
        }
        for problem in ["Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"] {
            assert_eq!(browser.events(problem), Vec::<serde_json::Value>::new());
        }
        let inserted = "const script = document.createElement('script'); script.textContent = 'window.struck = true'; document.head.append(script); window.struck === undefined";
        assert_eq!(browser.value(inserted), json!(true), "the policy lets no other script run");
    })
    .await;
    assert_eq!(simulator.requests().len(), 4, "the page is in no ledger");
}

#[tokio::test(flavor = "multi_thread")]
async fn p218_what_a_scenario_says_is_shown_as_text() {
    let hostile = "<img src=x onerror=window.struck=true>";
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let task = Task::new("np_1", position).named(hostile);
    let simulator = Simulator::builder().task(task).start().await.unwrap();
    call(&simulator, &format!(r#"{{"id":"{hostile}"}}"#)).await;
    with_browser(&simulator, move |browser| {
        browser.until("document.querySelectorAll('#request-list details').length === 1");
        assert!(browser.text().contains(hostile));
        assert_eq!(
            browser.value("document.querySelectorAll('img').length"),
            json!(0)
        );
        assert_eq!(browser.value("window.struck === undefined"), json!(true));
    })
    .await;
}

#[tokio::test]
async fn p218_every_file_of_the_page_comes_with_a_strict_policy() {
    let simulator = start().await;
    let page = control(&simulator, "GET", "/_sim/", "").await;
    let files: Vec<String> = page
        .body
        .split('"')
        .filter(|text| text.starts_with("/_sim/page/"))
        .map(str::to_owned)
        .collect();
    assert_eq!(files.len(), 2, "a style sheet and a script: {files:?}");
    for path in files
        .iter()
        .map(String::as_str)
        .chain(["/_sim/", "/_sim/page/dom.js"])
    {
        let file = control(&simulator, "GET", path, "").await;
        assert_eq!(file.status, 200, "{path}");
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
        ] {
            assert!(file.head.contains(header), "{path}: {}", file.head);
        }
        assert!(
            !file.body.contains("http://") || path.ends_with("dom.js"),
            "{path} names another address"
        );
        assert!(
            !file.body.contains("https://"),
            "{path} names another address"
        );
    }
    let moved = control(&simulator, "GET", "/_sim", "").await;
    assert!(moved.head.contains("location: /_sim/"), "{}", moved.head);
    let elsewhere = exchange(
        simulator.address(),
        "GET",
        "/_sim/",
        &[("host", "rebound.example.com")],
        "",
    )
    .await;
    assert_eq!(elsewhere.status, 403);
}
