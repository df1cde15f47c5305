//! Makes answers short enough for a model to read: empty parts are left out. An answer to a
//! question that is too long is refused with advice on asking for less; a plan, a refusal and the
//! outcome of what was sent are always told, in part where they are too long.

use oms_client::Shown;

use crate::terminal::{Ordered, safe_json};

/// The longest answer, in bytes.
const LONGEST: usize = 60_000;

/// The longest part of an outcome that takes no room worth saving, in bytes.
const SHORT: usize = 200;

/// The fields of a report that repeat what the model has asked for.
const REPEATED: &[&str] = &[
    "schema_version",
    "request",
    "endpoint",
    "profile",
    "explanation",
];

/// The fields that only a report has together.
const OF_A_REPORT: [&str; 2] = ["kind", "exit_code"];

/// Returns the answer to a question: a report without the fields that tell a model nothing new, or
/// a part of one as it is. Text that is not JSON stays as it is. The error is the refusal of what
/// is too long.
pub(super) fn question(text: &str, is_part: bool) -> Result<String, String> {
    let mut answer = Ordered::read(text);
    if !is_part {
        remove_repeated(&mut answer);
    }
    strip(&mut answer);
    let text = answer.to_string();
    if text.len() <= LONGEST {
        return Ok(safe_json(&text).into_owned());
    }
    Err(format!(
        "The answer takes {} bytes, and at most {LONGEST} are given. Ask for less: with `limit`, with a filter, or \
         with `query` for a part of it.",
        text.len()
    ))
}

/// Returns the outcome of what was sent. Of a report that is too long, the longest parts are left
/// out, so that nobody has to send again to learn what came of it.
pub(super) fn outcome(text: &str) -> String {
    let mut report = Ordered::read(text);
    remove_repeated(&mut report);
    strip(&mut report);
    without_longest(report, "`read_action` shows the present state.")
}

/// Returns a plan, in words or as a report, or a refusal. It repeats the parameters, which the
/// model has just written: of what is too long, each line is cut as in the question that a person
/// is asked.
pub(super) fn plan(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.trim_end().to_owned();
    }
    let report = Ordered::read(text);
    if let Ordered::Object(_) = report {
        return without_longest(report, "A person sees them in a terminal.");
    }
    let lines: Vec<String> = text.lines().map(|line| Shown(line).to_string()).collect();
    let lines = lines.join("\n");
    if lines.len() <= LONGEST {
        return lines;
    }
    beside(&lines)
}

/// Returns a report, of which the longest parts are left out if it is too long.
fn without_longest(mut report: Ordered, instead: &str) -> String {
    while report.to_string().len() > LONGEST {
        let Some(longest) = longest(&mut report) else {
            break;
        };
        let bytes = longest.to_string().len();
        *longest = Ordered::Text(format!("{bytes} bytes are left out. {instead}"));
    }
    safe_json(&report.to_string()).into_owned()
}

/// Returns what a command has said beside its report, from its beginning on.
pub(super) fn beside(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(LONGEST / 4) {
        None => text.to_owned(),
        Some((end, _)) => {
            let (shown, rest) = text.split_at(end);
            format!("{shown}\n{} bytes are left out.", rest.len())
        }
    }
}

/// Returns the longest field that is worth leaving out.
fn longest(report: &mut Ordered) -> Option<&mut Ordered> {
    let Ordered::Object(fields) = report else {
        return None;
    };
    let sized = fields
        .iter_mut()
        .map(|(_, value)| (value.to_string().len(), value));
    let (bytes, longest) = sized.max_by_key(|(bytes, _)| *bytes)?;
    (bytes > SHORT).then_some(longest)
}

fn remove_repeated(report: &mut Ordered) {
    let Ordered::Object(fields) = report else {
        return;
    };
    let has = |name: &&str| fields.iter().any(|(field, _)| field == name);
    if OF_A_REPORT.iter().all(has) {
        fields.retain(|(name, _)| !REPEATED.contains(&name.as_str()));
    }
}

/// Removes members that are null or empty from objects.
fn strip(value: &mut Ordered) {
    match value {
        Ordered::Object(fields) => {
            for (_, value) in fields.iter_mut() {
                strip(value);
            }
            fields.retain(|(_, value)| !says_nothing(value));
        }
        Ordered::List(items) => items.iter_mut().for_each(strip),
        Ordered::Text(_) | Ordered::Other(_) => {}
    }
}

fn says_nothing(value: &Ordered) -> bool {
    match value {
        Ordered::Object(fields) => fields.is_empty(),
        Ordered::List(items) => items.is_empty(),
        Ordered::Text(text) => text.is_empty(),
        Ordered::Other(_) => value.is_null(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_says_nothing_is_left_out_and_what_is_too_long_is_refused() {
        let report = r#"{"schema_version":1,"kind":"result","exit_code":0,"data":[{"a":null,"b":0,"c":{"d":""}}],"causes":[]}"#;
        assert_eq!(
            question(report, false).unwrap(),
            r#"{"kind":"result","exit_code":0,"data":[{"b":0}]}"#
        );
        assert_eq!(question("no JSON\n", false).unwrap(), "no JSON");
        let long = format!("{:?}", "a".repeat(LONGEST));
        assert!(question(&long, false).unwrap_err().contains("Ask for less"));
    }

    #[test]
    fn an_outcome_survives_any_length() {
        let ids = vec!["np_4w3a0001"; 10_000];
        for long in ["data", "message", "causes", "next"] {
            let mut report = serde_json::json!({
                "kind": "error", "exit_code": 8, "outcome": "unknown", "journal": 7,
                "next": "`oms journal resolve 7`", "message": "it may have taken effect",
            });
            report[long] = serde_json::json!(ids);
            let told: Value = serde_json::from_str(&outcome(&report.to_string())).unwrap();
            assert!(told.to_string().len() <= LONGEST);
            assert_eq!(told["outcome"], "unknown");
            assert_eq!(
                (&told["journal"], &told["exit_code"]),
                (&7.into(), &8.into())
            );
            let left = told[long].as_str().unwrap();
            assert!(left.contains("bytes are left out"), "{left}");
            if long == "data" {
                assert_eq!(told["next"], "`oms journal resolve 7`");
            }
        }
        let noise = "訂".repeat(LONGEST);
        assert!(beside(&noise).len() < LONGEST && beside(&noise).contains("left out"));
    }

    #[test]
    fn a_plan_and_a_refusal_are_told_at_any_length() {
        let text =
            |name: &str| format!("Plan: CreateLabel\n  name    {name}\n  Effect  Creates.\n");
        assert_eq!(plan(&text("a")), text("a").trim_end());
        let cut = plan(&text(&"a".repeat(9_000_000)));
        assert!(cut.len() < 3_000, "{}", cut.len());
        assert!(cut.contains("bytes in all)") && cut.ends_with("  Effect  Creates."));
        let many = plan(&text("a").repeat(LONGEST));
        assert!(many.len() < LONGEST && many.contains("are left out"));
        let report = serde_json::json!({
            "kind": "plan", "exit_code": 0, "journal": 7, "explanation": [["name", "a"]],
            "request": {"name": "a".repeat(9_000_000)},
        });
        let told: Value = serde_json::from_str(&plan(&report.to_string())).unwrap();
        assert!(told["request"].as_str().unwrap().contains("are left out"));
        assert_eq!(told["explanation"], report["explanation"]);
        assert_eq!(told["journal"], 7);
    }

    #[test]
    fn fields_of_the_service_and_their_digits_are_kept() {
        let data = r#"{"z":12345678901234567890123,"schema_version":"2","request":{"profile":0.10},"endpoint":"e","explanation":"x"}"#;
        assert_eq!(question(data, true).unwrap(), data);
        let alike = r#"{"kind":"k","exit_code":3,"profile":"p"}"#;
        assert_eq!(question(alike, true).unwrap(), alike);
        let report = format!(r#"{{"kind":"result","profile":"p","exit_code":0,"data":{data}}}"#);
        assert_eq!(
            question(&report, false).unwrap(),
            format!(r#"{{"kind":"result","exit_code":0,"data":{data}}}"#)
        );
    }
}
