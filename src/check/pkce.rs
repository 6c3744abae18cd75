//! PKCE (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};

/// A verifier, its challenge, and a state.
#[derive(Debug)]
pub(super) struct Pkce {
    pub(super) verifier: String,
    pub(super) challenge: String,
    pub(super) state: String,
}

impl Pkce {
    /// Generates random values; `None` if the operating system provides no random numbers.
    pub(super) fn random() -> Option<Self> {
        let mut bits = [0_u8; 48];
        let mut state = [0_u8; 24];
        getrandom::fill(&mut bits).ok()?;
        getrandom::fill(&mut state).ok()?;
        let verifier = URL_SAFE_NO_PAD.encode(bits);
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        Some(Self { verifier, challenge, state: URL_SAFE_NO_PAD.encode(state) })
    }
}
