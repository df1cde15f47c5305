//! haproxy that accepts a connection and ends it before a byte is read.

use oms_client::{Effect, Outcome};

use super::harness::call::call;
use super::harness::command::Desk;
use super::harness::gateway::Gateway;
use super::harness::service::{Service, Way};
use super::kinds::HAPROXY;

/// Words that would send somebody who speaks plain http to look at certificates.
const OF_TLS: [&str; 4] = ["tls", "handshake", "certificate", "cacert"];

#[tokio::test]
async fn p229_a_connection_that_haproxy_rejects_is_never_worded_as_a_fault_of_tls() {
    let service = Service::start().await;
    let started = Gateway::start(&HAPROXY, |ground| {
        let (address, behind) = (ground.address, service.address());
        format!(
            "defaults
    mode http
    timeout connect 1s
    timeout client 5s
    timeout server 5s
frontend calls
    bind {address}
    tcp-request connection reject
    default_backend service
backend service
    server one {behind}"
        )
    });
    let Some(haproxy) = started.await else { return };
    let url = haproxy.url("");
    // The end of the connection may be seen before or after the request was written.
    for _ in 0..20 {
        for effect in [Effect::Write, Effect::Read] {
            let seen = call(&url, Way::Answered, effect, &service).await;
            let proved = [Outcome::NotSent, Outcome::Unknown].contains(&seen.outcome);
            assert!(proved, "{effect:?}: {}", seen.text);
            names_no_tls(&seen.text);
        }
    }
    let desk = Desk::new(&url);
    for ended in [
        desk.read(Way::Answered, &[]).await,
        desk.write(Way::Answered, &["--no-preflight"]).await,
    ] {
        assert!([6, 7].contains(&ended.exit.code()), "{ended:?}");
        names_no_tls(&format!("{}{}", ended.stdout, ended.stderr));
    }
    assert_eq!(service.simulator().requests().len(), 0);
}

fn names_no_tls(text: &str) {
    let lower = text.to_lowercase();
    for word in OF_TLS {
        assert!(
            !lower.contains(word),
            "`{word}` is said of plain http:\n{text}"
        );
    }
}
