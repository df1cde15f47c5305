//! Moments on the command line: what people write, and the whole second that is meant.
//!
//! It never guesses: a number of milliseconds, a time without a zone and a time in the future are
//! refused, each with what would be right. A relative time is resolved once, against the moment at
//! which the command started.

mod distance;
mod moment;
mod naive;
pub(crate) mod position;
mod span;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use oms_client::{EpochSeconds, Invalid};

pub(crate) use distance::{brief, distance};
pub(crate) use moment::Moment;
pub(crate) use position::shown;
pub(crate) use span::{duration, seconds as span};

use crate::failure::Failure;

/// A moment as it stands on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeInput {
    text: String,
    meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// One second, whatever the clock shows.
    At(EpochSeconds),
    /// So many seconds before now.
    Before(i64),
    /// A date and time whose zone is missing. It is kept until it is known whether a zone was
    /// named.
    Naive(DateTime),
}

/// What a moment may look like, as a line of help.
const SPELLINGS: &str = "RFC 3339 with a zone (2025-03-19T14:18:38+08:00), Unix time in seconds (1742365118) or with a unit \
                         (1742365118s, 1742365118000ms), relative to now (-2h, \"2h ago\", -1d12h, now), or a date and time \
                         in the zone of --tz; sent as whole seconds, UTC";

/// The help of a flag that takes a moment: what it is for, then how it is spelled.
pub(crate) fn help(what: &str) -> String {
    format!("{what} {SPELLINGS}")
}

/// Reads a moment as far as that can be done without a clock.
pub(crate) fn parse(text: &str) -> Result<TimeInput, String> {
    Ok(TimeInput {
        text: text.to_owned(),
        meaning: meaning(text)?,
    })
}

/// Reads the name of a zone.
pub(crate) fn zone(name: &str) -> Result<(String, TimeZone), String> {
    if name.eq_ignore_ascii_case("utc") || name == "Z" {
        return Ok((name.to_owned(), TimeZone::UTC));
    }
    TimeZone::get(name)
        .map(|zone| (name.to_owned(), zone))
        .map_err(|_| {
            "is not a time zone that this machine knows: write a name such as Asia/Shanghai or UTC"
                .to_owned()
        })
}

/// A moment in UTC, to the second.
pub(crate) fn utc(time: SystemTime) -> String {
    Timestamp::try_from(time)
        .map(|moment| format!("{moment:.0}"))
        .unwrap_or_default()
}

/// A moment as [`utc`] and the journal write it.
pub(crate) fn read_utc(text: &str) -> Option<SystemTime> {
    let since_epoch = text.parse::<Timestamp>().ok()?.as_duration();
    UNIX_EPOCH.checked_add(Duration::try_from(since_epoch).ok()?)
}

/// A moment as the journal writes it, as local time; a text that is none as it is.
pub(crate) fn local(text: &str, moment: &Moment) -> String {
    let seconds = read_utc(text).and_then(|time| EpochSeconds::at_or_before(time).ok());
    seconds.map_or_else(|| text.to_owned(), |seconds| moment.local(seconds))
}

/// A moment as the journal writes it, as local time with its distance to now.
pub(crate) fn local_beside(text: &str, moment: &Moment) -> String {
    let seconds = read_utc(text).and_then(|time| EpochSeconds::at_or_before(time).ok());
    seconds.map_or_else(
        || text.to_owned(),
        |seconds| {
            format!(
                "{} ({})",
                moment.local(seconds),
                moment.distance_to(seconds)
            )
        },
    )
}

fn meaning(text: &str) -> Result<Meaning, String> {
    if text == "now" {
        return Ok(Meaning::Before(0));
    }
    if text.starts_with('+') {
        let span = text.trim_start_matches('+');
        return Err(format!(
            "lies in the future, and a position lies now or earlier; write `-{span}` for {span} ago"
        ));
    }
    if let Some(span) = text.strip_prefix('-').or_else(|| text.strip_suffix(" ago")) {
        return span::seconds(span).map(Meaning::Before);
    }
    let is_bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare && text.len() < 10 {
        // A date without its dashes, such as 20250319, would pass for a moment of 1970.
        return Err(format!(
            "has {} digit{}, and a bare number of seconds has ten; write `{text}s` if you mean seconds since 1970",
            text.len(),
            if text.len() == 1 { "" } else { "s" }
        ));
    }
    match text.parse() {
        Ok(seconds) => Ok(Meaning::At(seconds)),
        Err(invalid) => naive::read(text)
            .map(Meaning::Naive)
            .ok_or_else(|| refusal(text, &invalid)),
    }
}

/// What is wrong with a text that is no moment: the client's words, which know nothing of relative
/// times, where a number was meant.
fn refusal(text: &str, invalid: &Invalid) -> String {
    if span::seconds(text).is_ok() {
        return format!("has no sign; write `-{text}` for {text} ago");
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '@') {
        return invalid.to_string();
    }
    "is not a time: write -2h, 2025-03-19T14:18:38+08:00, 1742365118 or 1742365118000ms".to_owned()
}

impl TimeInput {
    /// The moment as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it depends on this machine's clock.
    pub(crate) fn is_relative(&self) -> bool {
        matches!(self.meaning, Meaning::Before(_))
    }

    /// The second that is meant, for the flag of this name.
    pub(crate) fn resolve(&self, flag: &str, moment: &Moment) -> Result<EpochSeconds, Failure> {
        let refuse = |(what, next): (String, String)| {
            Failure::usage(format!("{flag}: `{}` {what}", self.text), next)
        };
        let seconds = self.seconds(moment).map_err(refuse)?;
        if seconds > moment.now() {
            let ahead = distance(seconds.get().saturating_sub(moment.now().get()));
            return Err(refuse((
                format!(
                    "is {}, {ahead} after this machine's clock",
                    seconds.to_rfc3339()
                ),
                "A position lies now or earlier: correct the time, or the clock.".to_owned(),
            )));
        }
        Ok(seconds)
    }

    /// The second that is meant, or what is wrong with it and what to do.
    fn seconds(&self, moment: &Moment) -> Result<EpochSeconds, (String, String)> {
        match self.meaning {
            Meaning::At(seconds) => Ok(seconds),
            Meaning::Before(span) => EpochSeconds::new(moment.now().get().saturating_sub(span))
                .map_err(|_| {
                    (
                        "lies before 1970".to_owned(),
                        "Give a shorter time.".to_owned(),
                    )
                }),
            Meaning::Naive(time) => naive::resolve(time, moment),
        }
    }
}

#[cfg(test)]
mod tests;
