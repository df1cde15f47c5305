//! The service commits, its answer is lost on the way to nginx, and nginx answers in its place with
//! a status that looks like a refusal.

use oms_client::{Effect, Outcome};

use super::harness::call::{Seen, call};
use super::harness::command::Desk;
use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::service::{GATEWAY_WAITS, Service, Way};
use super::kinds::{CADDY, LIGHTTPD, NGINX};

/// A folder of the configuration below, and the status that it turns a lost answer into.
pub(super) const MODES: [(&str, u16); 7] = [
    ("/plain", 502),
    ("/missing", 404),
    ("/denied", 403),
    ("/protected", 401),
    ("/static", 405),
    ("/default", 404),
    ("/second", 405),
];

/// The ways in which a service loses its answer.
pub(super) const LOSSES: [Way; 4] = [
    Way::LostAfter,
    Way::LostBefore,
    Way::SlowAnswer,
    Way::CutHead,
];

/// nginx with an error page of each kind that answers in the service's place.
pub(super) fn configure(ground: &Ground, service: &str) -> String {
    ground.file("html/sorry.html", "<title>Sorry</title>");
    ground.denied("html/denied.html", "<title>Denied</title>");
    ground.file("html/protected/50x.html", "<title>Protected</title>");
    ground.file("users", "operator:{PLAIN}nobody-knows\n");
    let (address, waits) = (ground.address, GATEWAY_WAITS.as_millis());
    format!(
        "
upstream service {{ server {service}; }}
upstream default_backend {{ server unix:default.sock; }}
proxy_read_timeout {waits}ms;
server {{
    listen {address} backlog=1024;
    root html;
    location /plain/     {{ proxy_pass http://service/; }}
    location /missing/   {{ proxy_pass http://service/; error_page 500 502 503 504 /50x.html; }}
    location /denied/    {{ proxy_pass http://service/; error_page 500 502 503 504 /denied.html; }}
    location /protected/ {{ proxy_pass http://service/; error_page 500 502 503 504 /protected/50x.html; }}
    location = /protected/50x.html {{ auth_basic operators; auth_basic_user_file users; }}
    location /static/    {{ proxy_pass http://service/; error_page 500 502 503 504 @sorry; }}
    location @sorry      {{ try_files /sorry.html =404; }}
    location /default/   {{ proxy_pass http://service/; error_page 500 502 503 504 = @default; }}
    location @default    {{ proxy_pass http://default_backend; }}
    # The service itself is asked for the page, by GET and without what the call has sent.
    location /second/    {{ proxy_pass http://service/; error_page 502 504 = /page/api/v2?$args; }}
    location /page/      {{
        internal;
        proxy_pass http://service/;
        proxy_pass_request_body off;
        proxy_set_header Content-Length '';
    }}
}}
server {{
    listen unix:default.sock;
    location / {{ return 404 'default backend - 404'; }}
}}"
    )
}

/// nginx with that configuration before the service at this address; `None` if there is no
/// nginx.
pub(super) async fn nginx(service: &str) -> Option<Gateway> {
    Gateway::start(&NGINX, |ground| configure(ground, service)).await
}

/// lighttpd that passes everything on to the service at this address; `None` if there is no
/// lighttpd.
pub(super) async fn lighttpd(service: &str) -> Option<Gateway> {
    let (host, port) = service.rsplit_once(':').expect("an address has a port");
    let passed = format!("proxy.server = (\"\" => ((\"host\" => \"{host}\", \"port\" => {port})))");
    Gateway::start(&LIGHTTPD, |_| passed.clone()).await
}

/// It takes the loss for a fault of its own.
#[tokio::test]
async fn p221_a_lost_answer_is_unknown_although_lighttpd_says_500_of_it() {
    let service = Service::start().await;
    let Some(lighttpd) = lighttpd(&service.address()).await else {
        return;
    };
    let url = lighttpd.url("");
    for way in [Way::LostAfter, Way::LostBefore, Way::CutHead] {
        let seen = call(&url, way, Effect::Write, &service).await;
        let commits = usize::from(way != Way::LostBefore);
        seen.is(&format!("{way:?}"), Outcome::Unknown, commits);
        assert!(seen.text.contains("status 500"), "{way:?}: {}", seen.text);
    }
    let seen = call(&url, Way::Answered, Effect::Write, &service).await;
    seen.is("answered", Outcome::Accepted, 1);
}

/// Its own answer to a fault has any status that its configuration gives it.
#[tokio::test]
async fn p221_a_lost_answer_is_unknown_whatever_caddy_answers_in_its_place() {
    let service = Service::start().await;
    let node = service.address();
    for (page, status) in [
        ("", 502),
        ("handle_errors {\n respond \"Sorry\" 403\n}", 403),
        ("handle_errors {\n respond \"Sorry\" 404\n}", 404),
    ] {
        let site = format!("reverse_proxy {node}\n{page}");
        let Some(caddy) = Gateway::start(&CADDY, |_| site.clone()).await else {
            return;
        };
        for way in [Way::LostAfter, Way::LostBefore, Way::CutHead] {
            let scenario = format!("Caddy {status}, {way:?}");
            let seen = call(&caddy.url(""), way, Effect::Write, &service).await;
            let commits = usize::from(way != Way::LostBefore);
            seen.is(&scenario, Outcome::Unknown, commits);
            let text = &seen.text;
            assert!(text.contains(&status.to_string()), "{scenario}: {text}");
        }
        let seen = call(&caddy.url(""), Way::Answered, Effect::Write, &service).await;
        seen.is("answered", Outcome::Accepted, 1);
    }
}

#[tokio::test]
async fn p221_a_lost_answer_is_unknown_whatever_nginx_answers_in_its_place() {
    let service = Service::start().await;
    let Some(nginx) = nginx(&service.address()).await else {
        return;
    };
    for (mode, status) in MODES {
        for way in LOSSES {
            let scenario = format!("nginx {mode}, {way:?}");
            let seen = call(&nginx.url(mode), way, Effect::Write, &service).await;
            let commits = usize::from(way != Way::LostBefore);
            seen.is(&scenario, Outcome::Unknown, commits);
            says_status(&scenario, &seen, mode, way, status);
        }
        let seen = call(&nginx.url(mode), Way::Answered, Effect::Write, &service).await;
        seen.is(mode, Outcome::Accepted, 1);
    }
}

/// Checks that the gateway did what the scenario is about: a test of a gateway that answers
/// something else shows nothing.
fn says_status(scenario: &str, seen: &Seen, mode: &str, way: Way, status: u16) {
    let status = match (mode, way) {
        ("/plain", Way::SlowAnswer) => 504,
        _ => status,
    };
    let text = &seen.text;
    assert!(text.contains(&status.to_string()), "{scenario}: {text}");
}

#[tokio::test]
async fn p221_the_command_ends_with_7_and_keeps_the_intent_open() {
    let service = Service::start().await;
    let Some(nginx) = nginx(&service.address()).await else {
        return;
    };
    for (mode, _) in MODES {
        let desk = Desk::new(nginx.url(mode));
        let ended = desk
            .write(Way::LostAfter, &["--no-preflight", "-o", "json"])
            .await;
        assert_eq!(ended.exit.code(), 7, "{mode}: {ended:?}");
        assert_eq!(service.counted(ended.position).commits, 1, "{mode}");
        let again = desk.write(Way::LostAfter, &["--no-preflight"]).await;
        assert_eq!(again.exit.code(), 9, "{mode}: {again:?}");
        assert_eq!(service.counted(again.position).requests, 0, "{mode}");
    }
}
