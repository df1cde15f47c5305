//! A handle to a running simulator.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::builder::{Control, Places};
use crate::engine::{Task, World};
use crate::fault::{ArmedFault, FaultRule, InvalidFault};
use crate::http::{self, Credentials, Listener, Service, Shared};
use crate::snapshot::{InvalidSnapshot, Snapshot};
#[cfg(unix)]
use crate::socket_file::SocketFile;
use crate::{Commit, LedgerEntry, SimulatorBuilder};

/// Connections beside those of calls and of peers that wait for their turn.
const BESIDE: usize = 64;

/// A running simulator. It stops when it is dropped.
pub struct Simulator {
    address: SocketAddr,
    control: Option<SocketAddr>,
    /// It is dropped before the loops are, so that the file goes while somebody listens on it.
    #[cfg(unix)]
    unix: Option<SocketFile>,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    accepting: JoinSet<()>,
}

impl Simulator {
    /// Starts to describe a simulator.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::new()
    }

    pub(crate) async fn listen(places: Places, shared: Arc<Shared>) -> io::Result<Self> {
        let listener = listener(places.api).await?;
        let mut simulator = Self {
            address: listener.local_addr()?,
            control: None,
            #[cfg(unix)]
            unix: None,
            shared,
            stop: watch::Sender::new(false),
            accepting: JoinSet::new(),
        };
        let most = places.most_connections;
        let router = simulator.open_control(&places).await?;
        #[cfg(unix)]
        simulator.open_unix(&places, &router).await?;
        simulator.accept(Listener::Tcp(listener), router, most);
        Ok(simulator)
    }

    /// Opens the interface of the simulator itself if it has its own address, and returns the
    /// router beside the API.
    async fn open_control(&mut self, places: &Places) -> io::Result<Router> {
        let shared = || self.shared.clone();
        match places.control {
            Control::Beside => {
                self.control = Some(self.address);
                Ok(http::api_with_control(shared()))
            }
            Control::Off => Ok(http::api_alone(shared())),
            Control::At(address) => {
                let listener = listener(address).await?;
                let (api, control) = (http::api_alone(shared()), http::control_alone(shared()));
                self.control = Some(listener.local_addr()?);
                self.accept(Listener::Tcp(listener), control, places.most_connections);
                Ok(api)
            }
        }
    }

    #[cfg(unix)]
    async fn open_unix(&mut self, places: &Places, router: &Router) -> io::Result<()> {
        let Some(path) = &places.unix else {
            return Ok(());
        };
        let (listener, file) = crate::socket_file::bind(path)
            .await
            .map_err(|error| cannot_listen(path.display(), &error))?;
        self.unix = Some(file);
        let listener = Listener::Unix(listener);
        self.accept(listener, router.clone(), places.most_connections);
        Ok(())
    }

    fn accept(&mut self, listener: Listener, router: Router, most: usize) {
        let room = most.saturating_mul(2).saturating_add(BESIDE);
        let service = Service {
            router,
            stop: self.stop.subscribe(),
        };
        self.accepting.spawn(http::accept(listener, service, room));
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The endpoint to give to a client on this machine, such as `http://127.0.0.1:54321`. If it
    /// listens on all addresses, this is the loopback one.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", reached_at(self.address))
    }

    /// The address of the simulator's own interface, such as `http://127.0.0.1:54321/_sim/`; `None`
    /// if it has none.
    #[must_use]
    pub fn control_url(&self) -> Option<String> {
        self.control
            .map(|address| format!("http://{}/_sim/", reached_at(address)))
    }

    /// The requests that were received and are kept, oldest first. Requests under `/_sim/` are not
    /// among them.
    #[must_use]
    pub fn requests(&self) -> Vec<LedgerEntry> {
        self.shared.lock().requests().collect()
    }

    /// The effects that requests had and that are kept, oldest first.
    #[must_use]
    pub fn commits(&self) -> Vec<Commit> {
        self.shared.lock().ledger.commits().cloned().collect()
    }

    /// Everything that the simulated service knows at this moment.
    #[must_use]
    pub fn world(&self) -> World {
        self.shared.lock().world.clone()
    }

    /// The task of this ID, as it is at this moment.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<Task> {
        self.shared.lock().world.task(id).cloned()
    }

    /// Moves the virtual clock on, and lets everything happen that is due by then. It stops at the
    /// last moment that a position can name, in the year 2286.
    pub fn advance(&self, by: Duration) {
        self.shared.lock().advance(by);
    }

    /// Arms a fault, and returns its number.
    ///
    /// # Errors
    ///
    /// The fault cannot strike as it is described.
    pub fn inject(&self, fault: impl Into<FaultRule>) -> Result<u64, InvalidFault> {
        self.shared.lock().faults.arm(fault.into())
    }

    /// The faults that are armed.
    #[must_use]
    pub fn faults(&self) -> Vec<ArmedFault> {
        self.shared.lock().faults.armed().to_vec()
    }

    /// Takes a fault away, if there is one of this number.
    pub fn disarm(&self, id: u64) {
        self.shared.lock().faults.disarm(id);
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.clear();
    }

    /// Takes this user and this password from now on, and no other: what happens to a client when
    /// its credentials are rotated.
    pub fn set_credentials(&self, user: &str, password: &str) {
        self.shared
            .set_credentials(Credentials::new(user, password));
    }

    /// Puts everything back to its state at the start, the ledger included. A call that a delay
    /// holds has no effect then, an answer that a latency holds is not sent, and their connections
    /// are closed once the time has passed.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Returns a snapshot for a later [`restore`](Self::restore). The ledger is not part of it.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.shared.snapshot()
    }

    /// Goes back to a snapshot, of this simulator or another one. Calls that a delay or a latency
    /// holds end as by [`reset`](Self::reset).
    ///
    /// # Errors
    ///
    /// The snapshot was made by another version, or beside another recording.
    pub fn restore(&self, snapshot: Snapshot) -> Result<(), InvalidSnapshot> {
        self.shared.restore(snapshot)
    }

    /// Stops: no further connection is accepted, and those that are open get half a second to
    /// finish.
    pub async fn stop(mut self) {
        // Nobody takes the place of a file while somebody listens on it. Later, it might be the
        // file of the next simulator.
        #[cfg(unix)]
        drop(self.unix.take());
        let _ = self.stop.send(true);
        // The only other way for a loop to end is a panic in it, and then nothing listens either.
        while self.accepting.join_next().await.is_some() {}
    }
}

/// Listens on an address.
pub(crate) async fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| cannot_listen(address, &error))
}

/// The failure to listen, with the place where it failed: there can be three.
fn cannot_listen(place: impl fmt::Display, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {place}: {error}"))
}

/// The address at which a program on this machine reaches a listener on this one.
pub(crate) fn reached_at(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator")
            .field("address", &self.address)
            .field("control", &self.control)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use oms_client::shapes::TaskStatus;
    use oms_client::{Auth, Client, EpochSeconds, Error, IssuedAuth, Reason};

    use super::*;
    use crate::{Fault, Status};

    #[tokio::test]
    async fn p288_a_client_goes_on_with_the_credentials_that_are_rotated() {
        let oms = Simulator::builder().start().await.unwrap();
        let password = Arc::new(std::sync::Mutex::new("secret".to_owned()));
        let current = Arc::clone(&password);
        let client = Client::builder(oms.url()).credentials(move || {
            let password = current.lock().unwrap().clone();
            async { Ok(IssuedAuth::new(Auth::basic("admin", password))) }
        });
        let client = client.build().unwrap();
        client.probe().await.unwrap();
        oms.set_credentials("admin", "rotated-canary");
        let Error::Rejected(error) = client.probe().await.unwrap_err() else {
            panic!("a bare 401 refuses a read");
        };
        assert_eq!(error.reason(), Reason::Credentials);
        "rotated-canary".clone_into(&mut password.lock().unwrap());
        client.probe().await.unwrap();
        oms.reset();
        client.probe().await.unwrap_err();
    }

    #[tokio::test]
    async fn p290_a_wait_ends_when_the_task_is_where_it_should_be() {
        let oms = Simulator::builder().start().await.unwrap();
        let auth = Auth::basic("admin", "secret");
        let client = Client::builder(oms.url()).auth(auth).build().unwrap();
        let id = "np_4w3a0001";
        client.stop_project().id(id).await.unwrap();
        let wait = || {
            let soon = Duration::from_millis(1);
            let wait = client.describe_project_progress().id(id).wait();
            wait.every(soon, soon).within(Duration::from_secs(20))
        };
        // The first two looks are lost on their way.
        oms.inject(FaultRule::new(Fault::CommitAndLoseReply).times(2))
            .unwrap();
        let look = wait().until_state([TaskStatus::Suspend]).await.unwrap();
        let before = look.data.position(false).unwrap().epoch_seconds().unwrap();
        client.resume_project().id(id).await.unwrap();
        wait().until_state([TaskStatus::Running]).await.unwrap();
        let later = before.checked_add(Duration::from_secs(30)).unwrap();
        let passed = wait().until_passed(false, later).into_future();
        let advance = async {
            for _ in 0..20 {
                tokio::time::sleep(Duration::from_millis(5)).await;
                oms.advance(Duration::from_secs(30));
            }
        };
        let (passed, ()) = tokio::join!(passed, advance);
        assert!(passed.unwrap().data.position(false).unwrap() >= later.into());
        client.stop_project().id(id).await.unwrap();
        client.release_project().id(id).await.unwrap();
        oms.advance(Duration::from_secs(600));
        let error = wait().until_state([TaskStatus::Running]).await.unwrap_err();
        assert!(error.to_string().contains("RELEAS"), "{error}");
        wait().until_state([TaskStatus::Released]).await.unwrap();
    }

    #[tokio::test]
    async fn p290_a_task_that_runs_with_an_alarm_is_one_that_runs() {
        let position = EpochSeconds::now().checked_sub(Duration::from_secs(60));
        let task = Task::new("np_1", position.unwrap()).in_status(Status::RunningAlarming);
        let oms = Simulator::builder().task(task).start().await.unwrap();
        let auth = Auth::basic("admin", "secret");
        let client = Client::builder(oms.url()).auth(auth).build().unwrap();
        let wait = || client.describe_project_progress().id("np_1").wait();
        let look = wait().until_state([TaskStatus::Running]).await.unwrap();
        assert_eq!(look.data.status, TaskStatus::RunningAlarming);
        wait()
            .until_lag_below(false, Duration::from_secs(3_600))
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn any_body_is_answered_on_demand() {
        let oms = Simulator::builder().start().await.unwrap();
        let auth = Auth::basic("admin", "secret");
        let client = Client::builder(oms.url()).auth(auth).build().unwrap();
        let body = r#"{"success":true,"data":[{"id":"l_1","name":"mine"}]}"#;
        oms.inject(Fault::answer(200, body)).unwrap();
        let labels = client.list_all_labels().await.unwrap().data;
        assert_eq!(labels[0].name, "mine");
        oms.clear_faults();
        oms.inject(Fault::answer(418, "short and stout")).unwrap();
        let error = client.list_all_labels().await.unwrap_err();
        assert_eq!(error.status(), Some(418));
    }

    #[test]
    fn an_endpoint_is_an_address_that_can_be_called() {
        for (listens_on, reached) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
            ("127.0.0.1:80", "127.0.0.1:80"),
        ] {
            let found = reached_at(listens_on.parse().unwrap());
            assert_eq!(found.to_string(), reached, "{listens_on}");
        }
    }
}
