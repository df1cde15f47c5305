//! As much of HTTP/1.1 as it takes to count the requests in a stream of bytes.

/// A whole request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Method, target and version.
    pub(crate) line: String,
    /// The headers, names in lower case, in their order.
    pub(crate) headers: Vec<(String, String)>,
    /// The body without its framing.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The whole requests in `received`.
pub(crate) fn requests(received: &[u8]) -> Vec<Request> {
    split(received).0
}

/// Number of requests that began in `received`, whole or not; a TLS record, as a handshake begins
/// with, is none.
pub(crate) fn sends(received: &[u8]) -> usize {
    let (whole, rest) = split(received);
    let begun = rest.first().is_some_and(u8::is_ascii_uppercase);
    whole.len() + usize::from(begun)
}

/// Number of requests in `received` that have a whole head.
pub(crate) fn heads(received: &[u8]) -> usize {
    let (whole, rest) = split(received);
    whole.len() + usize::from(find(rest, b"\r\n\r\n").is_some())
}

fn split(mut received: &[u8]) -> (Vec<Request>, &[u8]) {
    let mut whole = Vec::new();
    while let Some((request, rest)) = first(received) {
        whole.push(request);
        received = rest;
    }
    (whole, received)
}

fn first(received: &[u8]) -> Option<(Request, &[u8])> {
    let head_end = find(received, b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&received[..head_end]).into_owned();
    let mut lines = head.trim_end().split("\r\n");
    let mut request = Request {
        line: lines.next()?.to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: Vec::new(),
    };
    let rest = &received[head_end..];
    let (body, rest) = if request.header("transfer-encoding") == Some("chunked") {
        chunked(rest)?
    } else {
        let length = request
            .header("content-length")
            .map_or(Some(0), |value| value.parse().ok())?;
        (rest.get(..length)?.to_vec(), &rest[length..])
    };
    request.body = body;
    Some((request, rest))
}

fn chunked(mut rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut body = Vec::new();
    loop {
        let line = find(rest, b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?, 16).ok()?;
        let end = line + 2 + size + 2;
        body.extend_from_slice(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(end..)?;
        if size == 0 {
            return Some((body, rest));
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

#[test]
fn requests_are_counted_from_their_first_byte_and_by_their_last() {
    let whole = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
    // The bytes that arrived, and the requests that have begun, have a whole head, and are whole.
    let table = [
        (0, (0, 0, 0)),
        (1, (1, 0, 0)),
        (whole.len() - 3, (1, 0, 0)),
        (whole.len() - 2, (1, 1, 0)),
        (whole.len() - 1, (1, 1, 0)),
        (whole.len(), (1, 1, 1)),
    ];
    for (length, expected) in table {
        let received = &whole[..length];
        let counted = (sends(received), heads(received), requests(received).len());
        assert_eq!(counted, expected, "{length} bytes");
    }
    let twice = [&whole[..], whole].concat();
    assert_eq!((sends(&twice), heads(&twice)), (2, 2));
    assert_eq!(sends(b"\x16\x03\x01"), 0, "a TLS record is no request");
}
