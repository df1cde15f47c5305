//! The journal of lines of earlier versions: it is taken over once, whole, and stays as it was.

use std::fs;

use oms_cli::Exit;

use super::{BLINDLY, Desk, plainly};

/// A desk with the journal of an earlier version, of two requests, and its lines.
async fn desk() -> (Desk, String) {
    let desk = Desk::new().await;
    for _ in 0..2 {
        assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    }
    let lines = desk.exported();
    assert_eq!(lines.lines().count(), 4, "{lines}");
    desk.put_lines(&lines);
    (desk, lines)
}

#[tokio::test]
async fn p257_a_journal_of_lines_is_taken_over_whole_and_stays_as_it_was() {
    for first in ["list", "verify", "export", "runs", "a write"] {
        let (desk, lines) = desk().await;
        let ended = match first {
            "a write" => plainly(desk.call(BLINDLY)).await,
            "runs" => desk.line("runs").await,
            _ => desk.line(&format!("journal {first}")).await,
        };
        assert_eq!(ended.exit, Exit::Success, "{first}: {ended:?}");
        assert!(desk.journal_file().exists(), "{first}");
        assert_eq!(fs::read_to_string(desk.lines_file()).unwrap(), lines);
        // The same entries with the same hashes, so that the anchor from before still holds.
        assert!(desk.exported().starts_with(&lines), "{first}");
        let verified = desk.line("journal verify").await;
        assert_eq!(verified.exit, Exit::Success, "{first}: {verified:?}");
        assert!(
            verified.stdout.contains("Proved by the anchor"),
            "{verified:?}"
        );
        // Once: the file of lines is not read again, and may go.
        fs::remove_file(desk.lines_file()).unwrap();
        assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    }
}

#[tokio::test]
async fn p257_what_the_journal_of_lines_knew_is_known() {
    let (desk, lines) = desk().await;
    let open: Vec<&str> = lines.lines().take(3).collect();
    desk.put_lines(&(open.join("\n") + "\n"));
    desk.forget_anchor();
    let before = desk.commits();
    let ended = plainly(desk.call(BLINDLY)).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("journal entry 3"), "{ended:?}");
    assert_eq!(desk.commits(), before);
}

#[tokio::test]
async fn p257_a_journal_of_lines_whose_chain_or_end_is_broken_is_not_taken_over() {
    let (desk, lines) = desk().await;
    let last = lines.trim_end().rfind('\n').unwrap();
    for (text, words) in [
        (
            lines.replace("accepted", "rejected"),
            "line 2 of the journal",
        ),
        (lines[..=last].to_owned(), "had reached entry 4"),
        (String::new(), "had reached entry 4"),
    ] {
        desk.put_lines(&text);
        let before = desk.commits();
        for ended in [
            plainly(desk.call(BLINDLY)).await,
            desk.line("journal verify").await,
        ] {
            assert_eq!(ended.exit, Exit::Guard, "{words}: {ended:?}");
            assert!(ended.stderr.contains(words), "{words}: {ended:?}");
        }
        // The entries can be listed unless the chain itself is broken.
        let listed = desk.line("journal list").await;
        assert_eq!(listed.exit, Exit::Guard, "{words}: {listed:?}");
        assert!(listed.stderr.contains(words), "{words}: {listed:?}");
        assert_eq!(listed.stdout.is_empty(), words.starts_with("line"));
        assert!(!desk.journal_file().exists(), "{words}");
        assert_eq!(fs::read_to_string(desk.lines_file()).unwrap(), text);
        assert_eq!(desk.commits(), before, "{words}");
    }
}

#[tokio::test]
async fn p257_where_an_earlier_version_writes_on_nothing_is_sent() {
    let (desk, lines) = desk().await;
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
    let before = desk.commits();
    fs::write(desk.lines_file(), format!("{lines}{{}}\n")).unwrap();
    for ended in [
        plainly(desk.call(BLINDLY)).await,
        desk.line("journal verify").await,
    ] {
        assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
        assert!(ended.stderr.contains("has grown since"), "{ended:?}");
        let advice = "Stop using that version here.";
        assert!(ended.stderr.contains(advice), "{ended:?}");
    }
    assert_eq!(desk.commits(), before);
    fs::remove_file(desk.lines_file()).unwrap();
    assert_eq!(plainly(desk.call(BLINDLY)).await.exit, Exit::Success);
}

#[tokio::test]
async fn p257_of_several_that_come_at_once_one_takes_over_and_the_others_wait() {
    let (desk, lines) = desk().await;
    let verify = || desk.line("journal verify");
    let (one, two, three, four) = tokio::join!(verify(), verify(), verify(), verify());
    for ended in [one, two, three, four] {
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    }
    assert_eq!(desk.exported(), lines);
}
