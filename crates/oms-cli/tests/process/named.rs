//! Commands in their groups, and names in the places of IDs, on a real socket.

use std::path::Path;
use std::process::{Command, Output};
use std::time::SystemTime;

use oms_client::EpochSeconds;
use oms_sim::{Fault, Simulator, Task};
use tempfile::TempDir;

use crate::support::{Running, text};
use crate::terminal::{Terminal, variables};

const ORDERS: &str = "np_4w3a0001";
const BILLING: &str = "np_4w3a0002";

fn oms(running: &Running, journal: &Path, arguments: &[&str]) -> Output {
    let url = running.url();
    Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .envs(variables(&url, journal))
        .args(arguments)
        .output()
        .unwrap()
}

/// A simulator with a task, and with two others of one name.
fn with_twins() -> Running {
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let builder = Simulator::builder().real_time();
    let task = |id, name| Task::new(id, position).named(name);
    let twins = builder
        .task(task("np_twin1", "twins"))
        .task(task("np_twin2", "twins"));
    Running::start(twins.task(task(ORDERS, "orders")))
}

#[test]
fn an_action_has_its_own_name_the_one_in_its_group_and_that_of_other_tools() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    let plans: Vec<String> = [
        &["stop-project", "--id", ORDERS][..],
        &["task", "stop", "--id", ORDERS],
        &["task", "stop", ORDERS],
        &["task", "pause", "orders"],
        &["plan", "stop-project", "orders"],
        &["plan", "task", "stop", "orders"],
    ]
    .iter()
    .map(|arguments| {
        let output = oms(&running, journal.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        // `oms plan` ends with another advice: it has no --execute.
        let shown = text(&output);
        shown.split("Nothing was sent.").next().unwrap().to_owned()
    })
    .collect();
    for plan in &plans {
        assert_eq!(plan, &plans[0]);
        assert!(plan.contains(ORDERS) && plan.contains("orders"), "{plan}");
    }
    for (arguments, words) in [
        (&["ls"][..], "'task list'"),
        (&["pause", "orders"], "'task stop'"),
        (&["logs"], "the service shows no logs"),
        (&["label", "stop"], "'task stop'"),
    ] {
        let output = oms(&running, journal.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output).contains(words), "{output:?}");
    }
}

#[test]
fn a_topic_is_told_where_help_is_asked_for() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    let output = oms(&running, journal.path(), &["help", "topics"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let list = text(&output);
    let (head, topics) = list.split_once('\n').unwrap();
    assert_eq!(head, "Topics, each shown by `oms help TOPIC`:");
    let topics: Vec<&str> = topics
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(topics.len() > 5, "{list}");
    for topic in topics {
        let output = oms(&running, journal.path(), &["help", topic]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(text(&output).lines().count() > 5, "{output:?}");
    }
}

#[test]
fn a_name_becomes_the_id_that_is_sent_and_both_are_written_down() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    let arguments = ["task", "stop", "orders", "--execute", "--yes=np_4w3a0001"];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(running.commits(ORDERS), 1);
    let shown = text(&oms(&running, journal.path(), &["journal", "show", "1"]));
    for words in [ORDERS, "orders"] {
        assert!(shown.contains(words), "{shown}");
    }
    let status = text(&oms(&running, journal.path(), &["status", "orders"]));
    assert!(status.contains(ORDERS), "{status}");
    let wait = ["wait", "orders", "--for", "state=SUSPEND"];
    let output = oms(&running, journal.path(), &wait);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_name_that_leads_to_none_or_to_several_sends_nothing() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    for (name, code, words) in [
        (
            "twins",
            2,
            &["np_twin1", "np_twin2", "2 tasks have the name twins"][..],
        ),
        (
            "nobody",
            2,
            &["lists no task with the name or the ID nobody"],
        ),
        // It reads as the ID of a task, and its second letter is Cyrillic.
        (
            "n\u{440}_4w3a0001",
            2,
            &["lists no task with the name", "It holds U+0440"],
        ),
    ] {
        for command in [
            &["task", "stop", name, "--execute", "--yes=x"][..],
            &["task", "describe", name],
            &["wait", name, "--for", "state=RUNNING"],
            &["status", name],
            &[
                "rewind",
                name,
                "--reverse",
                "false",
                "--to",
                "-2h",
                "--execute",
                "--yes=x",
            ],
        ] {
            let output = oms(&running, journal.path(), command);
            assert_eq!(output.status.code(), Some(code), "{output:?}");
            for words in words {
                assert!(text(&output).contains(words), "{command:?}: {output:?}");
            }
        }
    }
    assert!(running.simulator.commits().is_empty());
}

#[test]
fn a_list_that_cannot_be_read_is_told_and_nothing_is_sent() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    running.simulator.inject(Fault::status(500)).unwrap();
    let output = oms(
        &running,
        journal.path(),
        &["task", "stop", "orders", "--execute", "--yes=np_4w3a0001"],
    );
    assert_ne!(output.status.code(), Some(0), "{output:?}");
    let text = text(&output);
    assert!(text.contains("could not be looked up"), "{text}");
    assert!(text.contains("nothing was sent"), "{text}");
    assert!(running.simulator.commits().is_empty());
}

#[test]
fn a_terminal_is_asked_which_and_a_script_is_refused() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    let url = running.url();
    let mut terminal = Terminal::start(&["task", "describe"], &variables(&url, journal.path()));
    terminal.expect("Which task?");
    terminal.press("twin\r");
    terminal.expect_times("Which task?", 2);
    terminal.press("2\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("np_twin"), "{seen}");
    let output = oms(&running, journal.path(), &["task", "describe"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output).contains("no task is named"), "{output:?}");
    // An empty answer ends it.
    let mut terminal = Terminal::start(&["task", "describe"], &variables(&url, journal.path()));
    terminal.expect("Which task?");
    terminal.press("\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(3), "{seen}");
    assert!(seen.contains("no task was chosen"), "{seen}");
}

/// Returns a position that every task keeps its logs for, the same one for a whole test.
fn two_hours_ago() -> i64 {
    let now = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
    now.get() - 7_200
}

/// Writes a file of this name, and returns its path.
fn written(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_file_of_many_lines_takes_names_and_looks_each_up_once() {
    let (running, journal, folder) = (
        Running::start(Simulator::builder().real_time()),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    );
    let at = two_hours_ago();
    let by_name = format!("id,reverse,startTimestamp\nbilling,false,{at}\nbilling,true,{at}\n");
    let by_id = by_name.replace("billing", BILLING);
    let object = |reverse: bool| {
        format!("{{\"id\":\"billing\",\"reverse\":{reverse},\"startTimestamp\":{at}}}\n")
    };
    let objects = object(false) + &object(true);
    let asked: Vec<(String, usize)> = [&by_name, &by_id, &objects]
        .iter()
        .map(|text| {
            let file = written(&folder, "tasks", text);
            let before = running.simulator.requests().len();
            let output = oms(&running, journal.path(), &["batch", &file]);
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            let requests = running.simulator.requests();
            let lists = requests.iter().skip(before);
            let lists = lists.filter(|request| request.action.as_deref() == Some("ListProjects"));
            (self::text(&output), lists.count())
        })
        .collect();
    let [
        (plan, lists),
        (same, lists_by_id),
        (of_objects, lists_of_objects),
    ] = &asked[..]
    else {
        panic!("{asked:?}");
    };
    assert_eq!(plan, same);
    for plan in [plan, of_objects] {
        assert_eq!(plan.matches(BILLING).count(), 2, "{plan}");
    }
    assert_eq!(*lists_by_id, 0);
    // One page, and the empty one behind it, although two lines have the name.
    assert_eq!(*lists, 2);
    assert_eq!(lists, lists_of_objects);
}

#[test]
fn the_names_of_a_file_are_searched_one_by_one_or_where_they_are_many_in_the_whole_list() {
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let tasks = (1..=21)
        .map(|n| Task::new(format!("np_many{n:02}"), position).named(format!("many-{n:02}")));
    let mut simulator = Simulator::builder().real_time();
    for task in tasks {
        simulator = simulator.task(task);
    }
    let running = Running::start(simulator);
    let (journal, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    // Each search is one page, and the empty one behind it.
    for (names, searches) in [(1, 2), (20, 40), (21, 2)] {
        let lines = (1..=names).map(|n| format!("many-{n:02},false,-2h\n"));
        let text = format!("id,reverse,startTimestamp\n{}", lines.collect::<String>());
        let file = written(&folder, "tasks.csv", &text);
        let before = running.simulator.requests().len();
        let output = oms(&running, journal.path(), &["batch", &file, "--max=21"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let plan = self::text(&output);
        assert!(
            (1..=names).all(|n| plan.contains(&format!("np_many{n:02}"))),
            "{plan}"
        );
        let requests = running.simulator.requests();
        let lists = requests.iter().skip(before);
        let lists = lists.filter(|request| request.action.as_deref() == Some("ListProjects"));
        assert_eq!(lists.count(), searches, "{names}");
    }
}

#[test]
fn a_name_in_a_file_that_leads_to_none_or_to_several_is_a_mistake_of_its_line() {
    let (running, journal, folder) = (
        with_twins(),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    );
    let file = written(
        &folder,
        "tasks.csv",
        "id,reverse,startTimestamp\norders,false,-2h\ntwins,false,-2h\nnobody,false,-2h\n",
    );
    let arguments = ["batch", &file, "--execute", "--yes=3"];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = text(&output);
    for words in [
        "line 3: 2 tasks have the name twins: np_twin1",
        "np_twin2",
        "line 4: the service lists no task with the name or the ID nobody",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(running.simulator.commits().is_empty());
    // The same task by its name and by its ID is the same task.
    let file = written(
        &folder,
        "twice.csv",
        &format!("id,reverse,startTimestamp\norders,false,-2h\n{ORDERS},false,-3h\n"),
    );
    let output = oms(&running, journal.path(), &["batch", &file]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output).contains("like line 2"), "{output:?}");
}

#[test]
fn a_batch_by_names_is_sent_to_the_ids_and_is_the_same_batch_the_next_time() {
    let (running, journal, folder) = (
        with_twins(),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    );
    let file = written(
        &folder,
        "tasks.csv",
        &format!(
            "id,reverse,startTimestamp\norders,false,{}\n",
            two_hours_ago()
        ),
    );
    let arguments = ["batch", &file, "--execute", "--yes=1"];
    for _ in 0..2 {
        let output = oms(&running, journal.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(running.commits(ORDERS), 1);
    }
}

#[test]
fn parameters_that_are_given_as_json_take_names_too() {
    let (running, journal, folder) = (
        with_twins(),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    );
    let named = written(&folder, "body.json", r#"{"id":"orders"}"#);
    let twins = r#"{"id":"twins"}"#;
    for arguments in [
        &["task", "describe", "--json", r#"{"id":"orders"}"#][..],
        &["task", "describe", "-f", &named],
        &["task", "stop", "-f", &named],
        &["plan", "task", "stop", "--json", r#"{"id":"orders"}"#],
    ] {
        let output = oms(&running, journal.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(text(&output).contains(ORDERS), "{output:?}");
    }
    let arguments = ["task", "stop", "--json", twins, "--execute", "--yes=x"];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output).contains("np_twin2"), "{output:?}");
    assert!(running.simulator.commits().is_empty());
    let arguments = [
        "task",
        "stop",
        "-f",
        &named,
        "--execute",
        "--yes=np_4w3a0001",
    ];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(running.commits(ORDERS), 1);
}

#[test]
fn an_action_that_no_spec_knows_takes_the_name_of_its_task() {
    let (running, journal) = (with_twins(), TempDir::new().unwrap());
    let body = r#"{"id":"np_4w3a0001","name":"other"}"#;
    let arguments = ["call", "RenameProject", "--task", "orders", "--json", body];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let shown = text(&output);
    assert!(
        shown.contains(ORDERS) && shown.contains("orders"),
        "{shown}"
    );
    let arguments = ["call", "RenameProject", "--task", "twins", "--json", body];
    let output = oms(&running, journal.path(), &arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output).contains("np_twin1"), "{output:?}");
}
