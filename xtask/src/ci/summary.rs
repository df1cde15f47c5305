//! The results of the lanes, on a page.

use std::time::Duration;

use crate::console::Console;
use crate::failure::Failure;

/// The result of a lane.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) lane: &'static str,
    pub(super) took: Duration,
    pub(super) outcome: Outcome,
}

/// The end of a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed {
        /// Exit code of what failed.
        code: u8,
    },
    Skipped {
        /// The missing tool, and the checks that were left out without it.
        reason: String,
    },
}

impl Outcome {
    pub(super) fn skipped(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::Skipped { reason }
    }
}

/// The results of all test programs together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) programs: u64,
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) ignored: u64,
}

impl Counts {
    /// Adds what a line of the test runner says, if it is one of its summaries:
    /// `test result: ok. 5 passed; 0 failed; 0 ignored; …`.
    pub(super) fn line(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        self.programs += 1;
        let words: Vec<&str> = result.split_whitespace().collect();
        for pair in words.windows(2) {
            let [count, of] = pair else { continue };
            let Ok(count) = count.parse::<u64>() else {
                continue;
            };
            match of.trim_end_matches(';') {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.ignored += count,
                _ => {}
            }
        }
    }
}

/// Prints a line for each lane, and the results of the tests.
pub(super) fn print(reports: &[Report], counts: Option<Counts>, console: &mut Console<'_>) {
    console.result("");
    let mut total = Duration::ZERO;
    for report in reports {
        total += report.took;
        let outcome = match &report.outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Failed { code } => format!("FAILED with {code}"),
            Outcome::Skipped { reason } => format!("skipped: {reason}"),
        };
        console.result(format!(
            "{:<16} {:>7.1} s  {outcome}",
            report.lane,
            report.took.as_secs_f64()
        ));
    }
    console.result(format!("{:<16} {:>7.1} s", "all", total.as_secs_f64()));
    if let Some(counts) = counts {
        console.result(format!(
            "\ntest result: {} passed; {} failed; {} ignored; in {} programs",
            counts.passed, counts.failed, counts.ignored, counts.programs
        ));
    }
}

/// The failure of the first lane that failed, which names all of them.
pub(super) fn verdict(reports: &[Report]) -> Result<(), Failure> {
    let failed: Vec<(&str, u8)> = reports
        .iter()
        .filter_map(|report| match report.outcome {
            Outcome::Failed { code } => Some((report.lane, code)),
            _ => None,
        })
        .collect();
    let Some((_, code)) = failed.first() else {
        return Ok(());
    };
    let names: Vec<&str> = failed.iter().map(|(lane, _)| *lane).collect();
    Err(Failure::Program {
        code: *code,
        problem: format!("failed: {}", names.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(outcomes: &[Outcome]) -> Vec<Report> {
        let names = ["format", "clippy", "tests"];
        let report = |(lane, outcome): (&'static str, &Outcome)| Report {
            lane,
            took: Duration::from_millis(1_250),
            outcome: outcome.clone(),
        };
        names.into_iter().zip(outcomes).map(report).collect()
    }

    #[test]
    fn the_results_of_all_test_programs_are_added_up() {
        let mut counts = Counts::default();
        for line in [
            "test passed_in_name ... ok\n",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.05s\n",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n",
        ] {
            counts.line(line);
        }
        let expected = Counts {
            programs: 2,
            passed: 19,
            failed: 2,
            ignored: 1,
        };
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_code_is_that_of_the_first_lane_that_failed_and_all_are_named() {
        let skipped = Outcome::skipped("no tool");
        let passed = reports(&[Outcome::Passed, skipped, Outcome::Passed]);
        assert!(verdict(&passed).is_ok());

        let failed = [
            Outcome::Passed,
            Outcome::Failed { code: 7 },
            Outcome::Failed { code: 101 },
        ];
        let Err(Failure::Program { code, problem }) = verdict(&reports(&failed)) else {
            panic!("two lanes failed");
        };
        assert_eq!((code, problem.as_str()), (7, "failed: clippy, tests"));
    }

    #[test]
    fn the_summary_has_a_line_for_each_lane_and_ends_with_the_tests() {
        let skipped = Outcome::skipped("no tool");
        let outcomes = [Outcome::Passed, Outcome::Failed { code: 101 }, skipped];
        let mut stdout = Vec::new();
        let counts = Counts {
            programs: 2,
            passed: 19,
            failed: 1,
            ignored: 0,
        };
        print(
            &reports(&outcomes),
            Some(counts),
            &mut Console::plain(&mut stdout, std::io::sink()),
        );
        assert_eq!(
            String::from_utf8(stdout).unwrap(),
            "\n\
             format               1.2 s  passed\n\
             clippy               1.2 s  FAILED with 101\n\
             tests                1.2 s  skipped: no tool\n\
             all                  3.8 s\n\
             \ntest result: 19 passed; 1 failed; 0 ignored; in 2 programs\n"
        );
    }
}
