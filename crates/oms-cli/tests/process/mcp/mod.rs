//! `oms mcp` at the other end of its streams, message by message.

mod arguments;
mod cancelled;
mod real;
mod sent;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use oms_sim::Simulator;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Running, signal};

const TASK: &str = "np_4w3a0001";

/// A password that is like no other text.
const CANARY: &str = "canary-7f3e91-password";

fn simulator() -> Running {
    Running::start(
        Simulator::builder()
            .real_time()
            .credentials("admin", CANARY),
    )
}

/// The command of somebody with this home.
fn oms(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms"));
    command
        .env_clear()
        .env("HOME", home)
        .env("OMS_USER", "admin")
        .env("OMS_PASSWORD", CANARY);
    command
}

/// A host, and every line that came from the server.
struct Host {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    lines: Vec<String>,
    /// The text that the person types when they are asked; nobody can be asked without it.
    typed: Option<Value>,
    last: u64,
}

impl Host {
    fn start(home: &Path, endpoint: &str, arguments: &[&str], typed: Option<Value>) -> Self {
        let words = [&["--endpoint", endpoint, "mcp"], arguments].concat();
        Self::open(home, &words, typed)
    }

    /// Starts the command with these words, and says nothing.
    fn silent(home: &Path, words: &[&str], typed: Option<Value>) -> Self {
        let mut server = oms(home)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = server.stdin.take();
        let from = BufReader::new(server.stdout.take().unwrap());
        Self {
            server,
            to,
            from,
            lines: Vec::new(),
            typed,
            last: 0,
        }
    }

    /// Starts the command with these words, and begins.
    fn open(home: &Path, words: &[&str], typed: Option<Value>) -> Self {
        let mut host = Self::silent(home, words, typed);
        let capabilities = match host.typed {
            Some(_) => json!({"elicitation": {}}),
            None => json!({}),
        };
        host.ask(
            "initialize",
            &json!({
                "protocolVersion": "2025-06-18",
                "capabilities": capabilities,
                "clientInfo": {"name": "test", "version": "1"},
            }),
        );
        host.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        host
    }

    fn send(&mut self, message: &Value) {
        self.write(&message.to_string());
    }

    fn write(&mut self, line: &str) {
        writeln!(self.to.as_mut().unwrap(), "{line}").unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut line = String::new();
        assert_ne!(
            self.from.read_line(&mut line).unwrap(),
            0,
            "the server ended"
        );
        let message = serde_json::from_str(&line).unwrap();
        self.lines.push(line);
        message
    }

    /// Asks, and answers for the person in the meantime.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.receive();
            if message["method"] == "elicitation/create" {
                let typed = self.typed.clone().unwrap();
                let answer = json!({"action": "accept", "content": {"confirm": typed}});
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": answer}));
            } else if message["id"] == id {
                return message["result"].clone();
            }
        }
    }

    /// Calls a tool: its text, and whether that is an error.
    fn call(&mut self, tool: &str, arguments: &Value) -> (String, bool) {
        let result = self.ask("tools/call", &json!({"name": tool, "arguments": arguments}));
        let text = result["content"][0]["text"].as_str().unwrap().to_owned();
        (text, result["isError"] == true)
    }

    /// Plans to pause the task, and gives the ID of the plan.
    fn plan(&mut self) -> String {
        let stop = json!({"action": "StopProject", "parameters": {"id": TASK}});
        let (text, is_error) = self.call("plan_action", &stop);
        assert!(!is_error, "{text}");
        text.split_whitespace().nth(1).unwrap().to_owned()
    }

    fn apply(&mut self, plan: &str) -> (String, bool) {
        self.call("apply_plan", &json!({ "plan_id": plan }))
    }

    /// Asks the server by a signal to end, and leaves its streams open.
    fn ends_by(mut self, name: &str) {
        signal(&self.server, name);
        assert_eq!(self.server.wait().unwrap().code(), Some(0), "{name}");
    }

    /// Closes the stream, after which the server ends by itself.
    fn end(mut self) -> Vec<String> {
        self.to = None;
        assert_eq!(self.server.wait().unwrap().code(), Some(0));
        self.lines
    }
}

#[test]
fn nothing_is_sent_before_a_person_has_typed_what_is_changed_and_then_once() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let url = running.url();
    for typed in [json!("np_other"), json!(""), json!(7), json!(null)] {
        let mut host = Host::start(home.path(), &url, &[], Some(typed));
        let plan = host.plan();
        let (text, is_error) = host.apply(&plan);
        assert!(is_error && text.contains("Nothing was sent"), "{text}");
        host.end();
    }
    let mut host = Host::start(home.path(), &url, &[], None);
    let plan = host.plan();
    let (text, is_error) = host.apply(&plan);
    let advice = "Nothing was sent. In a terminal: `oms apply ";
    assert!(is_error && text.contains(advice), "{text}");
    host.end();
    assert_eq!(running.commits(TASK), 0);

    let mut host = Host::start(home.path(), &url, &[], Some(json!(TASK)));
    let plan = host.plan();
    let (text, is_error) = host.apply(&plan);
    assert!(
        !is_error && text.contains("\"outcome\":\"accepted\""),
        "{text}"
    );
    let (text, is_error) = host.apply(&plan);
    assert!(is_error && text.contains("sent already"), "{text}");
    assert_eq!(running.commits(TASK), 1);
    host.end();
}

#[test]
fn on_production_no_host_confirms() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let configuration = home.path().join(".config/oms");
    std::fs::create_dir_all(&configuration).unwrap();
    std::fs::write(
        configuration.join("config.toml"),
        format!(
            "[profile.live]\nendpoint = \"{}\"\nenvironment = \"prod\"\n",
            running.url()
        ),
    )
    .unwrap();
    let mut host = Host::start(
        home.path(),
        &running.url(),
        &["--profile", "live"],
        Some(json!(TASK)),
    );
    let plan = host.plan();
    let (text, is_error) = host.apply(&plan);
    assert!(is_error && text.contains("production"), "{text}");
    assert_eq!(running.commits(TASK), 0);
    host.end();
}

#[test]
fn the_password_is_in_no_message_whatever_is_called() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
    let tools = host.ask("tools/list", &json!({}));
    let names: Vec<String> = tools["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap().to_owned())
        .collect();
    for name in &names {
        host.call(name, &json!({}));
    }
    let (listed, _) = host.call("list_actions", &json!({}));
    for line in listed.lines() {
        let action = line.split(' ').next().unwrap();
        for tool in ["describe_action", "read_action", "plan_action"] {
            let arguments =
                json!({"action": action, "parameters": {"id": TASK, "password": "/etc/hostname"}});
            host.call(tool, &arguments);
            host.call(tool, &json!({"action": action, "parameters": {"id": TASK}}));
        }
    }
    let plan = host.plan();
    assert!(!host.apply(&plan).1);
    let lines = host.end();
    assert!(lines.len() > 200, "{}", lines.len());
    let encoded = "YWRtaW46Y2FuYXJ5";
    for line in lines {
        assert!(!line.contains(CANARY) && !line.contains(encoded), "{line}");
    }
}

#[test]
fn a_server_that_only_reads_offers_nothing_else() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(
        home.path(),
        &running.url(),
        &["--read-only"],
        Some(json!(TASK)),
    );
    let tools = host.ask("tools/list", &json!({})).to_string();
    assert!(
        tools.contains("\"status\"") && !tools.contains("plan"),
        "{tools}"
    );
    let stop = json!({"action": "StopProject", "parameters": {"id": TASK}});
    assert!(host.call("plan_action", &stop).1);
    assert!(host.apply("plan-000000000000").1);
    host.end();
    assert_eq!(running.commits(TASK), 0);
}

#[test]
fn what_cannot_serve_says_so_before_it_says_anything_else() {
    for (arguments, words) in [
        (
            &["--password-stdin", "--endpoint=http://127.0.0.1:1"][..],
            "carries the protocol",
        ),
        (&["--simulator"], "for one command alone"),
        (&["--jq=.data[0].id"], "--jq is for what one command prints"),
        (&["--query=/data"], "--query is"),
        (&["--limit=3"], "--limit is"),
        (&["-ojson"], "-o is"),
        (&["-op.json"], "-o is"),
        (&["-ojson", "--profile=nosuch"], "nosuch"),
        (&["-o", "json", "--unheard-of"], "--unheard-of"),
        (&[], "endpoint"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_oms"))
            .env_clear()
            .env("HOME", TempDir::new().unwrap().path())
            // The form in which other commands print.
            .env("OMS_OUTPUT", "json")
            .arg("mcp")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        // The host takes every line there for a message of the protocol.
        assert!(output.stdout.is_empty(), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_host_that_does_not_begin_with_initialize_is_told_and_one_that_goes_away_is_not() {
    let home = TempDir::new().unwrap();
    let folder = TempDir::new().unwrap();
    for (line, code) in [
        (
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n",
            2,
        ),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n", 2),
        ("", 0),
    ] {
        let said = folder.path().join("said");
        std::fs::write(&said, line).unwrap();
        let output = oms(home.path())
            .args(["--endpoint=http://127.0.0.1:1", "mcp"])
            .stdin(std::fs::File::open(&said).unwrap())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert!(output.stdout.is_empty(), "{line}: {output:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(told.contains("`initialize`"), code == 2, "{line}: {told}");
    }
}

#[test]
fn a_host_that_names_its_version_in_each_request_is_served_and_not_asked() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let url = running.url();
    let words = ["--endpoint", &url, "mcp"];
    let meta = |version: &str| {
        json!({
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}},
            "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        })
    };
    for (params, code) in [
        (json!({"_meta": meta("2024-11-05")}), json!(null)),
        (json!({"_meta": meta("2025-11-25")}), json!(null)),
        (json!({"_meta": meta("2026-07-28")}), json!(-32022)),
        (json!({}), json!(-32602)),
    ] {
        let mut host = Host::silent(home.path(), &words, None);
        host.send(&json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": params}));
        let answer = host.receive();
        assert_eq!(answer["error"]["code"], code, "{answer}");
        let has_tools = answer["result"]["tools"].is_array();
        assert_eq!(has_tools, code.is_null(), "{answer}");
        host.end();
    }
    let mut host = Host::silent(home.path(), &words, None);
    let mut call = |tool: &str, arguments: Value| {
        let meta = meta("2025-11-25");
        let params = json!({"name": tool, "arguments": arguments, "_meta": meta});
        let result = host.ask("tools/call", &params);
        result["content"][0]["text"].as_str().unwrap().to_owned()
    };
    let stop = json!({"action": "StopProject", "parameters": {"id": TASK}});
    let planned = call("plan_action", stop);
    let plan = planned.split_whitespace().nth(1).unwrap();
    let applied = call("apply_plan", json!({ "plan_id": plan }));
    assert!(applied.contains("cannot ask the person"), "{applied}");
    assert_eq!(running.commits(TASK), 0);
    host.end();
}
