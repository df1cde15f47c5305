//! Every test that needs more than one crate, in one binary.
//!
//! A module is a promise or a surface; what only one crate can see is tested inside that crate.

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod any_bytes;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod command;
#[cfg(test)]
mod comparison;
#[cfg(test)]
mod compile_fail;
#[cfg(test)]
#[cfg(unix)]
mod curl;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod evolution;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod gateways;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod generator;
#[cfg(test)]
mod model;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod public_api;
#[cfg(test)]
#[cfg(unix)]
mod shells;
#[cfg(test)]
mod shipped;
#[cfg(test)]
mod simulator;
#[cfg(test)]
mod skipped;
#[cfg(test)]
mod specs;
#[cfg(test)]
mod supply_chain;
#[cfg(test)]
mod support;
#[cfg(test)]
mod team;
#[cfg(test)]
mod workload;
