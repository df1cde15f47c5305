//! `oms help TOPIC`: what several commands have in common, a page each.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::Command;

use super::words;
use crate::exit::Exit;

/// A topic: its name, what it is about, and its text. Of what is made from a table, the text is the
/// beginning.
struct Topic {
    name: &'static str,
    about: &'static str,
    text: &'static str,
}

/// The name of the list of topics.
const TOPICS: &str = "topics";

/// The topic whose end is the table of exit codes.
const EXIT_CODES: &str = "exit-codes";

const ALL: [Topic; 7] = [
    Topic {
        name: "names",
        about: "How tasks, data sources and labels are named",
        text: "\
The name of a task, a data source or a label can be given wherever its ID can, except in `--yes`, \
which takes the ID alone: `oms task stop orders`. The command reads the list of the service, sends the ID that belongs to the name, and shows \
both in plan and journal. A record of changes and a component are sent as they are given: the service \
has no list that leads from a name to one of them.

A text that begins like an ID (np_ for a task) is taken for one and not looked up. A name that \
several have is refused with the candidates, each with its ID, and exit code 2, and so is one that \
none has. If the list cannot be read, nothing is sent.

If nothing is named, a terminal shows the list to choose from, where there is one; a script is \
refused.

The file of `oms batch`, and the parameters in --json and -f, take names as well; those of `oms call` \
are sent as they are, and only its --task takes a name. The JSON value of a \
single flag, such as --transfer-mapping, is sent as it is: the IDs in it are those of databases and \
tables, which no list of the service names.
",
    },
    Topic {
        name: "times",
        about: "How moments and spans are written and shown",
        text: "\
A moment:
  2025-03-19T14:18:38+08:00   RFC 3339, with its offset from UTC
  2025-03-19 14:18:38         in the zone of --tz or of the profile (`tz`)
  -2h, \"2h ago\", -1d12h       before now, by this machine's clock
  now                         the second at which the command started
  1742365118                  Unix time, ten digits
  1742365118s, 1742365118000ms

A span: 90s, 10m, 2h, 1d12h. `oms rewind --by 2h` counts from where the task is, `--to -2h` from \
now.

A moment in the future, a time without a zone, and a number of milliseconds without a unit are \
refused. The service is sent whole seconds in UTC; the plan shows the second beside what was \
written.

Times of an answer, of `oms status`, `oms wait` and `oms journal` are shown in the zone of --tz or the \
profile, or else of this machine, with the offset. Those that end in Z are in UTC: the times of `oms \
runs`, the positions of a batch, of what a rewind reports and of CHANGE in `oms journal list`. JSON, \
YAML and CSV have the times of an answer as the service sent them, and all others in UTC.
",
    },
    Topic {
        name: "outcomes",
        about: "The four outcomes that a request can have",
        text: "\
accepted   The service said in a whole answer of its own that it took the request.
rejected   It said in such an answer that it did not. There was no effect.
not_sent   No byte of the request left this machine.
unknown    It may have taken effect: a connection broke, a time ran out, or somebody in between \
answered in the service's place.

A batch and a rewind are several requests. Their outcome with -o json is `unknown` where that of one \
of them is, and else `mixed` where some took effect and others did not.

A request that changes something is sent once. After an unknown outcome, every change of the same \
task is refused until it is known what became of the request: look with `oms status`, then say so \
with `oms journal resolve`.

Before each change, a read tests the connection. It finds a wrong password or path, and nothing is \
sent.
",
    },
    Topic {
        name: EXIT_CODES,
        about: "The exit codes, and what they prove to a script",
        text: "",
    },
    Topic {
        name: "profiles",
        about: "Endpoint, credentials and habits under a name",
        text: "\
`oms config init` asks for an endpoint and credentials, tests them, and writes a profile. `oms \
config use NAME` makes it the one that is used unless another is named by --profile or OMS_PROFILE.

The file is the one that `oms config path` prints, or that OMS_CONFIG names. It belongs to you, and \
nobody else may write it:

  default_profile = \"prod\"
  [profile.prod]
  endpoint      = \"https://oms.example.com:8089\"
  user          = \"admin\"
  password_file = \"~/.oms/prod\"
  environment   = \"prod\"
  tz            = \"Asia/Shanghai\"

A flag takes precedence over a variable, and a variable over the profile. `oms config explain` shows each setting \
and where it comes from. With `environment = \"prod\"`, a change asks for more before it is sent.

OMS_PASSWORD alone comes after the credentials of the profile, because it may be that of another \
service. Those of the profile go to its endpoint and belong to its user: if --user or OMS_USER names \
another one, or a user for another endpoint, the password is the one of a flag or of OMS_PASSWORD, and \
without it nothing is sent.
",
    },
    Topic {
        name: "json",
        about: "Output for programs",
        text: "\
-o json    one object, for an error as well
-o jsonl   the items of a list, a line each
-o csv     the items of a list, under a line of column names
-o yaml    the same object as YAML

The object has `kind` (result, plan, error), `outcome`, `exit_code`, `action`, `endpoint`, \
`request`, `data` and, where they are known, `message`, `next`, `journal`, `request_id` and `total`. \
A key keeps its name and its meaning; more may come. docs/output.schema.json of the project is its \
JSON Schema. Help, a page of `oms man` and a script of `oms completions` are printed as they are.

--query /data/0/name prints one part: a string whole and without quotes, anything else as JSON. \
--jq '.data[].name' prints every value that the filter gives, one a line. No value at all is an error. \
There and in CSV, a character that a terminal acts upon is written as \\u{1b}, and a line break as \
\\u{a}; with -o json, a string has it as an escape of JSON. \
Standard error says why the exit code is not 0, and what to do next. \
A filter reads nothing else and cannot choose the exit code: halt, env and input are refused. \
One without an end is given up after 30 seconds, once it has called itself too often, or once its \
results have 256 MiB. One that nests a value a million deep, or makes a list without end, exhausts \
the memory and ends the command, also after a change; `oms journal list` shows what was sent and \
what came of it.

-o csv puts an apostrophe before a value that a spreadsheet would take for a formula, such as '+08:00.

--json takes an action's parameters as one object, or - for standard input; -f FILE reads them from a \
file. A command that is no action of the API, such as `oms rewind`, takes neither.

Parameters with a secret come from standard input, or from a file that only you can read (chmod 600). \
Of those of `oms call`, nothing tells which is a secret: give them in the same way, because others on \
this machine can read a command line. A value is in the form that the API takes: the password of a data source is the Base64 of the \
password alone, without the line end that editors put behind it.
",
    },
    Topic {
        name: "gateways",
        about: "Proxies and firewalls between here and the service",
        text: "\
A gateway may answer in the service's place after the service has carried the request out. So for a \
change, only a whole answer of the service proves acceptance or refusal; a bare status of 401, 403, \
404, 405 or 5xx gives \"unknown\", with the likely reason beside it. A read in front of each change \
finds a wrong password or path without that doubt.

Configure a gateway so that it repeats no request by itself, waits longer than this command \
(--timeout, 60 s unless set), and answers with plain text or HTML during maintenance.

If nothing is in between, set assume_no_intermediary in the profile: then a bare status of \
refusal counts. A forward proxy is named by --proxy or OMS_PROXY. A gateway that demands a \
certificate of its clients is shown the one of --client-certificate and --client-key, or of \
client_certificate and client_key in the profile.
",
    },
];

/// Returns the text of the topic that is asked for, if one is.
pub(super) fn asked(arguments: &[OsString], command: &Command) -> Option<String> {
    let place = words::word(arguments, 1, command)?;
    if arguments.get(place)? != "help" {
        return None;
    }
    let asked = arguments.get(words::word(arguments, place + 1, command)?)?;
    if asked == TOPICS {
        return Some(list());
    }
    let mut topics = ALL.iter();
    let topic = topics.find(|topic| asked == topic.name)?;
    let table = if topic.name == EXIT_CODES {
        exit_codes()
    } else {
        String::new()
    };
    Some(format!("{}.\n\n{}{table}", topic.about, topic.text))
}

/// Returns the arguments without a flag for help behind the word that asks for it anyway.
pub(super) fn of_help(mut arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let asks = words::word(&arguments, 1, command)
        .filter(|place| arguments.get(*place).is_some_and(|word| word == "help"));
    if let Some(place) = asks {
        let rest = arguments.split_off(place + 1);
        let words = rest
            .into_iter()
            .filter(|word| word != "-h" && word != "--help");
        arguments.extend(words);
    }
    arguments
}

/// Returns the command line with the topics among what `oms help` takes, to be completed.
pub(super) fn completed(mut command: Command) -> Command {
    let topics = ALL.iter().map(|topic| (topic.name, topic.about));
    let topics = topics.chain([(TOPICS, "The list of all topics")]);
    // Only a command line that is built has the commands below `help` to which they are added.
    command.build();
    command.mut_subcommand("help", |help| {
        help.subcommands(topics.map(|(name, about)| Command::new(name).about(about)))
    })
}

/// Returns the names of the topics, in a line of help.
pub(super) fn names() -> String {
    let names: Vec<&str> = ALL.iter().map(|topic| topic.name).collect();
    names.join(", ")
}

fn list() -> String {
    let mut text = "Topics, each shown by `oms help TOPIC`:\n".to_owned();
    for topic in &ALL {
        // A text takes whatever is written to it.
        let _ = writeln!(text, "  {:<12}{}", topic.name, topic.about);
    }
    text
}

/// Returns the exit codes, a line each.
pub(super) fn exit_codes() -> String {
    let lines: Vec<String> = Exit::ALL
        .iter()
        .map(|exit| format!("  {:<4} {}\n", exit.code(), exit.meaning()))
        .collect();
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::generated::subjects;

    #[test]
    fn the_topic_of_names_tells_of_every_kind_whether_its_names_are_looked_up() {
        let text = ALL[0].text.replace('\n', " ");
        let (looked_up, rest) = text.split_once(" can be given wherever ").unwrap();
        let (_, rest) = rest.split_once("plan and journal. ").unwrap();
        let (as_given, _) = rest.split_once(" are sent as they are given").unwrap();
        for kind in subjects::ALL {
            let is_told = [looked_up, as_given].map(|text| text.contains(kind.name));
            let has_list = kind.list.is_some();
            assert_eq!(is_told, [has_list, !has_list], "{}: {text}", kind.name);
        }
    }
}
