//! The target of a request: its path, and the action that its query names.

use axum::extract::Query;
use axum::http::Uri;

use crate::generated::QUERY_KEY;

/// The target of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// The names and values of the query; none if it cannot be read.
pub(super) fn query(uri: &Uri) -> Vec<(String, String)> {
    Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_names_its_path_and_the_first_action() {
        for (uri, path, action) in [
            ("/api/v2?Action=A%42&x=1", "/api/v2", Some("AB")),
            ("/api/v2?x=1&Action=A&Action=B", "/api/v2", Some("A")),
            ("/api/v2?Acti", "/api/v2", None),
            ("/_sim/", "/_sim/", None),
            ("http://h/api/v2?Action=A", "/api/v2", Some("A")),
        ] {
            let target = Target::of(&uri.parse().unwrap());
            assert_eq!(
                (target.path.as_str(), target.action.as_deref()),
                (path, action),
                "{uri}"
            );
            assert_eq!(target.names_several, uri.contains("&Action"), "{uri}");
        }
    }
}
