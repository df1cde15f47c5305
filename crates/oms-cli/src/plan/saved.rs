//! A saved plan: a request in a file that somebody can read and approve before it is sent.
//!
//! A plan is valid for a quarter of an hour, for one endpoint, and for the user who saved it: it is
//! signed with their key, so nobody else can make or change one. Even so, the file decides nothing
//! but the request. The endpoint is that of the settings, and the plan must name the same one.
//! Guards are answered when the plan is applied. The explanation is computed from the request and
//! not read from the file.

use std::path::Path;
use std::time::{Duration, SystemTime};

use oms_client::{Action, EpochSeconds, SPEC_DIGEST, Shown};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::failure::Failure;
use crate::parse;
use crate::plan::key::Key;
use crate::plan::{Change, Line, Plan};
use crate::session::private::{self, Purpose, Refusal};
use crate::session::{Address, Session};
use crate::surroundings::Surroundings;
use crate::time;

/// The number of minutes for which a plan is valid.
pub(crate) const MINUTES: u64 = 15;

/// The longest file that is written or read, in bytes. It holds the parameters twice, as they are
/// sent and as they are explained, and parameters are read up to 4 MiB.
const LONGEST: u64 = 16 << 20;

/// Version of the file format.
const SCHEMA_VERSION: u32 = 2;

/// The prefix of a signature.
const SIGNED: &str = "hmac-sha256:";

/// The number of characters of the digest that must be typed at least.
const TYPED: usize = 8;

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
    /// Set where the position was computed from this machine's clock.
    #[serde(default)]
    pub(crate) relative: bool,
    /// The explanation for a person. Only the request is sent.
    explanation: Vec<Line>,
    /// The body as it will be sent; null for a run.
    pub(crate) request: Value,
    /// The moves of a run and its settings; `None` if the plan is not a run.
    #[serde(default)]
    pub(crate) run: Option<Value>,
    spec: String,
    /// The signature over all other fields.
    signature: String,
}

impl SavedPlan {
    /// Makes the plan of a request.
    pub(crate) fn new<A: Action>(
        request: &A,
        plan: &Plan,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let secrets = request.info().request_secrets();
        let request = serde_json::to_value(request).unwrap_or_default();
        if secrets.holds(&request) {
            return Err(Failure::usage(
                format!(
                    "{} carries a secret, which must not be in a file",
                    plan.action
                ),
                "Give fewer parameters, or let a person send them from a terminal with --execute.",
            ));
        }
        Self::made(plan, plan.action, request, None, session)
    }

    /// Makes the plan of a run of this command.
    pub(crate) fn of_run(
        plan: &Plan,
        command: &str,
        run: Value,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        Self::made(plan, command, Value::Null, Some(run), session)
    }

    fn made(
        plan: &Plan,
        action: &str,
        request: Value,
        run: Option<Value>,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let mut saved = Self {
            schema_version: SCHEMA_VERSION,
            created: time::utc(session.surroundings.now),
            profile: plan.profile.clone(),
            endpoint: plan.endpoint.clone(),
            action: action.to_owned(),
            id: plan.explanation.subject.clone(),
            direction: plan.explanation.direction.map(ToOwned::to_owned),
            change: plan.explanation.change.clone(),
            relative: plan
                .explanation
                .moves
                .as_ref()
                .is_some_and(|moves| moves.relative),
            explanation: plan.explanation.lines.clone(),
            request,
            run,
            spec: SPEC_DIGEST.to_owned(),
            signature: String::new(),
        };
        let signature = Key::made(session.surroundings)?.sign(&saved.signed());
        saved.signature = format!("{SIGNED}{signature}");
        Ok(saved)
    }

    /// Writes the plan to a file that only its owner can read.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        if text.len() as u64 > LONGEST {
            let too_long = Refusal::too_long(LONGEST);
            return Err(Failure::usage(
                format!("the plan {too_long}, and `oms apply` reads no longer one"),
                "Send it without saving it first.",
            ));
        }
        private::write(path, text.as_bytes()).map_err(|error| {
            Failure::usage(
                format!("{} cannot be written: {error}", path.display()),
                "Name another file, in a directory that only you can write.",
            )
        })
    }

    /// Reads a plan from a file, and refuses one that this user did not save, or that was edited.
    pub(crate) fn read(path: &Path, surroundings: &Surroundings<'_>) -> Result<Self, Failure> {
        let refuse = |problem: String| {
            Failure::usage(
                format!("{} {problem}", path.display()),
                "Name a file to which a plan was saved: `oms plan --help` shows how.",
            )
        };
        let text = private::read(path, Purpose::Kept, LONGEST).map_err(|refusal| Failure {
            next: refusal.next(path, Purpose::Kept),
            ..refuse(refusal.to_string())
        })?;
        let text = String::from_utf8(text).map_err(|_| refuse("is not UTF-8 text".to_owned()))?;
        let saved: Self = serde_json::from_str(parse::without_mark(&text))
            .map_err(|error| refuse(format!("is not a saved plan: {error}")))?;
        let key = Key::existing(surroundings)?;
        let is_own = key.is_some_and(|key| key.verify(&saved.signed(), saved.digest()));
        if !is_own {
            return Err(Failure::guard(
                format!(
                    "{} was edited after it was saved, or was not saved by you on this machine",
                    path.display()
                ),
                "The request must be the one that was approved. Make a new plan.",
            ));
        }
        Ok(saved)
    }

    /// Reads a plan that was shared in a team's journal. The journal says who shared it, and proves
    /// that nobody has changed it since.
    pub(crate) fn shared(saved: &Value) -> Result<Self, Failure> {
        serde_json::from_value(saved.clone()).map_err(|error| {
            Failure::usage(
                format!("this command cannot read the shared plan: {error}"),
                "Share it again, with a command of the same version.",
            )
        })
    }

    /// Returns the explanation for a person.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.explanation
    }

    /// Returns the time since the plan was made; `None` if that is in the future.
    pub(crate) fn age(&self, now: SystemTime) -> Option<Duration> {
        now.duration_since(time::read_utc(&self.created)?).ok()
    }

    /// Refuses a plan that is too old, of another version, or of another endpoint.
    pub(crate) fn check(&self, endpoint: &str, age: Option<Duration>) -> Result<(), Failure> {
        let refuse = |message: String| {
            Err(Failure::guard(
                message,
                "Make a new plan, and have it approved again.",
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
        match age {
            Some(age) if age <= Duration::from_secs(MINUTES * 60) => Ok(()),
            Some(age) => refuse(format!(
                "the plan is {} old, and good for {MINUTES} minutes",
                time::distance(i64::try_from(age.as_secs()).unwrap_or(i64::MAX))
            )),
            None => refuse(format!(
                "the plan was made at {}, which is in the future by this machine's clock",
                Shown(&self.created)
            )),
        }
    }

    /// Returns the position that was the present one when the plan was made.
    pub(crate) fn expected(&self) -> Option<EpochSeconds> {
        self.change.old_moment()
    }

    /// Returns the digest, with which two people make sure that they talk about the same plan.
    pub(crate) fn digest(&self) -> &str {
        self.signature.strip_prefix(SIGNED).unwrap_or_default()
    }

    /// Returns the part of the digest that must be typed.
    pub(crate) fn short_digest(&self) -> &str {
        self.digest().get(..TYPED).unwrap_or_default()
    }

    /// Refuses a file whose explanation differs from its request.
    pub(crate) fn check_words(&self, plan: &Plan) -> Result<(), Failure> {
        let of_request = &plan.explanation;
        let is_same = self.action == plan.action
            && self.id == of_request.subject
            && self.direction.as_deref() == of_request.direction
            && self.change.new == of_request.change.new;
        if is_same {
            return Ok(());
        }
        Err(Failure::guard(
            "the plan does not say what its request would do",
            "Make a new plan.",
        ))
    }

    /// Returns the text that is signed.
    fn signed(&self) -> Vec<u8> {
        let unsigned = Self {
            signature: String::new(),
            ..self.clone()
        };
        serde_json::to_vec(&unsigned).unwrap_or_default()
    }
}
