//! `oms batch`: moves the positions of many tasks, as a file says.
//!
//! The file is checked whole before the first request is sent; then one line is sent after the
//! other, each written down as a request of its own. It never guesses the result of a line: an
//! unknown outcome stops the rest, and the same file resumes where it stopped.

mod args;
mod canary;
mod columns;
mod file;
mod item;
mod line;
mod mistakes;
mod names;
mod pace;
mod prepare;
mod resume;
mod sending;
mod summary;
mod table;

use std::time::Duration;

use crate::act::preview::{self, Way};
use crate::act::run::refused;
use crate::act::{Planned, Subject, guard};
use crate::command::continuation::{Origin, Sender};
use crate::command::keep::not_kept;
use crate::command::rewind::{Goal, run_of};
use crate::command::saved_run::{self, SavedRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::journal::{self, RunEnd, RunKind};
use crate::plan::arguments::ActionArgs;
use crate::plan::{Line, Plan};
use crate::report::Report;
use crate::session::{Consent, Session, connect};

use args::Terms;
pub(crate) use args::{BatchArgs, EXAMPLES};
use columns::Columns;
use item::{Item, Maker, Standing};
use line::LineEnd;
use mistakes::Mistakes;
use sending::Sending;

/// The arguments of a line's action. Nothing else in this command names the action.
type Parameters = ResetIncrStartTimestampArgs;
type Request = <Parameters as ActionArgs>::Request;

/// Within this time, the same line once more is taken for a slip: a batch takes a while, and its
/// file stays.
const A_DAY: Duration = Duration::from_secs(86_400);

/// The lines of a file, checked.
#[derive(Debug)]
struct Batch {
    items: Vec<Item>,
    /// The plan that all lines share; its explanation has only notes on the whole.
    head: Plan,
    /// Digest of what the file says.
    digest: String,
    /// Set where each running task is paused for its move.
    pauses: bool,
    /// The refusal of a file that has more tasks than are allowed.
    too_many: Option<Failure>,
}

pub(crate) fn run(args: &BatchArgs, mut session: Session<'_, '_>) -> Exit {
    let report = attempt(args, &mut session);
    session.conclude(report)
}

fn attempt(args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let mut batch = Batch::read(args, session)?;
    let known = preview::known(session);
    preview::announce_endpoint(session, &mut batch.head, known.as_ref());
    let terms = args.terms();
    if terms.consent.execute {
        return batch.act(&terms, Origin::Typed { counts: true }, session);
    }
    let earlier = batch.take_up_if_known(&terms, session)?;
    batch.show(&terms, earlier, session)
}

/// Saves the plan of a batch, or shows it where no file is named.
pub(crate) fn save(args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let mut batch = Batch::read(args, session)?;
    let terms = args.terms();
    let earlier = batch.take_up_if_known(&terms, session)?;
    batch.look(&terms, earlier, session)?;
    if session.plan_place().is_none() {
        return Ok(not_kept(summary::planned(&batch, session), session));
    }
    // `oms apply` has no --max, so a batch that is kept has no more tasks than were allowed.
    batch.refuse_too_many()?;
    let moves = batch.items.iter();
    let moves = moves.map(|item| item.written(terms.wait_timeout));
    let run = SavedRun {
        command: RunKind::Batch,
        file: Some(batch.digest.clone()),
        pauses: batch.pauses,
        options: terms.options,
        wait_timeout_ms: saved_run::millis(terms.wait_timeout),
        actions: Goal::actions(batch.pauses),
        moves: moves.collect::<Result<_, Failure>>()?,
    };
    let rows = table::moves(&batch, None);
    let rows = rows.lines().map(|row| Line::new("Line", row.trim()));
    let warnings: Vec<Line> = table::warnings(&batch).collect();
    let lines = &mut batch.head.explanation.lines;
    lines.extend(rows.chain(warnings));
    batch.head.explanation.subject = batch.items.len().to_string();
    run.save(&batch.head, session)
}

/// Sends the lines of a batch that was saved.
pub(crate) fn apply(
    run: &SavedRun,
    consent: &Consent,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let terms = Terms::of_run(consent, run.wait_timeout(), &run.options);
    let items = run.moves.iter().map(|one| {
        let item = Item::of_run(one, session)?;
        Ok(Item {
            planned_from: saved_run::planned_from(one),
            ..item
        })
    });
    let items = items.collect::<Result<Vec<_>, Failure>>()?;
    let digest = run.file.clone().unwrap_or_default();
    let batch = Batch::new(items, digest, run.pauses)
        .ok_or_else(|| Failure::usage("the plan has no tasks", "Make a new plan."))?;
    batch.act(&terms, Origin::File, session)
}

/// Resumes a run of a batch from what it has written down: its file may be gone.
pub(crate) fn go_on(
    run: &journal::Run,
    consent: &Consent,
    wait_timeout: Duration,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let terms = Terms::of_run(consent, wait_timeout, &run.plan.options);
    let items = run.plan.moves.iter().map(|one| Item::of_run(one, session));
    let items = items.collect::<Result<Vec<_>, Failure>>()?;
    let digest = run.plan.file.clone().unwrap_or_default();
    let mut batch = Batch::new(items, digest, run.plan.pauses)
        .ok_or_else(|| Failure::usage(format!("run {} has no tasks", run.seq), "Report it."))?;
    if terms.consent.execute {
        return batch.act(&terms, Origin::Resumed, session);
    }
    let earlier = batch.take_up(
        &session.journal()?.read()?,
        terms.consent.to_each.again,
        session,
    )?;
    batch.show(&terms, earlier, session)
}

impl Batch {
    /// Makes the batch of these lines, if there are any.
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
            too_many: None,
        })
    }

    /// Reads and checks the file.
    fn read(args: &BatchArgs, session: &mut Session<'_, '_>) -> Result<Self, Failure> {
        if file::is_piped(&args.file) && session.options.credentials.password_stdin {
            return Err(Failure::usage(
                "standard input holds either the password or the tasks",
                "Name a file for one of them.",
            ));
        }
        let text = file::read(&args.file, session.surroundings)?;
        let columns = Columns::of::<Parameters>();
        let mut mistakes = Mistakes::default();
        let mut rows = file::rows(&text, &columns, &mut mistakes);
        let mut maker = Maker::new(session)?;
        maker.check(&rows, &mut mistakes);
        // The service is not asked about the names in a file that is wrong.
        if mistakes.is_empty() {
            names::settle::<Parameters>(&mut rows, session, &mut mistakes)?;
        }
        let items = maker.items(&rows, session, &mut mistakes);
        if !mistakes.is_empty() {
            return Err(mistakes.into_failure(&args.file));
        }
        for item in &items {
            connect::check_version(session, &item.request)?;
        }
        let digest = item::digest(&rows, &columns);
        let mut batch = Self::new(items, digest, args.pause).ok_or_else(|| {
            Failure::usage(
                format!("{} has no tasks", file::name(&args.file)),
                "Give it a task a line; `oms batch --help` shows how.",
            )
        })?;
        batch.too_many = too_many(batch.items.len(), args);
        Ok(batch)
    }

    /// Leaves out what an earlier run has done. A plan needs no journal; what cannot be read is
    /// told where something is to be sent.
    fn take_up_if_known(
        &mut self,
        terms: &Terms,
        session: &Session<'_, '_>,
    ) -> Result<Option<u64>, Failure> {
        match preview::known(session) {
            Some(known) => self.take_up(&known, terms.consent.to_each.again, session),
            None => Ok(None),
        }
    }

    /// Shows the plan, and sends nothing.
    fn show(
        mut self,
        terms: &Terms,
        earlier: Option<u64>,
        session: &mut Session<'_, '_>,
    ) -> Result<Report, Failure> {
        self.look(terms, earlier, session)?;
        Ok(summary::planned(&self, session))
    }

    /// Adds to the plans what is seen of the tasks that are left.
    fn look(
        &mut self,
        terms: &Terms,
        earlier: Option<u64>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Failure> {
        connect::check(session)?;
        let way = Way::find(session, &terms.consent);
        let known = preview::known(session);
        let known = known.as_ref();
        if self.pauses {
            self.look_at_loops(terms, earlier, &way, session)?;
        }
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            if !self.pauses {
                way.show(session, &mut item.plan, &terms.consent);
            }
            preview::announce_subject(&mut item.plan, known, earlier);
        }
        if let Some(failure) = &self.too_many {
            self.head.would_be_refused(failure);
        }
        preview::announce_approval(session, &mut self.head, known, earlier);
        let mut items = self.items.iter();
        let refused = items.find_map(|item| item.plan.refused.clone());
        self.head.refused = self.head.refused.take().or(refused);
        self.tell_left_out();
        Ok(())
    }

    /// Sends what is left, after every guard has let all of it pass and a person has said so.
    fn act(
        mut self,
        terms: &Terms,
        origin: Origin,
        session: &mut Session<'_, '_>,
    ) -> Result<Report, Failure> {
        let consent = &terms.consent;
        self.refuse_too_many()?;
        if self.pauses && consent.to_each.no_preflight {
            return Err(Failure::usage(
                "--pause looks at each task between its steps, and --no-preflight forbids looks",
                "Leave one of them out.",
            ));
        }
        guard::production(&self.head, consent).map_err(|failure| Failure {
            next: if consent.digest.is_some() {
                "Apply the same plan in a terminal. There, type the number of tasks, and the digest that was printed when the plan was saved."
            } else {
                "Type the number of tasks in a terminal."
            }
            .to_owned(),
            ..failure
        })?;
        let client = connect::client(session)?;
        let earlier = self.take_up(&session.journal()?.read()?, consent.to_each.again, session)?;
        let subjects = self
            .items
            .iter()
            .filter(|item| item.is_left())
            .map(|item| Subject::of(&item.plan).on_line(item.line));
        let planned = Planned::new(subjects.collect::<Vec<_>>()).of_run(earlier);
        let mine = earlier.filter(|_| self.pauses);
        let looked = planned.look(session, &client, consent, mine)?;
        // Again behind the locks: another run of the same file may have gone on meanwhile.
        let earlier = self.take_up(looked.known(), consent.to_each.again, session)?;
        self.tell_left_out();
        // A run that is taken up has its past, of which these lines know only what is done.
        let past = run_of(looked.known(), earlier)?;
        let positions = "the positions as planned,".to_owned();
        let sender = Sender::new(
            origin,
            past.as_ref(),
            consent.to_each.again,
            positions,
            session,
        );
        let has_a_past = past.as_ref().is_some_and(|run| !run.attempts.is_empty());
        let prepared = self.prepare(terms, earlier, looked, session, &client);
        // A line that is refused holds up the others, and some of their tasks may be paused.
        let (run, work) = prepared.map_err(|failure| refused(failure, past.as_ref(), session))?;
        let Some(run) = run else {
            let report = summary::ended(&self, None, None, &sender);
            summary::note(&report, session);
            return Ok(report);
        };
        let stop = Sending::new(terms, session, &client, &run).all(&mut self.items, work);
        let end = self.end();
        let end = end.filter(|end| *end != RunEnd::NoEffect || !has_a_past);
        let has_ended = end.is_some_and(|end| run.end(run.seq(), end, session));
        let unended = (!has_ended).then(|| run.seq());
        let report = summary::ended(&self, unended, stop.as_ref(), &sender);
        summary::note(&report, session);
        Ok(report)
    }

    /// Returns whether every line was done before.
    fn is_done(&self) -> bool {
        let mut items = self.items.iter();
        items.all(|item| matches!(item.standing, Standing::Before(_)))
    }

    /// Returns the end of its run; `None` if it did not end.
    fn end(&self) -> Option<RunEnd> {
        if self.items.iter().all(|item| item.holds(LineEnd::is_done)) {
            Some(RunEnd::Done)
        } else if !self
            .items
            .iter()
            .any(|item| item.holds(|end| !end.is_as_before()))
        {
            Some(RunEnd::NoEffect)
        } else {
            None
        }
    }

    fn refuse_too_many(&self) -> Result<(), Failure> {
        self.too_many.clone().map_or(Ok(()), Err)
    }
}

/// Returns the refusal of a file with so many tasks, if they are too many.
fn too_many(count: usize, args: &BatchArgs) -> Option<Failure> {
    (count > args.max.get()).then(|| {
        Failure::guard(
            format!(
                "{} has {count} tasks, and {} are the most",
                file::name(&args.file),
                args.max
            ),
            format!("Make sure that all of them are meant. Then allow them with --max {count}."),
        )
    })
}

#[cfg(test)]
mod tests;
