//! An action, and what is known of it.

use std::fmt;

use super::words::words;
use super::{Field, Presence, Type, TypeDef};

/// One action.
#[derive(Debug, Clone)]
pub struct Action {
    /// The value of the dispatch key, such as `ResetIncrStartTimestamp`.
    pub wire_name: String,
    /// Stem of the Rust type names, such as `ResetIncrStartTimestamp`.
    pub type_stem: String,
    /// Rust name of the client's method, and of the module, such as `reset_incr_start_timestamp`.
    pub ident: String,
    /// Name on a command line, such as `reset-incr-start-timestamp`.
    pub command: String,
    /// One sentence.
    pub summary: String,
    /// The rest of what there is to say, as Markdown; may be empty.
    pub doc: String,
    /// Whether calling it changes anything.
    pub effect: Effect,
    /// Whether a write may be sent twice without doing more than once. A read always may.
    pub repeatable: bool,
    /// What a write does to the things of whoever calls it, in one sentence; empty for a read.
    pub impact: String,
    /// What happens after a write was accepted, in one sentence, where there is something to say.
    pub afterwards: Option<String>,
    /// What sending a write once more does, in one sentence, where there is something to say.
    pub twice: Option<String>,
    /// The parameter that names what a write acts on.
    pub subject: Option<SubjectParameter>,
    /// The parameters of a write that moves a position of its subject.
    pub moves: Option<Moves>,
    /// What it stands under in lists of commands.
    pub group: Option<String>,
    /// First versions that know it.
    pub since: Since,
    /// How it is known.
    pub provenance: Provenance,
    /// Whether everything of it is known; an answer may hold more where it is not.
    pub complete: bool,
    /// What to use instead, where it is deprecated.
    pub deprecated: Option<String>,
    /// The vendor's page, where there is one.
    pub source: Option<Source>,
    /// Further pages that describe it, such as those of another edition.
    pub other_sources: Vec<String>,
    /// How its answer is cut into pages, where it is.
    pub paging: Option<Paging>,
    /// Parameters, in the vendor's order.
    pub request: Vec<Field>,
    /// The payload; `None` where the action answers with the envelope alone.
    pub data: Option<Data>,
    /// Inline objects and enumerations of this action, in the order of their declaration.
    pub types: Vec<TypeDef>,
    /// Recorded exchanges, by case name.
    pub examples: Vec<Example>,
    /// Where the vendor contradicts itself, by ID.
    pub discrepancies: Vec<Discrepancy>,
    /// The file that declares it, relative to the workspace, such as `spec/actions/ResetIncrStartTimestamp.toml`.
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
    /// Whether it names several at once.
    pub is_list: bool,
}

/// The parameters of an action that moves a position of its subject. They are always sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves {
    /// Rust name of the parameter that is the new position.
    pub position: String,
    /// Whether the position may be a text of the source's own.
    pub raw: bool,
    /// Rust name of the boolean parameter that is true for the reverse direction.
    pub reverse: Option<String>,
}

/// Whether calling an action changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It only reads: a lost answer can be asked for again.
    Read,
    /// It changes something: it is never resent after a byte of it was sent.
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

/// How a fact is known.
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

/// How the answer of an action is cut into pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// Rust name of the parameter that takes the page's number, from 1.
    pub page_number: String,
    /// Rust name of the parameter that takes the page's size.
    pub page_size: String,
    /// Rust name of the payload's field that holds the page's items; `None` where the payload is the list itself.
    pub items: Option<String>,
    /// Type of one item.
    pub item: Type,
    /// Whether the list of items may be missing or null.
    pub items_presence: Presence,
}

/// The payload of an action.
#[derive(Debug, Clone)]
pub struct Data {
    /// Its type.
    pub ty: Type,
    /// Whether it may be missing from a successful answer.
    pub presence: Presence,
    /// What it is, as Markdown.
    pub doc: String,
    /// The type word of the vendor's table.
    pub documented: Option<String>,
    /// How it is known.
    pub provenance: Provenance,
}

/// A recorded exchange of an action.
#[derive(Debug, Clone)]
pub struct Example {
    /// Name of the case, such as `seed`.
    pub case: String,
    /// The request's body as it stands in the file.
    pub request: Option<ExampleText>,
    /// The answer's body as it stands in the file.
    pub response: Option<ExampleText>,
    /// The request as it can be sent: masked values are replaced by their stand-ins. JSON text on one line.
    pub sendable_request: Option<String>,
    /// How the envelope of the response reads, where there is a response.
    pub verdict: Option<bool>,
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
    /// Where, such as `request.startTimestamp`; `name` for the action's own name.
    pub at: String,
    /// What the page states.
    pub documented: String,
    /// What the named example shows; for `name`, the name that the path has.
    pub observed: String,
    /// The example, as `case` or `Action/case`; `None` for `name`.
    pub example: Option<String>,
    /// What this project does about it.
    pub decision: String,
}
