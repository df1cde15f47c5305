//! The guard of a run whose move was refused, and which is gone on with.

use super::goal::Goal;
use crate::act::look::Seen;
use crate::failure::Failure;
use crate::journal::{Known, Run};

/// Refuses to make the move of a run once more where the task contradicts the refusal of the first
/// one: its position lies between the one before that move and the new one, the position of no task
/// goes back by itself, and no later move in the journal explains it.
///
/// `again` says that the move is to be made in spite of that.
pub(crate) fn contradicted(
    goal: &Goal,
    seen: &Seen,
    known: &Known,
    run: Option<&Run>,
    again: bool,
) -> Result<(), Failure> {
    let refused = run.and_then(|run| Some((run, run.refused_move(goal.line)?)));
    let Some((run, refused)) = refused.filter(|_| !again) else {
        return Ok(());
    };
    let change = &refused.intent.change;
    let present = &seen.leg(goal.moves.reverse).position;
    let moments = [&change.old, &change.new, present].map(|it| it.as_ref()?.epoch_seconds());
    let [Some(old), Some(new), Some(present)] = moments else {
        return Ok(());
    };
    if !(new..old).contains(&present) || known.is_moved_since(refused)? {
        return Ok(());
    }
    let [old, new, present] = [old, new, present].map(oms_client::EpochSeconds::to_rfc3339);
    Err(Failure::guard(
        format!(
            "the service refused the move of run {} (entry {}), and the task contradicts that: \
             its position was {old} before, and is {present} now, so the move to {new} may have taken effect",
            run.seq, refused.seq
        ),
        format!(
            "Look at the task, with `oms status {}`. If it was moved, nothing is left to move, and `oms runs abandon {}` \
             gives the run up; --again moves it to {new} once more.",
            goal.task, run.seq
        ),
    ))
}
