//! Secrets whose values are known, and the search for them in the answers of a server.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Bound;

use super::HIDDEN;
use super::forms::{every_form, readings, unescaped};

/// The most secrets of a call that are looked for. Each has a dozen forms, so that a body full of
/// them would keep all other calls waiting.
const MOST_OF_A_CALL: usize = 64;

/// The most secrets of all calls of a recording. A service may give a cookie with each answer.
const MOST_OF_A_RECORDING: usize = 2_000;

/// The longest form that is compared with a text at each of its places, in bytes.
const LONGEST_COMPARED: usize = 64;

/// The shortest secret that is looked for inside of words. A shorter one is looked for as a word.
const SHORTEST: usize = 4;

/// The shortest form of a word that is looked for, as short as a client looks for one.
const SHORTEST_OF_A_WORD: usize = 6;

/// The shortest secret that is looked for across blanks and line ends.
const SHORTEST_ACROSS_BLANKS: usize = 8;

/// Secrets whose values are known. It is never shown, and so it has no `Debug`.
#[derive(Clone)]
pub(crate) struct Needles {
    /// The most that are looked for.
    most: usize,
    secrets: BTreeSet<String>,
    /// Plain and in lower case.
    plain: Together,
    /// Plain, in lower case and without blanks.
    tight: Together,
    /// The forms that the client knows, in which case matters.
    known: Together,
    /// Too short to be looked for inside of words.
    words: BTreeSet<String>,
}

/// Forms that are looked for together, so that a search takes hardly longer for thousands of them.
#[derive(Default, Clone)]
struct Together {
    /// None of them begins with another one. So of all that are not behind a text in the alphabet,
    /// the last one alone can be what the text begins with.
    short: BTreeSet<String>,
    long: BTreeSet<String>,
}

/// Those of one call.
impl Default for Needles {
    fn default() -> Self {
        Self::up_to(MOST_OF_A_CALL)
    }
}

impl Needles {
    /// Those of all calls of a recording.
    pub(crate) fn of_a_recording() -> Self {
        Self::up_to(MOST_OF_A_RECORDING)
    }

    fn up_to(most: usize) -> Self {
        Self {
            most,
            secrets: BTreeSet::new(),
            plain: Together::default(),
            tight: Together::default(),
            known: Together::default(),
            words: BTreeSet::new(),
        }
    }

    /// Adds a secret.
    pub(crate) fn add(&mut self, secret: &str) {
        self.add_bytes(secret.trim().as_bytes());
    }

    /// Adds a secret that may be no UTF-8, such as a password that was typed in Latin-1.
    pub(crate) fn add_bytes(&mut self, secret: &[u8]) {
        let secret = secret.trim_ascii();
        let text = String::from_utf8_lossy(secret);
        // The text that replaces a secret is none, and neither is a replacement in a recording of
        // another recording.
        if text.is_empty() || text == HIDDEN || self.are_too_many() {
            return;
        }
        let is_new = self.secrets.insert(text.as_ref().to_owned());
        // Of what is no UTF-8, other bytes may be the same text.
        if !is_new && matches!(text, Cow::Borrowed(_)) {
            return;
        }
        let is_word = secret.len() < SHORTEST;
        let shortest = if is_word {
            SHORTEST_OF_A_WORD
        } else {
            SHORTEST
        };
        for form in every_form(secret) {
            if form.len() >= shortest {
                self.known.add(form);
            }
        }
        if is_word {
            self.words.insert(text.to_ascii_lowercase());
            return;
        }
        self.add_plain(&text);
        // A secret that reads like an escape loses it wherever the escapes around it are read.
        self.add_plain(unescaped(&text).trim());
    }

    fn add_plain(&mut self, secret: &str) {
        let plain = secret.to_ascii_lowercase();
        let tight = without_blanks(&plain);
        if tight.len() >= SHORTEST_ACROSS_BLANKS {
            self.tight.add(tight);
        }
        if plain.len() >= SHORTEST {
            self.plain.add(plain);
        }
    }

    /// Returns whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Returns whether there are more than are looked for. The others are not remembered, and
    /// so every text counts as one that holds a secret.
    pub(crate) fn are_too_many(&self) -> bool {
        self.secrets.len() > self.most
    }

    /// Returns whether a text contains one of the secrets in any form.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        if self.are_too_many() {
            return true;
        }
        if self.secrets.is_empty() {
            return false;
        }
        readings(text).iter().any(|text| self.are_in_reading(text))
    }

    fn are_in_reading(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.plain.are_in(&lower)
            || self.known.are_in(text)
            || self.known.are_in(&without_blanks(text))
            || self.tight.are_in(&without_blanks(&lower))
            || self.words.iter().any(|word| holds_word(&lower, word))
    }

    /// The text without the secrets. If they occur in it as they are, the rest is kept; otherwise
    /// nothing is.
    pub(crate) fn veiled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.are_too_many() {
            return Cow::Borrowed(HIDDEN);
        }
        if !self.are_in(text) {
            return Cow::Borrowed(text);
        }
        let mut secrets: Vec<&String> = self.secrets.iter().collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        let replaced = secrets
            .into_iter()
            .filter(|secret| secret.len() >= SHORTEST)
            .fold(text.to_owned(), |text, secret| text.replace(secret, HIDDEN));
        if self.are_in(&replaced) {
            Cow::Borrowed(HIDDEN)
        } else {
            Cow::Owned(replaced)
        }
    }
}

impl Together {
    fn add(&mut self, form: String) {
        if form.len() > LONGEST_COMPARED {
            self.long.insert(form);
        } else if !self.begin(&form) {
            // Whatever holds one of these holds the new one as well.
            let behind = self.short.range(form.clone()..);
            let longer = behind.take_while(|other| other.starts_with(form.as_str()));
            let longer: Vec<String> = longer.cloned().collect();
            for other in &longer {
                self.short.remove(other);
            }
            self.short.insert(form);
        }
    }

    /// Returns whether a text contains one of them.
    fn are_in(&self, text: &str) -> bool {
        let mut places = text.char_indices().map(|(place, _)| place);
        let begin = |place: usize| text.get(place..).is_some_and(|rest| self.begin(rest));
        (!self.short.is_empty() && places.any(begin))
            || self.long.iter().any(|form| text.contains(form.as_str()))
    }

    /// Returns whether a text begins with one of the short ones.
    fn begin(&self, text: &str) -> bool {
        let before: (Bound<&str>, Bound<&str>) = (Bound::Unbounded, Bound::Included(text));
        let last = self.short.range::<str, _>(before).next_back();
        last.is_some_and(|form| text.starts_with(form.as_str()))
    }
}

/// A space may have been written as `+`, and Base64 may have been broken into lines.
fn without_blanks(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '+')
        .collect()
}

/// Returns whether a text contains a word that is no part of a longer one.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        let ends = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        ends(before) && ends(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(secrets: &[&str]) -> Needles {
        let mut needles = Needles::default();
        for secret in secrets {
            needles.add(secret);
        }
        needles
    }

    #[test]
    fn p304_a_secret_is_found_in_every_form_and_taken_out() {
        let needles = needles(&["hunter2 c@n/ry?", "Basic YTpi", "ab"]);
        for (text, veiled) in [
            ("nothing", "nothing"),
            ("a hunter2 c@n/ry? b", "a *** b"),
            ("HUNTER2 C@N/RY?", "***"),
            ("hunter2%20c%40n%2Fry%3F", "***"),
            ("hunter2+c%40n/ry%3f", "***"),
            ("hunter2\\u0020c\\u0040n\\/ry?", "***"),
            ("hunter2 c%2540n%252fry?", "***"),
            ("hunter2&#32;c&#x40;n/ry?", "***"),
            ("x aHVudGVyMiBjQG4vcnk/ y", "***"),
            ("x aHVudGVyMiBj\r\n QG4vcnk_ y", "***"),
            ("eDpodW50ZXIyIGNAbi9yeT96", "***"),
            ("68756E746572322063406E2F72793F", "***"),
            ("the word ab alone", "***"),
            ("about cab", "about cab"),
            ("id=ab", "***"),
            ("authorization: Basic YTpi", "authorization: ***"),
        ] {
            assert_eq!(needles.veiled(text), veiled, "{text}");
        }
    }

    #[test]
    fn p304_a_secret_is_found_below_every_escape() {
        for (secret, text) in [
            ("hunter/2canary!", "said: hunter&sol;2canary!"),
            ("hunter:#+2 canary", "hunter&colon;&num;&plus;2&nbsp;canary"),
            ("hunt\u{1f511}er9!", r"said: hunt\ud83d\udd11er9!"),
            ("hunt\u{1f511}er9!", r"said: HUNT\\uD83D\\uDD11ER9!"),
            ("hunt\u{e9}r9", "hunt%C3%25A9r9"),
            ("hunt%41er/9", r"hunt%41er\/9"),
            ("hunt%41er/9", r"aHVudCU0MWVyLzk\n"),
            ("hunter2canary", r"hunter2\ncanary"),
            ("hunter@2", r"hunter\@2"),
            // A word of its own behind an escaped line break.
            ("ab", r"it is\nab"),
        ] {
            assert_eq!(needles(&[secret]).veiled(text), HIDDEN, "{text}");
        }
    }

    #[test]
    fn p304_a_secret_is_found_in_each_charset_that_it_is_taken_for() {
        for (secret, text) in [
            // Latin-1, the same escaped and in Base64, and windows-1252.
            ("gr\u{fc}nkohl1", "said gr\u{c3}\u{bc}nkohl1"),
            ("gr\u{fc}nkohl1", r"said gr\u00c3\u00bcnkohl1"),
            ("gr\u{fc}nkohl1", "Z3LDg8K8bmtvaGwx"),
            ("gro\u{df}\u{20ac}", "gro\u{c3}\u{178}\u{e2}\u{201a}\u{ac}"),
            // A mark for each byte, and for each letter.
            ("gr\u{fc}nkohl1", "said gr??nkohl1"),
            ("gr\u{fc}nkohl1", "said gr?nkohl1"),
            ("gr\u{fc}nkohl1", "said gr\u{fffd}nkohl1"),
            // A word is long enough when it is read so.
            ("\u{20ac}", "x\u{e2}\u{201a}\u{ac}y"),
        ] {
            assert_eq!(needles(&[secret]).veiled(text), HIDDEN, "{text}");
        }
        // A password that was sent in Latin-1 is read rightly by whoever expects that.
        let mut needles = Needles::default();
        needles.add_bytes(b" gr\xfcnkohl1 ");
        for text in ["a gr\u{fc}nkohl1", "a gr%FCnkohl1", "a 6772FC6E6B6F686C31"] {
            assert_eq!(needles.veiled(text), HIDDEN, "{text}");
        }
        assert_eq!(needles.veiled("gr\u{fc}nkohl"), "gr\u{fc}nkohl");
        needles.add_bytes(b"gr\xf6nkohl1");
        assert_eq!(needles.veiled("gr\u{f6}nkohl1"), HIDDEN);
    }

    #[test]
    fn p311_no_more_secrets_are_remembered_than_are_looked_for() {
        let mut needles = Needles::default();
        let text = "nothing";
        for number in 0..MOST_OF_A_CALL {
            needles.add(&format!("canary-{number}"));
            needles.add(&format!("canary-{number}"));
        }
        assert!(!needles.are_too_many() && !needles.are_in(text));
        for number in MOST_OF_A_CALL..10 * MOST_OF_A_CALL {
            needles.add(&format!("canary-{number}"));
            assert!(needles.are_too_many() && needles.are_in(text));
        }
        assert_eq!(needles.veiled(text), HIDDEN);
        assert_eq!(needles.secrets.len(), MOST_OF_A_CALL + 1);
    }

    #[test]
    fn forms_are_found_together_as_each_of_them_is() {
        let long = "long".repeat(LONGEST_COMPARED);
        let forms = [
            "abc",
            "ab",
            "abd",
            "b",
            "bca",
            "ca",
            "zz\u{e9}",
            "\u{e9}\u{e8}",
            long.as_str(),
        ];
        let behind = format!("x{long}");
        for count in 0..=forms.len() {
            let forms = forms.get(..count).unwrap();
            let mut together = Together::default();
            for form in forms {
                together.add((*form).to_owned());
            }
            for text in [
                "",
                "a",
                "ab",
                "aab",
                "abe",
                "acb",
                "cab",
                "cc",
                "dcad",
                "z\u{e9}",
                "azz\u{e9}z",
                "\u{e9}\u{e9}\u{e8}",
                behind.as_str(),
            ] {
                let is_in = forms.iter().any(|form| text.contains(*form));
                assert_eq!(together.are_in(text), is_in, "{forms:?} in {text}");
            }
        }
    }

    #[test]
    fn where_no_secret_is_known_every_text_stays() {
        let needles = needles(&["", "  ", HIDDEN]);
        assert_eq!(needles.veiled("%3D *** \\u003d"), "%3D *** \\u003d");
    }
}
