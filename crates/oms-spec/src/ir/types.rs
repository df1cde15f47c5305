//! Types and fields.

use super::words::words;
use super::{IntegerRule, Provenance, Rules, Since, TextRule};

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
    /// A shared shape, or a type of the same action or shape, by its Rust name.
    Named(String),
    /// A list.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
}

/// A named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    /// Rust name.
    pub name: String,
    /// Its description, as Markdown.
    pub doc: String,
    /// Its parts.
    pub kind: TypeKind,
    /// The shape that it is an inline part of; `None` for a shape and for a type of an action.
    pub parent: Option<String>,
    /// Name of the [`Subject`](super::Subject) that it is the ID of: a text or a whole number.
    pub identifies: Option<String>,
}

/// The definition of a named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// A text that must not be confused with other texts.
    Text(TextRule),
    /// A text, or any JSON, that is never shown.
    Secret(SecretForm),
    /// Any JSON, of which the values of these keys are never shown, however deep they are.
    Keyed(Vec<String>),
    /// A date and a time of day in UTC, as text without a zone.
    UtcDateTime,
    /// A whole number that must not be confused with other numbers.
    Integer(IntegerRule),
    /// A whole number of a unit of time.
    Duration {
        /// The unit.
        unit: TimeUnit,
        /// Its rules.
        rule: IntegerRule,
    },
    /// Whole seconds since 1970-01-01T00:00:00Z.
    EpochSeconds {
        /// The form in which it is written; both are read.
        wire: WireForm,
        /// Says whether a source-specific position in text is taken as well.
        raw: bool,
    },
    /// An object with declared fields.
    Object {
        /// The fields, in the vendor's order.
        fields: Vec<Field>,
        /// Says whether fields that are not declared are kept where it is read.
        open: bool,
    },
    /// An open enumeration: unknown members are kept.
    Enum(Vec<Member>),
    /// One of several types, chosen by the value of the field beside it.
    Union(Union),
}

/// A value whose type is chosen by the value of a sibling field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// Rust name of the sibling.
    pub by: String,
    /// Type of the sibling: a text or an enumeration.
    pub by_type: Type,
    /// Presence of the sibling.
    pub by_presence: Presence,
    /// The types, in the order of their declaration. A value of another tag is kept as it came.
    pub variants: Vec<Variant>,
}

/// A type of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Name of the Rust variant.
    pub ident: String,
    /// Values of the sibling that choose it.
    pub tags: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Its description, as Markdown.
    pub doc: String,
}

/// The form of a secret on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretForm {
    /// As it is.
    Plain,
    /// As Base64 text.
    Base64,
    /// JSON of any form, as it is.
    Json,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Hours.
    Hours,
}

words!(TimeUnit {
    Milliseconds = "milliseconds",
    Seconds = "seconds",
    Hours = "hours",
});

/// The JSON form in which a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireForm {
    /// As a JSON number.
    Number,
    /// As a JSON string of digits.
    Text,
}

/// A member of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Spelling on the wire.
    pub wire_name: String,
    /// Further spellings that are read as this member.
    pub also: Vec<String>,
    /// Name of the Rust variant.
    pub ident: String,
    /// Its meaning, as Markdown.
    pub doc: String,
    /// Says whether it is a state that nothing leaves by itself.
    pub ends: bool,
    /// Spellings of the only states that may follow it, where not every one may.
    pub followed_by: Option<Vec<String>>,
    /// First versions that know it, where they are later than those of the action.
    pub since: Since,
    /// Its replacement, where it is deprecated.
    pub deprecated: Option<String>,
}

/// One field of a request, an object or the envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name on the wire.
    pub wire_name: String,
    /// Name in Rust, without `r#`; [`crate::language::names::is_raw`] tells whether it needs it.
    pub ident: String,
    /// Further names under which it is read.
    pub also: Vec<String>,
    /// Name on a command line by itself; [`Flag`](crate::command::Flag) says what it is beside
    /// others.
    pub flag: String,
    /// Its type.
    pub ty: Type,
    /// Says whether it may be missing or null.
    pub presence: Presence,
    /// Says whether an answer may hold one value where the type is a list, or a list of one where
    /// it is none.
    pub one_or_list: bool,
    /// Its description, as Markdown.
    pub doc: String,
    /// The type word of the vendor's table.
    pub documented: Option<String>,
    /// Its provenance.
    pub provenance: Provenance,
    /// First versions that know it, where they are later than those of the action.
    pub since: Since,
    /// Its replacement, where it is deprecated.
    pub deprecated: Option<String>,
    /// The value that the service takes where the field is left out, as JSON text.
    pub default: Option<String>,
    /// The only text that is sent; callers do not give it.
    pub constant: Option<String>,
    /// The values of a field beside it that make it required.
    pub required_if: Option<RequiredIf>,
    /// The rules that its value must keep before it is sent, beyond the rules of its type.
    pub rules: Rules,
}

/// The values of a field that make another one required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredIf {
    /// Wire name of the field, which is beside the other one.
    pub field: String,
    /// Its values; of a boolean, `true` or `false`.
    pub is: Vec<String>,
}

/// Says whether a field may be missing or null: three different things, and their combination.
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

words!(Presence {
    Required = "required",
    Optional = "optional",
    Nullable = "nullable",
    OptionalNullable = "optional-nullable",
});

impl Presence {
    /// Returns whether the field may be missing.
    #[must_use]
    pub fn may_be_missing(self) -> bool {
        matches!(self, Self::Optional | Self::OptionalNullable)
    }
}
