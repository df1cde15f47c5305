//! The roles of the envelope: what the client cannot do without must be there, and nothing twice.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems};
use crate::ir::Role;
use crate::raw::Root;

/// The roles that decide: without a verdict nothing is accepted, without a payload nothing is read, without an ID nothing can be asked.
const NEEDED: [(Role, &str); 3] = [
    (Role::Verdict, "verdict"),
    (Role::Payload, "payload"),
    (Role::RequestId, "request-id"),
];

pub(super) fn check(root: &Root, problems: &mut Problems) {
    if !root.readable || !root.envelope.declared {
        return;
    }
    let fields = &root.envelope.fields;
    // A role that could not be read was reported; the one that is missing may be the one that was meant.
    if fields.iter().all(|field| field.role.is_some()) {
        for (role, word) in NEEDED {
            if !fields
                .iter()
                .any(|field| field.role.is_some_and(|(other, _)| other == role))
            {
                problems.push(
                    Diagnostic::new(
                        Code::MissingRole,
                        root.envelope.span,
                        format!("no field of the envelope has the role `{word}`"),
                    )
                    .label("the envelope")
                    .help(format!(
                        "give the field that is the {word} `role = \"{word}\"`"
                    )),
                );
            }
        }
    }
    for (position, field) in fields.iter().enumerate() {
        let Some((role, span)) = field.role else {
            continue;
        };
        let earlier = fields
            .iter()
            .take(position)
            .filter_map(|field| field.role)
            .find(|(other, _)| *other == role);
        if let Some((_, first)) = earlier {
            problems.push(
                Diagnostic::new(
                    Code::DuplicateRole,
                    span,
                    "two fields of the envelope have the same role",
                )
                .label("again here")
                .also(first, "first here")
                .help("the client would not know which of them to believe"),
            );
        }
    }
}
