//! The same gateways and statuses, for a read: it changes nothing, so a status alone says why it
//! failed.

use oms_client::{Effect, Outcome};

use super::blocked::{self, Accelerator, DENIED};
use super::harness::call::call;
use super::harness::command::Desk;
use super::harness::gateway::Gateway;
use super::harness::service::{Service, Way};
use super::kinds::NGINX;
use super::lost;

/// The reason that the client names, and the exit code of the command.
fn reason(status: u16) -> (&'static str, u8) {
    match status {
        400 => ("Request", 5),
        401 => ("Credentials", 4),
        403 => ("Forbidden", 4),
        404 => ("NotFound", 5),
        405 => ("Method", 5),
        429 => ("Throttled", 5),
        other => panic!("a status that these tests do not know: {other}"),
    }
}

/// Checks a read in every way that a caller sees.
async fn check(url: &str, way: Way, status: u16, service: &Service) {
    let (reason, exit) = reason(status);
    let seen = call(url, way, Effect::Read, service).await;
    assert_eq!(seen.outcome, Outcome::Rejected, "{url}: {}", seen.text);
    let named = format!("{reason} ({status})");
    assert_eq!(seen.hint, named, "{url}: {}", seen.text);
    let ended = Desk::new(url).read(way, &["-o", "json"]).await;
    assert_eq!(ended.exit.code(), exit, "{url}: {ended:?}");
}

#[tokio::test]
async fn p223_a_read_that_nginx_answers_in_the_services_place_is_rejected_with_its_reason() {
    let service = Service::start().await;
    let Some(nginx) = lost::nginx(&service.address()).await else {
        return;
    };
    for (mode, status) in lost::MODES {
        if status != 502 {
            check(&nginx.url(mode), Way::LostAfter, status, &service).await;
        }
    }
    let seen = call(&nginx.url("/plain"), Way::LostAfter, Effect::Read, &service).await;
    assert_eq!(
        seen.outcome,
        Outcome::Unknown,
        "502 gives no reason: {}",
        seen.text
    );
}

#[tokio::test]
async fn p223_what_a_gateway_itself_refuses_is_not_laid_to_the_service_alone() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&NGINX, |ground| {
        ground.file("users", "operator:{PLAIN}nobody-knows\n");
        let address = ground.address;
        format!(
            "server {{
    listen {address};
    location /closed/ {{ proxy_pass http://{behind}/; deny all; }}
    location /signed/ {{
        proxy_pass http://{behind}/;
        auth_basic 'Corporate SSO';
        auth_basic_user_file users;
    }}
}}"
        )
    });
    let Some(nginx) = started.await else { return };
    for (folder, status, words, advice) in [
        (
            "/closed",
            403,
            "these credentials, or something before the service, do not permit this call",
            "something before the service denies it",
        ),
        (
            "/signed",
            401,
            r#"check the credentials; realm "Corporate SSO""#,
            "a gateway may ask for its own",
        ),
    ] {
        let url = nginx.url(folder);
        check(&url, Way::Answered, status, &service).await;
        let ended = Desk::new(&url).write(Way::Answered, &[]).await;
        assert_eq!(ended.exit.code(), 4, "{ended:?}");
        for part in [words, advice] {
            assert!(ended.stderr.contains(part), "{part}: {ended:?}");
        }
        assert_eq!(service.counted(ended.position).requests, 0);
    }
}

/// A write is judged by what a look shows: an old position would call a move that skips changes one
/// that repeats them.
#[tokio::test]
async fn p029_a_look_that_a_cache_has_given_sends_nothing() {
    let service = Service::start().await;
    let behind = service.address();
    let started = Gateway::start(&NGINX, |ground| {
        let address = ground.address;
        // A header without a value is not sent.
        format!(
            "map $arg_Action $age {{ default ''; '~^(Describe|List)' 8; }}
server {{
    listen {address};
    location / {{ proxy_pass http://{behind}; add_header Age $age always; }}
}}"
        )
    });
    let Some(nginx) = started.await else { return };
    let desk = Desk::new(nginx.url(""));
    let ended = desk.write(Way::Answered, &[]).await;
    assert_eq!(ended.exit.code(), 9, "{ended:?}");
    for words in ["it is 8 s old", "nothing was sent"] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }
    assert!(!ended.stderr.contains("--no-preflight"), "{ended:?}");
    assert_eq!(service.counted(ended.position).requests, 0);
    // Its own answer is as old as it is.
    let blind = desk.write(Way::Answered, &["--no-preflight"]).await;
    assert_eq!(blind.exit.code(), 0, "{blind:?}");
}

#[tokio::test]
async fn p223_a_read_whose_answer_is_blocked_is_rejected_with_its_reason() {
    let service = Service::start().await;
    let (Some(haproxy), Some(squid), Some(apache)) = (
        blocked::haproxy(&service.address()).await,
        Accelerator::start(&service.address()).await,
        blocked::apache(&service.address()).await,
    ) else {
        return;
    };
    for (folder, status) in DENIED {
        check(&haproxy.url(folder), Way::Answered, status, &service).await;
    }
    for url in [squid.limited(), squid.unwanted()] {
        check(&url, Way::Answered, 403, &service).await;
    }
    check(&apache.url("/guarded"), Way::Filtered, 403, &service).await;
}
