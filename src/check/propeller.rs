//! Requests flytepropeller's token like flytepropeller, and checks it like flyteadmin.
//!
//! Source: `NewClientCredentialsTokenSourceProvider` in `flyteidl/clients/go/admin`, v1.16.8.

use url::Url;

use super::examination::Examination;
use super::metadata::ProviderMetadata;
use super::network::FormBody;
use super::probe::{PROPELLER_CLAIMS, PROPELLER_TOKEN, Trouble};
use super::rest::ROUTES;
use super::token::{Confidential, NoToken, ask_as, decode};
use crate::idp::{ConsoleValue, SCOPE_ALL};

pub(super) const ID: &str = "admin.clientId";
const SCOPES: &str = "admin.scopes";

impl Examination<'_> {
    /// Probes flytepropeller's client. `server` is the metadata of the token issuer.
    pub(super) fn propeller(&mut self, server: Option<&ProviderMetadata>) {
        let Some(propeller) = self.expected.propeller.clone() else {
            let why = if self.deployment.is_some() {
                "flytepropeller is not part of this release"
            } else {
                "its client is only known from values or answers"
            };
            self.not_tried(&PROPELLER_TOKEN, why);
            return;
        };
        let endpoint = propeller.token_url.clone().or_else(|| self.token_endpoint(server));
        let url = endpoint.as_deref().and_then(|text| Url::parse(text).ok());
        let (Some(id), Some(url)) = (propeller.id.clone(), url) else {
            let why =
                if propeller.id.is_none() { "its client ID is not known" } else { "its token endpoint is not known" };
            self.not_tried(&PROPELLER_TOKEN, why);
            return;
        };
        let secret = match self.secrets.propeller.clone() {
            Ok(secret) => secret,
            Err(why) => {
                self.not_tried(&PROPELLER_TOKEN, why);
                return;
            }
        };
        let mut form = FormBody::default().with("grant_type", "client_credentials");
        if !propeller.scopes.is_empty() {
            form = form.with("scope", &propeller.scopes.join(" "));
        }
        if !propeller.audience.is_empty() {
            form = form.with("audience", &propeller.audience);
        }
        // A token from flyteadmin itself is requested from here, over the public URL.
        let audiences = match self.expected.external {
            Some(_) => propeller.audiences,
            None => self.expected.audiences.clone(),
        };
        match ask_as(self.network, &url, &form, Confidential { id: &id, secret: &secret }) {
            Ok(issued) => {
                let requested = propeller.scopes.join(" ");
                self.ok(&PROPELLER_TOKEN, format!("as `{id}`, with the scope `{requested}`"));
                match decode(&issued.access_token) {
                    Some(jwt) => self.claims_of(&PROPELLER_CLAIMS, &jwt, &audiences, &propeller.scopes),
                    None => self.opaque(&PROPELLER_CLAIMS),
                }
            }
            Err(error) => {
                let trouble = self.about_no_token(&error, &id, &propeller.scopes);
                self.failed(&PROPELLER_TOKEN, trouble);
                self.not_tried(&PROPELLER_CLAIMS, "there is no token");
            }
        }
    }

    /// Returns the token endpoint of flytepropeller's kind of client, as reachable from here.
    fn token_endpoint(&self, server: Option<&ProviderMetadata>) -> Option<String> {
        match (&self.expected.external, server, &self.expected.url) {
            (Some(_), Some(server), _) => server.text("token_endpoint").map(str::to_owned),
            // flyteadmin's own (`RegisterHandlers`, flyteadmin/auth/authzserver/initialize.go).
            (None, _, Some(url)) => Some(format!("{url}/oauth2/token")),
            _ => None,
        }
    }

    /// Explains why flytepropeller gets no token.
    fn about_no_token(&self, error: &NoToken, id: &str, scopes: &[String]) -> Trouble {
        match error {
            NoToken::Unreachable(error) => error.trouble("flytepropeller"),
            NoToken::Other(message) if self.expected.external.is_none() => Trouble::new(message.clone())
                .set(
                    "flyteadmin issues tokens only if authentication is enabled in {} and the server is not external",
                    self.settings.place("server.security.useAuth"),
                )
                .fix(ROUTES),
            NoToken::Other(message) => Trouble::new(message.clone())
                .fix("the token endpoint must be an OAuth 2.0 endpoint that answers in JSON"),
            NoToken::Refused { error, description } => self.about_refusal(error, description, id, scopes),
        }
    }

    /// Explains an OAuth error of the token endpoint.
    fn about_refusal(&self, error: &str, description: &str, id: &str, scopes: &[String]) -> Trouble {
        let detail = if description.is_empty() { String::new() } else { format!(" ({description})") };
        let trouble = Trouble::new(format!("the token endpoint refuses `{id}`: `{error}`{detail}"));
        let is_internal = self.expected.external.is_none();
        let requested = scopes.join(" ");
        match error {
            _ if description.contains("AADSTS700016") => {
                trouble.set("set {} to the ID of an application in this tenant", self.settings.place(ID))
            }
            "invalid_client" if is_internal => trouble
                .set(
                    "create the password and its hash together with `flyte-auth hash`: {} must be the hash of this \
                        secret",
                    self.settings.place("auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret"),
                )
                .rule("client-secret-and-hash-do-not-match"),
            // Keycloak answers a wrong secret with `unauthorized_client` in versions before 24.
            "invalid_client" | "unauthorized_client" if !is_about_grants(description) => trouble
                .at("copy the client's secret again", self.console().place_of(ConsoleValue::PropellerSecret))
                .set("check the client's ID in {}", self.settings.place(ID))
                .rule("propeller-client-id-mismatch"),
            "unauthorized_client" | "unsupported_grant_type" => trouble.at(
                format!("allow the grant `client_credentials` for the client `{id}`"),
                self.console()
                    .field_about("Service accounts")
                    .or_else(|| self.console().field_about("API Services"))
                    .or_else(|| self.console().field_about("Machine")),
            ),
            "invalid_scope" if scopes.iter().any(|scope| scope.starts_with("offline")) => trouble
                .set("remove user scopes from {}: `offline` is for refresh tokens", self.settings.place(SCOPES))
                .rule("client-credentials-uses-user-scopes"),
            "invalid_scope" => trouble
                .at(
                    format!("create the scope `{requested}` and assign it to the client `{id}`"),
                    self.console().field_of(SCOPE_ALL),
                )
                .set("or set {} to a scope that exists", self.settings.place(SCOPES))
                .rule("all-scope-missing-at-idp"),
            "access_denied" if description.to_lowercase().contains("audience") => trouble
                .set("set {} to the identifier of the API", self.settings.place("admin.audience"))
                .rule("audience-parameter-missing"),
            "access_denied" => trouble.at(
                format!("add a policy to the authorization server that issues tokens to `{id}`"),
                self.console().field_about("Any scopes"),
            ),
            _ => trouble.fix("look up the error in the provider's log"),
        }
    }
}

/// Returns whether `unauthorized_client` means that the client may not use the grant, not that its secret is wrong.
/// Keycloak uses one error for both.
pub(super) fn is_about_grants(description: &str) -> bool {
    ["not enabled", "grant type", "not allowed", "not authorized"].iter().any(|words| description.contains(words))
}
