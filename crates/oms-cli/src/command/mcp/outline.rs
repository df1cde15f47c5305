//! The outline of a message that is too long to be read: its own members, without what is inside
//! of them. Some hosts write the ID of a request at its beginning, and most at its end.

/// The longest outline, in bytes. One that is longer is cut, and is no JSON then.
const LONGEST: usize = 1 << 16;

/// The outline of the bytes that have gone by.
#[derive(Debug, Default)]
pub(super) struct Outline {
    text: Vec<u8>,
    /// The number of objects and lists that are open.
    depth: usize,
    is_in_text: bool,
    is_escaped: bool,
}

impl Outline {
    /// Takes note of the next bytes. An object or a list in the outermost one becomes null.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let before = self.depth;
            self.step(byte);
            match (before, self.depth) {
                (0 | 1, 0 | 1) => self.put(&[byte]),
                (1, _) => self.put(b"null"),
                _ => {}
            }
        }
    }

    /// Returns the JSON of the outline.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    fn step(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = self.is_in_text,
            b'"' => self.is_in_text = !self.is_in_text,
            b'{' | b'[' if !self.is_in_text => self.depth = self.depth.saturating_add(1),
            b'}' | b']' if !self.is_in_text => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        if self.text.len() < LONGEST {
            self.text.extend_from_slice(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_has_the_members_of_a_message_and_not_what_is_inside() {
        let long = "9".repeat(2 * LONGEST);
        for (line, expected) in [
            (r#"{"id":7,"params":{"id":8}}"#, r#"{"id":7,"params":null}"#),
            (
                r#"{"params":[{"id":8},[]],"id":"a\"}"} "#,
                r#"{"params":null,"id":"a\"}"} "#,
            ),
            (
                r#"{"params":{"a":"}\\\"{","b":["]"]},"id":7}"#,
                r#"{"params":null,"id":7}"#,
            ),
            ("[{}]", "[null]"),
            ("}}{", "}}{"),
        ] {
            // The bytes come in parts of any length.
            for size in [1, 3, line.len()] {
                let mut outline = Outline::default();
                line.as_bytes()
                    .chunks(size)
                    .for_each(|part| outline.pass(part));
                let text = String::from_utf8_lossy(outline.text());
                assert_eq!(text, expected, "{size}");
            }
        }
        let mut outline = Outline::default();
        outline.pass(format!(r#"{{"method":"{long}","id":7}}"#).as_bytes());
        assert_eq!(outline.text().len(), LONGEST);
    }
}
