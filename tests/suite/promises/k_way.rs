//! Group K, the way to the service: a read proves it before a write is made.

use oms_client::{Auth, Client, Error, NotSentCause, Outcome, Reason, UnknownCause};
use oms_sim::Simulator;

use crate::support::case::{self, Verdict};
use crate::support::hang::ClosedPort;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

async fn probed(url: &str) -> Verdict {
    let client = case::once(url).build().expect("the options are valid");
    match client.probe().await {
        Ok(_) => Verdict::Accepted,
        Err(error) => case::verdict::<()>(&Err(error)),
    }
}

#[tokio::test]
async fn p225_a_probe_proves_the_way_by_a_read_and_says_for_certain_what_is_wrong_with_it() {
    let page = "<html><title>welcome</title></html>";
    let rejected = |reason| Verdict::Rejected(reason);
    let odd = replies::success_body().replace("4711", "[true,{}]");
    for (reply, expected) in [
        (replies::accepted(), Verdict::Accepted),
        // The payload says nothing of the way.
        (replies::json(200, odd), Verdict::Accepted),
        (replies::json(200, r#"{"success":true}"#), Verdict::Accepted),
        (replies::rejected(), rejected(Reason::Service)),
        (replies::answer(401, &[], ""), rejected(Reason::Credentials)),
        (replies::answer(403, &[], page), rejected(Reason::Forbidden)),
        (replies::answer(404, &[], page), rejected(Reason::NotFound)),
        (replies::answer(405, &[], page), rejected(Reason::Method)),
        (
            replies::answer(407, &[], page),
            rejected(Reason::ProxyCredentials),
        ),
        // Something answers there, and it is not the service.
        (
            replies::answer(200, &[], page),
            Verdict::Unknown(UnknownCause::NoEnvelope),
        ),
        (
            replies::answer(302, &[("Location", "/login")], ""),
            Verdict::Unknown(UnknownCause::Redirect),
        ),
        (
            replies::answer(502, &[], page),
            Verdict::Unknown(UnknownCause::Status),
        ),
    ] {
        let shown = String::from_utf8_lossy(&reply).into_owned();
        let server = FaultServer::start(Script::refuse(reply)).await;
        assert_eq!(probed(&server.url()).await, expected, "{shown}");
        assert_eq!(server.ledger().sends(), 1, "{shown}");
    }
    let closed = ClosedPort::new();
    let unreached = Verdict::NotSent(NotSentCause::Connect);
    assert_eq!(probed(&closed.url()).await, unreached);
}

#[tokio::test]
async fn p225_plain_http_to_a_tls_port_fails_a_probe() {
    let server = FaultServer::start_tls(tls::acceptor(Flaw::None), Script::accept("")).await;
    let url = server.url().replace("https://", "http://");
    let verdict = probed(&url).await;
    assert!(
        matches!(verdict, Verdict::Unknown(_) | Verdict::NotSent(_)),
        "{verdict:?}"
    );
    assert_eq!(server.ledger().commits(), 0);
}

#[tokio::test]
async fn p225_a_probe_names_wrong_credentials_and_a_wrong_path_of_the_service_itself() {
    let simulator = Simulator::builder().start().await.expect("it starts");
    let client = |path: &str, password: &str| {
        Client::builder(format!("{}{path}", simulator.url()))
            .auth(Auth::basic("admin", password))
            .build()
            .expect("the options are valid")
    };
    let meta = client("", "secret")
        .probe()
        .await
        .expect("the way is right")
        .meta;
    assert_eq!(meta.status, 200);
    assert!(meta.request_id.is_some());
    for (path, password, reason) in [
        ("", "guess", Reason::Credentials),
        ("/elsewhere", "secret", Reason::NotFound),
    ] {
        let error = client(path, password)
            .probe()
            .await
            .expect_err("it is wrong");
        let Error::Rejected(rejected) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(rejected.reason(), reason);
        assert_eq!(error.outcome(), Outcome::Rejected);
    }
    let asked: Vec<_> = simulator
        .requests()
        .iter()
        .map(|request| request.action.clone().unwrap_or_default())
        .collect();
    let service = <Client as oms_core::FromDispatcher>::SERVICE;
    let probe = service.probe.expect("the spec names one");
    assert_eq!(asked, [probe.name(); 3]);
    assert!(simulator.commits().is_empty());
}
