//! Any other OpenID Connect provider, with what is known of some of them.

mod steps;

use super::{Issuer, IssuerParts, Provider, Setup, Sought, Step};
use crate::diagnostic::Fault;

/// A provider that needs no special treatment, or little: Auth0, Authentik, Dex, GitLab, …
pub(super) struct Oidc;

const GITLAB: &str = "gitlab.com";

fn is_auth0(issuer: &Issuer) -> bool {
    issuer.host().ends_with(".auth0.com")
}

/// Authentik's issuers in its default mode, `/application/o/<application>/`.
fn is_authentik(issuer: &Issuer) -> bool {
    issuer.path().starts_with("/application/o/")
}

impl Provider for Oidc {
    fn name(&self) -> &'static str {
        "OpenID Connect"
    }

    fn name_at(&self, issuer: &Issuer) -> String {
        let known = if is_auth0(issuer) {
            "Auth0"
        } else if is_authentik(issuer) {
            "Authentik"
        } else if issuer.host() == GITLAB {
            "GitLab"
        } else if matches!(issuer.host(), "" | "localhost" | "127.0.0.1") {
            "the identity provider"
        } else {
            issuer.host()
        };
        known.to_owned()
    }

    fn recognises(&self, _issuer: &Issuer) -> bool {
        true
    }

    fn issuer_form(&self, _known: &IssuerParts<'_>) -> String {
        "https://<issuer>".to_owned()
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        let owner = if is_auth0(issuer) {
            "Auth0"
        } else if is_authentik(issuer) {
            "Authentik"
        } else if issuer.host() == "github.com" {
            return Err(Fault::new("GitHub is no OpenID Connect provider: it issues no id tokens")
                .help("put one in front of it that is, Dex or Keycloak for example"));
        } else {
            return Ok(());
        };
        if issuer.has_trailing_slash() {
            return Ok(());
        }
        Err(Fault::new(format!("`{issuer}` lacks the slash that {owner}'s issuers end in"))
            .help(format!("use `{issuer}/`"))
            .suggest(format!("{issuer}/")))
    }

    fn check_external(&self, issuer: &Issuer) -> Result<(), Fault> {
        if issuer.host() == GITLAB {
            return Err(Fault::new(
                "GitLab cannot be the authorization server: its access tokens are no JWTs, so flyteadmin cannot check \
                    them",
            )
            .help("use `authServer: internal`; people still log in with GitLab"));
        }
        Ok(())
    }

    // Without it Auth0 issues an opaque token (flyte#3662, flyteadmin#485).
    fn needs_audience_parameter(&self, issuer: &Issuer) -> bool {
        is_auth0(issuer)
    }

    fn where_to_find(&self, sought: Sought) -> &'static str {
        match sought {
            Sought::WebClient => {
                "its page about the application: the client id of a confidential client with the authorization code \
                    grant"
            }
            Sought::WebSecret | Sought::PropellerSecret => "its page about the application: the client secret",
            Sought::Flytectl => {
                "its page about the application: the client id of a public client (no secret) with PKCE"
            }
            Sought::Propeller | Sought::Ci => {
                "its page about the application: the client id of a confidential client with the client credentials \
                    grant"
            }
            Sought::Audience => "its page about the API or resource: the audience, or the identifier",
            _ => "`issuer` in its `/.well-known/openid-configuration`, letter by letter, slash at the end or not",
        }
    }

    fn steps(&self, setup: &Setup<'_>) -> Vec<Step> {
        steps::steps(setup)
    }
}
