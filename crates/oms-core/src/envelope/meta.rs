//! The envelope's and the transport's account of an answer.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::text::redact::Redactor;
use crate::text::shown::Shown;
use crate::{Cost, Json, OddField};

/// The envelope's and the transport's account of an answer, on success and on failure.
///
/// Nothing in it decides over a call: a field of an odd type is left out, never an error.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Meta {
    /// HTTP status of the answer.
    pub status: u16,
    /// The ID under which the service logged the request.
    pub request_id: Option<String>,
    /// The ID that this side gave the call, where the client or the call was told to have one.
    pub client_request_id: Option<Arc<str>>,
    /// Time that the service spent.
    pub cost: Option<Cost>,
    /// The service's advice.
    pub advice: Option<String>,
    /// Number of the page returned.
    pub page_number: Option<i64>,
    /// Size of a page.
    pub page_size: Option<i64>,
    /// Number of records over all pages.
    pub total_count: Option<i64>,
    /// The number of times that the request was sent or tried, the first time included.
    pub attempts: u32,
    /// Fields of the envelope that have no documented role, in their order.
    pub unknown_fields: Vec<(String, Json)>,
    /// Optional fields of the payload whose values are of an odd type. Each reads as if it were
    /// missing.
    ///
    /// A payload of a write that is a whole number by itself, such as the ID of a ticket, stands
    /// here as it came, with an empty place, if no ID is such a number: zero, a negative one, and
    /// one that is too large to be read, which reads as zero. The write was accepted all the same.
    pub odd_fields: Vec<OddField>,
    /// The header `Date`, which nobody sees as text, copied: a share of it would keep the whole
    /// head of the answer in memory.
    pub(crate) date: Option<Box<str>>,
}

impl Meta {
    /// The server's clock when it answered, to the second. It is read here, because few callers
    /// ask.
    #[must_use]
    pub fn server_time(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.date.as_ref()?).ok()
    }

    /// The payload as it came, where it is odd by itself, such as a ticket beyond 64 bits.
    #[must_use]
    pub fn odd_payload(&self) -> Option<&Json> {
        let mut odd = self.odd_fields.iter();
        odd.find(|odd| odd.path().is_empty()).map(OddField::value)
    }

    /// Takes the credentials out of every text.
    pub(crate) fn redact(&mut self, redactor: &Redactor) {
        redactor.redact_some(&mut self.request_id);
        redactor.redact_some(&mut self.advice);
        if let Some(cost) = self.cost.take() {
            self.cost = Some(cost.redacted(redactor));
        }
        for (key, value) in &mut self.unknown_fields {
            *key = redactor.redact(std::mem::take(key));
            value.redact(redactor);
        }
    }

    /// Leaves what the transport says alone.
    pub(crate) fn forget_envelope(&mut self) {
        *self = Self {
            status: self.status,
            attempts: self.attempts,
            client_request_id: self.client_request_id.take(),
            date: self.date.take(),
            ..Self::default()
        };
    }
}

impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("status", &self.status)
            .field("request_id", &self.request_id.as_deref().map(Shown))
            .field("client_request_id", &self.client_request_id)
            .field("cost", &self.cost)
            .field("advice", &self.advice.as_deref().map(Shown))
            .field("page_number", &self.page_number)
            .field("page_size", &self.page_size)
            .field("total_count", &self.total_count)
            .field("server_time", &self.server_time())
            .field("attempts", &self.attempts)
            .field("unknown_fields", &UnknownFields(&self.unknown_fields))
            .field("odd_fields", &self.odd_fields)
            .finish_non_exhaustive()
    }
}

/// Absent values are null. Of fields that have no documented role or are of an odd type only the
/// names are written, because what they hold may be a secret.
impl Serialize for Meta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = self
            .unknown_fields
            .iter()
            .map(|(name, _)| &**name)
            .collect();
        let odd: Vec<&str> = self.odd_fields.iter().map(OddField::path).collect();
        let mut meta = serializer.serialize_struct("Meta", 11)?;
        meta.serialize_field("status", &self.status)?;
        meta.serialize_field("request_id", &self.request_id)?;
        meta.serialize_field("client_request_id", &self.client_request_id.as_deref())?;
        meta.serialize_field("cost", &self.cost.as_ref().map(Cost::raw))?;
        meta.serialize_field("advice", &self.advice)?;
        meta.serialize_field("page_number", &self.page_number)?;
        meta.serialize_field("page_size", &self.page_size)?;
        meta.serialize_field("total_count", &self.total_count)?;
        meta.serialize_field("attempts", &self.attempts)?;
        meta.serialize_field("unknown_fields", &names)?;
        meta.serialize_field("odd_fields", &odd)?;
        meta.end()
    }
}

/// Shows unknown fields by name alone: what an undocumented field holds may be a secret.
struct UnknownFields<'a>(&'a [(String, Json)]);

impl fmt::Debug for UnknownFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().take(32).map(|(key, _)| Shown(key)))
            .finish()
    }
}
