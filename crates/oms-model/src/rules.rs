//! The limits of the exploration, and the rules that the command keeps in the model.

/// The limits of one history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Number of commands that each operator may start.
    pub commands: u8,
    /// Number of processes that may die, over both operators.
    pub crashes: u8,
    /// Number of requests that may be resolved by hand.
    pub resolutions: u8,
    /// Number of intents that the journal may hold.
    pub intents: usize,
    /// How often a process may lose its connection to the journal. The journal of one machine is
    /// never lost while a process lives; that of a team is.
    pub losses: u8,
}

/// The rules that the command keeps. Each is switched off once, to show that the checker would
/// notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the rules are independent of each other, and a test switches off one at a time"
)]
pub struct Rules {
    /// A command holds the lock on its target from the look to the last result.
    pub lock: bool,
    /// The open intents are read while the lock is held, not before.
    pub check_under_lock: bool,
    /// The intent is durable before a byte of the request leaves.
    pub intent_before_send: bool,
    /// A run that is taken up again reads the journal and looks at the task before it decides which
    /// steps are left.
    pub look_before_resume: bool,
    /// `resolve --no-effect` waits until no network can deliver the request any more.
    pub late_window: bool,
    /// A run lets its task go on after a failed move only if the move is proved to have had no
    /// effect.
    pub compensate_on_proof: bool,
    /// A request that wanted the position where the task was before is not said to have had no
    /// effect, because nobody can see that.
    pub doubt_what_was_reached: bool,
    /// An intent is written over the connection that holds the lock, or not at all.
    pub announce_under_the_lock: bool,
    /// So is the end of a run.
    pub end_under_the_lock: bool,
    /// A request does not leave later than `resolve --no-effect` counts its window from.
    pub send_in_time: bool,
    /// `resolve --no-effect` waits until the process of the request is known to have ended. The
    /// lock alone proves that where it is lost with the process and no earlier.
    pub ended_process: bool,
    /// The request of an intent is not sent if it is unknown whether the intent was committed.
    pub hold_back_in_doubt: bool,
}

impl Rules {
    /// The rules of the command.
    #[must_use]
    pub const fn right() -> Self {
        Self {
            lock: true,
            check_under_lock: true,
            intent_before_send: true,
            look_before_resume: true,
            late_window: true,
            compensate_on_proof: true,
            doubt_what_was_reached: true,
            announce_under_the_lock: true,
            end_under_the_lock: true,
            send_in_time: true,
            ended_process: true,
            hold_back_in_doubt: true,
        }
    }
}
