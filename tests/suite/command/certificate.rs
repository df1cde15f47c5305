//! The certificate that the command shows to a service that demands one.

use std::fs;

use oms_cli::Exit;
use tokio_rustls::rustls::SupportedProtocolVersion;
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::{BLINDLY, Desk, Ended, RESET};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// A profile that trusts the authority of the tests, with these further keys.
fn profile(url: &str, keys: &str) -> String {
    format!(
        "default_profile = \"a\"\n[profile.a]\nendpoint = \"{url}\"\nuser = \"admin\"\n\
         password_file = \"DIR/password\"\ncacert = \"DIR/ca.pem\"\n{keys}\n"
    )
}

/// The keys of a profile with this certificate and this private key.
fn keys(certificate: &str, key: &str) -> String {
    format!("client_certificate = \"DIR/{certificate}\"\nclient_key = \"DIR/{key}\"")
}

/// A desk with a certificate that the services here know, and its key, in files: each in one of
/// its own, both in one, and both in one with words between them.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    let (chain, key) = tls::certificate_pem(Flaw::None);
    desk.secret("ca.pem", &tls::authority_pem(), 0o644);
    desk.secret("client.pem", &chain, 0o644);
    desk.secret("client.key", &key, 0o600);
    desk.secret("both.pem", &format!("{key}{chain}"), 0o600);
    // Tools write a certificate in words above it.
    let words = "        Validity and more\n".repeat(1_000);
    desk.secret("words.pem", &format!("{key}{words}{chain}"), 0o600);
    desk
}

impl Desk {
    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Returns whether an output has a line of the private key.
    fn shows_the_key(&self, ended: &Ended) -> bool {
        let key = fs::read_to_string(self.file("client.key")).unwrap();
        let shown = format!("{ended:?}");
        key.lines()
            .any(|line| !line.starts_with("---") && shown.contains(line))
    }
}

/// A service over TLS that demands a certificate, and accepts every write.
async fn writable(version: &'static SupportedProtocolVersion) -> FaultServer {
    let script = Script::accept(replies::accepted());
    FaultServer::start_tls(tls::acceptor_for_known_clients(version), script).await
}

/// The same, with an empty list as its answer to every read.
async fn readable() -> FaultServer {
    let mut envelope = replies::success();
    envelope["data"] = serde_json::json!([]);
    let script = Script::accept(replies::json(200, envelope.to_string()));
    FaultServer::start_tls(tls::acceptor_for_known_clients(&TLS12), script).await
}

#[tokio::test]
async fn p289_the_command_shows_the_certificate_of_a_flag_a_variable_or_a_profile() {
    for version in [&TLS12, &TLS13] {
        for (certificate, key) in [
            ("client.pem", "client.key"),
            ("both.pem", "both.pem"),
            ("words.pem", "words.pem"),
        ] {
            let desk = desk().await;
            let of_profile = keys(certificate, key);
            let (certificate, key) = (desk.file(certificate), desk.file(key));
            let flags = ["--client-certificate", &*certificate, "--client-key", &*key];
            let variables = [
                ("OMS_CLIENT_CERTIFICATE", &*certificate),
                ("OMS_CLIENT_KEY", &*key),
            ];
            for (flags, variables, keys) in [
                (&flags[..], &[][..], ""),
                (&[][..], &variables[..], ""),
                (&[][..], &[][..], of_profile.as_str()),
            ] {
                // Each answers with the same request ID, which the journal would know.
                let server = writable(version).await;
                desk.configure(&profile(&server.url(), keys));
                let before = server.ledger().sends();
                let words = [RESET, BLINDLY, flags].concat();
                let ended = desk.configured(&words, variables).await;
                assert_eq!(ended.exit, Exit::Success, "{version:?} {keys}: {ended:?}");
                assert_eq!(server.ledger().sends(), before + 1, "{keys}");
                assert!(!desk.shows_the_key(&ended), "{ended:?}");
            }
        }
    }
}

#[tokio::test]
async fn p289_a_certificate_of_a_profile_is_shown_at_its_own_endpoint_alone() {
    let server = writable(&TLS12).await;
    let desk = desk().await;
    let (url, password) = (server.url(), desk.password_file());
    let keys = keys("client.pem", "client.key");
    for (own, exit) in [
        (&*url, Exit::Success),
        ("https://oms.example.com", Exit::NotSent),
    ] {
        desk.configure(&profile(own, &keys));
        let there = ["--endpoint", &url, "--password-file", &password];
        let ended = desk
            .configured(&[RESET, BLINDLY, &there].concat(), &[])
            .await;
        assert_eq!(ended.exit, exit, "{own}: {ended:?}");
    }
    assert_eq!(server.ledger().sends(), 1);
}

#[tokio::test]
async fn p289_a_certificate_without_its_key_and_a_key_for_everybody_are_refused_in_words() {
    let server = writable(&TLS13).await;
    let desk = desk().await;
    let (_, other) = tls::certificate_pem(Flaw::Expired);
    desk.secret("other.key", &other, 0o600);
    let key = fs::read_to_string(desk.file("client.key")).unwrap();
    desk.secret("open.key", &key, 0o644);
    desk.secret("empty.key", "", 0o600);
    for (keys, words) in [
        (
            "client_certificate = \"DIR/client.pem\"".to_owned(),
            "its private key by nothing",
        ),
        (
            "client_key = \"DIR/client.key\"".to_owned(),
            "the client certificate is named by nothing",
        ),
        (keys("client.pem", "open.key"), "chmod 600"),
        (keys("client.pem", "no.key"), "no.key does not exist"),
        (keys("client.pem", "empty.key"), "is empty"),
        (keys("no.pem", "client.key"), "no.pem does not exist"),
        (
            keys("client.key", "client.key"),
            "is not the text of a certificate",
        ),
        (keys("client.pem", "client.pem"), "chmod 600"),
        (keys("client.pem", "password"), "no private key"),
        (
            keys("client.pem", "other.key"),
            "is not the certificate of the private key",
        ),
    ] {
        desk.configure(&profile(&server.url(), &keys));
        let ended = desk.configured(&[RESET, BLINDLY].concat(), &[]).await;
        assert_eq!(ended.exit, Exit::Credentials, "{keys}: {ended:?}");
        assert!(ended.stderr.contains(words), "{keys}: {ended:?}");
        assert!(!desk.shows_the_key(&ended), "{ended:?}");
    }
    // A key of the profile is not tried with the certificate of a variable.
    desk.configure(&profile(&server.url(), &keys("client.pem", "client.key")));
    let left = desk.file("client.pem");
    let left = [("OMS_CLIENT_CERTIFICATE", &*left)];
    let ended = desk.configured(&[RESET, BLINDLY].concat(), &left).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    for words in ["OMS_CLIENT_CERTIFICATE", "key client_key"] {
        assert!(ended.stderr.contains(words), "{ended:?}");
    }
    assert_eq!(server.ledger().sends(), 0);
}

#[tokio::test]
async fn p289_a_profile_that_is_made_keeps_the_certificate_and_what_is_advised_names_it() {
    let server = readable().await;
    let desk = desk().await;
    desk.configure("");
    let (url, password) = (server.url(), desk.password_file());
    let files = ["ca.pem", "client.pem", "client.key"].map(|name| desk.file(name));
    let way = ["--endpoint", &url, "--user", "admin"];
    let credentials = ["--password-file", &password];
    let flags = [
        "--cacert",
        &*files[0],
        "--client-certificate",
        &*files[1],
        "--client-key",
        &*files[2],
    ];
    let init = ["config", "init", "made"];
    let made = desk
        .configured(&[&init[..], &way, &credentials, &flags].concat(), &[])
        .await;
    assert_eq!(made.exit, Exit::Success, "{made:?}");
    let config = fs::read_to_string(desk.file("config.toml")).unwrap();
    for (key, file) in [("client_certificate", &files[1]), ("client_key", &files[2])] {
        assert!(config.contains(&format!("{key} = {file:?}\n")), "{config}");
    }
    let reached = desk.configured(&["doctor"], &[]).await;
    assert_eq!(reached.exit, Exit::Success, "{reached:?}");

    drop(server);
    let status = [&["status"][..], &way, &credentials, &flags].concat();
    let ended = desk.configured(&status, &[]).await;
    assert_eq!(ended.exit, Exit::NotSent, "{ended:?}");
    let named = flags.join(" ");
    let advised = ended.stderr.split('`').any(|part| part.contains(&named));
    assert!(advised, "{named}: {ended:?}");
}

/// Returns a check of the doctor as one text, with its verdict first.
fn check(ended: &Ended, name: &str) -> Option<String> {
    let checks = ended.json()["data"].as_array().cloned().unwrap_or_default();
    let check = checks.iter().find(|check| check["check"] == name)?;
    let text = |key: &str| check[key].as_str().unwrap_or_default().to_owned();
    Some(format!("{}: {}", text("verdict"), text("detail")))
}

#[tokio::test]
async fn p289_the_doctor_tells_of_the_certificate_and_of_a_server_that_misses_one() {
    let server = readable().await;
    let desk = desk().await;
    let doctor = ["doctor", "-o", "json"];
    desk.configure(&profile(&server.url(), &keys("client.pem", "client.key")));
    let ended = desk.configured(&doctor, &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let told = check(&ended, "client certificate").unwrap();
    assert!(told.starts_with("good: "), "{told}");
    for name in ["client.pem", "client.key"] {
        assert!(told.contains(&desk.file(name)), "{told}");
    }
    desk.configure(&profile(&server.url(), ""));
    let ended = desk.configured(&doctor, &[]).await;
    assert_eq!(ended.exit, Exit::NotSent, "{ended:?}");
    assert_eq!(check(&ended, "client certificate"), None);
    let told = check(&ended, "tls").unwrap();
    assert!(
        told.starts_with("bad: ") && told.contains("alert"),
        "{told}"
    );
}
