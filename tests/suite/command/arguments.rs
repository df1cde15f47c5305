//! Arguments that are refused, and the help that says what would be right.

use oms_cli::Exit;
use serde_json::json;

use super::{Desk, oms, plainly};

/// Arguments of the action, and a word that the refusal must hold.
const REFUSED: &[(&str, &str)] = &[
    ("--id np_4w3a0001 --start-timestamp now", "--reverse"),
    (
        "--id np_4w3a0001 --reverse --start-timestamp now",
        "--reverse",
    ),
    (
        "--id np_4w3a0001 --reverse no --start-timestamp now",
        "write true or false",
    ),
    ("--reverse true --start-timestamp now", "--id"),
    ("--id np_4w3a0001 --reverse true", "--start-timestamp"),
    (
        "--id np_4w3a**** --reverse true --start-timestamp now",
        "masked",
    ),
    ("--id np/1 --reverse true --start-timestamp now", "--id"),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp 1742365118000",
        "milliseconds",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp 2025-03-19T14:18:38",
        "no zone",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp +2h",
        "future",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp 1742372319",
        "after this machine's clock",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp now --password secret",
        "--password",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp now --timeout 0",
        "--timeout",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp now --endpoint http://oms.example.com",
        "http",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp now --endpoint nonsense",
        "endpoint",
    ),
    (
        "--id np_4w3a0001 --reverse true --start-timestamp now --cacert /no/such/file",
        "/no/such/file",
    ),
];

#[tokio::test]
async fn promises_51_52_70_to_73_and_110_bad_arguments_are_refused_before_anything_else() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    for (arguments, words) in REFUSED {
        let line = format!("oms reset-incr-start-timestamp {arguments}");
        let split = || line.split(' ').map(ToOwned::to_owned);
        let variables = [("OMS_ENDPOINT", url.as_str())];
        let ended = oms(split().collect(), &variables, None, "").await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert!(ended.stderr.contains(words), "{line}: {ended:?}");
        assert_eq!(ended.stdout, "", "{line}");

        let with_json = split()
            .chain(["-o".to_owned(), "json".to_owned()])
            .collect();
        let ended = oms(with_json, &variables, None, "").await;
        assert_eq!(ended.exit, Exit::Usage, "{line}: {ended:?}");
        assert_eq!(ended.json()["exit_code"], json!(2), "{line}");
        assert_eq!(ended.stderr, "", "{line}");
    }
    assert!(desk.simulator.requests().is_empty());
}

#[tokio::test]
async fn promise_183_help_begins_with_examples_and_says_how_a_time_is_written() {
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
