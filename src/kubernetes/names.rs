//! Names of Secrets and of their keys.

use std::fmt;

use serde::Serialize;

use crate::deployment::KubernetesName;
use crate::diagnostic::Fault;
use crate::text::visible;
use crate::values::is_placeholder;

/// The name of a Secret, or of an object that a Secret is made from: an RFC 1123 subdomain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SecretName(String);

impl SecretName {
    /// Parses a name. `what` names the object in errors.
    pub fn parse(text: &str, what: &str) -> Result<Self, Fault> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let is_label = |label: &str| {
            label.starts_with(good) && label.ends_with(good) && label.chars().all(|c| good(c) || c == '-')
        };
        if text.len() <= 253 && text.split('.').all(is_label) {
            return Ok(Self(text.to_owned()));
        }
        let fault = Fault::new(format!("`{}` is not the name of a {what}", visible(text)));
        Err(fault.help(if is_placeholder(text) || text.contains("{{") {
            "pass the values as Helm gets them, with all placeholders filled in"
        } else {
            "use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit"
        }))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&KubernetesName> for SecretName {
    fn from(name: &KubernetesName) -> Self {
        Self(name.as_str().to_owned())
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key of a Secret (`IsConfigMapKey`, Kubernetes' `util/validation`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SecretKey(String);

impl SecretKey {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_one =
            (1..=253).contains(&text.len()) && text.chars().all(good) && text != "." && !text.starts_with("..");
        if is_one {
            return Ok(Self(text.to_owned()));
        }
        let fault = Fault::new(format!("`{}` is not the key of a Secret", visible(text)));
        Err(fault.help("use letters, digits, `-`, `_` and `.`"))
    }

    /// Creates a key that Flyte or its charts define.
    pub(super) fn built_in(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
