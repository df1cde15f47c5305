//! The Rust core of the Python package `oms-client`: a call by the name of its action and JSON, and
//! its outcome as data.
//!
//! Nothing of an action is decided here. A call is read into the generated type of its action, is
//! checked by the rules of that type, and takes the one path of the client; the names of Python,
//! its classes and its exceptions are above, in Python.

#![deny(clippy::self_named_module_files)]

mod call;
mod core;
#[rustfmt::skip]
mod generated;
mod options;
mod outcome;
mod pages;
mod simulator;

use pyo3::prelude::*;

/// The module `oms_client._core`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::core::{Core, Running};
    #[pymodule_export]
    use crate::pages::PagesCore;
    #[pymodule_export]
    use crate::simulator::SimulatorCore;
}
