//! Running the lanes, one after the other.
//!
//! Two at a time would fight over cargo's locks, and mix their output.

use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::TempDir;

use super::lanes::{Lane, Tool, Work};
use super::summary::{self, Counts, Outcome, Report};
use super::{leftovers, snapshots, tree};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::Files;
use crate::process::Call;

/// The variable that tells insta where to note the snapshots that tests compare with.
const REFERENCES: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// Runs lanes, and keeps what came of them.
pub(super) struct Runner<'a> {
    root: &'a Path,
    /// The lanes were asked for by name.
    by_name: bool,
    /// Everything that `.ci/run` installs has to be there.
    installed: bool,
    /// The files before the first lane.
    before: Files,
    scratch: TempDir,
    reports: Vec<Report>,
    counts: Option<Counts>,
}

impl<'a> Runner<'a> {
    pub(super) fn new(root: &'a Path, by_name: bool) -> Result<Self, Failure> {
        let what = "no temporary folder can be made";
        let failure = Failure::at(what, "the lane `snapshots` needs one");
        let scratch = TempDir::new().map_err(failure)?;
        Ok(Self {
            root,
            by_name,
            installed: Tool::are_required(),
            before: Files::read(root)?,
            scratch,
            reports: Vec::new(),
            counts: None,
        })
    }

    /// Runs a lane, and says how it ended.
    pub(super) fn run(&mut self, lane: &Lane, console: &mut Console<'_>) -> Outcome {
        let begin = Instant::now();
        let outcome = match &lane.needs {
            Some(needs) if !self.passed(needs.lane) => Outcome::skipped(needs.because),
            _ => self.work(&lane.work, console),
        };
        if let Outcome::Skipped { reason } = &outcome {
            console.result(format!("skipped: {reason}"));
        }
        self.reports.push(Report {
            lane: lane.name,
            took: begin.elapsed(),
            outcome: outcome.clone(),
        });
        outcome
    }

    /// Prints what came of all lanes.
    pub(super) fn summary(&self, console: &mut Console<'_>) -> Result<(), Failure> {
        summary::print(&self.reports, self.counts, console);
        summary::verdict(&self.reports)
    }

    fn passed(&self, lane: &str) -> bool {
        let report = self.reports.iter().find(|report| report.lane == lane);
        report.is_some_and(|report| report.outcome == Outcome::Passed)
    }

    fn work(&mut self, work: &Work, console: &mut Console<'_>) -> Outcome {
        match work {
            Work::Optional {
                probe,
                without,
                tool,
                ..
            } if !probe.succeeds(self.root) => self.lacks_its_tool(without, *tool, console),
            Work::Asked { without, .. } if !self.by_name => Outcome::skipped(without),
            Work::Asked { before, calls, .. } => {
                let ready = before.map_or(Ok(()), |before| before(self.root));
                match outcome_of(ready, console) {
                    Outcome::Passed => self.calls(calls, console),
                    failed => failed,
                }
            }
            Work::Calls(calls) | Work::Optional { calls, .. } => self.calls(calls, console),
            Work::Tests(call) => self.tests(call, console),
            Work::Snapshots => outcome_of(
                snapshots::check(self.root, &self.references(), console),
                console,
            ),
            Work::Tree => outcome_of(tree::check(&self.before, self.root, console), console),
        }
    }

    /// The end of a lane whose tool is missing. Whoever asks for a lane by name wants to know what
    /// it says, and so does whoever installed its tool: a run that skipped what it is for would be
    /// green for ever.
    fn lacks_its_tool(&self, without: &str, tool: Tool, console: &mut Console<'_>) -> Outcome {
        let installed = self.installed && tool == Tool::Installed;
        if !self.by_name && !installed {
            return Outcome::skipped(without);
        }
        console.note(format!("error: {without}"));
        Outcome::Failed { code: 1 }
    }

    /// The folder in which insta notes the snapshots that the tests compared.
    fn references(&self) -> PathBuf {
        self.scratch.path().join("references")
    }

    fn calls(&self, calls: &[Call], console: &mut Console<'_>) -> Outcome {
        for call in calls {
            console.result(format!("$ {call}"));
            match call.run(self.root) {
                Ok(0) => {}
                Ok(code) => return Outcome::Failed { code },
                Err(error) => return not_started(call, &error, console),
            }
        }
        Outcome::Passed
    }

    fn tests(&mut self, call: &Call, console: &mut Console<'_>) -> Outcome {
        console.result(format!("$ {call}"));
        let call = call
            .clone()
            .with(REFERENCES, self.references().display().to_string());
        let folder = self.scratch.path().join("tests");
        let call = match leftovers::with_folder(call.clone(), &folder) {
            Ok(call) => call,
            Err(error) => return not_started(&call, &error, console),
        };
        let mut counts = Counts::default();
        let ended = call.run_reading(self.root, |line| {
            counts.line(&String::from_utf8_lossy(line));
            console.pass_on(line);
        });
        self.counts = Some(counts);
        match ended {
            // A run in which nothing was tested proves nothing.
            Ok(0) if counts.passed == 0 => Outcome::Failed { code: 1 },
            Ok(0) => outcome_of(leftovers::check(&folder), console),
            Ok(code) => Outcome::Failed { code },
            Err(error) => not_started(&call, &error, console),
        }
    }
}

/// The outcome of a check in this process, which is reported at once.
fn outcome_of(checked: Result<(), Failure>, console: &mut Console<'_>) -> Outcome {
    match checked {
        Ok(()) => Outcome::Passed,
        Err(failure) => {
            console.failure(&failure);
            Outcome::Failed {
                code: failure.exit_code(),
            }
        }
    }
}

fn not_started(call: &Call, error: &std::io::Error, console: &mut Console<'_>) -> Outcome {
    console.note(format!("error: `{call}` cannot be run: {error}"));
    Outcome::Failed { code: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_that_takes_too_long_runs_where_it_is_asked_for_and_is_told_of_elsewhere() {
        let root = tempfile::tempdir().unwrap();
        let without = "NOT CHECKED: nothing".to_owned();
        let lane = Lane {
            name: "long",
            work: Work::Asked {
                before: None,
                calls: vec![Call::cargo("a-command-that-cargo-lacks")],
                without: without.clone(),
            },
            needs: None,
        };
        for (by_name, expected) in [
            (false, Outcome::skipped(without)),
            (true, Outcome::Failed { code: 101 }),
        ] {
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let mut console = Console::plain(&mut stdout, &mut stderr);
            let mut runner = Runner::new(root.path(), by_name).unwrap();
            assert_eq!(runner.run(&lane, &mut console), expected);
        }
    }

    /// A job for known holes would be green without a database, and for as long as there is none.
    #[test]
    fn a_lane_whose_tool_is_missing_fails_where_it_is_asked_for_and_is_told_of_elsewhere() {
        let root = tempfile::tempdir().unwrap();
        let without = "NOT CHECKED: nothing".to_owned();
        let lane = Lane {
            name: "foreign",
            work: Work::Optional {
                probe: Call::cargo("a-command-that-cargo-lacks"),
                calls: Vec::new(),
                without: without.clone(),
                tool: Tool::Installed,
            },
            needs: None,
        };
        for (by_name, installed, expected) in [
            (false, false, Outcome::skipped(without.clone())),
            (true, false, Outcome::Failed { code: 1 }),
            (false, true, Outcome::Failed { code: 1 }),
        ] {
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let mut console = Console::plain(&mut stdout, &mut stderr);
            let mut runner = Runner::new(root.path(), by_name).unwrap();
            runner.installed = installed;
            assert_eq!(runner.run(&lane, &mut console), expected);
            drop(console);
            let said = [stdout, stderr].concat();
            assert!(String::from_utf8(said).unwrap().contains(&without));
        }
    }
}
