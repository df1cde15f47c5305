//! The program that hands out credentials, as a child of a real process.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use crate::support::{EXECUTE, at, oms, receive, server, shared_out, text};

#[test]
fn p113_what_the_program_says_on_standard_error_reaches_the_person() {
    let folder = TempDir::new().unwrap();
    let helper = folder.path().join("helper");
    fs::write(
        &helper,
        "#!/bin/sh\necho 'touch the key' >&2\necho '{\"password\":\"hunter2\"}'\n",
    )
    .unwrap();
    fs::set_permissions(&helper, fs::Permissions::from_mode(0o700)).unwrap();
    let port = server(|mut stream| {
        receive(&mut stream);
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":1}",
            )
            .unwrap();
    });
    let config = folder.path().join("config.toml");
    let text = format!(
        "[profile.p]\nendpoint = \"http://127.0.0.1:{port}\"\ncredential_process = [{helper:?}]\n"
    );
    fs::write(&config, text).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o600)).unwrap();
    let output = oms("unused", EXECUTE)
        .env_remove("OMS_ENDPOINT")
        .env("OMS_CONFIG", &config)
        .env("OMS_PROFILE", "p")
        .output()
        .unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(words.contains("touch the key"), "{words}");
    assert!(!words.contains("hunter2"), "{words}");
}

/// A certificate whose key nobody has.
#[cfg(not(target_vendor = "apple"))]
const AUTHORITY: &str = "\
-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIUFoTkDw9A+WXmrHvIxu30fXte75kwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjkyMzM1MjRaGA8yMTI2MTEwNTIzMzUy
NFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIQh
5nGmvEP7Qg60Jik5bigKznBQ5Qk/A5K8F48vbSoIzemOKZMJuU2+hCDENzrlLX59
/xeG7lfrdYaKgqIAaNKjUzBRMB0GA1UdDgQWBBRSaKE5GzuW+n/Pz1Q2EorkDrsF
ZzAfBgNVHSMEGDAWgBRSaKE5GzuW+n/Pz1Q2EorkDrsFZzAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0cAMEQCIFaq8srfJHXUADMiExzYYFicze1gHHvWyw5e
BQPLEy8OAiAKPC0LNL0FfvzZZAvKKz+4g4MBAL1DryQ+2a67w9i9aA==
-----END CERTIFICATE-----
";

#[test]
#[cfg(not(target_vendor = "apple"))]
fn p308_no_server_is_asked_with_certificates_that_others_can_write() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ca.pem");
    fs::write(&file, AUTHORITY).unwrap();
    let (asked, asks) = std::sync::mpsc::channel();
    // Whoever was asked in vain by the handshake hangs up.
    let port = server(move |_| asked.send(()).unwrap());
    let endpoint = format!("https://127.0.0.1:{port}");
    for (variable, value) in [("SSL_CERT_FILE", &*file), ("SSL_CERT_DIR", folder.path())] {
        for (mode, code) in [(0o644, 6), (0o666, 2)] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let output = oms(&endpoint, EXECUTE)
                .env(variable, value)
                .output()
                .unwrap();
            let words = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(code), "{variable}: {words}");
            assert_eq!(
                asks.try_iter().count() > 0,
                code == 6,
                "{variable}: {words}"
            );
        }
    }
}

/// Runs the command with these variables. Returns the environment that its program for credentials
/// was given.
fn told(variables: &[(&str, &str)]) -> String {
    let folder = TempDir::new().unwrap();
    let helper = folder.path().join("helper");
    let told = folder.path().join("told");
    fs::write(
        &helper,
        format!("#!/bin/sh\n/usr/bin/env >{told:?}\necho '{{\"password\":\"hunter2\"}}'\n"),
    )
    .unwrap();
    fs::set_permissions(&helper, fs::Permissions::from_mode(0o700)).unwrap();
    let config = folder.path().join("config.toml");
    let text = format!(
        "[profile.p]\nendpoint = \"http://127.0.0.1:1\"\ncredential_process = [{helper:?}]\n"
    );
    fs::write(&config, text).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o600)).unwrap();
    oms("unused", EXECUTE)
        .env_remove("OMS_ENDPOINT")
        .env("OMS_CONFIG", &config)
        .env("OMS_PROFILE", "p")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    fs::read_to_string(told).unwrap()
}

#[test]
fn p111_the_passwords_of_the_environment_go_to_no_child() {
    let told = told(&[
        ("OMS_PASSWORD", "s3cret"),
        ("OMS_JOURNAL_PASSWORD", "s3cret"),
        ("OMS_TZ", "UTC"),
    ]);
    assert!(told.contains("OMS_TZ=UTC"), "{told}");
    assert!(!told.contains("s3cret"), "{told}");
}

#[test]
fn p307_a_program_gets_the_proxies_without_their_users() {
    let told = told(&[
        ("https_proxy", "http://a:s3cret@proxy.example.com:3128"),
        ("HTTP_PROXY", "http://proxy.example.com:3128"),
        ("ALL_PROXY", "a:s3cret@proxy.example.com:3128"),
    ]);
    assert!(!told.contains("s3cret"), "{told}");
    for line in [
        "https_proxy=http://proxy.example.com:3128",
        "HTTP_PROXY=http://proxy.example.com:3128",
        "ALL_PROXY=proxy.example.com:3128",
    ] {
        assert!(told.lines().any(|given| given == line), "{line}: {told}");
    }
}

#[test]
fn p120_the_password_of_the_environments_proxy_that_goes_in_the_clear_is_warned_of() {
    let cases = [
        ("HTTPS_PROXY", "http://a:s3cret@0.0.0.0:1", "", true),
        ("https_proxy", "a:s3cret@0.0.0.0:1", "", true),
        ("ALL_PROXY", "http://a:s3cret@0.0.0.0:1", "", true),
        (
            "HTTPS_PROXY",
            "http://a:s3cret@0.0.0.0:1",
            "oms.example.invalid",
            false,
        ),
        ("HTTPS_PROXY", "http://a:s3cret@127.0.0.1:1", "", false),
        ("HTTPS_PROXY", "http://0.0.0.0:1", "", false),
        ("HTTP_PROXY", "http://a:s3cret@0.0.0.0:1", "", false),
    ];
    shared_out(
        cases.len(),
        cases,
        |(variable, proxy, no_proxy, is_told)| {
            let output = oms("https://oms.example.invalid", EXECUTE)
                .env(variable, proxy)
                .env("NO_PROXY", no_proxy)
                .output()
                .unwrap();
            let words = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(6), "{words}");
            let warnings = words.matches("an http:// proxy: anyone").count();
            assert_eq!(
                warnings,
                usize::from(is_told),
                "{variable} {proxy}: {words}"
            );
            assert!(!words.contains("s3cret"), "{words}");
        },
    );
}

/// Variables of the environment with their values.
type Variables = [(&'static str, &'static str)];

#[test]
fn p118_the_configuration_tells_which_variable_names_the_proxy() {
    let named = ["proxy", "http://***@0.0.0.0:1", "variable", "https_proxy"];
    let none = ["proxy", "not", "set", "default"];
    let proxy = "http://a:s3cret@0.0.0.0:1";
    let (service, loopback) = ("https://oms.example.invalid", "https://127.0.0.1:1");
    // No client can be made of these, so that no call goes through the proxy.
    let missing = "/missing/file.pem";
    let certificate = [
        ("https_proxy", proxy),
        ("OMS_CLIENT_CERTIFICATE", missing),
        ("OMS_CLIENT_KEY", missing),
    ];
    let authority = [
        ("https_proxy", proxy),
        ("OMS_CACERT", missing),
        ("NO_PROXY", "*"),
    ];
    let rows: [(&str, &Variables, [&str; 4]); 9] = [
        (
            service,
            &[("https_proxy", proxy), ("HTTPS_PROXY", "http://0.0.0.0:2")],
            named,
        ),
        (service, &[("ALL_PROXY", "http://a#s3cret@0.0.0.0:1")], none),
        (service, &[("https_proxy", proxy), ("NO_PROXY", "*")], none),
        (service, &[("HTTP_PROXY", proxy)], none),
        (loopback, &[("https_proxy", proxy)], none),
        (
            "http://oms.example.invalid",
            &[("https_proxy", proxy)],
            none,
        ),
        ("oms.example.invalid", &[("https_proxy", proxy)], none),
        (loopback, &certificate, none),
        (service, &authority, none),
    ];
    for (endpoint, variables, expected) in rows {
        let explained = at(endpoint)
            .args(["config", "explain"])
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let shown = text(&explained);
        let row = shown.lines().find(|line| line.starts_with("proxy "));
        let words: Vec<&str> = row.unwrap().split_whitespace().collect();
        assert_eq!(words, expected, "{variables:?}: {shown}");
    }
}
