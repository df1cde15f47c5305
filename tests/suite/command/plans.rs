//! Saved plans: sent as they were approved, or not at all.

use std::fs;
use std::time::{Duration, SystemTime};

use oms_cli::Exit;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Desk, Ended, RESET, at, now, oms, plainly, with};
use crate::support::tls::{Flaw, authority_pem, certificate_pem};

impl Desk {
    fn plan_file(&self) -> String {
        self.folder.path().join("p.json").display().to_string()
    }

    /// `oms plan -o p.json …`
    pub(super) async fn plan(&self) -> Ended {
        let mut arguments = self.call(&[]);
        let place = arguments.iter().position(|word| word == RESET[0]).unwrap();
        arguments.splice(
            place..place,
            ["plan", "-o", &self.plan_file()].map(str::to_owned),
        );
        plainly(arguments).await
    }

    /// The arguments of `oms apply p.json`.
    pub(super) fn apply(&self) -> Vec<String> {
        let mut arguments = self.call(&[]);
        let place = arguments.iter().position(|word| word == RESET[0]).unwrap();
        arguments.truncate(place);
        arguments.extend(["apply", &self.plan_file(), "--yes=np_4w3a0001"].map(str::to_owned));
        arguments
    }
}

#[tokio::test]
async fn p169_a_saved_plan_is_sent_exactly_as_it_was_saved() {
    let desk = Desk::new().await;
    let saved = desk.plan().await;
    assert_eq!(saved.exit, Exit::Success, "{saved:?}");
    assert!(saved.stdout.contains("nothing was sent"), "{saved:?}");
    assert!(desk.sent().is_empty());
    let plan: Value = serde_json::from_str(&fs::read_to_string(desk.plan_file()).unwrap()).unwrap();
    assert_eq!(plan["id"], json!("np_4w3a0001"));
    assert!(!plan.to_string().contains("secret"));

    let ended = at(now() + Duration::from_secs(600), desk.apply()).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended.stderr.contains("Plan: "),
        "the plan is shown: {ended:?}"
    );
    let [request] = &desk.sent()[..] else {
        panic!("one request was expected");
    };
    assert_eq!(
        request.body,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118}"#
    );
    assert!(request.committed);
}

/// The tip of the parser was to write `-- --execute`, which was refused once more.
#[tokio::test]
async fn a_saved_plan_is_sent_without_execute_and_the_refusal_says_so() {
    let desk = Desk::new().await;
    for line in ["apply p.json --execute", "apply --execute --shared 12"] {
        let words: Vec<&str> = line.split(' ').collect();
        let ended = desk.command(&words).await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        let told = "`oms apply` needs no --execute: it shows the plan, asks, and sends it";
        assert!(ended.stderr.contains(told), "{ended:?}");
        assert!(!ended.stderr.contains("-- --execute"), "{ended:?}");
    }
    assert!(desk.sent().is_empty());
}

/// `oms plan` ignored these flags, and left whoever gave them with the belief that it was sent.
#[tokio::test]
async fn a_plan_takes_no_consent_and_names_what_sends_it() {
    let desk = Desk::new().await;
    let reset = "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --to -2h";
    let rewind = "rewind np_4w3a0001 --reverse false --to -2h";
    for line in [
        format!("plan {reset} --execute"),
        format!("plan {reset} --execute --yes=np_4w3a0001"),
        format!("plan -o {} {reset} --yes=np_4w3a0001", desk.plan_file()),
        format!("plan {rewind} --execute"),
        "plan batch none.csv --execute --yes=2".to_owned(),
        "plan stop-project --json {} --execute".to_owned(),
        "plan stop-project np_4w3a0001 --wait".to_owned(),
        "plan call RenameProject --json {} --yes=RenameProject".to_owned(),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let ended = desk.command(&words).await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert!(
            ended.stderr.contains("`oms plan` sends nothing"),
            "{ended:?}"
        );
        assert!(ended.stderr.contains("oms apply FILE"), "{ended:?}");
    }
    assert!(!fs::exists(desk.plan_file()).unwrap());
    for line in [reset, rewind] {
        let words: Vec<&str> = ["plan"].into_iter().chain(line.split(' ')).collect();
        let ended = desk.command(&words).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        assert!(ended.stdout.contains("-o FILE saves it"), "{ended:?}");
        assert!(!ended.stdout.contains("--execute"), "{ended:?}");
    }
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p169_a_plan_that_is_old_edited_or_for_another_endpoint_is_refused() {
    let desk = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    for (later, words) in [(901, "15 min 1 s old"), (86_400, "1 d old")] {
        let ended = at(now() + Duration::from_secs(later), desk.apply()).await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(ended.stderr.contains(words), "{ended:?}");
    }
    let ended = at(now() - Duration::from_secs(60), desk.apply()).await;
    assert_eq!(
        ended.exit,
        Exit::Guard,
        "a clock that stepped back: {ended:?}"
    );

    let elsewhere = with(desk.apply(), &desk.simulator.url(), "http://127.0.0.1:1");
    let ended = plainly(elsewhere).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(
        ended.stderr.contains("the endpoint is http://127.0.0.1:1"),
        "{ended:?}"
    );

    let whole = fs::read_to_string(desk.plan_file()).unwrap();
    for (from, to, exit) in [
        ("1742365118", "1742365119", Exit::Guard),
        ("np_4w3a0001", "np_4w3a0002", Exit::Guard),
        ("\"reverse\": false", "\"reverse\": true", Exit::Guard),
        ("\"spec\"", "\"allow_skip\": true, \"spec\"", Exit::Usage),
        ("\"created\"", "\"creatde\"", Exit::Usage),
        ("{", "[", Exit::Usage),
    ] {
        assert!(whole.contains(from), "{from}: {whole}");
        fs::write(desk.plan_file(), whole.replacen(from, to, 1)).unwrap();
        let ended = plainly(desk.apply()).await;
        assert_eq!(ended.exit, exit, "{to}: {ended:?}");
    }
    assert!(desk.sent().is_empty());
    fs::write(desk.plan_file(), whole).unwrap();
    assert_eq!(plainly(desk.apply()).await.exit, Exit::Success);
}

#[tokio::test]
async fn p169_a_plan_asks_as_the_action_would() {
    let desk = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    let unconfirmed = || {
        desk.apply()
            .into_iter()
            .filter(|word| !word.starts_with("--yes"))
    };
    assert_eq!(plainly(unconfirmed().collect()).await.exit, Exit::Declined);
    let wrong = with(desk.apply(), "--yes=np_4w3a0001", "--yes=np_4w3a0002");
    assert_eq!(plainly(wrong).await.exit, Exit::Declined);
    assert_eq!(desk.commits(), 0);
    assert_eq!(plainly(desk.apply()).await.exit, Exit::Success);
    let ended = plainly(desk.apply()).await;
    assert_eq!(ended.exit, Exit::Guard, "the same a second time: {ended:?}");
    assert_eq!(desk.commits(), 1);
}

#[tokio::test]
async fn a_file_behind_o_is_for_plans_alone() {
    let desk = Desk::new().await;
    let file = desk.plan_file();
    for more in [
        &["-o", &file][..],
        &["-o", &file, "--execute", "--yes=np_4w3a0001"],
    ] {
        let ended = plainly(desk.call(more)).await;
        assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
        assert!(ended.stderr.contains("only `oms plan` saves"), "{ended:?}");
    }
    let ended = plainly(desk.call(&["-o", "xml"])).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn parameters_can_be_given_as_one_json_object() {
    let desk = Desk::new().await;
    let head: Vec<String> = desk
        .call(&[])
        .into_iter()
        .take_while(|word| word != RESET[0])
        .collect();
    let call = |json: &str, more: &[&str]| {
        let words = [&[RESET[0], "--json", json], more].concat();
        head.iter()
            .cloned()
            .chain(words.into_iter().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let body = r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118}"#;
    let planned = plainly(call(body, &[])).await;
    assert_eq!(planned.exit, Exit::Success, "{planned:?}");
    assert!(planned.stdout.contains("2 h before now"), "{planned:?}");

    let piped = super::oms(
        call("-", &["--execute", "--yes=np_4w3a0001"]),
        &[],
        None,
        body,
    )
    .await;
    assert_eq!(piped.exit, Exit::Success, "{piped:?}");
    assert_eq!(desk.sent()[0].body, body);

    for (json, words) in [
        ("{}", "missing field"),
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        (
            r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118,"revers":1}"#,
            "not a member that is sent",
        ),
        (
            r#"{"id":"np_4w3a0001","reverse":"false","startTimestamp":1742365118}"#,
            "expected a boolean",
        ),
        (
            r#"{"id":"np_4w3a****","reverse":false,"startTimestamp":1742365118}"#,
            "masked",
        ),
        (
            r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118000}"#,
            "does not fit at line 1",
        ),
    ] {
        let ended = plainly(call(json, &["--execute", "--yes=np_4w3a0001"])).await;
        assert_eq!(ended.exit, Exit::Usage, "{json}: {ended:?}");
        assert!(ended.stderr.contains(words), "{json}: {ended:?}");
    }
    let both = plainly(call(body, &["--id", "np_4w3a0002"])).await;
    assert_eq!(both.exit, Exit::Usage, "{both:?}");
    assert!(both.stderr.contains("cannot be used with"), "{both:?}");
    assert_eq!(desk.sent().len(), 1);
}

#[tokio::test]
async fn p065_a_clock_that_is_wrong_refuses_a_plan_whose_position_was_computed_from_it() {
    let wrong = now() + Duration::from_secs(7200);
    let rewind = [
        "rewind",
        "--id=np_4w3a0001",
        "--reverse=false",
        "--to=-3h30m",
    ];
    let single = [
        "reset-incr-start-timestamp",
        "--id=np_4w3a0001",
        "--reverse=false",
        "--start-timestamp=-3h30m",
    ];
    let desk = Desk::new().await;
    let file = desk.secret(
        "tasks.csv",
        "id,reverse,to\nnp_4w3a0001,false,-3h30m\n",
        0o600,
    );
    let file = file.display().to_string();
    let batch = ["batch", file.as_str()];
    for (planned, yes) in [
        (&rewind[..], "--yes=np_4w3a0001"),
        (&single, "--yes=np_4w3a0001"),
        (&batch, "--yes=1"),
    ] {
        let place = desk.folder.path().join("p.json").display().to_string();
        let plan = desk.words(&[&["plan", "-o", &place], planned].concat());
        let saved = at(wrong, plan).await;
        assert_eq!(saved.exit, Exit::Guard, "{saved:?}");
        let apply = desk.words(&["apply", &place, yes]);
        let ended = at(wrong + Duration::from_secs(60), apply).await;
        assert_eq!(ended.exit, Exit::Guard, "{planned:?}: {ended:?}");
        assert!(ended.stderr.contains("was computed from it"), "{ended:?}");
        assert!(desk.sent().is_empty(), "{planned:?}");
    }
}

/// The plan was said to be good for 15 minutes, and the simulator was gone before it could be sent.
#[tokio::test]
async fn a_simulator_that_lasts_for_one_command_saves_no_plan_and_applies_none() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("p.json");
    let rewind = "rewind np_4w3a0001 --reverse false --to -2h";
    for line in [
        format!(
            "oms --simulator plan stop-project np_4w3a0001 -o {}",
            file.display()
        ),
        format!("oms --simulator plan {rewind} -o {}", file.display()),
        format!("oms --simulator apply {}", file.display()),
    ] {
        let words = line.split(' ').map(str::to_owned).collect();
        let ended = at(SystemTime::now(), words).await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert!(ended.stderr.contains("for one command alone"), "{ended:?}");
        assert!(ended.stderr.contains("oms sim"), "{ended:?}");
        assert!(!file.exists(), "{line}");
    }
    let line = "oms --simulator plan stop-project np_4w3a0001";
    let words = line.split(' ').map(str::to_owned).collect();
    let ended = at(SystemTime::now(), words).await;
    assert_eq!(ended.exit, Exit::Success, "it can be looked at: {ended:?}");
}

/// Returns each setting and its value, as `oms config explain` finds them with these words before
/// it.
async fn settings(words: Vec<&str>, variables: &[(&str, &str)]) -> Vec<(Value, Value)> {
    let words = words.into_iter().chain(["config", "explain", "-o", "json"]);
    let ended = oms(words.map(str::to_owned).collect(), variables, None, "").await;
    let rows = ended.json()["data"].as_array().unwrap().clone();
    let rows = rows.into_iter();
    rows.map(|row| (row["setting"].clone(), row["value"].clone()))
        .collect()
}

#[tokio::test]
async fn p169_the_command_that_sends_a_plan_finds_elsewhere_what_made_it() {
    for assumes in ["true", "false"] {
        let desk = Desk::new().await;
        desk.configure(
            "[profile.b]\nendpoint = \"URL\"\npassword_file = \"DIR/password\"\nassume_no_intermediary = true\n",
        );
        desk.secret("ca.pem", &authority_pem(), 0o644);
        let (chain, key) = certificate_pem(Flaw::None);
        let certificate = desk.secret("client.pem", &chain, 0o644);
        let certificate = certificate.display().to_string();
        let key = desk.secret("client.key", &key, 0o600).display().to_string();
        let place = |name: &str| desk.folder.path().join(name).display().to_string();
        let (config, certificates, plan) = (place("config.toml"), place("ca.pem"), place("p.json"));
        let (url, journal) = (desk.simulator.url(), desk.journal());
        let variables = [
            ("OMS_CONFIG", config.as_str()),
            ("OMS_PROFILE", "b"),
            ("OMS_ENDPOINT", &url),
            ("OMS_USER", "admin"),
            ("OMS_CACERT", &certificates),
            ("OMS_CLIENT_CERTIFICATE", &certificate),
            ("OMS_CLIENT_KEY", &key),
            ("OMS_JOURNAL", &journal),
            ("OMS_ASSUME_NO_INTERMEDIARY", assumes),
        ];
        let words = [&["oms", "plan", "-o", &plan], RESET].concat();
        let words = words.into_iter().map(str::to_owned).collect();
        let saved = oms(words, &variables, None, "").await;
        assert_eq!(saved.exit, Exit::Success, "{saved:?}");
        let mut parts = saved.stdout.split('`');
        let command = parts.find(|part| part.contains("oms apply ")).unwrap();

        // Another terminal has none of the variables but those that the command names.
        let (named, words): (Vec<&str>, Vec<&str>) = command
            .split(' ')
            .partition(|word| word.starts_with("OMS_"));
        let named: Vec<(&str, &str)> = named
            .into_iter()
            .filter_map(|word| word.split_once('='))
            .collect();
        let is_flag = |word: &&str| *word != "apply" && *word != plan;
        let flags = words.iter().copied().filter(is_flag).collect();
        assert_eq!(
            settings(flags, &named).await,
            settings(vec!["oms"], &variables).await,
            "{command}"
        );
        let words = words.into_iter().chain(["--yes=np_4w3a0001"]);
        let sent = oms(words.map(str::to_owned).collect(), &named, None, "").await;
        assert_eq!(sent.exit, Exit::Success, "{command}: {sent:?}");
        assert_eq!(desk.commits(), 1);
    }
}
