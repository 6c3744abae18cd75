//! Reads `admin.endpoint` as gRPC does.
//!
//! flytectl parses a URL (`flytestdlib/config/url.go` at v1.16.8) and passes its text to grpc-go's `Dial`, which passes
//! a text without a known scheme to `net.Dial` unchanged, so that a port is required. pyflyte strips `dns:///`
//! (flytekit 1.16.31, `configuration/internal.py`) and passes the rest to gRPC's core, whose default port is 443.

use crate::flyte::is_local;
use crate::go::GoUrl;

/// An endpoint that both tools can reach, possibly with further flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrpcTarget {
    /// The host, without brackets.
    pub host: String,
    /// The port, if it is written; otherwise it is 443.
    pub port: Option<String>,
}

/// The reasons why a tool cannot reach an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetFault {
    /// A scheme that gRPC doesn't know. Neither tool connects.
    Scheme {
        scheme: String,
        /// The same host and port in a form that works.
        right: String,
        /// Whether the correction drops a path.
        has_path: bool,
    },
    /// `dns://host`, where gRPC takes the host for a name server. Neither tool connects.
    TwoSlashes {
        /// The endpoint with three slashes.
        right: String,
    },
    /// Something follows host and port. Neither tool connects.
    Path {
        /// The endpoint without it.
        right: String,
        /// Whether only a slash follows.
        only_a_slash: bool,
    },
    /// Neither `dns:///` nor a port: flytectl doesn't connect.
    NoPort {
        /// The endpoint with `dns:///`.
        right: String,
        host: String,
    },
    /// A port out of range. Neither tool connects.
    Port { port: String },
    /// `dns:///` without a host. Neither tool connects.
    NoHost,
    /// White space in the host. Neither tool connects.
    Space,
    /// Go cannot parse it as a URL, so flytectl doesn't start: `10.0.0.1:81`.
    NotAUrl {
        /// The endpoint with `dns:///`.
        right: String,
    },
}

impl TargetFault {
    /// Returns the correct form, if it can be determined.
    pub fn right(&self) -> Option<&str> {
        match self {
            Self::Scheme { right, .. }
            | Self::TwoSlashes { right }
            | Self::Path { right, .. }
            | Self::NoPort { right, .. }
            | Self::NotAUrl { right } => Some(right),
            Self::Port { .. } | Self::NoHost | Self::Space => None,
        }
    }
}

/// gRPC schemes that are not examined.
const OTHER_SCHEMES: &[&str] = &["unix", "unix-abstract", "ipv4", "ipv6", "xds", "passthrough", "vsock"];

impl GrpcTarget {
    /// Reads an endpoint, or returns `None` for a kind that is not examined.
    pub fn read(text: &str) -> Option<Result<Self, TargetFault>> {
        let target = Self::parse(text)?;
        Some(target.and_then(|target| match &target.port {
            None if target.host.is_empty() => Err(TargetFault::NoHost),
            Some(port) if !port.parse::<u16>().is_ok_and(|port| port > 0) => {
                Err(TargetFault::Port { port: port.clone() })
            }
            _ => Ok(target),
        }))
    }

    fn parse(text: &str) -> Option<Result<Self, TargetFault>> {
        if text.is_empty() {
            return None;
        }
        let scheme = text.split(':').next().unwrap_or_default();
        if text.contains(char::is_whitespace) {
            let is_other = OTHER_SCHEMES.contains(&&*scheme.to_ascii_lowercase());
            return (!is_other).then_some(Err(TargetFault::Space));
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            if scheme.eq_ignore_ascii_case("dns") {
                return Some(rest.strip_prefix('/').map_or_else(
                    || {
                        let right = in_dns(rest.split('/').next().unwrap_or(rest));
                        Err(TargetFault::TwoSlashes { right })
                    },
                    |authority| without_path(authority).map(Self::of),
                ));
            }
            if OTHER_SCHEMES.contains(&&*scheme.to_ascii_lowercase()) {
                return None;
            }
            return Some(Err(scheme_fault(scheme, rest)));
        }
        match text.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("dns") && !is_port(rest) => {
                Some(without_path(rest.trim_start_matches('/')).map(Self::of))
            }
            Some((scheme, _)) if OTHER_SCHEMES.contains(&&*scheme.to_ascii_lowercase()) => None,
            _ => Some(bare(text)),
        }
    }

    fn of(authority: &str) -> Self {
        let (host, port) = split_port(authority);
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        Self { host: bare.unwrap_or(host).to_owned(), port: port.map(str::to_owned) }
    }

    /// Returns host and port in the form of a URL's authority.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        format!("{host}:{}", self.port())
    }

    /// Returns whether the host is this machine.
    pub fn is_local(&self) -> bool {
        is_local(&self.host) || self.host == "0.0.0.0"
    }

    /// Returns the port that the tools connect to.
    pub fn port(&self) -> &str {
        self.port.as_deref().unwrap_or("443")
    }
}

/// Reads an endpoint without a scheme.
fn bare(text: &str) -> Result<GrpcTarget, TargetFault> {
    let authority = without_path(text)?;
    let endpoint = GrpcTarget::of(authority);
    let right = in_dns(authority);
    if endpoint.port.is_none() {
        let host = endpoint.host;
        return Err(TargetFault::NoPort { right, host });
    }
    if GoUrl::parse(text).is_err() {
        return Err(TargetFault::NotAUrl { right });
    }
    Ok(endpoint)
}

fn scheme_fault(scheme: &str, rest: &str) -> TargetFault {
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    // An endpoint cannot have a user name.
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_http = scheme.eq_ignore_ascii_case("http");
    let right = match split_port(authority) {
        (_, None) if is_http => in_dns(&format!("{authority}:80")),
        _ => in_dns(authority),
    };
    TargetFault::Scheme { scheme: scheme.to_ascii_lowercase(), right, has_path: !path.is_empty() }
}

/// Returns host and port, or fails if something follows them.
fn without_path(authority: &str) -> Result<&str, TargetFault> {
    match authority.split_once('/') {
        None => Ok(authority),
        Some((host, path)) => Err(TargetFault::Path { right: in_dns(host), only_a_slash: path.is_empty() }),
    }
}

fn in_dns(authority: &str) -> String {
    format!("dns:///{authority}")
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        // The colons of an IPv6 address without brackets don't begin a port.
        Some((host, port)) if is_port(port) && (!host.contains(':') || host.ends_with(']')) => (host, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{GrpcTarget, TargetFault};

    fn summary(text: &str) -> String {
        match GrpcTarget::read(text) {
            None => "?".to_owned(),
            Some(Ok(endpoint)) => format!("{} {}", endpoint.host, endpoint.port()),
            Some(Err(fault)) => match fault {
                TargetFault::Scheme { right, has_path, .. } => format!("scheme: {right} {has_path}"),
                TargetFault::TwoSlashes { right } => format!("slashes: {right}"),
                TargetFault::Path { right, .. } => format!("path: {right}"),
                TargetFault::NoPort { right, .. } => format!("no port: {right}"),
                TargetFault::Port { port } => format!("no port {port}"),
                TargetFault::NoHost => "no host".to_owned(),
                TargetFault::Space => "space".to_owned(),
                TargetFault::NotAUrl { right } => format!("no URL: {right}"),
            },
        }
    }

    #[test]
    fn parses_endpoints_as_grpc_does() {
        for (text, expected) in [
            ("dns:///flyte.example.org", "flyte.example.org 443"),
            ("dns:///flyte.example.org:81", "flyte.example.org 81"),
            ("dns:flyte.example.org", "flyte.example.org 443"),
            ("localhost:30080", "localhost 30080"),
            ("dns:443", "dns 443"),
            ("dns:///[::1]:30080", "::1 30080"),
            ("dns://flyte.example.org", "slashes: dns:///flyte.example.org"),
            ("https://flyte.example.org/", "scheme: dns:///flyte.example.org false"),
            ("https://flyte.example.org/console", "scheme: dns:///flyte.example.org true"),
            ("http://flyte.example.org", "scheme: dns:///flyte.example.org:80 false"),
            ("dns:///flyte.example.org/", "path: dns:///flyte.example.org"),
            ("flyte.example.org:443/x", "path: dns:///flyte.example.org:443"),
            ("flyte.example.org", "no port: dns:///flyte.example.org"),
            ("10.0.0.1:81", "no URL: dns:///10.0.0.1:81"),
            ("dns:///flyte.example.org:99999", "no port 99999"),
            ("flyte.example.org:65536", "no port 65536"),
            ("dns:///flyte.example.org:65535", "flyte.example.org 65535"),
            ("localhost:0", "no port 0"),
            ("dns:///", "no host"),
            ("dns:///flyte .example.org", "space"),
            ("ipv4:10.0.0.1:81, 10.0.0.2:81", "?"),
            ("unix:///run/flyte.sock", "?"),
            ("ipv4:10.0.0.1:81", "?"),
            ("", "?"),
        ] {
            assert_eq!(summary(text), expected, "{text}");
        }
    }
}
