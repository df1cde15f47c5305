//! The end of every history: nothing goes wrong any more, and one operator sets everything in
//! order. That must be possible.

use crate::baton::Shared;
use crate::errand::{Errand, Kind};
use crate::journal::plainly;
use crate::network::{LATE_WINDOW, TIMEOUT};
use crate::operator::carry_out;
use oms_cli::Exit;

/// Number of commands that this may take.
const MOST_ROUNDS: usize = 40;

/// Sets everything in order, by what the commands themselves say.
pub(crate) fn settle(shared: &Shared) {
    {
        let world = &mut shared.lock().world;
        world.calm = true;
        if world.is_wrong() {
            return;
        }
        world
            .trace
            .note(|| "from here on, all goes well".to_owned());
        // Until the window is over, what is still on its way may arrive.
        for _ in 0..4 {
            world.weather();
        }
        world.advance(LATE_WINDOW + TIMEOUT * 2);
        world.weather();
        world.kept.revive();
    }
    deliver(shared);
    shared.lock().world.inspect();
    let mut given_up = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let Some((errand, run)) = next(shared, &given_up) else {
            return verify(shared);
        };
        let exit = carry_out(shared, 0, &errand);
        if shared.lock().world.is_wrong() {
            return;
        }
        if let Some(run) = run.filter(|_| exit != Some(Exit::Success)) {
            given_up.push(run);
        }
    }
    let world = &mut shared.lock().world;
    world.wrong(|| format!("it cannot be set in order within {MOST_ROUNDS} commands"));
}

/// The next errand, and the run that it goes on with.
fn next(shared: &Shared, given_up: &[u64]) -> Option<(Errand, Option<u64>)> {
    let world = &shared.lock().world;
    if let Some(open) = world.attempts.iter().find(|attempt| attempt.open) {
        return Some((world.resolve(open.entry), None));
    }
    let run = world.unended.first()?.run;
    if given_up.contains(&run) {
        let line = format!("runs abandon {run}");
        return Some((Errand::of(Kind::Abandon, &line), None));
    }
    Some((world.resume(run), Some(run)))
}

/// Delivers the results that could not be written to the journal of a team, each from the machine
/// that keeps it.
fn deliver(shared: &Shared) {
    if !shared.lock().world.kept.is_of_a_team() {
        return;
    }
    for who in 0..2 {
        carry_out(shared, who, &Errand::of(Kind::Deliver, "journal deliver"));
    }
}

fn verify(shared: &Shared) {
    let world = &mut shared.lock().world;
    let (exit, stdout, stderr) = plainly(&world.kept, &["journal", "verify"]);
    if exit != Exit::Success {
        world.wrong(|| format!("the journal does not hold: {stdout}{stderr}"));
    }
}
