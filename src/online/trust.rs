//! The trusted CAs, and the reasons for refusing a certificate.

use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, InvalidMessage, RootCertStore,
    SignatureScheme,
};
use url::Url;

use super::OfflineError;
use super::certificate::{CertificateFacts, facts};
use super::connect::{Protocol, address};
use crate::check::network::{Certificate, CertificateFault, Unreachable};

#[derive(Debug)]
pub(super) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<WebPkiServerVerifier>,
}

/// The certificate that a server presented, accepted or not.
#[derive(Debug, Clone, Default)]
pub(super) struct ShownCertificate(Arc<Mutex<Option<Vec<u8>>>>);

/// Verifies certificates and records them.
#[derive(Debug)]
struct Recorder {
    verifier: Arc<WebPkiServerVerifier>,
    seen: ShownCertificate,
}

impl Trust {
    /// Trusts the system's CAs and those of a PEM file.
    pub(super) fn new(ca_file: Option<&[u8]>) -> Result<Self, OfflineError> {
        let mut roots = RootCertStore::empty();
        // On a system without CAs, the error shows when a certificate is refused.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(pem) = ca_file {
            let own: Vec<CertificateDer<'static>> =
                CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect();
            let (added, _) = roots.add_parsable_certificates(own);
            if added == 0 {
                return Err(OfflineError::NoCertificate);
            }
        }
        let provider = Arc::new(ring::default_provider());
        let verifier = if roots.is_empty() {
            return Err(OfflineError::Tls(
                "this machine has no CA certificates; name some with `--ca-file`".to_owned(),
            ));
        } else {
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()
                .map_err(|error| OfflineError::Tls(error.to_string()))?
        };
        Ok(Self { provider, verifier })
    }

    /// Returns the settings of one TLS connection.
    pub(super) fn config(&self, protocol: Protocol) -> (ClientConfig, ShownCertificate) {
        let seen = ShownCertificate::default();
        let recorder = Recorder { verifier: Arc::clone(&self.verifier), seen: seen.clone() };
        let builder = ClientConfig::builder_with_provider(Arc::clone(&self.provider));
        let builder = match builder.with_safe_default_protocol_versions() {
            Ok(builder) => builder,
            // ring supports TLS 1.2 and 1.3.
            Err(_) => ClientConfig::builder(),
        };
        let mut config = builder.dangerous().with_custom_certificate_verifier(Arc::new(recorder)).with_no_client_auth();
        config.alpn_protocols = vec![protocol.alpn().to_vec()];
        (config, seen)
    }

    /// Returns the reason why a handshake failed.
    pub(super) fn why(url: &Url, error: &io::Error, seen: &ShownCertificate) -> Unreachable {
        let host = url.host_str().unwrap_or_default().to_owned();
        let address = address(url);
        let inner = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
        match inner.and_then(|inner| inner.downcast_ref::<TlsError>()) {
            Some(TlsError::InvalidCertificate(fault)) => {
                Unreachable::Certificate { host, fault: certificate_fault(fault, seen) }
            }
            Some(TlsError::InvalidMessage(InvalidMessage::InvalidContentType)) => Unreachable::NotTls { address },
            Some(TlsError::AlertReceived(alert)) if format!("{alert:?}") == "NoApplicationProtocol" => {
                Unreachable::NoHttp2 { address }
            }
            Some(other) => Unreachable::Tls { address, why: other.to_string() },
            None => Unreachable::Tls { address, why: error.to_string() },
        }
    }
}

fn certificate_fault(fault: &CertificateError, seen: &ShownCertificate) -> CertificateFault {
    let shown = seen.facts();
    match fault {
        CertificateError::UnknownIssuer => CertificateFault::UnknownIssuer { issuer: shown.map(|facts| facts.issuer) },
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            let days = shown.map_or(0, |facts| (now() - facts.not_after).div_euclid(86_400));
            CertificateFault::Expired { days }
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => CertificateFault::NotYetValid,
        CertificateError::NotValidForNameContext { presented, .. } => CertificateFault::OtherName {
            // The library formats a name as `DnsName("a.example.org")`.
            names: presented.iter().map(|name| name.split('"').nth(1).unwrap_or(name).to_owned()).collect(),
        },
        CertificateError::NotValidForName => CertificateFault::OtherName { names: Vec::new() },
        other => CertificateFault::Other(other.to_string()),
    }
}

/// Returns the time in seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

impl ShownCertificate {
    fn facts(&self) -> Option<CertificateFacts> {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        facts(shown.as_deref()?)
    }

    /// Returns the accepted certificate.
    pub(super) fn certificate(&self) -> Option<Certificate> {
        let facts = self.facts()?;
        Some(Certificate { issuer: facts.issuer, not_after: facts.not_after, now: now() })
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        *self.seen.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(end_entity.to_vec());
        self.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
