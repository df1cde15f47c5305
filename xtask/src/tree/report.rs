//! The changes of a plan, for people: a list, or every difference line by line.

use std::fmt::Write as _;

use oms_text::counted;
use similar::TextDiff;

use super::normalised;
use super::plan::{Change, Plan};

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
    let current = counted(plan.current, "generated file");
    let verb = if plan.current == 1 { "is" } else { "are" };
    let _ = write!(text, "{current} {verb} current");
    text
}

/// Every difference as a unified diff, from what is there to what should, and the orphans.
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

/// A missing file is reported in a line: all of it would be shown, and nothing compared.
fn difference(change: &Change) -> String {
    let Some(before) = change.before.as_deref().map(normalised) else {
        let lines = counted(change.after.lines().count(), "line");
        return format!("missing: {} ({lines})\n", change.path);
    };
    let there = format!("{} (as it is)", change.path);
    let diff = TextDiff::from_lines(&before, &change.after);
    diff.unified_diff()
        .header(&there, &format!("{} (as spec/ says)", change.path))
        .to_string()
}
