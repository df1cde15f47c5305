//! A call that was accepted, before and after its payload is read.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::call::observe::Observer;
use crate::call::state::ClientState;
use crate::error::Context;
use crate::values::codec::lenient;
use crate::{Error, Fault, Meta, Unreadable};

/// The result of a call that was accepted: the action's own answer, and what the envelope says
/// around it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The action's own answer.
    pub data: T,
    /// The envelope's and the transport's account around it.
    pub meta: Meta,
}

impl<T> Reply<T> {
    pub(crate) fn new(data: T, meta: Meta) -> Self {
        Self { data, meta }
    }
}

/// A call that was accepted: no failure to read its payload can take that back.
pub(crate) struct Accepted {
    pub(crate) client: Arc<ClientState>,
    pub(crate) context: Context,
    pub(crate) meta: Meta,
    pub(crate) body: Bytes,
    /// The place of the payload in the body; empty where it is missing.
    pub(crate) payload: Range<usize>,
    pub(crate) observer: Observer,
}

impl Accepted {
    /// Reads the payload; a missing one reads as null.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<Reply<T>, Error> {
        match lenient::from_str(self.payload()) {
            Ok(data) => {
                self.observer.accepted(&self.context, &self.meta);
                Ok(Reply::new(data, self.meta))
            }
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    pub(crate) fn payload(&self) -> &str {
        self.body
            .get(self.payload.clone())
            .and_then(|payload| std::str::from_utf8(payload).ok())
            .filter(|payload| !payload.is_empty())
            .unwrap_or("null")
    }

    fn unreadable(self, error: &serde_json::Error) -> Error {
        let path = crate::values::json_path::at(self.payload(), error.line(), error.column());
        // The parser quotes what it found, such as a key that reads like the credentials only once
        // its escapes are undone.
        let fault = Fault::new(error.to_string()).redacted(&self.client.redactor);
        let error = Error::from(Unreadable::new(
            self.context,
            path,
            self.meta,
            self.body,
            fault,
        ));
        self.observer.failed(&error);
        error
    }
}
