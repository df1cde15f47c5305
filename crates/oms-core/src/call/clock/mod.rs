//! Time and chance, in one place, so that a test can set both.
//!
//! Monotonic time and sleeping are tokio's, which a test can pause; wall time and randomness are
//! injected through the builder. A platform without a clock has neither.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod moment;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
#[path = "timeless.rs"]
mod moment;

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

pub(crate) use self::moment::Moment;

/// `false` on a platform where asking for the time panics.
const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// Reads the wall clock.
pub(crate) type WallClock = dyn Fn() -> SystemTime + Send + Sync;

/// The wall clock and the source of chance of one client.
pub(crate) struct Clock {
    wall: Arc<WallClock>,
    chance: Mutex<fastrand::Rng>,
}

impl Clock {
    pub(crate) fn new(wall: Option<Arc<WallClock>>, seed: Option<u64>) -> Self {
        Self {
            wall: wall.unwrap_or_else(|| Arc::new(wall_now)),
            chance: Mutex::new(seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed)),
        }
    }

    /// The time on the wall clock.
    pub(crate) fn wall(&self) -> SystemTime {
        (self.wall)()
    }

    /// A duration between two others, to the millisecond, each with the same chance.
    pub(crate) fn between(&self, range: RangeInclusive<Duration>) -> Duration {
        let millis = |duration: &Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(
            self.chance()
                .u64(millis(range.start())..=millis(range.end())),
        )
    }

    fn chance(&self) -> MutexGuard<'_, fastrand::Rng> {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A random ID in the form of a UUID of version 4.
    pub(crate) fn uuid(&self) -> String {
        // The seed is for waits: a program that starts with it again must not repeat its IDs. A
        // platform without a clock has no other chance.
        let random = if HAS_CLOCK {
            fastrand::u128(..)
        } else {
            self.chance().u128(..)
        };
        let versioned = random & !(0xF000_u128 << 64) | 0x4000_u128 << 64;
        let digits = format!(
            "{:032x}",
            versioned & !(0xC000_u128 << 48) | 0x8000_u128 << 48
        );
        let mut text = String::with_capacity(36);
        for (place, digit) in digits.chars().enumerate() {
            if matches!(place, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(digit);
        }
        text
    }

    /// Returns `true` if there is a runtime whose timers can be used.
    pub(crate) fn is_at_hand() -> bool {
        HAS_CLOCK && tokio::runtime::Handle::try_current().is_ok()
    }

    /// Waits.
    pub(crate) async fn sleep(wait: Duration) {
        tokio::time::sleep(wait).await;
    }
}

/// The time on the wall clock of the platform, or the beginning of its count where there is none.
fn wall_now() -> SystemTime {
    if HAS_CLOCK {
        SystemTime::now()
    } else {
        SystemTime::UNIX_EPOCH
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").finish_non_exhaustive()
    }
}
