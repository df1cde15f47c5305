//! The commands that are advised: a way around a look that failed is named only if the service
//! itself has answered, and each command is one that can be typed.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator, Status};
use tokio::task::JoinSet;

use super::{Desk, Ended, YES, at, now, oms, plainly, with};
use crate::exports;
use crate::support::replies::refusing;

const TASK: &str = "np_4w3a0001";
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
pub(super) fn commands(text: &str) -> BTreeSet<Vec<String>> {
    let parts = text.split('`').filter(|part| part.starts_with("oms "));
    parts
        .map(|part| part.split(' ').map(str::to_owned).collect())
        .collect()
}

/// Two profiles, of which the default one is of another service with another journal.
pub(super) async fn beside_the_default() -> (Desk, Desk) {
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
        // Nobody is there to type the ID.
        let asks = command.iter().any(|word| word == "--execute");
        let is_found = match ended.exit {
            Exit::Declined => asks,
            exit => matches!(exit, Exit::Success | Exit::Guard),
        };
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

/// The default profile is that of another service, which has a task of the same ID.
#[tokio::test]
async fn p241_who_gives_up_a_run_of_another_service_is_told_how_its_task_goes_on_there() {
    let rewind = "--profile b rewind --id np_4w3a0001 --reverse false --to 1742365118 \
                  --leave-paused --execute --yes=np_4w3a0001 --wait-timeout 300ms";
    let (abandon, resolve) = ("runs abandon 1", "journal resolve 4 --took-effect");
    for (fault, lines) in [
        (Fault::answer(200, ENVELOPE), &[abandon][..]),
        (Fault::CommitAndLoseReply, &[abandon, resolve]),
    ] {
        let (other, desk) = beside_the_default().await;
        let rule = FaultRule::new(fault).on_action("ResetIncrStartTimestamp");
        desk.simulator.inject(rule.times(1)).unwrap();
        let journal = desk.journal();
        let words = |line: &str| -> Vec<String> {
            let own = ["oms", "--journal", &journal].into_iter();
            own.chain(line.split_whitespace())
                .map(str::to_owned)
                .collect()
        };
        let left = plainly(words(rewind)).await;
        assert!(left.exit != Exit::Success, "{left:?}");
        let there = format!(
            "--profile b --endpoint {} --journal {journal}",
            desk.simulator.url()
        );
        let told = |ended: &Ended, command: &str| {
            let command = format!("oms {command} {there}");
            let text = format!("{}{}", ended.stdout, ended.stderr);
            let command: Vec<String> = command.split(' ').map(str::to_owned).collect();
            assert!(commands(&text).contains(&command), "{command:?}: {text}");
            command
        };
        let mut resume = Vec::new();
        for line in lines {
            let ended = plainly(words(line)).await;
            assert_eq!(ended.exit, Exit::Success, "{ended:?}");
            resume = told(&ended, "task resume np_4w3a0001 --execute");
            if lines.len() > 1 && *line == abandon {
                told(&ended, "journal resolve 4");
            }
        }
        let again = plainly(words("runs resume 1")).await;
        assert_eq!(again.exit, Exit::Usage, "{again:?}");
        told(&again, "status");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
        resume.push(format!("--yes={TASK}"));
        let resumed = plainly(resume).await;
        assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert!(other.simulator.requests().is_empty());
    }
}

/// Whoever copies a command that lacks a word is refused.
#[tokio::test]
async fn every_command_that_is_advised_is_a_whole_one() {
    let desk = Desk::new().await;
    let rule = FaultRule::new(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    desk.simulator.inject(rule).unwrap();
    let url = desk.simulator.url();
    let config = format!("[profile.p]\nendpoint = \"{url}\"\nenvironment = \"prod\"\n");
    fs::create_dir_all(desk.folder.path().join(".config/oms")).unwrap();
    desk.secret(".config/oms/config.toml", &config, 0o600);
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118";
    let yes = YES.join(" ");
    let mut advised = BTreeSet::new();
    for (line, expected) in [
        (
            format!("{rewind} {yes}"),
            "oms journal resolve 4 --took-effect",
        ),
        ("undo 4".to_owned(), "oms journal resolve 4 --endpoint"),
        ("undo 2".to_owned(), "oms rewind --help"),
        (
            format!("{rewind} --no-preflight"),
            "oms task reset-incr-start-timestamp --help",
        ),
        (format!("--profile p {rewind} {yes}"), "oms plan --help"),
    ] {
        let ended = desk.line(&line).await;
        assert!(ended.exit != Exit::Success, "{ended:?}");
        let told = commands(&format!("{}{}", ended.stdout, ended.stderr));
        let is_told = |command: &Vec<String>| command.join(" ").starts_with(expected);
        assert!(told.iter().any(is_told), "{line}: {expected}: {told:?}");
        advised.extend(told);
    }
    for command in advised {
        let ended = plainly(command.clone()).await;
        for lacks in ["not provided", "a value is required"] {
            assert!(!ended.stderr.contains(lacks), "{command:?}: {ended:?}");
        }
    }
}

#[tokio::test]
async fn what_is_advised_behind_a_write_shows_its_effect() {
    let desk = Desk::new().await;
    for (write, task, fact) in [
        (
            "reset-incr-start-timestamp np_4w3a0001 --reverse false --to 1742365118",
            "np_4w3a0001",
            "position",
        ),
        ("resume np_4w3a0002", "np_4w3a0002", "state"),
        ("stop np_4w3a0003", "np_4w3a0003", "state"),
    ] {
        let line = format!("task {write} --execute --yes={task}");
        let ended = desk.line(&line).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        let look = format!("`oms task describe-progress {task}` shows the {fact} of the task.");
        assert!(desk.short(&ended.stdout).contains(&look), "{ended:?}");
        for command in commands(&ended.stdout) {
            let shown = plainly(command).await;
            assert_eq!(shown.exit, Exit::Success, "{shown:?}");
            assert!(shown.stdout.contains(task), "{shown:?}");
        }
    }
    let unseen = desk
        .line("label create --name night --execute --yes=CreateLabel")
        .await;
    assert_eq!(unseen.exit, Exit::Success, "{unseen:?}");
    assert!(commands(&unseen.stdout).is_empty(), "{unseen:?}");
}

/// The words of the spec are the same for each task, so that a command in them would name none.
#[test]
fn what_the_spec_says_behind_a_write_names_no_command() {
    for action in &exports::api().actions {
        let said = action.afterwards.as_deref().unwrap_or_default();
        assert!(!said.contains("`oms "), "{}: {said}", action.wire_name);
    }
}

#[tokio::test]
async fn what_is_advised_without_a_call_finds_the_same_journal() {
    let desk = Desk::new().await;
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("StopProject");
    desk.simulator.inject(lost).unwrap();
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 2s";
    assert_eq!(desk.line(rewind).await.exit, Exit::Unknown);
    let resolve = "oms journal resolve 2";
    let resume = "oms task resume np_4w3a0001 --execute";
    let later = now() + Duration::from_secs(100 * 86_400);
    let prune = "journal prune --before -90d";
    for (line, when, advised) in [
        (prune, later, &["oms journal list --open", "oms runs"][..]),
        ("runs abandon 1", now(), &[resolve, resume]),
        ("journal resolve 2 --took-effect", now(), &[resume]),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let ended = at(when, desk.words(&words)).await;
        assert_eq!(ended.exit, Exit::Success, "{line}: {ended:?}");
        let told = format!("{}{}", ended.stdout, ended.stderr);
        let short = commands(&desk.short(&told));
        let short: Vec<String> = short.into_iter().map(|words| words.join(" ")).collect();
        assert_eq!(short, advised, "{line}: {ended:?}");
        let journal = format!("--journal {}", desk.journal());
        for command in commands(&told) {
            let whole = command.join(" ");
            assert!(whole.ends_with(&journal), "{line}: {whole}");
            // Both streams may be one terminal.
            assert_eq!(told.matches(&format!("`{whole}`")).count(), 1, "{ended:?}");
        }
    }
}

#[tokio::test]
async fn a_command_that_is_said_to_let_a_task_go_on_does_so_once_the_id_is_typed() {
    let refused = |action| FaultRule::from(refusing(409)).on_action(action).times(1);
    for words in ["oms runs resume", "oms task resume"] {
        let simulator = Simulator::builder().fault(refused("ResetIncrStartTimestamp"));
        let desk = Desk::with(simulator.fault(refused("ResumeProject"))).await;
        let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                      --yes=np_4w3a0001 --wait-timeout 2s";
        let paused = desk.line(rewind).await;
        assert_eq!(paused.exit, Exit::PartlyDone, "{paused:?}");
        let advised = commands(&paused.stderr).into_iter();
        let mut advised = advised.filter(|command| command.join(" ").starts_with(words));
        let command = advised.next().unwrap();
        let unasked = plainly(command.clone()).await;
        assert_eq!(unasked.exit, Exit::Declined, "{command:?}: {unasked:?}");
        let typed = oms(command, &[], Some("np_4w3a0001\n"), "").await;
        assert_eq!(typed.exit, Exit::Success, "{typed:?}");
        let task = desk.simulator.task("np_4w3a0001").unwrap();
        assert_eq!(task.status, Status::Running, "{typed:?}");
    }
}
