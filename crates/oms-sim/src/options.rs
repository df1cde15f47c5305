//! The command line of `oms-sim`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::{Arg, Args, Parser};
use oms_sim::{Fault, Recorder, Recording, Scenario, Simulator, SimulatorBuilder};

const EXAMPLES: &str = "Examples:
  oms-sim --port 8089 --real-time              then open http://127.0.0.1:8089/_sim/
  oms-sim --port 0 --scenario tasks.toml       takes a free port, which the ready line names
  oms-sim --print-scenario > tasks.toml        the built-in scenario, to start from
  oms-sim --record tape --upstream http://oms.example.com:8089
  oms-sim --fault commit-then-status=404       takes effect, and answers as a gateway would
  oms-sim --replay tape                        answers from what was recorded
  oms-sim --port 8089 --check                  asks whether one answers there, for a health check
  oms-sim --explain                            what is documented, observed and invented";

/// The password that everybody knows.
const DEFAULT_PASSWORD: &str = "secret";

/// Simulates an OMS on this machine, and fails on demand.
#[derive(Debug, Parser)]
#[command(name = "oms-sim", version, before_help = EXAMPLES, mut_args(apart_from_a_recording))]
pub(crate) struct Options {
    #[command(flatten)]
    service: Service,
    #[command(flatten)]
    control: Control,
    #[command(flatten)]
    play: Play,
    #[command(flatten)]
    record: Record,
    #[command(flatten)]
    pub(crate) info: Info,
}

/// Refuses an option beside a recording that would ignore it: nothing is simulated then.
fn apart_from_a_recording(option: Arg) -> Arg {
    match option.get_id().as_str() {
        "bind" | "port" | "record" | "upstream" => option,
        _ => option.conflicts_with("record"),
    }
}

/// The address and the users of the API.
#[derive(Debug, Args)]
struct Service {
    /// Address to listen on. Anyone who reaches it and knows the password can call the API; set
    /// --password for others than this machine.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,

    /// Port to listen on; 0 is a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// Unix socket to listen on, too; one on which nobody listens any more is replaced. A fault
    /// that resets a connection closes it there, because such a socket knows no reset.
    #[cfg(unix)]
    #[arg(long, value_name = "PATH")]
    unix: Option<PathBuf>,

    /// User who may call the API.
    #[arg(long, value_name = "NAME", default_value = "admin")]
    user: String,

    /// The user's password. It guards nothing real.
    #[arg(long, value_name = "TEXT", default_value = DEFAULT_PASSWORD)]
    password: String,

    /// Longest body that is read, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    body_limit: usize,

    /// Calls of the API that are answered at a time; the others wait.
    #[arg(long, value_name = "COUNT", default_value_t = 1024)]
    most_connections: usize,
}

/// The address of the simulator's own interface, and who is admitted to it.
#[derive(Debug, Args)]
struct Control {
    /// Port of its own for what is under /_sim/; 0 is a free one. Otherwise it is beside the API.
    #[arg(long, value_name = "PORT")]
    admin_port: Option<u16>,

    /// Address for --admin-port.
    #[arg(long, value_name = "IP", requires = "admin_port", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    admin_bind: IpAddr,

    /// Shows /_sim/ to other machines, under an IP address or this host name; may be given more
    /// than once.
    ///
    /// Anyone who reaches it can read the requests and move the clock.
    #[arg(long, value_name = "NAME")]
    admin_host: Vec<String>,

    /// Serves nothing under /_sim/.
    #[arg(long, conflicts_with_all = ["admin_port", "admin_host"])]
    no_admin: bool,
}

/// The simulation to play.
#[derive(Debug, Args)]
struct Play {
    /// Scenario to play, a TOML file; see --print-scenario.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Folder of a recording to answer from, instead of by a simulated service.
    ///
    /// IDs, addresses and names of accounts in a recording are replaced: a call is answered if it
    /// has those that the files of the folder show.
    #[arg(long, value_name = "FOLDER", conflicts_with = "scenario")]
    replay: Option<PathBuf>,

    /// Number that all random draws follow from.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// Takes parameters in another case, of another type, or that no action knows.
    #[arg(long, conflicts_with = "replay")]
    loose: bool,

    /// Fault that strikes every call, such as commit-then-status=404, echo-headers or delay=5s; may
    /// be given more than once.
    ///
    /// Names and values are those of a scenario; one that strikes some calls alone is written
    /// there, or posted to /_sim/faults.
    #[arg(long, value_name = "NAME[=VALUE]")]
    fault: Vec<Fault>,

    /// Lets the virtual clock show the time and go with it. Otherwise it moves on command only.
    #[arg(long)]
    real_time: bool,
}

/// The recording to make instead.
#[derive(Debug, Args)]
struct Record {
    /// Passes calls on to --upstream, and writes them to this folder, scrubbed of secrets. Nothing
    /// is simulated then: of the other options, --bind and --port alone can be given.
    ///
    /// IDs, addresses and names of accounts are replaced as far as they can be recognized; names of
    /// tasks, data sources and tables stay unless they look like an ID. Read a recording before you
    /// share it. Nobody else may enter the folder. Bodies that are not strict JSON are not kept.
    #[arg(long, value_name = "FOLDER", requires = "upstream")]
    record: Option<PathBuf>,

    /// Address of the real service that is recorded, over plain HTTP.
    #[arg(long, value_name = "URL", requires = "record")]
    upstream: Option<String>,
}

/// The information to print instead.
#[derive(Debug, Args)]
pub(crate) struct Info {
    /// Prints the built-in scenario and ends.
    #[arg(long)]
    pub(crate) print_scenario: bool,

    /// Prints what the simulator does and how it is known, and ends.
    #[arg(long)]
    pub(crate) explain: bool,

    /// Asks the simulator that listens at --bind and --port whether it answers, and ends: with 0 if
    /// it does.
    ///
    /// It asks at --admin-bind and --admin-port where these are given.
    #[arg(long, conflicts_with = "no_admin")]
    pub(crate) check: bool,
}

impl Options {
    /// The address of the API.
    pub(crate) fn address(&self) -> SocketAddr {
        SocketAddr::new(self.service.bind, self.service.port)
    }

    /// The address of the simulator's own interface.
    pub(crate) fn control_address(&self) -> SocketAddr {
        let control = &self.control;
        control.admin_port.map_or_else(
            || self.address(),
            |port| SocketAddr::new(control.admin_bind, port),
        )
    }

    /// The warning that its user should see before others reach it.
    pub(crate) fn warning(&self) -> Option<String> {
        let address = self.service.bind;
        let open = !address.to_canonical().is_loopback();
        let known = self.service.password == DEFAULT_PASSWORD && self.record.record.is_none();
        (open && known).then(|| {
            format!(
                "warning: other machines reach {address}, and the password is the default one, which everybody knows; set another one with --password"
            )
        })
    }

    /// The recorder, if one is asked for.
    pub(crate) async fn recorder(&self) -> Option<io::Result<Recorder>> {
        let (folder, upstream) = (self.record.record.as_ref()?, self.record.upstream.as_ref()?);
        Some(Recorder::start(self.address(), upstream, folder).await)
    }

    /// The simulator that is asked for, not yet started.
    pub(crate) fn builder(self) -> io::Result<SimulatorBuilder> {
        let address = self.address();
        let builder = self.play.start()?.listen(address);
        // A journal outlives the simulators that are started at one address.
        let builder = builder.distinct_request_ids();
        Ok(self.control.add(self.service.add(builder)))
    }
}

impl Play {
    fn start(self) -> io::Result<SimulatorBuilder> {
        let mut builder = Simulator::builder();
        if let Some(path) = self.scenario {
            let scenario = Scenario::read(path)
                .map_err(|invalid| io::Error::new(io::ErrorKind::InvalidInput, invalid))?;
            builder = builder.scenario(scenario);
        }
        if let Some(folder) = self.replay {
            let recording = Recording::read(folder)
                .map_err(|invalid| io::Error::new(io::ErrorKind::InvalidInput, invalid))?;
            builder = builder.replay(recording);
        }
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        for fault in self.fault {
            builder = builder.fault(fault);
        }
        if self.loose {
            builder = builder.loose();
        }
        if self.real_time {
            builder = builder.real_time();
        }
        Ok(builder)
    }
}

impl Service {
    fn add(self, builder: SimulatorBuilder) -> SimulatorBuilder {
        let builder = builder
            .credentials(self.user, self.password)
            .body_limit(self.body_limit)
            .most_connections(self.most_connections);
        #[cfg(unix)]
        if let Some(path) = self.unix {
            return builder.listen_unix(path);
        }
        builder
    }
}

impl Control {
    fn add(self, mut builder: SimulatorBuilder) -> SimulatorBuilder {
        if let Some(port) = self.admin_port {
            builder = builder.control_at(SocketAddr::new(self.admin_bind, port));
        }
        if !self.admin_host.is_empty() {
            builder = builder.control_for_anyone(self.admin_host);
        }
        if self.no_admin {
            builder = builder.without_control();
        }
        builder
    }
}
