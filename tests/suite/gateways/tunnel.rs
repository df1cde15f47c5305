//! squid and tinyproxy as forward proxies that open no tunnel: a proxy that is asked again with a
//! wrong password locks the account, and one that does not reach a service may reach it a moment
//! later.

use std::time::Duration;

use oms_client::{Client, Outcome};
use rustix::process::Signal;

use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::program::Program;
use super::harness::service::Way;
use super::kinds::{SQUID, TINYPROXY};
use crate::support::case;
use crate::support::hang::ClosedPort;

/// A service that squid is never to reach.
const FORBIDDEN: &str = "https://oms.example.invalid:8089";

/// The program that asks squid's clients for a password.
const AUTHENTICATOR: &str = "/usr/lib/squid/basic_ncsa_auth";

#[tokio::test]
async fn p230_a_tunnel_that_squid_forbids_is_asked_for_once_a_call() {
    let rules = |ground: &Ground| format!("http_port {}\nhttp_access deny all", ground.address);
    check(rules, FORBIDDEN, (403, 2)).await;
}

#[tokio::test]
async fn p230_a_tunnel_for_which_squid_wants_a_password_is_asked_for_once_a_call() {
    let rules = |ground: &Ground| {
        let users = ground.file("users", "nobody:*\n");
        format!(
            "http_port {}
auth_param basic program {AUTHENTICATOR} {}
auth_param basic children 1
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all",
            ground.address,
            users.display()
        )
    };
    check(rules, FORBIDDEN, (407, 2)).await;
}

#[tokio::test]
async fn p230_a_service_that_squid_cannot_reach_is_asked_for_as_often_as_one_without_a_proxy() {
    // A proxy is only for a service on another machine, as whose name this one is known to squid.
    let rules = |ground: &Ground| {
        let hosts = ground.file("hosts", "127.0.0.1 oms.example.invalid\n");
        format!(
            "http_port {}\nhosts_file {}\nhttp_access allow all",
            ground.address,
            hosts.display()
        )
    };
    let closed = ClosedPort::new();
    let service = closed
        .url()
        .replace("http://127.0.0.1", "https://oms.example.invalid");
    check(rules, &service, (503, 6)).await;
}

/// tinyproxy says 500 of it, which squid says of nothing.
#[tokio::test]
async fn p230_a_service_that_tinyproxy_cannot_reach_is_asked_for_as_often_as_one_without_a_proxy() {
    let started = Gateway::start(&TINYPROXY, |_| String::new()).await;
    let Some(tinyproxy) = started else { return };
    // A proxy is only for a service on another machine, and tinyproxy has no names of its own. This
    // form of the address is not known for one of this machine.
    let closed = ClosedPort::new();
    let service = closed
        .url()
        .replace("http://127.0.0.1", "https://[::ffff:127.0.0.1]");
    let log = log_of(tinyproxy, &service, "500 to CONNECT").await;
    let asked = log.lines().filter(|line| line.contains(": CONNECT "));
    assert_eq!(asked.count(), 6, "{log}");
}

/// Counts in squid's log the status of its answers, and how many there were.
async fn check(rules: impl Fn(&Ground) -> String, service: &str, answers: (u16, usize)) {
    let Some(squid) = Gateway::start(&SQUID, rules).await else {
        return;
    };
    let (status, times) = answers;
    let log = log_of(squid, service, &format!("{status} to CONNECT")).await;
    let status = format!("/{status} ");
    let asked = log.lines().filter(|line| line.contains("CONNECT"));
    let answered: Vec<bool> = asked.map(|line| line.contains(&status)).collect();
    assert_eq!(answered, vec![true; times], "{log}");
}

/// Calls with the client's own policy of resends, a write and a read, both of which must say this,
/// and returns the log of the proxy.
async fn log_of(mut proxy: Gateway, service: &str, says: &str) -> String {
    // The waits of a policy between attempts fit into the total several times over.
    let client = case::builder(service)
        .proxy(proxy.url(""))
        .timeout(Duration::from_secs(30))
        .build()
        .expect("the options are valid");
    write_and_read(&client, says).await;
    proxy.signal(Signal::TERM);
    proxy.until_ended().await;
    proxy.ground().read("access.log")
}

async fn write_and_read(client: &Client, says: &str) {
    let written = client.call(&case::request()).await;
    let read = client
        .describe_project()
        .id(Way::Answered.task())
        .send()
        .await;
    for (outcome, text) in [
        (case::outcome(&written), case::text(&written)),
        (case::outcome(&read), case::text(&read)),
    ] {
        assert_eq!(outcome, Outcome::NotSent, "{text}");
        assert!(text.to_lowercase().contains("proxy"), "{text}");
        assert!(text.contains(says), "{text}");
    }
}

#[test]
fn the_authenticator_comes_with_squid() {
    let with_it = Program {
        files: &[AUTHENTICATOR],
        ..SQUID.program
    };
    assert_eq!(with_it.path().is_some(), SQUID.program.path().is_some());
}
