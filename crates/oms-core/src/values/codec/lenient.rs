//! Reads whole payloads leniently: a scalar that the type expects is taken in any form that needs
//! no guess.
//!
//! The type itself says what it expects, through serde's hints, so that a type needs no attribute
//! for it. A value that reads itself from anything, such as [`Json`](crate::Json), gets what came.
//! A list in place of an object is refused, which serde takes.
//!
//! Nearly every payload is read in one pass. One that fails is read [again](super::again), with
//! more care.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

use super::again::Again;
use super::one_or_list::{EitherForm, ONE_OR_LIST};
use super::scalars::EXACT_TEXT;
use super::{Boolean, Integer, Number, Text};

/// Reads a JSON text.
pub(crate) fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    read(json, None).or_else(|_| read(json, Some(&Again::exact(json))))
}

/// Reads a JSON text in one pass: the first one, or one with more care.
pub(super) fn read<T: DeserializeOwned>(
    json: &str,
    again: Option<&Again<'_>>,
) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::deserialize(Lenient::new(&mut deserializer, again))?;
    deserializer.end()?;
    Ok(value)
}

/// Is put between a type and what it is read from. It takes the place of the deserializer, and of
/// the seed of a value inside it.
struct Lenient<'a, I> {
    inner: I,
    again: Option<&'a Again<'a>>,
    /// `true` for the value of a field.
    is_field: bool,
}

impl<'a, I> Lenient<'a, I> {
    const fn new(inner: I, again: Option<&'a Again<'a>>) -> Self {
        Self {
            inner,
            again,
            is_field: false,
        }
    }
}

impl<'de, D: Deserializer<'de>> Lenient<'_, D> {
    fn text(self) -> Result<String, D::Error> {
        match self.again {
            None => Text::read_in_passing(self.inner),
            Some(again) => again.text(self.inner),
        }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        match self.again {
            None => self.inner.deserialize_any(visitor),
            Some(again) => again.any(self.inner, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_bool(Boolean::read(self)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_i64(Integer::read(self)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_f64(Number::read(self)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let Self { inner, again, .. } = self;
        let Some(second) = again.filter(|_| self.is_field) else {
            return inner.deserialize_option(Nullable(visitor, again));
        };
        let place = second.enter();
        if second.passes_over(place) {
            second.keep(inner)?;
            return visitor.visit_none();
        }
        let read = inner.deserialize_option(Nullable(visitor, again));
        if read.is_err() {
            second.failed_at(place);
        }
        read
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_seq(List(visitor, self.again))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Object(visitor, self.again))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Object(visitor, self.again))
    }

    /// As it came: this is how serde's raw JSON asks for itself. A transparent newtype does not
    /// pass here.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name == ONE_OR_LIST {
            let raw = <&RawValue>::deserialize(self.inner)?;
            let either = Lenient::new(EitherForm(raw), self.again);
            let read = visitor.visit_newtype_struct(either);
            return read.map_err(|error| match self.again {
                None => D::Error::custom(error),
                Some(again) => again.refusal(raw.get(), &error),
            });
        }
        if name == EXACT_TEXT {
            return visitor.visit_string(self.text()?);
        }
        self.inner.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_ignored_any(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Lenient<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Lenient {
            inner: deserializer,
            again: self.again,
            is_field: self.is_field,
        })
    }
}

/// A value or null.
struct Nullable<'a, V>(V, Option<&'a Again<'a>>);

impl<'de, V: Visitor<'de>> Visitor<'de> for Nullable<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Lenient::new(deserializer, self.1))
    }
}

/// A list. It takes the place of the visitor, and then of the elements.
struct List<'a, I>(I, Option<&'a Again<'a>>);

impl<'de, V: Visitor<'de>> Visitor<'de> for List<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(List(elements, self.1))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for List<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Lenient::new(seed, self.1))
    }
}

/// An object. It takes the place of the visitor, and then of the entries.
struct Object<'a, I>(I, Option<&'a Again<'a>>);

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Object(entries, self.1))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Object<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Lenient {
            inner: seed,
            again: self.1,
            is_field: true,
        })
    }
}
