//! Which addresses are taken, and where an action goes from them.

use super::Endpoint;

#[test]
fn promises_79_and_80_a_prefix_is_kept_and_a_name_is_encoded() {
    let table = [
        (
            "http://127.0.0.1:8080",
            "Store",
            "http://127.0.0.1:8080/api/v2?Action=Store",
        ),
        (
            "http://127.0.0.1:8080/",
            "Store",
            "http://127.0.0.1:8080/api/v2?Action=Store",
        ),
        (
            "https://h/prefix",
            "Store",
            "https://h/prefix/api/v2?Action=Store",
        ),
        (
            "https://h/prefix/",
            "Store",
            "https://h/prefix/api/v2?Action=Store",
        ),
        (
            "https://h/a%20b/c",
            "Store",
            "https://h/a%20b/c/api/v2?Action=Store",
        ),
        ("https://H:443", "Store", "https://h/api/v2?Action=Store"),
        (
            "http://[::1]:1",
            "Store",
            "http://[::1]:1/api/v2?Action=Store",
        ),
        (
            "https://h",
            "A&b=c#d e\r\n\u{e9}",
            "https://h/api/v2?Action=A%26b%3Dc%23d+e%0D%0A%C3%A9",
        ),
    ];
    for (base, action, expected) in table {
        let endpoint = Endpoint::new(base, false).unwrap();
        assert_eq!(
            endpoint.route("/api/v2", "Action", action).as_str(),
            expected
        );
    }
}

#[test]
fn promises_106_and_120_what_would_leak_credentials_or_lose_a_part_is_refused() {
    let table = [
        ("https://user:hunter2@h", "`Auth`"),
        ("https://hunter2@h", "`Auth`"),
        ("https://:hunter2@h", "`Auth`"),
        ("https://h?a=hunter2", "query"),
        ("https://h#hunter2", "fragment"),
        ("ftp://h", "https://"),
        ("h:8089", "https://"),
        ("hunter2", "no address"),
        ("", "no address"),
        ("https://h\n", "white space"),
        (" https://h", "white space"),
        ("http://h", "allow_plaintext"),
        ("http://10.0.0.1", "allow_plaintext"),
        ("http://127.0.0.1.example.com", "allow_plaintext"),
        ("http://localhost.example.com", "allow_plaintext"),
        ("http://[::ffff:127.0.0.1]", "allow_plaintext"),
        ("http://0.0.0.0", "allow_plaintext"),
    ];
    for (base, expected) in table {
        let refusal = Endpoint::new(base, false).unwrap_err().to_string();
        assert!(
            refusal.contains(expected) && refusal.starts_with("`endpoint`"),
            "{base}: {refusal}"
        );
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }
    assert!(Endpoint::new("http://10.0.0.1", true).is_ok());
    for base in [
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]",
        "http://localhost",
        "http://LOCALHOST:1",
        "https://h",
    ] {
        assert!(Endpoint::new(base, false).is_ok(), "{base}");
    }
}

#[test]
fn promise_105_an_endpoint_is_shown_by_host_and_port_alone() {
    for (base, expected) in [
        ("https://h/private", "h:443"),
        ("http://[::1]:8", "[::1]:8"),
        ("http://localhost", "localhost:80"),
    ] {
        assert_eq!(
            Endpoint::new(base, false).unwrap().host_and_port(),
            expected
        );
    }
}
