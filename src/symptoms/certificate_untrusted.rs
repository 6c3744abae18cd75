//! A certificate is not trusted: it is self-signed or from a private CA.

use super::declare_symptom;

declare_symptom! {
    name: "certificate-untrusted",
    role: Root,
    needs_auth: false,
    patterns: [
        "x509: certificate signed by unknown authority",
        "x509: certificate is not standards compliant",
        "CERTIFICATE_VERIFY_FAILED",
        "SSLCertVerificationError",
        "SSL_ERROR_SSL: error:1000007d",
        "x509: certificate relies on legacy Common Name field",
        "TSI_PROTOCOL_FAILURE",
        "certificate is not trusted",
        "SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED",
        "(Caused by SSLError(SSLCertVerificationError",
    ],
}
