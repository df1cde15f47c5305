//! The program as a process, which can be sent signals.
#![cfg(unix)]

#[cfg(test)]
mod program;
