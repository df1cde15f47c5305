//! The files of TLS with the service: the certificates to trust, and a certificate of this side
//! with its key.

use std::mem::discriminant;
use std::path::{Path, PathBuf};

use clap::Args;
use oms_client::Shown;

use super::pick::Picker;
use super::{Setting, Source};
use crate::failure::Failure;

/// The names of a file in the three places that can give it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub(crate) flag: &'static str,
    pub(crate) variable: &'static str,
    pub(crate) key: &'static str,
}

/// The certificates to trust beside those of the system.
pub(crate) const CACERT: Names = Names {
    flag: "--cacert",
    variable: "OMS_CACERT",
    key: "cacert",
};

/// The certificate that this side shows.
pub(crate) const CLIENT_CERTIFICATE: Names = Names {
    flag: "--client-certificate",
    variable: "OMS_CLIENT_CERTIFICATE",
    key: "client_certificate",
};

/// The private key of that certificate.
pub(crate) const CLIENT_KEY: Names = Names {
    flag: "--client-key",
    variable: "OMS_CLIENT_KEY",
    key: "client_key",
};

/// The flags with the files.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct TlsOptions {
    /// PEM file with certificates to trust beside those of the system.
    #[arg(long, value_name = "FILE", help_heading = "Connection")]
    cacert: Option<PathBuf>,

    /// PEM file with a certificate, and its chain behind it, to show to a service that demands one;
    /// or the variable `OMS_CLIENT_CERTIFICATE`.
    #[arg(long, value_name = "FILE", help_heading = "Connection")]
    client_certificate: Option<PathBuf>,

    /// PEM file with the private key of that certificate, or both; or the variable
    /// `OMS_CLIENT_KEY`. It must belong to you alone (mode 0600).
    #[arg(long, value_name = "FILE", help_heading = "Connection")]
    client_key: Option<PathBuf>,
}

impl TlsOptions {
    /// Returns each file, if it is given, with its names.
    pub(crate) fn each(&self) -> [(Names, Option<&Path>); 3] {
        [
            (CACERT, self.cacert.as_deref()),
            (CLIENT_CERTIFICATE, self.client_certificate.as_deref()),
            (CLIENT_KEY, self.client_key.as_deref()),
        ]
    }
}

/// The files, each with its source.
#[derive(Debug, Clone)]
pub(crate) struct TlsFiles {
    pub(crate) cacert: Setting<Option<PathBuf>>,
    certificate: Setting<Option<PathBuf>>,
    key: Setting<Option<PathBuf>>,
}

/// A certificate that is shown and its private key. One file may hold both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity<'a> {
    pub(crate) certificate: &'a Path,
    pub(crate) key: &'a Path,
}

impl TlsFiles {
    pub(super) fn pick(options: &TlsOptions, pick: &Picker<'_, '_>) -> Result<Self, Failure> {
        let picked = options.each().map(|(names, given)| {
            let flag = names.flag.trim_start_matches('-');
            pick.path(flag, given, names.variable, names.key)
        });
        let [cacert, certificate, key] = picked;
        Ok(Self {
            cacert: cacert?,
            certificate: certificate?,
            key: key?,
        })
    }

    /// Returns each file with its names.
    pub(crate) const fn each(&self) -> [(Names, &Setting<Option<PathBuf>>); 3] {
        [
            (CACERT, &self.cacert),
            (CLIENT_CERTIFICATE, &self.certificate),
            (CLIENT_KEY, &self.key),
        ]
    }

    pub(super) const fn each_mut(&mut self) -> [&mut Setting<Option<PathBuf>>; 3] {
        [&mut self.cacert, &mut self.certificate, &mut self.key]
    }

    /// Returns whether a profile names the certificate.
    pub(super) const fn is_identity_of_profile(&self) -> bool {
        matches!(self.certificate.source, Source::Profile(..))
    }

    /// Returns the certificate of this side. It and its key are named in one place: a variable that
    /// was left in the environment for another service would not fit the key of a profile.
    pub(super) fn identity(&self) -> Result<Option<Identity<'_>>, Failure> {
        let (certificate, key) = (&self.certificate, &self.key);
        if discriminant(&certificate.source) != discriminant(&key.source) {
            return Err(Failure::credentials(
                format!(
                    "the client certificate is named by {}, and its private key by {}",
                    namer(&certificate.source),
                    namer(&key.source)
                ),
                format!(
                    "Name both in one place: {} and {}, {} and {}, or {} and {} in the profile; one file may hold both.",
                    CLIENT_CERTIFICATE.flag,
                    CLIENT_KEY.flag,
                    CLIENT_CERTIFICATE.variable,
                    CLIENT_KEY.variable,
                    CLIENT_CERTIFICATE.key,
                    CLIENT_KEY.key
                ),
            ));
        }
        let both = certificate.value.as_deref().zip(key.value.as_deref());
        Ok(both.map(|(certificate, key)| Identity { certificate, key }))
    }
}

fn namer(source: &Source) -> String {
    match source {
        Source::Default => "nothing".to_owned(),
        said => format!("the {}", Shown(&said.to_string())),
    }
}
