//! The script of a fault server for one connection, step by step.
//!
//! A script says nothing about HTTP: an answer is bytes, so that it can be cut, doubled or wrong
//! anywhere.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// One thing that the server does on a connection.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Waits until bytes have arrived, and leaves them unread.
    AwaitBytes,
    /// Reads whatever arrives first.
    ReadSome,
    /// Reads up to the blank line after the head of the request.
    ReadHead,
    /// Reads one whole request.
    ReadRequest,
    /// Enters into the ledger that the request took effect.
    Commit,
    /// Sends bytes at once.
    Write(Vec<u8>),
    /// Sends bytes at once, past TLS where there is TLS.
    WriteUnderTls(Vec<u8>),
    /// Sends bytes one by one, with a pause before each.
    Drip { bytes: Vec<u8>, every: Duration },
    /// Lets time pass.
    Pause(Duration),
    /// Waits until the test opens the gate.
    Wait(Gate),
    /// Sends FIN and keeps its ear open.
    HalfClose,
    /// Drops the connection with RST.
    Reset,
    /// Reads and counts for ever, and answers nothing.
    Hold,
    /// Neither reads nor writes for ever.
    Stall,
    /// Begins again with the first step.
    Again,
}

/// The steps of one connection. After the last one the connection is closed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    steps: Vec<Step>,
}

impl Script {
    /// A connection that is closed as soon as it was accepted.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reads a request, lets it take effect and answers with `reply`.
    pub(crate) fn accept(reply: impl Into<Vec<u8>>) -> Self {
        Self::new().read_request().commit().write(reply)
    }

    /// Reads a request and answers with `reply`, which does not let it take effect.
    pub(crate) fn refuse(reply: impl Into<Vec<u8>>) -> Self {
        Self::new().read_request().write(reply)
    }

    /// The steps in their order.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Appends a step.
    pub(crate) fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    pub(crate) fn await_bytes(self) -> Self {
        self.then(Step::AwaitBytes)
    }

    pub(crate) fn read_some(self) -> Self {
        self.then(Step::ReadSome)
    }

    pub(crate) fn read_head(self) -> Self {
        self.then(Step::ReadHead)
    }

    pub(crate) fn read_request(self) -> Self {
        self.then(Step::ReadRequest)
    }

    pub(crate) fn commit(self) -> Self {
        self.then(Step::Commit)
    }

    pub(crate) fn write(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Step::Write(bytes.into()))
    }

    pub(crate) fn write_under_tls(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Step::WriteUnderTls(bytes.into()))
    }

    pub(crate) fn drip(self, bytes: impl Into<Vec<u8>>, every: Duration) -> Self {
        self.then(Step::Drip {
            bytes: bytes.into(),
            every,
        })
    }

    pub(crate) fn pause(self, time: Duration) -> Self {
        self.then(Step::Pause(time))
    }

    pub(crate) fn wait(self, gate: &Gate) -> Self {
        self.then(Step::Wait(gate.clone()))
    }

    pub(crate) fn half_close(self) -> Self {
        self.then(Step::HalfClose)
    }

    pub(crate) fn reset(self) -> Self {
        self.then(Step::Reset)
    }

    pub(crate) fn hold(self) -> Self {
        self.then(Step::Hold)
    }

    pub(crate) fn stall(self) -> Self {
        self.then(Step::Stall)
    }

    pub(crate) fn again(self) -> Self {
        self.then(Step::Again)
    }
}

/// Holds scripts back until the test opens it; it stays open.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    open: Arc<watch::Sender<bool>>,
}

impl Gate {
    /// A closed gate.
    pub(crate) fn closed() -> Self {
        Self {
            open: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Lets every script through that waits at the gate, now and later.
    pub(crate) fn open(&self) {
        self.open.send_replace(true);
    }

    /// Returns when the gate is open.
    pub(crate) async fn passed(&self) {
        let mut open = self.open.subscribe();
        open.wait_for(|open| *open)
            .await
            .expect("the gate holds its own sender");
    }
}
