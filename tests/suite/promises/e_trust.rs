//! Group E, trust: whose certificates are believed beside those of the platform.

use oms_client::{NotSentCause, Outcome};

use crate::support::case::{self, Verdict};
use crate::support::child;
use crate::support::runtime::runtime_beside;
use crate::support::tls;

#[tokio::test]
async fn p124_an_authority_of_ones_own_is_trusted_beside_the_others() {
    let pem = tls::authority_pem();
    let crlf = pem.replace('\n', "\r\n");
    let bundle = format!("# first\n{}\n# second\n{pem}", tls::other_authority_pem());
    let certificates = [
        ("PEM", pem.into_bytes()),
        ("CRLF", crlf.into_bytes()),
        ("bundle", bundle.into_bytes()),
        ("DER", tls::authority_der()),
    ];
    for (name, certificate) in certificates {
        let server = case::accepting_over_tls().await;
        let called = case::builder(&server.url())
            .ca_certificate(certificate)
            .build()
            .expect(name)
            .call(&case::request())
            .await;
        assert_eq!(
            case::outcome(&called),
            Outcome::Accepted,
            "{name}: {called:?}"
        );
    }
    let server = case::accepting_over_tls().await;
    let called =
        case::called(case::builder(&server.url()).ca_certificate(tls::other_authority_pem())).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Tls));
}

#[tokio::test]
async fn p124_an_authority_of_ones_own_can_be_the_only_one() {
    let server = case::accepting_over_tls().await;
    let called = case::called(
        case::builder(&server.url())
            .ca_certificate(tls::authority_pem())
            .ca_certificates_only(true),
    )
    .await;
    case::assert_verdict(&called, Verdict::Accepted);

    let nobody = case::builder(&server.url())
        .ca_certificates_only(true)
        .build();
    let text = nobody.expect_err("nobody is trusted").to_string();
    assert!(text.contains("`ca_certificates_only`"), "{text}");
}

#[test]
fn p124_what_is_no_certificate_is_refused_by_what_is_wrong_with_it() {
    let good = tls::authority_pem();
    let cut = good.replace("END CERTIFICATE", "END");
    let hollow = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let der = tls::authority_der();
    let with_hollow = format!("{good}\n{hollow}");
    let table: [(&str, &[u8], &str); 11] = [
        ("empty", b"", "is empty"),
        ("blank", b" \r\n", "is empty"),
        ("garbage", b"garbage", "the text of PEM"),
        ("binary garbage", b"\0\x01\xff", "the bytes of DER"),
        ("the name of a file", b"/etc/ssl/ca.pem", "the text of PEM"),
        ("a key", key.as_bytes(), "the text of PEM"),
        (
            "PEM without its end",
            cut.as_bytes(),
            "incomplete PEM block",
        ),
        ("hollow PEM", hollow.as_bytes(), "cannot be read"),
        (
            "one good and one hollow",
            with_hollow.as_bytes(),
            "cannot be read",
        ),
        ("cut DER", &der[..der.len() / 2], "cannot be read"),
        (
            "DER and more",
            &[&der[..], b"more"].concat(),
            "cannot be read",
        ),
    ];
    for (name, certificate, says) in table {
        let built = case::builder("https://oms.example.com")
            .ca_certificate(certificate)
            .build();
        let text = built.expect_err(name).to_string();
        assert!(
            text.starts_with("`ca_certificate`: ") && text.contains(says),
            "{name}: {text}"
        );
    }
}

#[test]
fn p124_the_certificates_of_the_platform_are_trusted_and_ones_own_do_not_replace_them() {
    let name = "p124_the_certificates_of_the_platform_are_trusted_and_ones_own_do_not_replace_them";
    let runtime = runtime_beside();
    if child::is_child() {
        return runtime.block_on(async {
            let builder = || case::once(&child::endpoint());
            let other = || builder().ca_certificate(tls::other_authority_pem());
            let refused = Verdict::NotSent(NotSentCause::Tls);
            for (builder, expected) in [
                (builder(), Verdict::Accepted),
                (other(), Verdict::Accepted),
                (other().ca_certificates_only(false), Verdict::Accepted),
                (other().ca_certificates_only(true), refused),
            ] {
                let called = case::called(builder).await;
                case::assert_verdict(&called, expected);
            }
        });
    }
    // On Linux this variable says where the platform keeps its certificates.
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let platform = directory.path().join("platform.pem");
    std::fs::write(&platform, tls::authority_pem()).expect("the temporary directory is writable");
    let platform = platform.to_str().expect("the path is text");
    let server = runtime.block_on(case::accepting_over_tls());
    let variables = [
        (child::ENDPOINT, server.url()),
        ("SSL_CERT_FILE", platform.to_owned()),
    ];
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    child::run(module_path!(), name, &variables);
    assert_eq!(server.ledger().commits(), 3);
}
