//! A client, and its calls: one that waits for its end, and one that tells of it.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use oms_client::{Client, Invalid};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::call::Pending;
use crate::ending;
use crate::facts::{Facts, refused};
use crate::options::{self, ClientOptions};
use crate::outcome::{self, Done};
use crate::own::{Own, PerProcess, elsewhere};
use crate::pages::PagesCore;

/// How long a wait goes on before Python may handle a signal.
const BETWEEN_SIGNALS: Duration = Duration::from_millis(50);

thread_local! {
    /// The call that this thread has just given up too late.
    static ABANDONED: RefCell<Option<Done>> = const { RefCell::new(None) };
}

/// A client whose calls have an action's name and JSON for their types.
#[pyclass(frozen)]
pub(crate) struct Core {
    own: Own<(Client, Arc<Runtime>)>,
}

/// The end of a wait: an outcome, and the exception that a signal raised meanwhile.
pub(crate) type Waited = (Done, Option<PyErr>);

#[pymethods]
impl Core {
    /// A client with these options, which are JSON. `asynchronous` says whether calls are told of
    /// or waited for.
    #[new]
    fn new(endpoint: &str, options: &str, asynchronous: bool) -> PyResult<Self> {
        let runtime = if asynchronous {
            background()?
        } else {
            Arc::new(Builder::new_current_thread().enable_all().build()?)
        };
        let options: ClientOptions = options::read(options).map_err(refused)?;
        let hook = |given_up: &oms_client::Abandoned| {
            ABANDONED.set(Some(outcome::abandoned(given_up)));
        };
        let client = options.build(endpoint, hook).map_err(refused)?;
        Ok(Self {
            own: Own::new((client, runtime)),
        })
    }

    /// Calls an action, and waits for the outcome without holding the interpreter. The last part
    /// of the result is the exception that a signal raised while a request may have been on the
    /// way, or when the outcome had just come; one that was raised before is raised here.
    fn call(
        &self,
        py: Python<'_>,
        action: &Facts,
        values: &Bound<'_, PyTuple>,
        options: &str,
    ) -> PyResult<Waited> {
        match self.prepared(action, &action.body(values)?, options) {
            Ok((call, runtime)) => wait(py, runtime, async move { outcome::of(call.await) }),
            Err(invalid) => Ok((outcome::of_invalid(invalid), None)),
        }
    }

    /// Calls an action, and calls `done` with the outcome from a thread of its own, or at once
    /// where the call is refused before it begins.
    fn start(
        &self,
        py: Python<'_>,
        action: &Facts,
        values: &Bound<'_, PyTuple>,
        options: &str,
        done: Py<PyAny>,
    ) -> PyResult<Running> {
        match self.prepared(action, &action.body(values)?, options) {
            Ok((call, runtime)) => spawn(py, runtime, done, async move { outcome::of(call.await) }),
            Err(invalid) => Running::refused(py, &done, invalid),
        }
    }

    /// The pages of a list.
    fn pages(
        &self,
        action: &Facts,
        values: &Bound<'_, PyTuple>,
        options: &str,
    ) -> PyResult<PagesCore> {
        let body = action.body(values)?;
        let (client, runtime) = self.own().map_err(refused)?;
        let source = options::of_call(options)
            .and_then(|options| action.pages()?(client, &body, options))
            .map_err(refused)?;
        Ok(PagesCore::new(source, Arc::clone(runtime)))
    }
}

impl Core {
    fn own(&self) -> Result<&(Client, Arc<Runtime>), Invalid> {
        self.own.get().ok_or_else(elsewhere)
    }

    /// A call that has not begun, and the runtime for it.
    fn prepared(
        &self,
        action: &Facts,
        body: &str,
        options: &str,
    ) -> Result<(Pending, &Runtime), Invalid> {
        let (client, runtime) = self.own()?;
        let call = (action.start)(client, body, options::of_call(options)?)?;
        Ok((call, runtime.as_ref()))
    }
}

/// Waits without holding the interpreter, and lets it handle signals. The wait is given up when a
/// handler raises an exception.
pub(crate) fn wait(
    py: Python<'_>,
    runtime: &Runtime,
    work: impl Future<Output = Done> + Send,
) -> PyResult<Waited> {
    let mut work = Box::pin(work);
    loop {
        let waited = py.detach(|| {
            runtime.block_on(async { tokio::time::timeout(BETWEEN_SIGNALS, &mut work).await })
        });
        if let Ok(done) = waited {
            // A signal that came meanwhile would be raised right behind the call, and the outcome
            // would be lost.
            return Ok((done, py.check_signals().err()));
        }
        if let Err(raised) = py.check_signals() {
            ABANDONED.set(None);
            // The connection of a request goes with it, within its runtime.
            py.detach(|| {
                let _inside = runtime.enter();
                drop(work);
            });
            return match ABANDONED.take() {
                Some(done) => Ok((done, Some(raised))),
                None => Err(raised),
            };
        }
    }
}

/// A call that is under way in the background. It is given up when this goes, as it is by `cancel`.
#[pyclass(frozen)]
pub(crate) struct Running {
    give_up: Mutex<Option<oneshot::Sender<()>>>,
}

#[pymethods]
impl Running {
    /// Gives the call up. It is told of as any other end: as unknown where its request may have
    /// been on the way, and as cancelled where nothing was sent.
    fn cancel(&self) {
        let mut give_up = self.give_up.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(give_up) = give_up.take() {
            // The call may have ended meanwhile.
            let _ = give_up.send(());
        }
    }
}

impl Running {
    /// Tells at once of a call that does not begin.
    pub(crate) fn refused(py: Python<'_>, done: &Py<PyAny>, invalid: Invalid) -> PyResult<Self> {
        let _inside = ending::enter(py)?;
        done.call1(py, outcome::of_invalid(invalid))?;
        Ok(Self {
            give_up: Mutex::new(None),
        })
    }
}

/// Runs work in the background, and calls `done` with its outcome.
pub(crate) fn spawn(
    py: Python<'_>,
    runtime: &Runtime,
    done: Py<PyAny>,
    work: impl Future<Output = Done> + Send + 'static,
) -> PyResult<Running> {
    let gate = ending::gate()?;
    if gate.is_ending() {
        return Running::refused(py, &done, ended());
    }
    let (give_up, stopped) = oneshot::channel();
    runtime.spawn(async move {
        let mut work = Box::pin(work);
        let outcome = tokio::select! {
            outcome = &mut work => outcome,
            _ = stopped => {
                ABANDONED.set(None);
                drop(work);
                ABANDONED.take().unwrap_or(("cancelled", String::new(), String::new()))
            }
        };
        // Nobody is told once the interpreter ends; an event loop may have gone before.
        if let Some(_inside) = gate.enter() {
            // A hook of the caller's may call the service, and wait for it, in its turn.
            tokio::task::block_in_place(|| {
                Python::try_attach(|py| {
                    if let Err(error) = done.call1(py, outcome) {
                        error.write_unraisable(py, None);
                    }
                });
            });
        }
    });
    Ok(Running {
        give_up: Mutex::new(Some(give_up)),
    })
}

/// The refusal of a call from an event loop that runs while the interpreter ends.
fn ended() -> Invalid {
    Invalid::new(
        "cannot tell of a call while the interpreter ends: make it before, or by a `Client`",
    )
    .at("client")
}

/// The threads of everything that is not waited for. A process that was forked has none of its
/// parent's, and starts its own.
pub(crate) fn background() -> PyResult<Arc<Runtime>> {
    static RUNTIME: PerProcess<Runtime> = PerProcess::new();
    RUNTIME.get(|| {
        Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("oms-client")
            .enable_all()
            .build()
            .map_err(|error| PyOSError::new_err(error.to_string()))
    })
}
