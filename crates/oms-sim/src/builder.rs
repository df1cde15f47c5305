//! The description of a simulator before it starts.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::{fmt, io};

use oms_client::EpochSeconds;

use crate::engine::{Course, Moment, Task};
use crate::fault::FaultRule;
use crate::http::{Admission, Credentials, Shared};
use crate::start::Start;
use crate::{Recording, Scenario, Simulator};

/// Describes a [`Simulator`] before it starts.
///
/// By default, it listens on a free port of 127.0.0.1, plays the [built-in
/// scenario](Scenario::built_in), and takes the user `admin` with the password `secret`.
#[derive(Clone)]
#[must_use = "nothing listens before `start`"]
pub struct SimulatorBuilder {
    start: Start,
    tasks: Vec<Task>,
    faults: Vec<FaultRule>,
    user: String,
    password: String,
    body_limit: usize,
    pub(crate) places: Places,
}

/// The addresses that a simulator listens on.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) api: SocketAddr,
    #[cfg(unix)]
    pub(crate) unix: Option<std::path::PathBuf>,
    pub(crate) control: Control,
    pub(crate) admission: Admission,
    pub(crate) most_connections: usize,
}

/// The address of the simulator's own interface.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Control {
    /// Beside the API.
    Beside,
    /// At an address of its own.
    At(SocketAddr),
    /// Nowhere.
    Off,
}

impl SimulatorBuilder {
    pub(crate) fn new() -> Self {
        Self {
            start: Start {
                scenario: Scenario::built_in(),
                real_time: false,
                recording: None,
                distinct_request_ids: false,
            },
            tasks: Vec::new(),
            faults: Vec::new(),
            user: "admin".to_owned(),
            password: "secret".to_owned(),
            body_limit: 1 << 20,
            places: Places {
                api: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                #[cfg(unix)]
                unix: None,
                control: Control::Beside,
                admission: Admission::default(),
                most_connections: 1024,
            },
        }
    }

    /// Plays another scenario. Its seed, clock, tickets and looseness replace those that were set
    /// before.
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.start.scenario = scenario;
        self
    }

    /// Adds a task. The first one replaces the tasks of the scenario.
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    /// Arms a fault from the start, beside those of the scenario.
    pub fn fault(mut self, fault: impl Into<FaultRule>) -> Self {
        self.faults.push(fault.into());
        self
    }

    /// Sets the course of tickets; they are done at once unless set.
    pub fn tickets(mut self, course: Course) -> Self {
        self.start.scenario.course = course;
        self
    }

    /// Sets the number that all random draws follow from; 0 unless set.
    pub fn seed(mut self, seed: u64) -> Self {
        self.start.scenario.seed = seed;
        self
    }

    /// Takes parameters in another case, of another type, or that no action knows.
    pub fn loose(mut self) -> Self {
        self.start.scenario.settings.loose = true;
        self
    }

    /// Sets the time on the virtual clock at the start.
    pub fn now(mut self, now: EpochSeconds) -> Self {
        self.start.scenario.now = Moment::from_seconds(now.get());
        self
    }

    /// Lets the virtual clock show the time and go with it; all positions are moved by the same
    /// distance.
    pub fn real_time(mut self) -> Self {
        self.start.real_time = true;
        self
    }

    /// Answers calls from a recording instead of by a simulated service. Faults strike and the
    /// ledger is kept as usual; the world does not change.
    pub fn replay(mut self, recording: Recording) -> Self {
        self.start.recording = Some(recording);
        self
    }

    /// Gives each answer a request ID of its own, which neither this simulator has given before,
    /// nor one that was started earlier; a recorded answer that has one gets another each time. By
    /// default, the IDs count up from the same number, and a recorded one stays as it is.
    ///
    /// The command `oms` takes an answer whose request ID its journal knows for an earlier one,
    /// which a cache has given.
    pub fn distinct_request_ids(mut self) -> Self {
        self.start.distinct_request_ids = true;
        self
    }

    /// Sets who may call the API.
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.user = user.into();
        self.password = password.into();
        self
    }

    /// Sets the address to listen on; port 0 is a free one.
    ///
    /// Anyone who can reach the address can call the API. The interface under `/_sim/` is open to
    /// loopback addresses alone, unless [`control_for_anyone`](Self::control_for_anyone) says
    /// otherwise.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.places.api = address.into();
        self
    }

    /// Listens on a Unix socket, too. The simulator removes its file when it stops. The file of a
    /// socket on which nobody listens any more gives way; any other file that is there is an error.
    #[cfg(unix)]
    pub fn listen_unix(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.places.unix = Some(path.into());
        self
    }

    /// Gives the interface under `/_sim/` an address of its own; port 0 is a free one.
    pub fn control_at(mut self, address: impl Into<SocketAddr>) -> Self {
        self.places.control = Control::At(address.into());
        self
    }

    /// Serves nothing under `/_sim/`.
    pub fn without_control(mut self) -> Self {
        self.places.control = Control::Off;
        self
    }

    /// Opens the interface under `/_sim/` to other machines, too, which may address it by an IP
    /// address or one of these names.
    ///
    /// Anyone who reaches it can read the ledger and move the clock, so use this in private
    /// networks only, such as that of a container.
    pub fn control_for_anyone(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.places.admission = Admission {
            anyone: true,
            hosts: names.into_iter().map(Into::into).collect(),
        };
        self
    }

    /// Sets the longest body that is read, in bytes; 1 MiB unless set.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets how many calls of the API are answered at a time; 1024 unless set. The others wait.
    /// Requests under `/_sim/` are not counted among them.
    ///
    /// Twice as many connections are open at a time, and 64 more. If more come, the connection is
    /// closed that has gone for the longest time without a whole request, or without being
    /// answered, once that is a second.
    pub fn most_connections(mut self, count: usize) -> Self {
        self.places.most_connections = count.max(1);
        self
    }

    /// Starts to listen. When this returns, connections are accepted.
    ///
    /// # Errors
    ///
    /// An address cannot be listened on, or a fault cannot strike as it is described.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub async fn start(mut self) -> io::Result<Simulator> {
        for fault in &self.faults {
            fault
                .check()
                .map_err(|invalid| io::Error::new(io::ErrorKind::InvalidInput, invalid))?;
        }
        let scenario = &mut self.start.scenario;
        scenario.faults.append(&mut self.faults);
        if !self.tasks.is_empty() {
            scenario.tasks = self.tasks;
        }
        let credentials = Credentials::new(&self.user, &self.password);
        let admission = self.places.admission.clone();
        let most = self.places.most_connections;
        let shared = Shared::new(self.start, credentials, admission, self.body_limit, most);
        Simulator::listen(self.places, Arc::new(shared)).await
    }
}

/// Without the password.
impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder")
            .field("start", &self.start)
            .field("tasks", &self.tasks)
            .field("faults", &self.faults)
            .field("user", &self.user)
            .field("body_limit", &self.body_limit)
            .field("places", &self.places)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::Simulator;

    #[test]
    fn a_builder_shows_its_user_and_no_password() {
        let builder = Simulator::builder().credentials("watcher", "hunter2-canary");
        let shown = format!("{builder:?}");
        assert!(
            shown.contains("watcher") && !shown.contains("canary"),
            "{shown}"
        );
    }
}
