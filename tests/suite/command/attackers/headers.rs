//! A header that claims that entries of a journal were pruned, and the anchor that knows how far
//! they were.

use std::fs;
use std::time::Duration;

use oms_cli::Exit;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::super::{Desk, at, now, plainly};

/// The line of a header that says that entries were pruned, and the statements that put it in the
/// place of every entry. The hashes are those that the command would compute.
fn forged(through: u64, prev: &str) -> (String, String) {
    let entry = format!(
        r#"{{"schema_version":1,"seq":{through},"time":"2025-03-19T08:18:38.000Z","kind":"pruned","through":{through}}}"#
    );
    let digest = Sha256::digest(format!("{prev}\n{entry}"));
    let hash = oms_text::hex(&digest);
    let line = format!(r#"{{"prev":"{prev}","hash":"{hash}","entry":{entry}}}"#);
    let sql = format!(
        "DELETE FROM entry; DELETE FROM attempt; DELETE FROM run; DELETE FROM seen; DELETE FROM unended;
         UPDATE pruned SET through = {through};
         INSERT INTO entry (seq, prev, hash, text) VALUES ({through}, x'{prev}', x'{hash}', '{entry}');"
    );
    (line + "\n", sql)
}

#[tokio::test]
async fn p303_a_header_that_claims_to_have_pruned_an_open_request_is_refused() {
    for is_in_lines in [false, true] {
        for (why, more) in [("the last entry", 0), ("one more", 1)] {
            let desk = Desk::new().await;
            desk.lose_an_answer().await;
            let lines = desk.lines();
            let last = lines.last().unwrap()["hash"].as_str().unwrap();
            let nothing = "0".repeat(64);
            let prev = if more == 0 { last } else { &nothing };
            let through = lines.len() as u64 + more;
            let (line, sql) = forged(through, prev);
            if is_in_lines {
                desk.put_lines(&line);
            } else {
                desk.forced_sql(&sql);
            }
            let why = format!("{why}, in lines: {is_in_lines}");
            let words = format!("pruned through entry {through}, but");
            let ended = desk.run(&["journal", "verify"]).await;
            assert_eq!(ended.exit, Exit::Guard, "{why}: {ended:?}");
            assert!(ended.stderr.contains(&words), "{why}: {ended:?}");
            desk.refuses_its_journal(&why, &words).await;
        }
    }
}

#[tokio::test]
async fn p303_an_anchor_that_knows_no_pruning_or_one_that_did_not_happen_stays_readable() {
    let desk = Desk::new().await;
    let anchored = |through: Value| {
        let text = fs::read(desk.anchor()).unwrap();
        let mut anchor: Value = serde_json::from_slice(&text).unwrap();
        let fields = anchor.as_object_mut().unwrap();
        match through {
            Value::Null => fields.remove("through"),
            through => fields.insert("through".to_owned(), through),
        };
        fs::write(desk.anchor(), anchor.to_string()).unwrap();
    };
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    // As if the process had died before the entries were removed.
    anchored(json!(2));
    let ended = desk.run(&["journal", "verify"]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stdout.contains("Proved by the anchor"), "{ended:?}");

    let prune = ["journal", "prune", "--before", "-1h"];
    let pruned = at(now() + Duration::from_secs(7_200), desk.words(&prune)).await;
    assert_eq!(pruned.exit, Exit::Success, "{pruned:?}");
    // As an earlier version has written it.
    anchored(Value::Null);
    let ended = desk.run(&["journal", "verify"]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(!ended.stdout.contains("Proved by the anchor"), "{ended:?}");
    assert!(
        ended.stdout.contains("how far the journal was pruned"),
        "{ended:?}"
    );
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    let ended = desk.run(&["journal", "verify"]).await;
    assert!(ended.stdout.contains("Proved by the anchor"), "{ended:?}");
}
