//! Questions on a terminal that is narrow, short, or left by a signal.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Task};
use tempfile::TempDir;

use crate::support::{PATIENCE, Running};
use crate::terminal::{Terminal, journal_of, variables};

/// A name comes from the service, and a long one stands between the alarm and the question.
#[test]
fn p248_the_question_on_production_has_the_word_whatever_the_task_is_called() {
    let names = [
        "A".repeat(2_000),
        "word ".repeat(390),
        "\u{202e}".repeat(300),
        "\u{5b57}".repeat(600),
        "orders".to_owned(),
    ];
    let position = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
    for name in names {
        let task = Task::new("np_4w3a0001", position).named(&name);
        let running = Running::start(Simulator::builder().real_time().task(task));
        let folder = TempDir::new().unwrap();
        let config = folder.path().join("config.toml");
        let text = format!(
            "[profile.live]\nendpoint = \"{}\"\nenvironment = \"prod\"\nuser = \"admin\"\n",
            running.url()
        );
        std::fs::write(&config, text).unwrap();
        let variables = [
            ("OMS_CONFIG", config.to_str().unwrap()),
            ("OMS_PROFILE", "live"),
            ("OMS_PASSWORD", "secret"),
            ("OMS_JOURNAL", folder.path().to_str().unwrap()),
            ("TERM", "dumb"),
        ];
        let stop = ["task", "stop", "np_4w3a0001", "--execute"];
        let mut terminal = Terminal::start(&stop, &variables);
        terminal.expect("anything else to stop: ");
        let lines: Vec<&str> = terminal.seen().lines().collect();
        let [.., alarm, question] = &lines[..] else {
            panic!("two lines were expected: {lines:?}");
        };
        assert!(alarm.starts_with("PRODUCTION: np_4w3a0001 ("), "{alarm}");
        assert!(alarm.chars().count() < 80, "{alarm}");
        let words = "PRODUCTION: Type np_4w3a0001 to send it";
        assert!(question.starts_with(words), "{question}");
        terminal.press("no\r");
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(3), "{seen}");
        assert_eq!(running.commits("np_4w3a0001"), 0);
    }
}

/// A shell that reads without a line editor shows what is typed only if the terminal does.
#[test]
fn an_interrupt_at_the_password_leaves_a_terminal_that_shows_what_is_typed() {
    let home = TempDir::new().unwrap();
    let script = "trap : INT; \"$OMS\" config init x; echo ended=$?; read line";
    let variables = [
        ("OMS", env!("CARGO_BIN_EXE_oms")),
        ("HOME", home.path().to_str().unwrap()),
        ("TERM", "xterm"),
    ];
    let mut terminal = Terminal::program("/bin/sh", &["-c", script], &variables);
    terminal.expect("Base URL of the OMS: ");
    assert!(terminal.echoes());
    terminal.press("http://127.0.0.1:1\r");
    terminal.expect("User [admin]: ");
    terminal.press("\r");
    terminal.expect("Password (it is not shown): ");
    assert!(!terminal.echoes());
    // Neither Ctrl-Z nor Ctrl-\ stops or ends it, which would leave the terminal as it is.
    terminal.press("\u{1a}\u{1c}\u{3}");
    terminal.expect("ended=130");
    assert!(terminal.echoes());
    terminal.press("\r");
    let (_, seen) = terminal.end();
    assert!(seen.contains("interrupted; nothing was sent"), "{seen}");
    assert!(!home.path().join(".config").exists(), "{seen}");
}

/// A look behind the question takes as long as the service does.
#[test]
fn p011_ctrl_c_at_the_look_behind_the_question_ends_the_command_before_it_sends() {
    const LOOK: &str = "DescribeProjectProgress";
    let silent = FaultRule::new(Fault::delay(Duration::from_secs(600)));
    let silent = silent.on_action(LOOK).nth(2);
    let running = Running::start(Simulator::builder().real_time().fault(silent));
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let reset = "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --to -2h --execute";
    let reset: Vec<&str> = reset.split(' ').collect();
    let mut terminal = Terminal::start(&reset, &variables(&url, journal.path()));
    terminal.expect("anything else to stop: ");
    terminal.press("np_4w3a0001\r");
    let looks = || {
        let requests = running.simulator.requests();
        let looks = requests
            .iter()
            .filter(|one| one.action.as_deref() == Some(LOOK));
        looks.count()
    };
    let began = Instant::now();
    while looks() < 2 {
        assert!(
            began.elapsed() < PATIENCE,
            "no look came behind the question"
        );
        thread::sleep(Duration::from_millis(5));
    }
    terminal.press("\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(130), "{seen}");
    assert_eq!(running.commits("np_4w3a0001"), 0, "{seen}");
    let lines = journal_of(journal.path());
    assert!(
        lines.contains("\"outcome\":\"aborted-before-send\""),
        "{lines}"
    );
}
