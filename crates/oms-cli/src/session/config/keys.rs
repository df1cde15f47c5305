//! Every key of the configuration file, once: the parser, the suggestions and the help read this
//! table.

/// The type of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A program and its arguments, as a list of texts; a single text is a program without
    /// arguments.
    Program,
}

/// A key of a profile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// The purpose of the key, in a line.
    pub(crate) meaning: &'static str,
}

const fn key(name: &'static str, takes: Takes, meaning: &'static str) -> Key {
    Key {
        name,
        takes,
        meaning,
    }
}

/// The keys above the profiles.
pub(crate) const TOP: &[&str] = &["default_profile", "profile"];

/// The keys of a profile.
pub(crate) const PROFILE: &[Key] = &[
    key("endpoint", Takes::Text, "base URL of the OMS"),
    key(
        "environment",
        Takes::Text,
        "prod, staging, test or dev; prod asks for more before it acts",
    ),
    key("user", Takes::Text, "user"),
    key(
        "password_file",
        Takes::Text,
        "file with the password, yours alone (mode 0600)",
    ),
    key(
        "auth_token_file",
        Takes::Text,
        "file with the Base64 of user:password, yours alone",
    ),
    key(
        "credential_process",
        Takes::Program,
        "program that prints {\"user\":…,\"password\":…} or {\"token\":…}",
    ),
    key(
        "credential_process_timeout",
        Takes::Text,
        "longest time for that program, at most 30s",
    ),
    key(
        "keyring",
        Takes::Flag,
        "take the password from the system's keyring",
    ),
    key(
        "allow_plaintext",
        Takes::Flag,
        "allow http:// to another machine",
    ),
    key(
        "assume_no_intermediary",
        Takes::Flag,
        "nothing on the way answers in the service's place; a bare 403 then counts as a refusal",
    ),
    key("cacert", Takes::Text, "PEM file with certificates to trust"),
    key(
        "client_certificate",
        Takes::Text,
        "PEM file with a certificate to show to a service that demands one",
    ),
    key(
        "client_key",
        Takes::Text,
        "PEM file with the private key of that certificate, yours alone",
    ),
    key("proxy", Takes::Text, "proxy for an https endpoint"),
    key("tz", Takes::Text, "zone of times that name none"),
    key("timeout", Takes::Text, "longest time for a whole call"),
    key(
        "late_window",
        Takes::Text,
        "for how long a request whose answer was lost may still arrive (5m)",
    ),
    key("output", Takes::Text, "table, json, jsonl, csv or yaml"),
    key(
        "server_version",
        Takes::Text,
        "version of the OMS, such as 4.3.0",
    ),
    key(
        "journal",
        Takes::Text,
        "directory of the journal, or postgresql://USER@HOST/DATABASE of a team's",
    ),
    key(
        "journal_password_file",
        Takes::Text,
        "file with the password for a team's journal, yours alone",
    ),
    key(
        "journal_cacert",
        Takes::Text,
        "PEM file with certificates to trust at a team's journal",
    ),
    key(
        "approvals",
        Takes::Number,
        "2 where one person plans a write and another one sends it",
    ),
    key(
        "client_request_id_header",
        Takes::Text,
        "header in which each call carries an ID of its own",
    ),
];

/// Keys that people expect and that are left out on purpose, with the reason.
pub(crate) const NEVER: &[(&str, &str)] = &[
    (
        "password",
        "a password is never kept in the configuration; use password_file, credential_process or keyring",
    ),
    (
        "token",
        "a token is never kept in the configuration; use auth_token_file or credential_process",
    ),
    (
        "insecure",
        "certificates are always checked; cacert trusts one of your own",
    ),
];
