//! A profile is meant in the same way from every directory, and sends as whoever is named.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::super::{Desk, Ended, RESET, oms};
use super::YES;

/// Runs a command with the configuration, a home and these further variables.
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
async fn p179_the_journal_that_a_variable_names_is_the_same_in_every_directory() {
    let desk = Desk::new().await;
    desk.configure(&profile(""));
    let below_home = [("OMS_JOURNAL", "~/j"), ("OMS_JOURNAL_CACERT", "~/ca.pem")];
    let shown = run(&desk, "oms config explain -o json", &below_home).await;
    let folder = desk.folder.path().display().to_string();
    for place in ["j", "ca.pem"] {
        let place = format!("{folder}/{place}");
        assert!(shown.stdout.contains(&place), "{place}: {shown:?}");
    }
    for relative in ["j", "./j", "~"] {
        let refused = run(&desk, "oms journal list", &[("OMS_JOURNAL", relative)]).await;
        assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
        let why = format!("the variable OMS_JOURNAL is the relative path {relative},");
        assert!(refused.stderr.contains(&why), "{refused:?}");
    }
}

#[tokio::test]
async fn p179_a_home_that_is_a_relative_path_is_no_place_for_a_journal() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    let variables = [
        ("HOME", "home"),
        ("XDG_STATE_HOME", "state"),
        ("OMS_ENDPOINT", &url),
        ("OMS_USER", "admin"),
        ("OMS_PASSWORD", "secret"),
    ];
    let words = [&["oms"], RESET, YES].concat();
    let words = words.into_iter().map(str::to_owned).collect();
    let refused = oms(words, &variables, None, "").await;
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let why = "there is no place for the journal";
    assert!(refused.stderr.contains(why), "{refused:?}");
    assert!(desk.sent().is_empty());
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
        (program, "URL", whole, None),
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
