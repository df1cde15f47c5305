//! Profiles: which value wins, what is refused, and what production asks for.

mod file;
mod meant;
mod plaintext;
mod proxied;

use std::time::SystemTime;

use oms_cli::Exit;
use serde_json::{Value, json};

use super::{Desk, Ended, RESET, YES, oms, run};

impl Desk {
    /// Writes the configuration. `URL` is replaced by the simulator's address, `DIR` by the folder.
    pub(super) fn configure(&self, text: &str) {
        let folder = self.folder.path().display().to_string();
        let text = text
            .replace("URL", &self.simulator.url())
            .replace("DIR", &folder);
        self.secret("config.toml", &text, 0o600);
    }

    /// Runs the command with the configuration and these further variables.
    pub(super) async fn configured(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        self.sitting(arguments, variables, None).await
    }

    /// The same with someone who types.
    pub(super) async fn sitting(
        &self,
        arguments: &[&str],
        variables: &[(&str, &str)],
        typed: Option<&str>,
    ) -> Ended {
        let config = self.folder.path().join("config.toml").display().to_string();
        let journal = self.journal();
        let own = [("OMS_CONFIG", config.as_str()), ("OMS_JOURNAL", &journal)];
        let arguments = ["oms"]
            .iter()
            .chain(arguments)
            .map(|&word| word.to_owned())
            .collect();
        oms(arguments, &[&own, variables].concat(), typed, "").await
    }
}

const PROFILES: &str = "
default_profile = \"test\"

[profile.test]
endpoint = \"URL\"
user = \"admin\"
password_file = \"DIR/password\"

[profile.prod]
endpoint = \"URL\"
environment = \"prod\"
user = \"admin\"
password_file = \"DIR/password\"
timeout = \"30s\"
tz = \"Asia/Shanghai\"
";

/// A name comes from a file that may have been copied from elsewhere, and a terminal obeys an ESC.
#[tokio::test]
async fn a_name_of_a_profile_reaches_no_terminal_as_it_is() {
    let desk = Desk::new().await;
    let profile = "[profile.\"a\\u001b[2Jb\"]\nendpoint = \"URL\"\n";
    desk.configure(profile);
    for flags in [&["--profile=elsewhere"][..], &["--profile=a[2Jb"], &[]] {
        let ended = desk.configured(&[flags, &["status"]].concat(), &[]).await;
        assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
        assert!(ended.stderr.contains("[2Jb"), "{ended:?}");
        assert!(!ended.stderr.contains('\u{1b}'), "{ended:?}");
    }
}

#[tokio::test]
async fn p179_a_flag_wins_over_a_variable_over_the_profile_over_the_default() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    for (flags, variables, value, source) in [
        (&[][..], &[][..], "60s", "default"),
        (&["--profile=prod"], &[], "30s", "profile prod, key timeout"),
        (
            &["--profile=prod"],
            &[("OMS_TIMEOUT", "20s")],
            "20s",
            "variable OMS_TIMEOUT",
        ),
        (
            &["--profile=prod", "--timeout=10s"],
            &[("OMS_TIMEOUT", "20s")],
            "10s",
            "flag --timeout",
        ),
        (
            &[],
            &[("OMS_PROFILE", "prod")],
            "30s",
            "profile prod, key timeout",
        ),
    ] {
        let arguments = [&["config", "explain", "-o", "json"], flags].concat();
        let ended = desk.configured(&arguments, variables).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        let settings = ended.json();
        let timeout = settings["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|setting| setting["setting"] == json!("timeout"))
            .unwrap();
        assert_eq!(timeout["value"], json!(value), "{flags:?} {variables:?}");
        assert_eq!(timeout["source"], json!(source), "{flags:?} {variables:?}");
    }
}

#[tokio::test]
async fn p179_explain_names_every_setting_and_shows_no_secret() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    let ended = desk
        .configured(
            &["config", "explain", "--profile", "prod"],
            &[("OMS_PASSWORD", "hunter2")],
        )
        .await;
    let text = ended
        .stdout
        .replace(&desk.simulator.url(), "URL")
        .replace(&desk.folder.path().display().to_string(), "DIR");
    assert!(!text.contains("hunter2"));
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for line in [
        "profile prod flag --profile",
        "environment prod profile prod, key environment",
        "endpoint URL profile prod, key endpoint",
        "allow_plaintext false default",
        "tz Asia/Shanghai profile prod, key tz",
        "journal DIR/journal variable OMS_JOURNAL",
        "credentials password file DIR/password looked up when needed",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}: {text}");
    }
}

#[tokio::test]
async fn a_profile_is_all_that_a_call_needs() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    let ended = desk.configured(&[RESET, YES].concat(), &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stderr.contains("Profile       test"), "{ended:?}");
}

#[tokio::test]
async fn p180_a_profile_that_is_not_known_is_refused_with_the_nearest() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    let ended = desk
        .configured(&[RESET, &["--profile", "pord"]].concat(), &[])
        .await;
    assert_eq!(ended.exit, Exit::Usage);
    assert!(ended.stderr.contains("Did you mean prod?"), "{ended:?}");
    let ended = desk.configured(RESET, &[("OMS_PROFILE", "nightly")]).await;
    assert_eq!(ended.exit, Exit::Usage);
    assert!(ended.stderr.contains("prod, test"), "{ended:?}");

    desk.configure(&PROFILES.replace("default_profile", "# default_profile"));
    let ended = desk.configured(RESET, &[]).await;
    assert_eq!(ended.exit, Exit::Usage, "none is chosen by chance");
    assert!(ended.stderr.contains("prod, test"), "{ended:?}");
}

#[tokio::test]
async fn p180_production_is_announced_and_a_flag_is_no_consent_there() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    let prod = |more: &[&'static str]| [RESET, &["--profile", "prod"], more].concat();

    let ended = desk.configured(&prod(&["--color", "always"]), &[]).await;
    assert!(
        ended
            .stdout
            .starts_with("\u{1b}[1;31m*** PRODUCTION ***\u{1b}[0m\n"),
        "{ended:?}"
    );
    let ended = desk.configured(&prod(&["--execute"]), &[]).await;
    assert_eq!(ended.exit, Exit::Declined, "{ended:?}");
    let advice = "Run it in a terminal: on production, --yes is not enough.";
    assert!(ended.stderr.contains(advice), "{ended:?}");
    assert!(!ended.stderr.contains("--yes="), "{ended:?}");
    let ended = desk.configured(&prod(YES), &[]).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("--yes is not enough"), "{ended:?}");
    let ended = desk.sitting(&prod(YES), &[], Some("np_4w3a0001\n")).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert_eq!(desk.commits(), 0);

    let ended = desk
        .sitting(&prod(&["--execute"]), &[], Some("np_4w3a0001\n"))
        .await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stderr.contains("*** PRODUCTION ***"), "{ended:?}");
    let plan = desk.folder.path().join("p.json").display().to_string();
    let saved = ["plan", "-o", &plan, "--profile", "prod"];
    let ended = desk.configured(&[&saved[..], RESET].concat(), &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let (_, digest) = ended.stdout.split_once("with the digest ").unwrap();
    let typed = format!("np_4w3a0001\n{}\n", &digest[..8]);
    let apply = ["apply", &plan, "--profile", "prod", "--again"];
    let by_flag = [&apply[..], &["--yes=np_4w3a0001"]].concat();
    let ended = desk.configured(&by_flag, &[]).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    let ended = desk.sitting(&apply, &[], Some(&typed)).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.commits(), 2);
}

#[tokio::test]
async fn p180_a_simulator_of_its_own_is_no_production_whatever_the_default_profile_is() {
    let desk = Desk::new().await;
    let profiles = PROFILES.replace("default_profile = \"test\"", "default_profile = \"prod\"");
    desk.configure(&format!("{profiles}approvals = 2\n"));
    let config = desk.folder.path().join("config.toml").display().to_string();
    let journal = desk.journal();
    let variables = [("OMS_CONFIG", config.as_str()), ("OMS_JOURNAL", &journal)];
    for more in ["", " --execute --yes=np_4w3a0001"] {
        let line = format!("oms --simulator task stop np_4w3a0001{more}");
        let words = line.split(' ').map(str::to_owned).collect();
        let ended = run(SystemTime::now(), words, &variables, None, "").await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        for words in ["PRODUCTION", "Profile"] {
            assert!(!format!("{ended:?}").contains(words), "{words}: {ended:?}");
        }
    }
    assert!(desk.simulator.requests().is_empty());
}

#[tokio::test]
async fn p180_an_environment_that_is_no_name_is_refused_and_not_taken_for_harmless() {
    let desk = Desk::new().await;
    desk.configure("[profile.p]\nendpoint = \"URL\"\nenvironment = \"production\"\n");
    let ended = desk
        .configured(&[RESET, &["--profile", "p"]].concat(), &[])
        .await;
    assert_eq!(ended.exit, Exit::Usage);
    assert!(
        ended.stderr.contains("prod, staging, test or dev"),
        "{ended:?}"
    );
}

#[tokio::test]
async fn p181_an_endpoint_that_changed_since_the_last_use_is_shown() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    assert_eq!(
        desk.configured(&[RESET, YES].concat(), &[]).await.exit,
        Exit::Success
    );
    let before = desk.configured(RESET, &[]).await;
    assert!(!before.stdout.contains("has changed"), "{before:?}");
    desk.configure(&PROFILES.replace("URL", "http://127.0.0.1:1"));
    let after = desk.configured(RESET, &[]).await;
    assert!(
        after
            .stdout
            .contains("The endpoint of this profile has changed"),
        "{after:?}"
    );
    assert!(after.stdout.contains(&desk.simulator.url()), "{after:?}");
    let asked = desk
        .sitting(
            &[RESET, &["--execute", "--no-preflight"]].concat(),
            &[],
            Some("\n"),
        )
        .await;
    assert!(asked.stderr.contains("has changed"), "{asked:?}");
}

#[tokio::test]
async fn credentials_of_a_profile_go_to_its_own_endpoint_alone() {
    let desk = Desk::new().await;
    desk.configure(&PROFILES.replace("URL", "https://oms.example.com"));
    let url = desk.simulator.url();
    let elsewhere = [RESET, YES, &["--endpoint", &url]].concat();
    let ended = desk.configured(&elsewhere, &[]).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    assert!(ended.stderr.contains("not the profile's"), "{ended:?}");
    let password = desk.password_file();
    let own = [&elsewhere[..], &["--password-file", &password]].concat();
    assert_eq!(desk.configured(&own, &[]).await.exit, Exit::Success);
}

#[tokio::test]
async fn a_time_without_a_zone_is_read_in_the_zone_of_the_profile() {
    let desk = Desk::new().await;
    desk.configure(PROFILES);
    let arguments = super::with(
        RESET.iter().map(|&word| word.to_owned()).collect(),
        "1742365118",
        "2025-03-19 14:18:38",
    );
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ended = desk
        .configured(
            &[&arguments[..], &["--profile", "prod", "-o", "json"]].concat(),
            &[],
        )
        .await;
    assert_eq!(
        ended.json()["request"]["startTimestamp"],
        json!(1_742_365_118)
    );
    let explained: Value = ended.json();
    assert!(
        explained["explanation"]
            .to_string()
            .contains("2025-03-19T14:18:38+08:00 local")
    );
}

#[tokio::test]
async fn p049_an_id_of_ones_own_is_sent_where_the_profile_asks_for_it_and_stands_in_the_journal() {
    let desk = Desk::new().await;
    let header = "x-oms-client-request-id";
    for asks in [false, true] {
        let line = format!("client_request_id_header = \"{header}\"\n");
        let more = if asks { line.as_str() } else { "" };
        desk.configure(&format!(
            "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\n{more}"
        ));
        let arguments = [RESET, YES, &["--again", "--profile", "p", "-o", "json"]].concat();
        let ended = desk.configured(&arguments, &[]).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        let sent = desk.sent().pop().unwrap();
        let sent = sent.headers.iter().find(|(name, _)| name == header);
        assert_eq!(sent.is_some(), asks, "{sent:?}");
        let id = sent.map_or(Value::Null, |(_, id)| json!(id));
        assert_eq!(ended.json()["client_request_id"], id);
        let entry = ended.json()["journal"].to_string();
        let shown = desk
            .configured(&["journal", "show", &entry, "-o", "json"], &[])
            .await;
        assert_eq!(
            shown.json()["data"]["result"]["client_request_id"],
            id,
            "{shown:?}"
        );
    }
}
