//! Scalars that come as a number, as text or as a boolean.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// A whole number, from a number, an integral float or numeric text.
pub(crate) struct Integer;

/// Any number, from a number or numeric text. The last bit of a long fraction may differ from what
/// the text says.
pub(crate) struct Number;

/// Text, from text, a number or a boolean. A number keeps the digits that came.
pub(crate) struct Text;

/// The name by which a type that is read from [`Text`] asks for it. A deserializer that does not
/// know the name gives whatever it has.
pub(super) const EXACT_TEXT: &str = "$oms_core::values::codec::Text";

/// A boolean, from a boolean or the texts `true` and `false`.
pub(crate) struct Boolean;

impl Integer {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is not a whole number of 64 bits.
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_any(IntegerVisitor)
    }
}

impl Number {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is not a finite number.
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

impl Text {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is null, a list or an object.
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_newtype_struct(
            EXACT_TEXT,
            TextVisitor {
                digits_are_lost: true,
            },
        )
    }

    /// Reads one value in the first reading of a payload.
    ///
    /// # Errors
    ///
    /// As [`Text::read`], and a number whose digits would be lost.
    pub(super) fn read_in_passing<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<String, D::Error> {
        deserializer.deserialize_any(TextVisitor {
            digits_are_lost: false,
        })
    }

    /// Reads the text of one value of JSON, with every digit of a number.
    ///
    /// # Errors
    ///
    /// As [`Text::read`].
    pub(super) fn of_json(json: &str) -> Result<String, serde_json::Error> {
        let unexpected = match json.as_bytes().first() {
            Some(b'"') => return serde_json::from_str(json),
            Some(b'[') => Unexpected::Seq,
            Some(b'{') => Unexpected::Map,
            Some(b'n') => Unexpected::Unit,
            _ => return Ok(json.to_owned()),
        };
        let expected = TextVisitor {
            digits_are_lost: false,
        };
        Err(Error::invalid_type(unexpected, &expected))
    }
}

impl Boolean {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is neither a boolean nor `true` or `false` as text.
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(BooleanVisitor)
    }
}

/// The bound of the whole numbers that a float tells apart, two to the power of 51. Floats count
/// two bits further, and reading one from JSON may be off by its last bit and a half.
pub(super) const VAGUE: f64 = 2_251_799_813_685_248.0;

/// Reads a float that can be one whole number alone.
pub(crate) fn integral(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && float.abs() < VAGUE).then(|| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range and the absence of a fraction were checked"
        )]
        let whole = float as i64;
        whole
    })
}

/// Reads decimal text, with a fraction only where it is zero.
pub(crate) fn integer_of(text: &str) -> Option<i64> {
    let text = text.trim();
    let whole = match text.split_once('.') {
        Some((whole, fraction))
            if !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0') =>
        {
            whole
        }
        Some(_) => return None,
        None => text,
    };
    whole.parse().ok()
}

/// Reads a number in the form that `serde_json` gives it where any crate of a build switched on
/// `arbitrary_precision`: an object of its own making. Without this, a dependency of the caller's
/// would decide which answers can be read.
fn spelt_out<'de, A: MapAccess<'de>>(
    entries: A,
    visitor: &impl Visitor<'de>,
) -> Result<serde_json::Number, A::Error> {
    serde_json::Number::deserialize(MapAccessDeserializer::new(entries))
        .map_err(|_| A::Error::invalid_type(Unexpected::Map, visitor))
}

struct IntegerVisitor;

impl<'de> Visitor<'de> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or one as text")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::custom("a whole number beyond 64 bits"))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        integral(number)
            .ok_or_else(|| E::custom("a number with a fraction where a whole one is expected"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        integer_of(text).ok_or_else(|| E::custom("text that is no whole number"))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<i64, A::Error> {
        let number = spelt_out(entries, &self)?;
        match integer_of(&number.to_string()) {
            Some(whole) => Ok(whole),
            None => self.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
        }
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or one as text")
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a field of this type is declared to be a float"
    )]
    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a field of this type is declared to be a float"
    )]
    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(E::custom("text that is no number")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<f64, A::Error> {
        let number = spelt_out(entries, &self)?.as_f64();
        number.ok_or_else(|| A::Error::custom("a number beyond 64 bits"))
    }
}

struct TextVisitor {
    /// `true` where a number has no other spelling left than that of a float.
    digits_are_lost: bool,
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = String;

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<String, D::Error> {
        inner.deserialize_any(self)
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a number or boolean in its place")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<String, E> {
        if self.digits_are_lost {
            return Ok(number.to_string());
        }
        Err(E::custom("a number whose digits would be lost"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<String, A::Error> {
        spelt_out(entries, &self).map(|number| number.to_string())
    }
}

struct BooleanVisitor;

impl Visitor<'_> for BooleanVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        match text {
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(E::custom("text that is neither true nor false")),
        }
    }
}
