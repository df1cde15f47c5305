//! The summary of a batch: its counts, its exit code, and the formats in which both are told.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Course, Fault, FaultRule, Simulator, SimulatorBuilder};
use serde_json::{Value, json};

use super::super::{Desk, Ended, plainly};
use super::sent::third_meets;
use super::{FIVE, SEND, outcomes};
use crate::support::replies::refusing;

#[tokio::test]
async fn p202_lines_are_counted_by_outcome_and_the_code_is_that_of_the_worst() {
    let desk = third_meets(refusing(409)).await;
    let ended = desk
        .batched(FIVE, &[SEND, &["--keep-going"]].concat())
        .await;
    let object = ended.json();
    assert_eq!(
        object["summary"],
        json!({"tasks": 5, "accepted": 4, "accepted_before": 0, "rejected": 1, "not_sent": 0, "unknown": 0})
    );
    assert_eq!(object["outcome"], json!("mixed"));
    assert_eq!(object["exit_code"], json!(10));
    assert_eq!(object["data"][2]["exit_code"], json!(5));
    assert_eq!(object["data"][3]["journal"], json!(8));

    let rules = [
        FaultRule::from(refusing(409))
            .on_action("ResetIncrStartTimestamp")
            .nth(2),
        FaultRule::from(Fault::CommitAndLoseReply)
            .on_action("ResetIncrStartTimestamp")
            .nth(4),
    ];
    let simulator = rules
        .into_iter()
        .fold(Simulator::builder(), SimulatorBuilder::fault);
    let desk = Desk::with(simulator).await;
    let ended = desk
        .batched(FIVE, &[SEND, &["--keep-going"]].concat())
        .await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    assert_eq!(
        outcomes(&ended.json()),
        ["accepted", "rejected", "accepted", "unknown", "not_sent"]
    );
}

/// Whatever stopped it, a batch of which some lines took effect and others were not sent ends with
/// the same code.
#[tokio::test]
async fn p202_lines_that_were_not_sent_beside_accepted_ones_are_told_by_the_code() {
    let late = || Simulator::builder().tickets(Course::after(Duration::from_secs(3600)));
    let third = |fault: Fault| {
        let rule = FaultRule::from(fault).on_action("ResetIncrStartTimestamp");
        Simulator::builder().fault(rule.nth(3))
    };
    let unread = Fault::WrongType(oms_sim::WrongType::Payload);
    for (simulator, more) in [
        (third(refusing(409)), &[][..]),
        (third(refusing(401)), &["--keep-going"]),
        (third(unread), &[]),
        (late(), &["--canary=2", "--wait-timeout=200ms"]),
        (late(), &["--pause", "--wait-timeout=200ms"]),
    ] {
        let desk = Desk::with(simulator).await;
        let ended = desk.batched(FIVE, &[SEND, more].concat()).await;
        let object = ended.json();
        let summary = &object["summary"];
        assert!(
            summary["accepted"].as_u64() > Some(0),
            "{more:?}: {ended:?}"
        );
        assert!(
            summary["not_sent"].as_u64() > Some(0),
            "{more:?}: {ended:?}"
        );
        assert_eq!(summary["unknown"], json!(0), "{more:?}: {ended:?}");
        assert_eq!(ended.exit.code(), 10, "{more:?}: {ended:?}");
        assert_eq!(object["outcome"], json!("mixed"), "{more:?}: {ended:?}");
    }
}

/// The word for the whole says nothing that is false of one of its requests.
#[tokio::test]
async fn p202_the_outcome_of_several_requests_is_one_of_theirs_only_where_they_do_not_differ() {
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 2s";
    let (stop, reset, resume) = ("StopProject", "ResetIncrStartTimestamp", "ResumeProject");
    let whole = [
        FIVE.lines().next().unwrap(),
        "np_4w3a0001,false,1742365118\n",
    ]
    .join("\n");
    for (refused, rewound, paused, plain) in [
        (&[][..], "accepted", "accepted", "accepted"),
        (&[stop], "rejected", "rejected", "accepted"),
        (&[reset], "rejected", "rejected", "rejected"),
        (&[reset, resume], "mixed", "mixed", "rejected"),
    ] {
        let desk = || async {
            let refused = refused.iter().map(|action| {
                let rule = FaultRule::from(refusing(409)).on_action(*action);
                rule.times(1)
            });
            Desk::with(refused.fold(Simulator::builder(), SimulatorBuilder::fault)).await
        };
        let send = ["--execute", "--yes=1", "-o", "json"];
        let pausing = [&send[..], &["--pause", "--wait-timeout=2s"]].concat();
        let ended = [
            desk().await.line(&format!("{rewind} -o json")).await,
            desk().await.batched(&whole, &pausing).await,
            desk().await.batched(&whole, &send).await,
        ];
        for (ended, outcome) in ended.iter().zip([rewound, paused, plain]) {
            assert_eq!(
                ended.json()["outcome"],
                json!(outcome),
                "{refused:?}: {ended:?}"
            );
        }
    }
    // The stop was accepted, and the move was not begun.
    let blind = (2..99).fold(
        FaultRule::new(Fault::status(503)).on_action("DescribeProjectProgress"),
        FaultRule::nth,
    );
    let desk = Desk::with(Simulator::builder().fault(blind)).await;
    let short = rewind.replace("2s", "200ms");
    let ended = desk.line(&format!("{short} -o json")).await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    assert_eq!(ended.json()["outcome"], json!("mixed"), "{ended:?}");
}

/// The resume is open: behind the move, and behind one that was refused. Whoever looks for the word
/// before the same is sent again finds it.
#[tokio::test]
async fn p202_the_outcome_of_several_requests_is_unknown_where_one_of_them_is() {
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                  --yes=np_4w3a0001 --wait-timeout 300ms -o json";
    let file = "id,reverse,to\nnp_4w3a0001,false,1742365118\n";
    let pausing = ["--execute", "--yes=1", "-o", "json", "--pause"];
    let pausing = [&pausing[..], &["--wait-timeout=300ms"]].concat();
    for is_refused in [false, true] {
        let desk = || async {
            let lost = FaultRule::new(Fault::CommitAndLoseReply).on_action("ResumeProject");
            let refused = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
            let simulator = Simulator::builder().fault(lost.times(1));
            Desk::with(if is_refused {
                simulator.fault(refused.times(1))
            } else {
                simulator
            })
            .await
        };
        for ended in [
            desk().await.line(rewind).await,
            desk().await.batched(file, &pausing).await,
        ] {
            assert_eq!(ended.json()["outcome"], json!("unknown"), "{ended:?}");
        }
    }
}

/// A batch of which the third line is rejected, in a format.
async fn rejected_in(format: &str) -> (Desk, Ended) {
    let desk = third_meets(refusing(409)).await;
    let format = ["--keep-going", "-o", format];
    let ended = desk.batched(FIVE, &[&SEND[..3], &format].concat()).await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    (desk, ended)
}

const COUNTS: &str = "5 tasks: 4 accepted, 1 rejected.";

#[tokio::test]
async fn p202_the_counts_stand_below_the_lines_for_a_person() {
    let (desk, ended) = rejected_in("table").await;
    let host = desk.simulator.address().to_string();
    insta::assert_snapshot!(desk.short(&ended.stdout).replace(&host, "HOST"), @r"
    LINE  OUTCOME   ID           DIRECTION  TICKET  ENTRY
    2     accepted  np_4w3a0001  forward    1       2
    3     accepted  np_4w3a0001  reverse    2       4
    4     rejected  np_4w3a0002  forward            6
    5     accepted  np_4w3a0002  reverse    3       8
    6     accepted  np_4w3a0003  forward    4       10
    5 tasks: 4 accepted, 1 rejected.
    line 4: np_4w3a0002, forward: ResetIncrStartTimestamp was refused at HOST with status 409: REFUSED: not now; it had no effect; it conflicts with the present state.
    Run the same command again to go on: lines that were accepted are not sent again. `oms runs show 1` shows it, and `oms runs abandon 1` gives it up.
    ");
}

#[tokio::test]
async fn p202_the_counts_and_a_record_a_line_stand_in_every_format_for_programs() {
    let (_, json) = rejected_in("json").await;
    assert_eq!(json.stdout.lines().count(), 1);
    let message = json.json()["message"].as_str().unwrap().to_owned();
    assert!(message.starts_with(COUNTS), "{message}");

    let (_, jsonl) = rejected_in("jsonl").await;
    let lines: Vec<&str> = jsonl.stdout.lines().collect();
    let third: Value = serde_json::from_str(lines[2]).unwrap();
    assert_eq!((lines.len(), &third["outcome"]), (5, &json!("rejected")));
    assert!(jsonl.stderr.contains(COUNTS), "{jsonl:?}");

    let (_, csv) = rejected_in("csv").await;
    let lines: Vec<&str> = csv.stdout.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(
        lines[0].starts_with("line,outcome,id,direction,"),
        "{csv:?}"
    );
    let third = "4,rejected,np_4w3a0002,forward,";
    assert!(lines[3].starts_with(third), "{csv:?}");
    assert!(csv.stderr.contains(COUNTS), "{csv:?}");
}

/// A run whose first line leaves its task paused ends alike, whichever command has sent it.
#[tokio::test]
async fn p202_the_counts_and_a_task_left_paused_are_told_beside_records_by_every_command() {
    let refused = |action| FaultRule::from(refusing(409)).on_action(action).times(1);
    for format in ["csv", "jsonl"] {
        let desk = Desk::new().await;
        let plan = desk.folder.path().join("p.json").display().to_string();
        let mut words = desk.batch(FIVE, &["--pause", "--rate=100"]);
        let place = words.iter().position(|word| word == "batch").unwrap();
        words.splice(place..place, ["plan", "-o", &plan].map(str::to_owned));
        let saved = plainly(words).await;
        assert_eq!(saved.exit, Exit::Success, "{saved:?}");
        for command in [
            format!("apply {plan} --yes=5"),
            "runs resume 1 --execute --yes=5".to_owned(),
        ] {
            for action in ["ResetIncrStartTimestamp", "ResumeProject"] {
                desk.simulator.inject(refused(action)).unwrap();
            }
            let ended = desk.line(&format!("{command} -o {format}")).await;
            assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
            for words in [
                "LEFT PAUSED: np_4w3a0001. 5 tasks: 1 rejected, 4 not sent.",
                "Run the same command again to go on",
                "`oms runs abandon 1` gives it up.",
            ] {
                let said = [&ended.stderr, &ended.stdout].map(|text| desk.short(text));
                let is_said = said.map(|text| text.contains(words));
                assert_eq!(is_said, [true, false], "{words}: {ended:?}");
            }
        }
    }
}

/// Behind the first line, whose resume may have taken effect, the others are not sent.
#[tokio::test]
async fn p196_a_batch_that_stops_behind_a_lost_resume_says_once_how_its_run_goes_on() {
    for (fault, is_told) in [
        (Fault::CommitAndLoseReply, false),
        (Fault::LoseBeforeCommit, true),
    ] {
        let lost = FaultRule::from(fault).on_action("ResumeProject").nth(1);
        let desk = Desk::with(Simulator::builder().fault(lost)).await;
        let more = ["--pause", "--wait-timeout=2s"];
        let ended = desk.batched(FIVE, &[SEND, &more].concat()).await;
        assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
        let object = ended.json();
        let message = object["message"].as_str().unwrap();
        assert_eq!(message.contains("LEFT PAUSED"), is_told, "{message}");
        let next = object["next"].as_str().unwrap();
        for words in ["Run the same command again", "oms runs abandon 1"] {
            assert_eq!(next.matches(words).count(), 1, "{words}: {next}");
        }
    }
}

#[tokio::test]
async fn p196_a_batch_that_ends_with_an_unknown_outcome_says_how_its_run_goes_on() {
    let refused = "--no-effect`. Until then every change of the same task is refused. Once that is \
                   recorded, run the same";
    let settled = "is refused if the task does not show what became of entry";
    for (more, said, unsaid) in [
        (&[][..], refused, settled),
        (&["--pause", "--wait-timeout=2s"], settled, refused),
    ] {
        let desk = third_meets(Fault::CommitAndLoseReply).await;
        let ended = desk.batched(FIVE, &[SEND, more].concat()).await;
        assert_eq!(ended.exit, Exit::Unknown, "{more:?}: {ended:?}");
        let next = desk.short(ended.json()["next"].as_str().unwrap());
        assert!(!next.contains(unsaid), "{unsaid}: {next}");
        for words in [
            said,
            "`oms runs resume 1 --execute` does the same, and `oms runs abandon 1` gives it up.",
        ] {
            assert!(next.contains(words), "{words}: {next}");
        }
    }
}

/// The same file means other positions later, unless a look settles what became of the move.
#[tokio::test]
async fn p196_a_batch_that_counts_from_now_says_whether_the_same_file_counts_anew() {
    let pausing = &["--pause", "--wait-timeout=2s"][..];
    let anew = "moves to the positions as planned, where the same command counts anew,";
    for (more, action, to, said) in [
        (pausing, "StopProject", "-2h", anew),
        (pausing, "StopProject", "1742365118", "does the same,"),
        (pausing, "ResetIncrStartTimestamp", "-2h", "does the same,"),
        // A person settles it, and may find that it had no effect.
        (&[], "ResetIncrStartTimestamp", "-2h", anew),
    ] {
        let lost = FaultRule::new(Fault::CommitAndLoseReply).on_action(action);
        let desk = Desk::with(Simulator::builder().fault(lost.times(1))).await;
        let file = format!("id,reverse,to\nnp_4w3a0001,false,{to}\n");
        let send = ["--execute", "--yes=1", "--rate=100", "-o", "json"];
        let ended = desk.batched(&file, &[&send, more].concat()).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let next = desk.short(ended.json()["next"].as_str().unwrap());
        let said = format!("`oms runs resume 1 --execute` {said} and `oms runs abandon 1`");
        assert!(next.contains(&said), "{said}: {next}");
    }
}
