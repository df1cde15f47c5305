//! Keys and tables that several tables have.

use crate::ir::{Presence, Provenance};
use crate::language::TextForm::{Documented, Line, Pattern, Prose, Type, Url, Version, Word};
use crate::language::keys::KeyKind::{Boolean, Count, Date, Integer, Scalar, Table, Text};
use crate::language::keys::Need::{Optional, Required};
use crate::language::keys::{KeyRule, TableRule, key};

pub(super) const DOC: KeyRule = key("doc", Required, Text(Prose), r#""Number of the page.""#,
    "Its description, in your own words, as Markdown.");
pub(super) const DOCUMENTED: KeyRule = key("documented", Optional, Text(Documented), r#""string""#,
    "The type word of the vendor's table, as it is written there, or the words of several pages with ` / ` \
     between them; an example that shows another kind of value needs a discrepancy.");
pub(super) const PROVENANCE: KeyRule = key("provenance", Optional, Text(Word(Provenance::WORDS)), r#""client""#,
    "Its provenance: page (the vendor's page, the usual case), client (another client of the \
     service relies on it) or assumption. It holds for what is inside as well.");
pub(super) const SINCE_KEY: KeyRule = key("since", Optional, Table(&SINCE), r#"{ enterprise = "4.3.1" }"#,
    "The first versions that know it, where they are later than those of the action.");
pub(super) const DEPRECATED: KeyRule = key("deprecated", Optional, Text(Line), r#""Use `mode`.""#, "Its replacement.");
pub(super) const MINIMUM: KeyRule = key("minimum", Optional, Integer, "1", "The least whole number that is sent.");
pub(super) const MAXIMUM: KeyRule = key("maximum", Optional, Integer, "150", "The greatest whole number that is sent.");
pub(super) const MIN_LENGTH: KeyRule = key("min-length", Optional, Count, "2", "The least length in characters that is sent.");
pub(super) const MAX_LENGTH: KeyRule = key("max-length", Optional, Count, "128", "The greatest length in characters that is sent.");
pub(super) const PATTERN: KeyRule = key("pattern", Optional, Text(Pattern), r#""[^ ]+""#,
    "The form of the whole text before it is sent: characters, `.`, `[a-z]`, `[^a-z]`, \
     `\\d`, `\\w` and `\\s`, each with `?`, `*`, `+`, `{n}`, `{m,}` or `{m,n}`; no \
     alternatives, no groups.");
pub(super) const TYPE: KeyRule = key("type", Required, Text(Type), r#""list<TaskId>""#,
    "boolean, integer (64 bits), number, string, any (kept as it came), object (with \
     `fields`), enum (with `values`), union (with `by` and `variants`), the name of a shape, \
     list<...>, or map<...> (whose keys are texts).");
pub(super) const ONE_OR_LIST: KeyRule = key("one-or-list", Optional, Boolean, "true",
    "`true` if an answer may hold one value where a list is declared, which is read as a list of it, or \
     a list of exactly one where one value is declared, which is read as that. The value sent is always \
     the declared form.");
pub(super) const PRESENCE: KeyRule = key("presence", Required, Text(Word(Presence::WORDS)), r#""required""#,
    "required (always there, never null), optional (may be missing), nullable (there, may be \
     null) or optional-nullable (both, and they differ).");
pub(super) const SOURCE_KEY: KeyRule = key("source", Required, Table(&SOURCE), r#"{ url = "https://...", updated = 2025-10-09 }"#,
    "The vendor's page.");

pub(super) static SOURCE: TableRule = TableRule {
    id: "source", header: "source", noun: "the source",
    doc: "A page of the vendor.",
    keys: &[
        key("url", Required, Text(Url), r#""https://...""#, "Its address."),
        key("updated", Optional, Date, "2025-10-09", "The date that it bears."),
    ],
};

pub(super) static SINCE: TableRule = TableRule {
    id: "since", header: "since", noun: "`since`",
    doc: "First versions by edition.",
    keys: &[
        key("enterprise", Optional, Text(Version), r#""4.3.0""#, "First enterprise version."),
        key("community", Optional, Text(Version), r#""4.2.1""#, "First community version."),
    ],
};

pub(super) static DISCREPANCY: TableRule = TableRule {
    id: "discrepancy", header: "[discrepancy.<id>]", noun: "the discrepancy",
    doc: "A place where the vendor contradicts itself. It expires by itself: when its example no \
          longer shows what was observed, the spec is refused.",
    keys: &[
        key("at", Required, Text(Line), r#""request.startTimestamp""#,
            "The place: `request`, `data` or `envelope`, then wire names with dots between them; or \
             `name` for the name of the action itself."),
        key("documented", Required, Text(Line), r#""string""#,
            "The statement of the page: a type word, a unit, `absent` for a field that it does not list, or \
             a few words."),
        key("observed", Required, Text(Line), r#""number""#,
            "The observation in the example: string, number, boolean, object, array, null, absent, or a \
             pattern as `/regex/`; for `name`, the name that the path has."),
        key("example", Optional, Text(Line), r#""seed""#,
            "The example that shows it: its case, in spec/oms.toml with the action as `Action/case`. \
             Only a discrepancy about the name has none."),
        KeyRule {
            doc: "Its provenance, where no evidence under spec/evidence shows it: page (a page shows it, and no \
                  evidence can: none is kept of that page, or the example has another value), client (another client of the service relies on it) or \
                  assumption (the example is our own, and nothing else shows it).",
            example: r#""assumption""#,
            ..PROVENANCE
        },
        key("decision", Required, Text(Prose), r#""Send a number.""#,
            "The decision of this project."),
        key("stand-in", Optional, Scalar, r#""np_4w3a0001""#,
            "The value that replaces the observed one where the example is sent, because the observed \
             one is refused."),
    ],
};
