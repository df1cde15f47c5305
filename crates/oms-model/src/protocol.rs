//! The events that are possible in a state, and the states that follow.

use stateright::{Model, Property};

use crate::properties;
use crate::rules::{Bounds, Rules};
use crate::state::{
    Ending, Faults, Operator, Outcome, Phase, Seq, Service, State, Status, Step, Who,
};

/// The protocol, with its bounds and the rules that are kept.
#[derive(Debug, Clone)]
pub struct Protocol {
    pub(crate) bounds: Bounds,
    pub(crate) rules: Rules,
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
    /// The process loses its connection to the journal. The database frees its lock.
    LoseStore(Who),
    /// The connection is lost while the intent is committed.
    LoseCommit {
        /// Whose intent it is.
        who: Who,
        /// The database has committed it.
        durable: bool,
    },
    /// The result cannot be written, and is kept on the operator's machine.
    Keep(Who),
    /// The results that are kept on an operator's machine are delivered to the journal.
    Deliver(Who),
    /// The process dies.
    Die(Who),
    /// The service takes the request with this number, and carries it out if it may and `willing`.
    Arrive {
        /// The number of the request.
        number: usize,
        /// A service can refuse anything.
        willing: bool,
    },
    /// The network loses the request with this number.
    LoseRequest(usize),
    /// The network loses the reply to the request with this number.
    LoseReply(usize),
    /// So much time has passed that no network can deliver this request any more, if it was sent.
    /// Its process may have stood still meanwhile.
    WindowEnds(Seq),
    /// A person looks at the task and says how an open request ended.
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
        self.events_of_the_store(state, who, events);
    }

    fn events_of_the_store(&self, state: &State, who: Who, events: &mut Vec<Event>) {
        let operator = &state.operators[who];
        if operator.phase == Phase::Idle && !operator.kept.is_empty() {
            events.push(Event::Deliver(who));
        }
        if operator.is_cut_off && matches!(operator.phase, Phase::Answered { .. }) {
            events.push(Event::Keep(who));
        }
        if operator.is_cut_off || operator.phase == Phase::Idle || state.losses_left == 0 {
            return;
        }
        events.push(Event::LoseStore(who));
        if let Phase::Deciding { run, compensating } = operator.phase
            && self.next_step(state, run, compensating).is_some()
            && state.intents.len() < self.bounds.intents
        {
            events.extend([true, false].map(|durable| Event::LoseCommit { who, durable }));
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
            let resolvable = state.open().filter(|(seq, intent)| {
                let is_late = intent.window_over || !self.rules.late_window;
                let has_ended = !state.is_held(*seq) || !self.rules.ended_process;
                state.shows(intent) || is_late && has_ended
            });
            events.extend(resolvable.map(|(seq, _)| Event::Resolve(who, seq)));
        }
        if state.open().next().is_none() && state.operators[who].commands_left == 0 {
            let unfinished = state.runs.iter().enumerate().filter(|(_, run)| !run.ended);
            events.extend(unfinished.map(|(run, _)| Event::Abandon(who, run)));
        }
    }

    /// Returns whether a command could take the lock now.
    pub(crate) fn may_lock(&self, state: &State) -> bool {
        !self.rules.lock || state.lock.is_none()
    }

    /// The next step of a run, by what the journal knows of it and what the task shows; `None`
    /// if there is none left.
    ///
    /// A task at work is stopped, even if the run has stopped it before: something else has let it
    /// go on. Here a task stops at once. The command awaits its stop instead for as long as the
    /// task was not seen to have stopped, which a later step of the run proves.
    pub(crate) fn next_step(&self, state: &State, run: usize, compensating: bool) -> Option<Step> {
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
            is_cut_off: false,
            kept: Vec::new(),
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
            losses_left: self.bounds.losses,
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
                Event::Arrive {
                    number,
                    willing: true,
                },
                Event::Arrive {
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
            .filter(|(seq, intent)| !intent.window_over && !state.is_at_work(*seq));
        events.extend(ripe.map(|(seq, _)| Event::WindowEnds(seq)));
    }

    fn next_state(&self, last: &State, event: Event) -> Option<State> {
        let mut state = last.clone();
        match event {
            Event::Start(who) => self.start(&mut state, who),
            Event::Check(who) => self.check(&mut state, who),
            Event::Announce(who) => self.announce(&mut state, who),
            Event::AnnounceLate(who) => state.announce_late(who),
            Event::Send(who) => self.send(&mut state, who),
            Event::FailToSend(who) => state.answer(who, Outcome::NotSent),
            Event::Receive(who) => state.receive(who),
            Event::GiveUp(who) => self.give_up(&mut state, who),
            Event::Close(who) => self.close(&mut state, who),
            Event::LoseStore(who) => state.lose_store(who),
            Event::LoseCommit { who, durable } => self.lose_commit(&mut state, who, durable),
            Event::Keep(who) => self.keep(&mut state, who),
            Event::Deliver(who) => state.deliver(who),
            Event::Die(who) => {
                state.crashes_left -= 1;
                state.end(who, Ending::Died);
            }
            Event::Arrive { number, willing } => state.arrive(number, willing),
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
        for intent in &mut state.intents {
            // Nobody asks for the window of a request that is settled.
            intent.window_over &= intent.status == Status::Open;
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
