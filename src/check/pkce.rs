//! PKCE (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use url::Url;

use super::expected::ExpectedCli;

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

    /// flytectl's authorization request for the client `id`. It sends a nonce with each request
    /// (`FetchTokenFromAuthFlow`, `pkce/auth_flow_orchestrator.go`, v1.16.8).
    pub(super) fn request(&self, endpoint: Url, id: &str, client: &ExpectedCli) -> Url {
        with_query(
            endpoint,
            &[
                ("client_id", id),
                ("redirect_uri", &client.redirect_uri),
                ("response_type", "code"),
                ("scope", &client.scopes.join(" ")),
                ("state", &self.state),
                ("nonce", &self.state),
                ("code_challenge", &self.challenge),
                ("code_challenge_method", "S256"),
            ],
        )
    }
}

/// A URL with fields added to its query; those without a value are left out. A space becomes `+`, as in Go.
pub(super) fn with_query(mut url: Url, fields: &[(&str, &str)]) -> Url {
    url.query_pairs_mut().extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
    url
}
