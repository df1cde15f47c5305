//! The kinds of values that their keys tell: people, machines and IDs.

use std::net::IpAddr;

use oms_core::Role;

use crate::generated::ENVELOPE;

/// The beginnings of what stands for a value of each kind.
pub(super) const NAME: &str = "name-";
pub(super) const REQUEST: &str = "request-";
pub(super) const HOST: &str = "host-";
pub(super) const ID: &str = "id-";

/// Parts of keys whose values name people and accounts.
const PERSONAL: [&str; 4] = ["user", "owner", "creator", "uid"];

/// Keys whose values name machines, and the ends of others, for one of them and for several.
const HOSTS: [&str; 3] = ["ip", "host", "hostname"];
const HOST_ENDINGS: [&str; 5] = ["Ip", "IP", "Host", "HostName", "Hostname"];

/// The most letters in front of the dash of an ID.
const LONGEST_PREFIX: usize = 3;

/// The kind of a text, where its key tells it. An address of a machine has none: it is replaced by
/// an address, so that whoever reads the recording can still read it.
pub(super) fn kind_of(key: &str, text: &str) -> Option<&'static str> {
    if is_personal(key) {
        Some(NAME)
    } else if is_request_id(key) {
        Some(REQUEST)
    } else if is_of_hosts(key) && !text.is_empty() && text.parse::<IpAddr>().is_err() {
        Some(HOST)
    } else if is_of_ids(key) && is_dashed(text) {
        Some(ID)
    } else {
        None
    }
}

/// Returns whether values under this key name machines or IDs.
pub(super) fn are_told_by(key: &str) -> bool {
    is_of_hosts(key) || is_of_ids(key)
}

pub(super) fn is_personal(key: &str) -> bool {
    let lowercase = key.to_ascii_lowercase();
    PERSONAL.iter().any(|part| lowercase.contains(part))
}

pub(super) fn is_request_id(key: &str) -> bool {
    ENVELOPE
        .iter()
        .any(|(role, known)| *role == Role::RequestId && known.eq_ignore_ascii_case(key))
}

fn is_of_hosts(key: &str) -> bool {
    let key = key.strip_suffix('s').unwrap_or(key);
    HOSTS.contains(&key) || HOST_ENDINGS.iter().any(|end| key.ends_with(end))
}

fn is_of_ids(key: &str) -> bool {
    let lowercase = key.to_ascii_lowercase();
    lowercase.ends_with("id") || lowercase.ends_with("ids")
}

/// Returns whether a text has the form of an ID with a dash, such as `dg-x2v7`. Many words have it
/// as well, so that it says something only under a key that says so.
fn is_dashed(text: &str) -> bool {
    let Some((prefix, body)) = text.split_once('-') else {
        return false;
    };
    let is_of_body = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=LONGEST_PREFIX).contains(&prefix.len())
        && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
        && body.bytes().all(is_of_body)
        && body.bytes().any(|byte| byte.is_ascii_digit())
}
