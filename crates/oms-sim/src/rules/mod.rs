//! The parts of the generated tables: the strict reading of an action's parameters.
//!
//! It knows no action and no field; those are in `generated/`.

mod carry;
mod check;
mod forms;
mod loosen;
mod parts;
mod secrets;

use oms_client::{IntegerRule, ListRule, TextRule};
use serde_json::{Map, Value};

use crate::engine::{Reaction, World};

pub(crate) use carry::{carried, carry};
pub(crate) use check::check;
pub(crate) use forms::settle_forms;
pub(crate) use loosen::loosen;
pub(crate) use secrets::{secrets, undeclared};

/// One action, as the spec declares it.
pub(crate) struct ActionRules {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// Its parameters.
    pub(crate) request: &'static [FieldRules],
    /// True if parameters that are not declared are taken as well.
    pub(crate) further: bool,
    /// The rules by which its answer is cut into pages, if it is.
    pub(crate) paging: Option<PagingRules>,
    /// The payload of its example, as JSON text: the answer of an action without behaviour of its
    /// own.
    pub(crate) example: &'static str,
    /// Decodes the parameters and asks the world for its reaction to them.
    pub(crate) react: fn(&World, Value) -> Reaction<Value>,
}

/// The rules by which the answer of an action is cut into pages, by the names on the wire.
pub(crate) struct PagingRules {
    /// The parameter that takes the page's number.
    pub(crate) number: &'static str,
    /// The parameter that takes the page's size.
    pub(crate) size: &'static str,
    /// The field of the payload that holds the items; `None` if the payload is the list itself.
    pub(crate) items: Option<&'static str>,
}

/// One field of a request.
pub(crate) struct FieldRules {
    /// Its name on the wire.
    name: &'static str,
    /// The kind of its value.
    kind: Kind,
    /// The rule for a missing value and for null.
    presence: Presence,
    /// The only text that it may be.
    constant: Option<&'static str>,
    /// A field beside it, and the values of that field that make this one required.
    required_if: Option<(&'static str, &'static [&'static str])>,
}

#[allow(
    dead_code,
    reason = "generated code names those of which the spec has a field, and the spec changes"
)]
impl FieldRules {
    /// A field that is always there, and never null.
    pub(crate) const fn required(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Presence::Required)
    }

    /// A field that may be missing; a null counts as missing.
    pub(crate) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Presence::Optional)
    }

    /// A field that is always there, and may be null.
    pub(crate) const fn nullable(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Presence::Nullable)
    }

    /// A field that may be missing, and may be null.
    pub(crate) const fn optional_nullable(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Presence::OptionalNullable)
    }

    const fn new(name: &'static str, kind: Kind, presence: Presence) -> Self {
        Self {
            name,
            kind,
            presence,
            constant: None,
            required_if: None,
        }
    }

    /// The same field, which may be this text alone.
    pub(crate) const fn constant(mut self, constant: &'static str) -> Self {
        self.constant = Some(constant);
        self
    }

    /// The same field, required where the one beside it has one of these values.
    pub(crate) const fn required_if(
        mut self,
        by: &'static str,
        is: &'static [&'static str],
    ) -> Self {
        self.required_if = Some((by, is));
        self
    }
}

impl FieldRules {
    /// Returns whether a value that is there counts as missing.
    fn is_missing_as(&self, value: &Value) -> bool {
        value.is_null() && self.presence == Presence::Optional
    }

    /// The condition that makes the field required in an object, where it is kept there.
    fn requiring(&self, object: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
        let (by, is) = self.required_if?;
        let value = match object.get(by)? {
            Value::String(text) => text.as_str(),
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            _ => return None,
        };
        let value = is.iter().find(|known| **known == value)?;
        Some((by, value))
    }
}

/// The kind of a value, as JSON.
#[allow(
    dead_code,
    reason = "the spec language has more kinds than the spec uses today"
)]
pub(crate) enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits that keeps a rule.
    Integer(IntegerRule),
    /// Any number.
    Number,
    /// Any text.
    FreeText,
    /// A text that keeps a rule.
    Text(TextRule),
    /// A secret as it is.
    Secret {
        /// True if it may be of any form; else it is a text that is not empty.
        any: bool,
    },
    /// A secret as Base64 text.
    Base64Secret,
    /// A date and a time of day in UTC, without a zone.
    UtcDateTime,
    /// Anything.
    Any,
    /// A position: whole seconds in one form and, if `raw` says so, a text that is no number.
    EpochSeconds {
        /// The form that the service takes.
        wire: WireForm,
        /// True if a source-specific position is taken as well.
        raw: bool,
    },
    /// One of these spellings.
    Member(&'static [&'static str]),
    /// A list of one kind, with a range for its length.
    List(ListRule, &'static Kind),
    /// A kind that is taken in two forms: a list as one value alone, one value as a list of it.
    OneOrList(&'static Kind),
    /// An object with free keys and values of one kind.
    Map(&'static Kind),
    /// An object with declared fields.
    Object(&'static [FieldRules]),
    /// The kind that the field beside it chooses, by its value. Any kind is taken for another
    /// value.
    Union {
        /// The field beside it.
        by: &'static str,
        /// The kinds, each with the values that choose it.
        variants: &'static [(&'static [&'static str], Kind)],
    },
    /// A kind that is defined elsewhere, because several places share it or because it contains
    /// itself.
    Named(&'static Kind),
}

impl Kind {
    /// The kind in this object: the one that a union chooses there, and the definition for a name.
    fn beside(&self, object: &Map<String, Value>) -> &Self {
        match self {
            Self::Union { by, variants } => {
                let by = object.get(*by).and_then(Value::as_str);
                let chosen = variants
                    .iter()
                    .find(|(values, _)| by.is_some_and(|by| values.contains(&by)));
                chosen.map_or(&Self::Any, |(_, kind)| kind)
            }
            Self::Named(kind) => kind.beside(object),
            kind => kind,
        }
    }
}

/// The rule for a missing value and for null.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
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
