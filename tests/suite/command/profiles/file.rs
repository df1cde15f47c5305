//! The configuration file: where it is, who may write it, and that it is understood whole or not at
//! all.

use std::fs;

use oms_cli::Exit;
use serde_json::json;

use super::{PROFILES, YES};
use crate::command::{Desk, RESET, oms};

/// Configurations, and a word that the refusal must hold.
const REFUSED: &[(&str, &str)] = &[
    ("[profile.p]\nendpiont = \"x\"", "did you mean endpoint?"),
    (
        "[profile.p]\nenviroment = \"prod\"",
        "did you mean environment?",
    ),
    (
        "[profile.p]\npassword = \"hunter2\"",
        "is never kept in the configuration",
    ),
    (
        "[profile.p]\ntoken = \"hunter2\"",
        "is never kept in the configuration",
    ),
    ("[profile.p]\ninsecure = true", "always checked"),
    ("[profiles.p]\nendpoint = \"x\"", "did you mean profile?"),
    (
        "default_profile = \"q\"\n[profile.p]\n",
        "there is no such profile",
    ),
    ("default_profile = 1", "takes a text"),
    ("profile = 1", "takes a table"),
    ("[profile]\np = 1", "takes a table"),
    ("[profile.p]\nendpoint = 1", "takes a text"),
    ("[profile.p]\nkeyring = \"yes\"", "true or false"),
    ("[profile.p]\ncredential_process = []", "a list of texts"),
    ("[profile.p]\ncredential_process = [1]", "a list of texts"),
    (
        "[profile.p]\ncredential_process = \"/bin/vault --token hunter2\"",
        "a list of texts: the program and its arguments",
    ),
    (
        "[profile.p]\ncredential_process = [\"vault --token hunter2\"]",
        "a list of texts",
    ),
    ("[profile.p]\nendpoint = \"a\"\nendpoint = \"b\"", "line 3"),
    ("[profile.p]\nendpoint = hunter2", "line 2"),
    ("\0", "line 1"),
];

#[tokio::test]
async fn p129_a_configuration_that_is_not_understood_is_refused_whole() {
    let desk = Desk::new().await;
    for (text, words) in REFUSED {
        desk.configure(text);
        let ended = desk
            .configured(&[RESET, &["--profile", "p"]].concat(), &[])
            .await;
        assert_eq!(ended.exit, Exit::Usage, "{text}: {ended:?}");
        assert!(ended.stderr.contains(words), "{text}: {ended:?}");
        assert!(!ended.stderr.contains("hunter2"), "{text}: {ended:?}");
    }
    for (text, words) in [
        (format!("# {}\n", "x".repeat(1 << 20)), "larger than 1 MiB"),
        (
            format!("a = {}{}", "[".repeat(5000), "]".repeat(5000)),
            "line 1",
        ),
        (format!("a = {}", "{b = ".repeat(5000)), "line 1"),
    ] {
        desk.configure(&text);
        let ended = desk
            .configured(&[RESET, &["--profile", "p"]].concat(), &[])
            .await;
        assert_eq!(ended.exit, Exit::Usage, "{words}");
        assert!(ended.stderr.contains(words), "{words}: {}", ended.stderr);
    }
    let text = "\u{feff}default_profile = \"p\"\r\n[profile.p]\r\nendpoint = \"URL\"\r\n";
    desk.configure(text);
    let ended = desk.configured(RESET, &[]).await;
    assert_eq!(
        ended.exit,
        Exit::Success,
        "a mark and line ends of Windows: {ended:?}"
    );
}

#[tokio::test]
async fn p129_any_text_is_a_configuration_or_a_sentence() {
    let desk = Desk::new().await;
    let start = PROFILES.as_bytes();
    let mut seed: u64 = 11;
    for _ in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let (place, byte) = ((seed >> 33) as usize % start.len(), (seed >> 56) as u8);
        let mut text = start.to_vec();
        if byte % 3 == 0 {
            text.truncate(place);
        } else {
            text[place] = byte;
        }
        fs::write(desk.folder.path().join("config.toml"), text).unwrap();
        let ended = desk.configured(&["config", "explain"], &[]).await;
        assert!(
            matches!(ended.exit, Exit::Success | Exit::Usage),
            "{ended:?}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn p129_a_configuration_that_others_could_write_is_refused() {
    let desk = Desk::new().await;
    for (mode, exit) in [
        (0o600, Exit::Success),
        (0o644, Exit::Success),
        (0o620, Exit::Usage),
        (0o602, Exit::Usage),
    ] {
        desk.secret(
            "config.toml",
            "[profile.p]\nendpoint = \"https://oms.example.com\"\n",
            mode,
        );
        let ended = desk
            .configured(&[RESET, &["--profile", "p"]].concat(), &[])
            .await;
        assert_eq!(ended.exit, exit, "{mode:o}: {ended:?}");
    }
}

#[tokio::test]
async fn p187_the_configuration_stands_where_the_platform_keeps_such_files() {
    let desk = Desk::new().await;
    let home = desk.folder.path().display().to_string();
    let path = |variables: Vec<(&'static str, String)>| async move {
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let words = ["oms", "config", "path", "-o", "json"].map(str::to_owned);
        oms(words.to_vec(), &variables, None, "").await
    };
    let ended = path(vec![("HOME", home.clone())]).await;
    let expected = if cfg!(target_os = "macos") {
        "Library/Application Support/oms/config.toml"
    } else {
        ".config/oms/config.toml"
    };
    if !cfg!(windows) {
        assert_eq!(
            ended.json()["data"]["path"],
            json!(format!("{home}/{expected}"))
        );
    }
    if cfg!(target_os = "linux") {
        let ended = path(vec![
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", format!("{home}/x")),
        ])
        .await;
        assert_eq!(
            ended.json()["data"]["path"],
            json!(format!("{home}/x/oms/config.toml"))
        );
        let ended = path(vec![
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", "x".to_owned()),
        ])
        .await;
        assert_eq!(
            ended.json()["data"]["path"],
            json!(format!("{home}/.config/oms/config.toml")),
            "a relative path counts as none"
        );
    }
    let ended = path(Vec::new()).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
}

#[tokio::test]
async fn p187_without_a_keyring_a_password_is_kept_in_a_file_of_ones_own() {
    let desk = Desk::new().await;
    desk.configure("[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\nkeyring = true\n");
    let config = desk.folder.path().join("config.toml").display().to_string();
    let journal = desk.journal();
    let variables = [("OMS_CONFIG", config.as_str()), ("OMS_JOURNAL", &journal)];
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let call = [RESET, YES, &["--profile", "p"]].concat();
    let ended = desk.configured(&call, &[]).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    assert!(
        ended.stderr.contains("oms config set-password"),
        "{ended:?}"
    );

    let ended = oms(
        words("oms config set-password --profile p"),
        &variables,
        None,
        "secret\n",
    )
    .await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stderr.contains("a file is used instead"), "{ended:?}");
    let file = desk.folder.path().join("passwords/p");
    assert_eq!(fs::read_to_string(&file).unwrap(), "secret\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    desk.configure(
        "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/passwords/p\"\n",
    );
    let ended = desk.configured(&call, &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn p113_a_program_with_its_arguments_in_one_text_is_refused_and_nowhere_shown() {
    let desk = Desk::new().await;
    let script = "#!/bin/sh\necho '{\"password\":\"secret\"}'\n";
    desk.secret("my helper", script, 0o700);
    let write = [RESET, YES, &["--again", "--profile", "p"]].concat();
    for (program, exit) in [
        // The whole text is the name of a program, which may have a blank.
        ("\"DIR/my helper\"", Exit::Success),
        ("[\"DIR/my helper\"]", Exit::Success),
        ("\"DIR/my helper --token hunter2\"", Exit::Usage),
        ("\"vault-oms --token\\thunter2\"", Exit::Usage),
        ("[\"vault-oms --token hunter2\"]", Exit::Usage),
    ] {
        // A program of another profile that is not there is nobody's concern.
        desk.configure(&format!(
            "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\ncredential_process = {program}\n\
             [profile.q]\ncredential_process = [\"DIR/gone helper\", \"read\"]\n"
        ));
        let explain = ["config", "explain", "--profile", "p"];
        let json = [&explain[..], &["-o", "json"]].concat();
        for words in [&explain[..], &json, &["config", "profiles"], &write] {
            let ended = desk.configured(words, &[]).await;
            assert_eq!(ended.exit, exit, "{program}: {ended:?}");
            let is_told = format!("{ended:?}").contains("a list of texts");
            assert_eq!(is_told, exit == Exit::Usage, "{program}: {ended:?}");
            assert!(!format!("{ended:?}").contains("hunter2"), "{ended:?}");
        }
    }
}
