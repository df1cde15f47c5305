//! The values of examples: those of a page against its tables, and those of our own in a skeleton.

use serde_json::Value;

use super::skeletons::{filled, hand_written, load};
use super::whole;
use crate::notice::Severity;
use crate::skeleton::{Hints, skeleton};

/// The rows of the parameters of a page.
const ROWS: &str = "\
| mode | string | The mode. Valid values: `SOFT`, `HARD`. |
| level | int | The level. Value range: 5 to 10. |
| wrap | object | How it is wrapped. |
| ├─ layers | integer | How many layers. Minimum value: `3`. |
| seal | string | A code in Base64. |
| identifier | string | It must not exceed 4 characters. |
| grade | string | The grade. Valid values: `LOW`, `HIGH`. |
| force | number | The force. Value range: 5 to 10. |
| play | number | The play. |";

/// A page of one action with this example of a request, and an answer in this state.
fn page(request: &str, state: &str) -> String {
    let head = "| Parameter | Type | Description |\n|---|---|---|\n";
    format!(
        "# TurnKey\n\n### Limitations\n\nV1.2.3 and later.\n\n### Request path\n\n\
         `POST /api/v2?Action=TurnKey`\n\n### Request parameters\n\n{head}{ROWS}\n\n\
         ### Response parameters\n\n{head}\
         | success | boolean | The result. |\n| data | object | The lock. |\n\
         | ├─ state | string | The state. Valid values: `RUNNING`, `DONE`. |\n\n\
         ### Sample request\n\n```JSON\n{request}\n```\n\n\
         ### Sample response\n\n```JSON\n\
         {{\"success\": true, \"cost\": \"12 ms\", \"data\": {{\"state\": \"{state}\"}}}}\n```\n"
    )
}

fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn p271_an_example_of_our_own_keeps_the_rules_of_its_rows() {
    let request = r#"{"mode": "HARD", "level": 7, "wrap": {"layers": 4}, "seal": "b3Blbg==",
        "identifier": "a-1", "grade": "8", "force": 7.5, "play": 0.25,
        "password": "b3Blbg=="}"#;
    let facts = whole(&page(request, "DONE"));
    load(&filled(&facts, false));
    let own = hand_written();
    for api in [None, Some(&own)] {
        let hints = Hints {
            api,
            ..Hints::default()
        };
        let files = skeleton(&facts, &hints).files;
        let request = example(&files["spec/examples/TurnKey/page.request.json"]);
        let expected = r#"{"mode": "SOFT", "level": 5, "wrap": {"layers": 3},
            "seal": "dGV4dA==", "identifier": "iden", "grade": "LOW", "force": 5.5, "play": 0.5,
            "password": "dGV4dA=="}"#;
        assert_eq!(request, example(expected));
        // No table has a row for the time of the call.
        let answer = example(&files["spec/examples/TurnKey/page.response.json"]);
        assert_eq!(answer["cost"], "1 ms");
    }
}

#[test]
fn p276_a_value_of_an_example_that_its_row_does_not_allow_is_told() {
    let fine = r#"{"mode": "HARD", "level": 7, "wrap": {"layers": 3}}"#;
    let odd = r#"{"mode": "soft", "level": 11, "wrap": {"layers": 2}}"#;
    for (request, state, told) in [
        (fine, "DONE", &[][..]),
        (
            odd,
            "PAUSED",
            &[
                "`soft` at `request.mode`, which the table spells `SOFT`",
                "`11` at `request.level`, and the table says at most 10",
                "`2` at `request.wrap.layers`, and the table says at least 3",
                "`PAUSED` at `data.state`, which the table does not list",
            ],
        ),
    ] {
        let page = page(request, state);
        let read = crate::read("page", page.as_bytes());
        let notices = read.notices.iter();
        let notices: Vec<_> = notices
            .filter(|notice| notice.what.starts_with("an example shows "))
            .collect();
        assert_eq!(notices.len(), told.len(), "{notices:?}");
        for (notice, told) in notices.into_iter().zip(told) {
            assert!(notice.what.ends_with(told), "{notice}");
            assert_eq!(notice.severity, Severity::Odd);
            let row = page.lines().nth(notice.line - 1).unwrap();
            let (_, name) = told.split_once("` at `").unwrap();
            let name = name.split(['`', ',']).next().unwrap();
            assert!(row.contains(name.rsplit('.').next().unwrap()), "{row}");
        }
        let files = skeleton(&whole(&page), &Hints::default()).files;
        let spec = &files["spec/actions/TurnKey.toml"];
        let comment = "\n[request.mode.values.SOFT]\ndoc = \"\" # the example writes \"soft\"\n";
        assert_eq!(spec.contains(comment), request == odd, "{spec}");
    }
}
