//! A team's journal on PostgreSQL: the server that Debian packages, the command in this process and
//! in others, and the simulator, whose ledger decides.

// The server runs as another user than root, and its process group is that of a shell.
#![cfg(target_os = "linux")]

mod advised;
mod approvals;
mod around;
mod cached;
mod copied;
mod ended;
mod harness;
mod locks;
mod losses;
mod machines;
mod moves;
mod page;
mod pooled;
mod renamed;
mod resolved;
mod roles;
mod still;
mod tampered;
mod ways;
