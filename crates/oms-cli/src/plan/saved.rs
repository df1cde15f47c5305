//! A saved plan: what would be sent, in a file that somebody can read and approve before it is sent.
//!
//! It is good for a quarter of an hour, at one endpoint, as it was saved. Its hash tells an edited plan from the one that was
//! approved; it does not tell who saved it.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use oms_client::{Action, EpochSeconds, SPEC_DIGEST, Shown};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::{Change, Line, Plan};
use crate::session::{Address, Session, ownership};
use crate::time;

/// For how many minutes a plan is good.
pub(crate) const MINUTES: u64 = 15;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Version of the file's shape.
const SCHEMA_VERSION: u32 = 1;

/// A saved plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedPlan {
    schema_version: u32,
    pub(crate) created: String,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    pub(crate) action: String,
    pub(crate) id: String,
    pub(crate) direction: Option<String>,
    pub(crate) change: Change,
    /// What a person reads; the request is what is sent.
    explanation: Vec<Line>,
    /// The body, as it will be sent; null for a run.
    pub(crate) request: Value,
    /// The moves of a run, and how they are made, where it is one.
    #[serde(default)]
    pub(crate) run: Option<Value>,
    /// Guards that whoever planned it has answered.
    #[serde(default)]
    pub(crate) allow_skip: bool,
    #[serde(default)]
    pub(crate) i_know_logs_exist: bool,
    spec: String,
    hash: String,
}

impl SavedPlan {
    /// The plan of a request.
    pub(crate) fn new<A: Action>(
        request: &A,
        plan: &Plan,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let request = serde_json::to_value(request).unwrap_or_default();
        if A::INFO.request_secrets().holds(&request) {
            return Err(Failure::usage(
                format!(
                    "{} carries a secret, which must not stand in a file",
                    plan.action
                ),
                "Send it without saving it first.",
            ));
        }
        Ok(Self::made(plan, plan.action, request, None, session))
    }

    /// The plan of a run of this command.
    pub(crate) fn of_run(
        plan: &Plan,
        command: &str,
        run: Value,
        session: &Session<'_, '_>,
    ) -> Self {
        Self::made(plan, command, Value::Null, Some(run), session)
    }

    fn made(
        plan: &Plan,
        action: &str,
        request: Value,
        run: Option<Value>,
        session: &Session<'_, '_>,
    ) -> Self {
        let mut saved = Self {
            schema_version: SCHEMA_VERSION,
            created: time::utc(session.surroundings.now),
            profile: plan.profile.clone(),
            endpoint: plan.endpoint.clone(),
            action: action.to_owned(),
            id: plan.explanation.subject.clone(),
            direction: plan.explanation.direction.map(ToOwned::to_owned),
            change: plan.explanation.change.clone(),
            explanation: plan.explanation.lines.clone(),
            request,
            run,
            allow_skip: false,
            i_know_logs_exist: false,
            spec: SPEC_DIGEST.to_owned(),
            hash: String::new(),
        };
        saved.hash = saved.digest();
        saved
    }

    /// The same plan, with the guards that were answered when it was made.
    pub(crate) fn answering(mut self, allow_skip: bool, i_know_logs_exist: bool) -> Self {
        self.allow_skip = allow_skip;
        self.i_know_logs_exist = i_know_logs_exist;
        self.hash = self.digest();
        self
    }

    /// Writes it to a file that only its owner can read.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        ownership::write_private(path, text.as_bytes()).map_err(|error| {
            Failure::usage(
                format!("{} cannot be written: {error}", path.display()),
                "Name another file.",
            )
        })
    }

    /// Reads it from a file, and refuses one that was edited.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let refuse = |problem: String| {
            Failure::usage(
                format!("{} {problem}", path.display()),
                "Make a plan with `oms plan -o FILE`.",
            )
        };
        let cannot = |error: std::io::Error| refuse(format!("cannot be read: {error}"));
        let length = fs::metadata(path).map_err(cannot)?.len();
        if length > LONGEST {
            return Err(refuse("is too large for a plan".to_owned()));
        }
        let text = fs::read(path).map_err(cannot)?;
        let saved: Self = serde_json::from_slice(&text)
            .map_err(|error| refuse(format!("is no saved plan: {error}")))?;
        if saved.hash != saved.digest() {
            return Err(Failure::new(
                Exit::Guard,
                format!("{} was edited after it was saved", path.display()),
                "What is sent must be what was approved. Make a new plan.",
            ));
        }
        Ok(saved)
    }

    /// Refuses a plan that is too old, of another version, or of another endpoint.
    pub(crate) fn check(&self, endpoint: &str, now: SystemTime) -> Result<(), Failure> {
        let refuse = |message: String| {
            Err(Failure::new(
                Exit::Guard,
                message,
                "Make a new plan, and let it be approved again.",
            ))
        };
        if Address::of(endpoint) != Address::of(&self.endpoint) {
            return refuse(format!(
                "the plan is for {}, and the endpoint is {endpoint}",
                Shown(&self.endpoint)
            ));
        }
        if self.spec != SPEC_DIGEST {
            return refuse("the plan was made by a command of another version".to_owned());
        }
        let created = time::read_utc(&self.created);
        let age = created.and_then(|created| now.duration_since(created).ok());
        match age {
            Some(age) if age <= Duration::from_secs(MINUTES * 60) => Ok(()),
            Some(age) => refuse(format!(
                "the plan is {} old, and good for {MINUTES} minutes",
                time::distance(i64::try_from(age.as_secs()).unwrap_or(i64::MAX))
            )),
            None => refuse(format!(
                "the plan is of {}, which this machine's clock has not reached",
                Shown(&self.created)
            )),
        }
    }

    /// The position that was the present one when the plan was made.
    pub(crate) fn expected(&self) -> Option<EpochSeconds> {
        self.change.old_moment()
    }

    fn digest(&self) -> String {
        let unsigned = Self {
            hash: String::new(),
            ..self.clone()
        };
        let text = serde_json::to_vec(&unsigned).unwrap_or_default();
        let mut digest = String::from("sha256:");
        digest.push_str(&crate::hex::hex(&Sha256::digest(&text)));
        digest
    }
}
