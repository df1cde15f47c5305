//! The address of an action in a text: the method, the path, and the query that names the action.

/// The methods of HTTP that an API may have.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// The key of the query that names the action.
const KEY: &str = "Action=";

/// The marks before a key of a query; the last one is the second in HTML.
const MARKS: &[&str] = &["?", "&", "&amp;"];

/// The value of `Action=` in the query of a text.
pub(super) fn action(text: &str) -> Option<&str> {
    let rest = text.get(place(text)? + KEY.len()..)?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
    rest.get(..end.unwrap_or(rest.len()))
        .filter(|name| !name.is_empty())
}

/// The method and the path in a text, and the keys of the query besides the action's. A host before
/// the path is that of an example.
pub(super) fn stated(text: &str) -> Option<String> {
    let start = text.get(..place(text)?)?.rfind('?')?;
    let mut words = text
        .get(..start)?
        .rsplit(|c: char| c.is_whitespace() || is_quote(c))
        .filter(|word| !word.is_empty());
    let path = words.next()?;
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.get(rest.find('/')?..)?,
        None => path,
    };
    let path = format!("{path}{}", others(text.get(start + 1..)?));
    let word = words.next().map(|word| word.trim_matches(['*', ':', '：']));
    Some(match word.filter(|word| METHODS.contains(word)) {
        Some(method) => format!("{method} {path}"),
        None => path,
    })
}

/// The place of the key that names the action: in a query, behind its mark or another key's.
fn place(text: &str) -> Option<usize> {
    let mut next = 0;
    text.split_inclusive(char::is_whitespace).find_map(|word| {
        let start = next;
        next += word.len();
        let query = word.find('?')?;
        let is_key = |at: &usize| {
            let before = word.get(..*at).unwrap_or_default();
            *at > query && MARKS.iter().any(|mark| before.ends_with(mark))
        };
        let mut found = word.match_indices(KEY).map(|(at, _)| at);
        found.find(is_key).map(|at| start + at)
    })
}

/// The keys of a query besides the action's, with the mark before them; nothing if there is none.
fn others(query: &str) -> String {
    let ends = |c: char| {
        c.is_whitespace()
            || !c.is_ascii()
            || is_quote(c)
            || matches!(c, '(' | ')' | '<' | '>' | ',')
    };
    let end = query.find(ends).unwrap_or(query.len());
    let query = query.get(..end).unwrap_or_default().replace("&amp;", "&");
    // The marks of emphasis and the end of a sentence.
    let query = query.trim_end_matches(['*', '.', ':', ';']);
    let keys = query.split('&');
    let others: Vec<&str> = keys
        .filter(|key| !key.is_empty() && !key.starts_with(KEY))
        .collect();
    if others.is_empty() {
        String::new()
    } else {
        format!("?{}", others.join("&"))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '`' | '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_method_a_path_and_the_other_keys() {
        for (text, expected) in [
            ("`POST /api/v2?Action=Pack`", Some("POST /api/v2")),
            ("**POST** `/api/v2?Action=Pack`", Some("POST /api/v2")),
            ("POST: /api/v2?Action=Pack.", Some("POST /api/v2")),
            ("curl -X GET \"http://a:1/v2?Action=Pack\"", Some("GET /v2")),
            ("Call the API /api/v2?Action=Pack by POST.", Some("/api/v2")),
            ("POST URL `https://a/api/v2?Action=Pack`", Some("/api/v2")),
            (
                "/v2?Action=Pack&version=2025-01-01.",
                Some("/v2?version=2025-01-01"),
            ),
            ("/v2?a=1&amp;Action=Pack&amp;b=2，", Some("/v2?a=1&b=2")),
            ("GET /v2?version=1&Action=Pack", Some("GET /v2?version=1")),
            ("POST /api/v2&Action=Pack", None),
            ("Action=Pack", None),
        ] {
            assert_eq!(stated(text).as_deref(), expected, "{text}");
            assert_eq!(action(text), expected.map(|_| "Pack"), "{text}");
        }
    }
}
