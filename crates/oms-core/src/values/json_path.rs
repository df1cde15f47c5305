//! Names the place in a JSON text where reading failed.
//!
//! It is worked out after a failure, from the line and column that the parser reports, so that a
//! success pays nothing for it.

use std::fmt::Write;

/// One level of nesting.
enum PathStep {
    Object { key: String, key_is_next: bool },
    Array { index: usize },
}

/// The path of the value that could not be read, such as `items[3].id`; empty for the text itself.
/// The text is known to be JSON.
///
/// A field that is missing is named itself: the parser reports the end of its object.
pub(crate) fn of_the_fault(json: &str, error: &serde_json::Error) -> String {
    let mut steps = steps_to(json, offset_of(json, error.line(), error.column()));
    let text = error.to_string();
    let missing = text
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'));
    if let (Some((name, _)), Some(PathStep::Object { key, .. })) = (missing, steps.last_mut()) {
        name.clone_into(key);
    }
    render(&steps)
}

/// The paths of the values that begin at these bytes of a JSON text, which is walked once if they
/// are in their order.
pub(crate) fn of_the_values_at(
    json: &str,
    starts: impl Iterator<Item = usize>,
) -> impl Iterator<Item = String> {
    let mut walk = Walk::new(json);
    starts.map(move |start| render(walk.to(start)))
}

/// The byte at a line and a column, which count from one, as `serde_json` counts them; a column
/// counts bytes.
fn offset_of(json: &str, line: usize, column: usize) -> usize {
    let line_start: usize = json
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    line_start.saturating_add(column).min(json.len())
}

/// The levels of nesting that are open before a byte.
fn steps_to(json: &str, end: usize) -> Vec<PathStep> {
    let mut walk = Walk::new(json);
    walk.to(end);
    walk.steps
}

/// A walk through a JSON text.
struct Walk<'j> {
    json: &'j str,
    /// The first byte that was not read yet.
    at: usize,
    /// The levels of nesting that are open before it.
    steps: Vec<PathStep>,
}

impl<'j> Walk<'j> {
    fn new(json: &'j str) -> Self {
        Self {
            json,
            at: 0,
            steps: Vec::new(),
        }
    }

    /// Goes to a byte, and returns the levels of nesting that are open before it. A walk goes on
    /// from where a value begins alone, and does not go back: it begins again.
    fn to(&mut self, end: usize) -> &[PathStep] {
        if end < self.at {
            *self = Self::new(self.json);
        }
        let bytes = self.json.as_bytes().get(self.at..end).unwrap_or_default();
        let mut rest = (self.at..).zip(bytes.iter().copied());
        self.at = end;
        let steps = &mut self.steps;
        while let Some((place, byte)) = rest.next() {
            match byte {
                b'{' => steps.push(PathStep::Object {
                    key: String::new(),
                    key_is_next: true,
                }),
                b'[' => steps.push(PathStep::Array { index: 0 }),
                // The end of a container is where the parser reports what is missing in it, so its
                // last byte still belongs to it.
                b'}' | b']' if place + 1 < end => drop(steps.pop()),
                b',' => match steps.last_mut() {
                    Some(PathStep::Array { index }) => *index += 1,
                    Some(PathStep::Object { key_is_next, .. }) => *key_is_next = true,
                    None => {}
                },
                b'"' => {
                    let text = string(&mut rest);
                    if let Some(PathStep::Object {
                        key,
                        key_is_next: next @ true,
                    }) = steps.last_mut()
                    {
                        *key = text;
                        *next = false;
                    }
                }
                _ => {}
            }
        }
        &self.steps
    }
}

/// Passes over a string whose opening quote was read, and returns it as it is spelt.
fn string(rest: &mut impl Iterator<Item = (usize, u8)>) -> String {
    let mut bytes = Vec::new();
    while let Some((_, byte)) = rest.next() {
        match byte {
            b'"' => break,
            b'\\' => {
                bytes.push(byte);
                bytes.extend(rest.next().map(|(_, escaped)| escaped));
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn render(steps: &[PathStep]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            PathStep::Object { key, .. } if key.is_empty() => {}
            PathStep::Object { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            PathStep::Array { index } => {
                // Writing to a text cannot fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Walk, of_the_fault, of_the_values_at, offset_of, render, steps_to};

    #[derive(Debug, Deserialize)]
    #[expect(
        dead_code,
        reason = "only the places of what cannot be read matter here"
    )]
    struct Page {
        items: Vec<Item>,
        owner: Option<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(
        dead_code,
        reason = "only the places of what cannot be read matter here"
    )]
    struct Item {
        id: i64,
        name: Option<String>,
    }

    #[test]
    fn a_place_is_named_by_keys_and_indices() {
        let table = [
            (r#""text""#, ""),
            (r#"{"items":7}"#, "items"),
            (r#"{"items":[{"id":1},{"id":"x"}]}"#, "items[1].id"),
            (
                "{\n  \"items\": [\n    {\"id\": 1},\n    {\"id\": null}\n  ]\n}",
                "items[1].id",
            ),
            (
                r#"{"items":[{"id":1,"name":"a,b:{[\"}"},{"id":2,"name":3}]}"#,
                "items[1].name",
            ),
            (r#"{"items":[],"owner":{"id":true}}"#, "owner.id"),
            // A field that is missing, and not the one beside it.
            (r#"{"items":[{"name":"x"}]}"#, "items[0].id"),
            (r#"{"items":[{"id":1},{}]}"#, "items[1].id"),
            (r#"{"owner":null}"#, "items"),
            ("{}", "items"),
        ];
        for (json, expected) in table {
            let error = serde_json::from_str::<Page>(json).unwrap_err();
            assert_eq!(of_the_fault(json, &error), expected, "{json}: {error}");
        }
    }

    /// The place of the fault in a text that is no such value.
    fn fault<T: std::fmt::Debug + serde::de::DeserializeOwned>(json: &str) -> String {
        let error = crate::values::codec::lenient::from_str::<T>(json).unwrap_err();
        of_the_fault(json, &error)
    }

    #[test]
    fn a_scalar_of_an_odd_type_is_named_itself() {
        for (json, expected) in [
            (r#"[[],"a"]"#, "[0]"),
            (r#"["a",{"b":1},"c"]"#, "[1]"),
            ("[\n\"a\",\n null, \"c\"]", "[1]"),
            (r#"["a\ud800","c"]"#, "[0]"),
        ] {
            assert_eq!(fault::<Vec<String>>(json), expected, "{json}");
        }
        for odd in [
            "[1]",
            "[ 1, 2]",
            "[]",
            "[[1]]",
            r#"{"a":1}"#,
            "{}",
            "null",
            r#""x""#,
        ] {
            let list = format!("[7, {odd} ,8]");
            let item = format!(r#"{{"items":[{{"id":{odd}}}],"owner":null}}"#);
            let places = [
                (fault::<i64>(odd), ""),
                (fault::<crate::EpochSeconds>(odd), ""),
                (fault::<Vec<i64>>(&list), "[1]"),
                (fault::<Vec<f64>>(&list), "[1]"),
                (fault::<Page>(&item), "items[0].id"),
            ];
            for (place, expected) in places {
                assert_eq!(place, expected, "{odd}");
            }
        }
        assert_eq!(fault::<Vec<bool>>("[true,[true]]"), "[1]");
        // A list in place of an object is the fault, and not the list around it.
        assert_eq!(fault::<Vec<Item>>("[[1]]"), "[0]");
        assert_eq!(fault::<Item>("[1]"), "");
    }

    #[test]
    fn the_values_of_a_text_are_named_on_one_walk_as_each_is_by_itself() {
        let json = r#"{"a,":[1, {"b\"[":2,"c":[]},[ 3,4]],"d":{"e":{}},"f":"]"}"#;
        let starts = [
            "[1", "1,", "{\"b", "2,", "[]", "[ 3", "3", "4", "{\"e", "{}", "\"]",
        ];
        let starts = starts.map(|value| json.find(value).unwrap());
        let named: Vec<_> = of_the_values_at(json, starts.into_iter()).collect();
        assert_eq!(
            named,
            [
                "a,",
                "a,[0]",
                "a,[1]",
                r#"a,[1].b\"["#,
                "a,[1].c",
                "a,[2]",
                "a,[2][0]",
                "a,[2][1]",
                "d",
                "d.e",
                "f",
            ]
        );
        assert_eq!(named, starts.map(|start| render(&steps_to(json, start))));
        // Back to the first one, the walk begins again.
        let [first, .., last] = starts;
        let back: Vec<_> = of_the_values_at(json, [last, first].into_iter()).collect();
        assert_eq!(back, ["f", "a,"]);
        // A walk reads on from where it is: what is behind it could as well be another text.
        let mut walk = Walk::new(json);
        walk.to(first);
        let blank = " ".repeat(first) + &json[first..];
        walk.json = &blank;
        assert_eq!(render(walk.to(last)), "f");
    }

    #[test]
    fn no_place_of_any_text_panics() {
        let json = r#"{"a":[1,{"b\"\\":"c"}],"d":[[]]}"#;
        for line in 0..3 {
            for column in 0..json.len() + 3 {
                let _ = render(&steps_to(json, offset_of(json, line, column)));
            }
        }
    }
}
