//! The advice after a look that failed: a way around the look is named only if the service itself
//! has answered.

use std::collections::BTreeSet;
use std::fs;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use tokio::task::JoinSet;

use super::{Desk, Ended, plainly, with};

const YES: &[&str] = &["--execute", "--yes=np_4w3a0001"];
const ENVELOPE: &str = r#"{"success":false,"code":"GHANA-1","message":"no such task"}"#;
const WAY: &str = "`oms doctor` checks the way";
const AROUND: &str = "--no-preflight";

/// Returns what a write says whose look meets this fault. Nothing is sent.
async fn looked(fault: Fault) -> Ended {
    let rule = FaultRule::new(fault.clone()).on_action("DescribeProjectProgress");
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    let ended = plainly(desk.call(YES)).await;
    assert!(ended.exit != Exit::Success, "{fault:?}: {ended:?}");
    assert!(desk.sent().is_empty(), "{fault:?}");
    Ended {
        stderr: desk.short(&ended.stderr),
        ..ended
    }
}

#[tokio::test]
async fn p077_after_a_look_that_a_bare_status_refused_no_way_around_it_is_named() {
    // A look is repeated after a while, so they wait together.
    let mut looks = JoinSet::new();
    for (status, words) in [
        (301, WAY),
        (400, WAY),
        (401, "a gateway may ask for its own."),
        (403, WAY),
        (404, WAY),
        (405, WAY),
        (407, "the address of the proxy"),
        (409, WAY),
        (413, WAY),
        (415, WAY),
        (429, "Wait, then run the command again."),
        (502, WAY),
        (503, WAY),
    ] {
        looks.spawn(async move {
            let ended = looked(Fault::status(status)).await;
            assert!(ended.stderr.contains(words), "{status}: {ended:?}");
            assert!(!ended.stderr.contains(AROUND), "{status}: {ended:?}");
        });
    }
    looks.join_all().await;
}

#[tokio::test]
async fn p077_after_a_look_that_was_lost_no_way_around_it_is_named() {
    for fault in [Fault::Garbage, Fault::LoseBeforeCommit, Fault::Html502] {
        let ended = looked(fault.clone()).await;
        assert!(ended.stderr.contains(WAY), "{fault:?}: {ended:?}");
        assert!(!ended.stderr.contains(AROUND), "{fault:?}: {ended:?}");
    }
}

#[tokio::test]
async fn p077_after_a_wrong_path_the_endpoint_is_to_be_checked() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    let wrong = with(desk.call(YES), &url, &format!("{url}/wrong"));
    let ended = plainly(wrong).await;
    assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    let words = format!("Check the endpoint and its path; `oms doctor --endpoint {url}/wrong ");
    assert!(ended.stderr.contains(&words), "{ended:?}");
    assert!(!ended.stderr.contains(AROUND), "{ended:?}");
}

#[tokio::test]
async fn p077_a_look_that_the_service_itself_refused_may_be_left_out() {
    for (status, words) in [
        (200, "Check the ID;"),
        (400, "Check the ID;"),
        (404, "Check the ID;"),
        (500, "Check the ID;"),
        (403, "If only the look is not permitted,"),
    ] {
        let ended = looked(Fault::answer(status, ENVELOPE)).await;
        assert!(ended.stderr.contains(words), "{status}: {ended:?}");
        assert!(ended.stderr.contains(AROUND), "{status}: {ended:?}");
    }
}

/// The commands that a text advises, each with its words.
fn commands(text: &str) -> BTreeSet<Vec<String>> {
    let parts = text.split('`').filter(|part| part.starts_with("oms "));
    parts
        .map(|part| part.split(' ').map(str::to_owned).collect())
        .collect()
}

/// Two profiles, of which the default one is of another service with another journal.
async fn beside_the_default() -> (Desk, Desk) {
    let (other, desk) = (Desk::new().await, Desk::new().await);
    let place = |name: &str| desk.folder.path().join(name).display().to_string();
    let profile = |name: &str, desk: &Desk, journal: &str| {
        format!(
            "[profile.{name}]\nendpoint = \"{}\"\nuser = \"admin\"\npassword_file = \"{}\"\njournal = \"{}\"\n",
            desk.simulator.url(),
            desk.password_file(),
            place(journal)
        )
    };
    let config = format!(
        "default_profile = \"a\"\n{}{}",
        profile("a", &other, "of-a"),
        profile("b", &desk, "of-b")
    );
    fs::create_dir_all(place(".config/oms")).unwrap();
    desk.secret(".config/oms/config.toml", &config, 0o600);
    (other, desk)
}

#[tokio::test]
async fn what_is_advised_finds_the_service_and_the_journal_of_the_command_that_advises_it() {
    let (other, desk) = beside_the_default().await;
    let journal = desk.journal();
    let words = |line: &str| -> Vec<String> {
        let own = ["oms", "--profile", "b", "--journal", &journal];
        own.into_iter()
            .chain(line.split(' '))
            .map(str::to_owned)
            .collect()
    };
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 2s";
    let mut advised = BTreeSet::new();
    for (fault, action) in [
        (Fault::Html502, "DescribeProjectProgress"),
        (Fault::LoseBeforeCommit, "StopProject"),
        // The open entry refuses the same.
        (Fault::LoseBeforeCommit, "StopProject"),
    ] {
        desk.simulator.clear_faults();
        let rule = FaultRule::new(fault).on_action(action);
        desk.simulator.inject(rule).unwrap();
        let ended = plainly(words(rewind)).await;
        assert!(ended.exit != Exit::Success, "{ended:?}");
        let text = format!("{}{}", ended.stdout, ended.stderr);
        advised.append(&mut commands(&text));
    }
    desk.simulator.clear_faults();
    let is_of = |command: &[String], words: &str| command.join(" ").starts_with(words);
    for words in [
        "oms doctor",
        "oms journal resolve 2 --took-effect",
        "oms runs resume 1",
        "oms task describe-progress np_4w3a0001",
    ] {
        let named = advised.iter().any(|command| is_of(command, words));
        assert!(named, "{words}: {advised:?}");
    }
    for command in advised {
        if is_of(&command, "oms runs abandon") {
            continue;
        }
        let ended = plainly(command.clone()).await;
        let is_found = matches!(ended.exit, Exit::Success | Exit::Guard);
        assert!(is_found, "{command:?}: {ended:?}");
        if is_of(&command, "oms journal resolve") {
            assert!(ended.stdout.contains(&desk.simulator.url()), "{ended:?}");
        }
    }
    assert!(other.simulator.requests().is_empty());
    for elsewhere in ["of-a", "of-b"] {
        assert!(!desk.folder.path().join(elsewhere).exists(), "{elsewhere}");
    }
}
