//! Texts of the spec to the values that they mean.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ir::Version;
use crate::report::Flaw;

/// A version of three numbers.
pub(crate) fn version(text: &str) -> Option<Version> {
    let mut parts = text.split('.').map(|part| {
        let digits = part.chars().all(|character| character.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| digits)
    });
    let version = Version {
        major: parts.next()??,
        minor: parts.next()??,
        patch: parts.next()??,
    };
    parts.next().is_none().then_some(version)
}

/// Ranges of ASCII characters, such as `A-Za-z0-9_-`.
pub(crate) fn characters(text: &str) -> Result<Vec<(char, char)>, Flaw> {
    let visible = |character: char| character.is_ascii_graphic();
    if let Some(flaw) = Flaw::of_character(text, visible, "only ASCII characters that can be seen")
    {
        return Err(flaw);
    }
    // Every character is ASCII here, so that bytes and characters are the same.
    let mut rest = text.as_bytes();
    let mut ranges = Vec::new();
    while let [low, behind @ ..] = rest {
        let start = text.len() - rest.len();
        let (high, behind) = match behind {
            [b'-', high, behind @ ..] => (high, behind),
            _ => (low, behind),
        };
        rest = behind;
        if low > high {
            return Err(Flaw::new(start..start + 3, "the range runs backwards"));
        }
        ranges.push((char::from(*low), char::from(*high)));
    }
    Ok(ranges)
}

/// The text that standard Base64 with padding encodes; `None` where nothing is encoded so, or no
/// text.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_spec::base64_text("dGV4dA==").as_deref(), Some("text"));
/// assert_eq!(oms_spec::base64_text("dGV4dA"), None);
/// ```
#[must_use]
pub fn base64_text(encoded: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}

/// The unit that a cost text bears, such as `milliseconds` for `10 ms`; `None` where it bears none.
pub(crate) fn unit_of(cost: &str) -> Option<&str> {
    let number = |character: char| character.is_ascii_digit() || character == '.';
    let unit = cost.trim().trim_start_matches(number).trim_start();
    Some(match unit.to_lowercase().as_str() {
        "" => return None,
        "s" | "sec" | "secs" | "second" | "seconds" => "seconds",
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => "milliseconds",
        _ => unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_ranges_and_single_ones() {
        for (text, expected) in [
            (
                "a-z0_-",
                Ok(vec![('a', 'z'), ('0', '0'), ('_', '_'), ('-', '-')]),
            ),
            ("-a", Ok(vec![('-', '-'), ('a', 'a')])),
            ("a-", Ok(vec![('a', 'a'), ('-', '-')])),
            ("0z-a", Err("z-a")),
            ("a b", Err(" ")),
            ("aé", Err("é")),
        ] {
            let read = characters(text).map_err(|flaw| &text[flaw.range]);
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_cost_bears_its_unit() {
        for (cost, expected) in [
            ("10 ms", Some("milliseconds")),
            ("1089ms", Some("milliseconds")),
            ("1.5 s", Some("seconds")),
            ("1", None),
            ("3 min", Some("min")),
        ] {
            assert_eq!(unit_of(cost), expected, "{cost}");
        }
    }
}
