//! `docs/gateways.md`: every configuration that can be run here is run as it is on the page.

use std::fs;
use std::path::Path;

use oms_client::{Effect, Outcome};

use super::blocked;
use super::harness::call::call;
use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::service::{Service, Way};
use super::kinds::{APACHE, HAPROXY, NGINX};

/// The address on which the gateways of the page listen, and the one of its service.
const LISTENS: &str = "127.0.0.1:18089";
const SERVICE: &str = "127.0.0.1:8089";

/// The page.
pub(super) fn text() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gateways.md");
    fs::read_to_string(file).expect("the page can be read")
}

/// The one block of this language, with these addresses in the place of its own.
fn block(language: &str, ground: &Ground, service: &str) -> String {
    let text = text();
    let fence = format!("```{language}\n");
    let mut blocks = text.split(&fence).skip(1);
    let block = blocks.next().expect("the page has a block of the language");
    assert!(
        blocks.next().is_none(),
        "the page has two blocks of {language}"
    );
    let (block, _) = block.split_once("```").expect("the block ends");
    for address in [LISTENS, SERVICE] {
        assert_eq!(block.matches(address).count(), 1, "{address} in:\n{block}");
    }
    block
        .replace(LISTENS, &ground.address.to_string())
        .replace(SERVICE, service)
}

/// Writes and reads through a gateway that keeps the promises: what is answered arrives, what is
/// lost is lost with its status, and nothing is sent twice.
async fn keeps_them(gateway: &Gateway, service: &Service) {
    let url = gateway.url("");
    for way in [Way::Answered, Way::Late, Way::Filtered] {
        let written = call(&url, way, Effect::Write, service).await;
        written.is(&format!("{way:?}"), Outcome::Accepted, 1);
    }
    let read = call(&url, Way::Answered, Effect::Read, service).await;
    assert_eq!(read.outcome, Outcome::Accepted, "{}", read.text);
    for (way, commits) in [(Way::LostAfter, 1), (Way::LostBefore, 0), (Way::CutHead, 1)] {
        let lost = call(&url, way, Effect::Write, service).await;
        lost.is(&format!("{way:?}"), Outcome::Unknown, commits);
        assert_eq!(
            lost.counted.requests, 1,
            "{way:?} was sent again: {}",
            lost.text
        );
        assert!(lost.text.contains("status: 502"), "{way:?}: {}", lost.text);
        let read = call(&url, way, Effect::Read, service).await;
        assert_eq!(read.outcome, Outcome::Unknown, "{way:?}: {}", read.text);
    }
}

#[tokio::test]
async fn p231_the_nginx_of_the_page_keeps_the_promises() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&NGINX, |ground| {
        // Directives that an installation may well have outside of the block.
        let outside = "error_page 500 502 503 504 /50x.html;\nproxy_intercept_errors on;\n";
        format!("{outside}{}", block("nginx", ground, &behind))
    });
    if let Some(nginx) = started.await {
        keeps_them(&nginx, &service).await;
    }
}

#[tokio::test]
async fn p231_the_haproxy_of_the_page_keeps_the_promises() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&HAPROXY, |ground| {
        let outside =
            "defaults\n    retries 3\n    retry-on all-retryable-errors\n    option redispatch 1\n";
        format!("{outside}{}", block("haproxy", ground, &behind))
    });
    if let Some(haproxy) = started.await {
        keeps_them(&haproxy, &service).await;
    }
}

#[tokio::test]
async fn p231_the_apache_of_the_page_keeps_the_promises_with_the_core_rules_around_it() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&APACHE, |ground| {
        let outside = blocked::rules(ground);
        format!("{outside}{}", block("apache", ground, &behind))
    });
    if let Some(apache) = started.await {
        keeps_them(&apache, &service).await;
    }
}
