//! A further reading of a payload whose first one failed.
//!
//! It takes two things that cost more than the first reading may. A number that is read as text
//! keeps the digits that came. And an optional field of an odd type is passed over and kept as it
//! came, so that one field does not make a whole page unreadable.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned, Error, Visitor};
use serde_json::value::RawValue;

use super::Text;
use super::lenient::read;

/// The most bytes that are read of one payload by each of the two ways to find its odd fields, item
/// by item and one by one, all readings together. It is enough for fifteen odd fields in every item
/// of a list.
fn most_bytes(json: &str) -> usize {
    json.len().saturating_mul(16).max(32 << 20)
}

/// One further reading.
pub(super) struct Again<'j> {
    json: &'j str,
    /// The optional fields that are passed over, by their number in the order of reading.
    odd: &'j [usize],
    /// The number of optional fields that were met.
    met: Cell<usize>,
    /// The innermost optional field in which the reading failed.
    failed: Cell<Option<usize>>,
    /// The places of the values that were passed over.
    kept: RefCell<Vec<Range<usize>>>,
}

/// Reads a JSON text, and gives the places of the optional values in it that had to be passed over.
///
/// # Errors
///
/// The text does not fit the type, for another reason than an optional field of an odd type.
pub(crate) fn forgivingly<T: DeserializeOwned>(
    json: &str,
) -> Result<(T, Vec<Range<usize>>), serde_json::Error> {
    if let Ok(value) = read(json, None) {
        return Ok((value, Vec::new()));
    }
    // Digits that must be kept need no more than this.
    if let Ok(value) = read(json, Some(&Again::exact(json))) {
        return Ok((value, Vec::new()));
    }
    match item_by_item(json, &mut most_bytes(json)) {
        Some(found) => Ok(found),
        None => one_by_one(json, &mut most_bytes(json)),
    }
}

/// Finds the odd fields one after the other, each by a reading of the whole text.
fn one_by_one<T: DeserializeOwned>(
    json: &str,
    left: &mut usize,
) -> Result<(T, Vec<Range<usize>>), serde_json::Error> {
    let mut odd: Vec<usize> = Vec::new();
    loop {
        let again = Again::passing_over(json, &odd);
        let error = match read(json, Some(&again)) {
            Ok(value) => return Ok((value, again.kept.take())),
            Err(error) => error,
        };
        let Some(failed) = again.failed.get() else {
            return Err(error);
        };
        *left = left.checked_sub(json.len()).ok_or(error)?;
        // A reading stops where it fails, so that the later ones are in the field that failed. They
        // are no longer met once it is passed over, and others have their numbers.
        odd.truncate(odd.partition_point(|&known| known < failed));
        odd.push(failed);
    }
}

/// Finds the odd fields beside the payload's list and then in each item of it alone, because a page
/// of many items with an odd field in each of them would be read as often as it has items. `None`
/// where that does not tell.
fn item_by_item<T: DeserializeOwned>(
    json: &str,
    left: &mut usize,
) -> Option<(T, Vec<Range<usize>>)> {
    let list = list_in(json)?;
    let items: Vec<&RawValue> = serde_json::from_str(json.get(list.clone())?).ok()?;
    if items.len() < 2 {
        return None;
    }
    let mut places = odd_around::<T>(json, &list, left)?;
    if !places.is_empty()
        && let Some(value) = without_odd(json, &places)
    {
        return Some((value, places));
    }
    places.extend(odd_in_items::<T>(json, &list, &items, &places, left)?);
    places.sort_by_key(|place| place.start);
    Some((without_odd(json, &places)?, places))
}

/// Reads a text with null in the places of its odd fields.
fn without_odd<T: DeserializeOwned>(json: &str, places: &[Range<usize>]) -> Option<T> {
    let mended = with_nulls(json, &(0..json.len()), places);
    read(&mended, Some(&Again::exact(&mended))).ok()
}

/// Finds the odd fields in each item of the list alone, beside those around it.
fn odd_in_items<T: DeserializeOwned>(
    json: &str,
    list: &Range<usize>,
    items: &[&RawValue],
    around: &[Range<usize>],
    left: &mut usize,
) -> Option<Vec<Range<usize>>> {
    let before = with_nulls(json, &(0..list.start), around);
    let behind = with_nulls(json, &(list.end..json.len()), around);
    // The rest around the list is read with each item, which may be more than there is to read.
    let rest = before.len() + behind.len();
    if rest.saturating_mul(items.len()) > *left {
        return None;
    }
    let at = before.len() + 1;
    let mut places = Vec::new();
    for item in items {
        let item = item.get();
        let alone = format!("{before}[{item}]{behind}");
        *left = left.checked_sub(alone.len())?;
        let (_, odd) = one_by_one::<T>(&alone, left).ok()?;
        let start = place_in(json, item);
        for place in odd {
            // Elsewhere, it is the list itself.
            if place.start < at || place.end > at + item.len() {
                return None;
            }
            places.push(start + place.start - at..start + place.end - at);
        }
    }
    Some(places)
}

/// Finds the odd fields beside the list, by a reading without its items.
fn odd_around<T: DeserializeOwned>(
    json: &str,
    list: &Range<usize>,
    left: &mut usize,
) -> Option<Vec<Range<usize>>> {
    let (before, behind) = (json.get(..list.start)?, json.get(list.end..)?);
    let empty = format!("{before}[]{behind}");
    let (_, odd) = one_by_one::<T>(&empty, left).ok()?;
    let left_out = list.len().checked_sub(2)?;
    let places = odd.into_iter().map(|place| {
        if place.end <= list.start {
            return Some(place);
        }
        let is_behind = place.start >= list.start + 2;
        is_behind.then(|| place.start + left_out..place.end + left_out)
    });
    places.collect()
}

/// The place of the list that a payload is, or of the longest one that is a member of it.
fn list_in(json: &str) -> Option<Range<usize>> {
    let payload = json.trim();
    let list = if payload.starts_with('[') {
        payload
    } else {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(payload).ok()?;
        let lists = members.into_values().map(RawValue::get);
        lists
            .filter(|member| member.starts_with('['))
            .max_by_key(|member| member.len())?
    };
    let start = place_in(json, list);
    Some(start..start + list.len())
}

/// A part of a text, with null in these places.
fn with_nulls(json: &str, part: &Range<usize>, places: &[Range<usize>]) -> String {
    let mut text = String::with_capacity(part.len());
    let mut from = part.start;
    for place in places {
        if part.start <= place.start && place.end <= part.end {
            text.push_str(json.get(from..place.start).unwrap_or_default());
            text.push_str("null");
            from = place.end;
        }
    }
    text.push_str(json.get(from..part.end).unwrap_or_default());
    text
}

/// The place of a part of a text in it.
fn place_in(json: &str, part: &str) -> usize {
    let place = part.as_ptr().addr().checked_sub(json.as_ptr().addr());
    place.unwrap_or_default()
}

impl<'j> Again<'j> {
    /// A reading that keeps digits and passes nothing over.
    pub(super) const fn exact(json: &'j str) -> Self {
        Self::passing_over(json, &[])
    }

    const fn passing_over(json: &'j str, odd: &'j [usize]) -> Self {
        Self {
            json,
            odd,
            met: Cell::new(0),
            failed: Cell::new(None),
            kept: RefCell::new(Vec::new()),
        }
    }

    /// Counts an optional field.
    pub(super) fn enter(&self) -> usize {
        self.met.replace(self.met.get() + 1)
    }

    /// Returns `true` if this optional field failed in an earlier reading.
    pub(super) fn passes_over(&self, field: usize) -> bool {
        self.odd.binary_search(&field).is_ok()
    }

    /// Notes that the reading failed in this optional field, unless it failed inside of another
    /// one in it.
    pub(super) fn failed_at(&self, field: usize) {
        if self.failed.get().is_none() {
            self.failed.set(Some(field));
        }
    }

    /// Takes the value that comes next as it is.
    pub(super) fn keep<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let start = self.place_of(raw);
        self.kept.borrow_mut().push(start..start + raw.len());
        Ok(())
    }

    /// Reads the text that comes next, with every digit of a number.
    pub(super) fn text<'de, D: Deserializer<'de>>(
        &self,
        deserializer: D,
    ) -> Result<String, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        Text::of_json(raw).map_err(|error| self.refusal(raw, &error))
    }

    /// Reads the value that comes next by itself, so that a failure is told of the value. The
    /// parser would tell of a place inside of a list where none is due.
    pub(super) fn any<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        &self,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let mut value = serde_json::Deserializer::from_str(raw);
        let read = value.deserialize_any(visitor);
        read.map_err(|error| self.refusal(raw, &error))
    }

    /// An error just before a value. The parser has passed the value, and takes the place
    /// from the end of the message.
    pub(super) fn refusal<E: Error>(&self, raw: &str, error: &serde_json::Error) -> E {
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or_default();
        error_at(self.json, self.place_of(raw), text)
    }

    fn place_of(&self, raw: &str) -> usize {
        place_in(self.json, raw)
    }
}

/// An error at the byte of a text where a value begins.
pub(crate) fn error_at<E: Error>(json: &str, place: usize, text: &str) -> E {
    let before = json.get(..place).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    E::custom(format_args!("{text} at line {line} column {column}"))
}
