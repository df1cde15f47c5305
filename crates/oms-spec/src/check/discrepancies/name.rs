//! A discrepancy about the action's own name: the page's title and the path disagree.

use super::useless;
use crate::raw::{Action, Discrepancy};
use crate::report::{Code, Diagnostic, Problems};

pub(super) fn check(action: &Action, discrepancy: &Discrepancy, problems: &mut Problems) {
    if let Some(example) = &discrepancy.example {
        problems.push(
            Diagnostic::new(
                Code::DiscrepancyExample,
                example.span,
                "no example shows a name",
            )
            .label("this has no meaning here")
            .help("remove it"),
        );
    }
    let sent = action.wire_name.as_ref().or(action.name.as_ref());
    let (Some(observed), Some(name)) = (&discrepancy.observed, sent) else {
        return;
    };
    if observed.value != name.value {
        problems.push(
            Diagnostic::new(
                Code::StaleDiscrepancy,
                observed.span,
                "stale discrepancy: the action has another name than the one observed",
            )
            .label("this was observed")
            .also(name.span, "this is sent")
            .help("`observed` is the name that is sent: mend the one that is wrong, or remove the discrepancy"),
        );
    }
    let documented = discrepancy.documented.as_ref();
    if let Some(documented) = documented.filter(|documented| documented.value == observed.value) {
        problems.push(
            useless(observed, "the path has the name of the page")
                .also(documented.span, "the page says"),
        );
    }
}
