//! One row of the table.

use std::fmt::Write;

use oms_client::{Effect, Outcome};

use super::super::harness::call::Seen;
use super::super::harness::service::Counted;

/// The result of one call, and of the same call by the command.
#[derive(Debug)]
pub(super) struct Row {
    gateway: &'static str,
    mode: &'static str,
    way: String,
    seen: Seen,
    command: Option<Command>,
    undetectable: bool,
}

/// The end of the command, and what the ledger shows of its call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Command {
    pub(super) exit: u8,
    pub(super) counted: Counted,
}

impl Row {
    pub(super) fn new(
        (gateway, mode): (&'static str, &'static str),
        way: impl Into<String>,
        seen: Seen,
        command: Option<Command>,
    ) -> Self {
        Self {
            gateway,
            mode,
            way: way.into(),
            seen,
            command,
            undetectable: false,
        }
    }

    /// A write through a gateway that resends: `docs/gateways.md` says why no client can see that.
    pub(super) fn undetectable(gateway: &'static str, seen: Seen) -> Self {
        let row = Self::new((gateway, "resends"), "LostAfter once", seen, None);
        Self {
            undetectable: true,
            ..row
        }
    }

    /// The problem of the row; `None` if outcome, exit code and ledger agree, or the disagreement
    /// is a named one.
    pub(super) fn problem(&self) -> Option<String> {
        if self.undetectable {
            return None;
        }
        let of_command = self
            .command
            .filter(|command| !command.agrees(self.seen.effect));
        let of_command = of_command.map(|command| format!("the command: {command:?}"));
        let problem = self.seen.disagreement().or(of_command)?;
        Some(format!("{}{problem}", self.head()))
    }

    fn head(&self) -> String {
        let effect = format!("{:?}", self.seen.effect).to_lowercase();
        let Self {
            gateway, mode, way, ..
        } = self;
        format!("{gateway:<8} {mode:<10} {way:<16} {effect:<6} ")
    }

    fn line(&self) -> String {
        let mut line = self.head();
        let outcome = self.seen.outcome.to_string();
        let hint = &self.seen.hint;
        let exit = self
            .command
            .map_or("-".to_owned(), |command| command.exit.to_string());
        let Counted { commits, requests } = self.seen.counted;
        write!(line, "{outcome:<9} {hint:<28} {exit:<4} ").expect("a string takes any text");
        match self.seen.effect {
            Effect::Write => write!(line, "{commits}/{requests}").expect("a string takes any text"),
            // The ledger is not asked how often something was read that changes nothing.
            Effect::Read => line.push('-'),
        }
        if self.undetectable {
            line.push_str("  undetectable, see docs/gateways.md");
        }
        line
    }
}

impl Command {
    /// Returns whether the exit code is true of what the ledger shows.
    fn agrees(self, effect: Effect) -> bool {
        let outcome = match self.exit {
            0 => Outcome::Accepted,
            4 | 5 => Outcome::Rejected,
            6 => Outcome::NotSent,
            7 | 8 => Outcome::Unknown,
            _ => return false,
        };
        effect == Effect::Read || self.counted.agrees(outcome)
    }
}

/// Prints the table.
pub(super) fn print(rows: &[Row]) {
    println!(
        "{:<8} {:<10} {:<16} {:<6} {:<9} {:<28} exit ledger (commits/requests)",
        "gateway", "mode", "service", "effect", "outcome", "hint"
    );
    for row in rows {
        println!("{}", row.line());
    }
}
