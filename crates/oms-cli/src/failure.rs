//! Why the command stops before it sends anything.

use oms_client::Invalid;

use crate::exit::Exit;

/// Why the command stops before it sends anything: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) next: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            next: next.into(),
        }
    }

    /// A value on the command line is wrong.
    pub(crate) fn usage(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, next)
    }

    /// There are no credentials, or none that may be used.
    pub(crate) fn credentials(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Credentials, message, next)
    }
}

impl From<Invalid> for Failure {
    /// Says the refused option by its flag: the client names it as its own builder does.
    fn from(invalid: Invalid) -> Self {
        let (exit, next) = match invalid.place() {
            "auth" => (Exit::Credentials, "Check the user and the secret."),
            "endpoint" if invalid.message().contains("plain http") => (
                Exit::Usage,
                "Correct the endpoint; --allow-plaintext permits http:// to another machine.",
            ),
            "endpoint" => (
                Exit::Usage,
                "Correct the endpoint, in --endpoint, OMS_ENDPOINT or the profile.",
            ),
            "ca_certificate" => (Exit::Usage, "Give --cacert a PEM file with certificates."),
            "timeout" | "connect_timeout" => (Exit::Usage, "Give a longer --timeout."),
            "proxy" => (Exit::Usage, "Correct the proxy that the environment names."),
            _ => (Exit::Usage, "Correct the value."),
        };
        Self::new(exit, invalid.to_string(), next)
    }
}
