//! Bytes to text: UTF-8, byte order mark, line ends, size, conflicts of a merge, characters that
//! cannot be seen.
//!
//! It knows nothing of TOML or JSON. After it, a checkout with CRLF and one with LF are the same
//! text, and any text can be shown. `layout` says what each file is, by its path.

mod conflict;
pub(crate) mod digest;
pub(crate) mod hidden;
pub(crate) mod layout;

use std::str;

use crate::report::{Code, Diagnostic, Problems, SourceText, Span, hides_any, made_visible};

/// Longest file that is read, in bytes. The longest action of the vendor needs less than a tenth of
/// it.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// A file of the spec, as it was read from wherever it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the workspace, with `/` between its parts, such as `spec/oms.toml`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads the files of a spec, sorted by path.
pub(crate) fn read(files: &[SourceFile], problems: &mut Problems) -> Vec<SourceText> {
    let mut sorted: Vec<&SourceFile> = files.iter().collect();
    sorted.sort_by(|left, right| left.path.cmp(&right.path));
    let files: Vec<_> = sorted.into_iter().enumerate().collect();
    problems.of_each(&files, |(file, source), problems| {
        read_file(*file, source, problems)
    })
}

fn read_file(file: usize, source: &SourceFile, problems: &mut Problems) -> SourceText {
    let path = source.path.clone();
    if source.bytes.len() > MAX_BYTES {
        problems.push(too_large(file, source.bytes.len()));
        return SourceText::new(path, String::new(), false, false);
    }
    // Raw bytes are no text: nothing but a test of the client's reads them.
    if layout::is_raw(&path) {
        return SourceText::new(path, String::new(), true, false);
    }
    match str::from_utf8(&source.bytes) {
        Ok(text) => {
            let text = normalise(text);
            // A lone carriage return ends a line for whoever wrote it, and for no parser: a comment
            // before it would take in what follows.
            let is_one = !text.contains('\r');
            if !is_one {
                problems.push(hidden::line_ends(file, &text));
            }
            let text = text.replace('\r', "\n");
            let hidden = hides_any(&text);
            if hidden {
                hidden::report(file, &text, problems);
            }
            let text = if hidden { made_visible(&text) } else { text };
            let conflict = conflict::report(file, &path, &text);
            let readable = is_one && conflict.is_none();
            problems.extend(conflict);
            SourceText::new(path, text, readable, hidden)
        }
        Err(error) => {
            let valid = source.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let visible = |bytes| made_visible(&normalise(&String::from_utf8_lossy(bytes)));
            let start = visible(valid).len();
            problems.push(not_utf8(Span::new(
                file,
                start..start + char::REPLACEMENT_CHARACTER.len_utf8(),
            )));
            SourceText::new(path, visible(&source.bytes), false, false)
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

/// Without this, the same commit would have two digests, two sets of positions and two sets of
/// examples.
pub(crate) fn normalise(text: &str) -> String {
    text.strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
}
