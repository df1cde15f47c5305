//! squid as forward proxy that opens no tunnel: a proxy that is asked again with a wrong password
//! locks the account.

use std::time::Duration;

use oms_client::{Client, Outcome};
use rustix::process::Signal;

use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::program::Program;
use super::harness::service::Way;
use super::kinds::SQUID;
use crate::support::case;
use crate::support::tls::PROXIED_NAME;

/// The program that asks squid's clients for a password.
const AUTHENTICATOR: &str = "/usr/lib/squid/basic_ncsa_auth";

#[tokio::test]
async fn p230_a_tunnel_that_squid_forbids_is_asked_for_once_a_call() {
    let rules = |ground: &Ground| format!("http_port {}\nhttp_access deny all", ground.address);
    check(rules, 403).await;
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
    check(rules, 407).await;
}

/// Calls with the client's own policy of resends, and counts in squid's log.
async fn check(rules: impl Fn(&Ground) -> String, status: u16) {
    let Some(mut squid) = Gateway::start(&SQUID, rules).await else {
        return;
    };
    // The waits of a policy between attempts fit into the total several times over.
    let client = case::builder(&format!("https://{PROXIED_NAME}:8089"))
        .proxy(squid.url(""))
        .timeout(Duration::from_secs(30))
        .build()
        .expect("the options are valid");
    write_and_read(&client).await;
    squid.signal(Signal::TERM);
    squid.until_ended().await;
    let log = squid.ground().read("access.log");
    let asked = log.lines().filter(|line| line.contains("CONNECT")).count();
    assert_eq!(asked, 2, "a write and a read ask once each:\n{log}");
    assert!(log.contains(&format!("/{status} ")), "{log}");
}

async fn write_and_read(client: &Client) {
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
