//! The explanation of a request that a person reads before it is sent: its subject, its parameters,
//! and its effect.
//!
//! The words about an action come from the spec, through its generated facts. Nothing here is about
//! one action alone.

use oms_client::{Action, ActionInfo, AnyAction, Effect, HIDDEN, StartPosition, TaskId};
use serde_json::Value;

use crate::plan::arguments::{ActionArgs, ActionFacts};
use crate::plan::subject::{Subject, SubjectKind};
use crate::plan::{Change, Explanation, Line, Move, wire};
use crate::terminal::capital;
use crate::time::Moment;

impl Explanation {
    /// Returns the subject that is looked up before anything is sent: the target, if there is a
    /// read that shows it.
    pub(crate) fn looked_up(&self) -> Option<&Subject> {
        let target = self.target.as_ref();
        target.filter(|subject| !subject.kind.looks.is_empty())
    }

    /// Explains a request. `args` are the arguments that it was made from; `None` if it was given
    /// as JSON.
    pub(crate) fn of<A: ActionArgs>(
        args: Option<&A>,
        request: &A::Request,
        moment: &Moment,
    ) -> Self {
        Self::moving::<A>(request, A::moves(args, request), moment)
    }

    /// Explains a request whose caller knows the move.
    pub(crate) fn moving<A: ActionArgs>(
        request: &A::Request,
        moves: Option<Move>,
        moment: &Moment,
    ) -> Self {
        let target = A::subject(request);
        let mut lines: Vec<Line> = target.iter().map(of_subject).collect();
        match &moves {
            Some(moves) => lines.extend(of_move(moves, moment)),
            None => lines.extend(parameters::<A>(request)),
        }
        lines.extend(target.as_ref().and_then(unusual));
        if !A::FACTS.impact.is_empty() {
            lines.push(Line::new("Effect", A::FACTS.impact));
        }
        Self::with(A::Request::INFO, A::FACTS, target, moves, lines)
    }

    /// Explains an action that the spec does not know, with the task that the caller says it acts
    /// on.
    pub(crate) fn of_unknown(
        request: &AnyAction,
        task: Option<&TaskId>,
        kind: &'static SubjectKind,
    ) -> Self {
        let target = task.map(|task| Subject::one(kind, task.as_str()));
        let mut lines: Vec<Line> = target.iter().map(of_subject).collect();
        if let Value::Object(parameters) = wire(request) {
            let is_hidden = parameters.values().any(|value| value == HIDDEN);
            let shown = parameters.iter();
            lines.extend(shown.map(|(name, value)| Line::new(name.as_str(), value.to_string())));
            lines.extend(is_hidden.then(|| Line::new("Hidden", OF_HIDDEN)));
        }
        if request.info().effect() == Effect::Write {
            lines.push(Line::new("Effect", UNKNOWN.impact));
        }
        Self::with(request.info(), &UNKNOWN, target, None, lines)
    }

    fn with(
        info: &ActionInfo,
        facts: &'static ActionFacts,
        target: Option<Subject>,
        moves: Option<Move>,
        lines: Vec<Line>,
    ) -> Self {
        let subject = target.as_ref().map(Subject::text);
        Self {
            subject: subject.unwrap_or_else(|| info.name().to_owned()),
            name: None,
            direction: moves.as_ref().map(direction),
            lines,
            change: Change {
                old: None,
                new: moves.as_ref().and_then(|moves| moves.to.clone()),
            },
            target,
            moves,
            facts,
        }
    }
}

fn of_subject(subject: &Subject) -> Line {
    Line::new(capital(subject.kind.name), subject.text())
}

/// The note on parameters that nobody has declared free of secrets.
const OF_HIDDEN: &str = "--show NAME shows the value of a parameter that holds no secret.";

/// The facts of an action that the spec does not have.
static UNKNOWN: ActionFacts = ActionFacts {
    command: "call",
    impact: "Unknown: the spec of this command does not have the action, so that neither its parameters nor what \
             it acts on were checked.",
    afterwards: "",
    twice: "Sending it once more may take effect once more.",
    leads_to: &[],
    payload: "Answer",
    subject: None,
    names: &[],
    columns: &[],
    times: &[],
    copies: &[],
};

fn direction(moves: &Move) -> &'static str {
    if moves.reverse { "reverse" } else { "forward" }
}

/// Returns the parameters as they are sent, without the one that the line of the subject already
/// shows.
fn parameters<A: ActionArgs>(request: &A::Request) -> Vec<Line> {
    let Value::Object(fields) = wire(request) else {
        return Vec::new();
    };
    let subject = A::FACTS.subject.as_ref().map(|subject| subject.parameter);
    fields
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != subject)
        .map(|(name, value)| Line::new(name.as_str(), value.to_string()))
        .collect()
}

/// Returns a warning about IDs that do not look like IDs of their kind.
fn unusual(subject: &Subject) -> Option<Line> {
    let prefix = subject.kind.usual_prefix?;
    let is_usual = |id: &String| id.starts_with(prefix);
    (!subject.ids.iter().all(is_usual)).then(|| {
        let name = subject.kind.name;
        Line::warning(format!(
            "The ID does not begin as that of a {name} usually does (`{prefix}`). Make sure that it is one."
        ))
    })
}

/// Returns the lines of a move: its direction, and the positions before and after it.
fn of_move(moves: &Move, moment: &Moment) -> Vec<Line> {
    let in_words = if moves.reverse {
        "reverse: from target back to source"
    } else {
        "forward: from source to target"
    };
    let mut lines = vec![
        Line::new("Direction", in_words),
        Line::new(
            "Old position",
            "current position unknown: it was not looked up",
        ),
    ];
    lines.extend(new_position(moves, moment));
    lines
}

/// Returns the lines of a position, in every form that reveals a wrong unit, zone or sign.
fn new_position(moves: &Move, moment: &Moment) -> Vec<Line> {
    let seconds = match &moves.to {
        Some(StartPosition::EpochSeconds(seconds)) => *seconds,
        Some(other) => return vec![Line::new("New position", other.to_string())],
        None => return Vec::new(),
    };
    let given = moves
        .given
        .as_ref()
        .map_or_else(String::new, |given| format!(", given as {given}"));
    vec![Line::new(
        "New position",
        format!(
            "{} UTC\n{} local\n{seconds} seconds since 1970{given}\n{}",
            seconds.to_rfc3339(),
            moment.local(seconds),
            moment.distance_to(seconds)
        ),
    )]
}
