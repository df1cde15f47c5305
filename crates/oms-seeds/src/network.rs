//! The requests that left, and what becomes of each between the process that sent it and the
//! service.

use std::fmt;
use std::time::Duration;

use oms_cli::Boundary;

/// The time limit of a call, and the longest time for which the network holds a request back after
/// it, as the command knows them.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
pub(crate) const LATE_WINDOW: Duration = Duration::from_secs(300);

/// A moment at which a process can die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A boundary of the command itself.
    Of(Boundary),
    /// It is about to look at the service.
    BeforeLook,
    /// It has seen what it looked at.
    AfterLook,
    /// It is about to send a request that changes something.
    BeforeSend,
    /// All of the request has left.
    Left,
    /// The answer is there.
    Replied,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(Boundary::Before(act)) => write!(f, "before {act:?}"),
            Self::Of(Boundary::After(act)) => write!(f, "after {act:?}"),
            Self::BeforeLook => f.write_str("before a look"),
            Self::AfterLook => f.write_str("after a look"),
            Self::BeforeSend => f.write_str("before a request"),
            Self::Left => f.write_str("after a request"),
            Self::Replied => f.write_str("before a reply is read"),
        }
    }
}

/// A request that left.
#[derive(Debug)]
pub(crate) struct Wire {
    /// The entry of the journal that announced it.
    pub(crate) seq: u64,
    pub(crate) action: &'static str,
    pub(crate) task: String,
    pub(crate) body: Vec<u8>,
    /// The number of times that it took effect.
    pub(crate) commits: u8,
    /// The number of effects that came before its own, once it has had one.
    pub(crate) behind: Option<u32>,
    /// It is held back, and comes until this moment or never; the end of time while its process
    /// still waits.
    pub(crate) held_until: Option<Duration>,
    /// Its command ended and said that it had no effect.
    pub(crate) denied: bool,
}

/// The fate of a request that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    /// The service takes it, and its answer comes.
    Answered,
    /// The service will not, and its answer comes.
    Refused,
    /// The service takes it, and its answer is lost.
    ReplyLost,
    /// The service takes it, and a gateway answers with a bare status.
    Veiled(u16),
    /// It is lost on its way.
    Lost,
    /// It is held back on its way.
    Held,
}

/// The sign by which a process learns that no answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// The connection breaks.
    Broken,
    /// Nothing happens until its patience is over.
    Endless,
    /// A gateway says so.
    Status(u16),
}
