//! The state in which a move leaves its task.

/// The state in which the task is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TaskLeft {
    /// As it was before.
    AsItWas,
    /// This run has paused it, and it was resumed: by this run, or by something else, as a look has
    /// shown.
    Resumed,
    /// Paused by this run.
    Paused,
    /// Its stop was accepted, and it is not known whether it is paused: it was not seen to stop, or
    /// no look has shown what state it is in behind a resume that was not accepted. The value is
    /// the state that was seen last.
    PerhapsPaused(Option<String>),
    /// It is not known whether the stop took effect.
    PerhapsStopped,
}

impl TaskLeft {
    /// Returns the word for programs.
    pub(crate) const fn as_str(&self) -> &'static str {
        match self {
            Self::AsItWas => "as_it_was",
            Self::Resumed => "resumed",
            Self::Paused => "left_paused",
            Self::PerhapsPaused(_) | Self::PerhapsStopped => "perhaps_paused",
        }
    }
}
