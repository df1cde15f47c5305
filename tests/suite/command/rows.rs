//! The journal's database: whatever is changed in it behind the command's back is named.

use std::fs;

use oms_cli::Exit;

use super::{BLINDLY, Desk, plainly};

/// A change of a journal of three requests, and the words of `verify` about it.
const CHANGES: &[(&str, &str)] = &[
    (
        "UPDATE entry SET text = replace(text, 'np_4w3a0001', 'np_4w3a0002') WHERE seq = 3",
        "entry 3 of the journal was changed",
    ),
    (
        "UPDATE entry SET text = replace(text, 'accepted', 'rejected') WHERE seq = 2",
        "entry 2 of the journal was changed",
    ),
    (
        "UPDATE entry SET hash = zeroblob(32) WHERE seq = 4",
        "entry 4 of the journal was changed",
    ),
    (
        "DELETE FROM entry WHERE seq = 3",
        "entry 4 of the journal does not follow entry 2: entry 3 is missing",
    ),
    (
        "DELETE FROM entry WHERE seq IN (2, 3, 4)",
        "entry 5 of the journal does not follow entry 1: entries 2 to 4 are missing",
    ),
    (
        "DELETE FROM entry WHERE seq = 1",
        "entry 2 of the journal is not the first that was written",
    ),
    (
        "DELETE FROM entry WHERE seq = 6",
        "ends with entry 5, but it had reached entry 6",
    ),
    (
        "INSERT INTO entry SELECT 7, prev, hash, text FROM entry WHERE seq = 3",
        "entry 7 of the journal was written as entry 3",
    ),
    (
        "INSERT INTO entry SELECT 7, hash, zeroblob(32), text FROM entry WHERE seq = 6",
        "entry 7 of the journal was changed",
    ),
    (
        "UPDATE entry SET seq = seq + 10",
        "entry 11 of the journal was written as entry 1",
    ),
    (
        "UPDATE attempt SET status = 2, outcome = 'rejected' WHERE seq = 5",
        "entry 5 of the journal differs from the index `attempt`",
    ),
    (
        "UPDATE attempt SET id = 'np_4w3a0009' WHERE seq = 3",
        "entry 3 of the journal differs from the index `attempt`",
    ),
    // The guards look a request up by its address as it stands.
    (
        "UPDATE attempt SET address = address || '//' WHERE seq = 5",
        "entry 5 of the journal differs from the index `attempt`",
    ),
    (
        "UPDATE attempt SET address = replace(address, '127.0.0.1', 'LOCALHOST') WHERE seq = 5",
        "entry 5 of the journal differs from the index `attempt`",
    ),
    (
        "DELETE FROM attempt WHERE seq = 1",
        "entry 1 of the journal differs from the index `attempt`",
    ),
    (
        "INSERT INTO unended VALUES ('np_4w3a0001', 5)",
        "entry 5 of the journal differs from the index `unended`",
    ),
    (
        "DELETE FROM pruned",
        "the table `pruned` of the journal is empty",
    ),
];

/// A desk with a journal of three accepted requests.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    for _ in 0..3 {
        assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    }
    desk
}

#[tokio::test]
async fn p263_a_row_that_was_changed_removed_or_put_in_is_named() {
    let desk = desk().await;
    let whole = desk.snapshot();
    for (change, words) in CHANGES {
        desk.forced_sql(change);
        let verified = desk.line("journal verify").await;
        assert_eq!(verified.exit, Exit::Guard, "{change}: {verified:?}");
        assert!(verified.stderr.contains(words), "{change}: {verified:?}");
        let doctor = desk.line("doctor").await;
        assert!(doctor.stdout.contains(words), "{change}: {doctor:?}");
        let before = desk.commits();
        let ended = plainly(desk.call(BLINDLY)).await;
        assert_eq!(ended.exit, Exit::Guard, "{change}: {ended:?}");
        assert_eq!(desk.commits(), before, "{change}");
        desk.restore(&whole);
        let verified = desk.line("journal verify").await;
        assert_eq!(verified.exit, Exit::Success, "{change}: {verified:?}");
    }
}

#[tokio::test]
async fn p263_a_row_that_hides_an_open_request_lets_nothing_be_sent() {
    let desk = Desk::new().await;
    desk.lose_an_answer().await;
    let whole = desk.snapshot();
    for change in [
        "UPDATE attempt SET status = 1",
        "UPDATE attempt SET status = 1, outcome = 'accepted', result = NULL",
        "UPDATE attempt SET id = 'np_4w3a0009'",
        "UPDATE attempt SET address = 'http://elsewhere'",
        "UPDATE attempt SET address = address || '/'",
        "UPDATE attempt SET seq = 7",
        "DELETE FROM attempt",
    ] {
        desk.forced_sql(change);
        let before = desk.commits();
        let stop = "stop-project --id np_4w3a0001 --execute --yes=np_4w3a0001";
        let ended = desk.line(stop).await;
        assert_eq!(ended.exit, Exit::Guard, "{change}: {ended:?}");
        let words = "entry 1 of the journal differs from the index `attempt`";
        assert!(ended.stderr.contains(words), "{change}: {ended:?}");
        assert_eq!(desk.commits(), before, "{change}");
        desk.restore(&whole);
    }
}

#[tokio::test]
async fn p263_an_entry_that_fits_but_is_not_anchored_is_told_of() {
    let desk = desk().await;
    let anchor = desk.anchor();
    let earlier = std::fs::read(&anchor).unwrap();
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    std::fs::write(&anchor, earlier).unwrap();
    let verified = desk.line("journal verify").await;
    assert_eq!(verified.exit, Exit::Success, "{verified:?}");
    for words in [
        "Proved: no entry was changed",
        "no entry up to 6 is missing",
        "Not proved: who wrote the entries after it, up to entry 8",
        "Not proved: that nobody changed both",
    ] {
        assert!(verified.stdout.contains(words), "{words}: {verified:?}");
    }
}

#[tokio::test]
async fn p263_the_database_itself_refuses_to_change_or_remove_an_entry() {
    let desk = desk().await;
    for change in [
        "UPDATE entry SET text = text || ' ' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 1",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT 0, prev, hash, text FROM entry WHERE seq = 2",
    ] {
        let database = rusqlite::Connection::open(desk.journal_file()).unwrap();
        let refused = database.execute_batch(change).unwrap_err().to_string();
        assert!(
            refused.contains("an entry of the journal"),
            "{change}: {refused}"
        );
    }
    assert_eq!(desk.line("journal verify").await.exit, Exit::Success);
}

#[tokio::test]
async fn a_journal_of_a_newer_version_or_of_somebody_else_is_refused_in_words() {
    let desk = desk().await;
    let whole = desk.snapshot();
    for (change, words) in [
        (
            "PRAGMA user_version = 99",
            "a newer command has written there",
        ),
        (
            "PRAGMA application_id = 7",
            "it is a database of something else",
        ),
    ] {
        desk.sql(change);
        let before = desk.commits();
        for ended in [
            plainly(desk.call(BLINDLY)).await,
            desk.line("journal list").await,
            desk.line("journal verify").await,
        ] {
            assert_eq!(ended.exit, Exit::Guard, "{change}: {ended:?}");
            assert!(ended.stderr.contains(words), "{change}: {ended:?}");
        }
        assert_eq!(desk.commits(), before);
        desk.restore(&whole);
    }
    // Half of its pages are noise.
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..].fill(0x55);
    for database in [damaged, b"no database".repeat(1_000)] {
        desk.restore(&database);
        let ended = desk.line("journal verify").await;
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(
            ended.stderr.contains("is damaged, or no journal"),
            "{ended:?}"
        );
        assert_ne!(desk.line("doctor").await.exit, Exit::Success);
    }
    desk.restore(&whole);
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
}

#[tokio::test]
async fn the_advice_about_a_damaged_journal_leads_to_a_new_one() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    desk.restore(&b"no database".repeat(1_000));
    let damaged = plainly(desk.call(BLINDLY)).await;
    assert!(
        damaged.stderr.contains("move it away, with its -wal"),
        "{damaged:?}"
    );
    fs::remove_dir_all(desk.journal()).unwrap();
    let gone = plainly(desk.call(BLINDLY)).await;
    let anchor = desk.anchor();
    let next = format!("and then remove {}.", anchor.display());
    assert!(gone.stderr.contains(&next), "{gone:?}");
    assert_eq!(desk.commits(), 1);
    fs::remove_file(anchor).unwrap();
    let again = plainly(desk.call(BLINDLY)).await;
    assert_eq!(again.exit, Exit::Success, "{again:?}");
}

#[tokio::test]
async fn the_advice_about_an_index_that_differs_leads_to_the_same_entries() {
    let desk = Desk::new().await;
    desk.lose_an_answer().await;
    desk.sql("UPDATE attempt SET status = 1");
    let refused = plainly(desk.call(BLINDLY)).await;
    let words = "` prints every entry.";
    assert!(refused.stderr.contains(words), "{refused:?}");
    let entries = desk.exported();
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        let _ = fs::remove_file(desk.journal_file().with_file_name(name));
    }
    fs::write(desk.lines_file(), &entries).unwrap();
    let verified = desk.line("journal verify").await;
    assert_eq!(verified.exit, Exit::Success, "{verified:?}");
    assert!(verified.stdout.contains("1 open"), "{verified:?}");
    assert_eq!(desk.exported(), entries);
}

#[tokio::test]
async fn a_row_that_is_all_that_is_left_of_an_entry_is_not_advised_away() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    desk.lose_an_answer().await;
    desk.forced_sql("DELETE FROM entry WHERE seq > 2");
    desk.forget_anchor();
    let stop = "stop-project --id np_4w3a0002 --execute --yes=np_4w3a0002";
    for line in [stop, "journal verify"] {
        let refused = desk.line(line).await;
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        let next = "next: Restore the journal";
        assert!(refused.stderr.contains(next), "{refused:?}");
    }
}
