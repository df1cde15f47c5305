//! The command line: what holds for every action. The actions' own arguments are generated.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use clap::builder::Styles;
use clap::{Args, Parser, Subcommand};
use jiff::tz::TimeZone;
use oms_client::SPEC_DIGEST;

use crate::Exit;
use crate::command::{
    ApplyArgs, CompletionsArgs, ConfigArgs, DoctorArgs, JournalArgs, ManArgs, PlanArgs,
};
use crate::generated::ActionCommand;
use crate::output::{ColorChoice, Destination};
use crate::parse;
use crate::time;

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
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Moves a position and does what belongs to it: stops the task, watches the checkpoint, and lets the task go on.
    #[command(before_help = crate::rewind::EXAMPLES)]
    Rewind(Box<crate::rewind::RewindArgs>),
    /// Moves the positions of many tasks, as a file says.
    #[command(before_help = crate::batch::EXAMPLES)]
    Batch(Box<crate::batch::BatchArgs>),
    /// Saves what an action would send, to be read, approved and sent later.
    #[command(before_help = crate::command::PLAN_EXAMPLES)]
    Plan(PlanArgs),
    /// Sends exactly what a saved plan says.
    #[command(before_help = crate::command::APPLY_EXAMPLES)]
    Apply(ApplyArgs),
    /// Shows and settles what was sent: the journal of this machine.
    #[command(before_help = crate::command::JOURNAL_EXAMPLES)]
    Journal(JournalArgs),
    /// Tells where settings come from, and keeps passwords.
    #[command(before_help = crate::command::CONFIG_EXAMPLES)]
    Config(ConfigArgs),
    /// Checks the way to the OMS, and changes nothing.
    #[command(before_help = crate::command::DOCTOR_EXAMPLES)]
    Doctor(DoctorArgs),
    /// Simulates an OMS on this machine, to try things out.
    #[cfg(feature = "simulator")]
    #[command(before_help = crate::command::SIM_EXAMPLES)]
    Sim(crate::command::SimArgs),
    /// Prints a script with which a shell completes this command's words.
    #[command(before_help = crate::command::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Prints or writes the manual pages.
    #[command(before_help = crate::command::MAN_EXAMPLES)]
    Man(ManArgs),
    /// Prints the version of the command and of the spec that it was generated from.
    Version,
    #[command(flatten)]
    Action(ActionCommand),
}

/// The version with the digest of the spec that the command was generated from.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\nspec {SPEC_DIGEST}", env!("CARGO_PKG_VERSION")));

const EXAMPLES: &str = "\
Examples:
  oms --simulator list-projects            tries it out; no OMS is needed
  export OMS_ENDPOINT=https://oms.example.com:8089 OMS_USER=admin
  oms <action> --help                      says what an action takes
  oms <action> …                           shows the plan, and sends nothing
  oms <action> … --execute                 asks, and sends it once
  oms rewind --id np_4w3a0001 --reverse false --to -2h
  oms journal list --open                  what may have taken effect";

/// What stands below the help: a word that it uses, and the exit codes.
static EXIT_CODES: LazyLock<String> = LazyLock::new(|| {
    let lines: Vec<String> = Exit::ALL
        .iter()
        .map(|exit| format!("  {:<4} {}", exit.code(), exit.meaning()))
        .collect();
    let codes = lines.join("\n");
    format!(
        "An action that is known in part may take parameters that are missing here.\n\n\
         Exit codes:\n{codes}"
    )
});

/// What holds for every action.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Options {
    /// Profile of the configuration; or the variable `OMS_PROFILE`.
    #[arg(long, global = true, value_name = "NAME", help_heading = "Connection")]
    pub(crate) profile: Option<String>,

    /// Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`.
    #[arg(long, global = true, value_name = "URL", help_heading = "Connection")]
    pub(crate) endpoint: Option<String>,

    /// Start a simulator for this one command, and call that.
    #[cfg(feature = "simulator")]
    #[arg(
        long,
        global = true,
        conflicts_with_all = ["endpoint", "profile"],
        help_heading = "Connection"
    )]
    pub(crate) simulator: bool,

    /// PEM file with certificates to trust beside those of the system.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection")]
    pub(crate) cacert: Option<PathBuf>,

    /// Proxy through which an https endpoint is reached, instead of the environment's.
    #[arg(long, global = true, value_name = "URL", help_heading = "Connection")]
    pub(crate) proxy: Option<String>,

    /// Allow http:// to a host that is not this machine. The credentials then travel in the clear.
    #[arg(long, global = true, help_heading = "Connection")]
    pub(crate) allow_plaintext: bool,

    /// Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given.
    #[arg(long, global = true, value_name = "TIME", value_parser = parse::duration, help_heading = "Connection")]
    pub(crate) timeout: Option<Duration>,

    #[command(flatten)]
    pub(crate) credentials: CredentialOptions,

    /// Parameters of the action as one JSON object, or - to read it from standard input; instead of the action's own flags.
    #[arg(long, global = true, value_name = "OBJECT|-", help_heading = "Request")]
    pub(crate) json: Option<String>,

    /// Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused.
    #[arg(long, global = true, value_name = "ZONE", value_parser = time::zone, help_heading = "Request")]
    pub(crate) tz: Option<(String, TimeZone)>,

    /// Directory of the journal; or the variable `OMS_JOURNAL`.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Request")]
    pub(crate) journal: Option<PathBuf>,

    /// How to print: table, json, jsonl or csv; for `oms plan`, the file to save to.
    #[arg(short, long, global = true, value_name = "FORMAT", value_parser = Destination::read, default_value = "", hide_default_value = true, help_heading = "Output")]
    pub(crate) output: Destination,

    /// Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error.
    #[arg(
        long,
        global = true,
        value_name = "POINTER",
        value_parser = crate::output::pointer,
        help_heading = "Output"
    )]
    pub(crate) query: Option<String>,

    /// When to use colours: auto, always or never.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub(crate) color: ColorChoice,
}

/// Where the credentials come from. There is no flag for the password itself: a command line is readable by everyone on the
/// machine, and stays in the shell's history.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct CredentialOptions {
    /// User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the
    /// variable `OMS_PASSWORD`.
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Consent {
    /// Send the request. Without it, the plan is printed and nothing is sent.
    #[arg(long, help_heading = "Consent")]
    pub(crate) execute: bool,

    /// Confirm without being asked, by the ID that would have to be typed.
    #[arg(
        long,
        value_name = "ID",
        require_equals = true,
        requires = "execute",
        help_heading = "Consent"
    )]
    pub(crate) yes: Option<String>,

    /// Send it although the same was accepted a few minutes ago. It takes effect a second time.
    #[arg(long, help_heading = "Consent")]
    pub(crate) again: bool,

    /// Do not look the task up first. The plan then says that its state is unknown.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_lock: bool,

    #[command(flatten)]
    pub(crate) position: PositionGuards,
}

/// What a move of a position may do, for actions that move one.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PositionGuards {
    /// Allow a position later than the present one. The changes between them are SKIPPED, and may be lost.
    #[arg(long, help_heading = "Position")]
    pub(crate) allow_skip: bool,

    /// Allow a position older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = "Position")]
    pub(crate) i_know_logs_exist: bool,

    /// Act only while the present position is this one (a time, as for the new position).
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_parser = time::parse,
        help_heading = "Position"
    )]
    pub(crate) expect_current: Option<time::TimeInput>,
}

impl PositionGuards {
    /// Whether any of them was given.
    pub(crate) fn is_given(&self) -> bool {
        self.allow_skip || self.i_know_logs_exist || self.expect_current.is_some()
    }
}
