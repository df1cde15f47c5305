//! The options that hold for every command.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiff::tz::TimeZone;

use crate::session::config::{JournalPlace, TlsOptions};
use crate::terminal::{ColorChoice, Destination, Part};
use crate::time;

/// The options of every action.
// The short help of a command leaves the room to its own flags.
#[derive(Debug, Clone, Default, Args)]
#[command(mut_args(|option| option.global(true).hide_short_help(true)))]
pub(crate) struct Options {
    /// Profile of the configuration; or the variable `OMS_PROFILE`.
    #[arg(long, value_name = "NAME", help_heading = "Connection")]
    pub(crate) profile: Option<String>,

    /// Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`.
    #[arg(long, value_name = "URL", help_heading = "Connection")]
    pub(crate) endpoint: Option<String>,

    /// Start a simulator for this one command, and call that.
    #[cfg(feature = "simulator")]
    #[arg(long, conflicts_with_all = ["endpoint", "profile"], help_heading = "Connection")]
    pub(crate) simulator: bool,

    #[command(flatten)]
    pub(crate) tls: TlsOptions,

    /// Proxy through which an https endpoint is reached, instead of the environment's.
    #[arg(long, value_name = "URL", help_heading = "Connection")]
    pub(crate) proxy: Option<String>,

    /// Allow http:// to a host that is not this machine. The credentials then travel in the clear.
    #[arg(long, help_heading = "Connection")]
    pub(crate) allow_plaintext: bool,

    /// Take a bare status of refusal, such as 400, 401, 404, 409, 422 or 429, for an answer of the
    /// service: nothing on the way answers in its place. Without it, such a write counts as
    /// unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`.
    #[arg(long, help_heading = "Connection")]
    pub(crate) assume_no_intermediary: bool,

    /// Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m), at most 1h; 60s
    /// unless given.
    #[arg(long, value_name = "TIME", value_parser = time::duration, help_heading = "Connection")]
    pub(crate) timeout: Option<Duration>,

    #[command(flatten)]
    pub(crate) credentials: CredentialOptions,

    /// Parameters of the action as one JSON object, or - to read it from standard input; instead of
    /// the action's own flags.
    #[arg(long, value_name = "OBJECT|-", help_heading = "Request")]
    pub(crate) json: Option<String>,

    /// File with the parameters of the action as one JSON object. If it holds a secret, it must
    /// belong to you alone (mode 0600).
    #[arg(
        short = 'f',
        long = "file",
        value_name = "FILE",
        conflicts_with = "json",
        help_heading = "Request"
    )]
    pub(crate) parameters_file: Option<PathBuf>,

    /// The most items of a list that are read; all of them unless given.
    #[arg(long, value_name = "N", help_heading = "Request")]
    pub(crate) limit: Option<usize>,

    /// Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused.
    #[arg(long, value_name = "ZONE", value_parser = time::zone, help_heading = "Request")]
    pub(crate) tz: Option<(String, TimeZone)>,

    /// Directory of the journal, or the `postgresql://USER@HOST/DATABASE` of a team's; or the
    /// variable `OMS_JOURNAL`.
    #[arg(long, value_name = "DIR|URL", value_parser = JournalPlace::read, help_heading = "Request")]
    pub(crate) journal: Option<JournalPlace>,

    /// Output format: table, json, jsonl, csv or yaml; for `oms plan`, the file to save to.
    #[arg(short, long, value_name = "FORMAT", value_parser = Destination::read, default_value = "", hide_default_value = true, help_heading = "Output")]
    pub(crate) output: Destination,

    /// Print only the part of the JSON that this pointer names, such as /data/status. Nothing there
    /// is an error.
    #[arg(long, value_name = "POINTER", value_parser = crate::terminal::pointer, help_heading = "Output")]
    pub(crate) query: Option<String>,

    /// Print what a filter of jq gives of the JSON, such as '.data[].name', a line each. Nothing is
    /// an error.
    #[arg(long, value_name = "FILTER", value_parser = crate::terminal::jq_filter, conflicts_with = "query", help_heading = "Output")]
    pub(crate) jq: Option<String>,

    /// Say on standard error what is sent and what comes back, without secrets; -vv says more, and
    /// -vvv everything.
    #[arg(short, long, action = clap::ArgAction::Count, help_heading = "Output")]
    pub(crate) verbose: u8,

    /// When to use colours: auto, always or never.
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub(crate) color: ColorChoice,
}

impl Options {
    /// Returns the part of the JSON that is printed.
    pub(crate) fn part(&self) -> Option<Part> {
        let query = self.query.clone().map(Part::Pointer);
        query.or_else(|| self.jq.clone().map(Part::Jq))
    }
}

/// The sources of the credentials. There is no flag for the password itself: a command line is
/// readable by everyone on the machine, and stays in the shell's history.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct CredentialOptions {
    /// User; or the variable `OMS_USER`. The password comes from one of the next two, from the
    /// profile, or last from the variable `OMS_PASSWORD`. That of a profile is for its own user and
    /// endpoint alone; `OMS_PASSWORD` serves another user who is named so.
    #[arg(long, value_name = "NAME", help_heading = "Credentials")]
    pub(crate) user: Option<String>,

    /// File with the password. It must belong to you alone (mode 0600).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["password_stdin", "auth_token_file"], help_heading = "Credentials")]
    pub(crate) password_file: Option<PathBuf>,

    /// Read the password from standard input, up to its end.
    #[arg(long, conflicts_with = "auth_token_file", help_heading = "Credentials")]
    pub(crate) password_stdin: bool,

    /// File with the Base64 of `user:password`, as other clients configure it. It must belong to
    /// you alone (mode 0600).
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "user",
        help_heading = "Credentials"
    )]
    pub(crate) auth_token_file: Option<PathBuf>,
}
