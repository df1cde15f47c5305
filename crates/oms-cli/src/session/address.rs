//! The address of a service, so that every spelling of it is the same.
//!
//! Guards, locks and the journal go by it: a slash at the end, `/%6Fms` for `/oms` or `LOCALHOST`
//! for `127.0.0.1` must not lead past an open request.

use std::fmt::{self, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr};

use oms_text::hex_byte;
use url::{Host, Url};

/// The address of a service, normalised: scheme, host, port and path, as one text.
///
/// The host is in lower case and in ASCII, IP addresses are written in their shortest form, the
/// port is named only where the scheme implies another. In the path, no character is encoded that
/// need not be, no slash follows another one, and there is none at the end, as gateways read it.
/// `localhost` and `::1` become `127.0.0.1`: a service that listens at one of them nearly always
/// listens at all, and a guard that refuses too much is the smaller harm. User and password are
/// left out, because no part of an address that is written down may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address {
    text: String,
}

impl Address {
    /// Reads an address. A text that is no address is its own normal form, so that an old line of
    /// the journal still matches itself.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.trim();
        let normal = Url::parse(text).ok().and_then(normal);
        Self {
            text: normal.unwrap_or_else(|| text.to_owned()),
        }
    }

    /// Returns whether a service can be called at it.
    #[cfg(feature = "postgres")]
    pub(crate) fn is_of_a_service(&self) -> bool {
        let parsed = Url::parse(&self.text);
        parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && host(&url).is_some())
    }

    /// Returns the normal form.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Returns the normal form of an address that has a host.
fn normal(mut url: Url) -> Option<String> {
    let host = host(&url)?;
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    // A slash that was encoded may end a segment of dots, which is resolved here.
    let path = decoded(url.path());
    url.set_path(&path);
    let path = url.path().trim_end_matches('/');
    Some(format!("{}://{host}{port}{path}", url.scheme()))
}

/// Returns a path in which neither a slash nor a character that needs no code (RFC 3986, 2.3) is
/// encoded, codes have digits in upper case, and no slash follows another one.
fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.split_at_checked(2).and_then(|(digits, rest)| {
            let digits = digits.as_bytes().try_into().ok()?;
            Some((hex_byte(digits)?, rest))
        });
        // A sign that no code follows is itself.
        let (byte, rest) = code.unwrap_or((b'%', part));
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            decoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _: fmt::Result = write!(decoded, "%{byte:02X}");
        }
        decoded.push_str(rest);
    }
    while decoded.contains("//") {
        decoded = decoded.replace("//", "/");
    }
    decoded
}

/// Returns the host of an address in its normal form.
fn host(url: &Url) -> Option<String> {
    let host = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            if name == "localhost" {
                Ipv4Addr::LOCALHOST.to_string()
            } else {
                name
            }
        }
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(Ipv6Addr::LOCALHOST) => Ipv4Addr::LOCALHOST.to_string(),
        Host::Ipv6(address) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => format!("[{address}]"),
        },
    };
    Some(host)
}

/// Returns an address as it may be shown: with `***` in the place of a user and a password, and of
/// a query, in which a password may be as well.
pub(crate) fn masked(text: &str) -> String {
    let masked = replaced(text, "***@");
    match masked.split_once('?') {
        Some((address, _)) => format!("{address}?***"),
        None => masked,
    }
}

/// Returns a text of the command line as an error may repeat it: of an address, nothing is left
/// where a password can stand, wherever somebody put it.
pub(crate) fn repeated(text: &str) -> String {
    let (scheme, rest) = authority(text);
    if text.contains(':') && rest.contains(['@', '?']) {
        format!("{scheme}***")
    } else {
        text.to_owned()
    }
}

/// Returns an address without the user and the password in it.
pub(crate) fn without_user(text: &str) -> String {
    replaced(text, "")
}

/// Returns whether an address contains a user or a password.
pub(crate) fn holds_user(text: &str) -> bool {
    user_end(authority(text).1).is_some()
}

fn replaced(text: &str, user: &str) -> String {
    let (scheme, rest) = authority(text);
    let kept = user_end(rest).and_then(|end| rest.get(end..));
    match kept {
        Some(kept) => format!("{scheme}{user}{kept}"),
        None => text.to_owned(),
    }
}

/// Returns the scheme with the mark behind it, which a proxy may lack, and everything behind that.
fn authority(text: &str) -> (&str, &str) {
    let start = text.find("://").map_or(0, |at| at + "://".len());
    text.split_at(start)
}

/// Returns the end of the user and the password. Either of them may contain a slash or an `@` that
/// should have been encoded, so the last `@` counts: too much is hidden rather than too little.
fn user_end(rest: &str) -> Option<usize> {
    rest.rfind('@').map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p300_every_spelling_of_an_address_is_the_same() {
        let same = [
            &[
                "http://127.0.0.1:18089",
                "http://127.0.0.1:18089/",
                "http://127.0.0.1:18089//",
                "HTTP://LOCALHOST:18089",
                "http://localhost.:018089",
                "http://127.1:18089",
                "http://0x7f.1:18089",
                "http://2130706433:18089/",
                "http://[::1]:18089",
                "http://[0:0:0:0:0:0:0:1]:18089",
                "http://[::ffff:127.0.0.1]:18089",
                "http://user:secret@127.0.0.1:18089",
            ][..],
            &[
                "https://oms.example.com",
                "https://OMS.Example.com:443/",
                "https://oms.example.com.:443",
            ],
            &[
                "https://bücher.example/oms",
                "https://xn--bcher-kva.example/oms/",
            ],
            &[
                "https://[2001:db8::1]:8089",
                "https://[2001:DB8:0:0::1]:8089/",
            ],
            &[
                "http://127.0.0.1:18089/oms",
                "http://127.0.0.1:18089//oms",
                "http://127.0.0.1:18089/oms//",
                "http://127.0.0.1:18089\\oms",
                "http://127.0.0.1:18089/%6Fms",
                "http://127.0.0.1:18089/%6f%6D%73/",
                "http://127.0.0.1:18089/%2Foms%2f",
                "http://127.0.0.1:18089/./oms/%2e",
                "http://127.0.0.1:18089/other/..//oms",
                "http://127.0.0.1:18089/other%2f%2E.%2Foms",
            ],
            &[
                "https://oms.example.com/a%3Bb",
                "https://oms.example.com/a%3bb",
            ],
            &[
                "https://oms.example.com/%256Fms",
                "https://oms.example.com/%%36Fms",
            ],
            &["no address", "no address"],
        ];
        for spellings in same {
            let first = Address::of(spellings[0]);
            for spelling in spellings {
                assert_eq!(Address::of(spelling), first, "{spelling}");
            }
            assert_eq!(
                Address::of(first.as_str()),
                first,
                "it is its own normal form"
            );
            assert!(!first.as_str().contains("secret"));
        }
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_service_has_an_address_of_http_or_https_with_a_host() {
        for text in ["http://127.0.0.1:8089", "HTTPS://oms.example.com/oms/"] {
            assert!(Address::of(text).is_of_a_service(), "{text}");
        }
        for text in [
            "127.0.0.1:8089",
            "oms.example.com",
            "localhost:8089",
            "http//127.0.0.1:8089",
            "http://",
            "http://a b",
            "ftp://127.0.0.1",
            "",
        ] {
            assert!(!Address::of(text).is_of_a_service(), "{text}");
        }
    }

    #[test]
    fn p300_another_scheme_host_port_or_path_is_another_address() {
        let one = Address::of("https://oms.example.com:8089");
        for other in [
            "https://oms.example.com:8090",
            "http://oms.example.com:8089",
            "https://oms.example.com:8089/oms",
            "https://10.0.0.7:8089",
            "https://oms-b.example.com:8089",
        ] {
            assert_ne!(one, Address::of(other), "{other}");
        }
        let one = Address::of("https://oms.example.com/oms");
        for other in [
            "https://oms.example.com/OMS",
            "https://oms.example.com/o/ms",
            "https://oms.example.com/oms/oms",
            "https://oms.example.com/oms%3B",
            "https://oms.example.com/%256Fms",
        ] {
            assert_ne!(one, Address::of(other), "{other}");
        }
    }

    #[test]
    fn p307_an_error_repeats_no_part_of_an_address_that_may_be_a_password() {
        for (text, shown) in [
            ("postgresql://a:s3cret@db/oms", "postgresql://***"),
            ("postgresql:a:s3cret@db/oms", "***"),
            ("postgresql://a:s3?cret@db/oms", "postgresql://***"),
            ("postgresql://db/oms?password=s3@cret", "postgresql://***"),
            (
                "--jornal=postgresql://a:s3cret@db",
                "--jornal=postgresql://***",
            ),
            ("postgresql://db/oms", "postgresql://db/oms"),
            ("@1742365118", "@1742365118"),
            ("yesterday?", "yesterday?"),
        ] {
            assert_eq!(repeated(text), shown);
        }
    }

    #[test]
    fn p307_a_user_and_a_password_in_an_address_are_masked() {
        for (text, shown) in [
            (
                "https://admin:s3cret@oms.example.com/x",
                "https://***@oms.example.com/x",
            ),
            (
                "https://admin@oms.example.com",
                "https://***@oms.example.com",
            ),
            ("admin:s3cret@proxy:3128", "***@proxy:3128"),
            ("http://a:s3@cret@proxy:3128", "http://***@proxy:3128"),
            ("http://a:s3/cret@proxy:3128", "http://***@proxy:3128"),
            (
                "https://oms.example.com:8089/oms",
                "https://oms.example.com:8089/oms",
            ),
        ] {
            assert_eq!(masked(text), shown);
            assert_eq!(holds_user(text), text != shown, "{text}");
            assert_eq!(without_user(text), shown.replace("***@", ""), "{text}");
        }
        for (text, shown) in [
            ("https://oms/?password=s3cret", "https://oms/?***"),
            ("https://a:s3cret@oms?b=s3cret", "https://***@oms?***"),
            ("https://a:s3?cret@oms", "https://***@oms"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
