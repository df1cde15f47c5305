//! Bytes to text: UTF-8, byte order mark, line ends, size, characters that cannot be seen.
//!
//! It knows nothing of TOML or JSON. After it, a checkout with CRLF and one with LF are the same text, and any text can be shown.

use std::str;
use std::sync::OnceLock;

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::hidden;

/// Longest file that is read, in bytes. The longest action of the vendor needs less than a tenth of it.
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
    /// Without byte order mark, with `\n` line ends, with hidden characters made visible.
    pub(crate) text: String,
    /// Whether the text is what the file holds; if not, a problem was reported and nothing may be concluded from it.
    pub(crate) readable: bool,
    /// Whether it held hidden characters, which were reported.
    pub(crate) hidden: bool,
    /// Where its lines start. Only problems ask, so they are counted when one does.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    fn new(path: String, text: String, readable: bool, hidden: bool) -> Self {
        Self {
            path,
            text,
            readable,
            hidden,
            lines: OnceLock::new(),
        }
    }

    /// The line that an offset lies on, from 0.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// Where a line starts; behind the last line, where the text ends.
    pub(crate) fn start_of(&self, line: usize) -> usize {
        self.lines().get(line).copied().unwrap_or(self.text.len())
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(offset, _)| offset + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// Whether a hidden character stood at a place or beside it, so that what a parser says of the place was said already.
    pub(crate) fn hides_at(&self, span: Span) -> bool {
        let touches = || {
            let before = self.text.get(..span.start())?.chars().next_back();
            let from = self.text.get(span.start()..)?;
            let behind = self.text.get(span.end()..)?.chars().next();
            let within = from.get(..span.end().checked_sub(span.start())?)?.chars();
            Some(
                within
                    .chain(before)
                    .chain(behind)
                    .any(|character| character == hidden::STAND_IN),
            )
        };
        self.hidden && touches().unwrap_or(true)
    }
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
    let path = source.path.clone();
    if source.bytes.len() > MAX_BYTES {
        problems.push(too_large(file, source.bytes.len()));
        return Source::new(path, String::new(), false, false);
    }
    match str::from_utf8(&source.bytes) {
        Ok(text) => {
            let text = normalise(text);
            let hidden = hidden::any(&text);
            if hidden {
                hidden::report(file, &text, problems);
            }
            let text = if hidden {
                hidden::made_visible(&text)
            } else {
                text
            };
            Source::new(path, text, true, hidden)
        }
        Err(error) => {
            let valid = source.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let visible = |bytes| hidden::made_visible(&normalise(&String::from_utf8_lossy(bytes)));
            let start = visible(valid).len();
            problems.push(not_utf8(Span::new(
                file,
                start..start + char::REPLACEMENT_CHARACTER.len_utf8(),
            )));
            Source::new(path, visible(&source.bytes), false, false)
        }
    }
}

fn too_large(file: usize, bytes: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        Span::start_of(file),
        format!("the file has {bytes} bytes"),
    )
    .label(format!("at most {MAX_BYTES} bytes are read"))
    .help("keep what is no part of the spec out of spec/")
}

fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8")
        .label("this byte starts no character")
        .help("save the file as UTF-8")
}

/// Without this, the same commit would have two digests, two sets of positions and two sets of examples.
pub(crate) fn normalise(text: &str) -> String {
    text.strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
}
