//! The gateways that are tested here, each with the lines that keep it in its folder and in the
//! foreground.

mod apache;
mod caddy;
mod haproxy;
mod lighttpd;
mod nginx;
mod squid;
mod tinyproxy;
mod varnish;

pub(super) use apache::APACHE;
pub(super) use caddy::CADDY;
pub(super) use haproxy::HAPROXY;
pub(super) use lighttpd::LIGHTTPD;
pub(super) use nginx::NGINX;
pub(super) use squid::SQUID;
pub(super) use tinyproxy::TINYPROXY;
pub(super) use varnish::VARNISH;

use super::harness::kind::Kind;

/// Every gateway.
const ALL: [&Kind; 8] = [
    &NGINX, &HAPROXY, &SQUID, &APACHE, &VARNISH, &LIGHTTPD, &TINYPROXY, &CADDY,
];

#[test]
fn every_gateway_is_installed_or_its_tests_say_that_they_are_skipped() {
    let (there, missing): (Vec<_>, Vec<_>) =
        ALL.iter().partition(|kind| kind.program.find().is_some());
    let names = |kinds: &[&&Kind]| {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.program.name).collect();
        names.join(", ")
    };
    oms_testkit::say(&format!(
        "gateways: tested with {} of {}: {}; skipped: {}\n",
        there.len(),
        ALL.len(),
        names(&there),
        if missing.is_empty() {
            "none".to_owned()
        } else {
            names(&missing)
        },
    ));
}
