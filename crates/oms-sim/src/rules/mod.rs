//! What the generated tables are made of: the strict reading of an action's parameters.
//!
//! It knows no action and no field; those stand in `generated/`.

mod carry;
mod check;
mod loosen;

use serde_json::Value;

use crate::engine::{Reaction, World};

pub(crate) use carry::{carried, carry};
pub(crate) use check::check;
pub(crate) use loosen::loosen;

/// One action, as the spec declares it.
pub(crate) struct ActionRules {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// Its parameters.
    pub(crate) request: &'static [FieldRules],
    /// The payload of its example, as JSON text: the answer of an action without behaviour of its own.
    pub(crate) example: &'static str,
    /// Decodes the parameters and asks the world what comes of them.
    pub(crate) react: fn(&World, Value) -> Reaction<Value>,
}

/// One field of a request.
pub(crate) struct FieldRules {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// What its value must be.
    pub(crate) kind: Kind,
    /// Whether it may be missing or null.
    pub(crate) presence: Presence,
}

/// What a value must be, as JSON.
#[allow(
    dead_code,
    reason = "the spec language has more kinds than the spec uses today"
)]
pub(crate) enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// Any number.
    Number,
    /// Text.
    Text,
    /// Anything.
    Any,
    /// A position: whole seconds in one form and, where `raw` says so, a text that is no number.
    EpochSeconds {
        /// The form that the service takes.
        wire: WireForm,
        /// Whether a source-specific position is taken as well.
        raw: bool,
    },
    /// One of these spellings.
    Member(&'static [&'static str]),
    /// A list of one kind.
    List(&'static Kind),
    /// An object with free keys and values of one kind.
    Map(&'static Kind),
    /// An object with declared fields.
    Object(&'static [FieldRules]),
}

/// Whether a field may be missing or null.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(
    dead_code,
    reason = "the spec language has more presences than the spec uses today"
)]
pub(crate) enum Presence {
    /// Always there, never null.
    Required,
    /// May be missing; a null counts as missing.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// May be missing and may be null.
    OptionalNullable,
}

/// The JSON form in which a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(
    dead_code,
    reason = "the spec language has more forms than the spec uses today"
)]
pub(crate) enum WireForm {
    /// As a JSON number.
    Number,
    /// As a JSON string of digits.
    Text,
}
