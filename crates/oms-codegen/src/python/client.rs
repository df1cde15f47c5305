//! The methods of both clients, one an action.

use std::fmt::Write as _;

use oms_spec::ir::{Action, Data, Presence};

use super::codecs::Way;
use super::imports::{Known, imports};
use super::text::{docstring, header, literal, method, name};
use super::types::rows_of;
use crate::context::{Context, paging};

const KNOWN: Known = &[
    ("datetime", &["datetime", "timedelta"]),
    (
        "typing",
        &[
            "Any", "Dict", "List", "Mapping", "Optional", "Sequence", "Union",
        ],
    ),
    (".", &["_codec as c"]),
    (".", &["types as t"]),
    (
        "._base",
        &[
            "AsyncPages",
            "BaseAsyncClient",
            "BaseClient",
            "CallOptions",
            "Pages",
            "Reply",
        ],
    ),
    (
        "._values",
        &[
            "UNSET",
            "EpochSeconds",
            "Secret",
            "SecretJson",
            "Unset",
            "UtcDateTime",
        ],
    ),
];

/// Returns the file `_client.py`.
pub(super) fn module(context: &Context<'_>) -> String {
    let mut text = String::new();
    for action in &context.api.actions {
        text.push_str(&facts(context, action));
    }
    for (class, base, asynchronous) in [
        ("Client", "BaseClient", false),
        ("AsyncClient", "BaseAsyncClient", true),
    ] {
        let docs = if asynchronous {
            "Calls the service from an event loop."
        } else {
            "Calls the service, and waits."
        };
        let _ = write!(text, "\n\nclass {class}({base}):\n{}\n", docstring(docs, 4));
        for action in &context.api.actions {
            text.push_str(&methods(context, action, asynchronous));
        }
    }
    let header = header("The clients: one method an action.");
    header + &imports(&text, KNOWN) + &text
}

fn constant(action: &Action) -> String {
    format!("_{}", action.ident.to_uppercase())
}

fn sent<'a>(context: &'a Context<'a>) -> Way<'a> {
    Way {
        context,
        written: true,
        given: true,
        prefix: "t.",
    }
}

fn answered<'a>(context: &'a Context<'a>) -> Way<'a> {
    Way {
        written: false,
        given: false,
        ..sent(context)
    }
}

/// Returns the constant with the facts that the base of a client needs about an action.
fn facts(context: &Context<'_>, action: &Action) -> String {
    let way = answered(context);
    let codec = match &action.data {
        Some(data) if data.presence == Presence::Required => way.codec(&data.ty, &[]),
        Some(data) => format!("c.Maybe({})", way.codec(&data.ty, &[])),
        None => "c.NOTHING".to_owned(),
    };
    let item = match paging(action) {
        Some(paging) => way.codec(&paging.item, &[]),
        None => "c.NOTHING".to_owned(),
    };
    format!(
        "\n{} = c.action(\n    {},\n    ({}),\n    {codec},\n    {item},\n)\n",
        constant(action),
        literal(&action.wire_name),
        rows_of(&action.request, sent(context)),
    )
}

fn data_annotation(context: &Context<'_>, data: Option<&Data>) -> String {
    let Some(data) = data else {
        return "None".to_owned();
    };
    let annotation = answered(context).annotation(&data.ty);
    if data.presence == Presence::Required {
        annotation
    } else {
        format!("Optional[{annotation}]")
    }
}

fn methods(context: &Context<'_>, action: &Action, asynchronous: bool) -> String {
    let (def, wait) = if asynchronous {
        ("async def", "await ")
    } else {
        ("def", "")
    };
    let reply = data_annotation(context, action.data.as_ref());
    let (parameters, values) = parameters(context, action);
    let ident = method(&action.ident);
    let facts = constant(action);
    let mut text = format!(
        "\n    {def} {ident}(\n        self,\n        *,\n{parameters}        options: Optional[CallOptions] = None,\n    ) -> Reply[{reply}]:\n{}\n        return {wait}self._call({facts}, {values}, options)\n",
        docstring(&docs(action), 8),
    );
    if let Some(paging) = paging(action) {
        let item = answered(context).annotation(&paging.item);
        let class = if asynchronous { "AsyncPages" } else { "Pages" };
        let docs =
            "The same list page by page: nothing is sent before the first page is asked for.";
        let _ = write!(
            text,
            "\n    def {ident}_pages(\n        self,\n        *,\n{parameters}        options: Optional[CallOptions] = None,\n    ) -> {class}[{item}]:\n{}\n        return self._pages({facts}, {values}, options)\n",
            docstring(docs, 8),
        );
    }
    text
}

/// Returns the parameters of a method, a line each, and the same as a tuple.
fn parameters(context: &Context<'_>, action: &Action) -> (String, String) {
    let way = sent(context);
    let mut parameters = String::new();
    let mut values = Vec::new();
    for field in &action.request {
        let own = name(&field.ident);
        let (annotation, default) = way.field(field);
        let default = default.map_or_else(String::new, |value| format!(" = {value}"));
        let _ = writeln!(parameters, "        {own}: {annotation}{default},");
        values.push(own);
    }
    // A tuple of one needs its comma.
    let end = if values.len() == 1 { "," } else { "" };
    (parameters, format!("({}{end})", values.join(", ")))
}

fn docs(action: &Action) -> String {
    let mut docs = action.summary.trim().to_owned();
    if !action.doc.trim().is_empty() {
        let _ = write!(docs, "\n\n{}", action.doc.trim());
    }
    for field in &action.request {
        let doc = field.doc.trim();
        if !doc.is_empty() {
            let _ = write!(docs, "\n\n:param {}: {doc}", name(&field.ident));
        }
    }
    docs
}
