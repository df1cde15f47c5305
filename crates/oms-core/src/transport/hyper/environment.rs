//! The proxy that the environment names for an https endpoint, by the variables that curl reads and
//! in its order.

use std::ffi::OsString;

use hyper_util::client::proxy::matcher::Matcher;

/// The variables that can name the proxy. The first one that is not empty counts.
pub(super) const PROXIES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/// The variables that can name the hosts which are reached without a proxy.
const EXCEPTIONS: [&str; 2] = ["no_proxy", "NO_PROXY"];

/// Returns the variable that names the proxy on the way to a host, and its value.
pub(super) fn proxy(host: &str) -> Option<(&'static str, OsString)> {
    // Behind a web server, the variables are what a visitor has sent.
    if std::env::var_os("REQUEST_METHOD").is_some() {
        return None;
    }
    let exceptions = first(&EXCEPTIONS).map(|(_, list)| list);
    if exceptions.is_some_and(|list| is_excepted(host, &list.to_string_lossy())) {
        return None;
    }
    first(&PROXIES)
}

fn first(names: &[&'static str]) -> Option<(&'static str, OsString)> {
    names.iter().find_map(|&name| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
        Some((name, value))
    })
}

/// Returns whether a list of names, addresses and networks contains a host.
///
/// The matcher knows domains and networks, and takes neither `*` for an address, nor brackets, nor
/// the dot at the end of a whole name.
fn is_excepted(host: &str, list: &str) -> bool {
    let entries = list.split(|c: char| c == ',' || c.is_whitespace());
    if entries.clone().any(|entry| entry == "*") {
        return true;
    }
    let entries: Vec<String> = entries
        .map(|entry| entry.replace(['[', ']'], ""))
        .map(|entry| entry.trim_end_matches('.').to_owned())
        .collect();
    let matcher = Matcher::builder()
        .https("http://proxy.example")
        .no(entries.join(","))
        .build();
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host.trim_end_matches('.').to_owned()
    };
    let address = format!("https://{host}/").parse::<http::Uri>();
    address.is_ok_and(|address| matcher.intercept(&address).is_none())
}

#[cfg(test)]
mod tests {
    use super::is_excepted;

    #[test]
    fn p118_a_host_goes_past_the_proxy_if_the_list_names_it_in_any_form() {
        for (host, list, expected) in [
            ("oms.invalid", "*", true),
            ("192.0.2.7", "*", true),
            ("2001:db8::1", "*", true),
            ("192.0.2.7", "elsewhere, *", true),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.0/24", true),
            ("192.0.2.7", "198.51.100.0/24", false),
            ("2001:db8::1", "2001:db8::1", true),
            ("2001:db8::1", "[2001:db8::1]", true),
            ("2001:db8::1", "[2001:db8::]/32", true),
            ("2001:db8::1", "[2001:db8::2]", false),
            ("oms.invalid", "oms.invalid.", true),
            ("oms.invalid.", "oms.invalid", true),
            ("a.oms.invalid.", ".oms.invalid", true),
            ("a.oms.invalid", "OMS.invalid", true),
            ("noms.invalid", "oms.invalid", false),
            ("oms.invalid", "elsewhere oms.invalid", true),
            ("oms.invalid", "elsewhere\t,oms.invalid", true),
            ("oms.invalid", "a.oms.invalid", false),
            ("oms.invalid", "", false),
            ("oms.invalid", " , .", false),
        ] {
            assert_eq!(is_excepted(host, list), expected, "{host} in {list:?}");
        }
    }
}
