//! The cost of a request whose journal is a team's, on PostgreSQL on the loopback, behind 10,
//! 10,000 and 1,000,000 entries, beside the same behind a journal of this machine.
//!
//! `cargo bench -p oms-tests --bench team` prints a table of `docs/performance.md`. It needs the
//! programs of PostgreSQL, and says so where they are missing. The server syncs what it commits, as
//! a server does after its installation.

#[expect(
    dead_code,
    reason = "the benchmark of one machine tells more of a journal"
)]
mod filled;
mod installed;
#[path = "scale/process.rs"]
#[expect(dead_code, reason = "the benchmark of scale watches memory as well")]
mod process;
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

use std::error::Error;
use std::ffi::OsString;
use std::process::Command;
use std::time::Instant;

use filled::{Kept, LENGTHS, Oms};
use oms_sim::Simulator;
use process::{median, run};
use server::Server;

type Outcome<T> = Result<T, Box<dyn Error>>;

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
    // `cargo test --benches` asks for a quick look at everything: one round and short journals show
    // that the benchmark works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let Some(server) = server::own() else {
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let simulator = runtime.block_on(Simulator::builder().start())?;
    let scratch = tempfile::tempdir()?;
    let program = installed::build("postgres")?;
    let oms = Oms::new(program, simulator.url(), scratch.path())?;
    let (rounds, longest) = if quick { (1, 100) } else { (ROUNDS, u64::MAX) };
    let mut pairs = Vec::new();
    for (number, length) in LENGTHS.into_iter().enumerate() {
        pairs.push(pair(&oms, &server, number, length.min(longest))?);
    }
    compare(&oms, &pairs, rounds)
}

/// Makes a journal of this many entries on this machine, and copies it to a database of its own.
fn pair(oms: &Oms<'_>, server: &Server, number: usize, length: u64) -> Outcome<Pair> {
    let local = oms.fill(length)?;
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
    run(team(oms, &["journal", "init", "--journal"]).arg(journal("oms_owner")))?;
    let started = Instant::now();
    run(team(oms, &["journal", "copy"])
        .arg(&local.directory)
        .arg(journal("alice")))?;
    Ok(Pair {
        local,
        team: journal("alice"),
        seconds: started.elapsed().as_secs_f64(),
    })
}

/// The command with the password of the database.
fn team(oms: &Oms<'_>, words: &[&str]) -> Command {
    let mut command = Command::new(&oms.program);
    command
        .args(words)
        .env("OMS_JOURNAL_PASSWORD", server::PASSWORD)
        .env("XDG_CONFIG_HOME", oms.scratch)
        .env("XDG_STATE_HOME", oms.scratch);
    command
}

/// Sends a request behind each journal, in turns, so that whatever else this machine does falls on
/// all of them.
fn compare(oms: &Oms<'_>, pairs: &[Pair], rounds: usize) -> Outcome<()> {
    let mut times = vec![(Vec::new(), Vec::new()); pairs.len()];
    for _ in 0..rounds {
        for (pair, (local, of_team)) in pairs.iter().zip(&mut times) {
            local.push(run(&mut oms.write(pair.local.directory.as_os_str(), true))?.seconds);
            let mut write = oms.write(&pair.team, true);
            of_team.push(run(write.env("OMS_JOURNAL_PASSWORD", server::PASSWORD))?.seconds);
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
