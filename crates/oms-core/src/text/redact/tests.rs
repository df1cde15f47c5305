//! Every form of the credentials is found wherever it is, and nothing else is touched.

use std::fmt::Write;

use bytes::Bytes;
use http::header::HeaderMap;

use super::{REDACTED, Redactor};
use crate::Auth;
use crate::text::base64;

const USER: &str = "canary-user";
const PASSWORD: &str = "hünter2/\"<&+ canary%41=";

fn redactor_of(auth: &Auth) -> Redactor {
    let mut headers = HeaderMap::new();
    let (name, value) = auth.to_header().unwrap().unwrap();
    headers.insert(name, value);
    headers.insert("x-public", "not a secret".parse().unwrap());
    Redactor::of(&headers)
}

fn redactor() -> Redactor {
    redactor_of(&Auth::basic(USER, PASSWORD))
}

fn percent(text: &str, upper: bool, all: bool) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' if !all => char::from(byte).to_string(),
        byte if upper => format!("%{byte:02X}"),
        byte => format!("%{byte:02x}"),
    };
    text.bytes().map(escape).collect()
}

fn json(text: &str, all: bool) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' if !all => escaped.push(c),
            '/' | '"' if !all => escaped.extend(['\\', c]),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(escaped, "\\u{unit:04x}").unwrap();
                }
            }
        }
    }
    escaped
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('=', "&#61;")
        .replace('+', "&#x2B;")
}

/// The same as browsers read it as well.
fn numbers(text: &str) -> String {
    let number = |c| format!("&#{:05}", u32::from(c));
    text.chars().map(number).collect()
}

fn hexadecimal(text: &str, upper: bool) -> String {
    percent(text, upper, true).replace('%', "")
}

/// A text in lines of so many bytes.
fn in_lines(text: &str, length: usize, end: &str) -> String {
    let lines = text.as_bytes().chunks(length).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join(end)
}

/// Every form in which a gateway or a service may repeat a text.
fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![
        secret.to_owned(),
        secret.replace(' ', "+"),
        // By a server that takes it for Latin-1.
        secret.bytes().map(char::from).collect(),
        hexadecimal(secret, false),
        hexadecimal(secret, true),
    ];
    for before in ["", "a", "ab", "Authorization: Basic "] {
        let encoded = base64::encode(format!("{before}{secret} and more").as_bytes());
        forms.push(encoded.trim_end_matches('=').to_owned());
        forms.push(encoded.replace('+', "-").replace('/', "_"));
        forms.push(in_lines(&encoded, 7, "\r\n"));
        forms.push(in_lines(&encoded, 30, "\n"));
        forms.push(encoded);
    }
    let mut escaped = Vec::new();
    for form in &forms {
        escaped.extend([
            percent(form, true, false),
            percent(form, false, false),
            percent(form, true, true),
            json(form, false),
            json(form, true),
            html(form),
            numbers(form),
            // One escape inside of the other.
            json(&html(form), false),
            json(&json(form, false), false),
            percent(&json(form, false), true, false),
        ]);
    }
    forms.extend(escaped);
    forms
}

/// Parts that must not be left of a text, once every escape is undone.
fn assert_redacted(redactor: &Redactor, form: &str, text: &str) {
    assert!(text.contains(REDACTED), "{form:?} is not found in {text:?}");
    assert!(
        !redactor.holds(text.as_bytes(), false),
        "something of {form:?} is left in {text:?}"
    );
}

#[test]
fn p226_every_form_of_the_credentials_is_taken_out_of_a_text() {
    let redactor = redactor();
    let pair = format!("{USER}:{PASSWORD}");
    let token = base64::encode(pair.as_bytes());
    for secret in [PASSWORD, &*pair, &*token, &*format!("Basic {token}")] {
        for form in forms(secret) {
            for (before, behind) in [("", ""), ("x", "y"), ("<p>", "</p>"), ("ab=", "&c=%")] {
                let text = format!("{before}{form}{behind}");
                let redacted = redactor.redact(text.clone());
                assert_redacted(&redactor, &form, &redacted);
                assert!(
                    redacted.starts_with(before) && redacted.ends_with(behind),
                    "{redacted}"
                );
                let body = redactor.redact_body(Bytes::from(text), false);
                assert_eq!(body, redacted.as_bytes());
            }
        }
    }
}

#[test]
fn p226_a_long_text_is_searched_whole() {
    let redactor = redactor();
    let escaped = json(&json(PASSWORD, true), false);
    for before in (8_000..8_400).chain(16_200..16_400).step_by(7) {
        let text = format!(
            "{}{escaped}{}",
            "\\/".repeat(before / 2),
            "x".repeat(30_000)
        );
        let redacted = redactor.redact(text);
        assert_redacted(&redactor, &escaped, &redacted);
        assert_eq!(redacted.matches(REDACTED).count(), 1, "{before}");
    }
}

#[test]
fn p226_every_kind_of_credentials_is_known() {
    let token = base64::encode(b"canary-user:hunter2-canary");
    for (auth, secrets) in [
        (
            Auth::basic("canary-user", "hunter2-canary"),
            vec!["hunter2-canary", &token],
        ),
        (Auth::basic_token(&token), vec!["hunter2-canary", &token]),
        // Too short to be told from other words by itself, and found beside its user.
        (Auth::basic("canary-user", "abc"), vec!["canary-user:abc"]),
        (Auth::bearer("tok-canary-1"), vec!["tok-canary-1"]),
        (Auth::header("x-key", "key-canary-1"), vec!["key-canary-1"]),
    ] {
        let redactor = redactor_of(&auth);
        for secret in secrets {
            for form in forms(secret) {
                assert_redacted(&redactor, &form, &redactor.redact(format!("a {form} b")));
            }
        }
        assert!(!redactor.holds(b"not a secret, application/json", false));
    }
    let nothing = Redactor::of(&HeaderMap::new());
    assert!(!nothing.holds(b"anything", false));
}

#[test]
fn p226_a_text_without_the_credentials_stays_as_it_is() {
    let redactor = redactor();
    for text in [
        "",
        "a",
        "ab",
        "canary",
        "100 % of R&D &amp; \\ \\u00 \\ud800 %zz &#; &#xzz; &#99999999999; &nothing;",
        r#"{"success":true,"data":"\u00e9\/\n"}"#,
    ] {
        assert_eq!(redactor.redact(text.to_owned()), text);
        assert_eq!(redactor.redacted_json(text), None);
    }
}

#[test]
fn p226_of_a_text_in_base64_the_digits_that_the_credentials_decide_are_taken_out() {
    let redactor = redactor_of(&Auth::bearer("tok-canary-1"));
    for (before, redacted) in [
        ("", "[redacted]eno="),
        ("a", "YX[redacted]Xp6"),
        ("ab", "YWJ[redacted]F6eg=="),
    ] {
        let text = base64::encode(format!("{before}tok-canary-1zz").as_bytes());
        assert_eq!(redactor.redact(text), redacted, "{before}");
    }
}

#[test]
fn p226_a_line_break_in_base64_hides_nothing_wherever_it_is() {
    let redactor = redactor_of(&Auth::bearer("tok-canary-1"));
    let encoded = base64::encode(b"authorization: Bearer tok-canary-1, host: a");
    for length in 1..encoded.len() {
        for (end, escaped) in [("\n", "\\n"), ("\r\n", "\\r\\n"), ("\r\n", "%0D%0A")] {
            for end in [end, escaped] {
                let text = in_lines(&encoded, length, end);
                let redacted = redactor.redact(text.clone());
                assert_redacted(&redactor, &text, &redacted);
            }
        }
    }
    // Words in lines stay as they are.
    for text in ["one\ntwo", "one\r\ntwo\n", "tok\n canary"] {
        assert_eq!(redactor.redact(text.to_owned()), text);
    }
}

#[test]
fn p226_long_credentials_and_three_layers_of_escapes_are_found_wherever_a_text_is_divided() {
    let token = "tok-canary-1".repeat(250);
    let escaped = json(&json(&token, true), false);
    let redactor = redactor_of(&Auth::bearer(&token));
    assert_eq!(redactor.redact(escaped), REDACTED);

    let redactor = redactor_of(&Auth::bearer("tok-canary-1"));
    let digits = &base64::encode(b"Bearer tok-canary-1")[..25];
    let escape = |byte| format!("&#38;#38;#{byte};");
    let escaped: String = digits.bytes().map(escape).collect();
    for before in (0..1_000).step_by(13) {
        let (before, behind) = ("x".repeat(before), "y".repeat(1_000));
        let redacted = redactor.redact(format!("{before}{escaped}{behind}"));
        assert_eq!(redacted, format!("{before}{REDACTED}{behind}"));
    }
}

#[test]
fn p226_a_text_is_searched_only_where_it_shares_three_bytes_with_the_credentials() {
    let redactor = redactor_of(&Auth::bearer("tok-canary-1"));
    assert!(redactor.has_a_run(b"x tok-canary-1"));
    assert!(!redactor.has_a_run(br#"{"success":true,"data":{"id":"np_4w5xyz"}}"#));
    // No needle fits between two places that are looked at, and no more of them are.
    let shortest = redactor.needles.each().map(<[u8]>::len).min();
    assert_eq!(shortest, Some(redactor.stride + 2));
    // To share some is not to hold them.
    for (text, cut) in [("tok-canary-", false), ("%74ok-", false), ("x", true)] {
        assert!(!redactor.holds(text.as_bytes(), cut), "{text}");
    }
    for (text, cut) in [
        ("tok-canary-1", false),
        ("tok-canar%79-1", false),
        ("tok-", true),
    ] {
        assert!(redactor.holds(text.as_bytes(), cut), "{text}");
    }
}

#[test]
fn p226_a_beginning_of_the_credentials_at_the_end_of_a_cut_text_is_taken_out() {
    let redactor = redactor_of(&Auth::basic("canary-user", "hunter2-canary"));
    for length in super::SHORTEST_BEGINNING..=PASSWORD.len().min(14) {
        let text = format!("what came: {}", &"hunter2-canary"[..length]);
        let body = redactor.redact_body(Bytes::from(text.clone()), true);
        assert_eq!(body, format!("what came: {REDACTED}").as_bytes(), "{text}");
    }
    // Below escapes as well, and nowhere but at the end.
    let at_a_division = format!("%41{}hunt{}", "x".repeat(16_377), "y".repeat(9_000));
    for (text, cut, redacted) in [
        ("what came: hunter%32-c", true, "what came: [redacted]"),
        ("what came: hunter%32-c", false, "what came: hunter%32-c"),
        ("what came: hunt%41", true, "what came: hunt%41"),
        (&at_a_division, true, &at_a_division),
    ] {
        let body = redactor.redact_body(Bytes::from(text.to_owned()), cut);
        assert_eq!(body, redacted.as_bytes());
    }
    // An escape or a line break of which a part came hides none.
    let escapes = r"\n,\r\n,\,\x0,\ud83d\ude0,%,%0,&#1,&#00000000000001,&Diacritical".split(',');
    for end in escapes.chain(["\n", "\r", "\r\n"]) {
        for begun in ["hunter2", "%68unter2"] {
            let body = Bytes::from(format!("what came: {begun}{end}"));
            let redacted = redactor.redact_body(body.clone(), true);
            assert_eq!(redacted, format!("what came: {REDACTED}"), "{body:?}");
            assert_eq!(redactor.redact_body(body.clone(), false), body);
        }
    }
}

#[test]
fn p226_json_stays_json_and_its_numbers_and_short_keys_stay_as_they_are() {
    let redactor = redactor_of(&Auth::basic("admin", "1234567"));
    let json = r#"{"count":12345678, "1234567":1, "text":"a 1234567 \"b\"","list":["1234567"]}"#;
    let redacted = redactor.redacted_json(json).unwrap();
    assert_eq!(
        redacted,
        r#"{"count":12345678, "1234567":1, "text":"a [redacted] \"b\"","list":["[redacted]"]}"#
    );
    // A key that long is no name of the service's.
    let redactor = redactor_of(&Auth::basic("admin", "hunter2-canary"));
    let redacted = redactor.redacted_json(r#"{"hunter2-canary" : "a\\" }"#);
    assert_eq!(redacted.unwrap(), r#"{"[redacted]" : "a\\" }"#);
    // An escaped quote ends no text, and an escaped backslash escapes none.
    let json = r#"["\"hunter2-canary\"", "\\", "hunter2-canary"]"#;
    let redacted = redactor.redacted_json(json).unwrap();
    assert_eq!(redacted, r#"["\"[redacted]\"", "\\", "[redacted]"]"#);
    let redactor = redactor_of(&Auth::basic("admin", "success"));
    let json = r#"{"success":true,"data":{"name":"success"}}"#;
    let redacted = redactor.redacted_json(json).unwrap();
    assert_eq!(redacted, r#"{"success":true,"data":{"name":"[redacted]"}}"#);
}

/// A redactor for this password; `None` where it is none that can be sent.
fn redactor_for(password: &str) -> Option<Redactor> {
    let (name, value) = Auth::basic("u", password).to_header().ok()??;
    Some(Redactor::of(&HeaderMap::from_iter([(name, value)])))
}

#[test]
fn p226_an_escape_of_json_is_taken_out_whole_or_not_at_all() {
    for (password, json, expected) in [
        ("nicole99", r#"["by\nicole99"]"#, r#"["by[redacted]"]"#),
        ("nicole99", r#"["by\\nicole99"]"#, r#"["by\\[redacted]"]"#),
        (
            "nicole99",
            r#"{"by\nicole99":"nicole99\n"}"#,
            r#"{"by\nicole99":"[redacted]\n"}"#,
        ),
        ("canary\\", r#"["a canary\"b"]"#, r#"["a [redacted]b"]"#),
        ("canary\\", r#"["a canary\\\"b"]"#, r#"["a [redacted]\"b"]"#),
        ("can\\\"ary\\", r#"["can\"ary\"b"]"#, r#"["[redacted]b"]"#),
        ("u00e9-canary", r#"["\u00e9-canary"]"#, r#"["[redacted]"]"#),
        (
            "e00-canary",
            r#"["\ud83d\ude00-canary"]"#,
            r#"["[redacted]"]"#,
        ),
    ] {
        let redactor = redactor_for(password).unwrap();
        let redacted = redactor.redacted_json(json);
        assert_eq!(redacted.as_deref(), Some(expected), "{json}");
    }
}

proptest::proptest! {
    // A `%` or a `&` may make an escape of what is beside it, so that nothing tells where the
    // password ends.
    #[test]
    fn p226_json_stays_json_whatever_is_around_a_password(
        password in "[nrtbfu\"/\\\\]?[ -$'-~]{6,18}[nu\"\\\\]?",
        around in proptest::collection::vec("[\n\r\t\"\\\\/a-d\u{1}\u{e9}\u{1f600}]{0,4}", 1..6),
        missing in 0_usize..4,
    ) {
        let Some(redactor) = redactor_for(&password) else {
            return Ok(());
        };
        let surrounded = |text| format!("{text}{password}{text}");
        let mut texts: Vec<_> = around.iter().map(surrounded).collect();
        // An escape has the character that is missing of a password, as it is written.
        texts.push(format!("\n{}\"", &password[1..password.len() - 1]));
        texts.push(around.join(&password[missing..]));
        let json = serde_json::to_string(&texts).unwrap();
        for json in [json.replace('/', r"\/"), json] {
            let redacted = redactor.redacted_json(&json).unwrap();
            let read: Vec<String> = serde_json::from_str(&redacted).unwrap();
            assert_eq!(read.len(), texts.len());
            for text in read {
                assert!(!text.contains(&password), "{text:?} holds {password:?}");
            }
        }
    }

    #[test]
    fn p226_no_bytes_break_the_search(text: Vec<u8>, cut: bool, password in "[ -~]{6,20}") {
        let Some(redactor) = redactor_for(&password) else {
            return Ok(());
        };
        let body = Bytes::from(text.clone());
        let redacted = redactor.redact_body(body, cut);
        if redacted != text {
            assert!(redacted.windows(REDACTED.len()).any(|part| part == REDACTED.as_bytes()));
        }
        drop(redactor.redacted_json(&String::from_utf8_lossy(&text)));
    }
}
