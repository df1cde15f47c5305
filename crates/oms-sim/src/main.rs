//! The program `oms-sim`: the simulator for clients that are not written in Rust, or run in a
//! process of their own.

mod check;
mod options;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use oms_sim::{Provenance, Scenario, behaviours};

use options::Options;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let done = if options.info.explain {
        explain(&mut io::stdout().lock())
    } else if options.info.print_scenario {
        print(&mut io::stdout().lock(), Scenario::built_in_text())
    } else if options.info.check {
        check::run(options.control_address())
    } else {
        run(options).await
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is closed, too, nobody can be informed.
            let _ = writeln!(io::stderr(), "oms-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    // Before the ready line, so that its reader can stop the simulator at once.
    let stop = stop_signal()?;
    if let Some(warning) = options.warning() {
        // A warning that cannot be written is no reason to stop.
        let _ = writeln!(io::stderr(), "oms-sim: {warning}");
    }
    if let Some(recorder) = options.recorder().await {
        let recorder = recorder?;
        announce(recorder.address(), &recorder.url(), None)?;
        stop.await;
        return recorder.stop().await;
    }
    let simulator = options.builder()?.start().await?;
    announce(
        simulator.address(),
        &simulator.url(),
        simulator.control_url().as_deref(),
    )?;
    stop.await;
    simulator.stop().await;
    Ok(())
}

/// Prints the one line that says that the program is ready, and where.
fn announce(address: SocketAddr, url: &str, control: Option<&str>) -> io::Result<()> {
    let line = serde_json::json!({
        "event": "listening",
        "address": address.to_string(),
        "url": url,
        "control": control,
    });
    print(&mut io::stdout().lock(), &format!("{line}\n"))
}

/// Lists the behaviours of the simulator, each with its source.
fn explain(out: &mut dyn Write) -> io::Result<()> {
    for basis in behaviours() {
        let known = match basis.provenance() {
            Provenance::Documented => "documented",
            Provenance::Observed => "observed in another client",
            _ => "invented",
        };
        writeln!(out, "{}: {known}\n    {}", basis.id(), basis.text())?;
    }
    out.flush()
}

fn print(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Listens for the signals that would end the process, and returns a future that waits for one of
/// those that ask the simulator to stop.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use rustix::process::Signal;
    use tokio::signal::unix::{SignalKind, signal};

    // Once it is caught, a recording that grows beyond the limit on the size of a file is an error,
    // which does not end the calls that are passed on.
    drop(signal(SignalKind::from_raw(Signal::XFSZ.as_raw()))?);
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
