//! The available client secrets.

use crate::secret::Secret;
use crate::text::REDACTED;

/// The secrets, or the reasons why they are not available.
#[derive(Debug, Clone)]
pub struct ClientSecrets {
    /// flytepropeller's secret.
    pub propeller: Result<Secret, String>,
    /// The web client's secret.
    pub web: Result<Secret, String>,
}

impl ClientSecrets {
    /// Hides these secrets in a text: a server's answer may repeat what was sent to it.
    pub(super) fn hidden_in(&self, text: &str) -> String {
        let known = [&self.propeller, &self.web].into_iter().flatten().map(Secret::expose);
        known.filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| text.replace(secret, REDACTED))
    }
}
