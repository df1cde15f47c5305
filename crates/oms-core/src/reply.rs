//! What a call that was accepted returns.

use crate::Meta;

/// What a call that was accepted returns: the action's own answer, and what the envelope says around it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The action's own answer.
    pub data: T,
    /// What the envelope and the transport say around it.
    pub meta: Meta,
}

impl<T> Reply<T> {
    pub(crate) fn new(data: T, meta: Meta) -> Self {
        Self { data, meta }
    }
}
