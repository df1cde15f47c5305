//! What an action is: the parameters of one call, and what is known of the call before it is made.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Invalid, Since};

/// The parameters of one action, which can be sent.
///
/// It is implemented by generated request types. The body that is sent is what `Serialize` writes, as JSON.
pub trait Action: Serialize {
    /// What a successful answer carries.
    ///
    /// An action that answers with the envelope alone has [`NoData`](crate::NoData); a payload that may be missing is an
    /// `Option`.
    type Data: DeserializeOwned;

    /// What is known of the action before it is called.
    const INFO: &'static ActionInfo;

    /// Checks the values that the types alone cannot rule out, before anything is sent.
    ///
    /// # Errors
    ///
    /// The first value that must not be sent, with its place.
    fn check(&self) -> Result<(), Invalid> {
        Ok(())
    }
}

/// What is known of an action before it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionInfo {
    name: &'static str,
    effect: Effect,
    since: Since,
    documentation: Option<&'static str>,
}

/// Whether calling an action changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It only reads: a lost answer can be asked for again.
    Read,
    /// It changes something: it is never resent once a byte of it may have been sent.
    Write,
}

impl ActionInfo {
    /// Describes the action that goes by `name` on the wire.
    #[must_use]
    pub const fn new(name: &'static str, effect: Effect) -> Self {
        Self {
            name,
            effect,
            since: Since::unknown(),
            documentation: None,
        }
    }

    /// States the first versions that know the action.
    #[must_use]
    pub const fn since(mut self, since: Since) -> Self {
        self.since = since;
        self
    }

    /// States where the action is documented.
    #[must_use]
    pub const fn documentation(mut self, url: &'static str) -> Self {
        self.documentation = Some(url);
        self
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether calling it changes anything.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect
    }

    /// The first versions that know it.
    #[must_use]
    pub const fn first_versions(&self) -> Since {
        self.since
    }

    /// Where it is documented.
    #[must_use]
    pub const fn documentation_url(&self) -> Option<&'static str> {
        self.documentation
    }
}
