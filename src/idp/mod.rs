//! Identity providers: what each one issues, what it needs, and how it is recognised. One file for each; every
//! other module asks here.

mod client;
pub mod code;
mod credential;
mod doubt;
mod entra;
mod google;
mod issuer;
mod keycloak;
mod oidc;
mod okta;
mod setup;
mod sought;
mod step;

use std::fmt;

pub use client::{Audience, CLI_REDIRECT_URI, ClientId, OAuthScope};
pub use credential::GOOGLE_ID_END;
pub use doubt::doubt;
pub use google::DownloadedClient;
pub use issuer::{Issuer, discovery_url, is_flytes_own};
pub use setup::{CI_SECRET_VARIABLE, ExternalSetup, IdpClient, IdpRequirements, Service, ServiceUser};
pub use sought::ConsoleValue;
pub use step::{ConsoleField, ConsoleStep, NoteDown, ShellCommand};

use crate::diagnostic::Fault;
use crate::flyte::PublicUrl;

/// The metadata document to name in `externalAuthServer.metadataUrl`: every provider here has it, while Flyte's
/// default (`.well-known/oauth-authorization-server`) is missing at Entra ID and at older Keycloaks.
pub const METADATA_URL: &str = ".well-known/openid-configuration";

/// The scope that flyteadmin demands of every request (`flyteadmin/auth/interceptor.go`, v1.16.8).
pub const SCOPE_ALL: &str = "all";

/// The scope of flyteadmin's own refresh tokens (`flyteadmin/auth/authzserver/provider.go`, v1.16.8).
pub const SCOPE_OFFLINE: &str = "offline";

/// What a login asks for in both charts (v1.16.8).
pub const LOGIN_SCOPES: [&str; 2] = ["profile", "openid"];

/// The scope for refresh tokens in OpenID Connect (OpenID Connect Core §11).
pub const OFFLINE_ACCESS: &str = "offline_access";

/// The kinds of identity provider that differ in what they need; everything else is `Oidc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdpKind {
    /// Google accounts.
    Google,
    /// Okta: org and custom authorization servers.
    Okta,
    Keycloak,
    /// Microsoft Entra ID, once Azure AD.
    Entra,
    /// Any other OpenID Connect provider: Auth0, Authentik, Dex, GitLab, …
    Oidc,
}

/// What an external authorization server is asked with: facts of one deployment that scopes and audiences depend on.
#[derive(Debug, Clone, Copy)]
pub struct ApiContext<'a> {
    /// The deployment's public URL.
    pub url: &'a PublicUrl,
    /// The client that users log in to the console with; at Entra ID also the API that is exposed.
    pub web: &'a ClientId,
    /// The client of flytectl and pyflyte.
    pub flytectl: &'a ClientId,
    /// The scope to ask for at the API (`all`, unless Entra ID exposes another name).
    pub scope: &'a OAuthScope,
}

/// The parts of an issuer that are known so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct IssuerParts<'a> {
    /// Okta's org.
    pub org: Option<&'a str>,
    /// Whether a custom authorization server is wanted (Okta).
    pub is_external: bool,
    /// Keycloak's address.
    pub url: Option<&'a str>,
    /// Keycloak's realm.
    pub realm: Option<&'a str>,
}

/// What differs from one identity provider to the next. Facts checked against Flyte v1.16.8 and, where no code says
/// so, the providers' public documentation.
pub trait Provider: Sync {
    /// Its name in a sentence.
    fn name(&self) -> &'static str;

    /// The name of the one at `issuer`, where that says more.
    fn name_at(&self, _issuer: &Issuer) -> String {
        self.name().to_owned()
    }

    /// Whether an issuer is one of this provider's.
    fn recognises(&self, issuer: &Issuer) -> bool;

    /// The parts that people know an issuer by, each with its name among the answers about the provider: what
    /// [`build`] makes an issuer of. The issuer itself where it has no such parts, nothing where no one needs to say.
    fn parts(&self, issuer: &Issuer) -> Vec<(&'static str, String)> {
        vec![("idp.issuer", issuer.as_str().to_owned())]
    }

    /// What an issuer of this provider looks like, with placeholders for what is not known.
    fn issuer_form(&self, known: &IssuerParts<'_>) -> String;

    /// Whether `issuer` has the form of this provider's issuers: path, tenant, trailing slash.
    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault>;

    /// Whether the server at `issuer` can be Flyte's external authorization server, or why it cannot and the way out.
    fn check_external(&self, issuer: &Issuer) -> Result<(), Fault>;

    /// The scope to ask for so that people get refresh tokens; `None` where there is none.
    fn refresh_scope(&self) -> Option<&'static str> {
        Some(OFFLINE_ACCESS)
    }

    /// The values that access tokens of this provider carry in `aud` once it is set up as its guide says.
    fn audience(&self, apps: &ApiContext<'_>) -> Vec<Audience> {
        Audience::parse(apps.url.as_str()).into_iter().collect()
    }

    /// The scopes that flytectl and pyflyte ask for, without the refresh scope.
    fn flytectl_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        vec![apps.scope.clone()]
    }

    /// The scopes that flytepropeller and flytescheduler ask for: never one for people.
    fn propeller_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        vec![apps.scope.clone()]
    }

    /// Whether `id` can be the ID of a client that this provider issued. A fault does not repeat it: it may be a secret.
    fn check_client_id(&self, _id: &str) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether `secret` can be the secret of a client that this provider issued. A fault does not repeat it.
    fn check_client_secret(&self, _secret: &str) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether clients must send the `audience` parameter to get a token for the API.
    fn needs_audience_parameter(&self, _issuer: &Issuer) -> bool {
        false
    }

    /// Whether flytectl and flytepropeller may be the client that users log in with, so that one registration does.
    fn one_registration_serves_all(&self) -> bool {
        false
    }

    /// Where in the provider's console a thing is, in a line; no more than a line for what is not there.
    fn where_to_find(&self, sought: ConsoleValue) -> &'static str;

    /// What to set up, in the order in which it can be done, in the provider's own words.
    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep>;
}

impl IdpKind {
    /// All kinds, the general one last.
    pub const ALL: [Self; 5] = [Self::Google, Self::Okta, Self::Keycloak, Self::Entra, Self::Oidc];

    /// What is known about this kind.
    pub fn provider(self) -> &'static dyn Provider {
        match self {
            Self::Google => &google::Google,
            Self::Okta => &okta::Okta,
            Self::Keycloak => &keycloak::Keycloak,
            Self::Entra => &entra::Entra,
            Self::Oidc => &oidc::Oidc,
        }
    }

    /// Whether the provider at an issuer makes up the IDs of its clients, so that no one chooses them.
    pub fn makes_ids(self, issuer: &Issuer) -> bool {
        matches!(self, Self::Google | Self::Okta | Self::Entra) || self.provider().needs_audience_parameter(issuer)
    }

    /// Which kind an issuer belongs to, by its host and path.
    pub fn of(issuer: &Issuer) -> Self {
        Self::ALL.into_iter().find(|kind| kind.provider().recognises(issuer)).unwrap_or(Self::Oidc)
    }

    /// The word for it in answers and flags.
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

/// The issuers that people write instead of the parts they know: Okta's org, Keycloak's realm, Entra's tenant.
pub mod build {
    pub use super::entra::{is_entra_v1, is_guid, is_scope_of_an_api, issuer as entra};
    pub use super::google::issuer as google;
    pub use super::keycloak::{is_realm, issuer as keycloak};
    pub use super::okta::{default_audience, issuer as okta};
}

/// Whether an issuer is one of a Keycloak that serves its realms below `/auth`, as all did before version 17.
pub fn is_below_auth(issuer: &Issuer) -> bool {
    IdpKind::of(issuer) == IdpKind::Keycloak && issuer.path().starts_with("/auth/realms/")
}

/// The hosts of providers that run for everyone name their issuers in lower case and without a port.
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

/// The fault of an issuer that ends in a slash where this provider's issuers have none.
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
    fn the_parts_of_an_issuer_make_it_again() {
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
    fn where_a_thing_stands_is_said_in_a_line() {
        for kind in IdpKind::ALL {
            for sought in [
                ConsoleValue::Issuer,
                ConsoleValue::WebClient,
                ConsoleValue::WebSecret,
                ConsoleValue::Flytectl,
                ConsoleValue::Propeller,
                ConsoleValue::PropellerSecret,
                ConsoleValue::Ci,
                ConsoleValue::Audience,
            ] {
                let line = kind.provider().where_to_find(sought);
                assert!(!line.is_empty() && !line.contains('\n'), "{kind} {sought:?}");
                assert!(line.len() < 140, "{kind} {sought:?} {}", line.len());
            }
        }
    }
}
