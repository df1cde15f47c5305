//! The root file.

use super::shared::{DISCREPANCY, DOC, DOCUMENTED, PRESENCE, SOURCE_KEY, TYPE};
use super::types::SHAPE;
use crate::ir::Role;
use crate::language::TextForm::{Command, Line, Path, QueryKey, Word};
use crate::language::keys::KeyKind::{Table, Tables, Text, Texts};
use crate::language::keys::Need::{Optional, Required};
use crate::language::keys::{TableRule, key, only_with};

/// `spec/oms.toml`.
pub(crate) static ROOT: TableRule = TableRule {
    id: "root", header: "spec/oms.toml", noun: "the root file",
    doc: "The service, how it is called, what its answers are wrapped in, and the shapes that \
          actions share.",
    keys: &[
        key("service", Required, Table(&SERVICE), "", "Who answers."),
        key("dispatch", Required, Table(&DISPATCH), "", "The address of an action."),
        key("envelope", Required, Table(&ENVELOPE), "", "The envelope of every answer."),
        key("shape", Optional, Tables(&SHAPE), "", "Types that several actions share, by Rust name."),
        key("subject", Optional, Tables(&SUBJECT), "", "The things that actions act on, by name, such as `task`."),
        key("group", Optional, Tables(&GROUP), "", "The groups of actions on the command line, by their heading."),
        key("discrepancy", Optional, Tables(&DISCREPANCY), "",
            "The places where the vendor contradicts itself about the envelope, by ID."),
    ],
};

static SERVICE: TableRule = TableRule {
    id: "service", header: "[service]", noun: "the service",
    doc: "Who answers.",
    keys: &[
        key("name", Required, Text(Line), r#""OMS""#, "Short name."),
        key("title", Required, Text(Line), r#""OceanBase Migration Service""#, "Full name."),
        DOC,
        SOURCE_KEY,
        key("probe", Optional, Text(Line), r#""ListTasks""#,
            "The action that proves the way to the service: its cheapest read that takes no required \
             parameter. The client's `probe` calls it."),
    ],
};

static DISPATCH: TableRule = TableRule {
    id: "dispatch", header: "[dispatch]", noun: "the dispatch",
    doc: "The address of an action: one method, one path, and a query key whose value is the \
          action's name.",
    keys: &[
        key("method", Required, Text(Word(&["POST"])), r#""POST""#, "HTTP method."),
        key("path", Required, Text(Path), r#""/api/v2""#, "Absolute path."),
        key("query-key", Required, Text(QueryKey), r#""Action""#, "The query key."),
    ],
};

static ENVELOPE: TableRule = TableRule {
    id: "envelope", header: "[envelope]", noun: "the envelope",
    doc: "The object that wraps every answer.",
    keys: &[
        DOC,
        key("fields", Required, Tables(&ENVELOPE_FIELD), "",
            "Its fields by wire name, in the vendor's order."),
    ],
};

static ENVELOPE_FIELD: TableRule = TableRule {
    id: "envelope-field", header: "[envelope.fields.<wireName>]", noun: "the field",
    doc: "A field of the envelope. Verdict, request-id and payload must exist; each role exists \
          once at most.",
    keys: &[
        key("role", Required, Text(Word(Role::WORDS)), r#""verdict""#,
            "The purpose of the field; the client acts on the role, never on the name. A verdict is \
             boolean and required, a payload any; page numbers, sizes and counts are integer; the \
             others are string or any, and the detail of an error may be a shape."),
        TYPE,
        PRESENCE,
        DOC,
        DOCUMENTED,
        key("success-codes", only_with("role", &["error-code"]), Texts(Line), r#"["200"]"#,
            "Codes that accompany a success and mean nothing."),
        key("documented-unit", only_with("role", &["cost"]), Text(Word(&["seconds", "milliseconds"])), r#""seconds""#,
            "The unit that the page states; an example with another one needs a discrepancy."),
    ],
};

static GROUP: TableRule = TableRule {
    id: "group", header: "[group.<heading>]", noun: "the group",
    doc: "A group of actions, which is a command of its own with an action a subcommand. Actions name \
          their group by its heading; the actions of a heading without a table are commands by themselves.",
    keys: &[
        DOC,
        key("command", Required, Text(Command), r#""data-source""#, "Its command."),
        key("left-out", Optional, Texts(Line), r#"["data", "source"]"#,
            "The words of its actions' commands that the group says already: `list-data-source` is \
             `data-source list`. If two would be the same then, both keep all their words."),
    ],
};

static SUBJECT: TableRule = TableRule {
    id: "subject", header: "[subject.<name>]", noun: "the subject",
    doc: "A kind of thing that actions act on, such as a task. Shapes say which texts and \
          numbers name one (`identifies`); a write on one is confirmed by its ID.",
    keys: &[
        DOC,
        key("look", Optional, Tables(&LOOK), "", "The reads that show one, by the name of the action."),
        key("list", Optional, Tables(&LOOK), "",
            "The read that lists all of them with their names, where no look without `by` does: the \
             command finds IDs by names in it."),
    ],
};

static LOOK: TableRule = TableRule {
    id: "look", header: "[subject.<name>.look.<Action>]", noun: "the look",
    doc: "A read that shows a subject, which the command does before a write. Its keys are \
          places in the payload, or in an item of its list: wire names with dots between them.",
    keys: &[
        key("by", Optional, Text(Line), r#""id""#,
            "Wire name of the parameter that takes the ID. Without it the read lists all of them, page \
             by page where it is paged, and the one is found by its ID."),
        key("items", Optional, Text(Line), r#""tables""#,
            "The place of the list, if the read lists them and the payload is not the list itself."),
        key("search", Optional, Text(Line), r#""searchKey""#,
            "Wire name of the optional parameter that leaves only those whose name or ID is like a text, \
             if the read lists them."),
        key("all", Optional, Texts(Line), r#"["visibleSubProject"]"#,
            "Wire names of the optional boolean parameters that are `true` where all of them are listed."),
        key("id", Optional, Text(Line), r#""id""#, "Its ID; a read that lists them must show it."),
        key("name", Optional, Text(Line), r#""name""#, "Its name."),
        key("status", Optional, Text(Line), r#""status""#, "Its state."),
        key("source-kind", Optional, Text(Line), r#""sourceEndpointType""#,
            "Kind of the data source that it reads."),
        key("target-kind", Optional, Text(Line), r#""sinkEndpointType""#,
            "Kind of the data source that it writes."),
        key("forward-exists", Optional, Text(Line), r#""enableIncrSync""#,
            "`true` in it says that there is the direction from source to target."),
        key("forward-position", Optional, Text(Line), r#""incrSyncCheckpoint""#,
            "Position of that direction."),
        key("forward-log-hours", Optional, Text(Line), r#""incrTransferConfig.storeLogKeptHour""#,
            "For how many hours the logs of that direction are kept."),
        key("reverse-exists", Optional, Text(Line), r#""enableReverseIncrTransfer""#,
            "`true` in it says that there is the direction from target back to source."),
        key("reverse-position", Optional, Text(Line), r#""reverseIncrTransferCheckpoint""#,
            "Position of that direction."),
        key("reverse-log-hours", Optional, Text(Line), r#""reverseIncrTransferConfig.storeLogKeptHour""#,
            "For how many hours the logs of that direction are kept."),
    ],
};
