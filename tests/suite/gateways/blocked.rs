//! The service commits, and a filter blocks its answer.

use std::fs;

use oms_client::{Effect, Outcome};

use super::harness::call::{call, client, write};
use super::harness::command::Desk;
use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::service::{GATEWAY_WAITS, Service, Way};
use super::kinds::{APACHE, HAPROXY, SQUID};
use crate::support::case;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// An accepted envelope whose advice quotes an error of a database, which the core rules take for a
/// leak.
pub(super) fn advice() -> String {
    let mut envelope = replies::success();
    envelope["advice"] =
        "The source answered ORA-01555: snapshot too old; raise undo_retention.".into();
    envelope.to_string()
}

/// Folders of the configuration below, and the status that each answers with.
pub(super) const DENIED: [(&str, u16); 6] = [
    ("/deny400", 400),
    ("/deny401", 401),
    ("/deny403", 403),
    ("/deny404", 404),
    ("/deny405", 405),
    ("/deny429", 429),
];

/// haproxy that denies every answer in the folders above, and none in `/plain`.
pub(super) async fn haproxy(service: &str) -> Option<Gateway> {
    Gateway::start(&HAPROXY, |ground| {
        let (address, waits) = (ground.address, GATEWAY_WAITS.as_millis());
        let denials = DENIED.map(|(folder, status)| {
            let folder = folder.trim_start_matches('/');
            format!("    http-response deny deny_status {status} if {{ var(txn.folder) -m str {folder} }}\n")
        });
        format!(
            "defaults
    mode http
    retries 0
    timeout connect 1s
    timeout client 10s
    timeout server {waits}ms
frontend calls
    bind {address}
    http-request set-var(txn.folder) path,field(2,/)
    http-request replace-path ^/[^/]+(/.*) \\1
{}    default_backend service
backend service
    server one {service}",
            denials.concat()
        )
    })
    .await
}

/// squid as accelerator. It cannot rewrite paths by itself, so that each rule has a port.
#[derive(Debug)]
pub(super) struct Accelerator {
    gateway: Gateway,
}

impl Accelerator {
    pub(super) async fn start(service: &str) -> Option<Self> {
        let (_, port) = service.rsplit_once(':').expect("an address has a port");
        let gateway = Gateway::start(&SQUID, |ground| configure_squid(ground, port)).await?;
        Some(Self { gateway })
    }

    /// The URL at which no rule looks at the answers.
    pub(super) fn plain(&self) -> String {
        self.gateway.url("")
    }

    /// The URL at which an answer of more than 100 bytes is too large.
    pub(super) fn limited(&self) -> String {
        format!("http://{}", self.gateway.ground().more[0])
    }

    /// The URL at which no answer in JSON is let through.
    pub(super) fn unwanted(&self) -> String {
        format!("http://{}", self.gateway.ground().more[1])
    }

    /// The program alone.
    pub(super) fn into_gateway(self) -> Gateway {
        self.gateway
    }
}

fn configure_squid(ground: &Ground, service: &str) -> String {
    let [limited, unwanted, _] = ground.more;
    let plain = ground.address;
    format!(
        "http_port {plain} accel defaultsite=service name=plain
http_port {limited} accel defaultsite=service name=limited
http_port {unwanted} accel defaultsite=service name=unwanted
cache_peer 127.0.0.1 parent {service} 0 no-query no-digest originserver login=PASSTHRU connect-fail-limit=1000
read_timeout 1 second
acl limited myportname limited
acl unwanted myportname unwanted
acl json rep_mime_type application/json text/plain
http_access allow all
reply_body_max_size 100 bytes limited
http_reply_access deny unwanted json
http_reply_access allow all"
    )
}

/// Apache with ModSecurity and the core rules, which are looked at in `/guarded` and not in
/// `/plain`.
pub(super) async fn apache(service: &str) -> Option<Gateway> {
    Gateway::start(&APACHE, |ground| {
        let rules = rules(ground);
        format!(
            "{rules}
ProxyTimeout 1
ProxyPass /guarded/ http://{service}/ retry=0
ProxyPass /plain/ http://{service}/ retry=0
<Location /plain/>
    SecRuleEngine Off
</Location>"
        )
    })
    .await
}

/// ModSecurity as Debian recommends it, switched on and looking into JSON, with the core rules as
/// Debian ships them.
pub(super) fn rules(ground: &Ground) -> String {
    let recommended = fs::read_to_string("/etc/modsecurity/modsecurity.conf-recommended")
        .expect("it comes with the module");
    let folder = ground.path();
    let switched_on = recommended
        .replace("SecRuleEngine DetectionOnly", "SecRuleEngine On")
        .replace(
            "text/plain text/html text/xml",
            "text/plain text/html text/xml application/json",
        )
        .replace("/tmp/", &folder)
        .replace(
            "/var/log/apache2/modsec_audit.log",
            &format!("{folder}/audit.log"),
        )
        .replace("unicode.mapping", "/etc/modsecurity/unicode.mapping");
    ground.file("modsecurity.conf", &switched_on);
    "LoadModule unique_id_module /usr/lib/apache2/modules/mod_unique_id.so
LoadModule security2_module /usr/lib/apache2/modules/mod_security2.so
Include modsecurity.conf
Include /usr/share/modsecurity-crs/owasp-crs.load
"
    .to_owned()
}

#[tokio::test]
async fn p222_an_answer_that_haproxy_denies_is_unknown() {
    let service = Service::start().await;
    let Some(haproxy) = haproxy(&service.address()).await else {
        return;
    };
    for (folder, status) in DENIED {
        let url = haproxy.url(folder);
        let seen = call(&url, Way::Answered, Effect::Write, &service).await;
        seen.is(folder, Outcome::Unknown, 1);
        assert!(seen.text.contains(&status.to_string()), "{}", seen.text);
    }
    let seen = call(
        &haproxy.url("/plain"),
        Way::Answered,
        Effect::Write,
        &service,
    )
    .await;
    seen.is("/plain", Outcome::Accepted, 1);
}

#[tokio::test]
async fn p222_an_answer_that_squid_blocks_is_unknown() {
    let service = Service::start().await;
    let Some(squid) = Accelerator::start(&service.address()).await else {
        return;
    };
    for url in [squid.limited(), squid.unwanted()] {
        let seen = call(&url, Way::Answered, Effect::Write, &service).await;
        seen.is(&url, Outcome::Unknown, 1);
        assert!(seen.text.contains("403"), "{}", seen.text);
    }
    let seen = call(&squid.plain(), Way::Answered, Effect::Write, &service).await;
    seen.is("squid without a rule", Outcome::Accepted, 1);
}

#[tokio::test]
async fn p222_an_answer_that_the_core_rules_block_is_unknown() {
    let accepted = replies::json(200, advice());
    let server = FaultServer::start(Script::accept(accepted)).await;
    let Some(apache) = apache(&server.address().to_string()).await else {
        return;
    };
    for (folder, outcome, commits) in [
        ("/plain", Outcome::Accepted, 1),
        ("/guarded", Outcome::Unknown, 2),
    ] {
        let called = client(&apache.url(folder)).call(&case::request()).await;
        let text = case::text(&called);
        assert_eq!(case::outcome(&called), outcome, "{folder}: {text}");
        assert_eq!(server.ledger().commits(), commits, "{folder}: {text}");
        assert_eq!(text.contains("403"), folder == "/guarded", "{text}");
    }
    let log = apache.said();
    assert!(
        log.contains("[id \"959100\"]"),
        "another rule blocked:\n{log}"
    );
}

#[tokio::test]
async fn p222_a_harmless_answer_passes_the_core_rules() {
    let service = Service::start().await;
    let Some(apache) = apache(&service.address()).await else {
        return;
    };
    let client = client(&apache.url("/guarded"));
    let seen = write(&client, Way::Answered, &service).await;
    seen.is("the core rules", Outcome::Accepted, 1);
}

#[tokio::test]
async fn p222_the_command_ends_with_7_where_the_answer_is_blocked() {
    let service = Service::start().await;
    let (Some(haproxy), Some(squid), Some(apache)) = (
        haproxy(&service.address()).await,
        Accelerator::start(&service.address()).await,
        apache(&service.address()).await,
    ) else {
        return;
    };
    let denied = DENIED.map(|(folder, _)| (haproxy.url(folder), Way::Answered));
    let others = [
        (squid.limited(), Way::Answered),
        (squid.unwanted(), Way::Answered),
        (apache.url("/guarded"), Way::Filtered),
    ];
    for (url, way) in denied.into_iter().chain(others) {
        let ended = Desk::new(&url).write(way, &["--no-preflight"]).await;
        assert_eq!(ended.exit.code(), 7, "{url}: {ended:?}");
        assert_eq!(service.counted(ended.position).commits, 1, "{url}");
    }
}
