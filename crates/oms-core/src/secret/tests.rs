//! That a secret is sent in its form, refused where it cannot be meant, and shown nowhere.

use super::{Base64Secret, Secret};

#[test]
fn a_secret_is_written_in_its_form_and_read_back() {
    let table = [
        ("hunter2", "aHVudGVyMg=="),
        (" p\u{e4}ss \"\\ ", "IHDDpHNzICJcIA=="),
        ("a", "YQ=="),
        ("YQ==", "WVE9PQ=="),
    ];
    for (plain, encoded) in table {
        let (as_is, as_base64) = (Secret::from(plain), Base64Secret::from(plain.to_owned()));
        let json = serde_json::to_string(&(&as_is, &as_base64)).unwrap();
        assert_eq!(
            serde_json::from_str::<(String, String)>(&json).unwrap(),
            (plain.to_owned(), encoded.to_owned())
        );
        assert_eq!(
            serde_json::from_str::<(Secret, Base64Secret)>(&json).unwrap(),
            (as_is, as_base64.clone())
        );
        assert_eq!(Base64Secret::from_encoded(encoded), Ok(as_base64));
    }
    let read = serde_json::from_str::<(Secret, Base64Secret)>("[1234,\"\"]").unwrap();
    assert_eq!(read, ("1234".into(), "".into()));
}

#[test]
fn what_is_not_base64_of_a_text_is_refused_and_not_repeated() {
    for encoded in [
        "hunter2",
        "aHVudGVyMg",
        "aHVudGVyMg==\n",
        "/w==",
        "aHVu-GVy",
    ] {
        let refusal = Base64Secret::from_encoded(encoded).unwrap_err().to_string();
        let json = serde_json::to_string(encoded).unwrap();
        let error = serde_json::from_str::<Base64Secret>(&json).unwrap_err();
        assert!(refusal.contains("Base64"), "{refusal}");
        assert!(!format!("{refusal} {error} {error:?}").contains(encoded.trim()));
    }
}

#[test]
fn promise_108_a_secret_that_is_empty_or_ends_a_line_is_refused_and_not_repeated() {
    for (text, expected) in [
        ("", "empty"),
        ("hunter2\n", "line break"),
        ("hunter2\r\n", "line break"),
        ("hun\0ter2", "NUL"),
    ] {
        let refusals = [
            Secret::from(text).check().unwrap_err(),
            Base64Secret::from(text).check().unwrap_err(),
        ];
        for refusal in refusals {
            let shown = format!("{refusal} {refusal:?}");
            assert!(
                shown.contains(expected) && !shown.contains("hun"),
                "{shown}"
            );
        }
    }
    for text in ["hunter2", "tab\tand space ", "\u{1f511}"] {
        assert!(Secret::from(text).check().is_ok() && Base64Secret::from(text).check().is_ok());
    }
}

#[test]
fn promise_103_debug_shows_nothing_of_a_secret_and_not_its_length() {
    let mut shown = Vec::new();
    for text in ["hunter2", ""] {
        shown.push(format!(
            "{:?} {:#?}",
            Secret::from(text),
            Base64Secret::from(text)
        ));
    }
    assert_eq!(shown[0], "Secret(redacted) Base64Secret(redacted)");
    assert_eq!(shown[0], shown[1]);
}

#[test]
fn secrets_are_equal_where_their_texts_are() {
    for (one, other) in [("a", "a"), ("", ""), ("a", "b"), ("a", "ab"), ("ab", "a")] {
        assert_eq!(Secret::from(one) == Secret::from(other), one == other);
        assert_eq!(
            Base64Secret::from(one) == Base64Secret::from(other),
            one == other
        );
    }
}
