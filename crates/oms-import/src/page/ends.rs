//! The end of a page: which parts it must have, and what is odd about its examples.

use crate::facts::{Facts, Half};
use crate::notice::Notice;
use crate::{odd_values, shown};

/// Reports what every page has and this one does not, and marks its facts.
pub(super) fn check(mut facts: Facts, last: usize, notices: &mut Vec<Notice>) -> Facts {
    for what in missing(&facts) {
        facts.complete = false;
        notices.push(Notice::cut(
            last,
            format!("the page of `{}` ends without {what}", facts.action),
            "give the importer a whole copy of the page",
        ));
    }
    odd_names(&facts, notices);
    for odd in odd_values::of(&facts) {
        let help = "look at the page: its table and its example contradict each other";
        notices.push(Notice::odd(odd.line, odd.to_string(), help));
    }
    facts
}

/// Reports names in examples that have a blank at an end.
fn odd_names(facts: &Facts, notices: &mut Vec<Notice>) {
    for example in &facts.examples {
        let names = example.value().as_ref().map(shown::names_with_blanks);
        for name in names.into_iter().flatten() {
            notices.push(Notice::odd(
                example.line,
                format!(
                    "the example spells `{}` with a blank at an end",
                    crate::text::shown(&name)
                ),
                "nothing; it was read as the name without the blank",
            ));
        }
    }
}

fn missing(facts: &Facts) -> Vec<&'static str> {
    let example = |half: &Half| facts.examples.iter().find(|example| example.half == *half);
    let asks_nothing = example(&Half::Request).is_none_or(|example| {
        let fields = example
            .shown
            .as_ref()
            .map_or(0, std::collections::BTreeMap::len);
        fields <= 1
    });
    let mut missing = Vec::new();
    if facts.request.is_empty() && !asks_nothing {
        missing.push("the table of its parameters");
    }
    if facts.envelope.is_empty() {
        missing.push("the table of its answer");
    } else if facts.data.is_none() {
        missing.push("the row of the payload");
    }
    if example(&Half::Request).is_none() && !facts.request.is_empty() {
        missing.push("the example of a request");
    }
    if example(&Half::Response).is_none() {
        missing.push("the example of an answer");
    }
    missing
}
