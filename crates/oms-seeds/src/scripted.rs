//! Histories that are written down instead of drawn: those of which a seed is too long in coming.

use std::thread;
use std::time::Duration;

use oms_cli::{Act, Boundary, Exit};
use oms_sim::{BareService, Scenario};
use tempfile::TempDir;

use crate::Bend;
use crate::baton::{Shared, Who};
use crate::errand::{Errand, Kind};
use crate::kept::{Kept, Store};
use crate::network::Moment;
use crate::operator::carry_out;
use crate::person::Verdict;
use crate::world::{TASKS, Turn, World, slow};

/// A label that the simulator lists.
const LABEL: &str = "l_4w6r0p2c8zhk";

const ANN: Who = 0;
const BOB: Who = 1;

/// The target position of the moves.
const TO: &str = "1742365118";

/// A written history.
struct History {
    shared: Shared,
    _folder: TempDir,
}

impl History {
    /// Two operators of whom nothing goes wrong by itself. The first task has a label, and the
    /// service takes so long with stops and tickets.
    fn new(takes: u32) -> Self {
        Self::over(Store::Embedded, Bend::Nothing, takes)
    }

    /// The same over a store, with a rule bent.
    fn over(store: Store, bend: Bend, takes: u32) -> Self {
        let name = "name             = \"orders\"";
        let text = slow(takes, takes).replacen(name, &format!("{name}\nlabels = [\"{LABEL}\"]"), 1);
        let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(store, folder.path());
        let mut world = World::new(0, bend, &kept, folder.path(), true);
        world.service = BareService::new(&scenario);
        world.calm = true;
        Self {
            shared: Shared::new(world),
            _folder: folder,
        }
    }

    fn does(&self, who: Who, kind: Kind, line: &str) -> Option<Exit> {
        carry_out(&self.shared, who, &Errand::of(kind, line))
    }

    /// A rewind of a task, to where the moves go.
    fn rewinds(&self, who: Who, task: &str, to: &str) -> Option<Exit> {
        let line = format!(
            "rewind --id {task} --reverse=false --to={to} --allow-skip --again --execute --yes={task}"
        );
        self.does(who, Kind::Rewind, &line)
    }

    /// Goes on with the only run that did not end.
    fn goes_on(&self, who: Who) -> Option<Exit> {
        let errand = {
            let world = &self.shared.lock().world;
            world.resume(world.unended[0].run)
        };
        carry_out(&self.shared, who, &errand)
    }

    /// Ann stops a task, and where she lets Bob act he settles her entry.
    fn stops_while_bob_settles(
        &self,
        task: &str,
        settles: impl Fn(&World, u64) -> Errand + Sync,
    ) -> [Option<Exit>; 2] {
        let shared = &self.shared;
        thread::scope(|scope| {
            let ann = scope.spawn(|| {
                let stop = format!("stop-project --id {task} --execute --yes={task}");
                let exit = self.does(ANN, Kind::Single, &stop);
                shared.leave(ANN);
                exit
            });
            let bob = scope.spawn(|| {
                drop(shared.wait(BOB, shared.lock()));
                let errand = {
                    let world = &shared.lock().world;
                    settles(world, world.attempts[0].entry)
                };
                let exit = carry_out(shared, BOB, &errand);
                shared.leave(BOB);
                exit
            });
            [ann.join().unwrap(), bob.join().unwrap()]
        })
    }

    fn next(&self, moment: Moment, turn: Turn) {
        let world = &mut self.shared.lock().world;
        world.script.push_back((moment, turn));
    }

    fn passes(&self, seconds: u64) {
        self.shared
            .lock()
            .world
            .advance(Duration::from_secs(seconds));
    }

    /// The runs that did not end, and the requests that are open.
    fn left(&self) -> (usize, usize) {
        let world = &self.shared.lock().world;
        let open = world.attempts.iter().filter(|attempt| attempt.open);
        (world.unended.len(), open.count())
    }

    fn said_paused(&self, who: Who) -> bool {
        self.shared.lock().world.processes[who].said_paused
    }

    fn is_running(&self, task: &str) -> bool {
        self.shared.lock().world.is_running(task)
    }

    /// Nothing was wrong, and all that was written happened.
    fn ends(self, what: &str) {
        let world = self.shared.into_world();
        assert!(world.script.is_empty(), "{what}: {:?}", world.script);
        if let Err(violation) = world.verdict() {
            panic!("{what}: {}: {:#?}", violation.what, violation.trace);
        }
    }
}

/// A step of a run is announced and never sent, and only then what somebody else has asked for
/// comes about. That the task shows it proves nothing of the step.
#[test]
fn p242_what_another_request_may_have_done_settles_no_step_that_was_never_sent() {
    let [running, paused] = TASKS;
    let stop = format!("stop-project --id {running}");
    let label = format!("stop-projects-by-label --id {LABEL} --no-preflight");
    let same = format!(
        "reset-incr-start-timestamp --id {paused} --reverse false --start-timestamp {TO} --allow-skip"
    );
    for (line, named, task) in [
        (stop.as_str(), running, running),
        (label.as_str(), LABEL, running),
        (same.as_str(), paused, paused),
    ] {
        let history = History::new(20);
        let by_bob = format!("{line} --execute --yes={named}");
        let done = history.does(BOB, Kind::Single, &by_bob);
        assert_eq!(done, Some(Exit::Success), "{line}");
        history.next(Moment::BeforeSend, Turn::Dies);
        assert_eq!(history.rewinds(ANN, task, TO), None, "{line}");
        // Bob's request takes effect now.
        history.passes(60);
        assert_eq!(history.goes_on(ANN), Some(Exit::Guard), "{line}");
        assert_eq!(history.left(), (1, 1), "{line}");
        history.ends(line);
    }
}

#[test]
fn p240_a_batch_that_is_taken_up_and_interrupted_is_still_one_that_did_not_end() {
    let history = History::new(0);
    let [task, _] = TASKS;
    let file = history.shared.lock().world.folder.join("tasks.csv");
    let text = format!("id,reverse,startTimestamp\n{task},false,{TO}\n");
    std::fs::write(&file, text).unwrap();
    let line = format!(
        "batch {} --rate=100 --allow-skip --pause --execute --yes=1",
        file.display()
    );
    // The task is paused, and its batch is dead.
    history.next(Moment::Of(Boundary::After(Act::Result)), Turn::Dies);
    assert_eq!(history.does(ANN, Kind::Batch, &line), None);
    assert!(!history.is_running(task));
    history.next(Moment::Of(Boundary::After(Act::Lock)), Turn::IsInterrupted);
    let exit = history.goes_on(ANN);
    assert_eq!(history.left().0, 1, "{exit:?}");
    assert_eq!(history.goes_on(BOB), Some(Exit::Success));
    assert_eq!(history.left(), (0, 0));
    assert!(history.is_running(task));
    history.ends("a batch");
}

#[test]
fn p241_whoever_gives_a_run_up_is_told_what_it_leaves_before_it_is_given_up() {
    let history = History::new(0);
    let [task, _] = TASKS;
    history.next(Moment::Of(Boundary::After(Act::Result)), Turn::Dies);
    assert_eq!(history.rewinds(ANN, task, TO), None);
    let run = history.shared.lock().world.unended[0].run;
    history.next(Moment::Of(Boundary::After(Act::RunEnded)), Turn::Dies);
    let line = format!("runs abandon {run}");
    assert_eq!(history.does(ANN, Kind::Abandon, &line), None);
    // The task stands still and no run is about it any more: that was said.
    assert_eq!(history.left(), (0, 0));
    assert!(!history.is_running(task));
    history.ends("a run that was given up");
}

#[test]
fn p241_whoever_settles_the_stop_of_a_run_that_was_given_up_is_told_that_the_task_is_paused() {
    let history = History::new(0);
    let [task, _] = TASKS;
    // The stop takes effect, and its reply is lost with the process that waits for it.
    history.next(Moment::Replied, Turn::Dies);
    assert_eq!(history.rewinds(ANN, task, TO), None);
    assert!(!history.is_running(task));
    let (run, entry) = {
        let world = &history.shared.lock().world;
        (world.unended[0].run, world.attempts[0].entry)
    };
    let line = format!("runs abandon {run}");
    assert_eq!(history.does(BOB, Kind::Abandon, &line), Some(Exit::Success));
    history.next(Moment::Of(Boundary::After(Act::Resolution)), Turn::Dies);
    let line = format!("journal resolve {entry} --took-effect");
    let verdict = Kind::Resolve(entry, Verdict::TookEffect);
    assert_eq!(history.does(ANN, verdict, &line), None);
    assert_eq!(history.left(), (0, 0));
    assert!(!history.is_running(task));
    history.ends("the stop of a run that was given up");
}

#[test]
fn p244_an_entry_is_not_settled_while_its_process_holds_the_task() {
    let history = History::new(0);
    let [task, _] = TASKS;
    history.next(Moment::Left, Turn::Yields);
    let exits = history.stops_while_bob_settles(task, |_, entry| {
        let line = format!("journal resolve {entry} --no-effect --early --process-ended");
        Errand::of(Kind::Resolve(entry, Verdict::NoEffect), &line)
    });
    assert_eq!(exits, [Some(Exit::Success), Some(Exit::Guard)]);
    assert_eq!(history.left(), (0, 0));
    history.ends("an entry of somebody alive");
}

#[test]
fn p241_a_run_in_the_place_of_another_whose_own_stop_is_refused_still_lets_the_task_go_on() {
    let history = History::new(20);
    let [task, _] = TASKS;
    // Ann has asked for the stop, which takes a while.
    history.next(Moment::Of(Boundary::After(Act::Result)), Turn::Dies);
    assert_eq!(history.rewinds(ANN, task, TO), None);
    assert!(history.is_running(task));
    // The service takes no second one meanwhile.
    let exit = history.rewinds(BOB, task, "1742366000");
    assert_eq!(exit, Some(Exit::PartlyDone));
    assert!(history.said_paused(BOB));
    assert_eq!(history.left(), (1, 0));
    history.passes(60);
    assert!(!history.is_running(task));
    assert_eq!(history.goes_on(BOB), Some(Exit::Success));
    assert_eq!(history.left(), (0, 0));
    assert!(history.is_running(task));
    history.ends("a run in the place of another");
}

/// A request that left so late could arrive after somebody has said that it had no effect.
#[test]
fn p227_a_process_that_stood_still_behind_its_intent_sends_nothing_and_says_so() {
    let history = History::new(0);
    let [task, _] = TASKS;
    let moment = Moment::Of(Boundary::After(Act::Intent));
    history.next(moment, Turn::StandsStill);
    let stop = format!("stop-project --id {task} --execute --yes={task}");
    assert_eq!(history.does(ANN, Kind::Single, &stop), Some(Exit::NotSent));
    assert_eq!(history.left(), (0, 0));
    assert!(history.is_running(task));
    history.next(moment, Turn::StandsStill);
    assert_eq!(history.rewinds(ANN, task, TO), Some(Exit::NotSent));
    assert_eq!(history.left(), (0, 0));
    assert!(history.is_running(task));
    history.ends("a process that stood still");
}

#[cfg(feature = "postgres")]
#[test]
fn p261_what_is_written_down_is_said_to_be_though_the_database_dies_right_behind_it() {
    if oms_testkit::postgres_for_a_test().is_none() {
        return;
    }
    let history = History::over(Store::Team, Bend::Nothing, 0);
    let [task, _] = TASKS;
    // The stop takes effect, and its reply is lost with the process that waits for it.
    history.next(Moment::Replied, Turn::Dies);
    assert_eq!(history.rewinds(ANN, task, TO), None);
    let (run, entry) = {
        let world = &history.shared.lock().world;
        (world.unended[0].run, world.attempts[0].entry)
    };
    let abandon = format!("runs abandon {run}");
    let resolve = format!("journal resolve {entry} --took-effect");
    let verdict = Kind::Resolve(entry, Verdict::TookEffect);
    for (act, kind, line) in [
        (Act::RunEnded, Kind::Abandon, abandon),
        (Act::Resolution, verdict, resolve),
    ] {
        let moment = Moment::Of(Boundary::After(act));
        history.next(moment, Turn::LosesTheDatabase);
        assert_eq!(history.does(BOB, kind, &line), Some(Exit::Success));
        history.shared.lock().world.kept.revive();
    }
    assert_eq!(history.left(), (0, 0));
    history.ends("a database that died behind what was written down");
}

/// The lock of a process that stands still is lost with the database, right before its request
/// leaves.
#[cfg(feature = "postgres")]
#[test]
fn p262_an_entry_is_not_settled_while_its_process_stands_still_without_its_lock() {
    if oms_testkit::postgres_for_a_test().is_none() {
        return;
    }
    let [task, _] = TASKS;
    for (bend, by_bob) in [
        (Bend::Nothing, Exit::Guard),
        (Bend::ProcessEnd, Exit::Success),
    ] {
        let history = History::over(Store::Team, bend, 0);
        history.next(Moment::BeforeSend, Turn::IsOutlasted);
        let [_, bob] = history.stops_while_bob_settles(task, World::resolve);
        assert_eq!(bob, Some(by_bob));
        let verdict = history.shared.into_world().verdict();
        let found = verdict.err().map(|violation| violation.what);
        let broken = "broken: no false rejected or not sent";
        let expected = (bend == Bend::ProcessEnd).then_some(broken);
        assert_eq!(found.as_deref(), expected);
    }
}
