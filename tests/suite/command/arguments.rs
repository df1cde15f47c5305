//! Arguments that are refused, and the help that says what would be right.

use oms_cli::Exit;
use serde_json::json;

use super::{Desk, RESET, now, oms, plainly};

/// Number of a promise, arguments of the action, and a word that the refusal must hold.
const REFUSED: &[(u16, &str, &str)] = &[
    (51, "--id np_4w3a0001 --start-timestamp now", "--reverse"),
    (
        51,
        "--id np_4w3a0001 --reverse --start-timestamp now",
        "--reverse",
    ),
    (
        52,
        "--id np_4w3a0001 --reverse no --start-timestamp now",
        "write true or false",
    ),
    (
        52,
        "--id np_4w3a0001 --reverse 0 --start-timestamp now",
        "write true or false",
    ),
    (
        52,
        "--id np_4w3a0001 --reverse= --start-timestamp now",
        "write true or false",
    ),
    (
        70,
        "--reverse true --start-timestamp now",
        "no task is named",
    ),
    (70, "--id= --reverse true --start-timestamp now", "empty"),
    (
        70,
        "--id np_4w3a0001\n --reverse true --start-timestamp now",
        "line break",
    ),
    (
        70,
        "--id np_4w3a\t0001 --reverse true --start-timestamp now",
        "must not contain",
    ),
    (
        71,
        "--id np_4w3a**** --reverse true --start-timestamp now",
        "masked",
    ),
    (
        72,
        "--id np_4w3\u{430}0001 --reverse true --start-timestamp now",
        "U+0430",
    ),
    (
        72,
        "--id np_4w3a\u{200b}0001 --reverse true --start-timestamp now",
        "U+200B",
    ),
    (
        73,
        "--id np_/1 --reverse true --start-timestamp now",
        "--id",
    ),
    (51, "--id np_4w3a0001 --reverse true", "--to"),
    (
        54,
        "--id np_4w3a0001 --reverse true --start-timestamp 1742365118000",
        "@1742365118000ms",
    ),
    (
        55,
        "--id np_4w3a0001 --reverse true --start-timestamp 1742365118000000",
        "microseconds",
    ),
    (
        55,
        "--id np_4w3a0001 --reverse true --start-timestamp 1742365118000000000",
        "nanoseconds",
    ),
    (
        57,
        "--id np_4w3a0001 --reverse true --start-timestamp 1742365118500ms",
        "whole second",
    ),
    (
        59,
        "--id np_4w3a0001 --reverse true --start-timestamp 2025-03-19T14:18:38",
        "no zone",
    ),
    (
        63,
        "--id np_4w3a0001 --reverse true --start-timestamp +2h",
        "future",
    ),
    (
        63,
        "--id np_4w3a0001 --reverse true --start-timestamp 1742372319",
        "1 s after this machine's clock",
    ),
    (
        110,
        "--id np_4w3a0001 --reverse true --start-timestamp now --password secret",
        "--password",
    ),
    (
        121,
        "--id np_4w3a0001 --reverse true --start-timestamp now --insecure",
        "--insecure",
    ),
    (
        120,
        "--id np_4w3a0001 --reverse true --start-timestamp now --endpoint http://oms.example.com",
        "--allow-plaintext",
    ),
    (
        106,
        "--id np_4w3a0001 --reverse true --start-timestamp now --endpoint https://u:hunter2@oms.example.com",
        "endpoint",
    ),
    (
        5,
        "--id np_4w3a0001 --reverse true --start-timestamp now --timeout 0",
        "--timeout",
    ),
    (
        80,
        "--id np_4w3a0001 --reverse true --start-timestamp now --endpoint nonsense",
        "endpoint",
    ),
    (
        124,
        "--id np_4w3a0001 --reverse true --start-timestamp now --cacert /no/such/file",
        "/no/such/file",
    ),
];

/// Runs what a promise says must be refused, as a person and as a program that reads JSON.
async fn refused(promise: u16) {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    let mut cases = 0;
    for (_, arguments, words) in REFUSED.iter().filter(|(number, ..)| *number == promise) {
        cases += 1;
        let line = format!("oms reset-incr-start-timestamp {arguments}");
        let split = || {
            line.split(' ')
                .map(|word| word.replace("\\n", "\n").replace("\\t", "\t"))
        };
        let variables = [("OMS_ENDPOINT", url.as_str())];
        let ended = oms(split().collect(), &variables, None, "").await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert!(ended.stderr.contains(words), "{line}: {ended:?}");
        assert!(!ended.stderr.contains("hunter2"), "{line}: {ended:?}");
        assert_eq!(ended.stdout, "", "{line}");

        let with_json = split()
            .chain(["-o".to_owned(), "json".to_owned()])
            .collect();
        let ended = oms(with_json, &variables, None, "").await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert_eq!(ended.json()["exit_code"], json!(2), "{line}");
        assert_eq!(ended.stderr, "", "{line}");
    }
    assert_ne!(cases, 0, "a case of promise {promise}");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p051_a_direction_has_no_default() {
    refused(51).await;
}

#[tokio::test]
async fn p052_a_direction_is_true_or_false() {
    refused(52).await;
}

#[tokio::test]
async fn p054_a_bare_number_of_milliseconds_is_refused() {
    refused(54).await;
}

#[tokio::test]
async fn p055_a_bare_number_of_smaller_units_is_refused() {
    refused(55).await;
}

#[tokio::test]
async fn p057_a_part_of_a_second_is_refused() {
    refused(57).await;
}

#[tokio::test]
async fn p059_a_time_without_a_zone_is_refused() {
    refused(59).await;
}

/// JSON sent as it was what a flag refuses or reads as a moment.
#[tokio::test]
async fn p063_a_position_in_json_is_none_of_the_future_and_no_text_that_a_flag_reads_as_a_time() {
    let desk = Desk::new().await;
    let future = now() + std::time::Duration::from_secs(60);
    let future = future.duration_since(std::time::UNIX_EPOCH).unwrap();
    for (position, words) in [
        (future.as_secs().to_string(), "after this machine's clock"),
        ("\"-1h\"".to_owned(), "as a number"),
        ("\"2025-03-19T06:18:38Z\"".to_owned(), "as a number"),
        (
            format!("{}.0", future.as_secs()),
            "after this machine's clock",
        ),
        (format!("{}.5", future.as_secs()), "does not fit"),
        (
            format!("\"{}.5\"", future.as_secs()),
            "as text that is no number",
        ),
        ("true".to_owned(), "whole seconds"),
    ] {
        let body = format!(r#"{{"id":"np_4w3a0001","reverse":false,"startTimestamp":{position}}}"#);
        for more in [
            &["--execute", "--yes=np_4w3a0001", "--no-preflight"][..],
            &[],
        ] {
            let action = ["task", "reset-incr-start-timestamp", "--json", &body];
            let ended = plainly(desk.words(&[&action, more, &["--allow-skip"]].concat())).await;
            assert_eq!(ended.exit, Exit::Usage, "{position}: {ended:?}");
            assert!(ended.stderr.contains(words), "{position}: {ended:?}");
        }
    }
    assert_eq!(desk.commits(), 0);
}

#[tokio::test]
async fn p063_a_time_in_the_future_is_refused() {
    refused(63).await;
}

#[tokio::test]
async fn p070_an_id_is_no_empty_text_and_no_line() {
    refused(70).await;
}

#[tokio::test]
async fn who_names_nothing_is_told_of_names_where_one_would_be_looked_up() {
    let desk = Desk::new().await;
    for (command, advice) in [
        ("task stop", "Name the task by its name or its ID; --help"),
        ("change cancel", "Name the record; --help"),
    ] {
        let ended = desk.line(command).await;
        assert_eq!(ended.exit, Exit::Usage, "{command}: {ended:?}");
        assert!(ended.stderr.contains(advice), "{command}: {ended:?}");
    }
}

#[tokio::test]
async fn p071_a_masked_id_is_refused() {
    refused(71).await;
}

#[tokio::test]
async fn p072_an_id_with_a_letter_that_looks_like_another_is_refused() {
    refused(72).await;
}

#[tokio::test]
async fn p073_an_id_of_other_characters_is_refused() {
    refused(73).await;
}

#[tokio::test]
async fn p110_there_is_no_flag_for_a_password() {
    refused(110).await;
}

#[tokio::test]
async fn p121_there_is_no_flag_that_stops_checking_certificates() {
    refused(121).await;
}

#[tokio::test]
async fn p120_plain_http_to_another_machine_needs_a_flag() {
    refused(120).await;
}

#[tokio::test]
async fn options_that_cannot_stand_are_refused_by_their_flag() {
    for promise in [5, 80, 106, 124] {
        refused(promise).await;
    }
}

#[tokio::test]
async fn p183_help_begins_with_examples_and_says_how_a_time_is_written() {
    let help = |words: &[&str]| plainly(words.iter().map(|&word| word.to_owned()).collect());
    let general = help(&["oms", "--help"]).await;
    assert_eq!(general.exit, Exit::Success);
    assert!(
        general.stdout.starts_with("Examples:\n"),
        "{}",
        general.stdout
    );
    assert!(
        general.stdout.contains("7    UNKNOWN"),
        "{}",
        general.stdout
    );

    let action = help(&["oms", "reset-incr-start-timestamp", "--help"]).await;
    assert!(
        action.stdout.starts_with("Examples:\n"),
        "{}",
        action.stdout
    );
    for words in [
        "RFC 3339 with a zone",
        "-2h",
        "UTC",
        "--yes=<ID>",
        "--execute",
    ] {
        assert!(action.stdout.contains(words), "{words}: {}", action.stdout);
    }
    assert!(!action.stdout.contains("--password "), "{}", action.stdout);

    let nothing = help(&["oms"]).await;
    assert_eq!(nothing.exit, Exit::Usage);
}

#[tokio::test]
async fn both_helps_of_a_secret_say_that_it_is_read_from_a_file() {
    for help in ["-h", "--help"] {
        let words = ["oms", "data-source", "create-kafka", help];
        let ended = plainly(words.map(str::to_owned).to_vec()).await;
        let text = ended
            .stdout
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let words = "It is read from a file of your own that only you can read.";
        assert!(text.contains(words), "{help}: {text}");
    }
}

#[tokio::test]
async fn a_flag_takes_each_spelling_of_a_value_and_the_plan_shows_the_value() {
    let desk = Desk::new().await;
    let password = desk.password_file();
    let action = [
        "data-source",
        "create-kafka",
        "--name=audit-kafka",
        "--parameter-endpoint=192.0.2.40:9092",
        "--enable-sasl=true",
        "--username=oms_producer",
        "--password-from",
        &password,
        "--sasl-mechanism",
    ];
    for (spelling, exit) in [
        ("SCRAM_SHA_256", Exit::Success),
        ("SCRAM-SHA-256", Exit::Success),
        ("SCRAM-SHA256", Exit::Usage),
    ] {
        let mut arguments = desk.call(&[]);
        arguments.truncate(arguments.len() - RESET.len());
        let words = action.iter().chain([&spelling]);
        arguments.extend(words.map(|&word| word.to_owned()));
        let ended = plainly(arguments).await;
        assert_eq!(ended.exit, exit, "{spelling}: {ended:?}");
        let planned = ended.stdout.contains("\"SCRAM_SHA_256\"");
        assert_eq!(planned, exit == Exit::Success, "{spelling}: {ended:?}");
        assert!(!ended.stdout.contains("SCRAM-SHA"), "{spelling}: {ended:?}");
    }
    assert!(desk.sent().is_empty(), "{:?}", desk.sent());
}
