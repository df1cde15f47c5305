//! The program `oms-sim`: the simulator for whatever is not written in Rust, or runs in a process of its own.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use clap::Parser;
use oms_sim::Simulator;

/// Simulates an OMS on this machine.
#[derive(Debug, Parser)]
#[command(
    name = "oms-sim",
    version,
    before_help = "Examples:\n  oms-sim --port 8089\n  oms-sim --port 0     takes a free port, which the ready line names"
)]
struct Options {
    /// Address to listen on. Whoever reaches it can call the API; the state under /_sim/ is shown to this machine alone.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,

    /// Port to listen on; 0 is a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// User who may call the API.
    #[arg(long, value_name = "NAME", default_value = "admin")]
    user: String,

    /// The user's password. It guards nothing real.
    #[arg(long, value_name = "TEXT", default_value = "secret")]
    password: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be told where standard error is closed, too.
            let _ = writeln!(io::stderr(), "oms-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    // Before the ready line, so that whoever has read it can stop the simulator at once.
    let stop = stop_signal()?;
    let address = SocketAddr::new(options.bind, options.port);
    let simulator = Simulator::builder()
        .listen(address)
        .credentials(options.user, options.password)
        .start()
        .await
        .map_err(|error| {
            io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
        })?;
    announce(&simulator)?;
    stop.await;
    simulator.stop().await;
    Ok(())
}

/// Prints the one line that says that the simulator is ready, and where.
fn announce(simulator: &Simulator) -> io::Result<()> {
    let line = serde_json::json!({
        "event": "listening",
        "address": simulator.address().to_string(),
        "url": simulator.url(),
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Listens for the signals that ask the simulator to stop, and returns what waits for one of them.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the unix version, which can fail"
)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
