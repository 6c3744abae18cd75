//! The reasons why a server does not answer, with advice.

use super::probe::Trouble;

/// A problem with a server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateFault {
    /// No trusted CA issued the certificate.
    UnknownIssuer {
        /// The CA at the end of its chain, if it is named.
        issuer: Option<String>,
    },
    /// The certificate has expired.
    Expired {
        /// The number of days since.
        days: i64,
    },
    /// The certificate is not valid yet, probably because a clock is wrong.
    NotYetValid,
    /// The certificate is for other names.
    OtherName { names: Vec<String> },
    /// Another problem.
    Other(String),
}

/// The reason why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The name does not resolve.
    #[error("the name `{host}` does not resolve")]
    NoSuchHost { host: String },
    /// Nothing listens at the address.
    #[error("nothing listens on {address}: connection refused")]
    Refused {
        /// Host and port.
        address: String,
    },
    /// No connection for another reason.
    #[error("cannot connect to {address}: {why}")]
    NotConnected {
        /// Host and port.
        address: String,
        /// The system's message.
        why: String,
    },
    /// The time limit was exceeded.
    #[error("no answer from {address} within {seconds} s")]
    TimedOut {
        /// Host and port.
        address: String,
        /// The limit.
        seconds: u64,
    },
    /// The certificate is not accepted.
    #[error("{}", in_words(host, fault))]
    Certificate { host: String, fault: CertificateFault },
    /// The port does not speak TLS.
    #[error("{address} does not speak TLS")]
    NotTls {
        /// Host and port.
        address: String,
    },
    /// TLS fails in another way.
    #[error("the TLS handshake with {address} fails: {why}")]
    Tls {
        /// Host and port.
        address: String,
        /// The TLS library's message.
        why: String,
    },
    /// Plain HTTP to another machine.
    #[error("`{url}` is plain http, and is not on this machine")]
    PlainHttp { url: String },
    /// The proxy of the environment does not connect.
    #[error("the proxy {proxy} does not connect to {address}: {why}")]
    Proxy {
        /// The proxy, without its password.
        proxy: String,
        /// Host and port.
        address: String,
        why: String,
    },
    /// The server does not offer HTTP/2.
    #[error("{address} does not offer HTTP/2")]
    NoHttp2 {
        /// Host and port.
        address: String,
    },
    /// The answer is not HTTP.
    #[error("{address} does not answer in HTTP: {why}")]
    NotHttp {
        /// Host and port.
        address: String,
        /// The HTTP library's message.
        why: String,
    },
}

fn in_words(host: &str, fault: &CertificateFault) -> String {
    match fault {
        CertificateFault::UnknownIssuer { issuer: Some(issuer) } => {
            format!("the certificate of {host} is issued by `{issuer}`, which this machine does not trust")
        }
        CertificateFault::UnknownIssuer { issuer: None } => {
            format!("the certificate of {host} is issued by a CA that this machine does not trust")
        }
        CertificateFault::Expired { days: 0 } => format!("the certificate of {host} expired today"),
        CertificateFault::Expired { days: 1 } => {
            format!("the certificate of {host} expired 1 day ago")
        }
        CertificateFault::Expired { days } => {
            format!("the certificate of {host} expired {days} days ago")
        }
        CertificateFault::NotYetValid => format!("the certificate of {host} is not valid yet"),
        CertificateFault::OtherName { names } if names.is_empty() => {
            format!("the certificate is not for {host}")
        }
        CertificateFault::OtherName { names } => format!("the certificate is for {}, not for {host}", names.join(", ")),
        CertificateFault::Other(why) => format!("the certificate of {host} is not accepted: {why}"),
    }
}

impl Unreachable {
    /// Returns the problem with advice. `reader` is the process that needs the connection, too.
    pub(super) fn trouble(&self, reader: &str) -> Trouble {
        let trouble = Trouble::new(self.to_string());
        match self {
            Self::NoSuchHost { .. } => trouble.fix(
                "correct the host name, or create its DNS record; this machine may also need the VPN or the DNS \
                    of the cluster",
            ),
            Self::Refused { .. } | Self::NotConnected { .. } | Self::TimedOut { .. } => trouble.fix(format!(
                "start the server, or open the firewall; behind a proxy, set HTTPS_PROXY. {reader} needs the same \
                    access"
            )),
            Self::Certificate { fault, .. } => certificate(trouble, fault, reader),
            Self::NotTls { .. } => trouble.fix("use the TLS port, or configure TLS there"),
            Self::Tls { .. } => trouble.fix("the server must offer TLS 1.2 or 1.3"),
            Self::PlainHttp { .. } => {
                trouble.fix("use https: a secret or a token sent over plain http can be intercepted")
            }
            Self::Proxy { .. } => trouble.fix("correct HTTPS_PROXY, or except the host with NO_PROXY"),
            Self::NoHttp2 { .. } => trouble
                .fix("enable HTTP/2 at the ingress or load balancer: gRPC needs it from the client up to flyteadmin"),
            Self::NotHttp { .. } => trouble.fix("check host and port: something else listens there"),
        }
    }
}

fn certificate(trouble: Trouble, fault: &CertificateFault, reader: &str) -> Trouble {
    match fault {
        CertificateFault::UnknownIssuer { .. } => trouble
            .fix("for a private CA, pass its certificate with `--ca-file`")
            .fix(format!(
                "{reader} needs that CA too; otherwise it reports `x509: certificate signed by unknown authority`"
            ))
            .fix("otherwise serve the full chain with the intermediate certificates")
            .rule("private-ca-idp"),
        CertificateFault::Expired { .. } => trouble.fix("renew the certificate"),
        CertificateFault::NotYetValid => trouble.fix("correct the clock of this machine or of the server"),
        CertificateFault::OtherName { .. } => {
            trouble.fix("use a name in the certificate, or issue it for this name as well")
        }
        CertificateFault::Other(_) => trouble.fix("replace the certificate"),
    }
}
