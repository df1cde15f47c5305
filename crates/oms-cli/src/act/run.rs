//! A run in the journal. It begins after its steps were consented to and before the first of them
//! is sent.

use std::rc::Rc;

use super::cleared::Agreed;
use super::hold::Hold;
use crate::failure::Failure;
use crate::journal::{
    self, Place, PlannedMove, Problem, RunEnd, RunKind, RunOptions, RunPlan, StepKind,
};
use crate::session::{Session, identity};
use crate::surroundings::Act;

/// A run that has begun. None of its methods fails: if an entry cannot be written, it warns.
#[derive(Debug)]
pub(crate) struct Run {
    hold: Rc<Hold>,
    seq: u64,
    pauses: bool,
}

/// The part of a run that a request is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(super) place: Place,
    /// Set where the run looks at the task before it goes on, and settles by that what became of
    /// the request. A batch that does not pause its tasks leaves that to a person.
    pub(super) looks: bool,
}

impl Run {
    /// Begins a run of these steps, or resumes an earlier one. Without a step there is no run to
    /// begin.
    pub(crate) fn begin(
        agreed: &Agreed,
        earlier: Option<u64>,
        plan: RunPlan,
        session: &Session<'_, '_>,
    ) -> Result<Option<Self>, Failure> {
        let (hold, pauses) = (Rc::clone(&agreed.hold), plan.pauses);
        let seq = match earlier {
            Some(seq) => seq,
            None if agreed.is_empty() => return Ok(None),
            None => {
                let now = session.surroundings.time();
                let begin = || hold.journal.begin_run(plan, now);
                session.surroundings.durably(Act::RunBegun, begin)?
            }
        };
        Ok(Some(Self { hold, seq, pauses }))
    }

    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    /// Returns the part of the run that a step of a line is.
    pub(crate) fn part(&self, line: usize, step: StepKind) -> Part {
        Part {
            place: Place {
                run: self.seq,
                line,
                step,
            },
            looks: self.pauses,
        }
    }

    /// Records that the new position of a line was seen.
    pub(crate) fn saw(&self, line: usize, session: &mut Session<'_, '_>) {
        let now = session.surroundings.time();
        let saw = || self.hold.journal.saw(self.seq, line, now);
        let written = session.surroundings.durably(Act::PositionSeen, saw);
        warn(written, session);
    }

    /// Records that this run, or one that it replaces, ended. Returns whether the journal has it:
    /// otherwise the run goes on, and settles by a look what it has left open.
    pub(crate) fn end(&self, run: u64, end: RunEnd, session: &mut Session<'_, '_>) -> bool {
        let now = session.surroundings.time();
        let end = || self.hold.journal.end_run(run, end, now);
        let written = session.surroundings.durably(Act::RunEnded, end);
        let is_written = written.is_ok();
        warn(written, session);
        is_written
    }
}

/// Returns the plan of a run as it is written to the journal.
pub(crate) fn plan(
    command: RunKind,
    file: Option<String>,
    (pauses, options): (bool, RunOptions),
    moves: Vec<PlannedMove>,
    session: &Session<'_, '_>,
) -> Result<RunPlan, Failure> {
    Ok(RunPlan {
        who: identity::user(session.surroundings),
        host: identity::host(session.surroundings),
        pid: std::process::id(),
        profile: session.settings.profile_name().map(ToOwned::to_owned),
        endpoint: session.settings.endpoint()?.to_owned(),
        command,
        file,
        pauses,
        options,
        moves,
        plan: session.approved,
    })
}

/// Adds to the refusal of a run that is resumed which of its tasks it leaves paused, or perhaps
/// paused: nothing was sent, and so nothing has let them go on. While another process changes them,
/// nobody is told to resume one under its hands.
pub(crate) fn refused(
    failure: Failure,
    resumed: Option<&journal::Run>,
    session: &Session<'_, '_>,
) -> Failure {
    if failure.is_in_flight {
        return failure;
    }
    let left = resumed.map(|run| run.leaves_each(session));
    let left = left.unwrap_or_default();
    let next = [vec![failure.next], left].concat().join(" ");
    Failure { next, ..failure }
}

fn warn(written: Result<u64, Problem>, session: &mut Session<'_, '_>) {
    if let Err(problem) = written {
        let message = Failure::from(problem).message;
        session.warn(&format!("{message}; `oms runs` still lists the run"));
    }
}
