//! Plain http to another machine: allowed by name, and told of.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::{Desk, Ended, RESET};

#[tokio::test]
async fn p120_a_profile_can_allow_plaintext_and_the_warning_comes_each_time() {
    let desk = Desk::new().await;
    let host = "endpoint = \"http://oms.example.com\"\n";
    desk.configure(&format!("[profile.p]\n{host}"));
    let arguments = [RESET, &["--profile", "p"]].concat();
    let ended = desk.configured(&arguments, &[]).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    desk.configure(&format!("[profile.p]\n{host}allow_plaintext = true\n"));
    for _ in 0..2 {
        let ended = desk.configured(&arguments, &[]).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        assert!(
            ended.stderr.contains("can read the credentials"),
            "{ended:?}"
        );
    }
}

/// A password in the clear is the same harm in a read as in a change. Nothing listens where these
/// go, and the warning comes before anything is sent.
#[tokio::test]
async fn p120_every_command_warns_once_of_plaintext_to_another_machine_and_of_no_other() {
    let desk = Desk::new().await;
    let warnings = |ended: &Ended| ended.stderr.matches("can read the credentials").count();
    let allowed = |endpoint: &str| {
        format!(
            "[profile.p]\nendpoint = \"{endpoint}\"\nallow_plaintext = true\nuser = \"admin\"\npassword_file = \"DIR/password\"\n"
        )
    };
    let plan = desk.folder.path().join("p.json").display().to_string();
    let saves = [&["plan", "-o", &plan][..], RESET].concat();
    let commands: [&[&str]; 7] = [
        &["status"],
        &["wait", "np_4w3a0001", "--for", "lag<30s", "--within", "1s"],
        &["doctor"],
        &["task", "list"],
        &[
            "rewind",
            "--id",
            "np_4w3a0001",
            "--reverse",
            "false",
            "--to",
            "-2h",
        ],
        &saves,
        RESET,
    ];
    for command in commands {
        let arguments = [command, &["--profile=p", "--timeout=1s"]].concat();
        // The client takes any address but the loopback's own for another machine's.
        desk.configure(&allowed("http://0.0.0.0:1"));
        let ended = desk.configured(&arguments, &[]).await;
        assert_eq!(warnings(&ended), 1, "{command:?}: {ended:?}");

        let _ = std::fs::remove_file(&plan);
        desk.configure(&allowed("https://0.0.0.0:1"));
        let ended = desk.configured(&arguments, &[]).await;
        assert_eq!(warnings(&ended), 0, "{command:?}: {ended:?}");
        let _ = std::fs::remove_file(&plan);
    }
    // Whoever presses a key in an unfinished line is told nothing between its words.
    desk.configure(&allowed("http://0.0.0.0:1"));
    let line = [
        "__complete",
        "bash",
        "4",
        "--",
        "oms",
        "task",
        "stop",
        "--profile=p",
        "",
    ];
    let ended = desk.configured(&line, &[]).await;
    assert_eq!(
        (ended.exit, ended.stderr.as_str()),
        (Exit::Success, ""),
        "{ended:?}"
    );

    desk.configure(&allowed("URL"));
    let ended = desk.configured(&["status", "--profile=p"], &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(warnings(&ended), 0, "{ended:?}");
}

#[tokio::test]
async fn p226_a_password_that_is_too_short_to_be_looked_for_is_told_of_in_a_terminal() {
    for (password, is_told) in [("secre", true), ("secret", false)] {
        let desk = Desk::with(Simulator::builder().credentials("admin", password)).await;
        desk.secret("password", password, 0o600);
        desk.configure(
            "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\n",
        );
        for (typed, is_told) in [(Some(""), is_told), (None, false)] {
            let words = ["task", "list", "--profile=p"];
            let ended = desk.sitting(&words, &[], typed).await;
            assert_eq!(ended.exit, Exit::Success, "{ended:?}");
            let told = ended.stderr.matches("fewer than 6 bytes").count();
            assert_eq!(told, usize::from(is_told), "{ended:?}");
        }
    }
}

#[tokio::test]
async fn p120_the_password_of_a_proxy_that_goes_in_the_clear_is_warned_of() {
    let desk = Desk::new().await;
    for (endpoint, proxy, is_told) in [
        (
            "https://oms.example.invalid",
            "http://a:s3cret@0.0.0.0:1",
            true,
        ),
        (
            "https://oms.example.invalid",
            "https://a:s3cret@0.0.0.0:1",
            false,
        ),
        (
            "https://oms.example.invalid",
            "http://a:s3cret@127.0.0.1:1",
            false,
        ),
        ("https://oms.example.invalid", "http://0.0.0.0:1", false),
    ] {
        desk.configure(&format!(
            "[profile.p]\nendpoint = \"{endpoint}\"\nproxy = \"{proxy}\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\n"
        ));
        let words = ["task", "list", "--profile=p", "--timeout=1s"];
        let ended = desk.configured(&words, &[]).await;
        let warnings = ended.stderr.matches("an http:// proxy: anyone").count();
        assert_eq!(warnings, usize::from(is_told), "{proxy}: {ended:?}");
        assert!(!format!("{ended:?}").contains("s3cret"), "{ended:?}");
    }
}
