//! Sentences of a report.

use std::borrow::Cow;
use std::fmt::Display;

use oms_client::{HIDDEN, Outcome, Secrets};
use serde_json::Value;

use super::model::{Kind, Report};
use crate::act::{Ending, PositionLeft, Settled};
use crate::exit::Exit;
use crate::plan::{Explanation, Plan, Subject};
use crate::session::Here;

impl Report {
    /// Adds advice, with which the text for people closes.
    pub(crate) fn advising(mut self, next: Option<String>) -> Self {
        if let (Some(text), Some(next)) = (&mut self.text, &next) {
            text.extend([next.as_str(), "\n"]);
        }
        self.advised(next)
    }

    /// Adds advice that people have read by now.
    pub(crate) fn advised(mut self, next: Option<String>) -> Self {
        self.next = next;
        self
    }

    /// Returns the report with the commands that it advises as they are typed in another terminal.
    /// A document, and what a service says, stays as it is.
    pub(super) fn completed(&self, here: &Here) -> Cow<'_, Self> {
        let lines = self.plan.iter().flat_map(|plan| &plan.explanation.lines);
        let lines = self
            .explanation
            .iter()
            .chain(lines)
            .filter(|line| line.is_warning());
        let mut texts = self.next.iter().chain(lines.map(|line| &line.text));
        if !texts.any(|text| here.is_about(text)) {
            return Cow::Borrowed(self);
        }
        let mut report = self.clone();
        let lines = report.plan.iter_mut();
        let lines = lines.flat_map(|plan| &mut plan.explanation.lines);
        let lines = report.explanation.iter_mut().chain(lines);
        let lines = lines.filter(|line| line.is_warning());
        for line in lines {
            line.text = here.completed(&line.text).into_owned();
        }
        if let Some(next) = &mut report.next {
            let completed = here.advised(next).into_owned();
            // A document may close with the advice.
            if let Some(text) = &mut report.text
                && let Some(before) = text.trim_end().strip_suffix(next.as_str())
            {
                *text = format!("{before}{completed}\n");
            }
            *next = completed;
        }
        Cow::Owned(report)
    }
}

/// Returns the advice behind a write that was accepted: the words of the spec, and the command that
/// shows its subject, where that shows the effect.
pub(super) fn afterwards(explanation: &Explanation) -> Option<String> {
    let fact = match (&explanation.moves, explanation.facts.leads_to) {
        (Some(_), _) => Some("position"),
        (None, [_, ..]) => Some("state"),
        (None, []) => None,
    };
    let look = fact.and_then(|fact| look_at(fact, explanation));
    let said = Some(explanation.facts.afterwards).filter(|said| !said.is_empty());
    let words: Vec<&str> = said.into_iter().chain(look.as_deref()).collect();
    Some(words.join(" ")).filter(|words| !words.is_empty())
}

/// Returns the advice to look at a fact about the subject of a write.
fn look_at(fact: &str, explanation: &Explanation) -> Option<String> {
    let target = explanation.target.as_ref()?;
    let (typed, kind) = (target.typed()?, target.kind.name);
    Some(format!("`{typed}` shows the {fact} of the {kind}."))
}

impl Report {
    /// Returns the report of a call whose answer was given to an earlier one.
    pub(super) fn repeated(plan: &Plan, repeated: &impl Display) -> Self {
        let (action, endpoint) = (plan.action, &plan.endpoint);
        let message = format!("{action} may have taken effect at {endpoint}: {repeated}");
        Self::new(Kind::Error, Some(Outcome::Unknown), Exit::Unknown)
            .about(plan)
            .saying(message, None)
    }

    /// Adds to the report of a move that was refused what a look has shown behind it.
    pub(super) fn looked_behind(
        mut self,
        position: &PositionLeft,
        explanation: &Explanation,
    ) -> Self {
        let told = position.told();
        self.message = self.message.map(|message| message + &told);
        match position {
            PositionLeft::Unasked | PositionLeft::AsItWas => self,
            PositionLeft::Unseen => {
                self.next = self.next.or_else(|| look_at("position", explanation));
                self
            }
            PositionLeft::Elsewhere { .. } => self.ended_otherwise(Exit::Unknown, Outcome::Unknown),
        }
    }
}

/// Returns the advice for a request by itself whose result is unknown.
pub(crate) fn way_out(target: Option<&Subject>, entry: Option<u64>) -> Option<String> {
    let first = "Read the present state before anything is sent again";
    let by_hand = by_hand(first, target, entry?);
    let refused = target.map_or_else(
        || "the same".to_owned(),
        |target| format!("every change of the same {}", target.kind.name),
    );
    Some(format!("{by_hand} Until then {refused} is refused."))
}

/// Returns the advice to look at what a request is about and to record its outcome, behind the
/// words that begin it.
pub(crate) fn by_hand(first: &str, target: Option<&Subject>, entry: u64) -> String {
    let typed = target.and_then(Subject::typed);
    let how = typed.map_or_else(String::new, |typed| format!(", with `{typed}`"));
    format!("{first}{how}; then `oms journal resolve {entry} --took-effect` or `--no-effect`.")
}

/// Returns a sentence about the end of one step of a run. It never says that nothing was sent,
/// because other steps may have been.
pub(crate) fn sentence(action: &str, settled: &Settled) -> String {
    match &settled.ending {
        Ending::Accepted => format!("{action} was accepted"),
        Ending::Failed(error) => error.to_string(),
        Ending::Withdrawn => {
            format!("{action} was interrupted before any of it was sent; it had no effect")
        }
        Ending::Repeated(repeated) => format!("{action} may have taken effect: {repeated}"),
        Ending::Abandoned => format!("{action} was interrupted and may have taken effect"),
        Ending::NotAnnounced(failure) => format!("{}; {action} was not sent", failure.message),
    }
}

/// Returns the error in the answer to a request that was accepted.
pub(crate) fn failed(settled: &Settled) -> Option<String> {
    match &settled.ending {
        Ending::Failed(error) => Some(error.to_string()),
        _ => None,
    }
}

/// Returns the body of an answer that could not be used. It may contain the payload and its
/// secrets, at a place that is not known.
pub(super) fn body(plan: &Plan, bytes: &[u8]) -> String {
    if matches!(plan.answer_secrets, Secrets::None) {
        return text(bytes);
    }
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            let value = plan.answer_secrets.hidden(value);
            let value = Secrets::Values(plan.answer_secrets).hidden(value);
            text(value.to_string().as_bytes())
        }
        Err(_) => HIDDEN.to_owned(),
    }
}

pub(super) fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::subjects::{DATA_SOURCE, TASK};

    #[test]
    fn the_way_out_of_an_unknown_outcome_names_all_that_is_refused_until_then() {
        let task = Subject::one(&TASK, "np_1");
        let source = Subject::one(&DATA_SOURCE, "ds_1");
        for (target, refused) in [
            (Some(&task), "every change of the same task is"),
            (Some(&source), "every change of the same data source is"),
            (None, "the same is"),
        ] {
            let told = way_out(target, Some(7)).unwrap();
            assert!(told.contains("oms journal resolve 7"), "{told}");
            let end = format!(". Until then {refused} refused.");
            assert!(told.ends_with(&end), "{told}");
        }
    }
}
