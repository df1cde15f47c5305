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

/// A gate that is passed on the way into the interpreter, and closed before its end.
#[derive(Default)]
pub(crate) struct Gate {
    passed: Mutex<Passed>,
    left: Condvar,
}

#[derive(Default)]
struct Passed {
    inside: usize,
    /// The thread that has closed the gate, which ends the interpreter.
    closed_by: Option<thread::ThreadId>,
}

/// A thread inside, until this is dropped.
pub(crate) struct Inside(Arc<Gate>);

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Passed> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a thread in; nobody but the one that has closed the gate is let in afterwards.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Inside> {
        let mut passed = self.lock();
        let is_open = passed
            .closed_by
            .is_none_or(|thread| thread == thread::current().id());
        is_open.then(|| {
            passed.inside = passed.inside.saturating_add(1);
            Inside(Arc::clone(self))
        })
    }

    /// Returns whether the gate was closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.lock().closed_by.is_some()
    }

    /// Lets nobody in any more, and waits for those who are inside.
    fn close(&self) {
        let mut passed = self.lock();
        passed.closed_by = Some(thread::current().id());
        let waited = self.left.wait_while(passed, |passed| passed.inside > 0);
        drop(waited);
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut passed = self.0.lock();
        passed.inside = passed.inside.saturating_sub(1);
        self.0.left.notify_all();
    }
}

/// Lets a thread of Python's on into Rust that calls Python. Behind the closed gate, it is one that
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

/// Closes the gate. Python calls it when the interpreter begins to end.
#[pyfunction]
pub(crate) fn end(py: Python<'_>) -> PyResult<()> {
    let gate = gate()?;
    // A thread inside may wait for the interpreter, which this one has.
    py.detach(|| gate.close());
    Ok(())
}
