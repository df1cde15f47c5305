//! The Rust core of the Python package `oms-client`: a call by the facts of its action, and its
//! answer as objects of Python, or its outcome as data.
//!
//! Nothing of an action is decided here. A call is read into the generated type of its action, is
//! checked by the rules of that type, and takes the one path of the client; the names of Python,
//! its classes and its exceptions are above, in Python, which describes them once.

mod call;
mod core;
mod ending;
mod facts;
mod generated;
mod options;
mod outcome;
mod own;
mod pages;
mod read;
mod reader;
mod simulator;

use pyo3::prelude::*;

/// The module `oms_client._core`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::core::{Core, Running};
    #[pymodule_export]
    use crate::ending::end;
    #[pymodule_export]
    use crate::facts::Facts;
    #[pymodule_export]
    use crate::pages::PagesCore;
    #[pymodule_export]
    use crate::read::epoch_seconds;
    #[pymodule_export]
    use crate::reader::Shape;
    #[pymodule_export]
    use crate::simulator::SimulatorCore;
}
