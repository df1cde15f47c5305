//! Carries out what the server asks for, by the commands that a person would type.

use oms_client::{Effect, Outcome, Shown};
use serde_json::{Map, Value};

use super::actions;
use super::inner::{self, Printing, Ran};
use super::job::{Answer, Host, Job};
use super::plans::{Kept, Plans};
use super::{schema, shorten};
use crate::act::approval;
use crate::command::action::{Mode, Runner};
use crate::command::apply;
use crate::command::journal::{self, JournalArgs};
use crate::command::rewind::{self, RewindArgs};
use crate::command::status::{self, StatusArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::ActionCommand;
use crate::plan::saved::SavedPlan;
use crate::session::Session;
use crate::terminal::{Destination, Format, Ordered, pointer};

/// The most items of an answer unless a model asks for more.
const ITEMS: usize = 50;

/// The worker that carries out jobs, one after the other.
pub(super) struct Desk<'d, 'r, 's> {
    session: &'d Session<'r, 's>,
    plans: Plans,
}

type Arguments = Map<String, Value>;

impl<'d, 'r, 's> Desk<'d, 'r, 's> {
    pub(super) fn new(session: &'d Session<'r, 's>) -> Result<Self, Failure> {
        Ok(Self {
            plans: Plans::new(session)?,
            session,
        })
    }

    pub(super) fn carry_out(&mut self, job: &Job) -> Answer {
        self.plans.end_old(self.session.surroundings.time());
        let answer = match job {
            Job::Tool {
                name,
                arguments,
                host,
            } => self.tool(name, arguments, *host),
            Job::Ask { plan, host } => self.ask(plan, *host),
            Job::Apply { plan, typed } => self.apply(plan, typed),
        };
        // A refusal may repeat what it is about, which has any length.
        answer.unwrap_or_else(|why| Answer::error(shorten::plan(&why)))
    }

    fn tool(&mut self, name: &str, arguments: &Arguments, host: Host) -> Result<Answer, String> {
        match name {
            "status" => self.status(arguments),
            "read_action" => self.read_action(arguments),
            "describe_action" => {
                let told = actions::told(required(arguments, "action")?)?;
                Ok(Answer::of(actions::describe(told).to_string()))
            }
            "list_actions" => Ok(Answer::of(actions::list())),
            "journal" => self.journal(arguments),
            "plan_action" => self.plan_action(arguments, host),
            "plan_rewind" => self.plan_rewind(arguments, host),
            other => Err(format!("There is no tool {}.", Shown(other))),
        }
    }

    fn status(&self, arguments: &Arguments) -> Result<Answer, String> {
        let mut words = Vec::new();
        words.extend(listed(arguments, "state").map(|state| actions::flag("state", state)));
        words.extend(flags(arguments, &["lag_over"]));
        words.push("--".to_owned());
        let tasks = listed(arguments, "tasks").filter_map(Value::as_str);
        words.extend(tasks.map(ToOwned::to_owned));
        let mut args: StatusArgs = actions::read_args("status", &words)?;
        // The farthest behind may be the last that the service lists, so that all are read.
        args.shown = Some(limit(arguments));
        self.answered(arguments, None, |session| status::run(&args, session))
    }

    fn read_action(&self, arguments: &Arguments) -> Result<Answer, String> {
        let command = Self::action(arguments, Effect::Read)?;
        self.answered(arguments, Some(limit(arguments)), |session| {
            command.accept(Runner::new(session, Mode::Act))
        })
    }

    fn journal(&self, arguments: &Arguments) -> Result<Answer, String> {
        let mut words = vec!["list".to_owned()];
        if arguments.get("open") == Some(&Value::Bool(true)) {
            words.push("--open".to_owned());
        }
        words.extend(flags(arguments, &["id", "since", "action"]));
        let args: JournalArgs = actions::read_args("journal", &words)?;
        let limit = limit(arguments);
        self.answered(arguments, Some(limit), |session| {
            journal::run(&args, session)
        })
    }

    fn plan_action(&mut self, arguments: &Arguments, host: Host) -> Result<Answer, String> {
        let command = Self::action(arguments, Effect::Write)?;
        self.plan(host, |session| {
            command.accept(Runner::new(session, Mode::Save))
        })
    }

    fn plan_rewind(&mut self, arguments: &Arguments, host: Host) -> Result<Answer, String> {
        let words: Vec<String> = flags(arguments, &["id", "reverse", "to", "by"]).collect();
        let args: RewindArgs = actions::read_args("rewind", &words)?;
        self.plan(host, |mut session| {
            let report = rewind::save(&args, &mut session);
            session.conclude(report)
        })
    }

    /// Returns the named action with its parameters, if it has the effect that the tool is for.
    fn action(arguments: &Arguments, effect: Effect) -> Result<ActionCommand, String> {
        let told = actions::told(required(arguments, "action")?)?;
        if told.info.effect() != effect {
            let name = told.info.name();
            return Err(match effect {
                Effect::Read => format!("{name} changes something. Plan it with plan_action."),
                Effect::Write => format!("{name} only reads. Call it with read_action."),
            });
        }
        let none = Map::new();
        let parameters = match arguments.get("parameters") {
            Some(Value::Object(parameters)) => parameters,
            Some(Value::Null) | None => &none,
            Some(_) => return Err("`parameters` must be an object.".to_owned()),
        };
        actions::read(told, &actions::words(told, parameters)?)
    }

    /// Makes a plan, and keeps it if no guard refuses it.
    fn plan(
        &mut self,
        host: Host,
        command: impl FnOnce(Session<'_, '_>) -> Exit,
    ) -> Result<Answer, String> {
        let (id, path) = self.plans.place()?;
        let needs_two = approval::wants_two(self.session);
        let needs_two = needs_two.map_err(|failure| said(&failure))?.is_some();
        let output = if needs_two {
            Destination::Format(Format::Json)
        } else {
            Destination::File(path.clone())
        };
        let printing = Printing {
            output,
            ..Printing::default()
        };
        let ran = inner::run(self.session, printing, |mut session| {
            session.share = needs_two;
            command(session)
        });
        let text = with_beside(shorten::plan(&ran.stdout), &ran);
        if ran.exit != Exit::Success {
            return Err(text);
        }
        let kept = if needs_two {
            Kept::Shared(shared(&ran).ok_or_else(|| text.clone())?)
        } else {
            let read = SavedPlan::read(&path, self.session.surroundings);
            let plan = Box::new(read.map_err(|failure| said(&failure))?);
            Kept::File { path, plan }
        };
        let then = if let Some(why) = self.unasked(&kept, host) {
            self.in_a_terminal(why, &kept)
        } else {
            let command = format!("`{}`", kept.command());
            let command = self.session.completed(&command);
            format!("With apply_plan, the person is asked; or they run {command} in a terminal.")
        };
        self.plans.keep(&id, self.session.surroundings.time(), kept);
        Ok(Answer::of(format!(
            "plan_id: {id}\n{text}\nShow this to the person. {then}"
        )))
    }

    /// Returns why nobody is asked about a plan here; `None` if the host asks.
    fn unasked(&self, kept: &Kept, host: Host) -> Option<&'static str> {
        if matches!(kept, Kept::Shared(_)) {
            Some("Two people are needed for it, so another person sends this plan.")
        } else if self.session.settings.is_production() {
            Some("The profile is one of production, where a person confirms in a terminal.")
        } else if host == Host::AsksNobody {
            Some("This host cannot ask the person.")
        } else {
            None
        }
    }

    /// Returns why nobody is asked about a plan here, with the command that sends it elsewhere.
    fn in_a_terminal(&self, why: &str, kept: &Kept) -> String {
        let text = format!(
            "{why} Nothing was sent. In a terminal: `{}`",
            kept.command()
        );
        self.session.completed(&text).into_owned()
    }

    /// Returns the question that a person is asked before a plan is sent.
    fn ask(&self, id: &str, host: Host) -> Result<Answer, String> {
        let kept = self.plans.get(id)?;
        if let Some(why) = self.unasked(kept, host) {
            return Err(self.in_a_terminal(why, kept));
        }
        let saved = kept.plan()?;
        let said = |failure: Failure| said(&failure);
        let endpoint = self.session.settings.endpoint().map_err(said)?;
        let age = saved.age(self.session.surroundings.time());
        saved.check(endpoint, age).map_err(said)?;
        let lines = saved.lines().iter().flat_map(|line| {
            let label = Shown(&line.label);
            line.text
                .lines()
                .map(move |part| format!("{label}: {}", Shown(part)))
        });
        let head = format!("{} at {}", Shown(&saved.action), Shown(&saved.endpoint));
        let question = format!("Type {} to send it.", Shown(&saved.id));
        let all: Vec<String> = std::iter::once(head)
            .chain(lines)
            .chain([question])
            .collect();
        let text = all.join("\n");
        Ok(Answer {
            subject: Some(saved.id.clone()),
            ..Answer::of(text)
        })
    }

    /// Sends a plan that a person has confirmed. The text that they typed is compared in the same
    /// place as every other consent.
    fn apply(&mut self, id: &str, typed: &str) -> Result<Answer, String> {
        let plan = self.plans.get(id)?.plan()?.clone();
        let ran = inner::run(self.session, as_json(None), |session| {
            apply::run_shown(plan, typed, session)
        });
        let text = shorten::outcome(&ran.stdout);
        if ran.exit == Exit::Success {
            self.plans.was_sent(id);
            // The rest is the plan, which was shown.
            return Ok(Answer::of(text));
        }
        let text = with_beside(text, &ran);
        if may_be_sent(&ran) {
            self.plans.was_sent(id);
            return Ok(Answer::error(text));
        }
        // A plan that was not sent can be sent later, and no tool has the flags of the advice.
        let command = self.plans.get(id)?.command();
        let of_flags = format!(
            "A flag that is named there is for a person in a terminal, behind `{command}`."
        );
        Ok(Answer::error(format!(
            "{text}\n{}",
            self.session.completed(&of_flags)
        )))
    }

    /// Returns the answer to a question, which a command finds, and for which it reads at most so
    /// many items of a list. Nothing is run for a part that cannot be named.
    fn answered(
        &self,
        arguments: &Arguments,
        limit: Option<usize>,
        command: impl FnOnce(Session<'_, '_>) -> Exit,
    ) -> Result<Answer, String> {
        let query = query(arguments)?;
        let ran = inner::run(self.session, as_json(limit), command);
        Ok(answer(&ran, query.as_deref()))
    }
}

fn as_json(limit: Option<usize>) -> Printing {
    Printing {
        output: Destination::Format(Format::Json),
        limit,
    }
}

/// Returns the answer to a question, or the part of it that is wanted.
fn answer(ran: &Ran, query: Option<&str>) -> Answer {
    let part = query.map(|query| part(&ran.stdout, query)).transpose();
    let part = match part {
        Ok(part) => part.flatten(),
        Err(why) => return Answer::error(with_beside(why, ran)),
    };
    let text = part.as_deref().unwrap_or(&ran.stdout);
    match shorten::question(text, part.is_some()) {
        Ok(text) if ran.exit == Exit::Success => Answer::of(with_beside(text, ran)),
        Ok(text) => Answer::error(with_beside(text, ran)),
        Err(why) => Answer::error(why),
    }
}

/// Returns the part of a report that a pointer names; `None` if the report is of a failure, all of
/// which tells more. The error is the message for a model if there is nothing.
fn part(report: &str, query: &str) -> Result<Option<String>, String> {
    let report = Ordered::read(report);
    if report.at("/kind") == Some(&Ordered::Text("error".to_owned())) {
        return Ok(None);
    }
    match report.at(query) {
        Some(part) => Ok(Some(part.to_string())),
        None => Err(format!(
            "`query`: there is nothing at {}. Ask without `query` to see all of it.",
            Shown(query)
        )),
    }
}

fn with_beside(text: String, ran: &Ran) -> String {
    match shorten::beside(&ran.stderr) {
        beside if beside.is_empty() => text,
        beside => format!("{text}\n{beside}"),
    }
}

fn said(failure: &Failure) -> String {
    format!("{}. {}", failure.message, failure.next)
}

/// Returns whether anything of a plan may have left this machine: its request, or a step of its
/// run.
fn may_be_sent(ran: &Ran) -> bool {
    let Ok(report) = serde_json::from_str::<Value>(&ran.stdout) else {
        return true;
    };
    let not_sent = |told: &Value| {
        told.get("outcome")
            .is_some_and(|it| it == Outcome::NotSent.as_str())
    };
    let steps = report.pointer("/data/steps").and_then(Value::as_array);
    let mut steps = steps.into_iter().flatten();
    !not_sent(&report) || steps.any(|step| !not_sent(step))
}

/// Returns the number under which a plan was shared.
fn shared(ran: &Ran) -> Option<u64> {
    let report: Value = serde_json::from_str(&ran.stdout).ok()?;
    report.get("journal")?.as_u64()
}

/// Returns the part of the answer that is wanted, as `--query` reads it.
fn query(arguments: &Arguments) -> Result<Option<String>, String> {
    let query = arguments.get("query").and_then(Value::as_str);
    let query = query.map(pointer).transpose();
    query.map_err(|why| format!("`query`: {why}."))
}

/// Returns the most items that an answer gives.
fn limit(arguments: &Arguments) -> usize {
    let limit = arguments.get("limit").and_then(schema::whole);
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    limit.unwrap_or(ITEMS)
}

fn required<'a>(arguments: &'a Arguments, name: &str) -> Result<&'a str, String> {
    let value = arguments.get(name).and_then(Value::as_str);
    value.ok_or_else(|| format!("`{name}` is missing, or is not a text."))
}

fn listed<'a>(arguments: &'a Arguments, name: &str) -> impl Iterator<Item = &'a Value> {
    let items = arguments.get(name).and_then(Value::as_array);
    items.into_iter().flatten()
}

/// Returns the flags for arguments that were given.
fn flags<'a>(arguments: &'a Arguments, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    names.iter().filter_map(|name| {
        let value = arguments.get(*name).filter(|value| !value.is_null())?;
        Some(actions::flag(&name.replace('_', "-"), value))
    })
}
