//! A text as TOML writes it, always on one line.

/// A basic string. The escapes of JSON are those of TOML; only the one control character that JSON
/// leaves alone is added.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_as_it_was() {
        for text in [
            "",
            "a \"b\" \\ 'c'",
            "\n\r\t\u{0}\u{7f}\u{8}",
            "包\u{2028}",
            "\u{1f600}",
        ] {
            let line = format!("key = {}", quoted(text));
            assert!(!line.contains('\n'));
            let table: toml::Table = line.parse().unwrap();
            assert_eq!(table["key"].as_str(), Some(text), "{line}");
        }
    }
}
