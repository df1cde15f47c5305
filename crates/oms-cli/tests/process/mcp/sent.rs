//! Plans of a model that a person sends in a terminal, and plans that a guard refuses.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;
use tempfile::TempDir;

use super::cancelled::{APPLY, call, wait_for};
use super::{Host, TASK, oms, simulator};

/// The command that the text of a plan names, as it is printed.
fn command(text: &str) -> &str {
    let mut parts = text.split('`');
    let found = parts.find(|part| part.starts_with("oms apply "));
    found.unwrap_or_else(|| panic!("no command is named: {text}"))
}

/// Types a line in the shell of somebody with this home.
fn typed(home: &Path, line: &str) -> Output {
    let folder = Path::new(env!("CARGO_BIN_EXE_oms")).parent().unwrap();
    let mut shell = Command::new("/bin/sh");
    let own = oms(home);
    let variables = own
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    shell.env_clear().envs(variables).env("PATH", folder);
    shell.args(["-c", line]).output().unwrap()
}

fn stop() -> serde_json::Value {
    json!({"action": "StopProject", "parameters": {"id": TASK}})
}

#[test]
fn a_plan_of_a_model_is_sent_in_a_terminal_as_well() {
    for of_a_profile in [true, false] {
        let running = simulator();
        let folder = TempDir::new().unwrap();
        let home = folder.path().join("a b");
        let configuration = home.join(".config/oms");
        std::fs::create_dir_all(&configuration).unwrap();
        let url = running.url();
        let profiles = format!(
            "[profile.staging]\nendpoint = \"{url}\"\n[profile.other]\nendpoint = \"http://127.0.0.1:1\"\n"
        );
        std::fs::write(configuration.join("config.toml"), profiles).unwrap();
        let words = if of_a_profile {
            ["--profile", "staging", "mcp"]
        } else {
            ["--endpoint", &url, "mcp"]
        };
        let mut host = Host::open(&home, &words, None);
        let (text, is_error) = host.call("plan_action", &stop());
        assert!(!is_error, "{text}");
        let parts = text.split('`');
        let named: Vec<&str> = parts.filter(|it| it.starts_with("oms apply")).collect();
        assert_eq!(named.len(), 2, "{text}");
        assert_eq!(named[0], named[1], "{text}");
        let line = format!("{} --yes={TASK}", command(&text));
        let applied = typed(&home, &line);
        assert_eq!(applied.status.code(), Some(0), "{line}: {applied:?}");
        assert_eq!(running.commits(TASK), 1);
        host.end();
    }
}

#[test]
fn a_plan_that_a_guard_refuses_is_kept_for_a_person() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
    let first = host.plan();
    let (text, is_error) = host.call("plan_action", &stop());
    assert!(!is_error, "{text}");
    let second = text.split_whitespace().nth(1).unwrap().to_owned();
    let file = PathBuf::from(command(&text).split(' ').nth(2).unwrap());

    assert!(!host.apply(&first).1);
    let (refused, is_error) = host.apply(&second);
    assert!(is_error && refused.contains("not_sent"), "{refused}");
    assert!(file.exists(), "{}", file.display());
    let (again, _) = host.apply(&first);
    assert!(again.contains("it was sent already"), "{again}");
    let (unknown, _) = host.apply("plan-000000000000");
    assert!(unknown.contains("it was never made here"), "{unknown}");
    assert_eq!(running.commits(TASK), 1);

    // The service stops no task that is stopped.
    let endpoint = format!("--endpoint={}", running.url());
    let resumed = oms(home.path())
        .args([&endpoint, "resume-project", "--id", TASK, "--execute"])
        .arg(format!("--yes={TASK}"))
        .output()
        .unwrap();
    assert_eq!(resumed.status.code(), Some(0), "{resumed:?}");
    // The refusal names a flag, and the command that takes it.
    assert!(refused.contains("add --again"), "{refused}");
    let line = format!("{} --again --yes={TASK}", command(&refused));
    let applied = typed(home.path(), &line);
    assert_eq!(applied.status.code(), Some(0), "{applied:?}");
    assert_eq!(running.commits(TASK), 3);
    host.end();
}

#[test]
fn the_answer_of_a_plan_says_who_confirms_it_and_apply_plan_agrees() {
    for (environment, typed, words) in [
        (
            "",
            Some(json!(TASK)),
            "With apply_plan, the person is asked",
        ),
        ("", None, "This host cannot ask the person."),
        (
            "environment = \"prod\"\n",
            Some(json!(TASK)),
            "The profile is one of production, where a person confirms in a terminal.",
        ),
    ] {
        let running = simulator();
        let home = TempDir::new().unwrap();
        let configuration = home.path().join(".config/oms");
        std::fs::create_dir_all(&configuration).unwrap();
        let profile = format!(
            "[profile.live]\nendpoint = \"{}\"\n{environment}",
            running.url()
        );
        std::fs::write(configuration.join("config.toml"), profile).unwrap();
        let is_asked = environment.is_empty() && typed.is_some();
        let mut host = Host::open(home.path(), &["--profile", "live", "mcp"], typed);
        let (planned, is_error) = host.call("plan_action", &stop());
        assert!(!is_error && planned.contains(words), "{planned}");
        let promises = planned.contains("the person is asked");
        assert_eq!(promises, is_asked, "{planned}");
        let (applied, is_error) = host.apply(planned.split_whitespace().nth(1).unwrap());
        assert_eq!(is_error, !is_asked, "{applied}");
        if !is_asked {
            let agrees = applied.contains(words) && command(&applied) == command(&planned);
            assert!(agrees, "{applied}");
        }
        assert_eq!(running.commits(TASK), usize::from(is_asked));
        host.end();
    }
}

/// A model needs no shell for this, only a tool that writes files: the place of a plan is told, and
/// it can make as many signed plans as it likes.
#[test]
fn p301_a_host_asks_about_the_plan_that_is_sent_whatever_is_put_into_its_file() {
    let running = simulator();
    for is_asked in [false, true] {
        running.simulator.reset();
        let home = TempDir::new().unwrap();
        let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
        let file = |text: &str| PathBuf::from(command(text).split(' ').nth(2).unwrap());
        let (meant, _) = host.call("plan_action", &stop());
        let back = json!({"id": TASK, "reverse": false, "startTimestamp": "-5d"});
        let move_it = json!({"action": "ResetIncrStartTimestamp", "parameters": back});
        let (other, is_error) = host.call("plan_action", &move_it);
        assert!(!is_error, "{other}");
        let swap = || std::fs::copy(file(&other), file(&meant)).unwrap();
        let plan = json!({ "plan_id": meant.split_whitespace().nth(1).unwrap() });
        if !is_asked {
            swap();
        }
        host.send(&call(APPLY, "apply_plan", &plan));
        let asked = wait_for(&mut host, |it| it["method"] == "elicitation/create");
        let question = asked["params"]["message"].as_str().unwrap();
        assert!(question.starts_with("StopProject at "), "{question}");
        if is_asked {
            swap();
        }
        let answer = json!({"action": "accept", "content": {"confirm": TASK}});
        host.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer}));
        let sent = wait_for(&mut host, |it| it["id"] == APPLY);
        assert_ne!(sent["result"]["isError"], true, "{sent}");
        host.end();
        let commits = running.simulator.commits();
        let actions: Vec<&str> = commits
            .iter()
            .filter_map(|it| it.action.as_deref())
            .collect();
        assert_eq!(actions, ["StopProject"], "asked before: {is_asked}");
    }
}
