//! The target of a request: its path, and the action that its query names.

use axum::extract::Query;
use axum::http::Uri;

use crate::generated::QUERY_KEY;

/// The target of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Target {
    pub(crate) path: String,
    /// The action that its query names, the first of them where it names several.
    pub(crate) action: Option<String>,
    pub(crate) names_several: bool,
}

impl Target {
    pub(crate) fn of(uri: &Uri) -> Self {
        let pairs = query(uri).into_iter();
        let mut actions = pairs.filter(|(key, _)| key == QUERY_KEY);
        Self {
            path: uri.path().to_owned(),
            action: actions.next().map(|(_, action)| action),
            names_several: actions.next().is_some(),
        }
    }

    /// Returns whether it is the simulator itself, which no fault strikes.
    pub(super) fn is_control(&self) -> bool {
        self.path.starts_with(super::CONTROL)
    }
}

/// Reads the target of a request from its first bytes, as far as they show it.
pub(super) fn read_target(bytes: &[u8]) -> Target {
    let line = bytes
        .split(|byte| *byte == b'\r')
        .next()
        .unwrap_or_default();
    std::str::from_utf8(line)
        .ok()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|target| target.parse().ok())
        .map(|uri| Target::of(&uri))
        .unwrap_or_default()
}

/// The names and values of the query; none if it cannot be read.
pub(super) fn query(uri: &Uri) -> Vec<(String, String)> {
    Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_from_whatever_has_come_of_a_request() {
        for (bytes, path, action) in [
            (
                "POST /api/v2?Action=A%42&x=1 HTTP/1.1\r\nhost: h",
                "/api/v2",
                Some("AB"),
            ),
            (
                "POST /api/v2?x=1&Action=A&Action=B HTTP/1.1\r\n",
                "/api/v2",
                Some("A"),
            ),
            ("POST /api/v2?Acti", "/api/v2", None),
            ("GET /_sim/ HTTP/1.1\r\n", "/_sim/", None),
            (
                "POST http://h/api/v2?Action=A HTTP/1.1",
                "/api/v2",
                Some("A"),
            ),
            ("\u{16}\u{3}", "", None),
            ("", "", None),
        ] {
            let target = read_target(bytes.as_bytes());
            assert_eq!(
                (target.path.as_str(), target.action.as_deref()),
                (path, action),
                "{bytes:?}"
            );
            assert_eq!(target.names_several, bytes.contains("&Action"), "{bytes:?}");
        }
        assert_eq!(read_target(b"\xff\xff /\xff"), Target::default());
    }
}
