//! A further reading of a payload whose first one failed.
//!
//! It takes two things that cost more than the first reading may. A number that is read as text
//! keeps the digits that came. And an optional field of an odd type is passed over and kept as it
//! came, so that one field does not make a whole page unreadable.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned, Error};
use serde_json::value::RawValue;

use super::Text;
use super::lenient::read;

/// The most bytes that are read of one payload, all readings together: each of them finds one odd
/// field more.
const MOST_BYTES: usize = 32 << 20;

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
    let mut odd: Vec<usize> = Vec::new();
    let mut left = MOST_BYTES;
    loop {
        let again = Again::passing_over(json, &odd);
        let error = match read(json, Some(&again)) {
            Ok(value) => return Ok((value, again.kept.take())),
            Err(error) => error,
        };
        let Some(failed) = again.failed.get() else {
            return Err(error);
        };
        left = left.checked_sub(json.len()).ok_or(error)?;
        let place = odd.partition_point(|&known| known < failed);
        odd.insert(place, failed);
    }
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

    /// An error just before a value. The parser has passed the value, and takes the place
    /// from the end of the message.
    pub(super) fn refusal<E: Error>(&self, raw: &str, error: &serde_json::Error) -> E {
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or_default();
        error_at(self.json, self.place_of(raw), text)
    }

    fn place_of(&self, raw: &str) -> usize {
        let place = raw.as_ptr().addr().checked_sub(self.json.as_ptr().addr());
        place.unwrap_or_default()
    }
}

/// An error at the byte of a text where a value begins.
pub(crate) fn error_at<E: Error>(json: &str, place: usize, text: &str) -> E {
    let before = json.get(..place).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    E::custom(format_args!("{text} at line {line} column {column}"))
}
