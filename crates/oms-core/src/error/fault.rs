//! The cause below an error, as text: no type of a library that this crate happens to use is part
//! of its API.

use std::error::Error;
use std::fmt;

use crate::text::redact::Redactor;
use crate::text::shown::Shown;

/// The cause below an error: a link of the chain that [`std::error::Error::source`] walks.
#[derive(Clone)]
pub struct Fault {
    text: String,
    source: Option<Box<Fault>>,
}

impl Fault {
    /// A fault that has nothing below it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            source: None,
        }
    }

    /// The same without the credentials, all the way down.
    pub(crate) fn redacted(mut self, redactor: &Redactor) -> Self {
        let mut link = Some(&mut self);
        while let Some(fault) = link {
            fault.text = redactor.redact(std::mem::take(&mut fault.text));
            link = fault.source.as_deref_mut();
        }
        self
    }

    /// Takes over the texts of an error and of everything below it.
    #[must_use]
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        /// Deeper chains are loops in practice.
        const DEEPEST: usize = 16;
        let texts: Vec<String> = std::iter::successors(Some(error), |&error| error.source())
            .take(DEEPEST)
            .map(ToString::to_string)
            .collect();
        let chain = texts.into_iter().rev().fold(None, |below, text| {
            Some(Self {
                text,
                source: below.map(Box::new),
            })
        });
        chain.unwrap_or_else(|| Self::new("unknown fault"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(&self.text))
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", Shown(&self.text))?;
        match &self.source {
            Some(source) => write!(f, " <- {source:?}"),
            None => Ok(()),
        }
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|fault| fault as _)
    }
}
