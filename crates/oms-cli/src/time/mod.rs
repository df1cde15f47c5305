//! Moments on the command line: the forms in which people write them, and the whole second that
//! each one denotes.
//!
//! Nothing is guessed: a number of milliseconds, a time without a zone and a position in the future
//! are refused, each with advice how to write it. A relative time is resolved once, against the
//! moment at which the command started.

mod distance;
mod moment;
mod naive;
pub(crate) mod position;
mod span;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use oms_client::{EpochSeconds, Invalid, UtcDateTime};

#[cfg(feature = "watch")]
pub(crate) use distance::coarse;
pub(crate) use distance::{brief, distance, length};
pub(crate) use moment::Moment;
pub(crate) use position::{shown, shown_at};
pub(crate) use span::{duration, seconds as span};

use crate::failure::Failure;

/// A moment as it was written on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeInput {
    text: String,
    meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A certain second, which does not depend on the clock.
    At(EpochSeconds),
    /// This many seconds before now; after it, if the number is negative.
    Before(i64),
    /// A date and time without a zone. It is kept until it is known whether a zone was named.
    Naive(DateTime),
}

/// The accepted forms of a moment, for the help.
const SPELLINGS: &str = "RFC 3339 with a zone (2025-03-19T14:18:38+08:00), Unix time in seconds (1742365118) or with a unit \
                         (1742365118s, 1742365118000ms), relative to now (-2h, \"2h ago\", -1d12h, now), or a date and time \
                         in the zone of --tz; sent as whole seconds, UTC";

/// The refusal of a text that is no moment in any form.
const NO_TIME: &str =
    "is not a time: write -2h, 2025-03-19T14:18:38+08:00, 1742365118 or 1742365118000ms";

/// Returns the help of a flag that takes a moment: its purpose, then the accepted forms.
pub(crate) fn help(what: &str) -> String {
    format!("{what} {SPELLINGS}")
}

/// Parses a moment as far as possible without a clock.
pub(crate) fn parse(text: &str) -> Result<TimeInput, String> {
    Ok(TimeInput {
        text: text.to_owned(),
        meaning: meaning(text)?,
    })
}

/// Parses a moment that bounds a list, which may lie ahead of now.
pub(crate) fn parse_bound(text: &str) -> Result<TimeInput, String> {
    let Some(span) = text.strip_prefix('+') else {
        return parse(text);
    };
    Ok(TimeInput {
        text: text.to_owned(),
        meaning: Meaning::Before(span::seconds(span)?.saturating_neg()),
    })
}

/// Reads the name of a zone.
pub(crate) fn zone(name: &str) -> Result<(String, TimeZone), String> {
    if name.eq_ignore_ascii_case("utc") || name == "Z" {
        return Ok((name.to_owned(), TimeZone::UTC));
    }
    let zone = TimeZone::get(name).ok();
    // These files of the database are no zones: one says that none was chosen, and the others are
    // whatever each machine has made of them.
    let is_zone = |name: &str| {
        let names = ["Factory", "localtime", "posixrules"];
        !names.iter().any(|odd| odd.eq_ignore_ascii_case(name))
    };
    zone.filter(|_| is_zone(name))
        .map(|zone| (name.to_owned(), zone))
        .ok_or_else(|| {
            "is not a time zone that this machine knows: write a name such as Asia/Shanghai or UTC"
                .to_owned()
        })
}

/// Returns a moment in UTC, to the second.
pub(crate) fn utc(time: SystemTime) -> String {
    Timestamp::try_from(time)
        .map(|moment| format!("{moment:.0}"))
        .unwrap_or_default()
}

/// Returns a moment as an entry of the journal has it: in UTC, to the millisecond.
pub(crate) fn stamp(time: SystemTime) -> String {
    Timestamp::try_from(time)
        .map(|moment| format!("{moment:.3}"))
        .unwrap_or_default()
}

/// Reads a moment in the form that [`utc`] or [`stamp`] writes.
pub(crate) fn read_utc(text: &str) -> Option<SystemTime> {
    let since_epoch = text.parse::<Timestamp>().ok()?.as_duration();
    UNIX_EPOCH.checked_add(Duration::try_from(since_epoch).ok()?)
}

/// Returns a moment of the journal as local time. A text that is not a moment is returned
/// unchanged.
pub(crate) fn local(text: &str, moment: &Moment) -> String {
    second(text).map_or_else(|| text.to_owned(), |seconds| moment.local(seconds))
}

fn second(text: &str) -> Option<EpochSeconds> {
    EpochSeconds::at_or_before(read_utc(text)?).ok()
}

/// Returns a moment of the journal as local time with its distance to now.
pub(crate) fn local_beside(text: &str, moment: &Moment) -> String {
    let Some(seconds) = second(text) else {
        return text.to_owned();
    };
    format!(
        "{} ({})",
        moment.local(seconds),
        moment.distance_to(seconds)
    )
}

/// Returns a moment of an answer, given as JSON, as local time: seconds since 1970, or a date and a
/// time, which are UTC where they have no offset. `None` if it is not a moment.
pub(crate) fn local_of_json(json: &str, moment: &Moment) -> Option<String> {
    let written: UtcDateTime = serde_json::from_str(json).ok()?;
    let seconds = written.epoch_seconds().or_else(|| {
        let seconds = written.raw().parse().ok()?;
        EpochSeconds::new(seconds).ok()
    });
    Some(moment.local(seconds?))
}

fn meaning(text: &str) -> Result<Meaning, String> {
    if text == "now" {
        return Ok(Meaning::Before(0));
    }
    if let Some(span) = text.strip_prefix('+') {
        // No other text with this sign names a moment.
        return Err(if span::seconds(span).is_ok() {
            format!(
                "lies in the future, and a position lies now or earlier; write `-{span}` for {span} ago"
            )
        } else {
            NO_TIME.to_owned()
        });
    }
    if let Some(span) = text.strip_prefix('-').or_else(|| text.strip_suffix(" ago")) {
        return span::seconds(span).map(Meaning::Before);
    }
    let is_bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare && text.len() < MOMENT {
        // Without this check, a date without its dashes, such as 20250319, would be taken for a
        // moment of 1970.
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
            .or_else(|| naive::read_with_offset(text).map(Meaning::At))
            .ok_or_else(|| refusal(text, &invalid)),
    }
}

/// The number of digits from which a number counts from 1970.
const MOMENT: usize = 10;

/// Returns the reason why a text is not a moment. If a number was meant, these are the words of the
/// client, which knows nothing of relative times.
fn refusal(text: &str, invalid: &Invalid) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let joined: String = text.split_whitespace().collect();
    if digits >= MOMENT && joined != text && joined.ends_with('s') {
        return match joined.parse::<EpochSeconds>() {
            Ok(_) => format!("has a blank before its unit; write `{joined}`"),
            Err(invalid) => invalid.to_string(),
        };
    }
    if span::seconds(text).is_ok() {
        return format!("has no sign; write `-{text}` for {text} ago");
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '@') {
        return invalid.to_string();
    }
    NO_TIME.to_owned()
}

/// The advice about a position in the future.
const NOT_AHEAD: &str = "A position lies now or earlier: correct the time, or the clock.";

/// Refuses a moment in the future, in which no position lies, with the problem and the advice.
pub(crate) fn reached(seconds: EpochSeconds, moment: &Moment) -> Result<(), (String, String)> {
    not_ahead(seconds, moment, NOT_AHEAD)
}

/// Refuses a moment in the future with the problem and this advice.
fn not_ahead(seconds: EpochSeconds, moment: &Moment, next: &str) -> Result<(), (String, String)> {
    if seconds <= moment.now() {
        return Ok(());
    }
    let ahead = distance(seconds.get().saturating_sub(moment.now().get()));
    Err((
        format!(
            "is {}, {ahead} after this machine's clock",
            seconds.to_rfc3339()
        ),
        next.to_owned(),
    ))
}

impl TimeInput {
    /// Returns the moment as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the moment depends on this machine's clock.
    pub(crate) fn is_relative(&self) -> bool {
        matches!(self.meaning, Meaning::Before(_))
    }

    /// Returns the second of a position, or a failure that names the flag.
    pub(crate) fn resolve(&self, flag: &str, moment: &Moment) -> Result<EpochSeconds, Failure> {
        self.resolve_past(flag, moment, NOT_AHEAD)
    }

    /// Returns the second of a moment that bounds a list and may lie ahead, or a failure that names
    /// the flag.
    pub(crate) fn resolve_bound(
        &self,
        flag: &str,
        moment: &Moment,
    ) -> Result<EpochSeconds, Failure> {
        let seconds = self.seconds(moment);
        seconds.map_err(|refusal| self.refused(flag, refusal))
    }

    /// Returns the second of a bound that lies now or earlier, or a failure that names the flag. If
    /// it lies ahead, this is the advice.
    pub(crate) fn resolve_past(
        &self,
        flag: &str,
        moment: &Moment,
        next: &str,
    ) -> Result<EpochSeconds, Failure> {
        let seconds = self.resolve_bound(flag, moment)?;
        not_ahead(seconds, moment, next).map_err(|refusal| self.refused(flag, refusal))?;
        Ok(seconds)
    }

    fn refused(&self, flag: &str, (what, next): (String, String)) -> Failure {
        Failure::usage(format!("{flag}: `{}` {what}", self.text), next)
    }

    /// Returns the second of the moment, or the problem and the advice.
    fn seconds(&self, moment: &Moment) -> Result<EpochSeconds, (String, String)> {
        match self.meaning {
            Meaning::At(seconds) => Ok(seconds),
            Meaning::Before(span) => EpochSeconds::new(moment.now().get().saturating_sub(span))
                .map_err(|_| {
                    let what = if span.is_negative() {
                        "lies too far ahead"
                    } else {
                        "lies before 1970"
                    };
                    (what.to_owned(), "Give a shorter time.".to_owned())
                }),
            Meaning::Naive(time) => naive::resolve(time, moment),
        }
    }
}

#[cfg(test)]
mod tests;
