//! What a plan changes, for people: a list, or every difference line by line.

use std::fmt::Write as _;

use similar::TextDiff;

use super::normalised;
use super::plan::{Change, Plan};
use crate::failure::plural;

/// One line for each file that changes, and one for the rest. `would` is put before what is done.
pub(super) fn listed(plan: &Plan, would: &str) -> String {
    let mut text = String::new();
    for change in &plan.changes {
        let done = if change.before.is_some() {
            "written"
        } else {
            "created"
        };
        let _ = writeln!(text, "{would}{done}: {}", change.path);
    }
    for orphan in &plan.orphans {
        let _ = writeln!(text, "{would}removed: {}", orphan.path);
    }
    let current = plural(plan.current, "generated file");
    let verb = if plan.current == 1 { "is" } else { "are" };
    let _ = write!(text, "{current} {verb} current");
    text
}

/// Every difference as a unified diff, from what stands there to what should, and the orphans.
pub(super) fn differences(plan: &Plan) -> String {
    let mut text: String = plan.changes.iter().map(difference).collect();
    for orphan in &plan.orphans {
        let _ = writeln!(
            text,
            "orphan: {} (nothing generates it any more)",
            orphan.path
        );
    }
    text
}

fn difference(change: &Change) -> String {
    let before = change.before.as_deref().map(normalised).unwrap_or_default();
    let there = match change.before {
        Some(_) => format!("{} (as it is)", change.path),
        None => format!("{} (missing)", change.path),
    };
    let diff = TextDiff::from_lines(&before, &change.after);
    let mut unified = diff.unified_diff();
    let unified = unified
        .header(&there, &format!("{} (as spec/ says)", change.path))
        .to_string();
    // Bytes that are no text may differ where the text that stands for them does not.
    if unified.is_empty() {
        format!("--- {there}\nIts bytes are not UTF-8.\n")
    } else {
        unified
    }
}
