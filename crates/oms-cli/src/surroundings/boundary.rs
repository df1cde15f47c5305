//! The moments at which a command's process may die and leave the world in a state of its own, and
//! the rules of what lies between them.
//!
//! The order of what lies between two of them is the protocol of a write. What a request passes on
//! its way is not among them: the transport sees that.

/// Something that a command does, and that the world keeps when the command dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Act {
    /// It takes the locks on what it changes.
    Lock,
    /// It asks a person, and hears the answer.
    Answer,
    /// It writes down that a request will be sent.
    Intent,
    /// It writes down what became of a request.
    Result,
    /// It writes down what was found out about an earlier request.
    Resolution,
    /// It writes down that a run begins.
    RunBegun,
    /// It writes down that a new position was seen in place.
    PositionSeen,
    /// It writes down that a run ended.
    RunEnded,
    /// It saves a plan.
    SavedPlan,
}

/// A rule of the protocol of a write, which a test can switch off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// What is open is read while the lock is held, and not before alone.
    CheckUnderLock,
    /// A run that is taken up goes by what the task shows.
    LookBeforeResume,
}

/// One side of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// Nothing of it has happened.
    Before(Act),
    /// All of it has happened, or it has failed.
    After(Act),
}
