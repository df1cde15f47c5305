//! The moments at which the process of a command may die, each of which leaves the world in a
//! different state.
//!
//! The order of the acts between them is the protocol of a write. The way of a request over the
//! network is not included: the transport sees that.

/// A step of a command whose result outlives the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Act {
    /// The command takes the locks on the subjects that it changes.
    Lock,
    /// The command asks a person and reads the answer.
    Answer,
    /// The command records that a request will be sent.
    Intent,
    /// The command records the result of a request.
    Result,
    /// The command records what was found out about an earlier request.
    Resolution,
    /// The command records that a run begins.
    RunBegun,
    /// The command records that the new position was seen.
    PositionSeen,
    /// The command records that a run ended.
    RunEnded,
    /// The command saves a plan.
    SavedPlan,
}

/// A rule of the protocol of a write, which a test can switch off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Open requests are read while the lock is held, and not before alone.
    CheckUnderLock,
    /// A run that is taken up goes by what the task shows.
    LookBeforeResume,
    /// The age of what is in a team's journal is told by its database, because the clock of an
    /// operator may be ahead.
    AgeByDatabase,
}

/// One side of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// The act has not begun.
    Before(Act),
    /// The act is complete, or it has failed.
    After(Act),
}
