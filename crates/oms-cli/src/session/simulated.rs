//! A simulator inside of this process, for one command.
//!
//! It is called over a real socket, so the whole way is tried out. Its requests are written down in
//! a journal that is thrown away with it.

use oms_client::Auth;
use oms_sim::Simulator;
use tempfile::TempDir;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::config::{JournalPlace, Setting, Settings, Source};

/// Who may call the simulator. It guards nothing.
const USER: &str = "admin";
const PASSWORD: &str = "secret";

/// A simulator inside of this process.
#[derive(Debug)]
pub(crate) struct Simulated {
    simulator: Simulator,
    /// Removed when it is dropped.
    journal: TempDir,
}

impl Simulated {
    /// Starts it, with its clock at the present moment and going.
    pub(crate) async fn start() -> Result<Self, Failure> {
        let failed = |error: std::io::Error, next: &str| {
            let message = format!("the simulator cannot start: {error}");
            Failure::new(Exit::Internal, message, next)
        };
        let builder = Simulator::builder().credentials(USER, PASSWORD);
        let started = builder.real_time().distinct_request_ids().start().await;
        let journal = TempDir::new();
        Ok(Self {
            simulator: started.map_err(|error| failed(error, "Try again."))?,
            journal: journal.map_err(|error| {
                let next = "Name a folder for its journal that can be written, by TMPDIR.";
                failed(error, next)
            })?,
        })
    }

    /// Makes the command call it. The default profile is of another service: were it one of
    /// production, or of two people, the command would ask for what nobody can give it here, and
    /// advise what reaches that service.
    pub(crate) fn settle(&self, settings: &mut Settings) {
        let source = Source::Flag("simulator");
        settings.profile = None;
        settings.profile_source = source.clone();
        settings.environment = Setting::new(None, source.clone());
        settings.approvals = Setting::new(1, source.clone());
        settings.endpoint = Setting::new(Some(self.simulator.url()), source.clone());
        if settings.journal.source != Source::Flag("journal") {
            settings.journal = Setting::new(
                Some(JournalPlace::Directory(self.journal.path().to_owned())),
                source,
            );
        }
    }

    /// Returns the credentials that it takes.
    pub(crate) fn auth() -> Auth {
        Auth::basic(USER, PASSWORD)
    }
}
