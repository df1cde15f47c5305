//! Bytes to text: UTF-8, byte order mark, line ends, size.
//!
//! It knows nothing of TOML or JSON. After it, a checkout with CRLF and one with LF are the same text.

use std::str;

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};

/// Longest file that is read, in bytes. The longest action of the vendor needs a fiftieth of it.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// A file of the spec, as it was read from wherever it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the workspace, with `/` between its parts, such as `spec/oms.toml`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file as text.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    /// Without byte order mark, with `\n` line ends.
    pub(crate) text: String,
    /// Whether the text is what the file holds; if not, a problem was reported and nothing may be concluded from it.
    pub(crate) readable: bool,
}

/// The files by path; the index is what a span refers to.
#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) files: Vec<Source>,
}

impl Sources {
    pub(crate) fn read(files: &[SourceFile], problems: &mut Problems) -> Self {
        let mut sorted: Vec<&SourceFile> = files.iter().collect();
        sorted.sort_by(|left, right| left.path.cmp(&right.path));
        let files = sorted
            .into_iter()
            .enumerate()
            .map(|(file, source)| read_file(file, source, problems))
            .collect();
        Self { files }
    }

    pub(crate) fn get(&self, file: usize) -> Option<&Source> {
        self.files.get(file)
    }
}

fn read_file(file: usize, source: &SourceFile, problems: &mut Problems) -> Source {
    let unreadable = |text: String| Source {
        path: source.path.clone(),
        text,
        readable: false,
    };
    if source.bytes.len() > MAX_BYTES {
        problems.push(
            Diagnostic::new(
                Code::TooLarge,
                Span::start_of(file),
                format!("the file has {} bytes", source.bytes.len()),
            )
            .label(format!("at most {MAX_BYTES} bytes are read"))
            .help("split it, or keep what is not part of the spec out of spec/"),
        );
        return unreadable(String::new());
    }
    match str::from_utf8(&source.bytes) {
        Ok(text) => Source {
            path: source.path.clone(),
            text: normalise(text),
            readable: true,
        },
        Err(error) => {
            let valid = source.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let start = normalise(&String::from_utf8_lossy(valid)).len();
            let text = normalise(&String::from_utf8_lossy(&source.bytes));
            let span = Span::new(file, start..start + char::REPLACEMENT_CHARACTER.len_utf8());
            problems.push(
                Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8")
                    .label("this byte starts no character")
                    .help("save the file as UTF-8"),
            );
            unreadable(text)
        }
    }
}

/// Without this, the same commit would have two digests, two sets of positions and two sets of examples.
pub(crate) fn normalise(text: &str) -> String {
    text.strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
}
