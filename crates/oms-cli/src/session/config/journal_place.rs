//! The place of the journal: a directory of this machine, or a team's database.

use std::fmt;
use std::net::Ipv6Addr;
use std::path::{Path, PathBuf};

use oms_text::hex_byte;
use url::{Host, Url};

/// The place of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JournalPlace {
    /// A directory of this machine.
    Directory(PathBuf),
    /// A database that a team shares.
    Team(Database),
}

/// The address of a PostgreSQL database. It never holds a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Database {
    /// The user, where the address names one.
    pub(crate) user: Option<String>,
    pub(crate) server: Server,
    pub(crate) port: u16,
    pub(crate) name: String,
    /// Set where the connection is to be encrypted.
    pub(crate) tls: bool,
}

/// The machine of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Server {
    /// A name or an IP address.
    Host(String),
    /// The directory of a Unix socket on this machine.
    Socket(PathBuf),
}

/// The port on which PostgreSQL listens unless told otherwise.
const PORT: u16 = 5432;

impl JournalPlace {
    /// Reads a place: an address of PostgreSQL, or else a directory.
    ///
    /// A slip in an address must not make it a directory, whose journal knows nothing of what the
    /// team has sent.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let trimmed = text.trim();
        let scheme = trimmed.split_once("://").map(|(scheme, _)| scheme);
        let is_postgres = scheme.is_some_and(|scheme| {
            ["postgresql", "postgres"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
        });
        if is_postgres {
            return Database::read(trimmed).map(Self::Team);
        }
        if looks_like_an_address(trimmed) && !Path::new(text).exists() {
            return Err(
                "it looks like an address, and only postgresql://USER@HOST/DATABASE is one; a \
                 directory begins with / or, in a flag, with ./"
                    .to_owned(),
            );
        }
        Ok(Self::Directory(PathBuf::from(text)))
    }

    /// Returns the place as another directory and another machine find it.
    pub(crate) fn address(&self) -> Option<String> {
        match self {
            Self::Team(database) => database.address(),
            Self::Directory(path) => Some(std::path::absolute(path).ok()?.display().to_string()),
        }
    }
}

impl fmt::Display for JournalPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(path) => path.display().fmt(f),
            Self::Team(database) => database.fmt(f),
        }
    }
}

impl Database {
    /// Reads an address. A refusal does not repeat it: it may contain a password.
    fn read(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .map_err(|error| format!("it is not the address of a database: {error}"))?;
        if url.password().is_some() {
            return Err(
                "it holds a password, which everyone who sees the address can read; name a file in \
                 journal_password_file, or set OMS_JOURNAL_PASSWORD"
                    .to_owned(),
            );
        }
        let (mut socket, mut tls) = (None, None);
        for (key, value) in url.query_pairs() {
            match (&*key, &*value) {
                ("host", directory) if directory.starts_with('/') => {
                    socket = Some(PathBuf::from(directory));
                }
                ("sslmode", "disable") => tls = Some(false),
                ("sslmode", "verify-full") => tls = Some(true),
                ("sslmode", _) => {
                    return Err(
                        "its sslmode is neither verify-full, which is the default, nor disable"
                            .to_owned(),
                    );
                }
                _ => {
                    return Err(
                        "it may hold the parameters `host`, which is the directory of a \
                                socket, and `sslmode`, and no others"
                            .to_owned(),
                    );
                }
            }
        }
        let server = match (socket, url.host()) {
            (Some(socket), _) => Server::Socket(socket),
            (None, Some(host)) => Server::at(&host)?,
            (None, None) => return Err("it names no host".to_owned()),
        };
        let name = decoded(url.path().trim_start_matches('/'))?;
        if name.is_empty() || name.contains('/') {
            return Err("it names no database: write postgresql://USER@HOST/DATABASE".to_owned());
        }
        let user = Some(decoded(url.username())?).filter(|user| !user.is_empty());
        let database = Self {
            user,
            tls: tls.unwrap_or(matches!(server, Server::Host(_))),
            server,
            port: url.port().unwrap_or(PORT),
            name,
        };
        database.checked()
    }

    /// Returns the address without the user: the same for everybody who shares it.
    #[cfg(feature = "postgres")]
    pub(crate) fn without_user(&self) -> String {
        let shared = Self {
            user: None,
            ..self.clone()
        };
        shared.to_string()
    }

    /// Returns the address as it is read again: encoded, and with everything that it says.
    pub(crate) fn address(&self) -> Option<String> {
        let mut url = Url::parse("postgresql://localhost").ok()?;
        url.set_port(Some(self.port)).ok()?;
        url.set_username(self.user.as_deref().unwrap_or_default())
            .ok()?;
        url.path_segments_mut().ok()?.push(&self.name);
        match &self.server {
            Server::Host(host) => {
                let host = match host.parse::<Ipv6Addr>() {
                    Ok(_) => format!("[{host}]"),
                    Err(_) => host.clone(),
                };
                url.set_host(Some(&host)).ok()?;
                if !self.tls {
                    url.query_pairs_mut().append_pair("sslmode", "disable");
                }
            }
            Server::Socket(directory) => {
                let directory = directory.to_str()?;
                url.query_pairs_mut().append_pair("host", directory);
            }
        }
        Some(url.into())
    }

    /// Refuses a connection in the clear to another machine, and an encrypted one where there is no
    /// network.
    fn checked(self) -> Result<Self, String> {
        match &self.server {
            Server::Host(host) if !self.tls && !is_this_machine(host) => Err(
                "sslmode=disable is for this machine alone: on the way to another one, everyone \
                 could read and change what is written down"
                    .to_owned(),
            ),
            Server::Socket(_) if self.tls => {
                Err("a socket of this machine takes no TLS".to_owned())
            }
            _ => Ok(self),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgresql://")?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match &self.server {
            Server::Host(host) => write!(f, "{host}:{}/{}", self.port, self.name),
            Server::Socket(path) => {
                let (port, name, path) = (self.port, &self.name, path.display());
                write!(f, "localhost:{port}/{name}?host={path}")
            }
        }
    }
}

impl Server {
    /// Returns the server that the host of an address names. The scheme is none of the web's, so
    /// `url` leaves a name as it is.
    fn at(host: &Host<&str>) -> Result<Self, String> {
        let name = match host {
            Host::Domain(name) => decoded(name)?,
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        };
        // libpq takes the directory of a socket in the place of a host.
        if name.starts_with('/') {
            return Ok(Self::Socket(PathBuf::from(name)));
        }
        if name.contains(['/', ',']) {
            return Err("it names several hosts, or a path: a journal is on one server".to_owned());
        }
        Ok(Self::Host(name.to_ascii_lowercase()))
    }
}

/// Returns whether a text begins as an address does. One letter is a drive of Windows.
fn looks_like_an_address(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+';
        scheme.len() > 1 && (scheme.bytes().all(is_scheme) || rest.starts_with("//"))
    })
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Decodes a part of an address, in which some characters are written as `%` and two digits.
fn decoded(part: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = rest.next().zip(rest.next());
        let decoded = digits.and_then(|(high, low)| hex_byte([high, low]));
        bytes.push(decoded.ok_or("a `%` in it is not followed by two digits")?);
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_database_is_read_and_shown_without_guessing() {
        for (text, shown) in [
            (
                "postgresql://alice@db.example/oms",
                "postgresql://alice@db.example:5432/oms",
            ),
            (
                "postgres://a%40b@DB.example:6000/oms",
                "postgresql://a@b@db.example:6000/oms",
            ),
            (
                "postgresql://db.example/oms?sslmode=verify-full",
                "postgresql://db.example:5432/oms",
            ),
            (
                "postgresql://127.0.0.1/oms?sslmode=disable",
                "postgresql://127.0.0.1:5432/oms",
            ),
            (
                "postgresql://alice@localhost/oms?host=/run/postgresql",
                "postgresql://alice@localhost:5432/oms?host=/run/postgresql",
            ),
            (
                "postgresql://alice@%2Frun%2FpostgreSQL:6000/oms",
                "postgresql://alice@localhost:6000/oms?host=/run/postgreSQL",
            ),
            ("postgresql://[::1]/a%25b", "postgresql://::1:5432/a%b"),
            (
                "PostgreSQL://alice@db.example/oms",
                "postgresql://alice@db.example:5432/oms",
            ),
            (
                " \tPOSTGRES://alice@db.example/oms\n",
                "postgresql://alice@db.example:5432/oms",
            ),
            ("/var/lib/oms", "/var/lib/oms"),
            ("/var/lib/a:b", "/var/lib/a:b"),
            ("./postgresql:alice@db", "./postgresql:alice@db"),
            (r"C:\oms", r"C:\oms"),
            ("oms", "oms"),
        ] {
            let place = JournalPlace::read(text).unwrap();
            assert_eq!(place.to_string(), shown);
            if let JournalPlace::Team(database) = &place {
                let address = database.address().unwrap();
                assert_eq!(JournalPlace::read(&address), Ok(place), "{address}");
            }
        }
    }

    #[test]
    fn a_password_a_weak_connection_and_what_is_not_known_are_refused_without_repeating_them() {
        for (text, words) in [
            (
                "postgresql://alice:canary@db.example/oms",
                "OMS_JOURNAL_PASSWORD",
            ),
            (
                "postgresql://alice@db.example/oms?sslmode=disable",
                "this machine alone",
            ),
            (
                "postgresql://alice@db.example/oms?sslmode=prefer",
                "verify-full",
            ),
            (
                "postgresql://alice@db.example/oms?password=canary",
                "no others",
            ),
            (
                "postgresql://alice@db.example/oms?options=canary",
                "no others",
            ),
            ("postgresql://alice@db.example/", "no database"),
            ("postgresql://alice@/oms", "host"),
            ("postgresql://alice@localhost,127.0.0.1/oms", "one server"),
            ("postgresql://alice@db%2Fexample/oms", "one server"),
            ("postgresql://%2Frun/oms?sslmode=verify-full", "no TLS"),
            ("postgresql:alice:canary@db.example/oms", "like an address"),
            ("postgresql:/alice:canary@db.example/oms", "like an address"),
            ("postgre-sql://alice:canary@db/oms", "like an address"),
            (
                "jdbc:postgresql://db.example/oms?password=canary",
                "like an address",
            ),
            (" mysql://alice:canary@db.example/oms", "like an address"),
            ("file:///var/lib/oms", "like an address"),
            ("postgresql://a%zz@db.example/oms", "two digits"),
            (
                "postgresql://localhost/oms?host=/run&sslmode=verify-full",
                "no TLS",
            ),
        ] {
            let refused = JournalPlace::read(text).unwrap_err();
            assert!(refused.contains(words), "{text}: {refused}");
            assert!(!refused.contains("canary"), "{refused}");
        }
    }
}
