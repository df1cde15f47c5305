//! One request to the API, read as far as it came.

use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request, Uri};
use serde_json::Value;
use tokio::time::timeout;

use super::Shared;
use super::body::{End, Received, read};
use super::credentials::masked;
use super::shared::Barred;
use super::target::Target;
use crate::engine::World;
use crate::fault::{Content, Facts};
use crate::generated::ACTIONS;
use crate::ledger::LedgerEntry;
use crate::secrets::{
    HIDDEN, Needles, assigned, credentials, hide_named, hide_typed, is_secret_name, remember_named,
    strict_json, unescaped,
};

/// Longest time for a body: a peer that sends nothing must not hold its connection for ever.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest text that is searched for secrets, in bytes: a search must not keep all other calls
/// waiting.
const LONGEST_SEARCHED: usize = 64 << 10;

/// One request, read as far as it came.
pub(super) struct Call {
    pub(super) head: Parts,
    pub(super) target: Target,
    /// The reason for which its head is enough to refuse it.
    pub(super) barred: Option<Barred>,
    pub(super) body: Vec<u8>,
    pub(super) end: End,
    /// The texts among its parameters, one of which may be the ID of a task.
    texts: Vec<String>,
    /// The body as the ledger shows it.
    shown: String,
    /// The secrets in the body, which an answer may repeat; `None` if they were not looked for.
    secrets: Option<Needles>,
}

impl Call {
    /// Reads a request. Of one that its head bars, nothing of the body is searched or shown:
    /// whoever may not call costs no more than the reading, and no answer depends on the body.
    pub(super) async fn read(request: Request<Body>, shared: &Shared) -> Self {
        let (head, body) = request.into_parts();
        let target = Target::of(&head.uri);
        let barred = shared.bars(&head.headers, &target);
        let broken = Received {
            bytes: Vec::new(),
            end: End::Broken,
        };
        let received = timeout(BODY_TIMEOUT, read(body, shared.body_limit))
            .await
            .unwrap_or(broken);
        let (shown, secrets) = match barred {
            Some(_) if received.bytes.is_empty() => (String::new(), Some(Needles::default())),
            Some(_) => (HIDDEN.to_owned(), Some(Needles::default())),
            None => {
                let action = target.action.as_deref().unwrap_or_default();
                shown(action, &received.bytes)
            }
        };
        Self {
            shown,
            texts: texts(&received.bytes),
            secrets,
            target,
            barred,
            head,
            body: received.bytes,
            end: received.end,
        }
    }

    /// An answer as the ledger shows it, without what it repeats of the secrets in the request. Of
    /// the headers, nothing is repeated unless a fault does it.
    pub(super) fn veiled(&self, answer: &str, content: Option<&Content>) -> String {
        let Some(secrets) = &self.secrets else {
            return HIDDEN.to_owned();
        };
        if !matches!(content, Some(Content::Echo(_))) {
            return veiled(secrets, answer);
        }
        let mut secrets = secrets.clone();
        credentials(&self.head.headers, &mut secrets);
        veiled(&secrets, answer)
    }

    /// The facts that faults may depend on.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            action: self.target.action.as_deref(),
            texts: &self.texts,
        }
    }

    /// The entry of the ledger before anything became of the call.
    pub(super) fn arrival(&self, world: &World) -> LedgerEntry {
        LedgerEntry {
            method: self.head.method.as_str().to_owned(),
            path: masked_uri(&self.head.uri),
            headers: masked(&self.head.headers),
            body: self.shown.clone(),
            whole: self.end == End::Whole,
            action: self.target.action.clone(),
            task: self
                .texts
                .iter()
                .find(|text| world.task(text).is_some())
                .cloned(),
            ..LedgerEntry::arrived(world.now())
        }
    }
}

/// A body as text, without its secrets, and these: as it came if it contains none, and up to the
/// first of them if it is not JSON. Nothing is shown of what is not JSON and longer than what is
/// searched, and its secrets are not known.
fn shown(action: &str, body: &[u8]) -> (String, Option<Needles>) {
    let mut secrets = Needles::default();
    let text = String::from_utf8_lossy(body);
    let shown = if let Some(mut value) = strict_json(body) {
        let typed = hide_typed(action, &mut value, &mut secrets);
        let named = hide_named(&mut value, &mut secrets);
        if typed || named {
            value.to_string()
        } else {
            text.into_owned()
        }
    } else if text.len() > LONGEST_SEARCHED {
        return (HIDDEN.to_owned(), None);
    } else {
        remember_named(&text, &mut secrets);
        shown_text(action, &text, &secrets)
    };
    (shown, Some(secrets))
}

/// Text that is not JSON, up to the first of its secrets. Of an action that is known in part,
/// nobody knows what else is a secret, so that nothing is shown of such a body.
fn shown_text(action: &str, text: &str, secrets: &Needles) -> String {
    if !text.is_empty() && is_partly_known(action) {
        return HIDDEN.to_owned();
    }
    let text = veiled(secrets, text);
    match assigned(&text).and_then(|at| text.get(..at)) {
        Some(before) => format!("{before}{HIDDEN}"),
        // The name is escaped, and so the place behind it is not known here.
        None if assigned(&unescaped(&text)).is_some() => HIDDEN.to_owned(),
        None => text,
    }
}

/// A text without these secrets; nothing of it if they or the text are too much for a search.
fn veiled(secrets: &Needles, text: &str) -> String {
    if !secrets.is_empty() && text.len() > LONGEST_SEARCHED {
        return HIDDEN.to_owned();
    }
    secrets.veiled(text).into_owned()
}

fn is_partly_known(action: &str) -> bool {
    let known = ACTIONS.iter().find(|known| known.name == action);
    known.is_some_and(|known| known.further)
}

/// A request's target as text, without the login before its host and the secrets in its query.
fn masked_uri(uri: &Uri) -> String {
    let query = uri.query().map(|query| {
        let pairs: Vec<String> = query.split('&').map(masked_pair).collect();
        format!("?{}", pairs.join("&"))
    });
    let place = match (uri.scheme_str(), uri.authority()) {
        (scheme, Some(authority)) => {
            let host = authority.as_str();
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            scheme.map_or_else(|| host.to_owned(), |scheme| format!("{scheme}://{host}"))
        }
        (_, None) => String::new(),
    };
    format!("{place}{}{}", uri.path(), query.unwrap_or_default())
}

fn masked_pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, _)) if is_secret_name(&unescaped(name)) => format!("{name}={HIDDEN}"),
        _ => pair.to_owned(),
    }
}

/// The texts among the parameters. Only the action knows which of them is an ID, and a request may
/// name no action.
fn texts(body: &[u8]) -> Vec<String> {
    let Ok(Value::Object(parameters)) = serde_json::from_slice(body) else {
        return Vec::new();
    };
    let of = |value| match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values
            .into_iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    parameters
        .into_iter()
        .flat_map(|(_, value)| of(value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p311_a_target_is_shown_without_its_secrets() {
        for (uri, shown) in [
            ("/api/v2?Action=A&x=1", "/api/v2?Action=A&x=1"),
            (
                "/api/v2?Action=A&access_token=canary&p%61ssword=canary&b",
                "/api/v2?Action=A&access_token=***&p%61ssword=***&b",
            ),
            ("http://jane:canary@h:1/p?q", "http://h:1/p?q"),
            ("jane:canary@h:1", "h:1"),
            ("*", "*"),
        ] {
            assert_eq!(masked_uri(&uri.parse().unwrap()), shown, "{uri}");
        }
    }

    #[test]
    fn p311_a_body_is_shown_without_the_secrets_that_the_spec_declares() {
        // The first is known whole, and the second in part.
        let actions = ["CreatePilarDBDataSource", "CreateMySqlDataSource"];
        for (body, shown_as) in [
            ("", [""; 2]),
            (r#"{ "name" : "a" }"#, [r#"{ "name" : "a" }"#; 2]),
            (
                r#"{ "name": "a", "password": "Y2FuYXJ5" }"#,
                [r#"{"name":"a","password":"***"}"#; 2],
            ),
            (
                r#"{"name":"a","password":"Y2FuYXJ5","password":"Y2FuYXJ5"}"#,
                [r#"{"name":"a","password":***"#, "***"],
            ),
            (
                r#"{"p\u0061ssword":"Y2FuYXJ5","name":"n1","name":"n9"}"#,
                ["***"; 2],
            ),
            (r#"{"p\u0061ssword":"Y2FuY"#, ["***"; 2]),
            (
                r#"{"name":"Y2FuYXJ5","name":"n9","password":"Y2FuYXJ5"}"#,
                [r#"{"name":"***","name":"n9","password":***"#, "***"],
            ),
            (
                r#"{"name":"a","name":"b","unheard-of":"Y2FuYXJ5"}"#,
                [r#"{"name":"a","name":"b","unheard-of":"Y2FuYXJ5"}"#, "***"],
            ),
            (r#"{"name":"a","pass"#, [r#"{"name":"a","pass"#, "***"]),
            (r#"{"password":"Y2FuY"#, [r#"{"password":***"#, "***"]),
        ] {
            for (action, shown_as) in actions.into_iter().zip(shown_as) {
                let (shown, secrets) = shown(action, body.as_bytes());
                assert_eq!(shown, shown_as, "{action}: {body}");
                assert!(!secrets.unwrap().are_in("name"));
            }
        }
    }

    #[test]
    fn p311_a_body_of_more_secrets_than_are_looked_for_is_hidden_and_so_is_its_answer() {
        let pairs = |count: usize| {
            let pairs = (0..count).map(|number| format!(r#""password":"canary-{number}","#));
            pairs.collect::<String>()
        };
        for (count, shown_as, veiled_as) in
            [(64, r#"{"password":***"#, "an answer"), (65, "***", "***")]
        {
            let body = format!("{{{}", pairs(count));
            let (shown, secrets) = shown("CreatePilarDBDataSource", body.as_bytes());
            assert_eq!(shown, shown_as, "{count}");
            assert_eq!(veiled(&secrets.unwrap(), "an answer"), veiled_as, "{count}");
        }

        let long = "a".repeat(LONGEST_SEARCHED + 1);
        let (text, secrets) = shown("CreatePilarDBDataSource", long.as_bytes());
        assert!(text == HIDDEN && secrets.is_none());
        let mut needles = Needles::default();
        assert_eq!(veiled(&needles, &long), long);
        needles.add("canary");
        assert_eq!(veiled(&needles, &long), HIDDEN);
    }
}
