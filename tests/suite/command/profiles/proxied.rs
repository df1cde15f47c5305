//! The doctor: it takes the way that the calls take, through a proxy as well, and tells the cause
//! of a check that failed.

use oms_cli::Exit;
use oms_sim::{Fault, Simulator};

use super::{Desk, Ended};
use crate::support::hang::ClosedPort;
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// A name that this machine does not know, for which the proxy has its own target.
const PROXIED: &str = "https://oms.example.invalid:8089";

/// Returns what the doctor says of the endpoint behind this proxy.
async fn doctor(proxy: &str) -> Ended {
    let desk = Desk::new().await;
    desk.secret("ca.pem", &tls::authority_pem(), 0o600);
    let settings = "user = \"admin\"\npassword_file = \"DIR/password\"\ncacert = \"DIR/ca.pem\"";
    desk.configure(&format!(
        "[profile.far]\nendpoint = \"{PROXIED}\"\nproxy = \"{proxy}\"\n{settings}\n"
    ));
    let words = ["--profile", "far", "doctor", "-o", "json"];
    desk.configured(&words, &[]).await
}

/// Returns the verdict and the detail of a check.
fn check(ended: &Ended, name: &str) -> (String, String) {
    let checks = ended.json()["data"].as_array().cloned().unwrap_or_default();
    let mut checks = checks.iter();
    let check = checks.find(|check| check["check"] == name);
    let check = check.unwrap_or_else(|| panic!("{name}: {ended:?}"));
    let text = |key: &str| check[key].as_str().unwrap().to_owned();
    (text("verdict"), text("detail"))
}

#[tokio::test]
async fn p185_the_doctor_leaves_the_name_of_the_endpoint_to_the_proxy() {
    let mut envelope = replies::success();
    envelope["data"] = serde_json::json!([]);
    let script = Script::accept(replies::json(200, envelope.to_string()));
    let server = FaultServer::start_tls(tls::acceptor(Flaw::None), script).await;
    let proxy = TunnelProxy::start(server.address()).await;
    let ended = doctor(&proxy.url()).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    for (name, words) in [
        ("name", "it looks up the endpoint"),
        ("connection", "the proxy 127.0.0.1:"),
        ("answer", "ListProjects answers"),
    ] {
        let (verdict, detail) = check(&ended, name);
        assert_eq!(verdict, "good", "{name}: {ended:?}");
        assert!(detail.contains(words), "{name}: {ended:?}");
    }
    let asked = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
    let connect = "CONNECT oms.example.invalid:8089 ";
    assert!(asked.starts_with(connect), "{asked}");
}

#[tokio::test]
async fn p185_the_doctor_names_a_proxy_that_cannot_be_reached() {
    let closed = ClosedPort::new();
    for (proxy, name, words) in [
        (closed.url(), "connection", "the proxy 127.0.0.1:"),
        (
            "http://no.such.invalid:3128".to_owned(),
            "name",
            "the proxy no.such.invalid has no address",
        ),
    ] {
        let ended = doctor(&proxy).await;
        assert_eq!(ended.exit, Exit::NotSent, "{ended:?}");
        let (verdict, detail) = check(&ended, name);
        assert_eq!(verdict, "bad", "{name}: {ended:?}");
        assert!(detail.contains(words), "{name}: {ended:?}");
    }
}

#[tokio::test]
async fn p185_the_doctor_tells_the_cause_of_a_check_that_failed() {
    let desk = Desk::with(Simulator::builder().fault(Fault::Garbage)).await;
    desk.configure(
        "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\n",
    );
    let doctor = ["--profile", "p", "doctor"];
    let json = [&doctor[..], &["-o", "json"]].concat();
    let ended = desk.configured(&json, &[]).await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    let causes = ended.json()["causes"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let cause = causes.last().and_then(|cause| cause.as_str());
    let cause = cause.unwrap_or_else(|| panic!("{ended:?}"));
    let (verdict, detail) = check(&ended, "answer");
    assert_eq!(verdict, "bad", "{ended:?}");
    let end = format!("; cause: {cause}");
    assert!(detail.ends_with(&end), "{end}: {detail}");
    let ended = desk.configured(&doctor, &[]).await;
    assert!(ended.stderr.contains(cause), "{ended:?}");
}
