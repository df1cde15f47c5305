//! The harness of the tests of the gateways: a program, the ground that it runs on, a service
//! behind it, and calls through it.

pub(super) mod call;
pub(super) mod command;
pub(super) mod gateway;
pub(super) mod ground;
pub(super) mod kind;
pub(super) mod patience;
pub(super) mod program;
pub(super) mod service;
