//! Words of a command line.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;

use crate::is_hidden;

/// Returns a word as it is typed in a shell, which reads the same bytes from it.
///
/// Whoever shows the word has nothing to escape in it but a line break: a hidden character, and a
/// byte that is not UTF-8, are written as octal digits for `printf`. dash, bash, zsh and ksh read
/// every word so, and so does fish from version 3.4 on; an older fish reads those in which nothing
/// is hidden. A shorter form, `$'\u200c'`, means something else to dash and to fish.
///
/// # Examples
///
/// ```
/// use oms_text::in_a_shell;
///
/// assert_eq!(in_a_shell("/var/plan.json"), "/var/plan.json");
/// assert_eq!(in_a_shell("it's"), r"'it'\''s'");
/// assert_eq!(in_a_shell("a\u{200c}b"), r#"'a'"$(printf '\342\200\214')"'b'"#);
/// ```
#[must_use]
pub fn in_a_shell<W: AsRef<OsStr> + ?Sized>(word: &W) -> Cow<'_, str> {
    let word = word.as_ref();
    match word.to_str() {
        Some("") => return Cow::Borrowed("''"),
        Some(text) if is_plain(text) => return Cow::Borrowed(text),
        _ => {}
    }
    let mut typed = Typed::default();
    for chunk in word.as_encoded_bytes().utf8_chunks() {
        for character in chunk.valid().chars() {
            typed.add(character);
        }
        typed.print(chunk.invalid());
    }
    Cow::Owned(typed.ended())
}

/// Returns whether every shell takes a word as it is. zsh looks for a program behind `=` at the
/// beginning of a word, and fish knows one that begins with `%`.
fn is_plain(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "%+,-./:=@_".contains(c);
    !word.starts_with(['=', '%']) && word.chars().all(is_plain)
}

/// The form of a part of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Form {
    /// Behind a backslash each. fish takes a backslash in quotes for the beginning of an escape, so
    /// it stands between them, as a quote does.
    #[default]
    Escaped,
    /// In quotes.
    Quoted,
    /// As `printf` writes it. Quotes around its output keep it in the word.
    Printed,
}

impl Form {
    fn of(character: char) -> Self {
        match character {
            '\'' | '\\' => Self::Escaped,
            // A line break at the end of an output would be lost.
            hidden if is_hidden(hidden) && hidden != '\n' => Self::Printed,
            _ => Self::Quoted,
        }
    }

    /// Returns the beginning and the end of such a part.
    const fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Escaped => ("", ""),
            Self::Quoted => ("'", "'"),
            Self::Printed => (r#""$(printf '"#, r#"')""#),
        }
    }
}

/// A word that is being written.
#[derive(Debug, Default)]
struct Typed {
    text: String,
    form: Form,
}

impl Typed {
    fn add(&mut self, character: char) {
        let form = Form::of(character);
        match form {
            Form::Printed => return self.print(character.encode_utf8(&mut [0; 4]).as_bytes()),
            Form::Escaped => self.begin(form).push('\\'),
            Form::Quoted => {}
        }
        self.begin(form).push(character);
    }

    fn print(&mut self, bytes: &[u8]) {
        for byte in bytes {
            // A text takes whatever is written to it.
            let _ = write!(self.begin(Form::Printed), "\\{byte:03o}");
        }
    }

    /// Returns the text, whose last part has this form.
    fn begin(&mut self, form: Form) -> &mut String {
        if form != self.form {
            self.text.extend([self.form.ends().1, form.ends().0]);
            self.form = form;
        }
        &mut self.text
    }

    fn ended(mut self) -> String {
        self.text.push_str(self.form.ends().1);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_shell;

    #[test]
    fn a_word_is_plain_or_in_the_form_that_its_parts_need() {
        for (word, typed) in [
            ("/var/plans/p.json", "/var/plans/p.json"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("a=b%c", "a=b%c"),
            ("=ls", "'=ls'"),
            ("%self", "'%self'"),
            ("a b", "'a b'"),
            ("", "''"),
            ("$HOME;`x`", "'$HOME;`x`'"),
            ("it's", r"'it'\''s'"),
            ("'", r"\'"),
            ("~", "'~'"),
            ("a\\", r"'a'\\"),
            ("\\'b", r"\\\''b'"),
            ("two\nlines\n", "'two\nlines\n'"),
            ("\u{1b}[1m", r#""$(printf '\033')"'[1m'"#),
            (
                "a\u{200c}\u{200d}b",
                r#"'a'"$(printf '\342\200\214\342\200\215')"'b'"#,
            ),
        ] {
            assert_eq!(in_a_shell(word), typed, "{word:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_byte_that_is_not_utf_8_is_kept() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let word = OsStr::from_bytes(b"/a\xff/\xe8\xae.pem");
        let typed = r#"'/a'"$(printf '\377')"'/'"$(printf '\350\256')"'.pem'"#;
        assert_eq!(in_a_shell(word), typed);
    }
}
