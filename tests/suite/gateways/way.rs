//! A way that is wrong — password, path, scheme, port — is found by a read, so that it never
//! becomes an unknown write.

use super::harness::command::{Desk, Ended};
use super::harness::gateway::Gateway;
use super::harness::service::{Service, Way};
use super::kinds::NGINX;
use crate::support::hang::ClosedPort;
use crate::support::tls::{self, Flaw};

/// nginx with the API under `/oms`, nothing elsewhere, and TLS on a port of its own.
async fn nginx(service: &Service) -> Option<Gateway> {
    let (certificate, key) = tls::certificate_pem(Flaw::None);
    let behind = service.address();
    Gateway::start(&NGINX, |ground| {
        ground.file("certificate.pem", &certificate);
        ground.file("key.pem", &key);
        let (plain, [secure, ..]) = (ground.address, ground.more);
        format!(
            "upstream service {{ server {behind}; }}
server {{
    listen {plain};
    location /oms/ {{ proxy_pass http://service/; }}
}}
server {{
    listen {secure} ssl;
    ssl_certificate certificate.pem;
    ssl_certificate_key key.pem;
    location /oms/ {{ proxy_pass http://service/; }}
}}"
        )
    })
    .await
}

/// Every way that is wrong, with the codes that the command may end with.
fn wrong_ways(nginx: &Gateway, closed: &ClosedPort) -> [(&'static str, Desk, &'static [u8]); 5] {
    let right = nginx.url("/oms");
    let secure = nginx.ground().more[0];
    [
        ("wrong password", Desk::new(&right).password("guess"), &[4]),
        ("wrong base path", Desk::new(nginx.url("/elsewhere")), &[5]),
        (
            "http to TLS",
            Desk::new(format!("http://{secure}/oms")),
            &[5],
        ),
        (
            "TLS to http",
            Desk::new(right.replace("http:", "https:")),
            &[6],
        ),
        (
            "wrong port",
            Desk::new(format!("{}/oms", closed.url())),
            &[6],
        ),
    ]
}

/// A write, with what confirms it: the ID of what it acts on, or else the name of the action.
type Write = (&'static [&'static str], &'static str);

/// Writes about a task.
const OF_A_TASK: [Write; 2] = [
    (
        &[
            "reset-incr-start-timestamp",
            "--id=np_answered",
            "--reverse=false",
            "--start-timestamp=1742365118",
        ],
        "--yes=np_answered",
    ),
    (&["stop-project", "--id=np_answered"], "--yes=np_answered"),
];

/// Writes about something that no read of its own shows, and about nothing that exists.
const OF_OTHERS: [Write; 2] = [
    (
        &["delete-data-source", "--id=e_4w3a0001"],
        "--yes=e_4w3a0001",
    ),
    (&["create-label", "--name=nightly"], "--yes=CreateLabel"),
];

#[tokio::test]
async fn p225_a_wrong_way_through_nginx_is_found_before_any_intent_is_written() {
    check(&OF_A_TASK).await;
}

#[tokio::test]
async fn p225_a_write_that_has_no_look_of_its_own_proves_the_way_with_another_read() {
    check(&OF_OTHERS).await;
}

async fn check(writes: &[Write]) {
    let service = Service::start().await;
    let Some(nginx) = nginx(&service).await else {
        return;
    };
    let closed = ClosedPort::new();
    for (name, desk, exits) in wrong_ways(&nginx, &closed) {
        for (write, yes) in writes {
            let ended = desk.run(&[*write, &["--execute", yes]].concat()).await;
            let scenario = format!("{name}, {}", write[0]);
            assert!(exits.contains(&ended.exit.code()), "{scenario}: {ended:?}");
            sent_nothing(&scenario, &service, &ended);
        }
    }
}

fn sent_nothing(scenario: &str, service: &Service, ended: &Ended) {
    let reads = ["Describe", "List"];
    let requests = service.simulator().requests();
    for request in &requests {
        let action = request.action.as_deref().unwrap_or_default();
        assert!(
            reads.iter().any(|read| action.starts_with(read)),
            "{scenario}: {action} was sent: {ended:?}"
        );
    }
    assert!(!ended.kept.contains("intent"), "{scenario}: {}", ended.kept);
}

#[tokio::test]
async fn p225_the_right_way_through_nginx_writes_once() {
    let service = Service::start().await;
    let Some(nginx) = nginx(&service).await else {
        return;
    };
    let plain = Desk::new(nginx.url("/oms")).write(Way::Answered, &[]).await;
    assert_eq!(plain.exit.code(), 0, "{plain:?}");
    assert_eq!(service.counted(plain.position).commits, 1);
    assert!(plain.kept.contains("intent"), "{}", plain.kept);

    // The gateway's ground is open to its workers, and nobody else may write what the command
    // trusts.
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let authority = folder.path().join("authority.pem");
    std::fs::write(&authority, tls::authority_pem()).expect("the folder can be written to");
    let authority = authority.display().to_string();
    let secure = Desk::new(format!("https://{}/oms", nginx.ground().more[0]));
    let ended = secure.write(Way::Answered, &["--cacert", &authority]).await;
    assert_eq!(ended.exit.code(), 0, "{ended:?}");
    assert_eq!(service.counted(ended.position).commits, 1);
}
