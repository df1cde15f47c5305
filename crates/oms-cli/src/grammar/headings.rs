//! The list of commands in a help text, under its headings.

use clap::Command;

use crate::generated::GROUPS;

/// The headings of the commands beside the actions, with the commands below each, before the groups
/// of actions that belong there.
const HEADINGS: [(&str, &[&str]); 4] = [
    (
        "Tasks",
        &["status", "watch", "wait", "rewind", "undo", "batch"],
    ),
    ("Other actions", &["call"]),
    ("Journal", &["plan", "apply", "runs", "journal"]),
    (
        "Setup",
        &[
            "config",
            "doctor",
            "sim",
            "mcp",
            "completions",
            "man",
            "version",
        ],
    ),
];

/// The heading of the commands that have none.
const OTHERS: &str = "Commands";

/// The heading of the command that the parser adds.
const WITH_HELP: &str = "Setup";

/// The widest line of a list of commands.
pub(super) const WIDTH: usize = 80;

/// The least room that what a command does must have beside its name.
const NARROWEST: usize = 24;

/// Returns the list of commands under their headings: first those of tasks, then the other groups
/// of actions, then what belongs to none.
pub(super) fn grouped(command: Command, width: usize) -> Command {
    let lists = lists(&command);
    let all = lists.iter().flat_map(|(_, commands)| commands);
    let column = all.map(|it| it.get_name().len()).max();
    let column = column.unwrap_or_default() + 4;
    let mut text = String::new();
    for (heading, commands) in &lists {
        text.extend([heading, ":\n"]);
        for command in commands {
            let about = command.get_about().map(ToString::to_string);
            let name = command.get_name();
            text.push_str(&entry(name, &about.unwrap_or_default(), column, width));
        }
        if *heading == WITH_HELP {
            // The parser adds it only when it reads.
            let about = "Prints this, the help of a command, or a topic (`oms help topics`)";
            text.push_str(&entry("help", about, column, width));
        }
        text.push('\n');
    }
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{{usage-heading}} {{usage}} <COMMAND>\n\n{text}{{all-args}}{{after-help}}"
    );
    // Otherwise they would be listed a second time.
    let hidden = command.mut_subcommands(|command| command.hide(true));
    hidden.help_template(template)
}

/// Returns the commands that are shown, by their headings.
fn lists(command: &Command) -> Vec<(&'static str, Vec<&Command>)> {
    let named = |names: &[&str]| {
        let found = names.iter().filter_map(|name| {
            let mut all = command.get_subcommands();
            all.find(|it| it.get_name() == *name && !it.is_hide_set())
        });
        found.collect::<Vec<_>>()
    };
    let [(tasks, of_tasks), own @ ..] = HEADINGS;
    let of_actions = |heading: &str| {
        let mut groups = GROUPS.iter();
        let group = groups.find(|(other, _)| *other == heading);
        group.map_or(&[][..], |(_, commands)| *commands)
    };
    let mut first = named(of_tasks);
    first.extend(named(of_actions(tasks)));
    let mut lists = vec![(tasks, first)];
    for (heading, commands) in GROUPS.iter().filter(|(heading, _)| *heading != tasks) {
        lists.push((heading, named(commands)));
    }
    for (heading, names) in own {
        lists.push((heading, named(names)));
    }
    let is_listed = |it: &&Command| {
        let mut listed = lists.iter().flat_map(|(_, commands)| commands);
        listed.any(|listed| listed.get_name() == it.get_name())
    };
    let others = command.get_subcommands().filter(|it| !it.is_hide_set());
    let others: Vec<_> = others.filter(|it| !is_listed(it)).collect();
    lists.insert(1, (OTHERS, others));
    lists.retain(|(_, commands)| !commands.is_empty());
    lists
}

/// Returns a command with what it does, over as many lines as that needs. If too little room is
/// left beside the name, they are below it, as the parser does it with flags.
fn entry(name: &str, about: &str, column: usize, width: usize) -> String {
    const BELOW: usize = 10;
    let (column, mut text) = if column + NARROWEST <= width {
        (column, format!("  {name:<rest$}", rest = column - 2))
    } else {
        (BELOW, format!("  {name}\n{:BELOW$}", ""))
    };
    let mut taken = column;
    for word in about.split_whitespace() {
        let long = word.chars().count();
        if taken > column && taken + 1 + long > width {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', column));
            taken = column;
        } else if taken > column {
            text.push(' ');
            taken += 1;
        }
        text.push_str(word);
        taken += long;
    }
    text.push('\n');
    text
}
