//! How an answer becomes values of Python: what the generated module says of each type, once.

use std::collections::HashMap;

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

/// How a value is read.
pub(crate) enum Reader {
    /// A text, a whole number or a truth value is taken as it is.
    Plain,
    /// The decoder of Python reads a value of any form and any number: it loses no digit.
    Any,
    /// A text becomes one of a class, of which those that are listed are there already.
    Member {
        class: Py<PyAny>,
        listed: HashMap<String, Py<PyAny>>,
    },
    /// A value becomes one of a class, and stays as it is where it is none of it.
    Moment(Py<PyAny>),
    /// A text becomes one of a class.
    Text(Py<PyAny>),
    List(Box<Reader>),
    Map(Box<Reader>),
    /// The value of a field beside it, which has this name in Python, says how it is read.
    OneOf {
        by: Py<PyString>,
        variants: HashMap<String, Reader>,
    },
    Object(Object),
    /// The codec of Python reads it.
    Other(Py<PyAny>),
}

/// An object of a class. Classes mention each other, so the fields are looked up when the first
/// object is read.
pub(crate) struct Object {
    codec: Py<PyAny>,
    shape: PyOnceLock<Py<Shape>>,
}

impl Object {
    pub(crate) fn shape(&self, py: Python<'_>) -> PyResult<&Shape> {
        let found = self.shape.get_or_try_init(py, || {
            let shape = self.codec.bind(py).call_method0(intern!(py, "shape"))?;
            PyResult::Ok(shape.cast_into::<Shape>()?.unbind())
        })?;
        Ok(found.get())
    }
}

impl Reader {
    /// Returns how the codec of Python reads. `names` are the names in Python of the fields beside
    /// the value, by those on the wire.
    pub(crate) fn of(
        codec: &Bound<'_, PyAny>,
        names: &HashMap<String, Py<PyString>>,
    ) -> PyResult<Self> {
        let py = codec.py();
        let form: String = codec.getattr(intern!(py, "form"))?.extract()?;
        let inner = || codec.getattr(intern!(py, "of"));
        Ok(match form.as_str() {
            "plain" => Self::Plain,
            "any" => Self::Any,
            "member" => Self::member(&inner()?)?,
            "moment" => Self::Moment(inner()?.unbind()),
            "text" => Self::Text(inner()?.unbind()),
            // Null is read as `None` wherever it stands.
            "maybe" => Self::of(&inner()?, names)?,
            "list" => Self::List(Box::new(Self::of(&inner()?, names)?)),
            "map" => Self::Map(Box::new(Self::of(&inner()?, names)?)),
            "one-of" => Self::one_of(codec, names)?,
            "object" => Self::Object(Object {
                codec: codec.clone().unbind(),
                shape: PyOnceLock::new(),
            }),
            _ => Self::Other(codec.clone().unbind()),
        })
    }

    fn member(class: &Bound<'_, PyAny>) -> PyResult<Self> {
        let members = class.call_method0("members")?;
        let mut listed = HashMap::new();
        for member in members.cast::<PyDict>()?.values() {
            listed.insert(member.extract()?, member.unbind());
        }
        Ok(Self::Member {
            class: class.clone().unbind(),
            listed,
        })
    }

    fn one_of(codec: &Bound<'_, PyAny>, names: &HashMap<String, Py<PyString>>) -> PyResult<Self> {
        let py = codec.py();
        let by: String = codec.getattr("by")?.extract()?;
        let Some(by) = names.get(&by) else {
            return Ok(Self::Other(codec.clone().unbind()));
        };
        let mut variants = HashMap::new();
        for (tag, codec) in codec.getattr("variants")?.cast::<PyDict>()? {
            variants.insert(tag.extract()?, Self::of(&codec, &HashMap::new())?);
        }
        Ok(Self::OneOf {
            by: by.clone_ref(py),
            variants,
        })
    }

    /// Returns whether a field beside the value has to be read before it.
    pub(crate) fn looks_beside(&self) -> bool {
        match self {
            Self::OneOf { .. } => true,
            Self::List(of) | Self::Map(of) => of.looks_beside(),
            _ => false,
        }
    }
}

/// A field of a class.
pub(crate) struct Field {
    /// The name on the wire.
    pub(crate) wire_name: String,
    /// The name in Python.
    pub(crate) name: Py<PyString>,
    pub(crate) reader: Reader,
    pub(crate) looks_beside: bool,
}

/// The fields of a class.
#[pyclass(frozen)]
pub(crate) struct Shape {
    pub(crate) class: Py<PyAny>,
    pub(crate) fields: Vec<Field>,
}

#[pymethods]
impl Shape {
    #[new]
    fn new(class: Py<PyAny>, rows: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = rows.py();
        let mut names = HashMap::new();
        for row in rows.try_iter()? {
            let row = row?;
            let name = row.getattr(intern!(py, "name"))?.cast_into::<PyString>()?;
            // As a keyword, it is compared by its address.
            let name = PyString::intern(py, &name.to_cow()?);
            names.insert(
                row.getattr(intern!(py, "wire_name"))?.extract()?,
                name.unbind(),
            );
        }
        let mut fields = Vec::new();
        for row in rows.try_iter()? {
            let row = row?;
            let wire_name: String = row.getattr(intern!(py, "wire_name"))?.extract()?;
            let reader = Reader::of(&row.getattr(intern!(py, "codec"))?, &names)?;
            let Some(name) = names.get(&wire_name) else {
                continue;
            };
            fields.push(Field {
                name: name.clone_ref(py),
                looks_beside: reader.looks_beside(),
                wire_name,
                reader,
            });
        }
        Ok(Self { class, fields })
    }
}
