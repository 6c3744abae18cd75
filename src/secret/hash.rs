//! Password hashes in the form that the charts expect.

use super::bcrypt_form::{self, BcryptForm};
use super::cost::Cost;
use super::hash_error::{HashEffect, HashError, HashFault};
use super::password::{Password, RandomError};
use super::peel::{self, Payload, Wrapping};
use super::text::Secret;
use crate::go::base64;

/// A password's bcrypt hash in the form of `clientSecretHash` and `client_secret`: standard base64 of the 60 bytes, 80
/// characters. flyteadmin's field is a `[]byte`, which its config decoder reads as base64.
#[derive(Debug, Clone)]
pub struct PasswordHash {
    encoded: Secret,
    bcrypt: Secret,
    cost: Cost,
}

/// The reasons why a password could not be verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Computing the hash would take too long.
    #[error("the hash has a cost of {cost}, but only costs up to {} are verified", Cost::MAX_VERIFIED)]
    TooSlow { cost: Cost },
    /// The bcrypt implementation refuses the hash.
    #[error("the hash cannot be computed")]
    Bcrypt(#[from] bcrypt::BcryptError),
}

impl PasswordHash {
    /// Hashes a password with a new salt (`$2b$`).
    pub fn of(password: &Password, cost: Cost) -> Result<Self, RandomError> {
        // Not the non-truncating function: it refuses 72 bytes, which bcrypt can still distinguish.
        let bcrypt = bcrypt::hash(password.expose(), cost.get()).map_err(|error| RandomError(error.into()))?;
        Ok(Self::from_bcrypt(&bcrypt, cost))
    }

    /// Parses a hash in the chart's form. The error names any other form.
    pub fn parse(text: &str) -> Result<Self, HashError> {
        let (layers, core) = peel::peel(text);
        let effect = effect(text);
        let (fault, repaired) = match core {
            Payload::Bcrypt(bytes) => match bcrypt_form::read(&bytes) {
                Ok(form) => {
                    let hash = Self::from_bcrypt(&form.canonical, form.cost);
                    match fault_of(&layers).or(form.fault) {
                        None => return Ok(hash),
                        Some(fault) => (fault, Some(hash)),
                    }
                }
                Err(fault) => (fault, None),
            },
            Payload::Empty => (HashFault::Empty, None),
            Payload::OtherScheme(name) => (HashFault::OtherScheme(name), None),
            Payload::Unknown { held_text } => (unknown(&layers, held_text, effect), None),
        };
        Err(HashError { fault, effect, repaired })
    }

    /// Returns whether a text is a password hash of any scheme in any encoding, even a damaged or truncated one.
    pub fn is_any(text: &str) -> bool {
        matches!(peel::peel(text).1, Payload::Bcrypt(_) | Payload::OtherScheme(_))
    }

    /// Returns whether the hash belongs to a password.
    pub fn verify(&self, password: &Password) -> Result<bool, VerifyError> {
        if self.cost > Cost::MAX_VERIFIED {
            return Err(VerifyError::TooSlow { cost: self.cost });
        }
        Ok(bcrypt::verify(password.expose(), self.bcrypt.expose())?)
    }

    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// Returns the 80 characters. The caller is responsible for where they go: given time, a password can be recovered
    /// from its hash.
    pub fn expose(&self) -> &str {
        self.encoded.expose()
    }

    fn from_bcrypt(bcrypt: &str, cost: Cost) -> Self {
        Self {
            encoded: Secret::as_written(&base64::encode(bcrypt.as_bytes())),
            bcrypt: Secret::as_written(bcrypt),
            cost,
        }
    }
}

/// Compares the text; two hashes of one password differ.
impl PartialEq for PasswordHash {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for PasswordHash {}

impl VerifyError {
    /// Returns the remedy, in one sentence without a full stop.
    pub fn help(&self) -> &'static str {
        match self {
            Self::TooSlow { .. } => {
                "each step doubles the time, also for flyteadmin, which verifies the hash for every token that \
                    flytepropeller requests; 10 is usual"
            }
            Self::Bcrypt(_) => "create a new hash from the password with `flyte-auth hash --stdin`",
        }
    }
}

/// Returns the error in the layers around a hash. Exactly one layer of base64 is correct.
fn fault_of(layers: &[Wrapping]) -> Option<HashFault> {
    let encodings = layers.iter().filter(|layer| layer.is_base64()).count();
    let position = |wrapping: Wrapping| layers.iter().position(|layer| *layer == wrapping);
    let encoded = |at: usize| layers.iter().take(at).any(|layer| layer.is_base64());
    // The most general error comes first: repairing it usually repairs the others, too.
    if let Some(at) = position(Wrapping::PythonBytes) {
        return Some(if encoded(at) { HashFault::EncodedPythonBytes } else { HashFault::PythonBytes });
    }
    if position(Wrapping::UserName).is_some() {
        return Some(HashFault::UserName);
    }
    if position(Wrapping::Quotes).is_some() {
        return Some(HashFault::Quotes);
    }
    if encodings == 0 {
        return Some(HashFault::Raw);
    }
    if encodings > 1 {
        return Some(HashFault::EncodedTwice);
    }
    if position(Wrapping::Base64 { padded: false }).is_some() {
        return Some(HashFault::Padding);
    }
    if position(Wrapping::Wrapped).is_some() {
        return Some(HashFault::Wrapped);
    }
    position(Wrapping::Space).map(|at| if encoded(at) { HashFault::LeadingSpace } else { HashFault::Space })
}

/// Returns the error for a text that contains no hash.
fn unknown(layers: &[Wrapping], held_text: bool, effect: HashEffect) -> HashFault {
    // Someone chose the outermost encoding; what is inside may only look encoded.
    let outermost = layers.iter().find(|layer| layer.is_base64());
    match (held_text, outermost, effect) {
        (true, Some(Wrapping::UrlSafeBase64), _) => HashFault::UrlSafe,
        (true, ..) => HashFault::EncodedText,
        // Many words would be base64 apart from padding and white space, but Go insists on these.
        (false, _, HashEffect::DoesNotStart) => HashFault::NotBase64,
        (false, ..) => HashFault::EncodedBytes,
    }
}

fn effect(text: &str) -> HashEffect {
    // flytestdlib's `stringToByteArray` decodes the field (`flytestdlib/config/viper` at v1.16.8).
    let Ok(bytes) = base64::decode(text.as_bytes()) else {
        return HashEffect::DoesNotStart;
    };
    match bcrypt_form::read(&bytes) {
        Ok(BcryptForm { accepted_by_go: true, .. }) => HashEffect::Works,
        _ => HashEffect::Refuses,
    }
}

#[cfg(test)]
#[path = "hash_tests.rs"]
mod tests;
