//! The simulator, for tests in Python. Everything but its start and its end is asked over HTTP.

use std::sync::{Mutex, MutexGuard, PoisonError};

use oms_sim::{Scenario, Simulator};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::core::background;
use crate::own::Own;

/// A simulator in this process.
#[pyclass(frozen)]
pub(crate) struct SimulatorCore {
    own: Own<Mutex<Option<Simulator>>>,
}

#[pymethods]
impl SimulatorCore {
    /// Starts a simulator on a free port, with a scenario of its own or the built-in one.
    #[new]
    #[pyo3(signature = (scenario=None))]
    fn new(py: Python<'_>, scenario: Option<&str>) -> PyResult<Self> {
        let mut builder = Simulator::builder();
        if let Some(text) = scenario {
            let scenario =
                Scenario::parse(text).map_err(|error| PyValueError::new_err(error.to_string()))?;
            builder = builder.scenario(scenario);
        }
        let runtime = background()?;
        let simulator = py.detach(|| runtime.block_on(builder.start()))?;
        Ok(Self {
            own: Own::new(Mutex::new(Some(simulator))),
        })
    }

    /// Its address.
    #[getter]
    fn url(&self) -> PyResult<String> {
        let simulator = self.lock()?;
        let simulator = simulator.as_ref();
        let simulator =
            simulator.ok_or_else(|| PyRuntimeError::new_err("the simulator has been stopped"))?;
        Ok(simulator.url())
    }

    /// Stops it.
    fn stop(&self, py: Python<'_>) -> PyResult<()> {
        let taken = self.lock()?.take();
        if let Some(simulator) = taken {
            let runtime = background()?;
            py.detach(|| runtime.block_on(simulator.stop()));
        }
        Ok(())
    }
}

impl SimulatorCore {
    /// The simulator, until it is stopped. A thread that waits here holds the interpreter's lock.
    /// Whoever has this one must not release the interpreter's: both would wait without end.
    fn lock(&self) -> PyResult<MutexGuard<'_, Option<Simulator>>> {
        let simulator = self.own.get().ok_or_else(|| {
            PyRuntimeError::new_err("the simulator belongs to the process that started it")
        })?;
        Ok(simulator.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
