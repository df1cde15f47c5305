//! The headers that a caller may add to a request.

use http::HeaderMap;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use crate::Invalid;

/// A header name that a caller may choose: none that frames the message, steers the connection or
/// asks for another kind of answer. There a wrong value can make one request look like two, or a
/// good answer unreadable.
pub(crate) fn own_header_name(name: &str) -> Result<HeaderName, Invalid> {
    const REFUSED: [&str; 15] = [
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    ];
    let name = name.parse::<HeaderName>().map_err(|_| {
        Invalid::new("the header name holds a character that no header name may hold")
    })?;
    if REFUSED.contains(&name.as_str()) {
        return Err(Invalid::new(format!(
            "the header `{name}` frames the message, steers the connection or asks for another kind of answer, and is \
             not free to use"
        )));
    }
    Ok(name)
}

/// As [`own_header_name`], and none that the client sends by itself, such as that of the
/// credentials.
pub(crate) fn further_header_name(name: &str, sent: &HeaderMap) -> Result<HeaderName, Invalid> {
    let name = own_header_name(name)?;
    if sent.contains_key(&name) || name == AUTHORIZATION {
        return Err(Invalid::new(format!(
            "the header `{name}` is the client's own"
        )));
    }
    Ok(name)
}

/// The value of a header. No refusal repeats it.
pub(crate) fn header_value(name: &HeaderName, value: &str) -> Result<HeaderValue, Invalid> {
    HeaderValue::from_str(value).map_err(|_| {
        Invalid::new(format!(
            "the value of `{name}` holds a character that no header may hold"
        ))
    })
}
