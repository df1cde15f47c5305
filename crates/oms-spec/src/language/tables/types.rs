//! Types: shapes, fields, variants and values.

use super::shared::{
    DEPRECATED, DOC, DOCUMENTED, MAXIMUM, MAX_LENGTH, MINIMUM, MIN_LENGTH, PATTERN, PRESENCE,
    ONE_OR_LIST, PROVENANCE, SINCE_KEY, TYPE,
};
use crate::language::TextForm::{Characters, Identifier, Line, Word};
use crate::language::keys::KeyKind::{Boolean, Count, Scalar, Table, Tables, Text, Texts};
use crate::language::keys::Need::{Optional, Required};
use crate::language::keys::{KeyRule, TableRule, key, only_with};

/// The units of a shape.
const UNITS: &[&str] = &["epoch-seconds", "milliseconds", "seconds", "hours", "utc-date-time"];

/// Fields nest in themselves, which a constant may not.
pub(super) const fn fields() -> KeyRule {
    key("fields", Optional, Tables(&FIELD), "",
        "The fields, where the type is `object`, or a list or map of it.")
}

pub(super) const fn values() -> KeyRule {
    key("values", Optional, Tables(&VALUE), "",
        "The values, where the type is `enum`, or a list or map of it.")
}

pub(super) static SHAPE: TableRule = TableRule {
    id: "shape", header: "[shape.<RustName>]", noun: "the shape",
    doc: "A type that several actions share, or that must not be confused with another of the \
          same JSON type.",
    keys: &[
        key("type", Required, Text(Word(&["string", "integer", "object", "enum", "any"])), r#""string""#,
            "The JSON type of it; any (JSON of whatever form) only where it is secret, or has secret keys."),
        DOC,
        key("unit", only_with("type", &["string", "integer"]), Text(Word(UNITS)), r#""epoch-seconds""#,
            "For whole numbers: epoch-seconds (since 1970-01-01T00:00:00Z; milliseconds are refused), \
             or milliseconds, seconds or hours for a length of time. For texts: utc-date-time \
             (`2024-09-13T09:08:34`, without a zone)."),
        key("wire", only_with("unit", &["epoch-seconds"]), Text(Word(&["number", "text"])), r#""number""#,
            "The JSON form in which it is sent, number unless said otherwise; both are read."),
        key("raw", only_with("unit", &["epoch-seconds"]), Boolean, "true",
            "`true` if it may also be a position in text, for sources that are not time based."),
        key("secret", only_with("type", &["string", "any"]), Boolean, "true",
            "`true` if it must never be shown: neither in a plan, nor in a journal, an error or a debug \
             form, however deep it is."),
        key("encoding", only_with("secret", &[]), Text(Word(&["base64"])), r#""base64""#,
            "The encoding of the secret on the wire; callers give it as it is."),
        key("characters", only_with("type", &["string"]), Text(Characters), r#""A-Za-z0-9_-""#,
            "The ASCII characters that it may hold, singly and as ranges."),
        key("secret-keys", only_with("type", &["any"]), Texts(Line), r#"["password"]"#,
            "The keys whose values are never shown, however deep they are; everything else of it is."),
        PATTERN.when(only_with("type", &["string"])),
        MIN_LENGTH.when(only_with("type", &["string"])),
        MAX_LENGTH.when(only_with("type", &["string"])),
        key("usual-prefix", only_with("type", &["string"]), Text(Line), r#""np_""#,
            "The usual start; another start is a warning for callers, not an error."),
        key("identifies", only_with("type", &["string", "integer"]), Text(Line), r#""task""#,
            "The subject that it is the ID of. A write with one required parameter of such a type, or \
             of a list of it, acts on that subject."),
        MINIMUM.when(only_with("type", &["integer"])),
        MAXIMUM.when(only_with("type", &["integer"])),
        key("complete", only_with("type", &["object"]), Boolean, "false",
            "`false` if not all its fields are known, as is assumed otherwise: then further ones are \
             kept."),
        fields(),
        values(),
    ],
};

pub(super) static FIELD: TableRule = TableRule {
    id: "field", header: "[request.<wireName>]", noun: "the field",
    doc: "A field of a request or of an object, in the vendor's order. Inside of an object it is \
          `[request.<wireName>.fields.<wireName>]`, in the payload `[data.fields.<wireName>]`, \
          in a shape `[shape.<RustName>.fields.<wireName>]`.",
    keys: &[
        TYPE,
        PRESENCE,
        DOC,
        DOCUMENTED,
        ONE_OR_LIST,
        PROVENANCE,
        SINCE_KEY,
        DEPRECATED,
        key("default", Optional, Scalar, "64", "The value that the service takes if the field is left out."),
        key("constant", Optional, Text(Line), r#""NAME""#,
            "The text that is always sent, where there is no other; callers do not give it."),
        key("required-if", Optional, Table(&REQUIRED_IF), r#"{ field = "mode", is = ["ONE"] }"#,
            "The values of a field beside it that make an optional field required; checked before anything is sent."),
        key("copied-from", Optional, Text(Line), r#""labels.id""#,
            "Of a parameter: the place of its value in the answer of the read that the action `copies`, as wire \
             names with dots between them. Each item of a list on the way is meant."),
        key("also", Optional, Texts(Line), r#"["gmtModify"]"#, "Further names under which it is read."),
        MINIMUM,
        MAXIMUM,
        PATTERN,
        MIN_LENGTH,
        MAX_LENGTH,
        key("max-items", Optional, Count, "5", "The greatest number of items of a list that is sent."),
        key("rust", Optional, Text(Identifier), r#""kind""#,
            "Its Rust name, where the one derived from the wire name will not do."),
        fields(),
        values(),
        key("by", only_with("type", &["union"]), Text(Line), r#""name""#,
            "Wire name of the field beside it whose value chooses the type."),
        key("variants", only_with("type", &["union"]), Tables(&VARIANT), "",
            "The types to choose from, by Rust name."),
    ],
};

static REQUIRED_IF: TableRule = TableRule {
    id: "required-if", header: "required-if", noun: "`required-if`",
    doc: "The values of a field that make another one required.",
    keys: &[
        key("field", Required, Text(Line), r#""saslMechanism""#,
            "Wire name of the field beside it: a text, an enumeration or a boolean."),
        key("is", Required, Texts(Line), r#"["PLAIN"]"#,
            "The values; of a boolean, true or false as texts. The `default` of that field is none of them, \
             because a field that is left out makes nothing required."),
    ],
};

static VARIANT: TableRule = TableRule {
    id: "variant", header: "[....variants.<RustName>]", noun: "the variant",
    doc: "A type of a union; a value that no variant takes is kept as it came.",
    keys: &[
        key("when", Required, Texts(Line), r#"["FULL_TRANSFER"]"#,
            "The values of the field beside it that choose this type."),
        TYPE,
        DOC,
        fields(),
        values(),
    ],
};

static VALUE: TableRule = TableRule {
    id: "value", header: "[....values.<spelling>]", noun: "the value",
    doc: "A value of an enumeration; values that are not listed are kept, never refused.",
    keys: &[
        DOC,
        key("also", Optional, Texts(Line), r#"["ascend"]"#,
            "Further spellings that are read as this value."),
        key("ends", Optional, Boolean, "true",
            "`true` if it is a state that nothing leaves by itself, so that a wait for its end is over."),
        key("followed-by", Optional, Texts(Line), r#"["RELEASED"]"#,
            "The only states that may follow it, by themselves or by an action, so that a wait for another one ends; any may where it is left out."),
        SINCE_KEY,
        DEPRECATED,
        key("rust", Optional, Text(Identifier), r#""Ascending""#,
            "Its Rust name, where the one derived from the spelling will not do."),
    ],
};
