//! Takes the steps, one after the other, and says what each came to.

use oms_client::actions::{ResumeProjectRequest, StopProjectRequest};
use oms_client::{Action, Client};
use serde::Serialize;
use serde_json::Value;

use super::course::Course;
use super::watch::{Watched, watch};
use super::{Goal, Means, PART};
use crate::act::preflight::{self, Seen};
use crate::act::record::Recorder;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Event, Resolution, Verdict};
use crate::plan::{Explanation, Line, Move, Plan, table, wording};
use crate::report::Report;
use crate::session::Session;
use crate::terminal;

/// What a rewind came to, for programs.
#[derive(Debug, Serialize)]
struct Outcome {
    ticket: Option<Value>,
    position: Option<String>,
    /// The position, for people.
    #[serde(skip)]
    shown: Option<String>,
    steps: Vec<Step>,
}

/// One step that was taken.
#[derive(Debug, Serialize)]
struct Step {
    #[serde(rename = "step")]
    name: &'static str,
    outcome: String,
    journal: Option<u64>,
}

/// Takes every step that is left.
pub(super) fn take(
    session: &mut Session<'_, '_>,
    client: &Client,
    goal: &Goal,
    plan: &Plan,
    course: &Course,
    shown: &[u64],
) -> Result<Report, Failure> {
    let means = Means { client, goal, plan };
    let mut run = Run {
        session,
        means,
        steps: Vec::new(),
        ticket: course.ticket.clone(),
        moved_by: course.moved_by,
        last: None,
        paused: course.resume && !course.stop,
    };
    let ended = run.all(course, shown)?;
    Ok(run.report(ended))
}

/// How the steps ended.
enum Ended {
    /// All were taken.
    Done,
    /// A step was not accepted: this is its report.
    At(Box<Report>),
    /// The position was moved, and what should follow was not seen.
    Unverified(String),
    /// The task was to stop, and was not seen to.
    NotStopped(String),
}

/// The steps as they are taken.
struct Run<'r, 'a, 's> {
    session: &'r mut Session<'a, 's>,
    means: Means<'r>,
    steps: Vec<Step>,
    ticket: Option<Value>,
    /// The entry of the step that moved the position, of this run or of an earlier one.
    moved_by: Option<u64>,
    /// The report of the step that moved the position.
    last: Option<Report>,
    /// Whether the task stands still because of this rewind.
    paused: bool,
}

impl Run<'_, '_, '_> {
    fn all(&mut self, course: &Course, shown: &[u64]) -> Result<Ended, Failure> {
        self.settle(shown)?;
        if course.stop
            && let Some(ended) = self.stop()?
        {
            return Ok(ended);
        }
        if course.reset
            && let Some(ended) = self.reset()?
        {
            return Ok(ended);
        }
        let goal = self.means.goal;
        let old = self.means.plan.explanation.change.old_moment();
        let is_reached = move |seen: &Seen| {
            let position = seen.leg(goal.moves.reverse).position.as_ref();
            goal.moves.is_reached(position, old)
        };
        let watched = self.watch("checkpoint", is_reached)?;
        if let Some(why) = unmet(&watched, "the checkpoint was not seen to move") {
            return Ok(Ended::Unverified(why));
        }
        if course.resume
            && let Some(ended) = self.resume()?
        {
            return Ok(ended);
        }
        if goal.wait && course.resume {
            let watched = self.watch("progress", move |seen| goal.is_passed(seen))?;
            if let Some(why) = unmet(&watched, "the task was not seen to move on") {
                return Ok(Ended::Unverified(why));
            }
        }
        self.end()?;
        Ok(Ended::Done)
    }

    fn stop(&mut self) -> Result<Option<Ended>, Failure> {
        let request = StopProjectRequest::builder()
            .id(self.means.goal.task.clone())
            .build();
        let plan = self.plan_of(&request, "Pauses the task.");
        let report = self.send("stop", &request, &plan)?;
        if report.exit != Exit::Success {
            return Ok(Some(Ended::At(Box::new(report))));
        }
        self.paused = true;
        let watched = self.watch("stop", |seen| !seen.is_running())?;
        Ok(unmet(&watched, "the task was not seen to stop").map(Ended::NotStopped))
    }

    fn reset(&mut self) -> Result<Option<Ended>, Failure> {
        let plan = self.means.plan.clone();
        let request = self.means.goal.reset.clone();
        let report = self.send("reset", &request, &plan)?;
        if report.exit != Exit::Success {
            return Ok(Some(Ended::At(Box::new(report))));
        }
        self.ticket = report
            .data
            .as_ref()
            .and_then(|data| serde_json::from_str(data.get()).ok());
        self.moved_by = report.journal;
        self.last = Some(report);
        Ok(None)
    }

    fn resume(&mut self) -> Result<Option<Ended>, Failure> {
        let request = ResumeProjectRequest::builder()
            .id(self.means.goal.task.clone())
            .build();
        let plan = self.plan_of(&request, "Lets the task go on.");
        let report = self.send("resume", &request, &plan)?;
        if report.exit == Exit::Success {
            self.paused = false;
            return Ok(None);
        }
        if report.exit == Exit::Unknown {
            return Ok(Some(Ended::At(Box::new(report))));
        }
        let why = report.message.unwrap_or_default();
        Ok(Some(Ended::Unverified(why)))
    }

    /// Sends one step, and tells what it came to.
    fn send<A>(&mut self, step: &'static str, request: &A, plan: &Plan) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let recorder = Recorder::new(
            self.session.journal()?,
            plan,
            self.session.settings.allow_plaintext.value,
            self.session.surroundings,
        );
        let report =
            crate::act::submit::submit(self.session, self.means.client, request, plan, &recorder)?;
        let outcome = report.outcome.unwrap_or("unknown").to_owned();
        self.session.note(&format!(
            "{step}: {outcome} (journal entry {})\n",
            report.journal.unwrap_or_default()
        ));
        self.steps.push(Step {
            name: step,
            outcome,
            journal: report.journal,
        });
        Ok(report)
    }

    /// The plan of a step on the whole task.
    fn plan_of<A: Action>(&self, request: &A, effect: &str) -> Plan {
        let explanation: Explanation = wording::of_task(request, &self.means.goal.task, effect);
        let mut plan = Plan::new(&self.means.plan.endpoint, request, explanation);
        plan.profile.clone_from(&self.means.plan.profile);
        plan.production = self.means.plan.production;
        plan.part = Some(PART.to_owned());
        plan
    }

    /// Watches, and shows progress to a person.
    fn watch(
        &mut self,
        step: &'static str,
        is_reached: impl Fn(&Seen) -> bool,
    ) -> Result<Watched, Failure> {
        let goal = self.means.goal;
        let interrupts = self.session.surroundings.interrupts.clone();
        let shows = self.session.surroundings.stderr_is_terminal
            && self.session.surroundings.variable("CI").is_none();
        let runtime = self.session.take_runtime()?;
        let session = &mut *self.session;
        let watched = runtime.block_on(watch(
            self.means.client,
            &goal.task,
            goal.wait_timeout,
            interrupts,
            is_reached,
            |seen, elapsed| {
                if shows {
                    let text = progress(step, &goal.moves, seen, elapsed.as_secs());
                    terminal::note(&text, session.surroundings);
                }
            },
        ));
        self.session.return_runtime(runtime);
        if shows {
            self.session.note("\r\u{1b}[K");
        }
        self.steps.push(Step {
            name: match step {
                "checkpoint" => "watch the checkpoint",
                "stop" => "watch the stop",
                _ => "watch the progress",
            },
            outcome: match &watched {
                Watched::Reached => "reached",
                Watched::TimedOut(_) => "timed out",
                Watched::Interrupted => "interrupted",
            }
            .to_owned(),
            journal: None,
        });
        Ok(watched)
    }

    /// Writes down that nothing is left to do, so that the same command starts anew.
    fn end(&mut self) -> Result<(), Failure> {
        let Some(intent) = self.moved_by else {
            return Ok(());
        };
        let now = self.session.surroundings.time();
        self.session
            .journal()?
            .append(Event::Ended { intent }, now, |_| Ok::<(), Failure>(()))?;
        Ok(())
    }

    /// Writes down what steps of an earlier run came to, whose end nobody saw and the task shows.
    fn settle(&mut self, shown: &[u64]) -> Result<(), Failure> {
        for seq in shown {
            let event = Event::Resolution(Resolution {
                intent: *seq,
                verdict: Verdict::TookEffect,
                who: "oms rewind, which saw it of the task".to_owned(),
                note: None,
            });
            let now = self.session.surroundings.time();
            self.session
                .journal()?
                .append(event, now, |_| Ok::<(), Failure>(()))?;
        }
        Ok(())
    }

    fn report(self, ended: Ended) -> Report {
        let outcome = Outcome {
            ticket: self.ticket.clone(),
            position: self.means.goal.moves.to.as_ref().map(ToString::to_string),
            shown: self.means.goal.moves.to.as_ref().map(preflight::shown),
            steps: self.steps,
        };
        let text = text(&outcome);
        let again = "Run the same command again to go on; with --again it starts anew.";
        let paused = if self.paused {
            "The task stands still. "
        } else {
            ""
        };
        let ticket = outcome.ticket.as_ref().map_or_else(String::new, |ticket| {
            format!("ticket {ticket} was accepted, but ")
        });
        match ended {
            Ended::Done => Report::found(&outcome, text)
                .about(self.means.plan)
                .accepted_as(self.last.as_ref()),
            Ended::At(report) => {
                let next = report.next.clone().unwrap_or_default();
                report
                    .with_data(&outcome, text)
                    .and_next(format!("{paused}{next} {again}"))
            }
            Ended::Unverified(why) => Report::unverified(
                self.means.plan,
                format!("{ticket}{why}"),
                format!("{paused}{again}"),
            )
            .with_data(&outcome, text),
            Ended::NotStopped(why) => Report::unverified(
                self.means.plan,
                format!("the stop was accepted, but {why}; the position was not moved"),
                again.to_owned(),
            )
            .with_data(&outcome, text),
        }
    }
}

/// Why what was waited for did not come.
fn unmet(watched: &Watched, what: &str) -> Option<String> {
    match watched {
        Watched::Reached => None,
        Watched::TimedOut(None) => Some(format!("{what} within the time given")),
        Watched::TimedOut(Some(fault)) => Some(format!("{what} within the time given: {fault}")),
        Watched::Interrupted => Some(format!("{what} before the wait was interrupted")),
    }
}

/// One line that is written over by the next.
fn progress(step: &str, moves: &Move, seen: Result<&Seen, &str>, elapsed: u64) -> String {
    let state = match seen {
        Ok(seen) => {
            let position = seen.leg(moves.reverse).position.as_ref();
            let position = position.map_or_else(|| "unknown".to_owned(), preflight::shown);
            format!(
                "{}, position {position}",
                oms_client::Shown(seen.status.as_str())
            )
        }
        Err(_) => "not to be seen at the moment".to_owned(),
    };
    format!("\r\u{1b}[K{step}: {state} ({elapsed} s)")
}

fn text(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    if let Some(ticket) = &outcome.ticket {
        lines.push(Line::new(
            "Ticket",
            oms_client::Shown(&ticket.to_string()).to_string(),
        ));
    }
    if let Some(position) = &outcome.shown {
        lines.push(Line::new("Position", position.as_str()));
    }
    let steps: Vec<String> = outcome
        .steps
        .iter()
        .map(|step| format!("{}: {}", step.name, step.outcome))
        .collect();
    lines.push(Line::new("Steps", steps.join("\n")));
    table(&lines)
}
