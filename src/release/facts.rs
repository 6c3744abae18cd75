//! Facts about a release, derived from its processes' configurations.

use crate::flyte::config::AuthServerType;
use crate::flyte::run::{
    TokenUrl, accepted_audiences, caller_url, external_base_url, metadata_url, propeller_audience, propeller_scopes,
    public_url, token_url,
};
use crate::go::GoUrl;
use crate::idp::{IdpKind, Issuer};
use crate::release::Model;

/// The derived facts; `None` if a process is missing or a value is unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Whether authentication is enabled.
    pub auth_on: Option<bool>,
    /// The issuer of access tokens: flyteadmin or an external server.
    pub server_type: Option<AuthServerType>,
    /// The issuer of users' logins.
    pub issuer: Option<GoUrl>,
    /// The identity provider of users' logins.
    pub login_idp: Option<IdpKind>,
    /// The external authorization server's issuer.
    pub external_issuer: Option<GoUrl>,
    /// The public URL for a call to an unlisted host: the first authorized URI.
    pub public_url: Option<GoUrl>,
    /// The public URL for flytepropeller's calls.
    pub propeller_public_url: Option<GoUrl>,
    /// The audiences of which flytepropeller's token must have one.
    pub accepted_audiences: Option<Vec<String>>,
    /// The URL at which flyteadmin reads the external server's metadata.
    pub metadata_url: Option<GoUrl>,
    /// The URL at which flytepropeller gets its token.
    pub token_url: Option<TokenUrl>,
    /// The scopes that flytepropeller requests.
    pub propeller_scopes: Option<Vec<String>>,
    /// The audience that flytepropeller requests; empty for none.
    pub propeller_audience: Option<String>,
}

impl Facts {
    /// Derives the facts from a model.
    pub fn of(model: &Model) -> Self {
        let server = model.server();
        let auth = server.map(|server| &server.decoded.auth);
        let admin = model.caller().map(|caller| &caller.decoded.admin);
        let mut facts = Self {
            auth_on: server.and_then(|server| server.decoded.security.use_auth.get()).copied(),
            server_type: auth.and_then(|auth| auth.app_auth.auth_server_type.get()).copied(),
            ..Self::default()
        };
        let authorized = auth.and_then(|auth| auth.authorized_uris.get());
        if let Some(auth) = auth {
            facts.issuer = auth.user_auth.open_id.base_url.get().filter(|url| !url.is_empty()).cloned();
            facts.login_idp = facts.issuer.as_ref().and_then(Issuer::of_url).map(|issuer| IdpKind::of(&issuer));
            facts.public_url = authorized.and_then(|uris| uris.first()).cloned();
            if facts.server_type == Some(AuthServerType::External) {
                facts.external_issuer = external_base_url(auth).cloned();
                facts.metadata_url = metadata_url(auth);
            }
        }
        let Some(admin) = admin else {
            return facts;
        };
        let call = admin.endpoint.get().and_then(caller_url);
        facts.propeller_public_url =
            call.zip(authorized).map(|(call, authorized)| public_url(&call, authorized).clone());
        facts.propeller_scopes = propeller_scopes(admin, auth).and_then(|scopes| scopes.get()).cloned();
        facts.propeller_audience = propeller_audience(admin, auth).and_then(|audience| audience.get()).cloned();
        if let Some(url) = &facts.propeller_public_url {
            facts.token_url = token_url(admin, auth, url);
            facts.accepted_audiences = auth.and_then(|auth| accepted_audiences(auth, url));
        }
        facts
    }
}
