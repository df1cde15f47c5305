//! The plan of a batch: the commands that it advises, and the reason why it would be refused.

use std::fs;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule};
use serde_json::{Value, json};

use super::super::advised::{beside_the_default, commands};
use super::super::{Desk, plainly};
use super::{FIVE, SEND};

/// The default profile is that of another service, whose journal has entries of the same numbers.
#[tokio::test]
async fn what_the_plan_of_a_batch_advises_finds_the_service_and_the_journal_of_the_command() {
    let (other, desk) = beside_the_default().await;
    let journal = desk.journal();
    let words = |line: &str| -> Vec<String> {
        let own = ["oms", "--profile", "b", "--journal", &journal];
        let words = own.into_iter().chain(line.split_whitespace());
        words.map(str::to_owned).collect()
    };
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("StopProject");
    desk.simulator.inject(lost.times(1)).unwrap();
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 2s";
    let ended = plainly(words(rewind)).await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");

    let [file, saved] = ["tasks", "p.json"].map(|name| desk.folder.path().join(name));
    fs::write(&file, "id,reverse,to\nnp_4w3a0001,false,1742365118\n").unwrap();
    let (file, saved) = (file.display(), saved.display());
    let [resolve, show, resume, abandon] = [
        "journal resolve 2 --took-effect",
        "runs show 1",
        "runs resume 1 --execute",
        "runs abandon 1",
    ]
    .map(|advised| {
        let command = format!("oms {advised} --profile b --journal {journal}");
        command.split(' ').map(str::to_owned).collect::<Vec<_>>()
    });
    for line in [
        format!("batch {file}"),
        format!("batch {file} --pause"),
        format!("batch {file} -o json"),
        format!("batch {file} -o yaml"),
        format!("batch {file} --query /action"),
        format!("plan batch {file}"),
        format!("plan -o {saved} batch {file}"),
    ] {
        let planned = plainly(words(&line)).await;
        assert_eq!(planned.exit, Exit::Guard, "{planned:?}");
        let told = commands(&format!("{}{}", planned.stdout, planned.stderr));
        for command in [&resolve, &show, &resume, &abandon] {
            assert!(told.contains(command), "{line}: {command:?}: {planned:?}");
        }
    }
    for command in [show, resolve, resume, abandon] {
        // Nobody is there to type the ID.
        let asks = command.iter().any(|word| word == "--execute");
        let ended = plainly(command).await;
        let is_found = match ended.exit {
            Exit::Declined | Exit::Guard => asks,
            exit => exit == Exit::Success,
        };
        assert!(is_found, "{ended:?}");
    }
    assert!(other.simulator.requests().is_empty());
    for elsewhere in ["of-a", "of-b"] {
        assert!(!desk.folder.path().join(elsewhere).exists(), "{elsewhere}");
    }
}

/// A file whose last line would skip changes, and the reason.
fn skipping() -> (String, &'static str) {
    let text = FIVE.replace(
        "np_4w3a0003,false,1742365118",
        "np_4w3a0003,false,1742370000",
    );
    (text, "the new position SKIPS CHANGES: it lies 20 min after")
}

#[tokio::test]
async fn the_plan_of_a_batch_that_would_be_refused_says_why_in_every_format_for_programs() {
    let desk = Desk::new().await;
    let (skips, why) = skipping();
    let unknown = FIVE.replace("np_4w3a0003", "np_none");
    let warning = format!("Line 6: It would be refused: {why}");
    for (text, why, warning) in [
        (&skips, why, warning.as_str()),
        (
            &unknown,
            "it could not be looked up: ",
            "Line 6: It could not be looked up: ",
        ),
    ] {
        for format in ["json", "jsonl"] {
            let ended = desk.batched(text, &["-o", format]).await;
            assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
            let object = ended.json();
            let lines = object["explanation"].as_array().unwrap();
            let is_told = |line: &Value| {
                line["label"] == json!("Warning")
                    && line["text"].as_str().unwrap().starts_with(warning)
            };
            assert!(lines.iter().any(is_told), "{warning}: {object}");
            let last = &object["data"][4];
            assert_eq!(last["exit_code"], json!(9), "{object}");
            let message = last["message"].as_str().unwrap();
            assert!(message.starts_with(why), "{object}");
            // The others would be sent if they were alone.
            let first = &object["data"][0];
            assert_eq!(first["exit_code"], json!(6), "{object}");
            assert_eq!(first["message"], Value::Null, "{object}");
        }
        let yaml = desk.batched(text, &["-o", "yaml"]).await;
        assert!(yaml.stdout.contains(warning), "{yaml:?}");
    }
}

#[tokio::test]
async fn beside_a_part_of_a_plan_that_would_be_refused_standard_error_says_why() {
    let desk = Desk::new().await;
    let (text, skips) = skipping();
    let file = desk.folder.path().join("tasks");
    fs::write(&file, text).unwrap();
    let refused = "warning: It would be refused: the new position SKIPS CHANGES";
    let of_line = format!("warning: Line 6: It would be refused: {skips}");
    let reset = "task reset-incr-start-timestamp";
    for (line, why) in [
        (format!("batch {}", file.display()), of_line.as_str()),
        (
            "rewind np_4w3a0001 --reverse false --to -1s".to_owned(),
            refused,
        ),
        (
            format!("{reset} np_4w3a0001 --reverse false --to -1s"),
            refused,
        ),
        (
            format!("{reset} np_none --reverse false --to 1742365118"),
            "warning: It could not be looked up: ",
        ),
    ] {
        for part in ["--query /action", "--jq .action"] {
            let ended = desk.line(&format!("{line} {part}")).await;
            assert_eq!(ended.exit, Exit::Guard, "{line}: {ended:?}");
            assert_eq!(ended.stdout, "ResetIncrStartTimestamp\n", "{line}");
            for words in [why, "it would be refused, for the reason above."] {
                assert!(ended.stderr.contains(words), "{words}: {ended:?}");
            }
        }
    }
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p189_of_the_many_mistakes_of_a_file_twenty_are_told_and_the_rest_is_counted() {
    let desk = Desk::new().await;
    let text = "id,reverse,startTimestamp\n".to_owned() + &"np_1,maybe,-2h\n".repeat(500);
    let ended = desk.batched(&text, &["--execute", "--yes=5"]).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    let told = ended.stderr.matches("cause: line ").count();
    assert_eq!(told, 20, "{ended:?}");
    for words in ["cause: line 21: ", "cause: and 480 more\n"] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }
    // A program that corrects the file needs each of them.
    let ended = desk.batched(&text, SEND).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    let object = ended.json();
    let causes = object["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 500);
    assert!(causes[499].as_str().unwrap().starts_with("line 501: "));
}
