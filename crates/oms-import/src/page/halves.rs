//! Which half of an exchange an example or a heading below the examples is about.

/// The key of the verdict, which an answer alone has.
const VERDICTS: &[&str] = &["success", "Success"];

/// True if a text has a verdict: a key of its outermost object, and no value and no part of one.
/// The text may be broken JSON.
pub(super) fn has_verdict(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    let is_mark = |c: char| matches!(c, '"' | '{' | '[' | '}' | ']');
    while let Some((at, mark)) = rest.char_indices().find(|(_, c)| is_mark(*c)) {
        rest = rest.get(at + 1..).unwrap_or_default();
        match mark {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {
                let (name, behind) = string(rest);
                rest = behind;
                let is_key = rest.trim_start().starts_with(':');
                if depth == 1 && is_key && VERDICTS.contains(&name) {
                    return true;
                }
            }
        }
    }
    false
}

/// The text up to the quote that ends it, and what is behind that. No text of JSON reaches over a
/// line end.
fn string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = text.find(|c: char| {
        let ends = c == '\n' || (c == '"' && !escaped);
        escaped = c == '\\' && !escaped;
        ends
    });
    let end = end.unwrap_or(text.len());
    let behind = text.get(end + 1..).unwrap_or_default();
    (text.get(..end).unwrap_or(text), behind)
}

/// True if a heading says itself which half follows, in words that need not be known.
pub(super) fn names_half(heading: &str) -> bool {
    const WORDS: &[&str] = &["request", "response", "return", "请求", "返回", "响应"];
    let lower = heading.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_a_key_of_the_outermost_object() {
        for (text, expected) in [
            ("{\"success\": true}", true),
            ("{\"data\": {\"a\": [1]},\n\"Success\" :false,", true),
            ("{\"name\": \"success\"}", false),
            ("{\"data\": {\"success\": true}}", false),
            ("{\"text\": \"{\\\"success\\\": true}\"}", false),
            ("{\"text\": \"lost,\n\"success\": true}", true),
            ("[\"success\", \"é\"", false),
            ("{\"", false),
        ] {
            assert_eq!(has_verdict(text), expected, "{text}");
        }
    }
}
