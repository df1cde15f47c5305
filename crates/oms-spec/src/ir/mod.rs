//! The validated model of the API: what every generator reads.
//!
//! It holds no spans and no spec syntax, and nothing in it is wrong: whatever could be wrong was
//! reported before it was built. A wire name and a Rust name are two values here, and neither is
//! computed from the other after this point.

mod action;
mod group;
mod named;
mod rules;
mod service;
mod subject;
mod types;
mod words;

pub use action::{
    Action, Copied, Copies, Data, Discrepancy, Effect, Example, ExampleOutcome, ExampleText, Moves,
    Paging, Provenance, Since, Source, SubjectParameter, Version,
};
pub use group::Group;
pub use named::NamedTypes;
pub use rules::{IntegerRule, Pattern, Piece, Rules, TextRule};
pub use service::{Dispatch, Envelope, EnvelopeField, Role, Service};
pub use subject::{Fact, Look, LookPages, Subject};
pub use types::{
    Field, Member, Presence, RequiredIf, SecretForm, TimeUnit, Type, TypeDef, TypeKind, Union,
    Variant, WireForm,
};

/// The whole API, as the files under `spec/` declare it.
#[derive(Debug, Clone)]
pub struct Api {
    /// Who answers.
    pub service: Service,
    /// The address of an action.
    pub dispatch: Dispatch,
    /// The envelope of every answer.
    pub envelope: Envelope,
    /// The shared shapes by Rust name, each followed by its inline objects, enumerations and
    /// unions.
    pub shapes: Vec<TypeDef>,
    /// The subjects that actions act on, by name.
    pub subjects: Vec<Subject>,
    /// The groups of actions on the command line, by heading.
    pub groups: Vec<Group>,
    /// The actions, by wire name.
    pub actions: Vec<Action>,
    /// Discrepancies of the root file (those of the envelope), by ID.
    pub discrepancies: Vec<Discrepancy>,
    /// SHA-256 over the spec's files, as lower-case hex: the same spec has the same digest on every
    /// machine.
    pub digest: String,
}
