//! The validated model of the API: what every generator reads.
//!
//! It holds no spans and no spec syntax, and nothing in it is wrong: whatever could be wrong was reported before it was built.
//! A wire name and a Rust name are two values here, and neither is computed from the other after this point.

use std::collections::BTreeMap;

/// The whole API, as the files under `spec/` declare it.
#[derive(Debug, Clone)]
pub struct Api {
    /// Who answers.
    pub service: Service,
    /// How an action is addressed.
    pub dispatch: Dispatch,
    /// What every answer is wrapped in.
    pub envelope: Envelope,
    /// The shared shapes, by Rust name.
    pub shapes: Vec<TypeDef>,
    /// The actions, by wire name.
    pub actions: Vec<Action>,
    /// Discrepancies of the root file (those of the envelope), by ID.
    pub discrepancies: Vec<Discrepancy>,
    /// SHA-256 over the spec's files, as lower-case hex: the same spec has the same digest on every machine.
    pub digest: String,
}

/// The service that answers.
#[derive(Debug, Clone)]
pub struct Service {
    /// Short name, such as `OMS`.
    pub name: String,
    /// Full name.
    pub title: String,
    /// What it is, as Markdown.
    pub doc: String,
    /// Where the vendor documents it.
    pub source: Source,
}

/// How an action is addressed: one method, one path, and a query key that names the action.
#[derive(Debug, Clone)]
pub struct Dispatch {
    /// HTTP method.
    pub method: String,
    /// Absolute path, without the caller's base path.
    pub path: String,
    /// Query key whose value is the action's wire name.
    pub query_key: String,
}

/// The object that wraps every answer.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// What it is, as Markdown.
    pub doc: String,
    /// Its fields, in the vendor's order.
    pub fields: Vec<EnvelopeField>,
}

/// One field of the envelope.
#[derive(Debug, Clone)]
pub struct EnvelopeField {
    /// What the field is for.
    pub role: Role,
    /// Values of an error code that accompany success and mean nothing.
    pub success_codes: Vec<String>,
    /// The field itself. The payload's type is [`Type::Any`]: each action declares its own.
    pub field: Field,
}

/// What a field of the envelope is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Whether the call succeeded.
    Verdict,
    /// The code of a failure.
    ErrorCode,
    /// The text of a failure.
    ErrorMessage,
    /// The structured account of a failure.
    ErrorDetail,
    /// What the service suggests to do.
    Advice,
    /// The ID under which the service logged the request.
    RequestId,
    /// Number of the page returned.
    PageNumber,
    /// Size of a page.
    PageSize,
    /// Number of records over all pages.
    TotalCount,
    /// Time that the service spent.
    Cost,
    /// The action's own answer.
    Payload,
}

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
    /// First versions that know it.
    pub since: Since,
    /// The vendor's page.
    pub source: Source,
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

/// Whether calling an action changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It only reads: a lost answer can be asked for again.
    Read,
    /// It changes something: it is never resent after a byte of it was sent.
    Write,
}

/// First versions that know an action, by edition; an absent edition is not documented to have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The vendor's page.
    pub url: String,
    /// Date of the page as `YYYY-MM-DD`.
    pub updated: String,
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
}

/// One field of a request, an object or the envelope.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub wire_name: String,
    /// Name in Rust, without `r#`; [`crate::names::is_raw`] tells whether it needs it.
    pub ident: String,
    /// Name on a command line.
    pub flag: String,
    /// Its type.
    pub ty: Type,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// What it is, as Markdown.
    pub doc: String,
    /// The type word of the vendor's table.
    pub documented: Option<String>,
}

/// Whether a field may be missing or null: three different things, and their combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// May be missing. A null that is read counts as missing.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// May be missing and may be null, and the two mean different things.
    OptionalNullable,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// Any number.
    Number,
    /// Text.
    String,
    /// Any JSON, kept as it came.
    Any,
    /// A shared shape, or a type of the same action, by its Rust name.
    Named(String),
    /// A list.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
}

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Rust name.
    pub name: String,
    /// What it is, as Markdown.
    pub doc: String,
    /// What it is made of.
    pub kind: TypeKind,
}

/// What a named type is made of.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// A text that must not be confused with other texts.
    Text(TextRule),
    /// A whole number that must not be confused with other numbers.
    Integer,
    /// Whole seconds since 1970-01-01T00:00:00Z.
    EpochSeconds {
        /// The form in which it is written; both are read.
        wire: WireForm,
        /// Whether a source-specific position in text is taken as well.
        raw: bool,
    },
    /// An object with declared fields.
    Object(Vec<Field>),
    /// An open enumeration: unknown members are kept.
    Enum(Vec<Member>),
}

/// What a text must look like before it is sent; every rule is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextRule {
    /// Allowed ASCII characters as ranges, both ends included; empty for any.
    pub characters: Vec<(char, char)>,
    /// Longest length, in characters.
    pub max_length: Option<u32>,
    /// Usual prefix; another one is a warning, not an error.
    pub usual_prefix: Option<String>,
}

/// The JSON form in which a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireForm {
    /// As a JSON number.
    Number,
    /// As a JSON string of digits.
    Text,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct Member {
    /// Spelling on the wire.
    pub wire_name: String,
    /// Further spellings that are read as this member.
    pub also: Vec<String>,
    /// Name of the Rust variant.
    pub ident: String,
    /// What it means, as Markdown.
    pub doc: String,
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
    /// Where, such as `request.startTimestamp`.
    pub at: String,
    /// What the page states.
    pub documented: String,
    /// What the named example shows.
    pub observed: String,
    /// The example, as `case` or `Action/case`.
    pub example: String,
    /// What this project does about it.
    pub decision: String,
}

impl Api {
    /// The shared shapes by name.
    #[must_use]
    pub fn shapes_by_name(&self) -> BTreeMap<&str, &TypeDef> {
        self.shapes
            .iter()
            .map(|shape| (shape.name.as_str(), shape))
            .collect()
    }
}
