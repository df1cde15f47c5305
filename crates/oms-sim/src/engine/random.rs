//! Randomness that a seed repeats: the same seed and the same calls draw the same numbers, on any
//! machine.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A source of random numbers, which is written and read as the number that its next draws depend
/// on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Random(fastrand::Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Draws whether an event with this probability happens. Certainty and impossibility draw
    /// nothing.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        probability >= 1.0 || (probability > 0.0 && self.0.f64() < probability)
    }

    /// So many bytes, of any value.
    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        std::iter::repeat_with(|| self.0.u8(..))
            .take(count)
            .collect()
    }
}

impl Serialize for Random {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As text: a reader that takes every number for a float would lose digits.
        serializer.collect_str(&self.0.get_seed())
    }
}

impl<'de> Deserialize<'de> for Random {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map(Self::new)
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_draws_and_a_stored_state_goes_on() {
        let draws =
            |random: &mut Random| -> Vec<bool> { (0..32).map(|_| random.chance(0.5)).collect() };
        let mut first = Random::new(7);
        assert_eq!(draws(&mut first), draws(&mut Random::new(7)));
        let stored = serde_json::to_string(&first).unwrap();
        let mut restored: Random = serde_json::from_str(&stored).unwrap();
        assert_eq!(draws(&mut first), draws(&mut restored));
        assert_ne!(draws(&mut Random::new(7)), draws(&mut Random::new(8)));
    }

    #[test]
    fn certainty_and_impossibility_draw_nothing() {
        let mut random = Random::new(7);
        assert!(random.chance(1.0));
        assert!(!random.chance(0.0));
        assert_eq!(random, Random::new(7));
    }
}
