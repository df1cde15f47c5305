//! `docs/curl.md`: its blocks are run as they are on the page, but for the port, and say what the
//! ledger of the service says.

use std::fs;
use std::process::{Command, Output};

use oms_sim::{Fault, FaultRule, Simulator, WrongEnvelope};

use crate::support::outside::workspace;

/// The address on the page.
const ADDRESS: &str = "http://127.0.0.1:8089";

const STOPPED: &str = "stopped";
const NOT_STOPPED: &str = "certainly not stopped: ";
const NOT_SENT: &str = "nothing was sent";
const UNKNOWN: &str = "it may have been stopped: ";

/// A password whose Base64 `base64` breaks into two lines.
const LONG_PASSWORD: &str = "a password of more than 57 bytes, as generators make them, ü";

/// The answer of a gateway that has given up on the service.
const OF_A_GATEWAY: &str = r#"{"success":false,"message":"upstream request timeout"}"#;

/// The blocks of the page, for the service at this address.
fn blocks(url: &str) -> Vec<String> {
    let page = fs::read_to_string(workspace().join("docs/curl.md")).unwrap();
    let blocks = page.split("\n```sh\n").skip(1);
    let blocks = blocks.map(|rest| rest.split("\n```").next().unwrap_or(rest));
    blocks.map(|block| block.replace(ADDRESS, url)).collect()
}

/// The shells in which a reader pastes a block. That of macOS keeps some names for itself.
fn shells() -> Vec<&'static [&'static str]> {
    let mut shells: Vec<&'static [&'static str]> = vec![&["sh"]];
    if !oms_testkit::is_missing("zsh") {
        shells.push(&["zsh", "-f"]);
    }
    shells
}

async fn run(shell: &'static [&'static str], script: String) -> Output {
    let running = tokio::task::spawn_blocking(move || {
        Command::new(shell[0])
            .args(&shell[1..])
            .args(["-c", &script])
            // The machine may have a proxy, which these calls shall not pass.
            .env("NO_PROXY", "*")
            .env("PASSWORD", LONG_PASSWORD)
            .output()
    });
    running.await.unwrap().unwrap()
}

/// Runs the last block of the page, and returns what it says.
async fn stopped(shell: &'static [&'static str], url: &str) -> String {
    let block = blocks(url).pop().unwrap();
    assert!(block.contains("Action=StopProject"), "{block}");
    let output = run(shell, block).await;
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn lacks_a_program() -> bool {
    ["curl", "jq"].map(oms_testkit::is_missing).contains(&true)
}

#[tokio::test]
async fn the_first_call_of_the_page_for_curl_is_answered() {
    if lacks_a_program() {
        return;
    }
    for shell in shells() {
        let simulator = Simulator::builder().start().await.unwrap();
        let block = blocks(&simulator.url()).swap_remove(0);
        let output = run(shell, block).await;
        assert_eq!(output.stdout, b"true\n\"RUNNING\"\n", "{output:?}");
    }
}

#[tokio::test]
async fn the_page_for_curl_sends_a_long_password_without_a_line_end_inside() {
    if lacks_a_program() {
        return;
    }
    assert!(LONG_PASSWORD.len() > 57);
    for shell in shells() {
        let simulator = Simulator::builder().start().await.unwrap();
        let block = blocks(&simulator.url()).swap_remove(1);
        assert!(block.contains("$PASSWORD"), "{block}");
        let output = run(shell, block).await;
        assert!(output.stdout.starts_with(b"true\n"), "{output:?}");
    }
}

#[tokio::test]
async fn the_page_for_curl_calls_nothing_certain_that_may_have_taken_effect() {
    if lacks_a_program() {
        return;
    }
    let shells = shells();
    let answered = |status, body: &str| FaultRule::from(Fault::answer(status, body));
    let after = |status, body: &str| answered(status, body).after_commit();
    for (fault, said, commits) in [
        (None, STOPPED, 1),
        (Some(answered(200, OF_A_GATEWAY)), NOT_STOPPED, 0),
        (Some(answered(400, OF_A_GATEWAY)), UNKNOWN, 0),
        (Some(after(206, OF_A_GATEWAY)), UNKNOWN, 1),
        (Some(after(302, OF_A_GATEWAY)), UNKNOWN, 1),
        (Some(after(502, OF_A_GATEWAY)), UNKNOWN, 1),
        (Some(after(504, OF_A_GATEWAY)), UNKNOWN, 1),
        (Some(after(200, "")), UNKNOWN, 1),
        (Some(after(200, "<html>")), UNKNOWN, 1),
        (Some(after(200, r#"{"success":false"#)), UNKNOWN, 1),
        (Some(after(200, r#"{"success":"false"}"#)), UNKNOWN, 1),
        (
            Some(Fault::WrongEnvelope(WrongEnvelope::TwoVerdicts).into()),
            UNKNOWN,
            1,
        ),
        (Some(Fault::CommitAndLoseReply.into()), UNKNOWN, 1),
        (Some(Fault::LoseBeforeCommit.into()), UNKNOWN, 0),
    ] {
        for &shell in &shells {
            let mut builder = Simulator::builder();
            if let Some(rule) = fault.clone() {
                builder = builder.fault(rule);
            }
            let simulator = builder.start().await.unwrap();
            let told = stopped(shell, &simulator.url()).await;
            assert!(told.starts_with(said), "{shell:?}, {fault:?}: {told}");
            assert_eq!(simulator.commits().len(), commits, "{shell:?}, {fault:?}");
        }
    }
    for shell in shells {
        let told = stopped(shell, "http://127.0.0.1:1").await;
        assert!(told.starts_with(NOT_SENT), "{shell:?}: {told}");
    }
}
