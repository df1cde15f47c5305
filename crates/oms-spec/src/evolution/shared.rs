//! Changes that actions, fields and members share, and the words for what they compare.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use crate::ir::{Since, Type};

/// Who makes the object that the fields are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Callers do.
    Request,
    /// The service does.
    Answer,
    /// Both do.
    Both,
}

impl Side {
    pub(super) fn is_written(self) -> bool {
        self != Self::Answer
    }

    pub(super) fn is_read(self) -> bool {
        self != Self::Request
    }
}

/// The effect of another type on the bytes: one that takes all that the other took breaks nobody
/// who writes.
pub(super) fn wire_impact(was: &Type, is: &Type, side: Side) -> Impact {
    let wider = matches!((was, is), (_, Type::Any) | (Type::Integer, Type::Number));
    if wider && side == Side::Request {
        Compatible
    } else {
        Breaking
    }
}

/// Words that call something deprecated came or went.
pub(super) fn deprecation(
    place: &str,
    was: Option<&String>,
    is: Option<&String>,
    changes: &mut Evolution,
) {
    let what = match (was, is) {
        (None, Some(instead)) => format!("it is deprecated: {instead}"),
        (Some(_), None) => "it is no longer deprecated".to_owned(),
        _ => return,
    };
    changes.push(place, what, Compatible, Impact::None);
}

pub(super) fn versions(since: Since) -> String {
    let editions = [
        ("enterprise", since.enterprise),
        ("community", since.community),
    ];
    let known: Vec<_> = editions
        .into_iter()
        .filter_map(|(edition, version)| Some(format!("{} ({edition})", version?)))
        .collect();
    if known.is_empty() {
        "since no known version".to_owned()
    } else {
        format!("since {}", known.join(" and "))
    }
}

/// A type as the spec writes it.
pub(super) fn written(ty: &Type) -> String {
    match ty {
        Type::Boolean => "`boolean`".to_owned(),
        Type::Integer => "`integer`".to_owned(),
        Type::Number => "`number`".to_owned(),
        Type::String => "`string`".to_owned(),
        Type::Any => "`any`".to_owned(),
        Type::Named(name) => format!("`{name}`"),
        Type::List(inner) => format!("a list of {}", written(inner)),
        Type::Map(inner) => format!("a map of {}", written(inner)),
    }
}
