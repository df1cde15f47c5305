//! Takes the credentials out of whatever came from elsewhere, because a server or a gateway may
//! repeat what it was sent.
//!
//! It works on texts when they are read, so that no form of an error, no accessor and no log can
//! have what was never kept. The verdict is read before, from the bytes as they came: a password
//! such as `success` must not decide over an answer.

mod beginning;
mod encoded;
mod escapes;
mod misread;
mod needles;
mod references;

use std::collections::BTreeSet;
use std::ops::Range;

use bytes::Bytes;
use http::header::HeaderMap;
use secrecy::zeroize::Zeroizing;

pub(crate) use self::beginning::beginning;
pub(crate) use self::encoded::encoded;
use self::encoded::{in_base64, in_hexadecimal};
pub(crate) use self::escapes::without_escapes;
use self::escapes::{ends_before_a_cut, has_escapes, unescaped, whole_in_json};
pub(crate) use self::misread::every_form;
use self::needles::{Needles, SHORTEST};
use self::references::without_an_open_number;
use crate::text::base64;

/// The text that replaces a credential.
const REDACTED: &str = "[redacted]";

/// The shortest text that is taken for a credential in the key of an object: a shorter one may be a
/// name of the service's own.
const SHORTEST_IN_A_KEY: usize = 12;

/// The shortest beginning of a credential that is taken for one where a text was cut.
const SHORTEST_BEGINNING: usize = 4;

/// The number of layers of escapes that are searched, such as JSON inside of a text of JSON.
const LAYERS: usize = 3;

/// Every form in which the credentials of a client may come back, made once when the client is
/// built.
pub(crate) struct Redactor {
    needles: Needles,
    /// The first runs of three bytes in the needles, by their hash: most texts hold none of them.
    runs: Box<[u64]>,
    /// The distance from one run to the next, so that no needle fits between them.
    stride: usize,
}

impl Redactor {
    /// The forms of the credentials among these headers: the values that are marked as sensitive.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut needles = Vec::new();
        for value in headers.values().filter(|value| value.is_sensitive()) {
            for secret in secrets(value.as_bytes()) {
                every_form(&secret, &mut needles);
            }
        }
        Self::new(needles)
    }

    /// The forms of these texts alone.
    pub(crate) fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::new(Vec::new()).and(texts)
    }

    /// The same, and the forms of these texts. One in Base64 is searched for as what it says as
    /// well.
    pub(crate) fn and<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut needles = self.needles.to_vec();
        for text in texts.into_iter().collect::<BTreeSet<_>>() {
            every_form(text.as_bytes(), &mut needles);
            if let Some(plain) = base64::decode(text).map(Zeroizing::new) {
                every_form(&plain, &mut needles);
            }
        }
        Self::new(needles)
    }

    fn new(needles: Vec<Zeroizing<Vec<u8>>>) -> Self {
        let needles = Needles::new(needles);
        let stride = needles.shortest() - 2;
        let mut runs = vec![0; RUNS / 64].into_boxed_slice();
        // Wherever a needle is, one of as many runs in a row is looked at.
        let begins = needles
            .each()
            .flat_map(|needle| needle.windows(3).take(stride));
        for run in begins {
            let &[first, second, third] = run else {
                continue;
            };
            let (place, bit) = place_of([first, second, third]);
            if let Some(word) = runs.get_mut(place) {
                *word |= bit;
            }
        }
        Self {
            needles,
            runs,
            stride,
        }
    }

    /// Returns `true` if a text holds the credentials in any form. Most texts hold none, and this
    /// is what every answer goes through.
    pub(crate) fn holds(&self, text: &[u8], cut: bool) -> bool {
        (cut || self.has_a_run(text) || has_escapes(text)) && !self.find(text, cut).is_empty()
    }

    /// Returns `true` if a text has three bytes that are looked for, at a place where a needle
    /// would show some.
    fn has_a_run(&self, text: &[u8]) -> bool {
        let mut rest = text;
        while let [first, second, third, ..] = *rest {
            let (place, bit) = place_of([first, second, third]);
            if self.runs.get(place).is_some_and(|word| word & bit != 0) {
                return true;
            }
            rest = rest.get(self.stride..).unwrap_or_default();
        }
        false
    }

    /// A text without the credentials.
    pub(crate) fn redact(&self, text: String) -> String {
        match self.redacted(text.as_bytes(), false) {
            Some(redacted) => String::from_utf8_lossy(&redacted).into_owned(),
            None => text,
        }
    }

    /// The same of a text that may be missing.
    pub(crate) fn redact_some(&self, text: &mut Option<String>) {
        *text = text.take().map(|text| self.redact(text));
    }

    /// A body without the credentials. If it was cut, a beginning of them at its end is taken out
    /// as well.
    pub(crate) fn redact_body(&self, body: Bytes, cut: bool) -> Bytes {
        match self.redacted(&body, cut) {
            Some(redacted) => redacted.into(),
            None => body,
        }
    }

    /// JSON without the credentials in its texts, which stays JSON; `None` where there are none.
    /// Numbers are left as they are, and so are keys that are not longer than a name.
    pub(crate) fn redacted_json(&self, json: &str) -> Option<String> {
        if self.find(json.as_bytes(), false).is_empty() {
            return None;
        }
        let mut redacted = String::with_capacity(json.len());
        let mut rest = json;
        while let Some((before, behind)) = rest.split_once('"') {
            let end = end_of_text(behind);
            let (text, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
            let is_key = after.trim_start_matches('"').trim_start().starts_with(':');
            redacted.push_str(before);
            redacted.push('"');
            redacted.push_str(&self.text_in_json(text, is_key));
            let quote = usize::from(after.starts_with('"'));
            redacted.push_str(after.get(..quote).unwrap_or_default());
            rest = after.get(quote..).unwrap_or_default();
        }
        redacted.push_str(rest);
        Some(redacted)
    }

    fn text_in_json(&self, text: &str, is_key: bool) -> String {
        let mut found = self.find(text.as_bytes(), false);
        if is_key {
            found.retain(|place| place.len() >= SHORTEST_IN_A_KEY);
        }
        whole_in_json(text.as_bytes(), &mut found);
        String::from_utf8_lossy(&without(text.as_bytes(), &found)).into_owned()
    }

    fn redacted(&self, text: &[u8], cut: bool) -> Option<Vec<u8>> {
        let found = self.find(text, cut);
        (!found.is_empty()).then(|| without(text, &found))
    }

    /// The parts of a text that are credentials, in whichever form.
    fn find(&self, text: &[u8], cut: bool) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.needles.is_empty() {
            return found;
        }
        self.search(text, cut, &mut |place| found.push(place));
        if has_escapes(text) {
            self.search_pieces(text, cut, &mut found);
        }
        found
    }

    /// Searches what a text says below its escapes, piece by piece: what is undone at once takes
    /// many times its own memory.
    #[cold]
    fn search_pieces(&self, text: &[u8], cut: bool, found: &mut Vec<Range<usize>>) {
        // A piece holds whole whatever begins in its first half, with every byte of it escaped
        // twice.
        let half = (12 * self.needles.longest()).max(8_192);
        for start in (0..text.len()).step_by(half) {
            let end = text.len().min(start + 2 * half);
            let piece = text.get(start..end).unwrap_or_default();
            if has_escapes(piece) {
                let first = found.len();
                self.search_below(piece, cut && end == text.len(), found);
                for place in found.iter_mut().skip(first) {
                    *place = place.start + start..place.end + start;
                }
            }
        }
    }

    /// Searches what a piece says below its escapes, layer by layer.
    fn search_below(&self, text: &[u8], cut: bool, found: &mut Vec<Range<usize>>) {
        // The place in the text itself of each byte of the layer, and of its end.
        let mut places: Vec<usize> = (0..=text.len()).collect();
        let mut layer = Zeroizing::new(text.to_vec());
        for _ in 0..LAYERS {
            let Some((below, starts)) = unescaped(without_an_open_number(&layer, cut)) else {
                break;
            };
            places = starts
                .iter()
                .map(|&start| places.get(start).copied().unwrap_or(text.len()))
                .collect();
            if let Some(end) = places.last_mut() {
                *end = text.len();
            }
            layer = Zeroizing::new(below);
            self.search(&layer, cut, &mut |place| {
                if let (Some(&start), Some(&end)) = (places.get(place.start), places.get(place.end))
                {
                    found.push(start..end);
                }
            });
        }
    }

    /// Reports every place of a needle.
    fn search(&self, text: &[u8], cut: bool, tell: &mut dyn FnMut(Range<usize>)) {
        for at in (0..text.len()).step_by(self.stride) {
            let run = text.get(at..).unwrap_or_default();
            if self.has_a_run(run.get(..3).unwrap_or_default()) {
                self.around(text, at, tell);
            }
        }
        if cut {
            self.at_the_end(text, tell);
        }
    }

    /// Tells the longest needle at each place from which one has the three bytes at `run` among
    /// those that are looked for.
    fn around(&self, text: &[u8], run: usize, tell: &mut dyn FnMut(Range<usize>)) {
        for start in run.saturating_sub(self.stride)..=run {
            let rest = text.get(start..).unwrap_or_default();
            if let Some(length) = self.needles.begins(rest) {
                tell(start..start + length);
            }
        }
    }

    /// Tells the longest beginning of a needle with which the text ends, be it that half an escape
    /// or a line break is left behind it.
    fn at_the_end(&self, text: &[u8], tell: &mut dyn FnMut(Range<usize>)) {
        for end in ends_before_a_cut(text) {
            let kept = text.get(..end).unwrap_or_default();
            for needle in self.needles.each() {
                let begins = |length: &usize| {
                    let beginning = needle.get(..*length);
                    beginning.is_some_and(|beginning| kept.ends_with(beginning))
                };
                if let Some(length) = (SHORTEST_BEGINNING..needle.len()).rev().find(begins) {
                    tell(end - length..text.len());
                }
            }
        }
    }
}

/// The number of hashes.
const RUNS: usize = 1 << 16;

/// The word and the bit in it of three bytes.
fn place_of([first, second, third]: [u8; 3]) -> (usize, u64) {
    let three = u32::from_le_bytes([first, second, third, 0]);
    let hash = three.wrapping_mul(0x9E37_79B1) >> 16;
    (usize::try_from(hash >> 6).unwrap_or(0), 1 << (hash & 63))
}

/// The credentials in the value of a header: the value, the token behind its scheme, and the
/// password in a token of HTTP Basic.
fn secrets(value: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut secrets = Vec::new();
    let text = Zeroizing::new(String::from_utf8_lossy(value).into_owned());
    if let Some((_, token)) = text.split_once(' ') {
        if let Some(pair) = pair_in(token) {
            let password = pair.splitn(2, |&byte| byte == b':').nth(1);
            secrets.extend(password.map(|password| Zeroizing::new(password.to_vec())));
            secrets.push(pair);
        }
        secrets.push(Zeroizing::new(
            token.trim_end_matches('=').as_bytes().to_vec(),
        ));
    }
    secrets.push(Zeroizing::new(value.to_vec()));
    secrets
}

/// User and password, with the colon between them, in a token of HTTP Basic.
fn pair_in(token: &str) -> Option<Zeroizing<Vec<u8>>> {
    let plain = Zeroizing::new(base64::decode(token)?);
    plain.contains(&b':').then_some(plain)
}

/// The space that does not break, for which HTML has a name that stands for any blank.
const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();

/// A secret as it is, as a form of the web writes it, as it is read below the names of HTML, in
/// hexadecimal digits, and in Base64 wherever it may be in what was encoded.
fn forms(secret: &[u8], needles: &mut Vec<Zeroizing<Vec<u8>>>) {
    needles.extend(in_base64(secret));
    if secret.len() >= SHORTEST {
        needles.extend(in_hexadecimal(secret));
    }
    let in_a_form = replaced(secret, b" ", b'+');
    let in_html = replaced(secret, NO_BREAK_SPACE, b' ');
    for plain in [Zeroizing::new(secret.to_vec()), in_a_form, in_html] {
        // A secret that reads like an escape loses it wherever the escapes around it are undone.
        needles.extend(unescaped(&plain).map(|(below, _)| Zeroizing::new(below)));
        needles.push(plain);
    }
}

/// A secret with this byte in the place of each such part.
fn replaced(secret: &[u8], part: &[u8], by: u8) -> Zeroizing<Vec<u8>> {
    let mut plain = Zeroizing::new(Vec::with_capacity(secret.len()));
    let mut rest = secret;
    while let Some(&byte) = rest.first() {
        let (byte, length) = match rest.strip_prefix(part) {
            Some(_) => (by, part.len()),
            None => (byte, 1),
        };
        plain.push(byte);
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// The end of a text of JSON whose first quote was passed: its second quote.
pub(crate) fn end_of_text(json: &str) -> usize {
    let mut escaped = false;
    let quote = json.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    quote.unwrap_or(json.len())
}

/// A text with the mark in the place of each of these parts.
fn without(text: &[u8], places: &[Range<usize>]) -> Vec<u8> {
    let mut places = places.to_vec();
    places.sort_by_key(|place| (place.start, place.end));
    let mut kept = Vec::with_capacity(text.len());
    let mut end = 0;
    for place in places {
        if place.start >= end {
            kept.extend_from_slice(text.get(end..place.start).unwrap_or_default());
            kept.extend_from_slice(REDACTED.as_bytes());
        }
        end = end.max(place.end);
    }
    kept.extend_from_slice(text.get(end..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests;
