//! The file of an action.

use super::shared::{
    DEPRECATED, DISCREPANCY, DOC, DOCUMENTED, ONE_OR_LIST, PRESENCE, PROVENANCE, SINCE, SOURCE_KEY, TYPE,
};
use super::types::{FIELD, fields, values};
use crate::ir::Effect;
use crate::language::TextForm::{Command, Identifier, Line, Prose, Url, Word};
use crate::language::keys::KeyKind::{Boolean, NameOrFalse, Table, Tables, Text, Texts};
use crate::language::keys::Need::{Optional, Required};
use crate::language::keys::{KeyRule, Need, TableRule, key, only_with, required_with};

/// A key that has a meaning for a write only.
const WITH_WRITE: Need = only_with("effect", &["write"]);
/// A key that a write must have.
const OF_WRITE: Need = required_with("effect", &["write"]);

/// `spec/actions/<Action>.toml`.
pub(crate) static ACTION: TableRule = TableRule {
    id: "action", header: "spec/actions/<Action>.toml", noun: "the action",
    doc: "One action: its parameters, its payload, and what calling it does.",
    keys: &[
        key("name", Required, Text(Line), r#""ResetIncrStartTimestamp""#,
            "Its name, which is that of the file and of the vendor's title; also the value of the dispatch's \
             query key, unless `wire-name` is another one."),
        key("wire-name", Optional, Text(Line), r#""ListTaskz""#,
            "The value of the dispatch's query key that is sent, where it is not the name."),
        key("summary", Required, Text(Line), r#""Moves the position.""#,
            "One sentence in your own words."),
        key("doc", Optional, Text(Prose), r#""Facts that a caller must know.""#,
            "The rest of what there is to say, as Markdown."),
        key("effect", Required, Text(Word(Effect::WORDS)), r#""write""#,
            "read, or write: a write is not resent by itself after a byte of it was sent."),
        key("repeatable", WITH_WRITE, Boolean, "true",
            "`true` if calling it twice does no more than calling it once; callers are told, the client \
             does not resend it all the same."),
        key("impact", OF_WRITE, Text(Line), r#""Pauses the task.""#,
            "Its effect on the things of whoever calls it, in one sentence: the command shows it \
             before it asks."),
        key("afterwards", WITH_WRITE, Text(Line), r#""The ticket exists; the position moves later.""#,
            "The events after it was accepted, and what to watch."),
        key("twice", WITH_WRITE, Text(Line), r#""Each call opens a ticket of its own.""#,
            "The effect of calling it a second time."),
        key("leads-to", WITH_WRITE, Texts(Line), r#"["SUSPEND"]"#,
            "The states, as the look at its subject shows them, that say that it was carried out: the \
             command can wait for one of them."),
        key("subject", WITH_WRITE, NameOrFalse, r#""id""#,
            "Wire name of the required parameter that names what it acts on, where several could; \
             `false` where none of them does, as where something is created."),
        key("moves", WITH_WRITE, Table(&MOVES), r#"{ position = "startTimestamp", reverse = "reverse" }"#,
            "The parameters, where it moves a position of its subject."),
        key("copies", WITH_WRITE, Text(Line), r#""DescribeTask""#,
            "The read that shows what it creates, by the name of the action: the command turns its answer \
             into parameters, which `copied-from` of each says."),
        key("command", Optional, Text(Command), r#""create-mysql-data-source""#,
            "Its name on the command line, where the one derived from its Rust name will not do."),
        key("command-also", Optional, Texts(Command), r#"["create-my-sql-data-source"]"#,
            "Further names on the command line, such as one that it had before; no help lists them."),
        key("group", Optional, Text(Line), r#""Data sources""#,
            "Its heading in lists of commands."),
        key("rust", Optional, Text(Identifier), r#""CreateMysqlDataSource""#,
            "Its Rust name in Pascal case, where the one derived from the wire name will not do."),
        key("since", Required, Table(&SINCE), r#"{ enterprise = "4.3.0" }"#,
            "The first versions that know the action; `{}` where no page says."),
        SOURCE_KEY.when(Optional),
        key("other-sources", Optional, Texts(Url), r#"["https://..."]"#,
            "Further pages that describe it, such as those of another edition."),
        PROVENANCE,
        key("complete", Optional, Boolean, "false",
            "`false` if not everything of it is known, as is assumed otherwise: then the documentation says \
             so, and further fields of its answer are kept."),
        key("further", Optional, Boolean, "true",
            "`true` if callers may send parameters that are not declared, because not all of them are known. \
             Their values are never shown."),
        DEPRECATED,
        key("request", Optional, Tables(&FIELD), "",
            "The parameters by wire name, in the vendor's order."),
        key("data", Optional, Table(&DATA), "",
            "The payload; without it the envelope is the whole answer."),
        key("paging", Optional, Table(&PAGING), "",
            "The paging of the answer; the client offers all of them as a stream."),
        key("discrepancy", Optional, Tables(&DISCREPANCY), "",
            "The places where the vendor contradicts itself about this action, by ID."),
    ],
};

static MOVES: TableRule = TableRule {
    id: "moves", header: "moves", noun: "`moves`",
    doc: "The parameters with which an action moves a position of its subject. The command shows the old position \
          beside the new one and asks about what lies between.",
    keys: &[
        key("position", Required, Text(Line), r#""startTimestamp""#,
            "Wire name of the required parameter that is the new position, in epoch-seconds."),
        key("reverse", Optional, Text(Line), r#""reverse""#,
            "Wire name of the required boolean parameter that is true for the reverse direction."),
    ],
};

static PAGING: TableRule = TableRule {
    id: "paging", header: "[paging]", noun: "the paging",
    doc: "The paging of an answer.",
    keys: &[
        key("page-number", Required, Text(Line), r#""pageNumber""#,
            "Wire name of the optional parameter that takes the page's number, from 1."),
        key("page-size", Required, Text(Line), r#""pageSize""#,
            "Wire name of the optional parameter that takes the page's size."),
        key("items", Optional, Text(Line), r#""tables""#,
            "Wire name of the payload's field that holds the page's items, where the payload is not \
             the list itself."),
    ],
};

static DATA: TableRule = TableRule {
    id: "data", header: "[data]", noun: "the payload",
    doc: "The payload of an action.",
    keys: &[
        TYPE,
        KeyRule {
            need: Optional,
            doc: "required (always there in a successful answer, never null) unless said otherwise, \
                  optional, nullable or optional-nullable.",
            ..PRESENCE
        },
        DOC,
        DOCUMENTED,
        ONE_OR_LIST,
        PROVENANCE,
        fields(),
        values(),
    ],
};
