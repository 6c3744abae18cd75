//! All other OpenID Connect providers, with facts about some of them.

mod known;
mod steps;

use super::{ConsoleStep, ConsoleValue, IdpRequirements, Issuer, IssuerParts, Provider};
use crate::diagnostic::Fault;
use crate::flyte::is_local;
use known::KnownProvider;
pub(super) use known::hosts;

/// A provider with few or no specific requirements: Auth0, Authentik, Dex, GitLab, …
pub(super) struct Oidc;

/// Returns whether an issuer belongs to the provider with this name.
fn is(issuer: &Issuer, name: &str) -> bool {
    KnownProvider::at(issuer).is_some_and(|known| known.name == name)
}

fn is_auth0(issuer: &Issuer) -> bool {
    is(issuer, "Auth0")
}

fn is_authentik(issuer: &Issuer) -> bool {
    is(issuer, "Authentik")
}

impl Provider for Oidc {
    fn name(&self) -> &'static str {
        "OpenID Connect"
    }

    fn name_at(&self, issuer: &Issuer) -> String {
        let known = if let Some(known) = KnownProvider::at(issuer) {
            known.name
        } else if issuer.host().is_empty() || is_local(issuer.host()) {
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
        if issuer.host() == "github.com" {
            return Err(Fault::new("GitHub is not an OpenID Connect provider: it issues no ID tokens")
                .help("use a provider in front of it, such as Dex or Keycloak"));
        }
        KnownProvider::at(issuer).map_or(Ok(()), |known| known.check_issuer(issuer))
    }

    fn check_external(&self, issuer: &Issuer) -> Result<(), Fault> {
        KnownProvider::at(issuer).map_or(Ok(()), KnownProvider::check_external)
    }

    // Without it, Auth0 issues an opaque token (flyte#3662, flyteadmin#485).
    fn needs_audience_parameter(&self, issuer: &Issuer) -> bool {
        is_auth0(issuer)
    }

    fn where_to_find(&self, value: ConsoleValue) -> &'static str {
        match value {
            ConsoleValue::WebClient => {
                "its page about the application: the client ID of a confidential client with the authorization code \
                    grant"
            }
            ConsoleValue::WebSecret | ConsoleValue::PropellerSecret => {
                "its page about the application: the client secret"
            }
            ConsoleValue::Flytectl => {
                "its page about the application: the client ID of a public client (no secret) with PKCE"
            }
            ConsoleValue::Propeller | ConsoleValue::Ci => {
                "its page about the application: the client ID of a confidential client with the client credentials \
                    grant"
            }
            ConsoleValue::Audience => "its page about the API or resource: the audience, or the identifier",
            _ => "exactly the `issuer` in its `/.well-known/openid-configuration`, with or without a trailing slash",
        }
    }

    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
        steps::steps(setup)
    }
}
