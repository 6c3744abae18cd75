//! The client secrets that are at hand.

use crate::secret::Secret;
use crate::text::REDACTED;

/// The secrets, or why they are not at hand.
#[derive(Debug, Clone)]
pub struct ClientSecrets {
    /// flytepropeller's.
    pub propeller: Result<Secret, String>,
    /// The web client's.
    pub web: Result<Secret, String>,
}

impl ClientSecrets {
    /// A text without these secrets: a server may repeat in its answer what it was sent.
    pub(super) fn hidden_in(&self, text: &str) -> String {
        let known = [&self.propeller, &self.web].into_iter().flatten().map(Secret::expose);
        known.filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| text.replace(secret, REDACTED))
    }
}
