//! What the command has to say in the end, as one value that is printed as text or as JSON.

use oms_client::{Error, Outcome, Reply};
use serde::Serialize;
use serde_json::Value;

use crate::Exit;
use crate::failure::Failure;
use crate::plan::{Line, Plan};

/// Version of the JSON object. It grows when a field changes its meaning or goes; a new field leaves it as it is.
const SCHEMA_VERSION: u32 = 1;

/// What the command has to say in the end. Every field is always there, null where it has nothing to say.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    schema_version: u32,
    pub(crate) kind: Kind,
    outcome: &'static str,
    exit_code: u8,
    #[serde(skip)]
    pub(crate) exit: Exit,
    #[serde(skip)]
    pub(crate) plan: Option<Plan>,
    action: Option<&'static str>,
    endpoint: Option<String>,
    request: Option<Value>,
    explanation: Vec<Line>,
    pub(crate) data: Option<Value>,
    pub(crate) request_id: Option<String>,
    pub(crate) cost: Option<String>,
    status: Option<u16>,
    code: Option<String>,
    /// What happened, where, and whether it may have taken effect.
    pub(crate) message: Option<String>,
    pub(crate) causes: Vec<String>,
    pub(crate) advice: Option<String>,
    /// What to do next.
    pub(crate) next: Option<String>,
    /// The answer as it came, where it could not be read.
    pub(crate) body: Option<String>,
}

/// What kind of report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// What would be sent.
    Plan,
    /// What a call that was accepted came to.
    Result,
    /// Why there is no result.
    Error,
}

impl Report {
    fn new(kind: Kind, outcome: Outcome, exit: Exit) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            kind,
            outcome: match outcome {
                Outcome::NotSent => "not_sent",
                other => other.as_str(),
            },
            exit_code: exit.code(),
            exit,
            plan: None,
            action: None,
            endpoint: None,
            request: None,
            explanation: Vec::new(),
            data: None,
            request_id: None,
            cost: None,
            status: None,
            code: None,
            message: None,
            causes: Vec::new(),
            advice: None,
            next: None,
            body: None,
        }
    }

    /// The plan alone: nothing was sent.
    pub(crate) fn plan(plan: &Plan) -> Self {
        Self {
            message: Some("Nothing was sent.".to_owned()),
            next: Some("Add --execute to send it.".to_owned()),
            ..Self::new(Kind::Plan, Outcome::NotSent, Exit::Success).about(plan)
        }
    }

    /// A call that was accepted.
    pub(crate) fn accepted<T: Serialize>(plan: &Plan, reply: &Reply<T>) -> Self {
        let meta = &reply.meta;
        Self {
            data: serde_json::to_value(&reply.data).ok(),
            request_id: meta.request_id.clone(),
            cost: meta.cost.as_ref().map(|cost| cost.raw().to_owned()),
            status: Some(meta.status),
            advice: meta.advice.clone(),
            next: Some(plan.explanation.afterwards.to_owned()).filter(|text| !text.is_empty()),
            ..Self::new(Kind::Result, Outcome::Accepted, Exit::Success).about(plan)
        }
    }

    /// A call that returned an error.
    pub(crate) fn failed(plan: &Plan, error: &Error) -> Self {
        let meta = error.meta();
        let mut report = Self {
            request_id: error.request_id().map(ToOwned::to_owned),
            cost: meta.and_then(|meta| Some(meta.cost.as_ref()?.raw().to_owned())),
            status: error.status(),
            message: Some(error.to_string()),
            causes: causes(error),
            advice: meta.and_then(|meta| meta.advice.clone()),
            ..Self::new(Kind::Error, error.outcome(), Exit::of(error)).about(plan)
        };
        match error {
            Error::Rejected(rejected) => report.code = rejected.code().map(ToOwned::to_owned),
            Error::Unreadable(unreadable) => report.body = Some(text(unreadable.body())),
            Error::Unknown(unknown) if !unknown.body().is_empty() => {
                report.body = Some(text(unknown.body()));
            }
            _ => {}
        }
        report
    }

    /// A call that was given up while its request may have been on the way.
    pub(crate) fn abandoned(plan: &Plan) -> Self {
        Self {
            message: Some(format!(
                "{} was interrupted and may have taken effect at {}",
                plan.action, plan.endpoint
            )),
            next: Some("Read the current state before you send it again.".to_owned()),
            ..Self::new(Kind::Error, Outcome::Unknown, Exit::Unknown).about(plan)
        }
    }

    /// A call that was given up before anything was sent.
    pub(crate) fn interrupted(plan: &Plan) -> Self {
        Self {
            message: Some(format!(
                "{} was interrupted before anything was sent to {}; it had no effect",
                plan.action, plan.endpoint
            )),
            next: Some("It can be sent again.".to_owned()),
            ..Self::new(Kind::Error, Outcome::NotSent, Exit::Interrupted).about(plan)
        }
    }

    /// The command stopped before it sent anything.
    pub(crate) fn stopped(failure: &Failure) -> Self {
        Self {
            message: Some(format!("{}; nothing was sent", failure.message)),
            next: Some(failure.next.clone()),
            ..Self::new(Kind::Error, Outcome::NotSent, failure.exit)
        }
    }

    fn about(mut self, plan: &Plan) -> Self {
        self.action = Some(plan.action);
        self.endpoint = Some(plan.endpoint.clone());
        self.request = Some(plan.request.clone());
        self.explanation.clone_from(&plan.explanation.lines);
        self.plan = Some(plan.clone());
        self
    }
}

/// The texts of what lay below an error.
fn causes(error: &Error) -> Vec<String> {
    std::iter::successors(std::error::Error::source(error), |error| error.source())
        .map(ToString::to_string)
        .collect()
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}
