//! Dates and times without a zone. They are accepted only if a zone was named for them.
//!
//! If the clocks of that zone skip the time, or show it twice, it is refused as well.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use oms_client::EpochSeconds;

use super::{Moment, distance};

/// The largest offset that is read. None in use is larger than 14 hours, and the library takes up
/// to 26.
const LARGEST_OFFSET: Offset = jiff::tz::offset(18);

/// Parses a date, or a date and a time, without a zone.
pub(super) fn read(text: &str) -> Option<DateTime> {
    let pieces = pieces(text)?;
    // The library's civil types ignore an offset and a zone in brackets without a word.
    if pieces.offset().is_some() || pieces.time_zone_annotation().is_some() {
        return None;
    }
    text.parse().ok()
}

/// Parses a date and a time with an offset in a form of ISO 8601 that RFC 3339 lacks, as
/// `2025-03-19T14:18+0800`.
pub(super) fn read_with_offset(text: &str) -> Option<EpochSeconds> {
    let pieces = pieces(text)?;
    let offset = pieces.to_numeric_offset()?;
    let is_usual = offset.seconds().abs() <= LARGEST_OFFSET.seconds();
    if !is_usual || pieces.time_zone_annotation().is_some() {
        return None;
    }
    EpochSeconds::try_from(text.parse::<Timestamp>().ok()?).ok()
}

/// Returns the parts of a text. The library takes second 60 for 59 without a word, which is another
/// moment than the one that was written, so a text that has it is left to the client to refuse.
fn pieces(text: &str) -> Option<Pieces<'_>> {
    Pieces::parse(text).ok().filter(|_| !has_second_60(text))
}

/// Returns whether the time of day in a text ends with second 60, with or without colons.
fn has_second_60(text: &str) -> bool {
    let time = text.split_once(['T', 't', ' ']).map(|(_, time)| time);
    let clock = time.into_iter().flat_map(str::chars);
    let clock = clock.take_while(|&c| c.is_ascii_digit() || c == ':');
    let digits: String = clock.filter(|&c| c != ':').collect();
    digits.get(4..6) == Some("60")
}

/// Returns the second of the time, or the problem and the advice.
pub(super) fn resolve(time: DateTime, moment: &Moment) -> Result<EpochSeconds, (String, String)> {
    let Some((name, zone)) = moment.named_zone() else {
        return Err(unnamed(time, moment));
    };
    let instant = match zone.to_ambiguous_timestamp(time).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(time),
        AmbiguousOffset::Gap { before, after } => {
            return Err((
                format!("never was in {name}: the clocks were set forward over it"),
                format!(
                    "Write {} or {}, with its offset.",
                    with_offset(time, before, after),
                    with_offset(time, after, before)
                ),
            ));
        }
        AmbiguousOffset::Fold { before, after } => {
            return Err((
                format!("was twice in {name}: the clocks were set back over it"),
                format!(
                    "Write {} for the first time, or {} for the second.",
                    spelled(time, before),
                    spelled(time, after)
                ),
            ));
        }
    };
    instant
        .ok()
        .and_then(|instant| EpochSeconds::try_from(instant).ok())
        .ok_or_else(|| {
            (
                "is not a whole second between 1970 and 2286".to_owned(),
                "Correct the time.".to_owned(),
            )
        })
}

/// Returns both readings and their distance: the mistake that this prevents is a whole offset wide.
fn unnamed(time: DateTime, moment: &Moment) -> (String, String) {
    let local = moment.zone();
    let utc = spelled(time, Offset::UTC);
    let here = match local.to_ambiguous_timestamp(time).offset() {
        AmbiguousOffset::Unambiguous { offset } => Some(offset),
        AmbiguousOffset::Gap { .. } | AmbiguousOffset::Fold { .. } => None,
    };
    let next = match here {
        Some(offset) if offset != Offset::UTC => format!(
            "Write {utc} if UTC is meant, or {} if local time is meant; they lie {} apart. Or name a zone with --tz.",
            spelled(time, offset),
            distance(offset.seconds().into())
        ),
        _ => format!("Write {utc} if UTC is meant, or name a zone with --tz."),
    };
    ("has no zone".to_owned(), next)
}

fn spelled(time: DateTime, offset: Offset) -> String {
    let text = time.strftime("%Y-%m-%dT%H:%M:%S");
    if offset == Offset::UTC {
        return format!("{text}Z");
    }
    let zoned = TimeZone::fixed(offset).to_zoned_datetime(time);
    zoned.map_or_else(
        |_| text.to_string(),
        |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}

/// Returns a skipped time: it is read with one offset, and shown as the clocks would show it with
/// the other.
fn with_offset(time: DateTime, read: Offset, shown: Offset) -> String {
    let moved = read
        .to_timestamp(time)
        .map(|instant| shown.to_datetime(instant));
    moved.map_or_else(|_| spelled(time, shown), |moved| spelled(moved, shown))
}
