//! TLS sessions with a server that is not ours: nginx says of each call whether its handshake was
//! short.

use super::harness::gateway::Gateway;
use super::harness::patience::until;
use super::kinds::NGINX;
use crate::support::case;
use crate::support::tls::{self, Flaw};

/// nginx in the place of the service: it accepts every call, in TLS 1.2 on one port and in TLS 1.3
/// on another, and notes the version and whether the session was resumed.
async fn nginx() -> Option<Gateway> {
    let (certificate, key) = tls::certificate_pem(Flaw::None);
    Gateway::start(&NGINX, |ground| {
        ground.file("certificate.pem", &certificate);
        ground.file("key.pem", &key);
        let (plain, [older, newer, ..]) = (ground.address, ground.more);
        let server = |address, version| {
            format!(
                "server {{
    listen {address} ssl;
    ssl_protocols {version};
    ssl_certificate certificate.pem;
    ssl_certificate_key key.pem;
    access_log {version}.log kind;
    location / {{ return 200 '{{\"success\":true,\"data\":1}}'; }}
}}"
            )
        };
        format!(
            "log_format kind '$ssl_session_reused';
server {{ listen {plain}; }}
{}
{}",
            server(older, "TLSv1.2"),
            server(newer, "TLSv1.3")
        )
    })
    .await
}

#[tokio::test]
async fn each_write_to_nginx_resumes_the_session_of_the_one_before() {
    let Some(nginx) = nginx().await else {
        return;
    };
    let [older, newer, ..] = nginx.ground().more;
    for (address, log) in [(older, "TLSv1.2.log"), (newer, "TLSv1.3.log")] {
        let client = case::once(&format!("https://{address}"))
            .ca_certificate(tls::authority_pem())
            .build()
            .expect("the options are valid");
        for _ in 0..4 {
            client.call(&case::request()).await.expect("it is accepted");
        }
        // A line is written once a call is over, which may be after the client has its answer.
        let noted = || {
            let lines = nginx.ground().read(log);
            (lines.lines().count() == 4).then_some(lines)
        };
        let kinds = until(noted, || format!("four calls in {log}: {}", nginx.said())).await;
        assert_eq!(kinds, ".\nr\nr\nr\n", "{log}");
    }
}
