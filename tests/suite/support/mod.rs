//! The harness of the promise tests: a server that misbehaves on command, and a client whose secret
//! must never be seen.
//!
//! It is no mock library: those answer whole messages, and most of the promises are about messages
//! that are not whole.

pub(crate) mod agreement;
pub(crate) mod browser;
pub(crate) mod canary;
pub(crate) mod capture;
pub(crate) mod case;
pub(crate) mod child;
pub(crate) mod cut;
pub(crate) mod hang;
pub(crate) mod hasty;
pub(crate) mod http;
pub(crate) mod ledger;
pub(crate) mod mutants;
pub(crate) mod outside;
pub(crate) mod patch;
#[cfg(target_os = "linux")]
pub(crate) mod ports;
pub(crate) mod proxy;
pub(crate) mod readers;
pub(crate) mod replies;
pub(crate) mod runtime;
pub(crate) mod script;
pub(crate) mod server;
pub(crate) mod tls;
pub(crate) mod together;
