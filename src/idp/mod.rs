//! Identity providers: how each one is recognized, what it issues, and what it needs. Begin with the trait
//! [`Provider`], which has one implementation in each provider's folder; other modules only use the trait.

mod client;
pub mod code;
mod console_value;
mod credential;
mod doubt;
mod entra;
mod google;
mod hosts;
mod issuer;
mod keycloak;
mod oidc;
mod okta;
mod scopes;
mod setup;
mod step;

use std::fmt;

pub use client::{Audience, ClientId, OAuthScope, without_key};
pub use console_value::ConsoleValue;
pub use credential::GOOGLE_ID_END;
pub use doubt::{doubt, other_form};
pub use google::DownloadedClient;
pub use hosts::ProviderHosts;
#[cfg(feature = "online")]
pub use issuer::discovery_url;
pub use issuer::{Issuer, is_flytes_own};
pub use scopes::{OFFLINE_ACCESS, SCOPE_ALL, SCOPE_OFFLINE, STANDARD_SCOPES, is_user_scope};
pub use setup::{CI_SECRET_VARIABLE, ExternalSetup, IdpClient, IdpRequirements, Service, ServiceUser};
pub(crate) use setup::{CLI_APP, CONSOLE_APP};
pub use step::{ConsoleField, ConsoleStep, NoteDown, ShellCommand};

use crate::diagnostic::Fault;
use crate::flyte::{OPENID_CONFIGURATION, PublicUrl, relative};

/// The metadata document for `externalAuthServer.metadataUrl`. All providers here have it, while Flyte's default
/// (`.well-known/oauth-authorization-server`) is missing at Entra ID and at older Keycloaks.
pub const METADATA_URL: &str = relative(OPENID_CONFIGURATION);

/// The identity providers with specific requirements; all others are `Oidc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IdpKind {
    /// Google.
    Google,
    /// Okta.
    Okta,
    /// Keycloak.
    Keycloak,
    /// Microsoft Entra ID.
    Entra,
    /// Any other OpenID Connect provider.
    Oidc,
}

/// The facts of a deployment that scopes and audiences depend on.
#[derive(Debug, Clone, Copy)]
pub struct ApiContext<'a> {
    /// The deployment's public URL.
    pub url: &'a PublicUrl,
    /// The web client; at Entra ID also the exposed API.
    pub web: &'a ClientId,
    /// The client of flytectl and pyflyte.
    pub flytectl: &'a ClientId,
    /// The scope to request at the API (`all`, unless Entra ID exposes another name).
    pub scope: &'a OAuthScope,
}

/// The known parts of an issuer.
#[derive(Debug, Clone, Copy, Default)]
pub struct IssuerParts<'a> {
    /// Okta's org.
    pub org: Option<&'a str>,
    /// Whether a custom authorization server is needed (Okta).
    pub is_external: bool,
    /// Keycloak's address.
    pub url: Option<&'a str>,
    /// Keycloak's realm.
    pub realm: Option<&'a str>,
}

/// The differences between identity providers. Facts were verified with Flyte v1.16.8 and, where no code states them,
/// with the providers' public documentation.
pub trait Provider: Sync {
    /// Returns the name in a sentence.
    fn name(&self) -> &'static str;

    /// Returns the name of the provider at `issuer`, if it is more specific.
    fn name_at(&self, _issuer: &Issuer) -> String {
        self.name().to_owned()
    }

    /// Returns this provider's own hosts.
    fn hosts(&self) -> ProviderHosts {
        ProviderHosts::NONE
    }

    /// Returns whether an issuer is one of this provider's.
    fn recognises(&self, issuer: &Issuer) -> bool {
        self.hosts().have(issuer)
    }

    /// Returns the parts by which users know an issuer, each with its key among the answers; [`build`] makes an issuer
    /// from them. It is the issuer itself if it has no such parts, and nothing if it needs no answer.
    fn parts(&self, issuer: &Issuer) -> Vec<(&'static str, String)> {
        vec![("idp.issuer", issuer.as_str().to_owned())]
    }

    /// Returns the form of this provider's issuers, with placeholders for unknown parts.
    fn issuer_form(&self, known: &IssuerParts<'_>) -> String;

    /// Checks that `issuer` has the form of this provider's issuers: path, tenant, trailing slash.
    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault>;

    /// Checks that the server at `issuer` can be Flyte's external authorization server; the fault has an alternative.
    fn check_external(&self, issuer: &Issuer) -> Result<(), Fault>;

    /// Returns the scope for refresh tokens; `None` if there is none.
    fn refresh_scope(&self) -> Option<&'static str> {
        Some(OFFLINE_ACCESS)
    }

    /// Returns the values of `aud` in this provider's access tokens after it is set up according to its guide.
    fn audience(&self, apps: &ApiContext<'_>) -> Vec<Audience> {
        Audience::parse(apps.url.as_str()).into_iter().collect()
    }

    /// Returns the scopes that flytectl and pyflyte request, without the scope for refresh tokens.
    fn flytectl_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        vec![apps.scope.clone()]
    }

    /// Returns the scopes that flytepropeller and flytescheduler request, which never include user scopes.
    fn propeller_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        vec![apps.scope.clone()]
    }

    /// Checks that `id` can be a client ID that this provider issued. The fault does not repeat it, since it may be a
    /// secret.
    fn check_client_id(&self, _id: &str) -> Result<(), Fault> {
        Ok(())
    }

    /// Checks that `secret` can be a client secret that this provider issued. The fault does not repeat it.
    fn check_client_secret(&self, _secret: &str) -> Result<(), Fault> {
        Ok(())
    }

    /// Returns whether clients must send the `audience` parameter to get a token for the API.
    fn needs_audience_parameter(&self, _issuer: &Issuer) -> bool {
        false
    }

    /// Returns whether flytectl and flytepropeller can use the web client, so that one registration is enough.
    fn one_registration_serves_all(&self) -> bool {
        false
    }

    /// Returns where a value is in the provider's console, on one line.
    fn where_to_find(&self, value: ConsoleValue) -> &'static str;

    /// Returns the client ID that the steps suggest, if the user chooses the ID.
    fn suggested_id(&self, _client: ConsoleValue) -> Option<&'static str> {
        None
    }

    /// Returns the steps of the setup, in an order in which they can be done, in the provider's terms.
    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep>;
}

impl IdpKind {
    /// All kinds, the general one last.
    pub const ALL: [Self; 5] = [Self::Google, Self::Okta, Self::Keycloak, Self::Entra, Self::Oidc];

    /// Returns the provider of this kind.
    pub fn provider(self) -> &'static dyn Provider {
        match self {
            Self::Google => &google::Google,
            Self::Okta => &okta::Okta,
            Self::Keycloak => &keycloak::Keycloak,
            Self::Entra => &entra::Entra,
            Self::Oidc => &oidc::Oidc,
        }
    }

    /// Returns whether the provider at an issuer generates the IDs of its clients, so that users cannot choose them.
    pub fn makes_ids(self, issuer: &Issuer) -> bool {
        matches!(self, Self::Google | Self::Okta | Self::Entra) || self.provider().needs_audience_parameter(issuer)
    }

    /// Detects the kind of an issuer by its host and path.
    pub fn of(issuer: &Issuer) -> Self {
        Self::ALL.into_iter().find(|kind| kind.provider().recognises(issuer)).unwrap_or(Self::Oidc)
    }

    /// Returns the word in answers and flags.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Okta => "okta",
            Self::Keycloak => "keycloak",
            Self::Entra => "entra",
            Self::Oidc => "oidc",
        }
    }
}

impl fmt::Display for IdpKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.provider().name())
    }
}

/// Builds issuers from the parts that users know: Okta's org, Keycloak's realm, Entra's tenant.
pub mod build {
    pub use super::entra::{is_entra_v1, is_guid, is_scope_of_an_api, issuer as entra};
    pub use super::google::issuer as google;
    pub use super::keycloak::{is_realm, issuer as keycloak};
    pub use super::okta::{default_audience, issuer as okta};
}

/// Returns whether an issuer belongs to a Keycloak that serves its realms below `/auth`, which was the default before
/// version 17.
pub fn is_below_auth(issuer: &Issuer) -> bool {
    IdpKind::of(issuer) == IdpKind::Keycloak && issuer.path().starts_with("/auth/realms/")
}

/// Checks that an issuer at a shared provider's host is in lower case and has no port.
fn check_authority(issuer: &Issuer, name: &str) -> Result<(), Fault> {
    let text = issuer.as_str();
    let authority = text.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    if authority == issuer.host() || issuer.is_placeholder() {
        return Ok(());
    }
    let right = text.replacen(authority, issuer.host(), 1);
    Err(Fault::new(format!("`{issuer}` is not an issuer of {name}: its issuers are in lower case and have no port"))
        .help(format!("use `{right}`"))
        .suggest(right))
}

/// Returns the fault of an issuer with a trailing slash at a provider whose issuers have none.
fn trailing_slash(issuer: &Issuer, name: &str) -> Fault {
    Fault::new(format!("`{issuer}` ends in a slash, but {name}'s issuers do not"))
        .help(format!("use `{}`", issuer.without_trailing_slash()))
        .suggest(issuer.without_trailing_slash())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{ConsoleValue, IdpKind, Issuer, build};

    #[test]
    fn parts_of_an_issuer_round_trip() {
        for text in [
            "https://accounts.google.com",
            "https://dev-1.okta.com",
            "https://dev-1.okta.com/oauth2/default",
            "https://dev-1.oktapreview.com/oauth2/ausabc",
            "https://kc.example.org/realms/flyte",
            "https://kc.example.org:8443/auth/realms/flyte",
            "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
            "https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/v2.0",
            "https://x.eu.auth0.com/",
        ] {
            let issuer = Issuer::parse(text).unwrap();
            let kind = IdpKind::of(&issuer);
            let parts: HashMap<_, _> = kind.provider().parts(&issuer).into_iter().collect();
            let part = |name: &str| parts.get(name).map(String::as_str);
            let made = match (part("idp.issuer"), kind) {
                (Some(issuer), _) => Issuer::parse(issuer),
                (None, IdpKind::Google) => build::google(),
                (None, IdpKind::Okta) => build::okta(part("idp.org").unwrap(), part("idp.server")),
                (None, IdpKind::Keycloak) => build::keycloak(part("idp.url").unwrap(), part("idp.realm").unwrap()),
                (None, IdpKind::Entra) => build::entra(part("idp.tenant").unwrap()),
                (None, IdpKind::Oidc) => panic!("{text}"),
            };
            assert_eq!(made.unwrap(), issuer);
        }
    }

    #[test]
    fn where_to_find_is_one_line() {
        for kind in IdpKind::ALL {
            for value in [
                ConsoleValue::Issuer,
                ConsoleValue::WebClient,
                ConsoleValue::WebSecret,
                ConsoleValue::Flytectl,
                ConsoleValue::Propeller,
                ConsoleValue::PropellerSecret,
                ConsoleValue::Ci,
                ConsoleValue::Audience,
            ] {
                let line = kind.provider().where_to_find(value);
                assert!(!line.is_empty() && !line.contains('\n'), "{kind} {value:?}");
                assert!(line.len() < 140, "{kind} {value:?} {}", line.len());
            }
        }
    }
}
