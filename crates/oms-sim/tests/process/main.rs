//! The program as a process, which can be sent signals.
#![cfg(unix)]

#[cfg(test)]
mod program;
#[cfg(test)]
mod refused;
