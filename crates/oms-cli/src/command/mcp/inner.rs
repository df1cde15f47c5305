//! A command that runs inside of this one: with streams of its own, so that nothing of it reaches
//! the protocol's.

use std::io;
use std::time::Duration;

use oms_client::Transport;
use tokio::runtime::Runtime;

use crate::exit::Exit;
use crate::session::{Options, Session};
use crate::surroundings::{Boundary, Rehearsal, Rule, Surroundings};
use crate::terminal::{ColorChoice, Destination};

/// The result of an inner command, and its output.
pub(super) struct Ran {
    pub(super) exit: Exit,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// The output options of an inner command.
#[derive(Debug, Clone, Default)]
pub(super) struct Printing {
    pub(super) output: Destination,
    pub(super) limit: Option<usize>,
}

/// Runs a command with the settings of this one. It has nobody to ask.
pub(super) fn run(
    outer: &Session<'_, '_>,
    printing: Printing,
    command: impl FnOnce(Session<'_, '_>) -> Exit,
) -> Ran {
    let options = Options {
        output: printing.output,
        limit: printing.limit,
        query: None,
        jq: None,
        json: None,
        color: ColorChoice::Never,
        ..outer.options.clone()
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let around = &*outer.surroundings;
    let mut surroundings =
        Surroundings::detached(io::empty(), &mut stdout, &mut stderr, around.time());
    surroundings.environment = Box::new(|name| (around.environment)(name));
    surroundings.zone = around.zone.clone();
    surroundings.interrupts = around.interrupts.clone();
    surroundings.rehearsal = Box::new(Within {
        outer: &*around.rehearsal,
        started: around.rehearsal.elapsed(),
    });
    let exit = match Session::open(&options, &mut surroundings) {
        Ok(session) => command(session),
        Err(failed) => failed.print(&mut surroundings),
    };
    drop(surroundings);
    Ran {
        exit,
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// The outer command's clock, network and death, from the moment on at which the inner one began.
struct Within<'o> {
    outer: &'o dyn Rehearsal,
    started: Duration,
}

impl Rehearsal for Within<'_> {
    fn at(&self, boundary: Boundary) {
        self.outer.at(boundary);
    }

    fn elapsed(&self) -> Duration {
        self.outer.elapsed().saturating_sub(self.started)
    }

    fn keeps(&self, rule: Rule) -> bool {
        self.outer.keeps(rule)
    }

    fn process_mark(&self) -> Option<String> {
        self.outer.process_mark()
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        self.outer.transport()
    }

    fn between_reads(&self) -> Option<(Duration, Duration)> {
        self.outer.between_reads()
    }

    fn patience_with_journal(&self) -> Option<Duration> {
        self.outer.patience_with_journal()
    }

    fn runtime(&self) -> io::Result<Runtime> {
        self.outer.runtime()
    }
}
