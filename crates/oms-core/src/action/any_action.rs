//! An action that no generated type describes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Serialize, Serializer};

use crate::{Action, ActionInfo, Effect, Invalid, Json, Secrets};

/// An action that no generated type describes: its name and parameters are known only when the
/// program runs.
///
/// It is sent on the same path as any other, with the same promise about its outcome: one that
/// changes something is not resent by itself once a byte of it may have left. The caller says which
/// it is; where that is not certain, it changes something.
///
/// Nothing is declared about its parameters, so each of them counts as a secret wherever it is
/// shown as JSON, and its texts are taken out of what a server repeats around a payload, but for
/// the names that [`showing`](Self::showing) lists. The payload of a write's answer counts as a
/// secret as well until [`showing_answer`](Self::showing_answer).
///
/// The facts about an action are kept as long as the program runs: its name, its effect and what is
/// shown of it. A program has at most 1000 of them, so names must come from a bounded set; beyond
/// that a new one is refused, and nothing new is shown.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Action, AnyAction, Effect, Json};
/// use serde_json::json;
///
/// let parameters = Json::new(r#"{"id":"np_1","pin":"hunter2"}"#)?;
/// let action = AnyAction::write("RotateProjectPin", parameters)?.showing(["id"]);
/// assert_eq!(action.info().effect(), Effect::Write);
///
/// let shown = action.info().request_secrets().hidden(json!({"id": "np_1", "pin": "hunter2"}));
/// assert_eq!(shown, json!({"id": "np_1", "pin": "(hidden)"}));
/// # Ok::<(), oms_client::Invalid>(())
/// ```
#[derive(Clone)]
pub struct AnyAction {
    info: &'static ActionInfo,
    parameters: Json,
}

/// The longest name that is sent.
const LONGEST_NAME: usize = 100;

/// The most facts that are kept, far more than a service has actions.
const MOST_FACTS: usize = 1000;

impl AnyAction {
    /// An action that changes something.
    ///
    /// # Errors
    ///
    /// The name is not one of ASCII letters and digits, or it is new beyond the first 1000 facts;
    /// or the parameters are no JSON object.
    pub fn write(name: &str, parameters: Json) -> Result<Self, Invalid> {
        Self::new(name, Effect::Write, parameters)
    }

    /// An action that only reads. If its answer is lost, it is asked for again.
    ///
    /// # Errors
    ///
    /// The name is not one of ASCII letters and digits, or it is new beyond the first 1000 facts;
    /// or the parameters are no JSON object.
    pub fn read(name: &str, parameters: Json) -> Result<Self, Invalid> {
        Self::new(name, Effect::Read, parameters)
    }

    fn new(name: &str, effect: Effect, parameters: Json) -> Result<Self, Invalid> {
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric())
            && name.len() <= LONGEST_NAME;
        if !is_name {
            let message = "the name of an action consists of ASCII letters and digits";
            return Err(Invalid::new(message).at("action"));
        }
        if !parameters.get().trim_start().starts_with('{') {
            return Err(Invalid::new("are no JSON object").at("parameters"));
        }
        let facts = Facts {
            name: name.to_owned(),
            effect,
            shown: Vec::new(),
            shows_answer: effect == Effect::Read,
        };
        let Some(info) = made().info(facts) else {
            let message = format!(
                "is new, and {MOST_FACTS} facts about such actions are kept already: take the name from a bounded set"
            );
            return Err(Invalid::new(message).at("action"));
        };
        Ok(Self { info, parameters })
    }

    /// States that the parameters of these names hold no secret.
    #[must_use]
    pub fn showing<'n>(self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut facts = self.facts();
        facts.shown = names.into_iter().map(ToOwned::to_owned).collect();
        self.with(facts)
    }

    /// States that the answer's payload holds no secret.
    #[must_use]
    pub fn showing_answer(self) -> Self {
        let mut facts = self.facts();
        facts.shows_answer = true;
        self.with(facts)
    }

    fn facts(&self) -> Facts {
        let shown = match self.info.request_secrets() {
            Secrets::AllBut(names) => names.iter().map(|name| (*name).to_owned()).collect(),
            _ => Vec::new(),
        };
        Facts {
            name: self.info.name().to_owned(),
            effect: self.info.effect(),
            shown,
            shows_answer: matches!(self.info.answer_secrets(), Secrets::None),
        }
    }

    /// The same by other facts. If there is no room for them, more stays hidden, which harms
    /// nobody.
    fn with(self, facts: Facts) -> Self {
        Self {
            info: made().info(facts).unwrap_or(self.info),
            ..self
        }
    }
}

/// The known facts about an action whose name came at run time.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Facts {
    name: String,
    effect: Effect,
    shown: Vec<String>,
    shows_answer: bool,
}

/// The facts that were made so far. Those of an action live as long as the program, as those of
/// generated code do, so each is made once, and there are only so many.
struct Made(BTreeMap<&'static Facts, &'static ActionInfo>);

static MADE: Mutex<Made> = Mutex::new(Made(BTreeMap::new()));

fn made() -> MutexGuard<'static, Made> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Made {
    /// These facts, made once; `None` if there is no room for new ones.
    fn info(&mut self, mut facts: Facts) -> Option<&'static ActionInfo> {
        facts.shown.sort_unstable();
        facts.shown.dedup();
        if let Some(info) = self.0.get(&facts) {
            return Some(info);
        }
        if self.0.len() >= MOST_FACTS {
            return None;
        }
        let kept: &'static Facts = Box::leak(Box::new(facts));
        let shown: Vec<&'static str> = kept.shown.iter().map(String::as_str).collect();
        let parameters: &'static Secrets = Box::leak(Box::new(Secrets::AllBut(shown.leak())));
        let answer = if kept.shows_answer {
            &Secrets::None
        } else {
            &Secrets::AllBut(&[])
        };
        let info = ActionInfo::new(&kept.name, kept.effect)
            .partly_known()
            .secrets(parameters, answer);
        let info: &'static ActionInfo = Box::leak(Box::new(info));
        self.0.insert(kept, info);
        Some(info)
    }
}

impl Serialize for AnyAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parameters.serialize(serializer)
    }
}

impl Action for AnyAction {
    type Data = Json;

    /// Those of no action in particular; [`info`](Action::info) tells the ones of this request.
    const INFO: &'static ActionInfo = &ActionInfo::new("AnyAction", Effect::Write)
        .partly_known()
        .secrets(&Secrets::AllBut(&[]), &Secrets::AllBut(&[]));

    fn info(&self) -> &'static ActionInfo {
        self.info
    }
}

impl fmt::Debug for AnyAction {
    /// Shows the name and no parameter, each of which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyAction")
            .field("action", &self.info.name())
            .field("effect", &self.info.effect())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Facts, MOST_FACTS, Made};
    use crate::testing::Depot;
    use crate::{Action, Answer, AnyAction, Effect, Error, FakeTransport, Json, Outcome};

    fn json(text: &str) -> Json {
        Json::new(text).unwrap()
    }

    #[test]
    fn a_name_is_letters_and_digits_and_parameters_are_an_object() {
        for (name, parameters, words) in [
            ("", "{}", "letters and digits"),
            ("7Up", "{}", "letters and digits"),
            ("Stop&Action=Start", "{}", "letters and digits"),
            ("St\u{f6}p", "{}", "letters and digits"),
            ("Stop", "[]", "no JSON object"),
            ("Stop", "\"{}\"", "no JSON object"),
        ] {
            let refused = AnyAction::write(name, json(parameters)).unwrap_err();
            assert!(refused.to_string().contains(words), "{name}: {refused}");
        }
        assert!(AnyAction::read(&"a".repeat(101), json("{}")).is_err());
    }

    #[test]
    fn its_facts_are_made_once_and_told_by_the_request() {
        let one = AnyAction::write("Pack", json("{}")).unwrap();
        let other = AnyAction::write("Pack", json("{\"a\":1}")).unwrap();
        assert!(std::ptr::eq(one.info(), other.info()));
        assert!(!one.info().is_repeatable() && one.info().is_partly_known());
        let shown = one.clone().showing(["b", "a", "a"]);
        assert!(std::ptr::eq(shown.info(), other.showing(["a", "b"]).info()));
        assert!(!format!("{shown:?}").contains("\"a\""));
        let read = AnyAction::read("Pack", json("{}")).unwrap();
        assert!(read.info().is_repeatable());
    }

    #[test]
    fn facts_beyond_the_bound_are_not_kept_and_known_ones_are_found() {
        let facts = |number: usize, shown: &[&str]| Facts {
            name: format!("Pack{number}"),
            effect: Effect::Write,
            shown: shown.iter().map(|&name| name.to_owned()).collect(),
            shows_answer: false,
        };
        let mut made = Made(BTreeMap::new());
        for number in 0..MOST_FACTS {
            assert!(made.info(facts(number, &[])).is_some(), "{number}");
        }
        for new in [facts(MOST_FACTS, &[]), facts(0, &["id"])] {
            assert!(made.info(new).is_none());
        }
        assert_eq!(made.info(facts(7, &[])).unwrap().name(), "Pack7");
        assert_eq!(made.0.len(), MOST_FACTS);
    }

    #[tokio::test]
    async fn a_layer_sees_the_secrets_of_the_very_request() {
        let transport = FakeTransport::json(r#"{"success":true,"data":null}"#);
        let depot = Depot::over(transport.clone());
        let shown = [&["id", "mode"][..], &["id"]].map(|shown| {
            let action = AnyAction::write("Rotate", json(r#"{"id":"np_1","mode":"x"}"#));
            action.unwrap().showing(shown.iter().copied())
        });
        for action in &shown {
            depot.dispatcher().call(action).await.unwrap();
        }
        for (sent, action) in transport.requests().iter().zip(&shown) {
            assert!(std::ptr::eq(sent.action(), action.info()), "{action:?}");
        }
    }

    #[test]
    fn it_is_prepared_by_its_name_and_judged_by_its_effect() {
        let depot = Depot::builder("http://127.0.0.1:1").build().unwrap();
        let action = AnyAction::read("Pack", json("{}")).unwrap();
        let prepared = depot.dispatcher().prepare(&action).unwrap();
        assert!(prepared.request().url().ends_with("Action=Pack"));
        let error = prepared.judge(Ok(Answer::new(404, "gone"))).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Rejected, "{error}");
    }

    #[tokio::test]
    async fn it_is_sent_by_its_name_as_it_was_written() {
        let transport = FakeTransport::json(r#"{"success":true,"data":{"n":1.50}}"#);
        let depot = Depot::over(transport.clone());
        let action = AnyAction::write("Pack", json(r#"{"b":1.10, "a":[]}"#)).unwrap();
        let reply = depot.dispatcher().call(&action).await.unwrap();
        assert_eq!(reply.data.get(), r#"{"n":1.50}"#);
        let sent = transport.requests();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].url().ends_with("Action=Pack"));
        assert_eq!(sent[0].body(), br#"{"b":1.10, "a":[]}"#);
    }

    #[tokio::test]
    async fn a_write_whose_answer_proves_nothing_is_unknown_and_sent_once() {
        for (action, outcome, times) in [
            (AnyAction::write("Pack", json("{}")), Outcome::Unknown, 1),
            (AnyAction::read("Pack", json("{}")), Outcome::Rejected, 1),
        ] {
            let transport = FakeTransport::new(|_| Ok(Answer::json(403, "{}")));
            let depot = Depot::over(transport.clone());
            let error: Error = depot.dispatcher().call(&action.unwrap()).await.unwrap_err();
            assert_eq!(error.outcome(), outcome, "{error}");
            assert_eq!(transport.requests().len(), times);
        }
    }
}
