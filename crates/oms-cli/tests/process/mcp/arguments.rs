//! Arguments that a model may get wrong.

use std::collections::BTreeSet;
use std::fs;

use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Scenario, Simulator, SimulatorBuilder, Status, Task};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{CANARY, Host, TASK, oms, simulator};
use crate::support::Running;

#[test]
fn an_argument_that_is_not_understood_is_named_and_nothing_is_answered() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], None);
    let label = |name: &Value| json!({"action": "CreateLabel", "parameters": {"name": name}});
    for (tool, arguments, named) in [
        ("status", json!({"tasks": "orders"}), "`tasks`"),
        ("status", json!({"state": "FAILED"}), "`state`"),
        ("status", json!({"tasks": [7]}), "`tasks`"),
        ("status", json!({"task": "nope"}), "argument task"),
        ("status", json!({"limit": "1"}), "`limit`"),
        ("status", json!({"limit": 0}), "`limit`"),
        ("status", json!({"limit": 1.5}), "`limit`"),
        ("status", json!({"limit": 1e30}), "from 1 to 1000000"),
        ("journal", json!({"open": "true"}), "`open`"),
        ("list_actions", json!({"all": true}), "argument all"),
        ("describe_action", json!({}), "`action` is required"),
        (
            "read_action",
            json!({"action": "DescribeProject", "parameters": []}),
            "`parameters`",
        ),
        (
            "read_action",
            json!({"action": "DescribeProject", "query": 7}),
            "`query`",
        ),
        (
            "read_action",
            json!({"action": "DescribeProject"}),
            "`id` is required",
        ),
        (
            "plan_action",
            json!({"action": "StopProject"}),
            "`parameters` is required",
        ),
        ("plan_action", label(&json!({"a": 1})), "`name`"),
        ("plan_action", label(&json!(["a"])), "`name`"),
        (
            "plan_rewind",
            json!({"id": "np_1", "reverse": "true"}),
            "`reverse`",
        ),
        (
            "plan_rewind",
            json!({"id": "np_1", "reverse": true, "to": "soon"}),
            "value 'soon' for `to`",
        ),
        (
            "plan_rewind",
            json!({"id": "np_1", "reverse": true}),
            "`to`|`by`",
        ),
        (
            "read_action",
            json!({"action": "ListProjects", "parameters": {"pageSize": "x"}}),
            "value 'x' for `pageSize`",
        ),
        ("apply_plan", json!({"plan_id": 7}), "`plan_id`"),
        ("apply_plan", json!({}), "`plan_id` is required"),
    ] {
        let (text, is_error) = host.call(tool, &arguments);
        assert!(
            is_error && text.contains(named),
            "{tool} {arguments}: {text}"
        );
    }
    let asked = running.simulator.requests().len();
    let describe = |query: &str| {
        let parameters = json!({"id": TASK});
        json!({"action": "DescribeProject", "parameters": parameters, "query": query})
    };
    for query in ["status", "data", "data/status", "$.data.status"] {
        let (text, is_error) = host.call("read_action", &describe(query));
        let is_named = text.contains("`query`: write a JSON pointer");
        assert!(is_error && is_named, "{query}: {text}");
    }
    assert_eq!(running.simulator.requests().len(), asked);
    let (text, is_error) = host.call("read_action", &describe("/data/status"));
    assert!(!is_error && text == "\"RUNNING\"", "{text}");
    // A model has no flags, and a failure tells more than any part of it.
    let (text, is_error) = host.call("read_action", &describe("/data/99"));
    let advice = "`query`: there is nothing at /data/99. Ask without `query` to see all of it.";
    assert!(is_error && text.starts_with(advice), "{text}");
    assert!(
        !text.contains(" -o ") && !text.contains("--query"),
        "{text}"
    );
    let unknown = json!({
        "action": "DescribeProject", "parameters": {"id": "np_unknown"}, "query": "/data/99"
    });
    let (text, is_error) = host.call("read_action", &unknown);
    let is_whole = text.contains("\"message\"") && !text.contains("nothing at");
    assert!(is_error && is_whole, "{text}");
    // Some hosts write null for what is not given.
    let (text, is_error) = host.call("status", &json!({"tasks": null, "limit": 1}));
    assert!(!is_error, "{text}");
    host.end();
}

#[test]
fn a_list_that_is_cut_names_the_limit_and_no_flag() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    for name in ["first", "second"] {
        let create = ["label", "create", "--name", name];
        let mut command = oms(home.path());
        command.args(["--endpoint", &running.url()]).args(create);
        let sent = command.args(["--execute", "--yes=CreateLabel"]).output();
        assert!(sent.unwrap().status.success());
    }
    let mut host = Host::start(home.path(), &running.url(), &[], None);
    let list = json!({"action": "ListProjects", "limit": 1});
    for (tool, arguments, words) in [
        (
            "status",
            json!({"limit": 1.0}),
            "the list is cut at the limit",
        ),
        ("read_action", list, "the list is cut at the limit"),
        ("journal", json!({"limit": 1}), "a larger limit shows more"),
    ] {
        let (text, is_error) = host.call(tool, &arguments);
        assert!(!is_error && text.contains(words), "{tool}: {text}");
        assert!(!text.contains("--"), "{tool}: {text}");
        let mut whole = arguments;
        whole["limit"] = json!(5);
        let (text, _) = host.call(tool, &whole);
        assert!(!text.contains(words), "{tool}: {text}");
    }
    host.end();
}

/// The service lists the task that is the farthest behind on its second page, behind all others.
#[test]
fn a_status_that_is_cut_shows_the_farthest_behind_of_all_tasks_and_says_so() {
    let now = EpochSeconds::new(1_742_365_118).unwrap();
    let task = |number: i64, lag: i64| {
        let position = EpochSeconds::new(now.get() - lag).unwrap();
        Task::new(format!("np_{number:03}"), position).in_status(Status::Suspend)
    };
    let tasks = (0..151).map(|number| task(number, 60));
    let tasks = tasks.chain([task(151, 86_400)]);
    let empty = Simulator::builder()
        .scenario(Scenario::empty())
        .now(now)
        .real_time()
        .credentials("admin", CANARY);
    let running = Running::start(tasks.fold(empty, SimulatorBuilder::task));
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], None);
    let mut shown = |arguments: &Value| {
        let (text, is_error) = host.call("status", arguments);
        let report: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        (report["data"].clone(), text, is_error)
    };
    for (arguments, count) in [
        (json!({"limit": 1}), 1),
        (json!({}), 50),
        (json!({"limit": 152}), 152),
    ] {
        let (data, text, is_error) = shown(&arguments);
        assert!(!is_error, "{arguments}: {text}");
        assert_eq!(data.as_array().unwrap().len(), count, "{arguments}: {text}");
        assert_eq!(data[0]["id"], "np_151", "{arguments}: {text}");
        let cut = format!("cut at the limit: the first {count} of 152 tasks are shown");
        assert_eq!(text.contains(&cut), count < 152, "{arguments}: {text}");
    }
    // A task that cannot be read comes last, and is told of all the same.
    let refused = Fault::answer(200, r#"{"success":false,"code":"NO","message":"no"}"#);
    let rule = FaultRule::new(refused).on_action("DescribeProjectProgress");
    running.simulator.inject(rule.on_task("np_007")).unwrap();
    let (data, text, is_error) = shown(&json!({"limit": 1}));
    assert!(is_error && data[0]["id"] == "np_151", "{text}");
    assert!(text.contains("1 of 152 tasks could not be read"), "{text}");
    host.end();
}

#[test]
fn what_a_model_wrote_at_length_is_planned_or_refused_in_few_words() {
    let home = TempDir::new().unwrap();
    // Neither plan needs a look at the service.
    let mut host = Host::start(home.path(), "http://127.0.0.1:1", &[], None);
    for (action, parameter, length, words) in [
        ("CreateLabel", "name", 100_000, "bytes in all)"),
        ("CreateLabel", "name", 4_000_000, "bytes in all)"),
        ("CreateLabel", "name", 9_000_000, "larger than 16 MiB"),
        ("StopProject", "id", 100_000, "bytes in all)"),
    ] {
        let parameters = json!({ parameter: format!("a {}", "b".repeat(length)) });
        let arguments = json!({"action": action, "parameters": parameters});
        let (text, is_error) = host.call("plan_action", &arguments);
        assert!(text.len() < 60_000, "{action} {length}: {}", text.len());
        assert!(text.contains(words), "{action} {length}: {text}");
        let is_planned =
            text.starts_with("plan_id: ") && text.contains("In a terminal: `oms apply");
        assert_ne!(is_error, is_planned, "{action} {length}: {text}");
    }
    host.end();
}

/// The parameters that the reference calls required, without those that have one value alone.
fn in_the_reference(action: &str) -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference");
    let pages = fs::read_dir(folder).unwrap();
    let pages = pages.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let is_its = |page: &String| {
        let sent_as = page
            .lines()
            .find_map(|line| line.strip_prefix("- Sent as: `"));
        match sent_as {
            Some(name) => name == format!("{action}`."),
            None => page.contains(&format!("\n# {action}\n")),
        }
    };
    let page = pages.into_iter().find(is_its);
    let page = page.unwrap_or_else(|| panic!("{action} has no page"));
    let parameters = page.split("\n## Parameters\n").nth(1).unwrap_or_default();
    let parameters = parameters.split("\n##").next().unwrap_or_default();
    let rows = parameters.lines().filter_map(|row| {
        let mut cells = row.split(" | ");
        let name = cells.next()?.strip_prefix("| `")?.strip_suffix('`')?;
        let presence = cells.nth(1)?;
        let is_constant = row.contains(" Always `");
        (presence == "required" && !is_constant).then(|| name.to_owned())
    });
    rows.collect()
}

#[test]
fn what_is_described_as_required_is_what_the_reference_calls_so() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], None);
    let (listed, _) = host.call("list_actions", &json!({}));
    let (mut actions, mut parameters) = (0, 0);
    for line in listed.lines() {
        let action = line.split(' ').next().unwrap();
        let (text, is_error) = host.call("describe_action", &json!({ "action": action }));
        assert!(!is_error, "{text}");
        let described: Value = serde_json::from_str(&text).unwrap();
        let described = described["parameters"].as_array().unwrap();
        let required = described.iter().filter(|it| it["required"] == true);
        let required: BTreeSet<String> = required
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(required, in_the_reference(action), "{action}");
        actions += 1;
        parameters += required.len();
    }
    assert!(actions > 40 && parameters > 40, "{actions}, {parameters}");
    host.end();
}
