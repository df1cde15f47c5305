//! A profile is meant in the same way from every directory, and sends as whoever is named.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::super::{Desk, Ended, oms};

/// Runs a command with the configuration, and with no variable that names a journal.
async fn run(desk: &Desk, words: &str, variables: &[(&str, &str)]) -> Ended {
    let folder = desk.folder.path().display().to_string();
    let config = format!("{folder}/config.toml");
    let own = [("OMS_CONFIG", config.as_str()), ("HOME", &folder)];
    let words = words.split(' ').map(str::to_owned).collect();
    oms(words, &[&own, variables].concat(), None, "").await
}

fn profile(rest: &str) -> String {
    format!("default_profile = \"a\"\n[profile.a]\nendpoint = \"URL\"\n{rest}\n")
}

#[tokio::test]
async fn p179_the_journal_of_a_profile_is_the_same_in_every_directory() {
    let desk = Desk::new().await;
    desk.configure(&profile("journal = \"~/j\"\ncacert = \"~/ca.pem\""));
    let shown = run(&desk, "oms config explain -o json", &[]).await;
    let folder = desk.folder.path().display().to_string();
    for place in ["j", "ca.pem"] {
        let place = format!("{folder}/{place}");
        assert!(shown.stdout.contains(&place), "{place}: {shown:?}");
    }
    desk.configure(&profile("journal = \"j\""));
    let refused = run(&desk, "oms journal list", &[]).await;
    assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
    assert!(refused.stderr.contains("relative path j"), "{refused:?}");
}

#[tokio::test]
async fn p179_a_user_who_is_named_beside_a_token_of_the_profile_is_refused() {
    let desk = Desk::new().await;
    desk.secret("token", "YWRtaW46c2VjcmV0", 0o600);
    desk.configure(&profile("auth_token_file = \"DIR/token\""));
    let read = run(&desk, "oms task list", &[]).await;
    assert_eq!(read.exit, Exit::Success, "{read:?}");
    for (words, variables) in [
        ("oms task list --user alice", &[][..]),
        ("oms task list", &[("OMS_USER", "alice")]),
    ] {
        let refused = run(&desk, words, variables).await;
        assert_eq!(refused.exit, Exit::Credentials, "{words}: {refused:?}");
        let why = "the token has a user of its own";
        assert!(refused.stderr.contains(why), "{words}: {refused:?}");
    }
}

#[tokio::test]
async fn p179_nobody_is_sent_with_the_password_of_another_user_or_service() {
    let desk = Desk::with(Simulator::builder().credentials("bob", "bobs")).await;
    let script = "#!/bin/sh\necho '{\"user\":\"admin\",\"password\":\"bobs\"}'\n";
    desk.secret("helper", script, 0o700);
    desk.secret("file", "bobs", 0o600);
    let bob: &[(&str, &str)] = &[("OMS_USER", "bob")];
    let whole: &[(&str, &str)] = &[("OMS_USER", "bob"), ("OMS_PASSWORD", "bobs")];
    let left: &[(&str, &str)] = &[("OMS_PASSWORD", "bobs")];
    let here = desk.simulator.url();
    let away = "https://oms.example.com";
    let file = "user = \"admin\"\npassword_file = \"DIR/file\"";
    let program = "credential_process = [\"DIR/helper\"]";
    for (own, endpoint, variables, why) in [
        (file, "URL", bob, Some("is that of admin")),
        (program, "URL", bob, Some("is that of admin")),
        (file, "URL", whole, None),
        (file, away, whole, None),
        (file, away, bob, Some("not the profile's")),
        (file, away, left, Some("not the profile's")),
    ] {
        desk.configure(&profile(own).replace("URL", endpoint));
        let words = format!("oms task list --endpoint {here}");
        let ended = run(&desk, &words, variables).await;
        let exit = why.map_or(Exit::Success, |_| Exit::Credentials);
        assert_eq!(ended.exit, exit, "{own} {endpoint}: {ended:?}");
        let words = why.unwrap_or_default();
        assert!(ended.stderr.contains(words), "{own} {endpoint}: {ended:?}");
    }
}
