//! What is taken as credentials, how it is sent, and that it is shown nowhere.

use super::Auth;

fn header(auth: &Auth) -> Result<(String, String), String> {
    match auth.to_header() {
        Ok(Some((name, value))) => {
            assert!(value.is_sensitive());
            assert_eq!(format!("{value:?}"), "Sensitive");
            Ok((
                name.to_string(),
                String::from_utf8(value.as_bytes().to_vec()).unwrap(),
            ))
        }
        Ok(None) => Err("none".to_owned()),
        Err(invalid) => Err(invalid.to_string()),
    }
}

#[test]
fn credentials_are_encoded_as_http_says() {
    let table = [
        (
            Auth::basic("admin", "secret"),
            "authorization",
            "Basic YWRtaW46c2VjcmV0",
        ),
        (Auth::basic("admin", ""), "authorization", "Basic YWRtaW46"),
        (
            Auth::basic("admin", "a:b"),
            "authorization",
            "Basic YWRtaW46YTpi",
        ),
        (
            Auth::basic("j\u{fc}rgen", "p\u{e4}ss"),
            "authorization",
            "Basic asO8cmdlbjpww6Rzcw==",
        ),
        (
            Auth::basic_token("YWRtaW46c2VjcmV0"),
            "authorization",
            "Basic YWRtaW46c2VjcmV0",
        ),
        (
            Auth::basic_token("Basic YWRtaW46c2VjcmV0"),
            "authorization",
            "Basic YWRtaW46c2VjcmV0",
        ),
        (Auth::bearer("abc"), "authorization", "Bearer abc"),
        (Auth::header("X-Token", "abc"), "x-token", "abc"),
    ];
    for (auth, name, value) in table {
        assert_eq!(header(&auth), Ok((name.to_owned(), value.to_owned())));
    }
    assert_eq!(header(&Auth::none()), Err("none".to_owned()));
}

#[test]
fn promises_108_and_109_what_would_break_a_header_or_be_encoded_twice_is_refused() {
    let table = [
        (Auth::basic("admin\n", "hunter2"), "line break"),
        (Auth::basic("admin", "hunter2\r\nHost: x"), "line break"),
        (Auth::basic("admin", "hunter2\0"), "control character"),
        (Auth::basic("ad:min", "hunter2"), "`:`"),
        (Auth::basic("", "hunter2"), "empty"),
        (
            Auth::basic("admin", "YWRtaW46aHVudGVyMg=="),
            "--auth-token-file",
        ),
        (Auth::basic("admin", "Basic hunter2"), "--auth-token-file"),
        (Auth::basic("admin", "basic  hunter2"), "--auth-token-file"),
        (Auth::basic_token("hunter2"), "not the Base64"),
        (Auth::basic_token("aHVudGVyMg=="), "not the Base64"),
        (Auth::bearer("hunter2\n"), "line break"),
        (Auth::header("Host", "hunter2"), "`host`"),
        (Auth::header("X Y", "hunter2"), "no header name"),
        (Auth::header("X-Token", ""), "empty"),
    ];
    for (auth, expected) in table {
        let refusal = header(&auth).unwrap_err();
        assert!(refusal.contains(expected), "{refusal}");
        assert!(refusal.starts_with("`auth`"), "{refusal}");
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }
}

#[test]
fn promise_103_no_credential_is_shown() {
    let canary = "hunter2";
    let all = [
        Auth::basic(canary, canary),
        Auth::basic_token(canary),
        Auth::bearer(canary),
        Auth::header(canary, canary),
    ];
    for auth in all {
        let shown = format!("{auth:?}");
        assert!(
            shown.contains("redacted") && !shown.contains(canary),
            "{shown}"
        );
    }
}
