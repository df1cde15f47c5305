//! The session that every command works with: options, settings, the moment, and the printer.

pub(crate) mod address;
pub(crate) mod authorities;
pub(crate) mod config;
pub(crate) mod connect;
mod consent;
pub(crate) mod credentials;
pub(crate) mod hidden;
pub(crate) mod identity;
mod lasting;
mod options;
pub(crate) mod private;
pub(crate) mod secret;
pub(crate) mod secret_file;
#[cfg(feature = "simulator")]
mod simulated;
mod tls;
mod typed;
mod waiting;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oms_client::Client;
use tokio::runtime::Runtime;

pub(crate) use address::Address;
pub(crate) use consent::{Consent, ConsentToEach, POSITION};
pub(crate) use options::{CredentialOptions, Options};
pub(crate) use typed::{Here, about_journal, found_anywhere};
pub(crate) use waiting::Waiting;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::surroundings::{Interrupts, Surroundings};
use crate::terminal::{self, Printer};
use crate::time::Moment;
use config::Settings;
use lasting::Lasting;

/// The options, settings and streams that every command works with.
pub(crate) struct Session<'r, 's> {
    pub(crate) options: &'r Options,
    pub(crate) surroundings: &'r mut Surroundings<'s>,
    pub(crate) settings: Settings,
    pub(crate) moment: Moment,
    pub(crate) printer: Printer,
    /// The shared plan that is sent, by its number in the journal.
    pub(crate) approved: Option<u64>,
    /// Set where a plan is shared in the team's journal.
    pub(crate) share: bool,
    /// Set where a call was given up after a byte of it may have left.
    pub(crate) may_have_left: Arc<AtomicBool>,
    #[cfg(feature = "simulator")]
    pub(crate) simulated: Option<simulated::Simulated>,
    runtime: Option<Runtime>,
    /// The client, once it was made.
    client: Option<Client>,
    /// Set where somebody was warned that credentials go in the clear, or is not to be.
    warned_of_plaintext: bool,
    /// The journal, once somebody has asked for it.
    pub(crate) journal: Lasting,
}

/// The place where a plan is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlanPlace {
    /// A file of the user's.
    File(PathBuf),
    /// The team's journal, for somebody else.
    Journal,
}

/// The failure to open a session, with the printer that reports it.
#[derive(Debug)]
pub(crate) struct NotOpened {
    pub(crate) printer: Printer,
    pub(crate) failure: Box<Failure>,
}

impl<'r, 's> Session<'r, 's> {
    /// Settles the options and settings of the command. A failure comes with a printer that follows
    /// as much of them as is known.
    pub(crate) fn open(
        options: &'r Options,
        surroundings: &'r mut Surroundings<'s>,
    ) -> Result<Self, NotOpened> {
        let not_opened = |printer, failure| NotOpened {
            printer,
            failure: Box::new(failure),
        };
        let (settings, moment) = match Self::settled(options, surroundings) {
            Ok(settled) => settled,
            Err(failure) => {
                let format = options.output.format().unwrap_or_default();
                let printer = Printer::new(format, None, options.color, surroundings);
                return Err(not_opened(printer, failure));
            }
        };
        let printer = Printer::new(
            settings.output.value,
            options.part(),
            options.color,
            surroundings,
        );
        let mut session = Self {
            options,
            surroundings,
            settings,
            moment,
            printer,
            approved: None,
            share: false,
            may_have_left: Arc::default(),
            #[cfg(feature = "simulator")]
            simulated: None,
            runtime: None,
            client: None,
            warned_of_plaintext: false,
            journal: Lasting::default(),
        };
        match session.start_simulator() {
            Ok(()) => Ok(session),
            Err(failure) => Err(not_opened(session.printer, failure)),
        }
    }

    fn settled(
        options: &Options,
        surroundings: &Surroundings<'_>,
    ) -> Result<(Settings, Moment), Failure> {
        let settings = Settings::resolve(options, surroundings)?;
        let moment =
            Moment::new(surroundings.now, surroundings.zone.clone()).map_err(|invalid| {
                Failure::new(
                    Exit::Internal,
                    format!("this machine's clock cannot be used: {invalid}"),
                    "Set the clock.",
                )
            })?;
        let moment = moment.with_named_zone(settings.tz.value.clone());
        Ok((settings, moment))
    }

    /// Says something beside the report, on standard error.
    pub(crate) fn note(&mut self, text: &str) {
        let text = self.completed(text);
        terminal::note(&text, self.surroundings);
    }

    /// Says what to do next beside the report.
    pub(crate) fn advise(&mut self, text: &str) {
        let text = Here::of(self).advised(text);
        terminal::note(&format!("{text}\n"), self.surroundings);
    }

    /// Warns, on standard error.
    pub(crate) fn warn(&mut self, text: &str) {
        let warning = self
            .printer
            .stderr
            .paint(terminal::Tone::Caution, "warning:");
        self.advise(&format!("{warning} {text}"));
    }

    /// Returns the file that `-o` names, if it names one.
    pub(crate) fn output_file(&self) -> Option<&PathBuf> {
        match &self.options.output {
            terminal::Destination::File(path) => Some(path),
            _ => None,
        }
    }

    /// Returns the place where a plan is kept; `None` if it is only shown.
    pub(crate) fn plan_place(&self) -> Option<PlanPlace> {
        if self.share {
            return Some(PlanPlace::Journal);
        }
        self.output_file().cloned().map(PlanPlace::File)
    }

    /// Refuses a file behind `-o` where only a format makes sense.
    pub(crate) fn refuse_output_file(&self) -> Result<(), Failure> {
        match self.output_file() {
            None => Ok(()),
            Some(path) => Err(Failure::usage(
                format!(
                    "-o names the file {}, and only `oms plan` saves to one",
                    path.display()
                ),
                "Name a format: table, json, jsonl, csv or yaml. To save what is printed, redirect it.",
            )),
        }
    }

    /// Refuses a simulator that lasts for one command, for the reason that follows.
    #[cfg_attr(
        not(feature = "simulator"),
        expect(
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "the signature is that of a build with the simulator, which can be asked for"
        )
    )]
    pub(crate) fn refuse_simulator(&self, so: &str) -> Result<(), Failure> {
        #[cfg(feature = "simulator")]
        if self.options.simulator {
            return Err(Failure::usage(
                format!("--simulator starts a simulator for one command alone, so that {so}"),
                typed::LASTING,
            ));
        }
        #[cfg(not(feature = "simulator"))]
        let _ = so;
        Ok(())
    }

    /// Returns whether a client was made, with whatever credentials it took.
    pub(crate) const fn has_client(&self) -> bool {
        self.client.is_some()
    }

    /// Returns the interrupts of the command, none of which ends the process by itself from here
    /// on.
    pub(crate) fn caught_interrupts(&self) -> Result<Interrupts, Failure> {
        let interrupts = self.surroundings.interrupts.clone();
        let watched = interrupts.watch();
        watched.map_err(|error| without("interrupts cannot be caught", &error))?;
        Ok(interrupts)
    }

    /// Runs a future to its end. The runtime is made at the first call.
    pub(crate) fn block_on<F: Future>(&mut self, future: F) -> Result<F::Output, Failure> {
        let runtime = self.take_runtime()?;
        Ok(self.runtime.insert(runtime).block_on(future))
    }

    /// Returns the runtime, for callers that must hold on to something else of the session.
    pub(crate) fn take_runtime(&mut self) -> Result<Runtime, Failure> {
        if let Some(runtime) = self.runtime.take() {
            return Ok(runtime);
        }
        let runtime = self.surroundings.rehearsal.runtime();
        runtime.map_err(|error| without("the runtime cannot start", &error))
    }

    pub(crate) fn return_runtime(&mut self, runtime: Runtime) {
        self.runtime = Some(runtime);
    }

    #[cfg(feature = "simulator")]
    fn start_simulator(&mut self) -> Result<(), Failure> {
        if !self.options.simulator {
            return Ok(());
        }
        let simulated = self.block_on(simulated::Simulated::start())??;
        simulated.settle(&mut self.settings);
        self.simulated = Some(simulated);
        Ok(())
    }

    #[cfg(not(feature = "simulator"))]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "the signature is that of a build with the simulator, which can fail"
    )]
    fn start_simulator(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    /// Forgets earlier calls that were given up, before the next one.
    pub(crate) fn forget_what_left(&self) {
        self.may_have_left.store(false, Ordering::SeqCst);
    }

    /// Returns whether a call was given up after a byte of it may have left.
    pub(crate) fn may_have_left(&self) -> bool {
        self.may_have_left.load(Ordering::SeqCst)
    }
}

/// Returns the failure of a command to which the system refuses what every command needs.
fn without(problem: &str, error: &io::Error) -> Failure {
    Failure::new(
        Exit::Internal,
        format!("{problem}: {error}"),
        "Permit this process what the system refuses, such as more open files (`ulimit -n`), and run the command again.",
    )
}
