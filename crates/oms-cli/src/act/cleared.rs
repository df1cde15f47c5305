//! Steps that no guard refuses, and the consent to them.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use oms_client::{Client, Shown, StartPosition, TaskId};

use super::confirm::{self, Consenting, Question};
use super::hold::{Hold, resolution};
use super::look::{self, Seen};
use super::settled::Ending;
use super::unseen::look_again;
use super::{guard, record};
use crate::failure::Failure;
use crate::generated::subjects;
use crate::journal::Intent;
use crate::plan::Plan;
use crate::session::{Consent, Session};
use crate::surroundings::{Act, Leaving};
use crate::terminal;

/// A step that no guard refuses.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) plan: Plan,
    pub(super) intent: Intent,
    /// The name of the task, if the look showed one.
    pub(super) name: Option<String>,
    pub(super) consent: Consent,
    /// The time of the look that the step was judged by, if one was made.
    pub(super) looked: Option<Duration>,
}

/// Steps that no guard refuses. They are made by [`Looked::clear`](super::Looked::clear) alone.
#[derive(Debug)]
pub(crate) struct Cleared {
    hold: Rc<Hold>,
    settled: Vec<u64>,
    steps: Vec<Ready>,
    questions: Vec<(Option<usize>, Question)>,
}

/// The steps that were agreed to, each once and in the order in which they were cleared.
#[derive(Debug)]
pub(crate) struct Agreed {
    pub(super) hold: Rc<Hold>,
    steps: VecDeque<Consented>,
}

impl Agreed {
    /// Returns the consent to each step.
    pub(crate) fn into_steps(self) -> VecDeque<Consented> {
        self.steps
    }

    /// Returns the consent to the only step.
    pub(crate) fn into_one(self) -> Result<Consented, Failure> {
        let mut steps = self.steps.into_iter();
        match (steps.next(), steps.next()) {
            (Some(step), None) => Ok(step),
            _ => Err(Failure::internal("no step was consented to")),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Consent to one step. Its request uses it up.
#[derive(Debug)]
pub(crate) struct Consented {
    pub(super) hold: Rc<Hold>,
    pub(super) plan: Plan,
    pub(super) intent: Intent,
    consent: Consent,
    /// The time of the look that it was judged by; `None` where no look was to be made.
    looked: Option<Duration>,
    /// A person was asked since.
    was_asked: bool,
}

/// The time for which a look at a task that is about to be moved counts.
const LOOK_COUNTS: Duration = Duration::from_secs(60);

impl Consented {
    /// Judges a move once more, by a look that was made since. Its position is the one that is
    /// written down as the one before the move.
    pub(crate) fn judge_again(
        &mut self,
        seen: &Seen,
        session: &Session<'_, '_>,
    ) -> Result<(), Failure> {
        let Some(moves) = &self.plan.explanation.moves else {
            return Ok(());
        };
        guard::again(moves, &self.consent, seen, &session.moment)?;
        if let Some(position) = &seen.leg(moves.reverse).position {
            self.intent.change.old = Some(position.clone());
        }
        self.looked = self
            .looked
            .map(|_| session.surroundings.rehearsal.elapsed());
        self.was_asked = false;
        Ok(())
    }

    /// Returns the position that the last look has shown before the move, if one was made.
    pub(super) fn seen_before(&self) -> Option<StartPosition> {
        self.looked.and_then(|_| self.intent.change.old.clone())
    }

    /// Looks at the task of a move again and judges it, if the look before was made before a
    /// question, or too long ago. Whoever has moved the task meanwhile has made the plan untrue.
    ///
    /// Returns the end of the request, if it is not sent.
    pub(super) fn look_again(
        &mut self,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<(), Ending> {
        let now = session.surroundings.rehearsal.elapsed();
        let is_old = |looked| self.was_asked || now.saturating_sub(looked) > LOOK_COUNTS;
        let explanation = &self.plan.explanation;
        let is_due = explanation.moves.is_some() && self.looked.is_some_and(is_old);
        let Some(subject) = explanation.looked_up().filter(|_| is_due).cloned() else {
            return Ok(());
        };
        let looked = look_again(session, client, &subject).map_err(Ending::NotAnnounced)?;
        let seen = looked.ok_or(Ending::Withdrawn)?;
        self.judge_again(&seen, session)
            .map_err(Ending::NotAnnounced)
    }
}

/// Everything that a request for consent needs.
#[derive(Debug)]
pub(crate) struct Asking<'a> {
    /// The plan as it is shown.
    pub(crate) text: String,
    /// The value of `--yes`, if it was given.
    pub(crate) yes: Option<&'a str>,
    /// The number of tasks in a batch, which is typed as the answer; `None` for a single write.
    pub(crate) tasks: Option<usize>,
    /// The digest of the saved plan that is applied; on production it is typed as well.
    pub(crate) digest: Option<&'a str>,
}

impl Cleared {
    pub(super) fn new(
        hold: Rc<Hold>,
        settled: Vec<u64>,
        steps: Vec<Ready>,
        questions: Vec<(Option<usize>, Question)>,
    ) -> Self {
        Self {
            hold,
            settled,
            steps,
            questions,
        }
    }

    /// Asks for consent, and returns the steps that were agreed to.
    ///
    /// Requests that the look has settled are written down first, because that result does not
    /// depend on the answer. If no step is left, nobody is asked.
    pub(crate) fn ask(
        self,
        session: &mut Session<'_, '_>,
        client: &Client,
        asking: &Asking<'_>,
    ) -> Result<Agreed, Failure> {
        for intent in &self.settled {
            let now = session.surroundings.time();
            session.surroundings.durably(Act::Resolution, || {
                self.hold
                    .journal
                    .resolve(resolution(*intent), now, |_| Ok::<(), Failure>(()))
            })?;
        }
        if !self.steps.is_empty() {
            self.agree(session, client, asking)?;
        }
        let hold = self.hold;
        let was_asked = asking.yes.is_none();
        let steps = self.steps.into_iter().map(|step| Consented {
            hold: Rc::clone(&hold),
            plan: step.plan,
            intent: step.intent,
            consent: step.consent,
            looked: step.looked,
            was_asked,
        });
        Ok(Agreed {
            steps: steps.collect(),
            hold,
        })
    }

    fn agree(
        &self,
        session: &mut Session<'_, '_>,
        client: &Client,
        asking: &Asking<'_>,
    ) -> Result<(), Failure> {
        let questions = joined(&self.questions);
        let count = asking.tasks.map(|tasks| tasks.to_string());
        let Some(first) = self.steps.first() else {
            return Ok(());
        };
        let subject = count.as_deref().unwrap_or(&first.plan.explanation.subject);
        let alarm = first
            .plan
            .production
            .then(|| self.alarm(first, asking.tasks));
        let (called, sends) = match &count {
            Some(_) => ("number of tasks", "what is left of them"),
            None => ("ID", "it"),
        };
        let consenting = Consenting {
            subject,
            // Whoever types an ID means the task of that ID, even if another one is called so.
            name: first
                .name
                .as_deref()
                .filter(|name| count.is_none() && !subjects::TASK.is_id(name)),
            called,
            sends,
            yes: asking.yes,
            digest: asking.digest.filter(|_| first.plan.production),
            alarm: alarm.as_deref(),
            questions: &questions,
        };
        // A batch has announced no line yet, so there is nothing to write down for a person who
        // leaves.
        let leaving = if count.is_some() {
            Leaving::unsent(|| {})
        } else {
            let now = session.surroundings.time();
            let intent = self.main_intent(first).clone();
            Leaving::unsent(record::farewell(self.hold.journal.clone(), intent, now))
        };
        // Names of other things are not searched for, so that they confirm nothing.
        let target = first.plan.explanation.target.clone();
        let task = target.filter(|target| *target.kind == subjects::TASK);
        let is_unique = |session: &mut Session<'_, '_>, name: &str| {
            task.as_ref().is_some_and(|task| {
                let id = TaskId::from(task.text());
                is_unique(session, client, &id, name)
            })
        };
        confirm::ask(session, &asking.text, &consenting, leaving, is_unique)
    }

    /// Returns the intent that is written down as aborted if the person leaves: that of the move,
    /// if there is one.
    fn main_intent<'s>(&'s self, first: &'s Ready) -> &'s Intent {
        self.steps
            .iter()
            .find(|step| step.plan.explanation.moves.is_some())
            .map_or(&first.intent, |step| &step.intent)
    }

    /// Returns the alarm that each question on production repeats, because the plan may have
    /// scrolled away. It is one line: the plan shows a long name whole.
    fn alarm(&self, first: &Ready, tasks: Option<usize>) -> String {
        let what = match (tasks, &first.name) {
            (Some(_), _) => {
                let ids = self.steps.iter();
                some_of(ids.map(|step| step.plan.explanation.subject.as_str()))
            }
            (None, Some(name)) => format!(
                "{} ({})",
                Shown(&first.plan.explanation.subject),
                Shown(name)
            ),
            (None, None) => Shown(&first.plan.explanation.subject).to_string(),
        };
        terminal::shortened(&format!("PRODUCTION: {what}"), LONGEST_ALARM)
    }
}

/// The most columns of an alarm, which is one line of any terminal that people use.
const LONGEST_ALARM: usize = 78;

/// The number of IDs that a question names.
const SHOWN_IDS: usize = 3;

/// Returns the first few of these IDs, and how many there are beside them.
fn some_of<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let mut ids: Vec<&str> = ids.collect();
    ids.dedup();
    let rest = ids.len().saturating_sub(SHOWN_IDS);
    ids.truncate(SHOWN_IDS);
    let shown = Shown(&ids.join(", ")).to_string();
    if rest == 0 {
        return shown;
    }
    format!("{shown}, and {rest} more")
}

/// Returns whether no other task has this name. If the service cannot tell, the name is taken to be
/// shared.
fn is_unique(session: &mut Session<'_, '_>, client: &Client, task: &TaskId, name: &str) -> bool {
    let found = session.block_on(look::is_unique(client, task, name));
    matches!(found, Ok(Ok(true)))
}

/// Joins the questions with the same flag, so that each is asked once.
fn joined(questions: &[(Option<usize>, Question)]) -> Vec<Question> {
    let mut joined: Vec<Question> = Vec::new();
    for (line, question) in questions {
        let why = match line {
            Some(line) => format!("Line {line}: {}", question.why),
            None => question.why.clone(),
        };
        match joined.iter_mut().find(|known| known.flag == question.flag) {
            Some(known) => {
                known.why.push('\n');
                known.why.push_str(&why);
            }
            None => joined.push(Question {
                why,
                ..question.clone()
            }),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::some_of;

    #[test]
    fn p248_a_question_about_many_names_three_of_them_and_counts_the_rest() {
        for (ids, shown) in [
            (&["np_1"][..], "np_1"),
            (
                &["np_1", "np_1", "np_2", "np_3", "np_3"],
                "np_1, np_2, np_3",
            ),
            (
                &["np_1", "np_2", "np_3", "np_4"],
                "np_1, np_2, np_3, and 1 more",
            ),
            (&["1", "2", "3", "4", "5"], "1, 2, 3, and 2 more"),
        ] {
            assert_eq!(some_of(ids.iter().copied()), shown);
        }
    }
}
