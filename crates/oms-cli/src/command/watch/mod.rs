//! `oms watch`: every task, live, until a person leaves. It only reads.
//!
//! The contents of the screen (`view`) are apart from the terminal (`screen`, `keys`) and from
//! looking (`live`), so that their tests need neither.

mod draw;
mod keys;
mod live;
mod notes;
mod screen;
mod view;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args;
use oms_client::Client;

use crate::command::status::task::Progress;
use crate::command::status::{SortKey, Which, look};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::report::Report;
use crate::session::{Session, connect};
use crate::surroundings::Clock;
use crate::time::{self, Moment};
use live::End;
use view::{Seen, View};

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms watch                          every task, the farthest behind first
  oms watch --state FAILED --state SUSPEND
  oms watch --every 30s
  oms status --every 10s             the same as lines, without a terminal";

/// The arguments of `oms watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    which: Which,

    /// Key to sort the tasks by at first.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "KEY",
        help_heading = "Filters"
    )]
    sort: SortKey,

    /// The time between two looks.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time::duration)]
    every: Duration,
}

pub(crate) fn run(args: &WatchArgs, mut session: Session<'_, '_>) -> Exit {
    match watch(args, &mut session) {
        Ok(End::Left) => Exit::Success,
        Ok(End::Interrupted) => Exit::Interrupted,
        Err(failure) => session.print(&Report::wrong(&failure)),
    }
}

fn watch(args: &WatchArgs, session: &mut Session<'_, '_>) -> Result<End, Failure> {
    session.refuse_output_file()?;
    let surroundings = &session.surroundings;
    let is_terminal = surroundings.stdin_is_terminal && surroundings.stdout_is_terminal;
    if !is_terminal || surroundings.is_dumb() {
        return Err(Failure::usage(
            if is_terminal {
                "the terminal cannot be drawn on, as TERM=dumb says"
            } else {
                "there is no terminal to draw on"
            },
            "`oms status --every 10s` prints lines.",
        ));
    }
    let which = args.which.settled(session)?;
    let client = connect::client(session)?;
    let endpoint = session.settings.endpoint()?.to_owned();
    let watcher = Watcher {
        client,
        which: &which,
        limit: session.options.limit.unwrap_or(usize::MAX),
        moment: session.moment.clone(),
        clock: session.surroundings.clock(),
        // Whoever only watches need not have a journal.
        journal: session.journal().ok(),
        endpoint: endpoint.clone(),
        earlier: RefCell::default(),
    };
    let title = session.settings.profile_name().map_or_else(
        || endpoint.clone(),
        |profile| format!("{profile} {endpoint}"),
    );
    let is_colored = session.printer.stdout.is_colored();
    let mut view = View::new(
        title,
        session.settings.is_production(),
        args.sort,
        is_colored,
    );
    let runtime = session.take_runtime()?;
    let mut screen = screen::Screen::open().map_err(|error| unusable(&error))?;
    let ended = runtime.block_on(async {
        let signals = screen::ended();
        let look = || watcher.look();
        live::live(
            &mut screen.terminal,
            &mut view,
            keys::keys(),
            look,
            args.every,
            signals,
        )
        .await
    });
    drop(screen);
    session.return_runtime(runtime);
    ended.map_err(|error| unusable(&error))
}

fn unusable(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Internal,
        format!("the terminal cannot be drawn on: {error}"),
        "`oms status --every 10s` prints lines.",
    )
}

/// Looks at the tasks and at the journal.
struct Watcher<'w> {
    client: Client,
    which: &'w Which,
    limit: usize,
    moment: Moment,
    clock: Clock,
    journal: Option<Journal>,
    endpoint: String,
    /// The progress that the look before has shown, for the rates. Nothing else is kept of earlier
    /// looks.
    earlier: RefCell<BTreeMap<String, Progress>>,
}

impl Watcher<'_> {
    async fn look(&self) -> Result<Seen, Failure> {
        let now = self.clock.time();
        let earlier = self.earlier.take();
        let looked = look::look(
            &self.client,
            self.which,
            self.limit,
            now,
            &earlier,
            &self.moment,
        );
        let look = match looked.await {
            Ok(look) => look,
            Err(failure) => {
                self.earlier.replace(earlier);
                return Err(failure);
            }
        };
        self.earlier.replace(look.progress);
        let notes = match self.journal.clone() {
            Some(journal) => notes::read(journal, self.endpoint.clone()).await,
            None => BTreeMap::new(),
        };
        Ok(Seen {
            rows: look.rows,
            lack: look.lack,
            notes,
            at: time::local(&time::utc(now), &self.moment),
        })
    }
}
