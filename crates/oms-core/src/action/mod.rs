//! An action: the parameters of one call, and the facts about it that are known before it is made.

mod any_action;
mod given;
mod probe;
mod service;
mod version;

pub use any_action::AnyAction;
pub use given::Given;
pub use probe::Probe;
pub use service::{KeyCase, Role, Service};
pub(crate) use version::ServerVersion;
pub use version::{Since, Version};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Invalid, Secrets};

/// The parameters of one action, which can be sent.
///
/// It is implemented by generated request types. The body that is sent is what `Serialize` writes,
/// as JSON.
pub trait Action: Serialize {
    /// The payload of a successful answer.
    ///
    /// An action that answers with the envelope alone has [`NoData`](crate::NoData); a payload that
    /// may be missing is an `Option`.
    type Data: DeserializeOwned;

    /// The facts about the action that are known before it is called.
    const INFO: &'static ActionInfo;

    /// The facts about this request: those of its type, unless its action was named only when the
    /// program ran, as that of an [`AnyAction`].
    fn info(&self) -> &'static ActionInfo {
        Self::INFO
    }

    /// Checks the values that the types alone cannot rule out, before anything is sent.
    ///
    /// # Errors
    ///
    /// The first value that must not be sent, with its place.
    fn check(&self) -> Result<(), Invalid> {
        Ok(())
    }

    /// Tells, for each given field that is newer than the action itself, its name on the wire and
    /// the first versions that know it.
    ///
    /// If the caller says which version the server has, a field that it is too old to know is
    /// refused: it would be ignored there without a word.
    fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
        let _ = visit;
    }
}

/// The facts about an action that are known before it is called.
#[derive(Debug, Clone, Copy)]
pub struct ActionInfo {
    name: &'static str,
    effect: Effect,
    since: Since,
    documentation: Option<&'static str>,
    repeatable: bool,
    partly_known: bool,
    one_or_list: bool,
    request_secrets: &'static Secrets,
    answer_secrets: &'static Secrets,
}

/// Two are equal where everything but their secrets is: those follow from the types, which may hold
/// themselves.
impl PartialEq for ActionInfo {
    fn eq(&self, other: &Self) -> bool {
        let facts = |info: &Self| {
            (
                info.name,
                info.effect,
                info.since,
                info.documentation,
                info.repeatable,
                info.partly_known,
                info.one_or_list,
            )
        };
        facts(self) == facts(other)
    }
}

impl Eq for ActionInfo {}

/// The effect of calling an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It only reads: a lost answer can be asked for again.
    Read,
    /// It changes something: it is not resent by itself once a byte of it may have been sent.
    Write,
}

impl Effect {
    /// The effect as one lower-case word, for logs and for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
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
            repeatable: false,
            partly_known: false,
            one_or_list: false,
            request_secrets: &Secrets::None,
            answer_secrets: &Secrets::None,
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

    /// States that calling it twice has no further effect. The client sends a write again by itself
    /// all the same only where nothing was sent.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// States that its documentation was read only in part: it may take and answer with more than
    /// is declared.
    #[must_use]
    pub const fn partly_known(mut self) -> Self {
        self.partly_known = true;
        self
    }

    /// States that its payload may be one value where a list is declared, or a list of one where
    /// one value is: the pages disagree, and both forms are read.
    #[must_use]
    pub const fn one_or_list(mut self) -> Self {
        self.one_or_list = true;
        self
    }

    /// States which of its parameters are secret, and what of its payload is. The generator does,
    /// by their types.
    #[must_use]
    pub const fn secrets(mut self, request: &'static Secrets, answer: &'static Secrets) -> Self {
        self.request_secrets = request;
        self.answer_secrets = answer;
        self
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its effect on the service.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect
    }

    /// The first versions that know it.
    #[must_use]
    pub const fn first_versions(&self) -> Since {
        self.since
    }

    /// The address of its documentation.
    #[must_use]
    pub const fn documentation_url(&self) -> Option<&'static str> {
        self.documentation
    }

    /// Returns `true` if calling it twice has no further effect, so that a person may repeat a call
    /// whose outcome is unknown. Every read is repeatable, and a write that says so.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        self.repeatable || matches!(self.effect, Effect::Read)
    }

    /// The secret parameters, for requests in the form of JSON.
    #[must_use]
    pub const fn request_secrets(&self) -> &'static Secrets {
        self.request_secrets
    }

    /// The secret parts of the payload, for payloads in the form of JSON.
    #[must_use]
    pub const fn answer_secrets(&self) -> &'static Secrets {
        self.answer_secrets
    }

    /// Returns `true` if its payload is read in both forms: alone, and in a list of one.
    pub(crate) const fn is_one_or_list(&self) -> bool {
        self.one_or_list
    }

    /// Returns `true` if it may take and answer with more than is declared.
    #[must_use]
    pub const fn is_partly_known(&self) -> bool {
        self.partly_known
    }
}

#[cfg(test)]
mod tests {
    use crate::{ActionInfo, Effect};

    #[test]
    fn an_action_may_be_repeated_where_it_reads_or_says_so() {
        let (read, write) = (
            ActionInfo::new("Look", Effect::Read),
            ActionInfo::new("Store", Effect::Write),
        );
        for (info, repeatable) in [
            (read, true),
            (read.repeatable(), true),
            (write, false),
            (write.repeatable(), true),
        ] {
            assert_eq!(info.is_repeatable(), repeatable, "{info:?}");
        }
        assert!(!write.is_partly_known() && write.partly_known().is_partly_known());
    }
}
