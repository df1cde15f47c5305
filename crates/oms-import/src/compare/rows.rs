//! The differences of a field that both records have.

use super::{Against, Change, Class, change};
use crate::prose::{Given, Said, Unit};
use crate::record::Known;

/// Something that a description states of a field, in words.
type Statement = (Class, Option<String>);

pub(super) fn compare(old: &Known, new: &Known, against: Against<'_>, changes: &mut Vec<Change>) {
    let is_spec = matches!(against, Against::Spec(_));
    if let Some(before) = &old.type_word
        && !same_word(
            before,
            new.type_word.as_deref().unwrap_or_default(),
            is_spec,
        )
    {
        changes.push(change(Class::TypeWord, new, Some(old), Some(new)));
    }
    let (before, after) = match against {
        Against::Page => (statements(&old.said), statements(&new.said)),
        Against::Spec(_) => {
            let stated = as_the_spec_counts(new, &old.said);
            (statements(&old.said), statements(&stated))
        }
    };
    for ((class, before), (_, after)) in before.into_iter().zip(after) {
        // The spec knows more than one page: only what the page does state can disagree with it.
        let silent = is_spec && after.is_none();
        if before == after || silent {
            continue;
        }
        let state = |words: Option<String>, row: &Known| {
            let words = words.unwrap_or_else(|| "none".to_owned());
            (words, Some(row.place.clone()))
        };
        let (before, after) = (state(before, old), state(after, new));
        changes.push(Change::new(class, &new.at, before, after));
    }
}

/// True if two type words mean the same. Pages of two editions write `String` and `string`, and the
/// spec keeps one of them; it has no word for the number of bits in `integer[int32]`.
fn same_word(old: &str, new: &str, is_spec: bool) -> bool {
    let new = new
        .split_once("[int")
        .map_or(new, |(stem, _)| if is_spec { stem } else { new });
    old == new || (is_spec && old.eq_ignore_ascii_case(new))
}

fn statements(said: &Said) -> Vec<Statement> {
    let count = |most: Option<u64>, noun: &str| most.map(|most| format!("at most {most} {noun}"));
    vec![
        (Class::Enumeration, values(said)),
        (Class::Default, said.default.clone()),
        (
            Class::Limit,
            said.minimum
                .as_ref()
                .map(|least| format!("at least {least}")),
        ),
        (
            Class::Limit,
            said.maximum.as_ref().map(|most| format!("at most {most}")),
        ),
        (Class::Limit, count(said.max_length, "characters")),
        (Class::Limit, count(said.max_items, "items")),
        (Class::Limit, said.no_blanks.then(|| "no blanks".to_owned())),
        (
            Class::Presence,
            said.presence.map(|given| words_of(given).to_owned()),
        ),
        (Class::Form, said.base64.then(|| "Base64".to_owned())),
        (
            Class::Form,
            said.unit.map(|unit| unit_words(unit).to_owned()),
        ),
    ]
}

fn words_of(given: Given) -> &'static str {
    match given {
        Given::Required => "required",
        Given::RequiredIf => "required under a condition",
        Given::Optional => "optional",
    }
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::EpochSeconds => "seconds since 1970",
        Unit::Utc => "UTC",
        Unit::Hours => "hours",
        Unit::Seconds => "seconds",
        Unit::Milliseconds => "milliseconds",
    }
}

fn values(said: &Said) -> Option<String> {
    let sorted = |values: &[String]| {
        let mut sorted = values.to_vec();
        sorted.sort();
        sorted.join(", ")
    };
    let mut parts = Vec::new();
    if !said.values.is_empty() {
        parts.push(sorted(&said.values));
    }
    let listed = said.values_where.iter();
    parts.extend(listed.map(|(tag, values)| format!("where {tag}: {}", sorted(values))));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The page's statements that the spec could contradict, in the spec's units.
fn as_the_spec_counts(new: &Known, spec: &Said) -> Said {
    let mut said = new.said.clone();
    // Values that the spec has from other pages, the default of a field that is never left out, and
    // conditions that the spec cannot say contradict nothing.
    if said.values.iter().all(|value| spec.values.contains(value)) {
        said.values.clone_from(&spec.values);
    }
    said.values_where.clone_from(&spec.values_where);
    if [said.presence, spec.presence] == [Some(Given::Required); 2] {
        said.default = None;
    }
    if said.presence == Some(Given::RequiredIf) && spec.presence != Some(Given::Required) {
        said.presence = None;
    }
    if !new.at.starts_with("request.") {
        // Defaults and limits are rules for a request; the spec has no words for them in an answer.
        let (values, base64, unit) = (said.values, said.base64, said.unit);
        said = Said {
            values,
            base64,
            unit,
            ..Said::default()
        };
        said.values_where.clone_from(&spec.values_where);
    }
    let unit = spec.unit.or(said.unit);
    let amount = |text: Option<String>| text.map(|text| amount(&text, unit));
    said.default = amount(said.default.take());
    said.minimum = amount(said.minimum.take());
    said.maximum = amount(said.maximum.take());
    // Seconds since 1970 are seconds as well.
    let more_exact = spec.unit == Some(Unit::EpochSeconds) && said.unit == Some(Unit::Seconds);
    if spec.unit.is_none() || more_exact {
        said.unit = spec.unit;
    }
    said
}

/// An amount of time in the spec's unit, as `168` for `7 days` in hours.
pub(crate) fn amount(text: &str, unit: Option<Unit>) -> String {
    let in_seconds = |word: &str| match word {
        "days" => Some(86_400),
        "hours" => Some(3_600),
        "minutes" => Some(60),
        "seconds" => Some(1),
        _ => None,
    };
    let counted = || {
        let (number, word) = text.split_once(' ')?;
        let seconds = number.parse::<u64>().ok()?.checked_mul(in_seconds(word)?)?;
        let divisor = match unit? {
            Unit::Hours => 3_600,
            Unit::Seconds | Unit::EpochSeconds | Unit::Utc => 1,
            Unit::Milliseconds => return seconds.checked_mul(1_000),
        };
        Some(seconds / divisor)
    };
    counted().map_or_else(|| text.to_owned(), |number| number.to_string())
}
