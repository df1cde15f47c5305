//! Settings and their consequences: no secret in an address is shown, assumptions about the way are
//! reported, and each finding of the doctor has its code.

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Task};

use super::{Desk, RESET, YES, oms, plainly, with};

#[tokio::test]
async fn p307_a_user_or_a_password_in_an_address_on_the_command_line_is_refused_and_not_repeated() {
    let desk = Desk::new().await;
    for (flag, address) in [
        ("--endpoint", "https://admin:s3cret@oms.example.com"),
        ("--endpoint", "https://s3cret@oms.example.com"),
        ("--proxy", "http://admin:s3cret@proxy.example.com:3128"),
        ("--proxy", "admin:s3cret@proxy.example.com:3128"),
    ] {
        for command in [&["config", "explain"][..], RESET] {
            let words = [&["oms", flag, address], command].concat();
            let ended = plainly(words.iter().map(|&word| word.to_owned()).collect()).await;
            assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
            assert!(ended.stderr.contains("a user or a password"), "{ended:?}");
            assert!(!format!("{ended:?}").contains("s3cret"), "{ended:?}");
        }
    }
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p307_the_password_in_the_address_of_a_journal_is_refused_and_not_repeated() {
    let desk = Desk::new().await;
    for address in [
        "postgresql://alice:s3cret@db.example.com/oms",
        "PostgreSQL://alice:s3cret@db.example.com/oms",
        "postgresql:alice:s3cret@db.example.com/oms",
        "postgresql://alice@db.example.com/oms?password=s3cret",
        "mysql://alice:s3cret@db.example.com/oms",
    ] {
        let list = ["journal", "list"];
        let flag = [&["--journal", address][..], &list].concat();
        let joined = format!("--journal={address}");
        let joined = [&[joined.as_str()][..], &list].concat();
        let misspelt = format!("--jornal={address}");
        let misspelt = [&[misspelt.as_str()][..], &list].concat();
        let cases: [&[&str]; 7] = [
            &flag,
            &joined,
            &misspelt,
            &["journal", "list", address],
            &[address],
            &["journal", "copy", "/var/lib/oms", address],
            &["journal", "copy", address, "/var/lib/oms"],
        ];
        for words in cases {
            for format in ["table", "json"] {
                let words = [&["oms"], words, &["-o", format]].concat();
                let words = words.iter().map(|&word| word.to_owned()).collect();
                let ended = plainly(words).await;
                assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
                assert!(!format!("{ended:?}").contains("s3cret"), "{ended:?}");
            }
        }
        desk.configure(&format!("[profile.team]\njournal = \"{address}\"\n"));
        let path = desk.folder.path().join("config.toml").display().to_string();
        for (name, value) in [("OMS_JOURNAL", address), ("OMS_PROFILE", "team")] {
            let words = ["oms", "journal", "list"].map(ToOwned::to_owned).to_vec();
            let variables = [("OMS_CONFIG", path.as_str()), (name, value)];
            let ended = oms(words, &variables, None, "").await;
            assert_eq!(ended.exit, Exit::Usage, "{name}: {ended:?}");
            assert!(!format!("{ended:?}").contains("s3cret"), "{ended:?}");
        }
    }
}

#[tokio::test]
async fn p307_a_user_and_a_password_in_an_address_are_masked_wherever_settings_are_shown() {
    let desk = Desk::new().await;
    desk.configure(
        "[profile.test]\nendpoint = \"https://admin:s3cret@oms.example.com\"\nproxy = \"http://a:s3cret@proxy:3128\"\n",
    );
    for command in [
        &["config", "explain"][..],
        &["config", "explain", "-o", "json"],
        &["config", "profiles", "-o", "json"],
        &["doctor", "-o", "json"],
        &["doctor"],
    ] {
        let arguments = [&["--profile", "test"], command].concat();
        let ended = desk.configured(&arguments, &[]).await;
        let shown = format!("{ended:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("***@"), "{shown}");
    }
}

#[tokio::test]
async fn a_slip_in_the_address_of_a_teams_journal_makes_it_no_directory() {
    let desk = Desk::new().await;
    for (address, words) in [
        ("postgresql:alice@localhost/oms", "looks like an address"),
        ("jdbc:postgresql://localhost/oms", "looks like an address"),
        ("PostgreSQL://alice@localhost/", "no database"),
        (" postgres://alice@localhost/", "no database"),
    ] {
        let flag = with(desk.call(YES), &desk.journal(), address);
        let mut plain = desk.call(YES);
        let at = plain.iter().position(|word| word == "--journal").unwrap();
        plain.drain(at..=at + 1);
        for (arguments, variables) in [(flag, &[][..]), (plain, &[("OMS_JOURNAL", address)][..])] {
            let ended = oms(arguments, variables, None, "").await;
            assert_eq!(ended.exit, Exit::Usage, "{address}: {ended:?}");
            assert!(ended.stderr.contains(words), "{address}: {ended:?}");
        }
        desk.configure(&format!("[profile.team]\njournal = \"{address}\"\n"));
        let config = desk.folder.path().join("config.toml").display().to_string();
        let listed = ["oms", "--profile", "team", "journal", "list"];
        let listed = listed.map(ToOwned::to_owned).to_vec();
        let ended = oms(listed, &[("OMS_CONFIG", config.as_str())], None, "").await;
        assert_eq!(ended.exit, Exit::Usage, "{address}: {ended:?}");
        assert!(ended.stderr.contains(words), "{address}: {ended:?}");
    }
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p224_what_is_assumed_of_the_way_is_told_by_settings_plan_and_journal() {
    let desk = Desk::new().await;
    let explained = |more: &[&str], variables: &'static [(&'static str, &'static str)]| {
        let words = ["oms", "config", "explain", "-o", "json"].iter();
        let arguments = words.chain(more).map(|&word| word.to_owned()).collect();
        async move {
            let ended = oms(arguments, variables, None, "").await;
            let rows = ended.json()["data"].as_array().cloned().unwrap_or_default();
            let row = rows
                .into_iter()
                .find(|row| row["setting"] == "assume_no_intermediary")
                .unwrap_or_default();
            (row["value"].clone(), row["source"].clone())
        }
    };
    let told = |value: &str, source: &str| (value.into(), source.into());
    assert_eq!(explained(&[], &[]).await, told("false", "default"));
    assert_eq!(
        explained(&["--assume-no-intermediary"], &[]).await,
        told("true", "flag --assume-no-intermediary")
    );
    assert_eq!(
        explained(&[], &[("OMS_ASSUME_NO_INTERMEDIARY", "true")]).await,
        told("true", "variable OMS_ASSUME_NO_INTERMEDIARY")
    );

    let planned = plainly(desk.call(&["--assume-no-intermediary"])).await;
    assert!(
        planned.stdout.contains("assume_no_intermediary"),
        "{planned:?}"
    );
    let without = plainly(desk.call(&[])).await;
    assert!(
        !without.stdout.contains("assume_no_intermediary"),
        "{without:?}"
    );

    let sent = plainly(desk.call(&[YES, &["--assume-no-intermediary"]].concat())).await;
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    let journal = desk.journal();
    let words = [
        "oms",
        "--journal",
        &journal,
        "journal",
        "show",
        "1",
        "-o",
        "json",
    ];
    let shown = plainly(words.map(ToOwned::to_owned).to_vec()).await;
    assert_eq!(
        shown.json()["data"]["assume_no_intermediary"],
        true,
        "{shown:?}"
    );
}

#[tokio::test]
async fn p224_a_bare_status_refuses_a_write_only_where_nothing_answers_in_the_services_place() {
    for (more, exit) in [
        (&[][..], Exit::Unknown),
        (&["--assume-no-intermediary"], Exit::Credentials),
    ] {
        let bare = FaultRule::from(Fault::status(403)).on_action("ResetIncrStartTimestamp");
        let desk = Desk::with(Simulator::builder().fault(bare)).await;
        let ended = plainly(desk.call(&[YES, more].concat())).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
    }
}

#[tokio::test]
async fn p305_nothing_that_a_person_or_a_program_reads_acts_on_the_terminal() {
    const ODD: &str = "\u{9b}31m\u{202e}\u{7f}\u{34f}\u{115f}\u{2800}\u{3164}";
    let name = format!("np{ODD}");
    let envelope = serde_json::json!({
        "success": true, "code": null, "message": null, "requestId": name, "advice": name,
        "data": [{ "id": "np_4w3a0001", "name": name, ODD: name }],
    });
    let desk = Desk::new().await;
    for format in ["table", "json", "jsonl", "csv"] {
        // It answers once.
        let url =
            super::outcome::answers(super::outcome::response("200 OK", &envelope.to_string()))
                .await;
        let file = desk.password_file();
        let call = [
            "oms",
            "--endpoint",
            &url,
            "--user",
            "admin",
            "--password-file",
            &file,
        ];
        let words = [&call[..], &["list-all-labels", "-o", format]].concat();
        let arguments = words.iter().map(|&word| word.to_owned()).collect();
        let ended = plainly(arguments).await;
        let text = ended.stdout.clone() + &ended.stderr;
        assert!(text.contains("np"), "{format}: {ended:?}");
        let acts = |c: char| oms_client::Shown::escapes(c) && !matches!(c, '\n' | '\r');
        assert!(!text.contains(acts), "{format}: {text:?}");
        if format == "json" {
            assert!(
                text.contains("\\u009b") && text.contains("\\u202e"),
                "{text}"
            );
        }
    }

    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let task = Task::new(name.as_str(), position).named(format!("odd{ODD}"));
    let plain = Task::new("np_4w3a0001", position).named(format!("also{ODD}"));
    let desk = Desk::with(Simulator::builder().task(task).task(plain)).await;
    for shell in ["bash", "zsh", "fish"] {
        let ended = plainly(desk.asked_by(shell)).await;
        let text = &ended.stdout;
        assert!(text.starts_with("np_4w3a0001"), "{shell}: {ended:?}");
        let acts = |c: char| oms_client::Shown::escapes(c) && !matches!(c, '\n' | '\t');
        assert!(!text.contains(acts), "{shell}: {text:?}");
    }
}

#[tokio::test]
async fn p251_what_is_no_certificate_is_named_in_words() {
    let desk = Desk::new().await;
    let no_certificate = desk.secret("ca.pem", "no certificate\n", 0o600);
    let path = no_certificate.display().to_string();
    let ended = plainly(desk.call(&["--cacert", &path])).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    assert!(
        ended.stderr.contains("-----BEGIN CERTIFICATE-----"),
        "{ended:?}"
    );
    assert!(!ended.stderr.contains("Error("), "{ended:?}");
}

#[tokio::test]
async fn p250_each_finding_of_the_doctor_ends_with_the_code_of_the_table() {
    let desk = Desk::new().await;
    let doctor = |more: &[&str]| {
        let whole = desk.call(&[]);
        let place = whole.iter().position(|word| word == RESET[0]).unwrap();
        let mut arguments = whole[..place].to_vec();
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        arguments.extend(["doctor", "-o", "json"].map(str::to_owned));
        arguments
    };
    let url = desk.simulator.url();
    let nobody = "http://127.0.0.1:1".to_owned();
    let no_certificate = desk.secret("ca.pem", "no certificate\n", 0o600);
    let no_certificate = no_certificate.display().to_string();
    let missing = desk.folder.path().join("missing").display().to_string();
    let rows = [
        (doctor(&[]), Exit::Success, "permission"),
        (
            doctor(&["--cacert", &no_certificate]),
            Exit::Usage,
            "settings",
        ),
        (
            with(doctor(&[]), &url, "ftp://oms.example.com"),
            Exit::Usage,
            "settings",
        ),
        (
            with(doctor(&[]), &desk.password_file(), &missing),
            Exit::Credentials,
            "settings",
        ),
        (
            with(doctor(&[]), &url, "https://no.such.invalid"),
            Exit::NotSent,
            "name",
        ),
        (
            with(doctor(&[]), &url, &nobody),
            Exit::NotSent,
            "connection",
        ),
    ];
    for (arguments, exit, check) in rows {
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, exit, "{check}: {ended:?}");
        let checks = ended.json()["data"].as_array().cloned().unwrap_or_default();
        let bad = checks.iter().find(|check| check["verdict"] == "bad");
        let found = bad.or(checks.last()).unwrap();
        assert_eq!(found["check"], check, "{ended:?}");
    }

    for (status, exit, check) in [
        (401, Exit::Credentials, "credentials"),
        (403, Exit::Credentials, "permission"),
        (404, Exit::Rejected, "answer"),
        (503, Exit::Unknown, "answer"),
    ] {
        let desk = Desk::with(Simulator::builder().fault(Fault::status(status))).await;
        let whole = desk.call(&[]);
        let place = whole.iter().position(|word| word == RESET[0]).unwrap();
        let mut arguments = whole[..place].to_vec();
        arguments.extend(["doctor", "-o", "json"].map(str::to_owned));
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, exit, "{status}: {ended:?}");
        assert!(
            ended
                .stdout
                .contains(&format!("\"check\":\"{check}\",\"verdict\":\"bad\"")),
            "{ended:?}"
        );
    }
}

#[tokio::test]
async fn a_plan_that_would_be_refused_ends_with_the_code_of_a_guard_and_sends_nothing() {
    let desk = Desk::new().await;
    let skips = with(desk.call(&[]), "1742365118", "2025-03-19T08:00:00Z");
    let ended = plainly(skips).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stdout.contains("It would be refused"), "{ended:?}");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn the_flags_of_a_position_go_with_an_object_of_parameters() {
    let desk = Desk::new().await;
    let body = r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1642365118}"#;
    let whole = desk.call(&[]);
    let place = whole.iter().position(|word| word == RESET[0]).unwrap();
    let mut arguments = whole[..=place].to_vec();
    arguments.extend(["--json", body].map(str::to_owned));
    arguments.extend(YES.iter().map(|&word| word.to_owned()));
    let refused = plainly(arguments.clone()).await;
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(
        refused.stderr.contains("--i-know-logs-exist"),
        "{refused:?}"
    );
    arguments.push("--i-know-logs-exist".to_owned());
    let sent = plainly(arguments.clone()).await;
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    arguments.push("--id=np_4w3a0001".to_owned());
    let mixed = plainly(arguments).await;
    assert_eq!(mixed.exit, Exit::Usage, "{mixed:?}");
    assert!(!mixed.stderr.contains("Args"), "{mixed:?}");
}

#[tokio::test]
async fn the_advice_about_a_timeout_fits_one_that_is_too_long() {
    let desk = Desk::new().await;
    let ended = desk.command(&["status", "--timeout", "2h"]).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    let advice = "Give a --timeout of more than zero and at most 1h.";
    assert!(ended.stderr.contains(advice), "{ended:?}");
    let help = desk.command(&["status", "--help"]).await.stdout;
    assert!(help.contains("at most 1h;"), "{help}");
}
