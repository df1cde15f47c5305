//! The texts that are searched for, found in a time that hardly depends on how many there are: each
//! text in the parameters of an action that nobody has declared is one.

use secrecy::zeroize::Zeroizing;

/// The shortest text that is taken for a credential: a shorter one is in many a text by chance.
pub(super) const SHORTEST: usize = 6;

/// Texts that are searched for, each once.
pub(super) struct Needles {
    /// In the order of their bytes, so that one is found by halving.
    sorted: Vec<Zeroizing<Vec<u8>>>,
    /// For each of them the place of the longest other one with which it begins.
    shorter: Vec<Option<usize>>,
    /// A bit for the first bytes of each, by their hash: where none begins, none is looked up.
    firsts: Zeroizing<Vec<u64>>,
    longest: usize,
    shortest: usize,
}

impl Needles {
    /// Those of these texts that are long enough.
    pub(super) fn new(mut texts: Vec<Zeroizing<Vec<u8>>>) -> Self {
        texts.retain(|needle| needle.len() >= SHORTEST);
        texts.sort_unstable_by(|left, right| left.as_slice().cmp(right.as_slice()));
        texts.dedup();
        // At most one bit in sixteen is set.
        let words = texts.len().div_ceil(4).next_power_of_two();
        let mut firsts = Zeroizing::new(vec![0; words]);
        for (place, bit) in texts.iter().filter_map(|needle| place_of(needle, words)) {
            if let Some(word) = firsts.get_mut(place) {
                *word |= bit;
            }
        }
        let lengths = || texts.iter().map(|needle| needle.len());
        Self {
            longest: lengths().max().unwrap_or_default(),
            shortest: lengths().min().unwrap_or(SHORTEST),
            shorter: beginnings(&texts),
            firsts,
            sorted: texts,
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &[u8]> {
        self.sorted.iter().map(|needle| needle.as_slice())
    }

    pub(super) fn to_vec(&self) -> Vec<Zeroizing<Vec<u8>>> {
        self.sorted.clone()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The length of the longest; 0 if there are none.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }

    /// The length of the shortest.
    pub(super) const fn shortest(&self) -> usize {
        self.shortest
    }

    /// The length of the longest one with which a text begins.
    pub(super) fn begins(&self, text: &[u8]) -> Option<usize> {
        let (place, bit) = place_of(text, self.firsts.len())?;
        if self.firsts.get(place)? & bit == 0 {
            return None;
        }
        // Whichever begins the text begins the last one that is not behind the text as well.
        let behind = self
            .sorted
            .partition_point(|needle| needle.as_slice() <= text);
        let mut place = behind.checked_sub(1);
        while let Some(at) = place {
            let needle = self.sorted.get(at)?;
            if text.starts_with(needle) {
                return Some(needle.len());
            }
            place = *self.shorter.get(at)?;
        }
        None
    }
}

/// The word, among so many, a power of two, and the bit in it for the bytes with which a text
/// begins; `None` for one that is shorter than any needle.
fn place_of(text: &[u8], words: usize) -> Option<(usize, u64)> {
    let [first, second, third, fourth, fifth, sixth] = *text.first_chunk::<SHORTEST>()?;
    let bytes = u64::from_le_bytes([first, second, third, fourth, fifth, sixth, 0, 0]);
    let hash = bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let word = usize::try_from(hash >> 6).ok()?;
    Some((word & (words - 1), 1 << (hash & 63)))
}

/// For each of these sorted texts the place of the longest other one with which it begins.
fn beginnings(sorted: &[Zeroizing<Vec<u8>>]) -> Vec<Option<usize>> {
    let mut shorter: Vec<Option<usize>> = Vec::with_capacity(sorted.len());
    for (at, text) in sorted.iter().enumerate() {
        let begins = |place: usize| {
            let other = sorted.get(place);
            other.is_some_and(|other| text.starts_with(other))
        };
        let mut place = at.checked_sub(1);
        while let Some(other) = place.filter(|other| !begins(*other)) {
            place = shorter.get(other).copied().flatten();
        }
        shorter.push(place);
    }
    shorter
}

#[cfg(test)]
mod tests {
    use secrecy::zeroize::Zeroizing;

    use super::Needles;

    #[test]
    fn the_longest_text_with_which_another_begins_is_found_among_those_that_begin_alike() {
        let texts = [
            "canary",
            "canary-1",
            "canary-12",
            "canary-2",
            "zebra-1",
            "short",
        ];
        let texts = texts.map(|text| Zeroizing::new(text.as_bytes().to_vec()));
        let needles = Needles::new(texts.to_vec());
        assert_eq!((needles.shortest(), needles.longest()), (6, 9));
        for (text, found) in [
            ("canary", Some(6)),
            ("canary-", Some(6)),
            ("canary-11", Some(8)),
            ("canary-12", Some(9)),
            ("canary-2 and more", Some(8)),
            ("canary-3", Some(6)),
            ("canar", None),
            ("dog", None),
            ("short", None),
            ("zebra-1", Some(7)),
            ("zz", None),
            ("", None),
        ] {
            assert_eq!(needles.begins(text.as_bytes()), found, "{text}");
        }
        assert_eq!(Needles::new(Vec::new()).begins(b"canary"), None);
    }

    #[test]
    fn each_of_many_texts_is_found_and_no_other_and_few_are_looked_up() {
        let text = |number: usize| format!("{number:07x}").into_bytes();
        let texts = (0..20_000).map(|number| Zeroizing::new(text(number)));
        let needles = Needles::new(texts.collect());
        let found = |number: usize| needles.begins(&text(number)).is_some();
        assert!((0..20_000).all(found));
        assert!(!(20_000..40_000).any(found));
        let set: u32 = needles.firsts.iter().map(|word| word.count_ones()).sum();
        let bits = needles.firsts.len() * 64;
        assert!(
            usize::try_from(set).unwrap() * 16 <= bits,
            "{set} of {bits}"
        );
    }
}
