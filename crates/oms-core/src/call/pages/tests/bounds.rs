//! The bounds that a caller sets: of pages, and of items.

use super::{list, pages_of};
use crate::call::pages::PagesEnd::{self, EmptyPage, Total};

#[tokio::test]
async fn the_most_pages_count_those_that_came_and_the_last_word_holds() {
    let service = pages_of("abc/ def/ ghi/ jkl/ /");
    let mut pages = list(service.clone(), None).at_most_pages(0);
    assert_eq!(pages.end(), Some(PagesEnd::TooManyPages));
    for (at_most, asked, end) in [
        (1, 1, Some(PagesEnd::TooManyPages)),
        (3, 3, Some(PagesEnd::TooManyPages)),
        (9, 5, Some(EmptyPage)),
        (1, 5, Some(EmptyPage)),
    ] {
        pages = pages.at_most_pages(at_most);
        while pages.next_page().await.unwrap().is_some() {}
        assert_eq!(
            (service.requests().len(), pages.end()),
            (asked, end),
            "{at_most}"
        );
    }
}

#[tokio::test]
async fn a_bound_ends_the_asking_and_says_that_there_may_be_more() {
    // The bound, the items, the requests, and whether the end was seen.
    let table = [
        (0, "", 0, None),
        (2, "ab", 1, None),
        (3, "abc", 1, None),
        (4, "abcd", 2, None),
        (6, "abcdef", 2, Some(Total)),
        (7, "abcdef", 2, Some(Total)),
    ];
    for (at_most, expected, asked, end) in table {
        let service = pages_of("abc/6 def/6");
        let items = list(service.clone(), None).items(at_most).await.unwrap();
        assert_eq!((items.items.concat().as_str(), items.end), (expected, end));
        assert_eq!(items.is_complete(), end.is_some());
        assert_eq!(service.requests().len(), asked, "{at_most}");
    }
}
