//! Pages with fields of an odd type, the list itself among them.

use serde::{Deserialize, Serialize};

use super::page_asked_for;
use crate::call::pages::PagesEnd::BelowTotal;
use crate::call::pages::{Paged, Pages};
use crate::testing::Depot;
use crate::{Action, ActionInfo, Answer, Effect, Error, FakeTransport};

/// A list inside of an object.
#[derive(Debug, Clone, Serialize)]
struct ListBoxes {
    page: i64,
}

#[derive(Debug, Deserialize)]
struct Boxes {
    weight: Option<i64>,
    boxes: Option<Vec<i64>>,
}

impl Action for ListBoxes {
    type Data = Boxes;

    const INFO: &'static ActionInfo = &ActionInfo::new("ListBoxes", Effect::Read);
}

impl Paged for ListBoxes {
    type Item = i64;

    fn page_number(&self) -> Option<i64> {
        None
    }

    fn set_page_number(&mut self, number: i64) {
        self.page = number;
    }

    fn list(data: &mut Boxes) -> Option<&mut Vec<i64>> {
        data.boxes.as_mut()
    }

    fn items(data: Boxes) -> Vec<i64> {
        data.boxes.unwrap_or_default()
    }
}

/// The pages of a list whose second payload is this one.
fn boxes(second: &'static str) -> Pages<ListBoxes> {
    let service = FakeTransport::new(move |request| {
        let data = match page_asked_for(request) {
            1 => r#"{"weight":"?","boxes":[1,2]}"#,
            2 => second,
            _ => r#"{"boxes":[]}"#,
        };
        let body = format!(r#"{{"success":true,"totalCount":9,"data":{data}}}"#);
        Ok(Answer::json(200, body))
    });
    let client = Depot::over(service);
    client.dispatcher().pages(ListBoxes { page: 0 })
}

#[tokio::test]
async fn a_page_whose_list_cannot_be_read_is_an_error_and_no_end() {
    for second in [
        r#"{"boxes":["x"]}"#,
        r#"{"weight":[],"boxes":7}"#,
        r#"{"boxes":{},"weight":"?"}"#,
    ] {
        let mut pages = boxes(second);
        pages.next_page().await.unwrap().unwrap();
        let error = pages.next_page().await.unwrap_err();
        assert!(
            matches!(&error, Error::Unreadable(error) if error.path() == "boxes"),
            "{second}: {error:?}"
        );
        assert_eq!(pages.end(), None, "{second}");
        assert!(boxes(second).whole(100).await.is_err(), "{second}");
    }
    // Without a list, a page is empty, whatever is odd beside that.
    let whole = boxes(r#"{"weight":[],"boxes":null}"#).whole(100).await;
    let whole = whole.unwrap();
    assert_eq!(whole.end, Some(BelowTotal));
    assert!(!whole.is_complete());
    assert_eq!(whole.reply.data.boxes, Some(vec![1, 2]));
}

#[tokio::test]
async fn a_whole_list_says_what_is_odd_in_each_of_its_pages() {
    let whole = boxes(r#"{"weight":false,"boxes":[3]}"#).whole(100).await;
    let reply = whole.unwrap().reply;
    assert_eq!(
        (reply.data.weight, reply.data.boxes),
        (None, Some(vec![1, 2, 3]))
    );
    let odd = reply.meta.odd_fields.iter();
    let odd: Vec<_> = odd.map(|odd| (odd.path(), odd.value().get())).collect();
    assert_eq!(odd, [("weight", r#""?""#), ("weight", "false")]);
}
