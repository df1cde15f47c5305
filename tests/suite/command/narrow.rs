//! Narrow terminals: a person agrees to what was shown, and a line says which task it is about.

use oms_cli::{Exit, Surroundings};

use super::{Desk, Ended, now};

/// Runs the command in a terminal of this width, with somebody who types this.
async fn in_columns(width: usize, arguments: Vec<String>, typed: &'static str) -> Ended {
    let running = tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut surroundings =
            Surroundings::detached(typed.as_bytes(), &mut stdout, &mut stderr, now());
        (surroundings.width, surroundings.stderr_width) = (Some(width), Some(width));
        surroundings.interactive = true;
        surroundings.stdin_is_terminal = true;
        let exit = oms_cli::run(arguments, surroundings);
        Ended {
            exit,
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    });
    running.await.unwrap()
}

#[tokio::test]
async fn p189_a_batch_shows_each_effect_and_new_position_before_it_asks_however_narrow() {
    let file =
        "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\nnp_4w3a0001,true,1742368801\n";
    for width in [30, 40, 60, 80, 200] {
        let desk = Desk::new().await;
        let asked = desk.batch(file, &["--execute", "--allow-skip"]);
        let ended = in_columns(width, asked, "no\n").await;
        assert_eq!(ended.exit, Exit::Declined, "{width}: {ended:?}");
        let words: Vec<&str> = ended.stderr.split_whitespace().collect();
        let shown = words.join(" ");
        for words in [
            "REPLAYS 1 h 1 min",
            "SKIPS CHANGES of 5 min 1 s",
            "2025-03-19T06:18:38Z",
            "2025-03-19T07:20:01Z",
        ] {
            assert!(shown.contains(words), "{width}, {words}: {}", ended.stderr);
        }
    }
}

#[tokio::test]
async fn p184_a_line_of_status_names_its_task_however_narrow_and_says_what_does_not_fit() {
    let desk = Desk::new().await;
    let status = desk.words(&["status"]);
    let whole = in_columns(400, status.clone(), "").await;
    assert_eq!(whole.exit, Exit::Success, "{whole:?}");
    assert!(!whole.stdout.contains("not fit"), "{whole:?}");
    for width in [40, 60] {
        let ended = in_columns(width, status.clone(), "").await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        let words: Vec<&str> = ended.stdout.split_whitespace().collect();
        let note = "do not fit; -o json shows all";
        assert!(words.join(" ").ends_with(note), "{ended:?}");
        let rows = ended
            .stdout
            .lines()
            .skip(1)
            .take(desk.simulator.world().tasks().count());
        for line in rows {
            assert!(line.contains("np_4w3a"), "{width}: {line}");
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}
