//! Reads the files of TLS with the service.

use std::path::Path;

use oms_client::{Client, ClientBuilder};

use crate::failure::Failure;
use crate::session::config::{CACERT, CLIENT_CERTIFICATE, Settings};
use crate::session::{authorities, secret_file};

/// Describes a client with the certificates that it trusts and the one that it shows.
pub(super) fn with_files(
    mut builder: ClientBuilder<Client>,
    settings: &Settings,
) -> Result<ClientBuilder<Client>, Failure> {
    let [(_, cacert), (_, certificate), (_, key)] = settings.tls.each();
    let blaming = |source| move |failure| settings.blaming(source, failure);
    if let Some(path) = &cacert.value {
        let certificates = certificates(path, CACERT.flag, Failure::usage);
        builder = builder.ca_certificate(certificates.map_err(blaming(&cacert.source))?);
    }
    let Some(identity) = settings.identity()? else {
        return Ok(builder);
    };
    let key = secret_file::read(identity.key).map_err(blaming(&key.source))?;
    let chain: Vec<u8> = if identity.certificate == identity.key {
        key.expose().into()
    } else {
        certificates(
            identity.certificate,
            CLIENT_CERTIFICATE.flag,
            Failure::credentials,
        )
        .map_err(blaming(&certificate.source))?
    };
    Ok(builder.client_certificate(chain, key.expose()))
}

/// Reads a file of certificates that the flag names.
fn certificates(
    path: &Path,
    flag: &str,
    failure: fn(String, String) -> Failure,
) -> Result<Vec<u8>, Failure> {
    authorities::read(path).map_err(|refusal| {
        failure(
            format!("{} {refusal}", path.display()),
            format!(
                "Give {flag} a PEM file that you may read, and that only you or the administrator can write or replace."
            ),
        )
    })
}
