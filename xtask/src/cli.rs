//! The command line.
//!
//! It does nothing: a variant says what was asked for, and `run` in the crate's root calls the
//! module that does it.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The workspace's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
pub(crate) struct Cli {
    /// Root of the workspace to act upon, instead of this one.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring everything that is made from spec/ and committed up to date: code, schema, manual,
    /// reference.
    Sync(ModeArgs),
    /// The part of `sync` that the compiler reads: code, schema and manual.
    Codegen(ModeArgs),
    /// Write the OpenAPI documents, of all actions and of each. They are made for a release, and
    /// never committed.
    Openapi {
        /// The folder to write them to; `target/openapi` where none is given.
        #[arg(long, alias = "out", value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
    /// The part of `sync` that is the reference for people, a page for each action.
    Docs(ExportArgs),
    /// Start an action: its spec file and an example, with a blank for everything that must be
    /// said.
    NewAction {
        /// The value of `Action=`, such as `StopProject`.
        name: String,
    },
    /// Read pages of the vendor: compare them with spec/, write what it lacks, keep what they state
    /// as evidence.
    Import(ImportArgs),
    /// Look at spec/, or format it, without generating anything.
    #[command(subcommand)]
    Spec(SpecCommand),
    /// Compare `spec diff` with cargo-semver-checks: what it calls compatible must break no caller.
    Semver(SemverArgs),
    /// Send the example of the vendor's page to the simulator, and show what happens. Needs no
    /// network.
    Quickstart,
    /// Play the command against the model: histories drawn from numbers, each of which can be
    /// played again.
    Soak(SoakArgs),
    /// Play the fuzz targets: any bytes against what is promised about them.
    Fuzz(FuzzArgs),
    /// Build what a release uploads: binaries, manual pages, completions and OpenAPI documents in
    /// archives, with checksums.
    Dist(DistArgs),
    /// Make a book of the documentation in target/book, and follow every link in it.
    Book,
    /// Let foreign tools read the OpenAPI documents, and print what came of it.
    Foreign,
    /// Build the Python package as a wheel, and test it in environments of its own.
    Python,
    /// Check the rules of the house that no compiler knows.
    Tidy,
    /// Run every check but those that take too long for each change, in the order that fails
    /// fastest. A check that is named runs in any case.
    Ci(CiArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum SpecCommand {
    /// Report every mistake in spec/, with its place.
    Check,
    /// Give the TOML under spec/ its one form: the order of the keys is that of the manual, their
    /// `=` are under each other, and comments stay.
    Fmt {
        /// Change nothing; list what would be changed and end with 1 if there is anything.
        #[arg(long)]
        check: bool,
    },
    /// Compare spec/ with another one: what it does to callers and to the wire. Ends with 3 where
    /// something breaks.
    Diff {
        /// A commit, or a folder that holds another spec/.
        // An empty name, as an unset variable leaves it, would be the folder at hand.
        #[arg(value_name = "COMMIT|FOLDER", value_parser = NonEmptyStringValueParser::new())]
        other: String,
        /// The form of the report.
        #[arg(long, value_enum, default_value_t = ReportForm::Text)]
        format: ReportForm,
    },
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportForm {
    /// A line a change.
    Text,
    /// One object.
    Json,
}

/// The folder and the mode of the reference.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Another folder than the one that is committed.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) mode: ModeArgs,
}

/// The mode of dealing with a difference between a generated file and what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Mend it.
    Write,
    /// Show it, change nothing, and fail.
    Check,
    /// Say what would be changed, and change nothing.
    DryRun,
}

/// The flags that tell every generating command its [`Mode`].
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ModeArgs {
    /// Change nothing; show every difference and end with 1 if there is one.
    #[arg(long)]
    check: bool,
    /// Change nothing; list what would be changed.
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
}

impl ModeArgs {
    pub(crate) fn mode(self) -> Mode {
        match (self.check, self.dry_run) {
            (true, _) => Mode::Check,
            (_, true) => Mode::DryRun,
            _ => Mode::Write,
        }
    }
}

/// The targets that `fuzz` plays, and for how long.
#[derive(Debug, Clone, Args)]
pub(crate) struct FuzzArgs {
    /// The targets; without any, all of them, one after the other.
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// Seconds for each of them.
    #[arg(long, value_name = "COUNT", default_value_t = 60)]
    pub(crate) seconds: u64,
}

/// The seeds that `soak` plays.
#[derive(Debug, Clone, Args)]
pub(crate) struct SoakArgs {
    /// Number of seeds to play.
    #[arg(long, value_name = "COUNT", default_value_t = 20_000)]
    pub(crate) seeds: u64,
    /// The first of them.
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    pub(crate) from: u64,
    /// Play this one alone.
    #[arg(long, value_name = "SEED", conflicts_with_all = ["seeds", "from"])]
    pub(crate) seed: Option<u64>,
    /// Number of seeds that are played at a time.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    pub(crate) jobs: u64,
    /// Keep the journal in a PostgreSQL server that is killed now and then.
    #[arg(long)]
    pub(crate) postgres: bool,
}

/// The options of `dist`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DistArgs {
    /// The folder of the archives, `target/dist` where none is given. Files that an earlier release
    /// left in it are removed; one that holds anything else is refused, and nothing in it touched.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// The profile of the binaries; `dev` builds quickly what nobody should upload.
    #[arg(long, value_name = "PROFILE", default_value = "release")]
    pub(crate) profile: String,
    /// Build nothing: unpack what is in the folder into an empty root, and use it there. It needs
    /// Linux and root, and says so where it is skipped.
    #[arg(long = "try", conflicts_with = "profile")]
    pub(crate) r#try: bool,
    /// Build nothing: write the formula for Homebrew beside the archives of all systems in the
    /// folder, whose project is at this address.
    #[arg(long, value_name = "URL", conflicts_with_all = ["profile", "try"])]
    pub(crate) formula: Option<String>,
    /// Build nothing: print the section of the changelog that this tag releases. A tag that does
    /// not name the version of the root manifest is refused.
    #[arg(long, value_name = "TAG", conflicts_with_all = ["out", "profile", "try", "formula"])]
    pub(crate) notes: Option<String>,
}

/// Which changes `semver` tries.
#[derive(Debug, Clone, Args)]
pub(crate) struct SemverArgs {
    /// Try every change of the real spec, instead of a sample. It takes long.
    #[arg(long)]
    pub(crate) all: bool,
}

/// The options of `ci`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CiArgs {
    /// Stop at the first lane that fails, instead of running the others as well.
    #[arg(long)]
    pub(crate) fail_fast: bool,
    /// Run only this lane, of the table in CONTRIBUTING.md; give it again for more.
    #[arg(long, value_name = "NAME")]
    pub(crate) lane: Vec<String>,
}

/// The pages that `import` reads, and for what.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Pages, or folders of them: Markdown, or the text of a site.
    #[arg(required = true, value_name = "PAGE|FOLDER")]
    pub(crate) pages: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) purpose: ImportPurpose,
    /// Version of the documentation that the pages were taken from, for the evidence.
    #[arg(long, value_name = "VERSION", requires = "lock")]
    pub(crate) release: Option<String>,
    /// Address of the page, for the spec of a new action.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// Write the page's own examples for a new action, where its licence allows it.
    #[arg(long)]
    pub(crate) keep_examples: bool,
    /// Form of the report.
    #[arg(long, value_enum, default_value_t = ReportForm::Text)]
    pub(crate) format: ReportForm,
}

/// The purpose of reading the pages. Without one, they are compared with the spec, and actions that
/// it lacks are written.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct ImportPurpose {
    /// Print the facts as JSON, and compare nothing.
    #[arg(long)]
    pub(crate) facts: bool,
    /// Compare with the evidence in spec/evidence: what the vendor changed since. Ends with 3 where
    /// something did.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write what was read as evidence into spec/evidence.
    #[arg(long)]
    pub(crate) lock: bool,
    /// Compare with an older state of the same pages. Ends with 3 where something differs.
    #[arg(long, value_name = "PAGE|FOLDER")]
    pub(crate) before: Option<PathBuf>,
}
