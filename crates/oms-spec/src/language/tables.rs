//! The key table: every table and key of the spec's two kinds of files.
//!
//! It is long because the table is one list, which the manual, the schema and the checks read from end to end; it holds data and no logic.

use crate::language::Form;
use crate::language::keys::{Key, Kind, Need, Table};

/// The words of `role`, in the order of [`crate::ir::Role`].
pub(crate) const ROLES: &[&str] = &[
    "verdict",
    "error-code",
    "error-message",
    "error-detail",
    "advice",
    "request-id",
    "page-number",
    "page-size",
    "total-count",
    "cost",
    "payload",
];

const PROVENANCES: &[&str] = &["page", "client", "assumption"];

const UNITS: &[&str] = &[
    "epoch-seconds",
    "milliseconds",
    "seconds",
    "hours",
    "utc-date-time",
];

const PRESENCES: &[&str] = &["required", "optional", "nullable", "optional-nullable"];

const fn required(name: &'static str, kind: Kind, example: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        kind,
        need: Need::Required,
        doc,
        example,
    }
}

const fn optional(name: &'static str, kind: Kind, example: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        kind,
        need: Need::Optional,
        doc,
        example,
    }
}

const fn only_with(key: &'static str, values: &'static [&'static str], of: Key) -> Key {
    Key {
        need: Need::OnlyWith { key, values },
        ..of
    }
}

const fn required_with(key: &'static str, values: &'static [&'static str], of: Key) -> Key {
    Key {
        need: Need::RequiredWith { key, values },
        ..of
    }
}

const DOC: Key = required(
    "doc",
    Kind::Text(Form::Prose),
    "\"What it is.\"",
    "What it is, in your own words, as Markdown.",
);
const DOCUMENTED: Key = optional(
    "documented",
    Kind::Text(Form::Documented),
    "\"string\"",
    "The type word of the vendor's table, as it stands there; an example that shows another kind of value needs a discrepancy.",
);
const PROVENANCE: Key = optional(
    "provenance",
    Kind::Text(Form::Word(PROVENANCES)),
    "\"client\"",
    "How it is known: page (the vendor's page, the usual case), client (another client of the service relies on it) or assumption. It holds for what is inside as well.",
);
const fn since() -> Key {
    optional(
        "since",
        Kind::Table(&SINCE),
        "{ enterprise = \"4.3.1\" }",
        "The first versions that know it, where they are later than those of the action.",
    )
}
const DEPRECATED: Key = optional(
    "deprecated",
    Kind::Text(Form::Line),
    "\"Use `mode`.\"",
    "What to use instead of it.",
);
const MINIMUM: Key = optional(
    "minimum",
    Kind::Integer,
    "1",
    "The least whole number that is sent.",
);
const MAXIMUM: Key = optional(
    "maximum",
    Kind::Integer,
    "150",
    "The greatest whole number that is sent.",
);
const MIN_LENGTH: Key = optional(
    "min-length",
    Kind::Count,
    "2",
    "The least length in characters that is sent.",
);
const MAX_LENGTH: Key = optional(
    "max-length",
    Kind::Count,
    "128",
    "The greatest length in characters that is sent.",
);
const PATTERN: Key = optional(
    "pattern",
    Kind::Text(Form::Pattern),
    "\"[^ ]+\"",
    "What the whole text must look like before it is sent: characters, `.`, `[a-z]`, `[^a-z]`, `\\d`, `\\w` and `\\s`, each with `?`, `*`, `+`, `{n}`, `{m,}` or `{m,n}`; no alternatives, no groups.",
);
const fn fields() -> Key {
    optional(
        "fields",
        Kind::Tables(&FIELD),
        "",
        "The fields, where the type is `object`, or a list or map of it.",
    )
}
const fn values() -> Key {
    optional(
        "values",
        Kind::Tables(&VALUE),
        "",
        "The values, where the type is `enum`, or a list or map of it.",
    )
}
const TYPE: Key = required(
    "type",
    Kind::Text(Form::Type),
    "\"list<TaskId>\"",
    "boolean, integer (64 bits), number, string, any (kept as it came), object (with `fields`), enum (with `values`), union (with `by` and `variants`), the name of a shape, list<...>, or map<...> (whose keys are texts).",
);
const PRESENCE: Key = required(
    "presence",
    Kind::Text(Form::Word(PRESENCES)),
    "\"required\"",
    "required (always there, never null), optional (may be missing), nullable (there, may be null) or optional-nullable (both, and they differ).",
);
const fn source() -> Key {
    required(
        "source",
        Kind::Table(&SOURCE),
        "{ url = \"https://...\", updated = 2025-10-09 }",
        "The vendor's page.",
    )
}

/// `spec/oms.toml`.
pub(crate) static ROOT: Table = Table {
    id: "root",
    header: "spec/oms.toml",
    noun: "the root file",
    doc: "The service, how it is called, what its answers are wrapped in, and the shapes that actions share.",
    keys: &[
        required("service", Kind::Table(&SERVICE), "", "Who answers."),
        required(
            "dispatch",
            Kind::Table(&DISPATCH),
            "",
            "How an action is addressed.",
        ),
        required(
            "envelope",
            Kind::Table(&ENVELOPE),
            "",
            "What every answer is wrapped in.",
        ),
        optional(
            "shape",
            Kind::Tables(&SHAPE),
            "",
            "Types that several actions share, by Rust name.",
        ),
        optional(
            "subject",
            Kind::Tables(&SUBJECT),
            "",
            "What actions act on, by name, such as `task`.",
        ),
        optional(
            "discrepancy",
            Kind::Tables(&DISCREPANCY),
            "",
            "Where the vendor contradicts itself about the envelope, by ID.",
        ),
    ],
};

static SUBJECT: Table = Table {
    id: "subject",
    header: "[subject.<name>]",
    noun: "the subject",
    doc: "A kind of thing that actions act on, such as a task. Shapes say which texts and numbers name one (`identifies`); a write on one is confirmed by its ID.",
    keys: &[
        DOC,
        optional(
            "look",
            Kind::Tables(&LOOK),
            "",
            "The reads that show one, by the name of the action.",
        ),
    ],
};

const fn shown(name: &'static str, example: &'static str, doc: &'static str) -> Key {
    optional(name, Kind::Text(Form::Line), example, doc)
}

static LOOK: Table = Table {
    id: "look",
    header: "[subject.<name>.look.<Action>]",
    noun: "the look",
    doc: "A read that shows a subject, which the command does before a write. What it shows stands in the payload, or in an item of its list: wire names with dots between them.",
    keys: &[
        shown(
            "by",
            "\"id\"",
            "Wire name of the parameter that takes the ID. Without it the read lists all of them, page by page where it is paged, and the one is found by its ID.",
        ),
        shown(
            "items",
            "\"tables\"",
            "Where the list stands, if the read lists them and the payload is not the list itself.",
        ),
        shown(
            "id",
            "\"id\"",
            "Its ID; a read that lists them must show it.",
        ),
        shown("name", "\"name\"", "Its name."),
        shown("status", "\"status\"", "Its state."),
        shown(
            "source-kind",
            "\"sourceEndpointType\"",
            "Kind of the data source that it reads.",
        ),
        shown(
            "target-kind",
            "\"sinkEndpointType\"",
            "Kind of the data source that it writes.",
        ),
        shown(
            "forward-exists",
            "\"enableIncrSync\"",
            "Whether it has the direction from source to target.",
        ),
        shown(
            "forward-position",
            "\"incrSyncCheckpoint\"",
            "Position of that direction.",
        ),
        shown(
            "forward-log-hours",
            "\"incrTransferConfig.storeLogKeptHour\"",
            "For how many hours the logs of that direction are kept.",
        ),
        shown(
            "reverse-exists",
            "\"enableReverseIncrTransfer\"",
            "Whether it has the direction from target back to source.",
        ),
        shown(
            "reverse-position",
            "\"reverseIncrTransferCheckpoint\"",
            "Position of that direction.",
        ),
        shown(
            "reverse-log-hours",
            "\"reverseIncrTransferConfig.storeLogKeptHour\"",
            "For how many hours the logs of that direction are kept.",
        ),
    ],
};

static SERVICE: Table = Table {
    id: "service",
    header: "[service]",
    noun: "the service",
    doc: "Who answers.",
    keys: &[
        required("name", Kind::Text(Form::Line), "\"OMS\"", "Short name."),
        required(
            "title",
            Kind::Text(Form::Line),
            "\"OceanBase Migration Service\"",
            "Full name.",
        ),
        DOC,
        source(),
        optional(
            "probe",
            Kind::Text(Form::Line),
            "\"ListTasks\"",
            "The action that proves the way to the service: its cheapest read that takes no required parameter. The client's `probe` calls it.",
        ),
    ],
};

static SOURCE: Table = Table {
    id: "source",
    header: "source",
    noun: "the source",
    doc: "A page of the vendor.",
    keys: &[
        required(
            "url",
            Kind::Text(Form::Url),
            "\"https://...\"",
            "Its address.",
        ),
        optional(
            "updated",
            Kind::Date,
            "2025-10-09",
            "The date that it bears.",
        ),
    ],
};

static DISPATCH: Table = Table {
    id: "dispatch",
    header: "[dispatch]",
    noun: "the dispatch",
    doc: "How an action is addressed: one method, one path, and a query key whose value is the action's name.",
    keys: &[
        required(
            "method",
            Kind::Text(Form::Word(&["POST"])),
            "\"POST\"",
            "HTTP method.",
        ),
        required(
            "path",
            Kind::Text(Form::Path),
            "\"/api/v2\"",
            "Absolute path.",
        ),
        required(
            "query-key",
            Kind::Text(Form::QueryKey),
            "\"Action\"",
            "The query key.",
        ),
    ],
};

static ENVELOPE: Table = Table {
    id: "envelope",
    header: "[envelope]",
    noun: "the envelope",
    doc: "The object that wraps every answer.",
    keys: &[
        DOC,
        required(
            "fields",
            Kind::Tables(&ENVELOPE_FIELD),
            "",
            "Its fields by wire name, in the vendor's order.",
        ),
    ],
};

static ENVELOPE_FIELD: Table = Table {
    id: "envelope-field",
    header: "[envelope.fields.<wireName>]",
    noun: "the field",
    doc: "A field of the envelope. Verdict, request-id and payload must exist; each role exists once at most.",
    keys: &[
        required(
            "role",
            Kind::Text(Form::Word(ROLES)),
            "\"verdict\"",
            "What the field is for; the client acts on the role, never on the name. A verdict is boolean and required, a payload any; page numbers, sizes and counts are integer; the others are string or any, and the detail of an error may be a shape.",
        ),
        TYPE,
        PRESENCE,
        DOC,
        DOCUMENTED,
        only_with(
            "role",
            &["error-code"],
            optional(
                "success-codes",
                Kind::Texts(Form::Line),
                "[\"200\"]",
                "Codes that accompany a success and mean nothing.",
            ),
        ),
        only_with(
            "role",
            &["cost"],
            optional(
                "documented-unit",
                Kind::Text(Form::Word(&["seconds", "milliseconds"])),
                "\"seconds\"",
                "The unit that the page states; an example with another one needs a discrepancy.",
            ),
        ),
    ],
};

static SHAPE: Table = Table {
    id: "shape",
    header: "[shape.<RustName>]",
    noun: "the shape",
    doc: "A type that several actions share, or that must not be confused with another of the same JSON type.",
    keys: &[
        required(
            "type",
            Kind::Text(Form::Word(&["string", "integer", "object", "enum", "any"])),
            "\"string\"",
            "What it is made of; any (JSON of whatever form) only where it is secret.",
        ),
        DOC,
        only_with(
            "type",
            &["string", "integer"],
            optional(
                "unit",
                Kind::Text(Form::Word(UNITS)),
                "\"epoch-seconds\"",
                "For whole numbers: epoch-seconds (since 1970-01-01T00:00:00Z; milliseconds are refused), or milliseconds, seconds or hours for a length of time. For texts: utc-date-time (`2024-09-13T09:08:34`, without a zone).",
            ),
        ),
        only_with(
            "unit",
            &["epoch-seconds"],
            optional(
                "wire",
                Kind::Text(Form::Word(&["number", "text"])),
                "\"number\"",
                "The JSON form in which it is sent, number unless said otherwise; both are read.",
            ),
        ),
        only_with(
            "unit",
            &["epoch-seconds"],
            optional(
                "raw",
                Kind::Boolean,
                "true",
                "Whether it may also be a position in text, for sources that are not time based.",
            ),
        ),
        only_with(
            "type",
            &["string", "any"],
            optional(
                "secret",
                Kind::Boolean,
                "true",
                "Whether it must never be shown: neither in a plan, nor in a journal, an error or a debug form, however deep it stands.",
            ),
        ),
        only_with(
            "secret",
            &[],
            optional(
                "encoding",
                Kind::Text(Form::Word(&["base64"])),
                "\"base64\"",
                "How the secret is encoded on the wire; callers give it as it is.",
            ),
        ),
        only_with(
            "type",
            &["string"],
            optional(
                "characters",
                Kind::Text(Form::Characters),
                "\"A-Za-z0-9_-\"",
                "The ASCII characters that it may hold, singly and as ranges.",
            ),
        ),
        only_with("type", &["string"], PATTERN),
        only_with("type", &["string"], MIN_LENGTH),
        only_with("type", &["string"], MAX_LENGTH),
        only_with(
            "type",
            &["string"],
            optional(
                "usual-prefix",
                Kind::Text(Form::Line),
                "\"np_\"",
                "How it usually starts; another start is a warning for callers, not an error.",
            ),
        ),
        only_with(
            "type",
            &["string", "integer"],
            optional(
                "identifies",
                Kind::Text(Form::Line),
                "\"task\"",
                "The subject that it is the ID of. A write with one required parameter of such a type, or of a list of it, acts on that subject.",
            ),
        ),
        only_with("type", &["integer"], MINIMUM),
        only_with("type", &["integer"], MAXIMUM),
        only_with(
            "type",
            &["object"],
            optional(
                "complete",
                Kind::Boolean,
                "false",
                "Whether all its fields are known, as is assumed; where they are not, further ones are kept.",
            ),
        ),
        fields(),
        values(),
    ],
};

static FIELD: Table = Table {
    id: "field",
    header: "[request.<wireName>]",
    noun: "the field",
    doc: "A field of a request or of an object, in the vendor's order. Inside of an object it is `[request.<wireName>.fields.<wireName>]`, in the payload `[data.fields.<wireName>]`, in a shape `[shape.<RustName>.fields.<wireName>]`.",
    keys: &[
        TYPE,
        PRESENCE,
        DOC,
        DOCUMENTED,
        PROVENANCE,
        since(),
        DEPRECATED,
        optional(
            "default",
            Kind::Scalar,
            "64",
            "What the service takes where the field is left out.",
        ),
        optional(
            "also",
            Kind::Texts(Form::Line),
            "[\"gmtModify\"]",
            "Further names under which it is read.",
        ),
        MINIMUM,
        MAXIMUM,
        PATTERN,
        MIN_LENGTH,
        MAX_LENGTH,
        optional(
            "max-items",
            Kind::Count,
            "5",
            "The greatest number of items of a list that is sent.",
        ),
        optional(
            "rust",
            Kind::Text(Form::Identifier),
            "\"kind\"",
            "Its Rust name, where the one derived from the wire name will not do.",
        ),
        fields(),
        values(),
        only_with(
            "type",
            &["union"],
            optional(
                "by",
                Kind::Text(Form::Line),
                "\"name\"",
                "Wire name of the field beside it whose value chooses the type.",
            ),
        ),
        only_with(
            "type",
            &["union"],
            optional(
                "variants",
                Kind::Tables(&VARIANT),
                "",
                "The types to choose from, by Rust name.",
            ),
        ),
    ],
};

static VARIANT: Table = Table {
    id: "variant",
    header: "[....variants.<RustName>]",
    noun: "the variant",
    doc: "A type of a union; a value that no variant takes is kept as it came.",
    keys: &[
        required(
            "when",
            Kind::Texts(Form::Line),
            "[\"FULL_TRANSFER\"]",
            "The values of the field beside it that choose this type.",
        ),
        TYPE,
        DOC,
        fields(),
        values(),
    ],
};

static VALUE: Table = Table {
    id: "value",
    header: "[....values.<spelling>]",
    noun: "the value",
    doc: "A value of an enumeration; values that are not listed are kept, never refused.",
    keys: &[
        DOC,
        optional(
            "also",
            Kind::Texts(Form::Line),
            "[\"ascend\"]",
            "Further spellings that are read as this value.",
        ),
        since(),
        DEPRECATED,
        optional(
            "rust",
            Kind::Text(Form::Identifier),
            "\"Ascending\"",
            "Its Rust name, where the one derived from the spelling will not do.",
        ),
    ],
};

/// `spec/actions/<Action>.toml`.
pub(crate) static ACTION: Table = Table {
    id: "action",
    header: "spec/actions/<Action>.toml",
    noun: "the action",
    doc: "One action: its parameters, its payload, and what calling it does.",
    keys: &[
        required(
            "name",
            Kind::Text(Form::Line),
            "\"ResetIncrStartTimestamp\"",
            "The value of the dispatch's query key; also the name of the file.",
        ),
        required(
            "summary",
            Kind::Text(Form::Line),
            "\"Moves the position.\"",
            "One sentence in your own words.",
        ),
        optional(
            "doc",
            Kind::Text(Form::Prose),
            "\"What else a caller must know.\"",
            "The rest of what there is to say, as Markdown.",
        ),
        required(
            "effect",
            Kind::Text(Form::Word(&["read", "write"])),
            "\"write\"",
            "read, or write: a write is never resent after a byte of it was sent.",
        ),
        only_with(
            "effect",
            &["write"],
            optional(
                "repeatable",
                Kind::Boolean,
                "true",
                "Whether calling it twice does no more than calling it once; callers are told, the client does not resend it all the same.",
            ),
        ),
        required_with(
            "effect",
            WRITE,
            optional(
                "impact",
                Kind::Text(Form::Line),
                "\"Pauses the task.\"",
                "What it does to the things of whoever calls it, in one sentence: the command shows it before it asks.",
            ),
        ),
        only_with(
            "effect",
            WRITE,
            optional(
                "afterwards",
                Kind::Text(Form::Line),
                "\"The ticket exists; the position moves later.\"",
                "What happens after it was accepted, and what to watch.",
            ),
        ),
        only_with(
            "effect",
            WRITE,
            optional(
                "twice",
                Kind::Text(Form::Line),
                "\"Each call opens a ticket of its own.\"",
                "What calling it a second time does.",
            ),
        ),
        only_with(
            "effect",
            WRITE,
            optional(
                "subject",
                Kind::NameOrFalse,
                "\"id\"",
                "Wire name of the required parameter that names what it acts on, where several could; `false` where none of them does, as where something is created.",
            ),
        ),
        only_with(
            "effect",
            WRITE,
            optional(
                "moves",
                Kind::Table(&MOVES),
                "{ position = \"startTimestamp\", reverse = \"reverse\" }",
                "The parameters, where it moves a position of its subject.",
            ),
        ),
        optional(
            "command",
            Kind::Text(Form::Command),
            "\"create-mysql-data-source\"",
            "Its name on the command line, where the one derived from its Rust name will not do.",
        ),
        optional(
            "group",
            Kind::Text(Form::Line),
            "\"Data sources\"",
            "What it stands under in lists of commands.",
        ),
        optional(
            "rust",
            Kind::Text(Form::Identifier),
            "\"CreateMysqlDataSource\"",
            "Its Rust name in Pascal case, where the one derived from the wire name will not do.",
        ),
        required(
            "since",
            Kind::Table(&SINCE),
            "{ enterprise = \"4.3.0\" }",
            "The first versions that know the action; `{}` where no page says.",
        ),
        Key {
            need: Need::Optional,
            ..source()
        },
        optional(
            "other-sources",
            Kind::Texts(Form::Url),
            "[\"https://...\"]",
            "Further pages that describe it, such as those of another edition.",
        ),
        PROVENANCE,
        optional(
            "complete",
            Kind::Boolean,
            "false",
            "Whether everything of it is known, as is assumed; where it is not, the documentation says so, and further fields of its answer are kept.",
        ),
        DEPRECATED,
        optional(
            "request",
            Kind::Tables(&FIELD),
            "",
            "The parameters by wire name, in the vendor's order.",
        ),
        optional(
            "data",
            Kind::Table(&DATA),
            "",
            "The payload; without it the envelope is the whole answer.",
        ),
        optional(
            "paging",
            Kind::Table(&PAGING),
            "",
            "How the answer is cut into pages; the client offers all of them as a stream.",
        ),
        optional(
            "discrepancy",
            Kind::Tables(&DISCREPANCY),
            "",
            "Where the vendor contradicts itself about this action, by ID.",
        ),
    ],
};

const WRITE: &[&str] = &["write"];

static MOVES: Table = Table {
    id: "moves",
    header: "moves",
    noun: "`moves`",
    doc: "How an action moves a position of its subject. The command shows the old position beside the new one and asks about what lies between.",
    keys: &[
        required(
            "position",
            Kind::Text(Form::Line),
            "\"startTimestamp\"",
            "Wire name of the required parameter that is the new position, in epoch-seconds.",
        ),
        optional(
            "reverse",
            Kind::Text(Form::Line),
            "\"reverse\"",
            "Wire name of the required boolean parameter that is true for the reverse direction.",
        ),
    ],
};

static PAGING: Table = Table {
    id: "paging",
    header: "[paging]",
    noun: "the paging",
    doc: "How the answer is cut into pages.",
    keys: &[
        required(
            "page-number",
            Kind::Text(Form::Line),
            "\"pageNumber\"",
            "Wire name of the optional parameter that takes the page's number, from 1.",
        ),
        required(
            "page-size",
            Kind::Text(Form::Line),
            "\"pageSize\"",
            "Wire name of the optional parameter that takes the page's size.",
        ),
        optional(
            "items",
            Kind::Text(Form::Line),
            "\"tables\"",
            "Wire name of the payload's field that holds the page's items, where the payload is not the list itself.",
        ),
    ],
};

static SINCE: Table = Table {
    id: "since",
    header: "since",
    noun: "`since`",
    doc: "First versions by edition.",
    keys: &[
        optional(
            "enterprise",
            Kind::Text(Form::Version),
            "\"4.3.0\"",
            "First enterprise version.",
        ),
        optional(
            "community",
            Kind::Text(Form::Version),
            "\"4.2.1\"",
            "First community version.",
        ),
    ],
};

static DATA: Table = Table {
    id: "data",
    header: "[data]",
    noun: "the payload",
    doc: "The payload of an action.",
    keys: &[
        TYPE,
        Key {
            need: Need::Optional,
            doc: "required (always there in a successful answer, never null) unless said otherwise, optional, nullable or optional-nullable.",
            ..PRESENCE
        },
        DOC,
        DOCUMENTED,
        PROVENANCE,
        fields(),
        values(),
    ],
};

static DISCREPANCY: Table = Table {
    id: "discrepancy",
    header: "[discrepancy.<id>]",
    noun: "the discrepancy",
    doc: "A place where the vendor contradicts itself. It expires by itself: when its example no longer shows what was observed, the spec is refused.",
    keys: &[
        required(
            "at",
            Kind::Text(Form::Line),
            "\"request.startTimestamp\"",
            "The place: `request`, `data` or `envelope`, then wire names with dots between them; or `name` for the name of the action itself.",
        ),
        required(
            "documented",
            Kind::Text(Form::Line),
            "\"string\"",
            "What the page states: a type word, a unit, `absent` for a field that it does not list, or a few words.",
        ),
        required(
            "observed",
            Kind::Text(Form::Line),
            "\"number\"",
            "What the example shows: string, number, boolean, object, array, null, absent, or a pattern as `/regex/`; for `name`, the name that the path has.",
        ),
        optional(
            "example",
            Kind::Text(Form::Line),
            "\"seed\"",
            "The example that shows it: its case, in spec/oms.toml with the action as `Action/case`. Only a discrepancy about the name has none.",
        ),
        required(
            "decision",
            Kind::Text(Form::Prose),
            "\"Send a number.\"",
            "What this project does about it.",
        ),
        optional(
            "stand-in",
            Kind::Scalar,
            "\"np_4w3a0001\"",
            "The value that replaces the observed one where the example is sent, because the observed one is refused.",
        ),
    ],
};
