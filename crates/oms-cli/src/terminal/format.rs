//! The format of the output, and its colours.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON object on standard output, whatever happens.
    Json,
    /// One JSON object a line: a record each, or the one object of an error.
    JsonLines,
    /// Comma-separated values with a line of names.
    Csv,
    /// The one object as YAML.
    Yaml,
}

impl Format {
    const NAMES: [(&'static str, Self); 6] = [
        ("table", Self::Table),
        ("text", Self::Table),
        ("json", Self::Json),
        ("jsonl", Self::JsonLines),
        ("csv", Self::Csv),
        ("yaml", Self::Yaml),
    ];

    /// The names to write, one for each format.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        let names = Self::NAMES.iter();
        names.filter_map(|(name, format)| (format.as_str() == *name).then_some(*name))
    }

    pub(crate) fn read(text: &str) -> Result<Self, String> {
        Self::NAMES
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, format)| *format)
            .ok_or_else(|| "write table, json, jsonl, csv or yaml".to_owned())
    }

    pub(crate) fn as_str(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns whether errors go to standard output as an object, too.
    pub(crate) const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines | Self::Yaml)
    }
}

/// The value of `-o`: a format, or the file to which `oms plan` saves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Destination {
    /// No value.
    #[default]
    Unsaid,
    /// A format.
    Format(Format),
    /// A file: any value with a dot or a path separator, which no format contains.
    File(PathBuf),
}

impl Destination {
    /// Reads the value of `-o`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::Unsaid);
        }
        if text.contains(['.', '/', '\\']) {
            return Ok(Self::File(PathBuf::from(text)));
        }
        let format = Format::read(text).map(Self::Format);
        format.map_err(|formats| {
            format!("{formats}; `oms plan` takes a file as well, with a dot or a slash in its name, such as ./plan")
        })
    }

    /// Returns the format, if one was named.
    pub(crate) fn format(&self) -> Option<Format> {
        match self {
            Self::Format(format) => Some(*format),
            Self::Unsaid | Self::File(_) => None,
        }
    }
}

/// The choice when to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal that can, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Reads a JSON pointer.
pub(crate) fn pointer(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('/') {
        return Ok(text.to_owned());
    }
    Err("write a JSON pointer, such as /data/0/id".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_o_is_a_format_or_a_file_and_any_other_is_told_how_a_file_is_named() {
        for (text, read) in [
            ("json", Destination::Format(Format::Json)),
            ("./json", Destination::File("./json".into())),
            ("p.json", Destination::File("p.json".into())),
            ("", Destination::Unsaid),
        ] {
            assert_eq!(Destination::read(text), Ok(read), "{text}");
        }
        let refused = Destination::read("p9").unwrap_err();
        assert!(refused.contains("a dot or a slash"), "{refused}");
        let refused = Format::read("p9").unwrap_err();
        assert!(!refused.contains("a dot or a slash"), "{refused}");
    }
}
