//! Every test that needs more than one crate, in one binary.
//!
//! A module is a promise or a surface; what only one crate can see is tested inside that crate.

mod architecture;
