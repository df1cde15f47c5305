//! The command that is advised where a run goes on, or where its move is to be made once more. It
//! is decided here alone, from the origin of the run, from its end, and from what stays open of it.

use crate::journal::Run;
use crate::session::Session;

/// The origin of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A command line. `counts` is set where its words name a position that is counted from the
    /// moment in which they are typed, such as `-2h`.
    Typed { counts: bool },
    /// A plan that was saved in a file.
    File,
    /// A plan that was shared, which is sent once.
    Shared,
    /// A run that was resumed by its number.
    Resumed,
}

/// The command that sends the requests of a run.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    origin: Origin,
    /// Set where it has `--again`.
    again: bool,
    /// The position that the run has planned to move to, in words.
    planned: String,
}

/// The rest of a run once its command has ended.
#[derive(Debug, Clone)]
pub(crate) struct Continuation {
    sender: Sender,
    run: Option<u64>,
    repeats: bool,
    counts: bool,
    unsettled: Vec<u64>,
}

impl Sender {
    /// Returns the command that goes on with this run, or that begins one. A shared plan is sent
    /// once, also where it goes on with a run of no plan; the run of one is approved, whichever
    /// command goes on with it.
    pub(crate) fn new(
        origin: Origin,
        run: Option<&Run>,
        again: bool,
        planned: String,
        session: &Session<'_, '_>,
    ) -> Self {
        let is_shared =
            session.approved.is_some() || run.is_some_and(|run| run.plan.plan.is_some());
        Self {
            origin: if is_shared { Origin::Shared } else { origin },
            again,
            planned,
        }
    }

    /// Returns what is left of its run: the number, unless the run has ended, and the entries that
    /// nothing but a person settles.
    pub(crate) fn leaving(&self, run: Option<u64>, unsettled: Vec<u64>) -> Continuation {
        Continuation {
            sender: self.clone(),
            run,
            repeats: false,
            counts: self.origin == Origin::Typed { counts: true },
            unsettled,
        }
    }
}

impl Continuation {
    /// Takes note that something took effect, or may have: with `--again`, the command would send
    /// it once more.
    pub(crate) fn behind_an_effect(mut self, has_effect: bool) -> Self {
        self.repeats = self.sender.again && has_effect;
        self
    }

    /// Takes note that every position was moved, or that a look settles whether it was: the same
    /// command goes on to the one that was sent.
    pub(crate) fn behind_its_moves(mut self, are_made: bool) -> Self {
        self.counts &= !are_made;
        self
    }

    /// Returns what is to be done to go on, as the end of a sentence.
    pub(crate) fn again(&self) -> String {
        match (self.sender.origin, self.run) {
            (Origin::Shared, Some(run)) => format!("run `oms runs resume {run} --execute`"),
            (Origin::Shared, None) => "share a new plan".to_owned(),
            (Origin::Resumed, None) => "begin a new run".to_owned(),
            _ if self.repeats => "run the same command without --again".to_owned(),
            _ => "run the same command again".to_owned(),
        }
    }

    /// Returns the commands that go on with the run by its number and give it up, behind another
    /// sentence.
    pub(crate) fn by_number(&self) -> String {
        let Some(run) = self.run else {
            return String::new();
        };
        let gives_up = format!("`oms runs abandon {run}` gives it up.");
        if self.sender.origin == Origin::Shared {
            return format!(" {gives_up}");
        }
        let how = if self.counts {
            format!(
                "moves to {} where the same command counts anew",
                self.sender.planned
            )
        } else {
            "does the same".to_owned()
        };
        format!(" `oms runs resume {run} --execute` {how}, and {gives_up}")
    }

    /// Returns the advice to record first what neither a look nor a command settles.
    pub(crate) fn record(&self) -> Option<String> {
        let resolve = self.unsettled.iter();
        let resolve: Vec<String> = resolve
            .map(|entry| format!("`oms journal resolve {entry}`"))
            .collect();
        (!resolve.is_empty()).then(|| {
            format!(
                "First record the outcome that could not be written down: {}.",
                resolve.join(" and ")
            )
        })
    }
}

/// Returns sentences as one text, if there are any.
pub(crate) fn joined<const N: usize>(sentences: [Option<String>; N]) -> Option<String> {
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Origin, Sender};

    #[test]
    fn p196_the_command_that_goes_on_is_one_that_is_not_refused() {
        let typed = Origin::Typed { counts: false };
        let (same, resume) = (
            "run the same command again",
            "run `oms runs resume 4 --execute`",
        );
        for (origin, unended, ended) in [
            (typed, same, same),
            (Origin::Typed { counts: true }, same, same),
            (Origin::File, same, same),
            (Origin::Shared, resume, "share a new plan"),
            (Origin::Resumed, same, "begin a new run"),
        ] {
            let sender = Sender {
                origin,
                again: true,
                planned: "12:00".to_owned(),
            };
            for (run, expected) in [(Some(4), unended), (None, ended)] {
                let left = sender.leaving(run, Vec::new());
                assert_eq!(left.again(), expected, "{origin:?}");
                assert_eq!(left.record(), None, "{origin:?}");
                let ways = left.by_number();
                assert_eq!(ways.contains("runs abandon 4"), run.is_some(), "{ways}");
            }
        }
    }

    #[test]
    fn p241_a_run_by_its_number_does_the_same_unless_the_same_words_mean_another_position() {
        for (counts, are_made, is_the_same) in [
            (false, false, true),
            (true, false, false),
            (true, true, true),
        ] {
            let sender = Sender {
                origin: Origin::Typed { counts },
                again: false,
                planned: "12:00".to_owned(),
            };
            let left = sender.leaving(Some(4), vec![7, 9]);
            let ways = left.clone().behind_its_moves(are_made).by_number();
            assert_eq!(ways.contains("does the same"), is_the_same, "{ways}");
            assert_eq!(ways.contains("moves to 12:00"), !is_the_same, "{ways}");
            let record = left.record().unwrap();
            for entry in ["`oms journal resolve 7`", "`oms journal resolve 9`"] {
                assert!(record.contains(entry), "{record}");
            }
        }
    }
}
