//! An operator: runs one command after the other, and each of them can die.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use oms_cli::{Exit, Interrupts, Surroundings, run};

use crate::baton::{Died, Shared, Who};
use crate::errand::Errand;
use crate::seat::Seat;
use crate::world::{ENDPOINT, Process};

/// The most commands that an operator runs.
const MOST_COMMANDS: u32 = 4;

/// The threads of both operators. They play one history after the other, because what the command
/// builds once a thread is dear.
pub(crate) struct Operators {
    histories: [Sender<Shared>; 2],
    ended: Receiver<()>,
}

impl Operators {
    pub(crate) fn new() -> Self {
        let (end, ended) = channel();
        let histories = [0, 1].map(|who| {
            let (history, histories) = channel::<Shared>();
            let end = end.clone();
            thread::spawn(move || {
                for shared in histories {
                    operate(&shared, who);
                    drop(shared);
                    let _ = end.send(());
                }
            });
            history
        });
        Self { histories, ended }
    }

    /// Both play their part of a history, until neither has anything left to do.
    pub(crate) fn play(&self, shared: &Shared) {
        for history in &self.histories {
            history.send(shared.clone()).unwrap();
        }
        for _ in 0..2 {
            self.ended.recv().unwrap();
        }
    }
}

fn operate(shared: &Shared, who: Who) {
    let mut state = shared.wait(who, shared.lock());
    let commands = state.world.chance.u32(1..=MOST_COMMANDS);
    drop(state);
    for _ in 0..commands {
        let errand = {
            let mut state = shared.lock();
            if state.world.is_wrong() {
                break;
            }
            state.world.rest();
            state.world.errand(who)
        };
        carry_out(shared, who, &errand);
        let mut state = shared.lock();
        if state.world.draws(1, 2) {
            drop(shared.hand_over(who, state));
        }
    }
    shared.leave(who);
}

/// Carries one errand out, as far as its process lives.
pub(crate) fn carry_out(shared: &Shared, who: Who, errand: &Errand) -> Option<Exit> {
    let interrupts = Interrupts::none();
    let (now, kept) = {
        let mut state = shared.lock();
        let world = &mut state.world;
        world
            .trace
            .of(who, || format!("oms {}", errand.words.join(" ")));
        let (now, began) = (world.wall(), world.now);
        world.started += 1;
        world.processes[who] = Process {
            alive: true,
            number: world.started,
            began,
            interrupts: Some(interrupts.clone()),
            ..Process::default()
        };
        let kept = world.kept.clone();
        // Some commands find the database dead.
        if kept.is_of_a_team() && (world.calm || world.draws(1, 2)) {
            kept.revive();
        }
        (now, kept)
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let typed = errand.typed.clone().unwrap_or_default();
    let seat = Seat {
        shared: shared.clone(),
        who,
    };
    let mut surroundings = Surroundings::detached(typed.as_bytes(), &mut stdout, &mut stderr, now);
    surroundings.interactive = errand.typed.is_some();
    surroundings.stdin_is_terminal = errand.typed.is_some();
    surroundings.interrupts = interrupts;
    surroundings.rehearsal = Box::new(seat);
    let (journal, home) = (kept.journal(Some(who)), kept.home(Some(who)));
    surroundings.environment = Box::new(move |name| match name {
        "HOME" => Some(home.clone().into()),
        "OMS_PASSWORD" => Some("secret".into()),
        _ => None,
    });
    let head = [
        "oms",
        "--endpoint",
        ENDPOINT,
        "--user=admin",
        "--timeout=30s",
        "--journal",
        &journal,
    ];
    let words = head.iter().map(|&word| word.to_owned());
    let words: Vec<String> = words.chain(errand.words.iter().cloned()).collect();
    let ended = catch_unwind(AssertUnwindSafe(|| run(words, surroundings)));
    // The farewell of a process that died would keep its connection to the database.
    shared.lock().world.processes[who].interrupts = None;
    kept.wait_for_end_of(who);
    let text = [stdout, stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let mut state = shared.lock();
    match ended {
        Ok(exit) => {
            state.world.ended(who, errand, exit.code(), &text);
            Some(exit)
        }
        Err(payload) if payload.is::<Died>() => {
            state.world.died(who, errand, &text);
            None
        }
        Err(_) => {
            state.world.processes[who].alive = false;
            let words = errand.words.join(" ");
            state.world.wrong(|| format!("oms {words} panicked"));
            None
        }
    }
}
