//! Values that a forked process must not use: threads, connections, and what the kernel tells of
//! them.

use std::sync::{Arc, Mutex, PoisonError};

use oms_client::Invalid;
use pyo3::PyResult;

/// A value of the process that made it.
///
/// `fork` copies the memory of a process and none of its threads, and what is open belongs to both
/// from then on. In the child, work for a runtime's threads is never done, and a connection that is
/// closed or read there is lost to the parent.
pub(crate) struct Own<T> {
    process: u32,
    value: Option<T>,
}

impl<T> Own<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            process: std::process::id(),
            value: Some(value),
        }
    }

    /// The value, in the process that made it.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref().filter(|_| self.is_here())
    }

    fn is_here(&self) -> bool {
        self.process == std::process::id()
    }
}

impl<T> Drop for Own<T> {
    /// Leaves a value of another process as it is: its end would wait for threads that are not
    /// here, and would tell the kernel to watch the parent's connections no more.
    fn drop(&mut self) {
        if !self.is_here() {
            std::mem::forget(self.value.take());
        }
    }
}

/// A value that each process makes for itself, when it needs it first.
pub(crate) struct PerProcess<T>(Mutex<Option<Own<Arc<T>>>>);

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The value of this process. Whoever asks for it holds the interpreter's lock, as a fork does:
    /// no child finds this one taken by a thread that it does not have.
    pub(crate) fn get(&self, make: impl FnOnce() -> PyResult<T>) -> PyResult<Arc<T>> {
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = own.as_ref().and_then(Own::get) {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        *own = Some(Own::new(Arc::clone(&value)));
        Ok(value)
    }
}

/// The refusal of a client, or of its pages, that another process has made.
pub(crate) fn elsewhere() -> Invalid {
    Invalid::new("was made in another process, from which this one was forked: make one here")
        .at("client")
}
