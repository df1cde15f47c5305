//! Completion: a shell hands over the words of a line and gets the candidates for one of them.
//!
//! Commands, flags, fixed values and files come from the command line itself. Names and IDs come
//! from the service and numbers from the journal, where somebody would type them. Whatever goes
//! wrong is silent, and nobody is asked for anything.

use std::ffi::{OsStr, OsString};
use std::sync::{Arc, Mutex};

use clap::{Arg, Command, FromArgMatches as _};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use oms_client::Shown;

use super::quotes::{Unquoted, quoted};
use super::{help, topics, words};
use crate::command::offers::{self, Offer, Source};
use crate::exit::Exit;
use crate::session::{Options, Session};
use crate::surroundings::Surroundings;
use crate::terminal::{self, Format};

/// The first argument where a shell asks, not a person.
pub(crate) const ASKED: &str = "__complete";

/// The placeholder of a choice between two words.
const TRUE_OR_FALSE: &str = "true|false";

/// The home directory as a shell writes it, in front of what is below it.
const HOME: &str = "~/";

#[derive(Debug)]
pub(super) struct Question {
    shell: Shell,
    /// The words of the line, the program first, without their quotes.
    words: Vec<OsString>,
    /// The place of the word that is completed.
    place: usize,
    /// The text at the beginning of the word that bash does not replace, because it breaks words at
    /// `=`, `:`, `@` and an open quote.
    before: String,
    /// The quote that is open at the end of the word.
    quote: Option<char>,
    /// `true` if the word begins at the home directory, in the sign that a shell replaces only
    /// where it stands without quotes.
    is_at_home: bool,
}

/// The shell that asks, because each takes candidates in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// The question about a place: the source of its values, and its text so far.
type Asked = Arc<Mutex<Option<(Source, String)>>>;

impl Question {
    /// Reads `__complete SHELL PLACE -- WORDS…`.
    pub(super) fn read(arguments: &[OsString]) -> Option<Self> {
        let [_, asked, shell, place, _, words @ ..] = arguments else {
            return None;
        };
        if asked != ASKED {
            return None;
        }
        let shell = match shell.to_str()? {
            "bash" => Shell::Bash,
            "zsh" => Shell::Zsh,
            "fish" => Shell::Fish,
            _ => return None,
        };
        let place = place.to_str()?.parse().ok()?;
        let mut question = Self {
            shell,
            words: words.to_vec(),
            place,
            before: String::new(),
            quote: None,
            is_at_home: false,
        };
        if shell == Shell::Bash {
            question.join();
        }
        // fish takes its quotes off itself.
        if shell != Shell::Fish {
            question.unquote();
        }
        // Behind the last word, a shell may hand over nothing for the one that is begun.
        while question.words.len() <= question.place {
            question.words.push(OsString::new());
        }
        let command = help::command();
        let before = question.words.len();
        question.words = words::in_groups(question.words, &command);
        question.place += question.words.len() - before;
        Some(question)
    }

    /// Joins what bash breaks at `=`, `:` and `@`, as `--id`, `=` and `x`, or `a`, `::` and `b`.
    fn join(&mut self) {
        let is_break = |word: &OsString| {
            let text = word.to_str().unwrap_or_default();
            !text.is_empty() && text.chars().all(|c| matches!(c, '=' | ':' | '@'))
        };
        let mut joined: Vec<OsString> = Vec::new();
        let mut place = self.place;
        let mut goes_on = false;
        for (index, word) in self.words.iter().enumerate() {
            let belongs = goes_on || (is_break(word) && !joined.is_empty());
            goes_on = is_break(word);
            // Behind the cursor, the word stays as it is.
            if belongs && index > self.place && joined.len() == place + 1 {
                continue;
            }
            match joined.last_mut() {
                Some(last) if belongs => {
                    if index == self.place && !is_break(word) {
                        self.before = last.to_string_lossy().into_owned();
                    }
                    last.push(word);
                    if index == self.place && is_break(word) {
                        self.before = last.to_string_lossy().into_owned();
                    }
                    if index <= self.place {
                        place -= 1;
                    }
                }
                _ => joined.push(word.clone()),
            }
        }
        self.words = joined;
        self.place = place;
    }

    /// Takes the quotes off the words, which bash and zsh hand over as they were typed.
    fn unquote(&mut self) {
        self.before = Unquoted::read(&self.before).text;
        for (place, word) in self.words.iter_mut().enumerate() {
            let Some(unquoted) = word.to_str().map(Unquoted::read) else {
                continue;
            };
            if place == self.place {
                self.is_at_home = word.to_str().is_some_and(|word| word.starts_with(HOME));
                if unquoted.quote.is_some() {
                    unquoted.before_quote().clone_into(&mut self.before);
                    self.quote = unquoted.quote;
                }
            }
            *word = unquoted.text.into();
        }
    }

    /// Prints the candidates, a line each.
    pub(super) fn answer(self, surroundings: &mut Surroundings<'_>) -> Exit {
        let offers = self.offers(surroundings);
        let lines: Vec<String> = offers.iter().filter_map(|offer| self.line(offer)).collect();
        terminal::tell_whole(&lines.concat(), surroundings)
    }

    fn offers(&self, surroundings: &mut Surroundings<'_>) -> Vec<Offer> {
        let asked = Asked::default();
        let command = with_sources(help::tidied(help::whole()), &asked);
        let mut command = topics::completed(command);
        let word = self.word();
        let here = std::env::current_dir().ok();
        let candidates = clap_complete::engine::complete(
            &mut command,
            self.words.clone(),
            self.place,
            here.as_deref(),
        );
        let is_flag = word.starts_with('-');
        let found = candidates.unwrap_or_default().into_iter();
        // The directory itself is none of the files that a command reads.
        let found = found.filter(|candidate| {
            !candidate.is_hide_set() && candidate.get_value() != OsStr::new(".")
        });
        let mut offers: Vec<Offer> = found
            .map(|candidate| offer(&candidate))
            // A flag is offered to whoever begins one.
            .filter(|offer| is_flag || !offer.value.starts_with('-'))
            .collect();
        let asked = asked.lock().ok().and_then(|mut asked| asked.take());
        if let Some((source, value)) = asked {
            let before = word.strip_suffix(&value).unwrap_or_default().to_owned();
            // By itself, a name that reads like a flag would be one.
            let may_have_a_dash = !before.is_empty() || self.is_behind_the_flags();
            let known = self.known(source, surroundings);
            let fitting = known
                .into_iter()
                .filter(|offer| offer.value.starts_with(&value))
                .filter(|offer| may_have_a_dash || !offer.value.starts_with('-'));
            offers.extend(fitting.map(|offer| Offer {
                value: format!("{before}{}", offer.value),
                ..offer
            }));
        }
        offers
    }

    /// Returns whether `--` stands before the word, behind which nothing is a flag.
    fn is_behind_the_flags(&self) -> bool {
        self.words.iter().take(self.place).any(|word| word == "--")
    }

    fn word(&self) -> String {
        let word = self.words.get(self.place);
        let word = word.map(|word| word.to_string_lossy().into_owned());
        word.unwrap_or_default()
    }

    /// Returns the values of the service or the journal, found with the options on the line.
    fn known(&self, source: Source, surroundings: &mut Surroundings<'_>) -> Vec<Offer> {
        let words = self.words.iter().enumerate();
        let others = words.filter(|(place, _)| *place != self.place);
        let others = others.map(|(_, word)| word.clone());
        let mut command = help::command().ignore_errors(true);
        let Ok(matches) = command.try_get_matches_from_mut(others) else {
            return Vec::new();
        };
        // The options of all commands are those of the last one, wherever they are on the line.
        let Ok(options) = Options::from_arg_matches(words::named(&matches).1) else {
            return Vec::new();
        };
        match Session::open(&options, surroundings) {
            Ok(session) => offers::of(source, session),
            Err(_) => Vec::new(),
        }
    }

    /// Returns a candidate as its shell takes it; `None` if a terminal would act upon it. Escaped,
    /// it would be another one.
    fn line(&self, offer: &Offer) -> Option<String> {
        let value = offer.value.as_str();
        if value.chars().any(Shown::escapes) {
            return None;
        }
        let about = Shown(offer.about.lines().next().unwrap_or_default());
        Some(match self.shell {
            Shell::Bash => {
                let value = value.strip_prefix(self.before.as_str()).unwrap_or(value);
                let below = value.strip_prefix(HOME).filter(|_| self.is_at_home);
                let home = below.map_or("", |_| HOME);
                format!("{home}{}\n", quoted(below.unwrap_or(value), self.quote))
            }
            Shell::Zsh | Shell::Fish => format!("{value}\t{about}\n"),
        })
    }
}

fn offer(candidate: &CompletionCandidate) -> Offer {
    Offer {
        value: candidate.get_value().to_string_lossy().into_owned(),
        about: candidate
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

/// Returns the command line in which each place that takes a name or a number records that it was
/// asked.
fn with_sources(command: Command, asked: &Asked) -> Command {
    let name = command.get_name().to_owned();
    let command = command.mut_args(|arg| match source(&name, &arg) {
        Some(source) => arg.add(asking(source, Arc::clone(asked))),
        None => match fixed(&arg) {
            words if words.is_empty() => arg,
            words => arg.add(ArgValueCandidates::new(move || {
                words.iter().map(CompletionCandidate::new).collect()
            })),
        },
    });
    command.mut_subcommands(|inner| with_sources(inner, asked))
}

fn asking(source: Source, asked: Asked) -> ArgValueCompleter {
    ArgValueCompleter::new(move |value: &OsStr| {
        if let Ok(mut asked) = asked.lock() {
            *asked = Some((source, value.to_string_lossy().into_owned()));
        }
        Vec::new()
    })
}

/// Returns the source of the values of an argument of a command. One that settles or ends something
/// refuses what is settled or has ended.
fn source(command: &str, arg: &Arg) -> Option<Source> {
    if arg.get_id() == "profile" {
        return Some(Source::Profiles);
    }
    let name = arg.get_value_names()?.first()?;
    match name.as_str() {
        "ENTRY" if command == "resolve" => Some(Source::OpenEntries),
        "ENTRY" => Some(Source::Entries),
        "RUN" if ["resume", "abandon"].contains(&command) => Some(Source::UnendedRuns),
        "RUN" => Some(Source::Runs),
        "PROFILE" => Some(Source::Profiles),
        name => offers::kind(name).map(Source::Subjects),
    }
}

/// Returns the words that an argument takes and no other, where it has them.
fn fixed(arg: &Arg) -> Vec<&'static str> {
    let name = arg.get_value_names().and_then(<[_]>::first);
    match name.map(clap::builder::Str::as_str) {
        Some("FORMAT") => Format::names().collect(),
        Some(TRUE_OR_FALSE) => TRUE_OR_FALSE.split('|').collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(place: usize, words: &[&str]) -> Question {
        let place = place.to_string();
        let asked = ["oms", ASKED, "bash", &place, "--"];
        let words = asked.iter().chain(words).map(OsString::from);
        Question::read(&words.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_bash_breaks_is_joined_again() {
        let joined = question(5, &["oms", "task", "stop", "--id", "=", "np_"]);
        assert_eq!(joined.word(), "--id=np_");
        assert_eq!(joined.before, "--id=");
        let begun = question(4, &["oms", "task", "stop", "--id", "="]);
        assert_eq!(
            (begun.word().as_str(), begun.before.as_str()),
            ("--id=", "--id=")
        );
        for (words, whole, before) in [
            (["oms", "wait", "alice", "@", "d"], "alice@d", "alice@"),
            (["oms", "wait", "a", "::", "b"], "a::b", "a::"),
            (["oms", "wait", "--to", "=@", "17"], "--to=@17", "--to=@"),
        ] {
            let joined = question(4, &words);
            let found = (joined.word(), joined.before.as_str());
            assert_eq!(found, (whole.to_owned(), before));
        }
        let behind = question(4, &["oms", "wait", "a", ":", "b", "@", "c", "--for", "x"]);
        assert_eq!(behind.word(), "a:b");
        assert_eq!(behind.words[3..], ["--for", "x"]);
        let later = question(5, &["oms", "--user", "=", "x", "task", "st"]);
        assert_eq!(later.word(), "st");
        assert_eq!(question(2, &["oms", "stop-project"]).word(), "");
    }

    #[test]
    fn bash_replaces_what_stands_behind_an_open_quote() {
        let open = question(
            6,
            &["oms", "--profile", "'p'", "wait", "--id", "=", "\"pay r"],
        );
        assert_eq!(open.words[2], "p");
        assert_eq!(
            (open.word().as_str(), open.before.as_str()),
            ("--id=pay r", "--id=")
        );
        let within = question(2, &["oms", "wait", "pa\"y r"]);
        assert_eq!(
            (within.word().as_str(), within.before.as_str()),
            ("pay r", "pa")
        );
    }
}
