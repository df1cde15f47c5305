//! Reads the envelope: its verdict strictly, everything else leniently.
//!
//! No field's type can decide over another's: an odd `cost` never turns a done call into an error,
//! and nothing but a JSON boolean is a verdict. The payload stays raw for its own type to read
//! later.

mod meta;
mod value;
mod walk;

pub use meta::Meta;

use serde_json::Value;
use serde_json::value::RawValue;

use self::value::EnvelopeValue;
use self::walk::{carefully, quickly};
use crate::{Cost, Json, Role, Service};

/// An envelope that can be read in one way only.
pub(crate) struct Envelope<'a> {
    pub(crate) success: bool,
    pub(crate) code: ErrorCode,
    pub(crate) message: Option<String>,
    pub(crate) detail: Option<Json>,
    pub(crate) payload: Option<&'a RawValue>,
}

/// The content of the field of the error code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    /// Nothing: it is missing, null or empty.
    Absent,
    /// A value that accompanies success.
    Success,
    /// A failure.
    Failure(String),
    /// A value of a kind that no code has, by its JSON. It speaks against success, and proves no
    /// refusal.
    Odd(String),
}

/// The reason for which a body is no envelope that can be read in one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnvelopeDefect {
    /// The body is empty.
    Empty,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not one JSON object and nothing else.
    NotAnObject,
    /// No field says whether the call succeeded.
    NoVerdict,
    /// The verdict is no boolean.
    VerdictType,
    /// The verdict, the error code or the payload is given twice; `claim` where a verdict among
    /// them says that the call succeeded.
    Twice { role: Role, claim: bool },
}

impl EnvelopeDefect {
    /// The finding, as a few words for a message.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Empty => "the body is empty",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::NotAnObject => "the body is not one JSON object",
            Self::NoVerdict => "no field says whether it succeeded",
            Self::VerdictType => "the verdict is not a boolean",
            Self::Twice { role, .. } => match role {
                Role::Verdict => "the verdict is given twice",
                Role::ErrorCode => "the error code is given twice",
                _ => "the payload is given twice",
            },
        }
    }

    /// Returns `true` if the body is an envelope, only not one that can be read in one way.
    pub(crate) const fn is_ambiguity(self) -> bool {
        matches!(self, Self::VerdictType | Self::Twice { .. })
    }
}

/// Reads a body. Parts that decide nothing go to `meta`, and stay there if the rest can be read in
/// more than one way.
pub(crate) fn read<'a>(
    body: &'a [u8],
    service: &Service,
    meta: &mut Meta,
) -> Result<Envelope<'a>, EnvelopeDefect> {
    let text = std::str::from_utf8(body).map_err(|_| EnvelopeDefect::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The quick walk gives up where a value is unusual. Only the careful one can say that a body is
    // no envelope.
    let fields = match quickly(text, service.role_of, meta) {
        Ok(fields) => fields,
        Err(_) => carefully(text, service.role_of, meta).map_err(|_| {
            if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                EnvelopeDefect::Empty
            } else {
                EnvelopeDefect::NotAnObject
            }
        })?,
    };
    fields.into_envelope(service)
}

/// The fields that decide, and those that only a failure has: its message from the first value that
/// can be read, its facts from the first one that says something.
#[derive(Default)]
struct EnvelopeFields<'a> {
    verdict: Option<EnvelopeValue<'a>>,
    code: Option<EnvelopeValue<'a>>,
    payload: Option<&'a RawValue>,
    message: Option<String>,
    detail: Option<Json>,
    /// A field that is given twice although it decides.
    twice: Option<Role>,
    /// `true` if a verdict says that the call succeeded.
    claim: bool,
}

impl<'a> EnvelopeFields<'a> {
    /// Takes the value of a field that is not kept as raw text.
    fn put(&mut self, meta: &mut Meta, role: Role, value: EnvelopeValue<'a>) {
        match role {
            Role::Verdict => {
                self.claim |= matches!(value, EnvelopeValue::Boolean(true));
                keep_once(&mut self.verdict, value, role, &mut self.twice);
            }
            Role::ErrorCode => keep_once(&mut self.code, value, role, &mut self.twice),
            Role::ErrorMessage => keep_first(&mut self.message, value, EnvelopeValue::into_text),
            Role::Advice => keep_first(&mut meta.advice, value, EnvelopeValue::into_text),
            Role::RequestId => keep_first(&mut meta.request_id, value, EnvelopeValue::into_text),
            Role::Cost => keep_first(&mut meta.cost, value, |value| {
                value.into_text().map(Cost::new)
            }),
            Role::PageNumber => keep_first(&mut meta.page_number, value, EnvelopeValue::into_whole),
            Role::PageSize => keep_first(&mut meta.page_size, value, EnvelopeValue::into_whole),
            Role::TotalCount => keep_first(&mut meta.total_count, value, EnvelopeValue::into_whole),
            Role::Payload | Role::ErrorDetail => {}
        }
    }

    /// Takes the value of a field that is kept as raw text.
    fn put_raw(&mut self, role: Role, raw: &'a RawValue) {
        match role {
            Role::Payload => keep_once(&mut self.payload, raw, role, &mut self.twice),
            // An empty one must not hide another that speaks against success.
            Role::ErrorDetail
                if raw.get() != "null" && self.detail.as_ref().is_none_or(is_hollow) =>
            {
                self.detail = Some(Json::from_raw(raw));
            }
            _ => {}
        }
    }

    fn into_envelope(self, service: &Service) -> Result<Envelope<'a>, EnvelopeDefect> {
        if let Some(role) = self.twice {
            let claim = self.claim;
            return Err(EnvelopeDefect::Twice { role, claim });
        }
        let success = match self.verdict {
            None => return Err(EnvelopeDefect::NoVerdict),
            Some(EnvelopeValue::Boolean(success)) => success,
            Some(_) => return Err(EnvelopeDefect::VerdictType),
        };
        let mut code = code_of(self.code, service);
        // The facts about a failure speak against success as its code does.
        if success
            && matches!(code, ErrorCode::Absent | ErrorCode::Success)
            && let Some(detail) = self.detail.as_ref().filter(|detail| !is_hollow(detail))
        {
            code = ErrorCode::Odd(detail.get().to_owned());
        }
        Ok(Envelope {
            success,
            code,
            message: self.message,
            detail: self.detail,
            payload: self.payload,
        })
    }
}

/// Keeps the value of a field that decides; a second one is a defect, whatever either says.
fn keep_once<T>(place: &mut Option<T>, value: T, role: Role, twice: &mut Option<Role>) {
    if place.is_some() {
        twice.get_or_insert(role);
    } else {
        *place = Some(value);
    }
}

/// Keeps the value of a field that decides nothing; one that cannot be read is passed over, and so
/// is a second one.
fn keep_first<'a, T>(
    place: &mut Option<T>,
    value: EnvelopeValue<'a>,
    read: impl FnOnce(EnvelopeValue<'a>) -> Option<T>,
) {
    if place.is_none() {
        *place = read(value);
    }
}

/// Reads the error code strictly: what is there and is no text or number is kept as it is spelt.
fn code_of(value: Option<EnvelopeValue<'_>>, service: &Service) -> ErrorCode {
    let odd = value.as_ref().is_some_and(EnvelopeValue::is_no_code);
    let Some(code) = value.and_then(EnvelopeValue::into_spelling) else {
        return ErrorCode::Absent;
    };
    match code.trim() {
        "" => ErrorCode::Absent,
        trimmed if service.success_codes.contains(&trimmed) => ErrorCode::Success,
        _ if odd => ErrorCode::Odd(code.into_owned()),
        _ => ErrorCode::Failure(code.into_owned()),
    }
}

/// Returns `true` if nothing is said in JSON, however many empty places it has.
fn is_hollow(json: &Json) -> bool {
    fn is_empty(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.iter().all(is_empty),
            Value::Object(members) => members.values().all(is_empty),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }
    json.read().is_ok_and(|value| is_empty(&value))
}

#[cfg(test)]
mod tests;
