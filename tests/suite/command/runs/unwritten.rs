//! A journal that is gone: an entry that cannot be written down is told, and changes no outcome.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use oms_cli::{Act, Boundary, Exit, Rehearsal, Surroundings};

use super::super::{Desk, home, now};

/// Loses the journal before it is written to for this.
struct Losing {
    before: Act,
    journal: PathBuf,
    began: Instant,
}

impl Rehearsal for Losing {
    fn at(&self, boundary: Boundary) {
        if boundary == Boundary::Before(self.before) {
            fs::remove_dir_all(&self.journal).unwrap();
        }
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Runs a command that loses its journal, and returns its end and what it said.
async fn losing(arguments: Vec<String>, before: Act, journal: PathBuf) -> (Exit, String) {
    tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let home = home(&arguments, &[]);
        let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now());
        surroundings.environment = Box::new(move |name| home.clone().filter(|_| name == "HOME"));
        surroundings.rehearsal = Box::new(Losing {
            before,
            journal,
            began: Instant::now(),
        });
        let exit = oms_cli::run(arguments, surroundings);
        (exit, String::from_utf8(stderr).unwrap())
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn p197_a_result_or_an_end_that_cannot_be_written_down_is_told_and_changes_no_outcome() {
    for (act, words, commits) in [
        (Act::Result, "stays open until `oms journal resolve 1`", 1),
        (Act::PositionSeen, "; `oms runs` still lists the run", 2),
        (Act::RunEnded, "; `oms runs` still lists the run", 3),
    ] {
        let desk = Desk::new().await;
        let arguments = match act {
            Act::Result => desk.call(&["--execute", "--yes=np_4w3a0001"]),
            _ => desk.run_words(&[]),
        };
        let (exit, said) = losing(arguments, act, desk.journal().into()).await;
        assert!(said.contains(words), "{act:?}: {exit:?} {said}");
        assert!(desk.commits() >= commits, "{act:?}: {exit:?} {said}");
        if act != Act::PositionSeen {
            assert_eq!(exit, Exit::Success, "{act:?}: {said}");
        }
    }
}
