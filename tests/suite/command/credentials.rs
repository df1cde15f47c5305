//! Where a password may come from, and where not.

use super::{Desk, Ended, RESET, oms};

/// Variables of the environment, with their values.
type Variables = &'static [(&'static str, &'static str)];

/// Calls with these flags, in which `DIR` stands for the folder of secrets.
async fn call(desk: &Desk, flags: &str, variables: &[(&str, &str)], piped: &str) -> Ended {
    let folder = desk.folder.path().display().to_string();
    let mut arguments = vec![
        "oms".to_owned(),
        format!("--endpoint={}", desk.simulator.url()),
        format!("--journal={}", desk.journal()),
    ];
    arguments.extend(
        flags
            .replace("DIR", &folder)
            .split_whitespace()
            .map(ToOwned::to_owned),
    );
    arguments.extend(RESET.iter().map(|&text| text.to_owned()));
    arguments.extend(["--execute", "--yes=np_4w3a0001", "--again"].map(ToOwned::to_owned));
    oms(arguments, variables, None, piped).await
}

#[tokio::test]
async fn p111_a_password_comes_from_a_file_a_pipe_or_last_the_environment() {
    let desk = Desk::new().await;
    desk.secret("crlf", "secret\r\n", 0o400);
    desk.secret("token", "YWRtaW46c2VjcmV0", 0o600);
    for (flags, variables, piped) in [
        ("--user=admin --password-file=DIR/password", &[][..], ""),
        ("--user=admin --password-file=DIR/crlf", &[], ""),
        ("--user=admin --password-stdin", &[], "secret\n"),
        (
            "--user=admin --password-stdin",
            &[("OMS_PASSWORD", "wrong")],
            "secret",
        ),
        ("--auth-token-file=DIR/token", &[], ""),
        (
            "--auth-token-file=DIR/token",
            &[("OMS_USER", "other"), ("OMS_PASSWORD", "wrong")],
            "",
        ),
        ("", &[("OMS_USER", "admin"), ("OMS_PASSWORD", "secret")], ""),
        (
            "--user=admin",
            &[("OMS_USER", "other"), ("OMS_PASSWORD", "secret")],
            "",
        ),
    ] {
        let ended = call(&desk, flags, variables, piped).await;
        assert_eq!(ended.exit.code(), 0, "{flags}: {ended:?}");
        assert!(
            !format!("{ended:?}").contains("secret"),
            "{flags}: {ended:?}"
        );
    }
}

/// Flags, variables, the exit code, and a word that the refusal must hold.
const REFUSED: &[(&str, Variables, u8, &str)] = &[
    (
        "--user=admin --password-file=DIR/group",
        &[],
        4,
        "mode 0640",
    ),
    (
        "--user=admin --password-file=DIR/world",
        &[],
        4,
        "mode 0604",
    ),
    ("--auth-token-file=DIR/world", &[], 4, "mode 0604"),
    ("--user=admin --password-file=DIR/empty", &[], 4, "is empty"),
    ("--user=admin --password-file=DIR/long", &[], 4, "more than"),
    (
        "--user=admin --password-file=DIR/link",
        &[],
        4,
        "symbolic link",
    ),
    (
        "--user=admin --password-file=DIR",
        &[],
        4,
        "no regular file",
    ),
    (
        "--user=admin --password-file=DIR/none",
        &[],
        4,
        "cannot be read",
    ),
    ("--user=admin --password-stdin", &[], 4, "is empty"),
    ("--user=a:b --password-file=DIR/password", &[], 4, "auth"),
    ("", &[("OMS_PASSWORD", "secret")], 4, "no user"),
    ("--user=admin", &[], 4, "no credentials"),
    ("--user=admin", &[("OMS_PASSWORD", "")], 4, "no credentials"),
    (
        "--auth-token-file=DIR/password --password-stdin",
        &[],
        2,
        "cannot be used with",
    ),
    (
        "--auth-token-file=DIR/password --user=admin",
        &[],
        2,
        "cannot be used with",
    ),
    (
        "--password-file=DIR/password --password-stdin",
        &[],
        2,
        "cannot be used with",
    ),
];

#[tokio::test]
async fn p112_a_secret_that_others_could_read_or_replace_is_refused() {
    let desk = Desk::new().await;
    desk.secret("group", "secret", 0o640);
    desk.secret("world", "secret", 0o604);
    desk.secret("empty", "\n", 0o600);
    desk.secret("long", &"x".repeat(20_000), 0o600);
    std::os::unix::fs::symlink(desk.password_file(), desk.folder.path().join("link")).unwrap();
    for &(flags, variables, exit, words) in REFUSED {
        let ended = call(&desk, flags, variables, "").await;
        assert_eq!(ended.exit.code(), exit, "{flags}: {ended:?}");
        assert!(ended.stderr.contains(words), "{flags}: {ended:?}");
    }
    assert!(desk.simulator.requests().is_empty());
}
