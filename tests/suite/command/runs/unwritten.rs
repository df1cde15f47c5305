//! A journal that is gone: an entry that cannot be written down is told, and changes no outcome.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oms_cli::{Act, Boundary, Exit, Rehearsal, Surroundings};
use oms_sim::{Fault, Status};

use super::super::{Desk, home, now, plainly};
use super::elsewhere::{batch, rewind};
use super::{WHOLE, printed, refusal, striking};

/// Loses the journal before it is written to for this, at the first time or at a later one.
struct Losing {
    before: Act,
    left: Cell<usize>,
    journal: PathBuf,
    began: Instant,
}

impl Rehearsal for Losing {
    fn at(&self, boundary: Boundary) {
        if boundary == Boundary::Before(self.before) {
            if self.left.get() == 0 {
                take_away(&self.journal);
            }
            self.left.set(self.left.get().wrapping_sub(1));
        }
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Loses the journal as long as one result is written to it.
struct Hiding {
    /// The number of results that are written before that.
    left: Cell<usize>,
    journal: PathBuf,
    began: Instant,
}

impl Rehearsal for Hiding {
    fn at(&self, boundary: Boundary) {
        let aside = self.journal.with_extension("aside");
        match (boundary, self.left.get()) {
            (Boundary::Before(Act::Result), 0) => {
                fs::rename(&self.journal, aside).unwrap();
                fs::write(&self.journal, "").unwrap();
            }
            (Boundary::After(Act::Result), left) => {
                if left == 0 {
                    fs::remove_file(&self.journal).unwrap();
                    fs::rename(aside, &self.journal).unwrap();
                }
                self.left.set(left.wrapping_sub(1));
            }
            _ => {}
        }
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Loses the journal as long as these are written to it, each at the time that its number says.
struct Gaps {
    losses: [(Act, usize); 3],
    begun: RefCell<Vec<Act>>,
    journal: PathBuf,
    began: Instant,
}

impl Rehearsal for Gaps {
    fn at(&self, boundary: Boundary) {
        let aside = self.journal.with_extension("aside");
        match boundary {
            Boundary::Before(act) => {
                let mut begun = self.begun.borrow_mut();
                let before = begun.iter().filter(|other| **other == act).count();
                begun.push(act);
                if self.losses.contains(&(act, before)) {
                    fs::rename(&self.journal, aside).unwrap();
                    fs::write(&self.journal, "").unwrap();
                }
            }
            Boundary::After(_) if aside.exists() => {
                fs::remove_file(&self.journal).unwrap();
                fs::rename(aside, &self.journal).unwrap();
            }
            Boundary::After(_) => {}
        }
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Removes a directory, so that nothing can be made in its place any more.
fn take_away(directory: &Path) {
    fs::remove_dir_all(directory).unwrap();
    fs::write(directory, "").unwrap();
}

/// Runs a command that loses its journal, and returns its end and what it said.
async fn losing(
    arguments: Vec<String>,
    (before, nth): (Act, usize),
    journal: PathBuf,
) -> (Exit, String) {
    let losing = Losing {
        before,
        left: Cell::new(nth),
        journal,
        began: Instant::now(),
    };
    rehearsed(arguments, losing).await
}

/// Runs a command to which this happens, and returns its end and what it said.
pub(super) async fn rehearsed(
    arguments: Vec<String>,
    rehearsal: impl Rehearsal + Send + 'static,
) -> (Exit, String) {
    tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let home = home(&arguments, &[]);
        let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now());
        surroundings.environment = Box::new(move |name| home.clone().filter(|_| name == "HOME"));
        surroundings.rehearsal = Box::new(rehearsal);
        let exit = oms_cli::run(arguments, surroundings);
        let said = [stdout, stderr].concat();
        (exit, String::from_utf8(said).unwrap())
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
        let (exit, said) = losing(arguments, (act, 0), desk.journal().into()).await;
        assert!(
            desk.short(&said).contains(words),
            "{act:?}: {exit:?} {said}"
        );
        assert!(desk.commits() >= commits, "{act:?}: {exit:?} {said}");
        if act != Act::PositionSeen {
            assert_eq!(exit, Exit::Success, "{act:?}: {said}");
        }
    }
}

#[tokio::test]
async fn p197_a_step_that_cannot_be_written_down_is_not_sent_and_the_advice_is_how_it_can_be() {
    for (nth, writes) in [(0, 0), (1, 1), (2, 2)] {
        let desk = Desk::new().await;
        let arguments = desk.run_words(&["--leave-paused"]);
        let (exit, said) = losing(arguments, (Act::Intent, nth), desk.journal().into()).await;
        assert_ne!(exit, Exit::Success, "{nth}: {said}");
        assert_eq!(desk.sent().len(), writes, "{nth}: {said}");
        for words in [
            "Make room or correct the permissions",
            "the same command again",
        ] {
            assert!(said.contains(words), "{nth}, {words}: {said}");
        }
        // Another journal would not know that the run has paused the task.
        let said = desk.short(&said);
        assert!(!said.contains("--journal"), "{nth}: {said}");
    }
}

#[tokio::test]
async fn p197_a_result_that_cannot_be_written_down_ends_the_run_and_is_the_reason_that_it_names() {
    for words in [rewind, batch] {
        // The stop, and the move.
        for (left, exit) in [(0, Exit::PartlyDone), (1, Exit::Unverified)] {
            let desk = Desk::new().await;
            let line = words(&desk);
            let arguments = desk.words(&line.split_whitespace().collect::<Vec<_>>());
            let hiding = Hiding {
                left: Cell::new(left),
                journal: desk.journal().into(),
                began: Instant::now(),
            };
            let (ended, said) = rehearsed(arguments, hiding).await;
            assert_eq!(ended, exit, "{said}");
            for words in [
                "LEFT PAUSED",
                "could not be written down",
                "Make room or correct the permissions of this journal",
                "the same command again",
            ] {
                assert!(said.contains(words), "{words}: {said}");
            }
            // It was accepted, and a look settles it.
            for words in ["may have taken effect", "--took-effect"] {
                assert!(!said.contains(words), "{words}: {said}");
            }
            let rest = desk.line(&line).await;
            assert_eq!(rest.exit, Exit::Success, "{rest:?}");
            assert_eq!(desk.actions(), WHOLE, "{rest:?}");
        }
    }
}

#[tokio::test]
async fn p197_no_other_journal_is_advised_unless_nothing_was_ever_written_to_this_one() {
    // The run has paused the task, and nobody knows what became of the move.
    let lost = striking([(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp")]);
    let desk = Desk::with(lost).await;
    let ended = plainly(desk.run_words(&[])).await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    let (sent, journal) = (desk.sent().len(), PathBuf::from(desk.journal()));
    // Without the journal itself, its anchor alone says that there was one.
    for taken in [journal.join("locks"), journal] {
        take_away(&taken);
        let ended = plainly(desk.run_words(&[])).await;
        assert_eq!(ended.exit, Exit::Guard, "{taken:?}: {ended:?}");
        let words = "Make room or correct the permissions of this journal";
        assert!(ended.stderr.contains(words), "{taken:?}: {ended:?}");
        assert!(
            !ended.stderr.contains("with --journal"),
            "{taken:?}: {ended:?}"
        );
    }
    assert_eq!(desk.sent().len(), sent);

    // A journal without an entry has no past that another one lacks.
    let desk = Desk::new().await;
    let arguments = desk.call(&["--execute", "--yes=np_4w3a0001"]);
    let (exit, said) = losing(arguments, (Act::Intent, 0), desk.journal().into()).await;
    assert_eq!(exit, Exit::Guard, "{said}");
    assert!(said.contains("another place with --journal"), "{said}");
}

impl Desk {
    /// Runs a command of which one result cannot be written down, behind so many others, and
    /// returns its end and what it said.
    async fn forgetful(&self, arguments: Vec<String>, behind: usize) -> (Exit, String) {
        let hiding = Hiding {
            left: Cell::new(behind),
            journal: self.journal().into(),
            began: Instant::now(),
        };
        let (exit, said) = rehearsed(arguments, hiding).await;
        (exit, self.short(&said))
    }
}

/// A batch without `--pause` does not look, so nothing but a person settles the entry.
#[tokio::test]
async fn p197_a_line_that_no_look_settles_is_recorded_before_its_batch_goes_on() {
    let desk = Desk::new().await;
    let lines = "np_4w3a0001,false,1742365118\nnp_4w3a0001,true,1742365118\n";
    let file = format!("id,reverse,to\n{lines}");
    let words = desk.batch(&file, &["--execute", "--yes=2", "--rate=100"]);
    let (exit, said) = desk.forgetful(words.clone(), 0).await;
    assert_eq!(exit, Exit::PartlyDone, "{said}");
    for words in [
        "journal entry 2 stays open until `oms journal resolve 2`",
        "First record the outcome that could not be written down: `oms journal resolve 2`. \
         Run the same command again to go on",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("its run settles it"), "{said}");

    let refused = plainly(words.clone()).await;
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let recorded = desk.line("journal resolve 2 --took-effect").await;
    assert_eq!(recorded.exit, Exit::Success, "{recorded:?}");
    let rest = plainly(words).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.commits(), 2, "{rest:?}");
}

/// Nothing shows that a request had no effect, so nothing but a person settles its entry.
#[tokio::test]
async fn p197_a_refusal_that_could_not_be_written_down_is_recorded_before_its_run_goes_on() {
    for words in [rewind, batch] {
        for (behind, action, entry) in [(0, "StopProject", 2), (1, "ResetIncrStartTimestamp", 4)] {
            let desk = Desk::with(striking([(refusal(), action)])).await;
            let line = words(&desk);
            let arguments = desk.words(&line.split_whitespace().collect::<Vec<_>>());
            let (exit, said) = desk.forgetful(arguments, behind).await;
            assert_ne!(exit, Exit::Success, "{said}");
            let resolve = format!("`oms journal resolve {entry}`");
            for words in [
                format!("journal entry {entry} stays open until {resolve}"),
                format!("First record the outcome that could not be written down: {resolve}."),
            ] {
                assert!(said.contains(&words), "{words}: {said}");
            }
            assert!(!said.contains("its run settles it"), "{said}");
            // The record comes first, and is no condition of the rest.
            assert!(!said.contains(", once"), "{said}");
            let refused = desk.line(&line).await;
            assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        }
    }
}

/// The entry of the stop is open, and refuses the resume as it refuses every change of the task.
#[tokio::test]
async fn p197_a_task_whose_stop_could_not_be_written_down_is_resumed_once_that_is_recorded() {
    let desk = Desk::new().await;
    let (exit, said) = desk.forgetful(desk.run_words(&[]), 0).await;
    assert_eq!(exit, Exit::PartlyDone, "{said}");
    let advised = "`oms task resume np_4w3a0001 --execute` resumes the task without the move, \
                   once `oms journal resolve 2` has recorded the outcome of entry 2.";
    assert!(said.contains(advised), "{said}");

    let given_up = desk.line("runs abandon 1").await;
    assert_eq!(given_up.exit, Exit::Success, "{given_up:?}");
    let said = desk.short(&printed(&given_up));
    for advised in [
        "first `oms journal resolve 2`, which records its outcome.",
        "by this run: `oms task resume np_4w3a0001 --execute` resumes it, \
         once the outcome of entry 2 is recorded.",
    ] {
        assert!(said.contains(advised), "{advised}: {said}");
    }

    let resume = "task resume np_4w3a0001 --execute --yes=np_4w3a0001";
    for (line, exit) in [
        (resume, Exit::Guard),
        ("journal resolve 2 --took-effect", Exit::Success),
        (resume, Exit::Success),
    ] {
        let ended = desk.line(line).await;
        assert_eq!(ended.exit, exit, "{line}: {ended:?}");
    }
    let task = desk.simulator.task("np_4w3a0001").unwrap();
    assert_eq!(task.status, Status::Running);
}

/// A run whose end could not be written down goes on, and its look settles the resume.
#[tokio::test]
async fn p197_nothing_is_recorded_first_where_the_run_itself_goes_on_and_settles_it() {
    for words in [rewind, batch] {
        let desk = Desk::new().await;
        let line = words(&desk);
        let arguments = desk.words(&line.split_whitespace().collect::<Vec<_>>());
        // The move is not sent, the resume is accepted, and the run ends.
        let gaps = Gaps {
            losses: [(Act::Intent, 1), (Act::Result, 1), (Act::RunEnded, 0)],
            begun: RefCell::default(),
            journal: desk.journal().into(),
            began: Instant::now(),
        };
        let (exit, said) = rehearsed(arguments, gaps).await;
        assert_ne!(exit, Exit::Success, "{said}");
        for words in ["its run settles it", "the same command again"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("First record the outcome"), "{said}");
        let rest = desk.line(&line).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        let sent = [&[WHOLE[0], WHOLE[2]][..], &WHOLE].concat();
        assert_eq!(desk.actions(), sent, "{rest:?}");
    }
}
