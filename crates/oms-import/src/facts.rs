//! The facts that a page states about an action.

use serde::{Deserialize, Serialize};

use crate::prose::Said;
use crate::shown::Shown;

/// Which product a page is about. The service has two, with versions of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// The product that is sold.
    Enterprise,
    /// The product that is free.
    Community,
}

impl Edition {
    /// The word for it in names of files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Community => "community",
        }
    }
}

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// The word for it in names of files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// A statement with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The statement.
    pub text: String,
    /// Number of the line, from 1.
    pub line: usize,
}

/// The facts that a page states about one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The value of `Action=`.
    pub action: String,
    /// The line that names it.
    pub line: usize,
    /// The method and the path, such as `POST /api/v2`, or the path alone; behind it, the keys of
    /// the query besides `Action`.
    pub address: Option<Stated>,
    /// The title, which may name another action.
    pub title: Option<String>,
    /// Which product it is about.
    pub edition: Edition,
    /// The language that it is written in.
    pub language: Language,
    /// The first version that has the action, such as `4.1.1`.
    pub since: Option<Stated>,
    /// The date that the page bears, as `YYYY-MM-DD`.
    pub updated: Option<Stated>,
    /// True if the whole page was read.
    pub complete: bool,
    /// The parameters.
    pub request: Vec<Field>,
    /// The fields of the envelope, without the payload.
    pub envelope: Vec<Field>,
    /// The payload.
    pub data: Option<Field>,
    /// The forms of the appendix, by name.
    pub forms: Vec<Form>,
    /// The examples, in order.
    pub examples: Vec<Example>,
}

/// A row of a table, with what it consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// The type word of the table, unchanged; empty if the cell is.
    pub type_word: String,
    /// The statements of its description.
    pub said: Said,
    /// Its parts.
    pub fields: Vec<Field>,
    /// Its parts by the value of a field beside it.
    pub variants: Vec<Variant>,
}

/// The parts of a field if a field beside it has one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The values.
    pub tags: Vec<String>,
    /// The parts of the field.
    pub fields: Vec<Field>,
}

/// A form of the appendix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its heading, such as `Kafka`.
    pub name: String,
    /// The field that has this form, where the example names it.
    pub of: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
}

/// Which half of an exchange an example shows, or which form of the appendix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Half {
    /// The parameters.
    Request,
    /// The answer.
    Response,
    /// A form of the appendix, by name.
    Form(String),
}

/// An example of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The half of the exchange, or the form, that it shows.
    pub half: Half,
    /// Number of its first line, from 1.
    pub line: usize,
    /// The kinds and digests by path; `None` if it cannot be read.
    pub shown: Option<Shown>,
    /// True if it is JSON without any repair.
    pub is_json: bool,
    /// The text; it is never written down.
    pub(crate) text: String,
}

impl Example {
    /// The value, read as leniently as its page is written.
    #[must_use]
    pub fn value(&self) -> Option<serde_json::Value> {
        crate::shown::lenient(&self.text).map(|(value, _)| value)
    }
}

impl Facts {
    /// The method and the path, as far as the page states them.
    #[must_use]
    pub fn method_and_path(&self) -> (Option<&str>, Option<&str>) {
        let Some(address) = &self.address else {
            return (None, None);
        };
        match address.text.split_once(' ') {
            Some((method, path)) => (Some(method), Some(path)),
            None => (None, Some(&address.text)),
        }
    }
}
