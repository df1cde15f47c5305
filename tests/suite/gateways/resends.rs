//! Gateways that send a write again by themselves. No client can see that: two commits and one
//! answer that says yes, or one commit and an answer that says no.
//!
//! These tests show it; that `docs/gateways.md` says how each is switched off is held here as well.

use oms_client::{Effect, Outcome};
use oms_sim::{Fault, FaultRule};

use super::harness::call::{Seen, call, client};
use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::kind::Kind;
use super::harness::service::{Counted, Service, Way};
use super::kinds::{HAPROXY, NGINX, VARNISH};
use super::page;
use crate::support::case;

/// Writes the configuration of a gateway before two nodes of a service. Both are the same simulator
/// here, as the nodes of a cluster share their database.
type Configure = fn(&Ground, &str) -> String;

/// A gateway that resends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resender {
    pub(super) kind: &'static Kind,
    configure: Configure,
    /// True if it waits for the first answer to be lost, and does not send each call twice.
    after_a_loss: bool,
    /// The heading of its paragraph in `docs/gateways.md`.
    pub(super) heading: &'static str,
}

/// Every gateway that resends here.
pub(super) const RESENDERS: [Resender; 5] = [
    Resender {
        kind: &NGINX,
        configure: nginx,
        after_a_loss: true,
        heading: "### nginx: `proxy_next_upstream … non_idempotent`",
    },
    Resender {
        kind: &NGINX,
        configure: backup,
        after_a_loss: true,
        heading: "### nginx: `error_page … = @backup`",
    },
    Resender {
        kind: &NGINX,
        configure: mirror,
        after_a_loss: false,
        heading: "### nginx: `mirror`",
    },
    Resender {
        kind: &HAPROXY,
        configure: haproxy,
        after_a_loss: true,
        heading: "### haproxy: `retry-on`",
    },
    Resender {
        kind: &VARNISH,
        configure: varnish,
        after_a_loss: true,
        heading: "### Varnish: `return (retry)`",
    },
];

/// nginx that goes on with the next upstream, whatever the method.
fn nginx(ground: &Ground, node: &str) -> String {
    let address = ground.address;
    format!(
        "upstream service {{ server {node}; server {node}; }}
server {{
    listen {address};
    location / {{
        proxy_pass http://service;
        proxy_next_upstream error timeout non_idempotent;
    }}
}}"
    )
}

/// nginx that asks another node in the place of an error page. A named location keeps the method
/// and the body.
fn backup(ground: &Ground, node: &str) -> String {
    let address = ground.address;
    format!(
        "server {{
    listen {address};
    location / {{ proxy_pass http://{node}; error_page 502 504 = @backup; }}
    location @backup {{ proxy_pass http://{node}; }}
}}"
    )
}

/// nginx that sends a copy of every call to a second system, which is the first one here.
fn mirror(ground: &Ground, node: &str) -> String {
    let address = ground.address;
    format!(
        "server {{
    listen {address};
    location / {{ proxy_pass http://{node}; mirror /copy; }}
    location /copy {{ internal; proxy_pass http://{node}$request_uri; }}
}}"
    )
}

/// haproxy that takes an empty answer for a reason to try again, elsewhere.
fn haproxy(ground: &Ground, node: &str) -> String {
    let address = ground.address;
    format!(
        "defaults
    mode http
    timeout connect 1s
    timeout client 10s
    timeout server 5s
    retries 3
    retry-on all-retryable-errors
    option redispatch 1
frontend calls
    bind {address}
    default_backend service
backend service
    balance roundrobin
    server one {node}
    server two {node}"
    )
}

/// Varnish that keeps the body of a request and fetches again.
fn varnish(_: &Ground, node: &str) -> String {
    let (host, port) = node.rsplit_once(':').expect("an address has a port");
    format!(
        "import std;
backend one {{ .host = \"{host}\"; .port = \"{port}\"; }}
backend two {{ .host = \"{host}\"; .port = \"{port}\"; }}
sub vcl_recv {{ std.cache_req_body(100KB); set req.backend_hint = one; return (pass); }}
sub vcl_backend_fetch {{ if (bereq.retries > 0) {{ set bereq.backend = two; }} }}
sub vcl_backend_error {{ if (bereq.retries < 1) {{ return (retry); }} }}"
    )
}

/// Starts a gateway that resends before a service that loses the first answer, if the gateway waits
/// for that; `None` if there is none.
async fn started(resender: &Resender) -> Option<(Gateway, Service)> {
    let service = Service::start().await;
    if resender.after_a_loss {
        let lost = FaultRule::new(Fault::CommitAndLoseReply).nth(1);
        service
            .simulator()
            .inject(lost)
            .expect("the fault is valid");
    }
    let node = service.address();
    let gateway =
        Gateway::start(resender.kind, |ground| (resender.configure)(ground, &node)).await?;
    Some((gateway, service))
}

/// Sends one write through a gateway that resends; `None` if there is none.
pub(super) async fn resent(resender: &Resender) -> Option<Seen> {
    let (gateway, service) = started(resender).await?;
    let mut seen = call(&gateway.url(""), Way::Answered, Effect::Write, &service).await;
    // Nobody waits for the answer to a copy.
    let twice = service.until(|writes| Counted::of(writes).commits == 2);
    seen.counted = Counted::of(&twice.await);
    Some(seen)
}

#[tokio::test]
async fn p231_a_gateway_that_resends_commits_twice_and_no_client_can_see_it() {
    for resender in &RESENDERS {
        let Some(seen) = resent(resender).await else {
            continue;
        };
        let name = resender.heading;
        assert_eq!(seen.outcome, Outcome::Accepted, "{name}: {}", seen.text);
        let counted = (seen.counted.commits, seen.counted.requests);
        assert_eq!(counted, (2, 2), "{name}: {}", seen.text);
        assert!(seen.disagreement().is_some(), "{name}");
    }
}

/// The task stands still, by the first of two requests; the answer is that to the second.
#[tokio::test]
async fn p231_a_refusal_through_a_gateway_that_resends_is_true_of_the_second_request_alone() {
    for resender in RESENDERS.iter().filter(|resender| resender.after_a_loss) {
        let Some((gateway, service)) = started(resender).await else {
            continue;
        };
        let name = resender.heading;
        let client = client(&gateway.url(""));
        let stop = client.stop_project().id(Way::Answered.task());
        let called = stop.send().await;
        let text = case::text(&called);
        assert_eq!(case::outcome(&called), Outcome::Rejected, "{name}: {text}");
        assert!(text.contains("it had no effect"), "{name}: {text}");
        let simulator = service.simulator();
        let counted = (simulator.commits().len(), simulator.requests().len());
        assert_eq!(counted, (1, 2), "{name}: {text}");
    }
}

#[tokio::test]
async fn p231_a_cache_that_answers_a_post_commits_nothing_and_no_client_can_see_it() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&NGINX, |ground| {
        format!(
            "proxy_cache_path cache keys_zone=answers:1m;
server {{
    listen {};
    location / {{
        proxy_pass http://{behind};
        proxy_cache answers;
        proxy_cache_methods POST;
        proxy_cache_key $request_uri;
        proxy_cache_valid 200 1m;
    }}
}}",
            ground.address
        )
    });
    let Some(nginx) = started.await else { return };
    let write = || async { call(&nginx.url(""), Way::Answered, Effect::Write, &service).await };
    write().await.is("a cache", Outcome::Accepted, 1);
    // nginx keeps an answer once it has passed it on whole, which may be behind the next call.
    let mut later = write().await;
    for _ in 0..MOST_BEFORE_IT_IS_KEPT {
        if later.counted.commits == 0 {
            break;
        }
        later.is("a cache", Outcome::Accepted, 1);
        later = write().await;
    }
    later.is("a cache", Outcome::Accepted, 0);
}

/// The most calls that may come before nginx has kept an answer.
const MOST_BEFORE_IT_IS_KEPT: usize = 100;

#[test]
fn p231_the_page_has_a_paragraph_for_everything_that_no_client_can_see() {
    let headings = RESENDERS.map(|resender| resender.heading);
    for heading in headings
        .into_iter()
        .chain(["### Caches that answer a POST"])
    {
        assert!(
            page::text().lines().any(|line| line == heading),
            "docs/gateways.md has no paragraph `{heading}`"
        );
    }
}
