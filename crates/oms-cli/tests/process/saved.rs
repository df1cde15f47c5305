//! Files of plans: as long as they may be, and the advice for what is none.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::text;

/// Nothing listens there, so that what would be sent is not sent.
const NOWHERE: &str = "http://127.0.0.1:1";

fn oms(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms"));
    command
        .env_clear()
        .env("HOME", home)
        .env("OMS_ENDPOINT", NOWHERE)
        .env("OMS_USER", "admin")
        .env("OMS_PASSWORD", "secret")
        .args(arguments);
    command
}

/// Applies a file, the plan in which is about an action without a subject.
fn apply(home: &Path, file: &str, action: &str) -> Output {
    let yes = format!("--yes={action}");
    oms(home, &["apply", file, &yes]).output().unwrap()
}

#[test]
fn p169_a_plan_that_is_saved_can_be_read_and_a_longer_one_is_not_saved() {
    let home = TempDir::new().unwrap();
    let place = |name: &str| home.path().join(name).display().to_string();
    let (given, plan) = (place("given.json"), place("p.json"));
    let label = &["create-label", "--json", "-"][..];
    let unknown = &["call", "CreateThings", "--show", "a", "--json", "-"][..];
    for (arguments, action, parameters, is_saved) in [
        (
            label,
            "CreateLabel",
            format!("{{\"name\":\"{}\"}}", "x".repeat(2_200_000)),
            true,
        ),
        (
            label,
            "CreateLabel",
            format!("{{\"name\":\"{}\"}}", "x".repeat((4 << 20) - 11)),
            true,
        ),
        // A plan has each value on a line of its own.
        (
            unknown,
            "CreateThings",
            format!("{{\"a\":[{}1]}}", "1,".repeat(2_000_000)),
            false,
        ),
    ] {
        fs::write(&given, parameters).unwrap();
        let saved = oms(home.path(), &["plan", "-o", &plan])
            .args(arguments)
            .stdin(File::open(&given).unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&saved.stderr);
        let code = if is_saved { 0 } else { 2 };
        assert_eq!(saved.status.code(), Some(code), "{action}: {said}");
        assert_eq!(Path::new(&plan).exists(), is_saved, "{action}");
        if is_saved {
            // It went as far as the service, which is not there.
            let applied = apply(home.path(), &plan, action);
            assert_eq!(applied.status.code(), Some(6), "{action}");
            fs::remove_file(&plan).unwrap();
        } else {
            let why = "the plan is larger than 16 MiB";
            assert!(said.contains(why), "{action}: {said}");
            assert!(said.contains("without saving it first"), "{said}");
        }
    }
}

#[test]
fn a_file_that_is_no_plan_is_refused_with_advice_that_helps() {
    let home = TempDir::new().unwrap();
    let place = |name: &str| home.path().join(name);
    fs::write(place("tasks.csv"), "id\n").unwrap();
    let long = File::create(place("long")).unwrap();
    long.set_len((16 << 20) + 1).unwrap();
    for (name, why, next) in [
        ("missing", "does not exist", "Correct the name of the file."),
        (".", "is not a regular file", "Name a regular file."),
        ("long", "is larger than 16 MiB", "this one is too long"),
        (
            "tasks.csv",
            "is not a saved plan",
            "to which a plan was saved",
        ),
    ] {
        let refused = apply(home.path(), place(name).to_str().unwrap(), "CreateLabel");
        assert_eq!(refused.status.code(), Some(2), "{name}");
        let said = text(&refused);
        assert!(said.contains(why) && said.contains(next), "{said}");
    }
}
