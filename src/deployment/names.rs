//! Names whose form Kubernetes or gRPC restricts.

use std::fmt;

use serde::Serialize;

use crate::diagnostic::Fault;
use crate::flyte::PublicUrl;
use crate::text::visible;

/// The default name of the release, as in the published guide.
pub const DEFAULT_RELEASE: &str = "flyte-backend";
/// The default namespace.
pub const DEFAULT_NAMESPACE: &str = "flyte";

/// The name of a release or a namespace: an RFC 1123 label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct KubernetesName(String);

impl KubernetesName {
    /// Parses the name of a Helm release, at most 53 characters (`chartutil.ValidateReleaseName`, Helm 3). It cannot
    /// contain dots, because Flyte's charts derive the names of Services from it.
    pub fn release(text: &str) -> Result<Self, Fault> {
        Self::parse(text, "Helm release", 53)
    }

    /// Parses the name of a namespace, at most 63 characters.
    pub fn namespace(text: &str) -> Result<Self, Fault> {
        Self::parse(text, "namespace", 63)
    }

    fn parse(text: &str, what: &str, longest: usize) -> Result<Self, Fault> {
        if !is_label(text) {
            let fault = Fault::new(format!("`{}` is not the name of a {what}", visible(text)));
            return Err(fault.help("use lower-case letters, digits and `-`; start and end with a letter or digit"));
        }
        if text.len() > longest {
            return Err(Fault::new(format!("`{text}` is too long for the name of a {what}"))
                .help(format!("use at most {longest} characters")));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KubernetesName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a Secret, or of an object that a Secret is made from: an RFC 1123 subdomain (`NameIsDNSSubdomain`,
/// Kubernetes' `api/validation`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SecretName(String);

impl SecretName {
    /// Parses the name of a Secret.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Self::parse_of(text, "Secret")
    }

    /// Parses the name of another object that Secrets are made from, such as a secret store. `what` names it in errors.
    pub fn parse_of(text: &str, what: &str) -> Result<Self, Fault> {
        if text.len() <= 253 && text.split('.').all(is_label) {
            return Ok(Self(text.to_owned()));
        }
        let fault = Fault::new(format!("`{}` is not the name of a {what}", visible(text)));
        Err(fault.help("use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns whether a text is an RFC 1123 label of any length.
fn is_label(text: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(good) && text.ends_with(good) && text.chars().all(|c| good(c) || c == '-')
}

/// The endpoint of flyteadmin for gRPC clients: `dns:///host` or `dns:///host:port`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Endpoint(String);

impl Endpoint {
    /// Returns the endpoint of a deployment at `url`.
    pub fn of(url: &PublicUrl) -> Self {
        Self(format!("dns:///{}", url.authority()))
    }

    /// Parses an endpoint.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let shown = visible(text);
        let authority = text.strip_prefix("dns:///").unwrap_or(text);
        let bare = authority.rsplit_once("://").map_or(authority, |(_, rest)| rest).trim_end_matches('/');
        let good = !bare.is_empty()
            && bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
        if good && text == format!("dns:///{bare}") {
            return Ok(Self(text.to_owned()));
        }
        let fault = Fault::new(format!("`{shown}` is not an endpoint of flyteadmin"));
        Err(if good {
            let right = format!("dns:///{bare}");
            fault.help(format!("use `{right}`")).suggest(right)
        } else {
            fault.help("an endpoint looks like `dns:///flyte.example.org`")
        })
    }

    /// Returns the host, and the port if there is one.
    pub fn authority(&self) -> &str {
        self.0.strip_prefix("dns:///").unwrap_or(&self.0)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
