//! The life of a task on the virtual clock: its steps, its states, and the moments at which
//! something is due.

use std::time::Duration;

use oms_client::{EpochSeconds, TicketId};

use super::World;
use crate::engine::ticket::Target;
use crate::engine::{
    Change, Course, Direction, Moment, Operation, Status, StepKind, Task, TicketState,
};

const NOW: i64 = 1_742_369_000;

fn secs(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn world(task: Task) -> World {
    let mut world = World::new(Moment::from_seconds(NOW), 0);
    world.insert(task);
    world
}

fn task() -> Task {
    Task::new("np_1", EpochSeconds::new(NOW - 1_000).unwrap()).in_status(Status::Init)
}

fn operate(world: &mut World, operation: Operation) {
    let tasks = vec!["np_1".to_owned()];
    world.commit(Change::Operate { tasks, operation });
}

/// Opens a ticket that moves the forward synchronization back.
fn open_ticket(world: &mut World) {
    let task = world.task("np_1").unwrap();
    let from = task.position(Direction::Forward).unwrap().clone();
    let ticket = world.next_ticket(task, Direction::Forward, from, Target::Number(NOW - 2_000));
    world.commit(Change::OpenTicket(Box::new(ticket)));
}

/// The state, the step that is worked on, how much of it is done, and the position of the forward
/// synchronization.
fn seen(world: &World) -> (Status, Option<(StepKind, u8)>, i64) {
    let task = world.task("np_1").unwrap();
    let step = task.current_step().map(|step| (step.kind, step.percent()));
    let position = task.forward.as_ref().and_then(super::super::Leg::seconds);
    (task.status, step, position.unwrap_or(0) - NOW)
}

#[test]
fn promise_205_steps_follow_each_other_and_changes_begin_when_their_turn_comes() {
    let mut world = world(task());
    world.advance(secs(100));
    assert_eq!(
        seen(&world),
        (Status::Init, None, -1_000),
        "nothing begins by itself"
    );

    operate(&mut world, Operation::Start);
    assert_eq!(
        seen(&world),
        (Status::Running, Some((StepKind::Precheck, 0)), -1_000)
    );
    for (by, step, percent, position) in [
        (2, StepKind::Precheck, 40, -1_000),
        (3, StepKind::Structure, 0, -1_000),
        (9, StepKind::Structure, 90, -1_000),
        // The logs are pulled from here on, beside the rows.
        (1, StepKind::FullTransfer, 0, -1_000),
        (59, StepKind::FullTransfer, 98, -1_000),
        // The rows are done, and the changes begin: a minute of them each second.
        (1, StepKind::FullVerification, 0, -1_000),
        (10, StepKind::FullVerification, 33, -400),
        (30, StepKind::Incremental, 100, 100 + 115 - 5),
    ] {
        world.advance(secs(by));
        assert_eq!(
            seen(&world),
            (Status::Running, Some((step, percent)), position)
        );
    }
    let task = world.task("np_1").unwrap();
    let started = |kind| task.step(kind).unwrap().started_at.unwrap().seconds() - NOW;
    assert_eq!(started(StepKind::Precheck), 100);
    assert_eq!(started(StepKind::Structure), 105);
    assert_eq!(started(StepKind::FullTransfer), 115);
    assert_eq!(started(StepKind::Incremental), 175);
    assert_eq!(
        task.step(StepKind::FullVerification)
            .unwrap()
            .finished_at
            .unwrap()
            .seconds()
            - NOW,
        205
    );
}

#[test]
fn promise_205_many_small_steps_lead_where_a_large_one_does() {
    let (mut small, mut large) = (world(task()), world(task()));
    for world in [&mut small, &mut large] {
        operate(world, Operation::Start);
    }
    for _ in 0..2_000 {
        small.advance(Duration::from_millis(137));
    }
    large.advance(secs(274));
    assert_eq!(small, large);
}

#[test]
fn promise_205_a_pause_holds_everything_and_a_resume_goes_on_from_there() {
    let mut world = world(task());
    operate(&mut world, Operation::Start);
    world.advance(secs(10));
    operate(&mut world, Operation::Stop);
    let paused = seen(&world);
    assert_eq!(
        paused,
        (Status::Suspend, Some((StepKind::Structure, 50)), -1_000)
    );
    world.advance(secs(1_000));
    assert_eq!(seen(&world), paused);
    operate(&mut world, Operation::Resume);
    world.advance(secs(4));
    assert_eq!(seen(&world).1, Some((StepKind::Structure, 90)));
}

#[test]
fn promise_205_a_stop_takes_as_long_as_is_set() {
    let mut world = world(task().in_status(Status::Running));
    world.settings_mut().stopping_takes = secs(3);
    operate(&mut world, Operation::Stop);
    world.advance(secs(2));
    assert_eq!(seen(&world).0, Status::Running);
    assert!(world.task("np_1").unwrap().due().is_some());
    world.advance(secs(5));
    let position = seen(&world).2;
    assert_eq!(seen(&world).0, Status::Suspend);
    assert_eq!(
        position,
        -1_000 + 3 * 60,
        "it worked on until it was stopped, and no longer"
    );
}

#[test]
fn promise_205_a_task_without_changes_is_finished_and_released_and_deleted() {
    let mut world = world(Task::without_changes("np_1").in_status(Status::Init));
    operate(&mut world, Operation::Start);
    world.advance(secs(104));
    assert_eq!(seen(&world).0, Status::Running);
    world.advance(secs(1_000));
    let task = world.task("np_1").unwrap();
    assert_eq!(task.status, Status::Finished);
    assert_eq!(
        task.modified_at.seconds() - NOW,
        105,
        "it was finished when its last step was"
    );

    operate(&mut world, Operation::Release);
    assert_eq!(seen(&world).0, Status::Releasing);
    world.advance(secs(5));
    assert_eq!(seen(&world).0, Status::Released);
    operate(&mut world, Operation::Delete);
    assert_eq!(seen(&world).0, Status::Deleted);
}

#[test]
fn steps_that_take_no_time_are_passed_at_once() {
    let mut task = task();
    for kind in StepKind::ORDER {
        task = task.step_takes(kind, Duration::ZERO);
    }
    let mut world = world(task);
    operate(&mut world, Operation::Start);
    assert_eq!(
        seen(&world),
        (Status::Running, Some((StepKind::Incremental, 100)), -1_000)
    );
    world.advance(secs(1));
    assert_eq!(seen(&world).2, -940);
}

#[test]
fn promise_206_a_ticket_fails_where_its_task_was_ended_before_it() {
    let mut world = world(task().in_status(Status::Suspend));
    world.set_course(Course::after(secs(3)));
    open_ticket(&mut world);
    operate(&mut world, Operation::Release);
    world.advance(secs(10));
    let ticket = &world.tickets()[0];
    assert_eq!(ticket.state, TicketState::Failed);
    assert_eq!(
        ticket.failure.as_ref().unwrap().because,
        "ticket.task-ended"
    );
    assert_eq!(
        ticket.finished_at.unwrap().seconds() - NOW,
        3,
        "when it was due, and not later"
    );
}

#[test]
fn promise_206_a_ticket_may_wait_for_reads_of_its_own_task() {
    let mut world = world(task().in_status(Status::Running));
    world.set_course(Course::after_polls(3));
    open_ticket(&mut world);
    for (task, state) in [
        ("np_2", TicketState::Initializing),
        ("np_1", TicketState::Ready),
        ("np_2", TicketState::Ready),
        ("np_1", TicketState::InProgress),
        ("np_1", TicketState::Successful),
        ("np_1", TicketState::Successful),
    ] {
        world.commit(Change::Look {
            task: task.to_owned(),
        });
        assert_eq!(world.tickets()[0].state, state);
    }
    assert_eq!(seen(&world).2, -2_000);
}

#[test]
fn a_ticket_that_is_done_is_found_and_never_gone_through_again() {
    let mut world = world(task().in_status(Status::Running));
    for (course, open) in [
        (Course::after(secs(9)), 1),
        (Course::default(), 1),
        (Course::after_polls(1), 2),
        (Course::default(), 2),
    ] {
        world.set_course(course);
        open_ticket(&mut world);
        assert_eq!(world.tickets.open().count(), open);
    }
    let written = serde_json::to_string(&world).unwrap();
    let read: World = serde_json::from_str(&written).unwrap();
    assert_eq!(read.tickets.open().count(), 2);
    world.advance(secs(9));
    assert_eq!(world.tickets.open().count(), 1);
    for id in 0..=5 {
        let found = world
            .ticket(TicketId::new(id))
            .map(|ticket| ticket.id.get());
        assert_eq!(found, (1..=4).contains(&id).then_some(id));
    }
}

#[test]
fn promise_211_a_world_is_written_and_read_without_a_loss() {
    let mut world = world(
        task()
            .in_status(Status::Running)
            .with_reverse(EpochSeconds::new(NOW - 50).unwrap()),
    );
    world.set_course(Course::after(secs(3)).failing(0.5));
    world.advance(Duration::from_millis(1_234));
    let written = serde_json::to_string(&world).unwrap();
    let mut read: World = serde_json::from_str(&written).unwrap();
    assert_eq!(read, world);
    for world in [&mut read, &mut world] {
        world.advance(Duration::from_millis(4_321));
    }
    assert_eq!(read, world);
}
