//! Spans such as `2h` or `1d12h`.

/// The units, largest first, with their seconds.
const UNITS: &[(char, i64)] = &[
    ('w', 604_800),
    ('d', 86_400),
    ('h', 3_600),
    ('m', 60),
    ('s', 1),
];

/// The seconds of a span: numbers with units, the largest unit first, each at most once.
pub(crate) fn seconds(span: &str) -> Result<i64, String> {
    let mut units = UNITS.iter();
    let mut total: i64 = 0;
    let mut rest = span;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .ok_or_else(|| format!("needs a unit after `{rest}`: w, d, h, m or s, as in `-2h`"))?;
        let (digits, tail) = rest.split_at(end);
        let mut tail = tail.chars();
        let unit = tail.next().unwrap_or_default();
        // The iterator moves on with each unit found, so a unit that is repeated or out of order is not found any more.
        let per_unit = units
            .find(|(name, _)| *name == unit)
            .map(|(_, seconds)| *seconds)
            .ok_or_else(unreadable)?;
        let number: i64 = digits.parse().map_err(|_| unreadable())?;
        total = number
            .checked_mul(per_unit)
            .and_then(|part| total.checked_add(part))
            .ok_or("is longer than time itself")?;
        rest = tail.as_str();
    }
    if span.is_empty() {
        return Err(unreadable());
    }
    Ok(total)
}

fn unreadable() -> String {
    "is no span: write numbers with units, the largest first, such as `-2h`, `-1d12h` or `2h ago`"
        .to_owned()
}
