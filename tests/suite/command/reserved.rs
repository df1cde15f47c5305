//! The names that the generator keeps free for the command are the names that the command has.
//!
//! The generator cannot ask the command, which would not compile if the generator is wrong; so
//! this is where they meet.

use std::collections::BTreeSet;

use oms_codegen::{RESERVED_COMMANDS, RESERVED_FLAGS};

use super::plainly;
use crate::exports::api;

/// An action that takes every flag which an action can have beside its own.
const ACTION: &str = "ResetIncrStartTimestamp";

async fn help(words: &[&str]) -> String {
    let words = ["oms"].iter().chain(words).chain(&["--help"]);
    let ended = plainly(words.map(|&word| word.to_owned()).collect()).await;
    assert_eq!(ended.exit, oms_cli::Exit::Success, "{ended:?}");
    ended.stdout
}

/// The flags that begin a line of a help text, without dashes.
fn flags(help: &str) -> BTreeSet<String> {
    let named = help.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = match line.split_once(", ") {
            Some((short, long)) if short.len() == 2 && short.starts_with('-') => long,
            _ => line,
        };
        let flag = line.strip_prefix("--")?;
        let end = flag.find(|c: char| c != '-' && !c.is_ascii_alphanumeric());
        Some(flag[..end.unwrap_or(flag.len())].to_owned())
    });
    named.collect()
}

/// The commands that a help text lists.
fn commands(help: &str) -> BTreeSet<String> {
    let (_, listed) = help.split_once("\nTasks:\n").unwrap();
    let (listed, _) = listed.split_once("\nOptions:").unwrap();
    let names = listed.lines().filter_map(|line| {
        let line = line.strip_prefix("  ")?;
        line.split(' ').next().filter(|name| !name.is_empty())
    });
    names.map(str::to_owned).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[tokio::test]
async fn the_reserved_commands_are_those_that_the_command_has_beside_its_actions() {
    let groups = api().groups;
    let of_actions: BTreeSet<String> = groups.iter().map(|group| group.command.clone()).collect();
    let all = commands(&help(&[]).await);
    assert!(all.is_superset(&of_actions), "{all:?}");
    let own: BTreeSet<String> = all.difference(&of_actions).cloned().collect();
    assert_eq!(own, set(&RESERVED_COMMANDS));
}

#[tokio::test]
async fn the_reserved_flags_are_those_that_an_action_takes_beside_its_own() {
    let actions = api().actions;
    let action = actions
        .iter()
        .find(|action| action.wire_name == ACTION)
        .unwrap();
    let position = action.moves.as_ref().map(|moves| moves.position.as_str());
    let own: BTreeSet<String> = action
        .request
        .iter()
        .map(|field| match position {
            // The new position has one name in every command.
            Some(position) if position == field.ident => "to".to_owned(),
            _ => field.flag.clone(),
        })
        .collect();
    let mut all = flags(&help(&[&action.command]).await);
    assert!(all.is_superset(&own), "{all:?}");
    all.extend(flags(&help(&[]).await));
    // A read whose answer can be copied has a flag of its own for that.
    let read = actions.iter().find_map(|action| action.copies.as_ref());
    let read = read.and_then(|copies| {
        actions
            .iter()
            .find(|action| action.wire_name == copies.action)
    });
    all.extend(flags(&help(&[&read.unwrap().command]).await));
    let beside: BTreeSet<String> = all.difference(&own).cloned().collect();
    assert_eq!(beside, set(&RESERVED_FLAGS));
}

#[tokio::test]
async fn a_command_without_a_list_refuses_to_cut_one_short() {
    for line in [
        "rewind orders --reverse false --to -2h --limit 3",
        "batch tasks.csv --limit 3",
        "--limit=3 batch tasks.csv --execute --yes=1",
        "plan -o p.json batch tasks.csv --limit 3",
        "plan -o p.json rewind orders --reverse false --to -2h --limit 3",
        "undo 1 --limit 3",
        "wait orders --for lag<30s --limit 3",
        "runs show 1 --limit 3",
        "journal show 1 --limit 3",
        "doctor --limit 3",
        "version --limit 3",
        "sim --limit 3",
    ] {
        let words = std::iter::once("oms").chain(line.split(' '));
        let ended = plainly(words.map(str::to_owned).collect()).await;
        assert_eq!(ended.exit, oms_cli::Exit::Usage, "{line}: {ended:?}");
        let printed = format!("{}{}", ended.stdout, ended.stderr);
        assert!(printed.contains("takes no --limit"), "{line}: {printed}");
    }
}

#[tokio::test]
async fn p311_oms_sim_refuses_what_it_would_ignore_and_warns_where_others_reach_it() {
    for more in [
        &["--user", "jane"][..],
        &["--password-file", "password"],
        &["--password-stdin"],
        &["--endpoint", "http://127.0.0.1:1"],
        &["--simulator"],
        &["--timeout", "5"],
        &["--journal", "folder"],
        &["--proxy", "http://127.0.0.1:1"],
        &["--cacert", "ca.pem"],
        &["--client-key", "key.pem"],
        &["--tz", "Asia/Shanghai"],
        &["--query", "/a"],
        &["-o", "json"],
    ] {
        let words = ["oms", "sim"].iter().chain(more);
        let ended = plainly(words.map(|&word| word.to_owned()).collect()).await;
        assert_eq!(ended.exit, oms_cli::Exit::Usage, "{more:?}: {ended:?}");
        let printed = format!("{}{}", ended.stdout, ended.stderr);
        assert!(printed.contains("calls nothing"), "{more:?}: {printed}");
    }
    // An address of nobody, so that it ends before anybody reaches it.
    for (bind, warned) in [("192.0.2.1", true), ("::ffff:127.0.0.1", false)] {
        let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let words = ["oms", "sim", "--bind", bind, "--port", &port];
        let ended = plainly(words.map(str::to_owned).to_vec()).await;
        assert_eq!(ended.exit, oms_cli::Exit::Usage, "{ended:?}");
        let printed = format!("{}{}", ended.stdout, ended.stderr);
        assert_eq!(
            printed.contains("other machines reach"),
            warned,
            "{printed}"
        );
        assert_eq!(printed.matches("cannot listen on").count(), 1, "{printed}");
    }
}
