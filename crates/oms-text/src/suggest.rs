//! The word that a misspelt one was meant to be.

/// Longest word that is compared with others, in characters: a longer one is no misspelt word.
const LONGEST: usize = 64;

/// Finds the known word that a misspelt one was probably meant to be.
///
/// A known word is near if at most a third of its characters (one in a short word) were added, left
/// out, replaced or swapped with their neighbours; capital letters do not matter. Of several words
/// that are equally near, the first is returned.
///
/// # Examples
///
/// ```
/// use oms_text::nearest;
///
/// assert_eq!(nearest("requried", ["required", "optional"]), Some("required"));
/// assert_eq!(nearest("blue", ["required", "optional"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    if length > LONGEST {
        return None;
    }
    let near = known.into_iter().filter_map(|candidate| {
        let allowed = (candidate.chars().count() / 3).max(1);
        // Two words are at least as far apart as their lengths, which are cheaper to compare.
        if candidate.chars().count().abs_diff(length) > allowed {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        (distance <= allowed && candidate != word).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_suggested() {
        let long = "required".repeat(100);
        for (word, expected) in [
            ("requried", Some("required")),
            ("REQUIRED", Some("required")),
            ("require", Some("required")),
            ("blue", None),
            ("", None),
            (&long, None),
        ] {
            assert_eq!(nearest(word, ["required", "optional"]), expected, "{word}");
        }
    }
}
