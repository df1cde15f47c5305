//! What a cost text says.

use std::time::Duration;

use super::Cost;

#[test]
fn a_cost_is_a_duration_only_where_its_unit_is_stated() {
    let table = [
        ("10 ms", Some(10_000_000)),
        ("1089 ms", Some(1_089_000_000)),
        ("10ms", Some(10_000_000)),
        (" 10  MS ", Some(10_000_000)),
        ("0.01 s", Some(10_000_000)),
        ("1.5s", Some(1_500_000_000)),
        ("2 min", Some(120_000_000_000)),
        ("1 ns", Some(1)),
        ("0.0000000001 s", Some(0)),
        ("1", None),
        ("56", None),
        ("", None),
        ("ms", None),
        ("-1 ms", None),
        ("1.2.3 s", None),
        ("1 fortnight", None),
        ("99999999999999999999 s", None),
        ("18446744073709551615 s", None),
        ("1e9 ms", None),
    ];
    for (raw, nanos) in table {
        let cost = Cost::new(raw);
        assert_eq!(cost.duration(), nanos.map(Duration::from_nanos), "{raw}");
        assert_eq!(cost.raw(), raw);
    }
}
