//! The body of a generated test for an exchange: it sends the request over a real socket, and reads
//! the recorded answer.
//!
//! Nothing here names an action. The comparison is between the bytes that left the client and the
//! values that came out of it, never its own words.

use std::future::{Future, ready};
use std::marker::PhantomData;

use oms_client::{
    Action, ActionInfo, Auth, Call, ClientBuilder, Error, Invalid, Outcome, Reply, Since,
};
use oms_core::{FromDispatcher, HIDDEN, Role, Secrets, Service};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::support::http::Request;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// The result of a generated test: building a request may refuse a value.
pub(crate) type TestResult = Result<(), Invalid>;

/// A generated client.
pub(crate) trait Calls: FromDispatcher + Sized + 'static {
    /// Sends a request.
    fn send<A: Action>(&self, request: &A) -> Call<A::Data>;

    /// Has other readers of the spec read answers that are nearly this one, if it is exported to
    /// them.
    fn compare_readers<A: Action>(
        _action: &str,
        _request: &A,
        _recorded: &Value,
    ) -> impl Future<Output = ()> {
        ready(())
    }
}

/// A recorded exchange of an action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exchange {
    action: &'static str,
    request: Option<&'static str>,
    response: Option<&'static str>,
    payload: Option<&'static str>,
    raw: Option<(&'static [u8], &'static str)>,
}

impl Exchange {
    /// An exchange of the action of this name.
    pub(crate) const fn of(action: &'static str) -> Self {
        Self {
            action,
            request: None,
            response: None,
            payload: None,
            raw: None,
        }
    }

    /// The body that the client must send.
    pub(crate) const fn request(mut self, json: &'static str) -> Self {
        self.request = Some(json);
        self
    }

    /// The answer.
    pub(crate) const fn response(mut self, json: &'static str) -> Self {
        self.response = Some(json);
        self
    }

    /// The payload as the client spells it, if the answer spells something of it otherwise.
    pub(crate) const fn payload(mut self, json: &'static str) -> Self {
        self.payload = Some(json);
        self
    }

    /// The answer as bytes, and the outcome that the client must make of it.
    pub(crate) const fn raw(mut self, bytes: &'static [u8], outcome: &'static str) -> Self {
        self.raw = Some((bytes, outcome));
        self
    }

    /// Sends a request that was built by the generated builder, and reads the answer.
    pub(crate) async fn send<C: Calls, A: Action<Data: Serialize>>(
        self,
        request: &A,
    ) -> TestResult {
        let server = FaultServer::start(self.script()).await;
        let result = client::<C>(&server)?.send(request).await;
        let sent = server.ledger().requests();
        assert_eq!(sent.len(), 1, "one request is sent: {:?}", result.err());
        self.check_address(&sent[0], C::SERVICE);
        let expected = parse(self.request.expect("what is built is recorded"));
        compare("request", &expected, &parse(&sent[0].text()), Null::Matters);
        check_secrets(A::INFO.request_secrets(), &expected);
        self.check_result(result, C::SERVICE, A::INFO);
        self.check_others::<C, A>().await;
        Ok(())
    }

    /// Reads the answer alone: the recorded request is missing, or cannot be built.
    pub(crate) async fn read<C: Calls, A: Action<Data: Serialize>>(self) -> TestResult {
        let server = FaultServer::start(self.script()).await;
        let request = Unbuilt::<A>(PhantomData);
        let result = client::<C>(&server)?.send(&request).await;
        self.check_address(&server.ledger().requests()[0], C::SERVICE);
        self.check_result(result, C::SERVICE, A::INFO);
        self.check_others::<C, A>().await;
        Ok(())
    }

    fn script(self) -> Script {
        let body = match self.raw {
            Some((bytes, _)) => bytes,
            None => self.response.unwrap_or("{}").as_bytes(),
        };
        Script::accept(replies::json(200, body))
    }

    /// That the request went where the spec says.
    fn check_address(self, sent: &Request, service: &Service) {
        let Service {
            method,
            path,
            query_key,
            ..
        } = service;
        assert_eq!(
            sent.line,
            format!("{method} {path}?{query_key}={} HTTP/1.1", self.action)
        );
        for (header, value) in [
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("authorization", "Basic YWRtaW46c2VjcmV0"),
        ] {
            assert_eq!(sent.header(header), Some(value), "{header}");
        }
    }

    /// That the client made of the answer what the answer says.
    fn check_result<T: Serialize>(
        self,
        result: Result<Reply<T>, Error>,
        service: &Service,
        info: &ActionInfo,
    ) {
        if let Some((_, outcome)) = self.raw {
            let judged = match &result {
                Ok(_) => Outcome::Accepted,
                Err(error) => error.outcome(),
            };
            assert_eq!(judged.as_str(), outcome, "{:?}", result.err());
            return;
        }
        let Some(response) = self.response else {
            return;
        };
        let envelope = Envelope::of(response, service);
        match (envelope.get(Role::Verdict), result) {
            (Some(Value::Bool(true)), Ok(reply)) => self.check_reply(&reply, &envelope, info),
            (Some(Value::Bool(false)), Err(Error::Rejected(rejected))) => {
                assert_eq!(rejected.code(), envelope.text(Role::ErrorCode).as_deref());
                assert_eq!(
                    rejected.message(),
                    envelope.text(Role::ErrorMessage).as_deref()
                );
                assert_eq!(rejected.advice(), envelope.text(Role::Advice).as_deref());
                assert_eq!(
                    rejected.request_id(),
                    envelope.text(Role::RequestId).as_deref()
                );
            }
            (None, Err(Error::Unknown(_))) => {}
            (verdict, Ok(_)) => panic!("accepted, and the verdict is {verdict:?}"),
            (verdict, Err(error)) => panic!("{error:?}, and the verdict is {verdict:?}"),
        }
    }

    /// That the client and the exported schemas agree about answers that are nearly this one.
    async fn check_others<C: Calls, A: Action>(self) {
        if let Some(response) = self.response {
            let request = Unbuilt::<A>(PhantomData);
            C::compare_readers(self.action, &request, &parse(response)).await;
        }
    }

    fn check_reply<T: Serialize>(self, reply: &Reply<T>, envelope: &Envelope, info: &ActionInfo) {
        let meta = &reply.meta;
        assert_eq!(meta.request_id, envelope.text(Role::RequestId));
        assert_eq!(
            meta.cost.as_ref().map(|cost| cost.raw().to_owned()),
            envelope.text(Role::Cost)
        );
        let total = envelope.text(Role::TotalCount);
        assert_eq!(meta.total_count.map(|count| count.to_string()), total);
        let recorded = envelope.get(Role::Payload).cloned().unwrap_or(Value::Null);
        let expected = self.payload.map_or(recorded, parse);
        let found = serde_json::to_value(&reply.data).expect("a payload can be written");
        compare("payload", &expected, &found, Null::IsMissing);
        check_secrets(info.answer_secrets(), &found);
    }
}

/// The replacements of secrets in every example that is made for a test: as it is, as Base64, and
/// both of another one.
const CANARIES: [&str; 4] = ["hunter2", "aHVudGVyMg==", "hunter3", "aHVudGVyMw=="];

/// That the tables of an action hide each of its secrets.
fn check_secrets(secrets: &Secrets, value: &Value) {
    let hidden = secrets.hidden(value.clone());
    let text = hidden.to_string();
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} is shown: {text}");
    }
    secrets.visit(&hidden, &mut |left| assert_eq!(left, HIDDEN, "{text}"));
}

/// Parameters that were never built, of an action whose answer is read all the same.
struct Unbuilt<A>(PhantomData<fn() -> A>);

impl<A> Serialize for Unbuilt<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(std::iter::empty::<(&str, &str)>())
    }
}

impl<A: Action> Action for Unbuilt<A> {
    type Data = A::Data;

    const INFO: &'static ActionInfo = A::INFO;

    fn newer_fields(&self, _: &mut dyn FnMut(&'static str, Since)) {}
}

fn client<C: Calls>(server: &FaultServer) -> Result<C, Invalid> {
    ClientBuilder::new(server.url())
        .auth(Auth::basic("admin", "secret"))
        .build()
}

/// The recorded envelope, by the roles of its keys.
struct Envelope {
    fields: Vec<(Role, Value)>,
}

impl Envelope {
    fn of(response: &str, service: &Service) -> Self {
        let envelope: Map<String, Value> =
            serde_json::from_str(response).expect("a recorded answer is an object");
        let role = |key: &str| (service.role_of)(key).map(|(role, _)| role);
        let fields = envelope
            .into_iter()
            .filter_map(|(key, value)| Some((role(&key)?, value)))
            .collect();
        Self { fields }
    }

    fn get(&self, role: Role) -> Option<&Value> {
        let field = self.fields.iter().find(|(other, _)| *other == role);
        field.map(|(_, value)| value)
    }

    /// A scalar as text; `None` if it is missing or null.
    fn text(&self, role: Role) -> Option<String> {
        match self.get(role)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}

fn parse(json: &str) -> Value {
    serde_json::from_str(json).expect("what is compared is JSON")
}

/// The meaning of null beside a missing field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Null {
    /// In a request they are.
    Matters,
    /// In an answer, a null that is read counts as missing if both are allowed.
    IsMissing,
}

/// Compares two values up to what reading leniently may change: a scalar in another form, and null
/// for a missing field.
fn compare(place: &str, expected: &Value, found: &Value, null: Null) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for key in expected.keys().chain(found.keys()) {
                let missing = |object: &Map<String, Value>| match (object.get(key), null) {
                    (None, Null::Matters) => panic!("`{place}.{key}` is missing on one side"),
                    (value, _) => value.cloned().unwrap_or(Value::Null),
                };
                let place = format!("{place}.{key}");
                compare(&place, &missing(expected), &missing(found), null);
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            assert_eq!(expected.len(), found.len(), "the length of `{place}`");
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{place}[{index}]"), expected, found, null);
            }
        }
        (expected, found) => assert!(
            expected == found || scalar(expected).is_some_and(|text| Some(text) == scalar(found)),
            "`{place}` is {found}, and {expected} is recorded"
        ),
    }
}

/// A scalar in the one form to which all its forms come down.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number_text(&number.to_string())),
        Value::String(text) => Some(number_text(text)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number without a fraction of zero; any other text as it is.
fn number_text(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole.to_owned(),
        _ => text.to_owned(),
    }
}

#[test]
fn payloads_are_compared_up_to_documented_leniency() {
    let compare = |expected: &str, found: &str, null: Null| {
        let (expected, found) = (parse(expected), parse(found));
        std::panic::catch_unwind(|| compare("x", &expected, &found, null)).is_ok()
    };
    for (expected, found) in [
        (r#"{"a":1,"b":null}"#, r#"{"a":"1"}"#),
        (r#"{"a":[1.0,"true"]}"#, r#"{"a":[1,true],"b":null}"#),
    ] {
        assert!(compare(expected, found, Null::IsMissing), "{expected}");
        assert!(!compare(expected, found, Null::Matters), "{expected}");
    }
    for (expected, found) in [
        (r#"{"a":1}"#, r#"{"a":2}"#),
        (r#"{"a":1}"#, "{}"),
        ("{}", r#"{"a":1}"#),
        ("[1]", "[1,1]"),
        ("[null]", "[0]"),
        (r#""""#, "null"),
    ] {
        assert!(!compare(expected, found, Null::IsMissing), "{expected}");
    }
}
