//! `oms batch`: moves the positions of many tasks, as a file says.
//!
//! The file is checked whole before the first request is sent; then a line is sent after the other, each written down as a request
//! of its own. It never guesses what a line came to: an unknown outcome stops the rest, and the same file goes on where it stopped.

mod canary;
mod columns;
mod file;
mod item;
mod line;
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
use oms_client::EpochSeconds;

use crate::act::preview::{self, Way};
use crate::act::run::{self as in_journal, Run};
use crate::act::{Asking, Looked, Planned, Proposed, Subject, guard};
use crate::command::rewind::{Goal, Steps, shown};
use crate::command::saved_run::{self, SavedRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::journal::{self, RunEnd, RunKind, StepKind, Target};
use crate::parse;
use crate::plan::arguments::ActionArgs;
use crate::plan::{Line, Plan};
use crate::report::Report;
use crate::session::{Consent, PositionGuards, Session, connect};
use crate::terminal::{ColorChoice, Painter};

use columns::Columns;
use item::{Item, Standing};
use mistakes::Mistakes;
use sending::{Sending, Work};

/// What a line of the file is made of. Nothing else in this command names the action.
type Parameters = ResetIncrStartTimestampArgs;
type Request = <Parameters as ActionArgs>::Request;

/// Within this time, the same line once more is taken for a slip: a batch takes a while, and its file stays.
const A_DAY: Duration = Duration::from_secs(86_400);

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

    /// Longest wait for each position of the canary, and for each step of --pause, in seconds or with a unit (90s, 10m).
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse::duration, help_heading = "Pace")]
    wait_timeout: Duration,

    /// Go on behind a line that was rejected. Whatever else goes wrong stops the rest.
    #[arg(long, help_heading = "Pace")]
    keep_going: bool,

    /// Do the whole loop for each task: stop it if it is at work, move its position, wait until the checkpoint shows it, and let it
    /// go on. Without it, a batch only moves positions.
    #[arg(long, help_heading = "Pace")]
    pause: bool,

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
    /// Digest of what the file says.
    digest: String,
    /// Whether each task is paused for its move.
    pauses: bool,
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
    preview::announce_endpoint(session, &mut batch.head);
    if args.execute {
        return batch.act(args, false, session);
    }
    // A plan needs no journal; what cannot be read is told where something is to be sent.
    let known = session.journal().map(|journal| journal.read());
    let earlier = match known {
        Ok(Ok(known)) => batch.take_up(&known, args.again),
        _ => None,
    };
    batch.show(args, earlier, session)
}

/// Saves the plan of a batch, or shows it where no file is named.
pub(crate) fn save(args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let mut batch = match Batch::read(args, session)? {
        Ok(batch) => batch,
        Err(mistakes) => return Ok(mistakes.into_report(&args.file)),
    };
    connect::warn_of_plaintext(session);
    let known = session.journal().map(|journal| journal.read());
    let earlier = match known {
        Ok(Ok(known)) => batch.take_up(&known, args.again),
        _ => None,
    };
    batch.look(args, earlier, session)?;
    if session.output_file().is_none() {
        let text = table::plan(&batch, session.printer.stdout, session.surroundings.width);
        return Ok(summary::planned(&batch, text));
    }
    let moves = batch.items.iter().map(|item| {
        let goal = item.goal(args.wait_timeout)?;
        Ok(goal.written(item.plan.explanation.change.old.clone(), None))
    });
    let run = SavedRun {
        command: RunKind::Batch,
        file: Some(batch.digest.clone()),
        pauses: batch.pauses,
        leave_paused: false,
        wait: false,
        wait_timeout_ms: saved_run::millis(args.wait_timeout),
        interval_ms: saved_run::millis(args.rate),
        keep_going: args.keep_going,
        canary: args.canary.map(NonZeroUsize::get),
        moves: moves.collect::<Result<_, Failure>>()?,
    };
    let painter = Painter::new(ColorChoice::Never, false, session.surroundings);
    let text = table::plan(&batch, painter, None);
    let lines = text.lines().skip(1);
    let told = lines.map(|line| Line::new("Line", line.trim()));
    batch.head.explanation.lines = told.collect();
    batch.head.explanation.subject = batch.items.len().to_string();
    run.save(&batch.head, &args.consent(), session)
}

/// Sends the lines of a batch that was saved.
pub(crate) fn apply(
    run: &SavedRun,
    consent: &Consent,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let args = BatchArgs {
        rate: Duration::from_millis(run.interval_ms),
        canary: run.canary.and_then(NonZeroUsize::new),
        keep_going: run.keep_going,
        pause: run.pauses,
        ..BatchArgs::of(consent, run.wait_timeout())
    };
    let items = run.moves.iter().map(|one| {
        let item = Item::of_run(one, session)?;
        Ok(Item {
            planned_from: saved_run::planned_from(one),
            ..item
        })
    });
    let items = items.collect::<Result<Vec<_>, Failure>>()?;
    let digest = run.file.clone().unwrap_or_default();
    let batch = Batch::new(items, digest, args.pause)
        .ok_or_else(|| Failure::usage("the plan has no tasks", "Make a new plan."))?;
    connect::warn_of_plaintext(session);
    batch.act(&args, true, session)
}

/// Goes on with a run of a batch by what it has written down: its file may be gone.
pub(crate) fn go_on(
    run: &journal::Run,
    consent: &Consent,
    wait_timeout: Duration,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let args = BatchArgs {
        pause: run.plan.pauses,
        ..BatchArgs::of(consent, wait_timeout)
    };
    let items = run.plan.moves.iter().map(|one| Item::of_run(one, session));
    let items = items.collect::<Result<Vec<_>, Failure>>()?;
    let digest = run.plan.file.clone().unwrap_or_default();
    let mut batch = Batch::new(items, digest, args.pause)
        .ok_or_else(|| Failure::usage(format!("run {} has no tasks", run.seq), "Report it."))?;
    connect::warn_of_plaintext(session);
    if args.execute {
        return batch.act(&args, false, session);
    }
    let earlier = batch.take_up(&session.journal()?.read()?, args.again);
    batch.show(&args, earlier, session)
}

impl Batch {
    /// The batch of these lines, where there is one.
    fn new(items: Vec<Item>, digest: String, pauses: bool) -> Option<Self> {
        let mut head = items.first()?.plan.clone();
        head.explanation.lines.clear();
        let does = if pauses {
            "pauses each task that is at work, moves its position, and lets it go on"
        } else {
            "moves positions and nothing else; --pause does the whole loop"
        };
        head.explanation.lines.extend([
            Line::new("Tasks", items.len().to_string()),
            Line::new("Does", does),
        ]);
        Some(Self {
            items,
            head,
            digest,
            pauses,
        })
    }

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
        let items = item::items(&rows, session, &mut mistakes)?;
        if !mistakes.is_empty() {
            return Ok(Err(mistakes));
        }
        let digest = item::digest(&rows, &columns);
        let batch = Self::new(items, digest, args.pause).ok_or_else(|| {
            Failure::usage(
                format!("{} has no tasks", file::name(&args.file)),
                "Give it a task a line; `oms batch --help` shows how.",
            )
        })?;
        Ok(Ok(batch))
    }

    /// Shows the plan, and sends nothing.
    fn show(
        mut self,
        args: &BatchArgs,
        earlier: Option<u64>,
        session: &mut Session<'_, '_>,
    ) -> Result<Report, Failure> {
        self.look(args, earlier, session)?;
        let text = table::plan(&self, session.printer.stdout, session.surroundings.width);
        Ok(summary::planned(&self, text))
    }

    /// Tells in the plans what is seen of the tasks that are left.
    fn look(
        &mut self,
        args: &BatchArgs,
        earlier: Option<u64>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Failure> {
        connect::builder(session)?.build()?;
        let consent = args.consent();
        let way = Way::find(session, &consent);
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            way.show(session, &mut item.plan, &consent);
            preview::announce_subject(session, &mut item.plan, earlier);
        }
        if let Err(failure) = self.refuse_too_many(args) {
            self.head.would_be_refused(&failure);
        }
        self.head.refused |= self.items.iter().any(|item| item.plan.refused);
        self.tell_left_out();
        Ok(())
    }

    /// Sends what is left, after every guard has let all of it pass and a person has said so.
    ///
    /// `from_file` says that a saved plan is applied, which somebody may have approved.
    fn act(
        mut self,
        args: &BatchArgs,
        from_file: bool,
        session: &mut Session<'_, '_>,
    ) -> Result<Report, Failure> {
        self.refuse_too_many(args)?;
        if self.pauses && args.no_preflight {
            return Err(Failure::usage(
                "the loop around a move is nothing but looking, so --no-preflight leaves nothing of --pause",
                "Leave one of them out.",
            ));
        }
        let consent = args.consent();
        let client = connect::client(session)?;
        guard::production(&self.head, &consent, from_file).map_err(|failure| Failure {
            next: "Type the number of tasks in a terminal.".to_owned(),
            ..failure
        })?;
        let earlier = self.take_up(&session.journal()?.read()?, args.again);
        let subjects = self
            .items
            .iter()
            .filter(|item| item.is_left())
            .map(|item| Subject::of(&item.plan).on_line(item.line));
        let planned = Planned::new(subjects.collect::<Vec<_>>());
        let mine = earlier.filter(|_| self.pauses);
        let looked = planned.look(session, &client, &consent, mine)?;
        // Again behind the locks: another run of the same file may have gone on meanwhile.
        let earlier = self.take_up(looked.known(), args.again);
        self.tell_left_out();
        let (run, work) = self.prepare(args, &consent, earlier, looked, session, &client)?;
        let Some(run) = run else {
            return Ok(summary::ended(&self, None, None));
        };
        let stop = Sending::new(args, session, &client, &run).all(&mut self.items, work);
        if let Some(end) = self.end() {
            run.end(run.seq(), end, session);
        }
        Ok(summary::ended(&self, Some(run.seq()), stop.as_ref()))
    }

    /// Everything that can refuse, up to the consent and the run in the journal; then, what is left to do.
    fn prepare(
        &mut self,
        args: &BatchArgs,
        consent: &Consent,
        earlier: Option<u64>,
        mut looked: Looked,
        session: &mut Session<'_, '_>,
        client: &oms_client::Client,
    ) -> Result<(Option<Run>, Vec<Work>), Failure> {
        let mut lines = self.lines(args, earlier, &mut looked, session)?;
        let proposed = lines.iter_mut().flat_map(|line| {
            line.plans.iter_mut().map(|(step, plan)| Proposed {
                plan,
                line: Some(line.line),
                asked_within: (*step == StepKind::Move).then_some(A_DAY),
                planned_from: line.planned_from,
            })
        });
        let cleared = looked.clear(session, consent, proposed.collect())?;
        for line in &lines {
            let judged = line.plans.iter().find(|(step, _)| *step == StepKind::Move);
            let item = self
                .items
                .iter_mut()
                .find(|item| item.number == line.goal.line);
            if let (Some((_, judged)), Some(item)) = (judged, item) {
                item.plan = judged.clone();
            }
        }
        let asking = Asking {
            text: table::plan(self, session.printer.stderr, session.surroundings.width),
            yes: args.yes.as_deref(),
            tasks: Some(self.items.len()),
        };
        let agreed = cleared.ask(session, client, &asking)?;
        let moves = self.items.iter().map(|item| {
            let goal = item.goal(args.wait_timeout)?;
            Ok(goal.written(item.plan.explanation.change.old.clone(), None))
        });
        let moves = moves.collect::<Result<Vec<_>, Failure>>()?;
        let digest = Some(self.digest.clone());
        let plan = in_journal::plan(RunKind::Batch, digest, self.pauses, moves, session)?;
        let run = Run::begin(&agreed, earlier, plan, session)?;
        let mut steps = agreed.into_steps();
        let work = lines.into_iter().map(|line| {
            let rest = steps.split_off(line.plans.len().min(steps.len()));
            Work {
                goal: line.goal,
                steps: line.steps,
                consented: std::mem::replace(&mut steps, rest),
            }
        });
        let work = work.collect();
        Ok((run, work))
    }

    /// What is to be done about each line that is left.
    fn lines(
        &mut self,
        args: &BatchArgs,
        earlier: Option<u64>,
        looked: &mut Looked,
        session: &Session<'_, '_>,
    ) -> Result<Vec<LinePlan>, Failure> {
        let mut lines = Vec::new();
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            let goal = item.goal(args.wait_timeout)?;
            looked.describe(&mut item.plan, session);
            preview::announce_subject(session, &mut item.plan, earlier);
            // A look that failed is told of all lines at once, further on.
            let seen = looked.seen(&item.plan).ok().flatten().cloned();
            let line = match (self.pauses, seen) {
                (true, Some(seen)) => {
                    let run = earlier.and_then(|run| looked.known().run(run));
                    let settled = shown(&goal, &seen, run);
                    looked.settle(settled);
                    let known = looked.known();
                    let run = earlier.and_then(|run| known.run(run));
                    let target = Target::new(&item.plan.endpoint, goal.task.as_str());
                    let steps = Steps::left(&goal, &seen, known, &target, run, false);
                    LinePlan {
                        planned_from: item.planned_from,
                        ..LinePlan::of_loop(item.line, goal, &item.plan, steps, session)?
                    }
                }
                _ => LinePlan {
                    planned_from: item.planned_from,
                    line: item.line,
                    goal,
                    steps: None,
                    plans: vec![(StepKind::Move, item.plan.clone())],
                },
            };
            lines.push(line);
        }
        Ok(lines)
    }

    /// How its run ended; `None` where it did not.
    fn end(&self) -> Option<RunEnd> {
        let is_done = |item: &Item| match &item.standing {
            Standing::Left => false,
            Standing::Before(_) => true,
            Standing::Ended(end) => end.is_done(),
        };
        let had_no_effect = |item: &Item| match &item.standing {
            Standing::Left => true,
            Standing::Before(_) => false,
            Standing::Ended(end) => !end.took_effect() && !end.is_unknown(),
        };
        if self.items.iter().all(is_done) {
            Some(RunEnd::Done)
        } else if self.items.iter().all(had_no_effect) {
            Some(RunEnd::NoEffect)
        } else {
            None
        }
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

/// What is to be done about a line, before anybody was asked.
#[derive(Debug)]
struct LinePlan {
    /// Where its position was when a saved plan was made.
    planned_from: Option<EpochSeconds>,
    /// Where it stands in the file.
    line: usize,
    goal: Goal,
    steps: Option<Steps>,
    /// The requests, in their order.
    plans: Vec<(StepKind, Plan)>,
}

impl LinePlan {
    fn of_loop(
        line: usize,
        goal: Goal,
        plan: &Plan,
        steps: Steps,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let mut plans = Vec::new();
        for step in steps.requests() {
            let of_step = match step {
                StepKind::Move => plan.clone(),
                _ => goal.plan_of_step(step, session)?,
            };
            plans.push((step, of_step));
        }
        Ok(Self {
            planned_from: None,
            line,
            goal,
            steps: Some(steps),
            plans,
        })
    }
}

impl BatchArgs {
    /// The arguments of a batch whose lines are known already: a line a second, and nothing out of the ordinary.
    fn of(consent: &Consent, wait_timeout: Duration) -> Self {
        Self {
            file: PathBuf::from("-"),
            max: NonZeroUsize::MAX,
            rate: Duration::from_secs(1),
            canary: None,
            wait_timeout,
            keep_going: false,
            pause: false,
            execute: consent.execute,
            yes: consent.yes.clone(),
            again: consent.again,
            no_preflight: consent.no_preflight,
            no_lock: consent.no_lock,
            allow_skip: consent.position.allow_skip,
            i_know_logs_exist: consent.position.i_know_logs_exist,
        }
    }

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
