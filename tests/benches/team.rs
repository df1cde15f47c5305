//! The cost of a request whose journal is a team's, on PostgreSQL on the loopback, behind 10,
//! 10,000 and 1,000,000 entries, beside the same behind a journal of this machine.
//!
//! `cargo bench -p oms-tests --bench team` prints a table of `docs/performance.md`. It needs the
//! programs of PostgreSQL, and says so where they are missing. The server syncs what it commits, as
//! a server does after its installation.

#[path = "../suite/team/harness/server.rs"]
#[allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    reason = "it is the tests' server, which they lose and run again"
)]
mod server;

/// The parts of the tests' support that the server is made with.
#[allow(dead_code, clippy::expect_used, clippy::panic, reason = "as above")]
#[path = "../suite/support"]
mod support {
    pub(crate) mod ports;
    pub(crate) mod tls;
}

#[allow(dead_code, reason = "other benchmarks share it")]
mod whole;

use std::ffi::OsString;
use std::process::Command;

use oms_sim::Simulator;
use server::Server;
use whole::Outcome;
use whole::filled::{self, Kept};
use whole::oms::Oms;
use whole::process::{median, run};

/// Number of runs of each.
const ROUNDS: usize = 101;

/// Two journals of the same entries.
struct Pair {
    local: Kept,
    team: OsString,
    /// Seconds that the copy to the team's journal took.
    seconds: f64,
}

fn main() -> Outcome<()> {
    let Some(server) = server::own() else {
        return Ok(());
    };
    let (_runtime, simulator) = whole::serve(Simulator::builder())?;
    let url = simulator.url();
    let scratch = tempfile::tempdir()?;
    let oms = Oms::build("postgres", scratch.path())?;
    let mut pairs = Vec::new();
    for (number, length) in filled::lengths().into_iter().enumerate() {
        let local = Kept::fill(&oms, &url, length)?;
        pairs.push(copy(&oms, &server, number, local)?);
    }
    compare(&oms, &url, &pairs, whole::rounds(ROUNDS))
}

/// Copies a journal of this machine to a database of its own.
fn copy(oms: &Oms<'_>, server: &Server, number: usize, local: Kept) -> Outcome<Pair> {
    let database = format!("journal_{number}");
    server.admin(
        "postgres",
        &format!("CREATE DATABASE {database} OWNER oms_owner"),
    );
    let journal = |user: &str| {
        let address = server.address;
        OsString::from(format!(
            "postgresql://{user}@{address}/{database}?sslmode=disable"
        ))
    };
    let init = oms.words(&["journal", "init", "--journal"]);
    run(with_password(init).arg(journal("oms_owner")))?;
    let copy = oms.words(&["journal", "copy"]);
    let copied = run(with_password(copy)
        .arg(&local.directory)
        .arg(journal("alice")))?;
    Ok(Pair {
        local,
        team: journal("alice"),
        seconds: copied.seconds,
    })
}

/// The command with the password of the database.
fn with_password(mut command: Command) -> Command {
    command.env("OMS_JOURNAL_PASSWORD", server::PASSWORD);
    command
}

/// Sends a request behind each journal, in turns, so that whatever else this machine does falls on
/// all of them.
fn compare(oms: &Oms<'_>, url: &str, pairs: &[Pair], rounds: usize) -> Outcome<()> {
    let mut times = vec![(Vec::new(), Vec::new()); pairs.len()];
    for _ in 0..rounds {
        for (pair, (local, of_team)) in pairs.iter().zip(&mut times) {
            local.push(run(&mut oms.write(url, pair.local.directory.as_os_str()))?.seconds);
            of_team.push(run(&mut with_password(oms.write(url, &pair.team)))?.seconds);
        }
    }
    println!("### A request behind a team's journal, as a whole process\n");
    println!("| entries | copied in | of this machine | of a team | ratio | to 10 entries |");
    println!("|---|---|---|---|---|---|");
    let mut first = None;
    for (pair, (local, of_team)) in pairs.iter().zip(times) {
        let (local, of_team) = (median(local), median(of_team));
        let first = *first.get_or_insert(of_team);
        println!(
            "| {} | {:.1} s | {:.1} ms | {:.1} ms | {:.2} | {:.2} |",
            pair.local.length,
            pair.seconds,
            local * 1e3,
            of_team * 1e3,
            of_team / local,
            of_team / first,
        );
    }
    Ok(())
}
