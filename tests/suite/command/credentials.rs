//! The permitted sources of a password, and the others.

use std::path::PathBuf;

use super::{Desk, Ended, RESET, oms};

/// Variables of the environment, with their values.
type Variables = &'static [(&'static str, &'static str)];

/// Calls with these flags; `DIR` is replaced by the folder of secrets.
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
        "not a regular file",
    ),
    (
        "--user=admin --password-file=DIR/none",
        &[],
        4,
        "does not exist",
    ),
    // The advice is about what is wrong with the file.
    (
        "--user=admin --password-file=DIR/long",
        &[],
        4,
        "this one is too long",
    ),
    (
        "--user=admin --password-file=DIR/empty",
        &[],
        4,
        "or fill this one",
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
    desk.secret("long", &"x".repeat(70_000), 0o600);
    std::os::unix::fs::symlink(desk.password_file(), desk.folder.path().join("link")).unwrap();
    for &(flags, variables, exit, words) in REFUSED {
        let ended = call(&desk, flags, variables, "").await;
        assert_eq!(ended.exit.code(), exit, "{flags}: {ended:?}");
        assert!(ended.stderr.contains(words), "{flags}: {ended:?}");
    }
    assert!(desk.sent().is_empty());
}

/// A profile whose credentials come from a shell script, and the outcome of a call with it.
async fn call_with_process(desk: &Desk, script: &str, more: &str, variables: Variables) -> Ended {
    let program = desk.secret("helper", &format!("#!/bin/sh\n{script}\n"), 0o700);
    let process = format!("credential_process = [{program:?}, \"argument-hunter2\"]");
    call_with_profile(desk, &format!("{process}\n{more}"), variables).await
}

async fn call_with_profile(desk: &Desk, profile: &str, variables: &[(&str, &str)]) -> Ended {
    let endpoint = desk.simulator.url();
    let text = format!("[profile.p]\nendpoint = {endpoint:?}\nuser = \"admin\"\n{profile}\n");
    let config = desk
        .secret("config.toml", &text, 0o600)
        .display()
        .to_string();
    let journal = desk.journal();
    let own = [("OMS_CONFIG", config.as_str()), ("OMS_JOURNAL", &journal)];
    let mut arguments = vec!["oms".to_owned(), "--profile=p".to_owned()];
    arguments.extend(RESET.iter().map(|&text| text.to_owned()));
    arguments.extend(["--execute", "--yes=np_4w3a0001", "--again"].map(ToOwned::to_owned));
    oms(arguments, &[&own, variables].concat(), None, "").await
}

/// A program's behaviour, further keys of the profile, the exit code, and a word that standard
/// error must contain.
const PROCESSES: &[(&str, &str, u8, &str)] = &[
    (r#"echo '{"user":"admin","password":"secret"}'"#, "", 0, ""),
    (r#"echo '{"password":"secret"}'"#, "", 0, ""),
    (r#"echo '{"token":"YWRtaW46c2VjcmV0"}'"#, "", 0, ""),
    (
        r#"echo '{"password":"secret","expires":1,"more":[{}]}'"#,
        "",
        0,
        "",
    ),
    (r#"echo '{"password":"secret"}'; exit 1"#, "", 4, "failed"),
    (
        r#"echo '{"password":"hunter2","token":"hunter2"}'"#,
        "",
        4,
        "either",
    ),
    (r#"echo '{"password":1234}'"#, "", 4, "no JSON object"),
    (r"printf '\377'", "", 4, "cannot be read"),
    ("echo '{}'", "", 4, "either"),
    ("echo hunter2", "", 4, "no JSON object"),
    ("exit 3", "", 4, "exit status: 3"),
    ("exit 0", "", 4, "no JSON object"),
    ("yes hunter2 | head -c 10485760", "", 4, "more than"),
    (
        "exec sleep 60",
        "credential_process_timeout = \"200ms\"",
        4,
        "within 200ms",
    ),
    (
        "exec >&-; exec sleep 60",
        "credential_process_timeout = \"200ms\"",
        4,
        "200ms",
    ),
    ("", "credential_process_timeout = \"31s\"", 2, "at most 30s"),
];

#[tokio::test]
async fn p113_a_program_hands_out_credentials_and_its_faults_send_nothing() {
    let desk = Desk::new().await;
    for &(script, more, exit, words) in PROCESSES {
        let before = desk.commits();
        let ended = call_with_process(&desk, script, more, &[]).await;
        assert_eq!(ended.exit.code(), exit, "{script}: {ended:?}");
        assert!(ended.stderr.contains(words), "{script}: {ended:?}");
        assert!(
            !format!("{ended:?}").contains("hunter2"),
            "{script}: {ended:?}"
        );
        assert_eq!(desk.commits() - before, usize::from(exit == 0), "{script}");
    }
}

#[tokio::test]
async fn p111_the_password_of_the_environment_comes_last() {
    let desk = Desk::new().await;
    let script = "echo '{\"password\":\"secret\"}'";
    let ended = call_with_process(&desk, script, "", &[("OMS_PASSWORD", "wrong")]).await;
    assert_eq!(
        ended.exit.code(),
        0,
        "the profile comes before it: {ended:?}"
    );
    let ended = call_with_profile(&desk, "", &[("OMS_PASSWORD", "secret")]).await;
    assert_eq!(ended.exit.code(), 0, "{ended:?}");
}

#[tokio::test]
async fn p131_a_program_is_named_whole_or_looked_for_once_and_shown() {
    let desk = Desk::new().await;
    let folder = desk.folder.path().display().to_string();
    desk.secret(
        "oms-helper",
        "#!/bin/sh\necho '{\"password\":\"secret\"}'\n",
        0o700,
    );
    let path = format!("relative:/nowhere:{folder}:/bin:/usr/bin");
    for (process, path, exit, words) in [
        (
            "\"oms-helper\"",
            path.as_str(),
            0,
            format!("credentials come from {folder}/oms-helper"),
        ),
        ("\"oms-helper\"", "/nowhere", 4, "is not found".to_owned()),
        ("\"./oms-helper\"", &path, 4, "relative path".to_owned()),
        (
            "\"oms-helper; true\"",
            &path,
            2,
            "a list of texts".to_owned(),
        ),
        ("\"/no/such/helper\"", &path, 4, "cannot be run".to_owned()),
    ] {
        let profile = format!("credential_process = {process}");
        let ended = call_with_profile(&desk, &profile, &[("PATH", path)]).await;
        assert_eq!(ended.exit.code(), exit, "{process}: {ended:?}");
        assert!(ended.stderr.contains(&words), "{process}: {ended:?}");
    }
}

#[tokio::test]
async fn p109_a_token_given_as_a_password_is_found_out_and_not_encoded_twice() {
    let desk = Desk::new().await;
    for (name, text) in [
        ("encoded", "YWRtaW46c2VjcmV0"),
        ("header", "Basic YWRtaW46c2VjcmV0"),
    ] {
        desk.secret(name, text, 0o600);
        let ended = call(
            &desk,
            &format!("--user=admin --password-file=DIR/{name}"),
            &[],
            "",
        )
        .await;
        assert_eq!(ended.exit.code(), 4, "{name}: {ended:?}");
        assert!(
            ended.stderr.contains("--auth-token-file"),
            "{name}: {ended:?}"
        );
        assert!(!ended.stderr.contains("YWRtaW46"), "{name}: {ended:?}");
    }
    let ended = call(&desk, "--auth-token-file=DIR/header", &[], "").await;
    assert_eq!(
        ended.exit.code(),
        0,
        "a header's value is a token: {ended:?}"
    );
}

#[tokio::test]
async fn p112_a_secret_of_somebody_else_or_in_a_directory_of_everybody_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let desk = Desk::new().await;
    let open = desk.folder.path().join("open");
    std::fs::create_dir(&open).unwrap();
    desk.secret("open/password", "secret", 0o600);
    for (mode, exit) in [(0o777, 4), (0o1777, 0), (0o755, 0)] {
        std::fs::set_permissions(&open, std::fs::Permissions::from_mode(mode)).unwrap();
        let ended = call(
            &desk,
            "--user=admin --password-file=DIR/open/password",
            &[],
            "",
        )
        .await;
        assert_eq!(ended.exit.code(), exit, "{mode:o}: {ended:?}");
        assert_eq!(
            ended.stderr.contains("anyone may replace what is in it"),
            exit == 4,
            "{ended:?}"
        );
    }
}

/// Every file below a folder, with its contents.
pub(super) fn files(folder: &std::path::Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                return files(&path);
            }
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            vec![(path, text)]
        })
        .collect()
}

#[tokio::test]
async fn p101_no_command_writes_the_password_anywhere() {
    let simulator = oms_sim::Simulator::builder().credentials("admin", "hunter2");
    let desk = Desk::with(simulator).await;
    desk.secret("password", "hunter2", 0o600);
    let plan = desk.folder.path().join("p.json").display().to_string();
    let tasks = "id,reverse,startTimestamp\nnp_4w3a0002,true,1742365118";
    let tasks = desk.secret("tasks", tasks, 0o600).display().to_string();
    let reset = RESET.join(" ");
    let commands = [
        "list-projects".to_owned(),
        "doctor".to_owned(),
        "config explain".to_owned(),
        format!("{reset} --execute --yes=np_4w3a0001"),
        format!("{reset} --execute --yes=np_4w3a0001 -o json"),
        format!("{reset} --execute --yes=np_none --no-preflight"),
        format!("plan -o {plan} stop-project --id np_4w3a0002"),
        "rewind --id np_4w3a0001 --reverse true --to 1742365118 --execute --yes=np_4w3a0001"
            .to_owned(),
        format!("batch {tasks}"),
        format!("batch {tasks} --execute --yes=1"),
        "journal list -o json".to_owned(),
    ];
    let whole = desk.call(&[]);
    let head: Vec<&String> = whole.iter().take_while(|word| *word != RESET[0]).collect();
    let mut accepted = 0;
    for command in &commands {
        let words = command.split(' ').map(str::to_owned);
        let arguments = head.iter().map(|&word| word.clone()).chain(words).collect();
        let ended = oms(arguments, &[("OMS_PASSWORD", "hunter2")], None, "").await;
        accepted += usize::from(ended.exit.code() == 0);
        let printed = format!("{}{}", ended.stdout, ended.stderr);
        for secret in ["hunter2", "YWRtaW46aHVudGVyMg"] {
            assert!(!printed.contains(secret), "{command}: {printed}");
        }
    }
    assert!(
        accepted >= 8,
        "most of them did what they were told: {accepted}"
    );
    for (path, text) in files(desk.folder.path()) {
        let is_secret = path.ends_with("password");
        assert_eq!(text.contains("hunter2"), is_secret, "{}", path.display());
        assert!(!text.contains("YWRtaW46aHVudGVyMg"), "{}", path.display());
    }
}
