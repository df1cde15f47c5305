//! Commands in texts, as they are typed in another terminal.

use super::*;

fn here() -> Here {
    Here {
        variables: vec![("OMS_CONFIG", "/c.toml".into())],
        flags: vec![
            ("--profile", Some("b".into())),
            ("--journal", Some("/a b".into())),
            ("--allow-plaintext", None),
        ],
        ends: None,
    }
}

#[test]
fn every_command_in_a_text_is_completed_once() {
    for (text, completed) in [
        (
            "Look with `oms status`; then `oms journal resolve 1 --took-effect` or `--no-effect`.",
            "Look with `OMS_CONFIG=/c.toml oms status --profile b --journal '/a b' --allow-plaintext`; then \
             `OMS_CONFIG=/c.toml oms journal resolve 1 --took-effect --profile b --journal '/a b' --allow-plaintext` \
             or `--no-effect`.",
        ),
        (
            "`oms runs --journal=/j --profile c`",
            "`OMS_CONFIG=/c.toml oms runs --journal=/j --profile c --allow-plaintext`",
        ),
        (
            "`oms config path` and `oms batch --help`",
            "`OMS_CONFIG=/c.toml oms config path` and `OMS_CONFIG=/c.toml oms batch --help`",
        ),
        (
            "`oms apply '/a`b.json'`.",
            "`OMS_CONFIG=/c.toml oms apply '/a`b.json' --profile b --journal '/a b' --allow-plaintext`.",
        ),
        (
            "`oms apply '/it'\\''s.json'` and `oms status`",
            "`OMS_CONFIG=/c.toml oms apply '/it'\\''s.json' --profile b --journal '/a b' --allow-plaintext` and \
             `OMS_CONFIG=/c.toml oms status --profile b --journal '/a b' --allow-plaintext`",
        ),
        (
            "`oms runs '--journal=/j k' --profile c`",
            "`OMS_CONFIG=/c.toml oms runs '--journal=/j k' --profile c --allow-plaintext`",
        ),
        (
            "run `oms open; it failed. `oms runs show 15` shows it",
            "run `oms open; it failed. `OMS_CONFIG=/c.toml oms runs show 15 --profile b --journal '/a b' --allow-plaintext` shows it",
        ),
        (
            "`oms apply --shared 3`",
            "`oms apply --shared 3 --profile b --allow-plaintext`",
        ),
        (
            "`oms journal init`",
            "`oms journal init --profile b --allow-plaintext`",
        ),
        (
            "`oms task resume 1 --endpoint http://b`",
            "`OMS_CONFIG=/c.toml oms task resume 1 --endpoint http://b`",
        ),
        (
            "oms status, `omsx` and `oms status",
            "oms status, `omsx` and `oms status",
        ),
    ] {
        let once = here().completed(text).into_owned();
        assert_eq!(once, completed);
        assert_eq!(here().completed(&once), once);
        assert_eq!(Here::default().completed(text), text);
    }
}

/// The escapes of what is shown would be a part of the value.
#[test]
fn a_command_names_a_value_so_that_nothing_of_it_is_escaped() {
    let profile = "داده\u{200c}ها\u{202e}\\";
    let here = Here {
        flags: vec![("--profile", Some(profile.into()))],
        ..Here::default()
    };
    let typed = r#"'داده'"$(printf '\342\200\214')"'ها'"$(printf '\342\200\256')"\\"#;
    let completed = format!("`oms doctor --profile {typed}` checks; `oms version` does not.");
    let text = "`oms doctor` checks; `oms version` does not.";
    assert_eq!(here.completed(text), completed);
    assert_eq!(here.completed(&completed), completed);
    let to_another = flags_elsewhere("https://192.0.2.2:1", Some(profile), None);
    let endpoint = "--endpoint https://192.0.2.2:1";
    assert_eq!(to_another, format!(" --profile {typed} {endpoint}"));
    assert!(!completed.chars().any(oms_client::Shown::escapes));
}

/// Whoever sends a shared plan has a certificate of their own.
#[test]
fn a_value_that_begins_as_a_flag_does_is_one_word_with_its_own() {
    for (value, word) in [
        ("-d", "--profile=-d"),
        ("-d e", "'--profile=-d e'"),
        ("d", "--profile d"),
    ] {
        let here = Here {
            flags: vec![("--profile", Some(value.into()))],
            ..Here::default()
        };
        let completed = here.completed("`oms status`").into_owned();
        assert_eq!(completed, format!("`oms status {word}`"));
        assert_eq!(here.completed(&completed), completed);
        let elsewhere = flags_elsewhere("https://h", Some(value), None);
        assert_eq!(elsewhere, format!(" {word} --endpoint https://h"));
    }
}

#[test]
fn p289_a_command_for_somebody_else_names_no_client_certificate() {
    let here = Here {
        flags: vec![
            ("--client-certificate", Some("/c.pem".into())),
            ("--client-key", Some("/k.pem".into())),
        ],
        ..Here::default()
    };
    for (text, completed) in [
        ("`oms apply --shared 3`", "`oms apply --shared 3`"),
        (
            "`oms status`",
            "`oms status --client-certificate /c.pem --client-key /k.pem`",
        ),
    ] {
        assert_eq!(here.completed(text), completed);
    }
}

#[test]
fn the_flags_to_a_recorded_service_permit_plain_http_where_it_was_permitted() {
    for (endpoint, flags) in [
        (
            "http://u:p@192.0.2.2:1",
            " --profile b --endpoint http://192.0.2.2:1 --journal '/a b' --allow-plaintext",
        ),
        (
            "http://127.0.0.1:1",
            " --profile b --endpoint http://127.0.0.1:1 --journal '/a b'",
        ),
        (
            "https://192.0.2.2:1",
            " --profile b --endpoint https://192.0.2.2:1 --journal '/a b'",
        ),
    ] {
        assert_eq!(flags_elsewhere(endpoint, Some("b"), Some("/a b")), flags);
    }
}

#[test]
fn an_advice_says_once_what_its_commands_do_not_find_again() {
    let here = Here {
        flags: vec![("--simulator", None)],
        ends: Some("It ends."),
        ..Here::default()
    };
    for (text, advised) in [
        (
            "`oms journal show 1` shows it; `oms status` does",
            format!(
                "`oms journal show 1 --simulator` shows it; `oms status --simulator` does. It ends. {LASTING}"
            ),
        ),
        (
            "Look with `oms status`.",
            format!("Look with `oms status --simulator`. It ends. {LASTING}"),
        ),
        (LASTING, LASTING.to_owned()),
        ("Try again.", "Try again.".to_owned()),
    ] {
        let once = here.advised(text).into_owned();
        assert_eq!(once, advised);
        assert_eq!(here.advised(&once), once);
    }
}

#[test]
fn a_path_is_found_in_every_directory() {
    let found = found_anywhere(Path::new("p.json"));
    assert!(found.is_absolute(), "{}", found.display());
    assert!(found.ends_with("p.json"), "{}", found.display());
    let absolute = std::env::temp_dir().join("p.json");
    assert_eq!(found_anywhere(&absolute), absolute);
}
