//! The `oms` command: plans a change to an OMS task, asks, acts once, and tells the truth about it.
//!
//! ```text
//! oms task reset-incr-start-timestamp --id np_4w3a0001 --reverse false --to -2h
//! ```
//!
//! prints what would be sent, in words, and sends nothing. With `--execute`, the command asks for
//! the task's ID to be typed, or takes it from `--yes=<ID>` where nobody can be asked, and sends
//! the request once. Its exit code says whether the call may have taken effect; [`Exit`] lists
//! them.
//!
//! The password comes from a file that only its owner can read, from standard input, or from the
//! environment; there is no flag for it.
//!
//! The library is the whole command except for its process, so that tests can run it with
//! [`Surroundings`] of their own:
//!
//! ```
//! use std::time::SystemTime;
//!
//! use oms_cli::{Exit, Surroundings, run};
//!
//! let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
//! let now = SystemTime::now();
//! let surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now);
//! let exit = run(["oms", "--version"], surroundings);
//! assert_eq!(exit, Exit::Success);
//! assert!(stdout.starts_with(b"oms "));
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod act;
mod command;
mod exit;
mod failure;
mod generated;
mod grammar;
mod journal;
mod parse;
mod plan;
mod report;
mod session;
mod surroundings;
mod terminal;
mod time;

pub use exit::Exit;
pub use grammar::run;
pub use surroundings::{Act, Boundary, Environment, Interrupts, Rehearsal, Rule, Surroundings};
