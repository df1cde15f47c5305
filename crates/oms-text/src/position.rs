//! Positions: the greatest number of seconds, and texts of a source's own.

/// The last second since 1970 that a position can be: ten digits. A longer number counts
/// milliseconds, or names a year that no log reaches.
pub const LAST_EPOCH_SECOND: i64 = 9_999_999_999;

/// The longest of them, in characters.
const LONGEST: usize = 128;

/// Returns the reason for which a text is no position of a source's own, in words that go on from
/// its name; `None` where it is one.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::position_flaw("100,30"), None);
/// assert!(oms_text::position_flaw("1742365118").is_some());
/// ```
#[must_use]
pub fn position_flaw(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("must not be empty")
    } else if unsigned(text).is_empty() {
        Some("is a sign alone")
    } else if is_a_number(text) {
        Some("is a number as text, which would be taken for seconds: give whole seconds instead")
    } else if text.chars().any(char::is_control) {
        Some("must not contain a control character")
    } else if text.chars().nth(LONGEST).is_some() {
        Some("is longer than 128 characters")
    } else {
        None
    }
}

/// A text without the signs in front of it.
fn unsigned(text: &str) -> &str {
    let unsigned = text.trim().trim_start_matches(['+', '-', '@', '＋', '－']);
    unsigned.trim()
}

/// Returns whether a text is digits of any script alone, with or without a sign and a fraction, or
/// a number in scientific notation, as programs and spreadsheets write large ones.
///
/// An exponent alone makes no number: `0000000000051E12` is a log sequence number. None of these
/// has a fraction before the letter or a sign behind it.
///
/// # Examples
///
/// ```
/// assert!(oms_text::is_a_number("+1.5") && oms_text::is_a_number("1.742365118E+09"));
/// assert!(!oms_text::is_a_number("100,30"));
/// ```
#[must_use]
pub fn is_a_number(text: &str) -> bool {
    let unsigned = unsigned(text);
    let is_scientific = unsigned
        .split_once(['e', 'E'])
        .is_some_and(|(number, power)| {
            (number.contains('.') || power.starts_with(['+', '-']))
                && unsigned.parse::<f64>().is_ok()
        });
    if is_scientific {
        return true;
    }
    let is_part = |character: char| character.is_numeric() || character == '.';
    unsigned.chars().all(is_part)
        && unsigned.contains(char::is_numeric)
        && unsigned.matches('.').count() <= 1
}
