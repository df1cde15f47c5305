//! An action, and what is known of it.

use std::fmt;

use super::words::words;
use super::{Field, Presence, Type, TypeDef};

/// One action.
#[derive(Debug, Clone)]
pub struct Action {
    /// The value of the dispatch key, such as `ResetIncrStartTimestamp`.
    pub wire_name: String,
    /// The name that the vendor's title has, which is usually the one that is sent.
    pub title: String,
    /// Stem of the Rust type names, such as `ResetIncrStartTimestamp`.
    pub type_stem: String,
    /// Rust name of the client's method, and of the module, such as `reset_incr_start_timestamp`.
    pub ident: String,
    /// Name on a command line, such as `reset-incr-start-timestamp`.
    pub command: String,
    /// Further names on a command line, which no help lists.
    pub command_also: Vec<String>,
    /// One sentence.
    pub summary: String,
    /// The rest of what there is to say, as Markdown; may be empty.
    pub doc: String,
    /// Says whether calling it changes anything.
    pub effect: Effect,
    /// Says whether a write may be sent twice without doing more than once. A read always may.
    pub repeatable: bool,
    /// The effect of a write on the caller's things, in one sentence; empty for a read.
    pub impact: String,
    /// The events after a write was accepted, in one sentence, if there are any to tell.
    pub afterwards: Option<String>,
    /// The effect of sending a write once more, in one sentence, if there is one to tell.
    pub twice: Option<String>,
    /// The states of its subject that say that a write was carried out, where a look shows them.
    pub leads_to: Vec<String>,
    /// The parameter that names what a write acts on.
    pub subject: Option<SubjectParameter>,
    /// The parameters of a write that moves a position of its subject.
    pub moves: Option<Moves>,
    /// The read that shows what it creates, and the way from there to its parameters.
    pub copies: Option<Copies>,
    /// Its heading in lists of commands.
    pub group: Option<String>,
    /// Its name inside of the command of its group; `None` where its group has no command.
    pub word: Option<String>,
    /// First versions that know it.
    pub since: Since,
    /// Its provenance.
    pub provenance: Provenance,
    /// Says whether everything of it is known; an answer may hold more where it is not.
    pub complete: bool,
    /// Says whether callers may send parameters that are not declared.
    pub further: bool,
    /// Its replacement, where it is deprecated.
    pub deprecated: Option<String>,
    /// The vendor's page, where there is one.
    pub source: Option<Source>,
    /// Further pages that describe it, such as those of another edition.
    pub other_sources: Vec<String>,
    /// The paging of its answer, if there is any.
    pub paging: Option<Paging>,
    /// Parameters, in the vendor's order.
    pub request: Vec<Field>,
    /// The payload; `None` where the action answers with the envelope alone.
    pub data: Option<Data>,
    /// Inline objects and enumerations of this action, in the order of their declaration.
    pub types: Vec<TypeDef>,
    /// Recorded exchanges, by case name.
    pub examples: Vec<Example>,
    /// The places where the vendor contradicts itself, by ID.
    pub discrepancies: Vec<Discrepancy>,
    /// The file that declares it, relative to the workspace, such as
    /// `spec/actions/ResetIncrStartTimestamp.toml`.
    pub path: String,
}

/// The parameter that names what an action acts on. It is always sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectParameter {
    /// Name of the [`Subject`](super::Subject).
    pub subject: String,
    /// Wire name of the parameter.
    pub wire_name: String,
    /// Rust name of the parameter.
    pub ident: String,
    /// Says whether it names several at once.
    pub is_list: bool,
}

/// The parameters of an action that moves a position of its subject. They are always sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves {
    /// Rust name of the parameter that is the new position.
    pub position: String,
    /// Says whether the position may be a text of the source's own.
    pub raw: bool,
    /// Rust name of the boolean parameter that is true for the reverse direction.
    pub reverse: Option<String>,
}

/// The way from the answer of a read to the parameters of an action that creates the same again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// The read, by the value of its dispatch key.
    pub action: String,
    /// The parameters that are copied, in their order.
    pub parameters: Vec<Copied>,
}

/// A parameter whose value is in the answer of a read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Wire name of the parameter.
    pub wire_name: String,
    /// The wire names on the way to the value, from the payload. Each item of a list is meant.
    pub from: Vec<String>,
}

/// Says whether calling an action changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It only reads: a lost answer can be asked for again.
    Read,
    /// It changes something: it is not resent by itself after a byte of it was sent.
    Write,
}

words!(Effect {
    Read = "read",
    Write = "write",
});

/// First versions that know an action, by edition; an absent edition is not documented to have it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Since {
    /// First enterprise version.
    pub enterprise: Option<Version>,
    /// First community version.
    pub community: Option<Version>,
}

/// A version of the service, as three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Major.
    pub major: u16,
    /// Minor.
    pub minor: u16,
    /// Patch.
    pub patch: u16,
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A page of the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// The date that it bears, as `YYYY-MM-DD`, where it bears one.
    pub updated: Option<String>,
}

/// The provenance of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// The vendor's page states it.
    Page,
    /// Another client of the service relies on it.
    Client,
    /// Nobody states it; it is what fits the rest.
    Assumption,
}

words!(Provenance {
    Page = "page",
    Client = "client",
    Assumption = "assumption",
});

/// The paging of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// Rust name of the parameter that takes the page's number, from 1.
    pub page_number: String,
    /// Rust name of the parameter that takes the page's size.
    pub page_size: String,
    /// Rust name of the payload's field that holds the page's items; `None` where the payload is
    /// the list itself.
    pub items: Option<String>,
    /// Type of one item.
    pub item: Type,
    /// Says whether the list of items may be missing or null.
    pub items_presence: Presence,
}

/// The payload of an action.
#[derive(Debug, Clone)]
pub struct Data {
    /// Its type.
    pub ty: Type,
    /// Says whether it may be missing from a successful answer.
    pub presence: Presence,
    /// Says whether it may be one value where the type is a list, or a list of one where it is
    /// none.
    pub one_or_list: bool,
    /// Its description, as Markdown.
    pub doc: String,
    /// The type word of the vendor's table.
    pub documented: Option<String>,
    /// Its provenance.
    pub provenance: Provenance,
}

/// A recorded exchange of an action.
#[derive(Debug, Clone)]
pub struct Example {
    /// Name of the case, such as `seed`.
    pub case: String,
    /// The request's body as it is in the file.
    pub request: Option<ExampleText>,
    /// The answer's body as it is in the file.
    pub response: Option<ExampleText>,
    /// The request as it can be sent: masked values are replaced by their stand-ins. JSON text on
    /// one line.
    pub sendable_request: Option<String>,
    /// The verdict of the response's envelope, where there is a response.
    pub verdict: Option<bool>,
    /// An answer that is kept as the bytes that came, because it is not JSON, or no form that the
    /// service documents: its path relative to the workspace, and what the client must make of it.
    /// It is never sent.
    pub raw: Option<(String, ExampleOutcome)>,
}

/// The outcome that an answer proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleOutcome {
    /// The service accepted the request.
    Accepted,
    /// The service rejected the request.
    Rejected,
    /// Nobody can tell.
    Unknown,
}

impl ExampleOutcome {
    /// Returns the outcome of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Accepted, Self::Rejected, Self::Unknown]
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }

    /// Returns its name, such as `accepted`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }
}

/// A file of an example.
#[derive(Debug, Clone)]
pub struct ExampleText {
    /// Path relative to the workspace.
    pub path: String,
    /// The text, with `\n` line ends.
    pub text: String,
}

/// A place where the vendor contradicts itself.
#[derive(Debug, Clone)]
pub struct Discrepancy {
    /// Its ID, such as `start-timestamp-type`.
    pub id: String,
    /// The place, such as `request.startTimestamp`; `name` for the action's own name.
    pub at: String,
    /// The statement of the page.
    pub documented: String,
    /// The observation in the named example; for `name`, the name that the path has.
    pub observed: String,
    /// The example, as `case` or `Action/case`; `None` for `name`.
    pub example: Option<String>,
    /// Its provenance where no evidence shows it; `None` where it rests on evidence.
    pub provenance: Option<Provenance>,
    /// The decision of this project.
    pub decision: String,
}
