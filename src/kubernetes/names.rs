//! The keys of Secrets.

use std::fmt;

use serde::Serialize;

use crate::diagnostic::Fault;
use crate::text::visible;

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
