//! What can happen next, and what comes of it.

use stateright::{Model, Property};

use crate::properties;
use crate::rules::{Bounds, Rules};
use crate::state::{
    Ending, Faults, Intent, Operator, Outcome, Phase, Reply, Request, Run, Seq, Service, State,
    Status, Step, Who,
};

/// The protocol, with its bounds and the rules that are kept.
#[derive(Debug, Clone)]
pub struct Protocol {
    bounds: Bounds,
    rules: Rules,
}

/// One event: of a process, of the network, of the service, or of a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    /// A person starts the command.
    Start(Who),
    /// The process reads the journal and looks at the task.
    Check(Who),
    /// The process decides on the next step and writes its intent, or comes to its end.
    Announce(Who),
    /// The intent of a request that is on its way already becomes durable.
    AnnounceLate(Who),
    /// The request leaves.
    Send(Who),
    /// No byte of the request leaves, and that is proved.
    FailToSend(Who),
    /// The reply arrives.
    Receive(Who),
    /// The process waits no longer.
    GiveUp(Who),
    /// The result becomes durable.
    Close(Who),
    /// The process dies.
    Die(Who),
    /// The service takes the request with this number, and carries it out if it may and `willing`.
    Deliver {
        /// The number of the request.
        number: usize,
        /// A service can refuse anything.
        willing: bool,
    },
    /// The network loses the request with this number.
    LoseRequest(usize),
    /// The network loses the reply to the request with this number.
    LoseReply(usize),
    /// No network can deliver this request any more.
    WindowEnds(Seq),
    /// A person looks at the task and says what an open request came to.
    Resolve(Who, Seq),
    /// A person ends a run that did not come to its end.
    Abandon(Who, usize),
}

impl Protocol {
    /// The protocol within these bounds, keeping these rules.
    #[must_use]
    pub const fn new(bounds: Bounds, rules: Rules) -> Self {
        Self { bounds, rules }
    }

    fn events_of(&self, state: &State, who: Who, events: &mut Vec<Event>) {
        let operator = &state.operators[who];
        match &operator.phase {
            Phase::Idle => self.events_of_a_person(state, who, events),
            Phase::CheckedTooEarly => {
                if self.may_lock(state) {
                    events.push(Event::Check(who));
                }
            }
            Phase::Locked => events.push(Event::Check(who)),
            Phase::Deciding { run, compensating } => {
                let ends = self.next_step(state, *run, *compensating).is_none();
                if ends || state.intents.len() < self.bounds.intents {
                    events.push(Event::Announce(who));
                }
            }
            Phase::SentTooEarly { .. } => events.push(Event::AnnounceLate(who)),
            Phase::Announced { .. } => {
                events.extend([Event::Send(who), Event::FailToSend(who)]);
            }
            Phase::Waiting { seq, .. } => {
                let number = state.intents[*seq].number;
                if state.replies.iter().any(|reply| reply.number == number) {
                    events.push(Event::Receive(who));
                }
                events.push(Event::GiveUp(who));
            }
            Phase::Answered { .. } => events.push(Event::Close(who)),
        }
        if operator.phase != Phase::Idle && state.crashes_left > 0 {
            events.push(Event::Die(who));
        }
    }

    fn events_of_a_person(&self, state: &State, who: Who, events: &mut Vec<Event>) {
        if state.operators[who].commands_left > 0
            && (self.may_lock(state) || !self.rules.check_under_lock)
        {
            events.push(Event::Start(who));
        }
        if !self.may_lock(state) {
            return;
        }
        if state.resolutions_left > 0 {
            let resolvable = state.open().filter(|(_, intent)| {
                state.shows(intent) || intent.window_over || !self.rules.late_window
            });
            events.extend(resolvable.map(|(seq, _)| Event::Resolve(who, seq)));
        }
        if state.open().next().is_none() && state.operators[who].commands_left == 0 {
            let unfinished = state.runs.iter().enumerate().filter(|(_, run)| !run.ended);
            events.extend(unfinished.map(|(run, _)| Event::Abandon(who, run)));
        }
    }

    /// Whether a command could take the lock now.
    fn may_lock(&self, state: &State) -> bool {
        !self.rules.lock || state.lock.is_none()
    }

    /// The next step of a run, by what the journal knows of it and what the task shows; `None` where there is none left.
    fn next_step(&self, state: &State, run: usize, compensating: bool) -> Option<Step> {
        let took_effect = |step: Step| state.is_done(run, step);
        let of_run = &state.runs[run];
        let running = if self.rules.look_before_resume {
            state.service.running
        } else {
            // It trusts what it remembers of its own steps.
            of_run.was_running && !took_effect(Step::Stop) || took_effect(Step::Resume)
        };
        if compensating || took_effect(Step::Move) {
            let is_to_go_on = of_run.was_running && !running;
            return is_to_go_on.then_some(Step::Resume);
        }
        Some(if running { Step::Stop } else { Step::Move })
    }
}

impl Model for Protocol {
    type State = State;
    type Action = Event;

    fn init_states(&self) -> Vec<State> {
        let operator = Operator {
            phase: Phase::Idle,
            commands_left: self.bounds.commands,
            said: None,
        };
        vec![State {
            service: Service {
                running: true,
                position: 0,
                commits: Vec::new(),
                moves: Vec::new(),
            },
            intents: Vec::new(),
            runs: Vec::new(),
            lock: None,
            requests: Vec::new(),
            replies: Vec::new(),
            operators: [operator.clone(), operator],
            crashes_left: self.bounds.crashes,
            resolutions_left: self.bounds.resolutions,
            faults: Faults::default(),
        }]
    }

    fn actions(&self, state: &State, events: &mut Vec<Event>) {
        for who in 0..state.operators.len() {
            self.events_of(state, who, events);
        }
        for request in &state.requests {
            let number = request.number;
            events.extend([
                Event::Deliver {
                    number,
                    willing: true,
                },
                Event::Deliver {
                    number,
                    willing: false,
                },
                Event::LoseRequest(number),
            ]);
        }
        events.extend(
            state
                .replies
                .iter()
                .map(|reply| Event::LoseReply(reply.number)),
        );
        let ripe = state
            .open()
            .filter(|(seq, intent)| !intent.window_over && !state.is_held(*seq));
        events.extend(ripe.map(|(seq, _)| Event::WindowEnds(seq)));
    }

    fn next_state(&self, last: &State, event: Event) -> Option<State> {
        let mut state = last.clone();
        match event {
            Event::Start(who) => self.start(&mut state, who),
            Event::Check(who) => self.check(&mut state, who),
            Event::Announce(who) => self.announce(&mut state, who),
            Event::AnnounceLate(who) => state.announce_late(who),
            Event::Send(who) => state.send(who),
            Event::FailToSend(who) => state.answer(who, Outcome::NotSent),
            Event::Receive(who) => state.receive(who),
            Event::GiveUp(who) => self.give_up(&mut state, who),
            Event::Close(who) => self.close(&mut state, who),
            Event::Die(who) => {
                state.crashes_left -= 1;
                state.end(who, Ending::Died);
            }
            Event::Deliver { number, willing } => state.deliver(number, willing),
            Event::LoseRequest(number) => state.requests.retain(|it| it.number != number),
            Event::LoseReply(number) => state.replies.retain(|it| it.number != number),
            Event::WindowEnds(seq) => state.window_ends(seq),
            Event::Resolve(_, seq) => self.resolve(&mut state, seq),
            Event::Abandon(who, run) => {
                state.runs[run].ended = true;
                let paused = !state.service.running;
                state.operators[who].said = paused.then_some(Ending::LeftPaused);
            }
        }
        // Equal histories in another order are one state.
        state.requests.sort_by_key(|request| request.number);
        state.replies.sort_by_key(|reply| reply.number);
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

/// The process, event by event.
impl Protocol {
    fn start(&self, state: &mut State, who: Who) {
        state.operators[who].commands_left -= 1;
        state.operators[who].said = None;
        if self.rules.check_under_lock {
            self.take_lock(state, who);
            state.operators[who].phase = Phase::Locked;
        } else if state.open().next().is_some() {
            state.operators[who].said = Some(Ending::Refused);
        } else {
            state.operators[who].phase = Phase::CheckedTooEarly;
        }
    }

    fn take_lock(&self, state: &mut State, who: Who) {
        if self.rules.lock {
            state.lock = Some(who);
        }
    }

    fn check(&self, state: &mut State, who: Who) {
        if self.rules.check_under_lock {
            state.settle_what_shows();
            if state.open().next().is_some() {
                return state.end(who, Ending::Refused);
            }
        } else {
            self.take_lock(state, who);
        }
        let unfinished = state.runs.iter().position(|run| !run.ended);
        let run = match unfinished {
            Some(run) if self.rules.look_before_resume => run,
            _ => {
                let was_running = state.service.running || !self.rules.look_before_resume;
                state.runs.push(Run {
                    who,
                    was_running,
                    ended: false,
                });
                state.service.moves.push(0);
                state.runs.len() - 1
            }
        };
        state.operators[who].phase = Phase::Deciding {
            run,
            compensating: false,
        };
    }

    fn announce(&self, state: &mut State, who: Who) {
        let Phase::Deciding { run, compensating } = state.operators[who].phase else {
            return;
        };
        let Some(step) = self.next_step(state, run, compensating) else {
            return state.finish(who, run, compensating);
        };
        let number = state.next_number();
        let old = state.service.position;
        if !self.rules.intent_before_send {
            state.put_on_the_wire(who, run, step, number);
            state.operators[who].phase = Phase::SentTooEarly {
                run,
                step,
                number,
                old,
            };
            return;
        }
        let seq = state.write_intent(run, step, number, old);
        state.operators[who].phase = Phase::Announced { seq, compensating };
    }

    fn give_up(&self, state: &mut State, who: Who) {
        let Phase::Waiting { seq, .. } = state.operators[who].phase else {
            return;
        };
        let Intent {
            run, step, number, ..
        } = state.intents[seq];
        if step == Step::Move && !self.rules.compensate_on_proof {
            state.replies.retain(|reply| reply.number != number);
            state.operators[who].phase = Phase::Deciding {
                run,
                compensating: true,
            };
            return;
        }
        state.end(who, Ending::Unknown);
    }

    fn close(&self, state: &mut State, who: Who) {
        let Phase::Answered {
            seq,
            outcome,
            compensating,
        } = state.operators[who].phase
        else {
            return;
        };
        let accepted = outcome == Outcome::Accepted;
        state.intents[seq].status = if accepted {
            Status::Effect
        } else {
            Status::NoEffect
        };
        let Intent { run, step, .. } = state.intents[seq];
        match step {
            _ if accepted => {
                state.operators[who].phase = Phase::Deciding { run, compensating };
            }
            Step::Stop => state.finish(who, run, true),
            Step::Move => {
                state.operators[who].phase = Phase::Deciding {
                    run,
                    compensating: true,
                };
            }
            // The run stays in the list of those that did not end.
            Step::Resume => state.end(who, Ending::LeftPaused),
        }
    }
}

/// What a person does.
impl Protocol {
    /// Looks, and says what the task shows.
    fn resolve(&self, state: &mut State, seq: Seq) {
        state.resolutions_left -= 1;
        let intent = &state.intents[seq];
        state.intents[seq].status = if state.shows(intent) {
            Status::Effect
        } else if self.rules.doubt_what_was_reached && state.is_at_goal_of(intent) {
            Status::Reached
        } else {
            Status::NoEffect
        };
    }
}

/// What no rule changes.
impl State {
    /// A number that no request bears yet.
    fn next_number(&self) -> usize {
        let on_the_wire = self.requests.iter().map(|request| request.number);
        let known = self.intents.iter().map(|intent| intent.number);
        let committed = self.service.commits.iter().map(|(number, _)| *number);
        on_the_wire
            .chain(known)
            .chain(committed)
            .max()
            .map_or(0, |highest| highest + 1)
    }

    fn write_intent(&mut self, run: usize, step: Step, number: usize, old: usize) -> Seq {
        self.intents.push(Intent {
            number,
            run,
            step,
            old,
            status: Status::Open,
            window_over: false,
        });
        self.intents.len() - 1
    }

    fn put_on_the_wire(&mut self, who: Who, run: usize, step: Step, number: usize) {
        let overtakes = self.open().any(|(_, intent)| intent.number != number);
        self.faults.overtaken |= overtakes;
        self.requests.push(Request {
            number,
            who,
            run,
            step,
        });
    }

    fn announce_late(&mut self, who: Who) {
        let Phase::SentTooEarly {
            run,
            step,
            number,
            old,
        } = self.operators[who].phase
        else {
            return;
        };
        let seq = self.write_intent(run, step, number, old);
        self.operators[who].phase = Phase::Waiting {
            seq,
            compensating: false,
        };
    }

    fn send(&mut self, who: Who) {
        let Phase::Announced { seq, compensating } = self.operators[who].phase else {
            return;
        };
        let Intent {
            run, step, number, ..
        } = self.intents[seq];
        self.put_on_the_wire(who, run, step, number);
        self.operators[who].phase = Phase::Waiting { seq, compensating };
    }

    fn receive(&mut self, who: Who) {
        let Phase::Waiting { seq, .. } = self.operators[who].phase else {
            return;
        };
        let number = self.intents[seq].number;
        let Some(index) = self.replies.iter().position(|it| it.number == number) else {
            return;
        };
        let outcome = if self.replies.swap_remove(index).accepted {
            Outcome::Accepted
        } else {
            Outcome::Rejected
        };
        self.answer(who, outcome);
    }

    fn answer(&mut self, who: Who, outcome: Outcome) {
        let (Phase::Announced { seq, compensating } | Phase::Waiting { seq, compensating }) =
            self.operators[who].phase
        else {
            return;
        };
        self.operators[who].phase = Phase::Answered {
            seq,
            outcome,
            compensating,
        };
    }

    /// The process comes to its end: its lock is freed, and nobody waits for its reply.
    fn end(&mut self, who: Who, said: Ending) {
        if let Phase::Waiting { seq, .. } = self.operators[who].phase {
            let number = self.intents[seq].number;
            self.replies.retain(|reply| reply.number != number);
        }
        if let Phase::SentTooEarly { number, .. } = self.operators[who].phase {
            self.replies.retain(|reply| reply.number != number);
        }
        if self.lock == Some(who) {
            self.lock = None;
        }
        self.operators[who].phase = Phase::Idle;
        self.operators[who].said = Some(said);
    }

    /// The run comes to its end.
    fn finish(&mut self, who: Who, run: usize, compensated: bool) {
        let moved = self.is_done(run, Step::Move);
        self.runs[run].ended = true;
        let was_running = self.runs[run].was_running;
        let is_as_before = self.service.running == was_running && self.service.moves[run] == 0;
        let said = if moved {
            Ending::Moved
        } else {
            self.faults.false_as_before |= compensated && !is_as_before;
            Ending::AsBefore
        };
        self.faults.paused_unsaid |= was_running && !self.service.running;
        self.end(who, said);
    }

    /// The service reads a request. It carries out what the state of the task allows, if it is willing.
    fn deliver(&mut self, number: usize, willing: bool) {
        let Some(index) = self.requests.iter().position(|it| it.number == number) else {
            return;
        };
        let request = self.requests.swap_remove(index);
        let allowed = match request.step {
            Step::Stop => self.service.running,
            Step::Move | Step::Resume => !self.service.running,
        };
        self.faults.sent_twice |= !allowed && request.step != Step::Move;
        let accepted = allowed && willing;
        if accepted {
            self.service.commit(number);
            match request.step {
                Step::Stop => self.service.running = false,
                Step::Resume => self.service.running = true,
                Step::Move => {
                    self.service.position = self.runs[request.run].who + 1;
                    self.service.moves[request.run] += 1;
                }
            }
        }
        if self.is_awaited(number) {
            self.replies.push(Reply { number, accepted });
        }
    }

    /// Whether a process waits for the reply to a request.
    fn is_awaited(&self, number: usize) -> bool {
        self.operators.iter().any(|operator| match operator.phase {
            Phase::Waiting { seq, .. } => self.intents[seq].number == number,
            Phase::SentTooEarly { number: sent, .. } => sent == number,
            _ => false,
        })
    }

    /// Whether a process still works on an intent.
    pub(crate) fn is_held(&self, intent: Seq) -> bool {
        self.operators.iter().any(|operator| match operator.phase {
            Phase::Announced { seq, .. }
            | Phase::Waiting { seq, .. }
            | Phase::Answered { seq, .. } => seq == intent,
            _ => false,
        })
    }

    /// Whatever the network still held of a request is gone.
    fn window_ends(&mut self, seq: Seq) {
        let number = self.intents[seq].number;
        self.requests.retain(|request| request.number != number);
        self.intents[seq].window_over = true;
    }

    /// Open intents whose effect the task shows are settled without a person.
    fn settle_what_shows(&mut self) {
        let shown: Vec<Seq> = self
            .open()
            .filter(|(_, intent)| self.shows(intent))
            .map(|(seq, _)| seq)
            .collect();
        for seq in shown {
            self.intents[seq].status = Status::Effect;
        }
    }
}
