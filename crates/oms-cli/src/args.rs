//! The command line: what holds for every action. The actions' own arguments are generated.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use clap::builder::Styles;
use clap::{Args, Parser, ValueEnum};
use oms_client::SPEC_DIGEST;

use crate::Exit;
use crate::generated::ActionCommand;
use crate::parse;

/// Calls the actions of an OMS (OceanBase Migration Service).
///
/// A command that changes something prints its plan and sends nothing, until --execute is given.
#[derive(Debug, Parser)]
#[command(
    name = "oms",
    version,
    long_version = LONG_VERSION.as_str(),
    before_help = EXAMPLES,
    after_long_help = EXIT_CODES.as_str(),
    styles = Styles::plain(),
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,

    #[command(subcommand)]
    pub(crate) action: ActionCommand,
}

/// The version with the digest of the spec that the command was generated from.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\nspec {SPEC_DIGEST}", env!("CARGO_PKG_VERSION")));

const EXAMPLES: &str = "\
Examples:
  export OMS_ENDPOINT=https://oms.example.com:8089 OMS_USER=admin
  oms <action> --help                            says what an action takes
  oms <action> …                                 prints what would be sent, and sends nothing
  oms <action> … --password-file pw --execute    asks, and sends it once";

/// The exit codes as a block of help.
static EXIT_CODES: LazyLock<String> = LazyLock::new(|| {
    let lines: Vec<String> = Exit::ALL
        .iter()
        .map(|exit| format!("  {:<4} {}", exit.code(), exit.meaning()))
        .collect();
    format!("Exit codes:\n{}", lines.join("\n"))
});

/// What holds for every action.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Base URL of the OMS, such as <https://oms.example.com:8089>; or the variable `OMS_ENDPOINT`.
    #[arg(long, global = true, value_name = "URL", help_heading = "Connection")]
    pub(crate) endpoint: Option<String>,

    /// PEM file with certificates to trust beside those of the system.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection")]
    pub(crate) cacert: Option<PathBuf>,

    /// Allow http:// to a host that is not this machine. The credentials then travel in the clear.
    #[arg(long, global = true, help_heading = "Connection")]
    pub(crate) allow_plaintext: bool,

    /// Longest time for the whole call, in seconds or with a unit (90s, 1500ms, 2m).
    #[arg(long, global = true, value_name = "TIME", default_value = "60s", value_parser = parse::duration, help_heading = "Connection")]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) credentials: CredentialOptions,

    /// How to print the plan, the result and errors.
    #[arg(short, long, global = true, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub(crate) output: Format,
}

/// Where the credentials come from. There is no flag for the password itself: a command line is readable by everyone on the
/// machine, and stays in the shell's history.
#[derive(Debug, Args)]
pub(crate) struct CredentialOptions {
    /// User; or the variable `OMS_USER`. The password comes from one of the next two, or from the variable `OMS_PASSWORD`.
    #[arg(long, global = true, value_name = "NAME", help_heading = "Credentials")]
    pub(crate) user: Option<String>,

    /// File with the password. It must belong to you alone (mode 0600).
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["password_stdin", "auth_token_file"], help_heading = "Credentials")]
    pub(crate) password_file: Option<PathBuf>,

    /// Read the password from standard input, up to its end.
    #[arg(
        long,
        global = true,
        conflicts_with = "auth_token_file",
        help_heading = "Credentials"
    )]
    pub(crate) password_stdin: bool,

    /// File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600).
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        conflicts_with = "user",
        help_heading = "Credentials"
    )]
    pub(crate) auth_token_file: Option<PathBuf>,
}

/// Whether to act, for actions that change something.
#[derive(Debug, Clone, Args)]
pub(crate) struct Consent {
    /// Send the request. Without it, the plan is printed and nothing is sent.
    #[arg(long)]
    pub(crate) execute: bool,

    /// Confirm without being asked, by the ID that would have to be typed.
    #[arg(long, value_name = "ID", require_equals = true, requires = "execute")]
    pub(crate) yes: Option<String>,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object on standard output, whatever happens.
    Json,
}
