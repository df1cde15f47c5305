//! Histories that are written down instead of drawn: those of which a seed is too long in coming.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{BareService, Scenario};

use crate::Bend;
use crate::baton::Shared;
use crate::errand::{Errand, Kind};
use crate::network::Moment;
use crate::operator::carry_out;
use crate::world::{TASKS, World};

const ANN: usize = 0;
const BOB: usize = 1;

/// A service that takes its time with stops and tickets, and two operators of whom nothing goes
/// wrong by itself. The first task has a label.
fn slow(folder: &std::path::Path) -> Shared {
    let text = format!(
        "{}\n[service]\nstopping-takes = \"20s\"\n\n[tickets]\nafter = \"20s\"\n",
        Scenario::built_in_text()
    );
    let name = "name             = \"orders\"";
    let text = text.replacen(name, &format!("{name}\nlabels = [\"1\"]"), 1);
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let mut world = World::new(0, Bend::Nothing, folder, true);
    world.service = BareService::new(&scenario);
    world.calm = true;
    Shared::new(world)
}

/// A step of a run is announced and never sent, and only then what somebody else has asked for
/// comes about. That the task shows it proves nothing of the step.
#[test]
fn p242_what_another_request_may_have_done_settles_no_step_that_was_never_sent() {
    let [running, paused] = TASKS;
    let label = "stop-projects-by-label --id 1 --no-preflight";
    let stop = format!("stop-project --id {running}");
    let to = "1742365118";
    let same = format!(
        "reset-incr-start-timestamp --id {paused} --reverse false --start-timestamp {to} --allow-skip"
    );
    for (by_bob, named, task) in [
        (stop.as_str(), running, running),
        (label, "1", running),
        (&same, paused, paused),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let shared = slow(folder.path());
        let bob = Errand::of(Kind::Single, &format!("{by_bob} --execute --yes={named}"));
        assert_eq!(
            carry_out(&shared, BOB, &bob),
            Some(Exit::Success),
            "{by_bob}"
        );
        shared.lock().world.doom = Some(Moment::BeforeSend);
        let ann = format!(
            "rewind --id {task} --reverse=false --to={to} --allow-skip --again --execute --yes={task}"
        );
        let ann = Errand::of(Kind::Rewind, &ann);
        assert_eq!(carry_out(&shared, ANN, &ann), None, "{by_bob}: she lives");
        // What Bob has asked for comes about now.
        shared.lock().world.advance(Duration::from_secs(60));
        let (run, open) = {
            let world = &shared.lock().world;
            let open = world.attempts.iter().find(|attempt| attempt.open);
            (world.unended[0].run, open.unwrap().entry)
        };
        let again = shared.lock().world.resume(run);
        assert_eq!(
            carry_out(&shared, ANN, &again),
            Some(Exit::Guard),
            "{by_bob}"
        );
        let state = shared.lock();
        let attempt = state.world.attempt(open).unwrap();
        assert!(attempt.open, "{by_bob}: {attempt:?}");
        drop(state);
        if let Err(violation) = shared.into_world().verdict() {
            panic!("{by_bob}: {}: {:#?}", violation.what, violation.trace);
        }
    }
}
