//! The commands that are advised beside a simulator of the command's own: they reach no other
//! service, and say what ends with the command.

use std::time::SystemTime;

use oms_cli::Exit;

use super::advised::commands;
use super::{Desk, Ended, run};

/// The words about a simulator of its own by which a command closes its advice.
const ENDS: &str = "with this command, and a later one with --simulator starts anew. To keep one running, start it with `oms sim`, and name its endpoint.";

/// Runs a command where variables name the service and the journal of a desk.
async fn at_the_desk(desk: &Desk, words: Vec<String>) -> Ended {
    let (url, journal) = (desk.simulator.url(), desk.journal());
    let variables = [
        ("OMS_ENDPOINT", url.as_str()),
        ("OMS_USER", "admin"),
        ("OMS_PASSWORD", "secret"),
        ("OMS_JOURNAL", &journal),
    ];
    run(SystemTime::now(), words, &variables, None, "").await
}

#[tokio::test]
async fn what_is_advised_beside_a_simulator_of_its_own_reaches_no_other_service_and_no_journal() {
    let stop = "task stop np_4w3a0001 --execute --yes=np_4w3a0001";
    for (line, expected) in [
        (
            format!("{stop} --query /nothing"),
            "oms journal show 1 --simulator",
        ),
        (
            "task stop np_none --execute --yes=np_none".to_owned(),
            "oms task list --simulator",
        ),
        (
            "reset-incr-start-timestamp np_4w3a0001 --reverse false --to -2h --execute \
             --yes=np_4w3a0001"
                .to_owned(),
            "oms task describe-progress np_4w3a0001 --simulator",
        ),
        (
            "task stop np_none --execute --yes=np_none -o json".to_owned(),
            "oms task list --simulator",
        ),
        ("runs resume 1".to_owned(), "oms runs --simulator"),
    ] {
        let desk = Desk::new().await;
        let line = format!("oms --simulator {line}");
        let ended = at_the_desk(&desk, line.split(' ').map(str::to_owned).collect()).await;
        let text = format!("{}{}", ended.stdout, ended.stderr);
        assert_eq!(text.matches(ENDS).count(), 1, "{line}: {text}");
        if line.ends_with("json") {
            let next = ended.json()["next"].as_str().unwrap().to_owned();
            assert!(next.ends_with(ENDS), "{next}");
        }
        let mut advised = commands(&text);
        assert!(advised.remove(["oms", "sim"].map(str::to_owned).as_slice()));
        let is_named = advised.iter().any(|command| command.join(" ") == expected);
        assert!(is_named, "{expected}: {advised:?}");
        for command in advised {
            at_the_desk(&desk, command).await;
        }
        assert!(desk.simulator.requests().is_empty(), "{line}");
        assert!(!desk.folder.path().join("journal").exists(), "{line}");
    }
}

#[tokio::test]
async fn what_is_advised_beside_a_simulator_of_its_own_finds_a_journal_that_was_named() {
    let desk = Desk::new().await;
    let kept = desk.folder.path().join("kept").display().to_string();
    let line = format!(
        "oms --simulator --journal {kept} task stop np_4w3a0001 --execute --yes=np_4w3a0001 --query /nothing"
    );
    let ended = at_the_desk(&desk, line.split(' ').map(str::to_owned).collect()).await;
    assert!(
        ended
            .stderr
            .contains(&format!("The simulated service ends {ENDS}")),
        "{ended:?}"
    );
    let shown = format!("oms journal show 1 --simulator --journal {kept}");
    let shown: Vec<String> = shown.split(' ').map(str::to_owned).collect();
    assert!(commands(&ended.stderr).contains(&shown), "{ended:?}");
    let shown = at_the_desk(&desk, shown).await;
    assert_eq!(shown.exit, Exit::Success, "{shown:?}");
    assert!(shown.stdout.contains("StopProject"), "{shown:?}");
}

#[tokio::test]
async fn a_plan_for_a_simulator_of_its_own_is_not_said_to_be_one_that_can_be_kept() {
    let desk = Desk::new().await;
    let file = desk.secret("one.csv", "id,reverse,to\nnp_4w3a0001,false,-2h\n", 0o600);
    for line in [
        "task stop np_4w3a0001".to_owned(),
        "rewind np_4w3a0001 --reverse false --to -2h".to_owned(),
        format!("batch {}", file.display()),
    ] {
        let line = format!("oms --simulator plan {line}");
        let planned = at_the_desk(&desk, line.split(' ').map(str::to_owned).collect()).await;
        assert_eq!(planned.exit, Exit::Success, "{line}: {planned:?}");
        let words = "so that this plan could never be applied. To keep one running, start it with `oms sim`";
        assert!(planned.stdout.contains(words), "{line}: {planned:?}");
        assert!(!planned.stdout.contains("-o FILE"), "{line}: {planned:?}");
    }
}
