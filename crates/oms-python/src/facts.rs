//! An action as the generated Python describes it: how its parameters are written, and how its
//! answer is read.

use std::collections::HashMap;

use oms_client::actions::ACTIONS;
use oms_client::{Effect, Invalid};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyTuple};

use crate::call::{self, Begin, Start};
use crate::ending;
use crate::generated;
use crate::outcome;
use crate::read::{decoded, read};
use crate::reader::Reader;

/// The facts that a client must know of an action.
#[pyclass(frozen)]
pub(crate) struct Facts {
    pub(crate) start: Start,
    /// The name on the wire.
    #[pyo3(get)]
    name: String,
    /// Says whether a call may change something.
    #[pyo3(get)]
    writes: bool,
    rows: Vec<Row>,
    unset: Py<PyAny>,
    answer: Answer,
    items: Answer,
}

/// A parameter.
struct Row {
    /// The name on the wire, as the beginning of a member of an object.
    key: String,
    writer: Writer,
    /// The place of the parameter that chooses the type of this one.
    by: Option<usize>,
    /// Says whether `None` is the same as a parameter that is not given.
    none_is_unset: bool,
    /// Says whether it may be left out.
    may_be_unset: bool,
    /// The row of Python, which writes everything that is not written here, and refuses.
    python: Py<PyAny>,
}

/// The values that are written without Python.
enum Writer {
    Boolean,
    Integer,
    Text,
    Other,
}

/// A reader, and the codec of Python for a text that is not as the reader expects it.
struct Answer {
    reader: Reader,
    codec: Py<PyAny>,
}

#[pymethods]
impl Facts {
    #[new]
    fn new(
        name: String,
        rows: &Bound<'_, PyTuple>,
        answer: &Bound<'_, PyAny>,
        items: &Bound<'_, PyAny>,
        unset: Py<PyAny>,
    ) -> PyResult<Self> {
        Ok(Self {
            start: call::of(generated::CALLS, &name).map_err(refused)?,
            writes: ACTIONS
                .iter()
                .any(|info| info.name() == name && info.effect() == Effect::Write),
            name,
            rows: self::rows(rows)?,
            unset,
            answer: Answer::new(answer)?,
            items: Answer::new(items)?,
        })
    }

    /// Reads the payload of an answer.
    fn answer<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        let _inside = ending::enter(py)?;
        self.answer.read(py, text)
    }

    /// Reads the items of a page.
    fn items<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        let _inside = ending::enter(py)?;
        self.items.read(py, text)
    }
}

impl Facts {
    pub(crate) fn pages(&self) -> Result<Begin, Invalid> {
        call::of(generated::PAGES, &self.name)
    }

    /// Writes the parameters that are given, which are in the order of the rows.
    pub(crate) fn body(&self, values: &Bound<'_, PyTuple>) -> PyResult<String> {
        let _inside = ending::enter(values.py())?;
        let mut body = String::from("{");
        for (row, value) in self.rows.iter().zip(values.iter_borrowed()) {
            let is_unset = row.may_be_unset && value.is(&self.unset);
            if is_unset || (row.none_is_unset && value.is_none()) {
                continue;
            }
            if body.len() > 1 {
                body.push(',');
            }
            body.push_str(&row.key);
            let text = match row.writer.text(&value) {
                Some(text) => text,
                None => row.by_python(&value, values)?,
            };
            body.push_str(&text);
        }
        body.push('}');
        Ok(body)
    }
}

/// Returns the parameters of an action.
fn rows(rows: &Bound<'_, PyTuple>) -> PyResult<Vec<Row>> {
    let names = rows
        .iter()
        .map(|row| row.getattr("wire_name")?.extract())
        .collect::<PyResult<Vec<String>>>()?;
    rows.iter().map(|row| Row::new(&row, &names)).collect()
}

impl Row {
    /// Returns a parameter; `names` are those of all, on the wire.
    fn new(row: &Bound<'_, PyAny>, names: &[String]) -> PyResult<Self> {
        let wire_name: String = row.getattr("wire_name")?.extract()?;
        let form: String = row.getattr("codec")?.getattr("written")?.extract()?;
        let by: Option<String> = row.getattr("by")?.extract()?;
        Ok(Self {
            by: by.and_then(|by| names.iter().position(|name| *name == by)),
            key: format!("{}:", quoted(&wire_name)),
            writer: match form.as_str() {
                "boolean" => Writer::Boolean,
                "integer" => Writer::Integer,
                "text" => Writer::Text,
                _ => Writer::Other,
            },
            none_is_unset: row.getattr("none_is_unset")?.extract()?,
            may_be_unset: row.getattr("may_be_unset")?.extract()?,
            python: row.clone().unbind(),
        })
    }

    /// Returns a value as JSON, or the exception that refuses it. `values` are those of all
    /// parameters.
    fn by_python(&self, value: &Bound<'_, PyAny>, values: &Bound<'_, PyTuple>) -> PyResult<String> {
        let py = value.py();
        let row = self.python.bind(py);
        let tag = self.by.map(|by| values.get_item(by)).transpose()?;
        row.call_method1(intern!(py, "text"), (value, tag))?
            .extract()
    }
}

impl Writer {
    /// Returns a value of the usual type as JSON, and nothing for any other.
    fn text(&self, value: &Bound<'_, PyAny>) -> Option<String> {
        match self {
            Self::Boolean => {
                let value = value.cast_exact::<PyBool>().ok()?;
                Some(value.is_true().to_string())
            }
            Self::Integer => {
                let value: i64 = value.cast_exact::<PyInt>().ok()?.extract().ok()?;
                Some(value.to_string())
            }
            Self::Text => {
                let value = value.cast_exact::<PyString>().ok()?;
                Some(quoted(&value.to_cow().ok()?))
            }
            Self::Other => None,
        }
    }
}

impl Answer {
    fn new(codec: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self {
            reader: Reader::of(codec, &HashMap::new())?,
            codec: codec.clone().unbind(),
        })
    }

    fn read<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(value) = read(py, &self.reader, text, None) {
            return Ok(value);
        }
        let value = decoded(py, text)?;
        let codec = self.codec.bind(py);
        codec.call_method1(intern!(py, "read"), (value, PyDict::new(py)))
    }
}

/// Returns the exception of what is refused before a call begins: its text, and everything that is
/// known as JSON.
pub(crate) fn refused(invalid: Invalid) -> PyErr {
    let text = invalid.to_string();
    let (_, _, about) = outcome::of_invalid(invalid);
    PyValueError::new_err((text, about))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
