//! The options of a client and of a call, as Python gives them.

use std::collections::BTreeMap;
use std::time::Duration;

use oms_client::{Abandoned, Auth, CallOptions, Client, Invalid, ReadRetry, WriteRetry};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// The options of a client. A missing one is as in the Rust client.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ClientOptions {
    user: Option<String>,
    password: Option<String>,
    token: Option<String>,
    header: Option<(String, String)>,
    timeout: Option<f64>,
    connect_timeout: Option<f64>,
    answer_limit: Option<usize>,
    assume_no_intermediary: bool,
    server_version: Option<String>,
    allow_plaintext: bool,
    ca_certificate: Option<String>,
    ca_certificates_only: bool,
    client_certificate: Option<String>,
    client_key: Option<String>,
    proxy: Option<String>,
    client_request_id: Option<String>,
    read_attempts: Option<u32>,
    write_attempts: Option<u32>,
}

impl ClientOptions {
    /// Builds the client. `hook` is told of each call that was given up too late.
    pub(crate) fn build(
        self,
        endpoint: &str,
        hook: impl Fn(&Abandoned) + Send + Sync + 'static,
    ) -> Result<Client, Invalid> {
        let mut builder = Client::builder(endpoint)
            .on_abandoned(hook)
            .allow_plaintext(self.allow_plaintext)
            .ca_certificates_only(self.ca_certificates_only);
        let secret = self.secret();
        builder = match (self.user, self.password, self.token, self.header) {
            (None, None, None, None) => builder,
            (Some(user), Some(password), None, None) => builder.auth(Auth::basic(user, password)),
            (None, None, Some(token), None) => builder.auth(Auth::bearer(token)),
            (None, None, None, Some((name, value))) => builder.auth(Auth::header(name, value)),
            _ => {
                let text = "give a user with a password, or a token, or a header: one of the three";
                return Err(Invalid::new(text).at("auth"));
            }
        };
        builder = match (self.client_certificate, self.client_key) {
            (None, None) => builder,
            (Some(chain), Some(key)) => builder.client_certificate(chain, key),
            (Some(_), None) => {
                let text = "belongs to `client_key`: give both or neither";
                return Err(Invalid::new(text).at("client_certificate"));
            }
            (None, Some(_)) => {
                let text = "belongs to `client_certificate`: give both or neither";
                return Err(Invalid::new(text).at("client_key"));
            }
        };
        if let Some(seconds) = self.timeout {
            builder = builder.timeout(duration(seconds, "timeout")?);
        }
        if let Some(seconds) = self.connect_timeout {
            builder = builder.connect_timeout(duration(seconds, "connect_timeout")?);
        }
        if let Some(bytes) = self.answer_limit {
            builder = builder.answer_limit(bytes);
        }
        if self.assume_no_intermediary {
            builder = builder.assume_no_intermediary();
        }
        if let Some(version) = self.server_version {
            builder = builder.server_version(version);
        }
        if let Some(certificate) = self.ca_certificate {
            builder = builder.ca_certificate(certificate);
        }
        if let Some(url) = self.proxy {
            builder = builder.proxy(url);
        }
        if let Some(header) = self.client_request_id {
            builder = builder.client_request_id(header);
        }
        if let Some(attempts) = self.read_attempts {
            builder = builder.retry_reads(ReadRetry::new().attempts(attempts));
        }
        if let Some(attempts) = self.write_attempts {
            builder = builder.retry_writes(WriteRetry::new().attempts(attempts));
        }
        builder.build().map_err(|refusal| match refusal.place() {
            "auth" => at_option(&refusal, secret.unwrap_or_else(|| of_pair(&refusal))),
            _ => of_client(refusal),
        })
    }

    /// The option with the credentials, where it is one alone.
    fn secret(&self) -> Option<&'static str> {
        let token = self.token.as_ref().map(|_| "token");
        token.or_else(|| self.header.as_ref().map(|_| "header"))
    }
}

/// The option that a refusal of a user with a password is about. The client takes both for one
/// value, and its refusal begins with the part.
fn of_pair(refusal: &Invalid) -> &'static str {
    let mut parts = [("the user ", "user"), ("the password ", "password")].into_iter();
    let part = parts.find(|(words, _)| refusal.message().starts_with(words));
    part.map_or("auth", |(_, option)| option)
}

/// A refusal by the client of one of its options, with the name that the option has in Python.
fn of_client(refusal: Invalid) -> Invalid {
    match refusal.place() {
        "retry_reads.attempts" => at_option(&refusal, "read_attempts"),
        "retry_writes.attempts" => at_option(&refusal, "write_attempts"),
        _ => refusal,
    }
}

/// The same of an option of a call.
pub(crate) fn of_one_call(refusal: &Invalid) -> Invalid {
    match refusal.place() {
        "header" => at_option(refusal, "headers"),
        _ => refusal.clone(),
    }
}

fn at_option(refusal: &Invalid, name: &'static str) -> Invalid {
    Invalid::new(refusal.message().to_owned()).at(name)
}

/// The options of one call.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OneCall {
    within: Option<f64>,
    request_id: Option<String>,
    headers: Vec<(String, String)>,
}

/// Reads the options of one call; an empty text is none.
pub(crate) fn of_call(json: &str) -> Result<CallOptions, Invalid> {
    let mut options = CallOptions::new();
    if json.is_empty() {
        return Ok(options);
    }
    let given: OneCall = read(json)?;
    if let Some(seconds) = given.within {
        options = options.within(duration(seconds, "within")?);
    }
    if let Some(id) = given.request_id {
        options = options.request_id(id);
    }
    for (name, value) in given.headers {
        options = options.header(name, value);
    }
    Ok(options)
}

/// Reads options of which none has to be given. A refusal names the one that is wrong, and never
/// repeats its value, which may be a secret.
pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, Invalid> {
    serde_json::from_str(json).map_err(|_| {
        let refusal = Invalid::new("has a wrong type, or a value beyond what it can be");
        match wrong::<T>(json) {
            Some(name) => refusal.at_key(&name),
            None => refusal.at("options"),
        }
    })
}

/// The name of the first option that cannot be read where it is the only one.
fn wrong<T: DeserializeOwned>(json: &str) -> Option<String> {
    let given: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).ok()?;
    given.into_iter().find_map(|(name, value)| {
        let alone = serde_json::to_string(&BTreeMap::from([(&name, value)])).ok()?;
        serde_json::from_str::<T>(&alone).is_err().then_some(name)
    })
}

fn duration(seconds: f64, place: &'static str) -> Result<Duration, Invalid> {
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| Invalid::new("must be a number of seconds from zero on").at(place))
}
