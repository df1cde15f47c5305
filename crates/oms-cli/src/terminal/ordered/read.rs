//! Reads JSON into values. Each byte is looked at once, however deep it is nested.

use serde_json::value::RawValue;

use super::Ordered;

/// The deepest value that is taken apart, as deep as `serde_json` reads. A deeper one stays the
/// text that it is, so that no walk over a value exhausts the stack, and neither does its end.
const DEEPEST: usize = 128;

/// Reads a JSON text. A text that is no JSON stays as it is.
pub(super) fn read(json: &str) -> Ordered {
    match serde_json::from_str::<&RawValue>(json) {
        Ok(value) => Reader { rest: value.get() }.value(0),
        Err(_) => Ordered::Other(json.trim().to_owned()),
    }
}

/// Returns whether a text nests no deeper than what is taken apart. Of one that is no JSON, nobody
/// knows which brackets a reader passes over, so all of them count.
#[cfg(feature = "jq")]
pub(super) fn is_shallow(json: &str) -> bool {
    let is_json = || serde_json::from_str::<&RawValue>(json).is_ok();
    json.matches(['[', '{']).count() <= DEEPEST || is_json() && read(json).is_whole()
}

/// The rest of a text that is known to be JSON.
struct Reader<'j> {
    rest: &'j str,
}

impl<'j> Reader<'j> {
    fn value(&mut self, depth: usize) -> Ordered {
        match self.rest.as_bytes().first() {
            Some(b'{') if depth < DEEPEST => self.object(depth),
            Some(b'[') if depth < DEEPEST => {
                self.open();
                let mut items = Vec::new();
                while self.has_next() {
                    items.push(self.value(depth + 1));
                }
                Ordered::List(items)
            }
            Some(b'"') => {
                let json = self.take();
                serde_json::from_str(json)
                    .map_or_else(|_| Ordered::Other(json.to_owned()), Ordered::Text)
            }
            _ => Ordered::Other(self.take().to_owned()),
        }
    }

    /// Reads an object. One with a name that is no text, such as half of a surrogate pair, stays
    /// the text that it is.
    fn object(&mut self, depth: usize) -> Ordered {
        let whole = self.rest;
        self.open();
        let (mut fields, mut is_odd) = (Vec::new(), false);
        while self.has_next() {
            let name = serde_json::from_str::<String>(self.take());
            self.pass_between();
            let value = self.value(depth + 1);
            match name {
                Ok(name) => fields.push((name, value)),
                Err(_) => is_odd = true,
            }
        }
        if is_odd {
            let length = whole.len() - self.rest.len();
            return Ordered::Other(whole.get(..length).unwrap_or_default().to_owned());
        }
        Ordered::Object(fields)
    }

    /// Passes over the bracket that opens a list or an object.
    fn open(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// Passes over everything before the next member. Returns `false` behind the last one, and
    /// passes over the bracket there.
    fn has_next(&mut self) -> bool {
        self.pass_between();
        match self.rest.strip_prefix([']', '}']) {
            Some(rest) => {
                self.rest = rest;
                false
            }
            None => !self.rest.is_empty(),
        }
    }

    fn pass_between(&mut self) {
        let between = [' ', '\n', '\r', '\t', ',', ':'];
        self.rest = self.rest.trim_start_matches(between);
    }

    /// Takes the next value as it is written.
    fn take(&mut self) -> &'j str {
        let split = self.rest.split_at_checked(length(self.rest));
        let (value, rest) = split.unwrap_or((self.rest, ""));
        self.rest = rest;
        value
    }
}

/// Returns the length of the value that a text begins with.
fn length(json: &str) -> usize {
    let (mut open, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in json.bytes().enumerate() {
        if is_quoted {
            is_quoted = byte != b'"' || is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            if !is_quoted && open == 0 {
                return at + 1;
            }
            continue;
        }
        match byte {
            b'"' => is_quoted = true,
            b'[' | b'{' => open += 1,
            // A number or a word ends in front of these.
            b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' | b',' if open == 0 => return at,
            b']' | b'}' if open == 1 => return at + 1,
            b']' | b'}' => open -= 1,
            _ => {}
        }
    }
    json.len()
}
