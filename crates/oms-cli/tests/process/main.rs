//! The program as a process, where it can be sent signals.
#![cfg(unix)]

#[cfg(test)]
mod program;
