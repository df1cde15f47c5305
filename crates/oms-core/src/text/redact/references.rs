//! The characters that HTML writes as a number or by a name, as browsers read them: with any number
//! of leading zeros, and often without a semicolon.

/// The names of characters of ASCII that end with a semicolon.
const NEW: [(&str, char); 37] = [
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("apos", '\''),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("DiacriticalGrave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("VerticalLine", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
];

/// The names that need no semicolon, beside those of [`LATIN_1`]. A page has the space that does
/// not break in the place of any other.
const OLD: [(&str, char); 11] = [
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("quot", '"'),
    ("QUOT", '"'),
    ("COPY", '©'),
    ("REG", '®'),
    ("nbsp", ' '),
];

/// The first character that has a name in [`LATIN_1`]; the others follow it.
const FIRST: char = '\u{a1}';

/// The names of the letters and signs of Latin-1, which need no semicolon either.
const LATIN_1: [&str; 95] = [
    "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para",
    "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc",
    "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc",
    "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave",
    "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve",
    "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml",
    "yacute", "thorn", "yuml",
];

/// The length of the longest name.
const LONGEST_NAME: usize = 16;

/// The character that a text behind a `&` begins with, and the length of what is written for it,
/// the `&` included.
pub(super) fn reference(text: &[u8]) -> Option<(char, usize)> {
    let (c, length) = match text {
        [b'#', b'x' | b'X', digits @ ..] => numbered(digits, 16).map(|(c, length)| (c, length + 2)),
        [b'#', digits @ ..] => numbered(digits, 10).map(|(c, length)| (c, length + 1)),
        _ => named(text),
    }?;
    let semicolon = usize::from(text.get(length) == Some(&b';'));
    Some((c, 1 + length + semicolon))
}

fn numbered(digits: &[u8], radix: u32) -> Option<(char, usize)> {
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
    let length = digits.iter().take_while(is_digit).count();
    let number = std::str::from_utf8(digits.get(..length)?).ok()?;
    let number = u32::from_str_radix(number, radix).ok()?;
    Some((char::from_u32(number)?, length))
}

fn named(text: &[u8]) -> Option<(char, usize)> {
    let length = letters(text.iter().take(LONGEST_NAME));
    let name = text.get(..length)?;
    let is_closed = text.get(length) == Some(&b';');
    let new = NEW
        .iter()
        .copied()
        .find(|(known, _)| is_closed && known.as_bytes() == name);
    let (known, c) = new.or_else(|| {
        let latin_1 = LATIN_1.into_iter().zip(FIRST..);
        // None of these is the beginning of another.
        OLD.into_iter()
            .chain(latin_1)
            .find(|(known, _)| name.starts_with(known.as_bytes()))
    })?;
    Some((c, known.len()))
}

/// The end of a text from a `&` on, if more bytes behind it would make a character of it, or
/// another one.
pub(super) fn unfinished(text: &[u8]) -> &[u8] {
    let length = letters(text.iter().rev());
    let before = text.get(..text.len() - length).unwrap_or_default();
    let length = match before {
        [.., b'&', b'#'] => length + 2,
        [.., b'&'] if length <= LONGEST_NAME => length + 1,
        _ => 0,
    };
    text.get(text.len() - length..).unwrap_or_default()
}

/// A text without the number at its end, if it was cut there: further digits may have followed.
pub(super) fn without_an_open_number(text: &[u8], cut: bool) -> &[u8] {
    let end = unfinished(text);
    let length = if cut && end.starts_with(b"&#") {
        end.len()
    } else {
        0
    };
    text.get(..text.len() - length).unwrap_or_default()
}

/// The number of letters and digits that come first.
fn letters<'b>(bytes: impl Iterator<Item = &'b u8>) -> usize {
    bytes
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count()
}

#[cfg(test)]
mod tests {
    use super::{LATIN_1, LONGEST_NAME, NEW, OLD, reference, unfinished};

    #[test]
    fn p226_a_character_of_html_is_read_as_a_browser_reads_it() {
        for (text, read) in [
            ("#74;", Some(('J', 5))),
            ("#x4a;", Some(('J', 6))),
            ("#X4A;", Some(('J', 6))),
            ("#x0004a;", Some(('J', 9))),
            ("#74", Some(('J', 4))),
            ("#74x", Some(('J', 4))),
            ("#x4ag", Some(('J', 5))),
            ("#00000000000000074;", Some(('J', 20))),
            ("#1114111;", Some(('\u{10ffff}', 10))),
            ("#4a;", Some(('\u{4}', 3))),
            ("amp;lt;", Some(('&', 5))),
            ("ampx", Some(('&', 4))),
            ("AMP;", Some(('&', 5))),
            ("iexcl", Some(('\u{a1}', 6))),
            ("sup1;", Some(('\u{b9}', 6))),
            ("Uuml;", Some(('\u{dc}', 6))),
            ("uumlber", Some(('\u{fc}', 5))),
            ("yuml;", Some(('\u{ff}', 6))),
            ("DiacriticalGrave;", Some(('`', 18))),
            ("Amp;", None),
            ("equals", None),
            ("equalsx;", None),
            ("none;", None),
            ("#;", None),
            ("#x;", None),
            ("#+74;", None),
            ("#x110000;", None),
            ("#xd800;", None),
            ("#99999999999;", None),
            (";", None),
            ("", None),
        ] {
            assert_eq!(reference(text.as_bytes()), read, "{text}");
        }
    }

    #[test]
    fn the_names_of_html_are_told_apart() {
        let old: Vec<_> = OLD.iter().map(|(name, _)| *name).chain(LATIN_1).collect();
        for name in &old {
            let longer = old.iter().filter(|longer| longer.starts_with(name));
            assert_eq!(longer.count(), 1, "{name}");
        }
        let names = NEW.iter().map(|(name, _)| *name).chain(old);
        assert_eq!(names.map(str::len).max(), Some(LONGEST_NAME));
    }

    #[test]
    fn what_may_become_a_character_of_html_is_known_at_the_end_of_a_text() {
        for (text, end) in [
            ("a&", "&"),
            ("a&#", "&#"),
            ("a&#x", "&#x"),
            ("a&#000000000000000000001", "&#000000000000000000001"),
            ("a&Diacritical", "&Diacritical"),
            ("a&amp;", ""),
            ("a&no name", ""),
            ("&longer_than", ""),
            ("&ThisIsLongerThanAnyName", ""),
            ("a#1", ""),
            ("plain", ""),
            ("", ""),
        ] {
            assert_eq!(unfinished(text.as_bytes()), end.as_bytes(), "{text}");
        }
    }
}
