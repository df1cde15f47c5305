//! Saved plans that somebody else made or changed.

use std::fs;
use std::path::PathBuf;

use oms_cli::Exit;
use serde_json::{Value, json};

use super::super::{Desk, Ended, RESET, oms, plainly, with};
use super::{give_away, set_mode};

impl Desk {
    fn plan_path(&self) -> PathBuf {
        self.folder.path().join("p.json")
    }

    /// Changes the saved plan, and computes its hash again as well as anyone can who lacks the key.
    fn forge(&self, change: impl FnOnce(&mut Value)) {
        let text = fs::read_to_string(self.plan_path()).unwrap();
        let mut plan: Value = serde_json::from_str(&text).unwrap();
        change(&mut plan);
        fs::write(self.plan_path(), plan.to_string()).unwrap();
    }
}

#[tokio::test]
async fn p301_the_endpoint_of_a_forged_plan_is_called_by_nobody() {
    let desk = Desk::new().await;
    let attacker = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    desk.forge(|plan| plan["endpoint"] = json!(attacker.simulator.url()));
    let url = desk.simulator.url();
    let without_endpoint = || {
        let arguments = desk.apply().into_iter();
        arguments.filter(|word| word != "--endpoint" && *word != url)
    };
    let elsewhere = with(desk.apply(), &url, &attacker.simulator.url());
    for arguments in [desk.apply(), without_endpoint().collect(), elsewhere] {
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    }
    // A plan that is whole goes nowhere either if no endpoint is settled.
    assert_eq!(desk.plan().await.exit, Exit::Success);
    let ended = plainly(without_endpoint().collect()).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    assert!(ended.stderr.contains("there is no endpoint"), "{ended:?}");
    assert!(attacker.simulator.requests().is_empty());
    assert_eq!(desk.commits(), 0);
}

#[tokio::test]
async fn p301_a_plan_for_another_endpoint_is_refused_before_credentials_are_read() {
    let desk = Desk::new().await;
    let other = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    fs::remove_file(desk.folder.path().join("password")).unwrap();
    let elsewhere = with(desk.apply(), &desk.simulator.url(), &other.simulator.url());
    let ended = plainly(elsewhere).await;
    assert_eq!(
        ended.exit,
        Exit::Guard,
        "and not for the lack of a password: {ended:?}"
    );
    assert!(other.simulator.requests().is_empty());
}

#[tokio::test]
async fn p301_whatever_is_changed_in_a_plan_it_is_refused() {
    let desk = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    let whole = fs::read(desk.plan_path()).unwrap();
    let plan: Value = serde_json::from_slice(&whole).unwrap();
    for key in plan.as_object().unwrap().keys() {
        for (value, what) in [
            (json!("x"), "a text"),
            (json!(7), "a number"),
            (Value::Null, "nothing"),
            (json!([]), "a list"),
        ] {
            if plan[key] == value {
                continue;
            }
            desk.forge(|plan| plan[key] = value);
            let ended = plainly(desk.apply()).await;
            let is_refused = matches!(ended.exit, Exit::Guard | Exit::Usage);
            assert!(is_refused, "{key} as {what}: {ended:?}");
            fs::write(desk.plan_path(), &whole).unwrap();
        }
    }
    for (place, value) in [
        ("/request/startTimestamp", json!(1_742_380_000)),
        ("/request/id", json!("np_4w3a0002")),
        ("/explanation/0/text", json!("harmless")),
        (
            "/signature",
            json!(format!("hmac-sha256:{}", "0".repeat(64))),
        ),
        ("/signature", json!("hmac-sha256:")),
        ("/signature", json!("")),
    ] {
        desk.forge(|plan| *plan.pointer_mut(place).unwrap() = value);
        let ended = plainly(desk.apply()).await;
        assert_eq!(ended.exit, Exit::Guard, "{place}: {ended:?}");
        fs::write(desk.plan_path(), &whole).unwrap();
    }
    assert_eq!(desk.commits(), 0);
    assert_eq!(plainly(desk.apply()).await.exit, Exit::Success);
}

#[tokio::test]
async fn p301_a_guard_is_answered_where_the_plan_is_sent_and_not_in_the_plan() {
    let desk = Desk::new().await;
    // Half an hour after the present position.
    let mut arguments = with(desk.call(&["--allow-skip"]), "1742365118", "1742370600");
    let place = arguments.iter().position(|word| word == RESET[0]).unwrap();
    let path = desk.plan_path().display().to_string();
    arguments.splice(place..place, ["plan", "-o", &path].map(str::to_owned));
    assert_eq!(plainly(arguments).await.exit, Exit::Success);
    let ended = plainly(desk.apply()).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("SKIPS CHANGES"), "{ended:?}");
    desk.forge(|plan| plan["allow_skip"] = json!(true));
    assert_eq!(plainly(desk.apply()).await.exit, Exit::Usage);
    assert_eq!(desk.commits(), 0);
}

const PROD: &str = "[profile.prod]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\nenvironment = \"prod\"\n";

/// The digest that `oms plan` printed.
fn digest(saved: &Ended) -> String {
    let (_, rest) = saved.stdout.split_once("with the digest ").unwrap();
    rest.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn p301_one_script_that_plans_and_applies_does_not_pass_for_two_people_on_production() {
    let desk = Desk::new().await;
    desk.configure(PROD);
    let path = desk.plan_path().display().to_string();
    let plan = [&["plan", "-o", &path, "--profile", "prod"][..], RESET].concat();
    let apply = ["apply", &path, "--profile", "prod"];
    let yes = [&apply[..], &["--yes=np_4w3a0001"]].concat();

    let saved = desk.configured(&plan, &[]).await;
    assert_eq!(saved.exit, Exit::Success, "{saved:?}");
    let digest = digest(&saved);
    assert_eq!(digest.len(), 8, "{saved:?}");
    for typed in [None, Some("np_4w3a0001\n")] {
        let ended = desk.sitting(&yes, &[], typed).await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(ended.stderr.contains("--yes is not enough"), "{ended:?}");
    }
    for typed in [
        "np_4w3a0001\n".to_owned(),
        "np_4w3a0001\n\n".to_owned(),
        "np_4w3a0001\n00000000\n".to_owned(),
        format!("{digest}\n{digest}\n"),
        format!("np_4w3a0001\n{}\n", &digest[..7]),
    ] {
        let ended = desk.sitting(&apply, &[], Some(&typed)).await;
        assert_eq!(ended.exit, Exit::Declined, "{typed}: {ended:?}");
        assert!(
            !ended.stderr.contains(&digest),
            "it is not shown: {ended:?}"
        );
    }
    assert_eq!(desk.commits(), 0);
    let typed = format!("np_4w3a0001\n{digest}\n");
    let ended = desk.sitting(&apply, &[], Some(&typed)).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.commits(), 1);
}

#[tokio::test]
async fn p301_a_plan_of_somebody_else_or_that_others_can_write_is_refused() {
    let desk = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    for (mode, exit) in [
        (0o666, Exit::Usage),
        (0o620, Exit::Usage),
        (0o602, Exit::Usage),
    ] {
        set_mode(&desk.plan_path(), mode);
        let ended = plainly(desk.apply()).await;
        assert_eq!(ended.exit, exit, "{mode:o}: {ended:?}");
        assert!(
            ended.stderr.contains(&format!("mode {mode:04o}")),
            "{ended:?}"
        );
    }
    set_mode(&desk.plan_path(), 0o600);
    // The same file is good for nobody who has another key.
    let other = desk.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    let other = other.display().to_string();
    let ended = oms(desk.apply(), &[("HOME", &other)], None, "").await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("not saved by you"), "{ended:?}");
    if give_away(&desk.plan_path()) {
        let ended = plainly(desk.apply()).await;
        assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
        assert!(ended.stderr.contains("belongs to user 54321"), "{ended:?}");
    }
    assert_eq!(desk.commits(), 0);
}

#[tokio::test]
async fn p301_the_key_of_the_plans_is_made_once_and_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let desk = Desk::new().await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    let key = desk.folder.path().join(".local/state/oms-trust/plan.key");
    let first = fs::read(&key).unwrap();
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(desk.plan().await.exit, Exit::Success);
    assert_eq!(fs::read(&key).unwrap(), first);
    let shown = fs::read_to_string(desk.plan_path()).unwrap();
    assert!(!shown.contains(String::from_utf8(first).unwrap().trim_end()));
    set_mode(&key, 0o640);
    for ended in [desk.plan().await, plainly(desk.apply()).await] {
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(ended.stderr.contains("mode 0640"), "{ended:?}");
    }
    assert_eq!(desk.commits(), 0);
}
