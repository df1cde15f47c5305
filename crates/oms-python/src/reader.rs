//! How an answer becomes values of Python: what the generated module says of each type, once.

use std::collections::{HashMap, HashSet};

use pyo3::exceptions::PyValueError;
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
    pub(crate) is_required: bool,
}

impl Field {
    fn of(
        row: &Bound<'_, PyAny>,
        names: &HashMap<String, Py<PyString>>,
        required: &HashSet<String>,
    ) -> PyResult<Self> {
        let py = row.py();
        let wire_name: String = row.getattr(intern!(py, "wire_name"))?.extract()?;
        let name: String = row.getattr(intern!(py, "name"))?.extract()?;
        let reader = Reader::of(&row.getattr(intern!(py, "codec"))?, names)?;
        Ok(Self {
            is_required: required.contains(&name),
            name: PyString::intern(py, &name).unbind(),
            looks_beside: reader.looks_beside(),
            wire_name,
            reader,
        })
    }
}

/// A dataclass: its fields, and everything that makes an object of it.
#[pyclass(frozen)]
pub(crate) struct Shape {
    class: Py<PyAny>,
    /// `__new__` of the class. Its `__init__` would take every field apart again.
    new: Py<PyAny>,
    /// The values of an object of which nothing is known yet, in the order of the class.
    template: Py<PyDict>,
    /// How many fields have no default.
    required: usize,
    pub(crate) fields: Vec<Field>,
}

#[pymethods]
impl Shape {
    #[new]
    fn new(class: &Bound<'_, PyAny>, rows: &Bound<'_, PyAny>) -> PyResult<Self> {
        let names = names(rows)?;
        let (template, required) = template(class)?;
        let mut fields = Vec::new();
        for row in rows.try_iter()? {
            fields.push(Field::of(&row?, &names, &required)?);
        }
        Ok(Self {
            class: class.clone().unbind(),
            new: class.getattr("__new__")?.unbind(),
            template: template.unbind(),
            required: required.len(),
            fields,
        })
    }
}

impl Shape {
    /// The values of a new object.
    pub(crate) fn begin<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.template.bind(py).copy()
    }

    /// Makes the object of its values, of which so many are required ones.
    pub(crate) fn made<'py>(
        &self,
        values: &Bound<'py, PyDict>,
        required: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = values.py();
        if required != self.required {
            return Err(PyValueError::new_err("a required field is missing"));
        }
        let object = self.new.bind(py).call1((self.class.bind(py),))?;
        object.setattr(intern!(py, "__dict__"), values)?;
        Ok(object)
    }
}

/// Returns the names of fields in Python, by those on the wire.
fn names(rows: &Bound<'_, PyAny>) -> PyResult<HashMap<String, Py<PyString>>> {
    let py = rows.py();
    let mut names = HashMap::new();
    for row in rows.try_iter()? {
        let row = row?;
        let name = row.getattr(intern!(py, "name"))?.cast_into::<PyString>()?;
        // As a key of an object, it is compared by its address.
        let name = PyString::intern(py, &name.to_cow()?).unbind();
        names.insert(row.getattr(intern!(py, "wire_name"))?.extract()?, name);
    }
    Ok(names)
}

/// Returns the defaults of a dataclass, and the names of the fields that have none.
fn template<'py>(class: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyDict>, HashSet<String>)> {
    let py = class.py();
    let missing = py.import("dataclasses")?.getattr("MISSING")?;
    let template = PyDict::new(py);
    let mut required = HashSet::new();
    let fields = class.getattr("__dataclass_fields__")?;
    for (name, field) in fields.cast::<PyDict>()? {
        let default = field.getattr("default")?;
        if !default.is(&missing) {
            template.set_item(name, default)?;
            continue;
        }
        // The one default that is made anew for each object is that of the other fields.
        if field.getattr("default_factory")?.is(&missing) {
            required.insert(name.extract()?);
        }
        template.set_item(name, py.None())?;
    }
    Ok((template, required))
}
