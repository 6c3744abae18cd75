//! The client secrets that are at hand.

use crate::secret::Secret;

/// The secrets, or why they are not at hand.
#[derive(Debug, Clone)]
pub struct ClientSecrets {
    /// flytepropeller's.
    pub propeller: Result<Secret, String>,
    /// The web client's.
    pub web: Result<Secret, String>,
}
