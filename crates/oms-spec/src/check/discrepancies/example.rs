//! The example that a discrepancy names.

use oms_text::nearest;

use super::DiscrepancyChecker;
use super::place::DiscrepancyPlace;
use crate::check::assignment::Cases;
use crate::raw::places::ExchangePart;
use crate::raw::{Discrepancy, Example};
use crate::report::{Code, Diagnostic, Text, quoted};

impl<'a> DiscrepancyChecker<'a, '_> {
    /// The example that is named; for the root file as `Action/case`.
    pub(super) fn example(
        &mut self,
        discrepancy: &Discrepancy,
        place: &DiscrepancyPlace<'_>,
        at: &Text,
    ) -> Option<&'a Example> {
        let Some(named) = &discrepancy.example else {
            self.problems.push(
                Diagnostic::new(
                    Code::DiscrepancyExample,
                    discrepancy.id.span,
                    "no example shows what was observed",
                )
                .label("`example` is missing")
                .also(at.span, "of this place")
                .help("`example`: the case that shows it, such as `seed`; in the root file `Action/case`"),
            );
            return None;
        };
        let (action, case) = match self.action {
            Some(action) => (action.stem.as_str(), named.value.as_str()),
            None => named.value.split_once('/').unwrap_or(("", &named.value)),
        };
        let cases = self.examples.of(action);
        // An action of which no example shows a request, or none an answer, was reported for that.
        if cases.is_none() && self.is_declared(action) {
            return None;
        }
        let Some(example) = cases.and_then(|cases| cases.get(case)) else {
            let diagnostic = self.no_example(named, action, case);
            self.problems.push(diagnostic);
            return None;
        };
        if place.start.file(example).is_none() {
            let mut others = cases.into_iter().flat_map(Cases::values);
            others.find(|other| place.start.file(other).is_some())?;
            let half = if place.start == ExchangePart::Request {
                "request"
            } else {
                "answer"
            };
            self.problems.push(
                Diagnostic::new(
                    Code::DiscrepancyExample,
                    named.span,
                    format!("the example {} has no {half}", quoted(&named.value)),
                )
                .label("this example")
                .also(at.span, format!("the place is in the {half}"))
                .help("name an example that shows the place"),
            );
            return None;
        }
        Some(example)
    }

    fn is_declared(&self, action: &str) -> bool {
        let mut actions = self.spec.actions.iter();
        actions.any(|declared| declared.stem == action)
    }

    fn no_example(&self, named: &Text, action: &str, case: &str) -> Diagnostic {
        let diagnostic = Diagnostic::new(
            Code::DiscrepancyExample,
            named.span,
            format!("there is no example {}", quoted(&named.value)),
        );
        let meant = if self.action.is_some() {
            self.case_meant(action, case)
        } else {
            self.example_meant(named, action, case)
        };
        match meant {
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")),
            None if self.action.is_none() && action.is_empty() => diagnostic
                .label("it does not say of which action")
                .help("in the root file, write `Action/case`"),
            None => diagnostic.label("no file has this name").help(format!(
                "the files of an example are `spec/examples/{}/<case>.request.json` and `.response.json`",
                if action.is_empty() { "<Action>" } else { action }
            )),
        }
    }

    /// The case of an action that was probably meant.
    fn case_meant(&self, action: &str, case: &str) -> Option<String> {
        let case = case.rsplit('/').next().unwrap_or(case);
        let cases = || {
            let cases = self.examples.of(action).into_iter().flatten();
            cases.map(|(case, _)| case.as_str())
        };
        let same = cases().find(|other| *other == case);
        same.or_else(|| nearest(case, cases())).map(str::to_owned)
    }

    /// The example of any action that was probably meant.
    fn example_meant(&self, named: &Text, action: &str, case: &str) -> Option<String> {
        let all = self.examples.actions().flat_map(|action| {
            let cases = self.examples.of(action).into_iter().flatten();
            cases.map(move |(case, _)| format!("{action}/{case}"))
        });
        let all: Vec<String> = all.collect();
        let behind = |full: &&String| full.ends_with(&format!("/{case}"));
        let only = all.iter().find(behind).filter(|_| action.is_empty());
        let near = || nearest(&named.value, all.iter().map(String::as_str));
        only.cloned().or_else(|| near().map(str::to_owned))
    }
}
