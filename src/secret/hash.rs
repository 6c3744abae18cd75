//! The hash of a password, in the form that the charts take.

use super::bcrypt_form::{self, BcryptForm};
use super::cost::Cost;
use super::hash_error::{HashEffect, HashError, HashFault};
use super::password::{Password, RandomError};
use super::peel::{self, Payload, Wrapping};
use super::text::Secret;
use crate::go::base64;

/// The bcrypt hash of a password as `clientSecretHash` and `client_secret` take it: standard base64 of the 60 bytes,
/// 80 characters. flyteadmin's field is `[]byte`, and its config decoder reads such a field as base64.
#[derive(Debug, Clone)]
pub struct PasswordHash {
    encoded: Secret,
    bcrypt: Secret,
    cost: Cost,
}

/// Why it is unknown whether a hash belongs to a password.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// To compute it takes too long.
    #[error("the hash has a cost of {cost}, but only costs up to {} are verified", Cost::MAX_VERIFIED)]
    TooSlow {
        /// The hash's cost.
        cost: Cost,
    },
    /// The bcrypt implementation refuses the hash.
    #[error("the hash cannot be computed")]
    Bcrypt(#[from] bcrypt::BcryptError),
}

impl PasswordHash {
    /// Hashes a password with a new salt (`$2b$`).
    pub fn of(password: &Password, cost: Cost) -> Result<Self, RandomError> {
        // Not the non-truncating function: it refuses 72 bytes, which bcrypt can still tell apart.
        let bcrypt = bcrypt::hash(password.expose(), cost.get()).map_err(|error| RandomError(error.into()))?;
        Ok(Self::from_bcrypt(&bcrypt, cost))
    }

    /// Reads a hash in the chart's form, and nothing else; the error says which other form it is.
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

    /// Whether a text is a password hash of any scheme, in any encoding, even if it is damaged or cut off.
    pub fn is_any(text: &str) -> bool {
        matches!(peel::peel(text).1, Payload::Bcrypt(_) | Payload::OtherScheme(_))
    }

    /// Whether this is the hash of that password.
    pub fn verify(&self, password: &Password) -> Result<bool, VerifyError> {
        if self.cost > Cost::MAX_VERIFIED {
            return Err(VerifyError::TooSlow { cost: self.cost });
        }
        Ok(bcrypt::verify(password.expose(), self.bcrypt.expose())?)
    }

    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// The 80 characters. Anyone who calls this answers for where they go: with time, a password can be found from its
    /// hash.
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

/// The same text; two hashes of one password differ.
impl PartialEq for PasswordHash {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for PasswordHash {}

impl VerifyError {
    /// What to do about it, in one sentence without a full stop.
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

/// What is wrong about the layers around a hash. One layer of base64 is right.
fn fault_of(layers: &[Wrapping]) -> Option<HashFault> {
    let encodings = layers.iter().filter(|layer| layer.is_base64()).count();
    let position = |wanted: Wrapping| layers.iter().position(|layer| *layer == wanted);
    let encoded = |at: usize| layers.iter().take(at).any(|layer| layer.is_base64());
    // What explains most comes first: who repairs that most often repairs the others along with it.
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

/// What to call a text that holds no hash.
fn unknown(layers: &[Wrapping], held_text: bool, effect: HashEffect) -> HashFault {
    // The outermost encoding is the one that someone chose; what is under it may only look encoded.
    let outermost = layers.iter().find(|layer| layer.is_base64());
    match (held_text, outermost, effect) {
        (true, Some(Wrapping::UrlSafeBase64), _) => HashFault::UrlSafe,
        (true, ..) => HashFault::EncodedText,
        // Many words could be base64 if one looked away from padding and whitespace: Go does not.
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
