//! The title of an error page, which is all that a gateway's HTML is worth.

/// The number of bytes of a page that are searched for its title.
const REACH: usize = 8192;

/// The title of an HTML page with its markup stripped; `None` where the body is no page or has no
/// title.
pub(crate) fn title(body: &[u8]) -> Option<String> {
    let head = body.get(..REACH).unwrap_or(body);
    let text = String::from_utf8_lossy(head);
    // Lowering ASCII alone keeps every byte position, so that the places found in one text hold in
    // the other.
    let lower = text.to_ascii_lowercase();
    if !lower
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
    {
        return None;
    }
    let inside = ["title", "h1"].iter().find_map(|tag| {
        let open = lower.find(&format!("<{tag}"))?;
        let start = open + lower.get(open..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find(&format!("</{tag}"))?;
        text.get(start..end)
    })?;
    let plain = strip_tags(inside);
    let words: Vec<&str> = plain.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn strip_tags(markup: &str) -> String {
    let mut inside_tag = false;
    markup
        .chars()
        .filter(|&c| {
            let was_inside = inside_tag;
            match c {
                '<' => inside_tag = true,
                '>' => inside_tag = false,
                _ => {}
            }
            !(was_inside || inside_tag)
        })
        .collect()
}

#[cfg(test)]
mod tests {
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
}
