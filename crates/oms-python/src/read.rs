//! The text of an answer to values of Python, without anything in between.

use std::fmt;

use oms_client::{EpochSeconds, UtcDateTime};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyString};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::reader::{Reader, Shape};

/// Reads a JSON text. It fails where the text is not as the reader expects it.
pub(crate) fn read<'py>(
    py: Python<'py>,
    reader: &Reader,
    text: &str,
    beside: Option<&Bound<'py, PyDict>>,
) -> serde_json::Result<Bound<'py, PyAny>> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Reading::of(py, reader, beside).deserialize(&mut json)?;
    json.end()?;
    Ok(value)
}

/// Reads a JSON text as `json.loads` does.
pub(crate) fn decoded<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECODE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DECODE.import(py, "json", "loads")?.call1((text,))
}

/// A value that is about to be read.
#[derive(Clone, Copy)]
struct Reading<'a, 'py> {
    py: Python<'py>,
    reader: &'a Reader,
    /// The fields beside the value that have been read, by their names in Python.
    beside: Option<&'a Bound<'py, PyDict>>,
    /// Says whether null is `None`. In a list or a map, the codec of Python has to be asked.
    may_be_null: bool,
}

impl<'a, 'py> Reading<'a, 'py> {
    /// A whole answer, or the value of a field.
    const fn of(
        py: Python<'py>,
        reader: &'a Reader,
        beside: Option<&'a Bound<'py, PyDict>>,
    ) -> Self {
        Self {
            py,
            reader,
            beside,
            may_be_null: true,
        }
    }

    /// The same for an item of the value.
    fn item(&self, reader: &'a Reader) -> Self {
        Self {
            reader,
            may_be_null: false,
            ..*self
        }
    }

    /// Reads what is kept as a text until then.
    fn kept(&self, text: &str) -> Result<Bound<'py, PyAny>, serde_json::Error> {
        let py = self.py;
        match self.reader {
            Reader::OneOf { by, variants } => {
                let tag = self.tag(by).map_err(serde_json::Error::custom)?;
                let reader = tag.and_then(|tag| variants.get(&tag));
                match reader.map(|reader| read(py, reader, text, None)) {
                    Some(Ok(value)) => Ok(value),
                    // A value that does not fit is kept as it came.
                    _ => decoded(py, text).map_err(serde_json::Error::custom),
                }
            }
            Reader::Other(codec) => decoded(py, text)
                .and_then(|value| {
                    let codec = codec.bind(py);
                    codec.call_method1(intern!(py, "read"), (value, PyDict::new(py)))
                })
                .map_err(serde_json::Error::custom),
            _ => decoded(py, text).map_err(serde_json::Error::custom),
        }
    }

    fn tag(&self, by: &Py<PyString>) -> PyResult<Option<String>> {
        let Some(beside) = self.beside else {
            return Ok(None);
        };
        let value = beside.get_item(by.bind(self.py))?;
        value.map(|value| value.str()?.extract()).transpose()
    }

    /// Makes an object of a class of a text.
    fn of_text<E: Error>(&self, text: &str) -> Result<Bound<'py, PyAny>, E> {
        let py = self.py;
        match self.reader {
            Reader::Plain => Ok(PyString::new(py, text).into_any()),
            Reader::Member { class, listed } => match listed.get(text) {
                Some(member) => Ok(member.bind(py).clone()),
                None => class.bind(py).call1((text,)).map_err(E::custom),
            },
            Reader::Text(class) => class.bind(py).call1((text,)).map_err(E::custom),
            Reader::Moment(class) => {
                let text = PyString::new(py, text);
                match class.bind(py).call1((&text,)) {
                    Err(error) if error.is_instance_of::<PyValueError>(py) => Ok(text.into_any()),
                    made => made.map_err(E::custom),
                }
            }
            _ => Err(E::custom("a text where none is expected")),
        }
    }

    fn of_number<E: Error>(&self, number: Bound<'py, PyInt>) -> Result<Bound<'py, PyAny>, E> {
        match self.reader {
            Reader::Plain => Ok(number.into_any()),
            Reader::Moment(class) => class.bind(self.py).call1((number,)).map_err(E::custom),
            _ => Err(E::custom("a number where none is expected")),
        }
    }

    fn object<'de, A: MapAccess<'de>>(
        &self,
        shape: &Shape,
        mut map: A,
    ) -> Result<Bound<'py, PyAny>, A::Error> {
        let py = self.py;
        let values = shape.begin(py).map_err(A::Error::custom)?;
        let others = PyDict::new(py);
        let mut late = Vec::new();
        let (mut expected, mut required) = (0, 0);
        while let Some(name) = map.next_key_seed(Name { shape, expected })? {
            let (at, field) = match name {
                Named::Field(at, field) => (at, field),
                Named::Other(name) => {
                    let text: &RawValue = map.next_value()?;
                    let value = decoded(py, text.get());
                    let set = value.and_then(|value| others.set_item(name, value));
                    set.map_err(A::Error::custom)?;
                    continue;
                }
            };
            expected = at + 1;
            required += usize::from(field.is_required);
            if field.looks_beside {
                late.push((field, map.next_value::<&RawValue>()?));
                continue;
            }
            let value = map.next_value_seed(Reading::of(py, &field.reader, None))?;
            let set = values.set_item(field.name.bind(py), value);
            set.map_err(A::Error::custom)?;
        }
        for (field, text) in late {
            let value = read(py, &field.reader, text.get(), Some(&values));
            let value = value.map_err(A::Error::custom)?;
            let set = values.set_item(field.name.bind(py), value);
            set.map_err(A::Error::custom)?;
        }
        let made = values.set_item(intern!(py, "other_fields"), others);
        made.and_then(|()| shape.made(&values, required))
            .map_err(A::Error::custom)
    }
}

impl<'de, 'py> DeserializeSeed<'de> for Reading<'_, 'py> {
    type Value = Bound<'py, PyAny>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        match self.reader {
            Reader::Any | Reader::OneOf { .. } | Reader::Other(_) => {
                let text: &RawValue = serde::Deserialize::deserialize(json)?;
                if text.get() == "null" && self.may_be_null {
                    return Ok(self.py.None().into_bound(self.py));
                }
                self.kept(text.get()).map_err(D::Error::custom)
            }
            _ => json.deserialize_any(self),
        }
    }
}

impl<'de, 'py> Visitor<'de> for Reading<'_, 'py> {
    type Value = Bound<'py, PyAny>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of the answer")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        if !self.may_be_null {
            return Err(E::custom("null where none is expected"));
        }
        Ok(self.py.None().into_bound(self.py))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        match self.reader {
            Reader::Plain => Ok(PyBool::new(self.py, value).to_owned().into_any()),
            _ => Err(E::custom("a truth value where none is expected")),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.of_number(PyInt::new(self.py, value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.of_number(PyInt::new(self.py, value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        self.of_text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let Reader::List(of) = self.reader else {
            return Err(A::Error::custom("a list where none is expected"));
        };
        let list = PyList::empty(self.py);
        while let Some(item) = items.next_element_seed(self.item(of))? {
            list.append(item).map_err(A::Error::custom)?;
        }
        Ok(list.into_any())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let py = self.py;
        match self.reader {
            Reader::Object(object) => {
                let shape = object.shape(py).map_err(A::Error::custom)?;
                self.object(shape, map)
            }
            Reader::Map(of) => {
                let values = PyDict::new(py);
                while let Some(name) = map.next_key::<String>()? {
                    let value = map.next_value_seed(self.item(of))?;
                    values.set_item(name, value).map_err(A::Error::custom)?;
                }
                Ok(values.into_any())
            }
            _ => Err(A::Error::custom("an object where none is expected")),
        }
    }
}

/// The seconds since 1970 that a date and a time name, as the client reads them.
#[pyfunction]
pub(crate) fn epoch_seconds(text: &str) -> Option<i64> {
    let text = StrDeserializer::<ValueError>::new(text);
    let moment = UtcDateTime::deserialize(text).ok()?.epoch_seconds();
    moment.map(EpochSeconds::get)
}

/// The name of a field that is about to be read.
#[derive(Clone, Copy)]
struct Name<'a> {
    shape: &'a Shape,
    /// The field that comes next where none is left out: answers have them in their order.
    expected: usize,
}

enum Named<'a> {
    Field(usize, &'a crate::reader::Field),
    Other(String),
}

impl<'a> Visitor<'_> for Name<'a> {
    type Value = Named<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let fields = &self.shape.fields;
        let from_expected = fields.iter().enumerate().cycle().skip(self.expected);
        let mut each = from_expected.take(fields.len());
        Ok(match each.find(|(_, field)| field.wire_name == name) {
            Some((at, field)) => Named::Field(at, field),
            None => Named::Other(name.to_owned()),
        })
    }
}

impl<'a, 'de> DeserializeSeed<'de> for Name<'a> {
    type Value = Named<'a>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}
