//! The pages of a list, one after the other.

use std::sync::Arc;

use oms_client::PagesEnd;
use pyo3::prelude::*;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

use crate::call::Source;
use crate::core::{Running, Waited, spawn, wait};
use crate::outcome::{self, Done};
use crate::own::{Own, elsewhere};

type Shared = Arc<Mutex<Box<dyn Source>>>;

/// The pages of a list.
#[pyclass(frozen)]
pub(crate) struct PagesCore {
    own: Own<(Shared, Arc<Runtime>)>,
}

impl PagesCore {
    pub(crate) fn new(source: Box<dyn Source>, runtime: Arc<Runtime>) -> Self {
        Self {
            own: Own::new((Arc::new(Mutex::new(source)), runtime)),
        }
    }
}

/// The next page as an outcome of its own: its number is with what is known of the answer.
async fn next(source: Shared) -> Done {
    let mut source = source.lock().await;
    match source.next().await {
        Ok(Some((number, items, meta))) => {
            let mut about = outcome::meta(&meta);
            if let Some(about) = about.as_object_mut() {
                about.insert("number".to_owned(), number.into());
            }
            ("page", items, about.to_string())
        }
        Ok(None) => {
            let end = source.end();
            let is_complete = end.is_some_and(PagesEnd::is_complete);
            let kind = if is_complete { "whole" } else { "cut" };
            let end = end.map(|end| format!("{end:?}"));
            (kind, String::new(), end.unwrap_or_default())
        }
        Err(error) => outcome::of_call(&error),
    }
}

#[pymethods]
impl PagesCore {
    /// Asks for the next page, and waits for it.
    fn next_page(&self, py: Python<'_>) -> PyResult<Waited> {
        match self.own.get() {
            Some((source, runtime)) => wait(py, runtime, next(Arc::clone(source))),
            None => Ok((outcome::of_invalid(elsewhere()), None)),
        }
    }

    /// Asks for the next page, and calls `done` with it.
    fn start_next_page(&self, py: Python<'_>, done: Py<PyAny>) -> PyResult<Running> {
        match self.own.get() {
            Some((source, runtime)) => spawn(py, runtime, done, next(Arc::clone(source))),
            None => Running::refused(py, &done, elsewhere()),
        }
    }
}
