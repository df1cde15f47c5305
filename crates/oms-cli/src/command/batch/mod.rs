//! `oms batch`: moves the positions of many tasks, as a file says.
//!
//! The file is checked whole before the first request is sent; then a line is sent after the other, each written down as a request
//! of its own. It never guesses what a line came to: an unknown outcome stops the rest, and the same file goes on where it stopped.

mod canary;
mod columns;
mod file;
mod guards;
mod item;
mod mistakes;
mod pace;
mod resume;
mod sending;
mod summary;
mod table;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::act::confirm::{self, Consenting};
use crate::act::guard;
use crate::act::looking::{Looking, Way};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::parse;
use crate::plan::{ActionArgs, Line, Plan};
use crate::report::Report;
use crate::session::{Consent, PositionGuards, Session, connect};
use crate::surroundings::Leaving;

use columns::Columns;
use item::Item;
use mistakes::Mistakes;
use sending::Sending;

/// What a line of the file is made of. Nothing else in this command names the action.
type Parameters = ResetIncrStartTimestampArgs;
type Request = <Parameters as ActionArgs>::Request;

/// The word under which the lines stand in the journal.
const PART: &str = "batch";

/// What stands above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms batch tasks.csv                       shows the plan of every line, and sends nothing
  oms batch tasks.csv --execute             asks once, and sends a line a second
  oms batch tasks.csv --execute --canary 1  asks again when the first has moved
  oms batch tasks.csv --execute --yes=12    where nobody can be asked

The file has a task a line, under the names of the flags or of the wire:
  id,reverse,startTimestamp
  np_4w3a0001,false,-2h
or a JSON object a line:
  {\"id\":\"np_4w3a0001\",\"reverse\":false,\"startTimestamp\":\"-2h\"}";

/// The arguments of `oms batch`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// The file with a task a line, or - for standard input. It is checked whole before anything is sent.
    #[arg(value_name = "FILE|-")]
    file: PathBuf,

    /// The most tasks that a file may have.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value = "20",
        help_heading = "Pace"
    )]
    max: NonZeroUsize,

    /// How many lines are sent a second, one after the other; less than one is taken, too (0.2).
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = pace::interval, help_heading = "Pace")]
    rate: Duration,

    /// Send so many lines first, wait until their positions have moved, and ask before the rest. With --yes, nobody is asked.
    #[arg(long, value_name = "NUMBER", help_heading = "Pace")]
    canary: Option<NonZeroUsize>,

    /// Longest wait for each position of the canary, in seconds or with a unit (90s, 10m).
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse::duration, help_heading = "Pace")]
    wait_timeout: Duration,

    /// Go on behind a line that was rejected. Whatever else goes wrong stops the rest.
    #[arg(long, help_heading = "Pace")]
    keep_going: bool,

    /// Send what is left of the file. Without it, the plan is printed and nothing is sent.
    #[arg(long, help_heading = "Consent")]
    execute: bool,

    /// Confirm without being asked, by the number of tasks in the file.
    #[arg(
        long,
        value_name = "COUNT",
        require_equals = true,
        requires = "execute",
        help_heading = "Consent"
    )]
    yes: Option<String>,

    /// Send although the same was accepted within a day, or all of the file before. A file that was sent in part is gone on with.
    #[arg(long, help_heading = "Consent")]
    again: bool,

    /// Do not look the tasks up first. The plan then says that their state is unknown.
    #[arg(long, help_heading = "Consent")]
    no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more.
    #[arg(long, help_heading = "Consent")]
    no_lock: bool,

    /// Allow positions later than the present ones. The changes between them are SKIPPED, and may be lost.
    #[arg(long, help_heading = "Position")]
    allow_skip: bool,

    /// Allow positions older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = "Position")]
    i_know_logs_exist: bool,
}

/// The lines of a file, checked.
#[derive(Debug)]
struct Batch {
    items: Vec<Item>,
    /// What holds for all of them; its explanation is empty but for what is told of the whole.
    head: Plan,
    /// The last entry of an earlier run, where that run had all of it accepted and this one starts anew.
    earlier_run: Option<u64>,
}

/// Runs `oms batch`.
pub(crate) fn run(args: &BatchArgs, mut session: Session<'_, '_>) -> Exit {
    let report = attempt(args, &mut session).unwrap_or_else(|failure| Report::stopped(&failure));
    summary::note(&report, &mut session);
    session.print(&report)
}

fn attempt(args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let mut batch = match Batch::read(args, session)? {
        Ok(batch) => batch,
        Err(mistakes) => return Ok(mistakes.into_report(&args.file)),
    };
    connect::warn_of_plaintext(session);
    guard::announce(session, &mut batch.head);
    if args.execute {
        return batch.act(args, session);
    }
    // A plan needs no journal; what cannot be read is told where something is to be sent.
    if let Ok(Ok(known)) = session.journal().map(|journal| journal.read()) {
        batch.resume(&known, args.again);
    }
    batch.show(args, session)
}

impl Batch {
    /// Reads and checks the file.
    fn read(
        args: &BatchArgs,
        session: &mut Session<'_, '_>,
    ) -> Result<Result<Self, Mistakes>, Failure> {
        if file::is_piped(&args.file) && session.options.credentials.password_stdin {
            return Err(Failure::usage(
                "standard input holds either the password or the tasks",
                "Name a file for one of them.",
            ));
        }
        let text = file::read(&args.file, session.surroundings)?;
        let columns = Columns::of::<Parameters>();
        let mut mistakes = Mistakes::default();
        let rows = file::rows(&text, &columns, &mut mistakes);
        let items = item::items(&rows, &columns, session, &mut mistakes)?;
        if !mistakes.is_empty() {
            return Ok(Err(mistakes));
        }
        let Some(first) = items.first() else {
            return Err(Failure::usage(
                format!("{} has no tasks", file::name(&args.file)),
                "Give it a task a line; `oms batch --help` shows how.",
            ));
        };
        let mut head = first.plan.clone();
        head.explanation.lines.clear();
        head.explanation
            .lines
            .push(Line::new("Tasks", items.len().to_string()));
        Ok(Ok(Self {
            items,
            head,
            earlier_run: None,
        }))
    }

    /// Shows the plan, and sends nothing.
    fn show(mut self, args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
        connect::builder(session)?.build()?;
        let consent = args.consent();
        let way = Way::find(session, &consent);
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            Looking::along(&way, session, &mut item.plan, &consent);
        }
        if let Err(failure) = self.refuse_too_many(args) {
            let warning = format!(
                "It would be refused: {}.\n{}",
                failure.message, failure.next
            );
            self.head
                .explanation
                .lines
                .push(Line::new("Warning", warning));
        }
        let text = table::plan(&self, session.printer.stdout, session.surroundings.width);
        Ok(summary::planned(&self, text))
    }

    /// Sends what is left, after every guard has let all of it pass and a person has said so.
    fn act(mut self, args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
        self.refuse_too_many(args)?;
        let consent = args.consent();
        let client = connect::client(session)?;
        guards::production(&self.head, &consent)?;
        let locks = guards::locks(&self, &consent, session)?;
        // Behind the locks, so that no other run of the same file adds to what is read.
        self.resume(&session.journal()?.read()?, args.again);
        if !self.items.iter().any(Item::is_left) {
            return Ok(summary::ended(&self, None));
        }
        let questions = match guards::check(&mut self, &client, &consent, session)? {
            Ok(questions) => questions,
            Err(report) => return Ok(*report),
        };
        let width = session.surroundings.width;
        let text = table::plan(&self, session.printer.stderr, width);
        let count = self.items.len().to_string();
        let consenting = Consenting {
            subjects: &[&count],
            called: "number of tasks",
            sends: "what is left of them",
            yes: args.yes.as_deref(),
            questions: &questions,
        };
        // No line was announced yet, so that there is nothing to write down for a person who leaves.
        confirm::ask(session, &text, consenting, Leaving::unsent(|| {}))?;
        if let Some(intent) = self.earlier_run {
            resume::end(intent, session)?;
        }
        let stop = Sending::new(args, session, &client).all(&mut self.items);
        drop(locks);
        Ok(summary::ended(&self, stop.as_ref()))
    }

    fn refuse_too_many(&self, args: &BatchArgs) -> Result<(), Failure> {
        let count = self.items.len();
        if count <= args.max.get() {
            return Ok(());
        }
        Err(Failure::new(
            Exit::Guard,
            format!(
                "{} has {count} tasks, and {} are the most",
                file::name(&args.file),
                args.max
            ),
            format!("Make sure that all of them are meant. Then --max {count} says so."),
        ))
    }
}

impl BatchArgs {
    /// The consent to each line, as a single request would have it.
    fn consent(&self) -> Consent {
        Consent {
            execute: self.execute,
            yes: self.yes.clone(),
            again: self.again,
            no_preflight: self.no_preflight,
            no_lock: self.no_lock,
            position: PositionGuards {
                allow_skip: self.allow_skip,
                i_know_logs_exist: self.i_know_logs_exist,
                expect_current: None,
            },
        }
    }
}
