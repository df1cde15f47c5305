//! `Retry-After`, in both of its forms.

use std::time::{Duration, SystemTime};

/// The longest wait that a server may ask for.
const LONGEST: Duration = Duration::from_secs(300);

/// Reads a number of seconds or an HTTP date, clamped to five minutes; garbage and negative numbers
/// say nothing.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number beyond 64 bits is a long wait, not garbage.
        let seconds = value.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let moment = httpdate::parse_http_date(value).ok()?;
    // A moment that has passed asks for no wait.
    let wait = moment.duration_since(now).unwrap_or(Duration::ZERO);
    Some(wait.min(LONGEST))
}
