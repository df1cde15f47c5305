//! The words that are usual in the names of secrets.

/// Parts of the names under which secrets travel.
pub const SECRET_PARTS: [&str; 16] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "credential",
    "accesskey",
    "apikey",
    "privatekey",
    "authorization",
    "bearer",
    "cookie",
    "session",
    "signature",
];

/// Whole names of secrets that are too short to be looked for in others.
pub const SECRET_NAMES: [&str; 5] = ["pass", "auth", "ak", "sk", "pw"];

/// Returns whether a name is usual for a secret, however it is spelled.
///
/// # Examples
///
/// ```
/// use oms_text::is_secret_name;
///
/// assert!(is_secret_name("access_key_secret"));
/// assert!(!is_secret_name("primaryKeys"));
/// ```
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let name = bare_name(name);
    SECRET_PARTS.iter().any(|part| name.contains(part)) || SECRET_NAMES.contains(&name.as_str())
}

/// Returns a name by which its spellings are one: its letters and digits alone, in lower case.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::bare_name("X-Api-Key"), "xapikey");
/// ```
#[must_use]
pub fn bare_name(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}
