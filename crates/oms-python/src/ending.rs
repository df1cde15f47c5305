//! The end of the interpreter, at which no thread may be on its way through Rust into Python.
//!
//! `CPython` ends each thread that wants to go on with Python's code when the interpreter has gone.
//! The stack of the thread is unwound then, and everything on it that belongs to the interpreter is
//! dropped without one, which is a segmentation fault.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use pyo3::prelude::*;

use crate::own::PerProcess;

static GATE: PerProcess<Gate> = PerProcess::new();

/// The gate of this process. Whoever asks for it holds the interpreter's lock.
pub(crate) fn gate() -> PyResult<Arc<Gate>> {
    GATE.get(|| Ok(Gate::default()))
}

/// A gate that is passed on the way into the interpreter. It is shut before the interpreter goes,
/// once nobody is inside.
#[derive(Default)]
pub(crate) struct Gate {
    passed: Mutex<Passed>,
    left: Condvar,
}

#[derive(Default)]
struct Passed {
    inside: usize,
    /// The thread that ends the interpreter.
    ended_by: Option<thread::ThreadId>,
    is_shut: bool,
}

/// A thread inside, until this is dropped.
pub(crate) struct Inside(Arc<Gate>);

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Passed> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a thread in; nobody but the one that ends the interpreter is let in once it is shut.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Inside> {
        let mut passed = self.lock();
        let ends_it = passed.ended_by == Some(thread::current().id());
        (ends_it || !passed.is_shut).then(|| {
            passed.inside = passed.inside.saturating_add(1);
            Inside(Arc::clone(self))
        })
    }

    /// Returns whether the interpreter has begun to end, so that no call begins any more.
    pub(crate) fn is_ending(&self) -> bool {
        self.lock().ended_by.is_some()
    }

    /// Waits until nobody is inside, and lets nobody in any more. A thread inside may itself wait
    /// for one that comes in to tell of a call, such as a hook that runs a loop of its own.
    fn shut(&self) {
        let mut passed = self.lock();
        passed.ended_by = Some(thread::current().id());
        let left = self.left.wait_while(passed, |passed| passed.inside > 0);
        left.unwrap_or_else(PoisonError::into_inner).is_shut = true;
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut passed = self.0.lock();
        passed.inside = passed.inside.saturating_sub(1);
        self.0.left.notify_all();
    }
}

/// Lets a thread of Python's on into Rust that calls Python. Behind the shut gate, it is one that
/// nobody waits for: it stands still until the process has ended, as `CPython` would have it.
pub(crate) fn enter(py: Python<'_>) -> PyResult<Inside> {
    let gate = gate()?;
    loop {
        if let Some(inside) = gate.enter() {
            return Ok(inside);
        }
        py.detach(thread::park);
    }
}

/// Shuts the gate. Python calls it when the interpreter begins to end.
#[pyfunction]
pub(crate) fn end(py: Python<'_>) -> PyResult<()> {
    let gate = gate()?;
    // A thread inside may wait for the interpreter, which this one has.
    py.detach(|| gate.shut());
    Ok(())
}
