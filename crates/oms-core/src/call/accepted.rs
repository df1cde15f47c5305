//! A call that was accepted, before and after its payload is read.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::call::credentials::Issue;
use crate::call::observe::Observer;
use crate::call::state::ClientState;
use crate::error::Context;
use crate::text::redact::Redactor;
use crate::values::codec::{self, OneOrList};
use crate::values::json_path;
use crate::{Effect, Error, Fault, Json, Meta, OddField, Unreadable};

/// The result of a call that was accepted: the action's own answer, and what the envelope says
/// around it.
///
/// It is serialized as both; secrets of the answer are then written as they came, as the answer's
/// own type writes them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The action's own answer. A ticket beyond 64 bits reads as zero, which is not its number:
    /// [`number`](Self::number) has that as it came.
    pub data: T,
    /// The envelope's and the transport's account around it.
    pub meta: Meta,
}

impl<T> Reply<T> {
    pub(crate) fn new(data: T, meta: Meta) -> Self {
        Self { data, meta }
    }
}

impl<T: fmt::Display> Reply<T> {
    /// The number that the answer is by itself, such as the ID of a ticket, for people: as it came
    /// where no ID is such a number.
    #[must_use]
    pub fn number(&self) -> String {
        match self.meta.odd_payload() {
            Some(number) => number.get().to_owned(),
            None => self.data.to_string(),
        }
    }
}

/// A call that was accepted: no failure to read its payload can take that back.
pub(crate) struct Accepted {
    pub(crate) client: Arc<ClientState>,
    /// The credentials that it was sent with, where they were provided.
    pub(crate) issue: Option<Arc<Issue>>,
    /// Takes the secrets of the request out as well, where it had some.
    pub(crate) of_secrets: Option<Box<Redactor>>,
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
        self.read_with(|_| true)
    }

    /// Reads the payload, which is unreadable where it has no list because that is of an odd type:
    /// passed over, it would pass for an empty one.
    pub(crate) fn read_with<T: DeserializeOwned>(
        mut self,
        has_list: impl Fn(&mut T) -> bool,
    ) -> Result<Reply<T>, Error> {
        let payload = self.payload();
        match self.payload_as(payload) {
            Ok((mut data, odd)) => {
                if !odd.is_empty() {
                    if !has_list(&mut data)
                        && let Some(error) = lost_list(payload, &odd, has_list)
                    {
                        return Err(self.unreadable(&error));
                    }
                    self.meta.odd_fields = self.odd_fields(&odd);
                    self.observer
                        .odd_fields(&self.context, &self.meta.odd_fields);
                }
                self.observer.accepted(&self.context, &self.meta);
                Ok(Reply::new(data, self.meta))
            }
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    /// The payload, and the places of its odd values.
    fn payload_as<T: DeserializeOwned>(
        &self,
        payload: &str,
    ) -> Result<(T, Vec<Range<usize>>), serde_json::Error> {
        let action = self.context.action;
        // A write has taken effect, whatever number came for its ticket.
        if action.effect() == Effect::Write
            && let Some(number) = codec::odd_number(payload)
        {
            return Ok((number, std::iter::once(0..payload.len()).collect()));
        }
        if action.is_one_or_list() {
            return codec::forgivingly::<OneOrList<T>>(payload).map(|(data, odd)| (data.0, odd));
        }
        codec::forgivingly(payload)
    }

    /// Takes the credentials and the secrets of the request out of whatever is no payload.
    fn redactor(&self) -> &Redactor {
        let of_credentials = || match &self.issue {
            Some(issue) => &*issue.redactor,
            None => &self.client.redactor,
        };
        self.of_secrets.as_deref().unwrap_or_else(of_credentials)
    }

    #[cold]
    fn odd_fields(&self, places: &[Range<usize>]) -> Vec<OddField> {
        let payload = self.payload();
        let starts = places.iter().map(|place| place.start);
        let paths = json_path::of_the_values_at(payload, starts);
        let fields = paths.zip(places).filter_map(|(path, place)| {
            let path = self.redactor().redact(path);
            let value = Json::new(payload.get(place.clone())?).ok()?;
            Some(OddField::new(path, value))
        });
        fields.collect()
    }

    pub(crate) fn payload(&self) -> &str {
        self.body
            .get(self.payload.clone())
            .and_then(|payload| std::str::from_utf8(payload).ok())
            .filter(|payload| !payload.is_empty())
            .unwrap_or("null")
    }

    fn unreadable(self, error: &serde_json::Error) -> Error {
        // An error holds no payload any more, and the parser quotes the value that it found.
        let redactor = self.redactor();
        let path = redactor.redact(json_path::of_the_fault(self.payload(), error));
        let fault = Fault::new(error.to_string()).redacted(redactor);
        let body = redactor.redact_body(self.body.clone(), false);
        let error = Error::from(Unreadable::new(self.context, path, self.meta, body, fault));
        self.observer.failed(&error);
        error
    }
}

/// The error of the odd value that is the list: with an empty one in its place, there is a list.
/// Without the list nothing in it was read, so that the odd values are a few beside it.
#[cold]
fn lost_list<T: DeserializeOwned>(
    payload: &str,
    places: &[Range<usize>],
    has_list: impl Fn(&mut T) -> bool,
) -> Option<serde_json::Error> {
    let is_list = |place: &Range<usize>| -> Option<bool> {
        let (before, behind) = (payload.get(..place.start)?, payload.get(place.end..)?);
        let (mut data, _) = codec::forgivingly(&format!("{before}[]{behind}")).ok()?;
        Some(has_list(&mut data))
    };
    let place = places.iter().find(|place| is_list(place) == Some(true))?;
    Some(codec::error_at(
        payload,
        place.start,
        "a list of another type",
    ))
}
