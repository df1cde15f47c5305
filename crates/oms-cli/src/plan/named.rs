//! A thing as it is named on the command line: by its ID, or by a name that leads to it.

use std::fmt::Display;
use std::str::FromStr;

use oms_client::Shown;

use super::subject::SubjectKind;
use crate::failure::Failure;

/// A name or an ID as it was typed, and the ID once it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    text: String,
    id: Option<String>,
}

impl Named {
    /// Reads a name or an ID. A text that begins as an ID must keep the rules of one.
    pub(crate) fn read<T: FromStr<Err: Display>>(
        text: &str,
        kind: &SubjectKind,
    ) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("is empty".to_owned());
        }
        let named = Self {
            text: text.to_owned(),
            id: None,
        };
        if named.is_id_of(kind) {
            text.parse::<T>().map_err(|invalid| invalid.to_string())?;
        }
        Ok(named)
    }

    /// Makes a reference to a subject by its ID.
    pub(crate) fn of_id(id: String) -> Self {
        Self {
            text: id.clone(),
            id: Some(id),
        }
    }

    /// Returns the text that was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Puts the ID in the place of the text.
    pub(crate) fn settle(&mut self, id: String) {
        self.id = Some(id);
    }

    /// Returns whether it is taken for an ID without a look: it begins as one.
    pub(crate) fn is_id_of(&self, kind: &SubjectKind) -> bool {
        self.id.is_some() || kind.is_id(&self.text)
    }

    /// Returns the ID, for the flag of this name.
    pub(crate) fn id<T: FromStr<Err: Display>>(&self, flag: &str) -> Result<T, Failure> {
        let text = self.id.as_deref().unwrap_or(&self.text);
        text.parse().map_err(|invalid: T::Err| {
            Failure::usage(
                format!("{flag}: `{}` {invalid}", Shown(text)),
                "See --help.",
            )
        })
    }

    /// Returns the IDs of several.
    pub(crate) fn ids<T: FromStr<Err: Display>>(
        flag: &str,
        names: &[Self],
    ) -> Result<Vec<T>, Failure> {
        names.iter().map(|name| name.id(flag)).collect()
    }

    /// Returns the ID of a subject that was named in one of two ways: by itself, or behind its
    /// flag.
    pub(crate) fn either<T: FromStr<Err: Display>>(
        flag: &str,
        alone: Option<&Self>,
        flagged: Option<&Self>,
    ) -> Result<T, Failure> {
        let named = alone.or(flagged);
        let named = named.ok_or_else(|| {
            Failure::usage(
                format!("{flag} is missing"),
                "Name it, with or without the flag.",
            )
        })?;
        named.id(flag)
    }
}
