//! Spans in words, for people.

/// A number of seconds in words, such as `1 d 12 h` or `5 s`.
pub(crate) fn distance(seconds: i64) -> String {
    let units = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)];
    let mut rest = seconds.unsigned_abs();
    let mut parts = Vec::new();
    for (name, per_unit) in units {
        let count = rest / per_unit;
        rest %= per_unit;
        if count > 0 {
            parts.push(format!("{count} {name}"));
        }
    }
    if parts.is_empty() {
        return "0 s".to_owned();
    }
    parts.join(" ")
}
