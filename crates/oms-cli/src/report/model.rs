//! The result of a command, as one value that is printed as text or as JSON.

use oms_client::{Error, Outcome, Reason, Reply, WholeList};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::words::{afterwards, body, way_out};
use crate::act::{Answer, Ending, Settled};
use crate::exit::{Exit, MIXED};
use crate::failure::{Failure, Said, first_of};
use crate::plan::{Line, Plan, payload};

/// Version of the JSON object. It grows when a field changes its meaning or is removed; a new field
/// does not change it.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// The result of a command. Every field is always present, and null if there is nothing to say.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    schema_version: u32,
    pub(crate) kind: Kind,
    /// The outcome of the call, or of all calls of a run; null if there was no call to make.
    pub(crate) outcome: Option<&'static str>,
    exit_code: u8,
    #[serde(skip)]
    pub(crate) exit: Exit,
    #[serde(skip)]
    pub(crate) plan: Option<Plan>,
    /// The whole text for people, if the data alone would not be readable.
    #[serde(skip)]
    pub(crate) text: Option<String>,
    action: Option<&'static str>,
    profile: Option<String>,
    endpoint: Option<String>,
    request: Option<Value>,
    pub(super) explanation: Vec<Line>,
    /// Number of the entry in the journal.
    pub(crate) journal: Option<u64>,
    pub(crate) data: Option<Box<RawValue>>,
    /// The number of items that a list has according to the service, if it was read whole or up to
    /// a limit.
    pub(super) total: Option<i64>,
    /// The number of lines of a batch, by their outcome.
    summary: Option<Value>,
    pub(crate) request_id: Option<String>,
    /// The ID that this side gave the call, if the profile asks for one.
    pub(crate) client_request_id: Option<String>,
    pub(crate) cost: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    /// An explanation of a status of refusal that proves nothing about a write.
    hint: Option<&'static str>,
    /// The message: the event, its place, and whether it may have taken effect.
    pub(crate) message: Option<String>,
    pub(crate) causes: Vec<String>,
    /// True if the causes are a chain, in which each one explains the one before, so that the last
    /// one says the most.
    #[serde(skip)]
    chained: bool,
    /// True if the service has answered looks whose outcomes the report does not have.
    #[serde(skip)]
    looked: bool,
    pub(crate) advice: Option<String>,
    /// The advice what to do next.
    pub(crate) next: Option<String>,
    /// The answer as it came, if it could not be read.
    pub(crate) body: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A request that would be sent.
    Plan,
    /// The result that was asked for.
    Result,
    /// The reason why there is no result.
    Error,
}

impl Report {
    pub(super) fn new(kind: Kind, outcome: Option<Outcome>, exit: Exit) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            kind,
            outcome: outcome.map(Outcome::as_str),
            exit_code: exit.code(),
            exit,
            plan: None,
            text: None,
            action: None,
            profile: None,
            endpoint: None,
            request: None,
            explanation: Vec::new(),
            journal: None,
            data: None,
            total: None,
            summary: None,
            request_id: None,
            client_request_id: None,
            cost: None,
            status: None,
            code: None,
            hint: None,
            message: None,
            causes: Vec::new(),
            chained: false,
            looked: false,
            advice: None,
            next: None,
            body: None,
        }
    }

    /// Returns the report of a command that only works on this machine.
    pub(crate) fn found(data: &impl Serialize, text: impl Into<Option<String>>) -> Self {
        Self {
            data: to_raw_value(data).ok(),
            text: text.into(),
            ..Self::new(Kind::Result, None, Exit::Success)
        }
    }

    /// Returns the report of what looks at the service have shown.
    pub(crate) fn looked(data: &impl Serialize, text: impl Into<Option<String>>) -> Self {
        Self {
            looked: true,
            ..Self::found(data, text)
        }
    }

    /// Returns the report of a batch, whatever its outcome is: every line has its own record.
    pub(crate) fn batch(head: &Plan, outcome: &'static str, exit: Exit) -> Self {
        let mut report = Self::new(Kind::Result, None, exit).about(head);
        report.outcome = Some(outcome);
        report
    }

    /// Returns the report of a read.
    pub(crate) fn read<T: Serialize>(plan: &Plan, result: Result<Reply<T>, Error>) -> Self {
        match result {
            Ok(reply) => Self {
                data: payload(plan.answer_secrets, &reply.data),
                ..Self::accepted(plan).answered(&Answer::of_reply(&reply))
            },
            Err(error) => Self::failed(plan, &error),
        }
    }

    fn accepted(plan: &Plan) -> Self {
        Self::new(Kind::Result, Some(Outcome::Accepted), Exit::Success).about(plan)
    }

    /// Returns the report of reading a whole list.
    pub(crate) fn listed<T: Serialize>(plan: &Plan, result: Result<WholeList<T>, Error>) -> Self {
        let list = result.as_ref().ok();
        let total = list.and_then(|list| list.reply.meta.total_count);
        Self {
            total,
            ..Self::read(plan, result.map(|list| list.reply))
        }
    }

    /// Returns the report of an answer that was turned into the parameters of another action.
    pub(crate) fn copied(plan: &Plan, parameters: Option<Box<RawValue>>, text: &str) -> Self {
        Self {
            data: parameters,
            text: Some(format!("{text}\n")),
            ..Self::accepted(plan)
        }
    }

    /// Returns the report of a list whose items are printed already.
    pub(crate) fn poured(plan: &Plan, total: Option<i64>) -> Self {
        Self {
            total,
            ..Self::accepted(plan)
        }
    }

    /// Returns the report of a result of which a part was lost on the way to its reader.
    pub(crate) fn unseen(self) -> Self {
        Self {
            exit: self.exit_where_unseen(),
            ..self
        }
    }

    /// Returns the report of one write.
    pub(crate) fn settled(plan: &Plan, settled: &Settled) -> Self {
        let report = match &settled.ending {
            Ending::Accepted => Self {
                data: settled.data.clone(),
                next: afterwards(&plan.explanation),
                ..Self::accepted(plan).answered(&settled.answer)
            },
            Ending::Failed(error) => Self::failed(plan, error),
            Ending::Repeated(repeated) => Self::repeated(plan, repeated).answered(&settled.answer),
            Ending::Abandoned => Self::abandoned(plan),
            Ending::Withdrawn => Self::interrupted(plan),
            Ending::NotAnnounced(failure) => Self::stopped(failure).about(plan),
        };
        Self {
            journal: settled.seq,
            ..report
        }
        .looked_behind(&settled.position, &plan.explanation)
        .with_way_out()
    }

    /// Returns the report of a call that returned an error.
    fn failed(plan: &Plan, error: &Error) -> Self {
        let mut report = Self {
            message: Some(error.to_string()),
            causes: Said::in_error(error).causes,
            chained: true,
            ..Self::new(Kind::Error, Some(error.outcome()), Exit::of(error))
                .about(plan)
                .answered(&Answer::of_error(error))
        };
        match error {
            Error::Rejected(rejected) => {
                report.code = rejected.code().map(ToOwned::to_owned);
                report.next = plan.next_where_unsupported(rejected.message());
            }
            Error::Unreadable(unreadable) => report.body = Some(body(plan, unreadable.body())),
            Error::Unknown(unknown) => {
                report.hint = unknown.hint().map(Reason::as_str);
                report.body = Some(body(plan, unknown.body())).filter(|body| !body.is_empty());
            }
            _ => {}
        }
        report
    }

    /// Adds the data that came with an answer.
    fn answered(mut self, answer: &Answer) -> Self {
        self.request_id.clone_from(&answer.request_id);
        self.client_request_id.clone_from(&answer.client_request_id);
        self.cost.clone_from(&answer.cost);
        self.status = answer.status;
        self.advice.clone_from(&answer.advice);
        self
    }

    /// Returns the report of a call that was abandoned when its request may have left.
    fn abandoned(plan: &Plan) -> Self {
        Self {
            message: Some(format!(
                "{} was interrupted and may have taken effect at {}",
                plan.action, plan.endpoint
            )),
            next: Some("Read the current state before you send it again.".to_owned()),
            ..Self::new(Kind::Error, Some(Outcome::Unknown), Exit::Unknown).about(plan)
        }
    }

    /// Returns the report of a call that was abandoned before anything was sent.
    fn interrupted(plan: &Plan) -> Self {
        Self {
            message: Some(format!(
                "{} was interrupted before anything was sent to {}; it had no effect",
                plan.action, plan.endpoint
            )),
            next: Some("It can be sent again.".to_owned()),
            ..Self::new(Kind::Error, Some(Outcome::NotSent), Exit::Interrupted).about(plan)
        }
    }

    /// Returns the report of a command that stopped before it sent anything.
    pub(crate) fn stopped(failure: &Failure) -> Self {
        Self {
            outcome: Some(Outcome::NotSent.as_str()),
            message: Some(format!("{}; nothing was sent", failure.message)),
            ..Self::wrong(failure)
        }
    }

    /// Returns the report of a command of this machine that has found a problem. It was not going
    /// to send anything.
    pub(crate) fn wrong(failure: &Failure) -> Self {
        let report = Self {
            message: Some(failure.message.clone()),
            next: Some(failure.next.clone()),
            causes: failure.causes.clone(),
            ..Self::new(Kind::Error, None, failure.exit)
        };
        let Some(said) = &failure.said else {
            return report;
        };
        Self {
            request_id: said.request_id.clone(),
            status: said.status,
            code: said.code.clone(),
            causes: said.causes.clone(),
            chained: true,
            ..report
        }
    }

    /// Adds data that was found in spite of the problem.
    pub(crate) fn with_data(mut self, data: &impl Serialize, text: String) -> Self {
        self.data = to_raw_value(data).ok();
        self.text = Some(text);
        self
    }

    /// Adds the number of lines by their outcome.
    pub(crate) fn with_summary(mut self, summary: &impl Serialize) -> Self {
        self.request = None;
        self.summary = serde_json::to_value(summary).ok();
        self
    }

    /// Replaces the exit code of what was found.
    pub(crate) fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self.exit_code = exit.code();
        self
    }

    /// Replaces the message and the advice.
    pub(crate) fn saying(mut self, message: String, next: Option<String>) -> Self {
        self.message = Some(message);
        self.next = next;
        self
    }

    /// Returns the causes that a person reads. Of a chain that is the last one, because the others
    /// name layers of libraries.
    pub(crate) fn told_causes(&self) -> Vec<String> {
        match self.causes.as_slice() {
            [.., last] if self.chained => vec![last.clone()],
            all => first_of(all),
        }
    }

    /// Returns the exit code for a report that could not be written: a result that nobody saw is no
    /// success.
    pub(crate) fn exit_where_unseen(&self) -> Exit {
        let is_answered = self.looked || self.outcome == Some(Outcome::Accepted.as_str());
        match self.exit {
            Exit::Success if is_answered => Exit::Unverified,
            Exit::Success => Exit::Internal,
            exit => exit,
        }
    }

    /// Adds the way out of an unknown outcome: how to read the present state, and how to record the
    /// result.
    fn with_way_out(mut self) -> Self {
        if self.exit == Exit::Unknown {
            let plan = self.plan.as_ref();
            let target = plan.and_then(|plan| plan.explanation.target.as_ref());
            self.next = way_out(target, self.journal).or(self.next);
        }
        self
    }

    /// Returns the report of a move that an earlier run has made, so that only its new position was
    /// left to be seen. `entry` is that of the move in the journal.
    pub(crate) fn accepted_before(plan: &Plan, entry: Option<u64>) -> Self {
        Self {
            journal: entry,
            ..Self::accepted(plan)
        }
    }

    /// Replaces the outcome with that of the run, which ended in another way than its move. The
    /// outcome of a move without effect is not that of a whole of which a part was done.
    pub(crate) fn ended_otherwise(mut self, exit: Exit, outcome: Outcome) -> Self {
        let had_no_effect = matches!(outcome, Outcome::Rejected | Outcome::NotSent);
        let outcome = if had_no_effect && exit == Exit::PartlyDone {
            MIXED
        } else {
            outcome.as_str()
        };
        (self.kind, self.outcome) = (Kind::Error, Some(outcome));
        self.ending(exit)
    }

    /// Removes the advice, because nothing is left to do.
    pub(crate) fn finished(mut self) -> Self {
        self.next = None;
        self
    }

    /// Adds the fields of a plan.
    pub(crate) fn about(mut self, plan: &Plan) -> Self {
        self.action = Some(plan.action);
        self.profile.clone_from(&plan.profile);
        self.endpoint = Some(plan.endpoint.clone());
        self.request = Some(plan.request.clone());
        self.explanation.clone_from(&plan.explanation.lines);
        self.plan = Some(plan.clone());
        self
    }
}
