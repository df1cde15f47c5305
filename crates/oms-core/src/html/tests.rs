//! What a page's title is.

use super::title;

#[test]
fn promise_27_a_page_is_worth_its_title() {
    let table: [(&[u8], Option<&str>); 10] = [
        (
            b"<html><head><title>502 Bad Gateway</title></head></html>",
            Some("502 Bad Gateway"),
        ),
        (
            b"\xef\xbb\xbf \n<HTML><TITLE lang='en'>\n 504\t<b>Gateway</b>\nTime-out </TITLE>",
            Some("504 Gateway Time-out"),
        ),
        (
            b"<html><body><h1>Not Found</h1></body></html>",
            Some("Not Found"),
        ),
        (b"<html><title></title></html>", None),
        (b"<html><title>cut", None),
        (b"<title", None),
        (b"{\"title\":\"<title>x</title>\"}", None),
        (b"plain <title>x</title>", None),
        (b"", None),
        (b"<\xff\xfe><title>\xc4</title>", Some("\u{fffd}")),
    ];
    for (page, expected) in table {
        assert_eq!(
            title(page).as_deref(),
            expected,
            "{}",
            String::from_utf8_lossy(page)
        );
    }
}
