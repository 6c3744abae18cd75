//! Google: users log in with it; it cannot be Flyte's authorization server.

mod download;
mod steps;

use super::credential::GOOGLE_ID_END;
use super::{ConsoleStep, ConsoleValue, IdpRequirements, Issuer, IssuerParts, Provider, ProviderHosts};
pub use download::DownloadedClient;

use crate::diagnostic::Fault;

pub(super) struct Google;

const ISSUER: &str = "https://accounts.google.com";

/// Returns Google's only issuer.
pub fn issuer() -> Result<Issuer, Fault> {
    Issuer::parse(ISSUER)
}

impl Provider for Google {
    fn name(&self) -> &'static str {
        "Google"
    }

    fn hosts(&self) -> ProviderHosts {
        ProviderHosts { shared: &["accounts.google.com"], of_customers: &[] }
    }

    fn recognises(&self, issuer: &Issuer) -> bool {
        // Its APIs, including the token endpoint, are at another host than its issuer.
        self.hosts().have(issuer) || issuer.host().ends_with(".googleapis.com")
    }

    fn parts(&self, _issuer: &Issuer) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn issuer_form(&self, _known: &IssuerParts<'_>) -> String {
        ISSUER.to_owned()
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        if issuer.as_str() == ISSUER {
            return Ok(());
        }
        Err(Fault::new(format!("`{issuer}` is not Google's issuer"))
            .help(format!("omit it, or use `{ISSUER}`"))
            .suggest(ISSUER))
    }

    // flyte#1895; Google issues opaque access tokens and has no client-credentials grant for custom APIs.
    fn check_external(&self, _issuer: &Issuer) -> Result<(), Fault> {
        Err(Fault::new(
            "Google cannot be the authorization server: it issues no tokens for your own API (no client \
                credentials, no scope `all`, no audience)",
        )
        .help("use `authServer: internal`; users still log in with Google"))
    }

    // Google issues refresh tokens for `access_type=offline`; it refuses the scope (flyteadmin#657).
    fn refresh_scope(&self) -> Option<&'static str> {
        None
    }

    fn check_client_id(&self, id: &str) -> Result<(), Fault> {
        if id.ends_with(GOOGLE_ID_END) {
            return Ok(());
        }
        Err(Fault::new(format!("client IDs of Google end in `{GOOGLE_ID_END}`, but this one does not"))
            .help("copy \"Client ID\" from the client's page in Google Auth Platform > Clients"))
    }

    fn where_to_find(&self, value: ConsoleValue) -> &'static str {
        match value {
            ConsoleValue::WebSecret => {
                "Google Auth Platform > Clients > the client: \"Client secret\", shown only once"
            }
            _ => {
                "Google Auth Platform > Clients, type \"Web application\": \"Client ID\"; or the path of its \
                    downloaded JSON \
                    file"
            }
        }
    }

    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
        steps::steps(setup)
    }
}
