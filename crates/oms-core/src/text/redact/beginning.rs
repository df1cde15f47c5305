//! The part of a secret that an answer can repeat: the forms of a long text take many times its
//! memory, and an answer that is short holds none of them.

/// The most bytes of a text that become one byte of a form: an escape such as `\u0041` is one
/// character once it is undone, and Base64 has four digits for three bytes of it.
const MOST_BYTES: usize = 8;

/// The beginning of a text that an answer of this length can repeat, be it cut within the text.
pub(crate) fn beginning(text: &str, answer: usize) -> &str {
    let most = answer.saturating_mul(MOST_BYTES).min(text.len());
    let kept = (0..=most).rev().find_map(|end| text.get(..end));
    kept.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Redactor;
    use super::beginning;
    use crate::text::base64;

    #[test]
    fn p226_of_a_text_that_is_longer_than_the_answer_the_beginning_is_searched_for() {
        for (text, answer, expected) in [
            ("hunter2", 0, ""),
            ("hunter2-hunter2", 1, "hunter2-"),
            ("hunter2-hunter2", 2, "hunter2-hunter2"),
            ("hunter2", usize::MAX, "hunter2"),
            // No half of a character is searched for.
            ("hunter2\u{20ac}", 1, "hunter2"),
        ] {
            assert_eq!(beginning(text, answer), expected, "{text} {answer}");
        }
    }

    /// A text is left out only where the answer is too short for each of its forms.
    #[test]
    fn p226_a_text_that_an_answer_can_repeat_in_any_form_is_searched_for_whole() {
        for unit in [
            "a",
            "gr\u{fc}n",
            "abcd\u{1f511}",
            "\\u0041",
            "&#x41;",
            "%41",
        ] {
            let text = unit.repeat(24);
            for text in [base64::encode(text.as_bytes()), text] {
                let redactor = Redactor::of_texts([text.as_str()]);
                let shortest = redactor.needles.shortest();
                assert_eq!(beginning(&text, shortest), text, "{unit}");
            }
        }
    }
}
