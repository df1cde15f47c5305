//! The reason why the command stops before it sends anything.

use oms_client::Invalid;

use crate::exit::Exit;

/// The advice after a read that failed.
pub(crate) const DOCTOR: &str = "`oms doctor` checks the way to the service.";

/// The reason why the command stops before it sends anything, and the advice what to do.
///
/// Nothing that happens after the first request can become a `Failure`, because its message ends in
/// "nothing was sent".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) next: String,
    /// The single problems, if there are several.
    pub(crate) causes: Vec<String>,
    /// The answer of the service, if it was asked.
    pub(crate) said: Option<Box<Said>>,
    /// Set where another process is changing the same thing, so that its state is not known.
    pub(crate) is_in_flight: bool,
}

/// The answer of a service to a read that failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    /// The messages of the error's sources, each the source of the one before it.
    pub(crate) causes: Vec<String>,
}

impl Said {
    /// Returns the answer in the error of a failed call.
    pub(crate) fn in_error(error: &oms_client::Error) -> Self {
        let code = match error {
            oms_client::Error::Rejected(rejected) => rejected.code().map(ToOwned::to_owned),
            _ => None,
        };
        Self {
            request_id: error.request_id().map(ToOwned::to_owned),
            status: error.status(),
            code,
            causes: std::iter::successors(std::error::Error::source(error), |error| error.source())
                .map(ToString::to_string)
                .collect(),
        }
    }
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            next: next.into(),
            causes: Vec::new(),
            said: None,
            is_in_flight: false,
        }
    }

    /// Returns the refusal of what would be sent: by a guard of the command, or by the journal.
    pub(crate) fn guard(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Guard, message, next)
    }

    /// Returns the failure of this program itself.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(Exit::Internal, message, "Report it.")
    }

    /// Adds the single problems.
    pub(crate) fn with_causes(self, causes: Vec<String>) -> Self {
        Self { causes, ..self }
    }

    /// Returns the failure of a wrong value on the command line.
    pub(crate) fn usage(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, next)
    }

    /// Returns the same failure in other words.
    pub(crate) fn saying(self, message: String) -> Self {
        Self { message, ..self }
    }

    /// Returns the failure of a read, after which there is nothing to show.
    pub(crate) fn of_read(error: &oms_client::Error) -> Self {
        let failure = Self::new(Exit::of(error), error.to_string(), DOCTOR);
        Self {
            said: Some(Box::new(Said::in_error(error))),
            ..failure
        }
    }

    /// Returns the failure of missing or unusable credentials.
    pub(crate) fn credentials(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Credentials, message, next)
    }
}

/// Returns the first of several texts for a person, and how many more there are. A file has as many
/// mistakes as lines, and nobody reads thousands.
pub(crate) fn first_of(texts: &[String]) -> Vec<String> {
    const MOST: usize = 20;
    let more = texts.len().saturating_sub(MOST);
    let mut told: Vec<String> = texts.iter().take(MOST).cloned().collect();
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    told
}

impl From<Invalid> for Failure {
    /// Names the refused option by its flag, because the client names it as its own builder does.
    fn from(invalid: Invalid) -> Self {
        let exit = match invalid.place() {
            "auth" | "client_certificate" => Exit::Credentials,
            _ => Exit::Usage,
        };
        let next = match invalid.place() {
            "auth" => "Check the user and the secret.",
            "endpoint" if invalid.message().contains("plain http") => {
                "Correct the endpoint; --allow-plaintext permits http:// to another machine."
            }
            "endpoint" => "Correct the endpoint, in --endpoint, OMS_ENDPOINT or the profile.",
            "ca_certificate" => {
                "Give --cacert a PEM file (`-----BEGIN CERTIFICATE-----`) with the certificate of the authority that signed the server's, \
                 or the server's own where it signed itself."
            }
            "client_certificate" => {
                "Give --client-certificate a PEM file with the certificate, and with its chain behind it, and --client-key a PEM file with its \
                 private key, not encrypted (`-----BEGIN PRIVATE KEY-----`)."
            }
            "server_version" => {
                "Correct server_version in the profile, or have the service upgraded."
            }
            "timeout" | "connect_timeout" => "Give a --timeout of more than zero and at most 1h.",
            "proxy" => {
                "Correct the proxy, in --proxy, OMS_PROXY, the profile or the environment (HTTPS_PROXY, ALL_PROXY)."
            }
            _ => "Correct the value.",
        };
        Self::new(exit, invalid.to_string(), next)
    }
}
