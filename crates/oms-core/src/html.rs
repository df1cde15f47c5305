//! The title of an error page, which is all that a gateway's HTML is worth.

/// How far into a page its title is looked for.
const REACH: usize = 8192;

/// The title of an HTML page with its markup stripped; `None` where the body is no page or has no title.
pub(crate) fn title(body: &[u8]) -> Option<String> {
    let head = body.get(..REACH).unwrap_or(body);
    let text = String::from_utf8_lossy(head);
    // Lowering ASCII alone keeps every byte position, so that the places found in one text hold in the other.
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
mod tests;
