//! The table of commands in `docs/comparison.md`, row by row: each command is typed on a
//! pseudo-terminal, and shows what its row promises.

use std::fs;
use std::time::SystemTime;

use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Scenario, Simulator, Task};
use tempfile::TempDir;

use crate::support::Running;
use crate::terminal::Terminal;

const ORDERS: &str = "np_4w3a0001";
const BILLING: &str = "np_4w3a0002";

const CTRL_C: &str = "\u{3}";

/// A command of the table, and what shows that it does what its row says.
struct Tried {
    command: &'static str,
    /// The words that appear, and what is typed at each of them.
    typed: &'static [(&'static str, &'static str)],
    /// Words that it shows.
    shows: &'static [&'static str],
    code: i32,
}

const fn tried(command: &'static str, shows: &'static [&'static str]) -> Tried {
    Tried {
        command,
        typed: &[],
        shows,
        code: 0,
    }
}

const fn asked(
    command: &'static str,
    typed: &'static [(&'static str, &'static str)],
    shows: &'static [&'static str],
    code: i32,
) -> Tried {
    Tried {
        command,
        typed,
        shows,
        code,
    }
}

/// Every command that a row shows. A command that is missing here fails the test, and so does one
/// that no row shows.
const TRIED: &[Tried] = &[
    tried("oms status", &["LAG", "RUNNING", "orders"]),
    tried("oms status -o json --query /data/0/lag_seconds", &["\n"]),
    asked("oms watch", &[("billing", "q")], &["orders", "billing"], 0),
    asked(
        "oms status --every 10s",
        &[("orders", CTRL_C)],
        &["billing"],
        130,
    ),
    tried("oms status --state FAILED --lag-over 10m", &["none"]),
    tried(
        "oms wait orders --for 'lag<30s' --within 2h",
        &["RUNNING", "behind"],
    ),
    tried("oms task list", &["orders", "billing"]),
    tried("oms data-source list", &["orders-mysql"]),
    tried("oms label list", &["ledger"]),
    tried("oms task stop orders", &["Plan: StopProject", ORDERS]),
    asked(
        "oms task describe",
        &[("Which task?", "1\r")],
        &["np_4w3a000"],
        0,
    ),
    tried(". <(oms completions bash)", &[]),
    asked(
        "oms task stop ord<Tab>",
        &[],
        &["Plan: StopProject", ORDERS],
        0,
    ),
    tried(
        "oms rewind orders --reverse false --to -2h",
        &["REPLAYS", "Nothing was sent"],
    ),
    tried(
        "oms plan -o p.json rewind orders --reverse false --to -2h",
        &["Saved to p.json with the digest"],
    ),
    asked(
        "oms apply p.json",
        &[("anything else to stop: ", "np_4w3a0001\r")],
        &["move: accepted", "resume: accepted"],
        0,
    ),
    tried(
        "oms rewind orders --reverse false --by -2h",
        &["REPLAYS", "Nothing was sent"],
    ),
    tried(
        "oms batch tasks.csv",
        &["Tasks", ORDERS, BILLING, "Nothing was sent"],
    ),
    tried(
        "oms undo 1 --allow-skip",
        &["New position", "Nothing was sent"],
    ),
    tried("oms journal list", &["ResetIncrStartTimestamp", "accepted"]),
    tried("oms journal show 1", &["ResetIncrStartTimestamp", ORDERS]),
    asked(
        "oms journal resolve 3",
        &[("anything else to stop: ", "took effect\r")],
        &["StopProject"],
        0,
    ),
    // The simulator does not know the action either, and the answer says so.
    asked(
        "oms call DescribeProjectLimits --read --json '{\"id\":\"np_4w3a0001\"}'",
        &[],
        &["DescribeProjectLimits"],
        5,
    ),
    asked(
        "oms config init prod",
        &[
            ("Base URL of the OMS", "{url}\r"),
            ("User [admin]: ", "\r"),
            ("Password (it is not shown): ", "secret\r"),
        ],
        &["prod"],
        0,
    ),
    tried("oms config use prod", &["prod"]),
    tried("oms doctor", &["CHECK", "connection", "good"]),
    tried("oms task list -o jsonl", &["{\"id\":\"np_4w3a0001\""]),
    tried("oms task list -o csv", &["id,type,name"]),
    tried("oms task list -o yaml", &["name: \"orders\""]),
    tried("oms task list --query /data/0/name", &["orders"]),
    tried("oms task list --jq '.data[].name'", &["orders", "billing"]),
    tried("oms status -v", &["ListProjects"]),
    tried("oms help topics", &["outcomes", "exit-codes"]),
    asked("oms sim", &[("http://127.0.0.1", CTRL_C)], &[], 0),
    tried("oms status --simulator", &["orders"]),
];

/// The commands that are not tried by this build, each with the reason.
const NOT_TRIED: &[(&str, &str)] = &[
    #[cfg(not(feature = "jq"))]
    (
        "oms task list --jq '.data[].name'",
        "this `oms` was built without the feature `jq`",
    ),
];

/// The rows of the table of commands: the feature, and the commands in its last column.
fn rows(page: &str) -> Vec<(String, Vec<String>)> {
    let (_, table) = page.split_once("\n## Command\n").unwrap();
    let table = table.split("\n## ").next().unwrap();
    let lines = table.lines().filter(|line| line.starts_with("| "));
    let rows = lines.skip(1).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [feature, _, shown] = cells[..] else {
            panic!("three cells are expected: {line}");
        };
        let spans = shown.split('`').skip(1).step_by(2);
        let is_command = |span: &&str| span.contains("oms ");
        let commands = spans.filter(is_command).map(str::to_owned).collect();
        (feature.to_owned(), commands)
    });
    rows.collect()
}

/// A service with two tasks that keep up, and a home in which two changes were made: a move whose
/// answer came, and a pause whose answer was lost.
struct Desk {
    running: Running,
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let now = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
        let simulator = Simulator::builder()
            .scenario(Scenario::empty())
            .now(now)
            .real_time()
            .credentials("admin", "secret")
            .task(Task::new(ORDERS, now).named("orders"))
            .task(Task::new(BILLING, now).named("billing"));
        let home = TempDir::new().unwrap();
        fs::write(
            home.path().join("tasks.csv"),
            "id,reverse,startTimestamp\norders,false,-1h\nbilling,false,-1h\n",
        )
        .unwrap();
        Self {
            running: Running::start(simulator),
            home,
        }
    }

    /// Makes the two changes that rows about the journal speak of.
    fn change(&self) {
        let lost = FaultRule::new(Fault::CommitAndLoseReply).on_action("StopProject");
        self.running.simulator.inject(lost.times(1)).unwrap();
        let moved = format!(
            "oms task reset-incr-start-timestamp {ORDERS} --reverse false --start-timestamp -2h --execute --yes={ORDERS}"
        );
        let stopped = format!("oms task stop {BILLING} --execute --yes={BILLING}");
        for (command, code) in [(moved, 0), (stopped, 7)] {
            let (ended, seen) = self.shell(&command).end();
            assert_eq!(ended, Some(code), "{command}: {seen}");
        }
    }

    fn start(&self, program: &str, arguments: &[&str]) -> Terminal {
        let variables = self.running.variables_of_a_shell(self.home.path(), "xterm");
        Terminal::program(program, arguments, &variables)
    }

    /// Starts a command in the home, with a shell that knows every form that a row may have.
    fn shell(&self, command: &str) -> Terminal {
        // With a trap, an interrupt is the command's own, and its exit code is what is seen.
        let script = format!("cd {} && trap : INT; {command}", self.home.path().display());
        self.start("bash", &["-c", &script])
    }

    /// Tries a command.
    fn run(&self, tried: &Tried) {
        let command = tried.command;
        if let Some(typed) = command.strip_suffix("<Tab>") {
            return self.complete(typed, tried);
        }
        let mut terminal = self.shell(command);
        for (number, (words, keys)) in tried.typed.iter().enumerate() {
            let times = tried.typed[..=number]
                .iter()
                .filter(|(before, _)| before == words)
                .count();
            terminal.expect_times(words, times);
            terminal.press(&keys.replace("{url}", &self.running.url()));
        }
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(tried.code), "{command}: {seen}");
        for words in tried.shows {
            assert!(
                seen.contains(words),
                "{command}: {words:?} is not in\n{seen}"
            );
        }
    }

    /// Types the beginning of a command in a real bash, and the key that completes it.
    fn complete(&self, typed: &str, tried: &Tried) {
        let mut bash = self.start("bash", &["--noprofile", "--norc", "-i"]);
        bash.press(&format!(". <(oms completions bash)\r{typed}\t\r"));
        for words in tried.shows {
            bash.expect(words);
        }
        bash.press("exit\r");
        assert_eq!(bash.end().0, Some(tried.code));
    }
}

#[test]
fn each_row_of_the_comparison_was_tried() {
    if oms_testkit::is_missing("bash") {
        return;
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/comparison.md");
    let rows = rows(&fs::read_to_string(page).unwrap());
    assert!(rows.len() >= 20, "{rows:?}");
    let failed: Vec<&str> = rows
        .iter()
        .filter(|(feature, commands)| {
            // Every row that fails says so, and not the first alone.
            std::panic::catch_unwind(|| try_row(feature, commands)).is_err()
        })
        .map(|(feature, _)| feature.as_str())
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
    for tried in TRIED {
        let command = tried.command;
        let is_shown = rows
            .iter()
            .any(|(_, commands)| commands.iter().any(|it| it == command));
        assert!(is_shown, "no row shows `{command}`");
    }
}

/// Tries the commands of a row, one after the other in one home.
fn try_row(feature: &str, commands: &[String]) {
    assert!(!commands.is_empty(), "{feature}: the row shows no command");
    let desk = Desk::new();
    if commands.iter().any(|command| is_of_the_journal(command)) {
        desk.change();
    }
    for command in commands {
        if let Some((_, why)) = NOT_TRIED.iter().find(|(known, _)| known == command) {
            oms_testkit::skipped(&format!("`{command}`: {why}"));
            continue;
        }
        let tried = TRIED.iter().find(|tried| tried.command == command);
        desk.run(tried.unwrap_or_else(|| panic!("{feature}: nobody tries `{command}`")));
    }
}

/// Returns whether a command speaks of changes that were made before it.
fn is_of_the_journal(command: &str) -> bool {
    command.starts_with("oms journal") || command.starts_with("oms undo")
}
