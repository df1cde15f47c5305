//! The refusals before the first line is sent, and the questions.

use std::fmt::Write as _;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule};
use serde_json::json;

use super::super::{Desk, oms, plainly, with};
use super::{FIVE, SEND};

const HEADER: &str = "id,reverse,startTimestamp\n";

/// The mistakes that a file is refused for.
async fn mistakes(text: &str) -> Vec<String> {
    let desk = Desk::new().await;
    let ended = desk.batched(text, SEND).await;
    assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
    assert!(desk.simulator.requests().is_empty(), "{text}");
    assert_eq!(ended.json()["outcome"], json!("not_sent"));
    serde_json::from_value(ended.json()["causes"].clone()).unwrap()
}

#[tokio::test]
async fn p189_every_mistake_of_a_file_is_told_with_its_line_before_anything_is_sent() {
    let mut text = HEADER.to_owned();
    for number in 2..=501 {
        let reverse = if number % 100 == 0 { "maybe" } else { "true" };
        writeln!(text, "np_4w3a{number:04},{reverse},-2h").unwrap();
    }
    let told = mistakes(&text).await;
    let expected = [100, 200, 300, 400, 500]
        .map(|line| format!("line {line}: `maybe` does not fit `reverse`: write true or false"));
    assert_eq!(told, expected);
}

/// A file, and for each of its mistakes the line and words.
const WRONG: &[(&str, &[(usize, &str)])] = &[
    (
        "id;reverse;to\nnp_1;true;-2h",
        &[(
            1,
            "separated by a semicolon, and must be by a comma: `id,reverse,to`",
        )],
    ),
    (
        "id\treverse\tstartTimestamp\nnp_1\ttrue\t-2h",
        &[(1, "separated by a tab, and must be by a comma")],
    ),
    (
        "id,reverse,too\nnp_1,true,-2h",
        &[(1, "did you mean `to`?"), (1, "`to` is missing")],
    ),
    (
        "id,reverse,startTimestamp\nnp_1,true,-2h,-3h\n\nnp_2,true\nnp_3,true,now\n\"np_4,true,now",
        &[
            (2, "it has 4 values"),
            (4, "it has 2 values"),
            (6, "a quote is not closed"),
        ],
    ),
    (
        "id,Revers,startTimestamp,note,id\nnp_1,true,-2h,a,b",
        &[
            (1, "did you mean `reverse`?"),
            (
                1,
                "there is no parameter `note`; there are `id`, `reverse`, `to`",
            ),
            (1, "`id` is named twice"),
            (1, "`reverse` is missing"),
        ],
    ),
    (
        "id,reverse,start-timestamp\n,true,now\nnp_4w3a****,true,+2h\nnp_1,true,2025-03-19T06:18:38",
        &[
            (2, "`id`"),
            (3, "masked"),
            (3, "`start-timestamp`: lies in the future"),
            (4, "zone"),
        ],
    ),
    (
        "id,reverse,execute\nnp_1,true,true",
        &[
            (1, "there is no parameter `execute`"),
            (1, "`to` is missing"),
        ],
    ),
    (
        "{\"id\":\"np_1\",\"reverse\":true}\n{\"id\":[],\"reverse\":true,\"startTimestamp\":null}\n[]\n\
         {\"id\":\"a\",\"id\":\"b\",\"reverse\":true,\"startTimestamp\":\"now\"}\n\
         {\"id\":\"np_1\",\"reverse\":true,\"startTimestamp\":1742372319}\n{\"id\":\"np_1\",\"reverse\":true,\"startTimestamp\":1.796e9}",
        &[
            (1, "`to` is missing"),
            (2, "id: write a text or a number"),
            (2, "startTimestamp: write a text or a number"),
            (3, "it is not a JSON object"),
            (4, "`id` is named twice"),
            (5, "1 s after this machine's clock"),
            (6, "`1.796e9` does not fit"),
        ],
    ),
];

#[tokio::test]
async fn p189_whatever_is_wrong_with_a_line_is_a_mistake_of_that_line() {
    for (text, expected) in WRONG {
        let told = mistakes(text).await;
        assert_eq!(told.len(), expected.len(), "{text}: {told:#?}");
        for (told, (line, words)) in told.iter().zip(*expected) {
            assert!(
                told.starts_with(&format!("line {line}: ")),
                "{line}: {told}"
            );
            assert!(told.contains(words), "{words}: {told}");
        }
    }
}

#[tokio::test]
async fn p189_a_file_that_is_empty_or_no_text_or_not_there_is_said_to_be() {
    let desk = Desk::new().await;
    for text in ["", "\n\n", HEADER] {
        let ended = desk.batched(text, SEND).await;
        assert_eq!(ended.exit, Exit::Usage, "{ended:?}");
        assert!(ended.stdout.contains("has no tasks"), "{ended:?}");
    }
    let arguments = desk.batch(FIVE, SEND);
    let file = desk.folder.path().join("tasks");
    std::fs::write(&file, [0xff, 0xfe, b'i', 0]).unwrap();
    let ended = plainly(arguments.clone()).await;
    for words in ["is not UTF-8 text", "Save it as UTF-8"] {
        assert!(ended.stdout.contains(words), "{words}: {ended:?}");
    }
    std::fs::remove_file(&file).unwrap();
    let ended = plainly(arguments).await;
    assert_eq!(ended.exit, Exit::Usage);
    assert!(ended.stdout.contains("cannot be read"), "{ended:?}");
    assert!(desk.simulator.requests().is_empty());
}

#[tokio::test]
async fn p189_a_file_as_a_spreadsheet_or_a_person_writes_it_is_taken() {
    let desk = Desk::new().await;
    for text in [
        "\u{feff}startTimestamp,id,reverse\r\n-2h,np_4w3a0001,false\r\n\r\n-3h,np_4w3a0002,true\r\n",
        "id,reverse,to\rnp_4w3a0001,false,-2h\rnp_4w3a0002,true,-3h\r",
        "id,reverse,to\r\nnp_4w3a0001,FALSE,-2h\r\n,,\r\nnp_4w3a0002,TRUE,-3h\r\n,,\r\n",
        "id, reverse, start-timestamp\n np_4w3a0001 , false , 2h ago\n\n\"np_4w3a0002\",\"true\",\"3h ago\"",
        "\n{\"id\":\"np_4w3a0001\",\"reverse\":false,\"startTimestamp\":1742365118}\n\n\
         {\"start-timestamp\":\"-3h\",\"id\":\"np_4w3a0002\",\"reverse\":true}",
    ] {
        let ended = desk.batched(text, &["-o", "json"]).await;
        assert_eq!(ended.exit, Exit::Success, "{text}: {ended:?}");
        let object = ended.json();
        let news = ["1742365118", "1742361518"];
        for (line, new) in object["data"].as_array().unwrap().iter().zip(news) {
            assert_eq!(line["new"], json!(new), "{text}");
        }
        assert_eq!(object["data"][1]["direction"], json!("reverse"), "{text}");
    }
}

#[tokio::test]
async fn p189_a_guard_against_any_line_keeps_all_of_them_from_being_sent() {
    // A move forward, a task that has not begun, one that is not there, and one that is as it
    // should be.
    let text = "id,reverse,startTimestamp\n\
                np_4w3a0001,false,now\n\
                np_4w3a0004,false,-3h\n\
                np_4w3a9999,false,-3h\n\
                np_4w3a0002,false,-3h\n";
    let desk = Desk::new().await;
    // With --pause, the first task has three requests, and is one of four tasks all the same.
    for more in [&[][..], &["--pause"]] {
        let more = [&["--execute", "--yes=4", "-o", "json"], more].concat();
        let ended = desk.batched(text, &more).await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        let object = ended.json();
        let message = object["message"].as_str().unwrap();
        assert!(message.starts_with("3 of 4 tasks cannot"), "{message}");
        let causes = object["causes"].as_array().unwrap();
        let expected = [
            "line 2: the new position SKIPS",
            "line 3: the task is INIT",
            "line 4: the task np_4w3a9999",
        ];
        assert_eq!(causes.len(), expected.len(), "{object}");
        for (cause, words) in causes.iter().zip(expected) {
            assert!(cause.as_str().unwrap().starts_with(words), "{cause}");
        }
    }
    let old = text.replace("now", "1700000000");
    let ended = desk.batched(&old, &["--execute", "--yes=4"]).await;
    assert_ne!(ended.exit, Exit::Success);
    assert!(desk.sent().is_empty());
    assert!(!desk.journal_file().exists());
}

#[tokio::test]
async fn p189_what_is_open_refuses_the_batch_with_every_line_that_it_is_about() {
    let desk = Desk::new().await;
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("ResetIncrStartTimestamp");
    desk.simulator.inject(lost.times(1)).unwrap();
    let one = ["--execute", "--yes=np_4w3a0002"];
    let ended = plainly(with(desk.call(&one), "np_4w3a0001", "np_4w3a0002")).await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    let sent = desk.sent().len();
    let ended = desk.batched(FIVE, SEND).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    let object = ended.json();
    let message = object["message"].as_str().unwrap();
    assert!(
        message.starts_with("2 of 5 tasks cannot be sent"),
        "{message}"
    );
    let causes: Vec<String> = serde_json::from_value(object["causes"].clone()).unwrap();
    for (cause, line) in causes.iter().zip([4, 5]) {
        let about = format!("line {line}: ResetIncrStartTimestamp for np_4w3a0002");
        assert!(cause.starts_with(&about), "{cause}");
    }
    assert_eq!((causes.len(), desk.sent().len()), (2, sent));
}

#[tokio::test]
async fn p189_credentials_that_are_refused_are_told_once_and_not_line_by_line() {
    let desk = Desk::new().await;
    desk.simulator.inject(Fault::status(401)).unwrap();
    let ended = desk.batched(FIVE, SEND).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    assert!(
        !ended.json()["message"].to_string().contains("of 5 tasks"),
        "{ended:?}"
    );
    assert_eq!(desk.simulator.requests().len(), 1);
}

#[tokio::test]
async fn p052_a_direction_in_a_file_is_true_or_false_and_nothing_else() {
    for text in ["False", "True", "FALSE.", "0", "1", "no", "", "\"\"", "t"] {
        let told = mistakes(&format!("{HEADER}np_1,{text},-2h")).await;
        assert!(told[0].contains("write true or false"), "{text}: {told:?}");
    }
    for value in [r#""false""#, r#""true""#, "0", "null", r#""""#] {
        let text = format!(r#"{{"id":"np_1","reverse":{value},"startTimestamp":"-2h"}}"#);
        let told = mistakes(&text).await;
        assert!(told[0].contains("without quotes"), "{value}: {told:?}");
    }
}

#[tokio::test]
async fn p190_a_task_and_a_direction_stand_once_in_a_file() {
    let text = format!("{FIVE}np_4w3a0002,true,-3h\nnp_4w3a0001,true,1742365118\n");
    assert_eq!(
        mistakes(&text).await,
        [
            "line 7: it names np_4w3a0002 and the direction reverse like line 5",
            "line 8: it names np_4w3a0001 and the direction reverse like line 3",
        ]
    );
}

#[tokio::test]
async fn p191_a_column_of_two_units_is_refused_with_both_lines() {
    let json = r#"{"id":"np_1","reverse":true,"startTimestamp":1742365118}
                  {"id":"np_2","reverse":true,"startTimestamp":1742365118000}"#;
    let csv = format!("{HEADER}np_0,true,-2h\nnp_1,true,1742365118\nnp_2,true,1742365118000\n");
    for (text, lines) in [(json, (2, 1)), (csv.as_str(), (4, 3))] {
        let told = mistakes(text).await;
        let words = format!(
            "line {}: its time has 13 digits, and that of line {} has 10",
            lines.0, lines.1
        );
        assert!(told[0].starts_with(&words), "{told:?}");
    }
    // Without a unit, every single one is refused; with one, it is whole seconds.
    let text = format!("{HEADER}np_1,true,1742365118000\nnp_2,true,1742365118000");
    assert_eq!(mistakes(&text).await.len(), 2);
    let desk = Desk::new().await;
    let text = FIVE.replacen("1742365118", "1742365118000ms", 1);
    let ended = desk.batched(&text, &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}

#[tokio::test]
async fn p165_without_execute_every_line_is_planned_and_nothing_is_sent() {
    let desk = Desk::new().await;
    let text = FIVE.replace(
        "np_4w3a0003,false,1742365118",
        "np_4w3a0003,false,1742370000",
    );
    let ended = desk.batched(&text, &[]).await;
    assert_eq!(ended.exit, Exit::Guard);
    insta::assert_snapshot!(ended.stdout.replace(&desk.simulator.url(), "URL"), @r"
    Plan: ResetIncrStartTimestamp at URL (write)
      Tasks  5
      Does   moves positions and nothing else; --pause does the whole loop
    LINE  ID           DIRECTION  EFFECT                   NEW POSITION          OLD POSITION          STATUS
    2     np_4w3a0001  forward    REPLAYS 1 h 1 min 22 s   2025-03-19T06:18:38Z  2025-03-19T07:20:00Z  RUNNING
    3     np_4w3a0001  reverse    REPLAYS 56 min 22 s      2025-03-19T06:18:38Z  2025-03-19T07:15:00Z  RUNNING
    4     np_4w3a0002  forward    REPLAYS 1 h 1 min 22 s   2025-03-19T06:18:38Z  2025-03-19T07:20:00Z  SUSPEND
    5     np_4w3a0002  reverse    REPLAYS 56 min 22 s      2025-03-19T06:18:38Z  2025-03-19T07:15:00Z  SUSPEND
    6     np_4w3a0003  forward    SKIPS CHANGES of 20 min  2025-03-19T07:40:00Z  2025-03-19T07:20:00Z  RUNNING
    Line 6: It would be refused: the new position SKIPS CHANGES: it lies 20 min after the present one, 2025-03-19T07:20:00Z. Correct the position. If the changes in between may be lost, allow it with --allow-skip.
    Nothing was sent. With --execute it would be refused, for the reason above.
    ");
    assert!(desk.sent().is_empty());
    let object = desk.batched(&text, &["-o", "json"]).await.json();
    assert_eq!(object["kind"], json!("plan"));
    assert_eq!(object["summary"]["not_sent"], json!(5));
    assert_eq!(object["data"][4]["new"], json!("1742370000"));
}

#[tokio::test]
async fn p168_a_batch_is_confirmed_by_the_number_of_its_tasks() {
    for (more, typed, exit, sent) in [
        (&["--execute"][..], None, Exit::Declined, 0),
        (&["--execute"], Some("\n"), Exit::Declined, 0),
        (&["--execute"], Some("y\n"), Exit::Declined, 0),
        (&["--execute"], Some("4\n"), Exit::Declined, 0),
        (&["--execute"], Some("5\n"), Exit::Success, 5),
        (&["--execute", "--yes=5"], None, Exit::Success, 5),
        (&["--execute", "--yes=4"], None, Exit::Declined, 0),
        (&["--execute", "--yes=4"], Some("5\n"), Exit::Declined, 0),
        (&["--execute", "--yes=np_4w3a0001"], None, Exit::Declined, 0),
        (&["--execute", "--yes"], None, Exit::Usage, 0),
        (&["--yes=5"], None, Exit::Usage, 0),
    ] {
        let desk = Desk::new().await;
        let arguments = desk.batch(FIVE, &[more, &["--rate=100"]].concat());
        let ended = oms(arguments, &[], typed, "").await;
        assert_eq!(ended.exit, exit, "{more:?} {typed:?}: {ended:?}");
        assert_eq!(desk.sent().len(), sent, "{more:?} {typed:?}");
        if exit == Exit::Declined {
            assert!(
                ended.stderr.contains("REPLAYS"),
                "the plan comes first: {ended:?}"
            );
        }
    }
}

#[tokio::test]
async fn p168_a_batch_from_standard_input_is_confirmed_by_a_flag() {
    let desk = Desk::new().await;
    let piped = |more: &[&str]| {
        let whole = desk.batch(FIVE, more);
        let file = desk.folder.path().join("tasks").display().to_string();
        super::super::with(whole, &file, "-")
    };
    let unasked = oms(piped(&["--execute"]), &[], None, FIVE).await;
    assert_eq!(unasked.exit, Exit::Declined, "{unasked:?}");
    assert!(desk.sent().is_empty());
    let sent = oms(piped(SEND), &[], None, FIVE).await;
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    assert_eq!(desk.sent().len(), 5);
    // The password and the tasks cannot both come from there.
    let mut both = piped(SEND);
    let flag = both
        .iter()
        .position(|word| word == "--password-file")
        .unwrap();
    both.splice(flag..flag + 2, ["--password-stdin".to_owned()]);
    let both = oms(both, &[], None, FIVE).await;
    assert_eq!(both.exit, Exit::Usage, "{both:?}");
}

#[tokio::test]
async fn p180_a_batch_on_production_is_typed() {
    let desk = Desk::new().await;
    let config = desk.folder.path().join("config.toml");
    let profile = format!(
        "[profile.live]\nendpoint = \"{}\"\nenvironment = \"prod\"\nuser = \"admin\"\n",
        desk.simulator.url()
    );
    std::fs::write(&config, profile).unwrap();
    let variables = [("OMS_CONFIG", config.to_str().unwrap())];
    let call = |more: &[&str]| {
        let mut arguments = desk.batch(FIVE, more);
        let endpoint = arguments
            .iter()
            .position(|word| word == "--endpoint")
            .unwrap();
        arguments.splice(endpoint..endpoint + 2, ["--profile".into(), "live".into()]);
        arguments
    };
    let flag = oms(call(SEND), &variables, None, "").await;
    assert_eq!(flag.exit, Exit::Guard, "{flag:?}");
    assert!(desk.sent().is_empty());
    let typed = oms(
        call(&["--execute", "--rate=100"]),
        &variables,
        Some("5\n"),
        "",
    )
    .await;
    assert_eq!(typed.exit, Exit::Success, "{typed:?}");
    assert!(typed.stderr.contains("*** PRODUCTION ***"), "{typed:?}");
}
