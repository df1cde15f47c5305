//! Profiles that are made by asking, parameters from files, and what else is printed, on a real
//! socket.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use oms_sim::Simulator;
use tempfile::TempDir;

use crate::support::{Running, text};
use crate::terminal::Terminal;

fn variables(home: &Path) -> Vec<(String, String)> {
    let home = home.to_str().unwrap().to_owned();
    [("HOME", home), ("TERM", "xterm".to_owned())]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
}

fn oms(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .envs(variables(home))
        .args(arguments)
        .output()
        .unwrap()
}

/// A home with a file that holds the simulator's password.
fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    let password = home.path().join("pw");
    fs::write(&password, "secret\n").unwrap();
    fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
    home
}

#[test]
fn a_profile_is_made_by_asking_and_tested_before_it_is_written() {
    let running = Running::start(
        Simulator::builder()
            .real_time()
            .credentials("admin", "secret"),
    );
    let home = home();
    let held = variables(home.path());
    let held: Vec<(&str, &str)> = held
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    for (password, written) in [("wrong", false), ("secret", true)] {
        let mut terminal = Terminal::start(&["config", "init", "here"], &held);
        terminal.expect("Base URL of the OMS: ");
        terminal.press(&format!("{}\r", running.url()));
        terminal.expect("User [admin]: ");
        terminal.press("\r");
        terminal.expect("Password (it is not shown): ");
        terminal.press(&format!("{password}\r"));
        let (code, seen) = terminal.end();
        assert_eq!(code == Some(0), written, "{seen}");
        assert!(!seen.contains(password), "{seen}");
        assert_eq!(
            home.path().join(".config/oms/config.toml").exists(),
            written,
            "{seen}"
        );
    }
    let listed = oms(home.path(), &["task", "list", "-o", "yaml"]);
    assert_eq!(listed.status.code(), Some(0), "{listed:?}");
    assert!(text(&listed).contains("name: \"orders\""), "{listed:?}");
}

#[test]
fn a_script_makes_profiles_by_flags_and_chooses_one() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let url = running.url();
    let password = home.path().join("pw");
    let password = password.to_str().unwrap();
    let init = |name: &str| {
        let made = oms(
            home.path(),
            &[
                "config",
                "init",
                name,
                "--endpoint",
                &url,
                "--user=admin",
                "--password-file",
                password,
            ],
        );
        text(&made)
    };
    assert!(init("first").contains("it is used unless another is named"));
    assert!(init("second").contains("`oms config use second`"));
    assert!(init("second").contains("already"));
    let chosen = oms(home.path(), &["config", "use", "second"]);
    assert_eq!(chosen.status.code(), Some(0), "{chosen:?}");
    let explained = text(&oms(home.path(), &["config", "explain"]));
    assert!(explained.contains("second"), "{explained}");
    let unknown = oms(home.path(), &["config", "use", "third"]);
    assert_eq!(unknown.status.code(), Some(2), "{unknown:?}");
    let silent = oms(home.path(), &["config", "init", "third"]);
    assert_eq!(silent.status.code(), Some(2), "{silent:?}");
}

#[test]
fn a_profile_keeps_what_the_flags_said_when_it_was_made() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let url = running.url();
    let token = home.path().join("token");
    fs::write(&token, "YWRtaW46c2VjcmV0\n").unwrap();
    fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).unwrap();
    let journal = home.path().join("kept");
    let way = ["config", "init", "made", "--endpoint", &url];
    let token = token.to_str().unwrap();
    let flags = ["--auth-token-file", token, "--tz", "Asia/Shanghai"];
    let limits = ["--timeout", "1500ms", "--assume-no-intermediary"];
    let journal = ["--journal", journal.to_str().unwrap()];
    let made = oms(home.path(), &[&way[..], &flags, &limits, &journal].concat());
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let written = fs::read_to_string(home.path().join(".config/oms/config.toml")).unwrap();
    let (_, written) = written.split_once("[profile.\"made\"]\n").unwrap();
    let expected = format!(
        "endpoint = {url:?}\nauth_token_file = {token:?}\nassume_no_intermediary = true\n\
         timeout = \"1500ms\"\ntz = \"Asia/Shanghai\"\njournal = {:?}\n",
        journal[1]
    );
    assert_eq!(written, expected);
    let listed = oms(home.path(), &["task", "list"]);
    assert_eq!(listed.status.code(), Some(0), "{listed:?}");
}

/// A mistake in the default profile or in a variable does not hinder the test, and what they alone
/// allow does not help it.
#[test]
fn a_profile_is_tested_with_what_was_entered_alone() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let password = home.path().join("pw");
    let config = home.path().join(".config/oms");
    fs::create_dir_all(&config).unwrap();
    let other = "default_profile = \"other\"\n[profile.other]\n\
                 endpoint = \"https://oms.example.com\"\nuser = \"jane\"\n\
                 cacert = \"/no/such/file\"\nallow_plaintext = true\nserver_version = \"1.0.0\"\n";
    fs::write(config.join("config.toml"), other).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o700)).unwrap();
    let init = |name: &str, endpoint: &str, more: &[&str], variables: &[(&str, &str)]| {
        let way = ["config", "init", name, "--endpoint", endpoint];
        let credentials = [
            "--user=admin",
            "--password-file",
            password.to_str().unwrap(),
        ];
        Command::new(env!("CARGO_BIN_EXE_oms"))
            .env_clear()
            .envs(self::variables(home.path()))
            .envs(variables.iter().copied())
            .args([&way[..], &credentials, more].concat())
            .output()
            .unwrap()
    };
    let url = running.url();
    let made = init("first", &url, &[], &[]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");

    let broken = [
        ("OMS_CACERT", "/no/such/file"),
        ("OMS_CLIENT_KEY", "/no/such/file"),
        ("OMS_TIMEOUT", "1ms"),
    ];
    let made = init("second", &url, &[], &broken);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let said =
        "without OMS_CACERT and OMS_CLIENT_KEY and OMS_TIMEOUT, which the profile does not keep";
    assert!(text(&made).contains(said), "{made:?}");

    // Nobody is reached: the way there is refused before.
    let plain = "http://oms.invalid:8089";
    let refused = init("third", plain, &[], &[]);
    assert!(text(&refused).contains("allow_plaintext"), "{refused:?}");
    // A flag that was entered counts, as before.
    let cacert = ["--cacert", "/no/such/file"];
    let refused = init("fourth", &url, &cacert, &[]);
    assert!(text(&refused).contains("/no/such/file"), "{refused:?}");
    let half = ["--client-certificate", "/no/such/file"];
    let key = [("OMS_CLIENT_KEY", "/no/such/file")];
    let refused = init("fourth", &url, &half, &key);
    let said = "its private key by nothing";
    assert!(text(&refused).contains(said), "{refused:?}");
    let written = fs::read_to_string(config.join("config.toml")).unwrap();
    assert!(
        !written.contains("third") && !written.contains("fourth"),
        "{written}"
    );
}

#[test]
fn parameters_come_from_a_file_and_a_secret_from_one_that_is_its_owners_alone() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let (url, password) = (running.url(), home.path().join("pw"));
    let password = format!("--password-file={}", password.display());
    let call = |file: &Path| {
        let file = file.to_str().unwrap();
        let create = ["data-source", "create-mysql", "-f", file];
        let way = ["--endpoint", &url, "--user=admin", &password];
        oms(home.path(), &[&create[..], &way].concat())
    };
    let file = home.path().join("source.json");
    let body =
        r#"{"name":"s","ip":"192.0.2.1","port":3306,"username":"u","password":"aHVudGVyMg=="}"#;
    fs::write(&file, body).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = call(&file);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let advice = format!("chmod 600 {}", file.display());
    assert!(text(&refused).contains(&advice), "{refused:?}");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let planned = call(&file);
    assert_eq!(planned.status.code(), Some(0), "{planned:?}");
    fs::write(&file, body.replace("Mg==", "Mg")).unwrap();
    let odd = call(&file);
    assert_eq!(odd.status.code(), Some(2), "{odd:?}");
    for words in ["(`password`)", "expected the standard Base64 of a text"] {
        assert!(text(&odd).contains(words), "{odd:?}");
    }
    for (path, advice) in [
        (
            home.path().join("none.json"),
            "Correct the name of the file",
        ),
        (home.path().to_owned(), "Name a regular file"),
    ] {
        let refused = call(&path);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        assert!(text(&refused).contains(advice), "{refused:?}");
    }
    for output in [refused, planned, odd] {
        assert!(!text(&output).contains("aHVudGVyMg"), "{output:?}");
    }
}

#[test]
fn a_trace_tells_of_calls_and_holds_no_secret() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let password = format!("--password-file={}", home.path().join("pw").display());
    for verbose in ["-v", "-vv", "-vvv"] {
        let way = [
            "--endpoint",
            &running.url(),
            "--user=admin",
            &password,
            verbose,
        ];
        let output = oms(home.path(), &[&["task", "list"][..], &way].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let trace = String::from_utf8(output.stderr).unwrap();
        assert!(trace.contains("ListProjects"), "{trace}");
        // The password, and the Base64 of it with its user.
        for secret in ["secret", "YWRtaW46c2VjcmV0"] {
            assert!(!trace.contains(secret), "{trace}");
        }
    }
}

#[test]
fn what_a_task_shows_is_a_file_that_creates_another_one() {
    let running = Running::start(Simulator::builder().real_time());
    let home = home();
    let url = running.url();
    let password = format!("--password-file={}", home.path().join("pw").display());
    let way = ["--endpoint", url.as_str(), "--user=admin", &password];
    let shown = oms(
        home.path(),
        &[&["task", "describe", "orders", "--as", "create"][..], &way].concat(),
    );
    assert_eq!(shown.status.code(), Some(0), "{shown:?}");
    // The file alone is printed, and nothing else is on standard output.
    let body: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(body["name"], "orders");
    for name in ["sourceEndpointId", "sinkEndpointId", "transferMapping"] {
        assert!(!body[name].is_null(), "{name}: {body}");
    }
    for name in ["id", "status", "steps", "sourceConnectInfo"] {
        assert!(body[name].is_null(), "{name}: {body}");
    }
    let file = home.path().join("task.json");
    fs::write(&file, &shown.stdout).unwrap();
    let file = file.to_str().unwrap();
    let create = [
        "task",
        "create",
        "-f",
        file,
        "--execute",
        "--yes=CreateProject",
    ];
    let created = oms(home.path(), &[&create[..], &way].concat());
    assert_eq!(created.status.code(), Some(0), "{created:?}");
    let listed = oms(
        home.path(),
        &[&["task", "list", "-o", "csv"][..], &way].concat(),
    );
    assert_eq!(text(&listed).matches(",orders,").count(), 2, "{listed:?}");
    // The same as one object of a report, for programs.
    let shown = oms(
        home.path(),
        &[
            &[
                "task",
                "describe",
                "np_4w3a0001",
                "--as",
                "create",
                "-o",
                "json",
            ][..],
            &way,
        ]
        .concat(),
    );
    let report: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(report["data"], body);
}

#[test]
fn a_variable_that_is_not_utf8_is_refused_and_not_taken_for_unset() {
    let home = home();
    for (name, words) in [
        ("OMS_PROFILE", &["config", "explain"][..]),
        ("OMS_JOURNAL", &["journal", "list"]),
        ("OMS_ENDPOINT", &["status"]),
        (
            "OMS_PASSWORD",
            &["--endpoint", "http://127.0.0.1:9", "--user", "a", "status"],
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_oms"))
            .env_clear()
            .envs(variables(home.path()))
            .env(name, OsStr::from_bytes(b"t\xe9st"))
            .args(words)
            .output()
            .unwrap();
        let said = text(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        let refused = format!("the variable {name} is not UTF-8");
        assert!(said.contains(&refused), "{name}: {said}");
    }
}
